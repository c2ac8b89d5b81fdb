"""The codes that come by text message: what a text tells of them (whose came, whose is filled in), and how they are
masked."""

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.core.course import current_step
from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.state import State
from bot.core.texts.wordlists import LONGEST_SHORT, apart, either, has, has_only, kinds_alone, listed, of_lists, short
from bot.core.words import label
from bot.search.normalise import Wordings, clean
from bot.search.numbers import NUMBER, number

_CODE = re.compile(r"(?<![0-9A-Za-z备])[0-9](?:[ -]?[0-9]){5}(?![0-9A-Za-z])", re.ASCII)
"""Six digits (the fact sms-code-digits), also in groups. Those behind 「ICP备」 are a public number."""
_CALLED = "[验驗核校][证證验驗][码碼]"
_NAMED = re.compile(rf"{_CALLED}\D{{0,4}}{_CODE.pattern}|{_CODE.pattern}\D{{0,4}}{_CALLED}", re.ASCII)
"""A code that is called one, which needs no step at which it is awaited."""
_SAYS_NOTHING = 8
"""The most characters around a code that only tell that it is one (「我的验证码是」)."""
_PEOPLE = ("subject", "site", "mine", "other", "all", "one")
_WHOSE = (*_PEOPLE, "code")
_SAID: Mapping[str, tuple[str, ...]] = {
    "": ("words-move", "words-code-around"),
    "done": ("words-move-done",),
    "received": ("words-move-received", "words-code-came"),
    "unfilled": ("words-missed", "words-code-unfilled"),
    **{kind: (f"words-code-{kind}",) for kind in ("filled", "not-come", *_PEOPLE)},
    "code": ("words-about-sms",),
}
"""What words say of codes, and their word lists.

- "": nothing; `done`: something was done, whatever that was
- `received`, `not-come`: they came, or did not; `filled`, `unfilled`: they are filled in, or are not
- `_PEOPLE`: whose they are; `code`: that they are codes
"""
_CODE_LAST = re.compile(r"(?<![没未别])([填输验弄搞])(完|好)了?(短信|验证码|核验码?)了?(?=\W*$)")
_WRONG = re.compile(rf"(?P<around>.*?)(?:输入|[填输打写])?错[了咗]?(?:(?P<times>{NUMBER})[次回遍]了?)?")
_AGAIN = re.compile("[又再]")
_SINGLE = re.compile(r"(?:就|只有|一共|总共|就?我)一(?:条|个人?)的?(?=[，,。；\s])")
"""Words that there is only one code, before what became of it."""
_NOT = r"\1没填"
"""What waiting for somebody (等老板填) is read as."""
_UNSAID = (
    ("slip", "words-move-slip"),
    ("not-come", "words-code-not-come"),
    ("other", "words-other-message"),
    ("really", "words-really"),
)
_NOT_OVER = "[没未不别快将会要怕]"
"""A sign that the hours are not over, or only may be."""
_OTHERS_OVER = ("words-until-domain", "words-until-server", "words-until-identity", "words-returned")
"""What else may be over, or what came of it."""
_UNFILLED = tuple((key, f"words-{key}") for key in ("missed", "code-unfilled", "late"))
_AROUND = ("words-move", "words-about-sms", *(f"words-code-{one}" for one in ("around", *_PEOPLE)))
"""Words that tell nothing of a code, or only whose it is."""
Told = Mapping[str, frozenset[str]]
"""What a text says of codes, each thing with whose codes. An empty set: nobody's in particular."""


def without_code(text: str, state: State, knowledge: Knowledge) -> tuple[str, bool]:
    """Mask the codes in a text that calls them so, or that comes while a filing of the person waits for one, and tell
    whether there was one. "" if the text says nothing else."""
    steps = (current_step(filing, knowledge) for filing in state.filings)
    if not any(step and step.guarded for step in steps) and not _NAMED.search(text):
        return text, False
    masked, count = _CODE.subn(label(knowledge, "sign-code"), text)
    around = re.sub(r"[\s\W]", "", _CODE.sub("", text))
    return ("" if count and len(around) <= _SAYS_NOTHING else masked), bool(count)


def code_first(text: str) -> str:
    """Return a text with the words that a code is filled in behind the code (填完验证码了 → 验证码填完了)."""
    return _CODE_LAST.sub(r"\3\1\2了", text)


def told(knowledge: Knowledge, text: str) -> Told:
    """Return what a text says of codes, by the keys of `_SAID`, each with whose. {} if it says anything else."""
    words = _wordings(tuple((kind, *map(knowledge.words.__getitem__, keys)) for kind, keys in _SAID.items()))
    said, whose, last = dict[str, frozenset[str]](), frozenset[str](), ""
    text = _SINGLE.sub("全部", code_first(text))
    plain = clean(_waiting(knowledge).sub(_NOT, text)) if len(text) <= LONGEST_SHORT else ""
    for word in words.replace(plain).split():
        if word in _WHOSE:
            whose |= {word}
        elif word in _SAID:
            said[word], whose, last = said.get(word, frozenset()) | whose, frozenset(), word
        else:
            return {}
    return {**said, last: said[last] | whose} if last else {}


def tells_unfilled(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only tells that the code was not filled in, or too late (没填, 过期了)."""
    return bool(kinds_alone(knowledge, clean(text), _UNFILLED, *_AROUND))


def unsays_message(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only takes back that the message came: it is another one, or did not come after all (看错了
    那是快递短信, 其实没收到)."""
    found = kinds_alone(knowledge, clean(text), _UNSAID, "words-other-message-around", "words-move")
    return "other" in found or bool("not-come" in found and found & {"slip", "really"})


@remembered
def tells_too_late(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says of the message, or of its code, that its hours are over (收到短信了但是过期了)."""
    found = _too_late(knowledge).search(short(text))
    return found is not None and not has(knowledge, found["around"], *_OTHERS_OVER)


def times_wrong(knowledge: Knowledge, text: str, before: int) -> int:
    """Return how often the code was wrong by now, if a text only tells of that (验证码输错三次了, 又输错了). 0 for any
    other text. `before`: how often it was wrong before."""
    of_bot = any(word in text for word in listed(knowledge, "words-ours-yours"))
    found = _WRONG.fullmatch(clean(text)) if len(text) <= LONGEST_SHORT and not of_bot else None
    if found is None or not has_only(knowledge, found["around"], *_AROUND):
        return 0
    again = _AGAIN.search(found["around"])
    if found["times"] and not again:
        return max(before, number(found["times"]))
    tells_of_code = found["times"] or again or has(knowledge, text, "words-about-sms")
    return before + max(1, number(found["times"] or "")) if tells_of_code else 0


def whose(told: Told, *said: str) -> frozenset[str]:
    """Return whose codes are said to be any of this."""
    return frozenset().union(*(told.get(one, ()) for one in said))


@of_lists("words-code-message", "words-code-over", longest=LONGEST_SHORT)
def _too_late(message: str, over: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(message)})(?P<around>.*)(?<!{_NOT_OVER})(?:{either(over)})")


@of_lists("words-code-subject", "words-code-site", "words-code-other", longest=LONGEST_SHORT)
def _waiting(*people: str) -> re.Pattern[str]:
    """Words for waiting for somebody, or for what they fill in."""
    return re.compile(
        rf"[还就在]{{0,3}}等着?((?:{either(*people)}|负责人)(?:那边)?)[来去]?(?:填|输|弄|核?验)?(?=$|[，,。；\s])"
    )


@lru_cache(maxsize=2)
def _wordings(lists: tuple[tuple[str, ...], ...]) -> Wordings:
    """Return what each word says of codes. A word in several lists says the last thing."""
    return Wordings.of({word: kind for kind, *every in lists for words in every for word in apart(words)})
