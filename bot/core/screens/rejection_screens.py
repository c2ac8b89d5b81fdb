"""Screens of a rejection apart from its plan: how it stands, until when, what became of it, and what came back when."""

from dataclasses import replace
from datetime import datetime

from bot.core.actions import Grow, History, Letters, OpenPlan, Rejected, Strike
from bot.core.filings import attempts
from bot.core.filings.plan import Plan, plan
from bot.core.knowledge import Fix, Knowledge
from bot.core.replies import Button, Row, Screen
from bot.core.screens.kept import AFTERWARDS
from bot.core.screens.plan_screens import day_told, what_now
from bot.core.screens.rows import button, flow_row, home_row, in_rows, plan_button, to_read
from bot.core.state import Attempt, Filing, State
from bot.core.texts import grace
from bot.core.texts.reckoning import TOTAL, review_ends
from bot.core.words import Marked, clip, in_lines, label, say
from bot.core.workdays import Day, end_of, local, spoken_date
from bot.search.index import OFFERED

MOST_SHOWN = 10
POLICE_NUMBER = "police-hang"
"""The topic on where the number of the police goes."""
LONGEST_QUOTE = 40
"""Characters of an unrecognised stretch that are quoted."""
CALLED = 12
"""Characters of its first reason that name a plan on a button."""


def main_reason(knowledge: Knowledge, attempt: Attempt) -> str:
    """Return its first reason, by which people know it, behind its name if it has one."""
    titles = [topic.title for topic in attempts.topics_of(attempt, knowledge)]
    title = titles[0] if titles else label(knowledge, "attempt-unknown")
    return f"{attempt.called} · {title}" if attempt.called else title


def all_reasons(knowledge: Knowledge, attempt: Attempt) -> str:
    """Return its reasons, in a row."""
    titles = "；".join(topic.title for topic in attempts.topics_of(attempt, knowledge))
    return titles or label(knowledge, "attempt-unknown")


def confirm_strike(knowledge: Knowledge, attempt: Attempt) -> Screen:
    """Ask if it was really no rejection."""
    yes = button(knowledge, "button-delete-yes", Strike(attempt.number, True))
    no = button(knowledge, "button-no", OpenPlan(attempt.number))
    return Screen(say(knowledge, "strike-sure", title=main_reason(knowledge, attempt)), ((yes,), (no,)), yes_no=True)


def named_plan_button(knowledge: Knowledge, attempt: Attempt) -> Button:
    """Return the button to one of several plans, named after its first reason."""
    name = clip(main_reason(knowledge, attempt), CALLED)
    return button(knowledge, "button-plan-line", OpenPlan(attempt.number), name=name)


def left_at(knowledge: Knowledge, menu: Screen, attempt: Attempt, now: datetime) -> Screen:
    """Add to a menu what is left of the rejection at work, and the button to it, for a person who comes back."""
    left = sum(todo.done is None for todo in plan(attempt, knowledge, now).todos)
    title = main_reason(knowledge, attempt)
    says = say(knowledge, "left-at" if left else "left-at-done", title=title, count=str(left))
    says += "" if left else _asked_first(knowledge, attempt)
    return replace(menu, text=f"{menu.text}\n\n{says}", buttons=((plan_button(knowledge, attempt),), *menu.buttons))


def being_mended(knowledge: Knowledge, attempt: Attempt, now: datetime) -> str:
    """Tell what is being mended, until when, and from when on it can be submitted again."""
    last, made = grace.last_day(attempt, knowledge), plan(attempt, knowledge, now)
    key = "progress-plan-until" if last else "progress-plan"
    text = say(knowledge, key, title=main_reason(knowledge, attempt), day=day_told(knowledge, last, now))
    if made.until and not made.left:
        text += say(knowledge, "progress-plan-again", day=day_told(knowledge, made.until, now))
    return text


def awaited(knowledge: Knowledge, attempt: Attempt, now: datetime) -> str:
    """Tell what was submitted again, when, and how many working days ago."""
    now_so = Marked(what_now(knowledge, attempt, plan(attempt, knowledge, now), now))
    text = say(knowledge, "progress-submitted", title=main_reason(knowledge, attempt), now=now_so)
    if attempt.reached in ("sms", "code"):
        return text  # it is the applicant's own turn
    days = knowledge.calendar.count(local(attempt.since or attempt.submitted or now).date(), local(now).date())
    return text + (say(knowledge, "progress-submitted-days", days=str(days)) if days else "")


def result_when(knowledge: Knowledge, attempt: Attempt, now: datetime) -> Screen:
    """Tell when a resubmission may have a result, with the button to a filing that counts its days."""
    since, told = local(attempt.since or attempt.submitted or now).date(), [awaited(knowledge, attempt, now)]
    match attempt.reached:
        case "authority":
            told += [review_ends(knowledge, "authority", since, now), say(knowledge, "result-counted")]
        case "sms" | "code":
            told.append(say(knowledge, "result-filled"))
        case _:
            told += [review_ends(knowledge, "first-review", since, now), say(knowledge, "result-after")]
    follow = button(knowledge, "button-follow", Grow(attempt.number))
    read = in_rows(to_read(knowledge, [TOTAL]), 1)
    return Screen("\n\n".join(filter(None, told)), ((follow,), *read, home_row(knowledge)))


def whether_ready(knowledge: Knowledge, attempt: Attempt, now: datetime) -> Screen:
    """Tell whether it can be submitted again, or from which day on, or what is left to do and how long each takes. No
    day is given for a recheck, or if doing something takes time of its own."""
    made = plan(attempt, knowledge, now)
    now_so = Marked(what_now(knowledge, attempt, made, now))
    left = [todo for todo in made.todos if todo.done is None and not attempt.submitted]
    if not left:
        text = say(knowledge, "plan-now", title=main_reason(knowledge, attempt), now=now_so)
        return Screen(text, _plan_and_home(knowledge, attempt))
    texts = [now_so, "\n".join(_with_time(knowledge, todo.fix) for todo in left)]
    if not (made.rechecked or any(todo.fix.takes for todo in left)):
        waits = [end_of(knowledge.calendar, wait.high or 0, wait.unit, now) for todo in left if (wait := todo.fix.wait)]
        waits += [made.until] if made.until else []
        day = day_told(knowledge, max(waits, key=lambda day: day.date, default=None), now)
        texts.append(say(knowledge, "plan-now-soonest", day=day) if day else label(knowledge, "plan-now-at-once"))
    return Screen("\n\n".join(texts), _plan_and_home(knowledge, attempt))


def _with_time(knowledge: Knowledge, fix: Fix) -> str:
    """Return a thing to do, with how long it takes and how long to wait afterwards, as far as known."""
    times = [("plan-now-takes", fix.takes), ("plan-now-wait", fix.wait)]
    told = "".join(say(knowledge, key, time=fact.text) for key, fact in times if fact)
    return say(knowledge, "plan-now-todo", title=fix.title, times=Marked(told))


def too_early(knowledge: Knowledge, attempt: Attempt, now: datetime) -> str:
    """Tell what speaks against having submitted this again by now; "": nothing does."""
    made = plan(attempt, knowledge, now)
    if made.rechecked or made.ready:
        return ""
    if made.left:
        return say(knowledge, "resubmitted-unfinished", count=str(made.left))
    return say(knowledge, "resubmitted-early", day=day_told(knowledge, made.until, now)) if made.until else ""


def days_left(knowledge: Knowledge, attempt: Attempt, last: Day, now: datetime) -> Screen:
    """Tell how long it is until the last day that a notice gives, and what to do if that is too short."""
    days = (last.date - local(now).date()).days
    left = label(knowledge, "grace-over" if days < 0 else "grace-today" if days == 0 else "grace-days", days=str(days))
    title, day = main_reason(knowledge, attempt), day_told(knowledge, last, now)
    return Screen(say(knowledge, "grace-left", title=title, day=day, left=left), _plan_and_home(knowledge, attempt))


def no_last_day(knowledge: Knowledge, attempt: Attempt, *, later: bool) -> Screen:
    """Tell that no notice gives a last day for mending this, and how long an order is kept. `later`: the person does
    not ask but says that it will take a while."""
    days = knowledge.facts["order-idle-days"].text
    text = say(knowledge, "grace-later" if later else "grace-none", title=main_reason(knowledge, attempt), days=days)
    return Screen(text, _plan_and_home(knowledge, attempt))


def recheck_passed(knowledge: Knowledge, attempt: Attempt) -> Screen:
    """Tell that an inspection has nothing more to complain of."""
    return Screen(say(knowledge, "recheck-passed", title=main_reason(knowledge, attempt)), _history_and_home(knowledge))


def nothing_new(knowledge: Knowledge) -> Screen:
    """Tell that the edit of an older message changed no rejection."""
    return Screen(say(knowledge, "edited-notice"), _history_and_home(knowledge))


def _plan_and_home(knowledge: Knowledge, attempt: Attempt) -> tuple[Row, ...]:
    return ((plan_button(knowledge, attempt),), home_row(knowledge))


def _history_and_home(knowledge: Knowledge) -> tuple[Row, ...]:
    return ((button(knowledge, "button-history", History()),), home_row(knowledge))


def passed(knowledge: Knowledge, attempt: Attempt) -> Screen:
    """Tell that what was submitted again came through, and what comes next."""
    hang = in_rows(to_read(knowledge, [POLICE_NUMBER]), 1)
    if attempt.sender == "police" and hang:
        return Screen(say(knowledge, "passed-police"), (*hang, home_row(knowledge)))
    flow = knowledge.flows.get(AFTERWARDS)
    rows = (*([flow_row(knowledge, flow)] if flow else []), home_row(knowledge))
    return Screen(say(knowledge, "passed", title=main_reason(knowledge, attempt)), rows)


def attempt_reminder(knowledge: Knowledge, attempt: Attempt, filing: Filing | None, made: Plan) -> Screen:
    """Remind that the wait after mending is over."""
    done = "、".join(todo.fix.title for todo in made.todos if todo.until)
    name = filing.name if filing else attempt.called or label(knowledge, "due-loose")
    key = "waited-left" if made.left else "waited-unclear" if attempt.unclear else "waited"
    text = say(knowledge, key, name=name, done=done, count=str(made.left))
    return _with_asking(knowledge, attempt, made, text)


def wished_reminder(knowledge: Knowledge, attempt: Attempt, made: Plan) -> Screen:
    """Remind of a rejection without a filing, at the moment that the person wished for."""
    if attempt.submitted:
        return Screen(say(knowledge, "due-wished-sent"), ((plan_button(knowledge, attempt),),))
    text = say(knowledge, "due-wished-plan" if made.left else "due-wished-done", count=str(made.left))
    return _with_asking(knowledge, attempt, made, text)


def grace_reminder(knowledge: Knowledge, attempt: Attempt, filing: Filing | None, made: Plan, now: datetime) -> Screen:
    """Remind that the time that the notice gives is nearly over."""
    name = filing.name if filing else attempt.called or label(knowledge, "due-loose")
    day = day_told(knowledge, grace.last_day(attempt, knowledge), now)
    text = say(knowledge, "grace" if made.left else "grace-done", name=name, day=day, count=str(made.left))
    return _with_asking(knowledge, attempt, made, text)


def _with_asking(knowledge: Knowledge, attempt: Attempt, made: Plan, text: str) -> Screen:
    """Show a reminder with the button to the plan and, if only unrecognised stretches are left of that, the advice to
    ask about them first, with the letters for that."""
    to_plan = (plan_button(knowledge, attempt),)
    if made.left or not attempt.unclear:
        return Screen(text, (to_plan,))
    to_ask = (button(knowledge, "button-letters", Letters(attempt.number)),)
    return Screen(text + _asked_first(knowledge, attempt), (to_plan, to_ask))


def _asked_first(knowledge: Knowledge, attempt: Attempt) -> str:
    """Return in a paragraph what to ask about before submitting again; "": everything was recognised."""
    unclear = "、".join(f"「{clip(one.text, LONGEST_QUOTE)}」" for one in attempt.unclear)
    return "\n\n" + say(knowledge, "ask-first", unclear=unclear) if unclear else ""


def history(knowledge: Knowledge, state: State, now: datetime) -> Screen:
    """Show what came back when, from whom, and what was done about it; by filing, the latest ones."""
    texts: list[str] = []
    rows: list[Row] = []
    rounds = [(filing.name, filing.attempts) for filing in state.filings]
    for called, loose in attempts.by_name(state.loose).items():
        rounds.append((called or label(knowledge, "history-loose"), tuple(loose)))
    rounds = [(name, kept) for name, kept in rounds if kept][-MOST_SHOWN:]
    for name, kept in rounds:
        texts.append(say(knowledge, "history-of", name=name, count=str(len(kept))))
        for number, attempt in list(enumerate(kept, 1))[-max(1, MOST_SHOWN // len(rounds)) :]:
            texts.append(_round(knowledge, attempt, number, now))
            if attempt.submitted is None:
                plan_of = button(knowledge, "button-plan-of", OpenPlan(attempt.number), name=name, number=str(number))
                rows.append((plan_of,))
    if not texts:
        rejected = button(knowledge, "button-rejected", Rejected())
        return Screen(say(knowledge, "history-none"), ((rejected,), home_row(knowledge)))
    return Screen("\n\n".join([say(knowledge, "history"), *texts]), (*rows[-OFFERED:], home_row(knowledge)))


def _round(knowledge: Knowledge, attempt: Attempt, number: int, now: datetime) -> str:
    done = [knowledge.fixes[id].title for id in attempt.ticked if id in knowledge.fixes]
    lines = [
        say(
            knowledge,
            "history-round",
            number=str(number),
            day=spoken_date(attempt.at, now),
            sender=label(knowledge, f"sender-{attempt.sender or 'unknown'}"),
            reasons=all_reasons(knowledge, attempt),
        )
    ]
    if done:
        lines.append(say(knowledge, "history-done", done="、".join(done)))
    if attempt.submitted:
        key = "history-rechecked" if plan(attempt, knowledge, now).rechecked else "history-submitted"
        lines.append(say(knowledge, key, day=spoken_date(attempt.submitted, now)))
    return in_lines(lines)
