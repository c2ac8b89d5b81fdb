"""Which filing is it? What the answers to the router's questions lead to and tell, and the screens. `routing` handles
them; `texts.route_answers` finds the answer in a typed text."""

from collections.abc import Iterator
from dataclasses import replace

from bot.core.actions import AllFlows, AskRoute, Choose, NewFiling, Read, SureFiling
from bot.core.button_data import encode
from bot.core.kinds import Subject
from bot.core.knowledge import Flow, Knowledge, Option, Question, Router
from bot.core.replies import Button, Row, Screen
from bot.core.screens import draft_screens
from bot.core.screens.rows import button, home_row
from bot.core.state import Draft
from bot.core.words import Marked, label, say

Picks = tuple[tuple[str, str], ...]
"""Answers, each as the ids of question and option."""


def option_of(router: Router, question: str, option: str) -> Option | None:
    """Return the answer of these ids; None: the content does not have it (any more)."""
    asked = router.questions.get(question)
    return next((one for one in asked.options if one.id == option), None) if asked else None


def picked(router: Router, picks: Picks) -> Iterator[Option]:
    """Yield the answers of these ids that the content still has."""
    yield from (option for pick in picks if (option := option_of(router, *pick)))


def picks_before(picks: Picks, question: str) -> Picks:
    """Return the answers that were given before this question was asked."""
    ids = [asked for asked, _ in picks]
    return picks[: ids.index(question)] if question in ids else picks


def said_before(router: Router, question: str, subject: Subject | None) -> Option | None:
    """Return the one answer to this question that this kind of applicant implies; None: there is none."""
    asked = router.questions.get(question)
    options = [one for one in asked.options if subject and one.subject == subject] if asked else []
    return options[0] if len(options) == 1 else None


def told_by_picks(router: Router, picks: Picks) -> tuple[Subject | None, dict[str, bool]]:
    """Return what the answers tell: as whom it is filed, and which conditions of checklist items hold."""
    subject, cases = None, dict[str, bool]()
    for option in picked(router, picks):
        subject = option.subject or subject
        cases |= dict.fromkeys(option.holds, True) | dict.fromkeys(option.lacks, False)
    return subject, cases


def route_screen(knowledge: Knowledge, draft: Draft) -> Screen:
    """Show where somebody is on the way to the right flow."""
    picks = draft.picks
    last = next(picked(knowledge.router, picks[-1:]), None)
    who = label(knowledge, f"subject-{last.subject}") if last and last.subject and draft.known else ""
    before = say(knowledge, "known-route", answer=who) + "\n\n" if who else ""
    if question := knowledge.router.questions.get(draft.question):
        asked = question_screen(knowledge, question, picks)
        return replace(asked, text=before + asked.text)
    if last and last.flow in knowledge.flows:
        found = flow_screen(knowledge, knowledge.flows[last.flow], picks)
        return replace(found, text=before + found.text)
    if last and last.topic in knowledge.topics:
        return _no_flow_screen(knowledge, last, picks)
    flow = knowledge.flows.get(draft.flow)
    if flow and draft.is_described and (draft.name or not flow.loses):
        return draft_screens.described_screen(knowledge, draft)
    return sure_screen(knowledge, flow) if flow and flow.loses else offer(knowledge)


def offer(knowledge: Knowledge) -> Screen:
    """Offer help with the choice, or the list to choose from."""
    helped = button(knowledge, "button-route", AskRoute(""))
    known = button(knowledge, "button-all-flows", AllFlows())
    return Screen(say(knowledge, "route-offer"), ((helped,), (known,), home_row(knowledge)))


def question_screen(knowledge: Knowledge, question: Question, picks: Picks) -> Screen:
    """Ask a question, below the note on the answer that led here."""
    rows = [(Button(option.text, encode(Choose(question.id, option.id))),) for option in question.options]
    text = "\n\n".join([*_notes(knowledge, picks), question.text])
    return Screen(text, (*rows, _back_row(knowledge, picks)))


def flow_screen(knowledge: Knowledge, flow: Flow, picks: Picks) -> Screen:
    """Show the flow that was found: when it is right, its outcome, how many steps it has."""
    if flow.loses:
        return sure_screen(knowledge, flow, picks)
    count = len(flow.steps)
    text = say(
        knowledge,
        "route-flow" if count > 1 else "route-flow-short",
        flow=flow.title,
        when=Marked(flow.when),
        count=str(count),
        outcome=Marked(flow.outcome),
    )
    begin = button(knowledge, "button-route-begin", NewFiling(flow.id))
    rows = ((begin,), _other_row(knowledge), _back_row(knowledge, picks))
    return Screen("\n\n".join([text, *_notes(knowledge, picks)]), rows, yes_no=True)


def sure_screen(knowledge: Knowledge, flow: Flow, picks: Picks = (), follows: int = 0) -> Screen:
    """Ask if it should really be this flow, which loses something. `follows`: the number of the filing before it."""
    text = say(knowledge, "route-sure", flow=flow.title, when=Marked(flow.when), loses=Marked(flow.loses))
    yes = button(knowledge, "button-sure", SureFiling(flow.id, follows), flow=flow.title)
    no = button(knowledge, "button-not-sure", AllFlows())
    rows = ((yes,), (no,), _back_row(knowledge, picks))
    return Screen("\n\n".join([text, *_notes(knowledge, picks)]), rows, yes_no=True)


def _no_flow_screen(knowledge: Knowledge, option: Option, picks: Picks) -> Screen:
    """Tell why nothing is to be filed, or not like that, with the button to the whole answer."""
    topic = knowledge.topics[option.topic]
    sources = say(knowledge, "topic-source", sources="；".join(topic.sources), checked=topic.checked.isoformat())
    read = button(knowledge, "button-route-read", Read(topic.id), title=topic.button)
    rows = ((read,), _other_row(knowledge), _back_row(knowledge, picks))
    return Screen("\n\n".join([option.note, sources]), rows)


def _notes(knowledge: Knowledge, picks: Picks) -> list[str]:
    return [option.note for option in picked(knowledge.router, picks[-1:]) if option.note]


def _other_row(knowledge: Knowledge) -> Row:
    return (button(knowledge, "button-route-other", AllFlows()),)


def _back_row(knowledge: Knowledge, picks: Picks) -> Row:
    """Return the buttons back to the last question that was answered, and home."""
    back = [button(knowledge, "button-route-back", AskRoute(asked)) for asked, _ in picks[-1:]]
    return (*back, *home_row(knowledge))
