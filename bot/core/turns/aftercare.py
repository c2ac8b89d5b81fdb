"""Turns about the numbers and dates of a filing: a person tells them, and they are kept, corrected or shown. The
screens are in `kept`; `numbers_told` reads the text."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from bot.core import course
from bot.core.actions import Duties, Flows, FooterCode, Keep, OfKept, OpenKept, PoliceFiled, Tell, Unkeep
from bot.core.button_data import decode
from bot.core.filings import attempts, reminders, renewals
from bot.core.filings.later_keys import about_coming
from bot.core.kinds import NUMBER_KINDS, NumberKind
from bot.core.replies import Note, Screen, Toast, Turn
from bot.core.screens import kept
from bot.core.screens.rows import home_row
from bot.core.state import RENEWALS, Coming, Filing, Keepable, Renewal
from bot.core.texts import numbers_told
from bot.core.texts.asking import wonders
from bot.core.texts.dates import read_date, without_date
from bot.core.texts.matters import spoken_at
from bot.core.texts.numbers import SAMPLE, Icp, province_of_icp, province_of_police, read_icp, read_police
from bot.core.texts.wordlists import empty_without, has, kinds_alone, listed, short, without
from bot.core.turns.talk import Talk
from bot.core.words import clip
from bot.core.workdays import local

LONGEST_VALUE = 40
"""The most characters of a text that may be a number or a date."""
MOST_RECALLED = 3
FURTHEST = 40
"""The most years ahead that a date may be. No paper lasts longer."""
_LOOKED_OVER = (("over", "words-looked-over"),)
KEEPABLES: tuple[Keepable, ...] = (*NUMBER_KINDS, *RENEWALS)


def unnamed(talk: Talk) -> Filing | None:
    """Return the filing meant by a number or date told without a name: the one worked on last, or the only one."""
    every = talk.state.filings
    filing = talk.state.worked_on or (every[0] if len(every) == 1 else None)
    return filing if talk.flow(filing) else None


def pressed(talk: Talk, action: OfKept) -> Turn:
    """Answer a button about the numbers and dates of a filing."""
    filing = talk.filing(action.filing)
    if filing is None or talk.flow(filing) is None:
        return talk.stale()
    match action:
        case OpenKept():
            return talk.leave(kept.kept_screen(talk.knowledge, filing, talk.now))
        case Tell() | Keep() | Unkeep():
            what = next((one for one in KEEPABLES if one == action.what), None)
            return talk.stale() if what is None else of_value(talk, action, filing, what)
        case FooterCode():
            kind = next((one for one in NUMBER_KINDS if one == action.number), None)
            if kind is None or not kept.number_of(filing, kind):
                return talk.stale()
            return talk.leave(kept.code_screen(talk.knowledge, filing, kind, talk.now))
        case Duties():
            if not action.done:
                return talk.leave(kept.duties_screen(talk.knowledge, filing))
            changed = replace(filing, kept=replace(filing.kept, checked=talk.now))
            return show_kept(talk, changed, talk.label("duties-done"), done="yearly")
        case PoliceFiled():
            changed = replace(filing, kept=replace(filing.kept, police_filed=True))
            return show_kept(talk, changed, talk.label("police-filed"))
    assert_never(action)


def of_value(talk: Talk, action: Tell | Keep | Unkeep, filing: Filing, what: Keepable) -> Turn:
    """Ask for a number or a date, keep it, or delete it."""
    match action:
        case Tell():
            state = replace(talk.state, waiting=what, front=filing.number, showing="")
            return talk.show(kept.ask_keepable(talk.knowledge, filing, what), state=state)
        case Keep():
            return keep(talk, filing, what, action.value, sure=True) or talk.stale()
        case Unkeep():
            return show_kept(talk, unkept(filing, what), talk.label("unkept"))
    assert_never(action)


def told(talk: Talk, text: str) -> Turn | None:
    """Answer the number or date that we asked for. None: the text is neither."""
    filing = talk.state.worked_on
    what = next((one for one in KEEPABLES if one == talk.state.waiting), None)
    if filing is None or what is None or talk.flow(filing) is None or len(text) > LONGEST_VALUE:
        return None
    if what == "identity" and text in listed(talk.knowledge, "words-for-ever"):
        return talk.show(Screen(talk.say("for-ever")), kept.kept_screen(talk.knowledge, filing, talk.now))
    return keep(talk, filing, what, numbers_told.number_in(talk.knowledge, text) or text)


def noticed(talk: Talk, text: str) -> Turn | None:
    """Offer to keep a number that was told without our asking. The filing worked on last is offered first. With no
    filing at all, one may begin with the number."""
    flows = talk.knowledge.flows
    filings = [f for f in talk.state.filings if f.flow in flows and renewals.numbers_at(flows[f.flow])]
    number, is_noted = "", bool(talk.state.filings)
    if filings or not is_noted:
        told = numbers_told.number_in(talk.knowledge, text)
        number = told or numbers_told.number_beside(talk.knowledge, text, is_noted)
    if filings and not number:
        number = numbers_told.number_righted(talk.knowledge, text, number_at_hand(talk))
    matter, _ = spoken_at(flow) if (flow := talk.flow(talk.at_hand)) else talk.spoken_of
    if numbers_told.gives_older_number(talk.knowledge, text, matter):
        return talk.aside(Screen(talk.say("number-old"), (home_row(talk.knowledge),)))
    icp, police = read_icp(number), read_police(number)
    if icp and not filings:
        return numbered_elsewhere(talk, icp)
    if not (filings and (icp or police)):
        return None
    filings.sort(key=lambda filing: filing.number != talk.state.front)
    kind: NumberKind = "icp" if icp else "police"
    return talk.leave(kept.ask_filing(talk.knowledge, filings, kind, icp.text if icp else police or ""))


def number_at_hand(talk: Talk) -> Icp | None:
    """Return the ICP number that we ask about, or else the one kept of the filing at hand."""
    asked = decode(talk.question[0][1]) if talk.question else None
    kept_now = talk.at_hand.kept.icp if talk.at_hand else ""
    return read_icp(asked.value if isinstance(asked, Keep) else kept_now)


def numbered_elsewhere(talk: Talk, icp: Icp) -> Turn | None:
    """Answer the ICP number of something that is no filing of ours. If just one submitted rejection waits for its
    result, it is approved by that. None: the number is a sample, or of no province."""
    if icp.digits == SAMPLE or province_of_icp(icp, talk.knowledge.provinces) is None:
        return None
    turn = talk.leave(kept.number_told(talk.knowledge, icp.text, talk.now))
    every, state = attempts.waiting_outside(talk.state, talk.now), turn.state
    waits = [one for one in every if not talk.plan_of(one).rechecked]
    for attempt in waits if len(waits) == 1 else ():
        state = attempts.with_attempt(state, attempts.come(attempt, "approved", talk.now))
    return replace(turn, state=replace(state, topic=kept.NUMBER_SHOWN, asked=icp.text))


def told_until(talk: Talk, text: str) -> Turn | None:
    """Answer a text that only tells when something runs out (域名2027年3月1号到期), or that it never does. Keep the
    day. If the person wishes a reminder but tells no day, ask for it."""
    what = next((what for what in RENEWALS if has(talk.knowledge, text, f"words-until-{what}")), None)
    if what is None or talk.state.waiting or wonders(talk.knowledge, text):
        return None
    told = without(text, listed(talk.knowledge, f"words-until-{what}"))
    mended = talk.at_work is not None
    if what == "identity" and not mended and has(talk.knowledge, told, "words-for-ever"):
        lasts = empty_without(talk.knowledge, told, "words-for-ever", "words-until", "words-until-around")
        return talk.aside(Screen(talk.say("for-ever"), (home_row(talk.knowledge),))) if lasts else None
    undated = without(told, listed(talk.knowledge, "words-until"))
    wishes = has(talk.knowledge, text, "words-wake")
    around = ("words-until-around", *(["words-wake", "words-wake-around"] if wishes else []))
    if undated == told or not empty_without(talk.knowledge, without_date(undated), *around):
        return None
    if (filing := unnamed(talk)) is None:
        return nothing_to_wake(talk) if wishes else None
    asked = talk.with_state(replace(talk.state, waiting=what, front=filing.number))
    kept_now = keep(asked, filing, what, undated)
    return kept_now or (of_value(talk, Tell(filing.number, what), filing, what) if wishes else None)


def nothing_to_wake(talk: Talk) -> Turn:
    """Say that there is nothing yet to remind of."""
    begin = talk.button("button-file", Flows())
    return talk.aside(Screen(talk.say("nothing-to-wake"), ((begin,), home_row(talk.knowledge))))


def looked_over(talk: Talk, text: str) -> Turn | None:
    """Answer a text that only tells that all was checked (检查过了没问题). An approved filing is checked once a
    year."""
    filing = unnamed(talk)
    if filing is None or not filing.kept.icp or talk.at_work:
        return None
    told = kinds_alone(talk.knowledge, short(text), _LOOKED_OVER, "words-looked-over-around", "words-move")
    return pressed(talk, Duties(filing.number, True)) if told and not wonders(talk.knowledge, text) else None


def recalled(talk: Talk, text: str) -> Turn | None:
    """Show the person's own numbers if the text asks only for them, or where a number goes on the site, with its code
    (挂哪里啊: the one that came last). None: no numbers are kept."""
    numbered = [one for one in talk.state.filings if talk.flow(one) and (one.kept.icp or one.kept.police)]
    if not numbered:
        return None
    numbered.sort(key=lambda filing: filing.number != talk.state.front)
    if numbered[0].kept.icp and numbers_told.wants_code(talk.knowledge, text):
        return talk.leave(kept.code_screen(talk.knowledge, numbered[0], "icp", talk.now))
    if numbered[0].number == talk.state.front and numbers_told.asks_where(talk.knowledge, text):
        last: NumberKind = "police" if numbered[0].kept.police else "icp"
        return talk.leave(kept.code_screen(talk.knowledge, numbered[0], last, talk.now))
    if not numbers_told.asks_for_number(talk.knowledge, text):
        return None
    return talk.show(*(kept.kept_screen(talk.knowledge, filing, talk.now) for filing in numbered[:MOST_RECALLED]))


def keep(talk: Talk, filing: Filing, what: Keepable, value: str, sure: bool = False) -> Turn | None:
    """Keep a number or a date, or say what is wrong with it. `sure`: the person has confirmed it. None: the value looks
    like neither."""
    match what:
        case "icp" | "police":
            return keep_number(talk, filing, what, value, sure)
        case "domain" | "server" | "identity":
            return keep_date(talk, filing, what, value, sure)
    assert_never(what)


def keep_number(talk: Talk, filing: Filing, what: NumberKind, value: str, sure: bool) -> Turn | None:
    """Keep a number, and show where it goes on the site. Unless `sure`, ask first if it is of another province."""
    if what == "icp":
        icp = read_icp(value)
        number = icp.text if icp else None
        there = province_of_icp(icp, talk.knowledge.provinces) if icp else None
    else:
        number = read_police(value)
        there = province_of_police(number, talk.knowledge) if number else None
    if number is None or there is None:
        looks = any(sign.isdigit() or sign == "〔" for sign in value)
        return ask_again(talk, filing, what, talk.say(f"wrong-{what}", text=clip(value, 20))) if looks else None
    if there.id != filing.province and not sure:
        return talk.show(kept.confirm_province(talk.knowledge, filing, what, number, there))
    old = filing.kept
    if what == "icp":  # an ICP number corrects the province; a police number is from where the person lives
        kept_now = replace(old, icp=number, noted=old.noted or talk.now)
        changed = replace(course.move(filing, there.id), kept=kept_now)
    else:
        changed = replace(filing, kept=replace(old, police=number))
    screen = kept.code_screen(talk.knowledge, changed, what, talk.now, talk.say("number-kept", name=filing.name))
    state = replace(talk.state.with_filing(changed), waiting="", showing="", front=filing.number)
    return talk.show(screen, state=state, notes=(Note("kept", what),))


def keep_date(talk: Talk, filing: Filing, what: Renewal, value: str, sure: bool) -> Turn | None:
    """Keep the day on which something runs out. Unless `sure`, ask first if another day may be meant."""
    today = local(talk.now).date()
    found = read_date(value, today)
    if found is None or found.day.year > today.year + FURTHEST:
        looks = any(sign.isdigit() for sign in value)
        return ask_again(talk, filing, what, talk.say("wrong-date", text=clip(value, 20))) if looks else None
    if found.day < today:
        name = talk.label(f"renewal-{what}")
        return ask_again(talk, filing, what, talk.say("date-over", what=name, day=found.day.isoformat()))
    if not found.sure and not sure:
        return talk.show(kept.ask_date(talk.knowledge, filing, what, found.day))
    changed = replace(filing, kept=replace(filing.kept, until={**filing.kept.until, what: found.day}))
    return show_kept(talk, changed, "", talk.say("date-kept"), notes=(Note("kept", what),))


def ask_again(talk: Talk, filing: Filing, what: Keepable, wrong: str) -> Turn:
    """Ask again for a number or a date, below what is wrong with the answer."""
    return talk.show(kept.ask_keepable(talk.knowledge, filing, what, wrong))


def show_kept(
    talk: Talk,
    changed: Filing,
    toast: str,
    first: str = "",
    notes: tuple[Note, ...] = (),
    done: Coming | None = None,
) -> Turn:
    """Show the numbers and dates of a filing after a change. `done`: the reminder that is not sent again."""
    state = replace(talk.state.with_filing(changed), waiting="", showing="", front=changed.number)
    state = reminders.not_again(state, {about_coming(changed.number, done)} if done else set())
    screen = kept.kept_screen(talk.knowledge, changed, talk.now, first)
    return talk.show(*([Toast(toast)] if toast else []), screen, state=state, notes=notes)


def unkept(filing: Filing, what: Keepable) -> Filing:
    """Return the filing without this number or date."""
    match what:
        case "icp":
            left = replace(filing.kept, icp="", noted=None, checked=None)
        case "police":
            left = replace(filing.kept, police="")
        case "domain" | "server" | "identity":
            until: dict[Renewal, date] = {one: day for one, day in filing.kept.until.items() if one != what}
            left = replace(filing.kept, until=until)
    return replace(filing, kept=left)
