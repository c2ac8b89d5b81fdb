"""Turns about a rejection that is told or pasted: whether it is one, whose it is, and what is added to it later.
`diagnosis` reads it, and `mending` has its plan."""

import re
from dataclasses import replace

from bot.core import course
from bot.core.actions import Attach, OpenPlan, SentBy, Undo
from bot.core.button_data import encode
from bot.core.events import said
from bot.core.filings import attempts
from bot.core.replies import Button, Note, Screen, Turn
from bot.core.screens import answers
from bot.core.screens.rows import plan_button
from bot.core.state import Filing
from bot.core.texts import counting, objections, outcomes, planwords, said_back, site_names
from bot.core.texts.asking import asks_last, wonders
from bot.core.texts.clauses import beginnings, in_clauses, short_clauses
from bot.core.texts.diagnosis import Diagnosis, diagnose, opening, says_more
from bot.core.texts.meant import is_answered
from bot.core.texts.misses import not_understood
from bot.core.texts.notice import was_sent
from bot.core.texts.police import as_theirs
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.texts.returns import is_about_else, sounds_like_reasons, tells_likely_reason, tells_possible_reason
from bot.core.texts.understanding import understand
from bot.core.texts.understood import Understood
from bot.core.texts.unticked import not_to_tick
from bot.core.texts.verdicts import (
    WHY,
    is_blamed,
    is_headed,
    is_told,
    only_returned,
    returned_of,
    says_it_came_back,
    tells_passed,
)
from bot.core.texts.wordlists import has, has_only
from bot.core.turns import announcing, answering, doing, drafting, mending, presses, replying, ticking
from bot.core.turns.talk import Talk, joined
from bot.core.words import clip
from bot.search import Part
from bot.search.breaths import in_breaths
from bot.search.engine import THEME
from bot.search.index import OFFERED
from bot.search.lists import is_item, is_list, is_numbered
from bot.search.normalise import clean
from bot.search.notices import by_customer, tells_fault

_COMPARED = re.compile(r"[与和跟同]\s*(?i:icp)\s*(?:网站)?备案")
"""The filing with which the police compare theirs."""
_IS, _WHOSE, _ALSO = "是", "的", "也"
"""The word before the name of an owner, the particle after it, and a word with what is told besides."""


def of_understood(talk: Talk, text: str, read: Understood) -> Turn:
    """Answer a text that is understood as `read`. A rejection of the person's own becomes a plan, or is added to the
    one at work. Questions are answered."""
    is_mine = read.notice and tells_of_mine(talk, text, read.parts)
    if is_mine and talk.at_work and planwords.is_defended(talk.knowledge, text):
        done = planwords.unwritten(text)
        ticked = doing.ticked_as_of(talk, done) or ticking.ticked_by_deed(talk, done)
        return ticked or presses.typed_action(talk, OpenPlan(talk.at_work[0].number))
    if not is_mine or is_in_plan(talk, text, read.parts):
        if turn := of_likely_reason(talk, text, read.parts):
            return turn
        return answering.answered(talk, text, replace(read, parts=(*read.parts, *read.asked)) if read.asked else read)
    turn = of_customers(talk, text) or done_besides(talk, text, read) or taken_apart(talk, read.told or text, read)
    asked = (answering.answer(talk, part, quoted=True) for part in read.asked)
    return turn.below(*partly_read(talk, read.told or text)).above(*asked)


def lifted(talk: Talk, text: str) -> Turn | None:
    """Answer good news from the reviewers while a plan is worked on (管局说已经移出来了). It is no rejection, and what
    they did is ticked."""
    if talk.at_work is None or not outcomes.tells_lifted(talk.knowledge, text):
        return None
    done = ticking.ticked_by_deed(talk, WHY.split(text)[-1])
    return done or talk.show(Screen(talk.say("plan-lifted"), ((plan_button(talk.knowledge, talk.at_work[0]),),)))


def of_likely_reason(talk: Talk, text: str, parts: tuple[Part, ...]) -> Turn | None:
    """Show what is left to do for a reason of the plan just shown, if a text may be about several topics. A question
    must be most likely about that reason. Any other text must tell no deed, and be about only one reason of the
    plan."""
    if talk.plan_on_screen is None or not ticking.has_plan_shown(talk) or [one.decision for one in parts] != ["choose"]:
        return None
    if any(planwords.deed(talk.knowledge, clause)[1] for clause in short_clauses(text)):
        return None
    attempt, _ = talk.plan_on_screen
    near = [choice.topic for choice in parts[0].choices]
    likely = [id for id in (near[:1] if wonders(talk.knowledge, text) else near) if id in attempt.reasons]
    todos = talk.plan_of(attempt).todos
    return ticking.show_todos(talk, [todo for todo in todos if likely[0] in todo.reasons]) if len(likely) == 1 else None


def done_besides(talk: Talk, text: str, read: Understood) -> Turn | None:
    """Answer a text that tells a rejection and then what was done about it (退回：网站未关闭。已经关了). The deeds are
    ticked, and are no reasons. None: one of them is not in the plan."""
    later = short_clauses(text)[1:]
    done = [clause for clause in later if planwords.tells_own_deed(talk.knowledge, clause)]
    if not done or talk.is_late:
        return None
    parts = tuple(part for part in read.parts if not set(in_clauses(part.text)) <= set(done))
    taken = taken_apart(talk, read.told or text, replace(read, parts=parts or read.parts))
    at, turns = talk, [taken]
    for clause in done:
        at = at.with_state(turns[-1].state)
        turn = doing.ticked_as_of(at, clause, protests=objections.protests(text)) or ticking.ticked_by_deed(at, clause)
        if turn is None or not at.has_changed(turn.state):
            return None
        turns.append(turn)
    return replace(joined(turns), misses=taken.misses)


def of_customers(talk: Talk, text: str) -> Turn | None:
    """Keep a rejection for each of several names with reasons below. None: there are fewer than two, one has no reason,
    or something is told before them."""
    (_, before), *under = by_customer(text)
    if len(under) < 2 or not (talk.knowledge.engine.tells_nothing(before) or not before):
        return None
    turns = list[Turn]()
    state = talk.state
    for name, words in under:
        read = understand(talk.knowledge, words, awaited=True)
        if not (read.notice and sounds_like_reasons(talk.knowledge, words)):
            return None
        turn = taken_apart(talk.with_state(replace(state, attempt=0)), words, read)
        turns.append(turn.below(Screen(talk.say("quoted", text=name.rstrip("：:")))))
        state = turn.state
    return joined(turns, whole=True)


def partly_read(talk: Talk, text: str) -> tuple[Screen, ...]:
    """Say how much of a long notice was read. (): all of it."""
    reading = talk.knowledge.engine.reading(text)
    if not reading.unread:
        return ()
    count = sum(len(clause) for cut in reading.cuts for clause in cut.clauses)
    unread = clip(reading.unread, answers.UNREAD)
    says = talk.say("partly-read", count=str(count), total=str(len(text)), text=unread)
    return (Screen(says),)


def continued(talk: Talk, text: str) -> Turn | None:
    """Answer the rest of a message that Telegram cut (`Around.goes_on`), if the first part told the rejection at work.
    Add what is new, and read what was cut apart anew."""
    cut, last = talk.around.goes_on, talk.state.last
    if not cut or talk.at_work is None or last is None or last.message not in talk.at_work[0].messages:
        return None
    attempt, filing = talk.at_work
    text = said(talk.heard(cut) + text).text
    read = understand(talk.knowledge, text, awaited=True)
    parts = read.parts if read.notice else ()
    found = diagnose(text, parts, talk.knowledge, talk.now, filing.subject if filing else None)
    unclear = tuple(one for one in attempt.unclear if clean(one.text) not in clean(cut))
    state = attempts.add(talk.state, replace(attempt, unclear=unclear), found, talk.around.message)
    notes = tuple(Note("rejected", topic) for topic in found.reasons if topic not in attempt.reasons)
    turn = mending.show_plan(
        talk, mending.opened(talk, state), attempt.number, notes=notes, misses=not_understood(parts)
    )
    return turn.below(*partly_read(talk, text))


def framed(talk: Talk, text: str) -> Turn | None:
    """Answer a line of the notice just told that tells nothing itself (请登录控制台修改). People forward line by line,
    and such a line is no question."""
    if talk.at_work is None or talk.state.waiting or not (just_told(talk) and ticking.has_plan_shown(talk)):
        return None
    if wonders(talk.knowledge, text):
        return None
    told = says_it_came_back(talk.knowledge, text) or tells_passed(talk.knowledge, text) or "我" in text
    addressed = has(talk.knowledge, text, "words-addressed") and talk.knowledge.engine.tells_nothing(text)
    if told or not addressed:
        return None
    return talk.show(Screen(talk.say("plan-framed"), ((plan_button(talk.knowledge, talk.at_work[0]),),)))


def just_told(talk: Talk) -> bool:
    """Tell whether the rejection at work came just now, so that more of it may follow."""
    return talk.at_work is not None and talk.now - talk.at_work[0].at <= attempts.JOINED


def goes_on(talk: Talk, text: str) -> bool:
    """Tell whether a text goes on with the notice just told: further items, another reason, or what is meant by a
    guessed one."""
    if not (just_told(talk) or is_explained(talk, text)):
        return False
    item = (is_item(text) or is_list(text) or is_numbered(text)) and not asks_last(text)
    item = item and counting.with_number(text) == text
    item = item and not (is_list(text) and is_about_else(talk.knowledge, text))
    if item or wonders(talk.knowledge, text):
        return item
    more = says_more(talk.knowledge, text) or is_explained(talk, text)
    also = _ALSO in text and tells_likely_reason(talk.knowledge, text)
    return also or (more and tells_possible_reason(talk.knowledge, text))


def is_explained(talk: Talk, text: str) -> bool:
    """Tell whether a text says what somebody was told when they asked about a rejection without a certain reason."""
    guessed = talk.at_work is not None and attempts.is_guessed(talk.at_work[0])
    return guessed and has(talk.knowledge, text, "words-asked-them") and is_told(talk.knowledge, text)


def tells_of_mine(talk: Talk, text: str, parts: tuple[Part, ...]) -> bool:
    """Tell whether a text with reasons says that something of the person's came back, or goes on with what did. The
    first clause tells whose it is if it tells of the return. Not counted: what people only find wrong themselves, and
    what was before the rejection at work or the present review."""
    first = opening(talk.knowledge, in_breaths(text))
    whose = first if says_it_came_back(talk.knowledge, first) else text
    of_now = has(talk.knowledge, text, "words-again", "words-message", "words-this-time")
    earlier = has(talk.knowledge, text, "words-earlier") and not (of_now or is_headed(talk.knowledge, text))
    now = talk.at_work is not None or any(mending.is_reviewed(talk, one) for one in talk.state.filings)
    asked = talk.state.waiting == "rejection"
    says_so = asked or says_it_came_back(talk.knowledge, text)
    well = has(talk.knowledge, text, "words-all-well") and not has(talk.knowledge, text, "words-message")
    if has(talk.knowledge, whose, "words-hearsay") or (earlier and (now or well or not says_so)):
        return False
    if well and (talk.at_work is not None or not says_so):
        return False
    awaited = asked or just_told(talk) or talk.is_late or replying.was_asked_whether_back(talk)
    awaited = awaited or is_explained(talk, text) or announcing.goes_on_with_why(talk, text)
    return awaited or was_sent(talk.knowledge, text, parts)


def is_in_plan(talk: Talk, text: str, parts: tuple[Part, ...]) -> bool:
    """Tell whether a text is no notice, but tells more of a reason in the plan at work: the person's own circumstances
    (域名是我个人买的, 居住证我没有) or a deed (备注写了)."""
    if talk.at_work is None or talk.state.waiting == "rejection" or says_it_came_back(talk.knowledge, text):
        return False
    did = planwords.deed(talk.knowledge, text)[1] or not_to_tick(talk.knowledge, text)
    if did and not (is_numbered(text) and tells_fault(text)):
        return True
    if objections.cannot_get(text) and not (is_told(talk.knowledge, text) or says_more(talk.knowledge, text)):
        return True
    told = [part.choices[0].topic for part in parts if is_answered(part)]
    return len(parts) == 1 and not is_item(text) and set(told) <= set(talk.at_work[0].reasons) and bool(told)


def taken_apart(talk: Talk, text: str, read: Understood) -> Turn:
    """Show the plan of a rejection, of the filing that the text names. If several may be meant, ask which one."""
    rivals = [choice.topic for choice in read.others]
    parts = [part for part in read.parts if not tells_only_which(talk, part)] or read.parts
    found = diagnose(text, parts, talk.knowledge, talk.now)
    of_police = not talk.is_late and may_be_of_police(talk, text, found)
    if of_police:
        told = diagnose(text, as_theirs(parts), talk.knowledge, talk.now)
        found = replace(told, sender="police", doubts=() if found.reasons == (UNEXPLAINED,) else told.doubts)
    if talk.is_late and any(attempts.everything(talk.state)):
        return mending.retold(talk, found, not_understood(parts), rivals)
    found = as_addition(talk, text, found)
    named = named_in(talk, text)
    found = found if named else replace(found, called=talk.called_in(text))
    unknown = found.called if talk.state.filings else ""
    whose_unclear = len(named) > 1 and found.returned and not talk.state.waiting
    if len(named) == 1:
        at = talk.working_on(named[0])
        at = mending.awaiting_rejection_of(at, named[0]) if found.returned else at
    elif whose_unclear or unknown:
        at = talk.with_state(replace(talk.state, waiting="", attempt=0))
    else:
        likely = likely_filing(talk, text, found)
        at = mending.awaiting_rejection_of(talk, likely) if likely else talk
    filing = mending.awaited(at) or (talk.at_work[1] if talk.at_work and goes_on(talk, text) else None)
    if filing:
        found = replace(diagnose(text, parts, talk.knowledge, talk.now, filing.subject), opens=found.opens)
        rivals = [id for id in rivals if filing.subject == "personal" or not talk.knowledge.topics[id].personal]
    taken = drafting.rejected(at, found, misses=not_understood(parts), rivals=rivals)
    if unknown:
        return taken.below(Screen(talk.say("not-recorded-back", name=unknown)))
    if of_police and not (talk.at_work and talk.at_work[0].sender == "police"):
        review = talk.button("button-not-police", SentBy(taken.state.attempt, "review"))
        return taken.below(Screen(talk.say("police-assumed"), ((review,),)))
    return ask_whose(talk, taken, named) if whose_unclear else taken


def may_be_of_police(talk: Talk, text: str, found: Diagnosis) -> bool:
    """Tell whether a rejection whose text says neither what was filed nor who sent it back is rather of the police
    filing: that is what was spoken of, or what came back last, and nothing else of the person's may come back."""
    tells_which = found.senders or found.provider or THEME in clean(_COMPARED.sub("", text))
    if tells_which or mending.any_may_come_back(talk):
        return False
    if talk.state.waiting == "rejection" and talk.state.draft.sender:
        return talk.state.draft.sender == "police"
    last, _ = talk.rejection or (None, None)
    return last.sender == "police" if last and last.reached != "approved" else talk.spoken_of[0] == "police"


def as_addition(talk: Talk, text: str, found: Diagnosis) -> Diagnosis:
    """Return what was found in a text, to be added to the rejection at work and not to open another one, if that has no
    certain reason yet or the text goes on with its numbers. Otherwise it is returned as it is."""
    if talk.at_work and all(topic.vague for topic in talk.reasons_of(talk.at_work[0])):
        found = replace(found, opens=False)
    if talk.at_work and is_numbered(text) and goes_on(talk, text):
        found = replace(found, opens=False, returned=False)
    return found


def tells_only_which(talk: Talk, part: Part) -> bool:
    """Tell whether a part of a rejection has no reason, but only says which filing it was (宏达被退了), what its site
    is called, or where it was read (哦看到了)."""
    if has_only(talk.knowledge, clean(part.text), "words-told-by", "words-move"):
        return True
    named, words = talk.filings_called(part.text)
    if named or part.decision == "answer":
        return bool(named) and only_returned(talk.knowledge, words)
    called = site_names.name_asked_about(talk.knowledge, part.text, about_names=False)
    return bool(called or returned_of(talk.knowledge, part.text))


def named_in(talk: Talk, text: str) -> list[Filing]:
    """Return the filings that a rejection names in full, or by a part of their name in its opening. A notice may well
    contain a part of a name, such as 公司."""
    named, _ = talk.filings_called(text)
    whole = [filing for filing in named if clean(filing.name) in clean(text)]
    first = opening(talk.knowledge, text).rstrip("：:")
    heads = (head for head in reversed(beginnings(first)) if says_it_came_back(talk.knowledge, head))
    first = next(heads, first)  # 花花退了 执照糊了
    if whole or not says_it_came_back(talk.knowledge, first) or only_returned(talk.knowledge, first):
        return whole
    return talk.filings_called(first)[0]


def ask_whose(talk: Talk, taken: Turn, named: list[Filing]) -> Turn:
    """Ask which of these filings came back."""
    number = taken.state.attempt
    rows = [(Button(one.name, encode(Attach(number, one.number))),) for one in named[:OFFERED]]
    plan = talk.button("button-plan", OpenPlan(number))
    asked = Screen(talk.say("which-came-back", count=str(len(named))), (*rows, (plan,)))
    return replace(taken, replies=(asked,))


def told_whose(talk: Talk, text: str) -> Turn | None:
    """Answer which filing the rejection on the screen belongs to (是甲站的), even if another one was assumed
    (不是甲站的，是乙站的)."""
    if talk.plan_on_screen is None or wonders(talk.knowledge, text):
        return None
    attempt, filing = talk.plan_on_screen
    kinds, right = said_back.second_thoughts(talk.knowledge, text)
    told = right if "instead" in kinds and _IS in text else text if clean(text).endswith(_WHOSE) else ""
    named, words = talk.filings_called(told)
    if len(named) != 1 or words:
        return None
    if filing is None:
        return presses.typed_action(talk, Attach(attempt.number, named[0].number))
    if filing == named[0]:
        return presses.typed_action(talk, OpenPlan(attempt.number))
    if filing.revision != attempt.revision:
        return None
    state = presses.typed_action(talk, Undo(filing.number, filing.revision)).state
    after = talk.with_state(state)
    return presses.typed_action(after, Attach(attempt.number, named[0].number))


def likely_filing(talk: Talk, text: str, found: Diagnosis) -> Filing | None:
    """Return the filing that a rejection without a name is of: the only one that its sender reviews, or will review
    later, since people do not tell every review that is over; else the one that comes back anew. None: there is none,
    or several may be meant."""
    returned = found.returned or replying.was_asked_whether_back(talk) or is_blamed(talk.knowledge, text)
    if not returned or found.another or talk.state.waiting:
        return None
    reviewed = [filing for filing in talk.state.filings if mending.is_reviewed(talk, filing, found.senders)]
    if set(found.senders) == {"authority"}:
        reviewed = reviewed or [filing for filing in talk.state.filings if mending.is_reviewed(talk, filing)]
    meant = reviewed or [filing for filing, _, _ in talk.under_way if comes_back_anew(talk, filing, found)]
    return meant[0] if len(meant) == 1 else None


def comes_back_anew(talk: Talk, filing: Filing, found: Diagnosis) -> bool:
    """Tell whether a filing that is being mended, and is the only one under way, came back once more: because the text
    says so, or for new reasons a while later. The sender must be one who may review it again."""
    if len(talk.under_way) != 1 or not course.is_being_mended(filing):
        return False
    last = filing.attempts[-1]
    retold = not found.unclear and set(found.reasons) <= set(last.reasons)
    anew = found.opens and not retold and talk.now - last.at > attempts.JOINED
    theirs = not {"after", "store", "police"}.intersection(found.senders) or last.sender in found.senders
    return theirs and (found.again or anew)
