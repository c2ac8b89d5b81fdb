"""Labelled messages: judged as the shared evaluation judges them."""

import pytest

from bot.content import ContentError
from bot.core.knowledge import Knowledge
from bot.search import Choice, Part
from bot.tools.evaluate import FIGURES, Judged, Labelled, Verdict, confusions, evaluate, figures, judge, read_labels

ONE = Labelled("x", (frozenset({"a", "b"}),))
TWO = Labelled("x", (frozenset({"a"}), frozenset({"c"})))
OUTSIDE = Labelled("x", ())


def part(decision: str, *topics: str) -> Part:
    choices = tuple(Choice(topic, 0.5, "") for topic in topics)
    match decision:
        case "answer":
            return Part("x", False, "answer", choices, 0.5)
        case "choose":
            return Part("x", False, "choose", choices, 0.5)
        case _:
            return Part("x", False, "unknown", choices, 0.5)


@pytest.mark.parametrize(
    ("message", "parts", "verdict"),
    [
        (ONE, [part("answer", "b")], "answered"),
        (ONE, [part("answer", "z")], "misled"),
        (ONE, [part("answer", "z", "y", "a")], "offered"),
        (ONE, [part("choose", "z", "a")], "offered"),
        (ONE, [part("unknown", "a")], "missed"),
        (TWO, [part("answer", "a")], "offered"),
        (TWO, [part("answer", "a"), part("answer", "c")], "answered"),
        (OUTSIDE, [part("unknown")], "refused"),
        (OUTSIDE, [part("choose", "a", "b")], "offered"),
        (OUTSIDE, [part("answer", "a")], "misled"),
        (OUTSIDE, [part("answer", "faq-not-icp-other-filings")], "refused"),
    ],
)
def test_verdicts(message: Labelled, parts: list[Part], verdict: Verdict) -> None:
    assert judge(message, tuple(parts)) == verdict


def test_figures_and_confusions() -> None:
    judged = [
        Judged(ONE, (part("answer", "a"),), "answered"),
        Judged(ONE, (part("answer", "z"),), "misled"),
        Judged(OUTSIDE, (part("answer", "z"),), "misled"),
    ]
    assert figures(judged) == {
        "answered": 0.5, "helped": 0.5, "misled": 0.5, "missed": 0, "oos_refused": 0, "oos_offered": 0, "oos_misled": 1,
    }  # fmt: skip
    assert list(figures(judged)) == list(FIGURES)
    assert confusions(judged) == [("z", "a", 1), ("z", "（不归我们管）", 1)]


GOOD = '{"q": "备案要多久", "kind": "answer", "topics": ["time-total"]}'


def test_messages_are_read_with_their_groups(knowledge: Knowledge) -> None:
    two = '{"q": "多久，多少钱", "kind": "multi", "groups": [["time-total"], ["cost-filing", "time-total"]]}'
    assert read_labels(f'{GOOD}\n\n{two}\r\n{{"q": "天气", "kind": "out_of_scope", "topics": []}}', "x", knowledge) == [
        Labelled("备案要多久", (frozenset({"time-total"}),)),
        Labelled("多久，多少钱", (frozenset({"time-total"}), frozenset({"cost-filing", "time-total"}))),
        Labelled("天气", ()),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "这里不是标注过的消息"),
        ("[]", "这里不是标注过的消息"),
        ('{"q": "x"}', "这里不是标注过的消息"),
        ('{"q": "x", "kind": "faq"}', "这里不是标注过的消息"),
        ('{"q": "x", "kind": "faq", "topics": []}', "这里不是标注过的消息"),
        ('{"q": "x", "kind": "faq", "topics": "time-total"}', "这里不是标注过的消息"),
        ('{"q": "x", "kind": "faq", "groups": [["time-total"], []]}', "这里不是标注过的消息"),
        ('{"q": "\\ud800", "kind": "faq", "topics": ["time-total"]}', "这里不是标注过的消息"),
        ('{"q": "x", "kind": "faq", "topics": ["time-totl"]}', "没有叫「time-totl」的条目，是不是想写「time-total」？"),
    ],
)
def test_a_line_that_is_no_message_is_named(knowledge: Knowledge, line: str, told: str) -> None:
    with pytest.raises(ContentError) as error:
        read_labels(f"{GOOD}\n{line}\n{line}", "e.jsonl", knowledge)
    assert [problem.split(told)[0] for problem in str(error.value).splitlines()] == ["e.jsonl:2: ", "e.jsonl:3: "]


def test_the_shipped_content_understands_its_own_titles(knowledge: Knowledge) -> None:
    titles = [Labelled(topic.title, (frozenset({topic.id}),)) for topic in knowledge.topics.values()]
    assert figures(evaluate(titles, knowledge))["helped"] > 0.97
