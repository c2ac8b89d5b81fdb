"""Filings that are called by their names."""

from dataclasses import replace

import pytest

from bot.core import course
from bot.core.actions import (
    AllFlows,
    AskRoute,
    Attach,
    Came,
    Correct,
    Delete,
    Finish,
    Flows,
    Home,
    Jump,
    NewFiling,
    OpenPlan,
    OpenStep,
    Overview,
    PickSubject,
    PutAway,
    Read,
    Rejected,
    Rename,
    Resubmitted,
    Returned,
)
from bot.core.button_data import encode
from bot.core.events import Command, Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.screens.filing_screens import CANCELLING
from bot.core.words import say
from tests.core.talking import PLAN, SHOPS, after, at, begun, buttons


@pytest.mark.parametrize("name", ["还没", "备案", "域名", "网站", "网站备案"])
def test_a_filing_named_by_a_common_word_is_called_only_by_the_whole_text(knowledge: Knowledge, name: str) -> None:
    two, _ = after(knowledge, *begun("花店"), *begun("面馆"))
    common, _ = after(knowledge, Pressed(encode(OpenStep(2, ""))), state=two)
    filings = (replace(common.filings[0], name=name), common.filings[1])
    for text in (f"{name}提交了", f"{name}过了", f"{name}被退回了", f"{name}那个不弄了"):
        state, screens = after(knowledge, text, state=replace(common, filings=filings))
        assert state.front == 2, text
        assert not any(f"「{name}」" in screen.text for screen in screens), text
    state, _ = after(knowledge, name, state=replace(common, filings=filings))
    assert state.front == 1


TWO = (*begun("官网"), *begun("小程序商城app"))


@pytest.mark.parametrize("text", ["官网被退回了：授权书未盖章", "我们官网被退回了，授权书没有盖章"])
def test_a_rejection_that_names_a_filing_is_of_that(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *TWO, text)
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]


SHOP_AND_SITE = (*begun("永利"), *begun("蓝鲸"))


@pytest.mark.parametrize(
    "text",
    [
        "永利：营业执照图片不清晰，请修改。\n蓝鲸：域名未实名认证，请修改。",
        "永利五金：备案订单被退回，原因：1、营业执照图片不清晰\n\n蓝鲸：被退回，域名未实名认证",
        "永利\n1、营业执照图片不清晰\n\n蓝鲸\n1、域名未实名认证",
        "以下备案被退回，请修改：\n永利:营业执照图片不清晰\n蓝鲸教育公司:\n域名未实名认证",
        "永利被退了，原因：营业执照图片不清晰\n蓝鲸被退了，原因：域名未实名认证",
    ],
)
@pytest.mark.parametrize("asked", [(), (Pressed(encode(Rejected())),)])
def test_what_stands_under_the_name_of_a_filing_is_its_own_rejection(
    knowledge: Knowledge, text: str, asked: tuple[Pressed, ...]
) -> None:
    state, _ = after(knowledge, *SHOP_AND_SITE, *asked, text)
    told = [[attempt.reasons for attempt in filing.attempts] for filing in state.filings]
    assert told == [[("reject-id-photo-unclear",)], [("reject-domain-not-realname",)]]
    assert not any(attempt.unclear for filing in state.filings for attempt in filing.attempts)
    assert not state.loose


@pytest.mark.parametrize(
    "text",
    [
        "永利：要换服务器\n蓝鲸：改名了",
        "永利：域名怎么实名\n蓝鲸：要多久",
        "永利：照片已经改好了\n蓝鲸：上次是域名没实名",
    ],
)
def test_what_is_no_reason_under_the_name_of_a_filing_is_none(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOP_AND_SITE, text)
    assert not any(filing.attempts for filing in state.filings)
    assert not state.loose


CLIENTS = (*begun("利民商城"), *begun("利民论坛站"), *begun("宏达官网"))


@pytest.mark.parametrize("text", ["利民被退了：域名持有者不一致", "利民被管局退了，域名持有者不一致"])
def test_of_which_filing_a_rejection_is_told_is_asked_where_several_have_the_name(
    knowledge: Knowledge, text: str
) -> None:
    state, screens = after(knowledge, *CLIENTS, text)
    assert buttons(screens)[:2] == [encode(Attach(1, 1)), encode(Attach(1, 2))]
    state, _ = after(knowledge, Pressed(encode(Attach(1, 2))), state=state)
    assert [len(filing.attempts) for filing in state.filings] == [0, 1, 0]
    state, _ = after(knowledge, "宏达被退了：营业执照过期", state=state)
    assert [len(filing.attempts) for filing in state.filings] == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("宏达被退了，营业执照过期", "reject-id-expired"),
        ("宏达官网被退了，说营业执照过期", "reject-id-expired"),
        ("宏达被退了，域名没实名", "reject-domain-not-realname"),
        ("宏达退了 域名没实名", "reject-domain-not-realname"),
        ("宏达的备案被管局驳回了，执照照片不清楚", "reject-id-photo-unclear"),
    ],
)
def test_which_filing_came_back_may_be_told_before_a_comma(knowledge: Knowledge, text: str, reason: str) -> None:
    state, _ = after(knowledge, *CLIENTS, text)
    (attempt,) = state.filings[2].attempts
    assert (attempt.reasons, attempt.unclear) == ((reason,), ())


def test_a_rejection_that_names_a_filing_under_review_belongs_to_it(knowledge: Knowledge) -> None:
    reviewed = (*TWO, *(Pressed(encode(Jump(number, "first-authority"))) for number in (1, 2)))
    state, _ = after(knowledge, *reviewed, "官网被退回了", "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]
    state, _ = after(knowledge, "小程序商城app被退回了：域名未实名认证", state=state)
    assert [len(filing.attempts) for filing in state.filings] == [1, 1], "what came of another filing is not joined"
    assert state.loose == ()


@pytest.mark.parametrize(
    ("text", "asked", "data"),
    [
        (
            "花店提交了",
            "是说「小李花店」的「先关网站，核对一遍，提交订单」办完了吗",
            [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))],
        ),
        ("小李花店已提交", "是说「小李花店」的", [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))]),
        ("提交了", "是说「老王面馆」已经重新交上去了吗", [encode(Resubmitted(1)), encode(OpenPlan(1))]),
    ],
)
def test_what_was_submitted_is_asked_by_its_name(knowledge: Knowledge, text: str, asked: str, data: list[str]) -> None:
    before, _ = after(knowledge, *SHOPS, *PLAN, Pressed(encode(Attach(1, 1))), Pressed(encode(OpenStep(2, ""))))
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert asked in screens[0].text
    assert buttons(screens) == data


@pytest.mark.parametrize("text", ["面馆已提交", "老王面馆重新提交了"])
def test_what_was_mended_is_noted_by_its_name(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *SHOPS, *PLAN, Pressed(encode(Attach(1, 1))), Pressed(encode(OpenStep(2, ""))))
    state, _ = after(knowledge, text, state=before)
    assert (state.front, state.showing) == (1, "first-provider-review")
    assert state.filings[1] == before.filings[1]


@pytest.mark.parametrize("at", ["first-check", "first-sms"])
def test_what_is_said_of_a_filing_is_said_of_no_rejection_of_none(knowledge: Knowledge, at: str) -> None:
    at_step, _ = after(knowledge, *SHOPS, Pressed(encode(Jump(2, at))))
    without_plan = after(knowledge, "花店提交了", state=at_step)[1]
    before, _ = after(knowledge, *PLAN, state=at_step)
    state, screens = after(knowledge, "花店提交了", state=before)
    assert (state.loose, state.filings) == (before.loose, before.filings)
    assert screens == without_plan


@pytest.mark.parametrize(
    "text", ["老王", "老王做到哪了", "老王初审过了", "老王提交了", "打开老王", "老王被退回了", "老王改成上海"]
)
def test_where_a_part_of_a_name_fits_several_it_is_asked_which_is_meant(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *begun("老王面馆"), *begun("老王花店"), *PLAN)
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.loose) == (before.filings, before.loose)
    assert buttons(screens) == [encode(OpenStep(1, "")), encode(OpenStep(2, ""))]


@pytest.mark.parametrize("text", ["老王能备案吗", "老王是什么", "看看老王能不能备案", "面馆花店都要备案吗"])
def test_a_question_with_a_part_of_several_names_is_answered(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *begun("老王面馆"), *begun("老王花店"))
    _, screens = after(knowledge, text, state=before)
    assert encode(OpenStep(1, "")) not in buttons(screens)


@pytest.mark.parametrize(
    "text",
    [
        "老王面馆还差什么",
        "老王面馆卡在哪",
        "老王面馆现在该干嘛",
        "老王面馆缺什么",
        "老王面馆有结果没",
        "老王面馆接下来怎么办",
    ],
)
@pytest.mark.parametrize("other", [(), begun("小李花店")])
def test_what_is_asked_of_a_filing_is_at_its_step(
    knowledge: Knowledge, text: str, other: tuple[Event | str, ...]
) -> None:
    state, screens = after(knowledge, *begun("老王面馆"), *other, text)
    assert (state.front, state.showing) == (1, "first-check")
    assert screens[0].text.startswith("**老王面馆**")


def test_how_long_a_filing_will_take_is_told_by_its_name(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *SHOPS, "老王面馆要多久")
    assert "「老王面馆」今天就交上去的话" in screens[0].text
    _, screens = after(knowledge, *SHOPS, "老王还要多久")
    assert "「老王面馆」今天就交上去的话" in screens[0].text
    for text in ("备案还要多久", "初审还要多久", "上海还要多久"):
        assert "老王" not in after(knowledge, *SHOPS, text)[1][0].text


def test_what_a_filing_needs_is_told_as_if_its_name_were_not_there(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, "小李花店要准备什么材料")
    assert state.topic == "material-enterprise"


BOTH_BACK = (*begun("永利"), *begun("蓝鲸"), "永利被退了 执照模糊", "蓝鲸被退了 域名没实名")


@pytest.mark.parametrize(
    ("text", "topic"), [("还剩什么", ""), ("要改什么", ""), ("是啥原因来着", "reject-id-photo-unclear")]
)
def test_what_is_asked_of_a_filing_that_came_back_is_in_its_plan(knowledge: Knowledge, text: str, topic: str) -> None:
    state, screens = after(knowledge, *BOTH_BACK, f"永利{text}")
    assert (state.attempt, state.topic) == (1, topic)
    assert "证件图片不清晰" in screens[0].text


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        *((text, [1, 0]) for text in ("永利执照重拍了", "永利那边执照拍好了")),
        ("永利改好了 蓝鲸也改好了", [1, 1]),
    ],
)
def test_what_was_done_of_the_plan_of_a_filing_is_told_by_its_name(
    knowledge: Knowledge, text: str, ticked: list[int]
) -> None:
    state, _ = after(knowledge, *BOTH_BACK, text)
    assert [len(filing.attempts[0].ticked) for filing in state.filings] == ticked


def test_what_was_done_of_the_checklists_of_several_is_told_by_their_names(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, "老王面馆域名实名好了，小李花店执照拍好了")
    first, second = (filing.marks for filing in state.filings)
    assert first["first-domain"].ticked == ("domain-realname",)
    assert second["first-materials"].ticked == ("license",)


@pytest.mark.parametrize("text", ["老王面馆备案通过了", "老王面馆备案通过了 小李花店还在审"])
def test_that_a_named_filing_is_approved_is_asked(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS, text, "是")
    assert course.mark(state.filings[0], "first-authority").done
    assert not course.mark(state.filings[1], "first-check").done


def test_words_that_fit_no_name_name_no_filing(knowledge: Knowledge) -> None:
    passed, _ = after(knowledge, *SHOPS, Pressed(encode(Jump(1, "first-authority"))), Pressed(encode(OpenStep(2, ""))))
    _, screens = after(knowledge, "面馆过了", state=passed)
    assert buttons(screens) == [encode(Finish(1, "first-authority")), encode(OpenStep(1, ""))]
    state, _ = after(knowledge, "花店被退回了", state=passed)
    assert state.draft.filing == 2
    for question in ("面馆能备案吗", "花店要前置审批吗"):
        state, _ = after(knowledge, question, state=passed)
        assert (state.front, state.showing) == (2, "first-check")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "永利") for text in ("永利 企业 广东", "第一个叫永利 公司 广东", "新建一个 叫永利 公司 广东")),
        *(("记一个备案 叫阿芳花店，个体户，杭州", "阿芳花店"), ("第二个叫小陈 个人 江苏", "小陈")),
        *(
            (text, "永利")
            for text in (
                "先记一个 永利 公司 广东",
                "记一下永利 公司 广东",
                "新客户永利，公司，广东",
                "帮客户备案 永利 公司 广东",
            )
        ),
        *(
            (text, "永利")
            for text in ("客户永利 广东公司 首次备案", "还有 永利 公司 广东", "再加一个客户叫永利 企业 广东")
        ),
    ],
)
def test_a_filing_may_begin_with_all_that_it_is_asked_for(knowledge: Knowledge, text: str, name: str) -> None:
    asked, screens = after(knowledge, text)
    assert asked.filings == ()
    state, _ = after(knowledge, Pressed(buttons(screens)[0]), state=asked)
    assert [filing.name for filing in state.filings] == [name]
    other, _ = after(knowledge, Pressed(encode(AllFlows())), "新增接入", "企业", "广东", state=asked)
    assert [(filing.name, filing.flow) for filing in other.filings] == [(name, "add-access")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "佛山瓷砖") for text in ("先记一个 佛山瓷砖 公司", "帮我登记一个 佛山瓷砖", "记个 佛山瓷砖")),
        *((text, "") for text in ("记一个 明天交", "记一个提醒", "登记一个商标要多久", "记一个 公司", "记一个备案")),
        *((text, "") for text in ("记个事 我下周去拍照", "记一下客户电话", "记个问题 我住哪", "再记一下")),
    ],
)
def test_the_name_of_whom_to_record_is_kept(knowledge: Knowledge, text: str, name: str) -> None:
    state, _ = after(knowledge, text)
    assert state.draft.name == name
    assert not (name and state.asker.subject)


@pytest.mark.parametrize("text", ["再记一下", "记一下客户电话", "小明书店", "记个事 我下周去拍照"])
def test_a_name_that_is_kept_is_kept_whatever_is_told_next(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, "还有一个客户叫大明眼镜", text)[0].draft.name == "大明眼镜"


def test_the_next_one_waits_until_it_is_known_what_is_filed_of_the_first(knowledge: Knowledge) -> None:
    next_one = "第二个 阿毛修车 个体户 湖南"
    refused, _ = after(knowledge, "第一个叫永利 公司 广东", "不")
    state, (says, *_) = after(knowledge, next_one, state=refused)
    assert says.text == say(knowledge, "described-first", name="永利")
    draft = state.draft
    assert (state.filings, draft.name, draft.subject, draft.province) == ((), "永利", "enterprise", "guangdong")
    rather, _ = after(knowledge, "第一个叫永利 公司 广东", "不是，是新增网站")
    state, _ = after(knowledge, next_one, "是", state=rather)
    told = [(filing.name, filing.flow, filing.subject, filing.province) for filing in state.filings]
    assert told == [
        ("永利", "add-service", "enterprise", "guangdong"),
        ("阿毛修车", "first-filing", "individual-business", "hunan"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "给客户永利办备案",
        "加一个客户 永利",
        "新客户：永利",
        "第一个客户叫永利 广东",
        "另外一个客户 永利 也要开始",
        "还有个客户永利也要办备案",
        "新客户 永利要开始了",
    ],
)
def test_the_name_of_a_customer_is_kept_for_the_filing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text, "首次备案", "公司", *(() if "广东" in text else ("广东",)))
    assert [filing.name for filing in state.filings] == ["永利"]


@pytest.mark.parametrize(
    "text",
    [
        *("还有 域名 公司 广东", "客户说要执照 公司 广东", "材料 企业 广东", "费用 公司 广东"),
        *("永利 企业 广东 要多久", "阿里云 公司 广东", "给客户备案被退回了", "客户不配合", "给客户开发票"),
        *("给客户办备案要多久", "客户要注销", "客户催了", "客户老张"),
    ],
)
def test_what_is_asked_of_a_place_begins_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert (state.waiting in ("", "rejection"), state.draft.name) == (True, "")


@pytest.mark.parametrize("text", ["小陈的初审过了", "永利昨天交了", "老王那个提交了", "小陈的管局过了 备案号是新的"])
def test_what_is_said_of_a_filing_that_is_not_on_record_is_offered_to_be(knowledge: Knowledge, text: str) -> None:
    for before in ((), begun("五金店")):
        state, screens = after(knowledge, *before, Command("start"), text)
        assert len(state.filings) == len(before[:1])
        assert encode(Flows()) in buttons(screens)
        assert f"「{text[:2]}」" in screens[0].text
    fresh, _ = after(knowledge, text)
    assert after(knowledge, "是", state=fresh)[0].waiting == "flow"


@pytest.mark.parametrize(("text", "same"), [("公司那边提交了", "提交了"), ("公司的号下来了", "号下来了")])
def test_the_applicant_is_nobodys_name(knowledge: Knowledge, text: str, same: str) -> None:
    for before in ((), begun("五金店")):
        known, _ = after(knowledge, *before)
        (_, screens), (_, others) = (after(knowledge, said, state=known) for said in (text, same))
        assert screens[0].text == others[0].text


@pytest.mark.parametrize(
    "text",
    [
        *("域名昨天交了", "材料交了", "网站过了", "终于过了", "照片也不清楚", "证书装好了", "小陈的初审过了吗"),
        *("号快下来了", "估计快下来了", "隔壁的下来了", "人家都下来了", "两个都下来了", "资料已过审"),
    ],
)
def test_what_is_said_of_a_thing_is_no_name(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert knowledge.ui["not-recorded"].partition("」")[2][:8] not in screens[0].text


@pytest.mark.parametrize("again", ["又被退了", "第三次被退", "又没过"])
def test_what_comes_back_once_more_belongs_to_the_only_filing_that_may(knowledge: Knowledge, again: str) -> None:
    first, _ = after(
        knowledge, *begun("五金店"), Pressed(encode(Jump(1, "first-provider-review"))), "又被退了", "域名没实名"
    )
    assert [len(filing.attempts) for filing in first.filings] == [1]
    waits, _ = after(knowledge, Pressed(encode(Resubmitted(1))), state=first)
    for before in (first, waits):
        state, screens = after(knowledge, again, "这次说网站名称太宽泛", state=before)
        assert [len(filing.attempts) for filing in state.filings] == [2]
        assert not state.loose
        assert "第 2 次退回" in screens[0].text
        not_it = next(data for data in buttons(screens) if data.startswith("u:"))
        freed, screens = after(knowledge, Pressed(not_it), state=state)
        assert [attempt.number for attempt in freed.loose] == [2]
        assert encode(Attach(2, 1)) in buttons(screens), "its plan is on the screen"


REVIEWED = (*SHOPS, *(Pressed(encode(Jump(number, "first-provider-review"))) for number in (1, 2)), Pressed("h"))
BOTH_PASSED = [
    encode(action)
    for number in (1, 2)
    for action in (Finish(number, "first-provider-review"), OpenStep(number, ""))
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        *("老王和小李的备案都过了", "老王、小李都过了", "面馆跟花店的初审都过了"),
        *("老王面馆和小李花店初审都过了", "老王初审过了，小李的也过了"),
    ],
)
def test_what_is_said_of_two_filings_is_asked_of_each(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *REVIEWED)
    asked, screens = after(knowledge, text, state=before)
    assert buttons(screens) == BOTH_PASSED
    for answers in (list(map(Pressed, BOTH_PASSED[::2])), ["是"], ["都是"], ["对 都过了"], ["昨天"]):
        state, _ = after(knowledge, *answers, state=asked)
        assert all(filing.marks["first-provider-review"].done for filing in state.filings), answers
    state, screens = after(knowledge, "还没", state=asked)
    assert (state.filings, state.besides) == (asked.filings, ())


@pytest.mark.parametrize(
    ("text", "submitted"),
    [
        ("老王面馆昨天交了 小李花店今天交的", [24, 25]),
        ("老王提交了，小李也提交了", [25, 25]),
        ("老王交了，小李还没", [25, None]),
    ],
)
def test_yes_notes_all_that_is_asked_of_several_filings(
    knowledge: Knowledge, text: str, submitted: list[int | None]
) -> None:
    state, _ = after(knowledge, *SHOPS, text, "是")
    marks = [filing.marks.get("first-submit") for filing in state.filings]
    assert [mark.done.day if mark and mark.done else None for mark in marks] == submitted


def test_to_delete_several_it_takes_more_than_a_yes(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SHOPS, "老王和小李都删掉")
    assert len(buttons(screens)) > 1
    kept, _ = after(knowledge, "是", state=state)
    assert kept.filings == state.filings


@pytest.mark.parametrize("asked", [(), (Pressed(encode(Rejected())),)])
@pytest.mark.parametrize("text", ["老王初审过了，小李的被退了", "小李的被退了，老王初审过了"])
def test_of_two_filings_one_may_have_passed_and_the_other_come_back(
    knowledge: Knowledge, text: str, asked: tuple[Pressed, ...]
) -> None:
    before, _ = after(knowledge, *REVIEWED, *asked)
    state, screens = after(knowledge, text, state=before)
    assert encode(Finish(1, "first-provider-review")) in buttons(screens)
    told, _ = after(knowledge, "域名未实名认证", state=state)
    assert [len(filing.attempts) for filing in told.filings] == [0, 1]
    passed, _ = after(knowledge, "是的", state=state)
    assert passed.filings[0].marks["first-provider-review"].done


@pytest.mark.parametrize("text", ["老王和小李都被退了", "老王被退了，小李也被退了"])
def test_of_two_filings_that_came_back_one_is_told_after_the_other(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *REVIEWED)
    state, screens = after(knowledge, text, state=before)
    assert "先发「老王面馆」" in screens[0].text
    state, _ = after(knowledge, "域名未实名认证", "小李花店被退了", "营业执照照片模糊", state=state)
    assert [[one.reasons for one in filing.attempts] for filing in state.filings] == [
        [("reject-domain-not-realname",)],
        [("reject-id-photo-unclear",)],
    ]


@pytest.mark.parametrize(
    ("text", "passed", "back"),
    [
        ("老王初审过了 小李被退了 说电话打不通", True, [[], [("reject-phone-unreachable",)]]),
        ("小李初审退了 说地址不详细 老王还没消息", False, [[], [("reject-contact-address-incomplete",)]]),
        ("小李被退了，说是身份证照片模糊，老王初审过了", True, [[], [("reject-id-photo-unclear",)]]),
        ("老王管局退了说域名没实名，小李没消息", False, [[("reject-domain-not-realname",)], []]),
        (
            "老王被退了说域名没实名，小李也退了，说电话没人接",
            False,
            [[("reject-domain-not-realname",)], [("reject-phone-unreachable",)]],
        ),
        ("老王初审过了 小李怕被退了 说不好", False, [[], []]),
    ],
)
def test_of_several_filings_each_that_came_back_has_its_reason(
    knowledge: Knowledge, text: str, passed: bool, back: list[list[tuple[str]]]
) -> None:
    state, screens = after(knowledge, *REVIEWED, text)
    assert [[one.reasons for one in filing.attempts] for filing in state.filings] == back
    assert (encode(Finish(1, "first-provider-review")) in buttons(screens)) == passed
    assert not state.loose


@pytest.mark.parametrize("text", ["老王和小李能一起备案吗", "老王和小李", "老王和隔壁都过了"])
def test_what_cannot_be_done_of_two_filings_at_once_changes_none(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *REVIEWED)
    state, _ = after(knowledge, text, state=before)
    assert (state.filings, state.loose) == (before.filings, before.loose)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        *(
            (text, ["老王新店", "小李花店"])
            for text in (
                *("给面馆改名叫老王新店", "老王面馆改名叫老王新店", "把老王的名字改成「老王新店」吧"),
                *("面馆那个改叫老王新店", "帮我把老王面馆重命名为老王新店"),
            )
        ),
        *((text, ["老王面馆", "小李花店"]) for text in ("老王改名叫老王新店行吗", "公司改名叫老王新店了", "面馆改名")),
    ],
)
def test_a_filing_gets_another_name_by_words(knowledge: Knowledge, text: str, names: list[str]) -> None:
    state, _ = after(knowledge, *SHOPS, text)
    assert [filing.name for filing in state.filings] == names
    assert (state.waiting, state.draft.filing) == (("name", 1) if text == "面馆改名" else ("", 0))


def test_which_of_several_gets_another_name_is_asked(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *CLIENTS)
    state, screens = after(knowledge, "利民改名叫利民新店", state=before)
    assert state.filings == before.filings
    assert buttons(screens) == [encode(OpenStep(1, "")), encode(OpenStep(2, ""))]
    company, _ = after(knowledge, *begun("宏达公司"), "公司改名叫宏达新店了")
    assert company.filings[0].name == "宏达公司"


def test_a_rejection_belongs_to_the_filing_that_was_named_before(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *PLAN, *TWO, "官网被退回了", "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]
    assert [attempt.number for attempt in state.loose] == [1], "what belongs to none is not joined"
    state, _ = after(knowledge, *TWO, "官网被退回了", "取消", Pressed(encode(Rejected())), "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [0, 0], "it was named for another one"


@pytest.mark.parametrize(
    "text",
    [
        *("官网做到哪了", "官网进度", "官网到哪步了？", "官网那个怎么样了", "官网"),
        *("切换到官网", "打开官网", "看看官网", "回到官网那个"),
        *("官网呢", "那官网呢？", "官网咋样了", "官网啥情况", "官网如何了"),
    ],
)
def test_who_asks_where_a_named_filing_stands_is_shown_its_step(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *TWO, Pressed(encode(Jump(1, "first-domain"))), Pressed(encode(OpenStep(2, ""))), text)
    assert (state.front, state.showing) == (1, "first-domain")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("官网那个第一步做完了", [encode(Finish(1, "first-check")), encode(OpenStep(1, ""))]),
        ("官网那个第二步做完了", [encode(Jump(1, "first-server")), encode(OpenStep(1, ""))]),
        ("官网的初审过了", [encode(Jump(1, "first-sms")), encode(OpenStep(1, ""))]),
        ("官网那个不弄了", [encode(PutAway(1, True)), encode(OpenStep(1, ""))]),
        ("商城那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("商城不做了 客户跑了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("app那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("把商城收起来", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("删掉商城", [encode(Delete(2, True)), encode(Overview(2)), encode(Read(CANCELLING))]),
        ("商城改成上海", [encode(Correct(2, "enterprise", "shanghai")), encode(OpenStep(2, ""))]),
        ("官网不做了 删掉", [encode(Delete(1, True)), encode(Overview(1)), encode(Read(CANCELLING))]),
        ("删掉官网", [encode(Delete(1, True)), encode(Overview(1)), encode(Read(CANCELLING))]),
    ],
)
def test_what_is_said_of_a_named_filing_is_offered_for_it(knowledge: Knowledge, text: str, data: list[str]) -> None:
    before, _ = after(knowledge, *TWO)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens) == data


@pytest.mark.parametrize("text", ["官网备案要花钱吗", "官网的名字能改吗", "app那个备案要多少钱", "官网打不开怎么办"])
def test_a_question_with_a_name_in_it_is_answered(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *TWO)
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.front) == (before.filings, 2)
    assert encode(OpenStep(2, "first-check")) in buttons(screens[-1:])


CHOOSING = [
    (encode(Flows()),),
    (encode(AskRoute("")),),
    (encode(AllFlows()),),
    (encode(NewFiling("cancel-site")),),
    (encode(NewFiling("first-filing")),),
    (encode(NewFiling("first-filing")), encode(PickSubject("enterprise"))),
]
"""What leads to where it is asked what a new filing will be."""


@pytest.mark.parametrize("opened", CHOOSING)
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("花店提交了", [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))]),
        ("小李花店初审过了", [encode(Jump(2, "first-sms")), encode(OpenStep(2, ""))]),
        ("花店那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
    ],
)
def test_what_is_said_of_a_named_filing_is_no_answer_to_what_a_new_one_will_be(
    knowledge: Knowledge, opened: tuple[str, ...], text: str, data: list[str]
) -> None:
    before, _ = after(knowledge, *SHOPS, *map(Pressed, opened))
    state, screens = after(knowledge, text, state=before)
    assert buttons(screens) == data
    assert (state.waiting, state.front) == ("", 2), "it is not asked any more"
    state, _ = after(knowledge, "打开面馆", state=before)
    assert (state.waiting, state.front, state.showing) == ("", 1, "first-check")


def test_a_name_alone_is_an_answer_where_it_may_be_one(knowledge: Knowledge) -> None:
    asked = Pressed(encode(Flows()))
    state, _ = after(knowledge, *begun("花店"), *begun("面馆"), asked, "花店")
    assert (state.front, state.showing) == (1, "first-check")
    for name, events in (
        ("小程序要发布", (Pressed(encode(AskRoute(""))),)),
        ("注销网站", (asked,)),
        ("北京", (*map(Pressed, CHOOSING[-1]),)),
    ):
        state, _ = after(knowledge, *begun(name), *begun("面馆"), *events, name)
        assert (state.front, state.showing) == (2, ""), name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("把花店改名叫总站", "总站"),
        ("小李花店改名为「总站」。", "总站"),
        ("帮我把花店的小名改成 ABC 商城", "ABC 商城"),
        ("花店那个改叫小李花店二号吧", "小李花店二号"),
        ("花店改小名叫总站", "总站"),
        ("花店的小名起错了，应该叫总站", "总站"),
        *(
            (text, "小李花店")
            for text in ("花店改名叫什么好", "花店改名叫总站要变更吗", "花店改名叫", "我朋友说花店改名叫总站")
        ),
        *((text, "小李花店") for text in ("老王花店改名叫总站", "公司改名叫总站", f"花店改名叫{'站' * 21}")),
    ],
)
def test_a_filing_gets_the_name_that_it_is_said_to_have(knowledge: Knowledge, text: str, name: str) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))), text)
    assert [filing.name for filing in state.filings] == ["老王面馆", name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(
            (text, "商城")
            for text in ("改小名叫商城", "小名起错了 应该叫商城", "我想改个小名叫「商城」", "小名换成商城吧")
        ),
        *((text, "老王面馆") for text in ("小名叫错了", "小名不叫商城", "小名叫什么好", "小名叫商城可以吗", "商城")),
    ],
)
def test_a_nickname_is_that_of_the_filing_at_hand(knowledge: Knowledge, text: str, name: str) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))), text)
    assert [filing.name for filing in state.filings] == [name, "小李花店"]


def test_no_two_filings_have_one_name(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *SHOPS)
    for events in (("把面馆改名叫小李花店",), (Pressed(encode(Rename(1))), "小李花店")):
        state, screens = after(knowledge, *events, state=before)
        assert [filing.name for filing in state.filings] == ["老王面馆", "小李花店"]
        assert "已经有一个备案叫「小李花店」" in screens[0].text
    state, _ = after(knowledge, "面馆二店", state=state)
    assert state.filings[0].name == "面馆二店"
    state, screens = after(knowledge, *begun("小李花店"), state=before)
    assert (len(state.filings), state.waiting) == (2, "name")
    state, _ = after(knowledge, "花店二", state=state)
    assert state.filings[2].name == "花店二"
    state, _ = after(knowledge, Pressed(encode(Rename(2))), "小李花店", state=before)
    assert (state.waiting, state.filings) == ("", before.filings), "its own name"


def test_a_question_is_no_name(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *begun("商城能用支付吗"))
    assert (before.filings, before.waiting) == ((), "name")
    state, _ = after(knowledge, *SHOPS, Pressed(encode(Rename(1))), "宏达能上抖音吗")
    assert (state.filings[0].name, state.waiting) == ("老王面馆", "name")


@pytest.mark.parametrize("text", ["改小名", "改个小名", "面馆改小名"])
def test_who_wants_another_name_for_a_filing_is_asked_for_it(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(encode(Overview(1))), Pressed(encode(OpenStep(1, ""))), text)
    assert (state.waiting, state.draft.filing) == ("name", 1)
    state, _ = after(knowledge, "总站", state=state)
    assert state.filings[0].name == "总站"


@pytest.mark.parametrize("text", ["改名", "网站改名", "改名要变更吗", "公司改名了"])
def test_another_name_of_what_is_filed_is_none_of_a_filing_here(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS, text)
    assert state.waiting == ""


@pytest.mark.parametrize(
    ("text", "data"),
    [
        *(
            (f"花店短信收到了{more}", [encode(Came(2, "first-sms")), encode(OpenStep(2, ""))])
            for more in (" 但客户说不会弄", "但客户说不会弄", "，客户在外地，晚上才能填", "！老板在开会")
        ),
        ("花店提交了，客服说电话别关机", [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))]),
        ("花店初审过了不过短信还没来", [encode(Jump(2, "first-sms")), encode(OpenStep(2, ""))]),
    ],
)
def test_what_was_done_with_a_named_filing_is_heard_before_what_else_is_told(
    knowledge: Knowledge, text: str, data: list[str]
) -> None:
    before, _ = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))))
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens) == data


@pytest.mark.parametrize(
    "text",
    [
        *("花店提交了 备案要多久", "花店过了两天了", "花店收到了 退回通知", "花店 客户在外地"),
        *("花店提交了，不对", "花店提交了 还没有", "花店初审过了 按错了", "花店初审过了，管局退了，说域名没实名"),
    ],
)
def test_nothing_was_done_where_the_text_asks_or_takes_it_back(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))), text)
    assert not any(data.startswith("J2") for data in buttons(screens))
    assert encode(Came(2, "first-sms")) not in buttons(screens)


@pytest.mark.parametrize(
    "text", ["公司改名叫花店了", "公司名变更为永顺商贸有限公司了", "我们公司名称变更成花店", "公司改名叫永顺商贸了"]
)
def test_whatever_name_an_applicant_has_by_now_it_is_told_how_that_is_changed(knowledge: Knowledge, text: str) -> None:
    for before in ((), SHOPS):
        state, screens = after(knowledge, *before, text)
        assert state.topic == "change-company-name"
        assert knowledge.topics["change-company-name"].text in screens[0].text
        assert [filing.name for filing in state.filings] == [
            filing.name for filing in after(knowledge, *before)[0].filings
        ]
        assert not any("当网站名称" in screen.text for screen in screens)


@pytest.mark.parametrize("text", ["公司改名叫花店了，信用代码也变了", "公司改名叫什么好", "公司改名叫"])
def test_what_else_is_said_of_the_name_of_an_applicant_is_read_with_it(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert "公司改名（信用代码不变）怎么变更" not in screens[0].text


REVIEWED = (*SHOPS, *(Pressed(encode(Jump(number, "first-provider-review"))) for number in (1, 2)))
FIRST_PASSED = encode(Finish(1, "first-provider-review"))


@pytest.mark.parametrize("text", ["两个都过了初审", "两个都过了", "这两个网站都初审过了"])
def test_what_is_said_of_all_filings_is_offered_for_each(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *REVIEWED, Pressed(encode(OpenStep(2, "first-check"))), text)
    offered = [screen.buttons[0][0].data for screen in screens]
    assert offered == [FIRST_PASSED, encode(Finish(2, "first-provider-review"))]


@pytest.mark.parametrize("text", ["三个都过了初审", "两个都改好了", "两个都要备案吗", "两个过了"])
def test_what_is_said_of_so_many_things_is_not_always_of_all_filings(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *REVIEWED, text)
    assert FIRST_PASSED not in buttons(screens)


@pytest.mark.parametrize(
    "text", ["面馆初审过了 花店还没动静", "老王面馆过了 小李花店还没动静", "花店没消息，面馆初审过了"]
)
def test_of_which_filing_nothing_is_new_changes_nothing(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *REVIEWED, text)
    assert [screen.buttons[0][0].data for screen in screens] == [FIRST_PASSED]
    _, screens = after(knowledge, *REVIEWED, "面馆没消息 花店没动静")
    assert FIRST_PASSED not in buttons(screens)


@pytest.mark.parametrize("text", ["24号交的", "撤回来了", "昨天交的"])
def test_of_which_filing_something_is_told_is_asked_where_none_is_on_the_screen(
    knowledge: Knowledge, text: str
) -> None:
    shown, _ = after(knowledge, *REVIEWED)
    home, _ = after(knowledge, Pressed(encode(Home())), state=shown)
    state, screens = after(knowledge, text, state=home)
    assert state.filings == home.filings
    assert buttons(screens) == [encode(OpenStep(1, "")), encode(OpenStep(2, ""))]
    for before, said in ((shown, text), (state, f"小李花店{text}")):
        state, _ = after(knowledge, said, state=before)
        assert [new != old for new, old in zip(state.filings, home.filings, strict=True)] == [False, True]
    one, _ = after(
        knowledge, *begun("花店"), Pressed(encode(Jump(1, "first-provider-review"))), Pressed(encode(Home()))
    )
    assert after(knowledge, text, state=one)[0].filings != one.filings


@pytest.mark.parametrize("text", ["短信收到了", "王姐说短信收到了"])
def test_of_which_filing_the_message_came_is_asked_where_none_is_on_the_screen(knowledge: Knowledge, text: str) -> None:
    home, _ = after(knowledge, *REVIEWED, Pressed(encode(Home())))
    _, screens = after(knowledge, text, state=home)
    assert buttons(screens) == [encode(Came(1, "first-sms")), encode(Came(2, "first-sms"))]
    _, screens = after(knowledge, f"小李花店{text}", state=home)
    assert buttons(screens) == [encode(Came(2, "first-sms")), encode(OpenStep(2, ""))]


@pytest.mark.parametrize("text", ["提交错了 小李花店没交", "点错了，小李花店还没交"])
def test_what_was_noted_of_the_wrong_filing_is_taken_back(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *REVIEWED, Pressed(encode(Home())), text)
    assert [course.mark(one, "first-provider-review").begun is None for one in state.filings] == [False, True]


@pytest.mark.parametrize("text", ["听说短信收到了", "管局说收到了"])
def test_what_is_only_said_or_of_others_begins_no_hours(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    assert after(knowledge, text, state=before)[0].filings == before.filings


def test_what_is_asked_of_a_named_filing_is_answered_for_that_wherever_another_one_is(knowledge: Knowledge) -> None:
    waits = (*SHOPS, Pressed(encode(Jump(1, "first-authority"))))
    in_review = [
        variant.text for variant in knowledge.topics["change-phone"].variants if variant.condition == "in-review"
    ]
    for text, told in ("花店的手机号换了", False), ("面馆的手机号换了", True), ("手机号换了", True):
        state, (answer,) = after(knowledge, *waits, text)
        assert (in_review[0] in answer.text) == told
        assert (state.front, state.showing) == (1, "first-authority"), "it goes on where one was"
        assert encode(OpenStep(1, "first-authority")) in buttons([answer])


@pytest.mark.parametrize(
    ("step", "text", "says"),
    [
        ("first-check", "能改网站名称吗", "not-submitted"),
        ("first-submit", "换服务器要变更备案吗", "not-submitted"),
        ("first-authority", "能改网站名称吗", "not-approved"),
        ("first-authority", "手机号换了怎么办", ""),
        ("first-approved", "能改网站名称吗", ""),
        ("first-check", "备案要多久", ""),
    ],
)
def test_what_is_changed_only_once_it_is_approved_is_said_to_be(
    knowledge: Knowledge, step: str, text: str, says: str
) -> None:
    _, (answer,) = after(knowledge, *at(step), text)
    for key in "not-submitted", "not-approved":
        assert (say(knowledge, key, name="我的网站 1") in answer.text) == (key == says)


@pytest.mark.parametrize(
    ("flow", "text", "key"),
    [
        *(
            ("add-access", text, "changed-first")
            for text in ("法人换了 先变更吗", "负责人手机换了要先改吗", "先变更还是先接入")
        ),
        ("add-service", "法人换了要先变更吗", "changed-first"),
        ("add-service", "能改网站名称吗", "not-submitted"),
    ],
)
def test_what_is_added_to_takes_what_is_approved_as_it_is_then(
    knowledge: Knowledge, flow: str, text: str, key: str
) -> None:
    begin = map(Pressed, (f"n:{flow}", "s:enterprise", "p:guangdong", "a"))
    _, (answer,) = after(knowledge, *begin, text)
    title = knowledge.flows[flow].title
    for one in "not-submitted", "changed-first":
        assert (say(knowledge, one, name="我的网站 1", flow=title) in answer.text) == (one == key)


def test_of_one_that_is_described_anew_before_it_begins_only_one_is_noted(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "悦来饭庄 企业 广东", "悦来饭庄 个体户 广东")
    assert not state.filings
    assert "个体工商户" in screens[0].text


@pytest.mark.parametrize("text", ["第二个问题 要多久", "第二个是朋友的店", "个体户 湖南要交什么", "换一种"])
def test_what_describes_no_other_one_notes_none_that_is_asked_about(text: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "悦来饭庄 企业 广东", text)
    assert not state.filings


@pytest.mark.parametrize("text", ["面馆的号是粤ICP备2026001234号吗", "面馆要注销粤ICP备2026001234号"])
def test_a_number_is_kept_by_its_name_only_where_nothing_else_is_said(text: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, text)
    assert not any(filing.kept.icp for filing in state.filings)


@pytest.mark.parametrize(
    "text",
    ["面馆下号了 {}", "老王面馆的备案号是{}", "面馆 {}"],
)
def test_a_number_that_is_told_with_a_name_is_kept_by_that_one(text: str, knowledge: Knowledge) -> None:
    number = "粤ICP备2026001234号-1"
    state, _ = after(knowledge, *SHOPS, text.format(number))
    assert [filing.kept.icp for filing in state.filings] == [number, ""]


@pytest.mark.parametrize("text", ["面馆还没交", "不对，面馆没提交，说错了", "面馆没有交"])
def test_that_another_one_was_not_submitted_is_known(text: str, knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SHOPS, text)
    assert "记的也是还没交" in screens[0].text
    assert not any(mark.done for filing in state.filings for mark in filing.marks.values())


ONE = begun("永顺")


@pytest.mark.parametrize(
    "text",
    [
        *("会计帮我交了", "昨晚加班交了", "外包交了", "公众号认证没通过", "驾照考过了", "论文过了", "贷款审核通过了"),
        *("小王帮我交了", "小王替我弄好交了", "会计要交了", "明天报管局了", "想快点过初审", "收到通过的短信"),
    ],
)
def test_how_something_was_submitted_and_what_is_none_of_ours_is_no_name(knowledge: Knowledge, text: str) -> None:
    unknown = knowledge.ui["not-recorded"].partition("{name}")[2]
    for begin in ((), ONE, TWO):
        assert unknown not in after(knowledge, *begin, text)[1][0].text


def test_what_is_said_of_an_unknown_name_may_be_said_of_the_only_filing(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *ONE, "小陈交了")
    assert state.filings == after(knowledge, *ONE)[0].filings
    submitted = encode(Jump(1, "first-provider-review"))
    assert submitted in buttons(screens)
    assert submitted not in buttons(after(knowledge, *TWO, "小陈交了")[1])


UNDER_REVIEW = (*begun("果茶"), Pressed(encode(Jump(1, "first-provider-review"))))


@pytest.mark.parametrize("name", ["宏泰", "明哥那边", "老李的", "陈总的", "小雅工作室", "昨天宏泰", "老板说宏泰"])
def test_what_came_back_of_somebody_who_is_not_recorded_is_put_to_no_filing(knowledge: Knowledge, name: str) -> None:
    for text in (f"{name}退了 说执照拍糊了", f"{name}又被打回来了，说域名没实名"):
        state, screens = after(knowledge, *UNDER_REVIEW, text)
        assert (len(state.filings[0].attempts), len(state.loose)) == (0, 1), text
        assert "还没记在我这里" in screens[0].text
    state, (screen, *_) = after(knowledge, *UNDER_REVIEW, f"{name}退回来了")
    assert (state.filings[0].attempts, state.loose, state.waiting) == ((), (), "")
    assert encode(Returned(1)) in buttons([screen])


@pytest.mark.parametrize(
    "whose",
    [
        *(
            "",
            "老板说",
            "客服说",
            "我的",
            "公司的",
            "店里的",
            "我妈的店",
            "阿里云",
            "管局",
            "初审",
            "昨晚",
            "果然",
            "晕死 ",
        ),
        *("资料", "照片", "单子", "系统", "三丰云", "腾讯小二", "又", "第二次", "人家", "果茶", "果茶的"),
    ],
)
def test_what_came_back_of_nobody_else_is_of_the_filing_under_review(knowledge: Knowledge, whose: str) -> None:
    _, screens = after(knowledge, *UNDER_REVIEW, f"{whose}退了 说执照拍糊了")
    assert not any("还没记在我这里" in screen.text for screen in screens)


@pytest.mark.parametrize("text", ["宏泰也交了", "宏泰那家重新交了", "陈总的又提交了"])
def test_what_somebody_else_submitted_again_is_not_the_plan_of_a_filing(knowledge: Knowledge, text: str) -> None:
    mended = (*UNDER_REVIEW, "退了 说电话没人接", "电话通了")
    state, (screen, *_) = after(knowledge, *mended, text)
    assert state.filings[0].attempts[0].submitted is None
    assert "还没记在我这里" in screen.text
    assert encode(Resubmitted(1)) in buttons([screen])
    for own in ("老板也交了", "会计帮我重新交了", "我也交了", "第二次交了", "果茶重交", "果茶又交了 希望过"):
        assert after(knowledge, *mended, own)[0].filings[0].attempts[0].submitted, own


@pytest.mark.parametrize(
    "text", ["公安的也交了", "网安那边昨天已经提交", "老站的注销提交了", "她的那个交了", "过户申请交了", "小程序的交了"]
)
def test_whether_the_plan_of_a_filing_was_submitted_is_asked_where_another_was(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *UNDER_REVIEW, "退了 说电话没人接", "电话通了", text)
    assert state.filings[0].attempts[0].submitted is None
