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
from bot.core.texts.understanding import UNEXPLAINED, understand
from bot.core.texts.verdicts import says_it_came_back
from bot.core.words import say
from tests.core.sample import NOW
from tests.core.talking import ASKED_FOR_A_TEXT, BEGUN, PLAN, THREE, after, at, begun, buttons

SUBMITTED = at("first-provider-review")
SMS_LATE = (*at("first-sms"), "短信收到了")
REJECTED = (*SUBMITTED, "初审被退了 电话没人接")


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "就是那个我们公司那个备案昨天晚上他给我退回来了说是那个法人的那个身份证拍的不清楚然后还有一个是网站名称跟公司名称不一样",
            ("reject-id-photo-unclear", "reject-name-unrelated"),
        ),
        (
            "我那个备案被打回来了说什么网站没关然后我又不知道在哪里关这个域名是在西部数码买的服务器是腾讯云的",
            ("reject-site-accessible",),
        ),
        (
            "就是我们营业执照过期了他不给我过然后他还说法人的电话打了好几遍都没人接",
            ("reject-id-expired", "reject-phone-unreachable"),
        ),
        ("昨天短信忘了填结果今天备案就给我退回来了怎么这样啊就说超时了", ("reject-sms-timeout",)),
        (
            "唉呀备案又没过说什么这个域名之前在别的公司名下备过案没有注销掉我哪知道啊这个域名我是从别人那买的",
            ("reject-domain-filed-by-other",),
        ),
        ("上午接到一个电话问我网站是做什么的我说不知道结果下午备案就被退回来了", ("reject-call-answers",)),
        (
            "初审的老师给我打电话说我网站备注写得太简单了让我写清楚网站是干什么用的然后说我的邮箱填错了",
            ("reject-remark-missing", "reject-email-invalid"),
        ),
        (
            "你好百度云那边把我的备案退了说域名已经过期了要续费还有备注里面没有写网站是做什么的",
            ("reject-domain-expired", "reject-remark-missing"),
        ),
        (
            "审核的小姑娘打电话来说我网站上有论坛可以发帖子个人不能做这个然后网站名字里面带了中国两个字也不行",
            ("reject-forum-interactive", "reject-name-state"),
        ),
    ],
)
def test_what_is_told_in_one_breath_is_noted_with_all_its_reasons(
    knowledge: Knowledge, text: str, reasons: tuple[str, ...]
) -> None:
    state, _ = after(knowledge, text)
    assert [attempt.reasons for attempt in state.loose] == [reasons]


def test_a_last_day_that_is_told_in_one_breath_is_noted(knowledge: Knowledge) -> None:
    text = "就是那个我们公司备案他给我退回来了说是法人的身份证拍的不清楚然后让我七天之内改好重新提交"
    state, _ = after(knowledge, text)
    assert [attempt.grace for attempt in state.loose] == [Grace(length=7, unit="天")]


@pytest.mark.parametrize(
    "text",
    [
        "我朋友的备案被退了说是身份证照片不清楚我怕我的也被退所以想先问问照片要怎么拍",
        "我想问一下就是如果备案没通过的话一般都是什么原因然后改好以后多久能重新提交",
        "我担心审核的时候说我网站名称不行因为我名字里面有中国两个字",
        "客服跟我说备案期间网站要关掉然后域名要先做实名认证我都弄好了",
        "我网站名称想叫老张五金然后公司名字叫宏达商贸这样审核会不会说名称没有关联",
        "银行把我的贷款申请退回来了说是收入证明不清楚然后还要补一个流水",
        "我备案已经通过了之前退过两次第一次是照片不清楚第二次是地址不详细",
        "我备案提交上去了然后客服说资料没问题让我等管局审核",
        "前年备案被退过 域名没实名 今年想重新弄",
        "以前退回来过一次，说授权书没盖章",
        "因为电话没接被驳回过 现在已经通过了",
        "上次被退是因为照片模糊，那个已经弄好了",
        "同事的备案被退说照片不清楚 我的会不会",
    ],
)
def test_what_did_not_come_back_to_the_writer_is_noted_in_no_breath(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert not state.loose


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


@pytest.mark.parametrize(
    "text",
    [
        "短信过期被退了怎么办",
        "我朋友的被退了 电话没人接",
        "怕电话没人接被退",
        "电话没接到 估计要退了",
        "刚接到电话 说照片不清楚要退回",
        "以前被退过",
        "如果被退了就不办了",
        "没通过就不能上线",
        "一直没通过",
        "我退了阿里云的服务器",
        "银行卡被拒了",
        "押金退了",
        "退回到上一步",
        "我们备案去年被退过一次",
        "之前被驳回过，照片不清楚",
        "what happens if rejected",
        "could it be rejected for that",
        "was it rejected",
        "小程序认证没过",
        "不需要授权书啊 法人就是负责人",
        "收到短信说我备案信息不实 点链接",
        "我打管局电话 没人接",
        "论文被退稿了",
        "淘宝开店身份证照片模糊没通过",
        "资料上传了 刷脸也刷了",
        "执照是原件啊",
        "【腾讯云】备案审核人员今日两次致电未接，请于明日回电",
        "您的备案正在审核中，请耐心等待",
        "商标被驳回了",
        "社保局退了我们的材料",
        "税务局把资料退了",
        "信用卡额度审核没过",
        "icp许可证被退了",
        "软著被退了",
        "软件著作权登记没通过",
        "【西部数码】备案审核专员致电未接通，请保持手机畅通，稍后将再次联系。",
        "【腾讯云】您的域名将于2026年12月30日到期，请及时续费，逾期将影响备案。",
        "【百度云】您的云服务器将于3天后到期，请尽快续费。",
        "【华为云】系统将于2026-12-01 02:00进行升级维护，期间备案服务暂停。",
    ],
)
def test_who_asks_or_tells_of_something_else_has_nothing_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, text)
    assert not state.filings[0].attempts
    assert not state.loose


@pytest.mark.parametrize(
    "text",
    [
        "【阿里云】驳回：主体名下去年备案的网站已无法访问",
        "之前退过一次改好了，这次的驳回原因如下：网站名称与主办单位无关联",
        "因为没有ICP许可证被退了",
        "退回说备案号没有链接到备案系统",
        "淘宝客网站被驳回 说域名没实名",
    ],
)
def test_a_notice_of_now_may_speak_of_earlier_and_of_what_is_no_filing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, text)
    assert len(state.filings[0].attempts) == 1


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


@pytest.mark.parametrize("text", ["您的域名显示已经到期。", "【腾讯云】您的域名已过期，请尽快续费"])
def test_what_ran_out_is_not_still_to_come(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, text)
    assert [attempt.reasons for attempt in state.loose] == [("reject-domain-expired",)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("短信超时被退了 我又交了", "reject-sms-timeout"),
        ("短信超时被退了，改好又交了", "reject-sms-timeout"),
        ("甲站被退了 电话没人接 改好又交了", "reject-phone-unreachable"),
        ("退回了 域名没实名，我改好了，已经重新提交了", "reject-domain-not-realname"),
        ("管局退回 身份证照片不清楚 改好重新提交了", "reject-id-photo-unclear"),
    ],
)
@pytest.mark.parametrize("begin", [(), SUBMITTED])
def test_what_came_back_and_was_submitted_again_in_one_text_is_noted_as_both(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, reason: str
) -> None:
    state, _ = after(knowledge, *begin, text)
    (attempt,) = (*state.loose, *(one for filing in state.filings for one in filing.attempts))
    assert attempt.reasons == (reason,)
    assert attempt.submitted == NOW


@pytest.mark.parametrize(
    "text",
    [
        "上次被退了，这次改好又交了",
        "退了服务器 又交了",
        "审核不通过，原因：未提交",
        "管局没通过，说要重新提交",
        "被退了，重新提交了怎么还没结果",
    ],
)
def test_what_only_speaks_of_submitting_submits_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, text)
    assert all(attempt.submitted is None for attempt in (*state.loose, *state.filings[0].attempts))


@pytest.mark.parametrize(
    "text",
    [
        "又被退了 跟上次一样",
        "又退了 还是那个原因",
        "又被退了，原因一样",
        "初审又退回来了 一模一样",
        "又没通过，同样的问题",
        "管局又驳回了，还是老问题",
        "又退 还是老毛病",
        "第二次退了 一样的话",
        "再次被退 原因同上",
        "又退了 还是那个",
    ],
)
def test_what_came_back_as_before_is_noted_with_the_reasons_of_then(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *REJECTED, "重新提交了", text)
    first, second = state.filings[0].attempts
    assert second.reasons == first.reasons == ("reject-phone-unreachable",)
    assert second.submitted is None
    assert "第 2 次退回" in screens[-1].text


TWO_REASONS = "初审退了 网站名称和公司没关系，电话没人接"
NAME, PHONE = "reject-name-unrelated", "reject-phone-unreachable"


@pytest.mark.parametrize(
    ("texts", "reasons"),
    [
        (("又退了", "还是名字"), (NAME,)),
        (("又被退了", "还是因为电话那条"), (PHONE,)),
        (("又退了", "跟上次一样"), (NAME, PHONE)),
        (("又被初审退", "理由一模一样"), (NAME, PHONE)),
        *(
            ((text,), (NAME,))
            for text in (
                "又退了 还是名字",
                "又被退了，还是名称的问题",
                "初审又退回来了，还是说名字不行",
                "又没过，又是名称",
            )
        ),
    ],
)
@pytest.mark.parametrize("begin", [(), SUBMITTED])
def test_what_came_back_once_more_for_a_reason_of_before_is_noted_with_it(
    knowledge: Knowledge, begin: tuple[Event, ...], texts: tuple[str, ...], reasons: tuple[str, ...]
) -> None:
    state, screens = after(knowledge, *begin, TWO_REASONS, "重新提交了", *texts)
    first, second = (*state.loose, *(one for filing in state.filings for one in filing.attempts))
    assert (first.reasons, second.reasons) == ((NAME, PHONE), reasons)
    assert "第 2 次退回" in screens[-1].text


REALNAME, UNCLEAR = "reject-domain-not-realname", "reject-id-photo-unclear"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        *((text, (REALNAME,)) for text in ("初审又退 说域名没实名 怎么办", "再退，域名没实名", "这次是域名没实名")),
        *((text, (UNCLEAR,)) for text in ("又说照片不清楚", "又来电话 说照片不清楚", "第三次退 照片不清楚")),
        *((text, (UNCLEAR,)) for text in ("这回嫌照片不清楚", "还是不行 说照片不清楚")),
        *((text, (UNCLEAR,)) for text in ("又来了 说照片不清楚", "又回来了 说照片不清楚", "又又退 说照片不清楚")),
        *((text, (UNCLEAR,)) for text in ("再一次退 说照片不清楚", "又给退了 照片不清楚", "又被打下来了 照片不清楚")),
        *((text, (UNCLEAR,)) for text in ("退 说照片不清楚", "初审退 嫌照片不清楚")),
        *((text, (UNCLEAR,)) for text in ("说照片不清楚 退", "他们嫌照片不清楚，让重拍", "因为照片不清楚 又要重传")),
        ("结果又退：1、域名没实名 2、照片不清楚", (REALNAME, UNCLEAR)),
    ],
)
@pytest.mark.parametrize("begin", [(), SUBMITTED])
def test_what_is_told_again_of_what_was_submitted_again_is_the_next_rejection(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, reasons: tuple[str, ...]
) -> None:
    state, screens = after(knowledge, *begin, TWO_REASONS, "重新提交了", text)
    first, second = (*state.loose, *(one for filing in state.filings for one in filing.attempts))
    assert (first.reasons, second.reasons) == ((NAME, PHONE), reasons)
    assert (bool(first.submitted), second.submitted) == (True, None)
    assert "第 2 次退回" in screens[-1].text


@pytest.mark.parametrize(
    "text",
    [
        *("这次域名我实名了", "这次照片重拍好了", "又退款了", "又说要等三天", "又来电话 问网站做什么的"),
        *("怕这次又说域名没实名", "朋友的又退 说域名没实名", "又退 什么情况", "又说照片不清楚吗"),
        *("再问一下 照片不清楚会退吗", "又催了一次", "这次说没问题", "这次没说照片不清楚"),
        *("老板又来了 说要等几天", "又回来看看", "退 说明书在哪", "银行退 说卡号错了"),
        *("因为域名没续费 又要重买", "因为合同没签 又要重签", "因为法人换了 又要重新拍照", "说不用拍照 让重来"),
        *(
            "说好的照片 退",
            "因为没空 又要重新弄",
            "说照片不清楚 会退吗",
            "朋友说照片不清楚 退",
            "照片换了 让老板重新看",
        ),
    ],
)
def test_what_is_done_feared_asked_or_told_of_others_once_more_is_no_rejection(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, TWO_REASONS, "重新提交了", text)
    assert len(state.loose) == 1


def test_before_it_was_submitted_only_what_came_back_in_so_many_words_is_the_next_one(knowledge: Knowledge) -> None:
    for text, count in (("又说域名没实名", 1), ("又退 说域名没实名", 2)):
        assert len(after(knowledge, TWO_REASONS, text)[0].loose) == count
    for text, count in (("又说域名没实名", 0), ("又退 说域名没实名", 1), ("退 说域名没实名", 1)):
        assert len(after(knowledge, text)[0].loose) == count


@pytest.mark.parametrize("text", ["还是照片不清楚", "还是没写原因", "还是域名"])
def test_what_is_still_the_matter_and_was_none_before_is_no_reason_of_before(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, TWO_REASONS, "重新提交了", "又退了", text)
    assert all(not {NAME, PHONE} & set(attempt.reasons) for attempt in state.filings[0].attempts[1:])


@pytest.mark.parametrize("text", ["又被退了 跟上次一样", "又退了 还是那个原因"])
@pytest.mark.parametrize("begin", [(), SUBMITTED])
def test_where_nothing_is_known_of_the_last_time_the_reason_is_asked_for(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str
) -> None:
    state, _ = after(knowledge, *begin, text)
    assert state.waiting == "rejection"
    assert not state.loose


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
    "text", ["这算退了没", "退了没", "被退了没有", "不会是退了吧", "该不会被退了吧", "初审打回来了没", "是退了吗"]
)
def test_whether_it_came_back_is_asked_and_not_told(knowledge: Knowledge, text: str) -> None:
    for told in ((), ("阿里云打电话来说照片不行",)):
        before, _ = after(knowledge, *at("first-provider-review"), *told)
        state, _ = after(knowledge, text, state=before)
        assert (state.filings[0].attempts, state.loose) == ((), ())


@pytest.mark.parametrize("text", ["原来备过，现在说域名没实名", "之前备过，现在要求补授权书", "跑了趟管局 说要补材料"])
def test_what_those_who_review_say_now_is_a_rejection(knowledge: Knowledge, text: str) -> None:
    assert len(after(knowledge, text)[0].loose) == 1


@pytest.mark.parametrize("text", ["退了 照片糊了 怎么改 要几天", "退了 照片糊了 谁来改 要多久", "退了，照片糊了"])
def test_what_came_back_is_noted_whatever_is_asked_behind_it(knowledge: Knowledge, text: str) -> None:
    assert [attempt.reasons for attempt in after(knowledge, text)[0].loose] == [(UNCLEAR,)]


@pytest.mark.parametrize("text", ["小程序以前备过案 现在换主体", "app之前备案了 现在想换主体"])
def test_what_is_to_become_of_what_was_filed_before_is_no_rejection(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].loose == ()


@pytest.mark.parametrize(
    ("text", "back"),
    [("我打回去了 没人接", False), ("我刚给客服打回去", False), ("又给我打回去了", True), ("把我们打回去了", True)],
)
def test_who_calls_back_sends_nothing_back(knowledge: Knowledge, text: str, back: bool) -> None:
    assert says_it_came_back(knowledge, text) == back


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
    "text", ["永利被退了", "永利那个被退了", "小陈的退了", "手上一个被退了", "客户的又没过", "企业备案 上次被退了"]
)
def test_what_came_back_of_somebody_who_is_not_known_is_asked_for(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    assert state.waiting == "rejection"
    assert screens[0].text == answers.ask_for_rejection(knowledge).text


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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("变更被退 说执照照片糊", UNCLEAR),
        ("主体变更没过 说新地址没写门牌", "reject-contact-address-incomplete"),
        ("新增接入被驳回，电话没人接", PHONE),
        ("贷款公司网站备案被退 说照片不清楚", UNCLEAR),
        ("学校备案被退 说要主管部门同意", "reject-institution-approval"),
        ("注销申请被退了 说材料不合格", "reject-cancel-materials"),
        ("您的变更备案申请未通过审核：主体不能变更", "reject-change-subject-not-allowed"),
        ("接入备案被退了 说和原来的备案不一样", "reject-access-info-stale"),
        ("公司注销了被退回", "reject-business-abnormal"),
        ("公司名称变更没提供证明被退了", "reject-name-change-proof"),
        ("带评论的网站被退了", "reject-forum-interactive"),
    ],
)
def test_why_it_came_back_is_told_apart_from_what_did(knowledge: Knowledge, text: str, reason: str) -> None:
    state, _ = after(knowledge, text)
    assert [one.reasons for one in state.loose] == [(reason,)]


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


@pytest.mark.parametrize("text", ["短信签名审核不通过", "短信模板被驳回了", "短信签名又没过"])
def test_what_came_back_that_is_none_of_ours_is_not_asked_for(knowledge: Knowledge, text: str) -> None:
    assert not after(knowledge, text)[0].waiting


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        *((text, "sms-fake") for text in ("收到短信说我备案信息不实 点链接", "邮件说备案信息虚假 让点链接认证")),
        *((text, "faq-contact-lines") for text in ("客服电话打不通", "管局的电话是空号", "打95187半天没人接")),
        *(
            (text, "reject-phone-unreachable")
            for text in ("管局打电话没人接", "管局打了三次都没人接", "审核员打不通我电话")
        ),
    ],
)
def test_what_swindlers_want_and_calls_in_vain_are_told_from_what_reviewers_find(
    knowledge: Knowledge, text: str, topic: str
) -> None:
    assert understand(knowledge, text).parts[0].choices[0].topic == topic


@pytest.mark.parametrize("whose", ["永利的被退了", "小陈那个被退了", "手上一个被退了", "网站叫永利官网，被退了"])
def test_whose_it_is_that_came_back_is_no_reason(knowledge: Knowledge, whose: str) -> None:
    state, _ = after(knowledge, f"{whose} 说域名没实名")
    assert [(attempt.reasons, attempt.unclear) for attempt in state.loose] == [(("reject-domain-not-realname",), ())]


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


@pytest.mark.parametrize("text", ["初审被退了怎么办", "备案被驳回了吗", "怕初审被退了"])
def test_who_only_asks_what_then_is_not_asked_for_it(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, text)
    assert not state.waiting
    assert not state.filings[0].attempts


@pytest.mark.parametrize(
    "text",
    [
        *("又退", "第三次又退了 怎么搞", "又退咗第三次啦 点搞", "又被打回来咯 咋整", "又让人打回来了"),
        *("给我打回来三次了", "被退四次了", "老是被退，咋弄啊", "两次都没过 怎么办", "又俾佢打返转头"),
    ],
)
def test_who_had_it_back_again_and_asks_at_most_what_to_do_is_asked_for_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    assert (state.waiting, state.loose) == ("rejection", ())
    assert screens[0].text == knowledge.ui["rejected"].strip()


@pytest.mark.parametrize("text", ["押金退了三次", "又退了，要多久", "上次退过三次", "怕又被退"])
def test_who_tells_or_asks_something_else_of_it_is_not(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].waiting != "rejection"


@pytest.mark.parametrize(
    "text",
    [
        *("说我两个毛病 身份证反光 我的域名没实名", "他们说 1身份证反光 2域名没实名"),
        *("两个问题 1我身份证反光2域名没实名", "就提了两条意见，身份证反光，我域名没实名"),
    ],
)
def test_what_is_retold_by_how_many_reasons_it_has_is_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    (attempt,) = state.loose
    assert attempt.reasons == ("reject-id-photo-unclear", "reject-domain-not-realname")
    assert not attempt.unclear


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


@pytest.mark.parametrize(
    "text",
    [
        *("说我要做论坛 个人能备吗", "嫌麻烦不想备案了", "说说域名没实名会怎样", "怕说我域名没实名"),
        *("审核说我网站没问题", "客服说我的还在排队", "说我那个订单在管局了", "说我照片可以了"),
        *("腾讯云来信说我的备案没接入 要注销", "嫌贵 想换一家", "嫌审核太慢", "嫌名字不好听 想换"),
        *("要是管局说我名称不行呢", "他说我域名没实名 是真的吗", "工商局说我公司名不行", "他们说我这个不用改"),
    ],
)
def test_what_is_only_asked_or_feared_or_is_all_right_is_none(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].loose == ()


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


@pytest.mark.parametrize("told", [("没过", "域名没实名"), ("说我域名没实名",)])
def test_a_reason_told_of_the_only_filing_under_review_is_noted_with_that(
    knowledge: Knowledge, told: tuple[str, ...]
) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", *told)
    assert [one.reasons for one in state.filings[0].attempts] == [("reject-domain-not-realname",)]


@pytest.mark.parametrize(
    "text", ["我这个备案退了两次了 根本看不懂", "三次都没给过 不懂审核啥意思", "又被打回来 搞不懂他们到底什么意思"]
)
def test_who_does_not_understand_what_came_back_is_asked_for_it(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[1][0].text == knowledge.ui["rejected"].strip()


def test_who_is_asked_for_a_rejection_is_told_of_which_filing(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *TWO, "甲站过了 乙站被退了")
    assert any("乙站" in screen.text for screen in screens[1:])


@pytest.mark.parametrize("texts", [("又交了",), ("甲站退回了", "乙站又交了"), ("甲站退回了", "算了", "又交了")])
def test_what_did_not_come_back_is_only_submitted(knowledge: Knowledge, texts: tuple[str, ...]) -> None:
    state, _ = after(knowledge, *TWO, *texts)
    assert not any(filing.attempts for filing in state.filings)


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


@pytest.mark.parametrize("text", ["是甲站的吗", "是广东的", "甲站", "改成甲站", "不是甲站的", "甲站过了"])
def test_what_does_not_say_whose_it_is_gives_it_to_none(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *TO_ANY, text)
    assert len(state.loose) == 1


@pytest.mark.parametrize("text", ["跟上次一样", "退回原因一样吗", "还是那个问题"])
def test_without_the_word_that_it_came_back_nothing_did(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *REJECTED, "重新提交了", text)
    assert len(state.filings[0].attempts) == 1


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


@pytest.mark.parametrize("text", ["证件反光", "字都看不清"])
def test_a_reason_told_right_after_is_that_which_was_missing(knowledge: Knowledge, text: str) -> None:
    (attempt,) = after(knowledge, "管局退了", text)[0].loose
    assert attempt.reasons == (UNEXPLAINED, UNCLEAR)


@pytest.mark.parametrize(
    "text",
    [
        "没有商标",
        "服务器还没到期",
        "不是照片的问题",
        "字看不清吗",
        "照片改好了",
        "朋友说照片模糊",
        "照片怎么拍",
        "交了",
    ],
)
def test_what_tells_no_reason_leaves_it_missing(knowledge: Knowledge, text: str) -> None:
    assert [attempt.reasons for attempt in after(knowledge, "管局退了", text)[0].loose] == [(UNEXPLAINED,)]


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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("初审退了 单位名称不对", "reject-subject-name-mismatch"),
        ("初审退了 姓名不对", "reject-person-info-mismatch"),
        ("初审退了 域名不行", "reject-domain-invalid"),
        ("初审退了 名称不能全是英文", "reject-name-format"),
    ],
)
def test_what_says_whose_name_or_what_of_it_is_no_good_is_told(knowledge: Knowledge, text: str, reason: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, text)
    assert state.filings[0].attempts[0].reasons == (reason,)


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
    ("text", "reasons"),
    [
        ("被退了 说机柜号没写", ()),
        ("备案没过 说我配色太花", ()),
        ("备案没过 说缺租赁合同", ("reject-material-missing",)),
        ("被退了 说年龄太大了 我爸68", ("reject-person-underage",)),
        ("管局退了，说小程序备注不行", ("reject-remark-missing",)),
        ("被退回，说网站负责人没有在职证明", ("reject-material-missing",)),
        ("初审退了 要我补网站负责人的社保证明", ("reject-material-missing",)),
        ("初审退了 网站负责人在别的单位任职", ("reject-site-person-duplicate",)),
        ("被退了 就说不符合要求", (UNEXPLAINED,)),
        ("要补租赁合同 被退了", ("reject-material-missing",)),
        ("说机柜号没写 退了", ()),
        ("退了 要面签", ()),
    ],
)
def test_what_came_back_and_was_said_why_is_noted_whether_or_not_we_know_it(
    knowledge: Knowledge, text: str, reasons: tuple[str, ...]
) -> None:
    state, _ = after(knowledge, text)
    (attempt,) = state.loose
    assert attempt.reasons == reasons
    assert len(attempt.unclear) == (not reasons)


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


@pytest.mark.parametrize("text", ["商标被驳回了，说近似", "押金退了 说三天到账", "被退了 说的备查函是什么"])
def test_what_is_of_others_or_asked_is_not(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert state.loose == ()


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
    ("told", "text", "reasons"),
    [
        (NO_FIT, "说错了 不是名称 是地址不详细", (ADDRESS,)),
        (NO_FIT, "不是名称，是地址不详细", (ADDRESS,)),
        (NO_FIT, "不是名称是地址不详细", (ADDRESS,)),
        (NO_FIT, "是地址不详细 不是名字的问题", (ADDRESS,)),
        (NO_FIT, "不好意思我看错了，地址不详细", (ADDRESS,)),
        (NO_FIT, "搞错了，是电话没接到", ("reject-phone-unreachable",)),
        (NO_FIT, "其实是照片不清楚", ("reject-id-photo-unclear",)),
        ("初审退了 说名称不行", "不是名称的问题，是地址不详细", (ADDRESS,)),
        ("初审退了 电话没接到，地址不详细", "不是电话，是域名没实名", (ADDRESS, "reject-domain-not-realname")),
        *(
            (BOTH, text, ("reject-name-unrelated",))
            for text in (
                *("不是照片 是名称", "不是照片的问题，是名称的问题", "说错了 只有名称", "其实只有名称"),
                *("只有名称有问题", "我看错了，只是网站名称的问题"),
            )
        ),
        (BOTH, "不是名称是照片", ("reject-id-photo-unclear",)),
        (BOTH, "不是名字，是照片不清楚", ("reject-id-photo-unclear",)),
        (BOTH, "客服又说不是照片 是名称", ("reject-name-unrelated",)),
        (NO_FIT, "他们说不是名称 是地址不详细", (ADDRESS,)),
        (NO_FIT, "看漏了 还有一条 地址不详细", ("reject-name-unrelated", ADDRESS)),
    ],
)
def test_a_reason_that_was_told_wrongly_gives_way_to_the_right_one(
    knowledge: Knowledge, told: str, text: str, reasons: tuple[str, ...]
) -> None:
    state, _ = after(knowledge, *SUBMITTED, told, text)
    (attempt,) = state.filings[0].attempts
    assert (attempt.reasons, attempt.unclear) == (reasons, ())


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


@pytest.mark.parametrize("text", ["只有名称改好了", "只有照片没拍", "只有一个问题", "只有我一个人办", "其实是照片"])
def test_what_names_a_reason_for_something_else_leaves_the_others(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, BOTH, text)
    assert state.filings[0].attempts[0].reasons == ("reject-name-unrelated", "reject-id-photo-unclear")


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


@pytest.mark.parametrize("text", ["手机号换了 没重新交", "管局退的那个 还不能重新交", "管局退的那个 怎么重新交了还退"])
def test_who_denies_or_asks_that_submitted_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, "初审被退了 电话没人接", text)
    assert state.loose[0].submitted is None
    assert not state.question


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


@pytest.mark.parametrize("text", ["管局过了", "初审过了", "公安没过", "公安过了吗"])
def test_what_others_passed_is_not_the_filing_at_the_police(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, POLICE, text)
    assert state.loose[0].submitted is None


@pytest.mark.parametrize("text", ["被注销了", "已注销", "备案被注销了", "已经注销了"])
def test_that_it_is_cancelled_is_a_reason_where_one_was_asked_for(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SUBMITTED, *ASKED_FOR_A_TEXT, text)
    assert state.filings[0].attempts[0].reasons == ("reject-subject-cancelled",)


def test_what_came_back_like_the_last_time_is_that_of_no_filing_where_none_came_back(knowledge: Knowledge) -> None:
    for text in ("又退了，跟上次一样", "又退了 还是域名实名"):
        state, _ = after(knowledge, *PLAN, "重新交了", *BEGUN, text)
        assert [one.reasons for one in state.loose] == [("reject-domain-not-realname",)] * 2, text
        assert state.filings[0].attempts == ()


@pytest.mark.parametrize(
    "text",
    [
        "我开五金店的 网站被退了三次了 搞不懂",
        "弄了一个月了还是没过 三次了",
        "第三次了还是不过",
        "我改了三遍了还不行",
        "搞了三次都不行",
        "交了三回都没过",
        "你好 我开店的 网站备案被退三次了 不知道为啥",
        "我的备案被退了好几次 不明白",
        "备案老是被退 想不通为什么",
        "备案被驳回了，不清楚什么原因",
        "退了两回了 到底哪里不对",
        "备案材料被退了 (图传不上来 我手打给你)",
    ],
)
def test_who_tells_in_any_words_that_it_came_back_is_asked_for_the_notice(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    assert screens[0].text == answers.ask_for_rejection(knowledge).text
    assert state.waiting == "rejection"


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


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        *((text, "authority") for text in ("是管局退的", "管局退回来的", "应该是管局打回来的")),
        *((text, "provider-review") for text in ("是接入商退的", "初审退的", "阿里云那边退的")),
        *((text, None) for text in ("不是管局退的", "是管局退的吗", "是老板退的", "上次是管局退的")),
    ],
)
def test_who_sent_back_what_is_in_the_plan_is_put_to_it(knowledge: Knowledge, text: str, sender: str | None) -> None:
    state, _ = after(knowledge, THREE, text)
    assert state.loose[0].sender == sender
    assert len(state.loose) == 1


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


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("退了 说备注没写", [("reject-remark-missing",)]),
        ("初审过了", []),
        ("短信填好了", []),
        ("别的客户也被退了", []),
        ("好的", []),
        ("谢谢", []),
        ("备案要多久", []),
        ("会退吗", []),
    ],
)
def test_what_is_said_else_below_the_question_about_a_call_is_read_as_ever(
    knowledge: Knowledge, text: str, reasons: list[tuple[str, ...]]
) -> None:
    state, screens = after(knowledge, *CALLED_FOR, text)
    assert [one.reasons for one in state.filings[0].attempts] == reasons
    assert not [one for one in screens if "没记退回" in one.text]


APP: tuple[Event | str, ...] = (*map(Pressed, ("n:app-filing", "s:enterprise", "p:guangdong")), "云帆记账")


@pytest.mark.parametrize(
    ("text", "is_mine"),
    [
        ("退了 说名称跟应用商店里的对不上", True),
        ("驳回：APP图标与应用宝上的图标不是同一个", True),
        ("初审未通过，原因：软件商店的APP名称与备案名称不符", True),
        ("应用宝退回：APP名称与备案名称不符", False),
        ("退了 应用商店说APP名称和备案的不一致", False),
    ],
)
def test_what_an_app_is_held_against_in_a_shop_is_sent_back_by_no_shop(
    knowledge: Knowledge, text: str, is_mine: bool
) -> None:
    submitted = (*APP, Pressed(encode(Jump(1, "app-provider-review"))))
    state, _ = after(knowledge, *submitted, text)
    assert (len(state.filings[0].attempts), len(state.loose)) == (is_mine, not is_mine)
    (attempt,) = (*state.filings[0].attempts, *state.loose)
    assert attempt.sender == ("provider-review" if is_mine else "store")


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
