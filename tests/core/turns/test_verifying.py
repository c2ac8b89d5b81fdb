"""What typed words say of the codes that come by text message: who has filled in theirs, and who has not."""

from datetime import timedelta

import pytest

from bot.core import course
from bot.core.actions import Came, Finish, Jump, OpenStep
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Event, Pressed, said
from bot.core.filings.clock import hours_end
from bot.core.knowledge import Knowledge
from tests.core.sample import NOW
from tests.core.talking import after, at, begun, buttons

AWAITED = at("first-sms")
CAME = (*AWAITED, Pressed(encode(Came(1, "first-sms"))))
ALONE = (*begun("小店", "personal"), Pressed(encode(Jump(1, "first-sms"))), "短信收到了")
ACCESS = (
    *map(Pressed, ("n:add-service", "s:enterprise", "p:guangdong", "a", encode(Jump(1, "add-sms")))),
    "短信收到了",
)
MINI = (
    *map(Pressed, ("n:mini-program-filing", "s:enterprise", "p:jiangsu", "a", encode(Jump(1, "mp-sms")))),
    "短信收到了",
)
BOSS, OTHER = "sms-subject", "sms-site"


@pytest.mark.parametrize(
    ("begin", "texts", "then"),
    [
        *(
            (CAME, [text], "first-authority")
            for text in ("都填了", "都填好啦", "两个都填好了", "两位都验证了", "全核验完了")
        ),
        (CAME, ["我和老板都填了"], "first-authority"),
        (CAME, ["老板的填了", "我的也填了"], "first-authority"),
        (CAME, ["老板填了", "填好了"], "first-authority"),
        (CAME, ["填好了", "对"], "first-authority"),
        (CAME, ["填了", "都填好了"], "first-authority"),
        (AWAITED, ["短信收到了 都填了"], "first-authority"),
        *((ALONE, [text], "first-authority") for text in ("填了", "填完了", "我的填好了", "弄好了")),
        *((ACCESS, [text], "add-authority") for text in ("填好了", "验证码输了", "网站负责人填了")),
        *((MINI, [text], "mp-authority") for text in ("填好了", "填完啦", "都填了")),
        *((ALONE, [text], "first-authority") for text in ("短信填好了 我老婆填的", "儿子收到 填了", "搞定了 自己填的")),
        *((ALONE, [text], "first-authority") for text in ("短信弄完", "短信验证完成", "验证也完成了")),
    ],
)
def test_with_all_codes_filled_in_it_goes_on(
    knowledge: Knowledge, begin: tuple[Event | str, ...], texts: list[str], then: str
) -> None:
    assert after(knowledge, *begin, *texts)[0].showing == then


@pytest.mark.parametrize(
    "text",
    [
        *("短信没问题吧", "短信有问题", "短信ok吗", "ok", "号码没问题"),
        *("手机号填的老婆的", "短信谁填的", "收到的是老婆的手机", "老公填行吗", "法人收到 我没收到"),
        *("短信弄不完", "短信验证怎么完成", "书记还没填"),
    ],
)
def test_what_tells_not_that_the_code_is_filled_in_leaves_the_step(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, *CAME, text)[0].filings == after(knowledge, *CAME)[0].filings


def test_of_a_message_that_came_on_another_day_the_hours_do_not_begin_now(knowledge: Knowledge) -> None:
    assert after(knowledge, *AWAITED, "短信昨天来的 忘了填")[0].filings == after(knowledge, *AWAITED)[0].filings


@pytest.mark.parametrize(
    "text", ["短信没问题了 收到了", "短信ok 刚收到", "短信ok 明天填", "短信没问题 就是还没填", "短信OK了 老板没收到"]
)
def test_a_code_that_is_ok_has_only_come_where_more_is_told(knowledge: Knowledge, text: str) -> None:
    for begin in (AWAITED, CAME):
        assert after(knowledge, *begin, text)[0].filings == after(knowledge, *CAME)[0].filings
    filled = knowledge.ui["ahead-authority"]
    assert [filled in after(knowledge, said)[1][0].text for said in ("短信ok", text)] == [True, False]


@pytest.mark.parametrize(
    ("text", "then"),
    [
        *((text, "first-authority") for text in ("就一条，填好了", "只有一个人 填了", "我一个人的 验完了")),
        *((text, "first-sms") for text in ("就一条填好了", "一个，填好了", "只有一个人没填")),
    ],
)
def test_that_there_is_one_code_is_told_before_what_became_of_it(knowledge: Knowledge, text: str, then: str) -> None:
    assert after(knowledge, *CAME, text)[0].showing == then


@pytest.mark.parametrize(
    "text", ["我的填了 老板的没填", "短信我填了，法人的还没填", "老板的填了 就差我的", "验证码我填了 老板今晚填"]
)
def test_one_code_of_two_is_half_of_it_wherever_that_is_told(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[1][0].text == knowledge.ui["ahead-some"]
    waits, _ = after(knowledge, *at("first-provider-review"))
    asked, _ = after(knowledge, text, state=waits)
    assert [data for _, data in asked.question] == [encode(Came(1, "first-sms")), encode(OpenStep(1, ""))]
    told, _ = after(knowledge, *at("first-domain"), text)
    assert "短信" in text or not told.question, "what is filled in before it is submitted are no codes"


def test_of_both_codes_it_is_asked_whether_that_is_over(knowledge: Knowledge) -> None:
    asked, _ = after(knowledge, *at("first-provider-review"), "短信都填完了 在等管局")
    assert asked.question[0][1] == encode(Jump(1, "first-authority"))
    assert not after(knowledge, *at("first-provider-review"), "都没有")[0].question


@pytest.mark.parametrize("text", ["短信删掉了", "那条短信找不到了", "手机换了 短信没留"])
def test_who_lost_the_message_is_told_how_to_have_it_once_more(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *CAME, text)
    assert screens[0].about == "sms-not-received" or knowledge.topics["sms-not-received"].title in screens[0].text
    assert state.filings == after(knowledge, *CAME)[0].filings


@pytest.mark.parametrize(
    ("begin", "text", "ticked"),
    [
        *((CAME, text, set[str]()) for text in ("填好了", "填了", "核验完了", "弄好了", "我填了")),
        (AWAITED, "填好了", set()),
        (AWAITED, "短信收到了 填好了", set()),
        (CAME, "老板的也填了", {BOSS}),
        (CAME, "boss filled it in too", {BOSS}),
        (AWAITED, "昨天晚上收到的 刚填好", set()),
        *((AWAITED, text, set[str]()) for text in ("昨晚收的，刚刚填完", "短信昨天下午收的，刚填完")),
        (CAME, "法人那个验证好了", {BOSS}),
        (CAME, "网站负责人填完了", {OTHER}),
        (CAME, "填好了 法人自己填的", {BOSS}),
        (CAME, "法人收到 填了", {BOSS}),
        *((CAME, text, set[str]()) for text in ("短信填好了 我爸填的", "验证码老婆填好了", "短信会计收到 填了")),
        (MINI, "老板的填了", set()),
    ],
)
def test_where_it_is_open_whether_all_have_filled_in_theirs_that_is_asked(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str, ticked: set[str]
) -> None:
    state, screens = after(knowledge, *begin, text)
    step = state.showing
    assert buttons(screens) == [encode(Finish(1, step)), encode(OpenStep(1, ""))]
    assert set(state.filings[0].marks[step].ticked) == ticked
    assert hours_end(state.filings[0], knowledge)


@pytest.mark.parametrize("begin", [AWAITED, CAME])
@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("我的填了 老板的没填", {OTHER}),
        ("我那个填好了，老板还没填", {OTHER}),
        ("我填了 等老板填", {OTHER}),
        ("等法人填 我填好了", {OTHER}),
        ("短信两个人都收到了 我那个填了 老板的还没填", {OTHER}),
        ("老板的填了，我的还没", {BOSS}),
        ("法人没填 网站负责人填了", {OTHER}),
        ("我填了 老板出差了还没弄", {OTHER}),
        ("我填好了，还差老板的", {OTHER}),
        ("短信我填了 法人晚上填", {OTHER}),
        ("我填好了 老板等下再填", {OTHER}),
        ("一个填了一个没填", set()),
        ("只填了一个", set()),
    ],
)
def test_while_somebody_has_not_filled_in_theirs_the_hours_go_on(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, ticked: set[str]
) -> None:
    state, screens = after(knowledge, *begin, text)
    assert screens[0].text == knowledge.ui["sms-some"]
    assert (state.showing, set(state.filings[0].marks["first-sms"].ticked)) == ("first-sms", ticked)
    assert hours_end(state.filings[0], knowledge)


@pytest.mark.parametrize("text", ["老板还没填", "还没填", "还差老板的"])
def test_who_has_not_filled_in_a_code_is_told_how_long_there_is_for_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *CAME, text)
    assert (state.filings[0].marks["first-sms"].done, state.topic) == (None, "")
    assert "11月26日" in screens[0].text


@pytest.mark.parametrize("text", ["老板还没填", "我还没填", "my boss hasn't filled it in yet"])
def test_who_has_not_filled_in_a_code_that_is_awaited_is_asked_whether_it_came(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *AWAITED, text)
    assert buttons(screens) == [encode(Came(1, "first-sms")), encode(OpenStep(1, ""))]


@pytest.mark.parametrize("begin", [AWAITED, CAME])
@pytest.mark.parametrize("text", ["过了", "过咗喇", "通过了"])
def test_what_passed_at_the_step_of_the_codes_may_be_that(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str
) -> None:
    _, screens = after(knowledge, *begin, text)
    assert buttons(screens) == [encode(Finish(1, "first-sms")), encode(OpenStep(1, ""))]


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (["验证码输错三次了"], 3),
        (["输错了两次"], 2),
        (["老板填错了一次"], 1),
        (["验证码错了"], 1),
        (["我输错两次了", "又输错了"], 3),
        (["验证码输错三次了", "输错三次了"], 3),
        (["填错了"], 0),
        (["名称填错了"], 0),
        (["输错三次会怎样"], 0),
    ],
)
def test_how_often_a_code_was_wrong_is_counted(knowledge: Knowledge, texts: list[str], wrong: int) -> None:
    assert after(knowledge, *CAME, *texts)[0].filings[0].marks["first-sms"].wrong == wrong


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("填的时候说证件号不对", "sms-messages"),
        ("是不是被拦截了", "sms-not-received"),
        ("老板手机停机了", "sms-not-received"),
        ("照片不清楚", "reject-id-photo-unclear"),
        ("域名到期了", "reject-domain-expired"),
        ("我回了短信 可以吗", "sms-where"),
    ],
)
def test_what_is_wrong_at_the_step_of_the_codes_is_wrong_with_them(knowledge: Knowledge, text: str, topic: str) -> None:
    state, _ = after(knowledge, *CAME, text)
    assert (state.topic, state.filings[0].attempts) == (topic, ())


@pytest.mark.parametrize("text", ["我收到了老板没收到", "两个人都收到了"])
def test_the_hours_run_from_the_first_message(knowledge: Knowledge, text: str) -> None:
    assert hours_end(after(knowledge, *AWAITED, text)[0].filings[0], knowledge)


@pytest.mark.parametrize(
    ("begin", "text"),
    [
        *((CAME, text) for text in ("填错了", "填了没用", "填了吗", "老板的填错了", "老板没收到", "过了")),
        *((AWAITED, text) for text in ("做完了", "弄好了", "还没填")),
        *((at("first-subject-info"), text) for text in ("填了", "老板的填了", "我的填了 老板的没填")),
    ],
)
def test_what_says_nothing_of_codes_leaves_them(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str
) -> None:
    before, _ = after(knowledge, *begin)
    assert after(knowledge, text, state=before)[0].filings == before.filings


@pytest.mark.parametrize(
    ("texts", "step", "came_back"),
    [
        (["填了"], "first-sms", False),
        (["填了", "是的"], "first-authority", False),
        (["填了", "管局过了"], "first-approved", False),
        *((["填了", no], "first-submit", True) for no in ("没有", "没填，过期了", "没赶上")),
        (["没赶上", "重新提交了"], "first-provider-review", True),
        (["又提交了"], "first-provider-review", True),
        (["提交了"], "first-sms", False),
        (["昨晚就填好了"], "first-authority", False),
        *(
            (["填了", text], "first-authority", False)
            for text in (
                "刚收到就填了",
                "早填了",
                "昨天填的",
                "那之前就填了",
                "以前填的",
                "验证成功了",
                "收到当时就填了",
                "昨天晚上9点填的",
            )
        ),
        *((["填了", text], "first-submit", True) for text in ("刚填的", "刚刚", "刚才填好的")),
        # it may be either, or is asked
        *((["填了", text], "first-sms", False) for text in ("刚收到", "昨天收到的", "今天早上填的", "没填对")),
        *((["填了", text], "first-sms", False) for text in ("过了", "今天填的", "以前填的算吗", "之后填的")),
    ],
)
def test_with_the_hours_over_it_is_asked_whether_it_was_in_time(
    knowledge: Knowledge, texts: list[str], step: str, came_back: bool
) -> None:
    state, _ = after(knowledge, *ALONE)
    for text in texts:
        turn = respond(said(text), state, knowledge, NOW + timedelta(hours=27))
        state = turn.state
    (filing,) = state.filings
    current = course.current(filing, knowledge.flows[filing.flow])
    assert current
    assert (current.id, bool(filing.attempts), state.loose) == (step, came_back, ())
