"""Screens that lead to an answer: the first menu, themes, choices, the way on if nothing was found; the question for a
notice; and what was masked or not read. The answer itself is in `topic_screens`."""

from collections import Counter
from collections.abc import Iterable

from bot.core.actions import (
    Browse,
    Flows,
    InStage,
    NoneOfThese,
    Progress,
    Provinces,
    Read,
    ReadConsole,
    ReadTerm,
    Rejected,
    Themes,
)
from bot.core.button_data import encode
from bot.core.events import MediaKind, Said
from bot.core.filings.attempts import at_work_outside
from bot.core.knowledge import Knowledge
from bot.core.nearest import nearest
from bot.core.privacy import Hidden
from bot.core.replies import Button, Row, Screen
from bot.core.screens.rows import (
    button,
    home_row,
    human_row,
    in_pairs,
    in_rows,
    people_rows,
    readable_first,
    short_title,
    to_read,
    unexplained_row,
    why_rows,
)
from bot.core.state import State
from bot.core.texts.clauses import OF_US
from bot.core.words import Marked, clip, label, say, verbatim
from bot.search import Part
from bot.search.bands import PERHAPS
from bot.search.engine import THEME
from bot.search.index import OFFERED
from bot.search.notices import tells_fault

CLOSED = ("after-number-cancelled", "concept-empty-shell", "reject-block-page")
"""The topics that tell why a filed site may be closed."""
MOST_ROWS = 10
"""Rows of topics on a screen."""
STRANGE, RATHER_OURS = 0.2, 0.5
"""Below `STRANGE` a text is hardly about filing (1 in 210 labelled texts that were not understood is). From
`RATHER_OURS` on it is worth showing the theme that it may be about."""
QUOTED = 60
"""Characters of a person's text that are quoted."""
UNREAD = 20
"""Characters shown of what was not read."""
_BESIDE: dict[MediaKind, str] = {"photo": "beside-photo", "document": "beside-document"}


def home(knowledge: Knowledge, state: State, text: str = "home") -> Screen:
    """Show the first menu under the sentence `text`. The button to what is under way comes first."""
    busy = state.filings or at_work_outside(state)
    progress = [(button(knowledge, "button-progress", Progress()),)] if busy else []
    return Screen(
        say(knowledge, text),
        (
            *progress,
            (button(knowledge, "button-file", Flows()),),
            (button(knowledge, "button-rejected", Rejected()),),
            (button(knowledge, "button-themes", Themes(False)),),
        ),
    )


def themes(knowledge: Knowledge, rejection: bool, stage: str = "") -> Screen:
    """Show the themes of one kind that have topics; of rejections those that come in a stage ("": in any)."""
    used = {topic.group for topic in knowledge.topics.values() if not stage or stage in topic.stages}
    buttons = [
        Button(group.title, encode(Browse(group.id, stage)))
        for group in knowledge.groups.values()
        if group.rejection == rejection and group.id in used
    ]
    if not rejection:
        buttons.append(button(knowledge, "button-provinces", Provinces()))
        buttons.append(button(knowledge, "button-terms", ReadTerm("")))
        buttons.append(button(knowledge, "button-consoles", ReadConsole("")))
    key = "themes-rejection" if rejection else "themes"
    return Screen(say(knowledge, key), (*in_pairs(buttons), home_row(knowledge)))


def browse(knowledge: Knowledge, group: str, stage: str = "", page: int = 0) -> Screen | None:
    """Show a page of a theme's topics; of rejections those that come in a stage. Topics to which most answers and steps
    lead come first. None: there is no such theme."""
    theme = knowledge.groups.get(group)
    if theme is None:
        return None
    leads = Counter(id for topic in knowledge.topics.values() for id in topic.related)
    leads.update(id for flow in knowledge.flows.values() for step in flow.steps for id in step.topics)
    found = [one for one in knowledge.topics.values() if one.group == group and (not stage or stage in one.stages)]
    found.sort(key=lambda topic: -leads[topic.id])
    rows = in_pairs(to_read(knowledge, [topic.id for topic in found]))
    first = page * MOST_ROWS
    buttons = rows[first : first + MOST_ROWS]
    less = button(knowledge, "button-less", Browse(group, stage, page - 1))
    more = button(knowledge, "button-more", Browse(group, stage, page + 1))
    if turns := (*([less] if page else []), *([more] if len(rows) > first + MOST_ROWS else [])):
        buttons.append(turns)
    back = button(knowledge, "button-back-themes", InStage(stage) if stage else Themes(theme.rejection))
    return Screen(say(knowledge, "browse", theme=theme.title), (*buttons, (back, *home_row(knowledge))))


def choices(knowledge: Knowledge, part: Part, quoted: bool) -> Screen:
    """Ask 「你是想问…」 with up to four topics; `quoted`: say which part of the message is meant. A text without a
    fault is not called a reason, though reasons are like it (我就是法人)."""
    reason = part.rejection and (tells_fault(part.text) or knowledge.engine.speaks_of_rejection(part.text))
    key = "choose-rejection" if reason else "choose"
    text = say(knowledge, key)
    if quoted:
        text = say(knowledge, "quoted", text=clip(part.text, QUOTED)) + "\n\n" + text
    none = button(knowledge, "button-none", NoneOfThese())
    return Screen(text, (*_choice_rows(knowledge, part), (none,)))


def _choice_rows(knowledge: Knowledge, part: Part) -> list[Row]:
    return [
        (Button(short_title(knowledge.topics[id]), encode(Read(id))),)
        for id in readable_first(knowledge, [choice.topic for choice in part.choices[:OFFERED]])
    ]


def not_found(knowledge: Knowledge, part: Part | None = None, quoted: bool = False, busy: bool = False) -> Screen:
    """Tell that nothing was recognised, and what to do next, the nearest theme first; or that it is hardly about
    filing, unless the person has something under way (`busy`) or speaks to us."""
    strange = part is not None and not part.rejection and part.ours < STRANGE and THEME not in part.text
    strange = strange and not (busy or OF_US.search(part.text if part else ""))
    text = say(knowledge, "not-ours" if strange else "not-found")
    if part and quoted:
        text = say(knowledge, "quoted", text=clip(part.text, QUOTED)) + "\n\n" + text
    to_themes = (button(knowledge, "button-themes", Themes(False)),)
    if strange:
        return Screen(text, (to_themes, *human_row(knowledge), home_row(knowledge)))
    rows = (to_themes, (button(knowledge, "button-reasons", Themes(True)),), *people_rows(knowledge))
    return Screen(text, (*_nearest_theme(knowledge, part), *rows, home_row(knowledge)))


def _nearest_theme(knowledge: Knowledge, part: Part | None) -> list[Row]:
    """Return the button to the theme nearest to a part that was not understood, if that is probably about filing."""
    if part is None or not part.choices or part.ours < RATHER_OURS:
        return []
    group = knowledge.groups[knowledge.topics[part.choices[0].topic].group]
    return [(button(knowledge, "button-nearest", Browse(group.id), theme=group.title),)]


def no_topic(knowledge: Knowledge, id: str) -> str:
    """Tell that no topic has this id, and which were probably meant by it, or by words in its place."""
    near = nearest(id, knowledge.topics)
    meant = (
        [near] if near else [choice.topic for choice in knowledge.engine.whole(id).choices if choice.score >= PERHAPS]
    )
    if not meant:
        return say(knowledge, "topic-none", id=id)
    lines = "\n".join(f"- `{one}` {verbatim(knowledge.topics[one].title)}" for one in meant[:OFFERED])
    return say(knowledge, "topic-near", id=id, near=Marked(lines))


def ask_for_rejection(knowledge: Knowledge) -> Screen:
    """Ask for the notice; or offer to look for the reason by sender and by theme, or to say that none was given."""
    return Screen(say(knowledge, "rejected"), (*why_rows(knowledge), home_row(knowledge)))


def not_rejected(knowledge: Knowledge) -> Screen:
    """Tell that nothing came back after all; or it did, and gives no reason."""
    return Screen(say(knowledge, "not-rejected"), ((*unexplained_row(knowledge), *home_row(knowledge)),))


def why_closed(knowledge: Knowledge) -> Screen:
    """Ask an angry person in which way the site was closed."""
    why = in_rows(to_read(knowledge, CLOSED), 1)
    return Screen(say(knowledge, "why-closed"), (*why, *people_rows(knowledge)))


def hidden_kinds(knowledge: Knowledge, hidden: Iterable[Hidden]) -> str:
    """Return what was masked in a text, as one list."""
    return "、".join(label(knowledge, f"hidden-{kind}") for kind in hidden)


def unseen(knowledge: Knowledge, kind: MediaKind) -> Screen:
    """Tell that only the caption of something was read, and in short what not to send."""
    if kind.startswith("text"):
        return Screen(say(knowledge, f"media-{kind}"))
    return Screen(say(knowledge, _BESIDE.get(kind, "beside-other")))


def unread(knowledge: Knowledge, said: Said) -> tuple[Screen, ...]:
    """Tell how much of a long message was read; () if it was all."""
    if not said.unread:
        return ()
    return (Screen(say(knowledge, "too-long", count=str(len(said.text)), text=clip(said.unread, UNREAD))),)
