"""What typed words say of a filing that is cancelled at the authority: it was submitted, or it is over."""

from datetime import timedelta

import pytest

from bot.core import course
from bot.core.actions import Jump, NewFiling, SureFiling
from bot.core.button_data import encode
from bot.core.events import Command, Pressed
from bot.core.knowledge import Knowledge
from bot.core.turns.timers import timers
from tests.core.sample import NOW
from tests.core.talking import after, at

CANCELLING = tuple(map(Pressed, (encode(SureFiling("cancel-site", 0)), "s:enterprise", "p:shandong", "a")))


@pytest.mark.parametrize("text", ["提交了", "注销提交了", "已经提交注销了", "注销申请提交了", "注销昨天提交的"])
def test_who_submitted_a_cancellation_still_has_the_text_message_before_them(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *CANCELLING, text)
    assert "在等短信" in screens[0].text
    state, _ = after(knowledge, "对", state=state)
    assert state.filings[0].marks["cas-submit"].awaited
    state, screens = after(knowledge, "提交了", state=state)
    assert (state.showing, state.filings[0].marks["cas-submit"].done) == ("cas-submit", None)
    assert "接下来等短信" in screens[0].text
    state, _ = after(knowledge, "短信收到了", state=state)
    assert state.filings[0].marks["cas-submit"].begun == NOW
    assert NOW + timedelta(hours=24) in timers(state, knowledge, NOW).values()
    state, _ = after(knowledge, "短信填好了", state=state)
    assert state.showing == "cas-review"


ENDED = [
    "注销成功了",
    "注销下来了",
    "已经注销掉了",
    "注销好了",
    "都注销完了",
    "管局注销了",
    "注销通过了",
    "备案已注销",
    "已经查不到了",
    "成功注销了",
    "销掉了",
    "注销成了",
]


@pytest.mark.parametrize("text", ENDED)
def test_who_says_that_it_is_cancelled_is_through(knowledge: Knowledge, text: str) -> None:
    reviewed = (*CANCELLING, Pressed(encode(Jump(1, "cas-review"))))
    state, _ = after(knowledge, *reviewed, text)
    assert state.filings[0].marks["cas-review"].done
    state, _ = after(knowledge, *reviewed, Command("start"), text)
    assert state.question
    state, _ = after(knowledge, "对", state=state)
    assert state.filings[0].marks["cas-review"].done
    state, _ = after(knowledge, *CANCELLING, text, "对")
    assert state.filings[0].marks["cas-review"].done
    assert set(timers(state, knowledge, NOW)) == {"retention"}


def test_an_empty_filing_is_cancelled_as_well(knowledge: Knowledge) -> None:
    begun = tuple(map(Pressed, ("n:cancel-empty", "s:enterprise", "p:shandong", "a")))
    state, _ = after(knowledge, *begun, Pressed(encode(Jump(1, "cae-done"))), "管局注销了")
    assert state.filings[0].marks["cae-done"].done


@pytest.mark.parametrize("text", ["不注销了", "我不想注销了", "先不注销", "暂时不注销了", "还是不注销了吧"])
def test_who_does_not_want_to_cancel_any_more_puts_it_aside(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *CANCELLING, text)
    assert screens[0].text == knowledge.ui["cancelled"]
    assert state.showing == ""


@pytest.mark.parametrize("text", ["域名提交了", "不注销会怎么样", "注销材料提交到哪里"])
def test_what_is_about_something_else_notes_nothing(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *CANCELLING, text)
    assert not state.question
    assert screens[0].text != knowledge.ui["cancelled"]


@pytest.mark.parametrize("text", ["没了", "查了 没有了", "搜不到了 应该好了", "没有这个网站了", "查过了 都没了"])
def test_what_is_gone_while_it_is_reviewed_is_cancelled(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *CANCELLING, Pressed(encode(Jump(1, "cas-review"))), text, "对")
    assert state.filings[0].marks["cas-review"].done
    for step in "cas-submit", "first-authority":
        begin = at(step) if step == "first-authority" else (*CANCELLING, Pressed(encode(Jump(1, step))))
        state, _ = after(knowledge, *begin, text, "对")
        filing = state.filings[0]
        now = course.current(filing, knowledge.flows[filing.flow])
        assert now
        assert now.id == step


@pytest.mark.parametrize(
    "text",
    [
        *("短信没了", "没了吗", "备案号没了怎么办", "还没销掉", "还能查到"),
        *("还没注销掉", "注销成功了吗", "不注销了", "被注销了怎么办", "注销错了"),
    ],
)
def test_what_is_no_word_that_it_is_cancelled_ends_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *CANCELLING, Pressed(encode(Jump(1, "cas-review"))), text)
    assert state.filings[0].marks["cas-review"].done is None
    assert not state.question


@pytest.mark.parametrize("text", ENDED)
def test_of_a_filing_that_is_no_cancellation_nobody_means_that(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *at("first-authority"), text)
    assert state.filings[0].marks["first-authority"].done is None
    assert not state.question


@pytest.mark.parametrize(
    "text", ["短信来了，说备案已注销", "管局通知我 注销通过了", "备案号查不到了，应该注销了", "批下来了 注销成功"]
)
def test_who_tells_from_whom_it_is_known_is_asked_whether_it_is_over(knowledge: Knowledge, text: str) -> None:
    for reviewed in (CANCELLING, (*CANCELLING, Pressed(encode(Jump(1, "cas-review"))))):
        state, screens = after(knowledge, *reviewed, text)
        assert state.question or state.filings[0].marks["cas-review"].done
        assert "不能恢复" not in screens[0].text
        state, _ = after(knowledge, *(("对",) if state.question else ()), state=state)
        assert state.filings[0].marks["cas-review"].done


@pytest.mark.parametrize(
    "text", ["客户的备案被注销了", "我的另一个备案号被管局注销了", "短信说还没注销", "收到短信说要注销我的备案"]
)
def test_what_became_of_another_one_or_is_to_come_ends_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *CANCELLING, Pressed(encode(Jump(1, "cas-review"))), text)
    assert state.filings[0].marks["cas-review"].done is None
    assert not state.question


def test_whom_it_is_for_may_be_told_while_it_is_asked_whether_to_cancel(knowledge: Knowledge) -> None:
    asked = (Pressed(encode(NewFiling("cancel-site"))), "我们是公司", "上海")
    state, screens = after(knowledge, *asked)
    assert [screens[0].text, screens[1].yes_no] == ["好，记下了：**企业，上海**。", True]
    state, _ = after(knowledge, "是", state=state)
    assert (state.waiting, state.draft.subject, state.draft.province) == ("name", "enterprise", "shanghai")


@pytest.mark.parametrize("text", ["企业要什么材料", "上海要多久", "不办了"])
def test_what_else_is_said_there_describes_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, Pressed(encode(NewFiling("cancel-site"))), text)
    assert (state.draft.subject, state.draft.province) == (None, "")
