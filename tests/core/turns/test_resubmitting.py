"""News that a plan was submitted again, or that something other than our filings was submitted."""

import time
from datetime import timedelta

import pytest

from bot.core.actions import Action, Follow, Grow, NewFiling, OpenPlan, OpenStep, Resubmitted
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed
from bot.core.filings.attempts import at_work
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State
from bot.core.texts.reckoning import FIRST_REVIEW
from bot.core.turns.resubmitting import CODE, SMS
from tests.core.sample import NOW
from tests.core.talking import BEGUN, DATED, NOTICE, PLAN, SUBMITTED, after, buttons


@pytest.mark.parametrize(
    "text",
    [
        "已经重新提交了",
        "已经提交过了",
        "我已经重新提交过了",
        "我已经重新提交了",
        "重新提交了",
        "改好了 我交上去了",
        "提交了",
        "我交了。",
        "好的，刚刚又交了",
        "已提交",
        "我哋已經重新遞交咗",
        "我已經重新交咗喇",
        "yijing tijiao le",
        "重新交啦",
        "重新交咯",
        "换好啦 又交了喽",
        *("已经重新提交审核", "交回去了", "重提了", "再次提交了", "重新递上去了", "又报上去了", "重新提交好了"),
        *("交啦交啦", "会计说交了", "又交出去了", "重新送上去了"),
    ],
)
def test_who_says_that_a_mended_rejection_was_submitted_has_it_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *PLAN, text)
    assert state.loose[0].submitted == NOW


@pytest.mark.parametrize(
    ("flow", "text", "asked"),
    [
        *(
            ("first-filing", text, True)
            for text in ("前面都完事了 已经交了", "资料准备齐并提交了", "我妈说交了", "昨晚弄完交的", "交出去了")
        ),
        *(
            ("change-subject", text, True)
            for text in ("腾讯云里提交了变更", "变更在控制台交了", "会计交了变更", "变更申请提交了")
        ),
        *(
            ("first-filing", text, False)
            for text in ("准备交了", "我妈说要交钱", "朋友说交了", "明天弄完交", "资料还没准备齐", "会计交了社保")
        ),
        *(("change-subject", text, False) for text in ("变更要在哪里交", "注销在腾讯云交了", "变更没交")),
    ],
)
def test_who_submits_and_where_and_what_may_be_told_with_it(
    knowledge: Knowledge, flow: str, text: str, asked: bool
) -> None:
    begun = map(Pressed, (f"n:{flow}", "s:enterprise", "p:guangdong", "a"))
    before, _ = after(knowledge, *begun)
    state, _ = after(knowledge, text, state=before)
    assert (state.filings, bool(state.question)) == (before.filings, asked)


@pytest.mark.parametrize(
    ("text", "noted"), [("申请交上去了", False), ("备案申请交上去了", True), ("申请重新交了", True)]
)
def test_an_application_may_be_for_what_is_still_to_be_done(knowledge: Knowledge, text: str, noted: bool) -> None:
    state, _ = after(knowledge, *PLAN, text)
    assert bool(state.loose[0].submitted) == noted
    assert bool(state.question) != noted


@pytest.mark.parametrize(
    "text",
    [
        *("域名实名弄好 重新提交了", "找客服问清楚，交上去了", "承诺书传了 再提交一次了"),
        *(
            "又传了一遍",
            "等了三天 又交了一次",
            "改了再交的",
            "改了 再交",
            "补上去了重新交",
            "换了图标重新提交",
            "重新提交",
        ),
    ],
)
def test_who_says_more_than_that_is_asked(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert at_work(state)
    assert buttons(screens) == [encode(Resubmitted(1)), encode(OpenPlan(1))]


@pytest.mark.parametrize(
    "text", ["重新提交", "提交", "交", "提交 第三次", "都弄好了 提交", "那我重新提交", "行 我再交"]
)
def test_once_all_is_done_the_words_of_the_button_are_enough(text: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *DATED, text)
    assert state.loose[0].submitted == NOW


@pytest.mark.parametrize(
    "text",
    [
        "又提交了 第三次了",
        "再交了一遍，求过",
        "重新提交 希望这回能过",
        "又交上去了，保佑保佑",
        "交了别再退了",
        "重新交了 这已经是第四次了",
    ],
)
def test_who_hopes_for_the_best_or_counts_has_submitted_it(text: str, knowledge: Knowledge) -> None:
    assert after(knowledge, *PLAN, "域名实名做好了", text)[0].loose[0].submitted == NOW


@pytest.mark.parametrize(
    "text",
    [
        *("明天交", "先不交", "还没交", "交吗", "准备提交", "提交在哪", "可以交了吗"),
        *("希望过", "第三次了", "又交了会不会再退", "准备再交一次 希望过", "要重交吗"),
    ],
)
def test_who_will_or_may_submit_what_is_done_has_not(text: str, knowledge: Knowledge) -> None:
    assert not after(knowledge, *DATED, text)[0].loose[0].submitted


@pytest.mark.parametrize("text", ["提交", "换了图标重新提交"])
@pytest.mark.parametrize("asks", ["还要多久", "能不能先交"])
def test_whether_it_was_submitted_is_still_asked_below_what_is_asked_instead(
    text: str, asks: str, knowledge: Knowledge
) -> None:
    state, screens = after(knowledge, *PLAN, text, asks)
    assert "重新交上去了吗" in screens[-1].text
    assert after(knowledge, "是", state=state)[0].loose[0].submitted == NOW


@pytest.mark.parametrize("text", ["图重传了", "照片重新上传了", "身份证又传了一遍"])
def test_a_thing_that_was_sent_once_more_is_none_that_was_submitted(text: str, knowledge: Knowledge) -> None:
    _, screens = after(knowledge, "退回 说照片不清楚", text)
    assert not any("重新交上去了吗" in screen.text for screen in screens)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "号下来了 谢谢",
            "初审过了，辛苦了",
            "审核通过了 多谢",
            "这次没事了 初审过了",
            "成功了！",
            "收到短信说通过了",
        ),
        *("华为打电话说可以了", "他又打来说行了", "客服说初审没问题了"),
    ],
)
def test_good_news_is_noted_of_what_was_submitted_again_with_thanks_or_who_said_it(
    text: str, knowledge: Knowledge
) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert screens[0].text.startswith("🎉")
    thanked = screens[-1].text == knowledge.ui["courtesy-thanks"].strip()
    assert thanked == (text.endswith(("谢谢", "辛苦了", "多谢")))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "谢谢",
            "过了吗 谢谢",
            "等号下来了 谢谢",
            "没成功",
            "付款成功了",
            "老板说行了",
            "朋友说可以了",
            "客服说没问题了",
        ),
        *("客服说可以了吗", "客服说可以了就告诉我", "客服说改备注就行了", "朋友的号下来了 谢谢"),
    ],
)
def test_thanks_and_what_others_find_well_is_no_good_news(text: str, knowledge: Knowledge) -> None:
    assert not any("🎉" in screen.text for screen in after(knowledge, *SUBMITTED, text)[1])


def test_who_has_something_else_on_the_screen_is_asked(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *PLAN, *BEGUN, "重新提交了")
    assert at_work(state)
    assert encode(Resubmitted(1)) in buttons(screens)


@pytest.mark.parametrize(
    "text",
    [
        "提交了好几天没动静怎么办",
        "已经提交了还能改吗",
        "可以重新提交了",
        *("先别重新提交", "明天重新提交", "打算重新提交", "客服让我重新提交", "修改后重新提交", "补充材料重新提交"),
        *(
            "改完明天再交",
            "等盖了章再交",
            "写了字再交",
            "材料补完了 待会等老板看了重新提交",
            "忘了重新提交",
            "又叫我们重新提交",
        ),
        *("以前重新提交过", "执照又传了一遍", "等改了备注再交"),
        *("重新提交不了", "改完要再交一次", "为啥又要重新提交", "又传了一遍照片", "怎么重新提交"),
        "重新提交以后要等多久",
        *("提交了押金", "重复提交"),
    ],
)
def test_who_asks_or_tells_something_else_submits_nothing(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert at_work(state)
    assert "重新交上去了吗" not in screens[0].text


def test_particles_that_can_be_cut_in_many_ways_take_no_time(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *PLAN)
    began = time.process_time()
    assert at_work(after(knowledge, "提交了" + "刚" * 34 + "几天", state=before)[0])
    assert time.process_time() - began < 1, "a pattern backtracks"


def test_without_a_plan_the_same_words_are_a_question(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "提交了")
    assert not state.loose
    assert encode(OpenPlan(1)) not in buttons(screens)


@pytest.mark.parametrize(
    ("text", "of_filing"), [("通过了", False), ("审核通过了", False), ("管局过了", True), ("备案号下来了", True)]
)
def test_who_had_it_approved_at_last_is_led_on(knowledge: Knowledge, text: str, of_filing: bool) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert buttons(screens)[0] == encode(NewFiling("after-approval"))
    state, mended = after(knowledge, *PLAN, text)
    assert (mended[0] == screens[0]) == of_filing, "what passed may be a thing to do"
    assert bool(state.loose[0].submitted) == of_filing


@pytest.mark.parametrize(
    "text", ["什么时候出结果", "几时有结果", "大概几号能下来", "好久能过", "审了几天了", "现在怎么样了", "还要几天"]
)
def test_of_what_was_submitted_again_outside_a_filing_the_first_review_is_counted(
    knowledge: Knowledge, text: str
) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert "11月27日" in screens[0].text
    assert encode(Grow(1)) in buttons(screens)
    for begin in (PLAN, (*SUBMITTED, "公安备案怎么办")):
        assert encode(Grow(1)) not in buttons(after(knowledge, *begin, text)[1])


@pytest.mark.parametrize("submits", ["我已经重新提交了", "重新提交了", Pressed(encode(Resubmitted(1)))])
@pytest.mark.parametrize(("begin", "told"), [(DATED, "12月2日"), (PLAN, "还有 1 件没勾")])
def test_who_submits_too_early_is_told_so(
    knowledge: Knowledge, submits: Event | str, begin: tuple[Event, ...], told: str
) -> None:
    state, screens = after(knowledge, *begin, submits)
    assert (state.loose[0].submitted, told in screens[0].text) == (NOW, True)
    assert at_work(after(knowledge, "还没交", state=state)[0])


def test_what_was_submitted_again_stands_in_the_progress_while_its_result_is_to_come(knowledge: Knowledge) -> None:
    submitted, _ = after(knowledge, *SUBMITTED)

    def progress(days: int, state: State = submitted) -> Screen:
        turn = respond(Command("progress"), state, knowledge, NOW + timedelta(days=days))
        return next(reply for reply in turn.replies if isinstance(reply, Screen))

    for days, told in ((0, "11月25日已经重新提交，等结果就好。"), (5, "今天是第 **3** 个工作日")):
        assert told in progress(days).text
        assert encode(OpenPlan(1)) in buttons([progress(days)])
    assert progress(40).text.startswith(knowledge.ui["progress-none"]), "nobody waits so long"
    with_filing, _ = after(knowledge, *BEGUN, state=submitted)
    assert {encode(OpenPlan(1)), encode(OpenStep(1, ""))} <= set(buttons([progress(1, with_filing)]))
    inspected, _ = after(knowledge, NOTICE, "已经申请复查了", Pressed(encode(Resubmitted(1))))
    assert progress(1, inspected).text.startswith(knowledge.ui["progress-none"]), "it may have passed already"


def test_what_is_told_of_a_second_look_is_noted(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, NOTICE, *BEGUN, "已经申请复查了")
    assert buttons(screens)[0] == encode(Resubmitted(1))
    assert "申请复查" in screens[0].text
    for asked in (NOTICE, "备案要多久"), (NOTICE, "已经申请复查了", "备案要多久"):
        assert after(knowledge, *asked, "管局说复查通过了")[0] == after(knowledge, *asked, "复查通过了")[0]
        state, screens = after(knowledge, *asked, "复查通过了")
        assert state.loose[0].submitted == NOW
        assert "复查过了就好" in screens[0].text


REVIEWED = ("初审未通过，原因：域名未实名认证", "改好了 重新交了")


@pytest.mark.parametrize(
    ("events", "text", "about", "follow"),
    [
        *(((), text, FIRST_REVIEW, Follow("review", "")) for text in ("提交了", "我已经提交了", "订单交上去了")),
        *(
            ((), text, FIRST_REVIEW, Follow("review", ""))
            for text in ("提交了备案申请", "刚交完备案", "备案交好了", "订单已提交，接下来呢")
        ),
        *(
            ((), text, SMS, Follow("sms", ""))
            for text in ("初审过了", "微信那边说过了", "阿里云初审通过了", "小程序平台审过了", "接入商审核过了")
        ),
        *(((), text, CODE, Follow("code", "")) for text in ("短信收到了", "短信来了 今早9点", "收到验证码了")),
        *((REVIEWED, text, SMS, Grow(1)) for text in ("初审过了", "过了", "腾讯云那边过了")),
        (REVIEWED, "短信收到了", CODE, Grow(1)),
    ],
)
def test_who_tells_how_far_it_is_without_a_filing_is_told_what_comes_next_and_may_begin_one(
    knowledge: Knowledge, events: tuple[str, ...], text: str, about: str, follow: Action
) -> None:
    state, screens = after(knowledge, *events, text)
    assert state.topic == about
    assert buttons(screens)[0] == encode(follow)


@pytest.mark.parametrize(
    "text", ["我11月1号交的", "11月10号提交的", "交了两个星期了", "都等了20天了", "等了快一个月还没动静"]
)
def test_of_what_was_submitted_long_ago_it_is_told_until_when_it_takes(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    assert state.topic == "time-authority"
    assert "最晚" in screens[0].text
    assert buttons(screens)[0] == encode(Follow("review", ""))
    for told in ("公安备案要多久", text), ("昨天交的",), ("服务器买了一个月了",):
        assert "最晚" not in after(knowledge, *told)[1][0].text, told


@pytest.mark.parametrize(
    ("asked", "says", "follow", "step"),
    [
        ("怎么注销主体", "接下来等短信", Follow("sms", "cancel-subject"), "cau-submit"),
        ("怎么注销网站", "接下来等短信", Follow("sms", "cancel-site"), "cas-submit"),
        ("公安备案怎么办", "网安", Follow("review", "police-filing"), "pol-review"),
        ("取消接入怎么弄", "不再给你接入", Follow("review", "cancel-access"), "cac-done"),
        ("注销备案", "哪一种", Follow("review", ""), ""),
    ],
)
def test_what_was_submitted_of_another_kind_than_a_first_filing_goes_on_as_that(
    knowledge: Knowledge, asked: str, says: str, follow: Follow, step: str
) -> None:
    state, screens = after(knowledge, asked, "提交了")
    assert says in screens[0].text
    assert buttons(screens)[0] == encode(follow)
    if step:
        begun = (Pressed(encode(follow)), "公司 广东", "甲站")
        assert after(knowledge, *begun, state=state)[0].showing == step


@pytest.mark.parametrize(
    ("events", "text"),
    [
        *(((), text) for text in ("过了", "收到了", "提交了吗", "公安过了", "审核过了")),
        *((REVIEWED, text) for text in ("管局过了", "备案通过了")),
        (("管局退回：域名未实名认证", "重新交了"), "过了"),
    ],
)
def test_who_tells_of_the_end_or_leaves_open_what_passed_is_sent_to_no_text_message(
    knowledge: Knowledge, events: tuple[str, ...], text: str
) -> None:
    assert after(knowledge, *events, text)[0].topic not in (FIRST_REVIEW, SMS, CODE)


@pytest.mark.parametrize(
    "text", ["备案号下来了", "终于办成了！！备案号收到了", "都弄好了 拿到号了", "备案成功了", "备案批下来了，接下来呢"]
)
def test_who_tells_that_it_is_approved_without_a_filing_is_told_what_is_to_be_done(
    knowledge: Knowledge, text: str
) -> None:
    state, (screen,) = after(knowledge, text)
    assert "三件事" in screen.text
    assert encode(NewFiling("after-approval")) in buttons([screen])
    _, (where,) = after(knowledge, "挂在哪", state=state)
    assert knowledge.topics["after-hang-number"].title in where.text


@pytest.mark.parametrize("text", ["备案成功", "备案号下来了吗", "备案号没下来"])
def test_who_asks_whether_or_names_that_it_is_approved_is_not_congratulated(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert not any("三件事" in screen.text and "🎉" in screen.text for screen in screens)


def test_what_was_submitted_again_is_put_off_as_well(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SUBMITTED, "拉倒吧 不备了")
    assert "做过的都还在" in screens[0].text
    assert state.loose[0].submitted


@pytest.mark.parametrize(
    "text",
    ["管局退的那个 换了手机号 重新交了", "之前没过的改完 又交了", "照片重拍好，已经再交", "换了手机号 已经重新交"],
)
def test_who_submitted_again_and_says_why_is_asked_whether_it_is_so(knowledge: Knowledge, text: str) -> None:
    begin = "【腾讯云】您的备案申请已被湖南省通信管理局退回，退回原因：主体负责人手机号码与其他主体重复，请更换。"
    state, _ = after(knowledge, begin, text)
    assert state.question
    state, _ = after(knowledge, "是", state=state)
    assert state.loose[0].submitted


@pytest.mark.parametrize(
    ("read", "text", "done"),
    [
        *((("备案要多久",), text, True) for text in ("改好了 重新提交了", "都弄完了又交了", "都改好了", "做完了")),
        *((("怎么注销主体",), text, True) for text in ("换好了 重新提交了", "都改好了 交了")),
        *((("怎么注销主体",), text, False) for text in ("做完了", "弄好了", "交了")),
    ],
)
def test_what_was_read_since_does_not_hide_that_all_was_mended(
    knowledge: Knowledge, read: tuple[str, ...], text: str, done: bool
) -> None:
    state, _ = after(knowledge, *PLAN, *read, text)
    assert bool(state.loose[0].ticked) == done


@pytest.mark.parametrize("text", ["备案提交了", "订单提交了", "提交了"])
def test_what_is_submitted_to_who_reviews_it_is_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, "驳回：域名未实名", text)
    assert state.loose[0].submitted
