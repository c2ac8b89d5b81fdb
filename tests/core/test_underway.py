"""What typed words say of a filing under way: a step is over, the code came, how far it is, what its number is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import course
from bot.core.actions import Action, Came, Finish, Jump, Keep, OpenStep, Overview, Progress, Read, SureFiling
from bot.core.button_data import encode
from bot.core.dialogue import timers
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import dump_state, load_state
from bot.core.turns.doing import MOST_DEEDS
from bot.core.words import Marked, say
from tests.core.sample import NOW
from tests.core.talking import BEGUN, PLAN, SHOPS, SUBMITTED, after, at, begun, buttons

ACCESS = tuple(map(Pressed, ("n:add-access", "s:enterprise", "p:guangdong", "a")))
CHANGE = tuple(map(Pressed, ("n:change-subject", "s:enterprise", "p:jiangsu", "a")))
NUMBERED = Pressed(encode(Keep(1, "icp", "粤ICP备2026001234号-1")))


@pytest.mark.parametrize(
    ("step", "text", "then"),
    [
        ("first-sms", "短信填好了", "first-authority"),
        ("first-sms", "核验做完了", "first-authority"),
        ("first-sms", "验证码填完了", "first-authority"),
        ("first-sms", "短信核验完了", "first-authority"),
        ("first-sms", "短信验过了", "first-authority"),
        ("first-sms", "第13步做完了", "first-authority"),
        ("first-provider-review", "初审过了", "first-sms"),
        ("first-provider-review", "阿里云审核通过了！", "first-sms"),
        ("first-provider-review", "过了", "first-sms"),
        ("first-provider-review", "审过了", "first-sms"),
        ("first-authority", "管局批了", "first-approved"),
        ("first-authority", "审过了", "first-approved"),
        ("first-authority", "过审了", "first-approved"),
        ("first-authority", "管局审过了", "first-approved"),
        ("first-authority", "终审过了", "first-approved"),
        *(
            ("first-provider-review", text, "first-sms")
            for text in ("初申过了", "出审过了", "阿里云出审通过了", "我的初申终于过了", "真过了")
        ),
        *(("first-authority", text, "first-approved") for text in ("管具通过了", "官局批了", "中审过了")),
        *(("first-sms", text, "first-authority") for text in ("短信ok", "短信OK了", "短信没问题了", "验证码ok了")),
        ("first-submit", "提交了", "first-provider-review"),
        ("first-domain", "域名弄好了", "first-server"),
        *(("first-domain", text, "first-server") for text in ("第二步做完了", "这一步做完了", "这步办好了")),
    ],
)
def test_who_says_that_the_step_on_the_screen_is_over_goes_on(
    knowledge: Knowledge, step: str, text: str, then: str
) -> None:
    assert after(knowledge, *at(step), text)[0].showing == then


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
    ("text", "awaited"),
    [
        *((text, False) for text in ("初审过了，短信也收到了", "微信过了，收到短信了", "初审过了短信收到了")),
        *((text, True) for text in ("初审过了，短信还没收到", "初审过了")),
    ],
)
def test_who_tells_in_one_text_that_two_things_were_done_has_both_noted(
    knowledge: Knowledge, text: str, awaited: bool
) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), text)
    assert state.showing == "first-sms"
    assert state.filings[0].marks["first-sms"].awaited == awaited


@pytest.mark.parametrize(("count", "noted"), [(MOST_DEEDS, True), (MOST_DEEDS + 1, False)])
def test_a_text_of_more_clauses_than_anybody_tells_deeds_in_tells_none(
    knowledge: Knowledge, count: int, noted: bool
) -> None:
    before, _ = after(knowledge, *at("first-provider-review"))
    state, _ = after(knowledge, "初审过了" + "，短信还没收到" * (count - 1), state=before)
    assert (state.filings != before.filings) == noted


def test_of_two_things_the_one_that_is_not_sure_is_asked_about(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), "初审过了，管局也过了")
    assert state.showing == "first-sms"
    assert buttons(screens)[:2] == [encode(Jump(1, "first-approved")), encode(OpenStep(1, ""))]


def test_of_two_things_that_are_not_sure_the_later_one_is_asked_about(knowledge: Knowledge) -> None:
    for begin in ((*at("first-provider-review"), Pressed(encode(Progress()))), BEGUN):
        asked = after(knowledge, *begin, "短信收到了")[1]
        assert after(knowledge, *begin, "初审过了，短信也收到了")[1] == asked


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
def test_who_says_so_of_another_step_or_only_how_far_it_came_is_asked(
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


@pytest.mark.parametrize(
    "text",
    [
        *("填完了还没提交", "资料传了 提交了吗", "点了提交没反应", "填好就提交", "他的填完提交了", "填完提交不了"),
        *("我朋友提交了", "会计交了吗", "会计还没交", "罚款交了", "公安备案弄完提交了", "我朋友的公司提交了", "谁交"),
    ],
)
def test_what_is_not_submitted_yet_or_by_others_leads_nowhere(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-submit"))
    state, _ = after(knowledge, text, state=before)
    assert (state.filings, state.question) == (before.filings, ())


def test_what_was_filled_in_to_submit_is_no_code(knowledge: Knowledge) -> None:
    cancelling = (encode(SureFiling("cancel-site", 0)), "s:personal", "p:hunan", "a", encode(Jump(1, "cas-submit")))
    begun, _ = after(knowledge, *map(Pressed, cancelling))
    for text, done in (("信息全填完了 刚提交", False), ("提交了，短信也填了", True)):
        (filing,) = after(knowledge, text, state=begun)[0].filings
        assert bool(filing.marks["cas-submit"].done) == done


def test_a_code_that_came_takes_no_filing_back(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    assert after(knowledge, Pressed(encode(Came(1, "first-sms"))), state=before)[0].filings == before.filings


@pytest.mark.parametrize("begin", [(), at("first-sms")])
@pytest.mark.parametrize("text", ["短信收到了怎么填", "收到验证码了怎么填"])
def test_who_got_the_code_and_asks_how_to_go_on_is_told_where_it_goes(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str
) -> None:
    assert after(knowledge, *begin, text)[0].topic == "sms-where"


@pytest.mark.parametrize(
    "text",
    [
        "短信收到了但是验证码过期怎么办",
        "没收到短信",
        "手机没来短信",
        "什么时候来短信",
        "收到短信让我改名称",
        "来短信了没",
        "短信还没收到",
        "短信时间过了",
        "初审通过要多久",
        "核验做完了还要等多久",
        "收到",
        "做完了",
    ],
)
def test_who_asks_about_the_step_or_says_nothing_of_it_leaves_it_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.showing) == (before.filings, "first-sms")
    assert encode(OpenStep(1, "first-sms")) in buttons(screens), "an answer has the way back to the step"
    assert encode(Finish(1, "first-sms")) not in buttons(screens), "which would push it off the screen"
    assert not screens[0].text.startswith(knowledge.ui["step-received"][:4])


@pytest.mark.parametrize("text", ["👍", "🙏🙏", "👌🏻", "❤️", "😂😂😂", "？", "??", "。。。", "👍～"])
def test_who_only_makes_a_sign_is_answered_in_a_line(knowledge: Knowledge, text: str) -> None:
    for begin in ((), at("first-sms"), PLAN):
        before, _ = after(knowledge, *begin)
        state, (screen,) = after(knowledge, text, state=before)
        assert screen.text in (knowledge.ui["courtesy-fine"], knowledge.ui["empty"])
        assert (state.filings, state.loose, state.showing) == (before.filings, before.loose, before.showing)


def test_who_finds_an_answer_long_is_told_what_it_comes_to(knowledge: Knowledge) -> None:
    _, (screen,) = after(knowledge, "备案要多久", "太长了 简单点")
    assert screen.text == knowledge.topics["time-total"].text.partition("\n\n")[0]
    assert buttons([screen]) == [encode(Read("time-total"))]
    for before in ((), ("备案要多久", *at("first-sms"))):
        _, screens = after(knowledge, *before, "太长了 简单点")
        assert encode(Read("time-total")) not in buttons(screens), "nothing was just read"


@pytest.mark.parametrize("step", ["first-sms", "first-authority", "first-submit"])
def test_a_number_told_ahead_leads_on_to_the_step_after_approval(knowledge: Knowledge, step: str) -> None:
    on = encode(Jump(1, "first-approved"))
    state, screens = after(knowledge, *at(step), NUMBERED)
    assert on in buttons(screens)
    assert on in buttons(after(knowledge, Pressed(encode(OpenStep(1, ""))), state=state)[1])
    asked = after(knowledge, "管局过了 备案号下来了", state=state)[1]
    assert buttons(asked)[0] == on
    assert after(knowledge, Pressed(on), state=state)[0].showing == "first-approved"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "ahead-changed") for text in ("变更过了", "变更好了", "变更终于成功了")),
        *((text, "ahead-ended") for text in ("注销好了", "注销成功了", "注销办下来了")),
        *((text, "ahead-any") for text in ("变更提交了 今天下午", "交了注销", "提交变更申请了")),
        *(
            (text, "")
            for text in ("法人变更好了", "备案被注销了", "变更好了吗", "变更没过", "查不到了", "工商变更好了")
        ),
    ],
)
def test_of_a_change_or_a_cancelling_that_is_no_filing_of_ours_it_is_told_what_comes_next(
    knowledge: Knowledge, text: str, key: str
) -> None:
    site = Marked(knowledge.facts["miit-site"].text)
    shown = [screen.text for screen in after(knowledge, text)[1]]
    for one in "ahead-changed", "ahead-ended", "ahead-any":
        assert (say(knowledge, one, site=site) in shown) == (one == key)


@pytest.mark.parametrize(("text", "asked"), [("新名字查到了", True), ("新法人也查到了", True), ("新名字查不到", False)])
def test_a_change_that_is_shown_was_approved(knowledge: Knowledge, text: str, asked: bool) -> None:
    state, _ = after(knowledge, *CHANGE, Pressed(encode(Jump(1, "chs-authority"))), text)
    assert (encode(Jump(1, "chs-done")) in [data for _, data in state.question]) == asked


def test_of_a_filing_whose_number_is_there_no_verdict_is_waited_for(knowledge: Knowledge) -> None:
    waiting, _ = after(knowledge, *at("first-sms"))
    assert any(key.startswith("awaited") for key in timers(waiting, knowledge, NOW))
    for step in ("first-sms", "first-authority"):
        state, _ = after(knowledge, *at(step), NUMBERED)
        kinds = {key.split(":")[0] for key in timers(state, knowledge, NOW)}
        assert knowledge.ui["numbered-ahead"] in after(knowledge, Pressed(encode(Progress())), state=state)[1][0].text
        assert kinds == {"police", "yearly", "retention"}, "only what comes after approval"


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


@pytest.mark.parametrize("text", ["变更成功了吗", "变更还没下来", "变更申请提交了", "网站挂了", "取消变更成功了"])
def test_what_tells_of_no_end_approves_nothing(knowledge: Knowledge, text: str) -> None:
    assert encode(Jump(1, "chs-done")) not in buttons(after(knowledge, *CHANGE, text)[1])


def test_what_is_changed_under_a_plan_is_only_mended(knowledge: Knowledge) -> None:
    sent_back = ("提交了", "对", "初审被退了 名称和公司没关系")
    _, screens = after(knowledge, *CHANGE, *sent_back, "名称变更好了")
    assert encode(Jump(1, "chs-done")) not in buttons(screens)


def test_who_tells_once_more_of_the_end_is_shown_what_comes_then(knowledge: Knowledge) -> None:
    assert after(knowledge, *CHANGE, "变更成功了", "对", "变更成功了")[0].showing == "chs-done"


def test_who_wants_to_skip_a_step_sees_the_next_one_and_nothing_is_noted(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *BEGUN)
    for text, showing in (
        ("跳过", 1),
        ("这步先跳过", 1),
        ("先做后面的", 1),
        ("跳过拦截怎么办", 0),
        ("能跳过审核吗", 0),
    ):
        state, _ = after(knowledge, text, state=before)
        assert state.filings == before.filings
        assert state.showing == knowledge.flows["first-filing"].steps[showing].id, text


def test_who_wants_back_to_a_step_is_led_there(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "下一步", "回到第一步")
    assert state.showing == "first-check"
    state, _ = after(knowledge, *BEGUN, "回到第九十步")
    assert state.showing == "first-check"


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


def test_who_says_so_is_the_name_of_no_filing(knowledge: Knowledge) -> None:
    unknown = knowledge.ui["not-recorded"].partition("{name}")[2]
    of_somebody = ("小周的初审过了", "大讲堂初审过了", "宏具通过了", "永顺过了", "忠盛的过了", "初升的过了", "预审过了")
    for text, named in (("小周说初审过了", False), ("初申过了", False), *((one, True) for one in of_somebody)):
        for begin in ((), SHOPS):
            assert (unknown in after(knowledge, *begin, text)[1][0].text) == named


@pytest.mark.parametrize(
    ("name", "text"),
    [("初升科技", "初升的初审过了"), ("初升科技", "初升过了"), ("钟审网", "钟审过了"), ("关局花店", "关局的过了")],
)
def test_a_name_is_heard_before_what_sounds_like_it(knowledge: Knowledge, name: str, text: str) -> None:
    waiting = tuple(Pressed(encode(Jump(number, "first-provider-review"))) for number in (1, 2))
    state, _ = after(knowledge, *begun(name), waiting[0], *begun("小李花店"), waiting[1], text)
    assert state.filings[1] == after(knowledge, *SHOPS, *waiting)[0].filings[1]
    assert state.question[0][1] == encode(Finish(1, "first-provider-review"))


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


def test_what_went_wrong_is_told_so_at_a_step_though_it_sounds_done(knowledge: Knowledge) -> None:
    for text in "网站名称重复提交了", "核验单漏签了":
        _, screens = after(knowledge, *BEGUN, text)
        assert knowledge.ui["courtesy-done"] not in [screen.text for screen in screens]


def test_at_the_end_of_a_move_it_is_told_when_the_old_access_may_go(knowledge: Knowledge) -> None:
    last = (*ACCESS, Pressed(encode(Jump(1, knowledge.flows["add-access"].steps[-1].id))))
    for text, told in (
        *((text, True) for text in ("旧的可以取消了吧", "阿里云那边可以退了吗", "原来那家什么时候能停")),
        *((text, True) for text in ("旧的阿里云能退了吧", "老服务器退了行不行", "能退掉了吗 原来那台")),
        *((text, False) for text in ("老板能退款吗", "公安备案要改吗", "旧的退了")),
    ):
        state, screens = after(knowledge, *last, text)
        assert (state.topic == "cancel-access") == told, text
        assert (screens[0].text == knowledge.ui["old-by-now"]) == told, text
        _, screens = after(knowledge, *ACCESS, Pressed(encode(Jump(1, "acc-review"))), text)
        assert ("还不行" in screens[0].text) == told, text
    _, screens = after(knowledge, *last, "旧的备案可以注销吗")
    assert "可以了" not in screens[0].text, "that would end the filing itself"


def test_a_side_job_is_not_what_the_filing_is_for(knowledge: Knowledge) -> None:
    for text, asked in ("变更好了 现在接入", False), ("变更过了", False), ("接入成功了", True):
        state, _ = after(knowledge, *ACCESS, text)
        assert bool(state.question) == asked, text


def test_a_filing_that_was_to_find_out_how_to_change_the_provider_goes_on_by_adding_access(
    knowledge: Knowledge,
) -> None:
    kept, _ = after(knowledge, *ACCESS)
    stored = dump_state(kept).replace('"add-access"', '"change-provider"')
    assert stored != dump_state(kept)
    state, screens = after(knowledge, "短信来了", "是", state=load_state(stored))
    assert (state.filings[0].flow, state.showing) == ("add-access", "acc-sms")
    assert "24 小时" in screens[-1].text


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


def test_a_verdict_with_which_one_comes_back_is_asked_of_which_filing_it_is(knowledge: Knowledge) -> None:
    reviewed = tuple(Pressed(encode(Jump(number, "first-provider-review"))) for number in (1, 2))
    before, _ = after(knowledge, *SHOPS, *reviewed)
    same_day, _ = after(knowledge, "初审过了", state=before)
    assert same_day.filings != before.filings
    later = replace(before, seen=NOW.date() - timedelta(days=2))
    state, screens = after(knowledge, "初审过了", state=later)
    assert state.filings == before.filings
    assert buttons(screens) == [encode(Finish(number, "first-provider-review")) for number in (1, 2)]
    for text, number in (("老王面馆", 1), ("小李花店", 2), ("是", 0)):
        told, _ = after(knowledge, text, state=state)
        assert [one.number for one, was in zip(told.filings, before.filings, strict=True) if one != was] == (
            [number] if number else []
        )


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
