"""What editors look at shows everything that there is."""

import csv
import io

from bot.__main__ import KNOWLEDGE
from bot.core.knowledge import Knowledge
from bot.tools import overview
from tests.core.sample import NOW


def test_the_table_has_a_row_for_every_topic(knowledge: Knowledge) -> None:
    rows = list(csv.DictReader(io.StringIO(overview.table(knowledge))))
    assert [row["名称"] for row in rows] == list(knowledge.topics)
    assert [int(row["问法"]) for row in rows] == [len(topic.asks) for topic in knowledge.topics.values()]


def test_a_drawing_shows_every_step_and_where_a_rejection_leads(knowledge: Knowledge) -> None:
    for flow in knowledge.flows.values():
        drawing = overview.mermaid(flow, knowledge)
        assert all(f'{step.id}["' in drawing or f'{step.id}(["' in drawing for step in flow.steps)
        assert drawing.count("被退回") == sum(step.review for step in flow.steps)


def test_the_drawings_in_the_guide_are_those_of_the_flows(knowledge: Knowledge) -> None:
    guide = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
    assert guide.endswith("\n\n" + overview.drawings(knowledge)), "put in the output of: python -m bot flows --mermaid"


def test_the_page_shows_every_topic_step_and_item(knowledge: Knowledge) -> None:
    page = overview.preview(knowledge, NOW)
    assert all(f"<code>{topic}</code>" in page for topic in knowledge.topics)
    steps = [step for flow in knowledge.flows.values() for step in flow.steps]
    assert all(f"<code>{step.id}（" in page for step in steps)
    assert page.count("☐") >= sum(len(step.items) for step in steps)
