"""Turns about a message that somebody got: the good news it brings of a later step, and until when its code can be
filled in. `outcomes` reads its words."""

from dataclasses import replace
from datetime import UTC

from bot.core import course
from bot.core.replies import Screen, Turn
from bot.core.screens.rows import home_row, in_rows, to_read
from bot.core.screens.waiting import hours_line
from bot.core.state import Draft
from bot.core.texts import codes, numbers, outcomes, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.matters import spoken_at
from bot.core.texts.moments import Gone, hour_on, moment_gone
from bot.core.texts.spoken import Deed
from bot.core.texts.verdicts import tells_passed
from bot.core.texts.wordlists import has, listed, without
from bot.core.turns import aftercare, presses, resubmitting, stepping
from bot.core.turns.resubmitting import CODE
from bot.core.turns.talk import Talk
from bot.core.words import shown_time
from bot.core.workdays import local

_NO_NEW_NUMBER = ("cancel", "change", "police")
"""The kinds of filing that bring no new number."""


def of_message(talk: Talk, text: str) -> Turn | None:
    """Answer a message with good news of a later step. It names its sender or has the polite words of one. Ask whether
    to note the news; with no filing at all, tell what comes next."""
    if not has(talk.knowledge, text, "words-message") or wonders(talk.knowledge, text):
        return None
    who = outcomes.passed_by(talk.knowledge, text)
    code = has(talk.knowledge, text, "words-news-code") and has(talk.knowledge, text, "words-news-ministry")
    code = code and not has(talk.knowledge, text, "words-news-bad")
    if who != "provider" and was_granted_besides(talk, text):
        return resubmitting.approved_elsewhere(talk, text)
    number = numbers.icp_in(text) if who == "authority" else ""
    if not talk.state.filings and (code or who):
        if icp := numbers.read_icp(number):
            return aftercare.numbered_elsewhere(talk, icp)
        if who == "authority" and not code:
            return resubmitting.approved_elsewhere(talk, text)
        kind, whose = ("received", "") if code else ("passed", listed(talk.knowledge, "words-about-provider")[0])
        return resubmitting.settled(talk, Deed(text, frozenset({kind}), whose))
    if talk.current is None:
        return None
    filing, flow, at = talk.current
    if code:
        guarded = course.guarded(flow, at)
        return came_at_hour(talk, text) or (stepping.received(talk, filing, guarded, False) if guarded else None)
    if number and (turn := stepping.ask_whether_approved(talk, filing, flow, number)):
        return turn
    ahead = flow.steps[flow.steps.index(at) :]
    step = next((step for step in ahead if step.review and step.who == who), None)
    return stepping.ask_whether_over(talk, filing, flow, step) if step else None


def was_granted_besides(talk: Talk, text: str) -> bool:
    """Tell whether a message says that a cancellation, a change or the filing with the police passed, and the filing at
    hand is no such filing."""
    matter, flow = outcomes.granted(talk.knowledge, text), talk.flow(talk.at_hand)
    mine = flow is not None and spoken_at(flow)[0] == matter
    return matter in _NO_NEW_NUMBER and tells_passed(talk.knowledge, text) and not mine


def came_at_hour(talk: Talk, text: str) -> Turn | None:
    """Ask whether the message of the filing at hand came at the hour that a text tells, below until when its code can
    be filled in."""
    told, hours = moment_gone(text, local(talk.now)), hours_of(talk, text)
    if told is None or hours is None or talk.current is None:
        return None
    filing, flow, at = talk.current
    step = course.guarded(flow, at)
    if step is None:
        return None
    return presses.dated_back(talk, told.at.astimezone(UTC), stepping.received(talk, filing, step, shown=False)).below(
        hours
    )


def hours_of(talk: Talk, text: str) -> Screen | None:
    """Return until when the message can be filled in, from the hour at which a text says it came. None: it tells no
    hour, not that the message came, or that its hours are over."""
    if codes.tells_too_late(talk.knowledge, text):
        return None
    told = moment_gone(text, local(talk.now)) if has(talk.knowledge, text, "words-about-sms") else None
    if told is None or not told.exact:
        return None
    came = without(told.rest, listed(talk.knowledge, "words-code-not-come", "words-code-coming"))
    if spoken.dated(talk.knowledge, came)[0] != {"received"}:
        return None
    return hours_from(talk, told)


def hours_from(talk: Talk, told: Gone) -> Screen | None:
    """Return until when the message that came at this time can be filled in. If only the part of the day was told, say
    that it may be later."""
    flow = talk.flow(talk.at_hand) or talk.knowledge.flows[Draft().flow]
    step = course.guarded(flow, flow.steps[0])
    if step is None:
        return None
    since = told.at.astimezone(UTC)
    hours = hours_line(talk.knowledge, since + step.window, talk.now)
    if told.part:
        when = shown_time(since, talk.now)
        hours += "\n\n" + talk.say("clock-hours-earliest", part=told.part, since=when)
    return Screen(hours)


def hour_told_later(talk: Talk, text: str, told: Gone) -> Turn | None:
    """Answer the hour of a message if only its part of the day was told right before (早上收到短信, 8点半) and no
    filing is under way."""
    is_of_sms = talk.current is None and has(talk.knowledge, talk.asked, "words-about-sms")
    before = moment_gone(talk.asked, local(talk.now)) if is_of_sms else None
    rough = before and before.part
    right = told if rough and told.dated else hour_on(text, before.at) if before and rough else None
    hours = hours_from(talk, right) if right and right.at <= talk.now else None
    return hours_and_where(talk, hours, talk.asked) if hours else None


def hours_and_where(talk: Talk, hours: Screen, text: str) -> Turn:
    """Tell until when the message can be filled in, and where. With no filing under way, offer to note it."""
    if talk.current:
        rows = (*in_rows(to_read(talk.knowledge, [CODE]), 1), home_row(talk.knowledge))
        return talk.aside(replace(hours, buttons=rows))
    return resubmitting.offering(talk, f"{hours.text}\n\n{talk.say('ahead-code')}", "code", CODE, text)
