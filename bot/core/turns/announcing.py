"""Turns about the news that something came back, told without its notice: which filing it was, whether it is so at all,
and whether the reasons are those of the last time. For notices see `pasted`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core import course
from bot.core.actions import Mend, OpenPlan, OpenStep, Progress, Rejected, Returned, SentBy
from bot.core.filings import attempts, plan_parts
from bot.core.filings.plan import asks_whence
from bot.core.replies import Screen, Turn
from bot.core.screens.rows import finish_button, home_row
from bot.core.state import Attempt, Filing
from bot.core.texts import counting, objections, planwords
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import SIGNS
from bot.core.texts.courtesies import calmed
from bot.core.texts.diagnosis import SMS_MISSED, Diagnosis
from bot.core.texts.meant import ALONE, ELSEWHERE, is_answered, may_be_reason
from bot.core.texts.no_notice import tells_done
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.texts.returns import NOT_RETURNED, is_sure_reason, sender_told, tells_likely_reason, tells_of_return
from bot.core.texts.senders import provider_of, senders_named
from bot.core.texts.understanding import understand
from bot.core.texts.verdicts import (
    WHY,
    is_finding,
    names_telling,
    not_passed,
    only_returned,
    returned_again,
    returned_alike,
    returned_of,
    says_it_came_back,
    tells_ahead,
    told_anew,
)
from bot.core.texts.whats_filed import by_reasons_alone
from bot.core.texts.wordlists import empty_without, has, listed, without
from bot.core.turns import answering, drafting, mending, presses, replying, returning
from bot.core.turns.talk import Talk
from bot.search import Part
from bot.search.lists import is_item, is_numbered
from bot.search.normalise import clean
from bot.search.notices import only_opens, tells_fault

SMS_OVER = "sms-timeout"
"""The topic on what happens when the hours for the message are over."""
_OF_ANY_RETURN = frozenset({UNEXPLAINED, "faq-rejected-what-next"})
"""The topics on rejections of any reason."""
_AWAITS_CODE = ("sms", "code")
"""How far a rejection without a filing came whose hours for the message may run out."""
_COMPLAINS = re.compile(
    r"\A(?:怎么|咋|为啥|为什么|凭什么)(?:老是|总是)?(?=又[被给]{0,2}(?:退|打回|驳|没过|不过)\S{0,3}[\s，,]+\S{3})"
)
"""Words that seem to ask why something came back once more, where the text goes on."""
_ME = "我"
"""In texts that people write themselves, and in no notice."""
_ONCE_MORE = "又"
"""A text that begins with this tells that a filing under review came back for the reasons of the last time
(又是一样的)."""


def announced(talk: Talk, text: str) -> Turn | None:
    """Answer the news that something came back, told without a reason. Ask for the notice, or whether it came back at
    all if it may only not be through yet. If it was for the reasons of the last time, take those (see
    `came_back_alike`). None: the text tells a reason, names a filing that we do not know, or is no such news."""
    if talk.plan_on_screen and (turn := sent_by(talk, text, talk.plan_on_screen[0])):
        return turn
    if turn := reviewed(talk, text) or missed_hours(talk, text):
        return turn
    addressed = has(talk.knowledge, text, "words-sent") or says_it_came_back(talk.knowledge, text)
    if addressed and only_opens(text):
        return returning.came_back(talk, text)
    named, words = talk.filings_called(text)
    if talk.state.filings and not named and talk.not_recorded(text)[0]:
        return None
    one = len(named) == 1
    told = by_reasons_alone(talk.knowledge, words if one else text)
    mine = named[0] if one else mending.awaited(talk) or talk.at_hand
    if turn := came_back_alike(talk, text, told, mine if one or (mine and mine.attempts) else None):
        return turn
    if only_returned(talk.knowledge, told) and tells_of_return(talk.knowledge, text) and not talk.state.waiting:
        if replying.was_asked_whether_back(talk) and not not_passed(talk.knowledge, told):
            return presses.typed_action(talk, Rejected())
        senders = senders_named(text, talk.knowledge)
        meant = named if one else talk.state.filings
        under_review = [filing for filing in meant if mending.is_reviewed(talk, filing, senders)]
        if not_passed(talk.knowledge, told):
            return whether_back(talk, under_review)
        rest = without(told, listed(talk.knowledge, "words-not-passed"))
        of_passing = not (says_it_came_back(talk.knowledge, rest) or names_telling(told))
        if len(under_review) == 1 and (of_passing or not understand(talk.knowledge, told).notice):
            return returning.came_back(talk.working_on(under_review[0]), text, under_review[0])
    again = tells_of_return(talk.knowledge, returned_again(talk.knowledge, calmed(talk.knowledge, text)))
    again = again or only_returned(talk.knowledge, text, counted=not has(talk.knowledge, text, "words-earlier"))
    again = again or ends_with_return(talk, text)
    return returning.came_back(talk, text) if again else None


def ends_with_return(talk: Talk, text: str) -> bool:
    """Tell whether a text ends with nothing but that something came back, below an account that tells no fault
    (在深圳开了家店 上礼拜弄的备案 昨天退回来说了三个毛病)."""
    *before, last = SIGNS.split(text.rstrip("。！!"))
    back = before and any(only_returned(talk.knowledge, last, counted) for counted in (False, True))
    if not back or wonders(talk.knowledge, text) or any(map(tells_fault, before)):
        return False
    if has(talk.knowledge, text, *NOT_RETURNED, "words-other-people", "words-earlier"):
        return False
    read = understand(talk.knowledge, text)
    return not read.notice and not any(part.rejection and is_answered(part) for part in read.parts)


def sent_by(talk: Talk, text: str, attempt: Attempt) -> Turn | None:
    """Put it to a rejection who sent it, if a text tells or corrects that, and with which provider it is, if that sent
    it."""
    sender, who = sender_told(talk.knowledge, text, asks_whence(attempt, talk.knowledge))
    told = replace(attempt, provider=provider_of(who, talk.knowledge) or attempt.provider)
    at = talk.with_state(attempts.with_attempt(talk.state, told))
    return presses.typed_action(at, SentBy(attempt.number, sender)) if sender else None


def reviewed(talk: Talk, text: str) -> Turn | None:
    """Ask for the verdict if a text only tells that a review is over (审完了)."""
    if talk.current is None or talk.at_work or talk.state.waiting or not has(talk.knowledge, text, "words-reviewed"):
        return None
    filing, _, step = talk.current
    around = ("words-move", "words-named", "words-about-provider", "words-about-authority")
    if not (course.is_judged(step) and empty_without(talk.knowledge, clean(text), "words-reviewed", *around)):
        return None
    came_back = talk.button("button-rejected", Returned(filing.number))
    return talk.ask(talk.say("which-verdict"), finish_button(filing, step), came_back)


def as_next_rejection(talk: Talk, text: str) -> str:
    """Return a text that tells the next rejection and why, worded so that it says so (`verdicts.told_anew`). Any other
    text is returned as it is, such as what others told or what the person did, but without the 怎么 of a complaint that
    goes on with why (咋又退了 说的还是门牌号)."""
    plain = _COMPLAINS.sub("", text)
    text = text if wonders(talk.knowledge, plain) else plain
    reviewed = any(mending.is_reviewed(talk, one) for one in talk.state.filings)
    waits = reviewed or attempts.waiting_outside(talk.state, talk.now)
    told, why, plainly = told_anew(talk.knowledge, text, bool(waits) and not (talk.at_work or talk.state.waiting))
    if not told or has(talk.knowledge, text, *NOT_RETURNED, "words-other-people"):
        return text
    own = planwords.tells_own_deed(talk.knowledge, why) or tells_done(talk.knowledge, why)
    read = () if plainly else talk.knowledge.engine.read(why)
    likely = any(map(may_be_reason, read))
    like = plainly or (is_sure_reason(talk.knowledge, why) if text.startswith(why) else likely)
    return told if like and not own else text


def whether_back(talk: Talk, reviewed: Sequence[Filing]) -> Turn:
    """Ask whether it came back or is not through yet. With a plan at work and nothing under review, it came back."""
    if talk.at_work and not reviewed:
        return presses.typed_action(talk, OpenPlan(talk.at_work[0].number))
    yes = talk.button("button-rejected", Rejected())
    step = OpenStep(reviewed[0].number, "") if len(reviewed) == 1 else Progress()
    no = talk.button("button-no-result", step)
    return talk.ask(talk.say("whether-back"), yes, no)


def awaits_reason(talk: Talk, text: str) -> bool:
    """Tell whether a text may be read as a reason: we asked for the notice, or it goes on with why. If we only asked
    whether anything came back, or a rejection has no reason yet, the text must be a sure reason, and no question or
    deed."""
    if talk.state.waiting == "rejection" or goes_on_with_why(talk, text):
        return True
    if not (replying.was_asked_whether_back(talk) or lacks_reason(talk)):
        return False
    if wonders(talk.knowledge, text) or has(talk.knowledge, text, *NOT_RETURNED):
        return False
    return is_sure_reason(talk.knowledge, text) and not planwords.tells_own_deed(talk.knowledge, text)


def lacks_reason(talk: Talk) -> bool:
    """Tell whether the rejection on the screen has only vague reasons."""
    told = talk.reasons_of(talk.plan_on_screen[0]) if talk.plan_on_screen else []
    return bool(told) and all(topic.vague for topic in told)


def goes_on_with_why(talk: Talk, text: str) -> bool:
    """Tell whether a text begins with why something came back, or is an item of that, right after a topic on rejections
    of any reason, or while nothing is known of what the police say."""
    attempt, _ = talk.plan_on_screen or (None, None)
    of_police = attempt is not None and attempt.sender == "police" and not (attempt.doubts or attempt.ticked)
    why = WHY.match(text) or ((is_item(text) or is_numbered(text)) and not wonders(talk.knowledge, text))
    return (of_police or talk.state.topic in _OF_ANY_RETURN) and bool(why)


def came_back_alike(talk: Talk, text: str, told: str, filing: Filing | None) -> Turn | None:
    """Answer the news that this filing (None: no filing) came back for the reasons of the last time. It is all of them,
    or those that the text names or counts (又退了，还是名字; 还是第二条); a name alone is enough if we asked."""
    awaited = talk.state.waiting == "rejection"
    anew = told.startswith(_ONCE_MORE) and filing and filing.attempts and mending.is_reviewed(talk, filing)
    alike = returned_alike(talk.knowledge, told, awaited or bool(anew))
    back, name = objections.still(talk.knowledge, told)
    if not (alike or (name and (only_returned(talk.knowledge, back) or (awaited and not back)))):
        return None
    earlier = filing.attempts if filing else talk.state.loose
    if not earlier:
        return returning.came_back(talk, text, filing) if alike else None
    last = earlier[-1]
    before = talk.reasons_of(last)
    place = counting.numbered(name, counting.PIECES)
    named = before[place - 1 : place] if place else plan_parts.reasons_named(talk.knowledge, before, name)
    reasons = last.reasons if alike else tuple(topic.id for topic in named)
    found = Diagnosis(reasons, sender=last.sender, provider=last.provider, returned=True)
    at = mending.awaiting_rejection_of(talk, filing) if filing else talk
    return drafting.rejected(at, found) if reasons else None


def missed_hours(talk: Talk, text: str) -> Turn | None:
    """Answer the news that the filing at hand came back because something was missed (没填上 被退了) and the hours for
    the message are over. If the topic on that was just read at the step of the message, the return alone is enough
    (超时了)."""
    if not tells_of_return(talk.knowledge, text) or talk.at_work or talk.state.waiting:
        return None
    attempt, owner = talk.rejection or (None, None)
    if attempt and owner is None and attempt.reached in _AWAITS_CODE and only_missed(talk, text):
        return drafting.rejected(talk, Diagnosis((SMS_MISSED,), sender="sms", returned=True, again=True))
    was_read = talk.state.topic == SMS_OVER and talk.current and talk.current.step.guarded
    if talk.current and was_read and only_returned(talk.knowledge, text):
        at = mending.awaiting_rejection_of(talk, talk.current.filing)
        return drafting.rejected(at, Diagnosis((SMS_MISSED,), sender="sms", returned=True))
    return presses.typed_action(talk, Mend(SMS_MISSED)) if mending.overdue(talk) and only_missed(talk, text) else None


def only_missed(talk: Talk, text: str) -> bool:
    """Tell whether a text says that something was missed or late, and for that came back, and nothing else."""
    missed = has(talk.knowledge, text, "words-missed")
    return missed and empty_without(talk.knowledge, clean(text), "words-missed", "words-returned", "words-around-why")


def back_of_somebody(talk: Talk, text: str) -> Turn | None:
    """Ask for the notice if a text only tells that the filing of somebody unknown came back (永利那个被退了)."""
    told = not talk.state.waiting and tells_of_return(talk.knowledge, text) and returned_of(talk.knowledge, text)
    if not told or is_finding(told) or came_to_mine(talk, text):
        return None
    read = understand(talk.knowledge, text)
    if read.notice or any(part.choices[0].topic == ELSEWHERE for part in read.parts if is_answered(part)):
        return None
    return returning.came_back(talk, text)


def came_back_somehow(talk: Talk, text: str, parts: Sequence[Part]) -> Turn | None:
    """Ask for the notice if a text tells, in whatever words, that something came back, and nothing that resembles a
    reason (我开店的，退了三次了，搞不懂). If people speak of themselves, a merely likely reason does not count."""
    known = [part for part in parts if part.decision != "unknown"]
    own = _ME in text  # in pasted text, topics that it only may be about count, too
    like = {
        part.choices[0].topic
        for part in known
        if not (own and part.rejection and part.decision == "choose" and part.choices[0].score < ALONE)
    }
    if talk.state.waiting or not tells_of_return(talk.knowledge, text) or not like <= _OF_ANY_RETURN:
        return None
    return returning.came_back(talk, text)


def foretold(talk: Talk, text: str) -> Turn | None:
    """Answer a message that only tells what is to come: it is no rejection. Add the topics that it is about."""
    if not tells_ahead(talk.knowledge, text):
        return None
    parts = understand(talk.knowledge, text).parts
    known = [answering.answer(talk, part, quoted=False) for part in parts if is_answered(part)]
    more = (*known, *talk.again())
    said = Screen(talk.say("no-rejection"), () if more else (home_row(talk.knowledge),))
    return talk.show(said, *more)


def came_to_mine(talk: Talk, text: str) -> bool:
    """Tell whether a text says that something came back and likely why, while a filing of the person's may have. A
    likely reason is then taken as certain."""
    if not (mending.any_may_come_back(talk) and tells_of_return(talk.knowledge, text)):
        return False
    return tells_likely_reason(talk.knowledge, text)
