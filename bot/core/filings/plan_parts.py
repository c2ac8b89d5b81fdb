"""Which reasons of a rejection, and which things to do about it, words mean: by their names, their numbers, or by what
was done. What comes of that is in the turns."""

import re
from collections.abc import Sequence

from bot.core.filings import attempts
from bot.core.filings.plan import RECHECK, Todo, not_done
from bot.core.knowledge import Knowledge, Topic
from bot.core.state import Attempt
from bot.core.texts import counting, planwords, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.called import is_common
from bot.core.texts.clauses import SENTENCE_SIGNS
from bot.core.texts.meant import AS_LIKELY
from bot.core.texts.wordlists import empty_without, has, listed, without
from bot.search.engine import THEME
from bot.search.normalise import clean

ENDS = frozenset({"关", "注销"})
"""What is done to a thing to have it no more."""
_NOT_SO = re.compile("[不别]")
"""In a clause that tells what will not do (云账号实名不算)."""
_ACCORDING_TO = re.compile("[按依]照|照(?=实)")
"""In a thing to do, no taking of a picture (照实写)."""
SHORTEST_NAME = 2
"""Signs of a word that names a thing."""
_NAME_OF_OTHER = "名称"
"""What the name of an app or a mini program is called in a title, and that of a site is not."""
_DONE = frozenset("✅☑✔")
"""What ticks off what it answers to; 👌 may only mean to do it."""


def stands_for(knowledge: Knowledge, words: str, title: str) -> bool:
    """Whether these words may stand for a title: it has all their signs, or those of what they are called there. A
    name is that of the site, or of the app or mini program of which a title tells."""
    for key in ("words-site-name", "words-phone-number", "words-unit-name", "words-postal-address"):
        name, *others = listed(knowledge, key)
        words = name if words in others else words
    if words == listed(knowledge, "words-site-name")[0]:
        of_other = has(knowledge, title, "words-of-app-name", "words-of-mini-name")
        words = _NAME_OF_OTHER if of_other else words
    return len(words) >= SHORTEST_NAME and set(words) <= set(title)


def named_among(knowledge: Knowledge, todos: Sequence[Todo], words: str, verbs: Sequence[str] = ()) -> list[Todo]:
    """What these words name: the things to do whose title has all their signs, or else those of which a reason has
    them, or else those for which such a paper is needed. What any filing has (网站, 备案号) is only named where
    something is to be done to just that, by one of these verbs if any is told, and 备案 names nothing."""
    topics = knowledge.topics
    named = [todo for todo in todos if stands_for(knowledge, words, todo.fix.title)]
    named = named or [
        todo for todo in todos if any(stands_for(knowledge, words, topics[id].title) for id in todo.reasons)
    ]
    named = named or [todo for todo in todos if any(words in paper.text for paper in todo.fix.papers)]
    if (len(words) >= SHORTEST_NAME and not named) or not is_common(knowledge, words):
        return named  # to see whether words are common takes longer than all of this
    some = [] if words in ("", THEME) else [todo.fix.title for todo in todos]
    told = [title for title in some if not verbs or any(verb in title for verb in verbs)]
    objects = [title for title in told if planwords.is_object(knowledge, words, title)]
    return [todo for todo in todos if todo.fix.title in objects]


def named_in_row(knowledge: Knowledge, todos: Sequence[Todo], words: str) -> list[Todo]:
    """The two things to do that are named one after the other (照片刷脸, 照片和刷脸)."""
    words = without(words, listed(knowledge, "words-and"))
    for end in range(SHORTEST_NAME, len(words) - SHORTEST_NAME + 1):
        first = named_among(knowledge, todos, words[:end])
        second = named_among(knowledge, todos, words[end:]) if first else []
        both = [todo for todo in todos if todo in first or todo in second]
        if second and first != second and len(both) == 2:
            return both
    return []


def titled(todos: Sequence[Todo], verbs: Sequence[str]) -> list[Todo]:
    """What of this is done by one of these words, by its title."""
    return [todo for todo in todos if any(verb in _ACCORDING_TO.sub("", todo.fix.title) for verb in verbs)]


def tells_to_do(todo: Todo, what: str, verbs: Sequence[str]) -> bool:
    """Whether in one clause of it a thing to do tells to do so to this."""
    fix = todo.fix
    clauses = [fix.title, fix.where, *(paper.text for paper in fix.papers), *SENTENCE_SIGNS.split(fix.how)]
    told = (clause for clause in clauses if what in clause and not _NOT_SO.search(clause))
    return any(verb in _ACCORDING_TO.sub("", clause) for clause in told for verb in verbs)


def counted_or_named(
    knowledge: Knowledge,
    attempt: Attempt,
    todos: Sequence[Todo],
    places: Sequence[int],
    rest: str,
    named: Sequence[Todo],
) -> Sequence[Todo]:
    """The things to do with these numbers, or those for the reasons with them, or the only one of that name."""
    if len(places) > 1 and places[-1] <= len(todos):
        return [todos[place - 1] for place in places]
    if (some := counting.places(rest, counting.TODOS)) and some.stop <= len(todos):
        return todos[some]
    if some := counting.places(rest, counting.REASONS):
        ids = {topic.id for topic in attempts.topics_of(attempt, knowledge)[some]}
        return [todo for todo in todos if ids & set(todo.reasons) and not todo.fix.optional]
    return named if len(named) == 1 else []


def is_common_in(knowledge: Knowledge, todo: Todo, what: str) -> bool:
    """Whether something that many things to do may be about stands in this one, or another such thing in its
    title."""
    told = f"{todo.fix.title}{todo.fix.where}{todo.fix.how}"
    return what in told or has(knowledge, todo.fix.title, "words-deed-common")


def done_so(todos: Sequence[Todo], verbs: Sequence[str], idle: bool) -> list[Todo]:
    """What is done with such words by its title, what is left to do before what is not; or else, unless they are
    `idle` words, by where it is."""
    so, left = titled(todos, verbs), not_done(todos)
    there = [todo for todo in left if any(verb in todo.fix.where for verb in verbs)]
    return not_done(so) or so or ([] if idle else there)


def named_by_deed(
    knowledge: Knowledge, todos: Sequence[Todo], what: str, verbs: Sequence[str], like: Sequence[Todo]
) -> Sequence[Todo]:
    """The things to do to what something was done: that name it, be it with the words for that, or where it stands,
    if they are `like` what was done. 域名 alone is too common, and 域名实名 is not."""
    left = not_done(todos)
    whole = [
        todo for todo in left if what and any(stands_for(knowledge, what + verb, todo.fix.title) for verb in verbs)
    ]
    there = [todo for todo in like if len(what) >= SHORTEST_NAME and what in todo.fix.where]
    return named_among(knowledge, left, what, verbs) or whole or there or named_among(knowledge, todos, what, verbs)


def told_in_full(
    knowledge: Knowledge, attempt: Attempt, left: Sequence[Todo], what: str, verbs: Sequence[str]
) -> Sequence[Todo]:
    """What is told, and not by its title alone, to be done so to this (拦截关了); or, of what came back for one
    reason, what has a part of the name in its title (备注声明加了). To mend what any filing has may be for all."""
    must = [todo for todo in left if todo.fix.id != RECHECK]
    common = bool(what) and is_common(knowledge, what)
    mends = verbs[0] in listed(knowledge, "words-deed-mends")
    if THEME in what or (mends and (common or (not what and len(must) > 1))):
        return []
    so = [todo for todo in must if tells_to_do(todo, what, verbs)] if what else []
    if so or attempt.unclear or len(attempt.reasons) > 1:
        return so
    ends = bool(ENDS.intersection(verbs))
    if len(what) < SHORTEST_NAME or common:
        of_it = [todo for todo in must if (not what or what in todo.fix.title) and tells_to_do(todo, "", verbs)]
        return (not (what and ends) and of_it) or titled(must, verbs)
    pieces = {what[at : at + SHORTEST_NAME] for at in range(len(what) - SHORTEST_NAME + 1)}
    named = [todo for todo in must if any(piece in todo.fix.title + " " + todo.fix.where for piece in pieces)]
    return titled(named, verbs) if ends else named


def told_with(knowledge: Knowledge, todos: Sequence[Todo], words: str) -> list[Todo]:
    """The things to do about the reasons that are told with these words the most often."""
    if len(words) < SHORTEST_NAME or is_common(knowledge, words):
        return []
    ids = {id for todo in todos for id in todo.reasons}
    topics = (knowledge.topics[id] for id in ids)
    often = {topic.id: sum(words in one for one in (*topic.asks, *topic.messages)) for topic in topics}
    most = max(often.values(), default=0)
    return [todo for todo in todos if most and any(often[id] == most for id in todo.reasons)]


def reasons_named(knowledge: Knowledge, topics: Sequence[Topic], name: str) -> list[Topic]:
    """Those of these reasons that are meant by a few words: by signs of their titles, or as a text that tells them,
    about as likely as any other."""
    told = {
        choice.topic
        for part in knowledge.engine.reasons(name)
        for choice in part.choices
        if choice.score >= part.choices[0].score * AS_LIKELY
    }
    return [topic for topic in topics if stands_for(knowledge, name, topic.title) or topic.id in told]


def tells_it_done(knowledge: Knowledge, text: str, todos: Sequence[Todo]) -> bool:
    """Whether a text says that these things are done, by whatever it calls them."""
    if not clean(text):
        return not _DONE.isdisjoint(text)
    if wonders(knowledge, text):
        return False
    keys = ("words-it-is-done", "words-move", "words-it", "words-that")
    plain = clean(text)
    if has(knowledge, plain, keys[0]) and empty_without(knowledge, plain, *keys):
        return True
    kinds, rest = spoken.moves(knowledge, text)
    what, verbs = planwords.deed(knowledge, text)
    told = ([what] if verbs else []) + ([rest] if kinds and kinds <= {"done", "passed"} else [])
    names = (planwords.unpointed(knowledge, one) for one in told)
    return any(not name or named_among(knowledge, todos, name) for name in names)
