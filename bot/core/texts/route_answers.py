"""Which answer to a question with which a filing begins a typed text means: one of the router, or as whom and where.
What the answers lead to is in `screens.router`."""

import re
from collections.abc import Sequence

from bot.core.kinds import Subject
from bot.core.knowledge import Flow, Knowledge, Option, Province, Question, Router
from bot.core.texts import said_back
from bot.core.texts.asker import ASKED_SUBJECTS, CLOUDS, names_of
from bot.core.texts.asking import asks_last
from bot.core.texts.clauses import short_clauses
from bot.core.texts.wordlists import lists, without, wordings_of
from bot.search.engine import THEME
from bot.search.normalise import Wordings, any_of, clean

LONGEST_WISH = 40
"""Characters of a text that may tell what somebody wants to be done; a longer one is a question or a rejection."""
SHORTEST_PART = 2
"""Characters of an answer that stand for it."""
_ABOUT_SUBJECT = "who"
"""The question of the router as whom it is filed."""
_PLACE = "省市"
"""What stands among the things that people say for the name of any province or city."""
_NO = "不没未无非别"
_NOT_DENIED = f"(?<![{_NO}])(?<![{_NO}][是在要用有想会能被])(?<![{_NO}](?:需要|打算|准备|有被))"
"""Before a word that is not denied."""


def answer_in(router: Router, text: str) -> tuple[Question, Option] | None:
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


def answer_to(knowledge: Knowledge, question: Question, text: str) -> Option | None:
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
    return bool(re.search(_NOT_DENIED + re.escape(word), text))


def _denied(words: Sequence[str], text: str) -> bool:
    """Whether one of these words is denied wherever it stands in a cleaned text, and not by another one of them."""
    text = re.sub(any_of(word for word in words if set(_NO) & set(word)), " ", text)
    return any(word in text and not _stands(word, text) for word in words)


def who_and_where(knowledge: Knowledge, flow: Flow, text: str) -> tuple[Subject | None, Province | None]:
    """As whom, and where, a text says that it is filed, and nothing else (个体户，在杭州)."""
    asked = knowledge.router.questions.get(_ABOUT_SUBJECT)
    says = [(str(one.subject), one.says) for one in asked.options if one.subject in flow.subjects] if asked else []
    names = zip(flow.subjects, lists(knowledge, *(f"words-{one}" for one in flow.subjects)), strict=True)
    around = lists(knowledge, "words-filed-as", "words-filed-as-around", "words-place-of")
    subjects, rest = wordings_of((*says, *names), around).parted(clean(text))
    places = knowledge.places_in(rest)
    where = {place.id: place for place in places.values()}
    if len(subjects) > 1 or len(where) > 1 or without(rest, places).strip():
        return None, None
    subject = next((one for one in flow.subjects if one in subjects), None)
    return subject, next(iter(where.values()), None)


def filed_rather(knowledge: Knowledge, flow: Flow, text: str) -> tuple[Subject | None, Province | None]:
    """As whom, or where, a text says in a clause that it is to be filed (我想用公司名义备), or that this was told
    wrongly (说错了，是湖北)."""
    _, right = said_back.righted(knowledge, text)
    for clause in short_clauses(right or text):
        wishes, rest = said_back.filed_as(knowledge, clause)
        subject, place = who_and_where(knowledge, flow, rest) if wishes or right else (None, None)
        if subject or place:
            return subject, place
    return None, None
