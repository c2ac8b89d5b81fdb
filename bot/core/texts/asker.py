"""Who asks: what an answer is fitted to. Named conditions, and where they are known from."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.core.course import current
from bot.core.kinds import SUBJECTS, Subject
from bot.core.knowledge import Knowledge, Topic
from bot.core.remembering import remembered
from bot.core.state import Asker, State
from bot.core.texts.wordlists import either, empty_without, has, listed, lists
from bot.search.bands import CERTAIN
from bot.search.engine import THEME
from bot.search.normalise import any_of
from bot.search.notices import tells_fault

T = TypeVar("T", bound=str)

ASKED_SUBJECTS: tuple[Subject, ...] = ("personal", "enterprise", "individual-business")
"""The kinds of applicant that are asked for; the others say so when a filing begins."""
CLOUDS = ("aliyun", "tencent", "huawei")
"""The access providers that are asked for."""
MINI = "mini-program"
"""Whoever files a mini program does so on its platform, and with no access provider."""
PROVIDERS = (*CLOUDS, MINI)
OTHERS = (
    "baidu", "volcengine", "jdcloud", "west", "xinnet", "zzidc", "ucloud", "ctyun", "ecloud", "cucloud", "ksyun",
    "qiniu", "upyun", "qingcloud",
)  # fmt: skip
"""The access providers to which no answer is fitted, and that send things back as well."""
MINI_FLOW = "mini-program-filing"
LONGEST_TOLD = 30
"""Characters in which somebody says who they are, and nothing else."""

_TRADE = r"(?:开|做|卖|搞)(?:(?!{})[^\s，,。；;]){{1,8}}?(?:的|店|生意|买卖)"
"""What somebody trades in (开五金店的, 卖茶叶的), with a hole for the words that it has not."""

_OWNS = r"(?:开|办)(?:了|着)?[^\s，,。；;]{{0,8}}?(?={})"
"""That somebody has a firm, and of which trade, with a hole for the words for it (开五金批发公司)."""

_COUNTED = re.compile(
    r"(?P<only>(?:就|只有|只|没)(?:有|我)?(?=[一两几]个人))?(?P<many>[一两俩二三四几多每哪]|换了|别的)个人(?!网站|博客)的?"
)
"""People who are counted or told apart, in the words for somebody who files as a private person; with `only` there are
few of them."""

_OF_FIRM = (
    r"(?:(?:我|咱|俺)们?(?:这边|这|的|家)?(?:是|开的?|开了)?(?:一?[家个间])?(?:做)?)?"
    r"(?P<trade>[一-龥]{0,8}?(?:%s))(?:的|(?:[做有写出]|开发)了?一?[个款])?\s*(?=%s)"
)
"""A firm at the beginning of a text, with holes for what it may be called, and for what it files."""
_NEEDS_APPROVAL = ("reject-name-preapproval", "reject-finance-keywords")
"""What a site is rejected for that is called after a trade that needs an approval."""

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
    """From the filing that was worked on last; where there is none, from what the person said once, or read last of
    mini programs; the provider also from the rejection that was worked on last."""
    every = (*state.loose, *(attempt for filing in state.filings for attempt in filing.attempts))
    provider = next((one.provider for one in every if one.number == state.attempt and one.provider in PROVIDERS), "")
    asker = replace(state.asker, provider=provider) if provider else state.asker
    filing = state.worked_on
    flow = knowledge.flows.get(filing.flow) if filing else None
    if filing is None or flow is None:
        topic = knowledge.topics.get(state.topic)
        return replace(asker, provider=MINI) if topic and is_mini(topic.flow) else asker
    step = current(filing, flow)
    only_spoken_of = asker.provider == MINI and not provider
    provider = MINI if is_mini(flow.id) else "" if only_spoken_of else asker.provider
    return replace(asker, subject=filing.subject, provider=provider, in_review=step is not None and step.review)


def is_mini(flow: str | None, provider: str = "") -> bool:
    """Whether it is a mini program that is filed by this flow (None: by none) or was rejected by this provider."""
    return flow == MINI_FLOW or provider == MINI


def with_told(asker: Asker, knowledge: Knowledge, text: str) -> Asker:
    """The asker, with what a text says of it: 「个人」, 「公司」, 「腾讯云」."""
    subjects, providers = names_in(knowledge, text, ASKED_SUBJECTS), names_in(knowledge, text, PROVIDERS)
    if len(subjects) == 1:
        asker = replace(asker, subject=subjects[0])
    if len(providers) == 1:
        asker = replace(asker, provider=providers[0])
    return asker


def speaking(asker: Asker, knowledge: Knowledge, text: str) -> Asker:
    """The asker, after a question: who names a mini program speaks of that, also where what they ask next leaves it
    unsaid (负责人写谁), until they name something else."""
    if names_in(knowledge, text, (MINI,)):
        return replace(asker, provider=MINI)
    if asker.provider != MINI:
        return asker
    of_else = has(knowledge, text, "words-of-app-name", "words-of-site-name")
    return replace(asker, provider="") if of_else or names_in(knowledge, text, CLOUDS) else asker


def introduced(asker: Asker, knowledge: Knowledge, text: str, *, asked: bool = False) -> Asker | None:
    """The asker, with what a text tells of it and nothing else but the trade (我们是个体户；在腾讯云办的): as whom,
    with which provider, and where; None where it tells neither of the first two, or more. `asked`: either is asked
    for, so that its name is enough."""
    named = names_in(knowledge, text, (*ASKED_SUBJECTS, *PROVIDERS))
    if asked and named and names_only(knowledge, text) and not has(knowledge, text, "words-not"):
        where = _where(knowledge, text)
        return replace(with_told(asker, knowledge, text), province=where[0] if len(where) == 1 else asker.province)
    applicants = names_of(knowledge, ASKED_SUBJECTS)
    words = (*applicants, *names_of(knowledge, CLOUDS))
    opens = (*listed(knowledge, "words-self-is"), *(() if THEME in text else applicants))
    if len(text) > LONGEST_TOLD or not (has(knowledge, text, "words-self") or text.startswith(opens)):
        return None
    so = re.sub(f"不是(?:{any_of(words)})", "", text.lower())
    so = re.sub(_TRADE.format(any_of([THEME, *words])), "", so)
    where = _where(knowledge, so)
    places = knowledge.places_in(so)
    provinces = {province.id for province in places.values()}
    subjects, providers = names_in(knowledge, so, ASKED_SUBJECTS), names_in(knowledge, so, CLOUDS)
    several = any(len(found) > 1 for found in (subjects, providers, provinces))
    if several or not (subjects or providers) or not has(knowledge, so, "words-self-is"):
        return None
    if not empty_without(knowledge, so, "words-self", "words-self-is", "words-self-around", also=[*words, *places]):
        return None
    return replace(with_told(asker, knowledge, so), province=next(iter(where), asker.province))


def _where(knowledge: Knowledge, text: str) -> list[str]:
    """The provinces that a text names, but for where a server stands: there they do not file."""
    apart = (clause for clause in re.split(r"[\s，,。；;]+", text) if not names_in(knowledge, clause, CLOUDS))
    return list(dict.fromkeys(place.id for clause in apart for place in knowledge.places_in(clause).values()))


def introduced_beside(asker: Asker, knowledge: Knowledge, clause: str) -> Asker | None:
    """The asker with what a clause tells of it that stands beside others, so that fewer words are enough (个体户的；
    我佛山的；开五金公司；给公司网站备案): as whom, with which provider, or where; None where it tells none of these, or
    more. Where a server is tells nothing."""
    if alone := introduced(asker, knowledge, clause):
        return alone
    subjects, providers = names_in(knowledge, clause, ASKED_SUBJECTS), names_in(knowledge, clause, CLOUDS)
    places = knowledge.places_in(clause)
    provinces = {place.id for place in places.values()}
    several = any(len(found) > 1 for found in (subjects, providers, provinces))
    of_server = provinces and (providers or has(knowledge, clause, "words-until-server"))
    if several or of_server or not (subjects or providers or provinces):
        return None
    words = names_of(knowledge, (*ASKED_SUBJECTS, *CLOUDS))
    so = re.sub(_OWNS.format(any_of(words)), "", clause.lower())
    around = ("words-self", "words-self-is", "words-self-around", "words-self-beside")
    if not empty_without(knowledge, so, *around, also=[*words, *places]):
        return None
    return replace(with_told(asker, knowledge, clause), province=next(iter(provinces), asker.province))


@remembered
def of_any_firm(knowledge: Knowledge, text: str) -> str:
    """A text that names a firm, without how few people it has, which makes it no private person (公司就一个人), and
    without its trade."""
    if not has(knowledge, text, "words-firm", "asker-individual-business"):
        return _of_every_kind(knowledge, text)
    plain = _COUNTED.sub(lambda found: "" if found["only"] else f"{found['many']}人", text)
    return _of_every_kind(knowledge, _of_any_trade(knowledge, plain))


def _of_every_kind(knowledge: Knowledge, text: str) -> str:
    """What a text tells or asks that is the same for whatever is filed (小程序备案 短信没收到), without what that is,
    where it is the surer so; any other text as it is."""
    kinds = either(*lists(knowledge, "words-of-app-name", "words-of-mini-name", "words-of-site-name"))
    kind = re.match(rf"(?:{kinds})的?{THEME}[\s，,]*", text, re.IGNORECASE)
    rest = text[kind.end() :] if kind else ""
    if not has(knowledge, rest, "words-of-every-kind"):
        return text
    whole, alone = (
        max(part.choices[0].score for part in knowledge.engine.read(one) if part.choices) for one in (text, rest)
    )
    return rest if alone > whole else text


def _of_any_trade(knowledge: Knowledge, text: str) -> str:
    """What a text that begins with a firm asks about filing its site, app or mini program, without its trade, which
    tells nothing of that (物业公司APP备案 → APP怎么备案), unless its site takes an approval or papers of its own, and
    without that it is a firm's where something is wrong; any other text as it is."""
    what = listed(knowledge, "words-of-app-name", "words-of-mini-name", "words-of-site-name")
    firms = listed(knowledge, "words-firm")
    firm = re.match(_OF_FIRM % (any_of(firms), any_of(what)), text, re.IGNORECASE) if THEME in text else None
    if firm is None:
        return text
    trade, asked = firm["trade"], text[firm.end() :]
    if trade in firms and not re.match(rf"\w*{THEME}[\s，,]", asked):
        return text
    others = names_of(knowledge, (*PROVIDERS, "personal"))
    approved = (word for rule in knowledge.rules.checks if rule.rejection in _NEEDS_APPROVAL for word in rule.words)
    of_site = asked.startswith(listed(knowledge, "words-of-site-name"))
    telling = (*listed(knowledge, "words-of-papers-by-trade"), *approved) if of_site else ()
    named = has(knowledge, trade, "words-no-trade") or knowledge.places_in(trade)
    if named or any(word in trade for word in (*others, *telling)):
        return text
    matters = of_site and not tells_fault(asked) and names_in(knowledge, trade, ("enterprise",))
    whose = listed(knowledge, "asker-enterprise")[-1] if matters else ""
    return whose + re.sub(rf"^((?:{any_of(what)})的?){THEME}(?=\W*$)", rf"\1怎么{THEME}", asked, flags=re.IGNORECASE)


def of_kind(knowledge: Knowledge, topic: Topic, subject: Subject) -> Topic | None:
    """The topic that tells of this kind of applicant what another one, by its title, tells of a different one; None
    where there is none, or it tells of no kind alone. A sole trader does business: what there is of that for firms
    alone is his, rather than what is for private persons."""
    named = names_in(knowledge, topic.title, ASKED_SUBJECTS)
    if topic.kind == "rejection" or len(named) != 1 or named[0] == subject:
        return None
    trades = subject == "individual-business" and named[0] == "personal"
    kinds: tuple[Subject, ...] = (subject, "enterprise") if trades else (subject,)
    for kind in kinds:
        name = listed(knowledge, f"asker-{kind}")[0]
        other = _surely(knowledge, re.sub(any_of(names_of(knowledge, named)), name, topic.title))
        if other and names_in(knowledge, other.title, ASKED_SUBJECTS) == [kind]:
            return other
    return None


def is_fitted(knowledge: Knowledge, topic: Topic, subject: Subject) -> bool:
    """Whether a topic tells something of this kind of applicant that it does not tell of everybody."""
    told = f"{topic.title} {topic.text}"
    return subject in {variant.condition for variant in topic.variants} or has(knowledge, told, f"asker-{subject}")


def of_mini(knowledge: Knowledge, topic: Topic) -> Topic | None:
    """The topic that tells of mini programs what another one tells of sites; None where there is none."""
    name = listed(knowledge, f"asker-{MINI}")[0]
    other = None if is_mini(topic.flow) else _surely(knowledge, name + topic.title)
    return other if other and is_mini(other.flow) else None


def _surely(knowledge: Knowledge, text: str) -> Topic | None:
    """The topic that a text is certainly about, and nothing else."""
    first, *more = knowledge.engine.read(text)
    sure = not more and first.decision == "answer" and first.choices[0].score >= CERTAIN
    return knowledge.topics[first.choices[0].topic] if sure else None


@remembered
def names_only(knowledge: Knowledge, text: str) -> bool:
    """Whether a text does nothing but name an applicant, a provider or a place: 「那企业呢」, 「佛山的呢」."""
    words = names_of(knowledge, (*ASKED_SUBJECTS, *PROVIDERS))
    named = [*filter(text.__contains__, words), *knowledge.places_in(text)]
    return bool(named) and empty_without(knowledge, text.lower(), "words-follow", also=named)


def become(asker: Asker, condition: str) -> Asker | None:
    """The asker after a press of 「我是…」; None: no such condition."""
    for subject in ASKED_SUBJECTS:
        if condition == subject:
            return replace(asker, subject=subject)
    return replace(asker, provider=condition) if condition in CLOUDS else None


def missing(asker: Asker, topic: Topic) -> tuple[str, ...]:
    """The conditions to choose from that would tell which variants of a topic are meant."""
    named = {variant.condition for variant in topic.variants}
    asked: tuple[str, ...] = ()
    if asker.subject is None and named & {*ASKED_SUBJECTS, "organisation"}:
        asked += ASKED_SUBJECTS
    if not asker.provider and named & set(CLOUDS):
        asked += CLOUDS
    return asked


def names_of(knowledge: Knowledge, whose: Iterable[str]) -> tuple[str, ...]:
    """What these kinds of applicant or providers are called."""
    return listed(knowledge, *(f"asker-{one}" for one in whose))


def names_in(knowledge: Knowledge, text: str, whose: Sequence[T]) -> list[T]:
    """Which of these kinds of applicant or providers a text names; people who are counted (就一个人) are none."""
    text = _COUNTED.sub("", text)
    return [one for one in whose if has(knowledge, text, f"asker-{one}")]


def subject_called(knowledge: Knowledge, text: str) -> Subject | None:
    """Which kind of applicant a text names, and nothing else."""
    return next((one for one in SUBJECTS if text in listed(knowledge, f"words-{one}")), None)
