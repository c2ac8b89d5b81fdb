"""Turns for what typed words say was submitted again, and for news of something that is no filing of ours: what comes
next."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.core import course
from bot.core.actions import Follow, Grow, Mend
from bot.core.button_data import encode
from bot.core.filings import attempts
from bot.core.filings.plan import not_done
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import glossary, kept, rejection_screens, topic_screens
from bot.core.screens.rows import home_row, in_rows, to_read
from bot.core.state import Attempt, Reached
from bot.core.texts import codes, outcomes, planwords, reckoning, spoken
from bot.core.texts.asker import MINI
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import in_clauses, short_clauses
from bot.core.texts.diagnosis import SMS_MISSED
from bot.core.texts.matters import NOTHING, Matter, Spoken, is_access, matter_alone, matters_named, spoken_at
from bot.core.texts.misses import keepable
from bot.core.texts.no_notice import tells_done, tells_done_or_came
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.texts.reckoning import AUTHORITY, FIRST_REVIEW
from bot.core.texts.spoken import Deed
from bot.core.texts.wordlists import has, has_only, listed, without
from bot.core.turns import mending, planning, presses, taking_back, ticking
from bot.core.turns.talk import Talk, joined
from bot.core.words import Marked
from bot.search.normalise import clean

_BY_OTHERS = "被"
"""A sign of an end that the person did not want (备案被注销了)."""
SMS, CODE = "sms-overview", "sms-where"
"""The topics on what the text message is for, and where its code is filled in."""
CANCEL_ACCESS = "cancel-access"
"""The topic on when and how to cancel the access by a provider."""
_CHANGED = ("matter-change", "words-changed-what", "words-well-said", "words-move")
"""The word lists of which a text is made that only tells of a change that is over."""
_WITH_AUTHORITY = re.compile("管局.{0,3}(?:在审|审核中|审查中)|[到进转入]了?管局")
"""Words saying that the authority reviews it by now."""
_DOWN = "下来"
"""Told alone, this means that it is approved."""
_WELL = "成功"
"""Told alone of what was submitted again, this means approval."""
_THEN: Mapping[Matter, tuple[str, str]] = {
    "cancel": ("ahead-ended", "cancel-still-shown"),
    "change": ("ahead-changed", "police-change"),
    "police": ("ahead-police", "police-hang"),
    "app": ("ahead-app", "after-app-number"),
    "mini-program": ("ahead-mini-program", "change-overview"),
    "access": ("ahead-access", CANCEL_ACCESS),
}
"""The text on what comes after approval, and its topic, by kind of filing. First filings of sites are not here."""
AHEAD = (FIRST_REVIEW, SMS, CODE, AUTHORITY)
"""The topics on what comes next for something that is no filing of ours."""


def mended_and_resubmitted(talk: Talk, deed: Deed) -> Turn | None:
    """Answer a text that says only that all was mended and submitted again (改完提交了). All todos that must be done
    are ticked."""
    _, kinds, rest = deed
    if talk.plan_on_screen is None or kinds != {"done", "resubmitted"} or rest:
        return None
    attempt, _ = talk.plan_on_screen
    every = talk.plan_of(attempt).todos
    must = [todo for todo in not_done(every) if not todo.fix.optional]
    turn = ticking.tick_those(talk, attempt, must) if must else None
    after = planning.plan_resubmitted(talk.with_state(turn.state)) if turn else None
    return joined((turn, after)) if turn and after else None


def told_resubmitted(talk: Talk, text: str, rest: str) -> Turn | None:
    """Answer the news that the plan worked on last was submitted again. Ask first if the text tells more while todos
    are left, or may be about another filing. None: it names a filing that we do not know (花花也交了), or does not end
    with the submission."""
    if talk.at_work is None or wonders(talk.knowledge, text):
        return None
    if talk.at_work[1] and talk.not_recorded(text)[0]:
        return None
    if rest and not (planwords.hands_in(talk.knowledge, text) or spoken.ends_so(talk.knowledge, text, "resubmitted")):
        return None
    vague = rest or spoken.may_be_of_licence(text)
    left = talk.plan_of(talk.at_work[0]).left
    return planning.plan_resubmitted(talk, sure=not (vague and (left or is_of_another(talk, text))))


def is_of_another(talk: Talk, text: str) -> bool:
    """Tell whether a text about a submission names another one than the filing of the plan at work: of another kind, or
    of something or somebody else (公安的, 老站注销, 他的那个)."""
    flow = talk.flow(talk.at_work[1]) if talk.at_work else None
    others = matters_named(talk.knowledge, text) - {spoken_at(flow)[0]} if flow else ()
    return bool(others) or has(talk.knowledge, text, "words-of-another-one")


def resubmitted_unexplained(talk: Talk, deed: Deed) -> Turn | None:
    """Answer the news of another submission, told while we ask for a notice or the hours for the message are over. Note
    the rejection (for the missed hours, or without a known reason) and the submission."""
    text, kinds, rest = deed
    *before, last = ("", *in_clauses(text))
    if before[1:] and all(tells_done_or_came(talk.knowledge, one) for one in before[1:]):
        kinds, rest = spoken.moves(talk.knowledge, last)
    if kinds != {"resubmitted"} or without(rest, listed(talk.knowledge, "words-they")):
        return None
    anew = spoken.says_once_more(text)
    overdue = mending.overdue(talk) if anew else None
    returned = talk.state.waiting == "rejection" and talk.state.draft.returned
    none_kept = returned and not talk.state.filings and (anew or before[1:])
    mine = talk.at_hand is not None and talk.at_hand in (mending.awaited(talk), overdue)
    if talk.at_work or not (mine or none_kept):
        return None
    turn = presses.typed_action(talk, Mend(SMS_MISSED if overdue and talk.at_hand == overdue else UNEXPLAINED))
    after = talk.with_state(turn.state)
    again = planning.plan_resubmitted(after)
    return joined((turn, again)) if again else None


def settled(talk: Talk, deed: Deed) -> Turn | None:
    """Answer news of a rejection without a filing that was submitted again, or of something that is no filing of ours.
    An approval or a passed review implies the submission."""
    text, kinds, rest = deed
    attempt, filing = talk.rejection or (None, None)
    if attempt is None or filing:
        return None if talk.state.filings else ahead(talk, deed)
    if attempt.submitted is None:
        if kinds == {"passed"} and not rest and talk.at_work:
            return planning.plan_resubmitted(talk, sure=False)
        again = talk.with_state(attempts.with_attempt(talk.state, replace(attempt, submitted=talk.now)))
        of_filing = "approved" in kinds or (kinds == {"passed"} and bool(rest))
        by_police = spoken.is_whose(talk.knowledge, rest, ("police",))
        return settled(again, deed) if of_filing and by_police == (attempt.sender == "police") else None
    if kinds == {"resubmitted"} and not rest:
        return talk.show(rejection_screens.whether_ready(talk.knowledge, attempt, talk.now))
    if turn := ahead(talk, deed, attempt):
        return turn
    passed = bool(kinds & {"passed", "approved"}) and (not rest or spoken.is_whose(talk.knowledge, rest))
    passed = passed or without(clean(text), listed(talk.knowledge, "words-move")) == _WELL
    last = "approved" in kinds or attempt.reached == "authority" or attempt.sender == "police"
    if last or spoken.is_whose(talk.knowledge, rest, ("authority",)):
        told = attempts.with_attempt(talk.state, attempts.come(attempt, "approved", talk.now))
        number = kept.IN_APP if attempt.provider == MINI else kept.NUMBER_SHOWN
        about = rejection_screens.POLICE_NUMBER if attempt.sender == "police" else number
    else:
        told, about = talk.state, ""
    told = replace(told, topic=about, asked=keepable(text))  # 然后呢 goes on from here
    return talk.show(rejection_screens.passed(talk.knowledge, attempt), state=told) if passed else None


def ahead(talk: Talk, deed: Deed, attempt: Attempt | None = None) -> Turn | None:
    """Tell what comes next for something that is no filing of ours: it was submitted, passed its first review, has its
    code, or was approved. Offer to make it a filing, since only those have their hours counted."""
    text, kinds, rest = deed
    approved = "approved" in kinds and kinds <= {"received", "passed", "done", "approved"}
    of_what = matter_alone(talk.knowledge, rest)
    if approved and (not rest or of_what[0]) and attempt is None and tells_done(talk.knowledge, text):
        return approved_elsewhere(talk, text)
    if attempt is None and (end := end_elsewhere(talk, text)):
        return end
    kinds -= {"done"}  # 改好交了 also says that something is done
    if len(kinds) != 1:
        return None
    whose = [who for who in ("provider", "authority", "sms") if spoken.is_whose(talk.knowledge, rest, (who,))]
    of_police = has(talk.knowledge, rest, "words-police") and spoken.is_whose(talk.knowledge, rest, ("police",))
    judged = attempt is not None and attempt.sender == "provider-review" and not attempt.reached
    first = whose == ["provider"] or (not rest and judged)
    far: Reached
    code = has(talk.knowledge, text, "words-about-sms") and (not rest or whose == ["sms"])
    match sorted(kinds):
        case ["resubmitted"] if not rest and attempt is None and talk.spoken_of != NOTHING:
            return ahead_of_another(talk, text, talk.spoken_of)
        case ["resubmitted"] if not rest:
            says, about, far = talk.say("ahead-review"), FIRST_REVIEW, "review"
        case ["resubmitted"] if spoken.is_of_police(talk.knowledge, rest):
            rows = in_rows(to_read(talk.knowledge, [rejection_screens.POLICE_NUMBER]), 1)
            state = replace(talk.state, topic=reckoning.POLICE, asked=keepable(text))
            return talk.aside(Screen(talk.say("police-handed-in"), tuple(rows)), state=state)
        case ["resubmitted"] if attempt is None and of_what != NOTHING:
            return ahead_of_another(talk, text, talk.spoken_of if talk.spoken_of[0] == of_what[0] else of_what)
        case ["passed"] if attempt is None and (
            whose == ["authority"] or (not rest and (talk.state.topic == AUTHORITY or _DOWN in text))
        ):
            return approved_elsewhere(talk, text)
        case ["passed"] if attempt is None and (of_police or spoken.is_of_police(talk.knowledge, rest)):
            return ended_elsewhere(talk, "police", text)
        case ["passed"] if first or (attempt is None and not rest and talk.state.topic == FIRST_REVIEW):
            says, about, far = talk.say("ahead-sms"), SMS, "sms"
        case ["received"] if code:
            says, about, far = talk.say("ahead-code"), CODE, "code"
        case ["unsent"] if not rest and talk.asked and talk.state.topic in AHEAD:
            return taking_back.not_noted(talk)
        case _:
            return None
    return offering(talk, says, far, about, text)


def offering(talk: Talk, says: str, far: Reached, about: str, text: str) -> Turn:
    """Tell what comes next of something that came this far, with the offer to note it (a typed yes takes it), above the
    topic on that. For the rejection worked on last, if it belongs to no filing, it is noted at once."""
    topic, state, follow = talk.knowledge.topics.get(about), talk.state, encode(Follow(far, ""))
    attempt, filing = talk.rejection or (None, None)
    if attempt and filing is None:
        state, follow = (
            attempts.with_attempt(state, attempts.come(attempt, far, talk.now)),
            encode(Grow(attempt.number)),
        )
    offer = Screen(says, ((Button(talk.label("button-follow"), follow),),), yes_no=True)
    state = replace(state, topic=about, asked=keepable(text))
    read = [topic_screens.topic_screen(talk.knowledge, talk.state, topic, asked=text)] if topic else []
    return talk.show(offer, *read, state=talk.show(offer, state=state).state)


def filled_anew(talk: Talk, text: str) -> Turn | None:
    """Answer the news that the code was filled in, though its hours were missed before, and that the authority has it
    (这次填好了 显示管局审核中): so it was submitted again. None: the rejection at work is of a filing, or of more."""
    attempt, filing = talk.plan_on_screen or (None, None)
    if attempt is None or filing or attempt.reasons != (SMS_MISSED,) or wonders(talk.knowledge, text):
        return None
    told = [codes.told(talk.knowledge, clause).keys() for clause in short_clauses(text)]
    if not (_WITH_AUTHORITY.search(text) and any(keys & {"filled", "done"} for keys in told)):
        return None
    return offering(talk, talk.say("ahead-authority"), "authority", AUTHORITY, text)


def submitted_long_ago(talk: Talk, since: date, text: str) -> Turn | None:
    """Tell until when the reviews take that began on this day, for something that is no filing of ours. None: the first
    review may not be over yet, or it is of another kind than the first filing of a site."""
    if talk.at_hand or talk.rejection or talk.spoken_of != NOTHING:
        return None
    ends = reckoning.long_reviewed(talk.knowledge, since, talk.now)
    if not ends:
        return None
    return offering(talk, ends, "review", AUTHORITY, text)


def end_elsewhere(talk: Talk, text: str) -> Turn | None:
    """Tell what to check after a change, an access or a wanted cancellation that is no filing of ours."""
    plain, matters = clean(text), matters_named(talk.knowledge, text)
    if _BY_OTHERS in text or not has(talk.knowledge, text, "words-well-said"):
        return None
    if "cancel" in matters and outcomes.has_ended(talk.knowledge, text):
        return ended_elsewhere(talk, "cancel", text)
    # A changed 法人 or 名称 may be that of the licence.
    if "change" in matters and has_only(talk.knowledge, plain, *_CHANGED):
        return ended_elsewhere(talk, "change", text)
    if is_access(talk.knowledge, plain, "words-well-said", "words-move"):
        return ended_elsewhere(talk, "access", text)
    return None


def ended_elsewhere(talk: Talk, matter: Matter, text: str) -> Turn:
    """Tell what to check after something of this kind was approved that is no filing of ours. If only the access was
    cancelled, the number stays."""
    key, topic = _THEN[matter]
    if matter == "cancel" and has(talk.knowledge, text, "words-access-ended"):
        key, topic = "ahead-access-ended", CANCEL_ACCESS
    says = talk.say(key, site=Marked(talk.knowledge.facts["miit-site"].text))
    return talk.aside(Screen(says, (*in_rows(to_read(talk.knowledge, [topic]), 1), home_row(talk.knowledge))))


def ahead_of_another(talk: Talk, text: str, of_what: Spoken) -> Turn:
    """Tell what comes next of a submission of another kind than the first filing of a site: the text message, if the
    submission waits for it, or the next step. If the kind is not known, ask for it."""
    _, name = of_what
    flow = talk.knowledge.flows.get(name)
    submitted = course.step_of(flow, flow.resubmit) if flow else None
    after = course.after_submission(flow) if flow else None
    if flow is None or submitted is None or after is None:
        says, follow = talk.say("ahead-any"), Follow("review", "")
    elif submitted.guarded:
        says, follow = talk.say("ahead-message"), Follow("sms", flow.id)
    else:
        says = talk.say("ahead-step", flow=flow.title, title=after.title, text=Marked(after.text))
        follow = Follow("review", flow.id)
    rows = ((talk.button("button-follow", follow),), home_row(talk.knowledge))
    return talk.show(Screen(says, rows, yes_no=True), state=replace(talk.state, asked=keepable(text)))


def approved_elsewhere(talk: Talk, text: str) -> Turn:
    """Tell what to do after something was approved that is no filing of ours."""
    if matter := outcomes.granted(talk.knowledge, text):
        return ended_elsewhere(talk, matter, text)
    facts = talk.knowledge.facts
    says = talk.say(
        "ahead-approved",
        fast=facts["site-unblock-fast"].text,
        slow=facts["site-unblock-slow"].text,
        site=Marked(facts["miit-site"].text),
        days=facts["police-filing-days"].text,
    )
    rows = glossary.ways_on(talk.knowledge, talk.state, "approved")
    state = replace(talk.state, topic=kept.NUMBER_SHOWN, asked=keepable(text))
    return talk.show(Screen(says, (*rows, home_row(talk.knowledge))), state=state)
