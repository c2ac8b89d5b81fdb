"""Which name a text asks about, and texts that ask about none."""

import time

import pytest

from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.texts import site_names


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
        *((text, "老王修车铺") for text in ("名字我想叫老王修车铺行不行", "网站名字我打算叫老王修车铺可以不")),
        ("我想起名叫老王修车铺行不行", "老王修车铺"),
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


@pytest.mark.parametrize(
    "text", ["北京永兴行吗", "广东小食铺行吗", "老板娘厨房行不行", "会计之家行吗", "难得一见行吗", "老爸的厨房行吗"]
)
def test_a_name_may_begin_with_a_place_or_a_person(text: str, knowledge: Knowledge) -> None:
    assert site_names.name_asked_about(knowledge, text, about_names=True) == text.partition("行")[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("就是说回陕西办对吧", ""),
        ("你的意思是得换掉对吗", ""),
        ("那就叫永兴随笔 对吧", "永兴随笔"),
        ("永兴配对行不行", "永兴配对"),
    ],
)
def test_what_somebody_wants_confirmed_is_no_name(text: str, name: str, knowledge: Knowledge) -> None:
    assert site_names.name_asked_about(knowledge, text, about_names=True) == name


def test_words_that_can_be_cut_in_many_ways_take_no_time(knowledge: Knowledge) -> None:
    began = time.process_time()
    for _ in range(20):
        assert site_names.name_asked_about(knowledge, "还不行吗" * 9 + "永兴", about_names=False) == ""
        assert site_names.name_sent(knowledge, "永兴 " * 1365) == ""
    assert time.process_time() - began < 0.3
