"""What a text asks that is no notice."""

import re
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.asker import CLOUDS, names_of
from bot.core.texts.asking import asks_surely, asks_to_mend, leaves_unsaid, told_and_asked, wonders
from bot.core.texts.clauses import SENTENCE_SIGNS
from bot.core.texts.meant import as_one, asked_apart, asked_at_last, is_certain, with_what_is_meant, without_echoes
from bot.core.texts.taken_for import of_same_kind
from bot.core.texts.understood import Understood, surely_about
from bot.core.texts.wordlists import LONGEST_ASKED, has_only, listed, without
from bot.search import Part
from bot.search.breaths import in_breaths
from bot.search.engine import THEME
from bot.search.normalise import clean

_DEMANDS = re.compile("请(?![问教])|贵[公司单]")


def asked_instead(knowledge: Knowledge, text: str, topic: str) -> Understood | None:
    """Return what somebody asks in place of the notice they were asked for. None: the text may be a notice."""
    if len(text) > LONGEST_ASKED:
        return None
    if asks_surely(knowledge, text) and (asked := certain_questions(knowledge, text)):
        return Understood(asked, notice=False)
    return of_questions(knowledge, text, knowledge.engine.read(text), topic) if _only_asks(knowledge, text) else None


def of_questions(knowledge: Knowledge, text: str, parts: tuple[Part, ...], topic: str) -> Understood:
    """Return what is asked in a text, read as `parts`, that is no notice. `topic`: the id of the one read last."""
    read = knowledge.topics.get(topic)
    if read and read.kind == "rejection" and asks_to_mend(knowledge, text):
        return replace(surely_about(text, read), notice=False, unsaid=True)
    question = without(text, listed(knowledge, "words-sent-by"))
    clouds = names_of(knowledge, CLOUDS) if read else ()
    question = without(question, (*clouds, *(f"在{cloud}" for cloud in clouds)))
    unsaid = leaves_unsaid(knowledge, question)
    if unsaid:
        alone = len(parts) == 1 and read is None and THEME not in question
        first, *more = knowledge.engine.read(THEME + question) if alone else parts
        if alone and more:  # several questions, none of them surely ours by itself (多少钱 几天)
            parts = (replace(first, text=first.text.removeprefix(THEME)), *more)
        else:
            parts = with_what_is_meant(knowledge, text, question, parts, read)
    elif asked := asked_at_last(knowledge, text, parts) or asked_apart(knowledge, text, parts):
        parts = asked
    parts = as_one(knowledge, text, of_same_kind(knowledge, without_echoes(parts)))
    return Understood(parts, notice=False, unsaid=unsaid)


def _only_asks(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks and tells no reason, so that an awaited notice is not it. The words before 怎么 count as
    told (电话没接到怎么办), unless they only name a paper."""
    if _DEMANDS.search(text):
        return False
    clauses = [told_and_asked(clause) for clause in SENTENCE_SIGNS.split(in_breaths(text).replace(" ", "，"))]
    told = "，".join(told for told, _ in clauses if not has_only(knowledge, clean(told), "words-of-papers"))
    reasons = knowledge.engine.read(told, rejection=True) if told else ()
    return any(asks for _, asks in clauses) and not any(one.rejection and one.decision == "answer" for one in reasons)


@remembered
def asked_besides(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """Return the questions in the caption of a file (帮我看看，备案要多久). (): it asks nothing, or not for certain."""
    return certain_questions(knowledge, text) if len(text) <= LONGEST_ASKED and wonders(knowledge, text) else ()


def certain_questions(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """Return the parts of a text if all of them are certain questions, else ()."""
    parts = knowledge.engine.read(text)
    return parts if all(map(is_certain_question, parts)) else ()


def is_certain_question(part: Part) -> bool:
    """Tell whether a part is certainly about a topic that is no rejection."""
    return part.decision == "answer" and not part.rejection and is_certain(part)
