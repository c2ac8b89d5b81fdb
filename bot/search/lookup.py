"""Looks up one text: which topics it is about and how sure that is, by similar phrasings, its words, and its
message."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.search.bands import (
    CERTAIN,
    LONG,
    PERHAPS,
    TRUST,
    TRUST_ASKED,
    TRUST_REASON,
    Decision,
    Part,
    choices_of,
    decide,
    likelier,
    sureness,
)
from bot.search.index import OFFERED, Index, Places, Ranking
from bot.search.normalise import Lexicon, Normaliser, Wordings, clean
from bot.search.pinyin import Speller
from bot.search.recent import recently
from bot.search.speech import Speech, asks
from bot.search.why import Candidate, Explanation, why

ASIDE = "~"
"""The topic of what notices and people say beside the reasons. It is never shown."""
PRICE = 0.5
"""The score that one more reason must have for a notice to be cut there."""
_KINDS = 64
"""Sets of possible rejections that are cached."""
_LONGEST_READING = 250
"""Characters that are looked up at once; the rest is in the pieces. Of 900 real messages the longest had 184."""
_HOME, _FOREIGN = 3.5, -2.5
"""Log-odds for being in scope: of a word of our own field, and of each word of another field that the topic has not.
Fitted to 1,834 labelled messages that nothing had been taught from."""
_MOST_FOREIGN = 3
"""Words of other fields that count at most: more only mean a long text."""
_ABROAD = 0.5
"""Factor on being in scope, if the message has words of another field that the piece has not."""
_ASKING, _SAME, _NAMED = 7, 0.85, 0.3
"""A text of fewer than _ASKING symbols that neither asks nor tells of a rejection only names a thing, unless it is
_SAME alike to a phrasing. _NAMED is then the factor on the probability of its first topic."""
_NAME = re.compile(r"[“「『《\"][^”」』》\"]{1,12}[”」』》\"]")
"""A quotation, as names are."""
_ALL = 1 - 1e-6
"""As good as 1, given rounding."""
_RANKS: Mapping[Decision, int] = {"answer": 2, "choose": 1, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Message:
    """What is known of the message that a piece comes from.

    - `rejection`: it is known to be one.
    - `foreign`: words of other fields in it, if it has none of our own. A field is named once, at the beginning.
    - `barred`: rejections that none of it can be, as it lacks words that they need, or as they are ruled out.
    """

    rejection: bool
    foreign: frozenset[str]
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What a text is about. `known`: the text is a phrasing, word for word."""

    part: Part
    score: float
    known: bool

    @property
    def rank(self) -> tuple[int, float]:
        """The order of readings: by band, then by score. The higher is nearer to a phrasing, whatever its length."""
        return _RANKS[self.part.decision], self.score


class Lookup:
    """Looks up texts in an index."""

    def __init__(
        self, index: Index, normaliser: Normaliser, speech: Speech, rejections: frozenset[str], lexicon: Lexicon
    ) -> None:
        self._index = index
        self._normaliser = normaliser
        words = (*lexicon.synonyms, *lexicon.fillers, *lexicon.home)
        self.spell = Speller(index.space, index.alphabet, map(clean, words))
        """Turns syllables into characters."""
        self._speech = speech
        self._rejections = rejections
        self._all = index.places([topic for topic in index.topics if topic != ASIDE])
        self._rejected = index.places(rejections)
        self._asked = index.places([topic for topic in index.topics if topic not in {ASIDE, *rejections}])
        self._possible = lru_cache(maxsize=_KINDS)(self._places_but)
        # Each of these is asked for the same text several times.
        ours, theirs = Wordings.themselves(lexicon.home), Wordings.of(dict.fromkeys(lexicon.foreign, "|"))
        self.home = recently()(lambda text: ours.found(theirs.replace(text)))
        """Returns the words of our own field in a cleaned text that are no part of a foreign one (管局 in 金管局)."""
        self.foreign = recently()(Wordings.themselves(lexicon.foreign).found)
        """Returns the words of other fields in a cleaned text."""
        self._unheard = recently()(Wordings.themselves(lexicon.unheard).found)
        """Returns the words in a cleaned text for things that no reason is about (股权 …). In a rejection they count as
        foreign."""
        self._said = lru_cache(maxsize=None)(self._all_said)
        self.normal = recently()(self._normalised)
        """Returns a text as it is looked up."""
        self._ranked = recently()(self._ranking)
        self.find = recently()(self._found)
        """Returns what a text of a message is about, looked up as the `reading` in its place."""

    def _found(self, text: str, reading: str, message: Message) -> Found:
        rejection = message.rejection
        ranking = self._rank(reading, message.foreign, rejection)
        if rejection and (asks(reading) or not (self._decide(ranking) == "answer" and sureness(ranking) >= CERTAIN)):
            anywhere = self._rank(reading, message.foreign, False)
            surer = self._decide(anywhere) == "answer" and sureness(anywhere) > sureness(ranking)
            if surer or self._decide(ranking) == "unknown":
                ranking = anywhere
        decision = self._decide(ranking, "" if rejection else reading)
        if not rejection:
            ranking = self._as_offered(reading, ranking)
        if decision == "unknown":
            refused = rejection or self._speech.speaks_of_rejection(reading)
        else:
            refused = ranking.nearest[0].topic in self._rejections
        part = Part(text, refused, decision, choices_of(ranking), ranking.ours, reading)
        return Found(part, sureness(ranking), ranking.alike >= 1)

    def reason(self, text: str, message: Message, least: float = PRICE) -> Found:
        """Return which reason a clause of a notice tells. A reason that scores less than `least` is only offered."""
        ranking = self._rank(text, message.foreign, True, message.barred)
        decision, score = self._decide(ranking), sureness(ranking)
        if decision == "answer" and score < least:
            decision = "choose" if len(ranking.nearest) > 1 else "unknown"
        choices = choices_of(ranking)
        if decision == "answer":
            least = PERHAPS if choices[0].score < CERTAIN else choices[0].score
            choices = tuple(choice for choice in choices if choice.score >= least)
        part = Part(text, True, decision, choices, ranking.ours, text)
        return Found(part, score, ranking.alike >= 1)

    def _decide(self, ranking: Ranking, text: str = "") -> Decision:
        """Return the band for a ranking of a text. "": a part of a notice."""
        first = ranking.nearest[0].topic if ranking.nearest else ""
        least = TRUST_ASKED if len(text) >= LONG and asks(text) else TRUST
        return decide(ranking, TRUST_REASON if first in self._rejections else least)

    def is_aside(self, text: str, barred: frozenset[str] = frozenset()) -> bool:
        """Tell whether a text is what notices say beside the reasons."""
        nearest = self._ranked(self.normal(text), True, barred, False).nearest
        return bool(nearest) and nearest[0].topic == ASIDE

    def abroad(self, text: str) -> frozenset[str]:
        """Return the words of other fields in a text; none if it has a word of our own field."""
        return frozenset() if self.home(clean(text)) else self._foreign_in(text)

    def _foreign_in(self, text: str) -> frozenset[str]:
        """Return the words of other fields in a text outside quotations: a name may be from any field."""
        return self.foreign(clean(_NAME.sub("", text)))

    def knows(self, text: str) -> bool:
        """Tell whether a text is a phrasing of any topic, word for word."""
        return self._index.knows(self.normal(text))

    def is_new(self, text: str) -> bool:
        """Tell whether a character of a text, or two in a row, occur in nothing that was learnt."""
        return self._index.space.weigh(self._index.alphabet.write(self.normal(text))).known < _ALL

    def explain(self, part: Part) -> Explanation:
        """Explain why a part of a message was understood as it was."""
        text = clean(part.reading)
        home, foreign = (tuple(sorted(words)) for words in (self.home(text), self.foreign(text)))
        normal, ranking = self.normal(part.reading), self._rank(part.reading, frozenset(), False)
        ranking = self._as_offered(part.reading, ranking)
        behind = ((near, ranking.nearest[0].score - near.score) for near in ranking.nearest[:2])
        candidates = tuple(
            Candidate(near.topic, score, near.phrasing, why(self._index, normal, near.topic)) for near, score in behind
        )
        return Explanation(normal, home, foreign, ranking.ours, ranking.first, ranking.offered, candidates)

    def _rank(
        self, reading: str, abroad: frozenset[str], rejection: bool, barred: frozenset[str] = frozenset()
    ) -> Ranking:
        """Rank the topics for a reading. A `rejection` is ranked among the rejections that are not `barred`; in another
        text that speaks of one they have an advantage. The words of our own and of other fields, also elsewhere in the
        message (`abroad`), change the probability of being in scope. A text that only names a thing is less sure."""
        ranking = self._ranked(
            self.normal(reading), rejection, barred, not rejection and self._speech.speaks_of_rejection(reading)
        )
        if not ranking.nearest:
            return ranking
        if rejection:
            if ranking.nearest[0].topic == ASIDE:
                return Ranking()
            ranking = replace(ranking, nearest=tuple(near for near in ranking.nearest if near.topic != ASIDE))
        ranking = replace(ranking, ours=self._ours(ranking, reading, abroad, rejection))
        if not rejection and self._only_names(reading, ranking):
            ranking = replace(ranking, first=ranking.first * _NAMED)
        return ranking

    def _only_names(self, reading: str, ranking: Ranking) -> bool:
        """Tell whether a text only names a thing: it asks nothing, tells of no rejection, and resembles no phrasing."""
        return ranking.length < _ASKING and ranking.alike < _SAME and not self._speech.says(reading)

    def _as_offered(self, reading: str, ranking: Ranking) -> Ranking:
        """Return what to offer for a text that only names a thing: questions, and last the nearest rejection. Any other
        ranking comes back unchanged."""
        rejected = [near for near in ranking.nearest if near.topic in self._rejections]
        if not rejected or rejected[0] is ranking.nearest[0] or self._decide(ranking) != "choose":
            return ranking
        if not (len(self._asked) and self._only_names(reading, ranking)):
            return ranking
        asked = self._index.rank(self.normal(reading), self._asked).nearest[: OFFERED - 1]
        last = replace(rejected[0], score=min(rejected[0].score, asked[-1].score))
        return replace(ranking, nearest=(*asked, last))

    def _ours(self, ranking: Ranking, reading: str, abroad: frozenset[str], rejection: bool) -> float:
        """Return the probability that a text is in scope, by its ranking and by the words in it and its message."""
        own, topic = self._foreign_in(reading), ranking.nearest[0].topic
        own |= self._unheard(clean(_NAME.sub("", reading))) if rejection else frozenset()
        foreign = {word for word in own | abroad if word.lower() not in self._said(topic)}
        odds = _FOREIGN * min(_MOST_FOREIGN, len(foreign))
        if self.home(clean(reading)) or (rejection and not foreign):
            odds += _HOME
        ours = likelier(ranking.ours, odds)
        return ours * _ABROAD if foreign - own else ours

    def _normalised(self, text: str) -> str:
        """Return the beginning of a text, normalised, with pinyin as the characters that are meant, in the words in
        use."""
        normal = self._normaliser(text[:_LONGEST_READING])
        meant = self.spell(normal)
        return normal if meant == normal else self._normaliser(meant)

    def _ranking(self, normal: str, rejection: bool, barred: frozenset[str], refuses: bool) -> Ranking:
        among = self._possible(barred) if rejection else self._all
        return self._index.rank(normal, among, self._rejected if refuses else None)

    def _places_but(self, barred: frozenset[str]) -> Places:
        return self._index.places((self._rejections | {ASIDE}) - barred)

    def _all_said(self, topic: str) -> str:
        return "\n".join(self._index.phrasings_of(topic)).lower()


def distinct(found: Iterable[Found], bands: Container[Decision] = ("answer", "choose")) -> list[Found]:
    """Return what was found, without pieces about the same topic as an earlier one. Pieces in none of these bands all
    stay."""
    seen: set[str] = set()
    kept: list[Found] = []
    for one in found:
        topic = one.part.choices[0].topic if one.part.decision in bands else ""
        if topic not in seen:
            kept.append(one)
        if topic:
            seen.add(topic)
    return kept
