"""The screen of one topic, fitted to who asks and what was asked: what it says, and where its buttons lead."""

from collections.abc import Sequence

from bot.core.actions import WHY_UNHELPFUL, AskRoute, Browse, Drop, IAm, Mend, Provinces, Rate, Read
from bot.core.button_data import encode
from bot.core.filings.attempts import at_work
from bot.core.kinds import Resubmit, Who
from bot.core.knowledge import Fact, Knowledge, Province, Topic
from bot.core.replies import Button, Row, Screen
from bot.core.rules import of_suffix
from bot.core.screens.provinces import local_parted, province_of
from bot.core.screens.rows import (
    WHOM_TO_ASK,
    button,
    flow_row,
    home_row,
    human_row,
    in_pairs,
    in_rows,
    name_rows,
    or_rows,
    plan_button,
    province_button,
    readable_first,
    to_read,
    to_step,
    why_rows,
)
from bot.core.state import Asker, State
from bot.core.texts.asker import CONDITIONS, MINI, asker_of, missing, with_told
from bot.core.texts.asking import wonders
from bot.core.texts.matters import matters_named
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.other_offices import named_in
from bot.core.texts.place_names import provinces_named
from bot.core.texts.suffixes import TOPICS as TOPICS_ON_SUFFIXES
from bot.core.texts.suffixes import suffixes_in
from bot.core.texts.wordlists import has
from bot.core.words import Marked, folded, label, say
from bot.search.parts import COLONS

OF_SITES = ("server", "domain")
FLOWS_OF_SITES = ("first-filing", "after-approval")
"""The themes and flows that do not concern a mini program: it has no access provider, no footer and no domain."""
_AFTER_REJECTION = "fix-rejection"
"""The flow of what came back."""
OF_APPROVED = ("change", "cancel")
"""The themes on what filed sites and apps do with their access provider, and mini programs do not."""
RELATED = 3
MOST_PROVINCES = 2
"""An answer tells the rules of so many provinces: that of the papers, and that where the person lives."""
MOST_SUFFIXES = 4
MOST_NAMED = 2
"""So many of the things that a question names get a paragraph of their own."""


def topic_screen(
    knowledge: Knowledge,
    state: State,
    topic: Topic,
    asked: str = "",
    also: Sequence[str] = (),
    near: Sequence[str] = (),
    guess: bool = False,
) -> Screen:
    """Show one topic, fitted to the asker: conclusion, what to do, folded details, certainty, source, related topics.

    - asked: the question in its own words ("": the topic was browsed). What it says of the asker and the province goes
      before what is known of the filing worked on last. Only an asked topic can be rated, and only once.
    - also: ids of topics that may be meant instead. Their buttons come first, so that one press puts a wrong answer
      right.
    - guess: those are nearly as likely; the answer says so first.
    - near: ids of topics that are hardly meant, shown among the related ones.
    """
    asker = with_told(asker_of(state, knowledge), knowledge, asked)
    here = _provinces_for(knowledge, state, topic, asked)
    elsewhere = _of_others(knowledge, topic) if asker.provider == MINI else ""
    paragraphs = _paragraphs(knowledge, topic, asker, asked, here, elsewhere)
    if _leaves_why_open(state, topic):
        paragraphs.append(say(knowledge, "why-open"))
    if also:
        paragraphs.insert(0 if guess else len(paragraphs), say(knowledge, "guess" if guess else "or-this"))
    rows = (
        *_to_do(knowledge, state, topic, asker, bool(elsewhere)),
        *_to_read_next(knowledge, topic, here, also, () if _leaves_why_open(state, topic) else near),
        *_ways_back(knowledge, state, topic, bool(asked)),
    )
    return Screen("\n\n".join(paragraphs), rows)


def in_short(knowledge: Knowledge, topic: Topic) -> Screen:
    """Show the conclusion of an answer that was too long, with a button for all of it."""
    return Screen(conclusion(topic), ((button(knowledge, "button-whole", Read(topic.id)),),))


def unhelpful(knowledge: Knowledge, answer: Screen, topic: Topic) -> Screen:
    """Show an answer that was no help, and ask why."""
    why = [button(knowledge, f"button-unhelpful-{v}", Rate(topic.id, v)) for v in WHY_UNHELPFUL]
    rows = (*in_pairs(why), *human_row(knowledge), *answer.buttons)
    return Screen(answer.text + "\n\n" + say(knowledge, "why-unhelpful"), rows)


def conclusion(topic: Topic) -> str:
    """Return what an answer says first, with the list or text that this announces."""
    told, *rest = topic.text.strip().split("\n\n")
    while rest and told.rstrip("* ").endswith(COLONS):
        told += "\n\n" + rest.pop(0)
    return told


def _provinces_for(knowledge: Knowledge, state: State, topic: Topic, asked: str) -> list[Province]:
    """Return the provinces whose rules a topic is told with: those that the question names, else the person's own."""
    there = provinces_named(knowledge, asked)
    here = there if len(there) == 1 or "personal" in topic.local else []
    return here[:MOST_PROVINCES] or [province for province in [province_of(knowledge, state)] if province]


def _of_others(knowledge: Knowledge, topic: Topic) -> str:
    """Tell somebody who files a mini program that a topic is about sites or apps. "": it tells what mini programs do,
    or that its conclusion holds for them, too."""
    conclusion, _, _ = topic.text.partition("\n\n")
    of_mini = has(knowledge, conclusion, f"asker-{MINI}") or any(one.condition == MINI for one in topic.variants)
    if of_mini or topic.kind == "rejection":
        return ""
    of_apps = matters_named(knowledge, topic.title) & {"app", "mini-program"} == {"app"}
    if topic.flow == "app-filing" or of_apps:
        return say(knowledge, "of-apps")
    of_sites = topic.group in (*OF_SITES, *OF_APPROVED) or topic.flow in FLOWS_OF_SITES
    return say(knowledge, "of-sites") if of_sites else ""


def _paragraphs(
    knowledge: Knowledge, topic: Topic, asker: Asker, asked: str, here: list[Province], elsewhere: str
) -> list[str]:
    """Return what a topic says to this asker. `elsewhere`: the hint that it is not about what the asker files."""
    apart = _of_suffixes(knowledge, topic, asked, here) or named_in(asked, topic)
    other = topic.id == ELSEWHERE and apart
    paragraphs = [say(knowledge, "heading-elsewhere") if other else say(knowledge, "heading", title=topic.title)]
    paragraphs += [
        say(knowledge, "variant", who=label(knowledge, f"condition-{variant.condition}"), text=Marked(variant.text))
        for variant in topic.variants
        if variant.condition and CONDITIONS[variant.condition](asker)
    ]
    about = asked if topic.kind != "rejection" and len(provinces_named(knowledge, asked)) == 1 else ""
    local = [local_parted(knowledge, province, topic.local, asker.subject, about) for province in here]
    paragraphs += [line for first, _ in local for line in first]
    if elsewhere:
        paragraphs.append(elsewhere)
    if topic.kind == "rejection" and has(knowledge, asked, "words-would-be") and wonders(knowledge, asked):
        paragraphs.append(say(knowledge, "would-be-returned"))
    elif topic.who and topic.resubmit:
        paragraphs.append(_what_then(knowledge, topic.who, topic.resubmit, topic.wait))
    if apart:
        paragraphs += [*apart[:MOST_NAMED], folded(f"{topic.text}\n\n{topic.more}".strip())]
    else:
        paragraphs += [topic.text, *([folded(topic.more)] if topic.more else [])]
    if topic.confidence != "high":
        paragraphs.append(say(knowledge, f"confidence-{topic.confidence}"))
    sources = "；".join(topic.sources)
    paragraphs.append(say(knowledge, "topic-source", sources=sources, checked=topic.checked.isoformat()))
    return paragraphs + [line for _, rest in local for line in rest]


def _of_suffixes(knowledge: Knowledge, topic: Topic, asked: str, here: Sequence[Province]) -> list[str]:
    """Tell whether the suffixes that a question names are on the list; empty unless the topic is on suffixes."""
    lines = []
    for suffix in suffixes_in(knowledge, asked)[:MOST_SUFFIXES] if topic.id in TOPICS_ON_SUFFIXES else ():
        rules = of_suffix(knowledge.rules, suffix, here[0].id if here else "")
        told = "".join(rule.message for rule in rules[:1])
        if (not here and all(rule.only_there for rule in rules)) or not rules:
            told = label(knowledge, "suffix-listed") + told
        lines.append(say(knowledge, "variant", who=suffix, text=told))
    return ["\n".join(lines)] if lines else []


def _what_then(knowledge: Knowledge, who: Who, resubmit: Resubmit, wait: Fact | None) -> str:
    """Tell in one line who has to act on a rejection, and how to submit again."""
    how = label(knowledge, f"resubmit-{resubmit}")
    if wait:
        how = say(knowledge, "resubmit-after", how=how, wait=wait.text)
    return say(knowledge, "what-then", who=label(knowledge, f"who-{who}"), how=how)


def _to_do(knowledge: Knowledge, state: State, topic: Topic, asker: Asker, is_elsewhere: bool) -> list[Row]:
    rows = list(human_row(knowledge)) if topic.id == WHOM_TO_ASK else []
    if topic.kind == "rejection":
        rows += _plan_rows(knowledge, state, topic.id)
    elif (flow := knowledge.flows.get(topic.flow or "")) and not is_elsewhere:
        rows.append(flow_row(knowledge, flow, state))
        rows += why_rows(knowledge) if _leaves_why_open(state, topic) else ()
    rows += name_rows(knowledge, (topic.id,))
    who = [button(knowledge, f"i-am-{name}", IAm(name, topic.id)) for name in missing(asker, topic)]
    return rows + in_rows(who, 3)


def _leaves_why_open(state: State, topic: Topic) -> bool:
    """Tell whether an answer is about rejections at large, to somebody of whose rejection we know no reason."""
    return topic.flow == _AFTER_REJECTION and at_work(state) is None


def _plan_rows(knowledge: Knowledge, state: State, topic: str) -> list[Row]:
    """Return the buttons of a reason: back to the plan that it stands in, or to a new plan."""
    attempt = at_work(state)
    if attempt is None or topic not in attempt.reasons:
        return [(button(knowledge, "button-mend", Mend(topic)),)]
    drop = button(knowledge, "button-drop", Drop(attempt.number, topic))
    return [(plan_button(knowledge, attempt), drop)]


def _to_read_next(
    knowledge: Knowledge, topic: Topic, here: list[Province], also: Sequence[str], near: Sequence[str]
) -> list[Row]:
    """Return the buttons for what could be meant instead, for related topics and for the provinces."""
    rows = or_rows(knowledge, also)
    related = readable_first(knowledge, (i for i in dict.fromkeys((*topic.related[:RELATED], *near)) if i not in also))
    about = to_read(knowledge, related)
    rows += in_pairs(about) if near else in_rows(about, 1)
    if here:
        rows.append(tuple(province_button(knowledge, province) for province in here))
    elif topic.group == "province":
        rows.append((button(knowledge, "button-provinces", Provinces()),))
    return rows


def _ways_back(knowledge: Knowledge, state: State, topic: Topic, was_asked: bool) -> list[Row]:
    """Return the buttons to the current step or question, the theme and the first menu, and to rate an asked topic."""
    rows = to_step(knowledge, state)
    if state.waiting == "flow" and state.draft.picks:
        rows.append((button(knowledge, "button-to-route", AskRoute(state.draft.picks[-1][0])),))
    if was_asked and topic.id not in state.rated:
        helpful = button(knowledge, "button-helpful", Rate(topic.id, "helpful"))
        rows.append((helpful, button(knowledge, "button-unhelpful", Rate(topic.id, "unhelpful"))))
    back = Button(knowledge.groups[topic.group].title, encode(Browse(topic.group)))
    return [*rows, (back, *home_row(knowledge))]
