"""Turns that tick what typed words say was done of the plan of a rejection, or untick it: by number, by name, by what
was done. The words themselves are in `planwords`, and what its buttons do is in `mending`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.actions import OpenPlan, TickFix
from bot.core.filings import attempts
from bot.core.filings.plan import RECHECK, Todo, plan
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.screens import plan_screens
from bot.core.state import Attempt
from bot.core.texts import counting, planwords, said_back, spoken
from bot.core.texts.asking import asks_surely, told_and_asked, wonders
from bot.core.texts.called import is_common
from bot.core.texts.clauses import SENTENCE_SIGNS, in_clauses, short_clauses
from bot.core.texts.meant import may_be_reason
from bot.core.texts.wordlists import LONGEST_SHORT, has, has_only, kinds_alone, listed, without
from bot.core.turns import mending
from bot.core.turns.taking_back import last_tick
from bot.core.turns.talk import Talk
from bot.core.words import Marked, circled
from bot.search.engine import THEME
from bot.search.normalise import any_of, clean

REASONS, TODOS = "条项点", "件样个"
"""With what the reasons of a plan are counted, and with what the things to do; who asks about 第二个 means a reason."""
_ENDS = frozenset({"关", "注销"})
"""What is done to a thing to have it no more."""
_NOT_SO = re.compile("[不别]")
"""In a clause that tells what will not do (云账号实名不算)."""
_ACCORDING_TO = re.compile("[按依]照|照(?=实)")
"""In a thing to do, no taking of a picture (照实写)."""
SHORTEST_NAME = 2
"""Signs of a word that names a thing."""
_NO = "不"
"""In what is put before that something was not done, to take back that it was (不对还没做好)."""
DENIES = frozenset({"slip", "denied"})
"""What words say (`Move`) who take back what they told before."""
_DENIAL = (("not-so", "words-not-so"),)
_AT_END = "啊呀哦吧的"
"""Signs with which a denial may end; that there is no more (没有了) is none."""
_CHANGED = frozenset({"改", "换"})
"""What may be done to anything, and is told alone (改了, 换成阿里云了)."""
UNDONE = (("undone", "words-undone"),)
JUST = timedelta(minutes=10)
"""So long after something was noted, that this is not so is said of that, and not of what was opened."""
_OF_DEEDS = frozenset({"delete", "received", "open", "hung", "passed"})
"""Moves with whose words a deed may be told, too (删了, 能打开了, 刷脸过了)."""
_ALL = re.compile("[都全]")
"""In what tells of all there is."""
_NAME_OF_OTHER = "名称"
"""What the name of an app or a mini program is called in a title, and that of a site is not."""


def todos(talk: Talk, todos: Sequence[Todo]) -> Turn | None:
    """Some of what is to be done, and nothing else of the plan, which is what was shown last by that."""
    if talk.at_work is None or not todos:
        return None
    screen = plan_screens.todos_screen(talk.knowledge, talk.state, *talk.at_work, todos, talk.now)
    return talk.show(screen, state=replace(talk.state, topic="", asked=""))


def ticked(talk: Talk, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
    """What a text says is done of the plan at work is ticked: by number, by name, all of it, or the only thing that
    is left. Where it leaves open which, or counts others than there are, the plan is shown to be ticked; where all
    of that was done before, it is just shown."""
    if talk.plan_on_screen is None or kinds != {"done"}:
        return None
    attempt, _ = talk.plan_on_screen
    every = plan(attempt, talk.knowledge, talk.now).todos
    left = not_done(every)
    some = counting.places(rest, "个")
    chosen = range(len(every))[some] if some and some.stop <= len(every) else ()
    places = counting.several(text, rest) or tuple(place + 1 for place in chosen)
    _, verbs = planwords.deed(talk.knowledge, text)
    if turn := ask_which(talk, attempt, every, places, verbs):
        return turn
    what = planwords.unpointed(talk.knowledge, without(rest, listed(talk.knowledge, "words-deed-around")))
    named = named_among(talk.knowledge, left, what, verbs)
    if counting.is_all(rest):
        meant = all_of(talk, attempt, left, text, rest)
    else:
        meant = counted_or_named(talk.knowledge, attempt, every, places, rest, named)
        meant = meant or ([] if named else named_in_row(talk.knowledge, left, what))
    if meant:
        return tick_those(talk, attempt, meant)
    if verbs and not named and (turn := ticked_by_deed(talk, text)):
        return turn
    below = has_plan_shown(talk) and ends_so(talk.knowledge, text, "done")
    unclear = below or named or counting.is_all(rest) or counting.places(rest, TODOS + REASONS)
    return ask_what_was_done(talk, attempt) if unclear else None


def all_of(talk: Talk, attempt: Attempt, left: Sequence[Todo], text: str, rest: str) -> Sequence[Todo]:
    """All that must be done, where a text says so of it, or counts as many things or reasons, and no question was
    asked since about how something else is done. To have it rechecked comes after all. The only thing may not be
    what was meant, where a reason was not recognised."""
    every = [todo for todo in left if not todo.fix.optional]
    must = [todo for todo in every if todo.fix.id != RECHECK] or every
    reasons = attempts.topics_of(attempt, talk.knowledge)
    unmended = {id for todo in must for id in todo.reasons}
    count = counting.counted(rest)
    whole = (len(must) == 1 and not attempt.unclear) or tells_of_all(text)
    fits = count in (len(must), len(reasons), len(unmended)) if count else whole
    meant = has_plan_shown(talk) or (talk.asked and not planwords.asked_how(talk.knowledge, talk.asked)[1])
    return must if fits and meant else []


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
    if (some := counting.places(rest, TODOS)) and some.stop <= len(todos):
        return todos[some]
    if some := counting.places(rest, REASONS):
        ids = {topic.id for topic in attempts.topics_of(attempt, knowledge)[some]}
        return [todo for todo in todos if ids & set(todo.reasons) and not todo.fix.optional]
    return named if len(named) == 1 else []


def ask_what_was_done(talk: Talk, attempt: Attempt) -> Turn:
    """The plan, to be ticked by hand."""
    return mending.show_plan(talk, talk.state, attempt.number, Screen(talk.say("courtesy-done")))


def ticked_by_deed(talk: Talk, text: str, kinds: frozenset[str] = frozenset()) -> Turn | None:
    """What a text says was done, in words of its own, with a plan open (传上去了, 授权书盖章了): ticked, where only
    one thing that is left to do has such words; where several have, it is asked which. Once something else was read
    since the plan was shown, both what was done and to what has to fit, unless it says nothing else; it is asked
    where that may be said of what was read."""
    of_deed = (kinds <= _OF_DEEDS and "通过" not in text) or planwords.unwritten(text) != text
    what, verbs = planwords.deed(talk.knowledge, text) if of_deed else ("", ())
    if talk.plan_on_screen is None or not verbs or asks_surely(talk.knowledge, text):
        return None
    attempt, _ = talk.plan_on_screen
    every = [todo for todo in plan(attempt, talk.knowledge, talk.now).todos if not todo.fix.optional]
    idle = bool(set(verbs) & set(listed(talk.knowledge, "words-deed-idle")))
    like = done_so(every, verbs, idle)
    named = named_by_deed(talk.knowledge, every, what, verbs, like)
    both = [todo for todo in named if todo in like]
    if not has_plan_shown(talk):
        if len(both) == 1 or talk.knowledge.engine.whole(text).decision == "answer":
            return tick_those(talk, attempt, both) if len(both) == 1 else None
        turn = ticked_by_deed(talk.with_state(replace(talk.state, asked="", topic="")), text, kinds)
        elsewhere = not what and bool(_CHANGED.intersection(verbs)) and may_be_of_another(talk, every, verbs)
        return ask_what_was_done(talk, attempt) if elsewhere and turn else turn
    common = what in ("", *listed(talk.knowledge, "words-deed-common"))
    of_common = [todo for todo in like if common and (not what or is_common_in(talk.knowledge, todo, what))]
    meant = both or of_common or ([] if idle or _ENDS.intersection(verbs) else named)
    if not (meant or idle or has(talk.knowledge, text, "words-other-people")):
        meant = told_in_full(talk.knowledge, attempt, not_done(every), what, verbs)
        named = meant if what else []
    # 实名弄了 tells enough, and so does 身份证重拍了; 换了 does not, nor 网站换了.
    alone = titled(meant, verbs) and (len(verbs[0]) > 1 or (what and _CHANGED.isdisjoint(verbs)))
    if len(meant) == 1 and (named or alone or len(attempt.reasons) == 1):
        return tick_those(talk, attempt, meant)
    again = planwords.hands_in(talk.knowledge, text)
    unclear = meant or (common and not (idle or again) and sounds_like_another(talk.knowledge, text, attempt))
    return ask_what_was_done(talk, attempt) if unclear else None


def may_be_of_another(talk: Talk, todos: Sequence[Todo], verbs: Sequence[str]) -> bool:
    """Whether something that was changed may be none of this: no title tells to change it, or it was asked since
    about the change of something else (手机号换了怎么办)."""
    told, _ = told_and_asked(talk.asked)
    other, changed = planwords.deed(talk.knowledge, told)
    return not titled(todos, verbs) or (bool(changed and other) and not named_among(talk.knowledge, todos, other))


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
    whole = [todo for todo in left if what and any(names(knowledge, what + verb, todo.fix.title) for verb in verbs)]
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
    ends = bool(_ENDS.intersection(verbs))
    if len(what) < SHORTEST_NAME or common:
        of_it = [todo for todo in must if (not what or what in todo.fix.title) and tells_to_do(todo, "", verbs)]
        return (not (what and ends) and of_it) or titled(must, verbs)
    pieces = {what[at : at + SHORTEST_NAME] for at in range(len(what) - SHORTEST_NAME + 1)}
    named = [todo for todo in must if any(piece in todo.fix.title + " " + todo.fix.where for piece in pieces)]
    return titled(named, verbs) if ends else named


def decided_elsewhere(talk: Talk, text: str) -> Turn | None:
    """What a text says to be with others than who reviews the filing (实名提交了, 过户还在审) was not submitted to
    those, and is not done before the others agree: only what they have passed is ticked."""
    if talk.plan_on_screen is None or wonders(talk.knowledge, text) or len(text) > LONGEST_SHORT:
        return None
    waits = "，".join(re.split(any_of(listed(talk.knowledge, "words-underway")), text))
    kinds, rest = spoken.moves(talk.knowledge, waits)
    passed = bool(kinds & {"passed", "approved"}) and kinds <= {"passed", "approved", "received"} and waits == text
    if not (passed or kinds == {"resubmitted"} or (waits != text and not kinds)):
        return None
    around = listed(talk.knowledge, "words-filed", "words-deed-common", "words-deed-around")
    what = without(clean(rest), around).strip()
    attempt, _ = talk.plan_on_screen
    open_todos = not_done(plan(attempt, talk.knowledge, talk.now).todos)
    named = named_among(talk.knowledge, open_todos, what) if what else []
    if len(named) != 1 or not has(talk.knowledge, named[0].fix.where, "words-decides"):
        return None
    if passed:
        return tick_those(talk, attempt, named)
    turn, wait = todos(talk, named), named[0].fix.wait
    waiting = talk.say("handed-in-wait", days=wait.text) if wait else ""
    said = Screen(talk.say("handed-in", title=named[0].fix.title, wait=Marked(waiting)))
    return turn and turn.below(said)


def sounds_like_another(knowledge: Knowledge, text: str, attempt: Attempt) -> bool:
    """Whether a text is read as a reason that the rejection has not (网站能打开了, where it was to be opened)."""
    part = knowledge.engine.whole(text)
    return may_be_reason(part) and part.choices[0].topic not in attempt.reasons


def unticked_by_word(talk: Talk, text: str) -> Turn | None:
    """What a text says was not done after all is ticked no more: what it names, or where it tells of a slip (搞错了
    没改) or the plan was just ticked, all that was ticked last; it is asked whether that is meant where it was long
    ago. Where that is nothing, the plan is shown."""
    if talk.plan_on_screen is None or wonders(talk.knowledge, text.rstrip("呢")):
        return None
    attempt, _ = talk.plan_on_screen
    last = last_tick(attempt)[1] if attempt.ticked and not attempt.unticked else None
    lately = last is not None and talk.now - last <= JUST
    just = lately and has_plan_shown(talk)
    if just and kinds_alone(talk.knowledge, clean(text).rstrip(_AT_END), _DENIAL):
        return ask_whether_to_untick(talk, attempt)
    if (told := undone_in(talk.knowledge, text)) is None:
        return None
    what, denied = told
    if what:
        todos = [todo for todo in plan(attempt, talk.knowledge, talk.now).todos if todo.done]
        named = named_among(talk.knowledge, todos, what)
        undone = [named[0].fix.id] if len(named) == 1 else []
    elif last and (denied or just):
        undone = [fix for fix, at in attempt.ticked.items() if at == last]
        if not lately:
            return ask_whether_to_untick(talk, attempt) if len(undone) == 1 else ask_what_was_done(talk, attempt)
    else:
        meant = denied or has_plan_shown(talk) or talk.state.topic in attempt.reasons
        return ask_what_was_done(talk, attempt) if meant else None
    return mending.tick(talk, attempt, undone, False, Screen(talk.say("undone"))) if undone else None


def ask_whether_to_untick(talk: Talk, attempt: Attempt) -> Turn:
    """Somebody says no more than that it is not so, right below what was ticked, where it may be a reason that is
    not; or long after it, where it may be anything else."""
    fix, _ = last_tick(attempt)
    yes, no = talk.button("button-undo", TickFix(attempt.number, fix, False)), OpenPlan(attempt.number)
    asked = talk.say("undo-sure", name=talk.knowledge.fixes[fix].title)
    return talk.ask(asked, yes, talk.button("button-keep", no))


def undone_in(knowledge: Knowledge, text: str) -> tuple[str, bool] | None:
    """To what a text says that it was not done after all ("": that is unsaid), and whether it takes something back,
    too, as it has to where only the verb is told (没写); None where it tells that of several things, or anything
    else."""
    undone, denied, vague = list[str](), False, False
    for clause in short_clauses(text):
        plain, what = clean(clause), planwords.left_undone(knowledge, clause)
        kinds, rest = spoken.moves(knowledge, clause)
        if kinds_alone(knowledge, plain, UNDONE, "words-move"):
            undone.append("")
            denied, vague = denied or plain.startswith(_NO), True
        elif what is not None:
            undone.append(what)
        elif said_back.answer(knowledge, clause) == "no" or (kinds and kinds <= DENIES and not rest):
            denied = True
        elif not has_only(knowledge, plain, "words-move"):
            return None
    return (undone[0], denied) if len(undone) == 1 and (undone[0] or denied or vague) else None


def tick_those(talk: Talk, attempt: Attempt, meant: Sequence[Todo]) -> Turn:
    """Tick what was not yet, and say what that is."""
    done = [todo.fix for todo in not_done(meant)]
    key = "ticked" if done else "ticked-before"
    titles = "、".join(fix.title for fix in done or [todo.fix for todo in meant])
    return mending.tick(talk, attempt, [fix.id for fix in done], True, Screen(talk.say(key, titles=titles)))


def ask_which(
    talk: Talk, attempt: Attempt, every: Sequence[Todo], places: Sequence[int], verbs: Sequence[str]
) -> Turn | None:
    """Which are meant by numbers, where a reason that has one of them asks for other things to be done than the one
    that has it in the list, or for more than that, where it is the only number of what was mended (第1个改了).
    Higher ones than any reason has are of the list, and so are those told with them."""
    topics = attempts.topics_of(attempt, talk.knowledge)
    if max(places, default=0) > len(topics):
        return None
    asked, meant = list[Screen](), list[Todo]()
    mended = bool(set(verbs) & set(listed(talk.knowledge, "words-deed-mends")))
    for place in places:
        ids = {topic.id for topic in topics[place - 1 : place]}
        of_reason = [todo for todo in every if ids & set(todo.reasons)]
        in_list = every[place - 1 : place]
        meant += [*of_reason, *in_list]
        more = len(places) == 1 and len(of_reason) > 1 and mended
        if of_reason and in_list and (more or in_list[0] not in of_reason):
            signs = "".join(circled(every.index(todo) + 1) for todo in of_reason)
            values = {"reason": topics[place - 1].title, "signs": signs, "title": in_list[0].fix.title}
            asked.append(Screen(talk.say("tick-which", number=str(place), sign=circled(place), **values)))
    turn = todos(talk, meant) if asked else None
    return turn and turn.below(*asked)


def tells_of_all(text: str) -> bool:
    """Whether a text tells of all there is (都办好了)."""
    return bool(_ALL.search(text))


def named_among(knowledge: Knowledge, todos: Sequence[Todo], words: str, verbs: Sequence[str] = ()) -> list[Todo]:
    """What these words name: the things to do whose title has all their signs, or else those of which a reason has
    them, or else those for which such a paper is needed. What any filing has (网站, 备案号) is only named where
    something is to be done to just that, by one of these verbs if any is told, and 备案 names nothing."""
    topics = knowledge.topics
    named = [todo for todo in todos if names(knowledge, words, todo.fix.title)]
    named = named or [todo for todo in todos if any(names(knowledge, words, topics[id].title) for id in todo.reasons)]
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


def names(knowledge: Knowledge, words: str, title: str) -> bool:
    """Whether these words may stand for a title: it has all their signs, or those of what they are called there. A
    name is that of the site, or of the app or mini program of which a title tells."""
    for key in ("words-site-name", "words-phone-number", "words-unit-name", "words-postal-address"):
        name, *others = listed(knowledge, key)
        words = name if words in others else words
    if words == listed(knowledge, "words-site-name")[0]:
        of_other = has(knowledge, title, "words-of-app-name", "words-of-mini-name")
        words = _NAME_OF_OTHER if of_other else words
    return len(words) >= SHORTEST_NAME and set(words) <= set(title)


def has_plan_shown(talk: Talk) -> bool:
    """Whether nothing was asked or read since the plan was shown."""
    return not talk.asked and not talk.state.topic


def ends_so(knowledge: Knowledge, text: str, move: spoken.Move) -> bool:
    """Whether a text tells at its end that this was done, and neither asks anything nor denies it."""
    *_, last = ("", *in_clauses(text))
    denied = has(knowledge, spoken.moves(knowledge, last)[1], "words-denied")
    _, said = spoken.ending(knowledge, text, f"words-move-{move}")
    return bool(said) and not (denied or wonders(knowledge, text))


def titled(todos: Sequence[Todo], verbs: Sequence[str]) -> list[Todo]:
    """What of this is done by one of these words, by its title."""
    return [todo for todo in todos if any(verb in _ACCORDING_TO.sub("", todo.fix.title) for verb in verbs)]


def tells_to_do(todo: Todo, what: str, verbs: Sequence[str]) -> bool:
    """Whether in one clause of it a thing to do tells to do so to this."""
    fix = todo.fix
    clauses = [fix.title, fix.where, *(paper.text for paper in fix.papers), *SENTENCE_SIGNS.split(fix.how)]
    told = (clause for clause in clauses if what in clause and not _NOT_SO.search(clause))
    return any(verb in _ACCORDING_TO.sub("", clause) for clause in told for verb in verbs)


def not_done(todos: Sequence[Todo]) -> list[Todo]:
    """What of this is still to be done."""
    return [todo for todo in todos if todo.done is None]
