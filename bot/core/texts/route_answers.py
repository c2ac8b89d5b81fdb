"""The answer that a typed text gives to a question with which a filing begins: one of the router, or as whom and where.
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
"""The most characters of a text that may say what somebody wants done. A longer one is a question or a rejection."""
SHORTEST_PART = 2
"""The fewest characters of an answer that stand for it."""
_ABOUT_SUBJECT = "who"
"""The router's question about the applicant."""
_PLACE = "省市"
"""The stand-in for the name of any province or city in what people say."""
_NO = "不没未无非别"
_NOT_DENIED = f"(?<![{_NO}])(?<![{_NO}][是在要用有想会能被])(?<![{_NO}](?:需要|打算|准备|有被))"
"""The place before a word that is not denied."""


def answer_in(router: Router, text: str) -> tuple[Question, Option] | None:
    """Find the answer whose words stand in a typed text. Of several, those about what to do come before those about the
    applicant, then the one with the most characters. None: there is none, or the text is longer than `LONGEST_WISH`."""
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
    """Return the answer that a typed text gives to this question: the text of its button, what people say for it and
    nothing else, or a part of its button alone that is not just the theme or an applicant. None: a denial (不联网, for
    要联网), a question, or anything else."""
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
    """Return what people say for each answer, or for the applicant that only this answer is about, and the words around
    that. The name of a cloud is one of these: it does not tell where something stands."""
    around = ("words-picking", *(f"asker-{cloud}" for cloud in CLOUDS))
    who = [(one.id, knowledge.words[f"words-{one.subject}"]) for one in _of_applicants(question)]
    lists = [*who, *((one.id, one.says) for one in question.options)]
    return wordings_of(tuple(lists), tuple(knowledge.words[key] for key in around))


def _of_applicants(question: Question) -> list[Option]:
    """Return the answers that are each about another kind of applicant. A text may say where that is, too."""
    applicants = [one.subject for one in question.options]
    return [one for one in question.options if one.subject and applicants.count(one.subject) == 1]


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in a cleaned text and is not denied there."""
    return bool(re.search(_NOT_DENIED + re.escape(word), text))


def _denied(words: Sequence[str], text: str) -> bool:
    """Tell whether one of these words is denied wherever it stands in a cleaned text. They do not deny each other."""
    text = re.sub(any_of(word for word in words if set(_NO) & set(word)), " ", text)
    return any(word in text and not _stands(word, text) for word in words)


def who_and_where(knowledge: Knowledge, flow: Flow, text: str) -> tuple[Subject | None, Province | None]:
    """Return as whom and where a text says that it is filed (个体户，在杭州). (None, None): it says anything else."""
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
    """Return as whom, or where, a clause wants it to be filed (我想用公司名义备), or corrects that (说错了，是湖北)."""
    _, right = said_back.righted(knowledge, text)
    for clause in short_clauses(right or text):
        wishes, rest = said_back.filed_as(knowledge, clause)
        subject, place = who_and_where(knowledge, flow, rest) if wishes or right else (None, None)
        if subject or place:
            return subject, place
    return None, None
