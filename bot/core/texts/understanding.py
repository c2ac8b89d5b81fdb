"""How a typed text is understood: as questions, or as a notice that is taken apart into its reasons. The conversation,
`ask` and everything that is measured use it; `answering` and `pasted` act on the result."""

import re
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.asker import of_any_firm
from bot.core.texts.asking import asks_how, asks_surely, leaves_unsaid, told_and_asked, unannounced, wondering, wonders
from bot.core.texts.by_words import topics_by_words
from bot.core.texts.clauses import SENTENCE_SIGNS, SIGNS
from bot.core.texts.meant import is_answered, is_certain, not_reasons, tells_what
from bot.core.texts.no_notice import is_small_talk, tells_none
from bot.core.texts.notice import as_notice
from bot.core.texts.questions import asked_instead, certain_questions, is_certain_question, of_questions
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.texts.rewording import as_written, misleading, reworded
from bot.core.texts.taken_for import read_parts
from bot.core.texts.understood import Understood, surely_about
from bot.core.texts.unreached import but_for_calls
from bot.core.texts.vague import gives_no_reason, usual_for_field
from bot.core.texts.verdicts import (
    HOW_MANY,
    came_back,
    cannot_say,
    is_blamed,
    of_this_time,
    only_returned,
    opens_as_notice,
    says_it_came_back,
)
from bot.core.texts.whats_filed import by_reasons_alone
from bot.core.texts.wordlists import LONGEST_ASKED, has
from bot.search import Part
from bot.search.breaths import in_breaths
from bot.search.layout import as_lines
from bot.search.normalise import clean
from bot.search.notices import cause_last

_ASIDE = re.compile(
    r"(?<=[。！!？?；;\n])|(?<![，,\s])[，,\s]++(?=另外|还有|顺便|想问|请问|再问|对了)|(?=请问(?!题))|(?=那我[怎要该])"
)
"""The places where a message may go on with something else."""
_NOT_MINE_NOW = ("words-other-people", "words-hearsay", "words-no-verdict", "words-would-be")
"""The word lists for what concerns others or only may be so."""
_SOON = "快"
"""The word for what is to come."""
_AS_OTHERS = re.compile("[跟和与同](?:别人|别家|人家|同行)")
"""Others with whom something of one's own is the same (站名跟别人重了). The text is still about the writer."""


def understand(knowledge: Knowledge, text: str, *, awaited: bool = False, topic: str = "") -> Understood:
    """Read a masked text. `awaited`: the person was asked for a notice, so a mere account of what is wrong counts as
    one. `topic`: the id of the topic that they read last ("": none), about which they may ask without naming it."""
    return _understood(knowledge, text, awaited, topic)  # remembered once, whatever a caller leaves out


@remembered
def _understood(knowledge: Knowledge, text: str, awaited: bool, topic: str) -> Understood:
    if (told := cause_last(as_lines(text))) != text:
        return understand(knowledge, told, awaited=awaited, topic=topic)
    if (told := unannounced(text)) != text:
        read = understand(knowledge, told, awaited=awaited, topic=topic)
        if len(read.parts) > 1:
            return read
    if (told := but_for_calls(knowledge, text)) != text:
        return understand(knowledge, told, awaited=awaited, topic=topic)
    this_time = of_this_time(knowledge, text)
    if places := misleading(knowledge, this_time):
        plain, pieces = reworded(this_time, places)
        read = understand(knowledge, plain, awaited=awaited, topic=topic)
        return replace(read, parts=as_written(read.parts, plain, pieces))
    if about := topics_by_words(knowledge, text):
        read = surely_about(text, *about)
        sent = awaited or knowledge.engine.speaks_of_rejection(text)
        return replace(read, notice=read.notice and sent and not wonders(knowledge, text))
    if told := _told_before_what_to_do(knowledge, text):
        read = understand(knowledge, told, awaited=awaited, topic=topic)
        if read.notice and len(read.parts) > 1 and (HOW_MANY.match(told) or not read.rivals):
            return replace(read, rivals=None)
    is_none = tells_none(knowledge, text)
    text = by_reasons_alone(knowledge, this_time)
    awaited = (awaited or is_blamed(knowledge, text)) and not is_none and not is_small_talk(knowledge, text)
    plain = of_any_firm(knowledge, text)
    parts = read_parts(knowledge, text, plain, awaited)
    parts = tuple(part for part in parts if not (part.rejection and cannot_say(part.text))) or parts
    if awaited and clean(text).isascii() and not any(part.decision == "answer" for part in parts):
        # Notices are in Chinese; what people tell in English is one only if its reason is certain.
        return understand(knowledge, text, topic=topic)
    if is_none:
        return Understood(tuple(_not_as_reason(knowledge, part) for part in parts), notice=False)
    unexplained = only_returned(knowledge, text) or gives_no_reason(knowledge, text)
    if UNEXPLAINED in knowledge.topics and unexplained and not any(map(is_certain_question, parts)):
        return surely_about(text, knowledge.topics[UNEXPLAINED])
    if usual := usual_for_field(knowledge, text):
        return Understood((Part(text, True, "choose", usual, 1.0, text),), notice=True)
    led_in = opens_as_notice(knowledge, in_breaths(text))
    if not led_in:
        asked = _told_and_asked(knowledge, text) or (asked_instead(knowledge, text, topic) if awaited else None)
        if asked:
            return asked
    return as_notice(knowledge, plain, parts, led_in, awaited) or of_questions(knowledge, text, parts, topic)


def _told_before_what_to_do(knowledge: Knowledge, text: str) -> str:
    """Return several faults that a text tells before it only asks what to do about them (域名没实名，名称重复了，咋办).
    "" for any other text, and where the faults are possible, to come, or of others."""
    told, asks = told_and_asked(text) if len(text) <= LONGEST_ASKED else ("", False)
    several = sum(map(bool, SENTENCE_SIGNS.split(told.replace(" ", "，")))) > 1
    only_how = asks and several and asks_how(knowledge, text[len(told) :])
    of_mine = only_how and not has(knowledge, _AS_OTHERS.sub("", text), *_NOT_MINE_NOW) and _SOON not in told
    return told if of_mine and not wonders(knowledge, told) else ""


def _told_and_asked(knowledge: Knowledge, text: str) -> Understood | None:
    """Split a text that tells what came back and why, and asks besides. What to do about the notice is no question
    here, since the plan tells it. None: any other text, one about others, and one in English."""
    if (
        len(text) > LONGEST_ASKED
        or text.isascii()
        or not (says_it_came_back(knowledge, text) and wonders(knowledge, text))
    ):
        return None
    told, asked, asks = "", list[Part](), False
    for piece in filter(str.strip, _ASIDE.split(text)):
        head, question = _before_question(knowledge, piece)
        told += head
        asks = asks or bool(question)
        _, rest = wondering(knowledge, question)
        asked += certain_questions(knowledge, question) if rest and not leaves_unsaid(knowledge, question) else ()
    told = told.rstrip(" ，,")
    if not (asks and came_back(knowledge, told)) or has(knowledge, told, "words-other-people", "words-hearsay"):
        return None
    read = understand(knowledge, told)
    why = any(is_certain(part) and tells_what(knowledge, part) for part in read.parts)
    return replace(read, told=told, asked=tuple(asked)) if read.notice and (why or asked) else None


def _before_question(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Split a text before the clauses with which it asks at its end. Without signs, spaces separate the clauses."""
    end, signs = len(text), SENTENCE_SIGNS if SENTENCE_SIGNS.search(text) else SIGNS
    for sign in reversed([0, *(sign.end() for sign in signs.finditer(text))]):
        clause = text[sign:end]
        if clean(clause) and not (told_and_asked(clause)[1] or asks_surely(knowledge, clause)):
            break
        end = sign
    return text[:end], text[end:]


def _not_as_reason(knowledge: Knowledge, part: Part) -> Part:
    """Return a part that wrongly looks like a reason as one about its other topics."""
    if not part.rejection:
        return part
    others = not_reasons(knowledge, part)
    return replace(part, rejection=False, decision="choose" if len(others) > 1 else "unknown", choices=others)


def is_surely_known(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is a rejection, or is certainly about a topic."""
    read = understand(knowledge, text)
    return read.notice or any(is_answered(part) and is_certain(part) for part in read.parts)
