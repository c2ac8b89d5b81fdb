"""Turns that tick or untick todos of a plan by typed words: by number, by name, by what was done. `planwords` reads the
words; the buttons are in `mending`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.actions import OpenPlan, TickFix
from bot.core.filings import attempts, plan_parts
from bot.core.filings.plan import RECHECK, Todo, not_done
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.screens import naming, plan_screens
from bot.core.state import Attempt
from bot.core.texts import counting, planwords, said_back, site_names, spoken
from bot.core.texts.asking import asks_surely, told_and_asked, wonders
from bot.core.texts.meant import may_be_reason
from bot.core.texts.spoken import Deed
from bot.core.texts.wordlists import LONGEST_SHORT, has, has_only, kinds_alone, last_word, listed, without
from bot.core.turns import mending
from bot.core.turns.talk import Talk
from bot.core.words import Marked, circled
from bot.search.normalise import any_of, clean

_LONGEST_THING = 6
"""Characters with which a question may name a thing."""
_DENIAL = (("not-so", "words-not-so"),)
_AT_END = "啊呀哦吧的"
"""Signs with which a denial may end. 没有了 says that there is no more, and is none."""
_CHANGED = frozenset({"改", "换"})
"""Deeds that fit anything and are told alone (改了, 换成阿里云了)."""
JUST = timedelta(minutes=10)
"""For this long after something was noted, a denial is about that, and not about what was opened."""
_LIKE_ADDRESS = re.compile("[省市区县镇村路街巷号楼室]$")
"""What may be called a name and is rather an address (改成季华五路了)."""
_HANDED_IN = re.compile(
    r"申请[了过]?(?P<what>\w{0,4}?(?:过户|实名认证|实名))(?:了|的)?(?=\W|$)"
    r"|(?P<that>过户|实名认证|实名)\w{0,6}?(?:提交|申请)(?:了|的|过了?)?(?=\W|$)"
)
"""What others decide on and was handed in to them (域名昨天申请过户了, 过户昨天提交的)."""
_PAPER = frozenset({planwords.SENT, "签", "盖"})
"""Words for what is only done to a paper that is there: it was sent, signed or stamped."""
_ITEM = re.compile("[这那]一?[条件项]")
"""Words that point at an item of the plan, whatever was read since (手机号那条也改了)."""
_OF_DEEDS = frozenset({"delete", "received", "open", "hung", "passed"})
"""Moves whose words may also tell a deed (删了, 能打开了, 刷脸过了)."""


def show_todos(talk: Talk, todos: Sequence[Todo]) -> Turn | None:
    """Show some todos and nothing else of the plan at work. They are then what was shown last."""
    if talk.at_work is None or not todos:
        return None
    screen = plan_screens.todos_screen(talk.knowledge, talk.state, *talk.at_work, todos, talk.now)
    alone = todos[0].fix.id if len(todos) == 1 else ""
    return talk.show(screen, state=replace(talk.state, topic="", asked="", todo=alone))


def ticked(talk: Talk, deed: Deed) -> Turn | None:
    """Tick what a text says is done of the plan at work: by number, by name, all, or the only todo left. If it leaves
    open which, show the plan to be ticked. What was ticked before is just shown."""
    text, kinds, rest = deed
    if talk.plan_on_screen is None or kinds != {"done"}:
        return None
    attempt, _ = talk.plan_on_screen
    every = talk.plan_of(attempt).todos
    left = not_done(every)
    some = counting.places(rest, counting.ANYTHING)
    chosen = range(len(every))[some] if some and some.stop <= len(every) else ()
    places = counting.several(text, rest) or tuple(place + 1 for place in chosen)
    _, verbs = planwords.deed(talk.knowledge, text)
    if turn := ask_reason_or_todo(talk, attempt, every, places, verbs):
        return turn
    what = planwords.unpointed(talk.knowledge, without(rest, listed(talk.knowledge, "words-deed-around")))
    named = plan_parts.named_among(talk.knowledge, every, what, verbs)
    counts = bool(what) or counting.tells_of_all(text) or counting.counted(rest) > 1
    asked = [] if counts else asked_about(talk, left)
    if not rest and talk.state.topic in attempt.reasons:  # its page was read since
        meant: Sequence[Todo] = [one for one in left if talk.state.topic in one.reasons and not one.fix.optional]
    elif len(asked) == 1:
        meant = asked
    elif counting.is_all(rest):
        meant = all_of(talk, attempt, left, text, rest)
    else:
        meant = plan_parts.counted_or_named(talk.knowledge, attempt, every, places, rest, named)
        meant = meant or ([] if named else plan_parts.named_in_row(talk.knowledge, left, what))
    if meant:
        return tick_those(talk, attempt, meant)
    if verbs and not named and (turn := ticked_by_deed(talk, text)):
        return turn
    below = has_plan_shown(talk) and spoken.ends_so(talk.knowledge, text, "done")
    unclear = below or named or counting.is_all(rest) or counting.places(rest, counting.PIECES)
    return ask_what_was_done(talk, attempt) if unclear else None


def asked_about(talk: Talk, todos: Sequence[Todo]) -> Sequence[Todo]:
    """Return the one thing to do that alone is on the screen; else those that the last question begins with
    (承诺书去哪下, then 那个签好了)."""
    if talk.todo:
        return [todo for todo in todos if todo.fix.id == talk.todo]
    asked = clean(talk.asked)[:_LONGEST_THING]
    named = (plan_parts.named_among(talk.knowledge, todos, asked[:end]) for end in range(len(asked), 1, -1))
    return next(filter(None, named), [])


def got(talk: Talk, deed: Deed) -> Turn | None:
    """Tick the one todo left that is to get something elsewhere, if a text says that this came (身份证拿到了). What
    came for an order is still to be put into it, and is not ticked."""
    if talk.plan_on_screen is None or deed.kinds != {"received"}:
        return None
    attempt, _ = talk.plan_on_screen
    what = deed.rest.removesuffix(last_word(talk.knowledge, deed.rest, "words-got"))
    named = plan_parts.named_among(talk.knowledge, not_done(talk.plan_of(attempt).todos), what) if what else []
    got = [todo for todo in named if not todo.fix.where.startswith(listed(talk.knowledge, "words-where-order"))]
    return tick_those(talk, attempt, got) if len(got) == 1 else None


def all_of(talk: Talk, attempt: Attempt, left: Sequence[Todo], text: str, rest: str) -> Sequence[Todo]:
    """Return all todos that must be done, if a text says that all is done, or counts as many todos or reasons. []: it
    was asked since how something else is done, only one todo is left and a reason was not recognised, or the rest is
    meant (其他的都弄好了) and nothing was ticked before. A recheck comes after all and is left out."""
    if counting.tells_of_rest(rest) and not attempt.ticked:
        return []
    every = [todo for todo in left if not todo.fix.optional]
    must = [todo for todo in every if todo.fix.id != RECHECK] or every
    reasons = talk.reasons_of(attempt)
    unmended = {id for todo in must for id in todo.reasons}
    count = counting.counted(rest)
    whole = (len(must) == 1 and not attempt.unclear) or counting.tells_of_all(text)
    fits = count in (len(must), len(reasons), len(unmended)) if count else whole
    meant = has_plan_shown(talk) or (talk.asked and not planwords.asked_how(talk.knowledge, talk.asked)[1])
    return must if fits and meant else []


def ask_what_was_done(talk: Talk, attempt: Attempt) -> Turn:
    """Show the plan, to be ticked by hand."""
    return mending.show_plan(talk, talk.state, attempt.number, Screen(talk.say("courtesy-done")))


def ticked_by_deed(talk: Talk, text: str, kinds: frozenset[str] = frozenset()) -> Turn | None:
    """Tick what a text says was done in its own words, with a plan open (传上去了, 授权书盖章了), if only one todo left
    has such words. If several have, ask which. If something else was read since the plan was shown, both the deed and
    its thing must fit, unless the text says nothing else."""
    if turn := renamed(talk, text):
        return turn
    of_deed = (kinds <= _OF_DEEDS and "通过" not in text) or planwords.unwritten(text) != text
    what, verbs = planwords.deed(talk.knowledge, text) if of_deed else ("", ())
    if talk.plan_on_screen is None or not verbs or asks_surely(talk.knowledge, text):
        return None
    attempt, _ = talk.plan_on_screen
    every = [todo for todo in talk.plan_of(attempt).todos if not todo.fix.optional]
    idle = bool(set(verbs) & set(listed(talk.knowledge, "words-deed-idle")))
    like = plan_parts.done_so(every, verbs, idle)
    if not what and planwords.SENT in verbs:
        like = plan_parts.sent(every)
    named = plan_parts.named_by_deed(talk.knowledge, every, what, verbs, like)
    both = [todo for todo in named if todo in like]
    if not has_plan_shown(talk):
        both = both or ([] if what else [todo for todo in asked_about(talk, every) if todo in like])
        if what and _PAPER.intersection(verbs):
            both = both or [todo for todo in named if what in todo.fix.title]
        of_item = _ITEM.search(text)
        whole = talk.knowledge.engine.whole(text)
        of_else = whole.decision == "answer" and whole.choices[0].topic not in attempt.reasons
        if len(both) == 1 or (of_else and not of_item):
            return tick_those(talk, attempt, both) if len(both) == 1 else None
        turn = ticked_by_deed(talk.with_state(replace(talk.state, asked="", topic="")), text, kinds)
        elsewhere = (
            not (what or of_item) and bool(_CHANGED.intersection(verbs)) and may_be_of_another(talk, every, verbs)
        )
        return ask_what_was_done(talk, attempt) if elsewhere and turn else turn
    common = has_only(talk.knowledge, what, "words-deed-common")
    of_common = [todo for todo in like if common and (not what or plan_parts.is_common_in(talk.knowledge, todo, what))]
    meant = both or of_common or ([] if idle or plan_parts.ENDS.intersection(verbs) else named)
    if not (meant or idle or has(talk.knowledge, text, "words-other-people")):
        meant = plan_parts.told_in_full(talk.knowledge, attempt, not_done(every), what, verbs)
        named = meant if what else []
    # 实名弄了 tells enough, and so does 身份证重拍了; 换了 does not, nor 网站换了.
    alone = plan_parts.titled(meant, verbs) and (len(verbs[0]) > 1 or (what and _CHANGED.isdisjoint(verbs)))
    if len(meant) == 1 and (named or alone or len(attempt.reasons) == 1):
        return tick_those(talk, attempt, meant)
    again = planwords.hands_in(talk.knowledge, text)
    unclear = meant or (common and not (idle or again) and sounds_like_another(talk.knowledge, text, attempt))
    return ask_what_was_done(talk, attempt) if unclear else None


def renamed(talk: Talk, text: str) -> Turn | None:
    """Tick the only todo about the name of a site if a text tells the new name (改成强发五金了). What speaks against
    that name comes first."""
    told = text.rstrip("。！!").removesuffix("了")
    if talk.plan_on_screen is None or _CHANGED.isdisjoint(planwords.deed(talk.knowledge, text)[1]):
        return None
    attempt, _ = talk.plan_on_screen
    todos = [todo for todo in talk.plan_of(attempt).todos if not todo.fix.optional]
    meant = plan_parts.named_among(talk.knowledge, todos, listed(talk.knowledge, "words-site-name")[0])
    name = site_names.name_asked_about(talk.knowledge, told, about_names=True) if len(meant) == 1 else ""
    if not name or _LIKE_ADDRESS.search(name):
        return None
    reasons = talk.reasons_of(attempt)
    turn = tick_those(talk, attempt, meant)
    if not naming.speaks_against(talk.knowledge, talk.state, name, reasons):
        return turn
    return turn.below(naming.name_screen(talk.knowledge, talk.state, name, mended=reasons))


def may_be_of_another(talk: Talk, todos: Sequence[Todo], verbs: Sequence[str]) -> bool:
    """Tell whether a change may be of something else: no title tells to change this, or a question about another change
    was asked since (手机号换了怎么办)."""
    told, _ = told_and_asked(talk.asked)
    other, changed = planwords.deed(talk.knowledge, told)
    of_other = bool(changed and other) and not plan_parts.named_among(talk.knowledge, todos, other)
    return of_other or not plan_parts.titled(todos, verbs)


def decided_elsewhere(talk: Talk, text: str) -> Turn | None:
    """Answer a text about something that others than the reviewers decide (实名提交了, 过户还在审). It is done only
    once they agree: tick only what they have passed."""
    if talk.plan_on_screen is None or wonders(talk.knowledge, text) or len(text) > LONGEST_SHORT:
        return None
    text = _HANDED_IN.sub(lambda told: f"{told['what'] or told['that']}提交了", text)
    waits = "，".join(re.split(any_of(listed(talk.knowledge, "words-underway")), text))
    kinds, rest = spoken.moves(talk.knowledge, waits)
    passed = bool(kinds & {"passed", "approved"}) and kinds <= {"passed", "approved", "received"} and waits == text
    if not (passed or kinds == {"resubmitted"} or (waits != text and not kinds)):
        return None
    around = listed(talk.knowledge, "words-filed", "words-deed-common", "words-deed-around", "words-move")
    what = without(clean(rest), around).strip()
    attempt, _ = talk.plan_on_screen
    open_todos = not_done(talk.plan_of(attempt).todos)
    named = plan_parts.named_among(talk.knowledge, open_todos, what) if what else []
    if len(named) != 1 or not has(talk.knowledge, named[0].fix.where, "words-decides"):
        return None
    if passed:
        return tick_those(talk, attempt, named)
    turn, wait = show_todos(talk, named), named[0].fix.wait
    waiting = talk.say("handed-in-wait", days=wait.text) if wait else ""
    said = Screen(talk.say("handed-in", title=named[0].fix.title, wait=Marked(waiting)))
    return turn and turn.below(said)


def sounds_like_another(knowledge: Knowledge, text: str, attempt: Attempt) -> bool:
    """Tell whether a text reads like a reason that the rejection does not have (网站能打开了, where that was asked
    for)."""
    part = knowledge.engine.whole(text)
    return may_be_reason(part) and part.choices[0].topic not in attempt.reasons


def unticked_by_word(talk: Talk, text: str) -> Turn | None:
    """Untick what a text says was not done after all: what it names, or all that was ticked last if it tells of a slip
    (搞错了没改) or the plan was just ticked. Ask first if that was long ago. If nothing fits, show the plan."""
    if talk.plan_on_screen is None or wonders(talk.knowledge, text.rstrip("呢")):
        return None
    attempt, _ = talk.plan_on_screen
    last = attempts.last_tick(attempt)[1] if attempt.ticked and not attempt.unticked else None
    lately = last is not None and talk.now - last <= JUST
    just = lately and has_plan_shown(talk)
    if just and kinds_alone(talk.knowledge, clean(text).rstrip(_AT_END), _DENIAL):
        return ask_whether_to_untick(talk, attempt)
    if (told := planwords.undone_in(talk.knowledge, text)) is None:
        return None
    what, denied = told
    if what:
        every = talk.plan_of(attempt).todos
        if counting.is_all(what) or counting.only_counts(what):
            return ask_what_was_done(talk, attempt)
        some = counting.places(what, counting.TODOS + counting.ANYTHING)
        todos = [todo for todo in (every[some] if some else every) if todo.done]
        named = todos if some else plan_parts.named_among(talk.knowledge, todos, what)
        undone = [todo.fix.id for todo in named] if some or len(named) == 1 else []
    elif last and (denied or just):
        undone = [fix for fix, at in attempt.ticked.items() if at == last]
        if not lately:
            return ask_whether_to_untick(talk, attempt) if len(undone) == 1 else ask_what_was_done(talk, attempt)
    else:
        meant = denied or has_plan_shown(talk) or talk.state.topic in attempt.reasons
        return ask_what_was_done(talk, attempt) if meant else None
    return mending.tick(talk, attempt, undone, False, Screen(talk.say("undone"))) if undone else None


def ticked_instead(talk: Talk, text: str) -> Turn | None:
    """Tick what a text says was meant, in place of what was ticked last (不是第一个 是第二个; 说错了，是第二个弄好了).
    None: it names nothing else of the plan, or nothing was just ticked."""
    wrong, right = said_back.righted(talk.knowledge, text)
    if not right or talk.plan_on_screen is None or wonders(talk.knowledge, text):
        return None
    attempt, _ = talk.plan_on_screen
    last = attempts.last_tick(attempt)[1] if attempt.ticked and not attempt.unticked else None
    if last is None or talk.now - last > JUST:
        return None
    every = talk.plan_of(attempt).todos
    undone = [fix for fix, at in attempt.ticked.items() if at == last]
    meant = named_by(talk, every, right)
    if len(meant) != 1 or meant[0].fix.id in attempt.ticked:
        return None
    if wrong and [todo.fix.id for todo in named_by(talk, every, wrong)] != undone:
        return None
    back = mending.tick(talk, attempt, undone, False)
    at = talk.with_state(back.state)
    return tick_those(at, at.at_work[0], meant) if at.at_work else None


def named_by(talk: Talk, todos: Sequence[Todo], words: str) -> Sequence[Todo]:
    """Return the things to do that words mean by number or by name, perhaps with words that they are done."""
    so = listed(talk.knowledge, "words-so")
    kinds, rest = spoken.moves(talk.knowledge, words)
    what = without(rest if kinds == {"done"} else clean(words), so)
    some = counting.places(what, counting.TODOS + counting.ANYTHING)
    return todos[some] if some else plan_parts.named_among(talk.knowledge, todos, what)


def ask_whether_to_untick(talk: Talk, attempt: Attempt) -> Turn:
    """Ask whether to untick what was ticked last, after a denial that may also be about a reason or about something
    else."""
    fix, _ = attempts.last_tick(attempt)
    yes, no = talk.button("button-undo", TickFix(attempt.number, fix, False)), OpenPlan(attempt.number)
    asked = talk.say("undo-sure", name=talk.knowledge.fixes[fix].title)
    return talk.ask(asked, yes, talk.button("button-keep", no))


def tick_those(talk: Talk, attempt: Attempt, meant: Sequence[Todo]) -> Turn:
    """Tick the todos that are not ticked yet, and say which."""
    done = [todo.fix for todo in not_done(meant)]
    key = "ticked" if done else "ticked-before"
    titles = "、".join(fix.title for fix in done or [todo.fix for todo in meant])
    return mending.tick(talk, attempt, [fix.id for fix in done], True, Screen(talk.say(key, titles=titles)))


def ask_reason_or_todo(
    talk: Talk, attempt: Attempt, every: Sequence[Todo], places: Sequence[int], verbs: Sequence[str]
) -> Turn | None:
    """Ask what is meant by numbers that fit both the reasons and the todos, if the two differ, or if a single reason
    (第1个改了) needs more than the todo of its number. Numbers higher than any reason are todos, and so are those told
    with them."""
    topics = talk.reasons_of(attempt)
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
    turn = show_todos(talk, meant) if asked else None
    return turn and turn.below(*asked)


def has_plan_shown(talk: Talk) -> bool:
    """Tell whether nothing was asked or read since the plan was shown."""
    return not talk.asked and not talk.state.topic
