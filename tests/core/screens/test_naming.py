"""What is told of a name for a site, and what asks for that once names were spoken of."""

import pytest

from bot.core import dialogue
from bot.core.actions import Action, CheckName, Mend, Read
from bot.core.button_data import encode
from bot.core.events import Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.rules import FieldName
from bot.core.screens import naming
from bot.core.state import Asker, State, dump_state
from bot.core.texts import site_names
from tests.core.sample import NOW
from tests.core.talking import PLAN, after, buttons


def turn(state: State, event: Event, knowledge: Knowledge) -> tuple[State, Turn]:
    result = dialogue.respond(event, state, knowledge, NOW)
    return result.state, result


def texts(result: Turn) -> str:
    return "\n".join(reply.text for reply in result.replies if isinstance(reply, Screen))


def leads_to_a_check(action: Action, knowledge: Knowledge) -> bool:
    _, result = turn(State(), Pressed(encode(action)), knowledge)
    screens = (reply for reply in result.replies if isinstance(reply, Screen))
    return any(button.data == encode(CheckName()) for screen in screens for row in screen.buttons for button in row)


def test_where_names_were_spoken_of_a_name_alone_is_asked_about(knowledge: Knowledge) -> None:
    for text in ("那永兴木器呢", "那填永兴木器呢", "那用永兴木器呢", "我叫永兴木器可以用吗"):
        assert site_names.name_asked_about(knowledge, text, about_names=True) == "永兴木器"
    assert site_names.name_asked_about(knowledge, "那叫 明说代码", about_names=True) == "明说代码"
    for text in ("那企业呢", "老子道德经网站要宗教许可吗", "好的 谢谢", "那叫别人办呢"):
        assert site_names.name_asked_about(knowledge, text, about_names=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        *("我叫朋友搭的网站能备吗", "叫别人做的网站能备案吗", "奶茶的网站能备吗", "我叫老王茶铺的网站被退了"),
        *("老板娘当负责人行不行", "会计当法人可以吗", "财务做网站负责人行不行", "老板娘的手机号行吗"),
        *("域名用xyz行不", "服务器用香港的行不", "网站改成英文行不行", "邮箱改成qq行吗", "法人换成我老婆行吗"),
        *("3做完了", "第九个做完了", "名字改好了", "永兴木器改好了", "好的 谢谢"),
        *("那我把评论功能关了", "弄好了", "搞完了", "叫我同事办", "叫我爸填吧", "叫了两回车", "同事说收到了一个快递的"),
        *("广东严吗", "新疆难吗", "浙江快不快", "北京慢吗", "广东查得严吗", "上海好过吗", "个体户难吗"),
    ],
)
def test_where_names_were_spoken_of_not_everything_is_a_name(text: str, knowledge: Knowledge) -> None:
    assert site_names.name_asked_about(knowledge, text, about_names=True) == ""


@pytest.mark.parametrize(
    ("flow", "text", "field"),
    [
        *(
            ("app-filing", text, "app-name")
            for text in ("名字改成小算盘记账行吗", "换个名字 叫小算盘记账", "就叫小算盘记账吧")
        ),
        ("first-filing", "我的APP叫小算盘记账行吗", "app-name"),
        ("app-filing", "网站名字叫小算盘记账行吗", "site-name"),
        ("first-filing", "名字改成小算盘记账行吗", "site-name"),
        *(
            ("first-filing", text, "mini-name")
            for text in ("小程序叫 花间小筑 能过吗", "我的小程序名字叫花间小筑可以吗")
        ),
        ("mini-program-filing", "名字改成小算盘记账行吗", "mini-name"),
        ("mini-program-filing", "我的APP叫小算盘记账行吗", "app-name"),
    ],
)
def test_a_name_is_looked_at_as_that_of_what_it_is(
    knowledge: Knowledge, flow: str, text: str, field: FieldName
) -> None:
    begun = tuple(map(Pressed, (f"n:{flow}", "s:enterprise", "p:sichuan", "a")))
    _, screens = after(knowledge, *begun, "有名字的要求吗", text)
    headings = {"app-name": "当 APP 名称", "mini-name": "当小程序名称", "site-name": "当网站名称"}
    assert headings[field] in screens[0].text
    offered = {kind for kind, topic in naming.ABOUT.items() if encode(Read(topic)) in buttons(screens[:1])}
    assert offered == {field} - {"site-name"}


def test_who_asked_about_the_name_of_a_mini_program_asks_about_the_next_one_likewise(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, "微信小程序要备案吗", "叫 花间小筑 能过吗", "那叫 中国鲜花 呢")
    assert "当小程序名称" in screens[0].text
    assert "只给国家级单位用" in screens[0].text


def test_what_the_rules_say_is_told_for_whom_and_where_it_is_known_or_said(knowledge: Knowledge) -> None:
    state = State(asker=Asker(subject="enterprise", province="guangdong"))
    known = naming.name_screen(knowledge, state, "阿芳烘焙论坛").text
    assert "企业，广东" in known
    assert "「论坛」" in known
    assert "个人不能办" not in known
    said_so = naming.name_screen(knowledge, State(), "阿芳烘焙论坛", "我是个人，在浙江，叫阿芳烘焙论坛行吗").text
    assert "个人，浙江" in said_so
    assert "个人不能办" in said_so
    anybody = naming.name_screen(knowledge, State(), "阿芳烘焙论坛").text
    assert "（个人）「论坛」" in anybody
    assert "（单位）「论坛」" in anybody


def test_who_decides_is_said_whatever_was_found(knowledge: Knowledge) -> None:
    for name in ("永兴木器", "中国木器"):
        text = naming.name_screen(knowledge, State(), name).text
        assert "由接入商和管局定" in text
        assert "依据：" in text


def test_a_name_is_asked_for_and_forgotten(knowledge: Knowledge) -> None:
    state, _ = turn(State(), Pressed(encode(CheckName())), knowledge)
    assert state.waiting == "site-name"
    for text in ("个体户，广东，永兴木器", "永兴木器厂", "那永兴家具呢"):
        state, result = turn(state, said(text), knowledge)
        assert "当网站名称" in texts(result)
        assert "永兴" not in dump_state(state)
        assert not result.misses


def test_a_question_is_answered_though_a_name_was_asked_for(knowledge: Knowledge) -> None:
    asked, _ = turn(State(), Pressed(encode(CheckName())), knowledge)
    for text in ("备案要多久", "域名没有实名认证", "公司改名了", "不知道"):
        state, result = turn(asked, said(text), knowledge)
        assert "当网站名称" not in texts(result)
        assert state.waiting == ""


def test_who_still_thinks_about_a_name_sent_none(knowledge: Knowledge) -> None:
    asked, _ = turn(State(), Pressed(encode(CheckName())), knowledge)
    for text in ("我想想", "是的", "提交了", "太难了", "好，就用这个"):
        _, result = turn(asked, said(text), knowledge)
        assert "当网站名称" not in texts(result)


def test_topics_on_names_and_plans_for_them_lead_to_it(knowledge: Knowledge) -> None:
    for action in (Read("naming-general"), Read("reject-name-format"), Mend("reject-name-forbidden")):
        assert leads_to_a_check(action, knowledge)
    for action in (Read("time-total"), Mend("reject-domain-not-realname")):
        assert not leads_to_a_check(action, knowledge)


def test_a_notice_that_gives_a_name_is_a_notice(knowledge: Knowledge) -> None:
    _, result = turn(State(), said("网站名称叫永兴木器，与主办单位无关联，请修改后重新提交"), knowledge)
    assert "当网站名称" not in texts(result)


@pytest.mark.parametrize("text", ["改成 永兴木器 行吗", "换成永兴木器可以不", "永兴木器 可以吗"])
def test_with_another_name_wanted_the_name_alone_is_enough(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, "驳回：网站名称不合规", text)
    assert screens[0].text.startswith("**「永兴木器」当网站名称")


@pytest.mark.parametrize("text", ["改永兴日记", "换永兴日记吧", "名字改叫永兴日记"])
def test_with_another_name_wanted_it_may_be_told_in_place_of_the_old_one(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, "驳回：网站名称不合规", text)
    assert screens[0].text.startswith("**「永兴日记」当网站名称")


@pytest.mark.parametrize(
    "text",
    [
        "算了不叫博客了",
        "算了，不叫这个了",
        "换一个名字",
        "那就换个名字吧",
        "重新起个名字",
        "不用这个名了",
        "不取这个名了",
    ],
)
def test_with_another_name_wanted_who_drops_the_old_one_is_asked_for_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, "驳回：网站名称不合规", text)
    assert (state.waiting, screens[0].text) == ("site-name", knowledge.ui["ask-site-name"].rstrip("\n"))
    assert after(knowledge, *PLAN, text)[0].waiting == ""


@pytest.mark.parametrize(
    "text",
    [
        "名字换了",
        "不想换名字",
        "不用备案了",
        "别叫我改名字了",
        "不用这个域名了",
        "不叫他改了",
        "不取名字了",
        "改备注",
        "不叫这个行吗",
    ],
)
def test_who_tells_something_else_of_it_is_asked_for_no_name(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, "驳回：网站名称不合规", text)[0].waiting == ""


@pytest.mark.parametrize("text", ["都弄妥了", "全部妥了", "搞好一个了", "就剩名字了", "就差电话了", "都弄妥啦"])
def test_with_another_name_wanted_what_was_done_is_none(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, "驳回：域名未实名；网站名称不合规", text)
    assert "当网站名称" not in screens[0].text


@pytest.mark.parametrize("asked", ["改成 永兴木器 行吗", "叫 永兴木器 行吗"])
def test_a_name_that_was_looked_at_leaves_the_plan_to_be_ticked(knowledge: Knowledge, asked: str) -> None:
    state, _ = after(knowledge, "驳回：网站名称不合规", asked)
    assert "「顺达汽修」" in after(knowledge, "那顺达汽修呢", state=state)[1][0].text
    assert after(knowledge, "改好了", state=state)[1][0].text.startswith("✅ 勾上了")


@pytest.mark.parametrize(
    ("told", "text", "heading"),
    [
        *(
            ("驳回：个人网站名称涉及企业", text, "「青木小记」当网站名称（个人）")
            for text in ("改成 青木小记", "我名字叫「青木小记」 哪里企业了", "新名字 叫青木小记 可以吗")
        ),
        ("驳回：网站名称不合规", "改成 青木小记 行吗", "「青木小记」当网站名称（还不知道"),
        ("驳回：APP名称不合格", "名字改成 青木记账", "「青木记账」当 APP 名称"),
        ("驳回：小程序名称与经营范围不符", "名字改成 青木记账", "「青木记账」当小程序名称"),
    ],
)
def test_a_new_name_is_judged_for_whom_and_for_what_the_old_one_came_back(
    knowledge: Knowledge, told: str, text: str, heading: str
) -> None:
    state, screens = after(knowledge, told, text)
    assert heading in screens[0].text.replace("*", "")
    assert not state.asker.subject


@pytest.mark.parametrize(("text", "name"), [("照片也重拍了", ""), ("改成 青木笔记 了", "青木笔记")])
def test_what_something_else_was_done_to_is_no_name(knowledge: Knowledge, text: str, name: str) -> None:
    _, screens = after(knowledge, "青木小记 当网站名称行吗", text)
    assert (f"「{name}」" in screens[0].text) == bool(name)
    assert ("当网站名称" in screens[0].text) == bool(name)


@pytest.mark.parametrize("text", ["网站名称：不规范", "网站名称：含有敏感词"])
def test_what_a_reviewer_writes_of_a_name_is_none(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert state.topic.startswith("reject-name")
