"""Which letter somebody asks the bot to write (帮我写个催审的话). The letters are in `screens.letters`."""

import re
from typing import Literal

from bot.core.kinds import Occasion
from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.wordlists import either, has, of_lists
from bot.search.numbers import NUMBER, number

LONGEST_WISH, LONGEST_VAGUE = 80, 12
"""The most characters of a text that asks for a letter, and of one that does not say for which."""
_OCCASIONS: tuple[Occasion, ...] = ("overdue", "former-provider", "registrar", "unclear", "again", "support")
"""The occasions, in the order in which they count if a text has words of several."""
_WORDS = tuple(f"words-letter-{occasion}" for occasion in _OCCASIONS)
_SO_MANY = r"[一两几]?(?:段|条|封|份|句|篇|点|下|个)"
_DAYS = re.compile(f"({NUMBER}) ?个?工作日")


@remembered
def letter_asked(knowledge: Knowledge, text: str) -> Occasion | Literal["any", ""]:
    """Return the occasion for which a text asks to have something written. "any" if it does not say; "" if it asks for
    none. A condition with 的话 asks for none (名称写个简称的话)."""
    if len(text) > LONGEST_WISH or has(knowledge, text, "words-letter-none"):
        return ""
    occasion = next((one for one, words in zip(_OCCASIONS, _WORDS, strict=True) if has(knowledge, text, words)), None)
    found = _writing(knowledge).search(text)
    if found:
        what_for = found[1]
        if (what_for and not has(knowledge, what_for, *_WORDS)) or (occasion is None and len(text) > LONGEST_VAGUE):
            return ""
        return occasion or "any"
    return occasion if occasion and has(knowledge, text, "words-letter-sure") else ""


def days_told(text: str) -> str:
    """Return how many working days a text tells. "" if it tells none."""
    found = _DAYS.search(text)
    return str(number(found[1])) if found else ""


@of_lists("words-letter-wish", "words-letter-write", "words-letter-what", longest=LONGEST_WISH)
def _writing(wish: str, write: str, what: str) -> re.Pattern[str]:
    """A wish to have something written. Its group is what for, if that stands before what is written."""
    wishes, writing, written = (f"(?:{either(words)})" for words in (wish, write, what))
    end = r"(?=$|[\s，,。.！!？?、~～给发问让请叫跟去来好可行吧吗呗谢])"
    return re.compile(
        rf"(?:{wishes}[^，,。？?！!\n]{{0,6}}{writing}(?:{_SO_MANY})?|{writing}{_SO_MANY})"
        rf"(?:([^，,。？?！!；;\n]{{1,16}}?)的?)?{written}{end}"
    )
