"""Talks with the dialogue, without a store: what is said, and what comes of it."""

from datetime import datetime

from bot.core.actions import Delete, Forget, Jump, Mend, Rejected, Resubmitted, Strike, TickFix
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State
from tests.core.sample import NOW

PLAN = (Pressed(encode(Mend("reject-domain-not-realname"))),)
SUBMITTED = (*PLAN, Pressed(encode(Resubmitted(1))))
THREE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证；3、网站名称不规范。"
FIRST, REALNAME, NAME = "registry-check", "domain-realname", "site-name"
"""Things to do about that."""
DATED = (*PLAN, Pressed(encode(TickFix(1, REALNAME, True))))
"""A plan of which all is done, and some days are to be waited."""
NOTICE = "通知：经核查，贵公司网站未在首页标明备案编号，限7日内整改"
ASKED_FOR_A_TEXT = (Pressed(encode(Rejected())),)
STRUCK, DELETED = ((Pressed(encode(kind(1, False))), Pressed(encode(kind(1, True)))) for kind in (Strike, Delete))
FORGOTTEN = (Command("forget"), Pressed(encode(Forget())))
BEGUN = tuple(map(Pressed, ("n:first-filing", "s:enterprise", "p:guangdong", "a")))


def after(
    knowledge: Knowledge, *events: Event | str, state: State | None = None, now: datetime = NOW
) -> tuple[State, list[Screen]]:
    """What is remembered once all of this happened, and what was shown last: to somebody new, or to who has a state.

    What many tests begin with is played once: who is new hears the same whenever they do the same."""
    if state is None and len(events) > 1:
        state = _begun(knowledge, events[:-1], now)
        events = events[-1:]
    state = state or State()
    screens: list[Screen] = []
    for event in events:
        turn = respond(said(event) if isinstance(event, str) else event, state, knowledge, now)
        state, screens = turn.state, [reply for reply in turn.replies if isinstance(reply, Screen)]
    return state, screens


_played: dict[tuple[int, datetime, tuple[Event | str, ...]], tuple[State, str, Knowledge]] = {}
"""What is remembered after a beginning, how that looked when it was new, and of which knowledge, lest another one get
its id."""


def _begun(knowledge: Knowledge, events: tuple[Event | str, ...], now: datetime) -> State:
    key = id(knowledge), now, events
    if key not in _played:
        state, _ = after(knowledge, *events, now=now)
        _played[key] = state, repr(state), knowledge
    state, looked, _ = _played[key]
    assert repr(state) == looked, f"a turn has changed what it was given, after {events}"
    return state


def buttons(screens: list[Screen]) -> list[str]:
    """The data of all buttons."""
    return [button.data for screen in screens for row in screen.buttons for button in row]


def at(*steps: str) -> tuple[Event, ...]:
    """What leads to a filing that is at the last of these steps."""
    return (*BEGUN, *(Pressed(encode(Jump(1, step))) for step in steps))


def begun(name: str, subject: str = "enterprise") -> tuple[Event | str, ...]:
    return (*map(Pressed, ("n:first-filing", f"s:{subject}", "p:guangdong")), name)


SHOPS = (*begun("老王面馆"), *begun("小李花店"))
UNDER_REVIEW = at("first-provider-review")
REJECTED = (*UNDER_REVIEW, "初审被退了 电话没人接")
TWO_UNDER_REVIEW = (
    *(*begun("甲站"), Pressed(encode(Jump(1, "first-provider-review")))),
    *(*begun("乙站"), Pressed(encode(Jump(2, "first-provider-review")))),
)
