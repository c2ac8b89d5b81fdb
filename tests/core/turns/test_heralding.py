"""Pasted messages with good news: the person is asked whether to note it."""

import pytest

from bot.core.actions import AllFlows, Finish, Follow, Keep
from bot.core.button_data import encode
from bot.core.events import Command, Pressed
from bot.core.knowledge import Knowledge
from tests.core.talking import after, at, buttons

HANDED_ON = "【阿里云】备案订单(20261128001)审核通过，已提交广东省通信管理局审核，请留意12381短信。"
CODE = "【工信部】您的ICP备案验证码为 482913，请在24小时内登录 beian.miit.gov.cn 完成短信核验，逾期将退回。"
APPROVED = "【工信部】您的ICP备案申请已审核通过，备案号：粤ICP备12345678号，备案密码已发送。"
NUMBERED = "【阿里云】您的备案申请已通过审核，备案号为粤ICP备2026012345号，请在30天内办理公安备案。"


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        *(
            (text, True)
            for text in ("客服说初审好了", "初审pass啦", "初审是通过了", "初审这关过了", "他们又打来 说可以了")
        ),
        *((text, False) for text in ("客服说初审没好", "初审是过了吗", "初审是不是过了", "这关不好过", "他说好了")),
        *((text, False) for text in ("他们又打来 问了几句", "收到通知，还在初审", "收到邮件说在初审")),
    ],
)
def test_that_a_review_was_passed_may_be_told_in_any_words(knowledge: Knowledge, text: str, passed: bool) -> None:
    before, _ = after(knowledge, *at("first-provider-review"))
    state, _ = after(knowledge, text, state=before)
    assert (state.filings != before.filings, state.showing == "first-sms") == (passed, passed)


@pytest.mark.parametrize(
    ("step", "text", "after_it"),
    [
        ("first-provider-review", HANDED_ON, "first-sms"),
        (
            "first-provider-review",
            "【腾讯云】您的备案订单BA2026已通过初审，正在提交管局，请注意查收工信部短信。",
            "first-sms",
        ),
        ("first-authority", "【腾讯云】您的备案申请已通过管局审核，备案号将于1个工作日内下发。", "first-approved"),
        ("first-authority", APPROVED, "first-approved"),
        ("first-submit", HANDED_ON, "first-sms"),
        ("first-provider-review", "您的备案订单已通过初审，已提交管局审核", "first-sms"),
        *(
            ("first-provider-review", text, "first-sms")
            for text in (
                "【腾讯云】您的备案订单已报送至四川省通信管理局，请注意查收短信。",
                "【阿里云】您的ICP备案信息已由我司提交至浙江省通管局审核，请按时核验短信。",
            )
        ),
        ("first-submit", "您好，刚收到邮件，初审已通过", "first-sms"),
        ("first-authority", NUMBERED, "first-approved"),
        ("first-provider-review", NUMBERED, "first-approved"),
        ("first-authority", "【腾讯云】恭喜！您的网站已备案成功，备案号粤ICP备2026012345号-1", "first-approved"),
        ("first-authority", "【腾讯云】恭喜！您的网站已备案成功", "first-approved"),
    ],
)
def test_who_pastes_that_it_was_passed_is_asked_whether_it_was(
    knowledge: Knowledge, step: str, text: str, after_it: str
) -> None:
    before, _ = after(knowledge, *at(step))
    state, _ = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert after(knowledge, "对", state=state)[0].showing == after_it
    assert after(knowledge, "还没", state=state)[0].filings == before.filings


def test_the_number_in_the_message_can_be_kept_at_once(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *at("first-authority"), NUMBERED)
    assert encode(Keep(1, "icp", "粤ICP备2026012345号")) in buttons(screens)


def test_who_pastes_the_code_is_asked_whether_the_hours_run(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-sms"), CODE)
    assert "别告诉任何人" in screens[0].text
    assert state.filings[0].marks["first-sms"].awaited
    state, _ = after(knowledge, "对", state=state)
    assert not state.filings[0].marks["first-sms"].awaited


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("first-provider-review", "【阿里云】您的备案订单已提交，审核通过后将提交管局，请耐心等待。"),
        ("first-provider-review", "【阿里云】您正在登录，验证码 123456，请勿泄露。"),
        ("first-provider-review", "【阿里云】备案订单审核通过是什么意思"),
        ("first-provider-review", "【阿里云】您的域名实名认证审核通过"),
        ("first-sms", "【工信部】您的短信核验验证码已失效，请重新获取。"),
        ("first-provider-review", "您的网站备案信息已变更成功。"),
        ("first-authority", "【腾讯云】备案成功后请在首页悬挂备案号"),
        ("first-provider-review", "【阿里云】您的变更备案已完成"),
        ("first-authority", HANDED_ON),
        ("first-authority", "【工信部】短信核验验证码为 482913"),
    ],
)
def test_what_is_no_news_of_a_step_ahead_asks_nothing(knowledge: Knowledge, step: str, text: str) -> None:
    before, _ = after(knowledge, *at(step))
    state, _ = after(knowledge, text, state=before)
    assert not state.question
    assert state.filings == before.filings


def test_what_came_back_is_no_good_news(knowledge: Knowledge) -> None:
    text = "【腾讯云】您的备案订单未通过初审，已提交管局的部分作废，原因：域名未实名。"
    state, _ = after(knowledge, *at("first-provider-review"), text)
    assert state.filings[0].attempts


@pytest.mark.parametrize(
    "text",
    [
        "【阿里云】您的备案订单已提交管局审核，请于24小时内完成短信核验，逾期将退回。",
        "【腾讯云】您的备案初审已通过，请留意工信部12381短信并在24小时内核验，超时会被驳回",
        "【阿里云】您的备案信息已通过初审并提交至管局，请在24小时内完成短信核验，逾期未核验备案将被退回。",
    ],
)
def test_what_may_yet_come_back_went_on_for_now(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), text)
    assert not state.filings[0].attempts
    assert encode(Finish(1, "first-provider-review")) in buttons(screens)


FIRST = ("首次备案", "企业", "广东", "甲站")


@pytest.mark.parametrize(
    ("text", "says", "step"),
    [
        *(
            (text, "ahead-sms", "first-sms")
            for text in (
                HANDED_ON,
                "【阿里云】您的备案初审已通过",
                "【腾讯云】您的备案订单BA2026已通过初审，正在提交管局。",
                "【阿里云】您的备案订单已提交管局审核，请于24小时内完成短信核验，逾期将退回。",
                "您的备案已通过初审",
                "初审过了",
            )
        ),
        (CODE, "ahead-code", "first-sms"),
        ("提交了", "ahead-review", "first-provider-review"),
        ("改好交了", "ahead-review", "first-provider-review"),
        ("都弄好了 交上去了", "ahead-review", "first-provider-review"),
        ("短信填好了", "ahead-authority", "first-authority"),
        ("验证码填了", "ahead-authority", "first-authority"),
    ],
)
def test_what_came_so_far_without_a_filing_may_be_noted_as_one_that_did(
    knowledge: Knowledge, text: str, says: str, step: str
) -> None:
    state, screens = after(knowledge, text)
    assert not state.loose
    told, follow = next((screen, screen.buttons[0][0]) for screen in screens if screen.text == knowledge.ui[says])
    assert told
    state, _ = after(knowledge, Pressed(follow.data), Pressed(encode(AllFlows())), *FIRST, state=state)
    assert state.showing == step


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (NUMBERED, "number-told"),
        (
            "【工信部】您提交的ICP备案申请已通过审核，备案号为粤ICP备2026012345号-1，可通过beian.miit.gov.cn查询。",
            "number-told",
        ),
        ("【腾讯云】恭喜！您的网站已备案成功", "ahead-approved"),
        ("【阿里云】您的备案已通过管局审核，如需变更请提交变更备案", "ahead-approved"),
        ("【工信部】您提交的网站注销申请已审核通过", "ahead-ended"),
        ("您的主体注销申请审核通过", "ahead-ended"),
        ("【腾讯云】您的取消接入申请已通过", "ahead-access-ended"),
        ("取消接入成功了", "ahead-access-ended"),
        ("【工信部ICP备案】您的变更备案已通过审核", "ahead-changed"),
        ("【华为云】您的接入备案已通过管局审核", "ahead-access"),
        ("【公安备案】您的网站公安备案已审核通过", "ahead-police"),
        ("小程序备案通过了", "ahead-mini-program"),
        ("【阿里云】您的APP备案已通过管局审核", "ahead-app"),
        ("【腾讯云】您的注销申请已通过初审，已提交管局", "ahead-sms"),
    ],
)
def test_what_was_approved_without_a_filing_is_told_what_comes_next(knowledge: Knowledge, text: str, says: str) -> None:
    _, screens = after(knowledge, text)
    assert screens[0].text.startswith(knowledge.ui[says].partition("{")[0][:12])


@pytest.mark.parametrize(
    "text",
    [
        "【工信部】您的注销申请是否已通过，请登录查看",
        "【阿里云】您的变更备案审核通过后请更新网站",
        "变更通过了吗",
        "注销还没通过",
    ],
)
def test_what_may_only_have_passed_is_no_good_news(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    ends = [knowledge.ui[key][:10] for key in ("ahead-ended", "ahead-changed", "ahead-approved")]
    assert not screens[0].text.startswith(tuple(ends))


@pytest.mark.parametrize(
    ("text", "says"),
    [("【工信部】您提交的注销申请已通过", "ahead-ended"), ("【公安备案】您的公安备案已审核通过", "ahead-police")],
)
def test_what_passed_besides_is_none_of_the_filing_or_the_plan_at_hand(
    knowledge: Knowledge, text: str, says: str
) -> None:
    for before in at("first-authority"), ("备案被退回：域名未实名认证",):
        known, _ = after(knowledge, *before)
        state, screens = after(knowledge, text, state=known)
        assert screens[0].text.startswith(knowledge.ui[says].partition("{")[0][:10])
        assert (state.filings, state.loose, state.question) == (known.filings, known.loose, ())


def test_a_message_about_a_number_that_approves_nothing_is_no_approval(knowledge: Knowledge) -> None:
    for text in "【阿里云】您的网站粤ICP备2026012345号-1未接入，请尽快接入", "【阿里云】如审核通过，备案号将以短信告知":
        _, screens = after(knowledge, text)
        assert "🎉" not in screens[0].text


@pytest.mark.parametrize("text", ["填好了", "填了 谢谢", "弄好了", "填完了，然后呢"])
def test_right_after_the_message_came_what_is_done_is_that_its_code_is_filled_in(
    text: str, knowledge: Knowledge
) -> None:
    says = knowledge.ui["ahead-authority"].strip()
    assert after(knowledge, "短信到了", text)[1][0].text == says
    for other in ("还没填", "填好了吗", "表填好了"):
        assert after(knowledge, "短信到了", other)[1][0].text != says
    assert after(knowledge, text)[1][0].text != says


@pytest.mark.parametrize("told", ["提交了", "初审过了", CODE, "短信填好了"])
def test_the_offer_to_note_it_is_taken_by_a_typed_yes_and_refused_by_a_no(knowledge: Knowledge, told: str) -> None:
    offered, screens = after(knowledge, told)
    offer = next(screen for screen in screens if screen.buttons)  # below the notice that the code was masked
    pressed = after(knowledge, Pressed(offer.buttons[0][0].data), state=offered)
    for text in "是", "好", "记成一个备案", "记成一个备案，陪我办完":
        assert after(knowledge, text, state=offered) == pressed
    for text in "不", "不用", "要多久", "行不行", "朋友说初审过了":
        state, _ = after(knowledge, text, state=offered)
        assert (state.waiting, state.filings) == ("", ()), text


@pytest.mark.parametrize("reached", ["", "made-up"])
def test_what_begins_comes_no_further_than_its_first_step(knowledge: Knowledge, reached: str) -> None:
    state, _ = after(knowledge, Pressed(encode(Follow(reached, ""))), Pressed(encode(AllFlows())), *FIRST)
    assert state.showing == "first-check"
    state, _ = after(knowledge, "初审过了", Command("file"), Pressed(encode(AllFlows())), *FIRST)
    assert state.showing == "first-check"
