"""What typed words do while a filing begins, besides answering."""

from dataclasses import replace

import pytest

from bot.core.actions import (
    AllFlows,
    AskRoute,
    Choose,
    Correct,
    Flows,
    NewFiling,
    OpenStep,
    Overview,
    PickProvince,
    PickSubject,
    Rename,
    Restate,
)
from bot.core.button_data import encode
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.state import Asker, Draft
from bot.core.words import say
from bot.core.workdays import local
from tests.core.talking import BEGUN, after, buttons

ROUTED = tuple(map(Pressed, ("J:", "Q:what:mini", "n:mini-program-filing")))
RENAMED = (*BEGUN, Pressed(encode(Rename(1))))
RESTATED = (*BEGUN, Pressed(encode(Restate(1))))
LOOKED_AT = (*BEGUN, Pressed(encode(Overview(1))))
IN_ZHEJIANG = (*BEGUN[:2], Pressed(encode(PickProvince("zhejiang"))))
A_SHOP = (BEGUN[0], Pressed(encode(PickSubject("individual-business"))), BEGUN[2])


@pytest.mark.parametrize(
    ("begin", "texts", "same"),
    [
        (BEGUN[:3], ("不知道", "跳过", "下一步", "继续", "随便吧", "不用了", "不起了", "不想起名字", "skip"), BEGUN),
        (BEGUN[:3], ("撤销", "上一步", "返回", "选错了", "点错了", "go back"), BEGUN[:2]),
        (BEGUN[:3], ("选错了，是浙江", "换成浙江", "不是广东，是浙江省", "应该是杭州"), IN_ZHEJIANG),
        (BEGUN[:3], ("20岁 浙江的", "我在杭州"), IN_ZHEJIANG),
        (BEGUN[:3], ("选错了，是个体户",), A_SHOP),
        (BEGUN[:2], ("选错了，是个体户",), A_SHOP[:2]),
        (
            BEGUN[:1],
            ("企业 广东", "佛山的公司", "我们公司在佛山", "用公司名义办 我们在广州", "公司，广东的"),
            BEGUN[:3],
        ),
        (BEGUN[:1], ("我在佛山开公司的", "用公司的名义，广东"), BEGUN[:3]),
        (BEGUN[:1], ("用公司的名义", "我老板的公司", "我老公的公司", "厂里的", "工厂"), BEGUN[:2]),
        (BEGUN[:1], ("厂里的 广东",), BEGUN[:3]),
        (BEGUN[:1], ("我是个体户 在东莞", "个体户，广东"), A_SHOP),
        (BEGUN[:2], ("个体工商户，广东的",), A_SHOP),
        (BEGUN[:2], ("上一步",), BEGUN[:1]),
        (BEGUN[:1], ("返回",), (Pressed(encode(AllFlows())),)),
        (ROUTED, ("上一步",), ROUTED[:1]),
        (ROUTED[:2], ("上一步",), ROUTED[:1]),
        (RENAMED, ("不用了", "上一步"), LOOKED_AT),
        (RESTATED, ("返回",), LOOKED_AT),
    ],
)
def test_an_answer_with_which_a_filing_begins_is_left_out_or_taken_back(
    knowledge: Knowledge, begin: tuple[Event, ...], texts: tuple[str, ...], same: tuple[Event, ...]
) -> None:
    for text in texts:
        (state, screens), (expected, shown) = after(knowledge, *begin, text), after(knowledge, *same)
        assert (replace(state, draft=Draft()), screens[-1:]) == (replace(expected, draft=Draft()), shown), text


def test_another_answer_is_said_to_have_been_taken(knowledge: Knowledge) -> None:
    for text, answers in ("选错了，是浙江", "企业，浙江"), ("换成个人", "个人，广东"):
        _, (says, _) = after(knowledge, *BEGUN[:3], text)
        assert says.text == say(knowledge, "instead", answers=answers)


def test_what_a_filing_begins_with_may_be_told_at_once(knowledge: Knowledge) -> None:
    for begin, text in (BEGUN[:1], "公司 广东 叫永顺"), (BEGUN[:2], "佛山的，小名叫永顺"):
        (filing,) = after(knowledge, *begin, text)[0].filings
        assert (filing.name, filing.subject, filing.province) == ("永顺", "enterprise", "guangdong")
    _, (says, _) = after(knowledge, *BEGUN[:1], "佛山")
    assert says.text == say(knowledge, "answers-noted", answers="广东")
    for text in ("公司和个人都有", "服务器在杭州", "广东的公司要什么材料", "公司可以吗"):
        state, _ = after(knowledge, *BEGUN[:1], text)
        assert (state.waiting, state.draft.subject, state.draft.province) == ("subject", None, ""), text


@pytest.mark.parametrize(
    ("text", "pick"),
    [
        *((text, ("what", "cancel")) for text in ("弄错了 我想注销", "不是这个，我要注销", "等一下 我其实是要注销")),
        *((text, ("what", "mini")) for text in ("办错了，应该办小程序", "我要办的是小程序 不是网站")),
        *((text, ("what", "change")) for text in ("不对 我要办变更", "换一种，我是要变更法人")),
    ],
)
def test_who_wants_another_filing_than_the_one_that_begins_is_led_there(
    knowledge: Knowledge, text: str, pick: tuple[str, str]
) -> None:
    for begin in BEGUN[:1], BEGUN[:2], BEGUN[:3]:
        state, _ = after(knowledge, *begin, text)
        assert (state.waiting, state.draft.picks, state.filings) == ("flow", (pick,), ()), begin


@pytest.mark.parametrize("begin", [(Pressed(encode(Flows())),), BEGUN[:1], BEGUN[:2]])
def test_who_asks_how_far_it_is_while_a_filing_begins_is_asked_on(
    knowledge: Knowledge, begin: tuple[Event, ...]
) -> None:
    before, asked = after(knowledge, *begin)
    for text, key in ("下一步", "still-asked"), ("进度", "none-before-asked"):
        state, (says, *again) = after(knowledge, text, state=before)
        assert (state, says.text, again) == (before, say(knowledge, key), asked)
    state, _ = after(knowledge, *BEGUN, *begin, "下一步")
    assert state.waiting == before.waiting


@pytest.mark.parametrize(
    ("text", "asker"),
    [
        ("企业", Asker("enterprise")),
        ("腾讯云", Asker(provider="tencent")),
        ("用华为云的", Asker(provider="huawei")),
        ("阿里云轻量服务器", Asker(provider="aliyun")),
    ],
)
def test_who_names_the_applicant_or_the_cloud_before_a_filing_begins_has_it_remembered(
    knowledge: Knowledge, text: str, asker: Asker
) -> None:
    begin = (Pressed(encode(Flows())),) if asker.subject else BEGUN[:1]
    before, asked = after(knowledge, *begin)
    state, (_, *again) = after(knowledge, text, state=before)
    assert (state, again) == (replace(before, asker=asker), asked)


@pytest.mark.parametrize(
    ("text", "asker"),
    [
        *(
            (text, ("individual-business", "zhejiang"))
            for text in ("不对 是个体户", "不是公司 是个体户", "说错了，我们是个体户")
        ),
        *((text, ("enterprise", "jiangsu")) for text in ("浙江写错了 是江苏", "不对，是江苏的", "不是浙江 是江苏")),
        *((text, ("enterprise", "zhejiang")) for text in ("名称写错了 是五金", "不对 是域名没实名", "是个体户吗")),
    ],
)
def test_what_was_told_wrongly_of_oneself_is_set_right(knowledge: Knowledge, text: str, asker: tuple[str, str]) -> None:
    for asked in (), ("备案要多久",):
        told = after(knowledge, "我们是企业 在浙江", *asked, text)[0].asker
        assert (told.subject, told.province) == asker, asked


def test_that_it_was_approved_ends_the_questions(knowledge: Knowledge) -> None:
    for begin in BEGUN[:1], BEGUN[:2]:
        for text in "管局批了", "备案号下来了":
            state, (good,) = after(knowledge, *begin, text)
            assert (state.waiting, good.text) == ("", after(knowledge, text)[1][0].text), text


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


@pytest.mark.parametrize(
    ("begin", "texts", "same"),
    [
        (BEGUN[:1], ("不是个人", "不是", "是不是个人"), BEGUN[:1]),
        (BEGUN[:2], ("不是广东", "不是浙江的", "不在浙江", "不是个人"), BEGUN[:2]),
        (BEGUN[:2], ("不是企业",), BEGUN[:1]),
        (BEGUN[:3], ("不是浙江", "不在浙江", "不是个人", "不是"), BEGUN[:3]),
        (BEGUN[:3], ("不是广东", "不在广东"), BEGUN[:2]),
        (BEGUN[:3], ("不是广东是浙江", "是浙江不是广东", "不在广东，在杭州"), IN_ZHEJIANG),
        (RENAMED, ("不是广东",), RENAMED),
    ],
)
def test_what_is_denied_is_asked_again_and_not_taken_for_right(
    knowledge: Knowledge, begin: tuple[Event, ...], texts: tuple[str, ...], same: tuple[Event, ...]
) -> None:
    for text in texts:
        (state, screens), (expected, shown) = after(knowledge, *begin, text), after(knowledge, *same)
        assert (state, screens[-1:]) == (expected, shown), text


def test_who_denies_the_applicant_once_the_place_is_told_is_asked_for_the_applicant_alone(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN[:3], "不是企业")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("subject", None, "guangdong")


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


def test_who_wants_another_applicant_in_place_of_a_name_has_that_changed(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN[:3], "我要换成个人")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("name", "personal", "guangdong")


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


@pytest.mark.parametrize(
    ("text", "subject", "province"),
    [
        *(("我在浙江不是广东", "enterprise", "zhejiang"), ("换成浙江", "enterprise", "zhejiang")),
        *(("不是广东，是杭州", "enterprise", "zhejiang"), ("我的网站 1 改成浙江", "enterprise", "zhejiang")),
        *((text, "enterprise", "zhejiang") for text in ("省份搞错了应该是浙江", "我公司在杭州，刚才点错了")),
        *(
            (text, "enterprise", "zhejiang")
            for text in ("不对 我要在浙江备", "说错了 是浙江", "应该在杭州办", "记错了 浙江的")
        ),
        *((text, "personal", "guangdong") for text in ("我想用个人名义备", "打算以个人名义来办")),
        *(("换成个人", "personal", "guangdong"), ("我改主意了，用个人备案", "personal", "guangdong")),
    ],
)
def test_a_filing_under_way_is_by_another_applicant_or_elsewhere_once_that_is_sure(
    knowledge: Knowledge, text: str, subject: str, province: str
) -> None:
    before, _ = after(knowledge, *BEGUN)
    asked, screens = after(knowledge, text, state=before)
    assert asked.filings == before.filings
    assert buttons(screens) == [encode(Correct(1, subject, province)), encode(OpenStep(1, ""))]
    (changed,) = after(knowledge, "是的", state=asked)[0].filings
    assert (changed.subject, changed.province) == (subject, province)
    (still,) = after(knowledge, "不用", state=asked)[0].filings
    assert still == before.filings[0]


@pytest.mark.parametrize(
    ("first", "then", "subject", "province"),
    [
        ("选错了 是个体户", "省份也错了 是浙江", "individual-business", "zhejiang"),
        ("选错了，是浙江", "主体也选错了 个人", "personal", "zhejiang"),
        ("不是广东 是浙江", "换成杭州", "enterprise", "zhejiang"),
        ("不是广东 是浙江", "还是广东吧", "enterprise", "guangdong"),
    ],
)
def test_what_is_put_right_besides_leaves_what_was_put_right_before(
    knowledge: Knowledge, first: str, then: str, subject: str, province: str
) -> None:
    state, screens = after(knowledge, *BEGUN, first, then)
    right = encode(Correct(1, subject, province))
    assert buttons(screens)[:1] == [right] if province != "guangdong" else right not in buttons(screens)
    (filing,) = after(knowledge, "是的", state=state)[0].filings
    assert (filing.subject, filing.province) == (subject, province)


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        *((text, "tencent") for text in ("我用的是腾讯云 不是阿里云", "不是阿里云，是腾讯云", "接入商是腾讯云")),
        *((text, "") for text in ("我朋友用的是腾讯云", "腾讯云怎么填", "接入商是腾讯云吗")),
    ],
)
def test_with_which_cloud_is_told_of_a_filing_under_way_as_well(knowledge: Knowledge, text: str, provider: str) -> None:
    state, _ = after(knowledge, *BEGUN, text)
    assert (state.asker, state.showing) == (Asker(provider=provider), "first-check")


@pytest.mark.parametrize("text", ["选错省了", "省份选错了", "我想换个省", "主体选错了"])
def test_who_only_says_that_an_answer_was_wrong_is_asked_for_both(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, *BEGUN, text) == after(knowledge, *RESTATED)


@pytest.mark.parametrize(
    "text",
    [
        *("换成个人呢", "个人备案改成企业备案", "换成广东", "是企业", "在浙江要什么", "换成新站"),
        *("能在浙江备吗", "个人备案", "我要用公司名义备", "浙江备案"),
    ],
)
def test_what_asks_or_changes_nothing_of_a_filing_leaves_it_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *BEGUN)
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.showing) == (before.filings, "first-check")
    assert not any(data.startswith("J5") for data in buttons(screens))


@pytest.mark.parametrize(
    ("text", "subject", "province"),
    [
        *((text, "enterprise", "zhejiang") for text in ("换成浙江", "浙江", "杭州", "我的网站 1 改成浙江", "是浙江")),
        *((text, "personal", "guangdong") for text in ("换成个人", "我改主意了，用个人备案")),
    ],
)
def test_where_the_answers_are_asked_for_once_more_one_of_them_may_be_told(
    knowledge: Knowledge, text: str, subject: str, province: str
) -> None:
    state, _ = after(knowledge, *RESTATED, text)
    assert [(one.subject, one.province) for one in state.filings] == [(subject, province)]
    assert not state.waiting


def test_where_both_answers_are_asked_for_once_more_none_is_lost(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *RESTATED, "个人", "换成浙江")
    assert [(one.subject, one.province) for one in state.filings] == [("personal", "zhejiang")]
    same, screens = after(knowledge, *RESTATED, "广东")
    assert same.filings == after(knowledge, *RESTATED)[0].filings
    assert knowledge.ui["restated-same"] in screens[0].text


def test_a_correction_that_was_made_up_is_stale(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *BEGUN)
    for made_up in (
        Correct(1, "nobody", "guangdong"),
        Correct(1, "personal", "nowhere"),
        Correct(9, "personal", "hebei"),
    ):
        assert after(knowledge, Pressed(encode(made_up)), state=before)[0].filings == before.filings


MOVING = (Pressed(encode(Flows())), Pressed(encode(Choose("what", "move"))))
ELSEWHERE = (*MOVING, Pressed(encode(Choose("move", "other"))))


@pytest.mark.parametrize(
    ("begin", "text"),
    [(MOVING, "先解析过去还是先备案"), (ELSEWHERE, "阿里云服务器下周到期来得及吗"), (ELSEWHERE, "小程序要备案吗")],
)
def test_a_question_on_the_way_to_the_right_filing_is_answered_and_leads_to_no_other(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str
) -> None:
    before, asked = after(knowledge, *begin)
    state, screens = after(knowledge, text, state=before)
    assert replace(state.draft, passed=0) == before.draft
    assert screens[1:] == asked


def test_what_is_chosen_or_wished_on_the_way_leads_on(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *MOVING, "同一家，换机器或 IP")
    assert state.draft.picks[-1] == ("move", "same")
    state, _ = after(knowledge, *MOVING, "公司改名了")
    assert state.draft.picks == (("changed", "rename"),)
    assert after(knowledge, "帮我选") == after(knowledge, Pressed(encode(Flows())))


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


def test_what_comes_back_while_what_was_submitted_is_described_is_of_that(knowledge: Knowledge) -> None:
    before, screens = after(knowledge, *BEGUN[:3], "资料交了", "退回说照片不清晰")
    (filing,) = before.filings
    assert (filing.province, len(filing.attempts), before.loose, before.waiting) == ("guangdong", 1, (), "")
    assert say(knowledge, "named-for-now", name=filing.name) in [screen.text for screen in screens]
    for text in "管局退的", "昨天退的", "别人的", "怎么办", "我在开会":  # of the rejection, and no name
        (filing,) = after(knowledge, text, state=before)[0].filings
        assert (filing.name, len(filing.attempts)) == (before.filings[0].name, 1), text
