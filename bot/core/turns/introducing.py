"""Answers to a text that tells who somebody is, or asks for an answer for others. That is remembered, and the answer on
the screen is fitted to it. `asker` knows the kinds of askers."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.actions import Choose, OpenPlan
from bot.core.kinds import SUBJECTS
from bot.core.knowledge import Topic
from bot.core.replies import Screen, Turn
from bot.core.rules import FieldName
from bot.core.screens import answers
from bot.core.state import Asker
from bot.core.texts import said_back
from bot.core.texts.asker import (
    ASKED_SUBJECTS,
    CLOUDS,
    MINI,
    introduced,
    introduced_beside,
    is_fitted,
    names_in,
    names_only,
    of_kind,
    of_mini,
)
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import SIGNS
from bot.core.texts.meant import is_answered
from bot.core.texts.no_notice import tells_of_self
from bot.core.texts.understanding import is_surely_known, understand
from bot.core.texts.wishes import is_of_own, wanted, wishes_filing
from bot.core.texts.wordlists import LONGEST_SHORT, has, listed
from bot.core.turns import answering, mydata, on_screen, presses, routing
from bot.core.turns.talk import Talk
from bot.core.words import Marked
from bot.search.normalise import clean

_AND_THING = re.compile("那?(?:那个|这个)?(?P<thing>\\w{2,5}?)(?:这边|那边)?(?:呢|怎么办|咋办|咋弄|怎么弄)[呀啊]?")
"""A thing of which somebody asks after an answer."""
WANTED: Mapping[FieldName, Choose] = {
    "mini-name": Choose("what", "mini"), "app-name": Choose("what", "app"), "site-name": Choose("what", "site"),
}  # fmt: skip
"""The way to the filing of what somebody wants to have."""


def introduction(talk: Talk, text: str) -> Turn | None:
    """Remember who the person is, where, and with which access provider (我们是个体户，在东莞). Show the answer on the
    screen again, as it is for them.

    Once there are filings, only the access provider is remembered. Before that, the mere name of an applicant or place
    is enough while we ask what to file, and so is a correction (不是阿里云，是腾讯云; 江苏写错了 是浙江).
    """
    right = said_back.righted(talk.knowledge, text)[1] or said_back.mistold(talk.knowledge, text)
    text, may_name = right or text, routing.is_describing(talk) or right
    cloud = may_name and names_only(talk.knowledge, text) and names_in(talk.knowledge, text, CLOUDS)
    asked = talk.is_choosing or bool(cloud)
    may_tell = (asked or not talk.state.waiting) and not wonders(talk.knowledge, text)
    told = talk.state.asker
    asker = introduced(told, talk.knowledge, text, asked=asked) if may_tell else None
    if may_tell and right and (told.subject or told.province) and names_only(talk.knowledge, text):
        asker = asker or introduced_beside(told, talk.knowledge, text)
    if asker is None:
        return None
    if talk.state.filings and replace(talk.state.asker, provider=asker.provider) != asker:
        return None  # each filing has its own applicant and place
    known, so = mydata.remembering(talk, asker)
    topic = talk.topic_read if talk.asked else None
    if topic is None and talk.plan_on_screen:  # what it wants depends on that
        return presses.typed_action(known, OpenPlan(talk.plan_on_screen[0].number)).below(so)
    if topic is None:
        return routing.which_is_known(known).below(replace(known.menu("home"), text=so.text))
    return of_others(known, topic, text).below(so)


def told_of_self_instead(talk: Talk, text: str) -> Turn | None:
    """Ask again for the notice if a text tells of the person or their site instead."""
    instead = talk.state.waiting == "rejection" and tells_of_self(talk.knowledge, text)
    return talk.show(answers.ask_for_rejection(talk.knowledge)) if instead else None


def told_besides(talk: Talk, text: str) -> tuple[Asker, bool]:
    """Return the asker with what a text tells of it besides the wish to file (我要给公司网站备案 江苏), and whether it
    tells nothing else. Nothing is taken from questions, from texts about others or a rejection, or once there are
    filings."""
    draft, asker = routing.drafted(talk), talk.state.asker
    asking_which = talk.state.waiting == "flow" and not (draft.question or draft.picks or draft.name)
    free = not (talk.state.filings or talk.question) and (asking_which or not talk.state.waiting)
    if not free or len(text) > LONGEST_SHORT:
        return asker, False
    subjects, places = names_in(talk.knowledge, text, SUBJECTS), talk.knowledge.places_in(text)
    providers = names_in(talk.knowledge, text.lower(), CLOUDS)
    if not (subjects or places or providers):
        return asker, False
    if not is_of_own(talk.knowledge, text):
        return asker, False
    # Leave out what is denied beside what is so (我不在江苏 公司在上海).
    clauses = [one for one in SIGNS.split(text) if one and not has(talk.knowledge, one, "words-not")]
    text = " ".join(clauses)
    subjects, places = names_in(talk.knowledge, text, SUBJECTS), talk.knowledge.places_in(text)
    if len(subjects) > 1 or len({place.id for place in places.values()}) > 1:
        return asker, False
    alone, others = True, listed(talk.knowledge, "words-other-clouds")
    for clause in clauses:
        known = introduced_beside(asker, talk.knowledge, clause)
        asker = known or asker
        of_self = (known or clause in others) and not has(talk.knowledge, clause, "words-filed-what")
        alone = alone and bool(of_self)
    of_both = [asker.subject] == subjects and places and len(clauses) > 1
    if (alone and asking_which) or (not alone and (of_both or wishes_filing(talk.knowledge, text))):
        return asker, alone
    return talk.state.asker, False


def wants(talk: Talk, text: str) -> Turn | None:
    """Lead a person who wants a site, an app or a mini program to its filing. None: it is certainly a question, or
    about somebody else."""
    free = not (talk.state.waiting or talk.state.showing or talk.at_work)
    if not free or len(text) > LONGEST_SHORT:
        return None
    what = next((one for clause in SIGNS.split(text) if (one := wanted(talk.knowledge, clause, text))), None)
    if what is None or not is_of_own(talk.knowledge, text) or is_surely_known(talk.knowledge, text):
        return None
    turn = presses.typed_action(talk, WANTED[what])
    return turn.below(Screen(talk.say("wants-filing"))) if turn.state.draft.question else turn


def follow_up(talk: Talk, text: str) -> Turn | None:
    """Answer 「那企业呢」 after an answer: the same one for somebody else. For a place (那湖南呢), also show what the
    answer says of it."""
    topic = answering.topic_shown(talk) if names_only(talk.knowledge, text) else None
    if topic is None:
        return None
    turn = of_others(talk, topic, text)
    places = {place.short for place in talk.knowledge.places_in(text).values()}
    return turn.below(*said_of(talk, topic, places.pop())) if len(places) == 1 else turn


def of_thing(talk: Talk, text: str) -> Turn | None:
    """Answer 「那域名呢」 after an answer that speaks of it, and where the words alone are no question: show what the
    answer says of the thing."""
    topic, found = answering.topic_shown(talk), _AND_THING.fullmatch(clean(text))
    if topic is None or found is None or talk.state.waiting:
        return None
    said = said_of(talk, topic, found["thing"])
    if not said or any(map(is_answered, understand(talk.knowledge, text).parts)):
        return None
    return on_screen.reread(talk, topic, text).below(*said)


def said_of(talk: Talk, topic: Topic, what: str) -> tuple[Screen, ...]:
    """Return what an answer says of a place or a thing, line by line. (): nothing."""
    told = re.split(r"\n(?:- |> - |\d+\. )?|；", f"{topic.text}\n{topic.more}".replace("**", ""))
    lines = "\n".join(f"- {one}" for one in told if what in one)
    return (Screen(talk.say("of-place", short=what, lines=Marked(lines))),) if lines else ()


def of_others(talk: Talk, topic: Topic, text: str) -> Turn:
    """Show an answer for the applicants that a text names, or the topic about their kind, if there is one."""
    subjects = names_in(talk.knowledge, text, ASKED_SUBJECTS)
    if names_in(talk.knowledge, text, (MINI,)):
        return on_screen.reread(talk, of_mini(talk.knowledge, topic) or topic, text)
    if len(subjects) != 1:
        return on_screen.reread(talk, topic, text)
    other = of_kind(talk.knowledge, topic, subjects[0])
    turn = on_screen.reread(talk, other or topic, text)
    if other or is_fitted(talk.knowledge, topic, subjects[0]):
        return turn
    if subjects == ["personal"] and has(talk.knowledge, topic.title, "words-units-alone"):
        return turn.below(Screen(talk.say("only-of-units")))
    who = talk.label(f"subject-{subjects[0]}")
    return turn.below(Screen(talk.say("same-for-all", who=who)))
