"""Whether a name for a site is all right: which texts ask that, and what is told."""

import time

import pytest

from bot.core import dialogue
from bot.core.actions import Action, CheckName, Mend, Read
from bot.core.button_data import encode
from bot.core.events import Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("永兴木器这个名字行不行", "永兴木器"),
        ("叫永兴商行行不行", "永兴商行"),
        ("叫永兴商行得行不", "永兴商行"),
        ("网站想叫永兴木器", "永兴木器"),
        ("顺德永兴木器厂 得唔得", "顺德永兴木器厂"),
        ("永兴木器 四个字了都不给过", "永兴木器"),
        ("请问网站名称用「周末赶海日记」能过吗？", "周末赶海日记"),
        ("个体户，店名叫永兴木器，网站也叫永兴木器行吗", "永兴木器"),
        ("永兴木器做网站名称有没有问题", "永兴木器"),
        ("我们打算叫永兴商行", "永兴商行"),
        ("改叫永兴木器行不行", "永兴木器"),
        *((text, "永兴木器") for text in ("名字写的是 永兴木器", "我名字填的是 永兴木器", "名字叫做永兴木器 行不")),
        *((text, "永兴木器") for text in ("我的网站名字是 永兴木器", "网站名：永兴木器", "名字我写的是 永兴木器")),
        ("网站叫 永兴木器 行吗 我是个体户", "永兴木器"),
        ("换个名字 永兴木器 行吗", "永兴木器"),
        ("网站名填 永兴木器 可以吗", "永兴木器"),
        ("帮我睇下 永兴茶餐厅官网 呢个名得唔得", "永兴茶餐厅官网"),
        ("我店叫 永兴木器店 名字填永兴木器店行吗", "永兴木器店"),
        ("我们店叫永兴木器，网站名可以叫永兴木器吗", "永兴木器"),
        ("我店叫顺德区永兴木器商行 叫永兴木器可以不", "永兴木器"),
        ("我家的APP名称就改成永兴社区行不行", "永兴社区"),
        ("用友软件这个名字行吗", "用友软件"),
        ("那就叫永兴木器行吗", "永兴木器"),
        ("不行的话 永兴木器店 可以吗", "永兴木器店"),
        ("如果不能用的话 永兴木器店行吗", "永兴木器店"),
        ("改成 永兴木器店 行不", "永兴木器店"),
        ("那我改成顺德永兴木器店行不", "顺德永兴木器店"),
        ("好的 那就用顺德五金 行不行", "顺德五金"),
        ("嗯 那我就用永兴木器店行不", "永兴木器店"),
        ("行 那就叫永兴木器 可以不", "永兴木器"),
        ("打算改成永兴木器店行吗", "永兴木器店"),
        ("名字改成永兴木器行吗", "永兴木器"),
        ("小程序名字叫 永兴社区 行吗", "永兴社区"),
        ("我的小程序想叫永兴社区", "永兴社区"),
        ("APP叫永兴社区可以吗", "永兴社区"),
        ("小程序开发笔记这个名字行吗", "小程序开发笔记"),
        ("好邻居便利店行吗", "好邻居便利店"),
        ("宝宝改名馆行吗", "宝宝改名馆"),
        ("我叫老王茶铺的网站能备吗", "老王茶铺"),
        ("叫改成永兴木器行不行", "永兴木器"),
        *(
            (text, "五金店")
            for text in ("换个名字 叫五金店", "换个名字，叫五金店", "换一个名字就叫五金店吧", "改个名叫五金店")
        ),
        ("重新起个名字，叫老王修车铺行吗", "老王修车铺"),
        *((text, "顺达五金") for text in ("那我写顺达五金行不行", "那写顺达五金可以吗")),
        ("网站叫老王修车铺 个体户 广东 行吗", "老王修车铺"),
        *(("名字用 小李博客 行不行", "小李博客"), ("小明的技术博客 这个名字行吗", "小明的技术博客")),
        *(
            ("网站叫小李的博客可以吗", "小李的博客"),
            ("叫「技术分享」能过吗", "技术分享"),
            ("叫 明说代码 行吗", "明说代码"),
        ),
        *(("博客取名“阿梨的手账”过得了吗", "阿梨的手账"), ("站名写“阿福修车”会被退吗", "阿福修车")),
        *(("能叫“荆州美食”吗，我就一个普通人", "荆州美食"), ("不让叫“中华鹦鹉网”", "中华鹦鹉网")),
        ("店名“拾光里”当网站名够不够", "拾光里"),
        *(("网站叫wz之家行吗", "wz之家"), ("名字叫“拾光里”但是公司叫“大河”可以吗", "拾光里")),
    ],
)
def test_a_text_may_ask_about_a_name(text: str, name: str, knowledge: Knowledge) -> None:
    assert site_names.name_asked_about(knowledge, as_content(text, knowledge), about_names=False) == name


@pytest.mark.parametrize(
    "text",
    [
        "网站名称用英文可以吗",
        "公司简称做网站名称行不行",
        "名字太短可以吗",
        "三个字的名字行吗",
        "个人网站能叫工作室吗",
        "网站名称叫什么好",
        *("名字是不是要三个字", "网站名是公司名行吗", "名称填的是公司全称 行吗", "网站名称写的不对"),
        *("我想叫人代办行吗", "叫客服改可以吗"),
        "分公司可以吗",
        "境外服务器 行不行",
        "那企业呢",
        "永兴木器能备案吗",
        "永兴木器",
        "那永兴木器呢",
        "那跨境公司行吗",
        *("我叫王伟", "我叫王伟 想备个论坛", "我在长沙上班 打算做个博客", "我是护士想建个日记"),
        "换个名字行吗",
        "网站名能用拼音吗",
        "公司改名成永顺商贸要紧吗",
        "公司名变更为永顺商贸有限公司了",
        *("网站名能用博客吗", "个人网站可以叫论坛吗", "博客行吗", "这个名字行吗", "公司这个名字行吗"),
        *("第三个 叫永兴木器 退的是授权书没盖章", "网站叫永兴木器店 昨天提交了", "APP叫永兴木器，说跟执照对不上"),
        *(
            "那一栏叫“备注”可以不填吗",
            "页面上那个叫“服务内容”的怎么填",
            "站名“阿福修车”被退了",
            "起名字想破头，个人站叫什么好",
            *(f"{who}叫“阿福”可以吗" for who in ("老板", "客户", "法人")),
        ),
        *("写博客可以吗", "我写读书笔记行吗", "备注写读书笔记行吗"),
        *("改成个人行吗", "那改成公司行吗", "改成别的行吗", "小程序换个名字行吗", "APP改名字可以吗"),
    ],
)
def test_what_is_asked_about_names_at_large_or_about_something_else_is_no_name(text: str, knowledge: Knowledge) -> None:
    assert site_names.name_asked_about(knowledge, text, about_names=False) == ""


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
    "text", ["北京永兴行吗", "广东小食铺行吗", "老板娘厨房行不行", "会计之家行吗", "难得一见行吗", "老爸的厨房行吗"]
)
def test_a_name_may_begin_with_a_place_or_a_person(text: str, knowledge: Knowledge) -> None:
    assert site_names.name_asked_about(knowledge, text, about_names=True) == text.partition("行")[0]


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


def test_words_that_can_be_cut_in_many_ways_take_no_time(knowledge: Knowledge) -> None:
    began = time.process_time()
    for _ in range(20):
        assert site_names.name_asked_about(knowledge, "还不行吗" * 9 + "永兴", about_names=False) == ""
        assert site_names.name_sent(knowledge, "永兴 " * 1365) == ""
    assert time.process_time() - began < 0.3


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
