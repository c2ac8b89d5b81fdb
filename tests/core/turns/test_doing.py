"""What is said to have been done, and when: it is noted as of then, or asked about."""

from datetime import timedelta

import pytest

from bot.core.actions import Jump, OpenStep, Overview, Progress
from bot.core.button_data import encode
from bot.core.events import Command, Pressed
from bot.core.knowledge import Knowledge
from bot.core.turns.doing import MOST_DEEDS
from bot.core.workdays import local
from tests.core.sample import NOW
from tests.core.talking import BEGUN, after, at, begun, buttons

NAMELESS = "退回：域名未实名认证"
OVERDUE_ID, TRANSFER, REVIEW = "退回：法人身份证已过期", "退回：域名不属于主体", "first-provider-review"
NO_LETTER = "退回：缺少授权书"


@pytest.mark.parametrize(
    ("texts", "fix", "days"),
    [
        *(((NAMELESS, text), "domain-realname", 2) for text in ("前天就实名好了", "前天实名了", "实名好了 前天弄的")),
        *(
            ((NAMELESS, text), "domain-realname", 30)
            for text in (
                *("我早就实名了", "可是我实名过的啊", "之前就实名了", "明明实名过了", "我的是实名了的呀 怎么还退"),
                "早已经实名了",
            )
        ),
        *((("退回：网站未关闭", text), "dns-off", 30) for text in ("我早就关了", "可我已经关站了", "我老早停解析了")),
        (("退回：备注未填写", "我填了呀"), "remark", 30),
        (("退回：域名未实名", "我实名了呀 上周就实名了"), "domain-realname", 30),
        (("退回说证件照不清晰 我已经重拍了还说不清晰",), "id-photo", 30),
        (("退回：证件照片模糊", "我刚重拍了呀"), "id-photo", 0),
        (("退回：网站未关闭", "网站关了，是昨天办的"), "dns-off", 1),
        (("被退了 域名没实名 我已经实名了",), "domain-realname", 0),
        (("退回：1、域名未实名认证；2、网站名称不规范。域名前天就实名好了",), "domain-realname", 2),
        (("退回说电话打不通 我已经开机了",), "phone-open", 0),
        *(((text,), "dns-off", 0) for text in ("退回：备案期间网站能访问，我现在关掉了", "退回：网站未关闭。已经关了")),
    ],
)
def test_what_was_done_before_is_ticked_as_of_then(
    knowledge: Knowledge, texts: tuple[str, ...], fix: str, days: int
) -> None:
    state, screens = after(knowledge, *texts)
    (attempt,) = state.loose
    assert {id: (local(NOW).date() - local(at).date()).days for id, at in attempt.ticked.items()} == {fix: days}
    assert not attempt.unclear
    assert any("再核对一遍" in one.text for one in screens) == (days > 0)
    assert not (days and any("可以重新提交了" in one.text for one in screens))


@pytest.mark.parametrize("text", ["上周就实名了", "我上个星期实名好了", "上个月就实名了啊"])
def test_what_was_done_last_week_or_month_was_at_the_latest_at_its_end(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, NAMELESS, text)
    (at,) = state.loose[0].ticked.values()
    today, day = local(NOW).date(), local(at).date()
    assert day == (today.replace(day=1) if "月" in text else today - timedelta(days=today.weekday())) - timedelta(
        days=1
    )


@pytest.mark.parametrize(
    ("notice", "text", "says"),
    [
        *(
            (TRANSFER, text, "deed-begun")
            for text in ("过户弄了 要五天", "过户办了 还没好", "过户弄了 客服说要三到五天")
        ),
        *((TRANSFER, text, "handed-in") for text in ("过户了 等审核", "过户弄了，还没下来")),
        *(("退回：域名未实名", text, "handed-in") for text in ("改成公司实名了 在审", "重新实名了 没审完")),
        *((OVERDUE_ID, text, "deed-begun") for text in ("身份证拿去换了", "新身份证在办了", "他去派出所换了")),
        *((OVERDUE_ID, text, "deed-begun") for text in ("身份证换了 还没拿到", "身份证补办了 要半个月")),
        *(("退回：缺少授权书", text, "deed-begun") for text in ("授权书发给老板签了", "授权书拿去盖章了")),
        *(
            (NO_LETTER, text, "deed-open")
            for text in ("授权书签字了 但公章还没盖", "授权书盖好章了，就差签名", "章盖了 明天签字")
        ),
        *((NO_LETTER, text, "deed-open") for text in ("授权书签了 老板那边还没签", "授权书签好了 章也盖了 还没传")),
        *((TRANSFER, text, "deed-open") for text in ("过户弄了 那边还没同意", "域名过户了一半")),
        ("退回：证件照片模糊", "照片重拍了 还没上传", "deed-open"),
        ("退回：通信地址不详细", "地址改了 没保存成", "deed-open"),
        *((TRANSFER, text, "deed-past") for text in ("域名去年过户过", "以前过户过的")),
        ("退回：APP公钥与MD5值不一致", "开发说打包的时候换了签名", "deed-cause"),
        ("退回：APP公钥与MD5值不一致", "是开发换了签名", "deed-cause"),
    ],
)
def test_what_is_under_way_or_was_before_is_not_ticked(knowledge: Knowledge, notice: str, text: str, says: str) -> None:
    before, _ = after(knowledge, notice)
    state, screens = after(knowledge, text, state=before)
    assert state.loose == before.loose
    assert knowledge.ui[says].partition("」")[2].partition("{")[0] in screens[0].text


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        *(("退回：域名未实名", text) for text in ("实名弄好了 要等三天才能交", "实名办完了 要三天", "去年就实名了")),
        *((TRANSFER, text) for text in ("过户好了", "已经过户过了")),
        *(("退回：证件照片模糊", text) for text in ("照片拿到店里重拍了", "照片现在换了", "照片我现在换了")),
        *(("退回：证件照片模糊", f"照片重拍了 {more}") for more in ("还在审核", "还没交", "就差提交了", "备注还没写")),
        ("退回：缺少授权书", "授权书老板签了"),
    ],
)
def test_what_is_over_is_ticked_although_days_or_others_are_told_of(
    knowledge: Knowledge, notice: str, text: str
) -> None:
    assert len(after(knowledge, notice, text)[0].loose[0].ticked) == 1


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        ("退回：1、证件照片模糊；2、域名未实名", "照片重拍了 实名弄了 还在审"),
        ("退回：1、证件照片模糊；2、缺少授权书", "照片重拍了 授权书签了 章还没盖"),
        ("退回：1、证件照片模糊；2、备注没写", "照片重拍了 备注还没写"),
    ],
)
def test_beside_what_is_under_way_the_rest_is_ticked(knowledge: Knowledge, notice: str, text: str) -> None:
    assert set(after(knowledge, notice, text)[0].loose[0].ticked) == {"id-photo"}


def test_what_is_begun_and_in_no_plan_is_no_reason(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, NO_LETTER)
    assert after(knowledge, "承诺书打印出来了 还没签字", state=before)[0].loose == before.loose


@pytest.mark.parametrize(
    ("text", "ticked", "submitted"),
    [
        ("照片重拍了", "花花甜品", ""),
        ("照片重拍了 交了", "花花甜品", "花花甜品"),
        ("实名弄好了 交了", "老王面馆", "老王面馆"),
        ("照片重拍了吗", "", ""),
        ("刷脸重做了", "", ""),
    ],
)
def test_a_todo_of_another_filings_plan_alone_is_ticked_there(
    knowledge: Knowledge, text: str, ticked: str, submitted: str
) -> None:
    told = ("花花甜品退了 照片拍糊了", "老王面馆也退了 说域名没实名")
    two = (*begun("老王面馆"), *begun("花花甜品"), Pressed(encode(Jump(1, REVIEW))), Pressed(encode(Jump(2, REVIEW))))
    state, _ = after(knowledge, *two, *told, text)
    last = {filing.name: filing.attempts[-1] for filing in state.filings}
    assert [name for name, attempt in last.items() if attempt.ticked] == [ticked][: bool(ticked)]
    assert [name for name, attempt in last.items() if attempt.submitted] == [submitted][: bool(submitted)]


@pytest.mark.parametrize(
    ("notice", "text", "ticked"),
    [
        ("退回：身份证照片不清晰", "重拍了 重新提交", {"id-photo"}),
        ("退回：域名不属于主体", "过户好了，重交", {"domain-transfer"}),
        ("退回：缺少授权书", "补上了 重新提交", {"authorization"}),
        ("退回：缺少授权书", "补好了再交", set[str]()),
    ],
)
def test_mended_and_handed_in_is_ticked_and_asked_about(
    knowledge: Knowledge, notice: str, text: str, ticked: set[str]
) -> None:
    state, _ = after(knowledge, notice, text)
    assert len(state.loose[0].ticked) == len(ticked)
    assert bool(state.question) == bool(ticked)
    if ticked:
        assert after(knowledge, "是", state=state)[0].loose[0].submitted


@pytest.mark.parametrize(
    ("text", "awaited"),
    [
        *((text, False) for text in ("初审过了，短信也收到了", "微信过了，收到短信了", "初审过了短信收到了")),
        *((text, True) for text in ("初审过了，短信还没收到", "初审过了")),
    ],
)
def test_two_deeds_of_one_text_are_both_noted(knowledge: Knowledge, text: str, awaited: bool) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), text)
    assert state.showing == "first-sms"
    assert state.filings[0].marks["first-sms"].awaited == awaited


@pytest.mark.parametrize(("count", "noted"), [(MOST_DEEDS, True), (MOST_DEEDS + 1, False)])
def test_a_text_of_very_many_clauses_tells_no_deeds(knowledge: Knowledge, count: int, noted: bool) -> None:
    before, _ = after(knowledge, *at("first-provider-review"))
    state, _ = after(knowledge, "初审过了" + "，短信还没收到" * (count - 1), state=before)
    assert (state.filings != before.filings) == noted


def test_the_unsure_one_of_two_deeds_is_asked_about(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), "初审过了，管局也过了")
    assert state.showing == "first-sms"
    assert buttons(screens)[:2] == [encode(Jump(1, "first-approved")), encode(OpenStep(1, ""))]


def test_the_later_of_two_unsure_deeds_is_asked_about(knowledge: Knowledge) -> None:
    for begin in ((*at("first-provider-review"), Pressed(encode(Progress()))), BEGUN):
        asked = after(knowledge, *begin, "短信收到了")[1]
        assert after(knowledge, *begin, "初审过了，短信也收到了")[1] == asked


@pytest.mark.parametrize(
    ("step", "text", "after_that", "topic"),
    [
        ("first-submit", "提交了，网站要关吗", "first-provider-review", "faq-file-before-online"),
        ("first-submit", "已经提交了。网站要关吗？", "first-provider-review", "faq-file-before-online"),
        ("first-provider-review", "初审过了，短信一直没收到怎么办", "first-sms", "sms-not-received"),
        ("first-submit", "提交了网站要关吗", "first-submit", "faq-file-before-online"),
        ("first-submit", "提交了吗，网站要关吗", "first-submit", "faq-file-before-online"),
        (
            "first-provider-review",
            "拿到号了，过多久网站才能打开",
            "first-provider-review",
            "time-after-approval-open",
        ),
    ],
)
def test_what_was_done_is_noted_and_what_is_asked_besides_is_answered(
    knowledge: Knowledge, step: str, text: str, after_that: str, topic: str
) -> None:
    state, screens = after(knowledge, *at(step), text)
    assert state.showing == after_that
    (answer,) = (screen for screen in screens if knowledge.topics[topic].title in screen.text)
    assert encode(OpenStep(1, after_that)) in buttons([answer])
    assert (encode(Overview(1)) in buttons(screens)) == (after_that != step), "what was noted is seen"


WITHDRAWN = [
    "撤回来了",
    "订单撤销了",
    "我撤回了",
    "申请撤回来了",
    "把订单撤了",
    "已经撤回了",
    "撤单了",
    "订单已撤回",
    "备案撤下来了",
    "撤回成功",
    "不小心撤回了",
    "我撤回了订单 想改个名字",
    "撤回了，因为填错了",
]


@pytest.mark.parametrize("text", WITHDRAWN)
def test_what_was_taken_back_from_review_is_to_be_submitted_anew(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", text)
    assert (state.showing, state.filings[0].marks["first-submit"].done) == ("first-submit", None)
    state, _ = after(knowledge, "重新交了", state=state)
    assert state.showing == "first-provider-review"


def test_from_elsewhere_it_is_taken_back_as_well(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", Command("start"), "订单撤销了")
    assert state.showing == "first-submit"


@pytest.mark.parametrize("text", ["我把申请撤回来了", "不小心撤回了"])
def test_from_the_authority_nothing_is_taken_back_without_asking(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    asked, screens = after(knowledge, text, state=before)
    assert asked.filings == before.filings
    assert "管局" in screens[0].text
    assert after(knowledge, "是", state=asked)[0].showing == "first-submit"
    assert after(knowledge, "不是", state=asked)[0].showing == "first-authority"
    assert after(knowledge, "被退回了", state=asked)[0].waiting == "rejection"


@pytest.mark.parametrize(
    "text",
    ["能撤回吗", "怎么撤回订单", "撤回了会怎样", "想撤回", "没撤回", "撤回了 没成功", "撤回了的订单想恢复"],
)
def test_who_asks_about_taking_back_leaves_it_under_review(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", text)
    assert state.filings[0].marks["first-submit"].done


@pytest.mark.parametrize("text", WITHDRAWN)
def test_what_was_not_submitted_yet_cannot_be_taken_back(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *BEGUN)
    state, _ = after(knowledge, text, state=before)
    assert state.filings == before.filings
