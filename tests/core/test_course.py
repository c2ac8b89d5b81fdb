"""Where a filing stands; nothing that a person does loses what was done before."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core import course
from bot.core.knowledge import Flow, Item, Step
from bot.core.state import Attempt, Filing, State, dump_state, load_state
from tests.core.sample import FLOW, NOW, step

STEPS = {s.id: s for s in FLOW.steps}


def started() -> Filing:
    return course.begin(1, "shop", FLOW, "enterprise", "guangdong", NOW)


def done_up_to(last: str) -> Filing:
    filing = started()
    for each in FLOW.steps:
        if each.id == last:
            return filing
        filing = course.finish(filing, FLOW, each, NOW)
    raise AssertionError(last)


def came_back(days: int = 0) -> Attempt:
    return Attempt(1, NOW + timedelta(days=days), reasons=("reject-x",))


def left(filing: Filing, step: Step) -> tuple[list[str], list[str]]:
    """What is not ticked: needed, and perhaps needed."""
    needed, maybe = course.missing(filing, step)
    return [item.id for item in needed], [item.id for item in maybe]


def at(filing: Filing, flow: Flow = FLOW) -> str:
    step = course.current(filing, flow)
    return step.id if step else "through"


def test_steps_are_done_one_after_the_other_until_the_filing_is_through() -> None:
    filing = started()
    for each in FLOW.steps:
        assert at(filing) == each.id
        assert course.mark(filing, each.id).begun == NOW
        filing = course.finish(filing, FLOW, each, NOW)
    assert at(filing) == "through"


def test_a_second_press_of_the_same_button_changes_nothing() -> None:
    filing = course.tick(started(), STEPS["domain"], ("named",), True)
    assert course.tick(filing, STEPS["domain"], ("named",), True) == filing
    filing = course.finish(filing, FLOW, STEPS["domain"], NOW)
    assert course.finish(filing, FLOW, STEPS["domain"], NOW + timedelta(days=1)) == filing


def test_the_checklist_is_that_of_the_applicant() -> None:
    assert [i.id for i in course.items(STEPS["domain"], "personal")] == ["named", "extra"]
    assert [i.id for i in course.items(STEPS["domain"], "enterprise")] == ["named", "seal", "extra"]
    assert left(started(), STEPS["domain"]) == (["named", "seal"], ["extra"])


def test_a_rejection_opens_the_faulty_step_and_everything_from_resubmitting_on() -> None:
    filing = course.reopen(done_up_to("authority"), FLOW, came_back(3), ("server",), NOW + timedelta(days=3))
    assert at(filing) == "server"
    assert course.mark(filing, "info").done == NOW, "what was not at fault stays done"
    filing = course.finish(filing, FLOW, STEPS["server"], NOW + timedelta(days=4))
    assert at(filing) == "submit"
    assert [(a.step, a.reasons) for a in filing.attempts] == [("authority", ("reject-x",))]


def test_submitting_again_ends_the_mending_and_begins_the_review_anew() -> None:
    back = course.reopen(done_up_to("authority"), FLOW, came_back(), ("info",), NOW)
    assert course.is_being_mended(back)
    again = course.resubmit(back, FLOW, NOW + timedelta(days=4))
    assert (at(again), course.mark(again, "review").begun) == ("review", NOW + timedelta(days=4))
    assert again.attempts[0].submitted == NOW + timedelta(days=4)
    by_steps = course.finish(course.finish(back, FLOW, STEPS["info"], NOW), FLOW, STEPS["submit"], NOW)
    assert not course.is_being_mended(by_steps), "ticking off the step of submission says the same"


def test_a_reason_that_names_no_step_of_the_flow_leads_to_resubmission() -> None:
    assert at(course.reopen(done_up_to("review"), FLOW, came_back(), ("elsewhere",), NOW)) == "submit"


def test_undo_takes_back_one_change_after_the_other() -> None:
    first = started()
    second = course.tick(first, STEPS["domain"], ("named",), True)
    third = course.finish(second, FLOW, STEPS["domain"], NOW)
    back = course.undo(third)
    assert (back.marks, at(back)) == (second.marks, "domain")
    assert course.undo(back).marks == first.marks


def test_jumping_on_and_back() -> None:
    on = course.jump(started(), FLOW, STEPS["authority"], NOW)
    assert at(on) == "authority"
    assert at(course.jump(on, FLOW, STEPS["info"], NOW)) == "info"


def test_a_changed_flow_loses_no_answer() -> None:
    filing = done_up_to("submit")
    changed = replace(FLOW, steps=(FLOW.steps[0], step("new"), *FLOW.steps[2:]))
    assert at(filing, changed) == "new", "the added step is simply not done yet"
    assert at(filing, FLOW) == "submit", "and the step that was gone for a while is still done"


@given(st.lists(st.tuples(st.sampled_from(["tick", "finish", "jump", "reopen", "undo"]), st.sampled_from(list(STEPS)))))
def test_any_order_of_presses_keeps_a_filing_whole(presses: list[tuple[str, str]]) -> None:
    filing = started()
    for verb, id in presses:
        step = STEPS[id]
        match verb:
            case "tick":
                filing = course.tick(filing, step, ("named",), True)
            case "finish":
                filing = course.finish(filing, FLOW, step, NOW)
            case "jump":
                filing = course.jump(filing, FLOW, step, NOW)
                assert at(filing) == id
            case "reopen":
                filing = course.reopen(filing, FLOW, came_back(), (id,), NOW)
                assert course.mark(filing, id).done is None
            case _:
                filing = course.undo(filing)
        step_now = course.current(filing, FLOW)
        assert step_now is None or course.mark(filing, step_now.id).begun is not None
        assert len(filing.past) <= course.UNDO_STEPS
        state = State((filing,))
        assert load_state(dump_state(state)) == state


LOCAL = replace(
    FLOW,
    steps=(
        replace(
            FLOW.steps[0],
            items=(
                Item("named", "named"),
                Item("seal", "seal", ("enterprise",)),
                Item("id", "id", ("personal",)),
                Item("form", "form", (), "if", local=True),
                Item("extra", "x", (), "other"),
            ),
        ),
        replace(FLOW.steps[1], items=(Item("bought", "bought"),)),
        *FLOW.steps[2:],
    ),
)


def all_ticked() -> Filing:
    """Three steps done, everything ticked, both conditions known."""
    filing = course.set_case(course.set_case(started(), "if", True), "other", False)
    for each in LOCAL.steps[:3]:
        for item in course.checklist(each, filing):
            filing = course.tick(filing, each, (item.id,), True)
        filing = course.finish(filing, LOCAL, each, NOW)
    return filing


def test_an_item_whose_condition_is_not_so_is_left_out() -> None:
    first, filing = LOCAL.steps[0], started()
    assert [i.id for i in course.checklist(first, filing)] == ["named", "seal", "form", "extra"]
    assert left(filing, first) == (["named", "seal"], ["form", "extra"])
    filing = course.set_case(course.set_case(filing, "if", True), "other", False)
    assert [i.id for i in course.checklist(first, filing)] == ["named", "seal", "form"]
    assert left(filing, first) == (["named", "seal", "form"], [])
    assert course.set_case(filing, "if", True) == filing
    assert course.undo(filing).cases == {"if": True}


def test_another_applicant_opens_only_what_is_different_for_it() -> None:
    filing = course.restate(all_ticked(), LOCAL, "personal", "guangdong", NOW)
    assert (filing.subject, filing.cases) == ("personal", {"if": True, "other": False})
    assert course.mark(filing, "domain").ticked == ("named", "form"), "the seal is no matter of a person"
    assert at(filing, LOCAL) == "domain", "its papers are another matter"
    assert course.mark(filing, "server").ticked == ("bought",)
    assert course.mark(filing, "server").done
    assert course.mark(filing, "info").done


def test_another_province_opens_only_what_differs_by_province() -> None:
    filing = course.restate(all_ticked(), LOCAL, "enterprise", "beijing", NOW)
    assert (filing.province, filing.cases) == ("beijing", {"other": False})
    assert course.mark(filing, "domain").ticked == ("named", "seal")
    assert at(filing, LOCAL) == "submit", "whether it is needed there is not known: what was done stays done"
    assert course.restate(filing, LOCAL, "enterprise", "beijing", NOW) == filing


def test_a_change_of_applicant_and_province_is_taken_back_whole() -> None:
    before = all_ticked()
    after = course.undo(course.restate(before, LOCAL, "personal", "beijing", NOW))
    assert replace(after, revision=0, past=()) == replace(before, revision=0, past=())
