"""What typed words tell of what is under way, want done with it (`Move`), or put off. Commands are in `commands`; yes,
no and corrections in `said_back`; what is said of the items of a plan in `planwords`. The turns act on it."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from bot.core.knowledge import Flow, Knowledge, Step
from bot.core.remembering import remembered
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import OF_US, beginnings, in_clauses, short_clauses
from bot.core.texts.codes import code_first
from bot.core.texts.commands import COMMANDS
from bot.core.texts.counting import PIECES, numbered, places, several
from bot.core.texts.wordlists import (
    LONGEST_SHORT,
    apart,
    either,
    has,
    has_only,
    last_word,
    listed,
    lists,
    of_lists,
    short,
    spellings,
    without,
    wordings,
)
from bot.core.words import circled
from bot.search.normalise import any_of, clean

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
    "shown",
    "approved",
    "hung",
    "ended",
    "withdrawn",
    "undo",
    "back",
    "slip",
    "restate",
    "rename",
    "draw",
    "agenda",
    "export",
    "share",
    "delete",
    "open",
    "cancel",
    "progress",
]
"""What a text does to what is under way, by its word list (`words-move-…` or `words-command-…`).

- `resubmitted`, `unsent`: a rejection was corrected and submitted again (重新提交了), or not (还没交).
- `unexplained`: there is no text of it (没写原因).
- `denied`, `unreturned`: nothing came back, by a bare no (没有) or in so many words (没退回).
- `deadline`, `ready`: until when to correct it (几号前要改好), or whether it can be submitted again (能重新提交了吗).
- `rechecked`: an inspection has nothing more against it (复查过了).
- `received`, `passed`, `done`: what a step is about came (收到了), a verdict was good (过了), the step is done
  (搞定了).
- `shown`: what was approved is found where that is shown (新名字查到了).
- `approved`, `hung`: the whole was approved (有号了), its number is on the site (挂好了).
- `ended`, `withdrawn`: it was cancelled as was wanted (注销成功), or withdrawn from review (撤回了).
- `undo`, `back`, `slip`: take back what was done last (撤销), go one step back, or a slip (按错).
- `restate`: another applicant or province (选错省了).
- `rename`, `draw`, `agenda`, `export`, `share`, `delete`: call it otherwise (改小名), draw it (进度截图), put it into a
  calendar, write it out, show it to others, delete it.
- `open`, `cancel`, `progress`: open it (打开), leave it (不办了), look at it (进度).
"""
MOVES: tuple[Move, ...] = get_args(Move)
_MOVES = tuple((move, f"words-{'command' if move in COMMANDS else 'move'}-{move}") for move in MOVES)
_DATED = tuple(
    (move, f"words-{key}-{move}")
    for move in ("received", "resubmitted", "passed", "done", "approved")
    for key in ("move", "dated")
)
_MET = (("done", "words-met"),)
_LATER = (("when", "words-later-when"), ("later", "words-later"))
_CIRCLED = {ord(circled(figure)): f" {figure} " for figure in range(1, 21)}
_SPEAKS_NOT = re.compile("[跟和给向对找不没别未要等如若你您]")
"""Words before 说 with which it was not said to the person, or not at all."""
_OWN = re.compile("我们?")
REPORTED = frozenset({"received", "resubmitted", "passed", "approved"})
"""The moves that somebody may retell from others."""
LE = re.compile(r"[啦咯喽嘞](?=\W|$|(?<=(.).)\1)")
"""Other ways to write 了 at the end of a clause, or before it is said once more (交啦交啦)."""
_PASSED = re.compile(
    r"(?<![没未不能会要想法])(?:通过|过)了?([初终复]审)了?(?=\W|$)"
    r"|([初终复]审)(?:没有?[啥什]?么?问题|成功|(?i:ok|pass))了?(?=\W|$)"
)
"""A review behind the word that it was passed (过初审了), or a review that found nothing."""
_PASSED_ON = re.compile(
    r"(?:^|(?<=[\W说讲了]))(?:材料|资料|订单|单子|备案|申请|我们?的|阿里云?|腾讯云?|华为云?|客服|他们|那边|平台|接入商|服务商"
    r"|没问题|审[核完好]{1,3}|过|已经?|都|也|刚刚?|刚才|现在|这次|[了，,\s]){0,12}+(?:[报转送][到给至送]?|提交[到给至]|(?:状态)?变[成为]|到)(?:省?通?管局|管理局)(?:那边|审核)?了(?=\W|$)"
    r"|^.{0,8}(?:没问题|通过|过|审[核完好]{1,3})[了，,\s]*(?:已经?)?(?:给我|帮我)?(?:已经?)?[报转送推](?:上去|送)了(?=\W|$)"
)
"""Words saying that the authority has it by now, so that the provider's review was passed (报到管局了)."""
_NOT_PASSED = re.compile("(?<=没)有(?=(?:被|获得?)?(?:审[核查]?)?(?:通过|过|批准|获批)(?!了))")
"""The 有 that separates a no from a verdict (没有通过)."""
_STRESSED = re.compile("(?<=[审局])是(?=(?:通?过|批|好|下来)了)")
"""The 是 that stresses that a review was passed (初审是过了)."""
_MESSAGE = re.compile("收到了?(?:一?[条封个])?(短信|邮件|消息|通知)(?=[说讲])|(短信|邮件|消息|通知)收到了?(?=[说讲])")
"""A message that came and says something."""
_VERDICT_CAME = re.compile(
    "(?:刚刚?|刚才|今天|昨天)?收到了?(?:一?[条封个])?(?:短信|邮件|消息|通知)[说讲](?=[^，,不没未]{0,6}(?:通过|过了|成功))"
)
"""A message that came and says that something was passed."""
_DOWN = re.compile(r"^([初终复]审|审核|管局)?(?:终于|总算|刚刚?|都|也)?(?:下来|成)(?=了\W*$)")
"""Words saying that a review is through without the word for passing (下来了, 初审下来了, 成了)."""
_ONCE_MORE = re.compile("[重又再]")
_OF_FILING = re.compile("备案|订单|[重又再]")
_ENDS_DONE = re.compile("[完好]$")
_SENT_BACK = re.compile("(?<![回后倒])退(?P<back>回)?")
_TELLS_SO = re.compile(r"了\W*$|^又")
_WISHES = ("words-wishes-well", "words-move")
_TWICE = re.compile(r"\A(\w{2,8}?[了啦])[\W_]*\1\W*\Z")
"""Words that somebody says twice for joy (下来了下来了)."""
_TOOK_UP = re.compile(r"(?<=备案|接入|变更|注销|新增|申请)(也|都|已经?)?提(?=了\W*$)")
"""The short word for submitting, behind what was submitted (接入也提了)."""
_HANDED_IN = re.compile(
    r"(?<![不没未别])(?:[提递]交|交)(?:上去)?(了)?((?:注销|变更|接入|新增)(?:备案)?(?:申请|订单)?)(?(1)|了)(?=\W*$)"
)
"""A kind of filing behind the word for submitting it (提交注销了)."""


class Deed(NamedTuple):
    """A text, often a clause, with the moves that it says were made, and the rest of it (`moves`)."""

    text: str
    kinds: frozenset[str]
    rest: str


def told(knowledge: Knowledge, text: str) -> Deed:
    """Return what a text says was done."""
    return Deed(text, *moves(knowledge, text))


@remembered
def moves(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """Return what a text does to what is under way (`Move`), and what is left of it without the words for that: "", or
    what they are about. A text of more than `LONGEST_SHORT` characters has no moves: it asks something."""
    if len(text) > LONGEST_SHORT:
        return frozenset(), text
    text = unwished(knowledge, text)
    plain, *heard = spellings(knowledge, _said_last(_said_well(knowledge, text)).translate(_CIRCLED))
    told = [(one, *wordings(knowledge, _MOVES, "words-move").parted(one)) for one in (*heard, plain)]
    said, found, rest = next((one for one in told[:-1] if one[1] and not one[2]), told[-1])
    if OF_US.match(text):
        found -= {"slip"}
    if not found or wants_word(knowledge, text):
        return frozenset(), said
    return found, _reported(knowledge, said, found, rest)


@remembered
def unwished(knowledge: Knowledge, text: str) -> str:
    """Return a text without the wish for luck or the count at its end (又交了 第三次了 希望过)."""
    text = text.rstrip("。！!～~ ")
    for told in beginnings(text):
        last = text[len(told) :]
        if not (has(knowledge, last, "words-wishes-well") and has_only(knowledge, clean(last), *_WISHES)):
            break
        text = told
    return text


@remembered
def dated(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """Return the moves of a text from which the time was taken (是 25 号提交的, 提交日期错了), and what is left of it.
    Beside a time more words tell a move than in `moves`."""
    plain = short(_said_last(text))
    if wants_word(knowledge, text):
        return frozenset(), plain
    found, rest = wordings(knowledge, _DATED, "words-move", "words-dated").parted(plain)
    return found, _reported(knowledge, plain, found, rest)


@remembered
def wants_word(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only wants to be told of something once it is so (初审过了告诉我)."""
    return bool(_wanting(knowledge).search(short(text)))


@remembered
def is_heard(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is only heard from others, or from nobody in particular (听客服说过了, 说是过了)."""
    return has(knowledge, text, "words-heard") or text.startswith(listed(knowledge, "words-said-so")[0])


def _said_last(text: str) -> str:
    """Return a text with a verdict, and the words for submitting and for filling in, behind what they are about
    (过初审了 → 初审过了), and without what tells only that a message came."""
    text = _TOOK_UP.sub("提交", LE.sub("了", _TWICE.sub(r"\1", text)))
    text = code_first(_VERDICT_CAME.sub("", _STRESSED.sub("", text)))
    text = _HANDED_IN.sub(r"\2提交了", _MESSAGE.sub(r"\1\2", _NOT_PASSED.sub("", text)))
    text = _PASSED_ON.sub("初审过了", text)
    return _DOWN.sub(r"\1过", _PASSED.sub(r"\1\2过了", text))


def _said_well(knowledge: Knowledge, text: str) -> str:
    """Return a text in which a reviewer or a caller says only that all is well (客服说可以了) with 过了 for that."""
    _, news = said_by(knowledge, text)
    well = last_word(knowledge, news, "words-said-well")
    reviews = ("words-about-provider", "words-about-authority")
    if not (well and has_only(knowledge, news, "words-said-well", "words-move", *reviews)):
        return text
    told = short(text).removesuffix(news)
    known = has(knowledge, told, "words-reviewers", "words-call-came", *reviews)
    return f"{told}{news.removesuffix(well)}过了" if known else text


@remembered
def said_by(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return who says something in a text, and what (客服打电话说初审过了). ("", ""): the person's own words, hearsay,
    or what was not said."""
    found = _saying(knowledge).fullmatch(short(text))
    if found is None or _SPEAKS_NOT.search(found["who"]) or has(knowledge, text, "words-hearsay"):
        return "", ""
    who = _OWN.sub("", found["who"])
    return (who, found["news"]) if who or not found["who"] else ("", "")


def _reported(knowledge: Knowledge, plain: str, found: frozenset[str], rest: str) -> str:
    """Return what is left of a text that tells what was done, without who said so: whose verdict it is, as told or by
    who said it. From somebody who may not know, 过 alone is not enough (之前说过了)."""
    told = found and found <= REPORTED | {"done"}
    who, news = said_by(knowledge, plain) if told else ("", "")
    kinds, left = wordings(knowledge, _DATED, "words-move", "words-dated").parted(news)
    if not kinds or kinds != found:
        return rest
    if kinds == {"done"}:
        return left if is_whose(knowledge, left) else rest
    if left or kinds == {"approved"}:
        return left
    if is_whose(knowledge, who):
        return who
    reviewers = listed(knowledge, "words-about-provider", "words-about-authority")
    whose = [word for word in reviewers if len(word) > 1 and word in who]
    if whose:
        return max(whose, key=len)
    knows = has(knowledge, plain.removesuffix(news), "words-reviewers", "words-tell", "words-call-came")
    return "" if knows or (who and kinds <= {"received", "resubmitted"}) else rest


def met(knowledge: Knowledge, text: str) -> tuple[frozenset[Move], str] | None:
    """Return `done` and how much of a checklist a text says is met (前三个有了; "": all of it), or None."""
    found, rest = wordings(knowledge, _MET, "words-met-around", "words-move").parted(short(text))
    counted = not rest or rest.isdigit() or several(text, rest) or places(rest, PIECES)
    return (frozenset({"done"}), rest) if found and counted else None


@remembered
def came_to(knowledge: Knowledge, text: str) -> str:
    """Return what a text says that one has come to by now (我已经做到刷脸了); "" for any other."""
    found = _coming_to(knowledge).fullmatch(short(text))
    return found["what"] if found else ""


@remembered
def puts_off(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says, and does not ask, that nothing is done any more, or not before some time, and at most
    why (不办了，太麻烦), or that it was withdrawn (不弄了 撤了)."""
    off, when = False, frozenset[str]()
    for piece in short_clauses(text):
        stops, rest = moves(knowledge, piece)
        why = has(knowledge, piece, "words-why-off")
        later, more = wordings(knowledge, _LATER, "words-move", "words-later-around").parted(clean(piece))
        told_why = has_only(knowledge, rest, "words-off-by") or has(knowledge, rest, "words-why-off")
        puts = stops == {"cancel"} and told_why
        withdraws = stops == {"withdrawn"} and not rest
        if not (puts or withdraws or not more or why):
            return False
        off, when = off or puts, when if more else when | later
    told = off or len(when) == 2
    return told and not wonders(knowledge, without(text, listed(knowledge, "words-later-when")))


@remembered
def withdrew_to(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that something was withdrawn, and then only what for (撤回了，想改名字)."""
    for told in beginnings(text):
        if moves(knowledge, told) == (frozenset({"withdrawn"}), ""):
            return clean(text[len(told) :]).startswith(listed(knowledge, "words-what-for"))
    return False


@remembered
def tells_how(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that something was submitted, and by whom, how, or after what (会计帮我交了,
    熬夜弄完提交了, 检查了三遍交了)."""
    return "resubmitted" in moves(knowledge, text)[0] and is_how(knowledge, LE.sub("了", text))


def is_how(knowledge: Knowledge, words: str) -> bool:
    """Tell whether words only say by whom, how, or after what something was submitted."""
    how = ("words-submitted-how", "words-move", "words-move-resubmitted", "words-move-done")
    return has_only(knowledge, clean(words), *how)


def says_once_more(text: str) -> bool:
    """Tell whether a text about a submission says that it was made once more (重新提交了, 又交了)."""
    return bool(_ONCE_MORE.search(text))


def may_be_of_licence(text: str) -> bool:
    """Tell whether a text about an application may mean one for a licence, as nothing in it says that it is for our
    filing."""
    return "申请" in text and not _OF_FILING.search(text)


def with_le(clause: str) -> str:
    """Return a clause with a 了 at its end if it tells, without one, of something done before the next (信息填完 刷脸了
    提交了). Other clauses are returned as they are."""
    return _ENDS_DONE.sub(r"\g<0>了", clause)


def sent_back(text: str) -> Literal["surely", "likely", "maybe", ""]:
    """Return how surely words for one step back say that a reviewer sent it back: "surely" as news (退回上一步了),
    "likely" with the word for that (退回上一步), "maybe" with one that people also use of themselves (退一步). "": not
    at all."""
    found = _SENT_BACK.search(text)
    if found is None:
        return ""
    if _TELLS_SO.search(LE.sub("了", text)):
        return "surely"
    return "likely" if found["back"] else "maybe"


def is_about(knowledge: Knowledge, flow: Flow, step: Step, rest: str) -> bool:
    """Tell whether the rest of a text names a step: by its number, or by whose verdict it is (`words-about-…`)."""
    if place := numbered(rest, "步"):
        return flow.steps.index(step) + 1 == place
    who = "sms" if step.guarded else step.who
    if not step.review or who == "applicant":
        return False
    return is_whose(knowledge, rest, (who,))


def is_whose(
    knowledge: Knowledge, rest: str, whose: Collection[str] = ("sms", "provider", "authority", "police")
) -> bool:
    """Tell whether the rest of a text only names whose verdict it is, in whatever words (阿里云初审), and that they
    said so (微信说)."""
    told = rest.removesuffix(last_word(knowledge, rest, "words-said-so")).strip()
    return bool(told) and any(has_only(knowledge, told, f"words-about-{who}") for who in whose)


def is_of_police(knowledge: Knowledge, rest: str) -> bool:
    """Tell whether the rest of a text only names the police filing (公安那个)."""
    return has(knowledge, rest, "words-police") and has_only(knowledge, rest, "words-police", "words-named")


def ending(knowledge: Knowledge, text: str, key: str) -> tuple[str, str]:
    """Return what a text says before a word of this list at its end (重新提交了), and that word with its particles. All
    of the text and "" if it ends with none."""
    plain = clean(LE.sub("了", text))
    found = _ending(*lists(knowledge, key, "words-move")).search(plain)
    return (plain[: found.start()], found[0]) if found else (plain, "")


@lru_cache(maxsize=8)
def _ending(words: str, particles: str) -> re.Pattern[str]:
    """Match one of the words at the end, and its particles. No particle is given back: with 刚 and 刚刚 among them, a
    row of 刚 could be cut in countless ways."""
    said, silent = (any_of(map(clean, apart(some))) for some in (words, particles))
    return re.compile(f"(?:{said})(?:{silent})*+$")


@of_lists("words-said-so", "words-named", longest=LONGEST_SHORT)
def _saying(said: str, named: str) -> re.Pattern[str]:
    """Match who said something, and what. Words that only tell whose something is (那边) do not count."""
    words = any_of({*apart(said)} - {*apart(named)})
    return re.compile(rf"(?P<who>\w{{0,7}}?)(?:{words})\s*(?P<news>.+)")


@of_lists("words-tell-me", "words-tell-me-tail", longest=LONGEST_SHORT)
def _wanting(words: str, tail: str) -> re.Pattern[str]:
    """Match the wish to be told behind something else."""
    return re.compile(rf"(?<=.)(?:{either(words)})(?:{either(tail)})*+$")


@of_lists("words-came-to", longest=LONGEST_SHORT)
def _coming_to(words: str) -> re.Pattern[str]:
    return re.compile(rf".{{0,4}}(?:{either(words)})(?P<what>.+?)(?:这一?步)?了?")


def ends_so(knowledge: Knowledge, text: str, move: Move) -> bool:
    """Tell whether a text ends with this move, and neither asks nor denies anything."""
    *_, last = ("", *in_clauses(text))
    denied = has(knowledge, moves(knowledge, last)[1], "words-denied")
    _, said = ending(knowledge, text, f"words-move-{move}")
    return bool(said) and not (denied or wonders(knowledge, text))
