"""What the store writes of an event: what the dialogue decides on it, or an apology where our own code fails in it."""

import secrets
from dataclasses import replace
from datetime import datetime

from bot.acts import parcels_of
from bot.core import dialogue, languages, public
from bot.core.events import Around, Chosen, Due, FromStaff, Incoming, InPublic
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, ToStaff, Turn
from bot.core.state import State, dump_state, load_state
from bot.core.words import say
from bot.store import Parcel, Write

_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Makes a token letters only, as digits might be masked on their way back."""


def respond(stored: str | None, incoming: Incoming, knowledge: Knowledge, now: datetime, bot: str) -> Write:
    """What the dialogue decides on, for a person of this state (JSON); bot: our name at Telegram. Only what people do
    makes them known to us, and reachable again."""
    event = incoming.event
    if isinstance(event, InPublic):
        turn = public.respond(event, knowledge, now, incoming.language)
        return Write(None, (), parcels_of(turn, incoming, knowledge, now), turn.notes, turn.misses, keep=True)
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
    """What is said to who sent an event that was put aside under this number: to the staff in their group, and nothing
    to who chose a text of inline mode, which is sent already."""
    event = incoming.event
    if isinstance(event, InPublic) and isinstance(event.event, Chosen):
        return ()
    # What is stored may be what failed: only the client still tells the language.
    language = languages.of_client(incoming.language)
    told = say(languages.content(knowledge, language), "sorry-dead-letter", number=str(number))
    if isinstance(event, FromStaff):
        return parcels_of(Turn(State(), (ToStaff(told, "aside"),)), incoming, knowledge, now)
    replies = languages.speak((Screen(told),), language, knowledge)
    return parcels_of(Turn(State(), replies), replace(incoming, message=None), knowledge, now)
