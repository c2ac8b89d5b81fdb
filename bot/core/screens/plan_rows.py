"""The buttons of a rejection's plan: ticks, what an unsure stretch may be, and the ways on."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bot.core.actions import (
    Action,
    Attach,
    Grow,
    History,
    Instead,
    Letters,
    Merge,
    OpenStep,
    Part,
    Read,
    Reasons,
    Resubmitted,
    SentBy,
    Settle,
    Strike,
    TickFix,
    Undo,
    Unsubmit,
    Unsure,
)
from bot.core.button_data import encode
from bot.core.course import current_step
from bot.core.filings import attempts
from bot.core.filings.plan import Plan, Todo, asks_whence
from bot.core.kinds import Sender
from bot.core.knowledge import Knowledge
from bot.core.replies import Button, Row
from bot.core.screens.rows import button, home_row, human_row, in_rows, name_rows, or_rows
from bot.core.state import Attempt, Filing, State
from bot.core.words import box, label, say
from bot.search.index import OFFERED
from bot.search.normalise import clean

ASKED: tuple[Sender, ...] = ("provider-review", "authority")
"""The senders to choose from if it is not clear who sent a rejection. What others send names them."""
WHENCE = ("review", "after")
"""The choice between review and inspection, if the plan depends on it (`asks_whence`)."""
Offer = tuple[str, list[Row]]
"""What is said of an unsure stretch, and the buttons for what it may be."""


def plan_rows(
    knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None, made: Plan, rivals: Sequence[str] = ()
) -> tuple[Row, ...]:
    """Return all buttons of a plan; `rivals`: ids of topics that may be meant instead, to be read."""
    asked = {*(id for one in attempt.doubts for id in one.near), *(id for one in attempt.unclear for id in one.near)}
    others = or_rows(knowledge, [id for id in rivals if id not in asked])
    ticks = in_rows([tick_button(attempt, todo, number) for number, todo in enumerate(made.todos, 1)], 5)
    ways = _ways(knowledge, state, attempt, filing, made, attempts.before(state, attempt, filing))
    return (*ticks, *ways[:-1], *others, ways[-1])


def _ways(
    knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None, made: Plan, earlier: Sequence[Attempt]
) -> list[Row]:
    """Return the buttons that lead on from a plan, the first menu last; `earlier`: the rejections before it."""
    number = attempt.number
    rows: list[Row] = []
    if not attempt.submitted and made.resubmit:
        done = "rechecked" if made.rechecked else "resubmitted"
        key = f"button-{done}" if made.ready else f"button-{done}-anyway"
        rows.append((button(knowledge, key, Resubmitted(number)),))
    rows += _ways_to_reasons(knowledge, attempt)
    if not attempt.submitted:
        rows += name_rows(knowledge, attempt.reasons)
    whence = WHENCE if asks_whence(attempt, knowledge) else ASKED
    if attempt.sender is None and (whence == WHENCE or made.resubmit is None):
        rows.append(tuple(button(knowledge, f"button-sender-{one}", SentBy(number, one)) for one in whence))
    rows += _ways_to_filing(knowledge, attempt, filing) if filing else _ways_outside(knowledge, state, attempt)
    if attempt.joined and not attempt.submitted:
        rows.append((button(knowledge, "button-part", Part(number)),))
    letters = button(knowledge, "button-letters", Letters(number))
    if earlier:
        rows.append((letters, button(knowledge, "button-history", History())))
        if not attempt.submitted and earlier[-1].submitted is None:
            rows.append((button(knowledge, "button-merge", Merge(number)),))
    else:
        rows.append((letters,))
    rows.append((button(knowledge, "button-strike", Strike(number, False)),))
    if attempt.unclear:
        rows += human_row(knowledge)
    return [*rows, home_row(knowledge)]


def _ways_to_reasons(knowledge: Knowledge, attempt: Attempt) -> list[Row]:
    """Return the buttons for what an unsure stretch may be, or to several of these; and to the reasons."""
    offers, read = offers_of(knowledge, attempt), reads(knowledge, attempt)
    opens = []
    if len(offers) > 1:
        opens.append(button(knowledge, "button-unsure", Unsure(attempt.number), count=str(len(offers))))
    if read:
        why = read[0].data if len(read) == 1 else encode(Reasons(attempt.number))
        opens.append(Button(label(knowledge, "button-why"), why))
    return [*(offers[0][1] if len(offers) == 1 else []), *in_rows(opens, 2)]


def _ways_to_filing(knowledge: Knowledge, attempt: Attempt, filing: Filing) -> list[Row]:
    """Return the buttons to the filing's current step and, until the filing changes, to say that it was another one."""
    rows: list[Row] = []
    if at := current_step(filing, knowledge):
        rows.append((button(knowledge, "button-to-mend", OpenStep(filing.number, at.id), step=at.title),))
    if filing.revision == attempt.revision:
        rows.append((button(knowledge, "button-other-filing", Undo(filing.number, filing.revision)),))
    return rows


def _ways_outside(knowledge: Knowledge, state: State, attempt: Attempt) -> list[Row]:
    """Return the buttons to say which filing came back, the last one first; without filings, to begin following one."""
    number = attempt.number
    rows: list[Row] = []
    if attempt.submitted:
        key = "button-undo" if attempt.reached else "button-unsubmit"
        rows.append((button(knowledge, key, Unsubmit(number)),))
    filings = [filing for filing in state.filings if not filing.away]
    filings.sort(key=lambda filing: filing.number != state.front)
    rows += in_rows(
        [button(knowledge, "button-attach", Attach(number, one.number), name=one.name) for one in filings[:OFFERED]], 1
    )
    return rows if filings else [*rows, (button(knowledge, "button-follow", Grow(number)),)]


def offers_of(knowledge: Knowledge, attempt: Attempt) -> list[Offer]:
    """Return the stretches that the person may know better."""
    offers: list[Offer] = []
    for place, one in enumerate(attempt.unclear):
        rows = _near(knowledge, one.near, "button-settle", partial(Settle, attempt.number, place))
        none = button(knowledge, "button-settle-none", Settle(attempt.number, place, ""))
        if rows:
            offers.append((say(knowledge, "plan-unclear", text=one.text), [*rows, (none,)]))
    return offers + doubts_of(knowledge, attempt)


def doubts_of(knowledge: Knowledge, attempt: Attempt) -> list[Offer]:
    """Return the reasons that may be others."""
    doubts: list[Offer] = []
    for place, doubt in enumerate(attempt.doubts):
        if (told := knowledge.topics.get(doubt.told)) is None or not doubt.near:
            continue
        rows = _near(knowledge, doubt.near, "button-instead", partial(Instead, attempt.number, place))
        right = button(knowledge, "button-told-rightly", Instead(attempt.number, place, ""))
        same = clean(doubt.text) == clean(told.title)
        says = say(knowledge, "plan-doubt-vague" if same else "plan-doubt", text=doubt.text, title=told.title)
        doubts.append((says, [*rows, (right,)]))
    return doubts


def _near(knowledge: Knowledge, topics: Iterable[str], key: str, action: Callable[[str], Action]) -> list[Row]:
    """Return a button with this action for each of these topics (ids) that still exists."""
    there = (knowledge.topics[id] for id in topics if id in knowledge.topics)
    return [(button(knowledge, key, action(topic.id), title=topic.button),) for topic in there]


def reads(knowledge: Knowledge, attempt: Attempt) -> list[Button]:
    """Return a button to read about each reason."""
    return [
        button(knowledge, "button-reason", Read(topic.id), number=str(place), title=topic.button)
        for place, topic in enumerate(attempts.topics_of(attempt, knowledge), 1)
    ]


def tick_button(attempt: Attempt, todo: Todo, number: int) -> Button:
    """Return the box of the thing to do with this number."""
    return Button(box(todo.done is not None, number), encode(TickFix(attempt.number, todo.fix.id, todo.done is None)))
