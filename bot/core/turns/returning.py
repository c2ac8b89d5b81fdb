"""Turns for what typed words say of a verdict without its notice: a call, a rejection without a text or a reason, none
at all, or that somebody sent it back. For notices see `pasted`."""

from dataclasses import replace

from bot.core.actions import Mend, OpenStep, Rejected, Returned, Strike, Unsubmit
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, topic_screens
from bot.core.screens.rows import home_row
from bot.core.state import Filing
from bot.core.texts import outcomes, spoken
from bot.core.texts.asking import wondering, wonders
from bot.core.texts.clauses import SIGNS
from bot.core.texts.diagnosis import Diagnosis
from bot.core.texts.misses import keepable
from bot.core.texts.no_notice import tells_deed
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.texts.spoken import Deed
from bot.core.texts.verdicts import WHY
from bot.core.texts.wordlists import has
from bot.core.turns import drafting, mending, presses, taking_back
from bot.core.turns.talk import Talk
from bot.search.normalise import clean

UNRETURNED = frozenset({"denied", "unreturned"})
"""Moves that say that something did not come back."""


def came_back(talk: Talk, text: str, filing: Filing | None = None) -> Turn:
    """Ask for the notice of a rejection that a text reports without a reason. A rejection that came again, or of
    another filing, is not the one at work."""
    again = talk.at_work is None or has(talk.knowledge, text, "words-again")
    other = filing is not None and talk.at_work is not None and talk.at_work[1] != filing
    at = talk.with_state(replace(talk.state, attempt=0)) if again or other else talk
    turn = drafting.ask_what_came_back(at, filing, told=text)
    mine = mending.awaited(at.with_state(turn.state))
    if mine is None:
        return turn
    of_others = has(talk.knowledge, text, "words-other-people")
    as_called = None if of_others else drafting.came_back_as_called(at, mine)
    return as_called or turn.below(Screen(talk.say("rejected-of", name=mine.name)))


def of_call(talk: Talk, text: str) -> Turn | None:
    """Answer that a call with the reviewers went well or was missed. That alone is no rejection. If there is one, the
    call tells its reason."""
    how = outcomes.of_call(talk.knowledge, text) if talk.at_work is None else ""
    if not how or (how == "missed" and talk.state.waiting):
        return called_for(talk, text)
    state = talk.state.undrafted
    rows = ((talk.button("button-rejected", Rejected()),),) if how == "missed" else ()
    return talk.with_state(state).aside(Screen(talk.say(f"call-{how}"), rows or (home_row(talk.knowledge),)))


def called_for(talk: Talk, text: str) -> Turn | None:
    """Ask whether the only filing under review came back, if a caller said what is wrong with it (来电话了
    说还差一份授权书). They may only want more."""
    why = WHY.search(text)
    reviewed = [filing for filing in talk.state.filings if mending.is_reviewed(talk, filing)]
    if why is None or len(reviewed) != 1 or talk.at_work or talk.state.waiting or wonders(talk.knowledge, text):
        return None
    if not outcomes.has_called(talk.knowledge, text[: why.start()]):
        return None
    wrong, filing = text[why.start() :], reviewed[0]
    found = drafting.called_wrong(talk, wrong, filing)
    if found is None:
        return None
    yes = talk.button("button-was-returned", Returned(filing.number))
    no = talk.button("button-no-result", OpenStep(filing.number, ""))
    asks = talk.say("called-for", name=filing.name, titles=titles(talk.knowledge, found))
    turn = talk.working_on(filing).ask(asks, yes, no, claimed=filing.number)
    *others, claim = turn.state.claims
    return replace(turn, state=replace(turn.state, claims=(*others, replace(claim, told=keepable(wrong)))))


def titles(knowledge: Knowledge, found: Diagnosis) -> str:
    """Return what somebody called about, as it stands in quotes."""
    every = [knowledge.topics[id].title for id in found.reasons]
    return "」「".join((*every, *(WHY.split(one.text, maxsplit=1)[-1] for one in found.unclear)))


def called_on(talk: Talk, text: str) -> Turn | None:
    """Answer a text below the question whether it came back for what somebody called about: it tells what was done
    about that, which changes nothing of the review, or asks about it."""
    if talk.claim is None or not talk.claim.told or talk.state.waiting:
        return None
    clauses, filing = list(filter(clean, SIGNS.split(text))), talk.filing(talk.claim.filing)
    if (
        filing
        and clauses
        and not wonders(talk.knowledge, text)
        and all(tells_deed(talk.knowledge, one) for one in clauses)
    ):
        return review_goes_on(talk, Screen(talk.say("called-done", name=filing.name)))
    kinds, rest = wondering(talk.knowledge, text)
    return explained_call(talk) if not rest and kinds & {"explain", "why", "unclear", "now"} else None


def explained_call(talk: Talk) -> Turn | None:
    """Show how to mend what somebody called about, if we just asked whether it came back for that."""
    claim = None if talk.lingers else talk.claim
    filing = talk.filing(claim.filing) if claim else None
    found = drafting.called_wrong(talk, claim.told, filing) if claim and filing and claim.told else None
    if filing is None or found is None:
        return None
    says = Screen(talk.say("called-on", name=filing.name, titles=titles(talk.knowledge, found)))
    topics = (talk.knowledge.topics[id] for id in found.reasons)
    return review_goes_on(talk, says, *(topic_screens.topic_screen(talk.knowledge, talk.state, one) for one in topics))


def review_goes_on(talk: Talk, *replies: Screen) -> Turn:
    """Show answers about a call, without asking again whether it came back for that."""
    asked = (replace(one, again=one.again or one == talk.claim) for one in talk.state.claims)
    return talk.aside(*replies, state=replace(talk.state, claims=tuple(asked)))


def unexplained(talk: Talk, deed: Deed) -> Turn | None:
    """Answer a person who was told no reason, lost the notice, or was told to submit it as it is. With a known reason,
    the last is not to be done."""
    text, kinds, rest = deed
    reasons = talk.reasons_of(talk.at_work[0]) if talk.at_work else []
    unknown = all(topic.vague for topic in reasons) if reasons else talk.state.waiting == "rejection"
    if unknown and outcomes.to_submit_as_is(talk.knowledge, text):
        return talk.show(Screen(talk.say("submit-as-is")))
    told = "unexplained" in kinds and kinds <= {"unexplained", *UNRETURNED} and not rest
    if told and talk.answer_by(Rejected) and outcomes.nobody_told(text):
        asked = talk.with_state(presses.typed_action(talk, Rejected()).state)
        return presses.typed_action(asked, Mend(UNEXPLAINED))
    if talk.state.waiting == "rejection" and (told or outcomes.has_lost_it(talk.knowledge, text)):
        return presses.typed_action(talk, Mend(UNEXPLAINED))
    return None


def unreturned(talk: Talk, deed: Deed) -> Turn | None:
    """Answer that it did not come back at all, or was somebody else's."""
    text, kinds, rest = deed
    taken_back = outcomes.takes_back(talk.knowledge, text)
    if not taken_back and (rest or not kinds):
        return None
    denied = "unreturned" in kinds and kinds <= {"undo", "slip", "delete", *UNRETURNED}
    reviewed = talk.plan_on_screen and talk.plan_on_screen[0].sender != "after"  # an inspection sends nothing back
    if talk.at_work and (denied or (taken_back and reviewed)):
        return presses.typed_action(talk, Strike(talk.at_work[0].number, False))
    if talk.state.waiting == "rejection" and (taken_back or kinds <= UNRETURNED):
        return talk.leave(answers.not_rejected(talk.knowledge))
    return None


def stepped_back(talk: Talk, deed: Deed) -> Turn | None:
    """Answer a text that goes one step back, by undoing the last change. The same words may tell that a reviewer sent
    something back (退回上一步了): then ask for the notice, with a button to undo."""
    text, kinds, rest = deed
    if rest or kinds != {"back"}:
        return None
    sent, filing, undone = spoken.sent_back(text), talk.at_hand, taking_back.last(talk)
    reviewed = filing if filing and mending.is_reviewed(talk, filing) else None
    with_others = reviewed or undone is None or isinstance(undone, Unsubmit)
    if sent and (with_others or isinstance(undone, Strike)):
        if sent == "surely" or (undone is None and sent == "likely"):
            return came_back(talk, text, reviewed)
        if with_others and undone:
            undo = talk.button("button-step-back", undone)
            return drafting.ask_what_came_back(talk, reviewed).below(Screen(talk.say("back-or-undo"), ((undo,),)))
    if isinstance(undone, Strike):
        return mending.show_plan(talk, talk.state, undone.attempt, Screen(talk.say("no-step-back")))
    return taking_back.take_back(talk)
