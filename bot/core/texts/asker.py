"""Who asks: the conditions to which answers are fitted, and how they become known."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.core.course import current
from bot.core.kinds import SUBJECTS, Subject
from bot.core.knowledge import Knowledge, Topic
from bot.core.remembering import remembered
from bot.core.state import Asker, State
from bot.core.texts.clauses import SIGNS
from bot.core.texts.wordlists import LONGEST_ASKED, either, empty_without, has, listed, lists, of_lists
from bot.search.bands import CERTAIN
from bot.search.engine import THEME
from bot.search.normalise import any_of
from bot.search.notices import tells_fault

T = TypeVar("T", bound=str)

ASKED_SUBJECTS: tuple[Subject, ...] = ("personal", "enterprise", "individual-business")
"""The kinds of applicant that are asked for. The others say so when a filing begins."""
CLOUDS = ("aliyun", "tencent", "huawei")
"""The access providers that are asked for."""
MINI = "mini-program"
"""The provider of whoever asks about a mini program: its platform, which hands it in as access providers hand in sites.
Mini programs have no access provider."""
PROVIDERS = (*CLOUDS, MINI)
"""The providers to which answers are fitted (`Asker.provider`). The condition for each is called like it."""
OTHERS = (
    "baidu", "volcengine", "jdcloud", "west", "xinnet", "zzidc", "ucloud", "ctyun", "ecloud", "cucloud", "ksyun",
    "qiniu", "upyun", "qingcloud",
)  # fmt: skip
"""Access providers to which no answer is fitted. They send things back as well."""
MINI_FLOW = "mini-program-filing"
"""The flow in which a mini program is filed."""
LONGEST_TOLD = 30
"""The most characters of a text that only tells who asks."""

_TRADE = r"(?:开|做|卖|搞)(?:(?!{})[^\s，,。；;]){{1,8}}?(?:的|店|生意|买卖)"
"""A trade (开五金店的, 卖茶叶的). Placeholder: the words that must not be in it."""

_OWNS = r"(?:开|办)(?:了|着)?[^\s，,。；;]{{0,8}}?(?={})"
"""Having a firm of some trade (开五金批发公司). Placeholder: the words for a firm."""

_COUNTED = re.compile(
    r"(?P<only>(?:就|只有|只|没)(?:有|我)?(?=[一两几]个人))?(?P<many>[一两俩二三四几多每哪]|换了|别的)个人(?!网站|博客)的?"
)
"""People who are counted or told apart (两个人, 换了个人), not a private person (个人). `only`: they are few
(就一个人)."""

_OWN_BUSINESS = re.compile("我自己(?=[家开]|[^\\s，,。；;]{0,3}(?:公司|企业|单位|厂|店|馆|铺|工作室|执照|货|产品))")
"""A firm, or what it sells, as somebody's own (我自己的店, 卖我自己家的茶叶), which tells of no private person."""

_IN_NAME_OF = re.compile(
    r"(?<=[用在写放挂])(?:我们?|老板|法人|自己)?个人(?=名下|的(?:名字|手机|电话)?(?:\Z|[^\w]|[吗嘛行可能不呢]))"
)
"""A private person in whose name something is that is used (域名用我个人的行吗)."""

_OF_FIRM = (
    r"(?:(?:我|咱|俺)们?(?:这边|这|的|家)?(?:是|开的?|开了)?(?:一?[家个间])?(?:做)?)?"
    r"(?P<trade>[一-龥]{0,8}?(?:%s))(?:的|(?:[做有写出]|开发)了?一?[个款])?\s*(?=%s)"
)
"""A firm at the beginning of a text. Placeholders: the words for a firm, and for what it files."""
_NEEDS_APPROVAL = ("reject-name-preapproval", "reject-finance-keywords")
"""The reasons against a name from a trade that needs an approval."""

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
"""The conditions that a variant of an answer may name in `if`."""
LONGEST_CONDITION = max(CONDITIONS, key=len)
"""The condition whose name takes most room on a button."""


def asker_of(state: State, knowledge: Knowledge) -> Asker:
    """Return what is known of who asks, from the filing worked on last. Without one: from what the person said, or from
    a topic about mini programs read last. The provider of the rejection worked on last goes before the one that the
    person said."""
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
    """Tell whether a flow (None: there is none) or the provider of a rejection is that of mini programs."""
    return flow == MINI_FLOW or provider == MINI


def with_told(asker: Asker, knowledge: Knowledge, text: str) -> Asker:
    """Return the asker with the one applicant and the one provider that a text names (「个人」, 「腾讯云」)."""
    subjects, providers = names_in(knowledge, text, ASKED_SUBJECTS), names_in(knowledge, text, PROVIDERS)
    if len(subjects) == 1:
        asker = replace(asker, subject=subjects[0])
    if len(providers) == 1:
        asker = replace(asker, provider=providers[0])
    return asker


def speaking(asker: Asker, knowledge: Knowledge, text: str) -> Asker:
    """Return the asker after a question. Who asks is known from then on, if a clause tells it (我们是镇卫生院，…).
    Naming a mini program makes it the provider, unless it is compared with an app; the next questions may leave it
    unsaid (负责人写谁), until one names an app, a site or a cloud."""
    told = [kind for clause in SIGNS.split(text) if (kind := _told_kind(knowledge, clause))]
    if len(set(told)) == 1:
        asker = replace(asker, subject=told[0])
    if has(knowledge, text.lower(), "words-app-or-mini"):
        return asker
    if names_in(knowledge, text, (MINI,)):
        return replace(asker, provider=MINI)
    if asker.provider != MINI:
        return asker
    of_else = has(knowledge, text, "words-of-app-name", "words-of-site-name")
    return replace(asker, provider="") if of_else or names_in(knowledge, text, CLOUDS) else asker


def _told_kind(knowledge: Knowledge, clause: str) -> Subject | None:
    """Return the kind of applicant that a clause says the person is (我是镇卫生院的; 执照是某某经营部). None: it tells
    anything else, or is perhaps of a firm from abroad."""
    found = _self_is(knowledge).match(clause)
    if found is None or has(knowledge, found["what"], "words-abroad"):
        return None
    kinds = names_in(knowledge, found["what"], SUBJECTS)
    if has(knowledge, found["what"], "words-trader"):
        kinds.append("individual-business")
    return kinds[0] if len(kinds) == 1 else None


@of_lists("words-trader", *(f"asker-{one}" for one in SUBJECTS))
def _self_is(*kinds: str) -> re.Pattern[str]:
    """Match a clause that tells what the person is, or what their licence says. A name may stand before the kind."""
    return re.compile(
        "(?:(?:我们?|咱们?|俺们?|本人)(?:这边|这里|这|家|单位)?的?(?:(?:营业)?执照)?|(?:营业)?执照)"
        "上?(?:的?名[称字]|写着?)?的?(?:就?是|算|属于)(?:[一这]?[个家所间])?"
        rf"(?P<what>[^\s不没给帮替找跟和]{{0,12}}?(?:{either(*kinds)}))(?:单位|性质)?(?:这边)?的?$"
    )


def introduced(asker: Asker, knowledge: Knowledge, text: str, *, asked: bool = False) -> Asker | None:
    """Return the asker with the applicant, the provider and the province that a text tells
    (我们是个体户；在腾讯云办的). None if it tells neither of the first two, several of a kind, or anything else but a
    trade. `asked`: either was asked for, so its name is enough."""
    named = names_in(knowledge, text, (*ASKED_SUBJECTS, *PROVIDERS))
    if asked and named and names_only(knowledge, text) and not has(knowledge, text, "words-not"):
        where = _where(knowledge, text)
        return replace(with_told(asker, knowledge, text), province=where[0] if len(where) == 1 else asker.province)
    kind = _told_kind(knowledge, text) if len(text) <= LONGEST_TOLD else None
    if kind and not names_in(knowledge, text, ASKED_SUBJECTS):
        return replace(asker, subject=kind)
    applicants = names_of(knowledge, ASKED_SUBJECTS)
    words = (*applicants, *names_of(knowledge, CLOUDS))
    opens = (*listed(knowledge, "words-self-is"), *(() if THEME in text else applicants))
    if len(text) > LONGEST_TOLD or not (has(knowledge, text, "words-self") or text.startswith(opens)):
        return None
    so = re.sub(f"不是(?:{any_of(words)})", "", text.lower())
    so = re.sub(
        rf"[\s，,](?=(?:{any_of(names_of(knowledge, CLOUDS))})[买租]?的\W*$)", "是", so
    )  # 服务器买好了 腾讯云的
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
    """Return the ids of the provinces in a text, but not in clauses that name a cloud: those tell where a server is."""
    apart = (clause for clause in re.split(r"[\s，,。；;]+", text) if not names_in(knowledge, clause, CLOUDS))
    return list(dict.fromkeys(place.id for clause in apart for place in knowledge.places_in(clause).values()))


def introduced_beside(asker: Asker, knowledge: Knowledge, clause: str) -> Asker | None:
    """Return the asker with what one clause among others tells, so that fewer words are enough
    (个体户的；我佛山的；开五金公司；给公司网站备案). None if it tells no applicant, provider or province, several of a
    kind, anything else, or where a server is."""
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
    """Drop from a text the trade of a firm, how few people it has (公司就一个人: no private person), and what is filed
    (`_of_every_kind`)."""
    if not has(knowledge, text, "words-firm", "asker-individual-business"):
        return _of_every_kind(knowledge, text)
    plain = _COUNTED.sub(lambda found: "" if found["only"] else f"{found['many']}人", text)
    return _of_every_kind(knowledge, _of_any_trade(knowledge, plain))


def _of_every_kind(knowledge: Knowledge, text: str) -> str:
    """Drop what is filed from the beginning of a text that holds for every kind (小程序备案 短信没收到), if the rest
    alone is understood more surely. Return any other text as it is."""
    kinds = either(*lists(knowledge, "words-of-app-name", "words-of-mini-name", "words-of-site-name"))
    kind = re.match(rf"(?:{kinds})的?{THEME}[\s，,]*", text, re.IGNORECASE)
    rest = text[kind.end() :] if kind else ""
    if len(text) > LONGEST_ASKED or not has(knowledge, rest, "words-of-every-kind"):
        return text
    whole, alone = (
        max(part.choices[0].score for part in knowledge.engine.read(one) if part.choices) for one in (text, rest)
    )
    return rest if alone > whole else text


def _of_any_trade(knowledge: Knowledge, text: str) -> str:
    """Drop the trade from a text that begins with a firm and asks about filing its site, app or mini program
    (物业公司APP备案 → APP怎么备案). It stays if a site of that trade needs an approval or papers of its own. That a
    site is a firm's stays, too, unless the text tells of a fault. Return any other text as it is."""
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
    """Return the topic that tells this kind of applicant what another topic, by its title, tells a different one. None
    if there is none, or the other topic is not for one kind alone. A sole trader without an own topic gets the firms'
    topic, not the one for private persons."""
    named = names_in(knowledge, topic.title, SUBJECTS)
    if topic.kind == "rejection" or len(named) != 1 or named[0] == subject:
        return None
    trades = subject == "individual-business" and named[0] == "personal"
    kinds: tuple[Subject, ...] = (subject, "enterprise") if trades else (subject,)
    for kind in kinds:
        name = listed(knowledge, f"asker-{kind}")[0]
        other = _surely(knowledge, re.sub(any_of(names_of(knowledge, named)), name, topic.title))
        if other and names_in(knowledge, other.title, SUBJECTS) == [kind]:
            return other
    return None


def is_of_another_kind(knowledge: Knowledge, topic: Topic, subject: Subject) -> bool:
    """Tell whether a topic is, by its title, for private persons alone, and this applicant is none; or for all but
    them."""
    named = names_in(knowledge, topic.title, SUBJECTS)
    return topic.kind != "rejection" and len(named) == 1 and "personal" in (*named, subject) and named[0] != subject


def is_fitted(knowledge: Knowledge, topic: Topic, subject: Subject) -> bool:
    """Tell whether a topic has something of its own for this kind of applicant."""
    told = f"{topic.title} {topic.text}"
    return subject in {variant.condition for variant in topic.variants} or has(knowledge, told, f"asker-{subject}")


def of_mini(knowledge: Knowledge, topic: Topic) -> Topic | None:
    """Return the topic that tells of mini programs what another one tells of sites. None if there is none."""
    name = listed(knowledge, f"asker-{MINI}")[0]
    other = None if is_mini(topic.flow) else _surely(knowledge, name + topic.title)
    return other if other and is_mini(other.flow) else None


def _surely(knowledge: Knowledge, text: str) -> Topic | None:
    """Return the topic that a text is certainly about. None if it is not certain, or about several."""
    first, *more = knowledge.engine.read(text)
    sure = not more and first.decision == "answer" and first.choices[0].score >= CERTAIN
    return knowledge.topics[first.choices[0].topic] if sure else None


@remembered
def names_only(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only names an applicant, a provider or a place: 「那企业呢」, 「佛山的呢」."""
    words = names_of(knowledge, (*ASKED_SUBJECTS, *PROVIDERS))
    named = [*filter(text.__contains__, words), *knowledge.places_in(text)]
    return bool(named) and empty_without(knowledge, text.lower(), "words-follow", also=named)


def become(asker: Asker, condition: str) -> Asker | None:
    """Return the asker after a press of 「我是…」. None if there is no such condition."""
    for subject in ASKED_SUBJECTS:
        if condition == subject:
            return replace(asker, subject=subject)
    return replace(asker, provider=condition) if condition in CLOUDS else None


def missing(asker: Asker, topic: Topic) -> tuple[str, ...]:
    """Return the conditions to choose from that would decide between the variants of a topic."""
    named = {variant.condition for variant in topic.variants}
    asked: tuple[str, ...] = ()
    if asker.subject is None and named & {*ASKED_SUBJECTS, "organisation"}:
        asked += ASKED_SUBJECTS
    if not asker.provider and named & set(CLOUDS):
        asked += CLOUDS
    return asked


def names_of(knowledge: Knowledge, whose: Iterable[str]) -> tuple[str, ...]:
    """Return the words for these kinds of applicant or providers."""
    return listed(knowledge, *(f"asker-{one}" for one in whose))


@of_lists("asker-personal", "asker-enterprise", "asker-individual-business")
def _compared(*kinds: str) -> re.Pattern[str]:
    """Match a kind of applicant with whom something is compared (跟企业一样吗, 和公司比), unless the other kind stands
    before it (个人和企业有什么区别)."""
    kind = f"(?:一般|别的|普通)?的?(?:{either(*kinds)})(?:备案|网站|申请|办|的|那边){{0,3}}"
    same = "[是都也不]{0,3}(?:一样|相同|差不多)|相?比|[有是没]{0,2}(?:什么|啥|哪些)?(?:区别|不同|不一样|差别)"
    return re.compile(rf"(?:^|(?<=[\s，,。；;、？?是要能会也都不]))(?:[跟和与同]{kind}(?={same})|比起?{kind})")


def compares(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text compares something with a kind of applicant (跟公司比麻烦吗)."""
    return bool(_compared(knowledge).search(text))


def names_in(knowledge: Knowledge, text: str, whose: Sequence[T]) -> list[T]:
    """Return those of `whose` that a text names. Counted people (就一个人), and whose own a firm is (我自己的店), are
    no private person, 民办非企业 is no firm, and with whom somebody compares (跟企业一样吗), or in whose name something
    is (域名用我个人的), is not who asks."""
    text = _OWN_BUSINESS.sub("", _COUNTED.sub("", text.replace("非企业", "非")))
    text = _compared(knowledge).sub("", _IN_NAME_OF.sub("", text))
    return [one for one in whose if has(knowledge, text, f"asker-{one}")]


def subject_called(knowledge: Knowledge, text: str) -> Subject | None:
    """Return the kind of applicant that a text names and nothing else. None for any other text."""
    return next((one for one in SUBJECTS if text in listed(knowledge, f"words-{one}")), None)
