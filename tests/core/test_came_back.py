"""What is told, in few words, of a filing that came back: why it did, that it was submitted again, or that it is the
same as the last time."""

from datetime import timedelta

import pytest

from bot.core.actions import Attach, Jump, Read, Returned, SentBy
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed, said
from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.knowledge import Knowledge
from bot.core.screens import answers
from bot.core.state import Grace, State
from bot.core.texts.understanding import UNEXPLAINED
from bot.core.words import say
from tests.core.sample import NOW
from tests.core.talking import ASKED_FOR_A_TEXT, BEGUN, PLAN, after, at, begun, buttons

SUBMITTED = at("first-provider-review")
SMS_LATE = (*at("first-sms"), "短信收到了")
REJECTED = (*SUBMITTED, "初审被退了 电话没人接")


def test_a_last_day_that_is_told_in_one_breath_is_noted(knowledge: Knowledge) -> None:
    text = "就是那个我们公司备案他给我退回来了说是法人的身份证拍的不清楚然后让我七天之内改好重新提交"
    state, _ = after(knowledge, text)
    assert [attempt.grace for attempt in state.loose] == [Grace(length=7, unit="天")]


@pytest.mark.parametrize(
    "text",
    [
        "没赶上 退回来了",
        "超时被退了",
        "短信没填被退回去了",
        "没及时核验 被退了",
        "短信过期退回来了",
        "短信忘了填 被退回了",
        "时间过了 被打回来了",
    ],
)
def test_who_tells_that_a_filing_under_review_came_back_has_it_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SMS_LATE, text)
    assert [attempt.reasons for attempt in state.filings[0].attempts] == [("reject-sms-timeout",)]
    state, _ = after(knowledge, "我又交了", state=state)
    assert state.filings[0].attempts[0].submitted
    assert state.showing == "first-provider-review"


@pytest.mark.parametrize("text", ["没填上 被退了", "没来得及填 被退了", "没来得及填 退回来了", "我忘了 给退回来了"])
def test_what_is_missed_once_the_hours_of_the_message_are_over_is_the_message(knowledge: Knowledge, text: str) -> None:
    late, _ = after(knowledge, *SMS_LATE)
    turn = respond(said(text), late, knowledge, NOW + timedelta(hours=25))
    assert turn.state
    assert [attempt.reasons for attempt in turn.state.filings[0].attempts] == [("reject-sms-timeout",)]


@pytest.mark.parametrize("text", ["订单退回来了", "给退回来了"])
def test_what_comes_back_right_after_it_was_read_what_comes_of_missed_hours_is_the_message(
    knowledge: Knowledge, text: str
) -> None:
    state, _ = after(knowledge, *SMS_LATE, "填晚了 超时了怎么办", text)
    assert [attempt.reasons for attempt in state.filings[0].attempts] == [("reject-sms-timeout",)]
    state, _ = after(knowledge, *SMS_LATE, "填晚了 超时了怎么办", "被退了 照片不清楚")
    assert [attempt.reasons for attempt in state.filings[0].attempts] != [("reject-sms-timeout",)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("没填上 被退了", 2), ("备注没填 被退了", 25), ("没填备注 被退了", 25), ("有一项没填上 被退了", 25)],
)
def test_what_is_missed_in_time_or_has_a_name_is_not(knowledge: Knowledge, text: str, hours: int) -> None:
    late, _ = after(knowledge, *SMS_LATE)
    turn = respond(said(text), late, knowledge, NOW + timedelta(hours=hours))
    assert turn.state
    assert all(attempt.reasons != ("reject-sms-timeout",) for attempt in turn.state.filings[0].attempts)


def test_what_the_authority_does_not_grant_came_back(knowledge: Knowledge) -> None:
    for text, came_back in (("管局那边不批", True), ("管局不批怎么办", False), ("管局没批", False)):
        state, _ = after(knowledge, *at("first-authority"), text)
        assert bool(state.filings[0].attempts) == came_back, text


@pytest.mark.parametrize("text", ["身份证被退了", "法人证件被退了", "手机号没过", "证件没过"])
def test_of_what_only_came_back_it_is_asked_what_is_wrong_with_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    assert not state.loose
    assert len(screens[0].buttons) > 2


def test_what_is_asked_in_one_breath_with_a_reason_is_answered_too(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "被退了说备注写得太简单请问备注怎么写")
    assert [attempt.reasons for attempt in state.loose] == [("reject-remark-missing",)]
    assert knowledge.topics["material-remark"].title in screens[-1].text


TWO_REASONS = "初审退了 网站名称和公司没关系，电话没人接"
NAME, PHONE = "reject-name-unrelated", "reject-phone-unreachable"


REALNAME, UNCLEAR = "reject-domain-not-realname", "reject-id-photo-unclear"


def test_before_it_was_submitted_only_what_came_back_in_so_many_words_is_the_next_one(knowledge: Knowledge) -> None:
    for text, count in (("又说域名没实名", 1), ("又退 说域名没实名", 2)):
        assert len(after(knowledge, TWO_REASONS, text)[0].loose) == count
    for text, count in (("又说域名没实名", 0), ("又退 说域名没实名", 1), ("退 说域名没实名", 1)):
        assert len(after(knowledge, text)[0].loose) == count


@pytest.mark.parametrize("text", ["还是照片不清楚", "还是没写原因", "还是域名"])
def test_what_is_still_the_matter_and_was_none_before_is_no_reason_of_before(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, TWO_REASONS, "重新提交了", "又退了", text)
    assert all(not {NAME, PHONE} & set(attempt.reasons) for attempt in state.filings[0].attempts[1:])


TWO = (
    *begun("甲站"),
    Pressed(encode(Jump(1, "first-provider-review"))),
    *begun("乙站"),
    Pressed(encode(Jump(2, "first-provider-review"))),
)


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("甲站退回了", "又交了"), 1),
        (("甲站退回了", "甲站又交了"), 1),
        (("甲站过了 乙站被退了", "乙站又交了"), 2),
        (("退回了", "重新提交了"), 2),
        (("甲站初审被退了", "又交了"), 1),
    ],
)
def test_what_came_back_without_a_word_why_and_went_in_again_is_noted_as_both(
    knowledge: Knowledge, texts: tuple[str, ...], number: int
) -> None:
    state, _ = after(knowledge, *TWO, *texts[:-1])
    turn = respond(said(texts[-1]), state, knowledge, NOW + timedelta(days=1))
    assert turn.state
    attempts = [filing.attempts for filing in turn.state.filings]
    assert [len(one) for one in attempts] == [int(one == number) for one in (1, 2)]
    (attempt,) = attempts[number - 1]
    assert attempt.reasons == (UNEXPLAINED,)
    assert attempt.submitted == NOW + timedelta(days=1)
    marks = turn.state.filings[number - 1].marks
    assert marks["first-provider-review"].begun == NOW + timedelta(days=1)


@pytest.mark.parametrize("step", ["first-provider-review", "first-authority"])
@pytest.mark.parametrize(
    "text",
    [
        *(
            "审完了没通过",
            "审完了 没通过",
            "审好了，没通过",
            "他们审过了没通过",
            "审核完了没通过",
            "初审没问题 但是没通过",
        ),
        *("报到管局了 没通过", "到管局了没通过", "管局审完了，没通过", "审过了被打回"),
    ],
)
def test_what_was_reviewed_and_did_not_pass_has_not_passed(knowledge: Knowledge, step: str, text: str) -> None:
    before, _ = after(knowledge, *at(step))
    state, _ = after(knowledge, text, state=before)
    assert state.waiting == "rejection" or state.filings[0].attempts or state.loose
    assert state.filings[0].marks == before.filings[0].marks or state.filings[0].attempts


@pytest.mark.parametrize(
    ("texts", "submitted"),
    [
        (("又交了",), True),
        (("她又交了",), True),
        (("照片来了 交了",), True),
        (("说重新交就行", "重新交了"), True),
        (("我打回去了 让我原样再交一次", "又交了"), True),
        (("不用改 原样交就行",), False),
        (("第四次了真的服了",), False),
        (("啥材料啊 我就一个小店",), False),
    ],
)
def test_what_is_told_in_place_of_what_came_back_is_no_reason(
    knowledge: Knowledge, texts: tuple[str, ...], submitted: bool
) -> None:
    state, _ = after(knowledge, "被退了", *texts)
    assert not any(attempt.unclear or set(attempt.reasons) - {UNEXPLAINED} for attempt in state.loose)
    assert any(attempt.submitted for attempt in state.loose) == submitted


@pytest.mark.parametrize(
    ("told", "text", "as_is"),
    [
        *(("被退了", text, True) for text in ("客服说重新交就行", "不用改 原样交就行", "让我原样再交一次")),
        *(("被退了", text, False) for text in ("让我重新交", "要重新提交", "再交一遍就行了吧", "不用改")),
        *(("被退了 说照片糊了", text, False) for text in ("让我重新交", "客服说重新交就行", "不用改 原样交就行")),
    ],
)
def test_to_submit_as_it_is_takes_that_no_reason_is_known(
    knowledge: Knowledge, told: str, text: str, as_is: bool
) -> None:
    says = knowledge.ui["submit-as-is"]
    assert any(reply.text == says for reply in after(knowledge, told, text)[1]) == as_is


@pytest.mark.parametrize(
    ("text", "other"),
    [
        *((text, False) for text in ("应用市场退回了 说没填备案号", "华为商店打回 缺备案号", "商店拒了 没有APP备案号")),
        *((text, True) for text in ("退回 网站没有标明备案号", "应用商店打回 说网站首页没挂备案号")),
        ("【华为应用市场】您的应用审核不通过：未提供APP备案号", True),
    ],
)
def test_a_shop_that_wants_a_number_finds_no_fault_with_a_site(knowledge: Knowledge, text: str, other: bool) -> None:
    for under_way in ((), at("first-provider-review")):
        state, _ = after(knowledge, *under_way, text)
        kept = [*state.loose, *(one for filing in state.filings for one in filing.attempts)]
        assert bool(kept) == other
        assert (state.topic == "app-store-demands-number") != other


@pytest.mark.parametrize("text", ["审完了", "都审完了", "阿里那边审完了", "他们审完了"])
def test_that_a_review_is_over_tells_no_verdict(knowledge: Knowledge, text: str) -> None:
    asked, screens = after(knowledge, *at("first-provider-review"), text)
    assert screens[0].text == knowledge.ui["which-verdict"]
    assert after(knowledge, "过了", state=asked)[0].showing == "first-sms"
    assert after(knowledge, "被退了", state=asked)[0].waiting == "rejection"
    for other in ((), at("first-sms"), PLAN):
        assert after(knowledge, *other, text)[1][0].text != knowledge.ui["which-verdict"]


@pytest.mark.parametrize(
    "text",
    [
        *("初审被退了", "初审没过", "初审未过", "审核未过", "我们的备案没通过", "备案被驳回了"),
        *("没有过审", "没有通过审核", "审核没有过"),
    ],
)
def test_what_only_came_back_is_asked_for_where_it_is_under_review(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *SUBMITTED, text)
    assert state.waiting == "rejection"
    assert state.filings[0].name in screens[0].text
    state, _ = after(knowledge, "又交了", state=state)
    assert state.filings[0].attempts[0].submitted


@pytest.mark.parametrize(
    "text",
    [
        *("变更被退了", "接入备案被驳回", "注销申请被退了", "法人变更没过", "公司名称变更备案被打回来了"),
        *("贷款公司网站备案被退了", "我们辅导学校的网站备案没过", "卫生院网站备案被退回来", "同学们备案被拒了呜呜"),
        *("五金店小程序备案被退了", "直播公司APP备案被退了", "我们商会网站备案退回，退回内容如下"),
        *("备案被退回，内容是：", "驳回的内容如下："),
    ],
)
def test_for_what_and_for_whom_it_was_filed_is_no_reason(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert state.waiting == "rejection" or [one.reasons for one in state.loose] == [(UNEXPLAINED,)]


def test_what_comes_back_without_a_word_why_is_not_what_was_submitted_before(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, TWO_REASONS, "重新提交了", "打回来了", "又交了")
    assert [(one.reasons == (UNEXPLAINED,), bool(one.submitted)) for one in state.loose] == [
        (False, True),
        (True, True),
    ]


def test_why_it_came_back_may_be_told_after_what_to_do_was_read(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案被拒绝了 怎么办啊", "原因是域名没实名")
    assert [one.reasons for one in state.loose] == [(REALNAME,)]
    state, _ = after(knowledge, "备案被拒绝了 怎么办啊", "域名没实名会怎样")
    assert not state.loose


@pytest.mark.parametrize(
    "text",
    [
        *("没过", "未过", "未過", "没通过", "甲站没过", "not approved", "It did not pass"),
        *("没有通过", "沒有通過", "没有被通过", "未获批准", "没有获批"),
    ],
)
def test_of_what_did_not_pass_it_is_asked_whether_it_came_back(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *begun("甲站"), Pressed(encode(Jump(1, "first-provider-review"))))
    asked, screens = after(knowledge, text, state=before)
    assert asked.filings == before.filings
    assert after(knowledge, "被退回了", state=asked)[0].waiting == "rejection"
    state, _ = after(knowledge, Pressed(buttons(screens)[1]), state=asked)
    assert (state.filings, state.showing) == (before.filings, "first-provider-review")


def test_what_came_back_and_is_at_work_is_only_told_once_more_not_to_have_passed(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *REJECTED)
    state, _ = after(knowledge, "not approved", state=before)
    assert (state.filings, state.loose) == (before.filings, ())


@pytest.mark.parametrize(
    "text",
    [
        *("还没过", "仲未過", "还没消息", "还没有过审", "没动静啊", "仲未有消息", "no news yet", "还没批下来"),
        *("为啥还不批", "怎么还不下来"),
    ],
)
def test_who_has_no_result_yet_is_told_how_the_review_stands_in_time(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *SUBMITTED)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert any("⏳" in screen.text for screen in screens)
    state, screens = after(knowledge, *TWO, Command("start"), text)
    assert "甲站" in "".join(screen.text for screen in screens)
    assert "乙站" in "".join(screen.text for screen in screens)


@pytest.mark.parametrize("text", ["为什么不批", "照片还不行", "还不会弄", "照片怎么还不过"])
def test_who_asks_about_something_else_is_not_told_how_the_review_stands(knowledge: Knowledge, text: str) -> None:
    assert not any("⏳" in screen.text for screen in after(knowledge, *SUBMITTED, text)[1])


def test_who_only_greets_politely_passes_no_message_on(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, "您好，我的域名快到期了要续费")
    assert screens[0].text != knowledge.ui["no-rejection"]


def test_a_review_of_an_app_in_a_store_is_of_no_filing_of_a_site_for_sure(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SUBMITTED, "app审核被拒了")
    assert not state.filings[0].attempts
    assert encode(Attach(state.attempt, 1)) in buttons(screens)


@pytest.mark.parametrize("text", ["押金退了三次", "又退了，要多久", "上次退过三次", "怕又被退"])
def test_who_tells_or_asks_something_else_of_it_is_not(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].waiting != "rejection"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("说我营业执照照片糊了 还有域名没做实名", {"reject-id-photo-unclear", "reject-domain-not-realname"}),
        ("嫌我们公司名写得不对，身份证反光", {"reject-subject-name-mismatch", "reject-id-photo-unclear"}),
        ("说我域名没实名", {"reject-domain-not-realname"}),
        ("又说我身份证照片反光", {"reject-id-photo-unclear"}),
        ("说我授权书上少了老板签字", {"reject-no-authorization-letter"}),
    ],
)
def test_what_somebody_unnamed_found_wrong_is_a_rejection(knowledge: Knowledge, text: str, reasons: set[str]) -> None:
    state, _ = after(knowledge, text)
    (attempt,) = state.loose
    assert set(attempt.reasons) == reasons


def test_below_the_question_whether_it_came_back_the_reason_is_enough(knowledge: Knowledge) -> None:
    for told, reason in (
        ("域名没实名", "reject-domain-not-realname"),
        ("说执照到期了", "reject-id-expired"),
        ("哦查到了 说照片模糊", UNCLEAR),
        ("身份证过期了", "reject-id-expired"),
        ("没说为什么", UNEXPLAINED),
    ):
        (attempt,) = after(knowledge, "没过", told)[0].loose
        assert (attempt.reasons, attempt.unclear) == ((reason,), ())
    for only_back in ("退了", "是退了", "被退回了"):
        state, screens = after(knowledge, "没过", only_back)
        assert (state.loose, screens[-1].text) == ((), knowledge.ui["rejected"].strip())
    for other in (
        "一共要多久",
        "还在审",
        "没退",
        "没退回 就是慢",
        "等短信",
        "短信没收到",
        "网站打不开怎么办",
        "应该没有",
        "不知道",
        "没收到短信",
        *("不是照片糊了", "难道是照片糊了", "我照片拍得有点糊", "服务器还没到期", "身份证没过期"),
        "照片不清楚会退吗",
        "我照片重拍了",
        "名字改了",
    ):
        assert after(knowledge, "没过", other)[0].loose == ()


def test_who_is_asked_for_a_rejection_is_told_of_which_filing(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *TWO, "甲站过了 乙站被退了")
    assert any("乙站" in screen.text for screen in screens[1:])


TO_ANY = (*TWO, "初审未通过，原因：1.网站负责人身份证照片不清晰；2.网站名称与主办单位名称无关联。")


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("是甲站的",), 1),
        (("甲站的",), 1),
        (("应该是乙站",), 2),
        (("不是甲站的 是乙站的",), 2),
        (("是甲站的", "不是甲站的 是乙站的"), 2),
        (("是甲站的", "应该是乙站的"), 2),
        (("是甲站的", "是甲站的"), 1),
    ],
)
def test_a_rejection_belongs_to_the_filing_that_is_named_below_it(
    knowledge: Knowledge, texts: tuple[str, ...], number: int
) -> None:
    state, screens = after(knowledge, *TO_ANY, *texts)
    assert [len(filing.attempts) for filing in state.filings] == [int(one == number) for one in (1, 2)]
    assert not state.loose
    assert "身份证" in screens[-1].text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "我是法人",
            "网站是卖茶叶的",
            "公司名字叫南京顺达汽配有限公司 网站是卖配件的",
            "我们公司叫南京顺达汽配有限公司",
        ),
        *("我们是个体户", "店名叫顺达汽配"),
    ],
)
def test_what_somebody_tells_of_themselves_is_no_reason(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *ASKED_FOR_A_TEXT, text)
    assert (state.loose, state.waiting) == ((), "rejection")
    assert screens == [answers.ask_for_rejection(knowledge)]


@pytest.mark.parametrize("text", ["公司名称与证件不一致", "网站是空的，没有内容", "法人不是网站负责人，缺授权书"])
def test_what_is_found_wrong_with_them_is_one(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *ASKED_FOR_A_TEXT, text)
    assert state.loose


@pytest.mark.parametrize("text", ["网站打不开了显示未备案", "打开网站显示未备案，还没接入"])
def test_what_is_only_seen_on_the_own_site_is_no_rejection(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].loose == ()
    for sent in (f"{text}，限期整改", f"管局说{text}", f"1.{text} 2.首页没有备案号"):
        assert after(knowledge, sent)[0].loose, sent


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("经核查您的网站存在以下问题：1.网站无法打开 2.主办单位名称变更未更新 请于2026年12月15日前整改", 1),
        ("您的网站存在问题：1.首页未标备案号 2.请于12月15日前完成整改，逾期未整改将注销", 0),
    ],
)
def test_what_an_inspection_found_besides_and_is_not_known_is_shown(
    knowledge: Knowledge, text: str, unclear: int
) -> None:
    (attempt,) = after(knowledge, text)[0].loose
    assert (len(attempt.reasons), len(attempt.unclear)) == (1, unclear)


def test_what_is_pasted_item_by_item_is_one_rejection(knowledge: Knowledge) -> None:
    state, _ = after(
        knowledge, "您的备案申请未通过审核，原因：", "1.身份证照片不清晰", "2 负责人手机号核验不通过", "3 座机没人接"
    )
    (attempt,) = state.loose
    assert len(attempt.reasons) == 3
    for text in ("3 天能下来吗", "2 个网站能一起备吗", "1 年后会过期吗"):
        assert after(knowledge, text, state=state)[0].loose == state.loose, text
    (attempt,) = after(knowledge, "4 备注写了跟内容不一样", state=state)[0].loose
    assert len(attempt.reasons) == 4


@pytest.mark.parametrize("text", ["名称和执照一样的啊", "1 不可能 主体负责人就是法人", "信息和证件都是一致的呀"])
def test_who_protests_that_all_is_right_tells_no_further_reason(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, "退回：电话无人接听")
    assert after(knowledge, text, state=before)[0].loose == before.loose


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("问了客服，说是电话没人接", "reject-phone-unreachable"),
        ("原因是身份证照片不清楚", "reject-id-photo-unclear"),
        ("说地址不对", "reject-contact-address-incomplete"),
    ],
)
def test_who_tells_the_reason_that_is_missing_has_it_in_the_plan(knowledge: Knowledge, text: str, reason: str) -> None:
    state, _ = after(knowledge, "管局退了")
    turn = respond(said(text), state, knowledge, NOW + timedelta(days=2))
    assert turn.state
    assert [attempt.reasons for attempt in turn.state.loose] == [(UNEXPLAINED, reason)]


@pytest.mark.parametrize(
    "text", ["客服说是名字问题", "是名字的问题", "管局说是名称问题", "客服说资料有问题", "管局说名字不行"]
)
def test_a_reason_told_too_briefly_is_asked_for(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, "管局退了", text)
    (attempt,) = state.loose
    assert attempt.reasons == (UNEXPLAINED,)
    assert attempt.unclear[0].near
    assert any(button.data.startswith("e:") or "是：" in button.label for row in screens[-1].buttons for button in row)


@pytest.mark.parametrize(
    "text",
    [
        "初审退了 说名称不行",
        "初审退了 名称不行",
        "初审退回来 说网站名字不行",
        "初审没过，原因是名字有问题",
        "初审退回 网站名称请修改",
        "初审退了 说名称要改",
        "初审退了 让我换网站名称",
    ],
)
@pytest.mark.parametrize("subject", ["enterprise", "personal"])
def test_of_a_name_that_is_only_no_good_it_is_asked_why(knowledge: Knowledge, text: str, subject: str) -> None:
    reviewed = (*begun("甲站", subject), Pressed(encode(Jump(1, "first-provider-review"))))
    state, _ = after(knowledge, *reviewed, text)
    (attempt,) = state.filings[0].attempts
    assert attempt.reasons == ()
    (unclear,) = attempt.unclear
    assert ("reject-name-personal" in unclear.near) == (subject == "personal")
    assert len(unclear.near) == 3


@pytest.mark.parametrize("text", ["初审退了 名称里有公司字样", "初审退了 名字像公司的", "初审退了 内容有商业信息"])
def test_what_only_persons_are_told_is_never_told_of_a_unit(knowledge: Knowledge, text: str) -> None:
    told = {}
    for subject in ("enterprise", "personal"):
        reviewed = (*begun("甲站", subject), Pressed(encode(Jump(1, "first-provider-review"))))
        state, screens = after(knowledge, *reviewed, text)
        attempt = state.filings[0].attempts[0]
        told[subject] = [knowledge.topics[id].personal for id in attempt.reasons]
        near = [id for one in attempt.unclear for id in one.near] + [id for one in attempt.doubts for id in one.near]
        assert subject == "personal" or not any(knowledge.topics[id].personal for id in near)
        assert subject == "personal" or "你是个人备案" not in screens[-1].text
    assert told["personal"] == [True]
    assert not any(told["enterprise"])


@pytest.mark.parametrize(
    ("text", "not_demanded"),
    [
        ("退回说核验单没盖章 我是个体户 没有公章", "放弃旧单，重新下单"),
        ("退回说材料要盖公章 我们个体户没有章", "放弃旧单，重新下单"),
        ("管局退了，说主体负责人超过65岁", "换一位网站负责人"),
    ],
)
def test_nothing_is_demanded_of_who_may_not_need_it(knowledge: Knowledge, text: str, not_demanded: str) -> None:
    state, _ = after(knowledge, text)
    (attempt,) = state.loose
    assert attempt.reasons
    demanded = [todo.fix.title for todo in plan(attempt, knowledge, NOW).todos if not todo.fix.optional]
    assert not_demanded not in demanded


@pytest.mark.parametrize(
    "text",
    [
        "客户A 广东永利五金有限公司：\n1、照片模糊\n客户B 上海蓝鲸教育有限公司：\n1、域名未实名",
        "以下备案被退回：\n客户甲：照片模糊，请修改\n客户乙：域名未实名，请修改",
        "张记面馆店:\n照片模糊\n\n李记餐饮公司:\n域名未实名",
    ],
)
def test_what_is_told_of_several_customers_is_one_rejection_each(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    told = [attempt.reasons for attempt in state.loose]
    assert told == [("reject-id-photo-unclear",), ("reject-domain-not-realname",)]
    assert not any(attempt.unclear for attempt in state.loose)
    for attempt in state.loose:
        assert any(knowledge.topics[attempt.reasons[0]].title in screen.text for screen in screens)


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("张记餐饮有限公司：\n1、照片模糊\n2、域名未实名", 1),
        ("主体信息：照片模糊\n网站信息：域名未实名", 1),
        ("客户甲：要换服务器\n客户乙：改名了", 0),
    ],
)
def test_what_is_of_one_or_no_reason_is_not_told_apart(knowledge: Knowledge, text: str, many: int) -> None:
    state, _ = after(knowledge, text)
    assert len(state.loose) == many
    assert not any(attempt.unclear for attempt in state.loose)


JUST_TOLD = "备案被退了：域名未实名认证"


@pytest.mark.parametrize(
    "text",
    [
        "这几家：\n1、甲店要换服务器\n2、乙店改名了",
        "1.老王：要注销网站\n2.李姐：法人换了\n3.小店：要再加一个域名",
        "1、我想换服务器\n2、公司要改名怎么办",
    ],
)
def test_a_list_without_anything_that_sounds_like_a_reason_is_no_more_of_the_notice(
    knowledge: Knowledge, text: str
) -> None:
    before, _ = after(knowledge, JUST_TOLD)
    state, _ = after(knowledge, text, state=before)
    assert state.loose == before.loose


@pytest.mark.parametrize(
    "text", ["2、身份证照片模糊\n3、请更换负责人", "还有：1、照片模糊2、蓝色大象没盖章", "2照片模糊3备注没写"]
)
def test_a_list_with_a_reason_is_more_of_the_notice(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, JUST_TOLD, text)
    (attempt,) = state.loose
    assert len(attempt.reasons) + len(attempt.unclear) == 3


@pytest.mark.parametrize(
    "text",
    ["客服说没问题", "客服说是要等几天", "客服说不知道", "是广东的", "是不是名字的问题", "不是名字的问题", "说有问题"],
)
def test_what_tells_no_reason_leaves_the_plan_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, "管局退了")
    state, _ = after(knowledge, text, state=before)
    assert state.loose == before.loose


ADDRESS = "reject-contact-address-incomplete"
NO_FIT = "初审退了 名称和公司没关系"
BOTH = "初审未通过，原因：1.网站名称与主办单位无关联；2.身份证照片不清晰"


@pytest.mark.parametrize("ticked", [(), ("域名实名做好了",)])
@pytest.mark.parametrize(
    "text",
    [
        *("发错了 我重新发", "发错了 等下再发", "发错了 是另一个", "不对 我重新贴", "不对，还差一个", "说错了 是三条"),
        *("不对，还在审", "不对 还差两天", "不对 我再看看"),
    ],
)
def test_without_a_right_reason_the_plan_stays_as_it_is(
    knowledge: Knowledge, text: str, ticked: tuple[str, ...]
) -> None:
    before, _ = after(knowledge, "您的备案未通过审核：域名未实名认证", *ticked)
    state, (*_, screen) = after(knowledge, text, state=before)
    assert (state.loose, screen.text) == (before.loose, say(knowledge, "plan-kept"))
    state, _ = after(knowledge, "不对，是地址不详细", state=state)
    assert state.loose[0].reasons == (ADDRESS,)


def test_what_others_sent_one_is_nothing_half_done(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "退回：电话无人接听", "老板转我了：核验单没签字，执照没盖章")
    assert len(state.loose[-1].reasons) > 1


@pytest.mark.parametrize("text", ["名称和执照一样的啊", "单位名称和证件一模一样", "名称跟执照上的是一致的呀"])
def test_who_protests_against_a_reason_is_told_how_to_explain_it(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。")
    state, screens = after(knowledge, text, state=before)
    assert (state.loose, screens[0].text) == (before.loose, say(knowledge, "reason-untrue"))
    assert state.topic == "reject-subject-name-mismatch"


@pytest.mark.parametrize("text", ["初审说图标跟别的app一样", "审核说我们网站名称和别家的一样"])
def test_what_a_reviewer_found_alike_is_no_protest(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].loose


@pytest.mark.parametrize(
    "text",
    [
        "地址不详细",
        "还有地址不详细",
        "照片传错了，还有地址不详细",
        "不是甲站，是地址不详细",
        "No company seal on the form",
    ],
)
def test_what_takes_no_reason_back_leaves_it(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, NO_FIT, text)
    assert "reject-name-unrelated" in state.filings[0].attempts[0].reasons


@pytest.mark.parametrize("text", ["客服说是名字问题", "问了客服 说是名称的问题", "客服说就是网站名称不行"])
def test_who_is_told_which_of_the_reasons_it_is_reads_that_one(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, BOTH, text)
    assert state.topic == "reject-name-unrelated"
    assert len(state.filings[0].attempts[0].reasons) == 2


def test_where_a_reason_is_known_no_other_one_is_taken_from_hearsay(knowledge: Knowledge) -> None:
    before: State
    before, _ = after(knowledge, "初审被退了 电话没人接")
    state, _ = after(knowledge, "客服说是名字问题", state=before)
    assert state.loose == before.loose


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
    ("told", "days", "rejections"),
    [
        *(
            (text, 3, 2)
            for text in ("又退了 说缺授权书", "说缺授权书 又退了", "退了 说缺授权书", "管局退了 说材料不全")
        ),
        ("又退了 说缺授权书", 0, 2),
        ("又退了 电话没人接", 3, 2),
        ("退了 电话没人接", 3, 1),
        ("退了 说缺授权书", 0, 1),
        *((text, 3, 1) for text in ("公安又退了 说电话不对", "公安第二次退了 说打不开", "应用商店又退了 说缺软著")),
        *((text, 3, 1) for text in ("另外一个又退了 说缺授权书", "管局说我们信息弄错了")),
    ],
)
def test_what_is_mended_and_comes_back_is_the_only_filing_under_way_once_more(
    knowledge: Knowledge, told: str, days: int, rejections: int
) -> None:
    state, _ = after(knowledge, *REJECTED)
    came = respond(said(told), state, knowledge, NOW + timedelta(days=days)).state
    assert came
    assert len(came.filings[0].attempts) == rejections
    assert {one.sender for one in came.filings[0].attempts} <= {"provider-review", "authority"}


def test_the_next_rejection_of_no_filing_is_the_result_of_the_one_before(knowledge: Knowledge) -> None:
    sent = ("被退了 说电话没人接", "通了 交了")
    for text, waits in (("又退了 说缺授权书", 0), ("公安又退了 说打不开", 1), ("退了 说缺授权书", 1)):
        state, _ = after(knowledge, *sent, text)
        assert len(state.loose) == 2, text
        assert len(attempts.waiting_outside(state, NOW)) == waits, text


BLACKLISTED = (*SUBMITTED, "退了 说我们公司被列入黑名单")


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        *((text, {"blacklist-leave"}) for text in ("管局说已经移出来了", "移出来了", "黑名单解除了")),
        *((text, set()) for text in ("管局说他们弄错了", "阿里云说已经帮我改好了", "客服说是误判")),
    ],
)
@pytest.mark.parametrize("days", [0, 3])
def test_good_news_of_what_is_mended_is_no_rejection(
    knowledge: Knowledge, text: str, ticked: set[str], days: int
) -> None:
    state, _ = after(knowledge, *BLACKLISTED)
    turn = respond(said(text), state, knowledge, NOW + timedelta(days=days))
    assert turn.state
    [attempt] = turn.state.filings[0].attempts
    assert (set(attempt.ticked), attempt.unclear, turn.state.loose) == (ticked, (), ())
    assert turn.state.question == ()


@pytest.mark.parametrize("text", ["管局说还没移出来", "管局说要先解除了才能交", "客服说解除了吗", "等移出来了再交"])
def test_what_is_no_news_that_it_is_lifted_ticks_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BLACKLISTED, text)
    assert state.filings[0].attempts[0].ticked == {}


POLICE = "【公安】公安退回了 说网站打不开"


@pytest.mark.parametrize("text", ["公安过了", "公安说通过了", "网安那边过了", "公安通过了"])
@pytest.mark.parametrize("between", [(), ("改好了又交了",)])
def test_what_the_police_sent_back_and_passed_leads_to_its_own_number(
    knowledge: Knowledge, between: tuple[str, ...], text: str
) -> None:
    state, screens = after(knowledge, POLICE, *between, text)
    assert state.loose[0].sender == "police"
    assert state.loose[0].submitted
    assert encode(Read("police-hang")) in buttons(screens)
    assert "ICP" not in screens[0].text


def test_what_came_back_like_the_last_time_is_that_of_no_filing_where_none_came_back(knowledge: Knowledge) -> None:
    for text in ("又退了，跟上次一样", "又退了 还是域名实名"):
        state, _ = after(knowledge, *PLAN, "重新交了", *BEGUN, text)
        assert [one.reasons for one in state.loose] == [("reject-domain-not-realname",)] * 2, text
        assert state.filings[0].attempts == ()


@pytest.mark.parametrize(
    "text",
    [
        "快递被退回来了 搞不懂",
        "备案改了好几遍，还要改吗",
        "备案退了 说域名没实名 搞不懂",
        "您的备案申请已被驳回",
        "过没过不清楚",
        "退回：实地核查未通过，注册地址无此单位",
        "退回：法人被限制高消费，不予备案",
        "公司未通过实地核查",
        "主体为失信被执行单位，备案不予通过",
        "医疗器械备案被驳回",
    ],
)
def test_what_came_back_of_somebody_else_or_is_asked_is_asked_for_no_notice(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert screens[0].text != answers.ask_for_rejection(knowledge).text


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("审核员打电话来我没接到", "missed"),
        ("漏接了一个阿里云的电话", "missed"),
        ("我回电话过去没人接", "missed"),
        ("打回去了 占线", "missed"),
        ("客服又打来了，说材料没问题", "well"),
        ("我打回去了，他说没什么问题", "well"),
        ("打回去了 那边说没事", "well"),
        ("已经给审核员回过电话了", "back"),
        ("不是退回，是我打回去了", "back"),
    ],
)
def test_a_call_that_was_taken_missed_or_returned_is_no_rejection(knowledge: Knowledge, text: str, how: str) -> None:
    for asked in ((), ASKED_FOR_A_TEXT) if how != "missed" else ((),):
        before, _ = after(knowledge, *at("first-provider-review"), *asked)
        state, screens = after(knowledge, text, state=before)
        assert screens[-1].text == say(knowledge, f"call-{how}")
        assert (state.filings, state.waiting) == (before.filings, "")


@pytest.mark.parametrize(
    "text",
    [
        "审核员打电话没接到，退回来了",
        "打回去了",
        "被打回去了",
        "审核打回去了，说名称不行",
        "打回去了，说电话没人接",
        "审核员打电话来了",
        "没接到短信",
        "回电话要怎么说",
        "没接到电话怎么办",
        "电话号码没问题",
        "客服打电话来说名称有问题",
    ],
)
def test_what_tells_more_than_of_a_call_is_read_as_before(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *at("first-provider-review"), text)
    assert not {screen.text for screen in screens} & {
        say(knowledge, f"call-{how}") for how in ("well", "back", "missed")
    }


def test_a_missed_call_is_the_reason_where_that_is_asked_for(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), *ASKED_FOR_A_TEXT, "没接到电话")
    assert [attempt.reasons for attempt in state.filings[0].attempts] == [("reject-phone-unreachable",)]


FOUND = "域名未实名认证，请于10日内整改"
"""Of which nobody says whether a review or an inspection complains of it."""


@pytest.mark.parametrize(
    ("text", "sender", "returned"),
    [
        *((text, "after", False) for text in ("是抽查的", "备案以后查出来的", "收到的是整改通知", "网站早就备过案")),
        *((text, None, True) for text in ("审核退的", "是审核的时候退的")),
        ("是管局退的", "authority", False),
        *((text, None, False) for text in ("是抽查的吗", "不是抽查的", "怎么整改", "核查要多久", "审核要多久")),
    ],
)
def test_it_is_asked_whether_a_review_or_an_inspection_complains_and_words_answer(
    knowledge: Knowledge, text: str, sender: str | None, returned: bool
) -> None:
    asked = {encode(SentBy(1, "review")), encode(SentBy(1, "after"))}
    state, screens = after(knowledge, FOUND)
    assert asked <= set(buttons(screens))
    state, screens = after(knowledge, FOUND, text)
    (attempt,) = state.loose
    assert (attempt.sender, attempt.returned) == (sender, returned)
    assert plan(attempt, knowledge, NOW).rechecked == (sender == "after")
    if sender or returned:
        assert not asked & set(buttons(screens)), "it is asked once"


@pytest.mark.parametrize(
    "text", [f"备案退回：{FOUND}", f"管局核查：{FOUND}", "备案被退回：首页没挂备案号", "域名未实名认证"]
)
def test_it_is_not_asked_whence_it_came_where_that_is_told_or_decides_nothing(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert encode(SentBy(1, "review")) not in buttons(screens)
    _, screens = after(knowledge, "备案被打回来了", "说负责人电话是空号")
    assert encode(SentBy(1, "review")) not in buttons(screens)


def test_it_is_asked_in_words_once(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, FOUND)
    asked = say(knowledge, "plan-whence")
    assert asked in screens[-1].text
    _, screens = after(knowledge, FOUND, "实名做好了")
    assert asked not in screens[-1].text
    assert encode(SentBy(1, "after")) in buttons(screens)


CALLED = (
    ("来电话了 说还差一份授权书", ("reject-material-missing",)),
    ("客服打电话来 让我补一份授权书", ("reject-no-authorization-letter",)),
    ("阿里云来电 说少一份承诺书", ("reject-commitment-missing",)),
    ("审核员打过我电话 说备注没写，身份证拍糊了", ("reject-remark-missing", "reject-id-photo-unclear")),
    ("刚来电话 说执照拍歪了 名字也不行", ("reject-license-incomplete",)),
)
CALLED_FOR = (*SUBMITTED, "客服打电话来 让我补一份授权书")


@pytest.mark.parametrize(("text", "reasons"), CALLED)
@pytest.mark.parametrize(("answer", "rejections"), [("是", 1), ("退回来了", 1), ("没退", 0), ("没有", 0)])
def test_who_was_called_for_something_is_asked_whether_it_came_back_for_that(
    knowledge: Knowledge, text: str, reasons: tuple[str, ...], answer: str, rejections: int
) -> None:
    state, screens = after(knowledge, *SUBMITTED, text)
    assert encode(Returned(1)) in buttons(screens)
    assert state.filings[0].attempts == state.loose == ()
    state, _ = after(knowledge, *SUBMITTED, text, answer)
    assert [one.reasons for one in state.filings[0].attempts] == [reasons] * rejections
    assert state.loose == ()


def test_what_a_call_told_besides_and_is_not_sure_is_asked_of_what_came_back(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SUBMITTED, "刚来电话 说执照拍歪了 名字也不行")
    assert "「名字也不行」" in screens[-1].text
    state, _ = after(knowledge, "退了", state=state)
    assert [one.text for one in state.filings[0].attempts[0].unclear] == ["名字也不行"]


@pytest.mark.parametrize("text", ["授权书补好了", "已经补了", "补了份新的", "弄好了 传上去了"])
def test_what_was_done_about_a_call_leaves_the_review_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *CALLED_FOR)
    state, screens = after(knowledge, text, state=before)
    assert screens[-1].text == say(knowledge, "called-done", name=before.filings[0].name)
    assert (state.filings, state.loose, state.waiting) == (before.filings, (), "")
    state, _ = after(knowledge, "备案要多久", "退回来了", state=state)
    assert [one.reasons for one in state.filings[0].attempts] == [("reject-no-authorization-letter",)]


@pytest.mark.parametrize(
    "text", ["这个怎么弄", "为什么要这个", "好 我补", "晚上就改", "法人不愿意签", "只叫我补 没退", "不知道"]
)
def test_who_goes_on_about_a_call_is_told_how_that_is_mended(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *CALLED_FOR)
    state, screens = after(knowledge, text, state=before)
    title = knowledge.topics["reject-no-authorization-letter"].title
    assert say(knowledge, "called-on", name=before.filings[0].name, titles=title) in [one.text for one in screens]
    assert any(one.text.startswith(f"**{title}**") for one in screens)
    assert (state.filings, state.loose, state.waiting) == (before.filings, (), "")


APP: tuple[Event | str, ...] = (*map(Pressed, ("n:app-filing", "s:enterprise", "p:guangdong")), "云帆记账")


@pytest.mark.parametrize(
    ("step", "text", "sender"),
    [
        ("first-authority", "退了 说名称不能体现主办单位", "authority"),
        ("first-authority", "【工信部】您的备案申请未通过审核，原因：网站名称与主办单位无关", "authority"),
        ("first-provider-review", "【工信部】您的备案申请未通过审核，原因：网站名称与主办单位无关", "authority"),
        ("first-provider-review", "退了 说名称不能体现主办单位", "provider-review"),
        ("first-provider-review", "阿里云退回：照工信部的要求，网站名称与主办单位无关", "provider-review"),
        ("first-authority", "短信超时退回来了", "sms"),
    ],
)
def test_who_reviews_a_filing_sent_it_back_unless_others_are_named(
    knowledge: Knowledge, step: str, text: str, sender: str
) -> None:
    state, _ = after(knowledge, *at(step), text)
    assert [one.sender for one in (*state.filings[0].attempts, *state.loose)] == [sender]


@pytest.mark.parametrize(
    "text",
    [
        "来电话了",
        "来电话了 说要核实一下信息",
        "来电话了 说明天再打",
        "来电话了 说资料都没问题",
        "来电话了 说还差授权书吗",
    ],
)
def test_a_call_for_nothing_that_is_wrong_is_not_asked_about(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert "电话里说的像是" not in screens[-1].text


@pytest.mark.parametrize(
    ("text", "rejections"),
    [*((text, 2) for text in ("又是一样的", "又退同样的", "又是同样的")), ("又是一样的吗", 1), ("一样的", 1)],
)
def test_the_same_again_of_what_was_submitted_again_is_its_next_rejection(
    knowledge: Knowledge, text: str, rejections: int
) -> None:
    state, _ = after(knowledge, *REJECTED, "打通了 交了", text)
    assert len({one.reasons for one in state.filings[0].attempts}) == 1
    assert len(state.filings[0].attempts) == rejections
    state, _ = after(knowledge, *SUBMITTED, text)
    assert not [one for one in state.filings[0].attempts if one.reasons]
