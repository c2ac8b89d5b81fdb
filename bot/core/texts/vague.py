"""Notices that do not say what is wrong: with nothing, or only with which field."""

import re
from collections.abc import Mapping

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.asker import CLOUDS, OTHERS
from bot.core.texts.verdicts import REVIEWERS, says_it_came_back
from bot.core.texts.wordlists import has, has_only, short, wordings
from bot.search.bands import Choice
from bot.search.normalise import clean
from bot.search.numbers import NUMBER

_OF_A_FIELD: Mapping[str, tuple[str, ...]] = {
    "words-a-person": ("reject-person-info-mismatch", "reject-person-not-legal-rep", "reject-phone-unreachable"),
    "words-a-subject": ("reject-subject-name-mismatch", "reject-subject-id-number-wrong", "reject-info-outdated"),
    "words-a-license": ("reject-license-incomplete", "reject-id-photo-unclear", "reject-id-expired"),
    "words-a-paper": ("reject-id-photo-unclear", "reject-subject-id-number-wrong", "reject-id-expired"),
    "words-a-phone": ("reject-contact-format", "reject-phone-nonlocal", "reject-phone-duplicate-subject"),
}
"""The words for a field of a filing, and what is usually wrong with it if a notice does not say."""
_LONGEST_VAGUE = 160
"""The most characters of a notice that gives no reason."""
_REVIEWED_BY = (*REVIEWERS, *(f"asker-{provider}" for provider in (*CLOUDS, *OTHERS)))
"""The word lists of those who review: by what they do, and by name, too."""
_WITHIN = re.compile(rf"(?:于|在)?{NUMBER}个?(?:工作日|自然日|[天日]|小时)(?:之?内|以内)?")
"""How much time a notice gives."""
_PERHAPS = 0.3
"""The score of each reason that may be meant."""


@remembered
def gives_no_reason(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a notice says that something is not right, but neither what nor how, however many words it makes
    of that (您所报的材料不符合要求，请在 7 日内完善后重新提交)."""
    if len(text) > _LONGEST_VAGUE:
        return False
    plain = clean(_WITHIN.sub("", text))
    silent = ("words-vague-around", "words-returned", *_REVIEWED_BY)
    faults = (("fault", "words-vague-fault"),)
    retold = wordings(knowledge, faults, "words-returned-around", *silent).parted(plain)
    if retold[0] and not retold[1].strip():
        return True
    return has_only(knowledge, plain, *silent) and says_it_came_back(knowledge, plain)


@remembered
def usual_for_field(knowledge: Knowledge, text: str) -> tuple[Choice, ...]:
    """Return the most usual reasons, if a text only says which field is not right, and not how (主体信息有误). (): any
    other text."""
    plain = short(text)
    field = next((key for key in _OF_A_FIELD if plain and has(knowledge, plain, key)), None)
    if field is None:
        return ()
    silent = (field, "words-vague-around", "words-returned", "words-around-why", *_REVIEWED_BY)
    kinds, rest = wordings(knowledge, (("fault", "words-vague-fault"),), *silent).parted(plain)
    usual = (id for id in _OF_A_FIELD[field] if id in knowledge.topics)
    return tuple(Choice(id, _PERHAPS, text) for id in usual) if kinds and not rest.strip() else ()
