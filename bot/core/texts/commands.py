"""Commands that are given in words: which one a text names or is about. The wish to begin is in `wishes`, news of a
filing in `spoken`."""

from collections.abc import Mapping

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.clauses import unrepeated
from bot.core.texts.wordlists import LONGEST_SHORT, apart, kinds_alone, of_lists, short, spellings
from bot.search.normalise import clean

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
"""The commands that people may also give by name alone (`words-command-…`)."""
_NEWS = (("news", "words-news"), ("whether", "words-news-whether"))
_RECORDS = (("progress", "words-far"), ("history", "words-past"))
_OURS = (
    ("remind", "words-wake-short"),
    *((kind, f"words-ours-{kind}") for kind in ("erase", "keep", "leak", "data", "mine", "yours")),
)


@remembered
def command(knowledge: Knowledge, text: str) -> str | None:
    """Return the command that a text only names or is about. None for any other text."""
    if len(text) > LONGEST_SHORT:
        return None
    commands = _commands(knowledge)
    said = (plain for one in (text, unrepeated(knowledge, text)) for plain in spellings(knowledge, one))
    named = next((commands[plain] for plain in said if plain in commands), None)
    return named or ("progress" if _asks_news(knowledge, clean(text)) else _meant(knowledge, clean(text)))


def _asks_news(knowledge: Knowledge, plain: str) -> bool:
    """Tell whether a text only asks for news of a filing, or tells that there is none (批了没)."""
    return len(kinds_alone(knowledge, plain, _NEWS, "words-news-around", "words-move")) == 2


@remembered
def record_asked(knowledge: Knowledge, text: str) -> str | None:
    """Return the command for the record that a text asks about. None for any other text. Where no record is kept, it is
    a question.

    - `progress`: how far it is, or how many there are (审到哪里了, 现在几家在等)
    - `history`: why or how often it came back (上次是什么原因)
    """
    found = kinds_alone(knowledge, short(text), _RECORDS, "words-news-around", "words-move")
    return next(iter(found)) if len(found) == 1 else None


def _meant(knowledge: Knowledge, plain: str) -> str | None:
    """Return the command for what a text says of reminders, or of what is kept of the person (把我的记录都删了). None
    for any other text."""
    found = kinds_alone(knowledge, plain, _OURS, "words-ours-around", "words-move")
    if "remind" in found:
        return "remind"
    if {"erase", "data", "mine"} <= found:
        return "forget"
    leaks = "leak" in found and found & {"data", "keep"}
    return "privacy" if leaks or {"keep", "data", "yours"} <= found else None


@of_lists(*(f"words-command-{name}" for name in COMMANDS))
def _commands(*named: str) -> Mapping[str, str]:
    return {clean(word): name for name, words in zip(COMMANDS, named, strict=True) for word in apart(words)}
