"""The rejections of a person: where each is kept, and what changes it. Pure functions from a state to a state.

`Filing.attempts` keeps the rejections of a filing, `State.loose` all others. A rejection's number is unique among all
of the person's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core import course
from bot.core.knowledge import Flow, Knowledge, Topic
from bot.core.state import REACHED, Attempt, Doubt, Filing, Reached, State, Unclear
from bot.core.texts.diagnosis import Diagnosis, written
from bot.search.normalise import clean
from bot.search.notices import tells_fault

_Stretch = TypeVar("_Stretch", Unclear, Doubt)
_Told = TypeVar("_Told", str, int)

JOINED = timedelta(minutes=30)
"""What is pasted within this time belongs to one rejection: people send a notice in several messages."""
AWAITED = timedelta(days=30)
"""How long after a resubmission its result may still come: the longest that all reviews together take."""
MOST_LOOSE = 10
MOST_UNCLEAR, MOST_DOUBTS = 12, 3


def everything(state: State) -> Iterator[tuple[Attempt, Filing | None]]:
    """Yield every rejection with its filing (None: it has none), the oldest of each filing first."""
    for filing in state.filings:
        yield from ((attempt, filing) for attempt in filing.attempts)
    yield from ((attempt, None) for attempt in state.loose)


def find(state: State, number: int) -> tuple[Attempt, Filing | None] | None:
    """Find the rejection of this number, and its filing."""
    return next((found for found in everything(state) if found[0].number == number), None)


def at_work(state: State) -> Attempt | None:
    """Return the rejection worked on last, as long as it is being mended."""
    found = find(state, state.attempt) if state.attempt else None
    return found[0] if found and found[0].submitted is None else None


def at_work_outside(state: State) -> list[Attempt]:
    """Return the rejections without a filing that are being mended."""
    return [attempt for attempt in state.loose if attempt.submitted is None]


def waiting_outside(state: State, now: datetime) -> list[Attempt]:
    """Return the rejections without a filing that were submitted again and still wait for a result. Their wait ends
    with approval, with a later rejection that is the result, or after `AWAITED`."""
    sent = (
        attempt
        for place, attempt in enumerate(state.loose)
        if attempt.submitted
        and attempt.reached != "approved"
        and not any(_ends(later, attempt) for later in state.loose[place + 1 :])
    )
    return [attempt for attempt in sent if attempt.submitted and now - attempt.submitted <= AWAITED]


def _ends(later: Attempt, sent: Attempt) -> bool:
    """Tell whether a later rejection is the result of what was submitted again."""
    alike = (later.sender == "police") == (sent.sender == "police") and not are_apart(later.called, sent.called)
    alike = alike and not (later.provider and sent.provider and later.provider != sent.provider)
    return alike and (later.again or sent.reached == later.sender == "authority")


def before(state: State, attempt: Attempt, filing: Filing | None) -> tuple[Attempt, ...]:
    """Return the rejections that came before this one, of the same filing or, of no filing, of the same name."""
    kept = filing.attempts if filing else state.loose
    return tuple(one for one in kept[: kept.index(attempt)] if not are_apart(one.called, attempt.called))


def by_name(loose: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    """Return rejections of no filing by whose they are, as `before` takes those with like names together; ""
    for all of nobody in particular."""
    found: dict[str, list[Attempt]] = {}
    for one in loose:
        like = (name for name in found if name and one.called and not are_apart(name, one.called))
        found.setdefault(next(like, one.called), []).append(one)
    return found


def are_apart(name: str, other: str) -> bool:
    """Tell whether two names are of different things. A part may stand for the whole, and none ("") for any."""
    return not (name in other or other in name)


def topics_of(attempt: Attempt, knowledge: Knowledge) -> list[Topic]:
    """Return the topics of its reasons that the content still has. The topic for a missing reason counts only while no
    reason is given."""
    return list(written([knowledge.topics[id] for id in attempt.reasons if id in knowledge.topics]))


def steps_of(reasons: Iterable[str], flow: Flow, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the steps of a flow that mend these reasons (topic ids)."""
    topics = [knowledge.topics[id] for id in reasons if id in knowledge.topics]
    return tuple(dict.fromkeys(step.id for topic in topics if (step := course.mending_step(topic, flow))))


def come(attempt: Attempt, far: Reached, since: datetime) -> Attempt:
    """Note that a rejection came so far by then, and so was submitted again. What came further already stays."""
    attempt = replace(attempt, submitted=attempt.submitted or since)
    further = REACHED.index(far) > REACHED.index(attempt.reached or "review")
    return replace(attempt, reached=far, since=since) if further else attempt


def with_attempt(state: State, attempt: Attempt) -> State:
    """Return the state with this rejection in place of its older version; unchanged if it has none of this number."""

    def changed(kept: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
        return tuple(attempt if one.number == attempt.number else one for one in kept)

    filings = tuple(replace(filing, attempts=changed(filing.attempts)) for filing in state.filings)
    return replace(state, filings=filings, loose=changed(state.loose))


def noted(number: int, found: Diagnosis, at: datetime, message: int | None = None) -> Attempt:
    """Make a rejection of what was recognised in a text. Of the unrecognised stretches it keeps as many as a screen can
    show."""
    unclear, doubts = _once(found.unclear)[:MOST_UNCLEAR], found.doubts[:MOST_DOUBTS]
    return Attempt(
        number,
        at,
        reasons=found.reasons,
        sender=found.sender,
        provider=found.provider,
        unclear=unclear,
        doubts=doubts,
        grace=found.grace,
        again=found.again,
        messages=() if message is None else (message,),
        returned=found.returned,
        called=found.called,
    )


def note(state: State, found: Diagnosis, now: datetime, message: int | None = None) -> State:
    """Keep what was recognised in a text. It joins the rejection at work if that came within `JOINED` and the text
    tells of no other one; else it becomes a new rejection. A text that tells nothing new leaves nothing to part. An
    answer to our question what is meant joins at any time, and replaces reasons that were only guessed; so do certain
    ones if what these were guessed from tells no fault."""
    last = at_work(state)
    another = last and _is_another(last, found, read_since=bool(state.topic))
    unsure = {doubt.told for doubt in found.doubts}
    sure = found.explains or (last and _is_only_guessed(last) and not unsure.issuperset(found.reasons))
    explains = last and sure and found.reasons and is_guessed(last)
    if last and (explains or now - last.at <= JOINED) and not another:
        told = noted(last.number, found, now, message)
        kept = _joined(replace(last, reasons=(), doubts=()) if explains else last, told)
        is_known = replace(kept, messages=last.messages) == last
        return with_attempt(state, kept if is_known else _made_one(last, told, kept))
    return _added(state, noted(0, found, now, message))


def add(state: State, attempt: Attempt, found: Diagnosis, message: int | None = None) -> State:
    """Add what more was recognised of this rejection."""
    return with_attempt(state, _joined(attempt, noted(attempt.number, found, attempt.at, message)))


def note_edited(state: State, found: Diagnosis, message: int | None) -> State:
    """Keep what was recognised in an edited older message, with the rejection that it told, while that is being mended.
    What is known already, or was settled by the person, changes nothing."""
    for attempt, _ in everything(state):
        if message in attempt.messages and attempt.submitted is None:
            kept = _joined(attempt, _unsettled(noted(attempt.number, found, attempt.at), attempt.settled))
            return state if kept == attempt else replace(with_attempt(state, kept), attempt=attempt.number)
    return state


def merge(state: State, attempt: Attempt, filing: Filing | None) -> State:
    """Make this rejection and the one before it one. Unchanged if there is none before, or it was submitted again."""
    earlier = before(state, attempt, filing)
    if not earlier or earlier[-1].submitted:
        return state
    state = with_attempt(
        _without(state, attempt.number), _made_one(earlier[-1], attempt, _joined(earlier[-1], attempt))
    )
    return replace(state, attempt=earlier[-1].number)


def part(state: State, attempt: Attempt, filing: Filing | None, knowledge: Knowledge) -> State:
    """Undo the last joining: make two rejections of one. The second belongs to no filing then; each keeps its own
    ticks. The filing goes back to where it stood before, as far as that is known. Unchanged if nothing was joined."""
    if attempt.joined is None:
        return state
    first, other = attempt.joined
    while filing and filing.past and attempt.joined in (one.joined for one in filing.past[-1].attempts):
        filing = course.undo(filing)
    state = state.with_filing(filing) if filing else state
    mine = {*first.ticked, *(fix for topic in topics_of(first, knowledge) for fix in topic.fixes)}
    ticked = {fix: at for fix, at in attempt.ticked.items() if fix not in mine}
    left = {fix: at for fix, at in attempt.ticked.items() if fix in mine}
    sender = first.sender or (attempt.sender if attempt.step else None)
    first = replace(first, ticked=left, step=attempt.step, revision=attempt.revision, sender=sender)
    state = with_attempt(state, first)
    return _added(state, replace(other, ticked=ticked, step="", revision=0))


def attach(
    state: State,
    attempt: Attempt,
    filing: Filing,
    flow: Flow,
    knowledge: Knowledge,
    now: datetime,
    grown: bool = False,
) -> State:
    """Give a loose rejection to a filing, which goes back to the steps that mend it. If the rejection was submitted
    again already, the filing is under review since then, or as far as the rejection came. `grown`: see
    `course.reopen`."""
    given = replace(attempt, reached="", since=None, called="")
    changed = course.reopen(filing, flow, given, steps_of(attempt.reasons, flow, knowledge), now, grown)
    if attempt.submitted:
        changed = course.resubmit(changed, flow, attempt.submitted)
        changed = course.come(changed, flow, attempt.reached, attempt.since or attempt.submitted)
    left = tuple(one for one in state.loose if one.number != attempt.number)
    return replace(state.with_filing(changed), loose=left, attempt=attempt.number, front=filing.number)


def strike(state: State, attempt: Attempt, filing: Filing | None) -> State:
    """Remove what was no rejection. Its filing goes back to where it stood before, as far as that is known, unless it
    was submitted again since."""
    before = filing
    while before and before.past and attempt.number in (one.number for one in before.attempts):
        before = course.undo(before)
    if before and not attempt.submitted and attempt.number not in (one.number for one in before.attempts):
        state = state.with_filing(before)
    return replace(_without(state, attempt.number), attempt=0)


def tick(attempt: Attempt, fix: str, on: bool, now: datetime) -> Attempt:
    """Set a thing to do done or not. What is done already keeps its time."""
    if on == (fix in attempt.ticked):
        return attempt
    if on:
        return replace(attempt, ticked={**attempt.ticked, fix: now}, unticked=None)
    ticked = {id: at for id, at in attempt.ticked.items() if id != fix}
    return replace(attempt, ticked=ticked, unticked=(fix, now))


def last_tick(attempt: Attempt) -> tuple[str, datetime]:
    """Return the fix that was ticked last, and when. Something must be ticked."""
    return max(reversed(attempt.ticked.items()), key=lambda tick: tick[1])


def settle(attempt: Attempt, place: int, topic: str) -> Attempt:
    """Take the unclear stretch at this place for this topic. "": for none of those that came near."""
    stretch = attempt.unclear[place]
    attempt = _settling(attempt, clean(stretch.text))
    if not topic:
        unclear = tuple(replace(one, near=()) if one is stretch else one for one in attempt.unclear)
        return replace(attempt, unclear=unclear)
    unclear = tuple(one for one in attempt.unclear if one is not stretch)
    return replace(attempt, reasons=_together(attempt.reasons, (topic,)), unclear=unclear)


def drop(attempt: Attempt, topic: str) -> Attempt:
    """Remove a reason that was recognised wrongly."""
    doubts = tuple(doubt for doubt in attempt.doubts if doubt.told != topic)
    attempt = _settling(attempt, topic, *(clean(doubt.text) for doubt in attempt.doubts if doubt.told == topic))
    return replace(attempt, reasons=tuple(id for id in attempt.reasons if id != topic), doubts=doubts)


def without_reasons(attempt: Attempt, topics: Iterable[Topic]) -> Attempt:
    """Remove these reasons."""
    for topic in topics:
        attempt = drop(attempt, topic.id)
    return attempt


def instead(attempt: Attempt, place: int, topic: str) -> Attempt:
    """Take the doubtful reason at this place for this topic. "": it was recognised rightly."""
    doubt = attempt.doubts[place]
    attempt = _settling(attempt, clean(doubt.text), *([doubt.told] if topic else []))
    doubts = tuple(one for one in attempt.doubts if one is not doubt)
    meant = (topic or doubt.told if id == doubt.told else id for id in attempt.reasons)
    return replace(attempt, reasons=tuple(dict.fromkeys(meant)), doubts=doubts)


def _settling(attempt: Attempt, *what: str) -> Attempt:
    """Mark these stretches and reasons as settled by the person."""
    return replace(attempt, settled=_together(attempt.settled, what))


def _unsettled(told: Attempt, settled: tuple[str, ...]) -> Attempt:
    """Return what a text told, without what was settled."""
    return replace(
        told,
        reasons=tuple(id for id in told.reasons if id not in settled),
        unclear=tuple(one for one in told.unclear if clean(one.text) not in settled),
        doubts=tuple(one for one in told.doubts if clean(one.text) not in settled),
    )


def _added(state: State, attempt: Attempt) -> State:
    """Add one more rejection without a filing, and make it the one at work."""
    number = max(state.rejected, *(one.number for one, _ in everything(state)), 0) + 1
    loose = (*state.loose, replace(attempt, number=number))[-MOST_LOOSE:]
    return replace(state, loose=loose, attempt=number, rejected=number)


def _made_one(one: Attempt, other: Attempt, both: Attempt) -> Attempt:
    """Return `both`, with the two that it was made of, so that it can be parted again."""
    return replace(both, joined=(replace(one, joined=None), replace(other, joined=None)))


def _joined(one: Attempt, other: Attempt) -> Attempt:
    """Join two rejections into one with the number, time and place of the first."""
    return replace(
        one,
        reasons=_together(one.reasons, other.reasons),
        sender=one.sender or other.sender,
        provider=one.provider or other.provider,
        called=one.called or other.called,
        unclear=_once((*one.unclear, *other.unclear))[:MOST_UNCLEAR],
        doubts=_once((*one.doubts, *other.doubts))[:MOST_DOUBTS],
        ticked={**other.ticked, **one.ticked},
        grace=one.grace or other.grace,
        messages=_together(one.messages, other.messages),
        settled=_together(one.settled, other.settled),
        returned=one.returned or other.returned,
    )


def is_guessed(attempt: Attempt) -> bool:
    """Tell whether none of its reasons was told for certain."""
    return set(attempt.reasons) <= {doubt.told for doubt in attempt.doubts if doubt.near}


def _is_only_guessed(attempt: Attempt) -> bool:
    """Tell whether its reasons were guessed from a text that tells no fault (镇政府网站 备案被打回)."""
    return bool(attempt.doubts) and not any(tells_fault(doubt.text) for doubt in attempt.doubts)


def _is_another(last: Attempt, found: Diagnosis, read_since: bool) -> bool:
    """Tell whether a text tells of another rejection than this one: of one that came again, of another filing or from
    somebody else, or with an opening of its own. The same notice pasted twice is no other one."""
    elsewhere = last.sender and found.senders and last.sender not in found.senders
    other = last.provider and found.provider and last.provider != found.provider
    twice = not found.unclear and set(found.reasons) <= set(last.reasons)
    other = other or are_apart(last.called, found.called)
    if found.returned and ((read_since and not twice) or found.another or elsewhere or other):
        return True
    return found.again or (found.opens and not twice) or bool(elsewhere and "after" in found.senders)


def _without(state: State, number: int) -> State:
    """Remove this rejection, also from what can be undone."""

    def left(kept: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
        return tuple(one for one in kept if one.number != number)

    filings = tuple(
        replace(
            filing,
            attempts=left(filing.attempts),
            past=tuple(replace(before, attempts=left(before.attempts)) for before in filing.past),
        )
        for filing in state.filings
    )
    return replace(state, filings=filings, loose=left(state.loose))


def _together(one: tuple[_Told, ...], other: tuple[_Told, ...]) -> tuple[_Told, ...]:
    return tuple(dict.fromkeys(one + other))


def _once(stretches: tuple[_Stretch, ...]) -> tuple[_Stretch, ...]:
    first: dict[str, _Stretch] = {}
    for stretch in stretches:
        first.setdefault(clean(stretch.text), stretch)
    return tuple(first.values())
