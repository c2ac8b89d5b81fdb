"""Which kind of filing is spoken of: a short question that names none is about that, and so is what one begins with."""

import pytest

from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from tests.core.talking import after, buttons


def begun_by(flow: str) -> tuple[Event, ...]:
    return tuple(map(Pressed, (f"n:{flow}", "s:enterprise", "p:shanghai", "a")))


@pytest.mark.parametrize(
    ("before", "text", "topic"),
    [
        ("公安备案怎么办", "会罚款吗", "police-penalty"),
        ("公安联网备案要做吗", "不弄要罚多少钱", "police-penalty"),
        ("公安备案怎么办", "要钱吗", "cost-filing"),
        ("公安备案还没做", "要钱吗", "cost-filing"),
        ("公安备案还没做", "要多久", "time-police"),
        ("公安备案还没做", "要什么材料", "police-materials"),
        ("公安备案还没做", "号挂哪里", "police-hang"),
        ("公安备案怎么办", "要去派出所吗", "police-how"),
        ("公司改名了备案怎么改", "会罚款吗", "change-deadline"),
        ("公司改名了备案怎么改", "要什么材料", "change-subject"),
        ("公司改名了备案怎么改", "期间网站要关吗", "faq-file-before-online"),
        ("app要备案", "会罚款吗", "app-penalty"),
        ("APP怎么备案", "要多久", "time-total"),
        ("鸿蒙APP备案", "要多久", "time-total"),
        ("小程序备案", "要多久", "time-total"),
        ("小程序怎么备案", "要多久", "time-total"),
        ("换接入商怎么弄", "要多久", "time-change"),
        ("想再加一个网站", "要多久", "time-total"),
        ("小程序被微信下架了说没备案", "还能恢复吗", "app-mini"),
        ("APP被下架了说没备案", "能恢复吗", "app-penalty"),
        ("网站被关了 说没备案", "还能恢复么", "reject-block-page"),
        ("备案注销了", "还能恢复吗", "after-number-cancelled"),
    ],
)
def test_a_question_that_names_no_kind_of_filing_is_about_the_one_spoken_of(
    before: str, text: str, topic: str, knowledge: Knowledge
) -> None:
    _, (screen, *_) = after(knowledge, before, text)
    assert knowledge.topics[topic].title in screen.text
    assert knowledge.ui["of-first-filing"][:10] not in screen.text


@pytest.mark.parametrize(
    ("flow", "text", "topic"),
    [
        ("police-filing", "会罚款吗", "police-penalty"),
        ("police-filing", "要什么材料", "police-materials"),
        ("police-filing", "要多久", "time-police"),
        ("change-subject", "要什么材料", "change-subject"),
        ("cancel-site", "域名过期了能注销吗", "cancel-site"),
        ("first-filing", "会罚款吗", "concept-penalty-unfiled"),
    ],
)
def test_in_a_filing_it_is_about_that(flow: str, text: str, topic: str, knowledge: Knowledge) -> None:
    _, (screen, *_) = after(knowledge, "公安备案怎么办", *begun_by(flow), text)
    assert knowledge.topics[topic].title in screen.text


@pytest.mark.parametrize(
    ("before", "text", "what", "way"),
    [
        ("想再加一个网站", "要准备什么", "新增网站", "n:add-service"),
        ("公安备案怎么办", "要刷脸吗", "公安备案", "n:police-filing"),
    ],
)
def test_what_answers_of_a_first_filing_alone_says_so(
    before: str, text: str, what: str, way: str, knowledge: Knowledge
) -> None:
    _, screens = after(knowledge, before, text)
    assert f"「{what}」" in screens[0].text.partition("\n")[0]
    assert way in buttons(screens)
    assert "n:first-filing" not in buttons(screens)


@pytest.mark.parametrize("before", [(), ("备案审核没通过",), ("小程序被停用了",)])
def test_what_nobody_said_to_be_cancelled_is_not_certainly_gone(before: tuple[str, ...], knowledge: Knowledge) -> None:
    _, (screen, *_) = after(knowledge, *before, "还能恢复吗")
    assert "不能恢复。" not in screen.text


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        (("公安备案怎么办", "域名怎么过户"), "domain-transfer-owner"),
        (("公安备案怎么办", "域名怎么过户", "要几天"), "time-realname-sync"),
        (("公司改名了备案怎么改", "短信收不到怎么办", "要多久"), "time-sms"),
        (("换负责人怎么变更", "网站要关吗"), "faq-file-before-online"),
        (("公安备案怎么办", "要刷脸吗", "会罚款吗"), "police-penalty"),
    ],
)
def test_what_is_clear_by_itself_or_by_what_was_read_stays_so(
    said: tuple[str, ...], topic: str, knowledge: Knowledge
) -> None:
    _, (screen, *_) = after(knowledge, *said)
    assert knowledge.topics[topic].title in screen.text
    assert knowledge.ui["of-first-filing"][:10] not in screen.text


def test_a_question_that_names_filing_speaks_of_that(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, "公安备案怎么办", "备案要多久", "要什么材料")
    assert knowledge.topics["material-enterprise"].title in screens[0].text
    assert "公安" not in screens[0].text.partition("\n")[0]


@pytest.mark.parametrize(
    ("said", "flow"),
    [
        (("网站负责人离职了怎么变更", "要刷脸吗"), "change-person"),
        (("公司改名了备案怎么改", "办公电话怎么填"), "change-subject"),
        (("公安备案怎么办", "会罚款吗"), "police-filing"),
        (("公安备案还没做", "要多久"), "police-filing"),
        (("APP怎么备案", "会罚款吗"), "app-filing"),
        (("想再加一个网站", "要刷脸吗"), "add-service"),
        (("我开美发店的 有个微信小程序 微信让我备案 咋整", "我没网站没域名也要吗"), "mini-program-filing"),
        (("公安备案怎么办", "备案要多久"), "first-filing"),
    ],
)
def test_what_is_begun_then_is_that(said: tuple[str, ...], flow: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *said, "开始")
    assert (state.waiting, state.draft.flow) == ("subject", flow)


@pytest.mark.parametrize("said", ["我想做网站 要备案吗", "我是香港公司 想喺大陸做網站 要備案嗎"])
def test_what_a_guess_is_about_is_not_spoken_of(said: str, knowledge: Knowledge) -> None:
    _, screens = after(knowledge, said, "冇大陸公司點算")
    assert knowledge.topics["app-overseas-developer"].button[-3:] in screens[0].text
    state, _ = after(knowledge, said, "冇大陸公司點算", "深圳租咗伺服器", "開始")
    assert (state.waiting, state.draft.flow) == ("subject", "first-filing")


def test_where_a_kind_of_filing_is_done_in_several_ways_it_is_asked_which(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "想注销备案", "要多久", "开始吧")
    assert (state.waiting, state.draft.question) == ("flow", "cancel")


def test_what_is_asked_besides_leaves_what_is_spoken_of(knowledge: Knowledge) -> None:
    for asked in ("域名也要改么",), ("域名也要改么", "不用吧 域名是公司的"):
        _, (screen, *_) = after(knowledge, "法人换了 备案要改吗", *asked, "交了")
        assert knowledge.flows["change-subject"].title in screen.text
    _, (screen, *_) = after(knowledge, "法人换了 备案要改吗", "怎么新增网站", "交了")
    assert knowledge.flows["add-service"].title in screen.text
