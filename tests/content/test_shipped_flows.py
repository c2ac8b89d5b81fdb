"""What the shipped checklists say of their items."""

from bot.core.knowledge import Item, Knowledge


def items(knowledge: Knowledge, flow: str) -> list[Item]:
    return [item for step in knowledge.flows[flow].steps for item in step.items]


def test_every_item_tells_why_how_it_looks_and_what_goes_wrong(knowledge: Knowledge) -> None:
    assert [
        (flow, item.id)
        for flow in knowledge.flows
        for item in items(knowledge, flow)
        if not (item.why and item.sample and item.slip)
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
