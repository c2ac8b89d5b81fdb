"""Screens of a filing that does not exist yet: the questions with which it begins. `router` finds the right flow."""

from dataclasses import replace

from bot.core.actions import AllFlows, AskRoute, NewFiling, NoName, Overview, PickProvince, PickSubject, Restate
from bot.core.button_data import encode
from bot.core.kinds import SUBJECTS
from bot.core.knowledge import Flow, Knowledge
from bot.core.replies import Button, Row, Screen
from bot.core.screens.rows import button, home_row, in_pairs, in_rows
from bot.core.state import Draft, Filing
from bot.core.words import Marked, label, say


def ask_flow(knowledge: Knowledge) -> Screen:
    """Ask what is to be done: every flow with when it is the right one."""
    flows = knowledge.flows.values()
    lines = [say(knowledge, "flow-line", title=flow.title, when=Marked(flow.when)) for flow in flows]
    buttons = [Button(flow.title, encode(NewFiling(flow.id))) for flow in flows]
    text = say(knowledge, "ask-flow") + "\n\n" + "\n".join(lines)
    return Screen(text, (*in_pairs(buttons), home_row(knowledge)))


def guess_flow(knowledge: Knowledge, flow: Flow) -> Screen:
    """Ask if this is the flow of the filing, or offer all."""
    yes = button(knowledge, "button-guess", NewFiling(flow.id), flow=flow.title)
    other = button(knowledge, "button-guess-other", AllFlows())
    text = say(knowledge, "guess-flow", flow=flow.title, when=Marked(flow.when))
    return Screen(text, ((yes,), (other,), home_row(knowledge)), yes_no=True)


def described_screen(knowledge: Knowledge, draft: Draft) -> Screen:
    """Ask if the filing may begin with all that was told of it."""
    answers = who_and_where(knowledge, draft)
    so = say(knowledge, "described", answers=f"「{draft.name}」，{answers}" if draft.name else answers)
    asked = guess_flow(knowledge, knowledge.flows[draft.flow])
    return replace(asked, text=f"{so}\n\n{asked.text}")


def ask_subject(knowledge: Knowledge, draft: Draft) -> Screen:
    """Ask as whom it is filed: the kinds of applicant that the flow serves."""
    flow = knowledge.flows[draft.flow]
    buttons = [button(knowledge, f"subject-{s}", PickSubject(s)) for s in SUBJECTS if s in flow.subjects]
    rows = in_pairs(buttons)
    key = "ask-subject-again" if draft.filing else "ask-subject"
    return Screen(say(knowledge, key, flow=flow.title, when=flow.when), (*rows, _back_row(knowledge, draft)))


def ask_province(knowledge: Knowledge, draft: Draft) -> Screen:
    """Ask where the applicant lives, by its papers."""
    buttons = [Button(p.short, encode(PickProvince(p.id))) for p in knowledge.provinces.values()]
    rows = in_rows(buttons, 4)
    texts = [say(knowledge, "ask-province"), *_known(knowledge, draft)]
    return Screen("\n\n".join(texts), (*rows, *_known_row(knowledge, draft), _back_row(knowledge, draft)))


def ask_name(knowledge: Knowledge, draft: Draft) -> Screen:
    """Ask for a name for the filing."""
    if draft.filing:
        keep = button(knowledge, "button-keep-name", Overview(draft.filing))
        return Screen(say(knowledge, "ask-name-again"), ((keep,), home_row(knowledge)))
    skip = button(knowledge, "button-no-name", NoName())
    texts = [say(knowledge, "ask-name"), *_known(knowledge, draft)]
    return Screen("\n\n".join(texts), ((skip,), *_known_row(knowledge, draft), _back_row(knowledge, draft)))


def _known(knowledge: Knowledge, draft: Draft) -> list[str]:
    """Show the answers that are known already, in case one is wrong."""
    return [say(knowledge, "known", answers=who_and_where(knowledge, draft))] if draft.known else []


def _known_row(knowledge: Knowledge, draft: Draft) -> list[Row]:
    """Return the button to change those answers."""
    return [(button(knowledge, "button-restate", Restate(0)),)] if draft.known else []


def _back_row(knowledge: Knowledge, draft: Draft) -> Row:
    """Return the buttons back to the router's last question, and home."""
    if not draft.picks:
        return home_row(knowledge)
    question, _ = draft.picks[-1]
    return (button(knowledge, "button-to-route", AskRoute(question)), *home_row(knowledge))


def who_and_where(knowledge: Knowledge, one: Filing | Draft) -> str:
    """Return applicant and province of a filing, as far as they are known."""
    who = label(knowledge, f"subject-{one.subject}") if one.subject else ""
    return "，".join(filter(None, (who, province_name(knowledge, one))))


def province_name(knowledge: Knowledge, one: Filing | Draft) -> str:
    """Return the short name of its province; "": not known."""
    return knowledge.provinces[one.province].short if one.province in knowledge.provinces else ""
