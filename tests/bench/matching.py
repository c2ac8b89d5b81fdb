"""Understanding: how often a topic is found, ours beside other ways in the same run, and how long a look-up takes.

Asked are phrasings that were held out, and real messages where there are any to measure with.
"""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain

import numpy as np

from bot.__main__ import KEPT, KNOWLEDGE, at_rest, ready
from bot.content import load
from bot.content.frame import read_lexicon
from bot.content.source import open_sheet
from bot.core import dialogue
from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.search import Engine, Lexicon, More
from bot.search.normalise import LONGEST_MESSAGE, Normaliser
from bot.search.recent import forget_texts
from bot.search.sounds import syllable
from tests.bench.figures import percentile, row
from tests.bench.peers import Peer, peers

Topics = Mapping[str, Sequence[str]]

FEW, MANY = 5_200, 100_000
NOISE = 0.15
"""Share of characters that are wrong in what makes up the hundred thousand."""
MESSAGES = KNOWLEDGE.parent.parent / "shared" / "eval" / "dev.jsonl"
HELD_OUT = 8
"""Every eighth phrasing of a topic is asked; the others are learnt."""
ASKED = 400
"""Phrasings that are asked: WRatio would take minutes for all."""
LENGTHS = (300, 600, 1_000)
"""Characters of messages that are long for a turn, besides the longest that are read."""
JOINTS = ("，", "。", "\n", "？", "；", "、", " ", "", "和", "）（", "”“", "\n- ", "\n[10:30] 张三：")
HOSTILE = (
    "备案",
    "a",
    "beian ",
    "备案要多久？",
    "1、退回；",
    "还有，",
    "「",
    "没有被驳回",
    "被退了，",
    "備案被駁回了怎麼辦",
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the engine is made of."""

    questions: Topics
    rejections: Topics
    lexicon: Lexicon
    more: More

    @property
    def phrasings(self) -> list[tuple[str, str]]:
        both = {**self.questions, **self.rejections}
        return [(topic, text) for topic, texts in both.items() for text in texts]

    def engine(self) -> Engine:
        return Engine.build(self.questions, self.rejections, self.lexicon, self.more)


@dataclass(frozen=True, slots=True)
class Asked:
    """A text and the topics that are right for it; none where it is nobody's business here."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """The first topics for a text, and how sure it is that it is about one of them."""

    topics: Sequence[str]
    score: float


def measure() -> None:
    knowledge = load(KNOWLEDGE, KEPT)
    topics = knowledge.topics.values()
    sheet = open_sheet(KNOWLEDGE / "lexicon.yaml", "lexicon.yaml", [])
    assert sheet
    content = Content(
        {t.id: (t.title, *t.asks) for t in topics if t.kind != "rejection"},
        {t.id: (t.title, *t.asks, *t.messages) for t in topics if t.kind == "rejection"},
        read_lexicon(sheet),
        More({t.id: t.text + t.more for t in topics}, Counter(id for t in topics for id in t.related)),
    )
    began = time.perf_counter()
    engine = content.engine()
    built = time.perf_counter() - began
    _held_out(content)
    _messages(content, engine)
    _speed(content, engine, built)
    _turns(content, knowledge)
    _few(content)
    _many(content)


def _held_out(content: Content) -> None:
    elsewhere = content.lexicon.elsewhere
    learnt = replace(
        content,
        questions=_learnt(content.questions),
        rejections=_learnt(content.rejections),
        lexicon=replace(content.lexicon, elsewhere=_kept(elsewhere)),
    )
    held = sorted(set(content.phrasings) - set(learnt.phrasings))
    asked = [Asked(text, frozenset([topic])) for topic, text in held[:: 1 + len(held) // ASKED]]
    asked += [Asked(text, frozenset()) for text in elsewhere[HELD_OUT - 1 :: HELD_OUT]]
    engine = learnt.engine()
    _side_by_side("phrasings that were held out", asked, learnt, engine)
    chinese = [one for one in asked if one.right and not re.search("[A-Za-z]", one.text)]
    for name, spell in (("in characters", str), ("in pinyin", _in_pinyin)):
        found = (_ours(engine, spell(one.text)).topics[:1] for one in chinese)
        right = (bool(one.right & set(first)) for one, first in zip(chinese, found, strict=True))
        row(f"ours: first of those without Latin letters, {name}", _share(right), "")


def _messages(content: Content, engine: Engine) -> None:
    if not MESSAGES.exists():
        return
    items = [json.loads(line) for line in MESSAGES.read_text("utf-8").splitlines()]
    asked = [Asked(said(i["q"]).text, frozenset(i["topics"])) for i in items if i["kind"] in ("answer", "clarify")]
    asked += [Asked(said(i["q"]).text, frozenset()) for i in items if i["kind"] == "out_of_scope"]
    _side_by_side("real messages", asked, content, engine)


def _side_by_side(name: str, asked: Sequence[Asked], content: Content, engine: Engine) -> None:
    inside = sum(bool(one.right) for one in asked)
    print(f"{name}: {inside} about {len({t for t, _ in content.phrasings})} topics, {len(asked) - inside} about none")
    print(f"  {'':24} {'first':>7} {'of 4':>7} {'scope':>7} {'median':>10} {'p99':>10}   scope: AUROC")
    normaliser = Normaliser(content.lexicon)
    owners = [topic for topic, _ in content.phrasings]
    _line("ours", asked, lambda text: _ours(engine, text))
    for peer, scores in peers([normaliser(text) for _, text in content.phrasings]).items():
        _line(peer, asked, partial(_theirs, scores, owners, normaliser))
    parts = [(engine.read(one.text)[0], one) for one in asked]
    sure = [(part, one) for part, one in parts if part.decision == "answer"]
    row("ours: answered at once", sum(bool(one.right) for _, one in sure) / inside, "")
    row("ours: right, of those", _share(part.choices[0].topic in one.right for part, one in sure if one.right), "")
    row("ours: answered though it is about none", sum(not one.right for _, one in sure) / (len(asked) - inside), "")


def _line(name: str, asked: Sequence[Asked], find: Callable[[str], Found]) -> None:
    found: list[Found] = []
    times: list[float] = []
    for one in asked:
        began = time.perf_counter()
        found.append(find(one.text))
        times.append((time.perf_counter() - began) * 1000)
    inside = [(f, one.right) for f, one in zip(found, asked, strict=True) if one.right]
    first = _share(f.topics[0] in right for f, right in inside if f.topics)
    four = _share(bool(right & set(f.topics)) for f, right in inside)
    outside = np.array([f.score for f, one in zip(found, asked, strict=True) if not one.right])
    higher = np.array([f.score for f, _ in inside])[:, None] - outside
    scope = float(((higher > 0) + 0.5 * (higher == 0)).mean())
    median, late = percentile(times, 0.5), percentile(times, 0.99)
    print(f"  {name:24} {first:7.3f} {four:7.3f} {scope:7.3f} {median:7.2f} ms {late:7.2f} ms", flush=True)


def _ours(engine: Engine, text: str) -> Found:
    parts = engine.read(text)
    choices = [choice.topic for part in parts for choice in part.choices]
    return Found(choices[:4] if len(parts) == 1 else choices, max(part.ours for part in parts))


def _theirs(peer: Peer, owners: Sequence[str], normaliser: Normaliser, text: str) -> Found:
    scores = peer(normaliser(text))
    found = dict.fromkeys(owners[place] for place in np.argsort(-scores, kind="stable")[:200].tolist())
    return Found(list(found)[:4], float(scores.max()))


def _speed(content: Content, engine: Engine, built: float) -> None:
    texts = [text for _, text in content.phrasings]
    print(f"look-up among {len(texts)} phrasings")
    row("learning all, once per content", built, "s", at_most=15)
    kept = engine.dump()
    began = time.perf_counter()
    engine = Engine.restore(kept, content.rejections, content.lexicon)
    row("taking up what is kept", time.perf_counter() - began, "s", at_most=0.5)
    row("what is kept", len(kept) / 2**20, "MiB", at_most=30)
    times = [_milliseconds(engine, text) for text in _asked(texts)]
    row("one message, median", percentile(times, 0.5), "ms", at_most=0.7)
    row("one message, p99", percentile(times, 0.99), "ms", at_most=2)
    chance = random.Random(1)
    told = [_told_in_pieces(chance.sample(texts, 3)) for _ in range(500)]
    times = [_milliseconds(engine, text) for text in told]
    row("a message of three questions and a story, median", percentile(times, 0.5), "ms", at_most=6)
    row("a message of three questions and a story, p99", percentile(times, 0.99), "ms", at_most=12)
    times = [_milliseconds(engine, _in_pinyin(text)) for text in texts[:: 1 + len(texts) // 500]]
    row("one message in pinyin, median", percentile(times, 0.5), "ms", at_most=3)


def _turns(content: Content, knowledge: Knowledge) -> None:
    """Long messages, answered by the whole dialogue: one thing over and over, and questions and reasons joined in one
    way or in any, which look more like what people send."""
    chance = random.Random(2)
    now = datetime.now(UTC)
    texts = [piece * (LONGEST_MESSAGE // len(piece)) for piece in HOSTILE]
    for topics in (content.questions, content.rejections):
        phrasings = list(chain.from_iterable(topics.values()))
        texts += [
            joint.join(chance.sample(phrasings, LONGEST_MESSAGE // 4))[:LONGEST_MESSAGE]
            for joint in JOINTS
            for _ in range(10)
        ]
        for length in (*LENGTHS, LONGEST_MESSAGE):
            many = (chance.sample(phrasings, length // 4) for _ in range(40))
            texts += ["".join(text + chance.choice(JOINTS) for text in some)[:length] for some in many]
    knowledge = at_rest(ready(knowledge))

    def took(text: str) -> float:
        forget_texts()
        began = time.process_time()
        dialogue.respond(said(text), State(), knowledge, now)
        return (time.process_time() - began) * 1000

    # The better of two: what the first text of its kind has to build is built once in a process.
    times = [min(took(text), took(text)) for text in texts]
    row(f"turn for {LENGTHS[0]} to {LONGEST_MESSAGE} characters, worst", max(times), "ms", at_most=50)


def _asked(texts: Sequence[str]) -> Sequence[str]:
    """Some of the phrasings, each without its last sign: word for word they would be known at once."""
    return [text[:-1] for text in texts[:: 1 + len(texts) // 2_000]]


def _told_in_pieces(texts: Sequence[str]) -> str:
    """A message as people write it: something about themselves, and questions one after the other."""
    return "各位好，公司是今年三月注册的，服务器和域名都买好了。" + "？还有，".join(texts) + "？谢谢！"


def _in_pinyin(text: str) -> str:
    return " ".join(syllable(sign) or sign for sign in text)


def _few(content: Content) -> None:
    """The same among a round number of phrasings, about as many for each topic."""
    share = len(content.phrasings) / FEW
    fewer = Content(
        _thinned(content.questions, share), _thinned(content.rejections, share), content.lexicon, content.more
    )
    texts = [text for _, text in fewer.phrasings]
    engine = fewer.engine()
    print(f"look-up among {len(texts)} phrasings")
    times = [_milliseconds(engine, text) for text in _asked(texts)]
    row("one message, median", percentile(times, 0.5), "ms")
    row("one message, p99", percentile(times, 0.99), "ms", at_most=2)


def _many(content: Content) -> None:
    """The same among a hundred thousand, most of them with characters that do not belong there."""
    chance = random.Random(1)
    signs = sorted({sign for _, text in content.phrasings for sign in text})
    lacking = MANY / len(content.phrasings) - 1

    def noisy(text: str) -> str:
        return "".join(chance.choice(signs) if chance.random() < NOISE else sign for sign in text)

    def more(topics: Topics) -> Topics:
        return {
            id: (*texts, *(noisy(text) for text in chance.choices(texts, k=round(lacking * len(texts)))))
            for id, texts in topics.items()
        }

    many = replace(content, questions=more(content.questions), rejections=more(content.rejections))
    engine = many.engine()
    texts = [text for _, text in content.phrasings]
    print(f"look-up among {len(many.phrasings)} phrasings")
    took = [_milliseconds(engine, text) for text in _asked(texts)]
    row("one message, median", percentile(took, 0.5), "ms")
    row("one message, p99", percentile(took, 0.99), "ms", at_most=20)


def _thinned(topics: Topics, share: float) -> Topics:
    return {topic: tuple(texts[: max(1, round(len(texts) / share))]) for topic, texts in topics.items()}


def _milliseconds(engine: Engine, text: str) -> float:
    began = time.perf_counter()
    engine.read(text)
    return (time.perf_counter() - began) * 1000


def _learnt(topics: Topics) -> Topics:
    return {topic: _kept(texts) for topic, texts in topics.items()}


def _kept(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for number, text in enumerate(texts, 1) if number % HELD_OUT)


def _share(right: Iterable[bool]) -> float:
    values = list(right)
    return sum(values) / len(values)
