"""Which kind of filing is spoken of, other than the first one of a site. Short questions leave it unsaid."""

import re
from collections.abc import Mapping
from typing import Literal, get_args

from bot.core.knowledge import Flow, Knowledge, Topic
from bot.core.remembering import remembered
from bot.core.state import Attempt, State
from bot.core.texts.asker import MINI_FLOW
from bot.core.texts.wordlists import has, has_only, listed, without
from bot.search.bands import Choice
from bot.search.engine import THEME

Matter = Literal["police", "cancel", "change", "access", "add", "app", "mini-program"]
MATTERS: tuple[Matter, ...] = get_args(Matter)
Spoken = tuple[Matter | None, str]
"""A kind of filing, and the flow that does it. "": the flow is not known."""
NOTHING: Spoken = (None, "")
LONGEST_BARE = 14
"""The most characters of a question that may leave unsaid which kind of filing it is about."""
_FLOWS: Mapping[Matter, str] = {
    "police": "police-filing",
    "access": "add-access",
    "add": "add-service",
    "app": "app-filing",
    "mini-program": MINI_FLOW,
}
"""The flow of each kind that has one. Changes and cancellations have several."""
_BY_FLOW: Mapping[str, Matter] = {flow: matter for matter, flow in _FLOWS.items()}
_BY_GROUP: Mapping[str, Matter] = {matter: matter for matter in MATTERS}
_BY_KIND: Mapping[str, Matter] = {"cancel": "cancel", "change": "change", "migrate": "change"}
"""The kind of filing by flow (`_BY_FLOW`), by theme (`_BY_GROUP`), and by the beginning of a flow's id."""
_OF_WHAT: Mapping[Matter, tuple[str, ...]] = {"change": ("words-changed-what",), "cancel": ("words-cancelled-what",)}
"""The word lists for what is changed or cancelled."""
_CANCELS = re.compile("(?<![推促畅直经营展报撤热])销(?![售量路品往毁])")
"""The short word for cancelling (多久能销)."""
_ACCESS = re.compile("(?:新增)?接入(?!商)")
_OF_ANY_KIND = ("time", "material")
"""The themes that have topics for each kind of filing. Their titles tell which one."""


def name_of_matter(knowledge: Knowledge, matter: Matter) -> str:
    """Return what a kind of filing is called."""
    return listed(knowledge, f"matter-{matter}")[0]


@remembered
def matters_named(knowledge: Knowledge, text: str) -> frozenset[Matter]:
    """Return the kinds of filing that a text names."""
    named = frozenset(matter for matter in MATTERS if has(knowledge, text, f"matter-{matter}"))
    return named | {"cancel"} if _CANCELS.search(text) else named


def matter_alone(knowledge: Knowledge, words: str) -> Spoken:
    """Return the kind of filing that a few words name, and at most of what it is (变更申请, 手机号变更). `NOTHING` for
    other words."""
    for matter in matters_named(knowledge, words):
        around = ("words-filed", *_OF_WHAT.get(matter, ()))
        if not without(words, listed(knowledge, f"matter-{matter}", *around)).strip():
            return matter, _FLOWS.get(matter, "")
    return ("access", _FLOWS["access"]) if is_access(knowledge, words) else NOTHING


def is_access(knowledge: Knowledge, words: str, *around: str) -> bool:
    """Tell whether words name the access by a provider (阿里云接入) and nothing else. `around`: the lists of words that
    may stand around that."""
    rest = _ACCESS.sub("", words)
    return rest != words and has_only(knowledge, rest, "words-filed", "words-about-provider", *around)


def matter_of(knowledge: Knowledge, topic: Topic) -> Matter | None:
    """Return the one kind of filing that a topic is about. None for the first one of a site, or any."""
    flow = topic.flow or ""
    if matter := _BY_FLOW.get(flow) or _BY_GROUP.get(topic.group) or _BY_KIND.get(flow.partition("-")[0]):
        return matter
    told = matters_named(knowledge, topic.title) if topic.group in _OF_ANY_KIND else frozenset[Matter]()
    return next(iter(told)) if len(told) == 1 else None


def any_of_matter(knowledge: Knowledge, matter: Matter) -> str:
    """Return a topic (id) on a kind of filing, to note that it is spoken of. "": there is none."""
    return next((id for id, topic in knowledge.topics.items() if matter_of(knowledge, topic) == matter), "")


def is_about_doing(knowledge: Knowledge, topic: Topic, matter: Matter) -> bool:
    """Tell whether a topic that leads to a kind of filing is about how that is done: by its theme, or by its title if
    the kind has one flow. Being one way out is not enough (一个域名能备几个网站, 通知说备案要被注销)."""
    return topic.group in _BY_GROUP or (matter in _FLOWS and matter in matters_named(knowledge, topic.title))


def spoken_by(knowledge: Knowledge, topic: Topic | None) -> Spoken:
    """Return the kind of filing that is spoken of after a topic was read."""
    matter = matter_of(knowledge, topic) if topic else None
    return (matter, (topic.flow if topic else "") or _FLOWS.get(matter, "")) if matter else NOTHING


def spoken_at(flow: Flow) -> Spoken:
    """Return the kind of filing that a flow does, and the flow."""
    return _BY_FLOW.get(flow.id) or _BY_KIND.get(flow.id.partition("-")[0]), flow.id


def spoken_in(attempt: Attempt) -> Spoken:
    """Return the kind of filing that a rejection is of, until that is approved, if its sender tells."""
    of_police = attempt.sender == "police" and attempt.reached != "approved"
    return ("police", _FLOWS["police"]) if of_police else NOTHING


def topic_spoken_of(state: State) -> str:
    """Return the id of the topic whose kind of filing is spoken of."""
    read, meant = state.within
    return meant if read == state.topic else state.topic


@remembered
def is_bare(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is so short that it may be about what was spoken of, and names no kind of filing."""
    return len(text) <= LONGEST_BARE and THEME not in text and not matters_named(knowledge, text)


def tells_of(knowledge: Knowledge, choice: Choice, matter: Matter) -> bool:
    """Tell whether a choice is about a kind of filing, by its topic or by its phrasing."""
    topic = knowledge.topics[choice.topic]
    return matter_of(knowledge, topic) == matter or matter in matters_named(knowledge, choice.phrasing)
