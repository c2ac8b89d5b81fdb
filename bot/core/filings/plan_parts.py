"""Which reasons of a rejection, and which things to do about it, words mean: by name, by number, or by what was done.
The turns decide what follows."""

import re
from collections.abc import Iterable, Sequence

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
"""Words for ending something."""
_NOT_SO = re.compile("[不别]")
"""Marks a clause that tells what will not do (云账号实名不算)."""
_ACCORDING_TO = re.compile("[按依]?照(?!片|相)")
"""照 that means "according to" or a paper (照本人的重填, 执照), not taking a picture."""
_OF_SITE = "words-site-name"
_SAME_THINGS = (_OF_SITE, "words-phone-number", "words-unit-name", "words-postal-address")
"""Lists of words for one thing each. The first word is the one that titles use."""
_WIDER = ("words-phone",)
"""Such lists whose words count only if nothing is called so: who changed a number has changed the telephone."""
_LIKE = 4
"""How many characters of a name that is longer than that of a title must stand in it."""
SHORTEST_NAME = 2
"""Characters of the shortest word that names a thing."""
_NAME_OF_OTHER = "名称"
"""What titles call the name of an app or a mini program, and never that of a site."""
_DONE = frozenset("✅☑✔")
"""Emoji that tick off what they answer to; 👌 may only mean that it will be done."""


def stands_for(knowledge: Knowledge, words: str, title: str) -> bool:
    """Tell whether words may stand for a title: it has all their characters, or those of its own word for the same
    thing. A name is that of the site, or of the app or mini program that the title is about."""
    own = _word_of_titles(knowledge, words, _SAME_THINGS)
    if own == listed(knowledge, _OF_SITE)[0] and has(knowledge, title, "words-of-app-name", "words-of-mini-name"):
        own = _NAME_OF_OTHER
    return len(own) >= SHORTEST_NAME and set(own) <= set(title)


def _word_of_titles(knowledge: Knowledge, words: str, keys: Iterable[str]) -> str:
    """Return the word that titles use for what these words mean; the words themselves if no list has them."""
    for key in keys:
        own, *others = listed(knowledge, key)
        if words in others:
            return own
    return words


def named_among(knowledge: Knowledge, todos: Sequence[Todo], words: str, verbs: Sequence[str] = ()) -> list[Todo]:
    """Return the things to do that these words name, done ones only if none is left that is called just so. A word that
    fits any filing (网站, 备案号) names only what is done to just that thing, by one of these verbs if there are any.
    备案 names nothing."""
    named = _called(knowledge, todos, words)
    if (len(words) >= SHORTEST_NAME and not named) or not is_common(knowledge, words):
        return named  # asked last: it takes longer than all of the above
    return _done_to(knowledge, todos, words, verbs)


def _called(knowledge: Knowledge, todos: Sequence[Todo], words: str) -> list[Todo]:
    """Return the things to do whose title has all characters of these words; else those with such a reason; else those
    that need such a paper; else those called by a wider word."""
    topics = knowledge.topics
    if by_title := [todo for todo in todos if stands_for(knowledge, words, todo.fix.title)]:
        return not_done(by_title) or by_title
    if by_reason := [
        todo for todo in todos if any(stands_for(knowledge, words, topics[id].title) for id in todo.reasons)
    ]:
        return not_done(by_reason) or by_reason
    if by_paper := [todo for todo in todos if any(words in paper.text for paper in todo.fix.papers)]:
        return not_done(by_paper) or by_paper
    wider = _word_of_titles(knowledge, words, _WIDER)
    return _called(knowledge, todos, wider) if wider != words else []


def _done_to(knowledge: Knowledge, todos: Sequence[Todo], thing: str, verbs: Sequence[str]) -> list[Todo]:
    """Return the things to do whose title is about just this thing, by one of these verbs if there are any."""
    if thing in ("", THEME):
        return []
    told = [todo for todo in todos if not verbs or any(verb in todo.fix.title for verb in verbs)]
    return [todo for todo in told if planwords.is_object(knowledge, thing, todo.fix.title)]


def named_in_row(knowledge: Knowledge, todos: Sequence[Todo], words: str) -> list[Todo]:
    """Return the two things to do that are named in a row (照片刷脸, 照片和刷脸); empty for any other number."""
    words = without(words, listed(knowledge, "words-and"))
    for end in range(SHORTEST_NAME, len(words) - SHORTEST_NAME + 1):
        first = named_among(knowledge, todos, words[:end])
        second = named_among(knowledge, todos, words[end:]) if first else []
        both = [todo for todo in todos if todo in first or todo in second]
        if second and first != second and len(both) == 2:
            return both
    return []


def titled(todos: Sequence[Todo], verbs: Sequence[str]) -> list[Todo]:
    """Return the things to do whose title has one of these verbs."""
    return [todo for todo in todos if any(verb in _ACCORDING_TO.sub("", todo.fix.title) for verb in verbs)]


def _tells_to_do(todo: Todo, what: str, verbs: Sequence[str]) -> bool:
    """Tell whether one clause of a thing to do has `what` and one of these verbs."""
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
    """Return the things to do with these numbers, or those for the reasons with these numbers, or the one named."""
    if len(places) > 1 and places[-1] <= len(todos):
        return [todos[place - 1] for place in places]
    if (some := counting.places(rest, counting.TODOS + counting.ANYTHING)) and some.stop <= len(todos):
        return todos[some]
    if some := counting.places(rest, counting.REASONS):
        ids = {topic.id for topic in attempts.topics_of(attempt, knowledge)[some]}
        return [todo for todo in todos if ids & set(todo.reasons) and not todo.fix.optional]
    return named if len(named) == 1 else []


def is_common_in(knowledge: Knowledge, todo: Todo, what: str) -> bool:
    """Tell whether a common thing stands in this thing to do, or another common thing stands in its title."""
    told = f"{todo.fix.title}{todo.fix.where}{todo.fix.how}"
    return what in told or has(knowledge, todo.fix.title, "words-deed-common")


def done_so(todos: Sequence[Todo], verbs: Sequence[str], idle: bool) -> list[Todo]:
    """Return the things to do with one of these verbs in the title, done ones only if none is left to do. Else those
    left with one in their place, unless the verbs are `idle`."""
    if so := titled(todos, verbs):
        return not_done(so) or so
    return [] if idle else [todo for todo in not_done(todos) if any(verb in todo.fix.where for verb in verbs)]


def sent(todos: Sequence[Todo]) -> list[Todo]:
    """Return the things to do that end with sending something, which may be what was sent; done ones only if none is
    left."""
    so = [todo for todo in todos if planwords.SENT in f"{todo.fix.title}{todo.fix.where}"]
    return not_done(so) or so


def named_by_deed(
    knowledge: Knowledge, todos: Sequence[Todo], what: str, verbs: Sequence[str], like: Sequence[Todo]
) -> Sequence[Todo]:
    """Return the things to do that are named by what something was done to.

    Its name counts first, then its name with a verb (域名 alone is too common, 域名实名 is not), last the places of
    those `like` the deed.
    """
    if by_name := named_among(knowledge, todos, what, verbs):
        return by_name
    by_both = [todo for todo in todos if any(stands_for(knowledge, what + verb, todo.fix.title) for verb in verbs)]
    if what and by_both:
        return not_done(by_both) or by_both
    return [todo for todo in like if len(what) >= SHORTEST_NAME and what in todo.fix.where]


def told_in_full(
    knowledge: Knowledge, attempt: Attempt, left: Sequence[Todo], what: str, verbs: Sequence[str]
) -> Sequence[Todo]:
    """Return the things to do with a clause that tells to do such a deed to `what` (拦截关了). If there is only one
    reason, also those that tell it in part. Empty for mending something common: it may be meant of everything."""
    must = [todo for todo in left if todo.fix.id != RECHECK]
    common = bool(what) and is_common(knowledge, what)
    mends = verbs[0] in listed(knowledge, "words-deed-mends")
    if THEME in what or (mends and (common or (not what and len(must) > 1))):
        return []
    if len(what) == 1 and len(attempt.reasons) > 1:
        return []  # 章盖了 may be of several papers
    told = [todo for todo in must if _tells_to_do(todo, what, verbs)] if what else []
    if told or attempt.unclear or len(attempt.reasons) > 1:
        return told
    if len(what) < SHORTEST_NAME or common:
        return _told_by_verb(must, what, verbs)
    return _told_in_part(must, what, verbs)


def _told_by_verb(todos: Sequence[Todo], what: str, verbs: Sequence[str]) -> list[Todo]:
    """Return the things to do with a clause that has one of these verbs and with `what` in the title; else those with
    such a verb in the title. What was ended always must have the verb there."""
    if what and not ENDS.isdisjoint(verbs):
        return titled(todos, verbs)
    of_it = [todo for todo in todos if what in todo.fix.title and _tells_to_do(todo, "", verbs)]
    return of_it or titled(todos, verbs)


def _told_in_part(todos: Sequence[Todo], what: str, verbs: Sequence[str]) -> list[Todo]:
    """Return the things to do with a part of the name in their title or place (备注声明加了). What was ended must also
    have the verb in the title."""
    parts = {what[at : at + SHORTEST_NAME] for at in range(len(what) - SHORTEST_NAME + 1)}
    named = [todo for todo in todos if any(part in todo.fix.title + " " + todo.fix.where for part in parts)]
    return named if ENDS.isdisjoint(verbs) else titled(named, verbs)


def titled_like(todos: Sequence[Todo], words: str) -> list[Todo]:
    """Return the things to do that have the beginning of these words in the title (服务内容标识)."""
    begins = words[:_LIKE]
    return [todo for todo in todos if len(begins) == _LIKE and begins in todo.fix.title]


def told_with(knowledge: Knowledge, todos: Sequence[Todo], words: str) -> list[Todo]:
    """Return the things to do about the reasons whose examples have these words most often."""
    if len(words) < SHORTEST_NAME or is_common(knowledge, words):
        return []
    ids = {id for todo in todos for id in todo.reasons}
    topics = (knowledge.topics[id] for id in ids)
    often = {topic.id: sum(words in one for one in (*topic.asks, *topic.messages)) for topic in topics}
    most = max(often.values(), default=0)
    return [todo for todo in todos if most and any(often[id] == most for id in todo.reasons)]


def reasons_named(knowledge: Knowledge, topics: Sequence[Topic], name: str) -> list[Topic]:
    """Return those of these reasons that a few words mean: by the characters of their titles, or read as a rejection,
    about as likely as any other reason."""
    told = {
        choice.topic
        for part in knowledge.engine.reasons(name)
        for choice in part.choices
        if choice.score >= part.choices[0].score * AS_LIKELY
    }
    return [topic for topic in topics if stands_for(knowledge, name, topic.title) or topic.id in told]


def tells_it_done(knowledge: Knowledge, text: str, todos: Sequence[Todo]) -> bool:
    """Tell whether a text says that these things are done, whatever it calls them."""
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
