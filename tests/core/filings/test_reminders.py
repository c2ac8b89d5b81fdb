"""When people are reminded: before a code runs out, after the limit of a wait, at a step left lying; never at night."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import course
from bot.core.dialogue import respond
from bot.core.events import said
from bot.core.filings.reminders import LADDER, awake, late, reminders, timers, with_all_told
from bot.core.knowledge import Knowledge
from bot.core.state import Attempt, Quiet, State, dump_state, load_state
from bot.core.workdays import local
from tests.core.sample import FLOW, NOW, knowledge_with
from tests.core.talking import DATED, after, in_review

KNOWLEDGE = knowledge_with(FLOW)
NIGHT: Quiet = (22, 8)


def beijing(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def at(step: str, begun: datetime = NOW, quiet: Quiet = NIGHT, awaited: bool = False) -> State:
    filing = course.begin(1, "shop", FLOW, "personal", "", begun)
    target = next(each for each in FLOW.steps if each.id == step)
    filing = course.jump(filing, FLOW, target, begun)
    return State((filing if awaited else course.came(filing, target, begun),), quiet=quiet)


def moments(state: State, kind: str, begun: datetime = NOW) -> dict[str, str]:
    """The last part of each key of this kind, and when it is told, in Beijing: day and time."""
    found = timers(state, KNOWLEDGE, begun)
    return {
        key.rpartition(":")[2]: f"{local(due):%d %H:%M}" for key, due in found.items() if key.startswith(f"{kind}:")
    }


@pytest.mark.parametrize(
    ("begun", "quiet", "warnings"),
    [
        (beijing(25, 10), NIGHT, {"12": "25 21:00", "4": "26 08:00", "1": "26 09:00"}),
        (beijing(25, 15), NIGHT, {"12": "25 21:00", "4": "26 11:00", "1": "26 14:00"}),
        (beijing(25, 21), NIGHT, {"12": "26 09:00", "4": "26 17:00", "1": "26 20:00"}),
        (beijing(25, 21, 30), NIGHT, {"12": "26 09:30", "4": "26 17:30", "1": "26 20:30"}),
        (beijing(25, 23), NIGHT, {"12": "26 11:00", "4": "26 19:00", "1": "26 22:00"}),
        (beijing(26, 6), NIGHT, {"12": "26 18:00", "1": "27 05:00"}),
        (beijing(26, 9), NIGHT, {"12": "26 21:00", "1": "27 08:00"}),
        (beijing(26, 6), (0, 0), {"12": "26 18:00", "4": "27 02:00", "1": "27 05:00"}),
    ],
)
def test_a_code_is_warned_of_three_times_and_at_night_only_by_the_last_chance(
    begun: datetime, quiet: Quiet, warnings: dict[str, str]
) -> None:
    assert moments(at("sms", begun, quiet), "hours", begun) == warnings


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 23), st.integers(0, 23))
def test_there_is_always_a_warning_before_the_end(minute: int, night: int, morning: int) -> None:
    begun = NOW + timedelta(minutes=minute)
    found = [one for one in reminders(at("sms", begun, (night, morning)), KNOWLEDGE, begun) if one.kind == "hours"]
    end = begun + timedelta(hours=24)
    assert all(begun < one.due < end and one.time <= one.due for one in found)
    assert end - found[-1].due >= timedelta(hours=1)
    assert [one.number for one in found] == list(range(1, found[0].of + 1))


def test_until_the_text_message_comes_nothing_runs_and_it_is_asked_for_while_it_is_in_time() -> None:
    """On Friday the provider is through: it may have handed on at once, on Monday, or on Tuesday."""
    state = at("sms", beijing(27, 15), awaited=True)
    assert {key: f"{local(due):%d %H:%M}" for key, due in timers(state, KNOWLEDGE, NOW).items()} == {
        "awaited:1:sms:0": "28 09:00",
        "awaited:1:sms:1": "01 09:00",
        "awaited:1:sms:2": "02 09:00",
    }
    filing = course.came(state.filings[0], FLOW.steps[5], beijing(30, 11))
    assert moments(State((filing,)), "hours") == {"12": "30 21:00", "4": "01 08:00", "1": "01 10:00"}
    assert course.came(filing, FLOW.steps[5], beijing(30, 12)) == filing, "a second press does not begin it anew"


def test_a_clock_that_began_with_the_step_runs_on() -> None:
    """So it was stored before the text message was waited for."""
    begun = beijing(25, 10)
    done = "".join(f'"{id}": {{"done": "{begun:%FT%TZ}"}}, ' for id in ("domain", "server", "info", "submit", "review"))
    stored = f"""{{"filings": [{{"number": 1, "name": "a", "flow": "sample", "subject": "personal", "province": "",
    "begun": "{begun:%FT%TZ}", "marks": {{{done} "sms": {{"begun": "{begun:%FT%TZ}", "resent": 1}}}}}}]}}"""
    assert moments(load_state(stored), "hours") == moments(at("sms", begun), "hours")


def test_the_time_out_is_told_in_the_morning_and_then_there_is_the_ladder() -> None:
    state = at("sms", beijing(25, 23))
    over = next(one for one in reminders(state, KNOWLEDGE, NOW) if one.kind == "hours-over")
    assert (over.time, over.due) == (beijing(26, 23), beijing(27, 8))
    assert moments(state, "idle") == {"3": "29 09:00", "7": "03 09:00", "14": "10 09:00"}


def test_a_wait_for_others_has_no_ladder_and_is_asked_about_on_the_day_after() -> None:
    ((key, due),) = timers(at("authority"), KNOWLEDGE, NOW).items()
    assert key == "deadline:1:authority"
    assert due.isoformat() == "2026-12-24T09:00:00+08:00", "20 working days after Wednesday 25 November are over"


def test_what_was_submitted_again_is_asked_for_anew(knowledge: Knowledge) -> None:
    state, flow = in_review(knowledge, "first-filing", "first-provider-review"), knowledge.flows["first-filing"]
    asked = with_all_told(state, NOW + timedelta(days=5))
    back = course.reopen(asked.filings[0], flow, Attempt(1, NOW), (), NOW + timedelta(days=6))
    assert not [key for key in timers(asked.with_filing(back), knowledge, NOW) if key.startswith("result")]
    again = asked.with_filing(course.resubmit(back, flow, NOW + timedelta(days=7)))
    (due,) = timers(again, knowledge, NOW + timedelta(days=7)).values()
    assert f"{local(due):%m-%d}" == "12-07", "on Wednesday it went in again: the two days end on Friday"


def test_a_result_that_is_told_late_is_not_asked_for_at_once(knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=30)
    turn = respond(said("11月26号交的"), state, knowledge, now)
    assert not [timer for timer in turn.timers if timer.key.startswith("result") and timer.due and timer.due <= now]


def test_a_step_left_lying_is_brought_back_three_times_and_a_tick_begins_anew() -> None:
    state = at("domain")
    assert moments(state, "idle") == {"3": "28 09:00", "7": "02 09:00", "14": "09 09:00"}
    touched = replace(state.filings[0], touched=NOW + timedelta(days=5))
    assert moments(State((touched,)), "idle") == {"3": "03 09:00", "7": "07 09:00", "14": "14 09:00"}


def test_of_several_that_are_late_the_last_is_told_and_none_twice() -> None:
    state, now = at("domain"), NOW + timedelta(days=8)
    (one,) = late(state, KNOWLEDGE, now)
    assert (one.key, one.number, one.of) == ("idle:1:domain:7", 2, len(LADDER))
    after = with_all_told(state, now)
    assert late(after, KNOWLEDGE, now) == []
    assert list(timers(after, KNOWLEDGE, now)) == ["idle:1:domain:14"]


def test_later_tells_what_stands_then_and_nothing_where_it_is_done() -> None:
    now = NOW + timedelta(days=3)
    snoozed = replace(with_all_told(at("domain"), now), later={"1": now + timedelta(hours=1)})
    then = now + timedelta(hours=1)
    assert [one.key for one in late(snoozed, KNOWLEDGE, then)] == ["idle:1:domain:3"]
    done = replace(snoozed, filings=(course.finish(snoozed.filings[0], FLOW, FLOW.steps[0], now),))
    assert late(done, KNOWLEDGE, then) == []
    assert with_all_told(snoozed, then).later == {}


def test_one_thing_has_one_reminder_at_a_time(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *DATED)
    (waited,) = timers(state, knowledge, NOW).values()
    state = replace(state, later={"wa1": waited})
    assert [one.kind for one in late(state, knowledge, waited)] == ["fix"]


def test_who_wants_no_reminders_has_no_timers() -> None:
    state = at("sms")
    assert timers(replace(state, silent=True), KNOWLEDGE, NOW) == {}
    assert timers(replace(state, filings=(replace(state.filings[0], silent=True),)), KNOWLEDGE, NOW) == {}


def test_the_end_of_a_wait_after_mending_keeps_the_night(knowledge: Knowledge) -> None:
    fix = next(fix.id for fix in knowledge.fixes.values() if fix.wait)
    topic = next(topic.id for topic in knowledge.topics.values() if fix in topic.fixes)
    state = State(loose=(Attempt(1, NOW, reasons=(topic,), ticked={fix: NOW}),))
    (usual,) = timers(state, knowledge, NOW).values()
    (late_riser,) = timers(replace(state, quiet=(22, 11)), knowledge, NOW).values()
    assert (local(usual).hour, local(late_riser).hour) == (9, 11)


@given(st.integers(0, 48 * 60), st.integers(0, 23), st.integers(0, 23))
def test_nobody_is_woken(minute: int, night: int, morning: int) -> None:
    moment = NOW + timedelta(minutes=minute)
    then = awake(moment, (night, morning))
    hour = local(then).hour + local(then).minute / 60
    in_night = night <= hour < morning if night <= morning else hour >= night or hour < morning
    assert not in_night
    assert moment <= then < moment + timedelta(hours=24)


@pytest.mark.parametrize("typed", ["483920", "验证码 483920", "我的验证码是483 920", "48 39 20"])
def test_a_code_is_not_kept(knowledge: Knowledge, typed: str) -> None:
    flow = knowledge.flows["first-filing"]
    step = next(each for each in flow.steps if each.id == "first-sms")
    state = State((course.jump(course.begin(1, "a", flow, "personal", "beijing", NOW), flow, step, NOW),))
    turn = respond(said(typed), state, knowledge, NOW)
    everything = dump_state(turn.state) + "".join(miss.text for miss in turn.misses) + repr(turn.replies)
    assert "483" not in everything
    assert "48 39" not in everything
    assert "工信部的网站上" in repr(turn.replies)


def test_a_code_on_any_other_step_is_a_text_like_any(knowledge: Knowledge) -> None:
    turn = respond(said("483920"), State(), knowledge, NOW)
    assert "工信部的网站上" not in repr(turn.replies)


def test_a_filing_that_was_put_away_has_no_reminders() -> None:
    state = at("sms")
    assert timers(state, KNOWLEDGE, NOW)
    away = replace(state, filings=tuple(replace(filing, away=True) for filing in state.filings))
    assert not timers(away, KNOWLEDGE, NOW)
