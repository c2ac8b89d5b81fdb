"""What a person can take along of a filing: its dates for a calendar, and all that is kept of it as a text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from bot.core import course
from bot.core.knowledge import Knowledge
from bot.core.screens.agenda import calendar_file
from bot.core.screens.export import text_file
from bot.core.state import Attempt, Filing, Grace, Kept, Renewal, Unclear
from tests.core.sample import NOW

NAME = "五金店官网"


def at(knowledge: Knowledge, step_id: str, begun: datetime = NOW) -> Filing:
    flow = knowledge.flows["first-filing"]
    filing = course.begin(1, NAME, flow, "enterprise", "guangdong", begun)
    step = course.step_of(flow, step_id)
    assert step
    return course.jump(filing, flow, step, begun)


def events(filing: Filing, knowledge: Knowledge, now: datetime = NOW) -> dict[str, Event]:
    calendar = Calendar.from_ical(calendar_file(filing, knowledge, now))
    assert isinstance(calendar, Calendar)
    assert not calendar.get_missing_tzids(), "a calendar need not know what Asia/Shanghai means"
    return {str(event["uid"]): event for event in calendar.events}


def test_deadlines_are_in_the_calendar_in_beijing_time(knowledge: Knowledge) -> None:
    expected, last = events(at(knowledge, "first-authority"), knowledge).values()
    assert (str(expected["dtstart"].params["TZID"]), str(last["dtstart"].params["TZID"])) == ("Asia/Shanghai",) * 2
    assert f"{expected.start:%m-%d %H:%M}" == "12-02 09:00", "seven to nine days in Guangdong"
    assert f"{expected.end:%m-%d %H:%M}" == "12-08 18:00"
    assert f"{last.start:%m-%d %H:%M %z}" == "12-23 09:00 +0800"
    assert "今天还没结果，就去问：等管局终审" in str(last["summary"])
    waiting, step = at(knowledge, "first-sms"), course.step_of(knowledge.flows["first-filing"], "first-sms")
    assert not events(waiting, knowledge), "nothing runs before the text message comes"
    assert step
    (sms,) = events(course.came(waiting, step, NOW), knowledge).values()
    assert sms.end == NOW + timedelta(hours=24)
    assert sms.alarms.times[0].trigger == sms.start - timedelta(hours=4)


def test_the_time_that_a_notice_gives_ends_in_it(knowledge: Knowledge) -> None:
    attempt = Attempt(1, NOW, "first-authority", ("reject-number-not-shown",), grace=Grace(length=7, unit="个工作日"))
    filing = at(knowledge, "first-authority")
    filing = course.reopen(filing, knowledge.flows["first-filing"], attempt, (), NOW)
    (grace,) = (one for one in events(filing, knowledge).values() if "通知给的期限" in str(one["summary"]))
    assert f"{grace.start:%Y-%m-%d %H:%M}" == "2026-12-04 09:00"


def test_a_date_that_moves_keeps_its_uid(knowledge: Knowledge) -> None:
    filing = at(knowledge, "first-authority")
    off = knowledge.calendar.off | {datetime(2026, 12, 1).date()}
    moved = replace(knowledge, calendar=replace(knowledge.calendar, off=off))
    before, after = events(filing, knowledge), events(filing, moved, NOW + timedelta(days=3))
    assert list(before) == list(after)
    assert len(set(before)) == 2
    assert [event.start.day for event in before.values()] == [2, 23]
    assert [event.start.day for event in after.values()] == [2, 24]


def test_what_runs_out_is_in_both_whatever_step_it_is_at(knowledge: Knowledge) -> None:
    until: dict[Renewal, date] = {"domain": date(2027, 1, 5), "server": date(2026, 11, 1)}
    filing = replace(at(knowledge, "first-server"), kept=Kept("粤ICP备12345678号-1", NOW, until=until))
    domain, *_ = events(filing, knowledge).values()
    assert f"{domain.start:%Y-%m-%d %H:%M}" == "2027-01-05 09:00"
    assert domain.alarms.times[0].trigger == domain.start - timedelta(days=30)
    assert str(domain["summary"]).startswith("域名到期")
    assert "备案助手推算" not in str(domain["description"])
    text = text_file(filing, knowledge, NOW).decode()
    assert "备案号：粤ICP备12345678号-1" in text
    assert "域名：2027年1月5日 到期" in text


def test_what_is_to_be_done_after_approval_is_in_the_calendar(knowledge: Knowledge) -> None:
    flow = knowledge.flows["app-filing"]
    app = course.begin(1, NAME, flow, "enterprise", "guangdong", NOW)
    app = replace(course.jump(app, flow, flow.steps[-1], NOW), kept=Kept("粤ICP备12345678号-2A", NOW))
    through = course.finish(app, flow, flow.steps[-1], NOW)
    for filing in (app, through):
        police, yearly = events(filing, knowledge).values()
        assert (f"{police.start:%Y-%m-%d}", f"{yearly.start:%Y-%m-%d}") == ("2026-12-25", "2027-11-25")
        assert police.alarms.times[0].trigger == police.start - timedelta(days=7)
        assert "公安联网备案" in str(police["summary"])
        assert "从你告诉我通过那天算起" in str(police["description"])
    at_step = replace(at(knowledge, "first-approved"), kept=Kept("粤ICP备12345678号-1", NOW))
    assert [uid.split("-", 2)[2] for uid in events(at_step, knowledge)] == [
        "yearly@beian-bot",
        "first-approved-last@beian-bot",
    ], "the step's own deadline is the same day"
    done = replace(through, kept=replace(through.kept, police_filed=True))
    assert len(events(done, knowledge)) == 1


def test_dates_beyond_the_announced_calendar_say_so(knowledge: Knowledge) -> None:
    filing = at(knowledge, "first-authority", datetime(2026, 12, 10, 2, tzinfo=UTC))
    expected, last = events(filing, knowledge).values()
    assert "预计的" not in str(expected["description"])
    assert "2027 年的放假安排还没公布，日期是预计的" in str(last["description"])


def test_the_calendar_tells_nothing_of_the_person(knowledge: Knowledge) -> None:
    attempt = Attempt(1, NOW, unclear=(Unclear("张三的名字"),), submitted=NOW)
    told = calendar_file(replace(at(knowledge, "first-authority"), attempts=(attempt,)), knowledge, NOW).decode()
    assert NAME not in told
    assert "张三" not in told
    assert calendar_file(at(knowledge, "first-server"), knowledge, NOW).count(b"BEGIN:VEVENT") == 0


def test_the_text_holds_steps_dates_ticks_and_rejections(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    filing = course.tick(at(knowledge, "first-check"), flow.steps[0], (flow.steps[0].items[0].id,), True)
    filing = course.finish(filing, flow, flow.steps[0], NOW + timedelta(days=1))
    attempt = Attempt(1, NOW, reasons=("reject-phone-unreachable",), submitted=NOW + timedelta(days=2))
    text = text_file(replace(filing, attempts=(attempt,)), knowledge, NOW + timedelta(days=3)).decode()
    assert text.startswith(
        f"备案进度：{NAME}\n首次备案，企业，广东\n2026-11-25 开始，记录到 2026-11-28 10:00（北京时间）"
    )
    assert f"✓ 1. {flow.steps[0].title}（2026-11-25 开始，2026-11-26 做完）\n    [x] " in text
    assert f"→ 2. {flow.steps[1].title}（2026-11-26 开始）\n    [ ] " in text
    assert f"1. 2026-11-25  {knowledge.topics['reject-phone-unreachable'].title}\n    2026-11-27 重新提交" in text
    assert "**" not in text
