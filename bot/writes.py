"""The effects of an event, for the store to write: the decision of the dialogue, or an apology if our own code
failed."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.acts import parcels_of
from bot.core import dialogue, languages, public
from bot.core.events import Around, Chosen, Due, FromStaff, Incoming, InPublic
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, ToStaff, Turn
from bot.core.state import State, dump_state, load_state
from bot.core.words import say
from bot.store import Parcel, Store, Write


class Run(Protocol):
    """Runs a turn (`Service._run`). The dialogue decides on it, unless `decide` does. False: it was run before. Raises
    StoreError. timer, done: see `Store.turn`."""

    def __call__(
        self,
        incoming: Incoming,
        timer: str | None = None,
        decide: Callable[[str | None], Write] | None = None,
        done: int | None = None,
    ) -> Awaitable[bool]: ...


@dataclass(frozen=True, slots=True)
class Means:
    """What the parts of a service work with.

    content: returns today's content. posted: is called after something was put into the outbox.
    """

    store: Store
    clock: Callable[[], datetime]
    content: Callable[[], Knowledge]
    run: Run
    posted: Callable[[], None]


_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Turns the digits of a token into letters: digits might be masked on their way back."""


def respond(stored: str | None, incoming: Incoming, knowledge: Knowledge, now: datetime, bot: str) -> Write:
    """Let the dialogue decide on an event, given the person's state (JSON). Only what people do themselves creates a
    state, and makes them reachable again. bot: our name at Telegram."""
    event = incoming.event
    if isinstance(event, InPublic):
        turn = public.respond(event, knowledge, now, incoming.language)
        return Write.only(parcels_of(turn, incoming, knowledge, now), turn.notes, turn.misses)
    token = secrets.token_hex(16).translate(_LETTERS)
    around = Around(bot, token, incoming.message, incoming.edited, incoming.language, incoming.goes_on)
    turn = dialogue.respond(event, load_state(stored), knowledge, now, around)
    is_own = not isinstance(event, Due | FromStaff)
    return Write(
        None if turn.forgets else dump_state(turn.state),
        turn.timers,
        parcels_of(turn, incoming, knowledge, now),
        turn.notes,
        turn.misses,
        turn.waits,
        turn.shared,
        keep=stored is None and not is_own,
        back=is_own,
    )


def apology(number: int, incoming: Incoming, knowledge: Knowledge, now: datetime) -> tuple[Parcel, ...]:
    """Return the apology for an event that was put aside under this number. It goes to the sender, for a text of the
    staff into their group; a chosen inline text gets none, as it is sent already."""
    event = incoming.event
    if isinstance(event, InPublic) and isinstance(event.event, Chosen):
        return ()
    # The state may be what failed, so only the client tells the language.
    language = languages.of_client(incoming.language)
    told = say(languages.content(knowledge, language), "sorry-dead-letter", number=str(number))
    if isinstance(event, FromStaff):
        return parcels_of(Turn(State(), (ToStaff(told, "aside"),)), incoming, knowledge, now)
    replies = languages.speak((Screen(told),), language, knowledge)
    return parcels_of(Turn(State(), replies), replace(incoming, message=None), knowledge, now)
