"""The way to the right filing: questions answered by buttons or in own words."""

from dataclasses import replace

import pytest

from bot.core.actions import Action, AllFlows, AskRoute, Choose, Flows, NewFiling
from bot.core.button_data import encode
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.state import Asker, Draft
from bot.core.words import say
from tests.core.talking import ASKED_WHERE, ASKED_WHO, BEGUN, CHOOSING, after, buttons


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


A_SHOP = ("我是个体户", "我在广东")
NEW = Pressed(encode(NewFiling("first-filing")))
TO_WHOM = (
    Pressed(encode(AskRoute(""))),
    *(Pressed(encode(Choose(*one))) for one in (("what", "site"), ("server", "none"))),
)
NEVER = (*TO_WHOM, Pressed(encode(Choose("filed", "never"))))


@pytest.mark.parametrize(
    ("said", "to", "waiting", "told"),
    [
        (A_SHOP, (NEW,), "name", "照你以前说过的：个体工商户，广东"),
        (A_SHOP, NEVER, "flow", "照你以前说过的：个体工商户"),
        (A_SHOP, (*NEVER, NEW), "name", "照你以前说过的：个体工商户，广东"),
        (A_SHOP, (*NEVER, Pressed(encode(AskRoute("who")))), "flow", ""),
        (A_SHOP, (NEW, "🔁 改主体、省份"), "subject", ""),
        (A_SHOP[:1], (NEW,), "province", "照你以前说过的：个体工商户"),
        (A_SHOP[1:], (NEW,), "subject", ""),
        (("我是个人", "我在广东"), (*NEVER, Pressed(encode(Choose("address", "elsewhere"))), NEW), "province", ""),
        (("我是个人",), (Pressed(encode(NewFiling("migrate-subject"))),), "subject", ""),
        (A_SHOP, (*BEGUN, NEW), "subject", ""),
    ],
)
def test_who_has_said_as_whom_and_where_is_not_asked_but_shown_it(
    knowledge: Knowledge, said: tuple[str, ...], to: tuple[Event | str, ...], waiting: str, told: str
) -> None:
    state, [screen] = after(knowledge, *said, *to)
    assert state.waiting == waiting
    assert plain(screen.text).count("照你以前说过的") == bool(told)
    assert told in plain(screen.text)


def test_what_is_told_with_an_answer_is_not_asked_again(knowledge: Knowledge) -> None:
    assert after(knowledge, *ASKED_WHERE, "腾讯云 广州的")[0].asker.provider == "tencent"
    state, _ = after(knowledge, *ASKED_WHO, "公司，广东的", "就这个")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("name", "enterprise", "guangdong")
    state, _ = after(knowledge, *ASKED_WHERE, "在广州", "没备过", "公司的", "就这个")
    assert (state.waiting, state.draft.province) == ("province", "")
    assert after(knowledge, *ASKED_WHO, "不是公司")[0].asker == Asker()


@pytest.mark.parametrize("text", ["是", "好的", "行", "对，就这个", "可以", "嗯", "没错", "ok", "要", "办", "就这个吧"])
def test_what_was_found_is_begun_by_a_yes(knowledge: Knowledge, text: str) -> None:
    found, _ = after(knowledge, *ASKED_WHO, "公司的")
    assert after(knowledge, text, state=found) == after(knowledge, NEW, state=found)


def test_what_was_found_is_not_begun_by_a_no_or_a_question(knowledge: Knowledge) -> None:
    found, shown = after(knowledge, *ASKED_WHO, "公司的")
    for text in "不是", "不要", "不是这个":
        assert after(knowledge, text, state=found) == after(knowledge, Pressed(encode(AllFlows())), state=found)
    for text in "好，要多久", "要吗", "谢谢", "行不行", "那是不是", "好不好":
        state, screens = after(knowledge, text, state=found)
        assert (state.waiting, screens[-1:]) == ("flow", shown), text
    assert after(knowledge, "选错了", state=found)[0].draft.question == "who"


def test_a_place_at_the_server_is_one_on_the_mainland_and_where_the_person_is_no_answer(knowledge: Knowledge) -> None:
    for text in "深圳", "在杭州":
        state, screens = after(knowledge, *ASKED_WHERE, text)
        assert (state.draft.question, state.asker.province) == ("filed", "")
        assert screens[0].text == say(knowledge, "server-in", place=text[-2:])
    for text in "阿里云杭州", "服务器北京的":
        assert [one.text for one in after(knowledge, *ASKED_WHERE, text)[1]] == [screens[-1].text]
    for text in "我在深圳", "我人在杭州":
        state, screens = after(knowledge, *ASKED_WHERE, text)
        assert (state.draft.question, bool(state.asker.province)) == ("server", True)
        assert encode(Choose("server", "mainland")) in buttons(screens[-1:])


def test_who_says_only_that_something_was_filed_is_asked_what(knowledge: Knowledge) -> None:
    asked, (question,) = after(knowledge, *ASKED_WHERE, "国内的")
    for text in "好像备过", "以前备过案":
        state, screens = after(knowledge, text, state=asked)
        assert (state.draft, [one.text for one in screens]) == (
            asked.draft,
            [say(knowledge, "filed-which"), question.text],
        )
    for text in "公司好像备过吗", "朋友备过", "没备过":
        _, screens = after(knowledge, text, state=asked)
        assert screens[0].text != say(knowledge, "filed-which")


def test_a_question_that_goes_unanswered_is_asked_no_more(knowledge: Knowledge) -> None:
    asked, (question,) = after(knowledge, *ASKED_WHERE)
    state, screens = after(knowledge, "要多久", "域名买好了也实名了", state=asked)
    assert (state.draft.question, screens[-1]) == ("server", question)
    answered, _ = after(knowledge, "国内的", state=state)
    assert (answered.draft.question, answered.draft.passed) == ("filed", 0)
    left, screens = after(knowledge, "要花钱吗", state=state)
    assert (left.waiting, left.draft) == ("", Draft())
    assert buttons(screens)[-1] == encode(AskRoute("server"))
    assert len(after(knowledge, "要花钱吗", state=left)[1]) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("朋友的公司在福建，想备案", "客户是公司 浙江的 要备案", "公司网站备案要多久 浙江", "公司 浙江 被退回了"),
        *("浙江的公司想在广东备案", "公司网站想用个人名义备案 浙江", "服务器在浙江 想备案", "公司备案通过了 浙江"),
        *("浙江 公司", "公司备案", "永利 公司 浙江", "记一个 永利 公司 浙江"),
    ],
)
def test_what_is_told_of_others_or_asked_is_not_remembered(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, text)[0].asker == Asker()


def test_names_alone_tell_who_asks_before_it_is_chosen_what_is_filed(knowledge: Knowledge) -> None:
    for begin in CHOOSING, (*CHOOSING, Pressed(encode(AllFlows()))):
        asked, _ = after(knowledge, *begin)
        state, screens = after(knowledge, "个人 北京 百度云", state=asked)
        assert (state.asker, len(screens)) == (Asker("personal", province="beijing"), 2)
        named, _ = after(knowledge, "企业首次备案 广东", state=asked)
        assert (named.waiting, named.draft.subject, named.draft.province) == ("name", "enterprise", "guangdong")
    assert after(knowledge, "永利是公司 广东的", state=asked)[0].asker == Asker(), "that is told of somebody"
    assert after(knowledge, *ASKED_WHERE, "公司")[0].draft.question == "server", "no part of a button"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        *((text, Choose("what", "site")) for text in ("网站", "第一次办", "网站 第一次")),
        *((text, AskRoute("")) for text in ("不知道", "说不准", "你选")),
        *((text, NewFiling("first-filing")) for text in ("首次", "首次备案")),
    ],
)
def test_what_is_filed_is_answered_before_its_first_question_is_asked(
    knowledge: Knowledge, text: str, same: Action
) -> None:
    for begin in CHOOSING, (*CHOOSING, Pressed(encode(AllFlows()))):
        asked, _ = after(knowledge, *begin)
        assert after(knowledge, text, state=asked) == after(knowledge, Pressed(encode(same)), state=asked)


@pytest.mark.parametrize("text", ["域名实名改好了", "注销好了", "负责人换好了"])
def test_what_is_done_is_not_wanted_any_more(knowledge: Knowledge, text: str) -> None:
    for question in "changed", "cancelled":
        begin = Pressed(encode(AskRoute(question)))
        (before, asked), (state, screens) = after(knowledge, begin), after(knowledge, begin, text)
        assert (state.draft.picks, screens[-1:]) == (before.draft.picks, asked), question
