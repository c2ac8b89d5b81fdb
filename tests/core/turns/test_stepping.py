"""What is said of the step that a filing is at."""

import pytest

from bot.core import course
from bot.core.actions import Action, Came, Finish, Jump, OpenStep, Progress
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Event, Pressed, said
from bot.core.filings import renewals
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from tests.core.approved import numbered
from tests.core.sample import NOW
from tests.core.talking import ACCESS, BEGUN, CHANGE, NUMBERED, SUBMITTED, after, at, buttons


@pytest.mark.parametrize("text", ["听说短信收到了", "管局说收到了"])
def test_what_is_only_said_or_of_others_begins_no_hours(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    assert after(knowledge, text, state=before)[0].filings == before.filings


@pytest.mark.parametrize(
    "text",
    [
        *("短信收到了", "收到短信了", "验证码来了", "收到了", "短信到了 才收到的", "又来了条短信"),
        *("工信部发来验证码了", "手机来短信了", "刚刚来验证码了", "收到12381发的短信了"),
    ],
)
def test_who_got_the_code_has_its_hours_and_is_told_to_fill_it_in(knowledge: Knowledge, text: str) -> None:
    came = Pressed(encode(Came(1, "first-sms")))
    state, _ = after(knowledge, *at("first-sms"), text)
    assert state == after(knowledge, *at("first-sms"), came)[0]
    state, screens = after(knowledge, text, state=state)
    assert state.showing == "first-sms"
    assert screens == [
        Screen(knowledge.ui["step-received"].format(done="短信都核验完了")),
        *after(knowledge, *at("first-sms"), came)[1],
    ]


@pytest.mark.parametrize(
    ("begin", "text", "done"),
    [
        (at("first-sms"), "管局过了", Jump(1, "first-approved")),
        (at("first-sms"), "审核通过了", Jump(1, "first-approved")),
        (at("first-provider-review"), "短信核验做完了", Jump(1, "first-authority")),
        ((*at("first-sms"), Pressed(encode(Progress()))), "短信填好了", Finish(1, "first-sms")),
        (at("first-sms"), "管局过了 备案号下来了", Jump(1, "first-approved")),
        (at("first-sms"), "备案通过了", Jump(1, "first-approved")),
        *(
            (BEGUN, text, Jump(1, "first-provider-review"))
            for text in (
                *("已经提交了", "我提交了", "订单提交了", "弄好提交了", "资料全传上去了 刚才点的提交"),
                *("表都填了也交了", "刚点了提交按钮", "会计帮我交了", "熬夜弄完提交了", "检查了三遍交了", "交"),
                *("跟老板确认完交了", "签字盖章交了", "都搞好交掉了", "朋友帮我提交了"),
            )
        ),
        (BEGUN, "短信到了也填好了", Jump(1, "first-authority")),
        (BEGUN, "都办好了", Finish(1, "first-check")),
        ((*at("first-approved"), NUMBERED), "都办好了", Finish(1, "first-approved")),
        ((*at("first-authority"), Pressed(encode(Progress()))), "通过了", Finish(1, "first-authority")),
        *(
            (ACCESS, text, Jump(1, "acc-done"))
            for text in ("接入成功了", "新增接入通过了", "接入备案下来啦", "已经转入成功")
        ),
        *(
            (CHANGE, text, Jump(1, "chs-done"))
            for text in ("变更成功了", "主体信息变更好了", "变更批下来了", "变更审核过了")
        ),
        *((at("first-authority"), text, Jump(1, "first-approved")) for text in ("挂好了", "备案号挂上去了")),
        *((at("first-authority"), text, Jump(1, "first-approved")) for text in ("号来啦", "备案号给了", "能查到号了")),
        (at("first-authority"), "公示网站上有了", Jump(1, "first-approved")),
    ],
)
def test_news_of_another_step_or_only_of_how_far_it_is_is_asked_about(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, done: Action
) -> None:
    before, _ = after(knowledge, *begin)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens)[:2] == [encode(done), encode(OpenStep(1, ""))]


@pytest.mark.parametrize("step", ["first-check", "first-provider-review"])
@pytest.mark.parametrize("text", ["短信收到了", "收到短信了", "验证码来了"])
def test_who_got_the_code_before_its_step_is_asked_whether_it_came_to_that(
    knowledge: Knowledge, step: str, text: str
) -> None:
    before, _ = after(knowledge, *at(step))
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, buttons(screens)[0]) == (before.filings, encode(Came(1, "first-sms")))
    mark = after(knowledge, "是的", state=state)[0].filings[0].marks["first-sms"]
    assert (mark.begun, mark.awaited) == (NOW, False)
    assert after(knowledge, "还没", state=state)[0].filings == before.filings


def test_a_code_that_came_takes_no_filing_back(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    assert after(knowledge, Pressed(encode(Came(1, "first-sms"))), state=before)[0].filings == before.filings


@pytest.mark.parametrize("begin", [(), at("first-sms")])
@pytest.mark.parametrize("text", ["短信收到了怎么填", "收到验证码了怎么填"])
def test_who_got_the_code_and_asks_how_to_go_on_is_told_where_it_goes(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str
) -> None:
    assert after(knowledge, *begin, text)[0].topic == "sms-where"


@pytest.mark.parametrize("step", ["first-sms", "first-authority", "first-submit"])
def test_a_number_told_ahead_leads_on_to_the_step_after_approval(knowledge: Knowledge, step: str) -> None:
    on = encode(Jump(1, "first-approved"))
    state, screens = after(knowledge, *at(step), NUMBERED)
    assert on in buttons(screens)
    assert on in buttons(after(knowledge, Pressed(encode(OpenStep(1, ""))), state=state)[1])
    asked = after(knowledge, "管局过了 备案号下来了", state=state)[1]
    assert buttons(asked)[0] == on
    assert after(knowledge, Pressed(on), state=state)[0].showing == "first-approved"


@pytest.mark.parametrize(("text", "asked"), [("新名字查到了", True), ("新法人也查到了", True), ("新名字查不到", False)])
def test_a_change_that_is_shown_was_approved(knowledge: Knowledge, text: str, asked: bool) -> None:
    state, _ = after(knowledge, *CHANGE, Pressed(encode(Jump(1, "chs-authority"))), text)
    assert (encode(Jump(1, "chs-done")) in [data for _, data in state.question]) == asked


def test_at_the_step_of_the_number_itself_nothing_is_ahead(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *at("first-approved"), NUMBERED)
    assert not [data for data in buttons(screens) if data.startswith("j:")]


def test_what_was_submitted_before_is_said_to_be_noted(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), "我提交了")
    assert "11月25日记过" in screens[0].text
    assert state.showing == "first-provider-review"
    state, screens = after(knowledge, *SUBMITTED, "我已经重新提交了")
    assert "11月25日已经重新提交" in screens[0].text


@pytest.mark.parametrize(
    "text", ["微信说通过了", "微信那边说过了", "平台提示审过了", "微信通知通过了", "小程序平台显示通过了"]
)
def test_whose_word_it_is_may_be_told_as_such(knowledge: Knowledge, text: str) -> None:
    begun = tuple(map(Pressed, ("n:mini-program-filing", "s:enterprise", "p:jiangsu", "a")))
    state, _ = after(knowledge, *begun, Pressed(encode(Jump(1, "mp-platform-review"))), text)
    assert state.showing == "mp-sms"


@pytest.mark.parametrize(
    ("step", "text", "then"),
    [
        *(
            ("first-provider-review", text, "first-sms")
            for text in (
                *("腾讯说审过了", "群里通知初审过了", "我们领导说初审通过了", "专员来电说过了", "后台显示初审通过"),
                *("小周说初审过了", "客服给我打电话说审过了", "阿里发短信说过了初审", "初审ok了", "初审没问题"),
                *("通过初审了", "他们审过了", "报到管局了", "已经转管局了", "没问题已经报管局了"),
                *("客服说报到管局了", "材料报管局了", "审过了报到管局了", "到管局了"),
                *("平台过了 现在到管局了", "这次过了初审 到管局了"),
            )
        ),
        ("first-authority", "专员说过了", "first-approved"),
        ("first-authority", "管局的人说通过了", "first-approved"),
        *(
            ("first-provider-review", text, "first-provider-review")
            for text in (
                *("我跟客服说过了", "之前说过了", "你说过了", "听说初审过了", "客服说初审过了吗", "群里没说过了"),
                *("听客服说初审过了", "群里说过了", "说是初审过了", "听阿里云说审过了"),
                *("初审过了告诉我", "过了叫我一声", "客服说初审过了通知我", "腾讯说过了周末再看", "客服说过了元旦再弄"),
                *("要是客服说初审过了", "客服说初审通过才能改", "小周说通过了", "客服说还没过", "阿里说管局通过了"),
                *(
                    "没通过初审",
                    "想通过初审",
                    "初审没问题吧",
                    "还没报到管局",
                    "报到管局了吗",
                    "怎么通过初审",
                    "快报管局了",
                ),
                *("我到管局了", "明天报管局了", "等报到管局了", "别报管局了", "审完了", "阿里那边审完了", "快审完了"),
                *("过了就好", "审过了就好", "通过了最好"),
            )
        ),
        *(
            ("first-authority", text, "first-authority")
            for text in (
                *("阿里说审核过了初审", "管局说过了五一再处理", "管局过了告诉我", "管局说通过了，后台还没变"),
                *("管局说过了可是控制台没更新", "听说管局过了"),
            )
        ),
        *(
            ("first-provider-review", text, "first-sms")
            for text in ("初审过了 再等等", "初审过了，短信还没来", "客服告诉我初审过了")
        ),
    ],
)
def test_whoever_says_that_a_verdict_was_good_it_is_that_of_the_step(
    knowledge: Knowledge, step: str, text: str, then: str
) -> None:
    (filing,) = after(knowledge, *at(step), text)[0].filings
    current = course.current(filing, knowledge.flows[filing.flow])
    assert current
    assert current.id == then


@pytest.mark.parametrize("text", ["忠盛过了", "初申过了 我的呢", "真过了?", "真的过了？", "过了？？", "初审过了？"])
def test_what_may_be_of_others_or_is_asked_passes_nothing(knowledge: Knowledge, text: str) -> None:
    for step in ("first-provider-review", "first-authority"):
        assert after(knowledge, *at(step), text)[0].filings == after(knowledge, *at(step))[0].filings
    assert "怎么通知" in after(knowledge, *at("first-authority"), "备案通过后怎么通知？")[1][0].text


@pytest.mark.parametrize("text", ["说过了", "我说过了", "微信说没通过", "微信说通过了吗", "朋友说过了"])
def test_what_is_nobodys_verdict_passes_nothing(knowledge: Knowledge, text: str) -> None:
    begun = tuple(map(Pressed, ("n:mini-program-filing", "s:enterprise", "p:jiangsu", "a")))
    state, _ = after(knowledge, *begun, Pressed(encode(Jump(1, "mp-platform-review"))), text)
    assert state.filings[0].marks["mp-platform-review"].done is None


@pytest.mark.parametrize(
    ("step", "text"), [("first-sms", "初审过了"), ("first-sms", "接入商说通过了"), ("first-approved", "管局过了")]
)
def test_a_verdict_that_was_noted_before_is_known(knowledge: Knowledge, step: str, text: str) -> None:
    before, _ = after(knowledge, *at(step))
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert "记过已经通过" in screens[0].text
    assert state.showing == step


@pytest.mark.parametrize(
    ("text", "step"),
    [
        *((text, "first-provider-review") for text in ("提交到阿里云了", "腾讯云那边交完了", "在阿里云后台交了")),
        *((text, "first-provider-review") for text in ("信息填完 刷脸了 提交了", "刷脸了 交了", "交上去了 在等初审")),
        *((text, "first-sms") for text in ("初审过了 等短信", "初审已过 短信未到", "初审过了，短信还没来")),
        *((text, "first-authority") for text in ("短信都填完了 等管局", "短信填好了，现在等结果")),
        *((text, "first-approved") for text in ("搞定了 有号了", "全部办完了 号都下来了")),
    ],
)
def test_what_is_told_is_asked_with_whom_it_was_or_what_is_waited_for(
    knowledge: Knowledge, text: str, step: str
) -> None:
    asked, _ = after(knowledge, *BEGUN, text)
    (filing,) = after(knowledge, "是", state=asked)[0].filings
    now = course.current_step(filing, knowledge)
    assert now
    assert now.id == step


@pytest.mark.parametrize(
    "text",
    [
        *("提交到管局了吗", "阿里云那边提交到哪了", "在等初审", "等短信", "等初审过了再说", "新增接入提交了"),
        *("他那边初审过了等短信", "批文下来了", "没下来", "短信下来了吗"),
    ],
)
def test_what_is_only_waited_for_or_asked_is_no_news(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *BEGUN)
    state, _ = after(knowledge, text, state=before)
    assert (state.filings, state.claims) == (before.filings, ())


@pytest.mark.parametrize(("text", "step"), [("下来了", "first-approved"), ("终于下来了", "first-approved")])
def test_a_verdict_that_came_was_good(knowledge: Knowledge, text: str, step: str) -> None:
    (filing,) = after(knowledge, *at("first-authority"), text)[0].filings
    now = course.current_step(filing, knowledge)
    assert now
    assert now.id == step


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("初审过 短信也填了", "first-authority"),
        ("平台过，短信填好了", "first-authority"),
        ("初审没过 短信也没填", "first-submit"),
    ],
)
def test_a_verdict_may_be_told_without_an_end_before_what_came_then(knowledge: Knowledge, text: str, step: str) -> None:
    (filing,) = after(knowledge, *at("first-provider-review"), text)[0].filings
    now = course.current_step(filing, knowledge)
    assert now
    assert now.id == step


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
