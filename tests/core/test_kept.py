"""Numbers and dates as people type them, the code for the foot of the site, and when what is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import course
from bot.core.actions import Finish, FollowOn, Keep, NewFiling, OpenKept, PoliceFiled, PutAway, Silence, Unkeep
from bot.core.button_data import encode
from bot.core.dialogue import respond, timers
from bot.core.events import Due, Event, Pressed, said
from bot.core.filings import renewals
from bot.core.kinds import NumberKind
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.replies import Screen, Turn
from bot.core.screens.kept import CHANGES, FOLLOWING, IN_APP, code_screen
from bot.core.screens.letters import LONGEST_COPY
from bot.core.state import Filing, Kept, Renewal, State, dump_state, load_state
from bot.core.texts.dates import TypedDate, read_date
from bot.core.texts.numbers import Icp, icp_code, police_code, province_of_police, read_icp, read_police
from tests.core.sample import NOW
from tests.core.talking import after, at, begun, buttons

TODAY = date(2026, 12, 20)
ICP, POLICE = "苏ICP备2026011111号-1", "苏公网安备32010002000001号"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("京ICP备2026011111号", Icp("京", "2026011111")),
        ("京ICP备2023012345号-12", Icp("京", "2023012345", "12")),
        ("京 icp 备 2026011111 号 － 1a", Icp("京", "2026011111", "1", "A")),
        ("蜀ICP备2026011111-3X。", Icp("蜀", "2026011111", "3", "X")),
    ],
)
def test_an_icp_number_is_read_as_people_type_it(text: str, number: Icp) -> None:
    assert read_icp(said(text).text) == number


@pytest.mark.parametrize(
    "text", ["", "2026011111", "ICP备2026011111号", "京ICP备123号", "京ICP备2026011111号-1B", "京ICP证030173号"]
)
def test_what_is_no_icp_number_is_none(text: str) -> None:
    assert read_icp(text) is None


def test_the_number_of_the_public_security_filing_is_not_masked_and_names_its_province(knowledge: Knowledge) -> None:
    for text in (POLICE, "苏公网安备 32010002000001 号", "苏公网安备32010002000001"):
        event = said(text)
        assert (read_police(event.text), event.hidden) == (POLICE, ())
    province = province_of_police(POLICE, knowledge)
    assert province
    assert province.id == "jiangsu"
    assert province_of_police("京公网安备99010002000001号", knowledge) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2027-03-01", TypedDate(date(2027, 3, 1))),
        ("2027年3月1日", TypedDate(date(2027, 3, 1))),
        ("27.3.1", TypedDate(date(2027, 3, 1))),
        ("２０２７／３／１", TypedDate(date(2027, 3, 1))),
        ("20270301", TypedDate(date(2027, 3, 1))),
        ("域名2027年3月1号到期", TypedDate(date(2027, 3, 1))),
        ("明年3月1日", TypedDate(date(2027, 3, 1))),
        ("后年2月29号", TypedDate(date(2028, 2, 29))),
        ("明年3月", TypedDate(date(2027, 3, 1), sure=False)),
        ("2027年3月", TypedDate(date(2027, 3, 1), sure=False)),
        ("2027-03", TypedDate(date(2027, 3, 1), sure=False)),
        ("12月31日", TypedDate(date(2026, 12, 31), sure=False)),
        ("1月5日", TypedDate(date(2027, 1, 5), sure=False)),
        ("12月20日", TypedDate(date(2027, 12, 20), sure=False)),
        ("2027年2月29日", None),
        ("2027-13-01", None),
        ("明年", None),
        ("3个月后", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_type_it(text: str, found: TypedDate | None) -> None:
    assert read_date(said(text).text, TODAY) == found


@given(st.text(alphabet="020260111119年月日.-/ 明后今号", max_size=14))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text, TODAY)
    assert found is None or isinstance(found.day, date)


def test_the_code_leads_to_the_right_sites_and_can_be_copied(knowledge: Knowledge) -> None:
    site = icp_code(Icp("苏", "2026011111", "1"), knowledge)
    assert site.startswith('<a href="https://beian.miit.gov.cn/"')
    assert f">{ICP}</a>" in site
    assert ">粤ICP备2026011111号</a>" in icp_code(Icp("粤", "2026011111", "1"), knowledge)
    police = police_code(POLICE, knowledge)
    assert 'href="https://beian.mps.gov.cn/#/query/webSearch?code=32010002000001"' in police
    longest = icp_code(Icp("苏", "20260111119012", "1234"), knowledge)
    assert max(map(len, (longest, police))) <= LONGEST_COPY


def test_the_number_of_an_app_has_no_code_for_a_site(knowledge: Knowledge) -> None:
    filing = replace(approved(knowledge), kept=Kept("苏ICP备2026011111号-2A", NOW))
    screen = code_screen(knowledge, filing, "icp", NOW)
    assert "<a" not in screen.text
    assert [b.copy for row in screen.buttons for b in row if b.copy] == ["苏ICP备2026011111号-2A"]


def test_the_topics_and_flows_that_screens_lead_to_are_there(knowledge: Knowledge) -> None:
    assert {*CHANGES, IN_APP} <= set(knowledge.topics)
    assert set(FOLLOWING) <= set(knowledge.flows)
    assert {"icp", "police"} == {number for flow in knowledge.flows.values() for number in renewals.numbers_at(flow)}


def approved(knowledge: Knowledge) -> Filing:
    flow = knowledge.flows["first-filing"]
    return course.jump(course.begin(1, "小店", flow, "personal", "jiangsu", NOW), flow, flow.steps[-1], NOW)


def turn(state: State, event: Event, knowledge: Knowledge, now: datetime = NOW) -> Turn:
    return respond(event, state, knowledge, now)


def test_a_filing_that_follows_on_another_takes_its_answers_over_where_it_can(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),))
    begun = turn(state, Pressed(encode(FollowOn(1, "change-site"))), knowledge)
    assert "个人，江苏" in screens(begun)[0].text
    filings = turn(load_state(dump_state(begun.state)), said("改名"), knowledge).state
    assert [(one.subject, one.province) for one in filings.filings] == [("personal", "jiangsu")] * 2
    asked = turn(state, Pressed(encode(FollowOn(1, "migrate-subject"))), knowledge)
    assert "用谁的名义办" in screens(asked)[0].text, "it is not for persons"
    assert "用谁的名义办" in screens(turn(state, Pressed(encode(NewFiling("change-site"))), knowledge))[0].text
    for gone in (FollowOn(2, "change-site"), FollowOn(1, "no-such-flow")):
        assert turn(state, Pressed(encode(gone)), knowledge).state == turn(state, Pressed("9:9"), knowledge).state


def told(state: State, what: str, value: str, knowledge: Knowledge, now: datetime = NOW) -> State:
    after = turn(state, Pressed(encode(Keep(1, what, value))), knowledge, now).state
    return load_state(dump_state(after))


def screens(turn: Turn) -> list[Screen]:
    return [reply for reply in turn.replies if isinstance(reply, Screen)]


def test_a_number_of_another_province_moves_the_filing_there_once_it_is_said_to_be_right(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),), front=1, waiting="icp")
    (asked,) = screens(turn(state, said("浙ICP备2026011111号-1"), knowledge))
    assert "浙江的号" in asked.text
    after = turn(state, Pressed(asked.buttons[0][0].data), knowledge).state
    assert (after.filings[0].province, after.filings[0].kept.icp) == ("zhejiang", "浙ICP备2026011111号-1")
    assert after.filings[0].marks == state.filings[0].marks, "what was approved needs nothing anew"
    assert course.undo(after.filings[0]) == replace(
        state.filings[0], kept=after.filings[0].kept, revision=after.filings[0].revision + 1
    )


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (ICP, "icp", ICP),
        (f"我们的备案通过了，备案号是{ICP}", "icp", ICP),
        (f"our number is {ICP}", "icp", ICP),
        (f"ICP备案号: {ICP}。", "icp", ICP),
        (f"公安备案号下来了：{POLICE}", "police", POLICE),
    ],
)
def test_a_number_that_is_told_is_offered_to_the_filing(
    text: str, kind: NumberKind, number: str, knowledge: Knowledge
) -> None:
    state = State((approved(knowledge),), front=1)
    (offered,) = screens(turn(state, said(text), knowledge))
    assert offered.buttons[0][0].data == encode(Keep(1, kind, number))
    waiting = replace(state, waiting=kind)
    assert number in dump_state(turn(waiting, said(text), knowledge).state)


@pytest.mark.parametrize(
    "text",
    [
        f"拿到号了 {ICP}",
        f"恭喜，您的网站已通过备案，备案号：{ICP}",
        f"号下来了！{ICP}",
        f"恭喜您，备案审核通过，备案号为{ICP}",
        f"终于下号了 {ICP}",
        f"下来了 {ICP} 谢谢",
        f"过了 他们发我号了 {ICP}",
        f"今天终于批了，号是{ICP}，辛苦大家",
        f"谢谢 {ICP}",
        f"通过了，{ICP}，辛苦了",
        f"备案号已经下发，{ICP}",
        f"网站备案号已生成：{ICP}",
        f"号给我发下来了 {ICP}",
        f"新增的备案号 {ICP}",
        f"号在短信里面 {ICP}",
    ],
)
@pytest.mark.parametrize("yes", ["对", "是的", "嗯"])
def test_a_number_that_came_is_kept_by_the_only_filing_at_a_word(text: str, yes: str, knowledge: Knowledge) -> None:
    asked = turn(State((approved(knowledge),), front=1), said(text), knowledge).state
    assert asked.question
    told = turn(asked, said(yes), knowledge).state
    assert told.filings[0].kept.icp


def test_a_message_with_a_number_is_good_news_of_the_filing(knowledge: Knowledge) -> None:
    _, (asked,) = after(
        knowledge, *at("first-authority"), f"【工信部】您提交的ICP备案申请已通过审核，备案号为{ICP}，请尽快开通网站"
    )
    assert len(asked.buttons) == 3


def test_of_several_filings_a_word_does_not_tell_which_one(knowledge: Knowledge) -> None:
    both = (approved(knowledge), replace(approved(knowledge), number=2, name="二站"))
    asked = turn(State(both, front=1), said(ICP), knowledge).state
    told = turn(asked, said("是"), knowledge).state
    assert told.filings == asked.filings


@pytest.mark.parametrize(
    ("text", "until", "waiting"),
    [
        ("域名2027年3月1号到期", {"domain": date(2027, 3, 1)}, ""),
        ("我们的服务器是2027-03-01过期", {"server": date(2027, 3, 1)}, ""),
        ("营业执照有效期到明年3月1日", {"identity": date(2027, 3, 1)}, ""),
        ("域名2025年3月1号到期", {}, "domain"),
        ("域名3月1号到期", {}, "domain"),
        ("域名到期了", {}, ""),
        ("域名2027年3月1号到期可以吗", {}, ""),
        ("域名2027年3月1号到期要先续费", {}, ""),
    ],
)
def test_a_day_on_which_something_runs_out_is_kept_as_it_is_told(
    text: str, until: dict[Renewal, date], waiting: str, knowledge: Knowledge
) -> None:
    after = turn(State((approved(knowledge),), front=1), said(text), knowledge).state
    assert (after.filings[0].kept.until, after.waiting) == (until, waiting)
    told = turn(after, said("2028-03-01"), knowledge).state if waiting else None
    assert told is None or told.filings[0].kept.until == {"domain": date(2028, 3, 1)}


@pytest.mark.parametrize(
    "text",
    [
        *(f"我要注销{ICP}", f"{ICP}首页没挂，被退了", f"备案号是{ICP}吗", f"{ICP}是谁的"),
        *(f"另一个网站{ICP}打不开", f"客户的号批了 {ICP}", f"原来的备案号是{ICP}", f"下来了 {ICP} 接下来要变更吗"),
        *(f"没过 {ICP}", f"朋友的过了 {ICP}", f"备案号还没下发 {ICP}", f"新增要用老的号吗 {ICP}"),
    ],
)
def test_what_is_said_of_a_number_is_no_number_that_came(text: str, knowledge: Knowledge) -> None:
    state = State((approved(knowledge),), front=1)
    for screen in screens(turn(state, said(text), knowledge)):
        assert "的号吗？" not in screen.text


@pytest.mark.parametrize("begin", [("公司不做了 备案要注销",), ("网站搬到腾讯云 原来阿里云的", "陪我办"), ()])
@pytest.mark.parametrize("text", [f"备案号是{ICP}", f"原备案号{ICP}", f"备案号下来了 {ICP}"])
def test_the_number_of_what_was_approved_before_is_no_news(
    begin: tuple[str, ...], text: str, knowledge: Knowledge
) -> None:
    before, _ = after(knowledge, *begin)
    state, shown = after(knowledge, text, state=before)
    old = "原" in text or ("下来" not in text and bool(begin))
    assert (shown[0].text == knowledge.ui["number-old"]) == old
    assert state.waiting == before.waiting or not old


@pytest.mark.parametrize("text", ["是", "记上", "帮我记一下", "页脚代码给我"])
def test_the_number_of_the_only_filing_is_kept_by_a_word(text: str, knowledge: Knowledge) -> None:
    asked = turn(State((approved(knowledge),)), said(f"我的号是{ICP} 帮我记着"), knowledge).state
    kept = turn(asked, said(text), knowledge).state
    assert kept.filings[0].kept.icp == ICP
    again = screens(turn(kept, said("把网站底部代码发我"), knowledge))
    assert "```" in again[0].text
    for other in "代码", "备案号怎么挂":
        assert turn(State(), said(other), knowledge).state != kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((text, True) for text in ("挂哪里", "放在网站哪个位置啊", "这个贴哪儿", "这个号要挂出来吗", "那加在哪里呢")),
        *((text, False) for text in ("备案号挂哪", "服务器放哪里", "挂哪家云", "挂好了", "执照放哪")),
    ],
)
def test_where_the_number_goes_that_came_last_is_told_of_that_number(
    text: str, told: bool, knowledge: Knowledge
) -> None:
    for kept, where in (
        (Kept(icp=ICP), "code-icp"),
        (Kept(icp="粤ICP备2026012345号-2A"), "code-in-app"),
        (Kept(icp=ICP, police=POLICE), "code-police"),
    ):
        filing = replace(approved(knowledge), kept=kept)
        line = knowledge.ui[where].partition("{")[0].partition("：")[0]
        for front, expected in (1, told), (0, False):
            shown = screens(turn(State((filing,), front=front), said(text), knowledge))
            assert (line in shown[0].text) == expected, (text, where)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        *((text, True) for text in ("检查过了没问题", "信息都核对过了 没变化", "都看过了")),
        *((text, False) for text in ("看过了吗", "检查过了吗", "核查没问题怎么写", "我看完了", "检查的人来过了")),
    ],
)
def test_who_has_looked_it_all_over_is_through_with_the_check_of_the_year(
    text: str, noted: bool, knowledge: Knowledge
) -> None:
    for kept, checked in ((Kept(icp=ICP), noted), (Kept(), False)):
        state = State((replace(approved(knowledge), kept=kept),), front=1)
        after = turn(state, said(text), knowledge).state
        assert bool(after.filings[0].kept.checked) == checked, text


def test_the_police_of_another_province_moves_nothing(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),), front=1, waiting="police")
    (asked,) = screens(turn(state, said("浙公网安备33010002000001号"), knowledge))
    assert "浙江公安发的号" in asked.text
    after = turn(state, Pressed(asked.buttons[0][0].data), knowledge).state
    assert (after.filings[0].province, after.filings[0].kept.police) == ("jiangsu", "浙公网安备33010002000001号")


def test_a_number_typed_without_being_asked_for_is_offered_to_the_filings(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),))
    (asked,) = screens(turn(state, said(ICP), knowledge))
    after = turn(state, Pressed(asked.buttons[0][0].data), knowledge).state
    assert after.filings[0].kept.icp == ICP
    assert turn(State(), said(ICP), knowledge).replies, "and without a filing it is a question like any other"


@pytest.mark.parametrize(
    ("text", "recalled"),
    [
        ("我们的备案号是多少来着", True),
        ("备案号忘了，查一下", True),
        ("公安备案号多少", True),
        ("备案号是什么", False),
        ("备案多少", False),
        ("没放备案号会罚多少", False),
    ],
)
def test_who_asks_for_their_number_is_told_it(text: str, recalled: bool, knowledge: Knowledge) -> None:
    filing = course.begin(1, "小店", knowledge.flows["first-filing"], "enterprise", "jiangsu", NOW)
    for kept in (Kept(icp=ICP), Kept()):
        state = State((replace(filing, kept=kept),), front=1)
        (first, *_) = respond(said(text), state, knowledge, NOW).replies
        assert isinstance(first, Screen)
        assert ("2026011111" in first.text) == (recalled and bool(kept.icp))


def test_a_number_of_six_digits_is_no_code_while_one_is_waited_for(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    step = next(step for step in flow.steps if step.id == "first-sms")
    state = State((course.jump(approved(knowledge), flow, step, NOW),))
    assert "苏ICP备050001号" in screens(turn(state, said("苏ICP备050001号"), knowledge))[0].text


@pytest.mark.parametrize("value", ["", "2026-11-24", "2999-01-01", "x", "2027-02-30"])
def test_a_forged_date_is_not_kept(value: str, knowledge: Knowledge) -> None:
    assert told(State((approved(knowledge),)), "domain", value, knowledge).filings[0].kept == Kept()


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


def test_who_is_through_is_told_the_own_number_and_no_example(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),))
    for one, number in ((state, "样子像"), (told(state, "icp", ICP, knowledge), ICP)):
        (screen,) = screens(turn(one, Pressed(encode(Finish(1, "first-approved"))), knowledge))
        assert number in plain(screen.text)
        assert ("粤ICP备" in screen.text) == (number != ICP)


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


@pytest.mark.parametrize("text", [ICP, f"备案号下来了，{ICP}", f"审核通过了 {ICP}", f"管局那边过了 号是{ICP}"])
def test_a_number_of_no_filing_may_begin_one(text: str, knowledge: Knowledge) -> None:
    told = respond(said(text), State(), knowledge, NOW)
    assert "https://beian.miit.gov.cn" in told.screens[0].text
    begun = told.state
    for answer in ("是", "企业", "小店"):
        turn = respond(said(answer), begun, knowledge, NOW)
        begun = load_state(dump_state(turn.state))
    (filing,) = begun.filings
    assert (filing.flow, filing.province, filing.kept.icp) == ("after-approval", "jiangsu", ICP)
    assert renewals.police_day(filing, knowledge) == renewals.police_last(NOW, knowledge)


def test_the_number_that_our_texts_give_as_a_sample_begins_none(knowledge: Knowledge) -> None:
    for text in "粤ICP备12345678号", "苏ICP备12345678号-1":
        told = respond(said(text), State(), knowledge, NOW)
        assert not told.state.question


@pytest.mark.parametrize(
    "text",
    [
        f"别人的备案号是{ICP}",
        f"{ICP}是谁的",
        f"备案号已下发 {ICP} 怎么挂",
        f"我公司号是{ICP} 想再加一个站",
        "甲ICP备2026011111号",
        POLICE,
        f"{ICP}被注销了",
    ],
)
def test_a_number_of_others_or_of_nowhere_begins_none(text: str, knowledge: Knowledge) -> None:
    told = respond(said(text), State(), knowledge, NOW)
    assert not told.state.question


FILED = ["公安那个也交了", "公安备案提交了", "网安那边已经交过了", "公安联网备案也办好了"]


@pytest.mark.parametrize("text", FILED)
def test_that_the_police_filing_was_handed_in_ticks_its_box(text: str, knowledge: Knowledge) -> None:
    approved = numbered(knowledge)
    state = respond(said(text), approved, knowledge, NOW).state
    (filing,) = state.filings
    assert filing.kept.police_filed
    assert "police-filed" in filing.marks["first-approved"].ticked
    assert renewals.police_day(filing, knowledge) is None


@pytest.mark.parametrize("text", ["公安还没交", "公安备案交了吗", "公安备案怎么交", "公安备案被退回了", "域名也交了"])
def test_what_else_is_said_of_it_ticks_nothing(text: str, knowledge: Knowledge) -> None:
    state = respond(said(text), numbered(knowledge), knowledge, NOW).state
    assert not state.filings[0].kept.police_filed
    assert not state.filings[0].marks["first-approved"].ticked


@pytest.mark.parametrize("text", FILED)
def test_before_it_is_approved_nobody_has_handed_that_in(text: str, knowledge: Knowledge) -> None:
    reviewed, _ = after(knowledge, *at("first-authority"))
    state, _ = after(knowledge, text, state=reviewed)
    assert not state.filings[0].kept.police_filed


def numbered(knowledge: Knowledge) -> State:
    """A first filing that is approved, with its number."""
    state, _ = after(knowledge, *at("first-approved"))
    return state.with_filing(replace(state.filings[0], kept=Kept(icp="粤ICP备2026011111号-1", noted=NOW)))


HERE = "粤ICP备2026003003号-1"


@pytest.mark.parametrize(
    "told",
    [
        "果茶下证 {}",
        "果茶出证了，{}",
        "果茶出号了 {}",
        "果茶的号 {}",
        "果茶备好了 {}",
        "果茶管局的也过了 {}",
        "{} 果茶的",
    ],
)
def test_a_number_that_is_told_by_a_name_is_of_that_filing(told: str, knowledge: Knowledge) -> None:
    two, _ = after(knowledge, *begun("永顺"), *begun("果茶"), "永顺过了")
    state, _ = after(knowledge, told.format(HERE), state=two)
    assert [filing.kept.icp for filing in state.filings] == ["", HERE]
    state, _ = after(knowledge, "是", state=state)
    assert [len(filing.marks) > 1 for filing in state.filings] == [False, True]


@pytest.mark.parametrize(
    "told", ["果茶下证了吗 {}", "果茶还没下证 {}", "果茶以前的号 {}", "果茶要变更 {}", "果茶隔壁的号 {}", "宏泰下证 {}"]
)
def test_a_number_that_is_asked_about_or_of_others_is_kept_of_none(told: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *begun("永顺"), *begun("果茶"), told.format(HERE))
    assert not any(filing.kept.icp for filing in state.filings)


def test_whose_a_number_is_no_mere_yes_tells(knowledge: Knowledge) -> None:
    two, _ = after(knowledge, *begun("永顺"), *begun("果茶"), "永顺过了", HERE)
    state, screens = after(knowledge, "是", state=two)
    assert {encode(Keep(one, "icp", HERE)) for one in (1, 2)} == {*buttons(screens)}
    assert state.filings == two.filings
