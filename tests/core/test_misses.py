"""What was not understood: what of it is kept, and when."""

from dataclasses import replace

import pytest

from bot.core import dialogue
from bot.core.actions import Browse, NoneOfThese, Rate, Read
from bot.core.button_data import decode, encode
from bot.core.events import Command, Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Button, Miss, Note, Screen, Toast, Turn
from bot.core.state import State
from bot.core.texts.misses import LONGEST_KEPT, NEAREST, keepable, missed
from bot.core.words import say
from tests.core.sample import NOW
from tests.core.talking import BEGUN, after

UNKNOWN = "今天天气怎么样"


def turn(state: State, event: Event, knowledge: Knowledge) -> tuple[State, Turn]:
    result = dialogue.respond(event, state, knowledge, NOW)
    return result.state, result


@pytest.mark.parametrize(
    ("text", "theme"), [("图片多大 jpg行么 pdf行么", "material"), ("帮我写首诗", None), (UNKNOWN, None)]
)
def test_where_it_may_be_ours_the_nearest_theme_is_shown(text: str, theme: str | None, knowledge: Knowledge) -> None:
    shown = [one.group for one in actions_of(turn(State(), said(text), knowledge)[1]) if isinstance(one, Browse)]
    assert shown == ([theme] if theme else [])


@pytest.mark.parametrize("text", ["推迟两天行不", "审核推迟两天", "网页白屏"])
def test_who_has_something_under_way_is_not_told_that_it_is_none_of_ours(text: str, knowledge: Knowledge) -> None:
    strange, ours = say(knowledge, "not-ours"), say(knowledge, "not-found")
    for told in (*BEGUN,), (*BEGUN[:2],), ("您的备案未通过审核：域名未实名认证",):
        texts = [screen.text for screen in after(knowledge, *told, text)[1]]
        assert (strange in texts, ours in texts) == (False, True), told
    assert after(knowledge, "晚上吃什么")[1][0].text == strange


def actions_of(result: Turn) -> list[object]:
    screens = [reply for reply in result.replies if isinstance(reply, Screen)]
    buttons: list[Button] = [button for screen in screens for row in screen.buttons for button in row]
    return [decode(button.data) for button in buttons]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("粤ICP备12345678号-1 查不到", "粤ICP备〔…〕号-1 查不到"),
        ("我的网站 https://a.example/b?c=d 打不开", "我的网站 〔…〕 打不开"),
        ("www.my-shop.com.cn为什么打不开", "〔…〕为什么打不开"),
        ("QQ 123 456 78 找我", "QQ 〔…〕 找我"),
        ("服务器 192.168.10.20\n怎么备案", "服务器 〔…〕 怎么备案"),
        (".com域名7天能备案吗", ".com域名7天能备案吗"),
        ("姓名张三 被封了", "姓名〔…〕 被封了"),
        ("法定代表人王五 变更了", "法定代表人〔…〕 变更了"),
        ("老板叫刘大力", "老板叫〔…〕"),
        ("微信号 abc12345 加我", "微信〔…〕 加我"),
        *((text, text) for text in ("负责人马上要换", "法人张嘴没拍好", "微信公众号 怎么备案", "我是程序员")),
    ],
)
def test_addresses_and_numbers_are_not_kept(text: str, kept: str) -> None:
    assert keepable(text) == kept


def test_only_so_much_of_it_is_kept_and_nothing_of_what_says_nothing() -> None:
    (miss,) = missed("备" * 5000, ["a", "b", "a", "c", "d", "e"])
    assert len(miss.text) == LONGEST_KEPT
    assert miss.near == ("a", "b", "c", "d")
    assert len(miss.near) == NEAREST
    assert missed("?!", []) == missed("〔电话〕", []) == missed("嗯", []) == ()
    assert missed("備案 要多久？", [])[0].key == missed("备案要多久", [])[0].key


def test_what_is_not_understood_is_a_miss(knowledge: Knowledge) -> None:
    state, result = turn(State(), said(UNKNOWN), knowledge)
    assert [miss.text for miss in result.misses] == [UNKNOWN]
    assert state.asked == ""
    _, result = turn(State(), said("备案要多久"), knowledge)
    assert result.misses == ()


def test_an_answer_to_a_typed_question_can_be_called_none(knowledge: Knowledge) -> None:
    state, result = turn(State(), said("备案一共要多久"), knowledge)
    assert Rate("time-total", "unhelpful") in actions_of(result)
    assert state.asked == "备案一共要多久"
    state, result = turn(state, Pressed(encode(Rate("time-total", "unhelpful"))), knowledge)
    assert isinstance(result.replies[0], Toast)
    assert result.notes == (Note("unhelpful", f"time-total@{knowledge.topics['time-total'].version}"),)
    (miss,) = result.misses
    assert (miss.text, miss.near[0]) == ("备案一共要多久", "time-total")
    assert Rate("time-total", "unhelpful") not in actions_of(result)
    _, result = turn(state, Pressed(encode(Rate("time-total", "unhelpful"))), knowledge)
    assert (result.notes, result.misses) == ((), ()), "once is enough"


def test_an_answer_that_was_no_help_has_three_reasons_each_counted_with_the_version_of_its_words(
    knowledge: Knowledge,
) -> None:
    topic = knowledge.topics["time-total"]
    asked, _ = turn(State(), said("备案一共要多久"), knowledge)
    state, result = turn(asked, Pressed(encode(Rate(topic.id, "unhelpful"))), knowledge)
    offered = [action for action in actions_of(result) if isinstance(action, Rate)]
    assert [(one.topic, one.verdict) for one in offered] == [(topic.id, why) for why in ("point", "unclear", "differs")]
    about = f"{topic.id}@{topic.version}"
    for one in offered:
        _, result = turn(state, Pressed(encode(one)), knowledge)
        assert result.notes == (Note(f"unhelpful-{one.verdict}", about),)
    _, result = turn(asked, Pressed(encode(Rate(topic.id, "helpful"))), knowledge)
    assert result.notes == (Note("helpful", about),)
    for made_up in (Rate("nothing", "helpful"), Rate(topic.id, "nothing")):
        assert turn(state, Pressed(encode(made_up)), knowledge)[1].notes == ()


def test_an_answer_that_was_judged_stays_and_once_is_enough(knowledge: Knowledge) -> None:
    blame, why, other, praise = (
        Pressed(encode(action))
        for action in (
            Rate("time-total", "unhelpful"),
            Rate("time-total", "differs"),
            Rate("time-total", "point"),
            Rate("time-total", "helpful"),
        )
    )
    for presses, kinds in (
        ((praise, praise, praise, blame, why), ["helpful"]),
        ((blame, blame, praise, why, other, why), ["unhelpful", "unhelpful-differs"]),
        ((why, blame), ["unhelpful-differs"]),
    ):
        state, result = turn(State(), said("个人备案一共要多久"), knowledge)
        (answer,) = [one for one in result.replies if isinstance(one, Screen)]
        text = answer.text
        counted = []
        for press in presses:
            state, result = turn(state, press, knowledge)
            counted += [note.kind for note in result.notes]
            (shown,) = [one for one in result.replies if isinstance(one, Screen)]
            assert shown.text.startswith(text)
            assert (knowledge.ui["why-unhelpful"] in shown.text) == (state.rated["time-total"] == "unhelpful")
        assert counted == kinds
        assert shown.text == text
        assert not any(isinstance(action, Rate) for action in actions_of(result))
        state, result = turn(state, said("个人备案一共要多久"), knowledge)
        assert Rate("time-total", "unhelpful") in actions_of(result), "it is another answer"


@pytest.mark.parametrize("verdict", [Rate("time-total", "helpful"), Rate("time-total", "unhelpful")])
@pytest.mark.parametrize("question", ["备案要多久", "备案要多久？个人能备案吗", "多久能批下来"])
def test_an_answer_that_was_judged_keeps_its_other_buttons(knowledge: Knowledge, question: str, verdict: Rate) -> None:
    state, result = turn(State(), said(question), knowledge)
    screens = (one for one in result.replies if isinstance(one, Screen))
    rows = next(one.buttons for one in screens if encode(verdict) in {key.data for row in one.buttons for key in row})
    _, result = turn(state, Pressed(encode(verdict)), knowledge)
    kept = [row for row in rows if encode(verdict) not in {key.data for key in row}]
    shown = result.replies[-1]
    assert isinstance(shown, Screen)
    assert list(shown.buttons[-len(kept) :]) == kept


def test_reading_on_in_the_same_answer_keeps_the_question(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案一共要多久"), knowledge)
    state, result = turn(state, Pressed(encode(Read("time-total"))), knowledge)
    assert state.asked
    assert Rate("time-total", "unhelpful") in actions_of(result)


@pytest.mark.parametrize("away", [Read("cost-filing"), Browse("time")])
def test_anything_else_forgets_the_question_and_what_is_browsed_cannot_be_called_none(
    away: Read | Browse, knowledge: Knowledge
) -> None:
    state, _ = turn(State(), said("备案一共要多久"), knowledge)
    state, result = turn(state, Pressed(encode(away)), knowledge)
    assert state.asked == ""
    assert not any(isinstance(action, Rate) for action in actions_of(result))


def test_none_of_the_choices_is_a_miss_of_the_question(knowledge: Knowledge) -> None:
    state = State(asked="备案那个东西怎么弄")
    state, result = turn(state, Pressed(encode(NoneOfThese())), knowledge)
    assert [miss.text for miss in result.misses] == ["备案那个东西怎么弄"]
    _, result = turn(state, Pressed(encode(NoneOfThese())), knowledge)
    assert result.misses == ()


def test_of_several_questions_only_the_one_that_was_answered_badly_is_a_miss(knowledge: Knowledge) -> None:
    state, result = turn(State(), said("备案要收费吗？注销备案要多久？"), knowledge)
    assert {Rate("cost-filing", "unhelpful"), Rate("time-cancel", "unhelpful")} <= set(actions_of(result))
    _, result = turn(state, Pressed(encode(Rate("time-cancel", "unhelpful"))), knowledge)
    assert [miss.text for miss in result.misses] == ["注销备案要多久?"]


def test_the_question_is_shown_in_mydata_and_gone_with_forget(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案一共要多久"), knowledge)
    after, result = turn(state, Command("mydata"), knowledge)
    assert after == state, "looking changes nothing"
    assert any(isinstance(one, Screen) and "备案一共要多久" in one.text for one in result.replies)
    _, result = turn(replace(state, asked=""), Command("mydata"), knowledge)
    assert not any(isinstance(one, Screen) and "刚才问的" in one.text for one in result.replies)


def test_a_made_up_topic_is_no_miss(knowledge: Knowledge) -> None:
    _, result = turn(State(asked="备案一共要多久"), Pressed(encode(Rate("nothing", "unhelpful"))), knowledge)
    assert result.misses == ()
    assert Miss not in map(type, result.notes)
