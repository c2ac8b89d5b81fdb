"""The rejections of a person: where each is kept, and what changes it. Pure functions from a state to a state.

A rejection that belongs to a filing is kept with it (`Filing.attempts`), any other in `State.loose`. Its number tells
it apart from all others of the person, wherever it is kept.
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

_Stretch = TypeVar("_Stretch", Unclear, Doubt)
_Told = TypeVar("_Told", str, int)

JOINED = timedelta(minutes=30)
"""What is pasted within this time belongs to one rejection: people send it in several messages."""
AWAITED = timedelta(days=30)
"""How long after what was submitted again its result may come: the longest that all reviews together take."""
MOST_LOOSE = 10
MOST_UNCLEAR, MOST_DOUBTS = 12, 3


def everything(state: State) -> Iterator[tuple[Attempt, Filing | None]]:
    """Every rejection, with the filing that it belongs to, in the order in which each filing and the rest had them."""
    for filing in state.filings:
        yield from ((attempt, filing) for attempt in filing.attempts)
    yield from ((attempt, None) for attempt in state.loose)


def find(state: State, number: int) -> tuple[Attempt, Filing | None] | None:
    """The rejection of this number, and its filing."""
    return next((found for found in everything(state) if found[0].number == number), None)


def at_work(state: State) -> Attempt | None:
    """The rejection worked on last, while it is being mended."""
    found = find(state, state.attempt) if state.attempt else None
    return found[0] if found and found[0].submitted is None else None


def at_work_outside(state: State) -> list[Attempt]:
    """The rejections of no filing that are being mended."""
    return [attempt for attempt in state.loose if attempt.submitted is None]


def waiting_outside(state: State, now: datetime) -> list[Attempt]:
    """The rejections of no filing that were submitted again, as long as the result may still be to come: none that came
    back once more since, or from the authority that it was with."""
    sent = (
        attempt
        for place, attempt in enumerate(state.loose)
        if attempt.submitted
        and attempt.reached != "approved"
        and not any(_ends(later, attempt) for later in state.loose[place + 1 :])
    )
    return [attempt for attempt in sent if attempt.submitted and now - attempt.submitted <= AWAITED]


def _ends(later: Attempt, sent: Attempt) -> bool:
    """Whether a later rejection is the result of what was submitted again."""
    alike = (later.sender == "police") == (sent.sender == "police")
    alike = alike and not (later.provider and sent.provider and later.provider != sent.provider)
    return alike and (later.again or sent.reached == later.sender == "authority")


def about_attempt(attempt: Attempt, filing: Filing | None) -> str:
    """What is told of a rejection is told of this (`State.later`): its filing, or where it has none itself."""
    return str(filing.number) if filing else f"a{attempt.number}"


def before(state: State, attempt: Attempt, filing: Filing | None) -> tuple[Attempt, ...]:
    """The rejections that came before this one, of the same filing or of none."""
    kept = filing.attempts if filing else state.loose
    return kept[: kept.index(attempt)]


def topics_of(attempt: Attempt, knowledge: Knowledge) -> list[Topic]:
    """The topics of its reasons, those that the content still has; that no reason is given, only while none is."""
    return list(written([knowledge.topics[id] for id in attempt.reasons if id in knowledge.topics]))


def steps_of(reasons: Iterable[str], flow: Flow, knowledge: Knowledge) -> tuple[str, ...]:
    """The steps of a flow that mend these reasons (topic ids)."""
    topics = [knowledge.topics[id] for id in reasons if id in knowledge.topics]
    return tuple(dict.fromkeys(step.id for topic in topics if (step := course.mending(topic, flow))))


def come(attempt: Attempt, far: Reached, since: datetime) -> Attempt:
    """It came so far by then, and so was submitted again. What is known to have come so far stays as it is."""
    attempt = replace(attempt, submitted=attempt.submitted or since)
    further = REACHED.index(far) > REACHED.index(attempt.reached or "review")
    return replace(attempt, reached=far, since=since) if further else attempt


def with_attempt(state: State, attempt: Attempt) -> State:
    """The state with this rejection in place of what it was; unchanged where there is none of its number."""

    def changed(kept: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
        return tuple(attempt if one.number == attempt.number else one for one in kept)

    filings = tuple(replace(filing, attempts=changed(filing.attempts)) for filing in state.filings)
    return replace(state, filings=filings, loose=changed(state.loose))


def noted(number: int, found: Diagnosis, at: datetime, message: int | None = None) -> Attempt:
    """The rejection that a text was recognised as; so much of what was not recognised as a screen can show."""
    unclear, doubts = _once(found.unclear)[:MOST_UNCLEAR], found.doubts[:MOST_DOUBTS]
    return Attempt(
        number,
        at,
        "",
        found.reasons,
        found.sender,
        found.provider,
        unclear,
        doubts,
        grace=found.grace,
        again=found.again,
        messages=() if message is None else (message,),
        returned=found.returned,
    )


def note(state: State, found: Diagnosis, now: datetime, message: int | None = None) -> State:
    """Keep what a text was recognised as: with the rejection at work if that came just now; else as a new one. Nothing
    comes back a second time of which nobody says so; what tells nothing new is nothing that could be parted. What was
    only guessed, and no more than that, gives way to what was said when it was asked for."""
    last = at_work(state)
    another = last and _is_another(last, found, read_since=bool(state.topic))
    explains = last and found.explains and found.reasons and is_guessed(last)
    if last and (explains or now - last.at <= JOINED) and not another:
        told = noted(last.number, found, now, message)
        kept = _joined(replace(last, reasons=(), doubts=()) if explains else last, told)
        is_known = replace(kept, messages=last.messages) == last
        return with_attempt(state, kept if is_known else _made_one(last, told, kept))
    return _added(state, noted(0, found, now, message))


def add(state: State, attempt: Attempt, found: Diagnosis, message: int | None = None) -> State:
    """The state in which this rejection has what more of it was recognised."""
    return with_attempt(state, _joined(attempt, noted(attempt.number, found, attempt.at, message)))


def note_edited(state: State, found: Diagnosis, message: int | None) -> State:
    """Keep what an older message was recognised as once it was edited: with the rejection that it told, while that is
    being mended. What is known of it already, or was settled by the person, and what told none, changes nothing."""
    for attempt, _ in everything(state):
        if message in attempt.messages and attempt.submitted is None:
            kept = _joined(attempt, _unsettled(noted(attempt.number, found, attempt.at), attempt.settled))
            return state if kept == attempt else replace(with_attempt(state, kept), attempt=attempt.number)
    return state


def merge(state: State, attempt: Attempt, filing: Filing | None) -> State:
    """Make this rejection and the one before it one; unchanged where there is none, or it was submitted again."""
    earlier = before(state, attempt, filing)
    if not earlier or earlier[-1].submitted:
        return state
    state = with_attempt(
        _without(state, attempt.number), _made_one(earlier[-1], attempt, _joined(earlier[-1], attempt))
    )
    return replace(state, attempt=earlier[-1].number)


def part(state: State, attempt: Attempt, filing: Filing | None, knowledge: Knowledge) -> State:
    """Make two of a rejection to which another was put, which belongs to no filing then; unchanged where none was. Each
    keeps what was ticked for it, and a filing goes back to where it stood before, as far as that is known."""
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
    """Give a loose rejection to a filing, which goes back to the steps that mend it, and where it was submitted again
    already is reviewed anew since then, or is as far as it came; `grown`: see `course.reopen`."""
    given = replace(attempt, reached="", since=None)
    changed = course.reopen(filing, flow, given, steps_of(attempt.reasons, flow, knowledge), now, grown)
    if attempt.submitted:
        changed = course.resubmit(changed, flow, attempt.submitted)
        changed = course.come(changed, flow, attempt.reached, attempt.since or attempt.submitted)
    left = tuple(one for one in state.loose if one.number != attempt.number)
    return replace(state.with_filing(changed), loose=left, attempt=attempt.number, front=filing.number)


def strike(state: State, attempt: Attempt, filing: Filing | None) -> State:
    """Without a rejection that was none. Its filing goes back to where it stood before, as far as that is known, unless
    it was submitted again since."""
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
    """What was ticked last of a plan of which something is, and when."""
    return max(reversed(attempt.ticked.items()), key=lambda tick: tick[1])


def settle(attempt: Attempt, place: int, topic: str) -> Attempt:
    """Take the stretch at this place for this topic, or for none of those that came near."""
    stretch = attempt.unclear[place]
    attempt = _settling(attempt, clean(stretch.text))
    if not topic:
        unclear = tuple(replace(one, near=()) if one is stretch else one for one in attempt.unclear)
        return replace(attempt, unclear=unclear)
    unclear = tuple(one for one in attempt.unclear if one is not stretch)
    return replace(attempt, reasons=_together(attempt.reasons, (topic,)), unclear=unclear)


def drop(attempt: Attempt, topic: str) -> Attempt:
    """Without a reason that was recognised wrongly."""
    doubts = tuple(doubt for doubt in attempt.doubts if doubt.told != topic)
    attempt = _settling(attempt, topic, *(clean(doubt.text) for doubt in attempt.doubts if doubt.told == topic))
    return replace(attempt, reasons=tuple(id for id in attempt.reasons if id != topic), doubts=doubts)


def without_reasons(attempt: Attempt, topics: Iterable[Topic]) -> Attempt:
    """Without these reasons."""
    for topic in topics:
        attempt = drop(attempt, topic.id)
    return attempt


def instead(attempt: Attempt, place: int, topic: str) -> Attempt:
    """Take the doubtful reason at this place for this topic; without a topic: it was recognised rightly."""
    doubt = attempt.doubts[place]
    attempt = _settling(attempt, clean(doubt.text), *([doubt.told] if topic else []))
    doubts = tuple(one for one in attempt.doubts if one is not doubt)
    meant = (topic or doubt.told if id == doubt.told else id for id in attempt.reasons)
    return replace(attempt, reasons=tuple(dict.fromkeys(meant)), doubts=doubts)


def _settling(attempt: Attempt, *what: str) -> Attempt:
    """With these stretches and reasons as what the person said otherwise of."""
    return replace(attempt, settled=_together(attempt.settled, what))


def _unsettled(told: Attempt, settled: tuple[str, ...]) -> Attempt:
    """What a text told, without what was settled."""
    return replace(
        told,
        reasons=tuple(id for id in told.reasons if id not in settled),
        unclear=tuple(one for one in told.unclear if clean(one.text) not in settled),
        doubts=tuple(one for one in told.doubts if clean(one.text) not in settled),
    )


def _added(state: State, attempt: Attempt) -> State:
    """With one more rejection of no filing, at which is worked now."""
    number = max(state.rejected, *(one.number for one, _ in everything(state)), 0) + 1
    loose = (*state.loose, replace(attempt, number=number))[-MOST_LOOSE:]
    return replace(state, loose=loose, attempt=number, rejected=number)


def _made_one(one: Attempt, other: Attempt, both: Attempt) -> Attempt:
    """Both as this one, which can be parted again."""
    return replace(both, joined=(replace(one, joined=None), replace(other, joined=None)))


def _joined(one: Attempt, other: Attempt) -> Attempt:
    """Both as one: it keeps the number, the time and the place of the first."""
    return replace(
        one,
        reasons=_together(one.reasons, other.reasons),
        sender=one.sender or other.sender,
        provider=one.provider or other.provider,
        unclear=_once((*one.unclear, *other.unclear))[:MOST_UNCLEAR],
        doubts=_once((*one.doubts, *other.doubts))[:MOST_DOUBTS],
        ticked={**other.ticked, **one.ticked},
        grace=one.grace or other.grace,
        messages=_together(one.messages, other.messages),
        settled=_together(one.settled, other.settled),
        returned=one.returned or other.returned,
    )


def is_guessed(attempt: Attempt) -> bool:
    """Whether none of its reasons was told for certain."""
    return set(attempt.reasons) <= {doubt.told for doubt in attempt.doubts if doubt.near}


def _is_another(last: Attempt, found: Diagnosis, read_since: bool) -> bool:
    """Whether a text tells of another rejection than this one: of one that came again or from somebody else, or it has
    an opening of its own and was not just pasted twice."""
    elsewhere = last.sender and found.senders and last.sender not in found.senders
    other = last.provider and found.provider and last.provider != found.provider
    twice = not found.unclear and set(found.reasons) <= set(last.reasons)
    if found.returned and ((read_since and not twice) or found.another or elsewhere or other):
        return True
    return found.again or (found.opens and not twice) or bool(elsewhere and "after" in found.senders)


def _without(state: State, number: int) -> State:
    """Without this rejection, which no undoing brings back."""

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
