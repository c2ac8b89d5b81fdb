"""Words alone are explained where no answer has them as its own, and every card of the shipped content opens."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.actions import Action, Jump, Mend, NewFiling, Read, ReadConsole, ReadOrderState, ReadTerm, Rejected, Tell
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed, Said
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.replies import Screen, Toast
from bot.core.screens.glossary import AFTER_APPROVAL
from bot.core.screens.kept import AFTERWARDS
from bot.core.state import Asker, State
from bot.core.texts.reasons import UNEXPLAINED

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def shown(event: Event, knowledge: Knowledge) -> str:
    """The text of the first screen that answers."""
    screen = respond(event, State(), knowledge, NOW).replies[0]
    assert isinstance(screen, Screen)
    return screen.text


def test_every_word_alone_shows_its_card(knowledge: Knowledge) -> None:
    for term in knowledge.terms.values():
        for word in (term.term, *term.also):
            assert shown(Said(word), knowledge).startswith(f"**{term.term}**")
    for console in knowledge.consoles.values():
        for order_state in console.states:
            assert order_state.state in shown(Said(order_state.state), knowledge)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("管局审核中是啥意思", "管局审核中\n"),
        ("微信小程序管局审核中", "管局审核中（微信小程序）"),
        ("管局审核", "管局审核\n"),
        ("待管局审核", "待管局审核\n"),
        ("华为云待管局审核", "待管局审核（华为云）"),
        ("我的备案", "哪一家"),
    ],
)
def test_a_state_is_explained_by_the_command_as_by_itself(text: str, says: str, knowledge: Knowledge) -> None:
    told = plain(shown(Command("status", text), knowledge))
    assert says in told
    assert text == "我的备案" or plain(shown(Said(text), knowledge)) == told


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("进度条上写着：管局审核中", "管局审核中"),
        ("後台顯示備案狀態：管局審核中", "管局審核中"),
        ("页面提示待短信核验，啥意思？", "待短信核验"),
        ("短信核验中", "短信核验中"),
        ("系统里是等待初审审核，要多久", "等待初审"),
        ("现在的状态：资料待修改", "待修改"),
        ("待初审", "待初审"),
        ("后台是接入商审核中，到哪一步了", "接入商审核中"),
        ("待提交管局 轮到谁", "待提交管局"),
        ("已修改待审核，还能改吗", "已修改待审核"),
        ("状态显示管局审核中，已经五天了", "管局审核中"),
        ("小程序后台显示平台审核中", "平台审核中"),
        ("【腾讯云】您的备案订单状态已更新为：待提交管局", "待提交管局（腾讯云）"),
        ("当前进度：初审驳回", "初审驳回"),
        ("管局审核中\n2026-11-24 09:30:11", "管局审核中"),
    ],
)
def test_a_state_is_known_with_what_is_said_and_asked_around_it(text: str, state: str, knowledge: Knowledge) -> None:
    assert plain(shown(Said(text), knowledge)).startswith(f"{state}\n")


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("待提交", "待完善备案信息"),
        ("当前状态：已提交管局", "待管局审核"),
        ("平台初审", "平台审核中"),
        ("ICP备案成功", "已备案"),
    ],
)
def test_a_state_without_a_source_is_shown_by_the_nearest_and_said_so(
    text: str, nearest: str, knowledge: Knowledge
) -> None:
    first, card, *_ = plain(shown(Said(text), knowledge)).split("\n\n")
    assert "没有查到出处" in first
    assert nearest in first
    assert card.startswith(nearest)


@pytest.mark.parametrize(
    "text", ["备案完成了吗", "草稿没了", "待核验的人不在", "待提交的材料有哪些", "资料待完善怎么弄"]
)
def test_what_only_has_a_state_without_a_source_in_it_is_none(text: str, knowledge: Knowledge) -> None:
    assert "没有查到出处" not in shown(Said(text), knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "管局审核多久",
        "短信核验是什么意思",
        "显示待修改怎么改",
        "状态显示已备案 但网站打不开",
        "审核中",
        "初审",
        "管局审核中三天了",
        "管局审核的时候还能改吗",
    ],
)
def test_what_asks_more_than_its_card_tells_is_no_state(text: str, knowledge: Knowledge) -> None:
    assert "- 轮到" not in shown(Said(text), knowledge)


def test_where_consoles_differ_each_is_told_and_only_that_of_the_known_provider(knowledge: Knowledge) -> None:
    told = plain(shown(Said("待提交管局"), knowledge))
    assert "先撤回，再改（阿里云、华为云）；不能直接改，要放弃这个订单、重新填（腾讯云）" in told
    state = State(asker=Asker(provider="tencent"))
    (mine,) = respond(Said("待提交管局"), state, knowledge, NOW).replies
    assert isinstance(mine, Screen)
    assert plain(mine.text).startswith("待提交管局（腾讯云）")
    assert "先撤回" not in mine.text


def test_every_card_opens(knowledge: Knowledge) -> None:
    for term in knowledge.terms:
        assert knowledge.terms[term].means in shown(Pressed(encode(ReadTerm(term))), knowledge)
    for console in knowledge.consoles.values():
        assert console.name in shown(Pressed(encode(ReadConsole(console.id))), knowledge)
        for order_state in console.states:
            pressed = Pressed(encode(ReadOrderState(console.id, order_state.state)))
            assert order_state.means in shown(pressed, knowledge)


def test_who_names_what_is_to_be_done_may_begin_with_it(knowledge: Knowledge) -> None:
    named = {"首次备案": "first-filing", "新增网站": "add-service", "注销主体": "cancel-subject"}
    for word, flow in named.items():
        (screen,) = respond(Said(word), State(), knowledge, NOW).replies
        assert isinstance(screen, Screen)
        assert screen.buttons[0][0].data == encode(NewFiling(flow))


def test_an_answer_that_has_the_words_as_its_own_comes_first(knowledge: Knowledge) -> None:
    topic = replace(knowledge.topics["time-total"], asks=("服务码",))
    changed = replace(knowledge, topics={**knowledge.topics, topic.id: topic})
    assert not shown(Said("服务码"), changed).startswith("**备案服务号**")


@pytest.mark.parametrize(
    "action", [ReadTerm("x"), ReadConsole("x"), ReadOrderState("huawei", "x"), ReadOrderState("x", "x")]
)
def test_what_is_gone_is_stale(action: Action, knowledge: Knowledge) -> None:
    assert isinstance(respond(Pressed(encode(action)), State(), knowledge, NOW).replies[0], Toast)


@pytest.mark.parametrize("text", ["管局驳回了", "初审驳回", "待修改", "平台驳回"])
def test_a_state_that_is_a_refusal_leads_on_to_its_reasons(text: str, knowledge: Knowledge) -> None:
    data = buttons(State(), text, knowledge)
    assert data[:2] == [encode(Rejected()), encode(Mend(UNEXPLAINED))]


def test_a_state_that_is_an_approval_leads_on_to_what_comes_then(knowledge: Knowledge) -> None:
    afterwards = [encode(Read(topic)) for topic in AFTER_APPROVAL]
    assert buttons(State(), "备案成功了", knowledge)[:4] == [encode(NewFiling(AFTERWARDS)), *afterwards]
    begun = filing_at(knowledge, "first-authority")
    noted = [encode(Jump(1, "first-approved")), encode(Tell(1, "icp")), *afterwards]
    assert buttons(begun, "已备案", knowledge)[:5] == noted


@pytest.mark.parametrize("text", ["管局审核", "等待初审"])
def test_a_state_in_between_leads_nowhere(text: str, knowledge: Knowledge) -> None:
    assert encode(Rejected()) not in buttons(State(), text, knowledge)


def buttons(state: State, text: str, knowledge: Knowledge) -> list[str]:
    screen = respond(Said(text), state, knowledge, NOW).replies[0]
    assert isinstance(screen, Screen)
    return [button.data for row in screen.buttons for button in row]


def filing_at(knowledge: Knowledge, step: str) -> State:
    """Someone with a filing that is at this step."""
    state = State()
    for data in ("n:first-filing", "s:enterprise", "p:guangdong", "a", encode(Jump(1, step))):
        turn = respond(Pressed(data), state, knowledge, NOW)
        state = turn.state
    return state
