"""words.yaml: the word lists by which texts are recognised; and their brackets, which other files may have, too."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.content.fields import Fields, is_id
from bot.content.source import Scalar, Sheet
from bot.core.texts.wordlists import apart

_CHOICE = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_BRACKET = re.compile(r"[()\[\]|]")
MOST_WORDS = 3000
"""Words of a list. More of them mean a mistake in the brackets."""


def read_words(sheet: Sheet, ui: Mapping[str, str]) -> dict[str, str]:
    """Read the word lists, with their brackets written out.

    Report a list with the key of a sentence: the two would be confused.
    """
    table = Fields.of(sheet)
    lists: dict[str, str] = {}
    for key in table.entries:
        words = table.scalar(key)
        is_id(sheet, table.lines[key], key, "名称")
        if key in ui:
            sheet.wrong(table.lines[key], f"「{key}」在 ui.yaml 里已有：机器人说的写在那里，听的写在这里。请只留一个。")
        lists[key] = spread(sheet, words) if _BRACKET.search(words.text) else words.text
    return lists


def spread(sheet: Sheet, words: Scalar) -> str:
    """Write out the brackets of a word list: "(a|b)" is either, "[a|b]" is either or nothing.

    Report an unpaired bracket, a word that may be empty, and a list that becomes too long.
    """
    every: dict[str, None] = {}
    for word in apart(words.text):
        ways = list(islice(_ways(word), MOST_WORDS + 1))
        every |= dict.fromkeys(ways)
        if any(map(_BRACKET.search, ways)):
            sheet.wrong(words.line, f"「{word}」的括号不成对：(甲|乙) 是二选一，[甲|乙] 是可有可无。")
        elif "" in ways:
            sheet.wrong(words.line, f"「{word}」可以什么字都没有。请把一定有的字写在方括号外面。")
    if len(every) > MOST_WORDS:
        sheet.wrong(words.line, f"括号展开以后超过 {MOST_WORDS} 个词。请少用几个括号。")
    return "、".join(every)


def _ways(word: str) -> Iterator[str]:
    """Yield all words that a word with brackets stands for; inner brackets are resolved first."""
    choice = _CHOICE.search(word)
    if choice is None:
        yield word
        return
    ways = (choice[1] if choice[1] is not None else f"|{choice[2]}").split("|")
    before, after = word[: choice.start()], word[choice.end() :]
    if _BRACKET.search(before):  # this one is inside another one
        for way in ways:
            yield from _ways(f"{before}{way}{after}")
        return
    ends = list(islice(_ways(after), MOST_WORDS + 1))  # once, not for each way: this halves the time for the file
    yield from (f"{before}{way}{end}" for way in ways for end in ends)
