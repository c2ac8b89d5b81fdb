"""What typed words mean by what is on the screen: its buttons, and what is asked of it and of nothing else."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.actions import (
    Action,
    Browse,
    Chase,
    Details,
    Finish,
    FollowOn,
    Grow,
    Home,
    InStage,
    Jump,
    Letters,
    NewFiling,
    OpenPlan,
    OpenStep,
    Progress,
    Read,
    SpeakTo,
    Tick,
    TickFix,
)
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Event, Pressed, said
from bot.core.filings.clock import clock
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Toast
from bot.core.screens.waiting import clock_lines
from bot.core.workdays import local
from tests.core.sample import NOW
from tests.core.talking import ACCESS, ASKED_FOR_A_TEXT, BEGUN, PLAN, SUBMITTED, THREE, after, at, buttons

WAITING = at("first-provider-review")
IN_ENGLISH = (Pressed(encode(SpeakTo("en"))), *BEGUN, "what is this step")


def test_a_filing_that_is_through_is_looked_at_and_followed_on(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-approved"), Pressed(encode(Finish(1, "first-approved"))))
    names = [button.label for row in after(knowledge, Pressed("l"), state=state)[1][0].buttons for button in row]
    assert "看「我的网站 1」" in names
    for asked in (Pressed(encode(Read("faq-result-notify"))), "备案通过后怎么通知"):
        _, screens = after(knowledge, asked, state=state)
        assert encode(FollowOn(1, "after-approval")) in buttons(screens), "subject and province are known"
    _, screens = after(knowledge, *at("first-sms"), "备案通过后怎么通知")
    assert encode(NewFiling("after-approval")) in buttons(screens)


def test_what_was_not_understood_leads_back_to_the_step_by_a_button(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-sms"), "红烧肉怎么炖")
    assert (len(screens), buttons(screens)[0]) == (1, encode(OpenStep(1, "first-sms")))
    assert state.showing == "first-sms"
    assert len(after(knowledge, *BEGUN[:2], "红烧肉怎么炖")[1]) == 2, "a question of ours is asked again"


def test_what_to_do_is_asked_of_what_is_on_the_screen(knowledge: Knowledge) -> None:
    planned, _ = after(knowledge, *PLAN)
    at_step, _ = after(knowledge, *at("first-domain"))
    for text in ("怎么办", "怎么弄", "是什么", "怎么改"):
        assert buttons(after(knowledge, text, state=planned)[1])[-1] == encode(OpenPlan(1)), text
        assert after(knowledge, text, state=at_step)[1] == after(knowledge, "这一步不懂", state=at_step)[1], text
    read, _ = after(knowledge, "备案要多久", state=planned)
    _, screens = after(knowledge, "怎么办", state=read)
    assert encode(OpenPlan(1)) not in buttons(screens), "something else was read since"


@pytest.mark.parametrize("text", ["在哪填", "好的 那在哪里填", "去哪填啊"])
def test_where_something_is_filled_in_is_asked_of_the_step_of_their_own_or_of_the_code(
    knowledge: Knowledge, text: str
) -> None:
    state, screens = after(knowledge, *BEGUN, text)
    assert (state.topic, "逐项说明" in screens[0].text) == ("", True)
    assert after(knowledge, *at("first-sms"), text)[0].topic == "sms-where"


@pytest.mark.parametrize("text", ["为什么", "为啥会这样", "怎么回事？", "为什么退我"])
@pytest.mark.parametrize("read", [(), (Pressed(encode(Read("reject-domain-not-realname"))),)])
def test_why_it_came_back_is_told_of_its_only_reason_and_of_the_one_that_was_read(
    knowledge: Knowledge, read: tuple[Event, ...], text: str
) -> None:
    why = Pressed(encode(Read("reject-domain-not-realname")))
    for begin in (PLAN, (*BEGUN, *PLAN)):
        before, _ = after(knowledge, *begin, *read)
        assert after(knowledge, text, state=before) == after(knowledge, why, state=before)
    before, _ = after(knowledge, THREE, why)
    assert after(knowledge, text, state=before) == after(knowledge, why, state=before)


@pytest.mark.parametrize(
    "text",
    [
        *("要多久", "还要多久？", "能催吗", "这一步要多久", "怎么催", "到今天几天了", "第几天了", "正常不"),
        *("老板催", "客户老是问进度"),
    ],
)
@pytest.mark.parametrize(("now", "chased"), [(NOW, False), (NOW + timedelta(days=40), True)])
def test_who_asks_how_long_a_review_takes_is_told_when_it_should_end(
    knowledge: Knowledge, text: str, now: datetime, chased: bool
) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    running = clock(before.filings[0], knowledge, now)
    assert running
    turn = respond(said(text), before, knowledge, now)
    (screen,) = turn.replies
    assert isinstance(screen, Screen)
    assert clock_lines(knowledge, before.filings[0], running, now) in screen.text
    assert (encode(Chase(1)) in buttons([screen])) == chased
    assert buttons([screen])[-1] == encode(OpenStep(1, "first-authority"))
    assert turn.state == replace(before, seen=local(now).date())


@pytest.mark.parametrize(
    ("begin", "text"),
    [
        (BEGUN, "要多久"),
        (at("first-authority"), "变更备案要多久"),
        ((*at("first-authority"), "注销备案怎么办"), "要多久"),
        ((*BEGUN, "备案号是什么"), "备案号不懂"),
        (PLAN, "第二个网站怎么备案"),
        ((*PLAN, "注销备案怎么办"), "这个怎么弄"),
        ((*BEGUN, "注销备案怎么办"), "为什么"),
    ],
)
def test_what_is_asked_of_something_else_is_answered(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str
) -> None:
    before, _ = after(knowledge, *begin)
    assert after(knowledge, text, state=before)[0].asked == text


@pytest.mark.parametrize(
    ("begin", "text", "action"),
    [
        (PLAN, "现成的话", Letters(1)),
        (PLAN, "记成一个备案，陪我办完", Grow(1)),
        (ASKED_FOR_A_TEXT, "短信核验时", InStage("sms")),
        *((BEGUN, text, Details(1, "first-check", 0)) for text in ("这一步不懂", "看不懂啊", "第一步是什么", "为什么")),
        *((BEGUN, text, Details(1, "first-check", 0)) for text in ("这步怎么做？", "这个怎么弄", "先做哪个")),
        (BEGUN, "第二条要多久", Details(1, "first-check", 0)),
        (IN_ENGLISH, "what is this step", Details(1, "first-check", 0)),
        (at("first-authority"), "这一步是什么意思", Details(1, "first-authority", 0)),
        *(
            (BEGUN, text, Tick(1, "first-check", "never-filed", True))
            for text in ("第二个做完了", "2做完了", "2做完了 3没有")
        ),
        *((begin, text, OpenStep(1, "first-domain")) for begin, text in ((BEGUN, "然后呢"), (IN_ENGLISH, "next step"))),
        *((WAITING, text, OpenStep(1, "")) for text in ("现在该干嘛", "下一步干嘛", "那我接下来要做什么呢")),
        *((WAITING, text, OpenStep(1, "")) for text in ("接下来呢", "轮到谁了", "到我了吗", "now what", "then what")),
        (BEGUN, "该我了吗", OpenStep(1, "")),
        *(((*WAITING, "备案要多久"), text, OpenStep(1, "")) for text in ("然后呢", "轮到谁了")),
        ((*WAITING, Pressed(encode(Progress()))), "那我们现在应该怎么办", OpenStep(1, "")),
        ((*WAITING, Pressed(encode(OpenStep(1, "first-sms")))), "现在要干啥", OpenStep(1, "")),
        (BEGUN, "现在做什么", OpenStep(1, "")),
        (BEGUN, "接下来做什么", OpenStep(1, "first-domain")),
        *(((), text, Home()) for text in ("现在该干嘛", "接下来呢", "然后呢", "what now")),
        ((*SUBMITTED, Pressed(encode(Home()))), "接下来要干啥", Progress()),
        (BEGUN, "第三步是什么", OpenStep(1, "first-server")),
        *((BEGUN, text, OpenStep(1, "first-login")) for text in ("跳到第五步", "打开第5步")),
        *((PLAN, text, Read("reject-domain-not-realname")) for text in ("第一个怎么改", "第1条")),
        *(((THREE,), text, OpenPlan(1)) for text in ("为什么", "三个都要改吗？", "这些都要做吗", "要弄吗")),
        *(((THREE,), text, OpenPlan(1)) for text in ("为什么会被退", "怎么回事", "还剩什么")),
        ((THREE,), "第一条怎么查", Read("reject-subject-name-mismatch")),
        ((THREE,), "第三条改成什么", Read("reject-name-format")),
    ],
)
def test_what_is_said_of_what_is_on_the_screen_does_what_a_button_does(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str, action: Action
) -> None:
    before, _ = after(knowledge, *begin)
    assert after(knowledge, text, state=before) == after(knowledge, Pressed(encode(action)), state=before)


@pytest.mark.parametrize("text", ["那我现在咋办", "嗯那我现在该咋办呢", "下一步该怎么做", "接下来呢", "next"])
def test_what_to_do_now_is_told_by_the_answer_that_was_just_read(knowledge: Knowledge, text: str) -> None:
    asked, answer = after(knowledge, "备案号被注销了还能恢复吗")
    state, screens = after(knowledge, text, state=asked)
    assert (state.topic, screens[0].text) == (asked.topic, answer[0].text)


def test_what_to_do_now_is_the_next_thing_of_a_plan(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, THREE)
    assert after(knowledge, "我现在该做什么", state=before) == after(knowledge, "先做哪个", state=before)


@pytest.mark.parametrize(
    ("text", "done"),
    [("初审过了 接下来干嘛", "初审过了"), ("管局过了，该做什么", "管局过了"), ("初审过了 然后呢", "初审过了")],
)
def test_what_to_do_next_is_told_by_what_was_done(knowledge: Knowledge, text: str, done: str) -> None:
    before, _ = after(knowledge, *WAITING)
    assert after(knowledge, text, state=before) == after(knowledge, done, state=before)


@pytest.mark.parametrize(
    ("begin", "action", "says"),
    [
        (BEGUN, Tick(1, "first-check", "never-filed", True), "☑ 主体和域名都没有备案过，还差 5 项"),
        (BEGUN, Tick(1, "first-check", "never-filed", False), "☐ 主体和域名都没有备案过，还差 6 项"),
        ((THREE,), TickFix(1, "domain-realname", True), "☑ 用备案证件给域名实名，还差 3 项"),
        (PLAN, TickFix(1, "domain-realname", True), "☑ 用备案证件给域名实名，必需的都勾上了"),
    ],
)
def test_a_press_on_a_box_says_which_one_it_was_and_how_many_are_left(
    knowledge: Knowledge, begin: tuple[Event | str, ...], action: Action, says: str
) -> None:
    state, _ = after(knowledge, *begin)
    assert Toast(says) in respond(Pressed(encode(action)), state, knowledge, NOW).replies


@pytest.mark.parametrize(
    ("begin", "pressed", "back"),
    [
        (("备案要多久",), Home(), Read("time-total")),
        (("备案要多久",), Read("time-by-province"), Read("time-total")),
        (("备案要多久", Pressed(encode(Read("time-by-province")))), Home(), Read("time-by-province")),
        ((THREE,), Home(), OpenPlan(1)),
        ((THREE, "备案要多久"), Home(), Read("time-total")),
    ],
)
def test_what_a_press_shows_in_place_of_an_answer_or_a_plan_leads_back_to_that(
    knowledge: Knowledge, begin: tuple[Event | str, ...], pressed: Action, back: Action
) -> None:
    before, _ = after(knowledge, *begin)
    *_, screen = after(knowledge, Pressed(encode(pressed)), state=before)[1]
    rows = [[button.data for button in row] for row in screen.buttons]
    assert [encode(back)] in (rows[-1:] if pressed == Home() else rows[:-1]), "last in the menu only"
    assert encode(back) not in buttons(after(knowledge, "菜单", state=before)[1]), "that takes no place"


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        *(
            (text, True)
            for text in ("新的执照还没下来", "照片还没拍", "身份证要下个月才办下来", "还没拿到新证", "执照还在换")
        ),
        *((text, True) for text in ("公章在会计那里 还没盖", "服务器还没买", "工商那边还没办完")),
        *((text, False) for text in ("域名还没买", "明天老板来刷脸", "第二个人还没填", "授权书没签字")),
        *((text, False) for text in ("执照还没下来能先备案吗", "备案号还没下来", "短信还没收到", "他们说执照还没换")),
        *(
            (text, False)
            for text in ("域名还没实名", "服务器还没到期", "网站还没做好", "照片没拍好怎么办", "没有营业执照")
        ),
    ],
)
def test_what_is_not_there_yet_at_a_step_is_waited_for(knowledge: Knowledge, text: str, waits: bool) -> None:
    before, screens = after(knowledge, *BEGUN)
    state, told = after(knowledge, text, state=before)
    assert (told == [Screen(knowledge.ui["not-had-yet"]), *screens]) == waits
    assert state.filings == before.filings


def test_a_topic_that_was_chosen_leads_to_the_others_and_none_to_what_was_read_long_before(
    knowledge: Knowledge,
) -> None:
    state, screens = after(knowledge, "备案要多久", "公安和变更")
    first, *others, _ = buttons(screens)
    state, screens = after(knowledge, Pressed(first), state=state)
    assert set(others) <= set(buttons(screens))
    assert encode(Read("time-total")) not in buttons(screens)
    _, screens = after(knowledge, Pressed(others[0]), state=state)
    assert first in buttons(screens)


def test_each_page_of_a_theme_leads_to_the_one_before_and_the_one_after(knowledge: Knowledge) -> None:
    most = max(knowledge.groups, key=lambda id: sum(topic.group == id for topic in knowledge.topics.values()))
    _, first = after(knowledge, Pressed(encode(Browse(most))))
    assert encode(Browse(most, "", 1)) in buttons(first)
    _, second = after(knowledge, Pressed(encode(Browse(most, "", 1))))
    assert encode(Browse(most, "", 0)) in buttons(second)
    assert after(knowledge, Pressed(encode(Browse(most, "", 0))))[1] == first


def test_who_wants_to_skip_a_step_sees_the_next_one_and_nothing_is_noted(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *BEGUN)
    for text, showing in (
        ("跳过", 1),
        ("这步先跳过", 1),
        ("先做后面的", 1),
        ("跳过拦截怎么办", 0),
        ("能跳过审核吗", 0),
    ):
        state, _ = after(knowledge, text, state=before)
        assert state.filings == before.filings
        assert state.showing == knowledge.flows["first-filing"].steps[showing].id, text


def test_at_the_end_of_a_move_it_is_told_when_the_old_access_may_go(knowledge: Knowledge) -> None:
    last = (*ACCESS, Pressed(encode(Jump(1, knowledge.flows["add-access"].steps[-1].id))))
    for text, told in (
        *((text, True) for text in ("旧的可以取消了吧", "阿里云那边可以退了吗", "原来那家什么时候能停")),
        *((text, True) for text in ("旧的阿里云能退了吧", "老服务器退了行不行", "能退掉了吗 原来那台")),
        *((text, False) for text in ("老板能退款吗", "公安备案要改吗", "旧的退了")),
    ):
        state, screens = after(knowledge, *last, text)
        assert (state.topic == "cancel-access") == told, text
        assert (screens[0].text == knowledge.ui["old-by-now"]) == told, text
        _, screens = after(knowledge, *ACCESS, Pressed(encode(Jump(1, "acc-review"))), text)
        assert ("还不行" in screens[0].text) == told, text
    _, screens = after(knowledge, *last, "旧的备案可以注销吗")
    assert "可以了" not in screens[0].text, "that would end the filing itself"


@pytest.mark.parametrize("before", [(), ("驳回：域名未实名认证；网站名称与主办单位无关联",)])
def test_how_that_is_done_is_asked_of_the_answer_read_last(knowledge: Knowledge, before: tuple[str, ...]) -> None:
    for text in ("那怎么搞", "那怎么弄啊", "怎么弄"):
        state, _ = after(knowledge, *before, "备案号怎么挂", text)
        assert state.topic == "after-hang-number", text
