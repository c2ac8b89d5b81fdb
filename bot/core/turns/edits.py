"""A message that is edited is answered as if its former words had never been said, as long as nothing was done since.

Of the person's state only what typed words do is taken back, and only what the very last message did: whatever was done
on top of an older one would go with it.
"""

from dataclasses import replace
from operator import attrgetter

from bot.core.events import Around, Attached, Command, Event, Said
from bot.core.filings import attempts
from bot.core.state import Filing, Last, State

_DONE = ("asker", "filings", "claims", "front", "showing", "waiting", "draft", "loose", "attempt", "filed", "rejected")
"""What typed words change of a state, besides what is on the screen."""
_what = attrgetter(*_DONE)


def unsaid(state: State, around: Around) -> State:
    """The state in which an edited message is answered, and any other event in what it is. A question of ours that is
    open may have come of its former words, and is not what the new ones answer."""
    if not around.edited:
        return state
    last = None if is_older(state, around) else state.last
    if last is None:
        return replace(state, question=(), besides=())
    state = replace(state, topic=last.topic, within=last.within, asked="", question=(), besides=())
    return _done(state, last.before) if last.before else state


def is_older(state: State, around: Around) -> bool:
    """Whether it is a message that is edited after others were typed, or something was done."""
    return around.edited and (state.last is None or state.last.message != around.message)


def noted(before: State, after: State, event: Event, around: Around) -> State:
    """The state after an event, with what is known of the message that was typed last. What was deleted by typing is
    not kept for this."""
    told = isinstance(event, Said | Attached | Command) and not is_older(before, around)
    if told and around.message is not None:
        is_kept = _what(before) != _what(after) and not _fewer(before, after)
        done = _done(State(), before) if is_kept else None
        return replace(after, last=Last(around.message, before.topic, before.within, done))
    if (before.filings, before.loose, before.draft) == (after.filings, after.loose, after.draft):
        return after
    return replace(after, last=None)


def _done(state: State, of: State) -> State:
    """The state with what typed words do as it is in the other one, and the questions that they answer."""
    return replace(state, question=of.question, besides=of.besides, **{name: getattr(of, name) for name in _DONE})


def _fewer(before: State, after: State) -> bool:
    """Whether filings, rejections, or numbers and days that were kept are gone."""
    counts = [
        (len(state.filings), len(list(attempts.everything(state))), sum(map(_kept, state.filings)))
        for state in (before, after)
    ]
    return any(now < once for once, now in zip(*counts, strict=True))


def _kept(filing: Filing) -> int:
    """How many numbers and days are kept of it."""
    return len([*filter(None, (filing.kept.icp, filing.kept.police)), *filing.kept.until])
