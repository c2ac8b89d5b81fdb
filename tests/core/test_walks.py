"""People who press anything: every route is walked through, nothing raises, and there is always a way on."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content.router import MOST_TAPS
from bot.core import course, dialogue
from bot.core.actions import Browse, NewFiling, OfTakingAlong, Read, Strike, SureFiling, Undo
from bot.core.button_data import decode, encode
from bot.core.events import Around, Command, Due, Event, Pressed, said
from bot.core.kinds import SUBJECTS, Subject
from bot.core.knowledge import Flow, Knowledge, Option, Question, Router
from bot.core.replies import Screen, Turn
from bot.core.screens.rows import short_title
from bot.core.state import Filing, Mark, State, dump_state, load_state
from bot.core.turns.timers import timers
from bot.core.words import width
from tests.core.sample import NOW

SEEDS, WALKS, LONGEST = int(os.environ.get("WALK_SEEDS", "2")), 600, 20
"""`make soak` takes more seeds."""
GONE = "no-such-flow"
"""That of a filing of which the content has no steps any more."""
MESSAGE = 4096
TYPED = (
    "备案要多久",
    "企业",
    "广东",
    "小店",
    "退回原因：1、域名未实名；2、电话无人接听",
    "",
    "qwertz",
    "身份证",
    "我想换服务器",
    "苏ICP备12345678号-1",
    "明年3月",
)
COMMANDS = (
    "start",
    "file",
    "progress",
    "rejected",
    "history",
    "status",
    "mydata",
    "privacy",
    "help",
    "cancel",
    "forget",
    "lang",
    "nonsense",
)


def turn(state: State, event: Event, knowledge: Knowledge, hours: int = 0) -> tuple[State, list[Screen]]:
    """One turn, with the state through JSON; every screen fits into Telegram's limits, and no timer is missed."""
    now = NOW + timedelta(hours=hours)
    result: Turn = dialogue.respond(event, state, knowledge, now, Around(token="secret"))
    if not result.forgets:
        before, after = timers(state, knowledge, now), timers(result.state, knowledge, now)
        due = {key: at for key, at in after.items() if at > now and before.get(key) != at}
        gone = dict.fromkeys(before.keys() - after.keys())
        assert {timer.key: timer.due for timer in result.timers}.items() >= (due | gone).items()
    screens = [reply for reply in result.replies if isinstance(reply, Screen)]
    for screen in screens:
        assert screen.text.strip()
        assert len(screen.text.encode("utf-16-le")) // 2 <= MESSAGE
        for button in (button for row in screen.buttons for button in row):
            assert button.label
            assert decode(button.data) is not None or button.copy
    return load_state(dump_state(result.state)), screens


@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_walks_find_no_dead_end(knowledge: Knowledge, seed: int) -> None:
    """Half of them begin at the menu, half in the middle of a filing, of which some are of no kind that there still
    is; the content changes under way, and buttons further up are pressed."""
    chance, seen = random.Random(seed), set[str]()
    for number in range(WALKS):
        if number % 2:
            filing = anywhere(knowledge, chance)
            seen |= {filing.flow, filing.subject, filing.province}
            filing = replace(filing, flow=GONE) if number % 20 == 1 else filing
            state, screens, hours = *turn(State((filing,), front=1), Pressed("g:1:"), knowledge), 0
        else:
            state, screens, hours = *turn(State(), Command("start"), knowledge), 0
        content, missing = knowledge, ""
        above: list[str] = []
        for _ in range(chance.randrange(LONGEST)):
            hours += chance.choice((0, 0, 0, 1, 30, 300))
            if chance.random() < 0.1:
                content, missing = (knowledge, "") if missing else without_a_step(knowledge, state, chance)
            now = NOW + timedelta(hours=hours)
            buttons = [b.data for screen in screens[-1:] for row in screen.buttons for b in row if b.data]
            above += buttons
            if above and chance.random() < 0.1:
                event: Event = Pressed(chance.choice(above))
            elif buttons and chance.random() < 0.85:
                event = Pressed(chance.choice(buttons))
            elif chance.random() < 0.4:
                event = Command(chance.choice(COMMANDS))
            elif due := [key for key, at in timers(state, content, now).items() if at <= now]:
                event = Due(due[0])
            else:
                event = said(chance.choice(TYPED))
            before = state
            state, shown = turn(state, event, content, hours)
            screens = shown or screens
            action = decode(event.data) if isinstance(event, Pressed) else None
            assert shown or isinstance(action, OfTakingAlong) or isinstance(event, Due), event
            if not isinstance(action, Undo | Strike):
                assert marks_of(before, state, missing) == marks_of(state, before, missing), "an answer is lost"
    assert seen >= {*knowledge.flows, *knowledge.provinces, *SUBJECTS}


def anywhere(knowledge: Knowledge, chance: random.Random) -> Filing:
    """Some filing at some step, with some of what is behind it ticked."""
    flow = chance.choice(list(knowledge.flows.values()))
    subject = chance.choice(flow.subjects)
    filing = course.begin(1, "小店", flow, subject, chance.choice(list(knowledge.provinces)), NOW)
    here = chance.choice(flow.steps)
    for step in flow.steps[: flow.steps.index(here) + 1]:
        for item in course.checklist(step, filing):
            filing = course.tick(filing, step, (item.id,), chance.random() < 0.5)
    return course.jump(filing, flow, here, NOW)


def without_a_step(knowledge: Knowledge, state: State, chance: random.Random) -> tuple[Knowledge, str]:
    """The content as it might be tomorrow: a step of a flow, the person's own if there is one, is gone; and which."""
    name = chance.choice([one.flow for one in state.filings if one.flow != GONE] or list(knowledge.flows))
    flow = knowledge.flows[name]
    gone = chance.choice(flow.steps)
    if len(flow.steps) == 1 or gone.id == flow.resubmit:
        return knowledge, ""
    changed = replace(flow, steps=tuple(step for step in flow.steps if step != gone))
    flows = {**knowledge.flows, name: changed}
    english = knowledge.in_english and replace(knowledge.in_english, flows=flows)
    return replace(knowledge, flows=flows, in_english=english), gone.id


def marks_of(state: State, other: State, step: str) -> dict[int, Mark | None]:
    """What became of a step in the filings that both states have."""
    numbers = {filing.number for filing in other.filings}
    return {filing.number: filing.marks.get(step) for filing in state.filings if filing.number in numbers}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_route_of_every_flow_ends(knowledge: Knowledge, subject: Subject) -> None:
    """In each flow each kind of applicant walks through other provinces: only lines and days differ by them. With
    everything ticked, each review sends it back once."""
    for number, flow in enumerate(flow for flow in knowledge.flows.values() if subject in flow.subjects):
        for province in list(knowledge.provinces)[(number + SUBJECTS.index(subject)) % len(SUBJECTS) :: len(SUBJECTS)]:
            walk_to_the_end(knowledge, flow, *begin(knowledge, flow, subject, province))
        reviews = {step.id for step in flow.steps if step.review}
        state, screens = begin(knowledge, flow, subject, province)
        while reviews:
            if state.showing in reviews:
                reviews.remove(state.showing)
                back, _ = turn(state, Pressed("M:reject-material-missing"), knowledge)
                back, _ = turn(back, Pressed("f:1:1"), knowledge)
                walk_to_the_end(knowledge, flow, *turn(back, Pressed("g:1:"), knowledge), ticking=True)
            assert state.showing, f"{flow.id} ends before {reviews}"
            state, screens = step_on(knowledge, state, screens, ticking=True)


def test_every_road_of_the_router_leads_to_a_filing_or_to_an_answer(knowledge: Knowledge) -> None:
    """Each road ends after at most six presses at the name of a filing, or tells that there is nothing to be filed."""
    reached: set[str] = set()
    for road in roads(knowledge.router, knowledge.router.first):
        state, screens = turn(State(), Pressed("J:"), knowledge)
        for number, (question, option) in enumerate(road):
            assert question.text in screens[-1].text
            state, back = turn(state, Pressed(f"J:{question.id}"), knowledge)
            assert back == screens or number, "the same question is asked on the way back, without its note"
            state, screens = turn(state, Pressed(f"Q:{question.id}:{option.id}"), knowledge)
        *_, (_, last) = road
        buttons = [button.data for row in screens[-1].buttons for button in row]
        if last.topic:
            assert f"r:{last.topic}" in buttons
            continue
        begin = begins(knowledge.flows[last.flow])
        assert begin in buttons
        reached.add(last.flow)
        state, screens = turn(state, Pressed(begin), knowledge)
        taps = len(road)
        if state.waiting == "subject":
            state, screens = turn(state, Pressed(f"s:{knowledge.flows[last.flow].subjects[0]}"), knowledge)
            taps += 1
        assert state.waiting == "province"
        assert taps + 1 <= MOST_TAPS
        state, screens = turn(state, Pressed("p:guangdong"), knowledge)
        assert state.waiting == "name"
        state, screens = turn(state, said("小店"), knowledge)
        told = {option.subject for _, option in road if option.subject}
        assert not told or state.filings[0].subject in told
    assert reached == set(knowledge.flows)


def begins(flow: Flow) -> str:
    """The button that begins a filing, where something is lost by it the one under the question."""
    return encode(SureFiling(flow.id, 0) if flow.loses else NewFiling(flow.id))


def roads(router: Router, name: str) -> Iterator[list[tuple[Question, Option]]]:
    question = router.questions[name]
    for option in question.options:
        yield from ([(question, option), *rest] for rest in (roads(router, option.ask) if option.ask else [[]]))


def begin(knowledge: Knowledge, flow: Flow, subject: Subject, province: str) -> tuple[State, list[Screen]]:
    state, _ = turn(State(), Pressed(begins(flow)), knowledge)
    state, _ = turn(state, Pressed(f"s:{subject}"), knowledge)
    state, _ = turn(state, Pressed(f"p:{province}"), knowledge)
    return turn(state, said("小店"), knowledge)


def step_on(knowledge: Knowledge, state: State, screens: list[Screen], ticking: bool) -> tuple[State, list[Screen]]:
    """The step on the screen is done, with everything ticked one by one, or nothing."""
    buttons = [button.data for row in screens[-1].buttons for button in row]
    for tick in (data for data in buttons if ticking and data.startswith("k:") and data.endswith(":1")):
        state, _ = turn(state, Pressed(tick), knowledge)
    return turn(state, Pressed(f"d:1:{state.showing}"), knowledge)


def walk_to_the_end(
    knowledge: Knowledge, flow: Flow, state: State, screens: list[Screen], ticking: bool = False
) -> None:
    """Through what is left of a flow by its buttons."""
    for _ in range(4 * len(flow.steps)):
        if state.showing:
            state, screens = step_on(knowledge, state, screens, ticking)
    assert state.showing == "", f"{flow.id} does not end"
    assert flow.outcome[:10].strip("*") in screens[-1].text.replace("\\", "")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_item_can_be_opened_and_the_way_back_is_there(knowledge: Knowledge, subject: Subject) -> None:
    for flow in (flow for flow in knowledge.flows.values() if subject in flow.subjects):
        filing = course.begin(1, "小店", flow, subject, "guangdong", NOW)
        for step in flow.steps:
            state, _ = turn(State((filing,), front=1), Pressed(f"g:1:{step.id}"), knowledge)
            state, (screen,) = turn(state, Pressed(f"2:1:{step.id}:0"), knowledge)
            shown, buttons = screen.text, [button for row in screen.buttons for button in row]
            while onward := [button.data for button in buttons if button.label == knowledge.ui["button-page-on"]]:
                state, (screen,) = turn(state, Pressed(onward[0]), knowledge)
                shown, buttons = shown + screen.text, [button for row in screen.buttons for button in row]
            assert len(screen.text) <= MESSAGE
            for item in course.items(step, subject):
                assert item.text in shown
                assert item.why in shown
            assert state.showing == step.id
            _, (screen,) = turn(state, Pressed(buttons[-1].data), knowledge)
            assert step.title in screen.text.replace("\\", "")


def test_every_topic_is_in_the_menu_on_screens_that_a_phone_shows_whole(knowledge: Knowledge) -> None:
    reached: set[str] = set()
    for group in knowledge.groups.values():
        page: str | None = f"b:{group.id}:"
        on = 0
        while page:
            _, (screen,) = turn(State(), Pressed(page), knowledge)
            assert len(screen.buttons) <= 12
            assert all(width(button.label) <= 20 / len(row) for row in screen.buttons[:-1] for button in row)
            actions = {button.data: decode(button.data) for row in screen.buttons for button in row}
            reached |= {action.topic for action in actions.values() if isinstance(action, Read)}
            on += 1
            page = next((data for data, one in actions.items() if isinstance(one, Browse) and one.page == on), None)
    assert reached == set(knowledge.topics)
    _, (screen,) = turn(State(), Pressed("b:start:"), knowledge)
    first = {button.data for row in screen.buttons[:5] for button in row}
    assert encode(Read("concept-need-filing")) in first, "what most other answers lead to comes first"
    for topic in knowledge.topics.values():
        assert width(short_title(topic)) <= 20
        assert width(knowledge.ui["button-or"].format(title=short_title(topic, 3))) <= 20
    for rejection in (False, True):
        _, (screen,) = turn(State(), Pressed(f"t:{rejection:d}"), knowledge)
        offered = {action.group for row in screen.buttons for b in row if isinstance(action := decode(b.data), Browse)}
        assert offered == {group.id for group in knowledge.groups.values() if group.rejection is rejection}
    for topic in knowledge.topics.values():
        _, (screen,) = turn(State(), Pressed(f"r:{topic.id}"), knowledge)
        assert topic.title in screen.text.replace("\\", "")
