"""Objections to the plan of a rejection, and what is said of a quoted part of it."""

import pytest

from bot.core.actions import Drop, OpenPlan, Read, TickFix
from bot.core.button_data import encode
from bot.core.events import Event, said
from bot.core.knowledge import Knowledge
from tests.core.talking import BEGUN, FIRST, REALNAME, THREE, after, at, buttons

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
def test_news_of_a_quoted_todo_ticks_it(knowledge: Knowledge, quoted: str, text: str, ticked: set[str]) -> None:
    before: tuple[tuple[Event | str, ...], ...] = ((THREE,), (THREE, "备案要多久"), (*BEGUN, THREE))
    for told in before:
        state, _ = after(knowledge, *told, said(text, quoted))
        assert set(state.loose[0].ticked) == ticked, told


@pytest.mark.parametrize("text", ["怎么弄", "要多久？", "在哪里办", "看不懂", "还没做", "具体怎么办"])
def test_a_question_about_a_quoted_todo_shows_it(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, THREE, said(text, LINE))
    assert buttons(screens) == [encode(TickFix(1, REALNAME, True)), encode(OpenPlan(1))]


def test_a_quoted_todo_can_be_explained_denied_or_unticked(knowledge: Knowledge) -> None:
    for text in ("为什么", "这条不对"):
        state, screens = after(knowledge, THREE, said(text, LINE))
        assert state.topic == "reject-domain-not-realname", text
        assert encode(Drop(1, state.topic)) in buttons(screens)
    state, _ = after(knowledge, THREE, said("做好了", LINE), said("没做", LINE))
    assert not state.loose[0].ticked


TRANSFER = "退回：域名不属于主体"
TWO = "退回：1、电话打不通；2、域名未实名"


@pytest.mark.parametrize(
    ("notice", "text", "says"),
    [
        (TRANSFER, "本来就在公司名下的", "look-over"),
        (TRANSFER, "域名一直都是我们公司的呀", "look-over"),
        ("退回：网站未关闭", "这个域名压根没解析过", "look-over"),
        *((TWO, text, "look-over") for text in ("我手机一直开着的", "电话一直都是通着的啊")),
        (TWO, "一直是好的呀", "reason-untrue-which"),
        *((TWO, text, "") for text in ("电话一直打不通", "一直在审核的", "我一直在阿里云买的", "电话一直是通的吗")),
    ],
)
def test_what_was_always_so_is_to_be_looked_over(knowledge: Knowledge, notice: str, text: str, says: str) -> None:
    before, _ = after(knowledge, notice)
    state, screens = after(knowledge, text, state=before)
    assert state.loose == before.loose
    told = [key for key in ("look-over", "reason-untrue-which") if screens[0].text == knowledge.ui[key]]
    assert told == ([says] if says else [])


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
    assert "不动就作废" in screens[0].text
    _, screens = after(knowledge, *expired[:-1], "初审退了 身份证过期，请于12月5日前修改", text)
    assert "12月5日" in screens[0].text
    _, screens = after(knowledge, *expired, "备案要多久", text)
    assert "不动就作废" not in screens[0].text


@pytest.mark.parametrize("text", ["阿里云说要先买服务器才能备案", "我还没提交，我就是担心公司没有关系到时候退回来"])
def test_what_others_demand_is_no_delay(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *at("first-provider-review"), "初审退了 身份证过期", text)
    assert "不动就作废" not in screens[0].text


@pytest.mark.parametrize("text", ["新证还在办 要十来天", "我回国才能换", "我先办着", "去办新的了 要等20天"])
def test_who_needs_a_while_is_told_to_keep_the_order(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, "退回：身份证过期", text)
    assert "原来的单子留着" in screens[0].text
    _, screens = after(knowledge, "退回：身份证过期", "都办好了", text)
    assert "原来的单子留着" not in screens[0].text
