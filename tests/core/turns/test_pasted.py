"""Told or pasted rejections: which texts are one, and what was wrong."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.actions import Jump, SentBy
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed, said
from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.knowledge import Knowledge
from bot.core.screens import answers
from bot.core.state import Grace, State
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.words import say
from tests.core.sample import NOW
from tests.core.talking import ASKED_FOR_A_TEXT, TOLD, UNDER_REVIEW, after, at, begun, buttons, shown, turn

SMS_LATE = (*at("first-sms"), "短信收到了")
REALNAME, UNCLEAR = "reject-domain-not-realname", "reject-id-photo-unclear"
JUST_TOLD = "备案被退了：域名未实名认证"
BLACKLISTED = (*UNDER_REVIEW, "退了 说我们公司被列入黑名单")
FOUND = "域名未实名认证，请于10日内整改"
"""Of which nobody says whether a review or an inspection complains of it."""


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
    ("text", "hours", "reason"),
    [
        ("没填上 被退了", 2, "reject-required-empty"),
        ("备注没填 被退了", 25, "reject-remark-missing"),
        ("没填备注 被退了", 25, "reject-remark-missing"),
        ("有一项没填上 被退了", 25, "reject-required-empty"),
    ],
)
def test_what_is_missed_in_time_or_has_a_name_is_not(knowledge: Knowledge, text: str, hours: int, reason: str) -> None:
    late, _ = after(knowledge, *SMS_LATE)
    turn = respond(said(text), late, knowledge, NOW + timedelta(hours=hours))
    assert [attempt.reasons for attempt in turn.state.filings[0].attempts] == [(reason,)]


def test_what_the_authority_does_not_grant_came_back(knowledge: Knowledge) -> None:
    for text, came_back in (("管局那边不批", True), ("管局不批怎么办", False), ("管局没批", False)):
        state, _ = after(knowledge, *at("first-authority"), text)
        assert bool(state.filings[0].attempts) == came_back, text


def test_what_is_asked_in_one_breath_with_a_reason_is_answered_too(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "被退了说备注写得太简单请问备注怎么写")
    assert [attempt.reasons for attempt in state.loose] == [("reject-remark-missing",)]
    assert knowledge.topics["material-remark"].title in screens[-1].text


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


def test_who_only_greets_politely_passes_no_message_on(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, "您好，我的域名快到期了要续费")
    assert screens[0].text != knowledge.ui["no-rejection"]


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


def test_what_others_sent_one_is_nothing_half_done(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "退回：电话无人接听", "老板转我了：核验单没签字，执照没盖章")
    assert len(state.loose[-1].reasons) > 1


@pytest.mark.parametrize("text", ["初审说图标跟别的app一样", "审核说我们网站名称和别家的一样"])
def test_what_a_reviewer_found_alike_is_no_protest(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].loose


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
    [attempt] = turn.state.filings[0].attempts
    assert (set(attempt.ticked), attempt.unclear, turn.state.loose) == (ticked, (), ())
    assert turn.state.question == ()


@pytest.mark.parametrize("text", ["管局说还没移出来", "管局说要先解除了才能交", "客服说解除了吗", "等移出来了再交"])
def test_what_is_no_news_that_it_is_lifted_ticks_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BLACKLISTED, text)
    assert state.filings[0].attempts[0].ticked == {}


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


PIECES = (
    "域名未实名认证",
    "1、",
    "；",
    "\n",
    "营业执照照片模糊",
    "请登录控制台",
    "，",
    "退回",
    "【管局】",
    "〔电话〕",
    "???",
    "a",
    "哈",
)


ASKED = (Command("rejected"),)
IN_FILING = (*begun("小店"), Pressed("j:1:first-authority"))
OPEN_PLAN = (said(TOLD + "；3、星际护照丢失"),)


@pytest.mark.parametrize(
    "before",
    [
        ASKED,
        OPEN_PLAN,
        (*OPEN_PLAN, *ASKED),
        IN_FILING,
        (*IN_FILING, *ASKED),
        (*IN_FILING, *OPEN_PLAN, Pressed("f:1:1")),
        (*IN_FILING, *OPEN_PLAN, Pressed("f:1:1"), *ASKED),
    ],
    ids=["asked", "open-plan", "open-plan-asked", "filing", "filing-asked", "filing-plan", "filing-plan-asked"],
)
def test_any_text_ends_in_a_plan_or_an_honest_question(before: tuple[Event | str, ...], knowledge: Knowledge) -> None:
    begin, _ = after(knowledge, *before)
    earlier = {attempt.number: attempt for attempt, _ in attempts.everything(begin)}

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=60).map("".join))
    def paste(text: str) -> None:
        state, result = turn(begin, said(text), knowledge, minutes=1)
        assert shown(result).strip()
        now = {attempt.number: attempt for attempt, _ in attempts.everything(state)}
        assert set(earlier) <= set(now), "nothing that came back is lost"
        for number, attempt in now.items():
            assert all(knowledge.topics[id].kind == "rejection" for id in attempt.reasons)
            assert attempt.reasons or attempt.unclear, "a plan about nothing"
            known = earlier.get(number, attempt)
            assert set(known.reasons) <= set(attempt.reasons)

    paste()


def test_a_question_asked_where_a_rejection_was_expected_is_answered(knowledge: Knowledge) -> None:
    state, _ = turn(State(), Command("rejected", ""), knowledge)
    state, result = turn(state, said("备案要多久啊？"), knowledge)
    assert state.loose == ()
    assert "工作日" in shown(result)


def test_what_is_asked_beside_the_story_of_somebody_else_is_answered_too(knowledge: Knowledge) -> None:
    state, shown = after(knowledge, "我朋友的备案被退回了，因为域名没实名。备案要多久？")
    assert state.loose == ()
    assert any(knowledge.topics["time-total"].title in screen.text for screen in shown)


def test_an_english_notice_has_all_its_reasons(knowledge: Knowledge) -> None:
    told = "my ICP filing was rejected: domain name real-name verification not passed; "
    state, _ = after(knowledge, told + "the site name is not related to the organizer")
    assert state.loose[0].reasons == ("reject-domain-not-realname", "reject-name-unrelated")
    assert not state.loose[0].unclear
