"""Screens of a rejection's plan: the whole, some things to do, what is unsure, the reasons, and which came again.
`rejection_screens` tells in short how a rejection stands and what it becomes."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.core.actions import History, Letters
from bot.core.filings import attempts
from bot.core.filings.plan import Plan, Todo, asks_whence, papers, plan
from bot.core.kinds import About
from bot.core.knowledge import Knowledge, Paper
from bot.core.plain import plain
from bot.core.replies import Screen
from bot.core.screens.plan_rows import doubts_of, offers_of, plan_rows, reads, tick_button
from bot.core.screens.provinces import local_lines, province_of
from bot.core.screens.rows import button, in_rows, plan_button
from bot.core.state import Attempt, Filing, State
from bot.core.texts import grace
from bot.core.texts.asker import OTHERS, asker_of, is_mini, names_of
from bot.core.texts.wordlists import listed
from bot.core.words import Marked, box, in_lines, label, say, shown_time
from bot.core.workdays import Day, local, spoken_date, spoken_day
from bot.search.normalise import clean

_STEPS = re.compile(r"1\. .+\n2\. ")
"""Begins a topic's instructions, if they are several steps."""
LONGEST_PLAN = 3000
"""Characters of a plan from which on things to do are only named: a message holds 4,096."""


def plan_screen(
    knowledge: Knowledge,
    state: State,
    attempt: Attempt,
    filing: Filing | None,
    now: datetime,
    rivals: Sequence[str] = (),
) -> Screen:
    """Show why it came back, what was not recognised, what is to be done in which order, and how to submit again.
    `rivals`: ids of topics that may be meant instead, to be read."""
    made = plan(attempt, knowledge, now)
    earlier = attempts.before(state, attempt, filing)
    texts = [_reasons(knowledge, attempt, filing, earlier), *_again(knowledge, attempt, earlier, now)]
    texts += [say(knowledge, "plan-unclear", text=one.text) for one in attempt.unclear]
    texts += [say(knowledge, "plan-said", text=one.text) for one in attempt.doubts if not one.near]
    texts += [text for text, _ in doubts_of(knowledge, attempt)]
    if offers := offers_of(knowledge, attempt):
        only = "plan-unclear-choose" if attempt.unclear else "plan-doubt-choose"  # a doubt is a guess
        texts.append(say(knowledge, only if len(offers) == 1 else "plan-unsure", count=str(len(offers))))
    elif attempt.unclear:
        texts.append(say(knowledge, "plan-unclear-ask"))
    texts += _grace(knowledge, attempt, now)
    if made.todos:
        count = len(made.todos)
        texts.append(say(knowledge, "plan-todos" if count > 1 else "plan-todo-only", count=str(count)))
        texts += _todos(knowledge, state, attempt, filing, made.todos, now, above=sum(map(len, texts)))
    texts.append(what_now(knowledge, attempt, made, now))
    if asks_whence(attempt, knowledge) and not attempt.ticked:
        texts.append(say(knowledge, "plan-whence"))
    rows = plan_rows(knowledge, state, attempt, filing, made, rivals)
    return Screen("\n\n".join(texts), rows, about=f"plan:{attempt.number}")


def compared_screen(
    knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None, now: datetime
) -> Screen:
    """Tell which reasons are new, which came back again, and what to try for these; or that it is the only rejection
    on record."""
    earlier = attempts.before(state, attempt, filing)
    rows = ((plan_button(knowledge, attempt),),)
    if not earlier:
        return Screen(say(knowledge, "plan-compared-first"), rows)
    again = _again(knowledge, attempt, earlier, now) or [say(knowledge, "plan-compared-new")]
    asks = button(knowledge, "button-letters", Letters(attempt.number))
    ways = (asks, button(knowledge, "button-history", History()))
    return Screen("\n\n".join((_reasons(knowledge, attempt, filing, earlier), *again)), (ways, *rows))


def _todos(
    knowledge: Knowledge,
    state: State,
    attempt: Attempt,
    filing: Filing | None,
    todos: Sequence[Todo],
    now: datetime,
    above: int,
) -> list[str]:
    """Return all things to do with their numbers, each with what the province wants of it, told once. With so many
    characters `above` them, those beyond `LONGEST_PLAN` are only named."""
    length, texts = above, list[str]()
    for number, todo in enumerate(todos, 1):
        text = _todo(knowledge, state, attempt, filing, todo, number, now, brief=length > LONGEST_PLAN)
        length += len(text)
        texts.append(text)
    province = province_of(knowledge, state) if length < LONGEST_PLAN else None
    subject = filing.subject if filing else asker_of(state, knowledge).subject
    told, with_local = set[About](), list[str]()
    for todo, text in zip(todos, texts, strict=True):
        about = [one for one in todo.fix.local if one not in told]
        told.update(about)
        with_local += [text, *local_lines(knowledge, province, about, subject)]
    return with_local


def todos_screen(
    knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None, todos: Sequence[Todo], now: datetime
) -> Screen:
    """Show some things to do, with their numbers in the plan, and the button to all of it."""
    made = plan(attempt, knowledge, now)
    numbered = [(number, todo) for number, todo in enumerate(made.todos, 1) if todo in todos]
    texts = [_todo(knowledge, state, attempt, filing, todo, number, now, brief=False) for number, todo in numbered]
    ticks = [tick_button(attempt, todo, number) for number, todo in numbered]
    return Screen("\n\n".join(texts), (*in_rows(ticks, 5), (plan_button(knowledge, attempt),)))


def quoted(
    knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None, quote: str, now: datetime
) -> tuple[list[Todo], list[str]]:
    """Find what of a plan a quote is about: the things to do that it names, with their reasons (ids); else the reasons
    that it names, with what is to be done about them. Without a full title, the quote's words must stand in just one
    thing to do."""
    todos, topics, words = plan(attempt, knowledge, now).todos, attempts.topics_of(attempt, knowledge), clean(quote)
    if not words:
        return [], []

    def shown(number: int, todo: Todo) -> str:
        return clean(plain(_todo(knowledge, state, attempt, filing, todo, number, now, brief=False)))

    named = [todo for todo in todos if clean(todo.fix.title) in words]
    named = named or [todo for number, todo in enumerate(todos, 1) if words in shown(number, todo)]
    if named and (len(named) == 1 or clean(named[0].fix.title) in words):
        return named, list(dict.fromkeys(id for todo in named for id in todo.reasons))
    told = [topic.id for topic in topics if clean(topic.title) in words]
    told = told or [topic.id for topic in topics if words in clean(topic.title)]
    return [todo for todo in todos if set(told) & {*todo.reasons}], told


def unsure_screen(knowledge: Knowledge, attempt: Attempt) -> Screen | None:
    """Ask about the first stretch that may be something else than was recognised; None: there is none."""
    offers = offers_of(knowledge, attempt)
    if not offers:
        return None
    text, rows = offers[0]
    asked = say(knowledge, "unsure", count=str(len(offers)))
    return Screen(f"{asked}\n\n{text}", (*rows, (plan_button(knowledge, attempt),)))


def reasons_screen(knowledge: Knowledge, attempt: Attempt) -> Screen:
    """List the reasons, each to be read about."""
    read = reads(knowledge, attempt)
    rows = (*in_rows(read, 2), (plan_button(knowledge, attempt),))
    return Screen(say(knowledge, "reasons", count=str(len(read))), rows)


def _reasons(knowledge: Knowledge, attempt: Attempt, filing: Filing | None, earlier: Sequence[Attempt]) -> str:
    """Return whence it came, which round it is, and its reasons, with which came back again and which are new. Without
    a filing it may be of another one than before: then no reason is new unless another came back again."""
    topics = attempts.topics_of(attempt, knowledge)
    names = [label(knowledge, f"sender-{attempt.sender}")] if attempt.sender else []
    if attempt.provider:
        others = names_of(knowledge, [attempt.provider]) if attempt.provider in OTHERS else ()
        names.append(others[0] if others else label(knowledge, f"condition-{attempt.provider}"))
    if name := filing.name if filing else attempt.called:
        names.append(name)
    if earlier:
        names.append(label(knowledge, "plan-round", count=str(len(earlier) + 1)))
    origin = say(knowledge, "plan-origin", names=" · ".join(names)) if names else ""
    if not topics:
        return say(knowledge, "plan-none") + origin
    before = {id for one in earlier for id in one.reasons}
    same = bool(before) and (filing is not None or any(topic.id in before for topic in topics))
    other = "plan-reason-new" if same else "plan-reason"
    keys = ["plan-reason-again" if topic.id in before else other for topic in topics]
    lines = [
        say(knowledge, key, number=str(number), title=topic.title)
        for number, (key, topic) in enumerate(zip(keys, topics, strict=True), 1)
    ]
    if len(topics) == 1:
        lines.append("\n" + topics[0].text.split("\n\n")[0])
    return say(knowledge, "plan", count=str(len(topics))) + origin + "\n\n" + "\n".join(lines)


def _again(knowledge: Knowledge, attempt: Attempt, earlier: Sequence[Attempt], now: datetime) -> list[str]:
    """Tell of each reason that came back again what was done about it last time, what was not, what else may be tried,
    and if it was submitted before its wait was over. A single such reason with nothing missed also gets its steps. The
    end advises to ask."""
    texts, steps = list[str](), list[str]()
    for topic in attempts.topics_of(attempt, knowledge):
        last = next((one for one in reversed(earlier) if topic.id in one.reasons), None)
        if last is None:
            continue
        todos = [todo for todo in plan(last, knowledge, last.submitted or now).todos if todo.fix.id in topic.fixes]
        told = [
            say(knowledge, "plan-again-fix", title=todo.fix.title, day=spoken_date(todo.done, now))
            for todo in todos
            if todo.done
        ]
        undone = [todo for todo in todos if not todo.done]
        left = _titles(todo for todo in undone if not (told and todo.fix.optional))
        untried = _titles(todo for todo in undone if told and todo.fix.optional)
        key = "plan-again-none" if not told else "plan-again-some" if left else "plan-again-all"
        text = say(knowledge, key, title=topic.title, done=Marked("、".join(told)), left=left)
        text += say(knowledge, "plan-again-untried", left=untried) if untried else ""
        early = [todo.until for todo in todos if todo.until and todo.waiting and last.submitted]
        if early:
            day = day_told(knowledge, max(early, key=lambda day: day.date), now)
            text += say(knowledge, "plan-again-early", day=day)
        texts.append(text)
        steps.append("" if left or early else next(filter(_STEPS.match, topic.text.split("\n\n")), ""))
    if len(texts) == 1 and steps[0]:
        texts.append(say(knowledge, "plan-again-steps", steps=Marked(steps[0])))
    return [*texts, say(knowledge, "plan-again")] if texts else []


def _titles(todos: Iterable[Todo]) -> str:
    return "、".join(f"「{todo.fix.title}」" for todo in todos)


def _grace(knowledge: Knowledge, attempt: Attempt, now: datetime) -> list[str]:
    last = grace.last_day(attempt, knowledge)
    if attempt.grace is None or last is None or attempt.submitted:
        return []
    counted = f"{attempt.grace.length} {attempt.grace.unit}" if attempt.grace.length else ""
    key = "plan-grace-over" if last.date < local(now).date() else "plan-grace-counted" if counted else "plan-grace"
    return [say(knowledge, key, day=day_told(knowledge, last, now), length=counted)]


def _todo(
    knowledge: Knowledge,
    state: State,
    attempt: Attempt,
    filing: Filing | None,
    todo: Todo,
    number: int,
    now: datetime,
    brief: bool,
) -> str:
    """Return one thing to do; if it is done or `brief`, only its name and until when to wait. After approval there is
    no order any more, so changes go into a change filing. A mini program is changed on its platform."""
    fix = todo.fix
    sign = box(todo.done is not None, number)
    if todo.done:
        key = "plan-done-wait" if todo.waiting else "plan-done"
        return say(knowledge, key, sign=sign, title=fix.title, day=day_told(knowledge, todo.until, now))
    key = "plan-optional" if fix.optional else "plan-todo"
    where, how = fix.where, fix.how
    if attempt.sender == "after":
        where = where.replace(label(knowledge, "where-order"), label(knowledge, "where-change"))
        how = fix.after or how
    if _is_mini(state, attempt, filing):
        where = _on_platform(knowledge, fix.where)
    text = say(knowledge, key, sign=sign, title=fix.title, who=label(knowledge, f"who-{fix.who}"), where=where)
    if brief:
        return text
    lines = [text, how]
    subject = asker_of(state, knowledge).subject
    if wanted := papers(fix, subject):
        names = "、".join(_paper(knowledge, paper, told=subject is None) for paper in wanted)
        lines.append(say(knowledge, "plan-papers", papers=Marked(names)))
    if fix.takes:
        lines.append(say(knowledge, "plan-takes", takes=fix.takes.text))
    if fix.wait:
        lines.append(say(knowledge, "plan-wait", wait=fix.wait.text))
    return in_lines(lines)


def _is_mini(state: State, attempt: Attempt, filing: Filing | None) -> bool:
    """Tell whether a rejection is of a mini program. Without filing and provider: if the person files nothing else."""
    if filing is None and not attempt.provider:
        return bool(state.filings) and all(is_mini(one.flow) for one in state.filings)
    return is_mini(filing.flow if filing else None, attempt.provider)


def where_submitted(knowledge: Knowledge, state: State, attempt: Attempt, filing: Filing | None) -> str:
    """Return the place where what was returned is submitted again."""
    if attempt.sender == "police":
        return label(knowledge, "where-police")
    return label(knowledge, "where-mini" if _is_mini(state, attempt, filing) else "where-console")


def _on_platform(knowledge: Knowledge, where: str) -> str:
    """Return the place on a mini program's platform that corresponds to a place at the access provider."""
    if where.startswith(listed(knowledge, "words-where-order")):
        return label(knowledge, "where-mini")
    provider = label(knowledge, "where-provider")
    return label(knowledge, "where-platform") + where.removeprefix(provider) if where.startswith(provider) else where


def _paper(knowledge: Knowledge, paper: Paper, told: bool) -> str:
    """Return a paper; `told`: with who needs it."""
    if not told or not paper.subjects:
        return paper.text
    who = "、".join(label(knowledge, f"subject-{subject}") for subject in paper.subjects)
    return say(knowledge, "plan-paper-for", text=Marked(paper.text), who=who)


def what_now(knowledge: Knowledge, attempt: Attempt, made: Plan, now: datetime) -> str:
    """Tell what is left to do or, if nothing is, that and how it can be submitted again."""
    if attempt.submitted:
        if attempt.reached not in ("", "review"):
            since = attempt.since or attempt.submitted
            return say(knowledge, f"plan-{attempt.reached}", day=spoken_date(since, now), time=shown_time(since, now))
        key = "plan-rechecked" if made.rechecked else "plan-submitted"
        return say(knowledge, key, day=spoken_date(attempt.submitted, now))
    if made.resubmit is None:
        return say(knowledge, "plan-unknown")
    how = label(knowledge, f"resubmit-{made.resubmit}")
    if made.left and made.rechecked:
        return say(knowledge, "plan-recheck-left", count=str(made.left))
    optional = sum(todo.done is None and todo.fix.optional for todo in made.todos)
    if made.left and optional:
        return say(knowledge, "plan-left-some", count=str(made.left), optional=str(optional), how=how)
    if made.left:
        return say(knowledge, "plan-left" if made.left > 1 else "plan-left-one", count=str(made.left), how=how)
    if made.until:
        key = "plan-until-unclear" if attempt.unclear else "plan-until"
        return say(knowledge, key, day=day_told(knowledge, made.until, now))
    if made.rechecked:
        return say(knowledge, "plan-recheck-ready")
    how = label(knowledge, "resubmit-waited") if made.resubmit == "wait" else how
    return say(knowledge, "plan-ready-unclear" if attempt.unclear else "plan-ready", how=how)


def day_told(knowledge: Knowledge, day: Day | None, now: datetime) -> str:
    """Return a day in words, marked as expected if its year is not announced yet; "" for None."""
    if day is None:
        return ""
    text = spoken_day(day.date, now)
    return text if day.certain else label(knowledge, "expected", day=text)
