"""What the answers in the router tell, and which answer a typed text means."""

from dataclasses import replace

import pytest

from bot.core.actions import Action, AllFlows, AskRoute, Choose, Flows, NewFiling, OpenStep, Rejected
from bot.core.button_data import encode
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge, Option, Question, Router
from bot.core.plain import plain
from bot.core.screens import router
from bot.core.state import DESCRIBES, Asker, Draft
from bot.core.texts import route_answers
from bot.core.words import label, say
from tests.core.talking import BEGUN, after, at, buttons

MINI = ("小程序怎么备案",)
CHOOSING = (Pressed(encode(Flows())),)
CHOSEN = (*CHOOSING, Pressed(encode(Choose("what", "mini"))))


def remembered(knowledge: Knowledge, asker: Asker) -> str:
    """What is said to somebody of whom this is remembered."""
    names = [label(knowledge, f"condition-{name}") for name in (asker.subject, asker.provider) if name]
    if asker.province:
        names.append(label(knowledge, "in-province", short=knowledge.provinces[asker.province].short))
    return say(knowledge, "asker-remembered", who="、".join(names))


SMALL = Router(
    "what",
    {
        "what": Question(
            "what",
            "?",
            (
                Option("site", "site", ask="who", holds=("web",), words=(("网站",), ("网站", "腾讯云"))),
                Option("none", "none", topic="t", words=(("腾讯云",),)),
            ),
        ),
        "who": Question(
            "who", "?", (Option("me", "me", flow="f", subject="personal", lacks=("web", "seal")), Option("us", "us"))
        ),
    },
)


def test_the_answers_tell_the_applicant_and_what_is_so_the_later_one_the_last_word() -> None:
    assert router.told_by_picks(SMALL, (("what", "site"), ("who", "me"))) == ("personal", {"web": False, "seal": False})
    assert router.told_by_picks(SMALL, (("what", "site"), ("who", "gone"), ("gone", "x"))) == (None, {"web": True})


def test_going_back_forgets_what_was_answered_since() -> None:
    picks = (("what", "site"), ("who", "me"))
    assert router.picks_before(picks, "who") == picks[:1]
    assert router.picks_before(picks, "what") == ()
    assert router.picks_before(picks, "new") == picks


A_SHOP = ("我是个体户", "我在广东")
NEW = Pressed(encode(NewFiling("first-filing")))
TO_WHOM = (
    Pressed(encode(AskRoute(""))),
    *(Pressed(encode(Choose(*one))) for one in (("what", "site"), ("server", "none"))),
)
NEVER = (*TO_WHOM, Pressed(encode(Choose("filed", "never"))))


@pytest.mark.parametrize(
    ("said", "to", "waiting", "told"),
    [
        (A_SHOP, (NEW,), "name", "照你以前说过的：个体工商户，广东"),
        (A_SHOP, NEVER, "flow", "照你以前说过的：个体工商户"),
        (A_SHOP, (*NEVER, NEW), "name", "照你以前说过的：个体工商户，广东"),
        (A_SHOP, (*NEVER, Pressed(encode(AskRoute("who")))), "flow", ""),
        (A_SHOP, (NEW, "🔁 改主体、省份"), "subject", ""),
        (A_SHOP[:1], (NEW,), "province", "照你以前说过的：个体工商户"),
        (A_SHOP[1:], (NEW,), "subject", ""),
        (("我是个人", "我在广东"), (*NEVER, Pressed(encode(Choose("address", "elsewhere"))), NEW), "province", ""),
        (("我是个人",), (Pressed(encode(NewFiling("migrate-subject"))),), "subject", ""),
        (A_SHOP, (*BEGUN, NEW), "subject", ""),
    ],
)
def test_who_has_said_as_whom_and_where_is_not_asked_but_shown_it(
    knowledge: Knowledge, said: tuple[str, ...], to: tuple[Event | str, ...], waiting: str, told: str
) -> None:
    state, [screen] = after(knowledge, *said, *to)
    assert state.waiting == waiting
    assert plain(screen.text).count("照你以前说过的") == bool(told)
    assert told in plain(screen.text)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("我的網站要備案", "site"),
        ("网站搬到腾讯云", "site"),
        ("腾讯云", "none"),
        ("不用腾讯云，网站要备案", "site"),
        ("没有网站", None),
        ("别的", None),
        ("网站" + "很长" * 20, None),
    ],
)
def test_a_text_means_the_answer_with_the_most_words_in_it(text: str, option: str | None) -> None:
    found = route_answers.answer_in(SMALL, text)
    assert (found[1].id if found else None) == option


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("我想换服务器到腾讯云", "add-access"),
        ("换服务器", "move"),
        ("公司改名了", "code"),
        ("我们公司改了名字", "code"),
        ("小程序要备案吗", "mini-program-filing"),
        ("我的网站放在香港服务器上", "concept-no-filing-overseas"),
        ("想注销备案", "cancel"),
        ("注销网站", "cancel-site"),
        ("APP要上架", "app"),
        ("APP不联网", "app-offline"),
        ("这个APP要联网", "app-filing"),
        ("不是单机app", "app"),
        ("不想备案了", "cancel"),
        ("网站没备案，要上线", "server"),
        ("法人换了", "person"),
        ("想换个域名", "change-domain"),
        ("要办公安备案", "police-filing"),
        ("再加一个网站", "add-service"),
        ("被驳回了怎么办", "fix-rejection"),
        ("个人改成公司", "change-personal-to-enterprise"),
        ("公司网站要注销", "cancel-site"),
        ("公司备案要注销", "cancel"),
        ("公司网站域名换了", "change-domain"),
        ("公司网站改名了", "site"),
        ("公司网站被退了", "fix-rejection"),
        ("网站迁移到另一个公司", "owner"),
        ("我们公司的网站搬到香港", "cancel-site"),
        ("个体户改名字了", "code"),
        ("公司网站", "first-filing"),
    ],
)
def test_the_shipped_words_lead_where_people_want_to_go(knowledge: Knowledge, text: str, leads_to: str) -> None:
    found = route_answers.answer_in(knowledge.router, text)
    assert found, text
    _, option = found
    assert leads_to in (option.ask, option.flow, option.topic)


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("who", "企业", "enterprise"),
        ("who", "公司", "enterprise"),
        ("who", "我自己", "personal"),
        ("who", "个体", "individual-business"),
        ("who", "人", None),
        ("server", "香港", "overseas"),
        ("server", "CDN", "cdn"),
        *(("server", text, "mainland") for text in ("大陆", "国内的", "买的腾讯云 广州", "华为云上海节点", "在苏州")),
        *(("server", text, "overseas") for text in ("用的香港", "日本的服务器", "不在大陆", "阿里云新加坡")),
        *(("server", text, "none") for text in ("还没租", "还没有", "服务器还没买")),
        *(("server", text, None) for text in ("不是香港的", "在国内吗", "国内的？", "阿里云", "国内和香港都有")),
        ("server", "香港的，套了国内CDN", "cdn"),
        *(("filed", text, "never") for text in ("头一回弄", "以前都没备过", "没有", "全新的")),
        *(("filed", text, "never") for text in ("以前没建过网站", "我们没做过网站")),
        *(("filed", text, "subject") for text in ("之前备过其他网站", "公司备过")),
        *(("filed", text, "others") for text in ("域名给人家备了", "在别人名下")),
        *(("filed", text, "cancelled") for text in ("之前备过，被注销了", "没了")),
        *(("filed", text, None) for text in ("没有被注销", "备过", "不是第一次", "第一次备要多久")),
        *(("who", text, "enterprise") for text in ("用公司的名义", "我们是工厂", "杭州的公司", "公司，广东")),
        *(("who", text, None) for text in ("不是公司", "公司还是个人", "公司行吗", "不用公司名义")),
        ("who", "香港公司", "foreign"),
        *(("address", text, "permit") for text in ("有居住证", "不在，但有居住证")),
        *(("address", text, "elsewhere") for text in ("没居住证", "不在 也没有居住证")),
        *(("address", text, None) for text in ("不在", "有居住证吗", "在湖南")),
        *(("app", text, "online") for text in ("联网的", "会联网", "要连服务器", "不是单机的", "能上网")),
        *(("app", text, "offline") for text in ("不联网的", "单机游戏", "不用联网", "没有后台的")),
        *(("app", text, None) for text in ("要联网吗", "不在国外", "不是给员工用的", "没备过案")),
        ("move", "不是同一家", "other"),
        ("move", "还是同一家", "same"),
        ("code", "没变", "same"),
        ("code", "变了", "new"),
        ("what", "小程序", "mini"),
        ("what", "？", None),
        ("what", "备案", None),
    ],
)
def test_an_open_question_is_answered_by_a_word_of_one_of_its_answers_that_nothing_denies(
    knowledge: Knowledge, question: str, text: str, option: str | None
) -> None:
    found = route_answers.answer_to(knowledge, knowledge.router.questions[question], text)
    assert (found and found.id) == option


ASKED_WHERE = (Pressed(encode(AskRoute(""))), Pressed(encode(Choose("what", "site"))))
ASKED_WHO = (*ASKED_WHERE, "国内的", "没备过")


def test_what_is_told_with_an_answer_is_not_asked_again(knowledge: Knowledge) -> None:
    assert after(knowledge, *ASKED_WHERE, "腾讯云 广州的")[0].asker.provider == "tencent"
    state, _ = after(knowledge, *ASKED_WHO, "公司，广东的", "就这个")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("name", "enterprise", "guangdong")
    state, _ = after(knowledge, *ASKED_WHERE, "在广州", "没备过", "公司的", "就这个")
    assert (state.waiting, state.draft.province) == ("province", "")
    assert after(knowledge, *ASKED_WHO, "不是公司")[0].asker == Asker()


@pytest.mark.parametrize("text", ["是", "好的", "行", "对，就这个", "可以", "嗯", "没错", "ok", "要", "办", "就这个吧"])
def test_what_was_found_is_begun_by_a_yes(knowledge: Knowledge, text: str) -> None:
    found, _ = after(knowledge, *ASKED_WHO, "公司的")
    assert after(knowledge, text, state=found) == after(knowledge, NEW, state=found)


def test_what_was_found_is_not_begun_by_a_no_or_a_question(knowledge: Knowledge) -> None:
    found, shown = after(knowledge, *ASKED_WHO, "公司的")
    for text in "不是", "不要", "不是这个":
        assert after(knowledge, text, state=found) == after(knowledge, Pressed(encode(AllFlows())), state=found)
    for text in "好，要多久", "要吗", "谢谢", "行不行", "那是不是", "好不好":
        state, screens = after(knowledge, text, state=found)
        assert (state.waiting, screens[-1:]) == ("flow", shown), text
    assert after(knowledge, "选错了", state=found)[0].draft.question == "who"


@pytest.mark.parametrize("text", ["提交了", "昨天交的", "初审过了", "短信来了", "备案号下来了", "短信填好了"])
@pytest.mark.parametrize("begin", [CHOOSING, (*CHOOSING, Pressed(encode(AllFlows()))), ASKED_WHERE])
def test_news_on_the_way_is_news_and_no_answer(knowledge: Knowledge, begin: tuple[Event, ...], text: str) -> None:
    state, screens = after(knowledge, *begin, text)
    assert (state, screens) == after(knowledge, text)


@pytest.mark.parametrize(
    "text",
    [
        *("我朋友提交了", "同行的号下来了", "如果初审过了", "等初审过了", "没收到短信", "还没交", "我没提交"),
        *("钱交了", "填好了", "以前交过一次", "办过了", "朋友的短信填好了", "短信填好了吗"),
    ],
)
@pytest.mark.parametrize("answers", [(), ("国内的",), ("国内的", "没备过", "公司的")])
def test_what_is_no_news_of_ones_own_leaves_the_question(
    knowledge: Knowledge, answers: tuple[str, ...], text: str
) -> None:
    asked, shown = after(knowledge, *ASKED_WHERE, *answers)
    state, screens = after(knowledge, text, state=asked)
    assert (state.waiting, state.draft.picks, screens[-1]) == ("flow", asked.draft.picks, shown[-1])


def test_that_something_came_back_is_told_of_on_the_way_as_anywhere(knowledge: Knowledge) -> None:
    for text in "没通过", "备过但没通过":
        assert after(knowledge, *ASKED_WHERE, "国内的", text) == after(knowledge, text)


def test_a_place_at_the_server_is_one_on_the_mainland_and_where_the_person_is_no_answer(knowledge: Knowledge) -> None:
    for text in "深圳", "在杭州":
        state, screens = after(knowledge, *ASKED_WHERE, text)
        assert (state.draft.question, state.asker.province) == ("filed", "")
        assert screens[0].text == say(knowledge, "server-in", place=text[-2:])
    for text in "阿里云杭州", "服务器北京的":
        assert [one.text for one in after(knowledge, *ASKED_WHERE, text)[1]] == [screens[-1].text]
    for text in "我在深圳", "我人在杭州":
        state, screens = after(knowledge, *ASKED_WHERE, text)
        assert (state.draft.question, bool(state.asker.province)) == ("server", True)
        assert encode(Choose("server", "mainland")) in buttons(screens[-1:])


def test_who_says_only_that_something_was_filed_is_asked_what(knowledge: Knowledge) -> None:
    asked, (question,) = after(knowledge, *ASKED_WHERE, "国内的")
    for text in "好像备过", "以前备过案":
        state, screens = after(knowledge, text, state=asked)
        assert (state.draft, [one.text for one in screens]) == (
            asked.draft,
            [say(knowledge, "filed-which"), question.text],
        )
    for text in "公司好像备过吗", "朋友备过", "没备过":
        _, screens = after(knowledge, text, state=asked)
        assert screens[0].text != say(knowledge, "filed-which")


def test_a_question_that_goes_unanswered_is_asked_no_more(knowledge: Knowledge) -> None:
    asked, (question,) = after(knowledge, *ASKED_WHERE)
    state, screens = after(knowledge, "要多久", "域名买好了也实名了", state=asked)
    assert (state.draft.question, screens[-1]) == ("server", question)
    answered, _ = after(knowledge, "国内的", state=state)
    assert (answered.draft.question, answered.draft.passed) == ("filed", 0)
    left, screens = after(knowledge, "要花钱吗", state=state)
    assert (left.waiting, left.draft) == ("", Draft())
    assert buttons(screens)[-1] == encode(AskRoute("server"))
    assert len(after(knowledge, "要花钱吗", state=left)[1]) == 1


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


@pytest.mark.parametrize(
    ("text", "option", "asker"),
    [
        ("我想做个网站", "site", Asker()),
        ("打算开个博客 还在读书", "site", Asker()),
        ("网站做好了，要上线", "site", Asker()),
        ("我东莞的 开家具厂的公司 准备弄个官网 域名也买了", "site", Asker("enterprise", province="guangdong")),
        ("我们公司在苏州，要弄个网站", "site", Asker("enterprise", province="jiangsu")),
        ("我是公司的 要备案", "site", Asker("enterprise")),
        ("开了家面馆 个体户 想做个小程序", "mini", Asker("individual-business")),
        ("计划做个小网站 服务器买好了", "site", Asker()),
        ("我想给公司做个官网", "site", Asker("enterprise")),
        ("准备开发一款APP", "app", Asker()),
    ],
)
def test_who_wants_to_have_something_is_asked_what_leads_to_its_filing(
    knowledge: Knowledge, text: str, option: str, asker: Asker
) -> None:
    state, screens = after(knowledge, text)
    chosen, shown = after(knowledge, Pressed(encode(Choose("what", option))))
    assert (state.waiting, state.draft.picks, state.asker) == ("flow", chosen.draft.picks, asker)
    assert screens[-1] == shown[-1]


def test_what_was_told_with_a_wish_is_not_asked_again(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "开了家面馆 个体户 想做个小程序", "好的")
    assert (state.waiting, state.draft.flow, state.draft.subject) == (
        "province",
        "mini-program-filing",
        "individual-business",
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "不想做网站了",
            "想做个网站，要备案吗",
            "我想做网站备案的代理",
            "客户想弄个小程序",
            "想给客户做个网站",
            "我想给公司网站改名",
            "想注销网站",
            "想换个域名",
        ),
        *("我要在网站上卖酒", "想做个网站被退回了", "做网站的公司", "打算做个卖处方药的网站", "想把网站关了"),
    ],
)
def test_who_wants_something_else_is_not_asked_that(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].waiting != "flow"


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


@pytest.mark.parametrize(
    "text",
    [
        *("朋友的公司在福建，想备案", "客户是公司 浙江的 要备案", "公司网站备案要多久 浙江", "公司 浙江 被退回了"),
        *("浙江的公司想在广东备案", "公司网站想用个人名义备案 浙江", "服务器在浙江 想备案", "公司备案通过了 浙江"),
        *("浙江 公司", "公司备案", "永利 公司 浙江", "记一个 永利 公司 浙江"),
    ],
)
def test_what_is_told_of_others_or_asked_is_not_remembered(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].asker == Asker()


def test_names_alone_tell_who_asks_before_it_is_chosen_what_is_filed(knowledge: Knowledge) -> None:
    for begin in CHOOSING, (*CHOOSING, Pressed(encode(AllFlows()))):
        asked, _ = after(knowledge, *begin)
        state, screens = after(knowledge, "个人 北京 百度云", state=asked)
        assert (state.asker, len(screens)) == (Asker("personal", province="beijing"), 2)
        named, _ = after(knowledge, "企业首次备案 广东", state=asked)
        assert (named.waiting, named.draft.subject, named.draft.province) == ("name", "enterprise", "guangdong")
    assert after(knowledge, "永利是公司 广东的", state=asked)[0].asker == Asker(), "that is told of somebody"
    assert after(knowledge, *ASKED_WHERE, "公司")[0].draft.question == "server", "no part of a button"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        *((text, Choose("what", "site")) for text in ("网站", "第一次办", "网站 第一次")),
        *((text, AskRoute("")) for text in ("不知道", "说不准", "你选")),
        *((text, NewFiling("first-filing")) for text in ("首次", "首次备案")),
    ],
)
def test_what_is_filed_is_answered_before_its_first_question_is_asked(
    knowledge: Knowledge, text: str, same: Action
) -> None:
    for begin in CHOOSING, (*CHOOSING, Pressed(encode(AllFlows()))):
        asked, _ = after(knowledge, *begin)
        assert after(knowledge, text, state=asked) == after(knowledge, Pressed(encode(same)), state=asked)


OFFERED = (*ASKED_WHO, "公司的")
DESCRIBED = ("永利 企业 广东",)


@pytest.mark.parametrize("begin", [OFFERED, DESCRIBED, ("备注没写被退回了", *OFFERED)])
def test_what_is_told_at_the_offer_to_begin_is_kept_for_the_filing(
    knowledge: Knowledge, begin: tuple[Event | str, ...]
) -> None:
    state, _ = after(knowledge, *begin, "湖南", "顺达汽配", "提交了", "是")
    told = [(filing.name, filing.subject, filing.province) for filing in state.filings]
    assert told == [("顺达汽配", "enterprise", "hunan")]
    assert state.showing == "first-provider-review"
    state, _ = after(knowledge, *begin, "个体户", "湖北的", "就叫花店", "是")
    told = [(filing.name, filing.subject, filing.province) for filing in state.filings]
    assert told == [("花店", "individual-business", "hubei")]


@pytest.mark.parametrize("begin", [OFFERED, DESCRIBED])
@pytest.mark.parametrize(
    "text",
    ["好像是", "我再想想", "湖南要什么材料", "要多少钱", "谢谢", "不知道", "域名", "没提交", "不是湖南"],
)
def test_what_else_is_said_at_the_offer_changes_nothing_of_it(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str
) -> None:
    offered, shown = after(knowledge, *begin)
    state, screens = after(knowledge, text, state=offered)
    assert (state.waiting, replace(state.draft, passed=0), screens[-1].text) == ("flow", offered.draft, shown[-1].text)


@pytest.mark.parametrize("text", ["域名实名改好了", "注销好了", "负责人换好了"])
def test_what_is_done_is_not_wanted_any_more(knowledge: Knowledge, text: str) -> None:
    for question in "changed", "cancelled":
        begin = Pressed(encode(AskRoute(question)))
        (before, asked), (state, screens) = after(knowledge, begin), after(knowledge, begin, text)
        assert (state.draft.picks, screens[-1:]) == (before.draft.picks, asked), question
