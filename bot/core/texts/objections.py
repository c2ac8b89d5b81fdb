"""What typed words say against a plan or against what came back: that it is not wanted, not so, needless, done already
or still wrong. `objecting`, `correcting` and `pasted` act on it."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.counting import first_number
from bot.core.texts.planwords import alike, deed, deed_words, left_undone
from bot.core.texts.wordlists import (
    LONGEST_SHORT,
    either,
    first_word,
    has,
    has_only,
    listed,
    lists,
    of_lists,
    short,
    without,
)
from bot.search.normalise import any_of, clean

_OBJECTS = re.compile(r"(?:我们?)?(?:这个?|又)?不(?:需要|用|必)(?!了)[^，,。；;]{1,12}?[啊吧呀](?:\W|$)")
"""How a text begins that finds a demand needless."""
_PROTESTS = re.compile(
    r"我们?(?!\w{0,4}[刚现今])\w{0,6}(?<![好完])了\w{0,4}[啊呀嘛](?:\W|$)"
    r"|(?:^|\W)(?:可是?|但是?)我们?(?:已经|都)\w{1,8}了|了\W*(?:怎么|咋)?还[说退]"
)
"""Something done, as told in protest; not what was just done, or is done well."""
_ALWAYS = re.compile(
    r"(?P<what>[^不没]{0,8}?)(?:(?:本来|原本|一直|始终|从来|一开始)[就都]?(?![退要说让叫])是?"
    r"(?P<so>[^不没审]{0,12})[的着][啊呀呢嘛]*"
    r"|(?:根本|从来|压根)就?没有?\w{1,4}过[啊呀的呢]*)"
)
"""Words saying that something is so all along, or never was. That it only lasts is a complaint (一直打不通)."""
_PARTICLES = re.compile(r"(?<=了)[啊呀嘛]+(?=\W|$)")
_CANNOT_GET = re.compile(
    r"[^，,。；;：:\s]{2,8}我们?[又也都真根本实在]*(?:没有|没得|弄不到|拿不到|办不[了到]|开不[了到])(?:$|[啊呀的，,。；;\s])"
)
_MADE_SO = re.compile("[换改][成为]|用了|填的|写的")


@remembered
def unwanted(knowledge: Knowledge, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the thing that somebody is unwilling to deal with (名称不想改, 能不能不改名), and the words for such a
    deed. ("", ()): any other text."""
    around = listed(knowledge, "words-unwilling-around")
    told = short_clauses(text)
    for clause in told:
        if found := _unwilling(knowledge).fullmatch(clean(clause)):
            before, after = (without(found[side], around).strip() for side in ("before", "after"))
            if before or after or len(told) == 1:
                return before or after, alike(knowledge)[found["verb"]]
    return "", ()


@remembered
def untrue(knowledge: Knowledge, text: str) -> tuple[int, str, bool]:
    """Return the reason that a text denies: its number (第 2 条我们根本没有; 0: none), or else its name, and whether
    the text points at it (这条不对). (0, "", False): any other text."""
    plain = short(text)
    number = first_number(plain)
    pointed = number > 0 or has(knowledge, plain, "words-untrue-this")
    keys = ["words-untrue", *(["words-untrue-if-pointed"] if pointed else [])]
    undone = re.search(f"没有?(?:{any_of(alike(knowledge))})", plain)
    if undone or not has(knowledge, plain, *keys):
        return 0, "", False
    if number:
        return number, "", True
    around = (*keys, "words-untrue-this", "words-untrue-around")
    name = without(plain, listed(knowledge, *around))
    return 0, name.strip(), pointed


@remembered
def objects(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that something is not needed (不需要授权书啊). Reviewers do not write so."""
    return bool(_OBJECTS.match(text)) and not wonders(knowledge, text)


def protests(text: str) -> bool:
    """Tell whether a text says in protest, not as news, that something was done (我写了呀, 可我已经关了,
    重拍了还说不清楚)."""
    return bool(_PROTESTS.search(text))


def unprotested(text: str) -> str:
    """Return a text without the particles of protest behind 了 (早就关了呀)."""
    return _PARTICLES.sub("", text)


def cannot_get(text: str) -> bool:
    """Tell whether a text says that the person does not have something, or cannot get it (居住证我没有)."""
    return bool(_CANNOT_GET.search(text))


def doubts_change(knowledge: Knowledge, told: str, asked: str) -> bool:
    """Tell whether a text tells what something was made into, and then asks whether that will do (换成我老婆的了 行不).
    Such a person has not settled it."""
    return bool(_MADE_SO.search(told)) and has_only(knowledge, clean(asked), "words-name-asks")


def always_so(knowledge: Knowledge, text: str) -> tuple[str, str] | None:
    """Return what a text says is so and always was (本来就是公司名下的, 手机一直开着的), and how; or None."""
    found = _ALWAYS.fullmatch(short(text))
    if found is None or wonders(knowledge, text):
        return None
    return without(found["what"], listed(knowledge, "words-deed-around", "words-untrue-around")), found["so"] or ""


@remembered
def still(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return what a text says first, and what it says is still wrong (又退了，还是名字). ("", "") for any other."""
    if len(text) > LONGEST_SHORT or not has(knowledge, text, "words-persists"):
        return "", ""
    parts = re.split(either(*lists(knowledge, "words-persists")), text, maxsplit=1)
    return clean(parts[0]), unmattered(knowledge, parts[1])


@remembered
def sole(knowledge: Knowledge, text: str) -> str:
    """Return what a text says is the only reason (其实只有名称); "" for any other."""
    plain = short(text)
    opens = first_word(knowledge, plain, "words-sole")
    name = unmattered(knowledge, plain.removeprefix(opens)) if opens else ""
    tells_more = (
        left_undone(knowledge, name) is not None or deed(knowledge, name)[1] or has(knowledge, name, "words-hard")
    )
    return "" if tells_more else name


def unmattered(knowledge: Knowledge, words: str) -> str:
    """Return what is said to be wrong, without the words for that (名字的问题)."""
    return without(clean(words), listed(knowledge, "words-matter", "words-no-good")).strip()


@of_lists("words-unwilling", "words-deed", longest=LONGEST_SHORT)
def _unwilling(words: str, verbs: str) -> re.Pattern[str]:
    """Match what somebody does not want to do. A bare 不 counts only where the clause begins: 电话不通 is a fault."""
    unwilling, deeds = either(words), any_of(deed_words(verbs))
    return re.compile(rf"(?:我们?)?(?P<before>.*?)(?:{unwilling}|(?<![^我们])不)(?P<verb>{deeds})(?P<after>.*)")
