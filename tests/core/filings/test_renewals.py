"""Reminders of what matters after approval: what runs out, the public security filing, the yearly check."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core import course
from bot.core.actions import Finish, OpenKept, PoliceFiled, PutAway, Silence, Unkeep
from bot.core.button_data import encode
from bot.core.events import Due, Pressed
from bot.core.filings import renewals
from bot.core.knowledge import Knowledge
from bot.core.replies import Turn
from bot.core.state import Kept, Renewal, State, dump_state, load_state
from bot.core.turns.timers import timers
from tests.core.approved import ICP, POLICE, approved, screens, told, turn
from tests.core.sample import NOW


def test_it_is_reminded_thirty_and_seven_days_before_and_never_belatedly(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "domain", "2027-01-05", knowledge)
    due = {key: at for key, at in timers(state, knowledge, NOW).items() if key.startswith("renewal")}
    assert due == {
        "renewal:1:domain:30": datetime(2026, 12, 6, 1, tzinfo=UTC),
        "renewal:1:domain:7": datetime(2026, 12, 29, 1, tzinfo=UTC),
    }
    near = told(state, "server", "2026-12-10", knowledge)
    assert [k for k in timers(near, knowledge, NOW) if k.startswith("renewal:1:server")] == ["renewal:1:server:7"]


def test_a_reminder_says_nothing_of_what_was_renewed_or_taken_out(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "domain", "2027-01-05", knowledge)
    late = datetime(2026, 12, 6, 1, tzinfo=UTC)
    assert "还有 30 天到期" in screens(turn(state, Due("renewal:1:domain:30"), knowledge, late))[0].text
    renewed = told(state, "domain", "2028-01-05", knowledge)
    assert not turn(renewed, Due("renewal:1:domain:30"), knowledge, late).replies
    result = turn(state, Pressed(encode(Unkeep(1, "domain"))), knowledge)
    assert {(timer.key, timer.due) for timer in result.timers} == {
        ("renewal:1:domain:30", None),
        ("renewal:1:domain:7", None),
    }
    assert not turn(result.state, Due("renewal:1:domain:30"), knowledge, late).replies
    assert not turn(State(), Due("renewal:1:domain:30"), knowledge, late).replies


def test_the_public_security_filing_is_called_to_mind_until_it_is_done(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "icp", ICP, knowledge)
    assert renewals.police_day(state.filings[0], knowledge) == date(2026, 12, 25)
    at_step = [key for key in timers(state, knowledge, NOW) if key.startswith("police")]
    assert at_step == ["police:1:7"], "on the last day the step's own deadline reminds"
    done = told(state, "police", POLICE, knowledge)
    assert not [key for key in timers(done, knowledge, NOW) if key.startswith("police")]
    app = knowledge.flows["app-filing"]
    filing = course.begin(1, "a", app, "personal", "jiangsu", NOW)
    filing = replace(course.jump(filing, app, app.steps[-1], NOW), kept=Kept(ICP, NOW))
    days = {key: at.date() for key, at in timers(State((filing,)), knowledge, NOW).items() if "police" in key}
    assert days == {"police:1:7": date(2026, 12, 18), "police:1:0": date(2026, 12, 25)}


@pytest.mark.parametrize("numbered", [True, False])
def test_a_filing_that_is_done_but_for_the_public_security_filing_is_reminded_of_it(
    numbered: bool, knowledge: Knowledge
) -> None:
    state = State((approved(knowledge),))
    state = told(state, "icp", ICP, knowledge) if numbered else state
    flow = knowledge.flows["first-filing"]
    last = flow.steps[-1]
    ended = turn(state, Pressed(encode(Finish(1, last.id))), knowledge)
    (screen,) = screens(ended)
    assert "最晚 **12月25日**" in screen.text
    due = {key: at.date() for key, at in timers(ended.state, knowledge, NOW).items() if "police" in key}
    assert due == {"police:1:7": date(2026, 12, 18), "police:1:0": date(2026, 12, 25)}
    assert encode(PoliceFiled(1)) in [button.data for row in screen.buttons for button in row]
    filed = turn(ended.state, Pressed(encode(PoliceFiled(1))), knowledge).state
    ticked = course.tick(state.filings[0], last, (renewals.POLICE_FILED,), on=True)
    for one in (filed, State((ticked,)), State((course.finish(ticked, flow, last, NOW),))):
        assert one
        assert renewals.police_day(one.filings[0], knowledge) is None
        keys = timers(one, knowledge, NOW)
        assert not [key for key in keys if key.startswith(("police", "deadline"))]


def test_of_a_step_left_lying_nothing_is_said_when_the_public_security_filing_is_called_to_mind(
    knowledge: Knowledge,
) -> None:
    state = told(State((approved(knowledge),)), "icp", ICP, knowledge)
    idle = NOW + timedelta(days=14)
    assert screens(turn(state, Due("idle:1:first-approved:14"), knowledge, idle))
    called = datetime(2026, 12, 18, 1, tzinfo=UTC)
    assert not turn(state, Due("idle:1:first-approved:14"), knowledge, called).replies
    assert screens(turn(state, Due("police:1:7"), knowledge, called))


def test_the_yearly_check_comes_every_year_whether_it_is_made_or_not(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "icp", ICP, knowledge)
    now = timers(state, knowledge, NOW)["yearly:1"]
    assert now.date() == date(2027, 11, 25)
    result = turn(state, Due("yearly:1"), knowledge, now)
    assert screens(result)
    assert [timer.due for timer in result.timers if timer.key == "yearly:1"] == [now + timedelta(days=365)]


def test_nobody_is_reminded_of_what_is_silent_or_put_away(knowledge: Knowledge) -> None:
    state = told(told(State((approved(knowledge),)), "icp", ICP, knowledge), "domain", "2027-01-05", knowledge)
    kept = {key for key in timers(state, knowledge, NOW) if key.split(":")[0] in renewals.KINDS}
    assert kept == {"renewal:1:domain:30", "renewal:1:domain:7", "police:1:7", "yearly:1"}
    for press in (Silence(1, True), Silence(0, True), PutAway(1, True)):
        result = turn(state, Pressed(encode(press)), knowledge)
        assert kept <= {timer.key for timer in result.timers if timer.due is None}
        late = datetime(2026, 12, 6, 1, tzinfo=UTC)
        assert not turn(result.state, Due("renewal:1:domain:30"), knowledge, late).replies


def test_the_yearly_check_comes_again_where_the_reminders_were_off_when_it_was_time(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "icp", ICP, knowledge)
    off = turn(state, Pressed(encode(Silence(0, True))), knowledge).state
    two_years = NOW + timedelta(days=730)
    on = turn(off, Pressed(encode(Silence(0, False))), knowledge, two_years)
    morning = datetime(2028, 11, 25, 1, tzinfo=UTC)
    assert [timer.due for timer in on.timers if timer.key == "yearly:1"] == [morning]
    again = turn(on.state, Due("yearly:1"), knowledge, morning)
    assert screens(again)
    assert [timer.due for timer in again.timers if timer.key == "yearly:1"] == [morning + timedelta(days=365)]


def test_a_reminder_that_is_late_wakes_nobody(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "domain", "2027-01-05", knowledge)
    night = datetime(2026, 12, 6, 19, tzinfo=UTC)
    result = turn(state, Due("renewal:1:domain:30"), knowledge, night)
    assert not result.replies
    (timer,) = (timer for timer in result.timers if timer.key == "renewal:1:domain:30")
    assert timer.due == datetime(2026, 12, 7, 0, tzinfo=UTC)
    assert "还有 29 天到期" in screens(turn(state, Due(timer.key), knowledge, timer.due))[0].text


def pressed(turn: Turn, verb: str, moment: str = "") -> Pressed:
    """The press of the button of this kind that is below what was said last."""
    data = [b.data for row in screens(turn)[-1].buttons for b in row]
    return Pressed(next(each for each in data if each.startswith(f"{verb}:") and each.endswith(moment)))


def test_what_comes_after_approval_is_told_again_when_the_person_wishes(knowledge: Knowledge) -> None:
    state = told(told(State((approved(knowledge),)), "icp", ICP, knowledge), "domain", "2027-01-05", knowledge)
    first = datetime(2026, 12, 6, 1, tzinfo=UTC)
    reminded = turn(state, Due("renewal:1:domain:30"), knowledge, first)
    after = turn(reminded.state, pressed(reminded, "N", "evening"), knowledge, first)
    evening = datetime(2026, 12, 6, 12, tzinfo=UTC)
    assert ("again:1:domain", evening) in [(timer.key, timer.due) for timer in after.timers]
    assert "12月6日 20:00" in screens(after)[0].text
    assert encode(OpenKept(1)) in [b.data for row in screens(after)[0].buttons for b in row]
    snoozed = load_state(dump_state(after.state))
    assert not turn(snoozed, Due("again:1:domain"), knowledge, first).replies, "not before the time"
    again = turn(snoozed, Due("again:1:domain"), knowledge, evening)
    assert "还有 30 天到期" in screens(again)[0].text
    assert again.state.later == {}
    assert not turn(again.state, Due("again:1:domain"), knowledge, evening).replies, "and once"
    assert pressed(again, "N", "hour"), "it can be put off again"
    renewed = told(snoozed, "domain", "2028-01-05", knowledge)
    assert not turn(renewed, Due("again:1:domain"), knowledge, evening).replies, "it is renewed by then"


@pytest.mark.parametrize("what", ["police", "yearly"])
def test_the_police_filing_and_the_yearly_check_can_be_put_off_until_they_are_done(
    what: str, knowledge: Knowledge
) -> None:
    state = told(State((approved(knowledge),)), "icp", ICP, knowledge)
    key = next(key for key in timers(state, knowledge, NOW) if key.startswith(what))
    due = timers(state, knowledge, NOW)[key]
    reminded = turn(state, Due(key), knowledge, due)
    snoozed = turn(reminded.state, pressed(reminded, "N", "morning"), knowledge, due).state
    morning = timers(snoozed, knowledge, due)[f"again:1:{what}"]
    assert morning - due == timedelta(days=1)
    assert screens(turn(snoozed, Due(f"again:1:{what}"), knowledge, morning))[0].text == screens(reminded)[0].text
    done = pressed(reminded, "8p" if what == "police" else "7")
    settled = turn(snoozed, done, knowledge, due).state
    assert not turn(settled, Due(f"again:1:{what}"), knowledge, morning).replies


def test_several_are_put_off_together_and_told_in_one_message(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    days: dict[Renewal, date] = {"domain": date(2027, 1, 5), "server": date(2027, 1, 5), "identity": date(2027, 1, 5)}
    filings = tuple(
        replace(approved(knowledge), number=number, kept=Kept(ICP, NOW, until=days)) for number in range(997, 1000)
    )
    filings = (*filings, course.begin(1000, "x", flow, "personal", "jiangsu", NOW))
    keys = [f"renewal:{number}:{what}:30" for number in range(997, 1000) for what in days]
    first = datetime(2026, 12, 6, 1, tzinfo=UTC)
    reminded = turn(State(filings), Due(keys[0], tuple(keys[1:])), knowledge, first)
    press = pressed(reminded, "N", "hour")
    snoozed = turn(reminded.state, press, knowledge, first).state
    steps = replace(snoozed, later={**snoozed.later, "1000": first + timedelta(hours=1)})
    then = first + timedelta(hours=1)
    again = [key for key, at in timers(steps, knowledge, first).items() if at == then]
    assert len(again) == 10
    after_step = turn(steps, Due("later:1000"), knowledge, then).state
    assert after_step, "what is left lying is told by itself and takes nothing of the rest along"
    keys = [key for key in again if key.startswith("again")]
    result = turn(after_step, Due(keys[0], tuple(keys[1:])), knowledge, then)
    assert "有 9 件事快到日子了" in screens(result)[0].text
    assert {timer.key for timer in result.timers if timer.due is None} >= set(keys[1:])
    moved = replace(after_step, later={**after_step.later, "d998": then + timedelta(hours=1)})
    result = turn(moved, Due(keys[0], tuple(keys[1:])), knowledge, then)
    assert "有 8 件事快到日子了" in screens(result)[0].text
    assert result.state.later == {"d998": then + timedelta(hours=1)}
    assert "again:998:domain" not in {timer.key for timer in result.timers}, "it was put off once more meanwhile"


def test_what_was_put_off_into_the_night_is_told_then_and_what_is_late_is_not(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "domain", "2027-01-05", knowledge)
    wish = datetime(2026, 12, 6, 14, 30, tzinfo=UTC)  # half past ten in the evening
    state = replace(state, later={"d1": wish})
    assert screens(turn(state, Due("again:1:domain"), knowledge, wish))
    late = turn(replace(state, later={"d1": wish - timedelta(hours=2)}), Due("again:1:domain"), knowledge, wish)
    assert not late.replies
    assert [timer.due for timer in late.timers if timer.key == "again:1:domain"] == [
        datetime(2026, 12, 7, 0, tzinfo=UTC)
    ]
    assert screens(turn(late.state, Due("again:1:domain"), knowledge, datetime(2026, 12, 7, 0, tzinfo=UTC)))


def test_who_wants_no_more_of_it_is_not_told_again_either(knowledge: Knowledge) -> None:
    wish = datetime(2026, 12, 6, 2, tzinfo=UTC)
    state = replace(told(State((approved(knowledge),)), "domain", "2027-01-05", knowledge), later={"d1": wish})
    for press in (Silence(1, True), Silence(0, True), PutAway(1, True), Unkeep(1, "domain")):
        result = turn(state, Pressed(encode(press)), knowledge)
        assert not turn(result.state, Due("again:1:domain"), knowledge, wish).replies
    result = turn(state, Pressed(encode(Silence(1, True))), knowledge)
    assert ("again:1:domain", None) in {(timer.key, timer.due) for timer in result.timers}


def test_it_can_be_put_off_only_until_it_has_run_out(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "domain", "2026-12-06", knowledge)
    last = datetime(2026, 12, 6, 1, tzinfo=UTC)
    reminded = turn(state, Due("renewal:1:domain:7"), knowledge, last)
    moments = [b.data.rpartition(":")[2] for row in screens(reminded)[0].buttons for b in row if b.data[:2] == "N:"]
    assert moments == ["hour", "evening"]


def test_the_public_security_filing_that_is_late_is_not_spoken_of_as_if_there_were_time(knowledge: Knowledge) -> None:
    state = told(State((approved(knowledge),)), "icp", ICP, knowledge)
    late = NOW + timedelta(days=31)
    assert not turn(state, Due("police:1:7"), knowledge, late).replies, "the step's own deadline tells it"
    app = knowledge.flows["app-filing"]
    filing = course.jump(course.begin(1, "a", app, "personal", "jiangsu", NOW), app, app.steps[-1], NOW)
    (screen,) = screens(turn(State((replace(filing, kept=Kept(ICP, NOW)),)), Due("police:1:7"), knowledge, late))
    assert "期限过了" in screen.text
    assert encode(Silence(1, True)) in [button.data for row in screen.buttons for button in row]


def test_dates_are_judged_by_the_rules_only_before_it_is_submitted(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    fresh = course.begin(1, "小店", flow, "personal", "jiangsu", NOW)
    kept = Kept(until={"domain": date(2027, 1, 5), "server": date(2026, 12, 10), "identity": date(2036, 1, 1)})
    ids = [rule.id for rule in renewals.too_short(replace(fresh, kept=kept), knowledge, NOW.date())]
    assert len(ids) == 2
    assert renewals.too_short(replace(approved(knowledge), kept=kept), knowledge, NOW.date()) == ()
