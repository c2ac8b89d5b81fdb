"""The questions with which a filing begins: what is filed, its applicant, its place, its name; or all told at once."""

from dataclasses import replace

import pytest

from bot.core.actions import AllFlows, AskRoute, Flows, NewFiling
from bot.core.button_data import encode
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.state import Asker
from bot.core.words import say
from bot.core.workdays import local
from tests.core.talking import ASKED_WHO, BEGUN, RENAMED, after, buttons


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "永利") for text in ("永利 企业 广东", "第一个叫永利 公司 广东", "新建一个 叫永利 公司 广东")),
        *(("记一个备案 叫阿芳花店，个体户，杭州", "阿芳花店"), ("第二个叫小陈 个人 江苏", "小陈")),
        *(
            (text, "永利")
            for text in (
                "先记一个 永利 公司 广东",
                "记一下永利 公司 广东",
                "新客户永利，公司，广东",
                "帮客户备案 永利 公司 广东",
            )
        ),
        *(
            (text, "永利")
            for text in ("客户永利 广东公司 首次备案", "还有 永利 公司 广东", "再加一个客户叫永利 企业 广东")
        ),
    ],
)
def test_a_filing_may_begin_with_all_that_it_is_asked_for(knowledge: Knowledge, text: str, name: str) -> None:
    asked, screens = after(knowledge, text)
    assert asked.filings == ()
    state, _ = after(knowledge, Pressed(buttons(screens)[0]), state=asked)
    assert [filing.name for filing in state.filings] == [name]
    other, _ = after(knowledge, Pressed(encode(AllFlows())), "新增接入", "企业", "广东", state=asked)
    assert [(filing.name, filing.flow) for filing in other.filings] == [(name, "add-access")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "佛山瓷砖") for text in ("先记一个 佛山瓷砖 公司", "帮我登记一个 佛山瓷砖", "记个 佛山瓷砖")),
        *((text, "") for text in ("记一个 明天交", "记一个提醒", "登记一个商标要多久", "记一个 公司", "记一个备案")),
        *((text, "") for text in ("记个事 我下周去拍照", "记一下客户电话", "记个问题 我住哪", "再记一下")),
    ],
)
def test_the_name_of_whom_to_record_is_kept(knowledge: Knowledge, text: str, name: str) -> None:
    state, _ = after(knowledge, text)
    assert state.draft.name == name
    assert not (name and state.asker.subject)


@pytest.mark.parametrize("text", ["再记一下", "记一下客户电话", "小明书店", "记个事 我下周去拍照"])
def test_a_name_that_is_kept_is_kept_whatever_is_told_next(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, "还有一个客户叫大明眼镜", text)[0].draft.name == "大明眼镜"


def test_the_next_one_waits_until_it_is_known_what_is_filed_of_the_first(knowledge: Knowledge) -> None:
    next_one = "第二个 阿毛修车 个体户 湖南"
    refused, _ = after(knowledge, "第一个叫永利 公司 广东", "不")
    state, (says, *_) = after(knowledge, next_one, state=refused)
    assert says.text == say(knowledge, "described-first", name="永利")
    draft = state.draft
    assert (state.filings, draft.name, draft.subject, draft.province) == ((), "永利", "enterprise", "guangdong")
    rather, _ = after(knowledge, "第一个叫永利 公司 广东", "不是，是新增网站")
    state, _ = after(knowledge, next_one, "是", state=rather)
    told = [(filing.name, filing.flow, filing.subject, filing.province) for filing in state.filings]
    assert told == [
        ("永利", "add-service", "enterprise", "guangdong"),
        ("阿毛修车", "first-filing", "individual-business", "hunan"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "给客户永利办备案",
        "加一个客户 永利",
        "新客户：永利",
        "第一个客户叫永利 广东",
        "另外一个客户 永利 也要开始",
        "还有个客户永利也要办备案",
        "新客户 永利要开始了",
    ],
)
def test_the_name_of_a_customer_is_kept_for_the_filing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text, "首次备案", "公司", *(() if "广东" in text else ("广东",)))
    assert [filing.name for filing in state.filings] == ["永利"]


@pytest.mark.parametrize(
    "text",
    [
        *("还有 域名 公司 广东", "客户说要执照 公司 广东", "材料 企业 广东", "费用 公司 广东"),
        *("永利 企业 广东 要多久", "阿里云 公司 广东", "给客户备案被退回了", "客户不配合", "给客户开发票"),
        *("给客户办备案要多久", "客户要注销", "客户催了", "客户老张"),
    ],
)
def test_what_is_asked_of_a_place_begins_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert (state.waiting in ("", "rejection"), state.draft.name) == (True, "")


def test_a_filing_described_twice_before_it_begins_is_noted_once(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "悦来饭庄 企业 广东", "悦来饭庄 个体户 广东")
    assert not state.filings
    assert "个体工商户" in screens[0].text


@pytest.mark.parametrize("text", ["第二个问题 要多久", "第二个是朋友的店", "个体户 湖南要交什么", "换一种"])
def test_what_describes_no_second_filing_notes_none(text: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "悦来饭庄 企业 广东", text)
    assert not state.filings


def test_what_a_filing_begins_with_may_be_told_at_once(knowledge: Knowledge) -> None:
    for begin, text in (BEGUN[:1], "公司 广东 叫永顺"), (BEGUN[:2], "佛山的，小名叫永顺"):
        (filing,) = after(knowledge, *begin, text)[0].filings
        assert (filing.name, filing.subject, filing.province) == ("永顺", "enterprise", "guangdong")
    _, (says, _) = after(knowledge, *BEGUN[:1], "佛山")
    assert says.text == say(knowledge, "answers-noted", answers="广东")
    for text in ("公司和个人都有", "服务器在杭州", "广东的公司要什么材料", "公司可以吗"):
        state, _ = after(knowledge, *BEGUN[:1], text)
        assert (state.waiting, state.draft.subject, state.draft.province) == ("subject", None, ""), text


def test_who_tells_of_a_licence_is_told_by_what_on_it_to_choose(knowledge: Knowledge) -> None:
    _, asked = after(knowledge, *BEGUN[:1])
    for text in "有营业执照", "没有执照", "合伙开的店", "农家乐", "工作室 没注册":
        _, (says, *again) = after(knowledge, *BEGUN[:1], text)
        assert (says.text, again) == (say(knowledge, "by-licence"), asked), text
    for text in "没有执照能办吗", "执照过期了", "是", "腾讯云", "执照拍糊了":
        _, (says, *_) = after(knowledge, *BEGUN[:1], text)
        assert says.text != say(knowledge, "by-licence"), text


def test_the_cloud_that_is_told_with_the_answers_is_remembered_beside_them(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN[:1], "公司 浙江 腾讯云")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("name", "enterprise", "zhejiang")
    assert state.asker.provider == "tencent"
    state, _ = after(knowledge, Pressed(encode(AskRoute("changed"))), "公司 广东 腾讯云")
    assert state.asker == Asker("enterprise", "tencent", "guangdong")
    state, _ = after(knowledge, Pressed(encode(AskRoute("changed"))), "公司 腾讯云广州")
    assert state.asker == Asker("enterprise", "tencent")


def test_of_whom_it_is_known_as_whom_and_where_is_asked_whether_it_is_the_first(knowledge: Knowledge) -> None:
    told = Pressed(encode(Flows())), "企业", "贵州"
    state, (_, asked) = after(knowledge, *told)
    assert (asked.yes_no, buttons([asked])[0]) == (True, encode(NewFiling("first-filing")))
    state, _ = after(knowledge, *told, "腾讯云", "永顺", "是")
    (filing,) = state.filings
    assert (filing.name, filing.subject, filing.province) == ("永顺", "enterprise", "guizhou")
    state, _ = after(knowledge, *told, "昨天交的", "是", "永顺")
    assert state.showing == "first-provider-review"
    for text, picks, question in (
        ("没备过", (("filed", "never"), ("who", "enterprise")), "who"),
        ("这个域名备过了", (("filed", "domain"),), ""),
        ("换服务器", (("what", "move"),), "move"),
        ("备过", (), "filed"),
    ):
        state, _ = after(knowledge, *told, text)
        assert (state.waiting, state.draft.picks) == ("flow", picks), text
        assert state.draft.question in (question, ""), text
    lost = "我网站从阿里云搬到腾讯云 备案要重新搞吗", "阿里那边要取消不", "开始办"
    for begin in lost, (Pressed(encode(NewFiling("cancel-access"))),), (Pressed(encode(AskRoute("changed"))),):
        (_, (*_, same)), (_, (*_, last)) = after(knowledge, *begin), after(knowledge, *begin, "公司 广东")
        assert same == last


@pytest.mark.parametrize("begin", [BEGUN[:1], BEGUN[:2], BEGUN[:3]])
def test_what_was_submitted_before_it_was_noted_begins_behind_that(
    knowledge: Knowledge, begin: tuple[Event, ...]
) -> None:
    for text in "已经交了", "今天交的", "全部填好交上去了", "都弄好了已经交", "我老婆交了":
        state, screens = after(knowledge, *begin, text)
        assert screens[0].text == say(knowledge, "reached-kept")
        begun, _ = after(knowledge, *BEGUN[len(begin) :], state=state)
        assert begun.showing == "first-provider-review"
    for text in "初审过了", "阿里云初审过了", "核验短信来了":
        state, screens = after(knowledge, *begin, text)
        assert screens[0].text == say(knowledge, "reached-kept-on"), text
        begun, _ = after(knowledge, *BEGUN[len(begin) :], state=state)
        assert begun.showing == "first-sms"
    for text in "短信都填好了", "短信核验也做完了":
        state, _ = after(knowledge, *begin, text)
        begun, _ = after(knowledge, *BEGUN[len(begin) :], state=state)
        assert begun.showing == "first-authority", text
    for text, step in (
        ("昨天下午提交的", "first-provider-review"),
        ("交了 昨晚10点", "first-provider-review"),
        ("交上去一天了", "first-provider-review"),
        ("初审昨天过的", "first-sms"),
    ):
        state, screens = after(knowledge, *begin, text)
        assert screens[0].text == say(knowledge, "reached-kept-since", day="11月24日"), text
        begun, _ = after(knowledge, *BEGUN[len(begin) :], state=state)
        since = begun.filings[0].marks[step].begun
        assert since
        assert (begun.showing, local(since).day) == (step, 24)
    changed = Pressed(encode(NewFiling("change-subject"))), *begin[1:]
    state, _ = after(knowledge, *changed, "变更交了")
    assert state.draft.reached == "review"
    for text in "过了", "初审过了吗", "朋友的初审过了", "没收到短信", "等初审过了", "周五交", "填好了", "短信还没填":
        state, _ = after(knowledge, *begin, text)
        assert (state.draft.reached, state.filings) == ("", ()), text


@pytest.mark.parametrize("begin", [BEGUN[:3], RENAMED])
@pytest.mark.parametrize(
    "text",
    [
        "还没",
        "不是",
        "对",
        "是的",
        "提交了",
        "审过了",
        "没退",
        "删掉",
        "短信收到了",
        "看不懂",
        "等一下",
        "我先问个问题",
        "我想注销备案",
        "短信收不到",
        "没有营业执照",
        "域名未实名认证",
        "网站名称不合规被退回了",
        "1月1日上班吗",
        "初审昨天过的",
        "25号交的",
        "不对，我要那个",
        "域名买了，实名也弄了",
        "我现在人在外地",
        "公司里就我一个",
        "我还没毕业",
        "都是我同事在管",
        "叫这个能过吗",
    ],
)
def test_what_is_said_in_place_of_a_name_is_none(knowledge: Knowledge, begin: tuple[Event, ...], text: str) -> None:
    (state, screens), (before, _) = after(knowledge, *begin, text), after(knowledge, *begin)
    assert [filing.name for filing in state.filings] == [filing.name for filing in before.filings]
    assert screens


def test_the_settings_of_reminders_leave_the_question_for_the_name_open(knowledge: Knowledge) -> None:
    before, shown = after(knowledge, *BEGUN[:3])
    state, screens = after(knowledge, "别催", state=before)
    assert (state.waiting, state.draft, screens[-1]) == ("name", before.draft, shown[-1])


@pytest.mark.parametrize(
    "text",
    [
        "浙江",
        "公司网站",
        "企业官网",
        "我的网站",
        "个人博客",
        "APP备案",
        "首次备案",
        "备案",
        "提交了烘焙",
        "完成设计工作室",
        "我要学习网",
        "对联",
        "浙江分公司官网",
        "公司备案",
        "公司网站备案",
        "换成新网站",
        "随便走走",
        "回退科技",
        "昨天今天",
        "早点铺",
        "我爱种花",
        *("我有一家小店", "好了么外卖", "有了家具店", "永顺 五金"),
        "腾讯云笔记",
        "叫花鸡",
    ],
)
def test_other_names_are_names(knowledge: Knowledge, text: str) -> None:
    assert [filing.name for filing in after(knowledge, *BEGUN[:3], text)[0].filings] == [text]


def test_where_it_is_filed_told_once_more_is_no_name(knowledge: Knowledge) -> None:
    before, (asked,) = after(knowledge, *BEGUN[:3])
    for text in "广东", "广东省":
        state, (says, again) = after(knowledge, text, state=before)
        assert (state, says.text, again) == (before, say(knowledge, "no-nickname"), asked)
    assert after(knowledge, "叫广东", state=before)[0].filings[0].name == "广东"


@pytest.mark.parametrize("text", ["叫永兴木器行不行", "改叫永兴木器行不行"])
def test_who_asks_about_a_name_gives_none(knowledge: Knowledge, text: str) -> None:
    state, (says, *_) = after(knowledge, *BEGUN[:3], text)
    assert (state.filings, "「永兴木器」当网站名称" in says.text) == ((), True)
    assert after(knowledge, *BEGUN[:3], "叫永兴木器行")[0].filings[0].name == "永兴木器行"


def test_a_name_may_be_put_as_one(knowledge: Knowledge) -> None:
    for text in "就叫永顺", "叫永顺", "名字是永顺", "小名叫永顺", "叫做「永顺」", "就叫永顺吧":
        assert [filing.name for filing in after(knowledge, *BEGUN[:3], text)[0].filings] == ["永顺"], text
        assert [filing.name for filing in after(knowledge, *RENAMED, text)[0].filings] == ["永顺"], text
    for text, name in ("叫我在等风", "我在等风"), ("是公司官网", "公司官网"), ("就叫阿明书吧", "阿明书吧"):
        assert [filing.name for filing in after(knowledge, *BEGUN[:3], text)[0].filings] == [name]


@pytest.mark.parametrize(
    ("told", "name"), [("改成花花甜品", "花花甜品"), ("改成14号", "永顺五金"), ("改成周五吧", "永顺五金")]
)
def test_before_it_begins_it_is_called_otherwise_but_by_no_day(knowledge: Knowledge, told: str, name: str) -> None:
    state, _ = after(knowledge, "帮我备案", "公司 广东", "永顺五金", told)
    assert state.draft.name == name


def test_what_tells_something_is_no_name_but_may_be_made_one(knowledge: Knowledge) -> None:
    before, (asked,) = after(knowledge, *BEGUN[:3])
    for text in "我还没毕业", "服务器有了", "先不弄了 等她从医院回来", "材料客户下周给":
        state, (says, again) = after(knowledge, text, state=before)
        assert (state, says.text, again) == (before, say(knowledge, "no-nickname"), asked)
    state, (_, again) = after(knowledge, "用的阿里云", state=before)
    assert (state.asker, again) == (Asker(provider="aliyun"), asked)
    assert after(knowledge, *BEGUN[:3], "算了随便吧")[0].filings == after(knowledge, *BEGUN)[0].filings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(
            ("永顺五金 公司 佛山", "永顺五金"),
            ("成都小面，个体户，四川", "成都小面"),
            ("叫我要上岸 个人 湖南", "我要上岸"),
        ),
        *(
            (text, "")
            for text in ("公司在广州 安卓也要", "个人 湖南 第一次弄", "企业 浙江 很急", "公司 上海 想做小程序")
        ),
    ],
)
def test_a_name_is_none_that_nobody_gave(knowledge: Knowledge, text: str, name: str) -> None:
    assert after(knowledge, text)[0].draft.name == name


@pytest.mark.parametrize(
    ("text", "subject"),
    [("普通人", "personal"), ("用身份证办", "personal"), ("普通人可以办吗", None), ("在杭州", None)],
)
def test_as_whom_it_is_filed_may_be_told_as_who_somebody_is(
    knowledge: Knowledge, text: str, subject: str | None
) -> None:
    state, _ = after(knowledge, "我要办备案", "首次备案", text)
    assert (state.waiting, state.draft.subject) == ("province" if subject else "subject", subject)


@pytest.mark.parametrize("busy", [(), BEGUN])
@pytest.mark.parametrize(
    "text",
    [
        *("帮我再开一个 天成", "帮我再加一个 天成", "又来一个 天成 个体"),
        *("再记 天成", "再弄一个 天成", "记一个 客户 天成", "记客户 天成", "帮客户记一个 天成"),
    ],
)
def test_one_more_filing_is_begun_for_whom_it_is_told(knowledge: Knowledge, text: str, busy: tuple[Event, ...]) -> None:
    state, _ = after(knowledge, *busy, text)
    assert (state.waiting, state.draft.name) == ("flow", "天成")


@pytest.mark.parametrize(
    "text",
    ["又来一个电话", "又来一个通知", "再弄一遍照片", "再记一下明天交", "弄一个页面", "又来一个退回"],
)
def test_nobody_is_called_what_is_told_of_a_filing(knowledge: Knowledge, text: str) -> None:
    assert not after(knowledge, *BEGUN, text)[0].draft.name


def test_as_whom_where_and_how_it_is_called_may_be_told_before_what_is_filed(knowledge: Knowledge) -> None:
    asked, _ = after(knowledge, "我要办备案")
    assert not after(knowledge, "老林茶庄", state=asked)[0].draft.name, "that may be anything"
    assert not after(knowledge, "福建 安溪", "妈妈的厨房 行吗", state=asked)[0].draft.name, "that is asked"
    state, _ = after(knowledge, "公司", "福建 安溪", "老林茶庄", "首次备案", state=asked)
    filings = [(one.name, one.flow, one.subject, one.province) for one in state.filings]
    assert filings == [("老林茶庄", "first-filing", "enterprise", "fujian")]


def test_what_comes_back_while_what_was_submitted_is_described_is_of_that(knowledge: Knowledge) -> None:
    before, screens = after(knowledge, *BEGUN[:3], "资料交了", "退回说照片不清晰")
    (filing,) = before.filings
    assert (filing.province, len(filing.attempts), before.loose, before.waiting) == ("guangdong", 1, (), "")
    assert say(knowledge, "named-for-now", name=filing.name) in [screen.text for screen in screens]
    for text in "管局退的", "昨天退的", "别人的", "怎么办", "我在开会":  # of the rejection, and no name
        (filing,) = after(knowledge, text, state=before)[0].filings
        assert (filing.name, len(filing.attempts)) == (before.filings[0].name, 1), text


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
