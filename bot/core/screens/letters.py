"""Screens of the letters: texts about a rejection or a slow review, ready to be sent to the provider or the
registrar."""

from collections.abc import Mapping

from bot.core.actions import Letters, ReadLetter
from bot.core.button_data import encode
from bot.core.filings import attempts
from bot.core.kinds import Occasion
from bot.core.knowledge import Knowledge, Letter
from bot.core.replies import Button, Row, Screen
from bot.core.screens.rows import button, home_row, plan_button
from bot.core.state import Attempt, Filing, State
from bot.core.words import Marked, fill, label, say

LONGEST_COPY = 256
"""Characters that a button can copy."""


def menu(knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None) -> Screen:
    """List the letters that fit this rejection."""
    rows = [
        (Button(letter.title, encode(ReadLetter(attempt.number, letter.id))),)
        for letter in fitting(knowledge, state, attempt, filing)
    ]
    return Screen(say(knowledge, "letters"), (*rows, (plan_button(knowledge, attempt), *home_row(knowledge))))


def fitting(knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None) -> list[Letter]:
    """Return the letters whose occasion this rejection is."""
    topics = attempts.topics_of(attempt, knowledge)
    ids = {fix for topic in topics for fix in topic.fixes}
    occasions: set[Occasion | None] = {"support", *(knowledge.fixes[id].letter for id in ids)}
    if attempt.unclear:
        occasions.add("unclear")
    before = {id for one in attempts.before(state, attempt, filing) for id in one.reasons}
    if any(topic.id in before for topic in topics):
        occasions.add("again")
    return [letter for letter in knowledge.letters.values() if letter.occasion in occasions]


def outside(knowledge: Knowledge) -> Screen:
    """List all letters, for a person without a rejection from which one could be filled in."""
    rows = [(Button(letter.title, encode(ReadLetter(0, letter.id))),) for letter in knowledge.letters.values()]
    return Screen(say(knowledge, "letters"), (*rows, home_row(knowledge)))


def best(knowledge: Knowledge, occasion: Occasion, text: str) -> Letter | None:
    """Return the letter for an occasion whose title shares most with a text, except its first character, the verb.
    None: there is no letter for it."""

    def told(letter: Letter) -> int:
        return sum(letter.title[at : at + 2] in text for at in range(1, len(letter.title) - 1))

    return max((one for one in knowledge.letters.values() if one.occasion == occasion), key=told, default=None)


def letter_screen(
    knowledge: Knowledge, attempt: Attempt | None, letter: Letter, told: Mapping[str, str] | None = None
) -> Screen:
    """Show a letter, filled in from the plan or else with what was `told`. The rest is left blank."""
    blank = label(knowledge, "letter-blank")
    holes = dict.fromkeys(("reasons", "unclear", "step", "days"), blank) | {"since": label(knowledge, "letter-day")}
    back = button(knowledge, "button-letters", Letters(attempt.number if attempt else 0))
    if attempt is None:
        return filled(knowledge, letter, {**holes, **(told or {})}, (back,), home_row(knowledge))
    titles = [topic.title for topic in attempts.topics_of(attempt, knowledge)]
    none = label(knowledge, "letter-no-reason")
    unclear = "；".join(f"「{one.text}」" for one in attempt.unclear)
    holes |= {"reasons": "；".join(titles) or none, "unclear": unclear or none}
    return filled(knowledge, letter, holes, (back, plan_button(knowledge, attempt)), home_row(knowledge))


def filled(knowledge: Knowledge, letter: Letter, holes: Mapping[str, str], *rows: Row) -> Screen:
    """Show a letter with its holes filled in, ready to be copied, above these rows."""
    text = fill(letter.text, holes).replace("`", "'")
    shown = say(knowledge, "letter", title=letter.title, text=Marked(f"```\n{text}\n```"))
    copy = [(Button(label(knowledge, "button-copy"), copy=text),)] if len(text) <= LONGEST_COPY else []
    return Screen(shown, (*copy, *rows))
