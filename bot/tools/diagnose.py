"""What a pasted rejection says and what to do about it: as text, or as one JSON object for other programs.

The text goes through the conversation itself, so a program gets what a person gets. The JSON form is versioned: within
a version fields may be added, but not renamed, removed, or changed in meaning (docs/programs.md).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot import files
from bot.core.dialogue import respond
from bot.core.events import Attached, said
from bot.core.filings.attempts import merge
from bot.core.filings.plan import Todo, papers, plan
from bot.core.kinds import Subject
from bot.core.knowledge import Fact, Knowledge, Province
from bot.core.plain import plain
from bot.core.screens.plan_screens import plan_screen
from bot.core.screens.provinces import asked_in
from bot.core.state import Asker, Attempt, State, Unclear
from bot.core.texts.diagnosis import QUOTED
from bot.core.texts.grace import last_day
from bot.core.words import clip
from bot.tools.name import province_called

VERSION = 1


def run(knowledge: Knowledge, file: Path | None, subject: Subject | None, where: str, now: datetime) -> int:
    """Print the diagnosis of a file (None: standard input) as a person reads it, for a province ("": any)."""
    province = province_called(knowledge, where)
    print(plain(as_text(files.read(file), knowledge, subject, now, province)))
    return 0


def run_as_json(knowledge: Knowledge, file: Path | None, subject: Subject | None, where: str, now: datetime) -> int:
    """Print the same diagnosis as JSON."""
    province = province_called(knowledge, where)
    print(json.dumps(as_json(files.read(file), knowledge, subject, now, province), ensure_ascii=False, indent=2))
    return 0


def attempt_of(text: str, knowledge: Knowledge, now: datetime) -> Attempt:
    """Return the rejection that a text tells, as kept of a person who sends it as a file; those of several customers
    are merged. A text that the conversation takes for no notice gives one unrecognised reason with no topic near it."""
    told = said(text)
    state = respond(Attached(told), State(), knowledge, now).state
    if not state.loose:
        return Attempt(1, now, unclear=(Unclear(clip(told.text, QUOTED)),))
    while len(state.loose) > 1:
        state = merge(state, state.loose[-1], None)
    return state.loose[0]


def as_text(text: str, knowledge: Knowledge, subject: Subject | None, now: datetime, province: Province | None) -> str:
    """Return the plan as a person reads it, in Markdown, for a kind of applicant (None: all) and a province (None:
    any)."""
    attempt = attempt_of(text, knowledge, now)
    asker = Asker(subject, province=province.id if province else "")
    return plan_screen(knowledge, State(loose=(attempt,), asker=asker), attempt, None, now).text


def as_json(
    text: str, knowledge: Knowledge, subject: Subject | None, now: datetime, province: Province | None
) -> Mapping[str, object]:
    """Return the reasons, what was not recognised, the beginning of what was not read (None: all was), and the plan,
    for a kind of applicant (None: all) and a province (None: any)."""
    attempt = attempt_of(text, knowledge, now)
    made = plan(attempt, knowledge, now)
    read = said(text).in_brief
    topics = [knowledge.topics[id] for id in attempt.reasons]
    return {
        "version": VERSION,
        "hidden": list(said(text).hidden),
        "sender": attempt.sender,
        "provider": attempt.provider or None,
        "grace": last.date.isoformat() if (last := last_day(attempt, knowledge)) else None,
        "reasons": [
            {
                "id": topic.id,
                "title": topic.title,
                "who": topic.who,
                "resubmit": topic.resubmit,
                "wait": _length(topic.wait),
                "perhaps": [id for doubt in attempt.doubts if doubt.told == topic.id for id in doubt.near],
            }
            for topic in topics
        ],
        "unrecognised": [
            {"text": one.text, "nearest": [{"id": id, "title": knowledge.topics[id].title} for id in one.near]}
            for one in attempt.unclear
        ],
        "unread": clip(read.unread or knowledge.engine.reading(read.text).unread, QUOTED) or None,
        "plan": {"resubmit": made.resubmit, "todos": [_todo(todo, subject, province) for todo in made.todos]},
    }


def _todo(todo: Todo, subject: Subject | None, province: Province | None) -> Mapping[str, object]:
    fix = todo.fix
    local = asked_in(province, fix.local, subject) if province else []
    return {
        "id": fix.id,
        "title": fix.title,
        "reasons": list(todo.reasons),
        "who": fix.who,
        "where": fix.where,
        "how": fix.how,
        "papers": [{"text": paper.text, "for": list(paper.subjects)} for paper in papers(fix, subject)],
        "local": [{"text": one.text, "years": one.years} for one in local],
        "takes": _length(fix.takes),
        "wait": _length(fix.wait),
        "optional": fix.optional,
    }


def _length(fact: Fact | None) -> Mapping[str, object] | None:
    if fact is None:
        return None
    return {"low": fact.low, "high": fact.high, "unit": fact.unit, "text": fact.text}
