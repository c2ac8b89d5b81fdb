"""Turns that do what typed words say of the plan of a rejection: what is done of it, or asked about it. The words
themselves are in `planwords`, and what its buttons do is in `mending`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.core import course
from bot.core.actions import Follow, Grow, OpenPlan, Read, Resubmitted, TickFix
from bot.core.button_data import encode
from bot.core.filings import attempts
from bot.core.filings.clock import hours_end
from bot.core.filings.plan import RECHECK, Todo, plan
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import answers, glossary, plan_screens, rejection_screens, step_screens
from bot.core.screens.rows import home_row, in_rows, to_read
from bot.core.state import Attempt, Filing
from bot.core.texts import counting, grace, planwords, reckoning, spoken
from bot.core.texts.asking import asks_surely, wonders
from bot.core.texts.called import is_common
from bot.core.texts.clauses import in_clauses
from bot.core.texts.matters import NOTHING
from bot.core.texts.misses import keepable
from bot.core.texts.reckoning import FIRST_REVIEW
from bot.core.texts.understanding import tells_done
from bot.core.texts.wordlists import LONGEST, has, listed, without
from bot.core.turns.base import joined
from bot.core.turns.taking_back import TakingBack
from bot.core.words import Marked, circled, label
from bot.search.engine import THEME
from bot.search.normalise import any_of, clean

_REASONS, _TODOS = "条项点", "件样个"
"""With what the reasons of a plan are counted, and with what the things to do; who asks about 第二个 means a reason."""
SHORTEST_NAME = 2
"""Signs of a word that names a thing."""
_OF_DEEDS = frozenset({"delete", "received", "open", "hung"})
"""Moves with whose words a deed may be told, too (删了, 能打开了)."""
SMS, CODE = "sms-overview", "sms-where"
"""What is asked about the text message: what it is for, and where its code is filled in."""
POLICE_NUMBER = "police-hang"
"""The topic on what is done with the number of the public-security filing."""
NUMBER_SHOWN = "after-hang-number"
"""The topic on what comes first once something is approved."""
AHEAD = (FIRST_REVIEW, SMS, CODE)
"""The topics on what comes next of what is no filing of ours."""
LAPSED = {"after": "after-check", "police": "police-penalty"}
"""The topics that tell what comes of not mending what they found, by who sent it."""


class Planning(TakingBack):
    """Turns that do what typed words say of a plan."""

    def of_this_plan(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """More of the plan at work: of a reason or a thing to do that is numbered, or of the whole; where the plan is
        what was shown last, why it came back, if that has one reason."""
        if self.at_work is None:
            return None
        attempt, _ = self.at_work
        todos = plan(attempt, self.knowledge, self.now).todos
        if number := counting.numbered(rest, _REASONS + "个"):
            reasons = attempts.topics_of(attempt, self.knowledge)[number - 1 : number]
            if not reasons:  # several of a notice may be one here
                return self.typed_action(OpenPlan(attempt.number)) if kinds else None
            if "how-long" not in kinds:
                return self.typed_action(Read(reasons[0].id))
            return self.todos([todo for todo in todos if reasons[0].id in todo.reasons])
        if number := counting.numbered(rest, _TODOS):
            return self.todos(todos[number - 1 : number])
        reasons = attempts.topics_of(attempt, self.knowledge)
        if kinds == {"why"} and not rest and self.has_plan_shown and len(reasons) == 1:
            return self.typed_action(Read(reasons[0].id))
        return self.of_whole_plan(attempt, kinds) if kinds and counting.is_all(rest) else None

    def of_whole_plan(self, attempt: Attempt, kinds: frozenset[str]) -> Turn | None:
        """What is asked of a plan, and of nothing in it: how long it takes, what comes of not doing it, whether
        somebody is to be told then, what comes first; else the plan itself, if what was shown last is meant."""
        todos = plan(attempt, self.knowledge, self.now).todos
        if {"late", "outcome"} <= kinds:
            return self.lapsed(attempt)
        if "reply" in kinds and (tells := [todo for todo in todos if todo.fix.id == RECHECK]):
            return self.todos(tells)
        if kinds & {"how-long", "reply"}:
            return self.how_long(attempt)
        shown = self.is_about_plan if "by-whom" in kinds else self.has_plan_shown
        meant = bool(kinds & {"first", "next", "left"}) or shown
        if not meant or kinds & {"chase", "late", "outcome"}:
            return None
        ahead = [todo for todo in todos if todo.done is None][:1] if kinds & {"first", "next"} else []
        return self.todos(ahead) or self.typed_action(OpenPlan(attempt.number))

    def how_long(self, attempt: Attempt) -> Turn | None:
        """How long what is in the plan on the screen takes; once nothing of it is left, a review may be meant."""
        made = plan(attempt, self.knowledge, self.now)
        if not self.is_about_plan or not (made.left or made.until):
            return None
        return self.aside(rejection_screens.whether_ready(self.knowledge, attempt, self.now))

    def lapsed(self, attempt: Attempt) -> Turn | None:
        """What comes of a plan that is not done in time: until when that is, above what is known of those who found
        what is wrong after approval."""
        about = LAPSED.get(attempt.sender or "", "")
        if about not in self.knowledge.topics or not self.is_about_plan:
            return self.until()
        turn, until = self.typed_action(Read(about)), self.until() if attempt.grace else None
        return turn.below(*until.replies) if until else turn

    def of_thing(self, text: str) -> Turn | None:
        """What is left to do in the plan on the screen to a thing which a text asks how to mend (那地址怎么改): of
        several, what has the words for that. Where only what was not recognised has it, the plan, to settle that.
        How one writes or transfers something (备注怎么写) is a question of its own, which tells more than the plan,
        unless nothing is named (怎么过户)."""
        what, verbs = planwords.asked_how(self.knowledge, text)
        mends = [word for key in ("mends", "any") for word in listed(self.knowledge, f"words-deed-{key}")]
        if self.plan_on_screen is None or not verbs or (what and verbs[0] not in mends):
            return None
        attempt, _ = self.plan_on_screen
        left = [todo for todo in plan(attempt, self.knowledge, self.now).todos if todo.done is None]
        by = () if verbs[0] in listed(self.knowledge, "words-deed-any") else verbs
        named = (self.named_among(left, what, by) or self.told_with(left, what)) if what else []
        like = [todo for todo in (named if what else left) if any(verb in todo.fix.title for verb in verbs)]
        idle = set(verbs) & set(listed(self.knowledge, "words-deed-idle"))
        if turn := self.todos(like or ([] if idle else named)):
            return turn
        unclear = what and any(self.names(what, one.text) for one in attempt.unclear)
        return self.typed_action(OpenPlan(attempt.number)) if unclear else None

    def told_with(self, todos: Sequence[Todo], words: str) -> list[Todo]:
        """The things to do about the reasons that are told with these words the most often."""
        if len(words) < SHORTEST_NAME or is_common(self.knowledge, words):
            return []
        ids = {id for todo in todos for id in todo.reasons}
        topics = (self.knowledge.topics[id] for id in ids)
        often = {topic.id: sum(words in one for one in (*topic.asks, *topic.messages)) for topic in topics}
        most = max(often.values(), default=0)
        return [todo for todo in todos if most and any(often[id] == most for id in todo.reasons)]

    def todos(self, todos: Sequence[Todo]) -> Turn | None:
        """Some of what is to be done, and nothing else of the plan, which is what was shown last by that."""
        if self.at_work is None or not todos:
            return None
        screen = plan_screens.todos_screen(self.knowledge, self.state, *self.at_work, todos, self.now)
        return self.show(screen, state=replace(self.state, topic="", asked=""))

    def ticked(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What a text says is done of the plan at work is ticked: by number, by name, all of it, or the only thing that
        is left. Where it leaves open which, or counts others than there are, the plan is shown to be ticked; where all
        of that was done before, it is just shown."""
        if self.plan_on_screen is None or kinds != {"done"}:
            return None
        attempt, _ = self.plan_on_screen
        every = plan(attempt, self.knowledge, self.now).todos
        left = [todo for todo in every if todo.done is None]
        places = counting.several(text, rest) or (counting.numbered(rest, "个"),)
        if turn := self.ask_which(attempt, every, places):
            return turn
        _, verbs = planwords.deed(self.knowledge, text)
        named = self.named_among(left, planwords.unpointed(self.knowledge, rest), verbs)
        if counting.is_all(rest):
            meant = self.all_of(attempt, left, text, rest)
        else:
            meant = self.counted_or_named(attempt, every, places, rest, named)
        if meant:
            return self.tick_those(attempt, meant)
        if verbs and not named and (turn := self.ticked_by_deed(text, frozenset())):
            return turn
        below = self.has_plan_shown and self.ends_so(text, rest, "done")
        unclear = below or named or counting.is_all(rest) or counting.places(rest, _TODOS + _REASONS)
        return self.ask_what_was_done(attempt) if unclear else None

    def all_of(self, attempt: Attempt, left: Sequence[Todo], text: str, rest: str) -> Sequence[Todo]:
        """All that must be done, where a text says so of it, or counts as many things or reasons, and no question was
        asked since about how something else is done. To have it rechecked comes after all. The only thing may not be
        what was meant, where a reason was not recognised."""
        every = [todo for todo in left if not todo.fix.optional]
        must = [todo for todo in every if todo.fix.id != RECHECK] or every
        reasons = attempts.topics_of(attempt, self.knowledge)
        unmended = {id for todo in must for id in todo.reasons}
        count = counting.counted(rest)
        whole = (len(must) == 1 and not attempt.unclear) or self.tells_of_all(text)
        fits = count in (len(must), len(reasons), len(unmended)) if count else whole
        meant = self.has_plan_shown or (self.asked and not planwords.asked_how(self.knowledge, self.asked)[1])
        return must if fits and meant else []

    def mended_and_resubmitted(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of a text that tells, besides that all was submitted again, that it was mended, and not what (改完
        提交了): all that must be done was, whatever was read since."""
        if self.plan_on_screen is None or kinds != {"done", "resubmitted"} or rest:
            return None
        attempt, _ = self.plan_on_screen
        every = plan(attempt, self.knowledge, self.now).todos
        must = [todo for todo in every if todo.done is None and not todo.fix.optional]
        turn = self.tick_those(attempt, must) if must else None
        after = self.with_state(turn.state).of_plan("", frozenset({"resubmitted"}), "") if turn and turn.state else None
        return joined((turn, after)) if turn and after else None

    def counted_or_named(
        self, attempt: Attempt, todos: Sequence[Todo], places: Sequence[int], rest: str, named: Sequence[Todo]
    ) -> Sequence[Todo]:
        """The things to do with these numbers, or those for the reasons with them, or the only one of that name."""
        if len(places) > 1 and places[-1] <= len(todos):
            return [todos[place - 1] for place in places]
        if (some := counting.places(rest, _TODOS)) and some.stop <= len(todos):
            return todos[some]
        if some := counting.places(rest, _REASONS):
            ids = {topic.id for topic in attempts.topics_of(attempt, self.knowledge)[some]}
            return [todo for todo in todos if ids & set(todo.reasons)]
        return named if len(named) == 1 else []

    def ask_what_was_done(self, attempt: Attempt) -> Turn:
        """The plan, to be ticked by hand."""
        return self.show_plan(self.state, attempt.number, Screen(self.say("courtesy-done")))

    def ticked_by_deed(self, text: str, kinds: frozenset[str]) -> Turn | None:
        """What a text says was done, in words of its own, with a plan open (传上去了, 授权书盖章了): ticked, where only
        one thing that is left to do has such words; where several have, it is asked which. Once something else was read
        since the plan was shown, both what was done and to what has to fit."""
        what, verbs = planwords.deed(self.knowledge, text) if kinds <= _OF_DEEDS else ("", ())
        if self.plan_on_screen is None or not verbs or asks_surely(self.knowledge, text):
            return None
        attempt, _ = self.plan_on_screen
        every = [todo for todo in plan(attempt, self.knowledge, self.now).todos if not todo.fix.optional]
        idle = bool(set(verbs) & set(listed(self.knowledge, "words-deed-idle")))
        like = self.done_so(every, verbs, idle)
        named = self.named_by_deed(every, what, verbs, like)
        both = [todo for todo in named if todo in like]
        if not self.has_plan_shown:
            return self.tick_those(attempt, both) if len(both) == 1 else None
        common = what in ("", *listed(self.knowledge, "words-deed-common"))
        of_common = like if common else []
        meant = both or of_common or ([] if idle else named)
        titled = [todo for todo in meant if any(verb in todo.fix.title for verb in verbs)]
        alone = titled and len(verbs[0]) > 1  # 实名弄了 tells enough, and 换了 does not
        if len(meant) == 1 and (named or alone or len(attempt.reasons) == 1):
            return self.tick_those(attempt, meant)
        unclear = meant or (common and not idle and self.sounds_like_another(text, attempt))
        return self.ask_what_was_done(attempt) if unclear else None

    def done_so(self, todos: Sequence[Todo], verbs: Sequence[str], idle: bool) -> list[Todo]:
        """What is done with such words by its title, what is left to do before what is not; or else, unless they are
        `idle` words, by where it is."""
        titled = [todo for todo in todos if any(verb in todo.fix.title for verb in verbs)]
        left = [todo for todo in todos if todo.done is None]
        there = [todo for todo in left if any(verb in todo.fix.where for verb in verbs)]
        return [todo for todo in titled if todo in left] or titled or ([] if idle else there)

    def named_by_deed(
        self, todos: Sequence[Todo], what: str, verbs: Sequence[str], like: Sequence[Todo]
    ) -> Sequence[Todo]:
        """The things to do to what something was done: that name it, be it with the words for that, or where it stands,
        if they are `like` what was done. 域名 alone is too common, and 域名实名 is not."""
        left = [todo for todo in todos if todo.done is None]
        whole = [todo for todo in left if what and any(self.names(what + verb, todo.fix.title) for verb in verbs)]
        there = [todo for todo in like if len(what) >= SHORTEST_NAME and what in todo.fix.where]
        return self.named_among(left, what, verbs) or whole or there or self.named_among(todos, what, verbs)

    def decided_elsewhere(self, text: str) -> Turn | None:
        """What a text says to be with others than who reviews the filing (实名提交了, 过户还在审) was not submitted to
        those, and is not done before the others agree: only what they have passed is ticked."""
        if self.plan_on_screen is None or wonders(self.knowledge, text) or len(text) > LONGEST:
            return None
        waits = "，".join(re.split(any_of(listed(self.knowledge, "words-underway")), text))
        kinds, rest = spoken.moves(self.knowledge, waits)
        passed = bool(kinds & {"passed", "approved"}) and kinds <= {"passed", "approved", "received"} and waits == text
        if not (passed or kinds == {"resubmitted"} or (waits != text and not kinds)):
            return None
        keys = ("filed", "deed-common", "deed-around")
        what = without(clean(rest), (word for key in keys for word in listed(self.knowledge, f"words-{key}"))).strip()
        attempt, _ = self.plan_on_screen
        todos = [todo for todo in plan(attempt, self.knowledge, self.now).todos if todo.done is None]
        named = self.named_among(todos, what) if what else []
        if len(named) != 1 or not has(self.knowledge, named[0].fix.where, "words-decides"):
            return None
        if passed:
            return self.tick_those(attempt, named)
        turn, wait = self.todos(named), named[0].fix.wait
        waiting = self.say("handed-in-wait", days=wait.text) if wait else ""
        said = Screen(self.say("handed-in", title=named[0].fix.title, wait=Marked(waiting)))
        return turn and turn.below(said)

    def sounds_like_another(self, text: str, attempt: Attempt) -> bool:
        """Whether a text is read as a reason that the rejection has not (网站能打开了, where it was to be opened)."""
        part = self.knowledge.engine.whole(text)
        return part.rejection and part.decision != "unknown" and part.choices[0].topic not in attempt.reasons

    def unticked_by_word(self, text: str) -> Turn | None:
        """What a text says was not done after all is ticked no more: what it names, or where it tells of a slip (搞错了
        没改), what was ticked last."""
        if self.plan_on_screen is None or wonders(self.knowledge, text):
            return None
        attempt, _ = self.plan_on_screen
        undone, others = list[str](), list[str]()
        for clause in in_clauses(text):
            what = planwords.left(self.knowledge, clause)
            (others if what is None else undone).append(clause if what is None else what)
        slips = [spoken.moves(self.knowledge, clause) for clause in others]
        if len(undone) != 1 or not all(kinds and kinds <= {"slip", "denied"} and not rest for kinds, rest in slips):
            return None
        (what,) = undone
        ticked = [todo for todo in plan(attempt, self.knowledge, self.now).todos if todo.done]
        if not what:
            return self.take_back() if slips and ticked and isinstance(self.last, TickFix) else None
        named = self.named_among(ticked, what)
        return self.tick(attempt, [named[0].fix.id], False, Screen(self.say("undone"))) if len(named) == 1 else None

    def tick_those(self, attempt: Attempt, meant: Sequence[Todo]) -> Turn:
        """Tick what was not yet, and say what that is."""
        done = [todo.fix for todo in meant if todo.done is None]
        key = "ticked" if done else "ticked-before"
        titles = "、".join(fix.title for fix in done or [todo.fix for todo in meant])
        return self.tick(attempt, [fix.id for fix in done], True, Screen(self.say(key, titles=titles)))

    def ask_which(self, attempt: Attempt, every: Sequence[Todo], places: Sequence[int]) -> Turn | None:
        """Which are meant by numbers, where a reason that has one of them asks for other things to be done than the one
        that has it in the list."""
        topics = attempts.topics_of(attempt, self.knowledge)
        asked, meant = list[Screen](), list[Todo]()
        for place in places:
            ids = {topic.id for topic in topics[place - 1 : place]}
            of_reason = [todo for todo in every if ids & set(todo.reasons)]
            in_list = every[place - 1 : place]
            meant += [*of_reason, *in_list]
            if place and of_reason and in_list and in_list[0] not in of_reason:
                signs = "".join(circled(every.index(todo) + 1) for todo in of_reason)
                values = {"reason": topics[place - 1].title, "signs": signs, "title": in_list[0].fix.title}
                asked.append(Screen(self.say("tick-which", number=str(place), sign=circled(place), **values)))
        turn = self.todos(meant) if asked else None
        return turn and turn.below(*asked)

    def tells_of_all(self, text: str) -> bool:
        """Whether a text tells of all there is (都办好了)."""
        return has(self.knowledge, text, "words-all")

    def named_among(self, todos: Sequence[Todo], words: str, verbs: Sequence[str] = ()) -> list[Todo]:
        """What these words name: the things to do whose title has all their signs, or else those of which a reason has
        them, or else those for which such a paper is needed. What any filing has (网站, 备案号) is only named where
        something is to be done to just that, by one of these verbs if any is told, and 备案 names nothing."""
        if is_common(self.knowledge, words):
            some = [] if words in ("", THEME) else [todo.fix.title for todo in todos]
            told = [title for title in some if not verbs or any(verb in title for verb in verbs)]
            objects = [title for title in told if planwords.is_object(self.knowledge, words, title)]
            return [todo for todo in todos if todo.fix.title in objects]
        topics = self.knowledge.topics
        named = [todo for todo in todos if self.names(words, todo.fix.title)]
        named = named or [todo for todo in todos if any(self.names(words, topics[id].title) for id in todo.reasons)]
        return named or [todo for todo in todos if any(words in paper.text for paper in todo.fix.papers)]

    def names(self, words: str, title: str) -> bool:
        """Whether these words may stand for a title: it has all their signs. A name is that of the site, or of the app
        or mini program of which a title tells."""
        name, *others = listed(self.knowledge, "words-site-name")
        if words in others:
            of_other = any(has(self.knowledge, title, f"words-of-{kind}-name") for kind in ("app", "mini"))
            words = label(self.knowledge, "words-name-of-other") if of_other else name
        return len(words) >= SHORTEST_NAME and set(words) <= set(title)

    @property
    def has_plan_shown(self) -> bool:
        """Whether nothing was asked or read since the plan was shown."""
        return not self.asked and not self.state.topic

    @property
    def is_about_plan(self) -> bool:
        """Whether nothing else was read since the plan was shown than why something in it came back."""
        return self.has_plan_shown or (self.at_work is not None and self.state.topic in self.at_work[0].reasons)

    def resubmitted(self, attempt: Attempt, filing: Filing | None) -> Turn:
        """Who submits again before all is done and up to date is told what that may lead to."""
        turn = super().resubmitted(attempt, filing)
        early = "" if attempt.submitted else rejection_screens.too_early(self.knowledge, attempt, self.now)
        if not early:
            return turn
        return replace(turn, replies=turn.screens).below(Screen(early))

    def of_plan(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """The plan worked on last was submitted again, or was not. It is asked where the text says more than that, or
        the plan is not what is on the screen."""
        if self.at_work is None:
            return None
        attempt, filing = self.at_work
        if "unsent" in kinds:
            return None if rest else self.typed_action(OpenPlan(attempt.number))
        if not rest and self.is_shown(filing):
            return self.typed_action(Resubmitted(attempt.number))
        if rest and not self.ends_so(text, rest, "resubmitted"):
            return None
        yes = Button(self.label("button-was-resubmitted"), encode(Resubmitted(attempt.number)))
        no = Button(self.label("button-not-yet"), encode(OpenPlan(attempt.number)))
        if plan(attempt, self.knowledge, self.now).rechecked:
            text = self.say("was-rechecked", title=plan_screens.main_reason(self.knowledge, attempt))
        elif filing:
            text = self.say("was-resubmitted", name=filing.name)
        else:
            text = self.say("was-resubmitted-loose", title=plan_screens.main_reason(self.knowledge, attempt))
        return self.show(Screen(text, ((yes, no),), yes_no=True))

    def settled(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What is said once more, or comes next, of a rejection of no filing that was submitted again, or where nothing
        was begun with us at all. Of one by the police, whose name is enough to tell it, that it passed tells as much.
        """
        attempt, filing = attempts.find(self.state, self.state.attempt) or (None, None)
        if attempt is None or filing:
            return None if self.state.filings else self.ahead(text, kinds, rest)
        if attempt.submitted is None:
            by_police = attempt.sender == "police" and spoken.is_whose(self.knowledge, rest, ("police",))
            state = attempts.put(self.state, replace(attempt, submitted=self.now))
            passed = kinds == {"passed"} and by_police
            return self.show(rejection_screens.passed(self.knowledge, attempt), state=state) if passed else None
        if kinds == {"resubmitted"} and not rest:
            return self.show(rejection_screens.whether_ready(self.knowledge, attempt, self.now))
        if turn := self.ahead(text, kinds, rest, attempt):
            return turn
        passed = bool(kinds & {"passed", "approved"}) and (not rest or spoken.is_whose(self.knowledge, rest))
        return self.show(rejection_screens.passed(self.knowledge, attempt)) if passed else None

    def ahead(self, text: str, kinds: frozenset[str], rest: str, attempt: Attempt | None = None) -> Turn | None:
        """What comes next of what was submitted, passed its first review, or has its code, and is no filing of ours:
        with the way to make it one that came so far, since only of those the hours are counted; and of what was
        approved, with the way to do that."""
        approved = "approved" in kinds and kinds <= {"received", "passed", "done", "approved"}
        if approved and not rest and attempt is None and tells_done(self.knowledge, text):
            return self.approved_elsewhere(text)
        kinds -= {"done"}  # 改好交了 tells of what is over, too
        if len(kinds) != 1:
            return None
        whose = [who for who in ("provider", "authority", "sms") if spoken.is_whose(self.knowledge, rest, (who,))]
        first = whose == ["provider"] or (not rest and attempt is not None and attempt.sender == "provider-review")
        code = has(self.knowledge, text, "words-about-sms") and (not rest or whose == ["sms"])
        match sorted(kinds):
            case ["resubmitted"] if not rest and attempt is None and self.spoken_of != NOTHING:
                return self.ahead_of_another(text)
            case ["resubmitted"] if not rest:
                says, about, far = self.say("ahead-review"), FIRST_REVIEW, "review"
            case ["resubmitted"] if spoken.is_of_police(self.knowledge, rest):
                rows = in_rows(to_read(self.knowledge, [POLICE_NUMBER]), 1)
                return self.aside(Screen(self.say("police-handed-in"), tuple(rows)))
            case ["passed"] if whose == ["authority"] and attempt is None:
                return self.approved_elsewhere(text)
            case ["passed"] if first:
                says, about, far = self.say("ahead-sms"), SMS, "sms"
            case ["received"] if code:
                says, about, far = self.say("ahead-code"), CODE, "sms"
            case ["unsent"] if not rest and self.asked and self.state.topic in AHEAD:
                return self.not_noted()
            case _:
                return None
        topic = self.knowledge.topics.get(about)
        follow = Button(self.label("button-follow"), encode(Grow(attempt.number) if attempt else Follow(far, "")))
        state = replace(self.state, topic=about, asked=keepable(text))
        read = [answers.topic_screen(self.knowledge, self.state, topic, asked=text)] if topic else []
        return self.show(Screen(says, ((follow,),)), *read, state=state)

    def submitted_long_ago(self, since: date, text: str) -> Turn | None:
        """Until when the reviews take of what was submitted on this day and is no filing of ours, nor of another kind
        than the first one of a site, where the first of them should be over."""
        if self.at_hand or attempts.find(self.state, self.state.attempt) or self.spoken_of != NOTHING:
            return None
        ends = reckoning.long_reviewed(self.knowledge, since, self.now)
        if not ends:
            return None
        follow = Button(self.label("button-follow"), encode(Follow("review", "")))
        state = replace(self.state, topic=reckoning.AUTHORITY, asked=keepable(text))
        topic = self.knowledge.topics[reckoning.AUTHORITY]
        read = answers.topic_screen(self.knowledge, self.state, topic, asked=text)
        return self.show(Screen(ends, ((follow,),)), read, state=state)

    def ahead_of_another(self, text: str) -> Turn:
        """What comes next of what was submitted that is of the kind spoken of, and not the first filing of a site: the
        text message, where the submission waits for that, or the step after it; where that is not known, what it is
        is asked for."""
        _, name = self.spoken_of
        flow = self.knowledge.flows.get(name)
        submitted = course.step_of(flow, flow.resubmit) if flow else None
        after = course.after_submission(flow) if flow else None
        if flow is None or submitted is None or after is None:
            says, follow = self.say("ahead-any"), Follow("review", "")
        elif submitted.guarded:
            says, follow = self.say("ahead-message"), Follow("sms", flow.id)
        else:
            says = self.say("ahead-step", flow=flow.title, title=after.title, text=Marked(after.text))
            follow = Follow("review", flow.id)
        button = Button(self.label("button-follow"), encode(follow))
        state = replace(self.state, asked=keepable(text))
        return self.show(Screen(says, ((button,), home_row(self.knowledge))), state=state)

    def approved_elsewhere(self, text: str) -> Turn:
        """What is to be done now that something was approved that is no filing of ours."""
        facts = self.knowledge.facts
        says = self.say(
            "ahead-approved",
            fast=facts["site-unblock-fast"].text,
            slow=facts["site-unblock-slow"].text,
            site=Marked(facts["miit-site"].text),
            days=facts["police-filing-days"].text,
        )
        rows = glossary.ways_on(self.knowledge, self.state, "approved")
        state = replace(self.state, topic=NUMBER_SHOWN, asked=keepable(text))
        return self.show(Screen(says, (*rows, home_row(self.knowledge))), state=state)

    def early(self, text: str) -> Turn | None:
        """Whether what came back can be submitted again before all is done, which a text asks."""
        if self.at_work is None or not planwords.asks_early(text):
            return None
        return self.aside(rejection_screens.whether_ready(self.knowledge, self.at_work[0], self.now))

    def of_notice(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """Whether what came back can be submitted again; how long there is still time for what a notice complains of,
        or that it is settled: the one worked on last before any other."""
        if not rest and "ready" in kinds and self.at_work:
            return self.aside(rejection_screens.whether_ready(self.knowledge, self.at_work[0], self.now))
        if rest or not kinds & {"deadline", "rechecked"}:
            return None
        every = sorted(
            (attempt for attempt, _ in attempts.everything(self.state)),
            key=lambda attempt: attempt.number != self.state.attempt,
        )
        for attempt in every:
            last = grace.last_day(attempt, self.knowledge)
            if kinds == {"deadline"} and last and attempt.submitted is None:
                days = rejection_screens.days_left(self.knowledge, attempt, last, self.now)
                hours = self.hours_left()
                return self.aside(*hours, days)
            if "deadline" not in kinds and plan(attempt, self.knowledge, self.now).rechecked:
                turn = self.typed_action(Resubmitted(attempt.number))
                return replace(turn, replies=(rejection_screens.recheck_passed(self.knowledge, attempt),))
        return self.until() if kinds == {"deadline"} and not self.hours_left() else None

    def until(self) -> Turn | None:
        """Until when what is in the plan on the screen is to be done, be it that nobody says so; of what an inspection
        found, only what it says."""
        if self.at_work is None or self.state.waiting or not self.is_about_plan:
            return None
        attempt, _ = self.at_work
        last = grace.last_day(attempt, self.knowledge)
        if last:
            return self.show(rejection_screens.days_left(self.knowledge, attempt, last, self.now))
        inspected = plan(attempt, self.knowledge, self.now).rechecked
        return None if inspected else self.show(rejection_screens.no_last_day(self.knowledge, attempt))

    def hours_left(self) -> tuple[Screen, ...]:
        """How the step on the screen stands in time, where its hours run: they end before the days of any notice."""
        filing, _, step = self.step_shown or (None, None, None)
        if filing is None or step is None or hours_end(filing, self.knowledge) is None:
            return ()
        return (step_screens.time_screen(self.knowledge, filing, step, self.now),)

    def is_shown(self, filing: Filing | None) -> bool:
        """Whether nothing else than this filing, or its plan, is on the screen."""
        if self.state.waiting:
            return False
        return not self.state.showing or (filing is not None and filing.number == self.state.front)

    def ends_so(self, text: str, rest: str, move: spoken.Move) -> bool:
        """Whether a text tells at its end that this was done, and neither asks anything nor denies it."""
        *_, last = in_clauses(text)
        denied = has(self.knowledge, spoken.moves(self.knowledge, last)[1], "words-denied")
        return spoken.ends_with(self.knowledge, text, move) and not (denied or wonders(self.knowledge, text))
