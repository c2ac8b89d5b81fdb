"""What typed words tell of what is under way."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.texts.spoken import moves


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("收到短信喇", "received"),
        ("收到短訊喇", "received"),
        ("填好晒", "done"),
        ("改掂晒", "done"),
        ("琴日遞交咗", "resubmitted"),
        ("交返上去喇", "resubmitted"),
        *((text, "resubmitted") for text in ("我送件了", "昨天送審了", "已經送出", "重新送出了")),
        ("仲未交", "unsent"),
        ("we just submitted it again", "resubmitted"),
        ("haven't handed it in yet", "unsent"),
        ("It has been approved.", "passed"),
        ("entered", "done"),
        ("undo that", "undo"),
        ("chexiao", "undo"),
        ("kan bu dong", "unexplained"),
    ],
)
def test_what_is_done_may_be_said_in_another_way(text: str, move: str, knowledge: Knowledge) -> None:
    assert moves(knowledge, as_content(text, knowledge)) == (frozenset({move}), "")


@pytest.mark.parametrize("text", ["冇收到短信喇", "搞定咗未", "did it pass", "is it approved"])
def test_what_was_not_done_or_is_asked_is_no_move(text: str, knowledge: Knowledge) -> None:
    assert moves(knowledge, as_content(text, knowledge))[1]
