"""What the shipped checklists say of their items."""

import pytest

from bot.core.knowledge import Item, Knowledge

USED_MOST = (
    "first-filing",
    "add-service",
    "add-access",
    "app-filing",
    "mini-program-filing",
    "change-provider",
    "after-approval",
)


def items(knowledge: Knowledge, flow: str) -> list[Item]:
    return [item for step in knowledge.flows[flow].steps for item in step.items]


@pytest.mark.parametrize("flow", USED_MOST)
def test_every_item_that_many_people_see_tells_why(knowledge: Knowledge, flow: str) -> None:
    assert [item.id for item in items(knowledge, flow) if not item.why] == []


def test_every_item_tells_why_or_what_it_prevents(knowledge: Knowledge) -> None:
    assert [
        item.id for flow in knowledge.flows for item in items(knowledge, flow) if not (item.why or item.prevents)
    ] == []


def test_what_the_province_decides_is_marked_so(knowledge: Knowledge) -> None:
    """Else a change of province would leave it ticked."""
    unmarked = [
        (flow, item.id)
        for flow in knowledge.flows
        for item in items(knowledge, flow)
        if "本省" in item.text + item.condition and not item.local
    ]
    assert unmarked == []
