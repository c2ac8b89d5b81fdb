"""Which filing is it? What the answers to the router's questions lead to and tell, which answer a typed text means, and
the screens; what comes of them is in `routing`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.actions import AllFlows, AskRoute, Choose, NewFiling, Read, SureFiling
from bot.core.button_data import encode
from bot.core.knowledge import Flow, Knowledge, Option, Question, Router, Subject
from bot.core.replies import Button, Screen
from bot.core.screens import draft_screens
from bot.core.screens.rows import button, home_row
from bot.core.state import Draft
from bot.core.texts.asker import ASKED_SUBJECTS, CLOUDS, names_of
from bot.core.texts.asking import asks_last
from bot.core.texts.wordlists import wordings_of
from bot.core.words import Marked, label, say
from bot.search.engine import THEME
from bot.search.normalise import Wordings, any_of, clean

LONGEST_WISH = 40
"""Characters of a text that may tell what somebody wants to be done; a longer one is a question or a rejection."""
SHORTEST_PART = 2
"""Characters of an answer that stand for it."""
_PLACE = "省市"
"""What stands among the things that people say for the name of any province or city."""
_NO = "不没未无非别"
_NOT = f"(?<![{_NO}])(?<![{_NO}][是在要用有想会能被])(?<![{_NO}](?:需要|打算|准备|有被))"
"""Before a word that is not denied."""

Picks = tuple[tuple[str, str], ...]
"""Answers, each as ids of question and option."""


def option_of(router: Router, question: str, option: str) -> Option | None:
    """The answer of these ids; None where the content does not have it (any more)."""
    asked = router.questions.get(question)
    return next((one for one in asked.options if one.id == option), None) if asked else None


def picked(router: Router, picks: Picks) -> Iterator[Option]:
    """The answers of these ids, those that the content still has."""
    yield from (option for pick in picks if (option := option_of(router, *pick)))


def before(picks: Picks, question: str) -> Picks:
    """The answers that were given before this question was asked."""
    ids = [asked for asked, _ in picks]
    return picks[: ids.index(question)] if question in ids else picks


def said_before(router: Router, question: str, subject: Subject | None) -> Option | None:
    """The answer to this question of somebody who has said to be this kind of applicant; None where that tells none."""
    asked = router.questions.get(question)
    options = [one for one in asked.options if subject and one.subject == subject] if asked else []
    return options[0] if len(options) == 1 else None


def told(router: Router, picks: Picks) -> tuple[Subject | None, dict[str, bool]]:
    """What the answers tell: as whom it is filed, and which conditions of checklist items are so."""
    subject, cases = None, dict[str, bool]()
    for option in picked(router, picks):
        subject = option.subject or subject
        cases |= dict.fromkeys(option.holds, True) | dict.fromkeys(option.lacks, False)
    return subject, cases


def meant(router: Router, text: str) -> tuple[Question, Option] | None:
    """The answer whose words stand in a typed text; of several one that tells what is to be done rather than as whom,
    then the one with the most characters of them."""
    text = clean(text)
    found = [
        (option.subject is None, sum(map(len, words)), question, option)
        for question in router.questions.values()
        for option in question.options
        for words in option.words
        if words and all(word in text for word in words) and not _denied(words, text)
    ]
    if not found or len(text) > LONGEST_WISH:
        return None
    *_, question, option = max(found, key=lambda one: one[:2])
    return question, option


def picked_by(knowledge: Knowledge, question: Question, text: str) -> Option | None:
    """The answer to this question that a typed text is: what its button says, what people say for it and nothing else,
    or a part of the button which no other one has and that says more than what all of them are about. What denies
    that (不联网, for 要联网) is none, and neither is a question."""
    plain = clean(text)
    told = [option for option in question.options if plain == clean(option.text)]
    if told or asks_last(text):
        return told[0] if len(told) == 1 else None
    places = knowledge.places_in(plain)
    said, rest = _answers(knowledge, question).parted(re.sub(any_of(places), _PLACE, plain))
    option = next((one for one in question.options if {one.id} == said), None)
    if said and (not rest or (rest == _PLACE and option in _of_applicants(question))):
        return option
    some = len(plain) >= SHORTEST_PART and THEME not in plain and plain not in names_of(knowledge, ASKED_SUBJECTS)
    part = [one for one in question.options if some and _stands(plain, clean(one.text))]
    return part[0] if len(part) == 1 else None


def _answers(knowledge: Knowledge, question: Question) -> Wordings:
    """What people say for each of the answers, or for the applicant that it alone is about, and what they say around
    that; with which cloud tells nothing of where it stands."""
    around = ("words-picking", *(f"asker-{cloud}" for cloud in CLOUDS))
    who = [(one.id, knowledge.words[f"words-{one.subject}"]) for one in _of_applicants(question)]
    lists = [*who, *((one.id, one.says) for one in question.options)]
    return wordings_of(tuple(lists), tuple(knowledge.words[key] for key in around))


def _of_applicants(question: Question) -> list[Option]:
    """The answers that are each about another kind of applicant: with them it may also be told where that is."""
    applicants = [one.subject for one in question.options]
    return [one for one in question.options if one.subject and applicants.count(one.subject) == 1]


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a cleaned text and is not denied there."""
    return bool(re.search(_NOT + re.escape(word), text))


def _denied(words: Sequence[str], text: str) -> bool:
    """Whether one of these words is denied wherever it stands in a cleaned text, and not by another one of them."""
    text = re.sub(any_of(word for word in words if set(_NO) & set(word)), " ", text)
    return any(word in text and not _stands(word, text) for word in words)


def screen(knowledge: Knowledge, draft: Draft) -> Screen:
    """Where somebody is on the way to the right flow."""
    picks = draft.picks
    last = next(picked(knowledge.router, picks[-1:]), None)
    who = label(knowledge, f"subject-{last.subject}") if last and last.subject and draft.known else ""
    before = say(knowledge, "known-route", answer=who) + "\n\n" if who else ""
    if question := knowledge.router.questions.get(draft.question):
        asked = question_screen(knowledge, question, picks)
        return replace(asked, text=before + asked.text)
    if last and last.flow in knowledge.flows:
        found = flow_screen(knowledge, knowledge.flows[last.flow], picks)
        return replace(found, text=before + found.text)
    if last and last.topic in knowledge.topics:
        return topic_screen(knowledge, last, picks)
    flow = knowledge.flows.get(draft.flow)
    if flow and draft.is_described and (draft.name or not flow.loses):
        return draft_screens.described(knowledge, draft)
    return sure_screen(knowledge, flow) if flow and flow.loses else offer(knowledge)


def offer(knowledge: Knowledge) -> Screen:
    """Shall I help to choose, or do you know which one?"""
    helped = button(knowledge, "button-route", AskRoute(""))
    known = button(knowledge, "button-all-flows", AllFlows())
    return Screen(say(knowledge, "route-offer"), ((helped,), (known,), home_row(knowledge)))


def question_screen(knowledge: Knowledge, question: Question, picks: Picks) -> Screen:
    """A question with its answers, below what is to be said of the answer that led here."""
    rows = [(Button(option.text, encode(Choose(question.id, option.id))),) for option in question.options]
    text = "\n\n".join([*_notes(knowledge, picks), question.text])
    return Screen(text, (*rows, _back_row(knowledge, picks)))


def flow_screen(knowledge: Knowledge, flow: Flow, picks: Picks) -> Screen:
    """This is the one: when it is right, what comes of it, how many steps it has."""
    if flow.loses:
        return sure_screen(knowledge, flow, picks)
    count = len(flow.steps)
    text = say(
        knowledge,
        "route-flow" if count > 1 else "route-flow-short",
        flow=flow.title,
        when=Marked(flow.when),
        count=str(count),
        outcome=Marked(flow.outcome),
    )
    begin = button(knowledge, "button-route-begin", NewFiling(flow.id))
    rows = ((begin,), _other_row(knowledge), _back_row(knowledge, picks))
    return Screen("\n\n".join([text, *_notes(knowledge, picks)]), rows, yes_no=True)


def sure_screen(knowledge: Knowledge, flow: Flow, picks: Picks = (), follows: int = 0) -> Screen:
    """Something is lost by it: really this one? `follows`: the number of the filing on which it follows."""
    text = say(knowledge, "route-sure", flow=flow.title, when=Marked(flow.when), loses=Marked(flow.loses))
    yes = button(knowledge, "button-sure", SureFiling(flow.id, follows), flow=flow.title)
    no = button(knowledge, "button-not-sure", AllFlows())
    rows = ((yes,), (no,), _back_row(knowledge, picks))
    return Screen("\n\n".join([text, *_notes(knowledge, picks)]), rows, yes_no=True)


def topic_screen(knowledge: Knowledge, option: Option, picks: Picks) -> Screen:
    """There is nothing to be filed, or not like that: why, with the way to the whole answer."""
    topic = knowledge.topics[option.topic]
    sources = say(knowledge, "topic-source", sources="；".join(topic.sources), checked=topic.checked.isoformat())
    read = button(knowledge, "button-route-read", Read(topic.id), title=topic.button)
    rows = ((read,), _other_row(knowledge), _back_row(knowledge, picks))
    return Screen("\n\n".join([option.note, sources]), rows)


def _notes(knowledge: Knowledge, picks: Picks) -> list[str]:
    """What is to be said of the last answer."""
    return [option.note for option in picked(knowledge.router, picks[-1:]) if option.note]


def _other_row(knowledge: Knowledge) -> tuple[Button, ...]:
    return (button(knowledge, "button-route-other", AllFlows()),)


def _back_row(knowledge: Knowledge, picks: Picks) -> tuple[Button, ...]:
    """Back to the last question that was answered, and home."""
    back = [button(knowledge, "button-route-back", AskRoute(asked)) for asked, _ in picks[-1:]]
    return (*back, *home_row(knowledge))
