"""Turns that note who got and filled in their code from the text message, and who has not. `codes` reads the words."""

from collections.abc import Mapping
from datetime import datetime

from bot.core import course
from bot.core.actions import Finish, Mend, Tried
from bot.core.filings.clock import hours_end
from bot.core.knowledge import Flow, Step
from bot.core.replies import Screen, Turn
from bot.core.screens import step_screens, topic_screens
from bot.core.state import Filing
from bot.core.texts import codes
from bot.core.texts.asking import wonders
from bot.core.texts.diagnosis import SMS_MISSED
from bot.core.texts.outcomes import has_lost_it
from bot.core.texts.reckoning import AUTHORITY
from bot.core.texts.wordlists import has
from bot.core.turns import following, presses, resubmitting, stepping
from bot.core.turns.resubmitting import CODE
from bot.core.turns.talk import Talk
from bot.core.words import Marked, shown_time

NOT_CAME = "sms-not-received"
"""The topic on how to have the message sent again."""
_CODES = "sms-"
"""The beginning of the ids of checklist items about codes."""
_ITEMS: Mapping[str, str] = {"subject": "sms-subject", "site": "sms-site"}
"""The items about the code of one person."""


def of_codes(talk: Talk, text: str) -> Turn | None:
    """Answer who has filled in the code or not, how often it was wrong, or that the message is lost, at the step that
    waits for it. Before the message came, a mere "done" may mean anything, and "not yet" makes us ask whether it
    came."""
    if wonders(talk.knowledge, text):
        return None
    if talk.current is None:
        return of_codes_elsewhere(talk, text)
    filing, flow, step = talk.current
    shown, awaited = talk.state.showing == step.id, course.mark(filing, step.id).awaited
    lost = talk.knowledge.topics.get(NOT_CAME) if step.guarded and not talk.at_work else None
    if lost and has_lost_it(talk.knowledge, text):
        return talk.aside(topic_screens.topic_screen(talk.knowledge, talk.state, lost, asked=text))
    times = codes.times_wrong(talk.knowledge, text, course.mark(filing, step.id).wrong) if step.guarded and shown else 0
    if times:
        return presses.typed_action(talk, Tried(filing.number, step.id, "wrong", times))
    told = codes.told(talk.knowledge, text)
    named = frozenset().union(*told.values())
    ahead = course.guarded(flow, step) if course.is_judged(step) and not (step.guarded or talk.at_work) else None
    if ahead and named - {"code", "all"} and told.keys() & {"filled", "unfilled", "received"}:
        return stepping.received(talk, filing, ahead, shown=False)
    clear = named or not awaited or ("filled" in told and step.id != flow.resubmit)
    meant = clear and (shown or (named and talk.at_work is None))
    if not (told and step.guarded and meant) or has(talk.knowledge, text, "words-tick"):
        return None
    if told.keys() & {"filled", "done"}:
        return filled(talk, filing, flow, step, told)
    if named and "received" in told:
        return stepping.received(talk, filing, step, shown)
    if "unfilled" not in told:
        return None
    if awaited:
        return stepping.received(talk, filing, step, shown=False)
    return show_time(talk, filing, step)


def of_codes_elsewhere(talk: Talk, text: str) -> Turn | None:
    """Tell what comes next if a code was filled in for something that is no filing of ours, or only some were. None:
    there are filings, or a rejection is being mended."""
    if talk.state.filings or talk.at_work:
        return None
    told = codes.told(talk.knowledge, text)
    some = codes.whose(told, "unfilled") or codes.whose(told, "filled") - {"code", "all"}
    if told.keys() - {"received"} == {"filled", "unfilled"} and some:
        return resubmitting.offering(talk, talk.say("ahead-some"), "code", CODE, text)
    came = talk.state.topic == CODE or (talk.rejection is not None and talk.rejection[0].reached == "code")
    filled = told.keys() - {"received"} == {"filled"} and (came or has(talk.knowledge, text, "words-about-sms"))
    if not (filled or (told.keys() == {"done"} and came)):
        return None
    return resubmitting.offering(talk, talk.say("ahead-authority"), "authority", AUTHORITY, text)


def show_time(talk: Talk, filing: Filing, step: Step) -> Turn:
    """Show how a step of a filing stands in time."""
    return talk.show(step_screens.time_screen(talk.knowledge, filing, step, talk.now))


def filled(talk: Talk, filing: Filing, flow: Flow, step: Step, told: codes.Told) -> Turn | None:
    """Note who has filled in the code. With all of them, the step is over; otherwise the hours go on. If it is unclear
    who is left, ask."""
    whose = codes.whose(told, "filled", "done") or codes.whose(told, "received") - {"code"}
    lacking = {_ITEMS.get(one) for one in codes.whose(told, "unfilled", "not-come")}
    every_code = {item.id for item in course.checklist(step, filing) if item.id.startswith(_CODES)}
    left = every_code - lacking - {*course.mark(filing, step.id).ticked}
    mine, others = (left & {*ids} for ids in ({_ITEMS.get(one) for one in whose}, _ITEMS.values()))
    if whose & {"mine", "other"} and len(others - mine) == 1:
        mine = others
    some = bool(told.keys() & {"unfilled", "not-come"}) or "one" in whose
    only = filing.subject == "personal" or (not whose and len(left) < 2) or whose == {"code"}
    every = not some and (only or "all" in whose or (mine and mine == left))
    ends = hours_end(filing, talk.knowledge)
    if ends and ends <= talk.now and not some:
        return whether_in_time(talk, filing, step, ends)
    if every and talk.state.showing != step.id:
        return stepping.ask_whether_over(talk, filing, flow, step)
    noted = filing if every else course.came(filing, step, talk.now)
    turn = following.tick_items(talk, noted, step, tuple(sorted(left if every else mine)), True)
    after = talk.with_state(turn.state)
    done = Finish(filing.number, step.id)
    if every:
        return presses.typed_action(after, done)
    if some:
        return turn.below(Screen(talk.say("sms-some")))
    lines = (step_screens.item_line(talk.knowledge, filing, item, "☐") for item in step.items if item.id in left - mine)
    yes = talk.button("button-sms-all", done)
    return stepping.ask_whether(
        after, filing, talk.say("sms-all", name=filing.name, items=Marked("\n".join(lines))), yes
    )


def whether_in_time(talk: Talk, filing: Filing, step: Step, ends: datetime) -> Turn:
    """Ask whether the code was filled in before the hours were over, now that they are."""
    yes = talk.button("button-in-time", Finish(filing.number, step.id))
    no = talk.button("button-too-late", Mend(SMS_MISSED))
    text = talk.say("sms-in-time", name=filing.name, end=shown_time(ends, talk.now))
    return talk.ask(text, yes, no)
