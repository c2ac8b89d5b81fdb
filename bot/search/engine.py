"""The engine: reads a message and says which topics it is about, and how sure that is.

Questions and rejections stand in one index, so that one calibrated judgement covers both: what belongs to the other
kind speaks against a topic as much as what belongs to nobody. A text that is known to be a rejection is held against
the rejections alone, and against everything only if none of them fits.
"""

import math
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from bot.search import notices
from bot.search.apart import best_cut
from bot.search.bands import (
    CERTAIN,
    PERHAPS,
    TRUST,
    Choice,
    Decision,
    Part,
    choices_of,
    decide,
    likelier,
    sureness,
    trust,
)
from bot.search.breaths import in_breaths
from bot.search.english import English
from bot.search.index import Index, Places, Ranking, Trial
from bot.search.kept import dump, restore
from bot.search.learn import More, Told, learn
from bot.search.normalise import LONGEST, RECENT, Lexicon, Normaliser, Wordings, clean
from bot.search.parts import COLONS, Cutter, Piece, Stretch
from bot.search.pinyin import CHINESE, Speller
from bot.search.slips import is_slip
from bot.search.sounds import spelled
from bot.search.why import Candidate, Explanation, why

MOST_PARTS = 6
_MOST_PIECES, _MOST_CLAUSES = 8, 18
"""Of a message that are looked up, so that none takes long; of 750 real ones the longest had 12 and 16."""
_KINDS = 64
"""Sets of rejections, by what words a notice has, that are kept ready."""
_LONGEST_READING = 500
"""Characters that are looked up at once: what more of them say is in the pieces. Of 2,286 real messages the longest had
414."""
_JOINED = 3
"""Clauses of a notice that may together tell one reason."""
_PRICE, _DOUBTED = 0.5, 0.8
"""What one more reason has to be worth, for a notice to be cut there."""
_EVEN = 0.05
"""Scores so near to each other tell nothing."""
_ASIDE = "~"
"""What notices and people say besides the reasons: a topic of its own that is never told."""
THEME = "备案"
"""What is meant in a piece of a message about our business that does not name it."""
_HOME, _FOREIGN = 3.5, -2.5
"""What it tells of a text's being our business, in log-odds, that a word which only we use is in it; and each word of
somebody else's that the topic has not, too. Fitted to 1,834 labelled messages that nothing had been taught from."""
_MOST_FOREIGN = 3
"""Words that count: more of them are rather a long text."""
_ABROAD = 0.5
"""What is left of a piece's being our business where the message is somebody else's by words that are not in it."""
_ASKING, _SAME, _NAMED = 7, 0.85, 0.3
"""A text of fewer symbols that neither asks nor tells of a rejection only names a thing, unless it is all but the same
as a phrasing; what is left of being sure then."""
_TOLD = 0.6
"""Of several pieces of a message, those that are not answered are offered from here on."""
_PIECE = 0.95
"""A piece taken out of its message is a guess more than the whole."""
_WHOLE = 0.9
"""A text that is so surely about something as a whole need not be taken apart to find something else."""
_ALL = 1 - 1e-6
"""As good as 1, after rounding."""
_COMPARES = re.compile("关系|关联|无关|一致|一样|相同|同一|不同|不符|相符|匹配|对不上|对应")
"""With these an "and" holds two things against each other."""
_WORD = re.compile("[A-Za-z]+")
_PINYIN = re.compile("([A-Za-z]+(?:['’ ]+[A-Za-z]+)*)")
_MOST_ANDS = 4
"""Of a clause that are tried."""
_SPOKEN = 200
"""Characters of a text that may be told in one breath; a longer one has signs between its reasons."""
_SHORT = 2
"""Characters that tell no reason."""
_NOTHING_MORE = More()
Needs = Mapping[str, Sequence[str]]
_NO_NEEDS: Needs = {}
_RANKS: Mapping[Decision, int] = {"answer": 2, "choose": 1, "unknown": 0}


@dataclass(frozen=True, slots=True)
class _Message:
    """What is known of the message that a piece is from. rejection: it is known to be one; foreign: words of somebody
    else's business in it, where none is that only we use: who speaks there is named once, at the beginning; lacking:
    rejections of which no word that they need stands in it."""

    rejection: bool
    foreign: frozenset[str]
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cut:
    """Clauses of a stretch of a notice, each of which may be a reason of its own; `listed`: as of the stretch."""

    clauses: tuple[str, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a notice: these clauses of this text; `letter`: all of it but its closing notes; `unread`: with
    what begins that which is not read."""

    text: str
    letter: str
    cuts: tuple[Cut, ...]
    unread: str


@dataclass(frozen=True, slots=True)
class _Found:
    """`known`: the text is a phrasing, word for word."""

    part: Part
    score: float
    known: bool

    @property
    def rank(self) -> tuple[int, float]:
        """What to believe first: of two readings, the one that is nearer to a phrasing, not the longer one."""
        return _RANKS[self.part.decision], self.score


class Engine:
    """Understands messages. Build it with `build`, ask it with `read`; it never changes afterwards."""

    def __init__(
        self,
        index: Index,
        normaliser: Normaliser,
        rejections: Iterable[str],
        lexicon: Lexicon,
        needs: Needs,
    ) -> None:
        self._index = index
        self._normaliser = normaliser
        self._english = English(lexicon)
        self._cutter = Cutter(lexicon, normaliser)
        self._rejections = frozenset(rejections)
        self._themes = lexicon.themes
        self._all = index.places([topic for topic in index.topics if topic != _ASIDE])
        self._rejected = index.places(self._rejections)
        self._refusals = lru_cache(maxsize=_KINDS)(self._without)
        self._needs = {topic: tuple(map(clean, words)) for topic, words in needs.items() if words}
        # Each text is asked for these several times.
        self._home = lru_cache(maxsize=RECENT)(Wordings.of({word: word for word in lexicon.home}).found)
        self._foreign = lru_cache(maxsize=RECENT)(Wordings.of({word: word for word in lexicon.foreign}).found)
        self._said = lru_cache(maxsize=RECENT)(self._all_said)
        self.reading = lru_cache(maxsize=RECENT)(self._what_is_read)
        """What `reasons` reads of a notice."""
        self._chinese = lru_cache(maxsize=RECENT)(self._told_in_chinese)
        words = (*(lexicon.synonyms or {}), *lexicon.fillers, *lexicon.home)
        self._spell = Speller(index.space, index.alphabet, map(clean, words))
        self._normal = lru_cache(maxsize=RECENT)(self._normalised)
        self._ranked = lru_cache(maxsize=RECENT)(self._ranking)

    @classmethod
    def build(
        cls,
        questions: Mapping[str, Sequence[str]],
        rejections: Mapping[str, Sequence[str]],
        lexicon: Lexicon,
        more: More = _NOTHING_MORE,
        told: Told = lambda _: None,
        needs: Needs = _NO_NEEDS,
        normalise: Callable[[str], str] | None = None,
    ) -> "Engine":
        """Learn phrasings by topic id, and what more is known of the topics; `needs`: of rejections, words of which one
        stands in every notice that gives them. Takes time: a second for 3,000 phrasings, about; `told` hears how much
        of it is done, 0 to 1. `normalise`: does what a `Normaliser` of this lexicon does, and may know texts already.
        """
        normaliser = Normaliser(lexicon)
        topics = {**questions, **rejections, **({_ASIDE: lexicon.asides} if lexicon.asides else {})}
        index = learn(topics, more, lexicon.elsewhere, normalise or normaliser, told)
        return cls(index, normaliser, rejections, lexicon, needs)

    @classmethod
    def restore(
        cls, kept: bytes | memoryview, rejections: Iterable[str], lexicon: Lexicon, needs: Needs = _NO_NEEDS
    ) -> "Engine":
        """The engine whose `dump` this is, given the same lexicon, rejections and needs again.

        The bytes must be as they were dumped by this version: who keeps them has to make sure of that.
        """
        return cls(restore(kept), Normaliser(lexicon), rejections, lexicon, needs)

    @property
    def trial(self) -> Trial:
        """How its own phrasings were understood when they were left out in turn."""
        return self._index.trial

    def explain(self, part: Part) -> Explanation:
        """Why a part of a message was understood as it was."""
        text = clean(part.reading)
        foreign = self._foreign(text)
        ranking = self._rank(part.reading, frozenset(), False)
        normal = self._normal(part.reading)
        return Explanation(
            normal,
            tuple(sorted(self._home(text))),
            tuple(sorted(foreign)),
            ranking.ours,
            ranking.first,
            ranking.offered,
            tuple(
                Candidate(
                    near.topic,
                    ranking.nearest[0].score - near.score,
                    near.phrasing,
                    why(self._index, normal, near.topic),
                )
                for near in ranking.nearest[:2]
            ),
        )

    def normal(self, text: str) -> str:
        """A text as it is looked up: normalised, and pinyin as the characters that are meant."""
        return self._normal(text.strip())

    def in_chinese(self, text: str, names: Iterable[str] = ()) -> str:
        """A text in simplified signs with what is Cantonese in it, and what it tells of a filing in English, in words
        that are written in Chinese; `names` are none of them."""
        return self._chinese(text, tuple(names))

    def in_characters(self, text: str) -> str:
        """A text that is nothing but pinyin in the characters that are meant, its signs as they are (ti jiao le, zuo
        tian → 提交了, 昨天); any other, and one that may be something else, as it is."""
        words = _WORD.findall(text.lower())
        if not words or CHINESE.search(text) or not all(map(spelled, words)):
            return text
        pieces = _PINYIN.split(text)
        pieces[1::2] = map(self._in_characters, pieces[1::2])
        return text if any(map(_WORD.search, pieces)) else "".join(pieces)

    def _in_characters(self, run: str) -> str:
        """Two words of one syllable are read, too: what is no pinyin is told from it by the likely characters."""
        words = [spelled(word) for word in run.lower().split()]
        short = len(words) > 1 and all(len(word) == 1 for word in words)
        return self._spell("'".join(word for (word,) in words) if short else self._normaliser.heard(run))

    def _told_in_chinese(self, text: str, names: tuple[str, ...]) -> str:
        return self._normaliser.mandarin(self._english.told(text, names))

    def theme(self, text: str) -> str:
        """The one kind of filing that a text names (公安备案, 小程序); "" where it names none, or several."""
        normal = self._normal(text)
        named = [theme for theme in self._themes if theme.removesuffix(THEME) in normal]
        return named[0] if len(named) == 1 else ""

    def refuses(self, text: str) -> bool:
        """Whether a text speaks of a rejection."""
        return self._cutter.refuses(self.normal(text))

    def tells_nothing(self, text: str) -> bool:
        """Whether a text is only what notices say besides their reasons: whom they greet and thank, where to look."""
        return self._cutter.frames(text) or self._cutter.is_boilerplate(text) or self._is_aside(text, frozenset())

    def is_new(self, text: str) -> bool:
        """Whether some character of a text, or two in a row, stand in nothing that was learnt."""
        return self._index.space.weigh(self._index.alphabet.write(self.normal(text))).known < _ALL

    def dump(self) -> bytes:
        """What was learnt, for `restore`."""
        return dump(self._index)

    def read(self, text: str, *, rejection: bool = False) -> tuple[Part, ...]:
        """Find the questions or reasons in a message, in order; one to six parts. `rejection`: it is known to be one.

        Only the first 4,096 characters are read. Never raises, whatever the text.
        """
        text = text.strip()[:LONGEST]
        message = _Message(rejection, self._abroad(text))
        whole = self._look(text, (text,), message)
        if whole.known and whole.part.decision == "answer":
            return (whole.part,)
        listed = _distinct(self._piece(item, message) for item in self._cutter.items(text)[:MOST_PARTS])
        if len(listed) > 1 and any(one.part.decision != "unknown" for one in listed):
            return tuple(one.part for one in listed)
        cut = self._cutter.reasons if whole.part.rejection else self._cutter.questions
        pieces = tuple(islice(cut(text), _MOST_PIECES))
        pieces = self._about(text, pieces)
        found = [(self._piece(piece, message), piece) for piece in pieces if piece.text != text]
        told = _distinct(one for one, piece in found if _is_told(one, piece))
        if len(told) == 1 and told[0].part.decision == "answer" and any(piece.alike for _, piece in found):
            # What the same is asked of is a question of its own, be it understood or not.
            told = _distinct(one if one in told else _unsure(one) for one, _ in found if one.part.choices)
            told = [one for one in told if one.part.decision != "unknown"]
        if len(told) > 1:
            return _together(told)[:MOST_PARTS]
        # What does go on with the question before it is asked with that: the whole tells more than either.
        alone = () if any(piece.goes_on for _, piece in found) else (one for one, _ in found)
        best = max((whole, *alone), key=lambda one: one.rank)
        return (replace(best.part, text=text),)

    def whole(self, text: str) -> Part:
        """A text as one question or one reason, whatever it has of them. Only the first 4,096 characters are read."""
        text = text.strip()[:LONGEST]
        return self._look(text, (text,), _Message(False, self._abroad(text))).part

    def reasons(self, text: str, without: frozenset[str] = frozenset()) -> tuple[Part, ...]:
        """Take a rejection apart: every reason that is recognised, and every stretch that must be one and is not, in
        order; `without`: rejections that none of it can be. At least one part. Of a long text not all is read (see
        `reading`). Never raises, whatever the text."""
        reading = self.reading(text)
        lacking = frozenset.intersection(*map(self._lacking, {text, reading.text}))
        message = _Message(True, self._abroad(text), lacking | without)
        text = reading.text
        found: list[_Found] = []
        for cut in reading.cuts:
            clauses = self._unjoined(cut.clauses, message) if len(text) <= _SPOKEN else cut.clauses
            found += self._apart(clauses, cut.listed, message, found)
        kept = _distinct(found, told=("answer",))
        answered = [one for one in kept if one.part.decision == "answer"]
        whole = self._look(text, (self._cutter.told(text),), message)
        barred = without | self._unlike(whole.part.choices, lacking)
        others = tuple(choice for choice in whole.part.choices if choice.topic not in barred)
        told = others[:1] == whole.part.choices[:1]
        if told and len(answered) > 1 and _tells_one_thing(whole, answered):
            return (whole.part,)
        if told and len(answered) < 2:
            # What certainly is all that is told has nothing beside it in the whole but what came back.
            one_clause = sum(len(cut.clauses) for cut in reading.cuts) == 1
            all_told = one_clause and answered and answered[0].score >= CERTAIN
            least = answered[0].score - (0 if all_told else _EVEN) if answered else 0
            # A question displaces no reason that may be but one of the things told to be wrong.
            is_all = whole.part.rejection or not answered or one_clause or not notices.tells_amiss(text)
            nearer = whole.part.decision == "answer" and is_all and whole.score > least
            # Alone, what was recognised may be half of a reason; beside what was not, it is not the whole text.
            if (nearer or not answered) if len(kept) < 2 else (nearer and not answered):
                return (whole.part,)
        unsure: Decision = "choose" if len(others) > 1 and whole.part.decision != "unknown" else "unknown"
        return tuple(one.part for one in kept) or (replace(whole.part, decision=unsure, choices=others),)

    def _what_is_read(self, text: str) -> Reading:
        """What is below the heading that opens the reasons of a notice, if it has one, and what it tells to be wrong
        above that, without its closing notes, unless nothing else tells any; of more clauses than can be looked up
        those that are likeliest to tell any."""
        letter = self._cutter.unbroken(text.strip())
        text = notices.why_not_handed_on(self._cutter.without_terms(letter))
        above, below = self._cutter.headed(text)
        given = above + below if self._tells(below) and not self._is_abroad(text.removesuffix(below)) else text
        noteless = notices.without_notes(given)
        if noteless != given and self._tells(noteless):
            given, letter = noteless, notices.without_notes(letter)
        told = in_breaths(given[:LONGEST])
        stretches = tuple(self._cutter.stretches(told))
        cuts, unread = self._cut(stretches, range(len(stretches)))
        if unread:
            likeliest = sorted(range(len(stretches)), key=lambda place: self._cutter.is_idle(stretches[place]))
            cuts, unread = self._cut(stretches, likeliest)
        return Reading(told, letter, cuts, unread or given[LONGEST:].strip())

    def _is_abroad(self, heading: str) -> bool:
        """Whether what stands above reasons tells that something of somebody else's came back (异地就医备案)."""
        return not notices.OF_WHAT.search(heading) and bool(self._foreign(clean(heading)))

    def _cut(self, stretches: Sequence[Stretch], places: Sequence[int]) -> tuple[tuple[Cut, ...], str]:
        """So many clauses as are looked up, of the stretches at these places, in turn; and the first of what is left,
        each in the order of the text."""
        left, cuts, unread = _MOST_CLAUSES, dict[int, Cut](), ""
        for turn, place in enumerate(places):
            clauses = tuple(islice(self._cutter.clauses(stretches[place]), left + 1))
            if clauses[:left]:
                cuts[place] = Cut(clauses[:left], stretches[place].listed)
            if len(clauses) > left:
                first = min(places[turn:])
                unread = clauses[left] if first == place else stretches[first].text
                break
            left -= len(clauses)
        return tuple(cuts[place] for place in sorted(cuts)), unread

    def _tells(self, text: str) -> bool:
        """Whether a text begins with something that may be a reason."""
        said = ("".join(self._cutter.clauses(stretch)) for stretch in self._cutter.stretches(text[:_SPOKEN]))
        return any(not (self._cutter.is_boilerplate(one) or self._is_aside(one, frozenset())) for one in said if one)

    def _lacking(self, text: str) -> frozenset[str]:
        """The rejections of which no word that they need stands in the text."""
        plain = self._cutter.in_chinese(text)
        return frozenset(topic for topic, words in self._needs.items() if not any(word in plain for word in words))

    def _unlike(self, choices: Iterable[Choice], lacking: frozenset[str]) -> frozenset[str]:
        """Of rejections that are `lacking` a word that they need those that are near by a phrasing with such a word."""
        near = ((choice.topic, clean(choice.phrasing)) for choice in choices if choice.topic in lacking)
        return frozenset(topic for topic, phrasing in near if any(word in phrasing for word in self._needs[topic]))

    def _abroad(self, text: str) -> frozenset[str]:
        """Words of somebody else's business in a text, where none is that only we use."""
        plain = clean(text)
        return frozenset() if self._home(plain) else self._foreign(plain)

    def _unjoined(self, clauses: Sequence[str], message: _Message) -> tuple[str, ...]:
        """Clauses, cut where two are joined that are certainly about a reason each (照片不清楚和地址不详细)."""
        return tuple(part for clause in clauses for part in self._parted(clause, message))

    def _parted(self, clause: str, message: _Message) -> tuple[str, ...]:
        """A clause, cut in turn behind each reason in it."""
        is_one = _COMPARES.search(clause) or "或" in clause or notices.tells_one_thing(clause)
        joints = () if is_one else islice(self._cutter.joints(clause), _MOST_ANDS)
        for first, others in joints:
            told = self._surely(first, message)
            rest = self._parted(others, message) if told else (clause,)
            beside = self._surely(rest[0], message) if told else None
            # What the clause is about as a whole, more surely than either side, it is about alone, unless that is what
            # its second side tells: that swallows what is wrong before it.
            if told and beside and told[0] != beside[0]:
                about, least = self._surely(clause, message) or ("", 0.0)
                swallows = about == beside[0] and notices.is_wrong(first)
                if swallows or max(told[1], beside[1]) >= least:
                    return first, *rest
        return (clause,)

    def _surely(self, text: str, message: _Message) -> tuple[str, float] | None:
        """The reason about which a text certainly is, and how certainly, if it is about one."""
        if len(text.strip()) <= _SHORT:
            return None
        found = self._reason(text, message)
        sure = found.part.decision == "answer" and found.score >= CERTAIN
        return (found.part.choices[0].topic, found.score) if sure else None

    def _apart(self, clauses: Sequence[str], listed: bool, message: _Message, before: Sequence[_Found]) -> list[_Found]:
        """The reasons in clauses that may be one each or belong together: the cut that explains most of them. What was
        found `before` may be told once more in them."""
        looked: dict[tuple[int, int], _Found] = {}

        def gain(start: int, end: int) -> float:
            if start and self._cutter.goes_on(clauses[start]):
                return 0.0
            alone = [looked.get((place, place + 1)) for place in range(start, end)]
            if end - start > 1 and all(one and one.score >= CERTAIN for one in alone):
                return 0.0
            text = "".join(clauses[start:end]).strip()
            doubtful = start or (not listed and self._cutter.goes_on(clauses[0])) or text[-1] in COLONS
            found = looked[start, end] = self._reason(text, message, _DOUBTED if doubtful else _PRICE)
            worth = found.part.decision == "answer" and not _swallows(found, alone if end - start > 1 else ())
            return found.score - _PRICE if worth else 0.0

        spans = best_cut(len(clauses), gain, _JOINED)
        own = [looked[span] for span in spans if span in looked]
        if listed and all(one.part.decision != "answer" for one in own):
            item = "".join(clauses).strip()
            return [] if self._is_aside(item, message.lacking) else [self._reason(item, message)]
        told = {one.part.choices[0].topic for one in (*before, *own) if one.part.decision == "answer"}
        besides = (clauses[start] for start, end in spans if (start, end) not in looked)
        found = [looked.get(span) or self._besides(next(besides).strip(), message) for span in spans]
        return [one for one in found if one.part.decision == "answer" or self._tells_more(one, message, told, own)]

    def _besides(self, clause: str, message: _Message) -> _Found:
        """A clause that goes on with what is told before it: as no reason, whatever it is like."""
        found = self._reason(clause, message)
        return replace(found, part=replace(found.part, decision="unknown"))

    def _tells_more(self, found: _Found, message: _Message, told: Container[str], own: Container[_Found]) -> bool:
        """Whether a clause that was not recognised for certain must be a reason: if it is one of its `own`, and not
        one that goes on, it may be one, or is refused, unless it likely tells what was `told` once more; else something
        is wrong in it that is like nothing `told`."""
        part = found.part
        if self._cutter.is_boilerplate(part.text):
            return False
        if part.decision == "choose":
            return part.choices[0].topic not in told or part.choices[0].score < _PRICE
        if self._is_aside(part.text, message.lacking):
            return False
        if found in own and self._cutter.refuses(part.text):
            return True
        return self._cutter.complains(part.text) and not (part.choices and part.choices[0].topic in told)

    def _is_aside(self, text: str, lacking: frozenset[str]) -> bool:
        """Whether a text is what notices say besides the reasons."""
        nearest = self._ranked(self._normal(text), True, lacking, False).nearest
        return bool(nearest) and nearest[0].topic == _ASIDE

    def _reason(self, text: str, message: _Message, least: float = _PRICE) -> _Found:
        ranking = self._rank(text, message.foreign, True, message.lacking)
        decision, score = decide(ranking), sureness(ranking)
        if decision == "answer" and score < least:
            decision = "choose" if len(ranking.nearest) > 1 else "unknown"
        choices = choices_of(ranking)
        if decision == "answer":
            least = PERHAPS if choices[0].score < CERTAIN else choices[0].score
            choices = tuple(choice for choice in choices if choice.score >= least)
        part = Part(text, True, decision, choices, ranking.ours, text)
        return _Found(part, score, ranking.alike >= 1)

    def _about(self, text: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The pieces of a message that is ours, or names one kind of filing, with that where they do not name it: ahead
        of what asks about that kind, something else may be asked (号下来了挂哪？公安备案怎么弄)."""
        plain, about = clean(text), self.theme(text)
        theme = THEME if self._home(plain) and not self._foreign(plain) else ""
        word = about.removesuffix(THEME)
        said = [self._normal(piece.text) for piece in pieces]
        named = next((place for place, one in enumerate(said) if word in one), 0)
        since = named if said and (pieces[named].alike or said[named].replace(THEME, "") != word) else 0
        return tuple(
            replace(
                piece,
                theme="" if self._home(clean(piece.text)) else theme,
                about="" if place < since or word in one else about,
            )
            for place, (piece, one) in enumerate(zip(pieces, said, strict=True))
        )

    def _piece(self, piece: Piece, message: _Message) -> _Found:
        as_before = (piece.alike, piece.theme + piece.alike) if piece.alike else ()
        alike = (self._look_up(piece.text, reading, message) for reading in as_before)
        found = next((one for one in alike if one.score >= _TOLD), None)
        found = found or self._look(piece.text, piece.readings, message)
        return replace(found, score=found.score * _PIECE)

    def _look(self, text: str, readings: Sequence[str], message: _Message) -> _Found:
        """Look up the readings of a text until one is answered; the best one counts."""
        found: list[_Found] = []
        for reading in readings:
            found.append(self._look_up(text, reading, message))
            if found[-1].part.decision == "answer":
                break
        return max(found, key=lambda one: one.rank)

    def _look_up(self, text: str, reading: str, message: _Message) -> _Found:
        rejection = message.rejection
        ranking = self._rank(reading, message.foreign, rejection)
        certain = decide(ranking) == "answer" and sureness(ranking) >= CERTAIN
        if rejection and (self._cutter.asks(reading) or not certain):
            anywhere = self._rank(reading, message.foreign, False)
            surer = decide(anywhere) == "answer" and sureness(anywhere) > sureness(ranking)
            if surer or decide(ranking) == "unknown":
                ranking = anywhere
        if decide(ranking) != "answer" and (meant := self._meant(reading, ranking)):
            reading = meant
            ranking = self._rank(reading, message.foreign, rejection)
        decision = decide(ranking)
        if decision == "unknown":
            refused = rejection or self._cutter.refuses(reading)
        else:
            refused = ranking.nearest[0].topic in self._rejections
        part = Part(text, refused, decision, choices_of(ranking), ranking.ours, reading)
        return _Found(part, sureness(ranking), ranking.alike >= 1)

    def _rank(
        self, reading: str, abroad: frozenset[str], rejection: bool, lacking: frozenset[str] = frozenset()
    ) -> Ranking:
        """Rank topics (of rejections without those `lacking` the words that they need; rejections before others where
        the text tells of one), surer or less sure of its being our business by the words in it, with doubt if the
        message is `abroad` by other words than those, and if it only names a thing."""
        ranking = self._ranked(
            self._normal(reading), rejection, lacking, not rejection and self._cutter.refuses(reading)
        )
        if not ranking.nearest:
            return ranking
        if rejection:
            if ranking.nearest[0].topic == _ASIDE:
                return Ranking()
            ranking = replace(ranking, nearest=tuple(near for near in ranking.nearest if near.topic != _ASIDE))
        ranking = replace(ranking, ours=self._ours(ranking, clean(reading), abroad, rejection))
        if not rejection and ranking.length < _ASKING and ranking.alike < _SAME and not self._cutter.says(reading):
            ranking = replace(ranking, first=ranking.first * _NAMED)
        return ranking

    def _ours(self, ranking: Ranking, plain: str, abroad: frozenset[str], rejection: bool) -> float:
        """How likely a cleaned text is our business, by how it was ranked and by the words in it and its message."""
        own, said = self._foreign(plain), self._said(ranking.nearest[0].topic)
        foreign = {word for word in own | abroad if word.lower() not in said}
        told = _FOREIGN * min(_MOST_FOREIGN, len(foreign))
        if self._home(plain) or (rejection and not foreign):
            told += _HOME
        ours = likelier(ranking.ours, told)
        return ours * _ABROAD if foreign - own else ours

    def _normalised(self, text: str) -> str:
        """Normalised, and pinyin as the characters that are meant, with the words in use for them; of a long text its
        beginning."""
        normal = self._normaliser(text[:_LONGEST_READING])
        meant = self._spell(normal)
        return normal if meant == normal else self._normaliser(meant)

    def _ranking(self, normal: str, rejection: bool, lacking: frozenset[str], refuses: bool) -> Ranking:
        among = self._refusals(lacking) if rejection else self._all
        return self._index.rank(normal, among, self._rejected if refuses else None)

    def _without(self, lacking: frozenset[str]) -> Places:
        return self._index.places((self._rejections | {_ASIDE}) - lacking)

    def _meant(self, reading: str, ranking: Ranking) -> str | None:
        """The phrasing of which a text is a slip of the pen; of several, that of the nearest topic."""
        text = self._index.alphabet.write(self._normal(reading)).chars
        return next((near.phrasing for near in ranking.nearest if is_slip(text, near.written)), None)

    def _all_said(self, topic: str) -> str:
        return "\n".join(self._index.phrasings_of(topic)).lower()


def _is_told(found: _Found, piece: Piece) -> bool:
    """Whether a piece of a message asks something of its own; what may go on with the question before it, or only names
    something, surely."""
    as_before = piece.alike and found.part.reading.endswith(piece.alike)
    if (piece.goes_on or piece.alike) and not as_before:
        return any(choice.score >= CERTAIN for choice in found.part.choices)
    return found.part.decision == "answer" or found.score >= _TOLD


def _unsure(found: _Found) -> _Found:
    """What was found in a piece of a message, as no more than choices."""
    decision: Decision = "choose" if found.part.decision != "unknown" and len(found.part.choices) > 1 else "unknown"
    return replace(found, part=replace(found.part, decision=decision))


def _swallows(joined: _Found, alone: Iterable[_Found | None]) -> bool:
    """Whether one of these clauses alone is about something else, as surely as they are about this together."""
    told, least = joined.part.choices[0].topic, max(CERTAIN, joined.score - _EVEN)
    return any(one and one.score >= least and one.part.choices[0].topic != told for one in alone)


def _tells_one_thing(whole: _Found, pieces: Sequence[_Found]) -> bool:
    """Whether a text is surely about something, more surely than any of its pieces, and none of them is about that: it
    tells one thing in many words."""
    if whole.part.decision != "answer":
        return False
    meant, others = whole.part.choices[0], [piece.part.choices[0] for piece in pieces]
    surest = max(other.score for other in others)
    return meant.score >= max(_WHOLE, surest + _EVEN) and all(other.topic != meant.topic for other in others)


def _together(found: Sequence[_Found]) -> tuple[Part, ...]:
    """Pieces of one message: that each of them is likely our business makes it likelier of the others."""
    ours = 1 - math.prod(1 - one.part.ours for one in found)
    return tuple(
        replace(one.part, decision="answer")
        if (first := one.part.choices[0].score / one.part.ours) >= _TOLD and trust(ours, first) >= TRUST
        else one.part
        for one in found
    )


def _distinct(found: Iterable[_Found], told: Container[Decision] = ("answer", "choose")) -> list[_Found]:
    """Without pieces about the same topic as an earlier one, of those that are told of it; all others stay."""
    seen: set[str] = set()
    kept: list[_Found] = []
    for one in found:
        topic = one.part.choices[0].topic if one.part.decision in told else ""
        if topic not in seen:
            kept.append(one)
        if topic:
            seen.add(topic)
    return kept
