"""Whether the words of a text are the person's own, so that they tell the person's language."""

from bot.core import languages
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.core.texts import said_back
from bot.core.texts.asking import wonders
from bot.core.texts.commands import command
from bot.core.texts.courtesies import courtesy
from bot.core.texts.understanding import understand


def is_own(text: str, state: State, knowledge: Knowledge) -> bool:
    """Tell whether a text is in the person's own words, so that its language is theirs.

    A notice is not: reviewers write it in Simplified Chinese to everybody. If the person was heard in English, or in
    Chinese with an English client, these do not count either: a courtesy, yes or no, a command, an answer to our
    question.
    """
    said = languages.as_content(text.strip(), knowledge)
    asks = wonders(knowledge, said)
    is_phrase = courtesy(knowledge, said) or said_back.answer(knowledge, said) or command(knowledge, said)
    if state.heard in ("en", "zh-hans") and (is_phrase or (state.waiting and not asks)):
        return False
    if "我" in said or not languages.is_simplified(text):
        return True
    return not understand(knowledge, said, awaited=state.waiting == "rejection").notice
