"""Talks with the dialogue, without a store: what is said and shown, and the beginnings that several files share."""

from datetime import UTC, datetime, timedelta

from bot.core import course
from bot.core.actions import (
    AskRoute,
    Choose,
    Delete,
    Flows,
    Forget,
    Jump,
    Keep,
    Mend,
    Rejected,
    Rename,
    Resubmitted,
    Strike,
    TickFix,
)
from bot.core.button_data import decode, encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.state import State, dump_state, load_state
from tests.core.sample import NOW


def after(
    knowledge: Knowledge, *events: Event | str, state: State | None = None, now: datetime = NOW
) -> tuple[State, list[Screen]]:
    """Return the state after these events, and the screens shown last. state None: they happen to somebody new.

    What many tests begin with is played once: people who are new hear the same whenever they do the same."""
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
"""The state after a beginning, how it looked when it was new, and its knowledge, so that no other one gets that id."""


def _begun(knowledge: Knowledge, events: tuple[Event | str, ...], now: datetime) -> State:
    key = id(knowledge), now, events
    if key not in _played:
        state, _ = after(knowledge, *events, now=now)
        _played[key] = state, repr(state), knowledge
    state, looked, _ = _played[key]
    assert repr(state) == looked, f"a turn has changed what it was given, after {events}"
    return state


def turn(state: State, event: Event, knowledge: Knowledge, minutes: int = 0) -> tuple[State, Turn]:
    """Return one turn, and its state as it comes back from JSON. minutes: how long after `NOW` it is."""
    result = respond(event, state, knowledge, NOW + timedelta(minutes=minutes))
    return load_state(dump_state(result.state)), result


def answer(knowledge: Knowledge, *texts: str, state: State | None = None) -> str:
    """Return all that is said to the last of these texts, on `SATURDAY`."""
    state, said_last = state or State(), ""
    for text in texts:
        result = respond(said(text), state, knowledge, SATURDAY)
        state, said_last = result.state, shown(result)
    return said_last


def shown(result: Turn) -> str:
    """Return the texts of all screens of a turn."""
    return "\n".join(reply.text for reply in result.replies if isinstance(reply, Screen))


def buttons(screens: list[Screen]) -> list[str]:
    """Return the data of all buttons."""
    return [button.data for screen in screens for row in screen.buttons for button in row]


def actions_of(result: Turn) -> list[object]:
    """Return what the buttons of a turn do."""
    return list(map(decode, buttons([reply for reply in result.replies if isinstance(reply, Screen)])))


def at(*steps: str) -> tuple[Event, ...]:
    """Return the events of a filing that comes to each of these steps in turn."""
    return (*BEGUN, *(Pressed(encode(Jump(1, step))) for step in steps))


def begun(name: str, subject: str = "enterprise") -> tuple[Event | str, ...]:
    """Return the events with which a first filing of this name begins."""
    return (*map(Pressed, ("n:first-filing", f"s:{subject}", "p:guangdong")), name)


def in_review(knowledge: Knowledge, flow: str, step: str, province: str = "guangdong", number: int = 1) -> State:
    """Return the state with one filing, which is at this step of the flow."""
    made = knowledge.flows[flow]
    filing = course.begin(number, f"{number}号店", made, "enterprise", province, NOW)
    there = next(each for each in made.steps if each.id == step)
    return State((course.jump(filing, made, there, NOW),), front=number)


SATURDAY = datetime(2026, 11, 28, 4, tzinfo=UTC)
BEGUN = tuple(map(Pressed, ("n:first-filing", "s:enterprise", "p:guangdong", "a")))
ACCESS = tuple(map(Pressed, ("n:add-access", "s:enterprise", "p:guangdong", "a")))
CHANGE = tuple(map(Pressed, ("n:change-subject", "s:enterprise", "p:jiangsu", "a")))
NUMBERED = Pressed(encode(Keep(1, "icp", "粤ICP备2026001234号-1")))
RENAMED = (*BEGUN, Pressed(encode(Rename(1))))
"""A filing whose new name is asked for."""
STRUCK, DELETED = ((Pressed(encode(kind(1, False))), Pressed(encode(kind(1, True)))) for kind in (Strike, Delete))
FORGOTTEN = (Command("forget"), Pressed(encode(Forget())))

SHOPS = (*begun("老王面馆"), *begun("小李花店"))
SHOPS_UNDER_REVIEW = (*SHOPS, *(Pressed(encode(Jump(number, "first-provider-review"))) for number in (1, 2)))
SITE_AND_APP = (*begun("官网"), *begun("小程序商城app"))
CLIENTS = (*begun("利民商城"), *begun("利民论坛站"), *begun("宏达官网"))
UNDER_REVIEW = at("first-provider-review")
TWO_UNDER_REVIEW = (
    *(*begun("甲站"), Pressed(encode(Jump(1, "first-provider-review")))),
    *(*begun("乙站"), Pressed(encode(Jump(2, "first-provider-review")))),
)
AT_REVIEW = (*begun("官网"), Pressed(encode(Jump(1, "first-provider-review"))))
AT_AUTHORITY = "j:1:first-authority"

CHOOSING = (Pressed(encode(Flows())),)
ASKED_WHERE = (Pressed(encode(AskRoute(""))), Pressed(encode(Choose("what", "site"))))
ASKED_WHO = (*ASKED_WHERE, "国内的", "没备过")
"""The questions of the router, answered as far as that."""

PLAN = (Pressed(encode(Mend("reject-domain-not-realname"))),)
SUBMITTED = (*PLAN, Pressed(encode(Resubmitted(1))))
FIRST, REALNAME, NAME = "registry-check", "domain-realname", "site-name"
"""Todos of that plan."""
DATED = (*PLAN, Pressed(encode(TickFix(1, REALNAME, True))))
"""A plan of which all is done, and some days are to be waited."""
ASKED_FOR_A_TEXT = (Pressed(encode(Rejected())),)
REJECTED = (*UNDER_REVIEW, "初审被退了 电话没人接")

UNSYNCED = "reject-domain-not-realname"
TOLD = "备案被退回了：1、域名未实名认证；2、主体负责人手机号无人接听"
THREE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证；3、网站名称不规范。"
FOUR = "1、主办单位名称与证件不一致；\n2、域名未实名认证；\n3、网站负责人电话无人接听；\n4、核验照片背景不合格。"
NOTICE = "通知：经核查，贵公司网站未在首页标明备案编号，限7日内整改"
