"""How much is taken of what people and groups send. What comes first behind that is refused, and the rest dropped."""

import time
from dataclasses import replace
from datetime import datetime

from telegram import Update

from bot.core.actions import OfTakingAlong
from bot.core.button_data import decode
from bot.core.events import Command, Crowded, FromStaff, Hasty, Incoming, InPublic, Pressed, Said
from bot.telegram.bounded import forget_first
from bot.telegram.limits import Limits, Rate
from bot.telegram.parse import InlineAsked

MINUTE = 60.0
_MOST_PEOPLE = 10_000
"""How many people are remembered who pressed or looked up something."""
MOST_IN_A_MINUTE = 10
"""How many questions and presses of a group are answered in a minute of the clock. Telegram lets us send 20 messages
there."""


class Paces:
    """Counts what each person sends, or what is asked in each group, within a minute of the clock."""

    def __init__(self, most: float) -> None:
        self.most = most
        """How many are taken. It counts one more, to tell the first one too many."""
        self._newest = 0
        self._places: dict[tuple[int, int], dict[int, int]] = {}
        """By person or group, and minute: each update's place, from 1."""

    def place(self, whose: int, minute: int, update: int) -> int:
        """Note that this was sent in that minute; return its place there, from 1. An update that is handed in again
        keeps its place."""
        if minute > self._newest:
            self._newest = minute
            self._places = {key: places for key, places in self._places.items() if key[1] >= minute - 1}
        places = self._places.setdefault((whose, minute), {})
        if len(places) > self.most:
            return places.get(update, len(places) + 1)
        return places.setdefault(update, len(places) + 1)


class Allowance:
    """What each person may still send at a rate: it is used up, and grows again with the time."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._used: dict[int, tuple[float, float]] = {}
        """By person: how much of it is used, and since when."""

    def take(self, whose: int, now: float) -> bool:
        """Use some of it; tell whether there was any. now: in seconds, by a clock that never goes back."""
        used, since = self._used.pop(whose, (0.0, now))
        used = max(0.0, used - (now - since) * self._rate.calls / self._rate.seconds)
        is_left = used + 1 <= self._rate.calls
        self._used[whose] = (used + is_left, now)
        forget_first(self._used, _MOST_PEOPLE)
        return is_left


class Admission:
    """Lets in what one bot takes."""

    def __init__(self, limits: Limits) -> None:
        self._crowds = Paces(MOST_IN_A_MINUTE)
        self._messages = Paces(limits.person)
        """Messages, and the presses that bring one."""
        self._presses = Allowance(limits.presses)
        self._queries = Allowance(limits.presses)

    def is_answered(self, asked: InlineAsked) -> bool:
        """Tell whether an inline query is answered."""
        return self._queries.take(asked.user, time.monotonic())

    def bearable(self, incoming: Incoming, minute: int) -> Incoming | None:
        """Return the event, or a refusal if its person or group asks too much. None: the refusal was sent there
        already."""
        event = incoming.event
        match event:
            case FromStaff():
                return incoming
            case InPublic(asked):
                if not isinstance(asked, Said | Command | Pressed):
                    return incoming
                paces, whose, pressed = self._crowds, incoming.chat, isinstance(asked, Pressed)
                words = event.asked if isinstance(asked, Pressed) else asked
                refusal = replace(event, event=Crowded(pressed), asked=words)
                refused = replace(incoming, event=refusal, edited=False)
            case _:
                paces, whose, pressed = self._messages, incoming.user, isinstance(event, Pressed)
                refusal = InPublic(Hasty(pressed), asked=event if isinstance(event, Said | Command) else None)
                refused = replace(incoming, event=refusal, message=None, edited=False)
                if isinstance(event, Pressed) and not isinstance(decode(event.data), OfTakingAlong):
                    return incoming if self._presses.take(whose, time.monotonic()) else refused
        place = paces.place(whose, minute, incoming.update or 0)
        if place <= paces.most:
            return incoming
        return refused if pressed or place <= paces.most + 1 else None


def minute_of(update: Update) -> int:
    """Return the minute in which an update was sent, by Telegram's clock, so that a backlog does not count as one
    minute. A press does not tell; it counts for the present minute."""
    message = update.message or update.edited_message
    sent = getattr(message, "edit_date", None) or getattr(message, "date", None)
    return int((sent.timestamp() if isinstance(sent, datetime) else time.time()) // MINUTE)
