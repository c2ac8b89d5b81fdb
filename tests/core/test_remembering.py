"""Readings of a text are remembered as long as the content is, and no longer."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.remembering import once, remembered
from bot.core.texts.asking import wonders
from bot.search.recent import forget_texts
from tests.shipped import shipped
from tests.test_architecture import SOURCES

CHANGEABLE = ("list", "dict", "set", "Iterator", "Iterable", "Sequence", "Mapping")


def test_a_text_is_looked_at_once_for_each_content() -> None:
    looked: list[str] = []

    @remembered
    def length(knowledge: Knowledge, text: str, *, twice: bool = False) -> int:
        looked.append(knowledge.words["words-so"] + text)
        return len(text) * (2 if twice else 1)

    one = shipped()
    other = replace(one, words={**one.words, "words-so": "另外"})
    assert [length(one, "备案"), length(one, "备案"), length(one, "备案", twice=True), length(other, "备案")] == [
        2,
        2,
        4,
        2,
    ]
    assert looked == [f"{one.words['words-so']}备案"] * 2 + ["另外备案"]


def test_what_the_content_itself_says_stays_when_all_texts_are_forgotten() -> None:
    looked: list[int] = []

    @once
    def many(knowledge: Knowledge) -> int:
        looked.append(len(knowledge.topics))
        return len(knowledge.topics)

    one = shipped()
    other = replace(one, topics={})
    first = many(one)
    forget_texts()
    assert [many(one), many(other)] == [first, 0]
    assert looked == [first, 0]


def test_other_words_make_another_reading() -> None:
    one = shipped()
    assert not wonders(one, "备案喵")
    assert wonders(replace(one, words={**one.words, "words-question": "喵"}), "备案喵")
    assert not wonders(one, "备案喵")


def test_what_is_remembered_cannot_be_changed_by_those_who_are_given_it() -> None:
    found = dict(_remembered())
    assert len(found) > 50
    assert {name for name, gives in found.items() if gives.split("[")[0] in CHANGEABLE} == set()


def _remembered() -> Iterator[tuple[str, str]]:
    """What is remembered, and what it gives back."""
    for name, text in SOURCES.items():
        for function in ast.walk(ast.parse(text)):
            match function:
                case ast.FunctionDef(decorator_list=[ast.Name("remembered")], returns=ast.expr() as gives):
                    yield f"{name}: {function.name}", ast.unparse(gives)
