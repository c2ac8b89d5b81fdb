"""The wish to begin a filing: with what it begins, and what only sounds like that wish."""

import pytest

from bot.core.actions import Action, AllFlows, AskRoute, Choose, Flows, NewFiling, OpenStep, Rejected
from bot.core.button_data import encode
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.screens import router
from bot.core.state import DESCRIBES, Asker, Draft
from bot.core.words import label, say
from tests.core.talking import BEGUN, CHOOSING, after, at, buttons


@pytest.mark.parametrize(
    "text",
    [
        *("再开一个备案", "再办一个", "新建一个备案", "另外开一个", "还有一个客户也要备案", "又来一个客户要备案"),
        *("再来一个 客户叫 天成物流", "给永利开一个", "我帮三个客户办备案", "又来一个"),
    ],
)
@pytest.mark.parametrize("busy", [(), BEGUN])
def test_one_more_filing_is_begun_by_words(knowledge: Knowledge, text: str, busy: tuple[Event, ...]) -> None:
    before, _ = after(knowledge, *busy)
    state, screens = after(knowledge, text, state=before)
    assert (state.waiting, state.filings) == ("flow", before.filings)
    assert screens == after(knowledge, Pressed(encode(Flows())), state=before)[1]


@pytest.mark.parametrize("text", ["开始办备案", "我要办备案"])
def test_with_a_filing_on_the_screen_it_is_asked_whether_another_is_to_begin(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *BEGUN, text)
    assert buttons(screens) == [encode(OpenStep(1, "")), encode(Flows())]
    assert after(knowledge, *BEGUN, "开始")[0].showing == "first-check"


@pytest.mark.parametrize("text", ["还有一个问题", "想再加一个网站", "再来一个例子", "三个客户可以一个账号备吗"])
def test_what_wants_something_else_begins_no_filing(knowledge: Knowledge, text: str) -> None:
    assert not after(knowledge, *BEGUN, text)[0].waiting


@pytest.mark.parametrize(("term", "flow"), [("首次备案", "first-filing"), ("新增网站", "add-service")])
def test_below_what_a_term_means_one_may_begin_with_what_it_is_for(knowledge: Knowledge, term: str, flow: str) -> None:
    state, _ = after(knowledge, "您的备案未通过审核：域名未实名认证", term, "陪我办")
    assert (state.waiting, state.draft.flow) == ("subject", flow)


MINI = ("小程序怎么备案",)
CHOSEN = (*CHOOSING, Pressed(encode(Choose("what", "mini"))))


def remembered(knowledge: Knowledge, asker: Asker) -> str:
    """What is said to somebody of whom this is remembered."""
    names = [label(knowledge, f"condition-{name}") for name in (asker.subject, asker.provider) if name]
    if asker.province:
        names.append(label(knowledge, "in-province", short=knowledge.provinces[asker.province].short))
    return say(knowledge, "asker-remembered", who="、".join(names))


@pytest.mark.parametrize(
    ("begin", "text", "action"),
    [
        *(((), text, Flows()) for text in ("那就开始办吧", "帮我开始", "陪我办", "帮我弄一下备案", "我想备案")),
        *(((), text, Flows()) for text in ("那就开整", "那就办", "搞起吧", "咁帮我开始啦", "let's start", "let's go")),
        *((MINI, text, NewFiling("mini-program-filing")) for text in ("开始吧", "陪我办", "好的，那帮我办这个")),
        *(((), text, Flows()) for text in ("麻烦带我一步一步办", "教我一步步弄吧", "陪着我慢慢办")),
        *((MINI, text, NewFiling("mini-program-filing")) for text in ("那带我一步步办", "一步一步带我办吧")),
        (("换云服务商怎么办",), "那帮我弄一下搬过去", NewFiling("add-access")),
        *((MINI, text, NewFiling("mini-program-filing")) for text in ("就办这个吧", "办它", "ok start")),
        *(
            ((*MINI, *asked), "开始办吧", NewFiling("mini-program-filing"))
            for asked in (("主体负责人填谁",), ("要花钱吗", "手机号要实名吗"), ("小程序叫 花间小筑 可以吗",))
        ),
        ((*MINI, "主体负责人填谁", "网站备案怎么办理"), "开始办吧", NewFiling("first-filing")),
        ((*MINI, "APP备案怎么办"), "开始办吧", NewFiling("app-filing")),
        ((*BEGUN, *MINI), "那开始办吧", NewFiling("mini-program-filing")),
        (("公司倒闭了 网站备案怎么销",), "那开始办注销", NewFiling("cancel-subject")),
        (("公司倒闭了 网站备案怎么销",), "开始办公安备案", Choose("passed", "police")),
        *(((), text, Flows()) for text in ("帮我备案", "麻烦帮我把网站备案一下", "我想给网站备案", "帮我记一个备案")),
        *(((), text, Flows()) for text in ("我们准备给自己的网站备个案吧", "记成一个备案", "我要给网站做备案")),
        *(
            (("个体户可以备案吗",), text, NewFiling("first-filing"))
            for text in (
                "从头带我走吧",
                "那麻烦陪我走一遍",
                "你教我弄",
                "手把手教我",
                "那就弄一个",
                "我跟着你做",
                "那弄备案",
            )
        ),
        *(((), text, NewFiling("first-filing")) for text in ("陪我办首次备案", "帮我办理首次备案吧")),
        (("小程序怎么备案",), "带我办新增接入", NewFiling("add-access")),
        (at("first-domain"), "陪我办注销网站", NewFiling("cancel-site")),
        (CHOOSING, "开始办理", AskRoute("")),
        (CHOSEN, "那就开始吧", NewFiling("mini-program-filing")),
        *(
            (("我想给公司网站办备案，永利官网，广东的",), text, NewFiling("first-filing"))
            for text in ("带我走一遍", "一步步来")
        ),
        (at("first-domain"), "那我们开始吧", OpenStep(1, "")),
        ((*BEGUN, "首次备案怎么办"), "那就办吧", OpenStep(1, "")),
    ],
)
def test_who_wants_to_begin_begins_what_is_offered_or_is_asked_with_what(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str, action: Action
) -> None:
    before, _ = after(knowledge, *begin)
    assert after(knowledge, text, state=before) == after(knowledge, Pressed(encode(action)), state=before)


@pytest.mark.parametrize("text", ["带我走一遍", "一步步来", "手把手教我", "那先弄一个", "开始吧"])
def test_who_wants_to_begin_with_a_plan_on_the_screen_begins_what_is_first_in_it(
    knowledge: Knowledge, text: str
) -> None:
    before, _ = after(knowledge, *BEGUN, "退了 说照片糊了，域名没实名")
    assert after(knowledge, text, state=before)[1] == after(knowledge, "先弄哪个", state=before)[1]


@pytest.mark.parametrize(
    "text",
    [
        "你能帮我备案吗",
        "帮我备案的公司跑路了",
        "帮我备案多少钱",
        "不想给网站备案",
        "帮我记个提醒",
        "怎么带我走流程",
        "带我老婆去刷脸",
        *("我不想给网站做备案", "别给网站做备案了", "我朋友要给网站做备案", "没想给网站做备案，只想买域名"),
    ],
)
def test_who_does_not_want_to_begin_is_not_asked_with_what(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[1] != after(knowledge, Pressed(encode(Flows())))[1]


@pytest.mark.parametrize(
    ("page", "text", "flow", "asker"),
    [
        ("小程序要备案吗", "开始 个体户 福建", "mini-program-filing", ("individual-business", "fujian")),
        ("app要备案吗", "开始 企业 上海", "app-filing", ("enterprise", "shanghai")),
        ("公司改名了怎么弄", "开始办 公司 在杭州", "change-subject", ("enterprise", "zhejiang")),
        ("app备案怎么弄", "开始 企业 浙江 阿里云", "app-filing", ("enterprise", "zhejiang")),
        ("再加一个网站怎么备案", "开始 企业 上海", "add-service", ("enterprise", "shanghai")),
    ],
)
def test_who_says_as_whom_and_where_with_the_wish_begins_what_the_answer_is_about(
    knowledge: Knowledge, page: str, text: str, flow: str, asker: tuple[str, str]
) -> None:
    for begun in (), BEGUN:
        state, (*_, offered) = after(knowledge, *begun, page, text)
        assert (state.draft.flow, (state.draft.subject, state.draft.province)) == (flow, asker)
        assert encode(AllFlows()) in [button.data for row in offered.buttons for button in row]
        assert after(knowledge, "是", state=state)[0].waiting == "name"


@pytest.mark.parametrize(
    "page",
    ["换服务器要重新备案吗", "一个域名能备两次吗", "备案号怎么挂", "备案被驳回了怎么办", "通知说备案要被注销怎么办"],
)
def test_what_is_only_one_way_out_of_what_was_read_is_not_begun(knowledge: Knowledge, page: str) -> None:
    state, (*_, offered) = after(knowledge, page, "开始 企业 上海")
    assert state.draft.flow == "first-filing"
    assert offered == router.flow_screen(knowledge, knowledge.flows["first-filing"], state.draft.picks)


@pytest.mark.parametrize("besides", [("备案要多久",), ("会影响别的网站吗", "/progress"), ()])
def test_what_loses_something_stays_asked_as_that(knowledge: Knowledge, besides: tuple[str, ...]) -> None:
    for begin in ("注销网站怎么办", "开始 企业 上海"), ("我要办备案", "注销网站"):
        state, _ = after(knowledge, *begin, *besides, "确实要办")
        assert (state.draft.flow, state.waiting in DESCRIBES) == ("cancel-site", True), begin


def test_a_name_told_where_a_loss_is_to_be_confirmed_leaves_that_one_question(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "我要办备案", "注销网站", "个人", "江苏", "旧博客", "确定")
    assert [(filing.flow, filing.name) for filing in state.filings] == [("cancel-site", "旧博客")]


@pytest.mark.parametrize("begin", [("备案怎么注销",), ()])
def test_with_as_whom_and_where_alone_a_cancelling_is_chosen_and_the_first_filing_offered(
    knowledge: Knowledge, begin: tuple[str, ...]
) -> None:
    state, _ = after(knowledge, *begin, "开始备案 企业 浙江")
    assert state.draft.picks[0] == ("who", "enterprise")
    state, _ = after(knowledge, *begin, "开始 企业 浙江")
    assert (state.waiting, state.draft.picks[0]) == ("flow", ("what", "cancel") if begin else ("who", "enterprise"))


@pytest.mark.parametrize("text", ["重新办一个吧", "算了，从头备一次，怎么弄", "那只能重新备案了", "我想重备"])
def test_who_files_anew_is_asked_what_is_left(knowledge: Knowledge, text: str) -> None:
    read, _ = after(knowledge, "备案号没了，还能恢复吗")
    state, screens = after(knowledge, text, state=read)
    assert (state, screens) == after(knowledge, Pressed(encode(Choose("filed", "cancelled"))), state=read)
    ways = [after(knowledge, Pressed(encode(Choose("cancelled", left))), state=state)[1] for left in ("still", "gone")]
    assert [buttons(way)[0] for way in ways] == [encode(NewFiling(id)) for id in ("add-service", "first-filing")]
    assert after(knowledge, Pressed(encode(Rejected())), text)[0].draft.question != "cancelled"


@pytest.mark.parametrize("text", ["客户让我重新备案", "换了服务器要不要重新备案", "重新备案要多久", "重新提交备案"])
def test_who_says_more_of_filing_anew_begins_nothing(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].waiting == ""


@pytest.mark.parametrize(
    "text",
    [
        "可以帮我办吗",
        "帮我办要多少钱",
        "怎么开始",
        "开始时间",
        "帮我办营业执照",
        "带我办身份证",
        "怎么一步一步办",
        "能带我一步一步办吗",
        "办这个要多久",
        "what is the start date",
        "how to file",
        "I want to file a complaint",
        "从本周起，备案规则开始变更，未成年人不得备案",
    ],
)
def test_who_asks_or_wants_something_else_begins_nothing(knowledge: Knowledge, text: str) -> None:
    assert not after(knowledge, text)[0].waiting


@pytest.mark.parametrize(
    ("text", "asker"),
    [
        ("我想给公司网站备案 浙江 腾讯云", Asker("enterprise", "tencent", "zhejiang")),
        ("给公司办个网站备案，在福建", Asker("enterprise", province="fujian")),
        ("安徽的公司 想弄个备案", Asker("enterprise", province="anhui")),
        ("个人网站备案 江西的 阿里云", Asker("personal", "aliyun", "jiangxi")),
        ("开始备案 个人 山西 京东云", Asker("personal", province="shanxi")),
        ("我要备案 个体户", Asker("individual-business")),
        ("我不在福建 公司在江西 要备案", Asker("enterprise", province="jiangxi")),
    ],
)
def test_who_tells_as_whom_and_where_besides_a_wish_is_not_asked_again(
    knowledge: Knowledge, text: str, asker: Asker
) -> None:
    known, (says, *_) = after(knowledge, text)
    assert (known.asker, says.text) == (asker, remembered(knowledge, asker))
    state, _ = after(knowledge, Pressed(encode(NewFiling("first-filing"))), state=known)
    assert (state.draft.subject, state.draft.province) == (asker.subject, asker.province)


@pytest.mark.parametrize(
    "text", ["我想给公司备案 但没有营业执照", "我要给公司备案 法人在国外", "公司福建 官网不想要了"]
)
def test_a_worry_told_besides_a_wish_is_answered(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert (state.asker.subject, state.waiting, state.draft) == ("enterprise", "", Draft())
