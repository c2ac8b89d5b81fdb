"""No text of a person makes a pattern slow: twice the text costs about twice the time, whatever the text."""

import ast
import importlib
import inspect
import math
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts import site_names, spoken, wordlists
from tests.test_architecture import SOURCES

LONGEST = 4096
"""Characters of a message."""
UNITS = (
    "a", "1", " ", "\n", "备", "-", ".", "(", "<", "&", "'", "*", "a1", "a ", "1 ", "1-", "1.", "a.", "a@a.", "+86 ",
    "\n\n", "- \n", "1、", "，还有", "。\n", "〔", "{", "[a](", "https://a.", "www.", "京ICP备1", "@b ", "2026年1月",
)  # fmt: skip
TINY = 0.002
"""Seconds of CPU: what takes no longer for the longest message does not matter, and could not be measured well."""
MOST = 3.0
"""How much longer the double text may take: twice, and what else the machine does. If the cost were square: four
times."""
ROUNDS = 20
"""Times that a text may be measured until its pattern is cleared; the least of each length counts."""

OF_GIVEN_LISTS: Mapping[Callable[..., re.Pattern[str]], tuple[str, list[str], int]] = {
    wordlists._any: ("finditer", ["words-unsaid"], LONGEST),
    spoken._ending: ("finditer", ["words-move-done", "words-move"], wordlists.LONGEST_SHORT),
}
"""Patterns that are made of whatever lists their callers give, and not by `wordlists.of_lists`: how they are used, an
example of such lists, and of how many characters a text is at most."""

Uses = dict[re.Pattern[str], set[str]]
"""Patterns, and the methods by which they are used."""


def _held(value: Any, seen: dict[int, Any]) -> Iterator[re.Pattern[str]]:
    """The patterns that a value holds, however deep in containers, classes and objects of ours."""
    if isinstance(value, re.Pattern):
        yield value
    if id(value) in seen or isinstance(value, str | bytes | int | float | ModuleType):
        return
    seen[id(value)] = value  # kept, so that no other value gets its id
    if isinstance(value, Mapping):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inside = list(value)
    elif getattr(value if isinstance(value, type) else type(value), "__module__", "").startswith("bot."):
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        inside = [*getattr(value, "__dict__", {}).values(), *(getattr(value, name, None) for name in slots)]
    else:
        inside = []
    for each in inside:
        yield from _held(each, seen)


@pytest.fixture(scope="module")
def uses(knowledge: Knowledge) -> Uses:
    """Those of every module and class, those made of the content, and those that stand within a call: re.sub("…")."""
    found, seen = defaultdict[re.Pattern[str], set[str]](set), dict[int, Any]()
    for path, text in SOURCES.items():
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if name == "bot.__main__":
            continue
        for variable, value in vars(importlib.import_module(name)).items():
            by = set(re.findall(rf"\b{variable}\.(\w+)\(", text)) if isinstance(value, re.Pattern) else set()
            for pattern in _held(value, seen):
                found[pattern] |= by & {"match", "fullmatch"} or {"finditer"}
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Call(ast.Attribute(ast.Name("re"), method), [ast.Constant(str(written)), *_]) if (
                    method != "compile"
                ):
                    found[re.compile(written)] |= {method} & {"match", "fullmatch"} or {"finditer"}
    for pattern in _held(knowledge, seen):
        found[pattern] |= {"finditer"}
    return found


def _seconds(pattern: re.Pattern[str], method: str, text: str) -> float:
    """Of CPU."""
    began = time.thread_time()
    found = getattr(pattern, method)(text)
    if method == "finditer":
        deque(found, maxlen=0)
    return time.thread_time() - began


def _is_slow(pattern: re.Pattern[str], method: str, text: str) -> bool:
    """Whether no round of `ROUNDS` cleared it: a busy machine makes one round slow, a bad pattern each."""
    whole = half = math.inf
    for _ in range(ROUNDS):
        whole = min(whole, _seconds(pattern, method, text))
        if whole <= TINY:
            return False
        # Three times: a busy machine makes one slow, and a bad pattern would be cleared.
        half = min(half, *(_seconds(pattern, method, text[len(text) // 2 :]) for _ in range(3)))
        if whole <= MOST * half:
            return False
    return True


def _slow(pattern: re.Pattern[str], method: str, longest: int = LONGEST) -> str | None:
    """What makes it slow."""
    literals: list[str] = re.findall(r"[^\W_]{2,}", pattern.pattern)
    for unit in dict.fromkeys((*UNITS, *literals)):
        text = (unit * (longest // len(unit) + 1))[:longest]
        if _is_slow(pattern, method, text) or _is_slow(pattern, method, text[:-1] + "\0"):
            return unit
    # Half the text shows it of a character that can come again alone: there are many of these.
    alone = re.findall("(?<![㐀-鿿])[㐀-鿿](?![㐀-鿿])", pattern.pattern)
    characters = dict.fromkeys((*alone, *"".join(re.findall(r"\[([^\]]+)\]", pattern.pattern))))
    return next((each for each in characters if _is_slow(pattern, method, each * (longest // 2))), None)


def test_no_pattern_takes_much_more_than_twice_the_time_for_twice_the_text(uses: Uses) -> None:
    assert len(uses) > 100
    slow = {
        (pattern.pattern, method): unit
        for pattern, methods in uses.items()
        for method in methods
        if (unit := _slow(pattern, method)) is not None
    }
    assert slow == {}


@pytest.mark.parametrize("pattern", [r"a+b", r" *(?=- )", r"〔[^〕]*〕", r"\s+$", "(?:会|将)*完"])
def test_a_pattern_that_goes_back_over_the_text_is_found(pattern: str) -> None:
    assert _slow(re.compile(pattern), "finditer") is not None


def test_patterns_of_the_content_are_looked_at_too(uses: Uses, knowledge: Knowledge) -> None:
    made = [rule.pattern for rule in knowledge.rules.checks if rule.pattern.pattern]
    assert made
    assert set(made) <= set(uses)


def test_no_pattern_made_of_lists_of_words_is_slow(knowledge: Knowledge) -> None:
    modules = {".".join(path.with_suffix("").parts): text for path, text in SOURCES.items() if path.stem[0] != "_"}
    making = {
        function
        for module in map(importlib.import_module, modules)
        for function in vars(module).values()
        if hasattr(function, "cache_info") and function.__annotations__.get("return") == re.Pattern[str]
    }
    assert making == set(OF_GIVEN_LISTS)
    made = [
        (make.__name__, make(*map(knowledge.words.__getitem__, keys)), {method}, longest)
        for make, (method, keys, longest) in OF_GIVEN_LISTS.items()
    ]
    for known, longest in wordlists.MADE.items():
        if isinstance(pattern := known(knowledge), re.Pattern):
            by = set(re.findall(rf"\b{known.__name__}\(knowledge\)\.(\w+)\(", modules[known.__module__]))
            assert by, f"{known.__name__} in {known.__module__} is not used where it is asked for"
            made.append((known.__name__, pattern, by & {"match", "fullmatch"} or {"finditer"}, longest or LONGEST))
    assert len(made) > 20
    slow = [
        (name, method)
        for name, pattern, methods, longest in made
        for method in methods
        if _slow(pattern, method, longest) is not None
    ]
    assert slow == []


def test_a_list_whose_words_are_made_of_others_makes_no_pattern_slow() -> None:
    framed: Callable[..., re.Pattern[str]] = inspect.unwrap(site_names._framed)
    assert _slow(framed("我、们、我们", "想叫", "这个名字", "行吗"), "fullmatch", 30) is None
