"""What typed words ask of the plan of a rejection, and what they do to it: tick it, or note that it was submitted."""

import time
from datetime import timedelta

import pytest

from bot.core.actions import Action, Came, Drop, Follow, Grow, NewFiling, OpenPlan, OpenStep, Read, Resubmitted, TickFix
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed, said
from bot.core.filings.attempts import at_work
from bot.core.filings.plan import RECHECK
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State
from bot.core.texts.reckoning import FIRST_REVIEW
from bot.core.turns.planning import LAPSED
from bot.core.turns.resubmitting import CODE, SMS
from bot.core.workdays import local
from tests.core.sample import NOW
from tests.core.talking import BEGUN, PLAN, SUBMITTED, THREE, after, at, buttons


@pytest.mark.parametrize(
    "text",
    [
        "已经重新提交了",
        "已经提交过了",
        "我已经重新提交过了",
        "我已经重新提交了",
        "重新提交了",
        "改好了 我交上去了",
        "提交了",
        "我交了。",
        "好的，刚刚又交了",
        "已提交",
        "我哋已經重新遞交咗",
        "我已經重新交咗喇",
        "yijing tijiao le",
        "重新交啦",
        "重新交咯",
        "换好啦 又交了喽",
    ],
)
def test_who_says_that_a_mended_rejection_was_submitted_has_it_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *PLAN, text)
    assert state.loose[0].submitted == NOW


@pytest.mark.parametrize("text", ["域名实名弄好 重新提交了", "找客服问清楚，交上去了"])
def test_who_says_more_than_that_is_asked(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert at_work(state)
    assert buttons(screens) == [encode(Resubmitted(1)), encode(OpenPlan(1))]


def test_who_has_something_else_on_the_screen_is_asked(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *PLAN, *BEGUN, "重新提交了")
    assert at_work(state)
    assert encode(Resubmitted(1)) in buttons(screens)


@pytest.mark.parametrize(
    "text",
    [
        "提交了好几天没动静怎么办",
        "已经提交了还能改吗",
        "重新提交了又被退回了",
        "可以重新提交了",
        "重新提交",
        "重新提交以后要等多久",
        "提交了押金",
    ],
)
def test_who_asks_or_tells_something_else_submits_nothing(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert at_work(state)
    assert "重新交上去了吗" not in screens[0].text


def test_particles_that_can_be_cut_in_many_ways_take_no_time(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *PLAN)
    began = time.process_time()
    assert at_work(after(knowledge, "提交了" + "刚" * 34 + "几天", state=before)[0])
    assert time.process_time() - began < 1, "a pattern backtracks"


def test_without_a_plan_the_same_words_are_a_question(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "提交了")
    assert not state.loose
    assert encode(OpenPlan(1)) not in buttons(screens)


@pytest.mark.parametrize("text", ["通过了", "审核通过了", "备案号下来了"])
def test_who_had_it_approved_at_last_is_led_on(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert buttons(screens)[0] == encode(NewFiling("after-approval"))
    assert after(knowledge, *PLAN, text)[1][0] != screens[0]


FIRST, REALNAME, NAME = "registry-check", "domain-realname", "site-name"


@pytest.mark.parametrize(
    ("texts", "fix", "told"),
    [
        *(((text,), REALNAME, "3～5 个工作日") for text in ("第二条要多久", "第二个要几天")),
        *(((text,), REALNAME, "给域名实名") for text in ("第二件怎么弄", "怎么实名", "在哪实名")),
        *(((text,), FIRST, "公示系统") for text in ("然后呢", "接下来怎么办", "先做哪个", "先弄哪一条")),
        *(((text,), FIRST, "公示系统") for text in ("哪个先弄", "先搞哪样", "顺序有讲究吗", "要按顺序来吗")),
        *((("备案要多久", text), FIRST, "公示系统") for text in ("然后呢", "先做哪个")),
        *(((text,), FIRST, "公示系统") for text in ("怎么办", "咋整", "这可怎么解决", "what do i do", "zenmeban")),
        (("第一个做完了", "怎么弄"), REALNAME, "给域名实名"),
        (("第一个做完了", "然后呢"), REALNAME, "给域名实名"),
    ],
)
def test_of_what_is_to_be_done_a_part_is_told_alone(
    knowledge: Knowledge, texts: tuple[str, ...], fix: str, told: str
) -> None:
    _, screens = after(knowledge, THREE, *texts)
    assert told in screens[0].text
    assert buttons(screens) == [encode(TickFix(1, fix, True)), encode(OpenPlan(1))]


@pytest.mark.parametrize(
    ("read", "texts"),
    [
        ("备案要多久", ("还差啥", "还缺哪几样", "还有啥没弄", "剩下的是哪些", "剩下还有什么", "就差几件了")),
        ("第二条怎么弄", ("谁来弄", "这个谁去办", "由谁负责", "是我弄还是阿里云弄", "这些要我自己改吗")),
    ],
)
def test_what_is_left_and_who_does_it_is_told_by_the_plan(
    knowledge: Knowledge, read: str, texts: tuple[str, ...]
) -> None:
    for text in texts:
        state, screens = after(knowledge, THREE, read, text)
        assert screens == after(knowledge, Pressed(encode(OpenPlan(1))), state=state)[1]
        assert encode(OpenPlan(1)) not in buttons(after(knowledge, text)[1])


@pytest.mark.parametrize(
    "text",
    [
        *("这个要多久", "改这些要多久", "全部弄完要几天", "处理完大概得多长时间", "多久能弄好"),
        *("最快哪天能交", "可以交了吗", "可以只改一个先交吗", "能不能先改一条就交"),
    ],
)
def test_how_long_it_takes_until_all_is_done_is_told_by_thing(knowledge: Knowledge, text: str) -> None:
    for read in ((), ("第二条怎么弄",)):
        _, screens = after(knowledge, THREE, *read, text)
        assert "还有 **4** 件" in screens[0].text
        assert "给域名实名，⏳ 做完再等 3～5 个工作日" in screens[0].text
        assert "最早 **12月2日**" in screens[0].text
    _, screens = after(knowledge, "备案驳回：通信地址不详细", text)
    assert "当天就能交" in screens[0].text
    _, screens = after(knowledge, *PLAN, "做完了", text)
    assert "**12月2日** 再提交" in screens[0].text


def test_a_number_beyond_the_reasons_is_one_of_the_notice(knowledge: Knowledge) -> None:
    told = "公安备案退回：网站打不开；交互类型选错"
    assert encode(TickFix(1, "police-kind", True)) in buttons(after(knowledge, told, "第二条怎么选")[1])


def test_what_was_done_to_the_only_thing_needs_no_name(knowledge: Knowledge) -> None:
    for text in ("今天做了", "弄了", "刚实名"):
        assert set(after(knowledge, *PLAN, text)[0].loose[0].ticked) == {REALNAME}, text


def test_a_part_of_the_plan_is_the_plan_shown_last(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, THREE, "备案要多久", "哪个先弄", "都弄好了")
    assert set(state.loose[0].ticked) == {FIRST, REALNAME, "subject-name", NAME}


def test_what_is_chased_is_a_review_and_no_plan(knowledge: Knowledge) -> None:
    assert "件要做" not in after(knowledge, THREE, "能催吗")[1][0].text


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("第二个做完了", {REALNAME}),
        ("第二条弄好了", {REALNAME}),
        ("第一个还没弄，第二个弄好了", {REALNAME}),
        ("第二个弄好了，第三条也改好了", {REALNAME, NAME}),
        *((text, {REALNAME}) for text in ("域名实名办好了", "实名那个搞定了", "域名实名换好了", "实名改了")),
        *((text, {NAME}) for text in ("网站名称改了", "网站名字改好了", "名字改了", "站名已经改了")),
        ("都改好了", {FIRST, REALNAME, "subject-name", NAME}),
        *((text, {FIRST, REALNAME, "subject-name", NAME}) for text in ("三个都改好了", "四件改好了", "这几个都改好了")),
        *((text, {FIRST, REALNAME}) for text in ("前两个做完了", "前面两件都改好了")),
        ("前两条都改好了", {FIRST, REALNAME, "subject-name"}),
        *((text, {FIRST, REALNAME}) for text in ("1、2做完了", "①②好了", "1和2都改好了", "1-2做完了")),
        ("2做完了", {REALNAME}),
        *(
            (text, set[str]())
            for text in (
                *("做完了", "名称改好了", "名称改了", "备案做好了", "第九个做完了", "第二个做完了吗"),
                *("两个都改好了", "五个都改好了", "前九个都改好了", "0、1做完了"),
                *("改了一个 交了", "没改 交了", "改好了 没交"),
            )
        ),
        *(
            (text, {FIRST, REALNAME, "subject-name", NAME})
            for text in ("已改 已提交", "改好了，重新交了", "弄好了 交了", "按要求改完提交了", "都换好了又交了")
        ),
        ("实名改了 已提交", {REALNAME}),
    ],
)
def test_what_is_said_to_be_done_of_a_plan_is_ticked(knowledge: Knowledge, text: str, ticked: set[str]) -> None:
    state, _ = after(knowledge, THREE, text)
    assert set(state.loose[0].ticked) == ticked


@pytest.mark.parametrize(
    ("read", "text", "done"),
    [
        *((("备案要多久",), text, True) for text in ("改好了 重新提交了", "都弄完了又交了", "都改好了", "做完了")),
        *((("怎么注销主体",), text, True) for text in ("换好了 重新提交了", "都改好了 交了")),
        *((("怎么注销主体",), text, False) for text in ("做完了", "弄好了", "交了")),
    ],
)
def test_what_was_read_since_does_not_hide_that_all_was_mended(
    knowledge: Knowledge, read: tuple[str, ...], text: str, done: bool
) -> None:
    state, _ = after(knowledge, *PLAN, *read, text)
    assert bool(state.loose[0].ticked) == done


LINE, WHERE = "☐② 用备案证件给域名实名（你）", "📍 买域名的那家（注册商） › 实名认证"


@pytest.mark.parametrize(
    ("quoted", "text", "ticked"),
    [
        *(
            (LINE, text, {REALNAME})
            for text in ("做好了", "搞定", "✅", "这条已经弄完了", "OK了", "已处理", "解决了", "done")
        ),
        *((quoted, "办好了", {REALNAME}) for quoted in (WHERE, "用备案主体的那张证件做", "2. 域名未实名认证")),
        (f"☐① 查公示系统里的登记（你）\n\n{LINE}", "都好了", {FIRST, REALNAME}),
        ("☐① 查公示系统里的登记（你）", "查到了", {FIRST}),
        *((LINE, text, set[str]()) for text in ("👌", "好的", "收到", "谢谢", "还没弄好", "明天做", "做好了吗")),
        *((quoted, "做好了", set[str]()) for quoted in ("备案订单", "备案要多久", "📍")),
    ],
)
def test_what_is_said_of_a_quoted_part_of_a_plan_ticks_that(
    knowledge: Knowledge, quoted: str, text: str, ticked: set[str]
) -> None:
    before: tuple[tuple[Event | str, ...], ...] = ((THREE,), (THREE, "备案要多久"), (*BEGUN, THREE))
    for told in before:
        state, _ = after(knowledge, *told, said(text, quoted))
        assert set(state.loose[0].ticked) == ticked, told


@pytest.mark.parametrize("text", ["怎么弄", "要多久？", "在哪里办", "看不懂", "还没做", "具体怎么办"])
def test_what_is_asked_of_a_quoted_part_of_a_plan_is_told_of_that(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, THREE, said(text, LINE))
    assert buttons(screens) == [encode(TickFix(1, REALNAME, True)), encode(OpenPlan(1))]


def test_of_what_is_quoted_it_is_told_why_and_said_that_it_is_not_so_or_was_not_done(knowledge: Knowledge) -> None:
    for text in ("为什么", "这条不对"):
        state, screens = after(knowledge, THREE, said(text, LINE))
        assert state.topic == "reject-domain-not-realname", text
        assert encode(Drop(1, state.topic)) in buttons(screens)
    state, _ = after(knowledge, THREE, said("做好了", LINE), said("没做", LINE))
    assert not state.loose[0].ticked


PHOTO = "初审未通过，原因：1.网站名称与主办单位无关联；2.身份证照片不清晰"
INSPECTED = "经核查，备案网站存在以下问题：网站无法访问；备案号未悬挂。请于5个工作日内整改，逾期将注销备案。"
OPEN = "退回：备案期间网站可访问；电话无人接听"
HALF = "驳回：域名未实名；网站名称不合规"
PAPERS = "初审未通过，原因：1、身份证过期；2、授权书没盖章；3、照片模糊"


@pytest.mark.parametrize(
    ("told", "text", "ticked"),
    [
        *(
            ("初审退了 身份证过期", text, {"id-renew"})
            for text in ("身份证换好了", "换了", "新身份证办下来了", "证件换啦")
        ),
        *(
            (PAPERS, text, {"auth-letter"})
            for text in ("授权书盖章了", "授权书重新盖好章了", "把授权书传上去了", "授权书签好啦")
        ),
        ("初审未通过，原因：手机号重复", "手机号换了个新的", {"phone-swap"}),
        ("初审未通过，原因：域名未实名认证；通信地址不详细", "域名实名做了", {"domain-realname"}),
        ("初审未通过，原因：网站没备案就可以访问", "关了", {"dns-off"}),
        ("初审未通过，原因：网站没备案就可以访问", "网站先关掉了", {"dns-off"}),
        ("初审退了 名称和公司没关系", "改成永顺五金商行官网了", {"site-name"}),
        *(
            ("初审退了 名称和公司没关系", text, {"site-name"})
            for text in ("名字换成花艺了", "改名了", "已改名", "名字刚换", "又换名字了")
        ),
        ("初审未通过，原因：网站含违法内容", "删了", {"illegal-remove"}),
        ("初审未通过，原因：通信地址不详细；网站名称与主办单位无关", "地址写详细了", {"contact-address"}),
        *((PAPERS, text, {"id-photo"}) for text in ("照片重拍了", "重新拍了照片", "照片拍清楚了")),
        *((PHOTO, text, {"site-name"}) for text in ("换了网站名称", "名称改好了 照片明天拍", "名称换了，照片没弄")),
        (PHOTO, "名称改好了 照片也传了 备注晚点写", {"site-name", "id-photo"}),
        *((PAPERS, text, set[str]()) for text in ("传上去了", "都传了", "剩下几个", "还剩几样没做", "还差哪条没改")),
    ],
)
def test_what_was_done_of_a_plan_may_be_told_in_words_of_ones_own(
    knowledge: Knowledge, told: str, text: str, ticked: set[str]
) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), told, text)
    attempt = state.filings[0].attempts[0]
    assert set(attempt.ticked) == ticked
    assert screens[-1].text.startswith("**看出")


@pytest.mark.parametrize(
    ("told", "text", "ticked"),
    [
        *(
            (INSPECTED, text, {"site-up"})
            for text in (
                *(
                    "网站能打开了",
                    "现在网站可以访问了",
                    "网站恢复正常了",
                    "打得开了",
                    "网站修好了，能打开了",
                    "网站能开了",
                ),
                *("网站弄好了", "域名解析好了 能访问", "网站已经可以正常访问"),
                "網站可以打開了，備案號還沒弄",
            )
        ),
        *(
            (INSPECTED, text, {"number-show"})
            for text in (
                *("备案号挂上去了", "备案号显示出来了", "网站打开就能看到备案号了", "备案号已经弄好了 网站还没"),
                *("备案号加上去了", "备案号放好了", "备案号贴上去了"),
            )
        ),
        *((OPEN, text, {"dns-off"}) for text in ("网站已经关了 打不开了", "解析停了")),
        *((OPEN, text, {"phone-open"}) for text in ("电话打得通了", "手机能接通了", "电话开机了")),
        *(
            (HALF, text, {"domain-realname"})
            for text in ("1好了2没好", "第一个整好咯 第二个还在搞", "实名弄了 名字没弄", "已实名", "域名刚刚认证")
        ),
        *((HALF, text, set[str]()) for text in ("网站弄好了", "仲差边样", "域名换了")),
        *((INSPECTED, text, set[str]()) for text in ("网站打不开了", "网站关了", "网站改了", "备案号注销了")),
        (HALF, "都搞掂晒", {"domain-realname", "site-name"}),
    ],
)
def test_what_works_again_or_is_half_done_is_ticked_and_no_new_reason(
    knowledge: Knowledge, told: str, text: str, ticked: set[str]
) -> None:
    before, _ = after(knowledge, told)
    (attempt,) = after(knowledge, text, state=before)[0].loose
    assert (set(attempt.ticked), attempt.reasons) == (ticked, before.loose[0].reasons)


def test_what_is_possible_by_a_line_of_a_notice_is_a_reason(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案被退回了，原因：\n1、域名未实名认证", "2、网站备案期间可以访问")
    assert "reject-site-accessible" in state.loose[0].reasons


@pytest.mark.parametrize("told", ["经核查，备案网站未悬挂备案号，请整改", "管局通知：网站备案核查不合格，请整改"])
def test_what_sounds_like_another_reason_but_was_done_is_asked_about(knowledge: Knowledge, told: str) -> None:
    before, _ = after(knowledge, told)
    state, screens = after(knowledge, "现在网站能打开了", state=before)
    assert (state.loose, screens[0].text) == (before.loose, knowledge.ui["courtesy-done"])


@pytest.mark.parametrize(
    "text",
    [
        "服务器换了",
        "换了服务器",
        "换了公司名称",
        "法人换了",
        "客服换了",
        "换了",
        "身份证过期了",
        "传了没",
        "证件没换",
        "还没传上去",
        "急死了",
        "等了三天了",
        "钱退了",
        "公司注销了",
        "换了要多久",
        *("执照也过期了", "公司改名了", "改主意了", "选错了", "办不了", "先不做了"),
    ],
)
def test_what_tells_of_nothing_done_ticks_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), PAPERS, text)
    assert not state.filings[0].attempts[0].ticked


@pytest.mark.parametrize("read", ["备案要多久", "备注怎么写"])
def test_what_was_done_is_ticked_also_after_a_question(knowledge: Knowledge, read: str) -> None:
    told = "初审未通过，原因：1.授权书没盖章；2.网站备注未填写"
    reviewed = at("first-provider-review")
    state, _ = after(knowledge, *reviewed, told, read, "备注写了")
    (attempt,) = state.filings[0].attempts
    assert set(attempt.ticked) == {"remark"}
    assert len(attempt.reasons) == 2
    for text in ("换了", "照片传了", "域名换了", "域名实名了", "备案号挂了"):
        (attempt,) = after(knowledge, *reviewed, told, read, text)[0].filings[0].attempts
        assert (set(attempt.ticked), len(attempt.reasons)) == (set(), 2), text


def test_what_was_bought_is_not_what_was_to_be_done(knowledge: Knowledge) -> None:
    assert not after(knowledge, *PLAN, "买了一个.cn域名，为什么不能备案？")[0].loose[0].ticked


TRAINING = "初审未通过，原因：1.网站名称与主办单位无关联；2.涉及校外培训，请提供许可"
UNRELATED = "初审退了 名称和公司没关系"


@pytest.mark.parametrize(
    "text",
    ["名称不想改咋办", "不改名 传商标可以不", "能不能不改名字", "必须改名吗", "我们舍不得换名字", "网站名称一定要换吗"],
)
def test_who_does_not_want_to_do_something_is_told_what_to_do_instead(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *at("first-provider-review"), UNRELATED, text)
    assert buttons(screens) == [encode(TickFix(1, "name-proof", True)), encode(OpenPlan(1))]


@pytest.mark.parametrize(
    ("told", "text", "topic"),
    [
        ("初审退了 身份证过期", "一定要换证件吗", "reject-id-expired"),
        ("小程序备案驳回：小程序名称与主体经营范围不符", "能不能不改名", "reject-miniprogram-scope"),
        ("退回：域名未实名认证；电话无人接听", "电话那条不是我的 是他们打错了", "reject-phone-unreachable"),
        *((TRAINING, text, "reject-training") for text in ("第2条我们是卖文具的根本没有培训", "我们根本没做培训")),
        *(
            (UNRELATED, text, "reject-name-unrelated")
            for text in ("这条不对啊 我们没做这个", "不是这个原因", "原因不对")
        ),
    ],
)
def test_who_objects_to_a_reason_is_told_more_of_it_and_how_to_drop_it(
    knowledge: Knowledge, told: str, text: str, topic: str
) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), told, text)
    assert state.topic == topic
    assert encode(Drop(1, topic)) in buttons(screens)
    again, _ = after(knowledge, "这条不对啊", state=state)
    assert again.topic == topic


@pytest.mark.parametrize("text", ["能不能不写备注", "要不要写备注", "必须写备注吗"])
def test_what_is_asked_for_by_another_reason_is_told_alone(knowledge: Knowledge, text: str) -> None:
    told = "初审未通过，原因：1.授权书缺失；2.涉及校外培训，请提供许可"
    _, screens = after(knowledge, *at("first-provider-review"), told, text)
    assert buttons(screens) == [encode(TickFix(1, "remark", True)), encode(OpenPlan(1))]


def test_of_several_reasons_it_is_asked_which_one_is_not_so(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, TRAINING, "不是这个原因")
    assert screens[0].text == knowledge.ui["reason-untrue-which"]
    assert encode(Read("reject-training")) in buttons(screens)


@pytest.mark.parametrize("text", ["第2条还没改", "第二条没有改好", "没有商标", "没有", "我们没有授权书", "电话不通"])
def test_what_is_only_not_done_or_not_there_is_no_objection(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *at("first-provider-review"), TRAINING, text)
    assert not any(screen.text == knowledge.ui["reason-untrue"] for screen in screens)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "什么时候要改完",
            "有期限吗",
            "来不及改",
            "身份证要年底才能办下来",
            "新身份证还没办下来",
            "证件下个月才拿得到",
        ),
        *("公章要下周才能拿到", "证件明天拍", "等老板回来再办"),
    ],
)
def test_until_when_is_told_also_where_no_notice_says_so(knowledge: Knowledge, text: str) -> None:
    expired = (*at("first-provider-review"), "初审退了 身份证过期")
    _, screens = after(knowledge, *expired, text)
    assert "没写期限" in screens[0].text
    _, screens = after(knowledge, *expired[:-1], "初审退了 身份证过期，请于12月5日前修改", text)
    assert "12月5日" in screens[0].text
    _, screens = after(knowledge, *expired, "备案要多久", text)
    assert "没写期限" not in screens[0].text


@pytest.mark.parametrize("text", ["阿里云说要先买服务器才能备案", "我还没提交，我就是担心公司没有关系到时候退回来"])
def test_what_others_demand_is_no_delay(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *at("first-provider-review"), "初审退了 身份证过期", text)
    assert "没写期限" not in screens[0].text


@pytest.mark.parametrize(
    "done", [("第二个做完了",), ("第二条弄好了",), ("都改好了",), (Pressed(encode(TickFix(1, REALNAME, True))),)]
)
@pytest.mark.parametrize("again", ["第二个做完了", "第二条弄好了", Pressed(encode(TickFix(1, REALNAME, True)))])
def test_what_was_done_before_is_neither_told_nor_counted_once_more(
    knowledge: Knowledge, done: tuple[Event | str, ...], again: Event | str
) -> None:
    before, _ = after(knowledge, THREE, *done)
    turn = respond(said(again) if isinstance(again, str) else again, before, knowledge, NOW)
    assert turn.state
    assert (turn.notes, turn.state.loose) == ((), before.loose)
    *told, shown = turn.replies
    assert [shown] == after(knowledge, Pressed(encode(OpenPlan(1))), state=before)[1]
    assert ["之前就勾上了" in one.text for one in told if isinstance(one, Screen)] == [True] * isinstance(again, str)


NAMELESS = "退回：域名未实名认证"


@pytest.mark.parametrize(
    ("texts", "fix", "days"),
    [
        *(((NAMELESS, text), "domain-realname", 2) for text in ("前天就实名好了", "前天实名了", "实名好了 前天弄的")),
        *(
            ((NAMELESS, text), "domain-realname", 30)
            for text in (
                *("我早就实名了", "可是我实名过的啊", "之前就实名了", "明明实名过了", "我的是实名了的呀 怎么还退"),
                "早已经实名了",
            )
        ),
        (("退回：网站未关闭", "我早就关了"), "dns-off", 30),
        (("退回：网站未关闭", "网站关了，是昨天办的"), "dns-off", 1),
        (("被退了 域名没实名 我已经实名了",), "domain-realname", 0),
        (("退回：1、域名未实名认证；2、网站名称不规范。域名前天就实名好了",), "domain-realname", 2),
        (("退回说电话打不通 我已经开机了",), "phone-open", 0),
        *(((text,), "dns-off", 0) for text in ("退回：备案期间网站能访问，我现在关掉了", "退回：网站未关闭。已经关了")),
    ],
)
def test_what_was_done_before_is_ticked_as_of_then(
    knowledge: Knowledge, texts: tuple[str, ...], fix: str, days: int
) -> None:
    state, screens = after(knowledge, *texts)
    (attempt,) = state.loose
    assert {id: (local(NOW).date() - local(at).date()).days for id, at in attempt.ticked.items()} == {fix: days}
    assert not attempt.unclear
    assert any("再核对一遍" in one.text for one in screens) == (days > 0)


@pytest.mark.parametrize("text", ["上周就实名了", "我上个星期实名好了", "上个月就实名了啊"])
def test_what_was_done_last_week_or_month_was_at_the_latest_at_its_end(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, NAMELESS, text)
    (at,) = state.loose[0].ticked.values()
    today, day = local(NOW).date(), local(at).date()
    assert day == (today.replace(day=1) if "月" in text else today - timedelta(days=today.weekday())) - timedelta(
        days=1
    )


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("退回：名称与证件不一致。地址已经搬了", True),
        ("退回：域名已过户，请重新提交", False),
        ("退回：网站未关闭。我还没关", False),
    ],
)
def test_of_what_may_not_be_done_of_the_plan_nothing_is_ticked_or_lost(
    knowledge: Knowledge, text: str, unclear: bool
) -> None:
    (attempt,) = after(knowledge, text)[0].loose
    assert (attempt.ticked, bool(attempt.unclear)) == ({}, unclear)


LISTED = "初审未通过，原因：1.网站负责人身份证照片不清晰；2.网站名称与主办单位名称无关联；3.备案期间网站可访问。"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        *((text, {1: "⑤"}) for text in ("第一个改好了", "1做完了", "1、2做完了")),
        *((text, {3: "①"}) for text in ("第三个改好了", "3做完了")),
        ("1、3做完了", {1: "⑤", 3: "①"}),
    ],
)
def test_a_number_that_a_reason_and_another_thing_to_do_have_is_asked_about(
    knowledge: Knowledge, text: str, asked: dict[int, str]
) -> None:
    state, screens = after(knowledge, LISTED, "第二个怎么改", text)
    assert not state.loose[0].ticked
    *told, shown = screens
    assert [f"第 {place} 条原因" in one.text for place, one in zip(asked, told, strict=True)] == [True] * len(asked)
    for sign in asked.values():
        assert sign in shown.text


def test_what_is_named_by_its_own_title_is_ticked_alone(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案被退回了：网站名称与主办单位无关联", "网站名称改了")
    assert set(state.loose[0].ticked) == {NAME}, "its other things to do have the name in their reason only"


def test_where_it_is_open_what_was_done_the_plan_is_there_to_be_ticked(knowledge: Knowledge) -> None:
    for text in ("做完了", "名称改好了", "名称改了", "两个都改好了", "前九个都改好了", "执照换好了", "联系电话弄好了"):
        _, screens = after(knowledge, THREE, text)
        assert screens[0].text == knowledge.ui["courtesy-done"]
        assert encode(TickFix(1, REALNAME, True)) in buttons(screens)
    left, _ = after(knowledge, THREE, "前两个做完了", "剩下两个也做完了")
    assert set(left.loose[0].ticked) == {FIRST, REALNAME, "subject-name", NAME}
    only, _ = after(knowledge, *PLAN, "做完了")
    assert set(only.loose[0].ticked) == {REALNAME}, "there is nothing else that can be meant"


UNCLEAR = "退回：域名未实名认证；吉祥物一栏有误"


def test_who_mended_something_may_mean_what_was_not_recognised(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, UNCLEAR, "改好了")
    assert (state.loose[0].ticked, screens[0].text) == ({}, knowledge.ui["courtesy-done"])
    state, screens = after(knowledge, "实名弄好了", state=state)
    assert set(state.loose[0].ticked) == {REALNAME}
    assert "认出来的都做完了" in screens[-1].text


@pytest.mark.parametrize(
    ("told", "text", "topic"),
    [
        ("退回原因：授权书不合格", "授权书怎么写", "material-authorization-letter"),
        ("退回原因：备注有误", "备注填什么", "material-remark"),
    ],
)
def test_how_a_paper_is_written_is_told_with_examples(knowledge: Knowledge, told: str, text: str, topic: str) -> None:
    state, _ = after(knowledge, told, text)
    assert state.topic == topic


def test_what_only_sounds_like_a_thing_to_do_ticks_nothing(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "退回原因：网站打不开", "域名解析了")
    assert not state.loose[0].ticked


@pytest.mark.parametrize(
    ("told", "text", "fixes"),
    [
        *(
            ("您的备案未通过：证件住所与营业执照不一致", text, ["id-address"])
            for text in ("那地址怎么改", "去哪改地址", "地址怎麼改才對")
        ),
        *(
            ("驳回：负责人手机号与应急电话相同", text, ["phone-emergency"])
            for text in ("手机号怎么换", "在哪里改手机号")
        ),
        *(("您的备案未通过：网站名称为纯英文", text, ["site-name"]) for text in ("网站名称怎么改", "名字改成啥好")),
        ("您的备案未通过：主体负责人不是法定代表人", "法人怎么改", ["person-legal"]),
        ("您的备案未通过：主办单位名称与证件不一致", "公司名称怎么改", ["registry-check", "subject-name"]),
        *(("您的备案未通过：核验照片不合格", text, ["person-photo"]) for text in ("照片要怎么拍", "怎么重拍")),
        ("您的备案未通过：证件号码填写错误", "号码怎么改", ["subject-id"]),
        (THREE, "实名怎么弄", [REALNAME]),
    ],
)
def test_how_a_thing_is_mended_is_told_by_the_plan_that_has_it(
    knowledge: Knowledge, told: str, text: str, fixes: list[str]
) -> None:
    for read in ((), ("备案要多久",)):
        _, screens = after(knowledge, told, *read, text)
        assert buttons(screens) == [*(encode(TickFix(1, fix, True)) for fix in fixes), encode(OpenPlan(1))]


@pytest.mark.parametrize(
    "text", ["怎么换服务器", "网站名称怎么改", "备案号怎么挂", "域名怎么改", "公安备案怎么办", "手机号怎么查次数"]
)
def test_how_a_thing_is_changed_that_no_plan_has_is_a_question(knowledge: Knowledge, text: str) -> None:
    assert encode(TickFix(1, REALNAME, True)) not in buttons(after(knowledge, *PLAN, text)[1])


def test_what_comes_next_is_known_after_a_question_too(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "备案要多久", "然后呢")
    assert state.showing == "first-domain"
    state, screens = after(knowledge, THREE, "备案要多久", "还剩什么")
    assert encode(TickFix(1, REALNAME, True)) in buttons(screens)


NOTICE = "通知：经核查，贵公司网站未在首页标明备案编号，限7日内整改"


@pytest.mark.parametrize(
    "text",
    [
        *("还剩几天", "什么时候到期", "来不及了", "期限能延长吗", "我来不及改怎么办", "几号之前要改完", "哪天前得改好"),
        *("来得及吗", "现在改还来得及不"),
    ],
)
def test_who_asks_how_long_a_notice_gives_is_told_the_day(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, NOTICE, "备案要多久", text)
    assert "12月2日" in screens[0].text
    assert "还剩 7 天" in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    assert at_work(state)
    _, screens = after(knowledge, text)
    assert "12月2日" not in screens[0].text


@pytest.mark.parametrize(
    "text", ["逾期会怎样", "过期了会咋样", "不改会怎么样", "要是不理他们会有什么后果", "没按时改会罚款吗"]
)
def test_what_comes_of_doing_nothing_is_told_by_who_found_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, NOTICE, text)
    assert "12月2日" in screens[0].text
    assert state.topic == LAPSED["after"]
    assert after(knowledge, "公安备案退回：交互类型选错", text)[0].topic == LAPSED["police"]
    assert "没写期限" in after(knowledge, THREE, text)[1][0].text
    assert after(knowledge, NOTICE, "备案要多久", text)[1][0] != screens[0]


@pytest.mark.parametrize("text", ["改好了要回复他们吗", "弄完需要通知管局一声吗", "用不用告诉他们"])
def test_whether_somebody_is_to_be_told_is_told_by_the_plan(knowledge: Knowledge, text: str) -> None:
    assert buttons(after(knowledge, NOTICE, text)[1]) == [encode(TickFix(1, RECHECK, True)), encode(OpenPlan(1))]
    assert "都做完了再交" in after(knowledge, THREE, text)[1][0].text


DATED = (*PLAN, Pressed(encode(TickFix(1, REALNAME, True))))


@pytest.mark.parametrize("text", ["什么时候能重新提交", "几号能交？", "现在可以重新提交了吗", "要等到哪天"])
def test_who_asks_when_to_submit_again_is_told_the_day_of_the_plan(knowledge: Knowledge, text: str) -> None:
    for begin in (DATED, (*DATED, "备案要多久")):
        state, screens = after(knowledge, *begin, text)
        assert "12月2日" in screens[0].text
        assert at_work(state)
    assert "还有 **1** 件" in after(knowledge, *PLAN, text)[1][0].text
    assert "12月2日" not in after(knowledge, text)[1][0].text


@pytest.mark.parametrize(
    ("text", "is_early"),
    [
        *((text, True) for text in ("能不能先交", "先提交上去行吗", "没改完能交吗", "直接交会怎样", "不改就交可以不")),
        *((text, True) for text in ("改了一个先交行吗", "授权书还没签 先交行吗", "那我先交了再说 可以吗")),
        *((text, False) for text in ("可以先交钱吗", "授权书能不能先不交", "材料要先交给谁")),
    ],
)
def test_who_asks_to_submit_before_all_is_done_is_told_what_is_left(
    knowledge: Knowledge, text: str, is_early: bool
) -> None:
    _, screens = after(knowledge, *PLAN, text)
    assert ("还有 **1** 件" in screens[0].text) == is_early


APPROVED_BEFORE = (
    "你的备案变更申请被驳回：变更申请过多，上一笔变更没办完",
    "收到通知：网站未悬挂备案号，请于5日内整改",
)


@pytest.mark.parametrize(
    "text",
    [
        "换个域名行不行",
        "我想换个域名",
        "换个负责人行不行",
        "公司刚改名了",
        "身份证换新的了",
        "换个手机号行不行",
        "重新下单可以吗",
    ],
)
def test_what_came_back_and_was_never_approved_is_changed_in_its_order(knowledge: Knowledge, text: str) -> None:
    told = knowledge.ui["in-order"][:20]
    _, screens = after(knowledge, *PLAN, text)
    assert told in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    for before in ((), *((notice,) for notice in APPROVED_BEFORE)):
        assert told not in after(knowledge, *before, text)[1][0].text
    assert told not in after(knowledge, *PLAN, f"已经备案的，{text}")[1][0].text


@pytest.mark.parametrize(
    ("notice", "text", "noted"),
    [
        ("驳回：应急电话与手机号相同", "号码换了", True),
        ("驳回：身份证过期", "换了新身份证 传上去了", True),
        ("驳回：网站负责人照片不合格", "换了一张", True),
        ("驳回：服务内容选错", "换成单位门户网站了", True),
        ("驳回：域名未实名", "我换了个域名", True),
        ("驳回：营业执照不清晰", "执照换新的了", False),
        (THREE, "实名好了，名称还在想", False),
        (THREE, "只差名字没改", False),
        ("驳回：域名未实名", "交返上去", False),
        ("驳回：域名未实名", "我客户要换服务器", False),
        ("驳回：域名未实名", "朋友公司改名了", False),
        ("驳回：域名未实名", "客户情况：\n1、甲公司要换服务器\n2、乙公司改名了", False),
    ],
)
def test_what_is_done_or_of_others_is_not_told_to_be_filled_in_otherwise(
    knowledge: Knowledge, notice: str, text: str, noted: bool
) -> None:
    _, screens = after(knowledge, notice, text)
    shown = "".join(screen.text for screen in screens)
    assert knowledge.ui["in-order"][:20] not in shown
    assert (knowledge.ui["courtesy-done"][:8] in shown and encode(OpenPlan(1)) in buttons(screens)) == noted


@pytest.mark.parametrize(
    "text", ["什么时候出结果", "几时有结果", "大概几号能下来", "好久能过", "审了几天了", "现在怎么样了", "还要几天"]
)
def test_of_what_was_submitted_again_outside_a_filing_the_first_review_is_counted(
    knowledge: Knowledge, text: str
) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert "11月27日" in screens[0].text
    assert encode(Grow(1)) in buttons(screens)
    for begin in (PLAN, (*SUBMITTED, "公安备案怎么办")):
        assert encode(Grow(1)) not in buttons(after(knowledge, *begin, text)[1])


def test_the_day_from_which_a_plan_can_be_submitted_stands_in_the_progress(knowledge: Knowledge) -> None:
    assert "12月2日" in after(knowledge, *DATED, "进度")[1][0].text


@pytest.mark.parametrize("submits", ["我已经重新提交了", "重新提交了", Pressed(encode(Resubmitted(1)))])
@pytest.mark.parametrize(("begin", "told"), [(DATED, "12月2日"), (PLAN, "还有 1 件没勾")])
def test_who_submits_too_early_is_told_so(
    knowledge: Knowledge, submits: Event | str, begin: tuple[Event, ...], told: str
) -> None:
    state, screens = after(knowledge, *begin, submits)
    assert (state.loose[0].submitted, told in screens[0].text) == (NOW, True)
    assert at_work(after(knowledge, "还没交", state=state)[0])


def test_hours_that_run_at_the_step_on_the_screen_are_told_before_days(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, NOTICE, *at("first-sms"), Pressed(encode(Came(1, "first-sms"))), "还剩几天")
    assert "11月26日" in screens[0].text
    assert "12月2日" in screens[1].text


def test_a_plan_of_no_filing_stands_in_the_progress(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, NOTICE, "进度")
    assert "12月2日" in screens[0].text
    assert knowledge.ui["progress-none"] not in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    _, screens = after(knowledge, *BEGUN, NOTICE, "进度")
    assert {encode(OpenPlan(1)), encode(OpenStep(1, ""))} <= set(buttons(screens))


def test_what_was_submitted_again_stands_in_the_progress_while_its_result_is_to_come(knowledge: Knowledge) -> None:
    submitted, _ = after(knowledge, *SUBMITTED)

    def progress(days: int, state: State = submitted) -> Screen:
        turn = respond(Command("progress"), state, knowledge, NOW + timedelta(days=days))
        return next(reply for reply in turn.replies if isinstance(reply, Screen))

    for days, told in ((0, "11月25日已经重新提交，等结果就好。"), (5, "今天是第 **3** 个工作日")):
        assert told in progress(days).text
        assert encode(OpenPlan(1)) in buttons([progress(days)])
    assert progress(40).text.startswith(knowledge.ui["progress-none"]), "nobody waits so long"
    with_filing, _ = after(knowledge, *BEGUN, state=submitted)
    assert {encode(OpenPlan(1)), encode(OpenStep(1, ""))} <= set(buttons([progress(1, with_filing)]))
    inspected, _ = after(knowledge, NOTICE, "已经申请复查了", Pressed(encode(Resubmitted(1))))
    assert progress(1, inspected).text.startswith(knowledge.ui["progress-none"]), "it may have passed already"


@pytest.mark.parametrize(
    "text",
    [
        "现在到哪一步",
        "进展如何",
        "我的备案审到哪里了呀",
        "卡在哪了",
        "有几个在等",
        "現在是什麼狀態",
        "过了没",
        "管局过了吗",
    ],
)
def test_who_asks_how_far_it_is_is_told_of_what_is_kept(knowledge: Knowledge, text: str) -> None:
    assert encode(OpenPlan(1)) in buttons(after(knowledge, *SUBMITTED, text)[1])
    assert knowledge.ui["progress-none"] not in after(knowledge, text)[1][0].text


def test_who_asks_for_news_of_a_filing_that_is_not_kept_here_is_told_where_to_look(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, "有消息吗")
    assert screens[0].text.startswith(knowledge.ui["progress-none"])
    assert encode(Read("faq-progress-query")) in buttons(screens)


@pytest.mark.parametrize("text", ["上次是什么原因", "这是第几次退了", "我总共被退几次", "上次为啥退的"])
def test_who_asks_what_came_back_before_is_told_of_the_record(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert screens == after(knowledge, *SUBMITTED, Command("history"))[1]


def test_what_is_told_of_a_second_look_is_noted(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, NOTICE, *BEGUN, "已经申请复查了")
    assert buttons(screens)[0] == encode(Resubmitted(1))
    assert "申请复查" in screens[0].text
    for asked in (NOTICE, "备案要多久"), (NOTICE, "已经申请复查了", "备案要多久"):
        state, screens = after(knowledge, *asked, "复查通过了")
        assert state.loose[0].submitted == NOW
        assert "复查过了就好" in screens[0].text


REVIEWED = ("初审未通过，原因：域名未实名认证", "改好了 重新交了")


@pytest.mark.parametrize(
    ("events", "text", "about", "follow"),
    [
        *(((), text, FIRST_REVIEW, Follow("review", "")) for text in ("提交了", "我已经提交了", "订单交上去了")),
        *(
            ((), text, FIRST_REVIEW, Follow("review", ""))
            for text in ("提交了备案申请", "刚交完备案", "备案交好了", "订单已提交，接下来呢")
        ),
        *(
            ((), text, SMS, Follow("sms", ""))
            for text in ("初审过了", "微信那边说过了", "阿里云初审通过了", "小程序平台审过了", "接入商审核过了")
        ),
        *(((), text, CODE, Follow("sms", "")) for text in ("短信收到了", "短信来了 今早9点", "收到验证码了")),
        *((REVIEWED, text, SMS, Grow(1)) for text in ("初审过了", "过了", "腾讯云那边过了")),
        (REVIEWED, "短信收到了", CODE, Grow(1)),
    ],
)
def test_who_tells_how_far_it_is_without_a_filing_is_told_what_comes_next_and_may_begin_one(
    knowledge: Knowledge, events: tuple[str, ...], text: str, about: str, follow: Action
) -> None:
    state, screens = after(knowledge, *events, text)
    assert state.topic == about
    assert buttons(screens)[0] == encode(follow)


@pytest.mark.parametrize(
    "text", ["我11月1号交的", "11月10号提交的", "交了两个星期了", "都等了20天了", "等了快一个月还没动静"]
)
def test_of_what_was_submitted_long_ago_it_is_told_until_when_it_takes(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    assert state.topic == "time-authority"
    assert "最晚" in screens[0].text
    assert buttons(screens)[0] == encode(Follow("review", ""))
    for told in ("公安备案要多久", text), ("昨天交的",), ("服务器买了一个月了",):
        assert "最晚" not in after(knowledge, *told)[1][0].text, told


@pytest.mark.parametrize(
    ("asked", "says", "follow", "step"),
    [
        ("怎么注销主体", "接下来等短信", Follow("sms", "cancel-subject"), "cau-submit"),
        ("怎么注销网站", "接下来等短信", Follow("sms", "cancel-site"), "cas-submit"),
        ("公安备案怎么办", "网安", Follow("review", "police-filing"), "pol-review"),
        ("取消接入怎么弄", "不再给你接入", Follow("review", "cancel-access"), "cac-done"),
        ("注销备案", "哪一种", Follow("review", ""), ""),
    ],
)
def test_what_was_submitted_of_another_kind_than_a_first_filing_goes_on_as_that(
    knowledge: Knowledge, asked: str, says: str, follow: Follow, step: str
) -> None:
    state, screens = after(knowledge, asked, "提交了")
    assert says in screens[0].text
    assert buttons(screens)[0] == encode(follow)
    if step:
        begun = (Pressed(encode(follow)), "公司 广东", "甲站")
        assert after(knowledge, *begun, state=state)[0].showing == step


@pytest.mark.parametrize(
    ("events", "text"),
    [
        *(((), text) for text in ("过了", "收到了", "提交了吗", "公安过了", "审核过了")),
        *((REVIEWED, text) for text in ("管局过了", "备案通过了")),
        (("管局退回：域名未实名认证", "重新交了"), "过了"),
    ],
)
def test_who_tells_of_the_end_or_leaves_open_what_passed_is_sent_to_no_text_message(
    knowledge: Knowledge, events: tuple[str, ...], text: str
) -> None:
    assert after(knowledge, *events, text)[0].topic not in (FIRST_REVIEW, SMS, CODE)


@pytest.mark.parametrize(
    "text", ["备案号下来了", "终于办成了！！备案号收到了", "都弄好了 拿到号了", "备案成功了", "备案批下来了，接下来呢"]
)
def test_who_tells_that_it_is_approved_without_a_filing_is_told_what_is_to_be_done(
    knowledge: Knowledge, text: str
) -> None:
    state, (screen,) = after(knowledge, text)
    assert "三件事" in screen.text
    assert encode(NewFiling("after-approval")) in buttons([screen])
    _, (where,) = after(knowledge, "挂在哪", state=state)
    assert knowledge.topics["after-hang-number"].title in where.text


@pytest.mark.parametrize("text", ["备案成功", "备案号下来了吗", "备案号没下来"])
def test_who_asks_whether_or_names_that_it_is_approved_is_not_congratulated(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert not any("三件事" in screen.text and "🎉" in screen.text for screen in screens)


@pytest.mark.parametrize("text", ["照片删了", "照片找到了", "名称问了", "照片打印了"])
def test_what_was_done_to_a_thing_but_is_not_what_is_to_be_done_ticks_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), PHOTO, text)
    assert state.filings[0].attempts[0].ticked == {}


@pytest.mark.parametrize(
    ("told", "first", "passed"),
    [
        ("域名未实名；照片模糊", "实名提交了", "实名通过了"),
        ("域名未实名；照片模糊", "实名交上去了 还在审", "实名审核过了"),
        ("域名未实名", "实名认证审核中", "实名批下来了"),
        ("域名持有者不一致", "过户申请交了", "过户通过了"),
        ("域名持有者不一致", "过户还在办", "过户办好了"),
    ],
)
def test_what_others_decide_is_no_resubmission_and_ticked_once_they_agree(
    knowledge: Knowledge, told: str, first: str, passed: str
) -> None:
    before, _ = after(knowledge, f"驳回：{told}")
    handed_in, screens = after(knowledge, first, state=before)
    assert "还没通过" in screens[0].text
    assert (handed_in.loose, handed_in.question) == (before.loose, ())
    state, _ = after(knowledge, passed, state=handed_in)
    assert len(state.loose[0].ticked) == 1
    assert state.loose[0].submitted is None


@pytest.mark.parametrize("text", ["备案提交了", "订单提交了", "提交了"])
def test_what_is_submitted_to_who_reviews_it_is_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, "驳回：域名未实名", text)
    assert state.loose[0].submitted


@pytest.mark.parametrize("text", ["在吗", "你好"])
def test_who_greets_with_a_plan_open_is_told_where_they_stopped(knowledge: Knowledge, text: str) -> None:
    told = (*PLAN, "算了不弄了")
    _, screens = after(knowledge, *told, text)
    assert "上次停在「域名未实名认证」，还有 **1** 件" in screens[0].text
    assert buttons(screens)[0] == encode(OpenPlan(1))
    _, screens = after(knowledge, *PLAN, "实名好了", text)
    assert "就差重新提交" in screens[0].text
    assert "上次停在" not in after(knowledge, text)[1][0].text


@pytest.mark.parametrize("text", ["还是弄吧", "我回来了", "昨天那个继续", "接着弄", "刚才那个", "昨天说到哪了"])
def test_who_comes_back_is_shown_what_is_under_way(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *PLAN, "算了不弄了", text)
    assert encode(OpenPlan(1)) in buttons(screens)
    assert screens == after(knowledge, *PLAN, Command("progress"))[1]


@pytest.mark.parametrize(
    "text", ["又退了第三回了 烦死", "三次了 次次都退", "退了三次了 到底要怎样", "又给我退回来了 烦死了"]
)
def test_who_is_cross_that_it_came_back_once_more_is_asked_for_the_reason(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *PLAN, text)
    assert (state.waiting, len(state.loose)) == ("rejection", 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("你们到底要我改啥子", "用备案证件给域名实名"),
        ("到底要我改什么", "用备案证件给域名实名"),
        ("到底哪里不对", "怎么改"),
        ("哪里不清楚了", "怎么改"),
        ("什么地方不合格啊", "怎么改"),
    ],
)
def test_who_is_cross_at_a_plan_is_told_what_is_in_it(knowledge: Knowledge, text: str, shown: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert shown in screens[0].text
    assert state.topic in ("", "reject-domain-not-realname")


def test_what_was_submitted_again_is_put_off_as_well(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SUBMITTED, "拉倒吧 不备了")
    assert "做过的都还在" in screens[0].text
    assert state.loose[0].submitted


@pytest.mark.parametrize("text", ["打电话问谁", "打电话给谁", "打电话催谁", "找谁问", "该问谁"])
def test_whom_one_may_call_is_told(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *PLAN, text)
    assert knowledge.topics["faq-contact-lines"].title in screens[0].text
