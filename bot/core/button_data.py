"""Button data: an action written into at most 64 bytes, and read back.

The client chooses the data that it sends: `decode` takes any text.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime

from bot.core import actions
from bot.core.actions import Action, AsOf

LONGEST_DATA = 64
"""Bytes of callback data that the Bot API takes."""

_VERBS: dict[str, type[Action]] = {
    "h": actions.Home, "m": actions.Flows, "w": actions.Rejected, "n3": actions.CheckName, "l": actions.Progress,
    "J4": actions.Shelf, "H": actions.History,
    "t": actions.Themes, "E": actions.InStage, "b1": actions.Browse, "r": actions.Read,
    "y": actions.Provinces, "v": actions.ReadProvince, "I": actions.IAm, "P": actions.MyProvince,
    "i": actions.ReadTerm, "c": actions.ReadConsole, "q": actions.ReadOrderState,
    "x": actions.NoneOfThese, "%": actions.Rate,
    "1": actions.AllFlows, "J": actions.AskRoute, "Q": actions.Choose,
    "n": actions.NewFiling, "n2": actions.SureFiling, "n1": actions.FollowOn, "m1": actions.Follow,
    "s": actions.PickSubject, "p": actions.PickProvince, "a": actions.NoName, "M": actions.Mend,
    "o": actions.Overview, "g": actions.OpenStep, "k": actions.Tick, "d": actions.Finish, "d1": actions.Came,
    "5": actions.Tried, "j": actions.Jump, "u": actions.Undo, "C": actions.Chase, "8": actions.Share,
    "e": actions.Delete, "w1": actions.Returned,
    "J1": actions.Rename, "J2": actions.Restate, "J5": actions.Correct, "J3": actions.PutAway, "2": actions.Details,
    "3": actions.SetCase,
    "9": actions.Draw, "0": actions.Agenda, "=": actions.Export,
    "U": actions.OpenKept, "V": actions.Tell, "X": actions.Keep, "Y": actions.Unkeep, "6": actions.FooterCode,
    "7": actions.Duties, "8p": actions.PoliceFiled,
    "A": actions.OpenPlan, "T": actions.TickFix, "S": actions.Settle, "S1": actions.Unsure, "W1": actions.Reasons,
    "D": actions.Drop, "D2": actions.Instead, "B": actions.SentBy, "G": actions.Merge, "G1": actions.Part,
    "f": actions.Attach, "O": actions.Grow, "R": actions.Resubmitted, "R1": actions.Unsubmit, "D3": actions.Strike,
    "L": actions.Letters, "W": actions.ReadLetter,
    "Z": actions.ReminderSettings, "N": actions.Snooze, "K": actions.Silence, "4": actions.QuietHours,
    "+": actions.SpeakTo, "*": actions.Human, "F": actions.ForgetAsker, "z": actions.Forget, "z1": actions.Stay,
    "d2": AsOf,
}  # fmt: skip
_SHORT = {("b1", "0"): "b", ("%", "unhelpful"): "-"}
"""Short forms of a verb with its last value. Old chats have data in both forms."""
_LONG = {short: long for long, short in _SHORT.items()}
_VERB_OF = {kind: verb for verb, kind in _VERBS.items()}
_FIELDS = {kind: fields(kind) for kind in _VERB_OF}


def encode(action: Action) -> str:
    """Return the data of a button. ValueError: longer than 64 bytes (an id in the content is too long)."""
    kind = type(action)
    verb, values = _VERB_OF[kind], [getattr(action, spot.name) for spot in _FIELDS[kind]]
    written = [f"{value:d}" if isinstance(value, bool) else str(value) for value in values]
    if written and (short := _SHORT.get((verb, written[-1]))):
        verb, written = short, written[:-1]
    data = ":".join((verb, *written))
    if len(data.encode()) > LONGEST_DATA:
        raise ValueError(f"{len(data.encode())} bytes of button data: {data}")
    return data


def as_of(at: datetime, action: Action) -> str:
    """Return the data of a button that carries out an action as of a past moment."""
    return encode(AsOf(int(at.timestamp()) // 60, encode(action).replace(":", ".")))


def done_then(late: AsOf) -> Action | None:
    """Return the action that such a button carries out. None: as in `decode`."""
    return decode(late.data.replace(".", ":"))


def decode(data: str) -> Action | None:
    """Return the action of a button's data. None: it is not data of our buttons."""
    verb, *values = data.split(":")
    if verb in _LONG:
        verb, last = _LONG[verb]
        values.append(last)
    kind = _VERBS.get(verb)
    if kind is None or len(values) != len(_FIELDS[kind]):
        return None
    read: list[str | int | bool] = []
    for spot, value in zip(_FIELDS[kind], values, strict=True):
        if spot.type is str:
            read.append(value)
        elif spot.type is bool and value in ("0", "1"):
            read.append(value == "1")
        elif spot.type is int and value.isascii() and value.isdigit() and len(value) < 10:
            read.append(int(value))
        else:
            return None
    make: Callable[..., Action] = kind
    return make(*read)
