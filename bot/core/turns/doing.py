"""Turns that note what typed words say was done, and when, or ask about it where it is not sure. The words themselves
are in `spoken`."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import islice

from bot.core import course
from bot.core.actions import (
    Action,
    Agenda,
    AsOf,
    Delete,
    Draw,
    Export,
    Jump,
    OpenPlan,
    Rename,
    Share,
)
from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.knowledge import Fix
from bot.core.replies import Screen, Turn
from bot.core.texts import outcomes, planwords, said_back, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import SIGNS, in_clauses, short_clauses
from bot.core.texts.courtesies import Courtesy, courtesy
from bot.core.texts.dates import Gone, lasting, latest_gone, long_gone, period_gone
from bot.core.texts.no_notice import tells_done
from bot.core.texts.verdicts import came_back
from bot.core.texts.wordlists import LONGEST_SHORT, first_word, has, has_only, listed, without
from bot.core.turns.base import joined
from bot.core.turns.returning import UNRETURNED, Returning
from bot.core.turns.stepping import STATES, WHERE
from bot.core.turns.ticking import SHORTEST_NAME, not_done
from bot.core.turns.verifying import told_of_codes
from bot.core.words import Marked
from bot.core.workdays import local
from bot.search.normalise import clean

VERDICTS = STATES - {"received"}
"""What words say of a step that is over."""
DOINGS = STATES | {"resubmitted"}
"""What words say was done, of several of which one text may tell."""
_NOT = re.compile("[没未]|还不")
"""In all words that nothing has come yet."""
_MORE = re.compile("不(?!用了)|[没未无别退驳还但又再说被等]|另外")
"""In a clause that tells more than the one before it."""
_OVER = re.compile("[完好]$")
"""How a clause ends, without a 了, that tells of something done before the next (信息填完 刷脸了 提交了)."""
_OF_FILING: Mapping[str, Callable[[int], Action]] = {"rename": Rename, "draw": Draw, "agenda": Agenda, "export": Export}
"""What is done to a filing for each of these moves (`Move`)."""
_PARTICLES = re.compile(r"(?<=了)[啊呀嘛]+(?=\W|$)")
"""With what somebody protests."""
POLITE = ("hello", "thanks", "sorry", "bye")
"""What somebody says beside what was done, and that changes nothing of it."""
MOST_DEEDS = 12
"""Clauses of a text that tells what was done; one of more tells something else."""


class Doing(Returning):
    """Turns that note what was done, as of when it was."""

    def done(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of what was done, with the filing at hand or the plan worked on last, by the first of these rules
        that it fits."""
        rest = self.untitled(rest)
        return self.not_ticked(text) or self.of_other_plan(text, kinds, rest) or self.noted(text, kinds, rest)

    def noted(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """The same, where all that a text says to be done is over, and belongs to what is at hand."""
        return (
            self.of_call(text)
            or self.of_codes(text)
            or self.mended_and_resubmitted(kinds, rest)
            or self.one_by_one(text)
            or self.mended_and_handed_in(text)
            or self.unexplained(text, kinds, rest)
            or self.unreturned(text, kinds, rest)
            or self.resubmitted_unexplained(text, kinds, rest)
            or self.of_notice(kinds, rest)
            or self.early(text)
            or self.unticked_by_word(text)
            or self.ticked_as_of(text)
            or self.ticked_by_deed(text, kinds)
            or self.in_detail(text)
            or self.taken_back(kinds, rest)
            or self.stepped_back(text, kinds, rest)
            or self.withdrawn_or_changed(text, kinds, rest)
            or self.filed_with_police(kinds, rest)
            or self.of_step(text, kinds, rest)
            or self.of_checklist(text, kinds, rest)
            or self.ticked(text, kinds, rest)
            or self.decided_elsewhere(text)
            or self.of_submission(text, kinds, rest)
            or self.of_state(text, kinds, rest)
        )

    def not_ticked(self, text: str) -> Turn | None:
        """What a text tells of something to do that is under way yet, or not all done, was long before the rejection,
        or is why that came: it would be ticked by what was done alone, and is not. What is left to do of another thing
        leaves this one done."""
        told = (
            planwords.not_to_tick(self.knowledge, text) if self.plan_on_screen and len(text) <= LONGEST_SHORT else None
        )
        if told is None or self.plan_on_screen is None or wonders(self.knowledge, text):
            return None
        before, deed, why, still = told
        first = self.done(before, *spoken.moves(self.knowledge, before)) if before else None
        at = self.with_state(first.state) if first and self.has_changed(first.state) else self
        turn = at.noted(deed, *spoken.moves(self.knowledge, deed))
        attempt, _ = at.plan_on_screen or self.plan_on_screen
        after, _ = (turn and attempts.find(turn.state, attempt.number)) or (attempt, None)
        left = not_done(plan(attempt, self.knowledge, self.now).todos)
        meant = [todo for todo in left if todo.fix.id in after.ticked]
        if len(meant) != 1 or after.submitted:
            return None
        fix = meant[0].fix
        if why == "handed-in" and not has(self.knowledge, fix.where, "words-decides"):
            return None
        other = planwords.left_undone(self.knowledge, still) if still else ""
        others = [todo for todo in left if todo not in meant]
        if other and (self.named_among(others, other) or self.is_of_another_fix(other, fix)):
            return None
        wait = self.say("handed-in-wait", days=fix.wait.text) if fix.wait else self.say("handed-in-tell")
        values = {"wait": Marked(wait)} if why in ("handed-in", "deed-begun") else {"still": still} if still else {}
        shown = at.todos(meant)
        shown = shown and shown.below(Screen(self.say(why, title=fix.title, **values)))
        return joined((first, shown)) if first and shown and at is not self else shown

    def is_of_another_fix(self, what: str, fix: Fix) -> bool:
        """Whether there is to be done to this what another thing to do tells in its title, and this one nowhere."""
        told = "".join((fix.title, fix.where, fix.how, *(paper.text for paper in fix.papers)))
        titles = (one.title for one in self.knowledge.fixes.values())
        return len(what) >= SHORTEST_NAME and what not in told and any(what in title for title in titles)

    def of_other_plan(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What a text says was done, to a thing of which the plan at work tells nothing, of the only other filing in
        whose plan it is."""
        told = next(iter(short_clauses(text)), "")
        what, verbs = planwords.deed(self.knowledge, told)
        what = what or next(iter(verbs), "")
        if self.plan_on_screen is None or len(what) < SHORTEST_NAME or wonders(self.knowledge, text):
            return None
        here, owner = self.plan_on_screen
        fixes = (todo.fix for todo in plan(here, self.knowledge, self.now).todos)
        if any(what in f"{fix.title}{fix.where}{fix.how}" for fix in fixes):
            return None
        found: list[Doing] = []
        for filing in self.state.filings:
            if filing == owner or filing.away or not course.mended(filing):
                continue
            at = self.meaning(filing)
            turn = at.ticked_by_deed(told)
            if turn and at.has_changed(turn.state):
                found.append(at)
        return found[0].noted(text, kinds, rest) if len(found) == 1 else None

    def mended_and_handed_in(self, text: str) -> Turn | None:
        """What a text says was done of the plan is ticked, and where it ends with no more than the word for handing in
        (重拍了 重新提交), it is asked whether that was done, too."""
        *before, last = SIGNS.split(text) if self.plan_on_screen else [text]
        if not before or not last or wonders(self.knowledge, text) or not planwords.hands_in(self.knowledge, text):
            return None
        told = "，".join(before)
        turn = self.done(told, *spoken.moves(self.knowledge, told))
        if turn is None or not self.has_changed(turn.state):
            return None
        after = self.with_state(turn.state).plan_resubmitted(sure=False)
        return joined((turn, after)) if after else turn

    def ticked_as_of(self, text: str, *, protests: bool = False) -> Turn | None:
        """What a text says was done of a plan before now (上周就实名了, 早就关了): ticked as of then, from when on
        is to be waited after it. What came back although it was done, be it that one `protests`, is to be looked over
        once more before it is submitted again."""
        if self.plan_on_screen is None or len(text) > LONGEST_SHORT:
            return None
        told = latest_gone(text, local(self.now))
        if told is None and (protests or planwords.protests(text)):
            told = long_gone(_PARTICLES.sub("", text), local(self.now))
        if told is None or wonders(self.knowledge, text):
            return None
        said = spoken.moves(self.knowledge, told.rest)
        at = type(self)(replace(self.state, asked=self.asked), self.knowledge, self.when(told), self.around)
        alone = said == (frozenset({"done"}), "")  # 填了
        turn = (None if alone else at.ticked_by_deed(told.rest)) or at.ticked(told.rest, *said)
        if turn is None or not self.has_changed(turn.state):
            return turn and (self.ticked_by_deed(told.rest) or self.ticked(told.rest, *said))
        attempt, _ = self.plan_on_screen
        ticked, _ = attempts.find(turn.state, attempt.number) or (attempt, None)
        if local(at.now).date() >= local(attempt.at).date():
            return self.show_plan(turn.state, attempt.number, *turn.screens[:-1], notes=turn.notes)
        new = [todo for todo in plan(ticked, self.knowledge, self.now).todos if todo.fix.id in ticked.ticked]
        again = [todo for todo in new if todo.fix.id not in attempt.ticked]
        hows = [(attempt.sender == "after" and todo.fix.after) or todo.fix.how for todo in again]
        looked_over = [Screen(self.say("ticked-look-over", how=Marked(how))) for how in hows]
        shown = self.with_state(turn.state).todos(again)
        return shown and shown.below(*turn.screens[:-1], *looked_over)

    def withdrawn_or_changed(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """The filing at hand was withdrawn from review, or without one what was submitted again; or the filing is to be
        deleted, called otherwise, or taken along."""
        filing, (attempt, owner) = self.at_hand, self.rejection or (None, None)
        withdrawn = kinds == {"withdrawn"} and (not rest or spoken.withdrew_to(self.knowledge, text))
        if filing and withdrawn:
            return self.to_be_submitted(filing, sure=True)
        if attempt and owner is None and withdrawn:
            state = attempts.put(self.state, replace(attempt, submitted=None, reached="", since=None))
            return self.show_plan(state, attempt.number)
        if filing is None or rest:
            return None
        match sorted(kinds):
            case ["delete"] | ["cancel", "delete"]:
                return self.typed_action(Delete(filing.number, False))
            case ["share"]:
                return self.typed_action(Share(filing.number, True))
            case [move] if move in _OF_FILING:
                return self.typed_action(_OF_FILING[move](filing.number))
        return None

    def of_submission(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """It was submitted again, or was not, be it of a plan."""
        said = kinds - {"done", "denied"}
        if "unsent" in said and said <= {"resubmitted", "unsent"}:
            if self.at_work is None:
                return self.unsent(text, rest) if said == {"unsent"} else None
            return None if rest else self.typed_action(OpenPlan(self.at_work[0].number))
        return self.told_resubmitted(text, rest if said == {"resubmitted"} else text)

    def of_state(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """How far the filing at hand came, or what is no filing of ours. That something is done, at a step, says too
        little of either, unless it is all."""
        if self.at_hand and planwords.hands_in(self.knowledge, text):
            kinds, rest = frozenset({"resubmitted"}), ""
        elif rest and spoken.tells_how(self.knowledge, text):
            rest = ""
        vague = self.state.showing and kinds == {"done"} and not self.tells_of_all(text)
        if self.at_hand and not vague:
            return self.so_far(self.at_hand, kinds - {"done", "denied"} or kinds, rest)
        return self.settled(text, kinds, rest)

    def one_by_one(self, text: str) -> Turn | None:
        """What comes of several things that one text says were done: each goes on from where the one before led to, and
        that something else is not done yet, or a greeting, changes nothing; none is noted of what came back. What it
        left open is only asked where nothing came of it later on. What else was done for it is left out, where we note
        it nowhere. That others do not show yet what is so, is what is asked. A reminder is offered of when it is to be
        submitted. Thanks are answered below."""
        clauses = [self.as_done(one) for one in self.carried(islice(in_clauses(text), MOST_DEEDS + 1))]
        if not 2 <= len(clauses) <= MOST_DEEDS or has(self.knowledge, text, "words-unshown"):
            return None
        back = came_back(self.knowledge, text) and not has(self.knowledge, text, "words-move-resubmitted")
        if back or spoken.wants_word(self.knowledge, text):
            return None
        thanks = [Screen(self.say("courtesy-thanks"))] * any(self.kind_of(clause) == "thanks" for clause in clauses)
        told = [(clause, *self.deeds(clause)) for clause in clauses if not self.is_beside(clause)]
        doing = [one for one in told if not one[1] or not one[1] <= {"unsent", *UNRETURNED}]
        if not all(self.was_done(clause, kinds) or self.is_part(clause, kinds, rest) for clause, kinds, rest in doing):
            return None
        parts = {one[0] for one in doing if self.is_part(*one)}
        at, turns = self, list[Turn]()
        noted, told_before, verbs_before = True, frozenset[str](), tuple[str, ...]()
        for clause, kinds, rest in doing:
            if told_before == {"received"} and kinds == {"done"} and not rest:
                rest = listed(self.knowledge, "words-about-sms")[0]
            told_before = kinds
            turn = None if clause in parts and at.awaits_message else at.dated(clause) or at.done(clause, kinds, rest)
            if turn is None and clause in parts:
                continue
            if turn is None:
                return None
            verbs = planwords.deed(self.knowledge, clause)[1]
            if turns and verbs and verbs == verbs_before and not at.has_changed(turn.state):
                continue  # 我改过了呀 上个月就改了
            verbs_before = verbs
            turns = [*turns, turn] if noted else [*turns[:-1], turn]
            noted = at.has_changed(turn.state)
            at = self.with_state(turn.state)
        planned = [turn for clause in clauses if (turn := at.to_submit_then(clause))] if turns else []
        turn = joined([*turns, *planned[:1]]) if turns else None
        return turn and replace(turn, replies=(*turn.replies, *thanks))

    def as_done(self, clause: str) -> str:
        """What was done of the plan before something else (拍好 提上去了), or who passed it (初审过 短信填了), as
        a clause that tells so."""
        kinds, rest = spoken.moves(self.knowledge, f"{clause}了") if clause.endswith("过") else (frozenset(), "")
        if kinds == {"passed"} and spoken.is_whose(self.knowledge, rest, ("provider", "authority")):
            return f"{clause}了"
        done = _OVER.sub(r"\g<0>了", clause)
        turn = self.ticked_by_deed(done) if done != clause and self.plan_on_screen else None
        return done if turn and self.has_changed(turn.state) else clause

    def kind_of(self, clause: str) -> Courtesy | None:
        """What kind of courtesy a clause is, be it about this time (这次没事了)."""
        return courtesy(self.knowledge, without(clause, listed(self.knowledge, "words-this-time")))

    def carried(self, clauses: Iterable[str]) -> list[str]:
        """Clauses, each with what it leaves to the one before: the day (当时就填了), and before the message came to
        which one is, that it is that which is filled in (短信收到了，填了)."""
        told, day, of_sms = list[str](), "", False
        guarded = self.current is not None and self.current.step.guarded
        for clause in clauses:
            then = first_word(self.knowledge, clause, "words-same-day")
            own = clause.removeprefix(then) if day else clause
            if of_sms and not guarded and "filled" in told_of_codes(self.knowledge, own):
                own = listed(self.knowledge, "words-about-sms")[0] + own
            told.append(day + own if then else own)
            gone = self.moment_in(clause)
            day = f"{gone.at.month}月{gone.at.day}日" if gone and gone.dated else day
            of_sms = has(self.knowledge, own, "words-about-sms")
        return told

    def in_detail(self, text: str) -> Turn | None:
        """What comes of a text that tells more of what was done of the plan on the screen (名字改了 叫五金店), or what
        led to that (拿到了 重拍了), by what was done alone."""
        if self.plan_on_screen is None or len(text) > LONGEST_SHORT:
            return None
        told_of_thing = planwords.deed(self.knowledge, text)[1]  # 换了个域名 is one clause, 拍好了这次很清楚 two
        clauses = SIGNS.split(text) if told_of_thing else short_clauses(text)
        did = [clause for clause in clauses if planwords.deed(self.knowledge, clause)[1]]
        if len(clauses) < 2 or not all(clause in did or self.is_detail(clause) for clause in clauses):
            return None
        at, turns = self, list[Turn]()
        for clause in did:
            turn = at.ticked_by_deed(clause)
            if turn and at.has_changed(turn.state):
                turns.append(turn)
                at = self.with_state(turn.state)
        return joined(turns) if turns else None

    def is_detail(self, clause: str) -> bool:
        """Whether a clause may only tell more of a deed: it tells of no move, and of nothing that we know of."""
        kinds, rest = spoken.moves(self.knowledge, clause)
        if _MORE.search(clause) or wonders(self.knowledge, clause) or (kinds and (rest or kinds != {"received"})):
            return False
        return self.knowledge.engine.whole(clause).decision != "answer"

    def is_beside(self, clause: str) -> bool:
        """Whether a clause says, and does not ask, that something is not done or has not come yet, or is to be
        submitted later, or only that some message came, or is polite."""
        left = planwords.left_undone(self.knowledge, clause) is not None and not wonders(self.knowledge, clause)
        return (
            left
            or self.planned(clause) is not None
            or outcomes.awaits(self.knowledge, clause)
            or outcomes.message_came(self.knowledge, clause)
            or self.kind_of(clause) in POLITE
        )

    def is_part(self, clause: str, kinds: frozenset[str], rest: str) -> bool:
        """Whether a clause tells, where nothing is being mended, that something was done, whatever it is, but for the
        message."""
        if self.at_work or not kinds <= {"done"} or has(self.knowledge, clause, "words-about-sms"):
            return False
        if kinds and not rest:
            return True
        done = _OVER.sub(r"\g<0>了", clause)
        return tells_done(self.knowledge, done) or bool(planwords.deed(self.knowledge, clause)[1])

    @property
    def awaits_message(self) -> bool:
        """Whether the step that the filing at hand is at waits for the message."""
        return self.current is not None and bool(course.mark(self.current.filing, self.current.step.id).awaited)

    def was_done(self, clause: str, kinds: frozenset[str]) -> bool:
        """Whether a clause tells, by words for a move or for a thing to do about a rejection, of something done."""
        moved = bool(kinds) and kinds <= DOINGS
        return moved or bool(self.at_work and planwords.deed(self.knowledge, clause)[1])

    def deeds(self, clause: str) -> tuple[frozenset[str], str]:
        """What a clause says was done, be it by way of when, or of the code."""
        kinds, rest = spoken.moves(self.knowledge, clause)
        if not kinds and "filled" in told_of_codes(self.knowledge, clause):
            return frozenset({"done"}), ""
        told = None if kinds else self.moment_in(clause)
        return spoken.dated(self.knowledge, told.rest) if told else (kinds, rest)

    def untitled(self, rest: str) -> str:
        """What is left of a text, where that is not only that it is of a filing, or what the one at hand is for, or the
        one that begins (of one that cancels: 注销申请提交了), and by whom; where it was is left."""
        begins = self.knowledge.flows.get(self.state.draft.flow) if self.is_describing else None
        flow = begins or self.flow(self.at_hand)
        title = without(rest, listed(self.knowledge, "words-filed")).strip()
        begins_so = (clean(flow.title)[:end] for end in range(len(flow.title), 1, -1)) if flow else ()
        more = title.replace(next((one for one in begins_so if one in title), "\n"), "", 1)
        if spoken.is_whose(self.knowledge, rest) or (more and more == title):
            return rest
        if not more or spoken.is_how(self.knowledge, more):
            return ""
        return more if has_only(self.knowledge, more, *WHERE) else rest

    def dated(self, text: str) -> Turn | None:
        """What comes of a text that tells when it was submitted, when the message came, or when a step was over: it is
        noted as of then, or where it is noted already, dated back; right below that a time alone corrects it. Hours do
        not run from a day alone, unless they are over by any hour: the hour is asked for, and that may be all of the
        answer."""
        told = (self.moment_in(text) or period_gone(text, local(self.now))) if len(text) <= LONGEST_SHORT else None
        if told is None or wonders(self.knowledge, text):
            return None
        told = self.moment_in(said_back.righted(self.knowledge, text)[1]) or told
        kinds, rest = spoken.dated(self.knowledge, told.rest)
        rest = self.untitled(rest)
        asked = self.answer_by(AsOf)
        hour = asked and told.exact and kinds <= {"received"} and not rest
        if asked and hour and (turn := self.came_on(asked, told.at if told.dated else None, text)):
            return turn
        if (kinds and kinds <= VERDICTS) or ("approved" in kinds and kinds <= STATES):
            return self.over_on(told, kinds, rest)
        if self.current and not (kinds or rest):
            return self.begun_on(told, *self.current, text)
        if kinds <= {"received"} and not rest and (turn := self.hour_told_later(text, told)):
            return turn
        if kinds == {"resubmitted"} and spoken.is_how(self.knowledge, rest):
            rest = ""
        if len(kinds) != 1 or (rest and not spoken.is_whose(self.knowledge, rest)):
            return None
        if kinds == {"resubmitted"}:
            place = self.current
            if place and self.at_work is None and place.step == course.after_submission(place.flow):
                filing, _, step = place
                begun = local(course.mark(filing, step.id).begun or self.now).date()
                if not self.is_today(told) or begun != told.at.date():
                    return self.done_as_of(self.when(told), Jump(filing.number, step.id))
            if self.is_today(told):
                return self.done(told.rest, kinds, rest)
        elif self.current and (turn := self.came_at(told, *self.current)):
            return turn
        long_ago = self.submitted_long_ago(told.at.date(), text) if kinds == {"resubmitted"} and not rest else None
        hours = self.hours_of(text)
        if hours and self.current is None:
            return self.hours_and_where(hours, text)
        turn = long_ago or self.done_by(told, kinds, rest)
        noted = turn is None or turn.state.filings != self.state.filings
        return turn.below(hours) if turn and hours and not noted else turn

    def done_by(self, told: Gone, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of what was done at this time."""
        at = told.at.astimezone(UTC)
        turn = type(self)(self.state, self.knowledge, at, self.around).done(told.rest, kinds, rest)
        if turn and kinds == {"received"} and turn.state.filings != self.state.filings:
            turn = replace(turn, replies=turn.replies[-1:])
        return self.dated_back(at, turn, part=told.part) if turn else None

    def waited(self, text: str) -> Turn | None:
        """What comes of a text that tells how long a review lasts by now (交了三天了), or since when, and that nothing
        has come of it yet: when it was submitted is noted as of then, or how its step stands in time is shown. So many
        days may be counted with the first one or without it."""
        if len(text) > LONGEST_SHORT:
            return None
        lasts = lasting(text, local(self.now))
        news = outcomes.unanswered(self.knowledge, text) if _NOT.search(text) else text
        if not news or outcomes.none_yet(self.knowledge, text):
            return self.without_news()
        told = lasts or (self.moment_in(text) if news != text else None)
        if told is None or self.at_work or wonders(self.knowledge, news):
            return None
        kinds, rest = spoken.dated(self.knowledge, outcomes.unanswered(self.knowledge, told.rest))
        waits = without(rest, listed(self.knowledge, "words-waited")).strip()
        if not kinds <= {"resubmitted"} or not (kinds or waits != rest or news != text):
            return None
        if self.current is None:
            return None if waits else self.submitted_long_ago(told.at.date(), text)
        filing, flow, step = self.current
        if waits and not spoken.is_about(self.knowledge, flow, step, waits):
            return None
        if step.who == "applicant":
            return self.done_by(told, kinds, waits) if kinds else None
        off = abs(told.at.date() - local(course.mark(filing, step.id).begun or self.now).date())
        tells_when = step == course.after_submission(flow) and (kinds or lasts)
        if tells_when and off > timedelta(days=1 if lasts else 0):
            return self.done_as_of(told.at.astimezone(UTC), Jump(filing.number, step.id))
        return self.show_time(filing, step)

    def without_news(self) -> Turn | None:
        """How the step stands in time at which others are at work, and nothing has come of it yet."""
        if self.current is None or self.at_work:
            return None
        filing, _, step = self.current
        return None if step.who == "applicant" and not step.guarded else self.show_time(filing, step)

    def over_on(self, told: Gone, kinds: frozenset[str], rest: str) -> Turn | None:
        """A step that was judged, or the one with the message, was over on a day, or at an hour of it; of the one that
        was just noted to be over it is dated back."""
        if self.current is None or self.at_work:
            return None
        filing, flow, step = self.current
        before = flow.steps[max(flow.steps.index(step) - 1, 0)]
        waits = step.who == "applicant" and (not step.guarded or course.mark(filing, step.id).awaited)
        noted = waits and before.review and self.state.showing == step.id and kinds == {"passed"}
        if noted and (not rest or spoken.is_about(self.knowledge, flow, before, rest)):
            return self.done_as_of(self.when(told), Jump(filing.number, step.id))
        if not (spoken.is_whose(self.knowledge, rest) if rest else step.review):
            return None
        return self.done(told.rest, kinds, rest) if self.is_today(told) else self.done_by(told, kinds, rest)
