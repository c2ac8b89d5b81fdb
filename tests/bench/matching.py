"""Understanding: how often held-out phrasings are found, beside plain rapidfuzz, and how long a look-up takes."""

import itertools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.__main__ import KNOWLEDGE
from bot.content import load
from bot.content.frame import read_lexicon
from bot.content.source import open_sheet
from bot.search import Engine, Lexicon
from bot.search.normalise import LONGEST, Normaliser
from tests.bench.figures import percentile, row

Topics = Mapping[str, Sequence[str]]

HELD_OUT = 4
"""Every fourth phrasing of a topic is asked; the others are learnt."""
MANY = 5_000
HOSTILE = ("备案", "a", "beian ", "备案要多久？", "1、退回；", "还有，")


def measure() -> None:
    topics = load(KNOWLEDGE).topics.values()
    sheet = open_sheet(KNOWLEDGE / "lexicon.yaml", "lexicon.yaml", [])
    assert sheet
    lexicon = read_lexicon(sheet)
    questions = {t.id: (t.title, *t.asks) for t in topics if t.kind != "rejection"}
    rejections = {t.id: (t.title, *t.asks, *t.messages) for t in topics if t.kind == "rejection"}
    _accuracy(questions, rejections, lexicon)
    _speed("shipped content", questions, rejections, lexicon)
    _speed(f"{MANY} phrasings", _many(questions, rejections), rejections, lexicon)


def _accuracy(questions: Topics, rejections: Topics, lexicon: Lexicon) -> None:
    both = {**questions, **rejections}
    asked = [(topic, text) for topic, texts in both.items() for text in texts[HELD_OUT - 1 :: HELD_OUT]]
    print(f"understanding of {len(asked)} phrasings that were held out, {len(both)} topics")
    engine = Engine.build(_learnt(questions), _learnt(rejections), lexicon)
    parts = [(topic, engine.read(text)[0]) for topic, text in asked]
    found = [[choice.topic for choice in part.choices] for _, part in parts]
    row("right topic first", _share(f[:1] == [topic] for (topic, _), f in zip(asked, found, strict=True)), "")
    row("right topic among four", _share(topic in f for (topic, _), f in zip(asked, found, strict=True)), "")
    answered = [f[0] == t for (t, part), f in zip(parts, found, strict=True) if part.decision == "answer"]
    row("answered at once", len(answered) / len(asked), "")
    row("right, of those", _share(answered), "")
    normaliser = Normaliser(lexicon)
    index = [(topic, normaliser(text)) for topic, texts in _learnt(both).items() for text in texts]
    scorers: tuple[Callable[..., float], ...] = (fuzz.ratio, fuzz.WRatio, fuzz.token_set_ratio)
    for scorer in scorers:
        scores = process.cdist([normaliser(text) for _, text in asked], [text for _, text in index], scorer=scorer)
        right = (index[place][0] == topic for (topic, _), place in zip(asked, scores.argmax(axis=1), strict=True))
        row(f"right topic first, rapidfuzz {scorer.__name__} on the same", _share(right), "")


def _speed(name: str, questions: Topics, rejections: Topics, lexicon: Lexicon) -> None:
    print(f"look-up, {name}")
    began = time.perf_counter()
    engine = Engine.build(questions, rejections, lexicon)
    row("building the index", time.perf_counter() - began, "s")
    texts = [text for texts in (*questions.values(), *rejections.values()) for text in texts]
    times = [_milliseconds(engine, text) for text in texts[:: 1 + len(texts) // 2_000]]
    row("one message, median", percentile(times, 0.5), "ms")
    row("one message, p99", percentile(times, 0.99), "ms", at_most=3)
    hostile = (piece * (LONGEST // len(piece)) for piece in HOSTILE)
    row(f"{LONGEST} hostile characters, worst", max(_milliseconds(engine, text) for text in hostile), "ms", at_most=50)


def _milliseconds(engine: Engine, text: str) -> float:
    began = time.perf_counter()
    engine.read(text)
    return (time.perf_counter() - began) * 1000


def _learnt(topics: Topics) -> Topics:
    return {topic: [t for n, t in enumerate(texts, 1) if n % HELD_OUT] for topic, texts in topics.items()}


def _many(questions: Topics, rejections: Topics) -> Topics:
    """The questions, and more topics with phrasings cut together from theirs, so that all come to `MANY`."""
    made = dict(questions)
    count = sum(map(len, (*questions.values(), *rejections.values())))
    for number, (topic, other) in enumerate(itertools.product(questions, repeat=2)):
        if count >= MANY:
            break
        pairs = zip(questions[topic], reversed(questions[other]), strict=False)
        made[f"{topic}-{number}"] = [first[: len(first) // 2] + second[len(second) // 2 :] for first, second in pairs]
        count += len(made[f"{topic}-{number}"])
    return made


def _share(right: Iterable[bool]) -> float:
    values = list(right)
    return sum(values) / len(values)
