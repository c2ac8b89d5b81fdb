"""Who asks: what an answer is fitted to. Named conditions, and where they are known from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.core.filing import current
from bot.core.knowledge import Knowledge, Subject, Topic
from bot.core.state import Asker, State
from bot.core.words import has, listed, only

T = TypeVar("T", bound=str)

SUBJECTS: tuple[Subject, ...] = ("personal", "enterprise", "individual-business")
"""The kinds of applicant that are asked for; the others say so when a filing begins."""
CLOUDS = ("aliyun", "tencent", "huawei")
"""The access providers that are asked for."""
MINI = "mini-program"
"""Whoever files a mini program does so on its platform, and with no access provider."""
PROVIDERS = (*CLOUDS, MINI)
_MINI_FLOW = "mini-program-filing"

CONDITIONS: Mapping[str, Callable[[Asker], bool]] = {
    "personal": lambda asker: asker.subject == "personal",
    "enterprise": lambda asker: asker.subject == "enterprise",
    "individual-business": lambda asker: asker.subject == "individual-business",
    "organisation": lambda asker: asker.subject in ("government", "institution", "association"),
    "aliyun": lambda asker: asker.provider == "aliyun",
    "tencent": lambda asker: asker.provider == "tencent",
    "huawei": lambda asker: asker.provider == "huawei",
    MINI: lambda asker: asker.provider == MINI,
    "in-review": lambda asker: asker.in_review,
}
"""What a variant of an answer may name in `if`."""
LONGEST_CONDITION = max(CONDITIONS, key=len)
"""The name that takes most room on a button."""


def asker_of(state: State, knowledge: Knowledge) -> Asker:
    """From the filing that was worked on last; where there is none, from what the person said once; the provider also
    from the rejection that was worked on last."""
    every = (*state.loose, *(attempt for filing in state.filings for attempt in filing.attempts))
    provider = next((attempt.provider for attempt in every if attempt.number == state.attempt), "")
    asker = replace(state.asker, provider=provider or state.asker.provider)
    filing = next((filing for filing in state.filings if filing.number == state.front), None)
    flow = knowledge.flows.get(filing.flow) if filing else None
    if filing is None or flow is None:
        return asker
    step = current(filing, flow)
    provider = MINI if is_mini(flow.id) else asker.provider
    return replace(asker, subject=filing.subject, provider=provider, in_review=step is not None and step.review)


def is_mini(flow: str, provider: str = "") -> bool:
    """Whether it is a mini program that is filed by this flow (empty: by none) or was rejected by this provider."""
    return flow == _MINI_FLOW or provider == MINI


def told(asker: Asker, knowledge: Knowledge, text: str) -> Asker:
    """The asker, with what a text says of it: 「个人」, 「公司」, 「腾讯云」."""
    subjects, providers = names_in(knowledge, text, SUBJECTS), names_in(knowledge, text, PROVIDERS)
    if len(subjects) == 1:
        asker = replace(asker, subject=subjects[0])
    if len(providers) == 1:
        asker = replace(asker, provider=providers[0])
    return asker


def names_only(knowledge: Knowledge, text: str) -> bool:
    """Whether a text does nothing but name an applicant, a provider or a place: 「那企业呢」, 「佛山的呢」."""
    words = (word for name in (*SUBJECTS, *CLOUDS) for word in listed(knowledge, f"asker-{name}"))
    named = [*filter(text.__contains__, words), *knowledge.places_in(text)]
    return bool(named) and only(knowledge, text.lower(), "words-follow", also=named)


def become(asker: Asker, condition: str) -> Asker | None:
    """The asker after a press of 「我是…」; None: no such condition."""
    for subject in SUBJECTS:
        if condition == subject:
            return replace(asker, subject=subject)
    return replace(asker, provider=condition) if condition in CLOUDS else None


def missing(asker: Asker, topic: Topic) -> tuple[str, ...]:
    """The conditions to choose from that would tell which variants of a topic are meant."""
    named = {variant.condition for variant in topic.variants}
    asked: tuple[str, ...] = ()
    if asker.subject is None and named & {*SUBJECTS, "organisation"}:
        asked += SUBJECTS
    if not asker.provider and named & set(CLOUDS):
        asked += CLOUDS
    return asked


def names_in(knowledge: Knowledge, text: str, names: Sequence[T]) -> list[T]:
    """Which of these kinds of applicant or providers a text names."""
    return [name for name in names if has(knowledge, text, f"asker-{name}")]
