"""What people tell of themselves is remembered, and the answer on the screen is fitted to it."""

from dataclasses import replace

import pytest

from bot.core.actions import Choose, Flows
from bot.core.button_data import encode
from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from bot.core.state import Asker
from tests.core.talking import BEGUN, after


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
