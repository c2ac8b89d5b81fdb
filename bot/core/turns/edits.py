"""Edited messages: answered as if their former words had never been said, as long as nothing was done since.

Only what typed words change in the state is taken back, and only for the very last message: taking back an older one
would undo what was done after it.
"""

from dataclasses import replace
from operator import attrgetter

from bot.core.events import Around, Attached, Command, Event, Said
from bot.core.filings import attempts
from bot.core.state import Filing, Last, State

_DONE = ("asker", "filings", "claims", "front", "showing", "waiting", "draft", "loose", "attempt", "filed", "rejected")
"""The fields of a state that typed words change, besides what is on the screen."""
_what = attrgetter(*_DONE)


def unsaid(state: State, around: Around) -> State:
    """Return the state in which an event is answered. For an edited message, what its former words did is taken back.
    Our open question may have come of those words, so it is closed. Other events keep the state as it is."""
    if not around.edited:
        return state
    last = None if is_older(state, around) else state.last
    if last is None:
        return replace(state, question=(), besides=())
    state = replace(state, topic=last.topic, within=last.within, asked="", question=(), besides=())
    return _done(state, last.before) if last.before else state


def is_older(state: State, around: Around) -> bool:
    """Tell whether this is an edit of a message after which others were typed or something was done."""
    return around.edited and (state.last is None or state.last.message != around.message)


def noted(before: State, after: State, event: Event, around: Around) -> State:
    """Return the state after an event, with what is known of the message typed last. If typing deleted something, the
    state before is not kept."""
    told = isinstance(event, Said | Attached | Command) and not is_older(before, around)
    if told and around.message is not None:
        is_kept = _what(before) != _what(after) and not _fewer(before, after)
        done = _done(State(), before) if is_kept else None
        return replace(after, last=Last(around.message, before.topic, before.within, done))
    if (before.filings, before.loose, before.draft) == (after.filings, after.loose, after.draft):
        return after
    return replace(after, last=None)


def _done(state: State, of: State) -> State:
    """Return the state with the `_DONE` fields and the open questions of the other one."""
    return replace(state, question=of.question, besides=of.besides, **{name: getattr(of, name) for name in _DONE})


def _fewer(before: State, after: State) -> bool:
    """Tell whether filings, rejections, or kept numbers and days are gone."""
    counts = [
        (len(state.filings), len(list(attempts.everything(state))), sum(map(_kept, state.filings)))
        for state in (before, after)
    ]
    return any(now < once for once, now in zip(*counts, strict=True))


def _kept(filing: Filing) -> int:
    """Count the numbers and days that are kept of a filing."""
    return len([*filter(None, (filing.kept.icp, filing.kept.police)), *filing.kept.until])
