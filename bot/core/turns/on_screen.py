"""Turns that answer questions about what is on the screen: a step, a plan, or what was read last."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Details, Home, OpenStep, Progress, Read
from bot.core.filings.plan import not_done
from bot.core.knowledge import Topic
from bot.core.replies import Screen, Turn
from bot.core.screens import details, topic_screens
from bot.core.screens.kept import NUMBER_SHOWN
from bot.core.screens.rows import in_rows, people_rows, to_read
from bot.core.state import Filing
from bot.core.texts import checklists, counting, planwords
from bot.core.texts.asker import CLOUDS
from bot.core.texts.asking import asks_how, asks_now, finds_unclear, wondering, wonders
from bot.core.texts.by_words import topics_by_words
from bot.core.texts.clauses import SIGNS
from bot.core.texts.matters import is_bare
from bot.core.texts.meant import naming_thing, points_at_thing
from bot.core.texts.misses import keepable
from bot.core.texts.understanding import understand
from bot.core.texts.wordlists import has
from bot.core.turns import answering, mending, objecting, planning, presses, verifying
from bot.core.turns.resubmitting import CANCEL_ACCESS
from bot.core.turns.stepping import OLD_CANCELLED
from bot.core.turns.talk import Talk

_ENDS_ALL = "注销"
"""This ends the filing itself, not only the access."""
_WORDS_EXPLAINED = "concept-glossary"
_OF_NUMBER = (NUMBER_SHOWN, "after-which-number", "concept-subject-vs-site-number")
"""The topics on where and how the number is shown."""
_FILED_BEFORE = re.compile(
    "(?:可|但|那)?(?:我们?|网站|之前|以前|这个?){0,3}不是(?:都|已经?|早就?|之前){0,2}备案?[过好完]?案?了[吗么嘛]"
)
"""Words of somebody who thinks that the first filing is enough."""
_SURELY = "吧"
"""The end of a question that hopes for a yes (旧的能退了吧)."""


def with_thing_named(talk: Talk, text: str) -> str:
    """Return a question with the name of the paper or code that it only points at, as it first stands in what was read
    last, or in what is to do of the plan on the screen."""
    if not points_at_thing(talk.knowledge, text):
        return text
    told = f"{talk.topic_read.title}\n{talk.topic_read.text}" if talk.asked and talk.topic_read else ""
    if not told and talk.plan_on_screen:
        todos = not_done(talk.plan_of(talk.plan_on_screen[0]).todos)
        told = "\n".join(todo.fix.title for todo in todos)
    return naming_thing(talk.knowledge, text, told)


def wondered(talk: Talk, text: str) -> Turn | None:
    """Answer a text that only asks about what is on the screen: a step, a reason or todo of a plan, or why something
    came back. If nothing was read since the plan was shown, what to do (怎么办) is answered with its first todo, since
    the plan again would tell nothing new."""
    kinds, rest = wondering(talk.knowledge, text)
    if asks_now(kinds, rest) and (turn := what_now(talk, text, kinds)):
        return turn
    if turn := what_then(talk, text) or of_another_filing(talk, text) or of_number_left_off(talk, text):
        return turn
    kinds -= {"now", "turn"}
    topic = answering.topic_shown(talk)
    reason = topic if topic and topic.kind == "rejection" else None
    on_screen = talk.state.showing or talk.plan_on_screen
    if topic and not (on_screen or talk.state.waiting) and finds_unclear(talk.knowledge, text):
        return put_shortly(talk, topic)
    again = topic if kinds == {"explain"} and not (rest or reason or talk.state.waiting) else None
    if not (reason or on_screen):
        return reread(talk, again, text) if again else None
    if reason and kinds == {"why"} and not rest:
        return presses.typed_action(talk, Read(reason.id))
    if not on_screen:
        return None
    if talk.state.showing:
        return of_this_step(talk, kinds, rest) or of_old_access(talk, text)
    if talk.topic_read is None and kinds <= {"explain"} and asks_how(talk.knowledge, text):
        kinds, rest = frozenset({"first"}), ""
    return (
        planning.of_only_one(talk, text)
        or planning.of_handing_in(talk, text)
        or planning.of_this_plan(talk, kinds, rest)
        or planning.of_thing(talk, text)
        or objecting.objected(talk, text)
        or planning.of_numbered(talk, text)
        or (reread(talk, again, text) if again else None)
    )


def what_now(talk: Talk, text: str, kinds: frozenset[str]) -> Turn | None:
    """Show what to do now: the answer just read, the next todo of a plan, or the step that the filing is at. If nothing
    is under way, show the menu."""
    if talk.state.waiting:
        return None
    topic = talk.topic_read
    busy = talk.state.filings or talk.at_work
    if topic and (not busy or (talk.asked and not kinds & {"next", "turn"})):
        return reread(talk, topic, text)
    if talk.plan_on_screen:
        return planning.of_this_plan(talk, kinds | {"next"}, "")
    if talk.current is None or not_on_screen(talk):
        return presses.typed_action(talk, Progress() if busy or talk.state.loose else Home())
    filing, _, step = talk.current
    goes_on = "next" in kinds and talk.state.showing == step.id and step.who == "applicant"
    return None if goes_on else presses.show_filing(talk, filing)


def what_then(talk: Talk, text: str) -> Turn | None:
    """Answer 然后呢 before a question that has no answer by itself (然后呢 直接能用了？)."""
    first, *more = SIGNS.split(text.rstrip("?？。！! "))
    kinds, rest = wondering(talk.knowledge, first)
    if not (more and asks_now(kinds, rest) and "next" in kinds):
        return None
    read = understand(talk.knowledge, "，".join(more)).parts
    return None if any(part.decision == "answer" for part in read) else what_now(talk, first, kinds)


def of_another_filing(talk: Talk, text: str) -> Turn | None:
    """Show again how another kind of filing differs, to somebody who wonders why that is needed besides the first
    (不是已经备过了吗)."""
    matter, _ = talk.spoken_of
    again = talk.topic_read and matter and _FILED_BEFORE.fullmatch(text.rstrip("?？。！! "))
    return reread(talk, talk.topic_read, text) if again and talk.topic_read else None


def of_number_left_off(talk: Talk, text: str) -> Turn | None:
    """Answer what comes of it if the number is not shown (不挂会罚吗), right after an answer on where it is shown."""
    read = talk.topic_read
    topics = topics_by_words(talk.knowledge, f"备案号{text}") if read and read.id in _OF_NUMBER else ()
    shown = [topic for topic in topics if topic.id == NUMBER_SHOWN]
    return reread(talk, shown[0], text) if shown and is_bare(talk.knowledge, text) else None


def of_this_step(talk: Talk, kinds: frozenset[str], rest: str) -> Turn | None:
    """Show more of the step on the screen: its items, how it stands in time, or the next step. A question without a
    word for the step counts only if nothing was asked before that it may be about. A step with another number is
    opened."""
    if talk.step_shown is None:
        return None
    filing, flow, step = talk.step_shown
    if item := checklists.item_of(filing, step, rest):
        page = details.page_of(talk.knowledge, filing, step, item.id)
        return presses.typed_action(talk, Details(filing.number, step.id, page))
    number = counting.numbered(rest, "步")
    if not kinds - {"this"} or not (number or counting.is_all(rest)):
        return None
    if number and number != flow.steps.index(step) + 1:
        other = flow.steps[number - 1 : number]
        return presses.typed_action(talk, OpenStep(filing.number, other[0].id)) if other else None
    named = bool(number) or "this" in kinds
    if kinds & {"how-long", "chase"} and (named or step.guarded or (step.who != "applicant" and not talk.asked)):
        return verifying.show_time(talk, filing, step)
    if "next" in kinds and not named:
        after = flow.steps[flow.steps.index(step) + 1 :]
        return presses.typed_action(talk, OpenStep(filing.number, after[0].id)) if after else None
    told = talk.question or step.guarded or step.who != "applicant"
    own = frozenset[str]() if told else {"where-filled"}
    meant = named or (kinds <= {"unclear", "explain", "why", "first", "left", *own} and not talk.asked)
    if meant and not kinds & {"how-long", "chase"} and details.explained(step, filing):
        return presses.typed_action(talk, Details(filing.number, step.id, 0))
    return None


def of_old_access(talk: Talk, text: str) -> Turn | None:
    """Answer whether the access or server of the former provider may end, at its step or before (旧的可以取消了吗)."""
    topic = talk.knowledge.topics.get(CANCEL_ACCESS)
    if talk.step_shown is None or topic is None:
        return None
    filing, flow, step = talk.step_shown
    asks = wonders(talk.knowledge, text) or text.endswith(_SURELY)
    ends = next((one for one in flow.steps if any(item.id == OLD_CANCELLED for item in one.items)), None)
    of_old = has(talk.knowledge, text, "words-number-old", *(f"asker-{cloud}" for cloud in CLOUDS))
    if not (asks and ends and of_old and has(talk.knowledge, text, "words-old-ends")):
        return None
    may = talk.say("old-by-now") if step == ends else talk.say("old-not-yet", name=filing.name)
    told = [] if _ENDS_ALL in text else [Screen(may)]
    return reread(talk, topic, text).below(*told)


def not_had(talk: Talk, text: str) -> Turn | None:
    """Answer a text that says, at a step of the person's own, that something for it is not there yet. It is waited for;
    nothing was rejected."""
    if talk.step_shown is None or talk.at_work or not talk.is_free:
        return None
    step = talk.step_shown.step
    if step.who != "applicant" or step.guarded:
        return None
    if not planwords.not_had(talk.knowledge, text):
        return None
    part = talk.knowledge.engine.whole(text)
    if part.decision == "answer" and not part.rejection:  # 域名还没买 is answered with what it must be
        return None
    return talk.show(Screen(talk.say("not-had-yet")), *talk.again())


def reread(talk: Talk, topic: Topic, text: str) -> Turn:
    """Show an answer again, or the same answer for others, as these words ask for it."""
    state = replace(talk.state, topic=topic.id, asked=keepable(text))
    return talk.aside(topic_screens.topic_screen(talk.knowledge, state, topic, asked=text), state=state)


def put_shortly(talk: Talk, topic: Topic) -> Turn:
    """Show the conclusion of an answer to somebody who did not understand it, and where its words are explained and
    people can be asked."""
    short = topic_screens.in_short(talk.knowledge, topic)
    ways = (*in_rows(to_read(talk.knowledge, [_WORDS_EXPLAINED]), 1), *people_rows(talk.knowledge))
    return talk.aside(replace(short, buttons=(*short.buttons, *ways)))


def not_on_screen(talk: Talk) -> Sequence[Filing]:
    """Return the filings under way if there are several and nothing on the screen tells which one is meant."""
    several = [filing for filing, _, _ in talk.under_way]
    told = talk.state.showing or talk.at_work or mending.awaited(talk)
    return several if len(several) > 1 and not told else []
