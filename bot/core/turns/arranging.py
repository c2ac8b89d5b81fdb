"""Turns that put filings in order: their names, applicants and provinces, which items concern them, and which filings
are put away. For numbers and dates see `aftercare`."""

from dataclasses import replace
from typing import assert_never

from bot.core import course
from bot.core.actions import Correct, Details, OfArranging, PutAway, Rename, Restate, SetCase
from bot.core.knowledge import Flow
from bot.core.replies import Note, Screen, Toast, Turn
from bot.core.screens import details, draft_screens, filing_screens
from bot.core.state import Draft, Filing
from bot.core.turns.talk import Talk
from bot.search.normalise import clean


def pressed(talk: Talk, action: OfArranging, filing: Filing, flow: Flow) -> Turn:
    """Answer a button that changes what a filing is."""
    draft = Draft(flow.id, filing=filing.number)
    match action:
        case Rename():
            state = replace(talk.state, waiting="name", draft=draft, showing="")
            return talk.show(draft_screens.ask_name(talk.knowledge, draft), state=state)
        case Restate():
            state = replace(talk.state, waiting="subject", draft=draft, showing="")
            return talk.show(draft_screens.ask_subject(talk.knowledge, draft), state=state)
        case Correct():
            subject = next((one for one in flow.subjects if one == action.subject), None)
            if action.province not in talk.knowledge.provinces:
                return talk.stale()
            return restated(talk, filing, flow, replace(draft, subject=subject, province=action.province))
        case PutAway():
            return put_away(talk, filing, action.on)
        case Details():
            step = course.step_of(flow, action.step)
            if step is None:
                return talk.stale()
            state = replace(talk.state, front=filing.number, showing=step.id, waiting="")
            return talk.show(details.details_screen(talk.knowledge, filing, step, action.page), state=state)
        case SetCase():
            step = course.step_of(flow, action.step)
            item = next((item for item in step.items if item.id == action.item), None) if step else None
            if step is None or item is None or not item.condition:
                return talk.stale()
            changed = course.set_case(filing, item.condition, action.on)
            state = replace(talk.state.with_filing(changed), front=filing.number, showing=step.id, waiting="")
            page = details.page_of(talk.knowledge, changed, step, item.id)
            return talk.show(details.details_screen(talk.knowledge, changed, step, page), state=state)
    assert_never(action)


def put_away(talk: Talk, filing: Filing, on: bool) -> Turn:
    """Put a filing away, or bring it back, and show the filings that are under way."""
    changed = replace(filing, away=on)
    front = 0 if on and talk.state.front == filing.number else talk.state.front
    state = replace(talk.state.with_filing(changed), front=front, showing="", waiting="")
    key = "put-away" if on else "brought-back"
    screen = filing_screens.progress(talk.knowledge, state, talk.now)
    return talk.show(Toast(talk.label(key, name=filing.name)), screen, state=state, notes=(Note(key),))


def is_name(talk: Talk, text: str, but: int = 0) -> bool:
    """Tell whether a filing already has this name. The filing with the number `but` does not count."""
    return any(clean(one.name) == clean(text) for one in talk.state.filings if one.number != but)


def name_taken(talk: Talk, name: str) -> Turn:
    """Say that another filing has this name, and ask again."""
    return talk.show(Screen(talk.say("name-taken", name=name)), *talk.again())


def renamed(talk: Talk, filing: Filing, name: str) -> Turn:
    """Rename a filing, unless another one has the name."""
    if is_name(talk, name, but=filing.number):
        return name_taken(talk, name)
    changed = replace(filing, name=name)
    state = talk.state.with_filing(changed).undrafted
    return talk.show(filing_screens.overview(talk.knowledge, changed, talk.now), state=state)


def restated(talk: Talk, filing: Filing, flow: Flow, draft: Draft) -> Turn:
    """Change the applicant and the province of a filing. What depends on them is open again."""
    if draft.subject is None:
        return talk.stale()
    changed = course.restate(filing, flow, draft.subject, draft.province, talk.now)
    state = replace(talk.state.with_filing(changed), front=filing.number, waiting="", draft=Draft())
    toast = Toast(talk.label("restated" if changed != filing else "restated-same"))
    return talk.show(toast, filing_screens.overview(talk.knowledge, changed, talk.now), state=state)
