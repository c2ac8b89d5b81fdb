"""A small flow, made by hand, for tests of the pure filing functions."""

from datetime import UTC, date, datetime

from bot.__main__ import KNOWLEDGE
from bot.content.calendar import read_calendar
from bot.content.source import Sheet
from bot.core.kinds import Unit, Who
from bot.core.knowledge import Fact, Flow, Item, Knowledge, Option, Question, Router, Step, places
from bot.core.rules import Rules
from bot.search import Engine, Lexicon

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
CALENDAR = read_calendar(Sheet("calendar.yaml", (KNOWLEDGE / "calendar.yaml").read_text(encoding="utf-8"), []))


def fact(id: str, low: float, high: float, unit: Unit) -> Fact:
    return Fact(id, f"{low:g}～{high:g} {unit}", unit, date(2026, 11, 24), low, high)


def step(id: str, who: Who = "applicant", *, deadline: Fact | None = None, items: tuple[Item, ...] = ()) -> Step:
    review = who != "applicant"
    return Step(id, id.title(), who, "text", items, None, deadline, "done", review, (), ())


FLOW = Flow(
    id="sample",
    title="Sample",
    when="always",
    subjects=("personal", "enterprise"),
    steps=(
        step(
            "domain",
            items=(Item("named", "named"), Item("seal", "seal", ("enterprise",)), Item("extra", "x", (), "if")),
        ),
        step("server"),
        step("info"),
        step("submit"),
        step("review", "provider"),
        step("sms", deadline=fact("sms-window", 24, 24, "小时")),
        step("authority", "authority", deadline=fact("authority-limit", 1, 20, "个工作日")),
    ),
    resubmit="submit",
    outcome="a number",
)


def knowledge_with(flow: Flow) -> Knowledge:
    """Knowledge that holds this flow and nothing else."""
    return Knowledge(
        topics={},
        groups={},
        flows={flow.id: flow},
        provinces={},
        places=places(()),
        terms={},
        consoles={},
        fixes={},
        letters={},
        facts={},
        calendar=CALENDAR,
        ui={},
        words={},
        rules=Rules(frozenset(), {}, ()),
        engine=Engine.build({}, {}, Lexicon()),
    )


SMALL = Router(
    "what",
    {
        "what": Question(
            "what",
            "?",
            (
                Option("site", "site", ask="who", holds=("web",), words=(("网站",), ("网站", "腾讯云"))),
                Option("none", "none", topic="t", words=(("腾讯云",),)),
            ),
        ),
        "who": Question(
            "who", "?", (Option("me", "me", flow="f", subject="personal", lacks=("web", "seal")), Option("us", "us"))
        ),
    },
)
