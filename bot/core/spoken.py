"""Texts that are about no matter: greetings, thanks and the like, which are answered in kind, and what is done in
words: commands, and moves in what is under way."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Literal, get_args

from bot.core.counting import numbered
from bot.core.knowledge import Flow, Knowledge, Step
from bot.core.words import any_of, apart, circled, has, label, listed, only
from bot.search.normalise import Wordings, clean
from bot.search.numbers import NUMBER, number
from bot.search.sounds import spelled

Courtesy = Literal["complaint", "upset", "human", "who", "thanks", "done", "bye", "hello", "fine"]
"""What a text is; of several, the first counts (好的，谢谢 is thanks)."""
COURTESIES: tuple[Courtesy, ...] = get_args(Courtesy)
COMMANDS = (
    "home",
    "help",
    "progress",
    "file",
    "rejected",
    "history",
    "cancel",
    "remind",
    "mydata",
    "forget",
    "privacy",
    "lang",
)
"""Commands that are also done where somebody only writes what they are called (`words-command-…`)."""
Move = Literal[
    "resubmitted",
    "unsent",
    "unexplained",
    "denied",
    "unreturned",
    "deadline",
    "ready",
    "rechecked",
    "received",
    "passed",
    "done",
    "approved",
    "hung",
    "ended",
    "withdrawn",
    "undo",
    "slip",
    "restate",
    "rename",
    "delete",
    "open",
    "cancel",
    "progress",
]
"""What words do to what is under way (`words-move-…`): a rejection was mended and submitted again, or it was not; there
is no text of it, or it did not come back at all, be it said in so many words; they ask until when it is to be mended,
or whether it can be submitted again by now, or tell that an inspection has nothing more against it; of a step: what it
is about came, a verdict was good, it is done; the whole was approved, its number is shown on the site, it ended as was
wanted, or was withdrawn from review; what was done last is to be taken back, or was a slip; the filing is by another
applicant or in another province; it is to be called otherwise, deleted, or opened, left, or looked at
(`words-command-…`)."""
MOVES: tuple[Move, ...] = get_args(Move)
_MOVE_KEYS = tuple(f"words-{'command' if move in COMMANDS else 'move'}-{move}" for move in MOVES)
_DATED: tuple[Move, ...] = ("received", "resubmitted", "passed", "done", "approved")
_INSIDE: Mapping[Move, frozenset[Move]] = {
    "cancel": frozenset({"ended"}),
    "ended": frozenset({"received", "passed", "done"}),
    "withdrawn": frozenset({"undo", "received"}),
    "resubmitted": frozenset({"ended", "passed"}),
    "hung": frozenset({"done"}),
}
"""In words for the one stand words for the others (不注销了, 注销下来了, 订单撤销了, 提交过了, 挂好了)."""
LONGEST = 40
"""Characters: who writes more has something to say."""
_LATIN = re.compile("[a-z]+")
_CIRCLED = {ord(circled(figure)): f" {figure} " for figure in range(1, 21)}
_OF_ALL = re.compile(f"(?:我?[这那])?({NUMBER})个(?:备案|网站)?[都全](.+)")
_SIGNS = re.compile(r"[，,。；;、！!\s]+")
_ERRED = re.compile(r"\w{0,6}[说讲打记看搞弄点按交]错[了咗]?")
"""That what was said before is not so; that something filed is wrong (填错了) is another matter."""
_OF_US = re.compile("[你您妳]|机器人")
"""How a text begins that finds fault with the bot (你说错了吧): the person made no slip."""
_BY_ANOTHER = re.compile(r"\w{1,4}(?:说|讲|告诉|跟我说)")
"""By whom it was told."""
LE = re.compile(r"[啦咯喽嘞](?=\W|$)")
"""Other ways to say 了 at the end of a clause."""
_QUOTES = " 「」『』“”\"'《》:：。！!"
"""What may stand around a name."""
_CLAUSE_ENDS = re.compile(rf"{_SIGNS.pattern}|(?<=了)")


def courtesy(knowledge: Knowledge, text: str) -> Courtesy | None:
    """What a text is that has no words but such; None for any other."""
    if len(text) > LONGEST:
        return None
    calm = calmed(knowledge, text)
    lists = tuple(label(knowledge, f"words-{kind}") for kind in COURTESIES)
    kinds, silent = _wordings(COURTESIES, lists, label(knowledge, "words-courtesy"))
    plain = next((plain for plain in _spoken(knowledge, calm) if not silent.replace(plain)), None)
    if plain is None:
        return None
    found = kinds.found(plain) | ({"upset"} if calm != text else set())
    return next((kind for kind in COURTESIES if kind in found), None)


def wants_staff(knowledge: Knowledge, text: str) -> bool:
    """Whether a text asks to be put through to a person, in whatever words, and for nothing else (怎么联系人工)."""
    if len(text) > LONGEST:
        return False
    lists = tuple(label(knowledge, f"words-{kind}") for kind in ("human", "staff"))
    silent = "、".join((label(knowledge, "words-reach"), label(knowledge, "words-courtesy")))
    people, rest = _wordings(("human", "staff"), lists, silent)
    plain = clean(calmed(knowledge, text))
    return bool(people.found(plain)) and not rest.replace(plain)


def calmed(knowledge: Knowledge, text: str) -> str:
    """A text without the words with which people only vent their anger, so that what they ask besides can be read:
    where such words end a clause, it ends there."""
    return _calmed(
        text, label(knowledge, "words-vent"), label(knowledge, "words-vent-first"), label(knowledge, "words-no-vent")
    )


@lru_cache(maxsize=8)
def _calmed(text: str, *words: str) -> str:
    """Each text is asked for this several times."""

    def instead(found: re.Match[str]) -> str:
        if found["no"]:
            return found[0]
        return "。" if text[found.end() : found.end() + 1].isspace() else " "

    return _venting(*words).sub(instead, text)


def command(knowledge: Knowledge, text: str) -> str | None:
    """The command that a text names, or whose matter it is about, and nothing else; None for any other."""
    if len(text) > LONGEST:
        return None
    commands = _commands(tuple(label(knowledge, f"words-command-{name}") for name in COMMANDS))
    said = (plain for one in (text, unrepeated(knowledge, text)) for plain in _spoken(knowledge, one))
    named = next((commands[plain] for plain in said if plain in commands), None)
    return named or ("progress" if _asks_news(knowledge, clean(text)) else _meant(knowledge, clean(text)))


def _asks_news(knowledge: Knowledge, plain: str) -> bool:
    """Whether a text asks only whether anything has come of what is under way, or tells that nothing has (批了没)."""
    lists = tuple(label(knowledge, f"words-news{key}") for key in ("", "-whether"))
    around = "、".join(label(knowledge, key) for key in ("words-news-around", "words-move"))
    kinds, silent = _wordings(("news", "whether"), lists, around)
    return len(kinds.found(plain)) == 2 and not silent.replace(plain).strip()


def _meant(knowledge: Knowledge, plain: str) -> str | None:
    """The command for what a text says of reminders, or of what is kept of the person (把我的记录都删了)."""
    names = ("remind", "erase", "keep", "leak", "data", "mine", "yours")
    lists = tuple(label(knowledge, f"words-ours-{name}") for name in names)
    around = "、".join(label(knowledge, key) for key in ("words-ours-around", "words-move"))
    kinds, silent = _wordings(names, lists, around)
    found = kinds.found(plain)
    if not found or silent.replace(plain).strip():
        return None
    if "remind" in found:
        return "remind"
    if {"erase", "data", "mine"} <= found:
        return "forget"
    leaks = "leak" in found and found & {"data", "keep"}
    return "privacy" if leaks or {"keep", "data", "yours"} <= found else None


def begins(knowledge: Knowledge, text: str) -> str | None:
    """What a text wants to begin with (那就开始办注销吧); "" where it does not say with what; None where it wants
    something else."""
    if len(text) > LONGEST:
        return None
    around = "、".join(label(knowledge, key) for key in ("words-begin-around", "words-move", "words-it"))
    kinds, silent = _wordings(("begin",), (label(knowledge, "words-begin"),), around)
    said = next((one for one in _spoken(knowledge, text) if kinds.found(one)), None)
    return None if said is None else silent.replace(said).strip()


def moves(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """What a text does (`Move`), and what is left of it without the words for that: nothing, or what it does that to.
    Who writes more than that asks something."""
    if len(text) > LONGEST:
        return frozenset(), text
    kinds, silent = _wordings(MOVES, _lists(knowledge), label(knowledge, "words-move"))
    plain, *heard = _spoken(knowledge, LE.sub("了", text.translate(_CIRCLED)))
    said = next((one for one in heard if kinds.found(one) and not silent.replace(one)), plain)
    found = kinds.found(said)
    for name, inside in _INSIDE.items():
        found -= inside if name in found else frozenset()
    if _OF_US.match(text):
        found -= {"slip"}
    rest = silent.replace(said) if found else said
    by_another = found == {"received"} and _BY_ANOTHER.fullmatch(rest) and not has(knowledge, rest, "words-hearsay")
    return found, "" if by_another and not is_whose(knowledge, rest) else rest


def dated(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """What a text tells that was done, besides when: that the message came, that it was submitted, or that a step was
    over, also by way of the day (是 25 号提交的, 提交日期错了); and what is left of it."""
    lists = tuple("、".join(label(knowledge, f"words-{key}-{name}") for key in ("move", "dated")) for name in _DATED)
    kinds, silent = _wordings(_DATED, lists, "、".join(label(knowledge, f"words-{key}") for key in ("move", "dated")))
    plain = clean(text) if len(text) <= LONGEST else ""
    return kinds.found(plain), silent.replace(plain)


def righted(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """What a text takes back, and what is right instead (说错了，不是名称，是地址不详细): either may be nothing, and
    both are where it takes nothing back."""
    signs = ("words-denial", "words-rather", "words-no")
    if _OF_US.match(text) or not (_ERRED.search(text) or any(has(knowledge, text, key) for key in signs)):
        return "", ""
    denials, rather, so = (listed(knowledge, f"words-{key}") for key in ("denial", "rather", "so"))
    wrong, right, corrects = "", list[str](), False
    for piece in clauses(text) if len(text) <= LONGEST else ():
        denial, opens = (
            next((word for word in words if piece.startswith(word)), "") for words in (denials, (*rather, *so))
        )
        if (answer(knowledge, piece) == "no" and not piece.isascii()) or _ERRED.fullmatch(piece):
            corrects = corrects or not right
        elif denial:
            wrong, _, instead = piece.removeprefix(denial).partition(so[0])
            right += [instead] if instead else []
            corrects = True
        else:
            corrects = corrects or opens in rather
            right.append(piece.removeprefix(opens))
    return (wrong, "，".join(right)) if corrects else ("", "")


def went_well(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that a change, an addition or a move was approved, by its name (变更成功了)."""
    lists = tuple(label(knowledge, f"words-well-{key}") for key in ("what", "said"))
    silent = f"{label(knowledge, 'words-move')}、{label(knowledge, 'words-well')}"
    kinds, rest = _wordings(("what", "said"), lists, silent)
    plain = clean(text) if len(text) <= LONGEST else ""
    return len(kinds.found(plain)) == 2 and not rest.replace(plain)


def puts_off(knowledge: Knowledge, text: str) -> bool:
    """Whether a text says that nothing is done any more, or not before some time, and at most why (不办了，太麻烦)."""
    lists = (label(knowledge, "words-later-when"), label(knowledge, "words-later"))
    around = f"{label(knowledge, 'words-move')}、{label(knowledge, 'words-later-around')}"
    kinds, silent = _wordings(("when", "later"), lists, around)
    off = False
    for piece in clauses(text) if len(text) <= LONGEST else ():
        stops, rest = moves(knowledge, piece)
        so = only(knowledge, rest, "words-off-by") or has(knowledge, rest, "words-why-off")
        said = not silent.replace(clean(piece))
        puts = (stops == {"cancel"} and so) or (said and len(kinds.found(clean(piece))) == 2)
        off = off or puts
        if not (puts or said or has(knowledge, piece, "words-why-off")):
            return False
    return off


def withdrew_to(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that something was withdrawn, and then only what for (撤回了，想改名字)."""
    for told in beginnings(text):
        if moves(knowledge, told) == (frozenset({"withdrawn"}), ""):
            return clean(text[len(told) :]).startswith(listed(knowledge, "words-what-for"))
    return False


def unanswered(knowledge: Knowledge, text: str) -> str:
    """A text without the words at its end that nothing has come of it yet (怎么还没消息, 还没过)."""
    return _unanswered(*(label(knowledge, f"words-{key}") for key in ("no-news", "yet", "not-yet"))).sub("", text)


def clauses(text: str) -> Iterator[str]:
    """The clauses of a text, each of which may tell of something that was done (初审过了，短信也收到了)."""
    return (clause for clause in _CLAUSE_ENDS.split(text) if any(map(str.isalnum, clause)))


def listed_clauses(knowledge: Knowledge, text: str) -> list[str]:
    """The clauses of a text, with what stands joined by an "and" in them apart; none of a text of many words."""
    if len(text) > LONGEST:
        return []
    joints = any_of(listed(knowledge, "words-and"))
    return [piece for clause in clauses(text) for piece in re.split(joints, clause) if clean(piece)]


def of_all(text: str, many: int) -> str:
    """What a text says of so many things, of all of them (两个都过了初审); "" where it says nothing of just so many."""
    found = _OF_ALL.fullmatch(clean(text)) if len(text) <= LONGEST else None
    return found[2] if found and number(found[1]) == many else ""


def beginnings(text: str) -> list[str]:
    """What stands before each sign between the clauses of a text, the longest first; none of a text of many words."""
    ends = _SIGNS.finditer(text) if len(text) <= LONGEST else ()
    return [text[: end.start()] for end in ends if end.start()][::-1]


def answer(knowledge: Knowledge, text: str) -> Literal["yes", "no", ""]:
    """Whether a text says yes or no, and nothing else; who says both (嗯，还没) says no."""
    lists = (label(knowledge, "words-yes"), label(knowledge, "words-no"))
    kinds, silent = _wordings(("yes", "no"), lists, label(knowledge, "words-answer"))
    plain = clean(text)
    found = kinds.found(plain)
    if not found or silent.replace(plain):
        return ""
    return "no" if "no" in found else "yes"


def is_sure(knowledge: Knowledge, text: str) -> bool:
    """Whether a text says in so many words that what cannot be taken back shall be done."""
    return clean(text) in listed(knowledge, "words-sure")


def is_word(knowledge: Knowledge, text: str) -> bool:
    """Whether a text is nothing but yes, no, or what was done."""
    kinds, rest = moves(knowledge, text)
    return bool(kinds and not rest) or bool(answer(knowledge, text))


def is_common(knowledge: Knowledge, name: str) -> bool:
    """Whether a name is a word that is said of any filing (还没, 网站备案), so that nobody means it by that."""
    _, silent = _wordings(("trade",), (label(knowledge, "words-trade"),), label(knowledge, "words-move"))
    return is_word(knowledge, name) or not silent.replace(clean(name)).strip()


def second_thoughts(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """Whether a text wants to go back, corrects or denies something, or wants no name, and what is left of it without
    that: what is right instead. What both denies and corrects only corrects; what only denies leaves what it denies."""
    lists = (
        label(knowledge, "words-back"),
        label(knowledge, "words-instead"),
        label(knowledge, "words-no-name"),
        label(knowledge, "words-not"),
    )
    kinds, silent = _wordings(("back", "instead", "no-name", "not"), lists, label(knowledge, "words-move"))
    plain = clean(text) if len(text) <= LONGEST else ""
    found = kinds.found(plain)
    if not {"instead", "not"} <= found:
        return found, silent.replace(plain)
    right = silent.replace(kinds.replace(plain).rpartition("instead")[2].partition("not")[0]).strip()
    return (found - {"not"}, right) if right else (found - {"instead"}, silent.replace(plain))


def is_this(knowledge: Knowledge, rest: str) -> bool:
    """Whether what is left of a text means the step on the screen (这一步)."""
    return rest in listed(knowledge, "words-this")


def is_about(knowledge: Knowledge, flow: Flow, step: Step, rest: str) -> bool:
    """Whether what is left of a text names a step: its number, or whose verdict it is (`words-about-…`)."""
    if place := numbered(rest, "步"):
        return flow.steps.index(step) + 1 == place
    who = "sms" if step.guarded else step.who
    if not step.review or who == "applicant":
        return False
    return tells_of(knowledge, rest, who)


def tells_of(knowledge: Knowledge, rest: str, who: str) -> bool:
    """Whether what is left of a text names who judges, in whatever words (阿里云初审)."""
    told = _unsaid(knowledge, rest)
    return bool(told) and only(knowledge, told, f"words-about-{who}")


def is_whose(
    knowledge: Knowledge, rest: str, whose: Collection[str] = ("sms", "provider", "authority", "police")
) -> bool:
    """Whether what is left of a text tells only whose verdict it is."""
    return any(_unsaid(knowledge, rest) in listed(knowledge, f"words-about-{who}") for who in whose)


def _unsaid(knowledge: Knowledge, rest: str) -> str:
    """Whose verdict it is by what is left of a text, without the words that they said so (微信说)."""
    said = next((word for word in listed(knowledge, "words-said-so") if rest.endswith(word)), "")
    return rest.removesuffix(said).strip()


def wondering(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """What a text asks about what is on the screen: that it is not understood (`unclear`), what it is or how it is done
    (`explain`), why it came to that (`why`), how long it takes (`how-long`), what comes first or next (`first`, `next`)
    or is left (`left`), whose turn it is (`turn`), that it is about what is to be done `now`, with the words for it
    (`this`) or not; and what is left of it, which may be its number."""
    names = ("unclear", "explain", "why", "how-long", "this", "first", "next", "left", "turn", "now")
    lists = (
        label(knowledge, "words-unclear"),
        label(knowledge, "words-explain"),
        label(knowledge, "words-why"),
        label(knowledge, "words-how-long"),
        label(knowledge, "words-this"),
        label(knowledge, "words-first"),
        label(knowledge, "words-next"),
        label(knowledge, "words-left"),
        label(knowledge, "words-turn"),
        label(knowledge, "words-now"),
    )
    kinds, silent = _wordings(names, lists, f"{label(knowledge, 'words-move')}、{label(knowledge, 'words-it')}")
    plain = clean(text) if len(text) <= LONGEST else ""
    return kinds.found(plain), silent.replace(plain)


def asks_now(kinds: frozenset[str], rest: str) -> bool:
    """Whether a text, by what it asks and what is left of it, asks what is to be done now, or next, or by whom, and
    nothing else (那我现在该干嘛, 接下来呢, 轮到谁了)."""
    if rest.strip() or kinds & {"why", "how-long", "this"}:
        return False
    return bool(kinds & {"next", "turn"}) or {"explain", "now"} <= kinds


def unjoined(knowledge: Knowledge, text: str) -> str:
    """What a text says after a name, without the words that join it to that (那个、的)."""
    joints = listed(knowledge, "words-named")
    while joint := next((joint for joint in joints if text.startswith(joint)), ""):
        text = text.removeprefix(joint)
    return text


def other_name(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """What a text wants to be called otherwise (给五金改名叫宏达新店), and how; nothing where it does not want that.
    Whose a nickname is it may leave unsaid (改小名叫宏达新店)."""
    if len(text) > LONGEST:
        return "", ""
    opens = label(knowledge, "words-rename-first")
    if has(knowledge, text, "words-nickname"):
        pattern = _nicknaming(opens, label(knowledge, "words-nickname"), label(knowledge, "words-nicknamed"))
    else:
        pattern = _renaming(opens, label(knowledge, "words-rename"))
    found = pattern.fullmatch(text.strip(_QUOTES))
    return (found["what"].strip(_QUOTES), found["name"].strip(_QUOTES)) if found else ("", "")


def unrepeated(knowledge: Knowledge, text: str) -> str:
    """What a text says, without the words at its beginning that only tell that it is so of several (都、也)."""
    return next((text.removeprefix(also) for also in listed(knowledge, "words-also") if text.startswith(also)), text)


def called(knowledge: Knowledge, text: str) -> str:
    """What comes before the first word that joins it to something (app那个)."""
    heads = (text.partition(joint)[0] for joint in listed(knowledge, "words-named") if joint in text)
    return min(heads, key=len, default="")


def ends_with(knowledge: Knowledge, text: str, move: Move) -> bool:
    """Whether a text, whatever else it says, ends with the words for a move."""
    words, particles = label(knowledge, f"words-move-{move}"), label(knowledge, "words-move")
    return bool(_ending(words, particles).search(clean(LE.sub("了", text))))


def _spoken(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """A text as it is written, and as what it means where it is pinyin, and has nothing of English."""
    plain = clean(text)
    latin = _LATIN.findall(plain)
    return (plain, knowledge.engine.normal(text)) if latin and all(map(spelled, latin)) else (plain,)


def _lists(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(map(knowledge.ui.__getitem__, _MOVE_KEYS))


@lru_cache(maxsize=4)
def _ending(words: str, particles: str) -> re.Pattern[str]:
    """No particle is given back: with 刚 and 刚刚 among them, a row of 刚 could be cut in countless ways."""
    said, silent = (any_of(map(clean, apart(some))) for some in (words, particles))
    return re.compile(f"(?:{said})(?:{silent})*+$")


@lru_cache(maxsize=2)
def _unanswered(no_news: str, yet: str, not_yet: str) -> re.Pattern[str]:
    none, before, so_far = (any_of(apart(words)) for words in (no_news, yet, not_yet))
    return re.compile(rf"(?:(?:{before}|{_SIGNS.pattern})*+(?:{none})|(?:{so_far}))[啊呀呢吗]*\W*$")


@lru_cache(maxsize=2)
def _renaming(first: str, words: str) -> re.Pattern[str]:
    opens, renames = (any_of(apart(some)) for some in (first, words))
    return re.compile(rf"(?:{opens})*+(?P<what>.+?)(?:{renames})(?P<name>.*?)[了吧]*")


@lru_cache(maxsize=2)
def _nicknaming(first: str, nickname: str, called: str) -> re.Pattern[str]:
    """By words for a nickname with what it is, and is not, called."""
    opens, nickname, called = (any_of(apart(some)) for some in (first, nickname, called))
    what, name = rf"(?:{opens})*+(?P<what>.*?)的?", r"(?P<name>(?!错).+?)[了吧]*"
    return re.compile(rf"{what}(?:[改换]个?)?(?:{nickname}).*?(?<![不没])(?:{called}){name}")


@lru_cache(maxsize=2)
def _venting(words: str, first: str, no: str) -> re.Pattern[str]:
    """Latin words only as a whole; those that vent where a clause begins only there; as `no` the longer words in which
    any stand."""
    latin, signs = (any_of(word for word in apart(words) if word.isascii() is ascii) for ascii in (True, False))
    begins, longer = (any_of(apart(some)) for some in (first, no))
    return re.compile(rf"(?P<no>{longer})|{signs}|(?<!\w)(?:{begins})|(?<![a-z])(?:{latin})(?![a-z])", re.IGNORECASE)


@lru_cache(maxsize=2)
def _commands(lists: tuple[str, ...]) -> Mapping[str, str]:
    return {clean(word): name for name, words in zip(COMMANDS, lists, strict=True) for word in apart(words)}


@lru_cache(maxsize=12)
def _wordings(names: tuple[str, ...], lists: tuple[str, ...], particles: str) -> tuple[Wordings, Wordings]:
    """The kind of each word, and nothing in the place of any, particles included."""
    kinds = {word: kind for kind, words in zip(names, lists, strict=True) for word in apart(words)}
    return Wordings.of(kinds), Wordings.of(dict.fromkeys((*kinds, *apart(particles)), ""))
