"""What of ours stands in each chat, as far as a later screen may take its place.

All in this process only. After a restart an edited message is answered anew, a press below a second message in a group
brings another one, and older messages keep their buttons, which do no harm.
"""

from dataclasses import dataclass

from bot.acts import Show
from bot.telegram.bounded import forget_first

MOST_REMEMBERED = 10_000
"""How many chats, and how many second messages in groups, each memory below holds."""


@dataclass(frozen=True, slots=True)
class _Last:
    """The last thing that was sent to a chat, if it is about one message of a person.

    answered: that message. answer: ours, which answers all of it; None: something was sent since. further: the second
    message, which came of a press below the answer; None: there is none.
    """

    answered: int
    answer: int | None = None
    further: int | None = None


class Standing:
    """The memory of one bot."""

    def __init__(self) -> None:
        self._last: dict[int, _Last] = {}
        """By chat."""
        self._further: dict[tuple[int, int], None] = {}
        """(chat, message) of all second messages."""
        self._about: dict[int, dict[int, str]] = {}
        """By chat: the messages that show the latest state of something, each with its `Screen.about`."""

    def replaced(self, chat: int, show: Show) -> int | None:
        """Return the message whose place a screen takes. None: it becomes a new message."""
        last = self._last.get(chat)
        if show.renews:
            return next((message for message, about in self._about.get(chat, {}).items() if about == show.about), None)
        if show.edited and last and last.answered == show.answers:
            return last.answer
        if show.further and show.edit is not None and (chat, show.edit) not in self._further:
            return last.further if last and last.answered == show.reply_to else None
        return show.edit

    def sent(self, chat: int, show: Show, message: int, *, whole: bool) -> None:
        """Note that a screen was sent as this new message (0: Telegram told no id), or (not `whole`) a part of it."""
        last = self._last.pop(chat, None)
        if show.further and show.reply_to:
            answer = last.answer if last and last.answered == show.reply_to else None
            self._last[chat] = _Last(show.reply_to, answer, message or None)
            self._further[chat, message] = None
            forget_first(self._further, MOST_REMEMBERED)
        elif show.answers is not None and whole and message:
            self._last[chat] = _Last(show.answers, message)
        forget_first(self._last, MOST_REMEMBERED)

    def went_on(self, chat: int) -> None:
        """Note that something other than a screen was sent."""
        self._last.pop(chat, None)

    def shows(self, chat: int, message: int, about: str) -> list[int]:
        """Note that a message now shows the latest state of `about` ("": of nothing). Return those that did before."""
        held = self._about.pop(chat, {})
        held.pop(message, None)
        former = [number for number, what in held.items() if what == about]
        for number in former:
            del held[number]
        if about:
            held[message] = about
        if held:
            self._about[chat] = held
            forget_first(self._about, MOST_REMEMBERED)
        return former
