"""What admins read: figures, what was not understood, how the bot is. Nothing here is about one person."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rapidfuzz import fuzz, process

from bot.core.actions import WHY_UNHELPFUL
from bot.core.chart import Bar, Chart, Funnel, Ranking
from bot.core.events import Command, Event, Pressed
from bot.core.filings.experience import by_step
from bot.core.knowledge import Experience, Flow, Knowledge, Step
from bot.core.plain import plain
from bot.core.replies import Button, Note, Screen, Wait
from bot.core.words import clip, label, say, verbatim
from bot.core.workdays import BEIJING, local
from bot.store import Counted

COMMANDS = ("reload", "misses", "stats", "health")
PRESS = "admin:"
"""The beginning of the data of admins' buttons; no other button's data begins so."""
WEEK, MONTH = timedelta(days=7), timedelta(days=30)
DIGEST_AT = time(9)
"""When on Monday the digest is due, Beijing time."""
MOST = 5
"""Lines of text in a list of the most frequent."""
DRAWN = 3
"""The same in the picture, which a phone must show whole."""
MOST_MISSES = 500
"""How many misses can be gone through, the most frequent: more than anybody does."""
ALIKE = 80
"""Of 100: from this likeness on, misses are shown together."""
BANDS = ("answer", "choose", "unknown")
TOPS = (("topics", ("answer", "read")), ("reasons", ("rejected",)), ("complaints", ("unhelpful",)))
"""The lists of the most frequent: what stands in the key of its heading, and the kinds of notes that it counts."""

_DATA = re.compile(
    r"admin:(?:(chart)|(misses):(\d{1,9})|(drop):(\d{1,9}):(\d{1,9})|(adopt):(\d{1,9}):([a-z0-9-]{1,60}))"
)
_GIVEN = re.compile(r"#?(\d{1,9})\s+([a-z0-9-]{1,60})")

Tally = Mapping[Note, int]
Waits = Iterable[tuple[Wait, int]]
"""How long reviews took, each with how often that occurred."""


def asked(event: Event) -> tuple[str, ...]:
    """Return what an admin asks for by this event, with its arguments. (): it is an event like anybody's."""
    match event:
        case Command("misses", argument) if argument.strip():
            given = _GIVEN.fullmatch(argument.strip())
            return ("adopt", given[1], given[2]) if given else ("form",)
        case Command("misses"):
            return ("misses", "0")
        case Command(name) if name in COMMANDS:
            return (name,)
        case Pressed(data) if found := _DATA.fullmatch(data):
            return tuple(group for group in found.groups() if group is not None)
    return ()


def last_monday(now: datetime) -> datetime:
    """Return the last moment at which the digest was due."""
    here = local(now)
    due = datetime.combine(here.date() - timedelta(days=here.weekday()), DIGEST_AT, BEIJING)
    return due if due <= now else due - WEEK


def days(now: datetime) -> list[tuple[date, datetime, datetime]]:
    """Return the days of the last month, today last: each day in Beijing, with its first moment and the next day's
    (UTC)."""
    today = local(now).date()
    found = [today - timedelta(days=ago) for ago in range(MONTH.days - 1, -1, -1)]
    begun = [datetime.combine(day, time(), BEIJING).astimezone(UTC) for day in (*found, today + timedelta(days=1))]
    return list(zip(found, begun, begun[1:], strict=False))


def stats(knowledge: Knowledge, week: Tally, month: Tally, waits: Waits, key: str = "stats") -> Screen:
    """Make the screen with the figures of seven and thirty days, and how long reviews took, under the sentence
    `key`."""
    counted = (*BANDS, "chosen", "began", "rejected", "resubmitted", "human", "helpful", "unhelpful")
    lines = [
        _line(knowledge, "stats-questions", _kinds(week, *BANDS), _kinds(month, *BANDS)),
        *(_line(knowledge, f"stats-{kind}", _kinds(week, kind), _kinds(month, kind)) for kind in counted),
    ]
    parts = [say(knowledge, key), "\n".join(lines)]
    titles = _titles(knowledge)
    for name, kinds in TOPS:
        if top := _most(month, kinds, titles):
            lines = [f"- {_safe(title)}　{count}" for title, count in top]
            parts.append(say(knowledge, f"stats-top-{name}") + "\n" + "\n".join(lines))
    why = [(reason, _kinds(month, f"unhelpful-{reason}")) for reason in WHY_UNHELPFUL]
    if any(count for _, count in why):
        told = "　".join(f"{label(knowledge, f'button-unhelpful-{reason}')} {count}" for reason, count in why)
        parts.append(say(knowledge, "stats-why", why=told))
    if steps := _steps(knowledge, month):
        parts.append(say(knowledge, "stats-steps") + "\n" + "\n".join(steps))
    if reviews := _reviews(knowledge, waits):
        lines = [
            say(
                knowledge, "stats-wait", step=step.title, flow=flow.title, count=str(one.count),
                median=f"{one.median:g}", low=str(one.low), high=str(one.high),
            )
            for flow, step, one in reviews
        ]  # fmt: skip
        parts.append(say(knowledge, "stats-waits") + "\n" + "\n".join(lines))
    button = Button(label(knowledge, "button-chart"), f"{PRESS}chart")
    return Screen("\n\n".join(parts), ((button,),) if _kinds(month, *BANDS) else ())


def chart(knowledge: Knowledge, daily: Sequence[tuple[date, Tally]], now: datetime, waits: Waits = ()) -> Chart | None:
    """Return the figures of the month for the picture. None: nothing was asked.

    They are the questions of each day by how they were answered, the progress in the flow that is begun most, the most
    frequent topics, reasons and complaints, and how long reviews took.
    """
    bars = tuple(Bar(f"{day:%m-%d}", tuple(_kinds(tally, band) for band in BANDS)) for day, tally in daily)
    if not any(sum(bar.parts) for bar in bars):
        return None
    month: Counter[Note] = Counter()
    for _, tally in daily:
        month.update(tally)
    titles = _titles(knowledge)
    rankings = [
        Ranking(plain(say(knowledge, f"stats-top-{name}")), tuple(top[:DRAWN]))
        for name, kinds in TOPS
        if (top := _most(month, kinds, titles))
    ]
    reviews = [(f"{step.title}（{flow.title}）", round(one.median)) for flow, step, one in _reviews(knowledge, waits)]
    if longest := tuple(sorted(((title, days) for title, days in reviews if days), key=lambda each: -each[1])[:DRAWN]):
        rankings.append(Ranking(label(knowledge, "chart-waits"), longest))
    return Chart(
        label(knowledge, "chart"),
        tuple(label(knowledge, f"chart-{band}") for band in BANDS),
        bars,
        tuple(rankings),
        label(knowledge, "picture-foot", now=f"{local(now):%Y-%m-%d %H:%M}"),
        _funnel(knowledge, month),
    )


@dataclass(frozen=True, slots=True)
class Cluster:
    """Misses like the first one, which was said most often of them."""

    misses: tuple[Counted, ...]

    @property
    def count(self) -> int:
        """How often they were said, all together."""
        return sum(one.count for one in self.misses)


def clusters(misses: Iterable[Counted]) -> list[Cluster]:
    """Group the misses that are alike; the most frequent group first."""
    found: list[list[Counted]] = []
    heads: list[str] = []
    for one in sorted(misses, key=lambda one: (-one.count, one.id)):
        words = " ".join(sorted(one.miss.key.split()))
        like = process.extractOne(words, heads, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if like is None:
            found.append([one])
            heads.append(words)
        else:
            found[like[2]].append(one)
    return sorted((Cluster(tuple(some)) for some in found), key=lambda cluster: -cluster.count)


def misses(knowledge: Knowledge, kept: Iterable[Counted], place: int) -> Screen:
    """Make the screen with the group of misses at this place (from 0, the most frequent first), and the topics that may
    learn it."""
    found = clusters(kept)
    if not found:
        return Screen(say(knowledge, "misses-none"))
    place %= len(found)
    head = found[place].misses[0]
    lines = [say(knowledge, "misses", place=str(place + 1), count=str(len(found)))]
    lines += [
        say(knowledge, "misses-line", number=str(one.id), text=one.miss.text, count=str(one.count))
        for one in found[place].misses[:MOST]
    ]
    near = [knowledge.topics[id] for id in head.miss.near if id in knowledge.topics]
    rows = [
        (Button(label(knowledge, "button-adopt", title=topic.button), f"{PRESS}adopt:{head.id}:{topic.id}"),)
        for topic in near
    ]
    drop = Button(label(knowledge, "button-drop-miss"), f"{PRESS}drop:{head.id}:{place}")
    onward = Button(label(knowledge, "button-next-miss"), f"{PRESS}misses:{place + 1}")
    lines.append("\n" + say(knowledge, "misses-how", number=str(head.id)))
    return Screen("\n".join(lines), (*rows, (drop, onward) if len(found) > 1 else (drop,)))


def digest(knowledge: Knowledge, week: Tally, month: Tally, waits: Waits, kept: Iterable[Counted]) -> Screen:
    """Make the screen with the figures of the week, and a button to what was not understood."""
    figures = stats(knowledge, week, month, waits, "digest")
    count = len(list(kept))
    more = Button(label(knowledge, "button-misses", count=str(count)), f"{PRESS}misses:0")
    return Screen(figures.text, ((more,),) if count else ())


def health(knowledge: Knowledge, found: Mapping[str, object] | None) -> Screen:
    """Make the screen that says how the bot is, from what its health page says. None: that is not known."""
    if found is None:
        return Screen(say(knowledge, "health-unknown"))
    values = {name: label(knowledge, "health-fine") if value == "" else str(value) for name, value in found.items()}
    values["heard"] = values["heard"] if found["heard"] is not None else "—"
    return Screen(
        say(knowledge, "health-good" if found["ok"] else "health-bad") + "\n\n" + say(knowledge, "health", **values)
    )


def _line(knowledge: Knowledge, key: str, week: int, month: int) -> str:
    return say(knowledge, key, week=str(week), month=str(month))


def _kinds(tally: Tally, *kinds: str) -> int:
    return sum(count for note, count in tally.items() if note.kind in kinds)


def _about(tally: Tally, kinds: Iterable[str]) -> Counter[str]:
    """Count what these notes are about, without the version (`@…`)."""
    found: Counter[str] = Counter()
    for note, count in tally.items():
        if note.kind in kinds and note.about:
            found[note.about.partition("@")[0]] += count
    return found


def _most(tally: Tally, kinds: Iterable[str], titles: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return the titles of the topics that these notes are about most often, and how often."""
    return [(titles[id], count) for id, count in _about(tally, kinds).most_common() if id in titles][:MOST]


def _titles(knowledge: Knowledge) -> dict[str, str]:
    return {id: topic.title for id, topic in knowledge.topics.items()}


def _safe(text: str) -> str:
    return verbatim(clip(text, 30))


def _reviews(knowledge: Knowledge, waits: Waits) -> list[tuple[Flow, Step, Experience]]:
    """Return how long each review took, if enough filings passed it."""
    known = by_step(waits)
    steps = ((flow, step) for flow in knowledge.flows.values() for step in flow.steps)
    return [(flow, step, known[flow.id, step.id]) for flow, step in steps if (flow.id, step.id) in known]


def _funnel(knowledge: Knowledge, tally: Tally) -> Funnel | None:
    """Return how far people came in the flow that was begun most. None: none was begun."""
    began, finished = _about(tally, ("began",)), _about(tally, ("finished",))
    id, count = next(((id, count) for id, count in began.most_common() if id in knowledge.flows), ("", 0))
    if not count:
        return None
    flow = knowledge.flows[id]
    left = [finished[f"{id}:{step.id}"] for step in flow.steps]
    steps = tuple(zip((step.title for step in flow.steps), [count, *left], left, strict=False))
    return Funnel(label(knowledge, "chart-steps", flow=flow.title, count=str(count)), steps)


def _steps(knowledge: Knowledge, tally: Tally) -> list[str]:
    """Return a line for each flow that was begun or continued: how many began, and how often each step was finished."""
    began, finished = _about(tally, ("began",)), _about(tally, ("finished",))
    lines = []
    for flow in knowledge.flows.values():
        counts = [(step.title, finished[f"{flow.id}:{step.id}"]) for step in flow.steps]
        if began[flow.id] or any(count for _, count in counts):
            walked = "　→ ".join(_safe(f"{title} {count}") for title, count in counts)
            lines.append(f"- **{_safe(flow.title)}** {began[flow.id]}　→ {walked}")
    return lines
