"""The engine: reads a message and says which topics it is about, and how sure that is.

Questions and rejections share one index, so that one calibrated judgement covers both. A known rejection is ranked
among the rejections alone, and among all topics only if none of them fits.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import get_args

from bot.search.bands import CERTAIN, TRUST, Decision, Part, trust
from bot.search.english import English
from bot.search.index import Index, Trial
from bot.search.kept import dump, restore
from bot.search.learn import More, Progress, learn
from bot.search.lookup import ASIDE, Found, Lookup, Message, distinct
from bot.search.normalise import LONGEST_MESSAGE, Lexicon, Normaliser, clean
from bot.search.parts import Cutter, Piece
from bot.search.pinyin import CHINESE
from bot.search.reasons import Needs, Reading, Reasons
from bot.search.recent import recently
from bot.search.sounds import spelled
from bot.search.speech import Speech
from bot.search.why import Explanation

MOST_PARTS = 6
_MOST_PIECES = 8
"""Pieces of one message that are looked up, to bound the time. Of 750 real messages the longest had 12."""
THEME = "备案"
"""What to add to a piece that leaves it out, in a message that is in scope."""
_TOLD = 0.6
"""The score from which one of several pieces counts as a question though it is not answered."""
_TOLD_BESIDE, _RIVAL = 0.42, 0.15
"""The same beside a piece that is surely answered, if no rival topic scores more than _RIVAL."""
_LITTLE = 6
"""Characters: so short a piece leaves unsaid what it asks about."""
_PIECE = 0.95
"""Factor on the score of a piece: out of its message, it is more of a guess than the whole."""
_SURE_ALONE = 0.9
"""The score from which a question is taken without what is told beside it."""
_WORD = re.compile("[A-Za-z]+")
_PINYIN = re.compile("([A-Za-z]+(?:['’ ]+[A-Za-z]+)*)")
_NOTHING_MORE = More()
_NO_NEEDS: Needs = {}


class Engine:
    """Understands messages. Build it with `build`, ask it with `read`. Immutable afterwards."""

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
        self._themes = lexicon.themes
        self._speech = Speech(lexicon, normaliser)
        self._cutter = Cutter(lexicon, normaliser, self._speech)
        self._lookup = Lookup(index, normaliser, self._speech, frozenset(rejections), lexicon)
        self._reasons = Reasons(self._lookup, self._cutter, self._speech, needs)
        self._chinese = recently()(self._told_in_chinese)

    @classmethod
    def build(
        cls,
        questions: Mapping[str, Sequence[str]],
        rejections: Mapping[str, Sequence[str]],
        lexicon: Lexicon,
        more: More = _NOTHING_MORE,
        progress: Progress = lambda _: None,
        needs: Needs = _NO_NEEDS,
        normalise: Callable[[str], str] | None = None,
    ) -> "Engine":
        """Learn phrasings by topic id, and `more` about the topics. Takes about a second for 3,000 phrasings.

        - `progress`: called with the share that is done, 0 to 1.
        - `needs`: for some rejections, words of which every notice with that reason has at least one.
        - `normalise`: does what the `Normaliser` of this lexicon does, and may know texts already.
        """
        normaliser = Normaliser(lexicon)
        topics = {**questions, **rejections, **({ASIDE: lexicon.asides} if lexicon.asides else {})}
        index = learn(topics, more, lexicon.elsewhere, normalise or normaliser, progress)
        return cls(index, normaliser, rejections, lexicon, needs)

    @classmethod
    def restore(
        cls, kept: bytes | memoryview, rejections: Iterable[str], lexicon: Lexicon, needs: Needs = _NO_NEEDS
    ) -> "Engine":
        """Return the engine of a `dump`, given the same lexicon, rejections and needs. The caller makes sure that the
        bytes are an unchanged dump by this version."""
        return cls(restore(kept), Normaliser(lexicon), rejections, lexicon, needs)

    @property
    def trial(self) -> Trial:
        """How its own phrasings were understood when each was left out in turn."""
        return self._index.trial

    def explain(self, part: Part) -> Explanation:
        """Explain why a part of a message was understood as it was."""
        return self._lookup.explain(part)

    def normal(self, text: str) -> str:
        """Return a text as it is looked up: normalised, with pinyin turned into the characters that are meant."""
        return self._lookup.normal(text.strip())

    def in_chinese(self, text: str, names: Iterable[str]) -> str:
        """Return a text in simplified characters, with Cantonese and English clauses about a filing in written Chinese.
        `names` may occur in such clauses; they stay as they are."""
        return self._chinese(text, tuple(names))

    def in_characters(self, text: str) -> str:
        """Return a text that is nothing but pinyin in the characters that are meant, punctuation kept (ti jiao le, zuo
        tian → 提交了, 昨天). Any other text comes back unchanged."""
        words = _WORD.findall(text.lower())
        if not words or CHINESE.search(text) or not all(map(spelled, words)):
            return text
        pieces = _PINYIN.split(text)
        pieces[1::2] = map(self._in_characters, pieces[1::2])
        return text if any(map(_WORD.search, pieces)) else "".join(pieces)

    def _in_characters(self, run: str) -> str:
        """Spell a run of pinyin words. Even two words of one syllable each are tried: the characters show whether they
        are pinyin."""
        words = [spelled(word) for word in run.lower().split()]
        short = len(words) > 1 and all(len(word) == 1 for word in words)
        return self._lookup.spell("'".join(word for (word,) in words) if short else self._normaliser.heard(run))

    def _told_in_chinese(self, text: str, names: tuple[str, ...]) -> str:
        return self._normaliser.mandarin(self._english.told(text, names))

    def theme(self, text: str) -> str:
        """Return the one kind of filing that a text names (公安备案, 小程序). "": it names none, or several."""
        normal = self._lookup.normal(text)
        named = [theme for theme in self._themes if theme.removesuffix(THEME) in normal]
        return named[0] if len(named) == 1 else ""

    def speaks_of_rejection(self, text: str) -> bool:
        """Tell whether a text contains a sign of a rejection."""
        return self._speech.speaks_of_rejection(self.normal(text))

    def tells_nothing(self, text: str) -> bool:
        """Tell whether a text says only what notices say beside their reasons: greetings, thanks, where to look."""
        return self._speech.frames(text) or self._speech.is_boilerplate(text) or self._lookup.is_aside(text)

    def is_new(self, text: str) -> bool:
        """Tell whether a character of a text, or two in a row, occur in nothing that was learnt."""
        return self._lookup.is_new(text.strip())

    def dump(self) -> bytes:
        """Return what was learnt as bytes, for `restore`."""
        return dump(self._index)

    def read(self, text: str, *, rejection: bool = False) -> tuple[Part, ...]:
        """Find the questions or reasons in a message, in order; one to six parts. `rejection`: the message is known to
        be one.

        Reads only the first 4,096 characters. Never raises, whatever the text.
        """
        text = text.strip()[:LONGEST_MESSAGE]
        message = Message(rejection, self._lookup.abroad(text))
        whole = self._lookup.find(text, text, message)
        if whole.known and whole.part.decision == "answer":
            return (whole.part,)
        items = self._pieces(self._cutter.items(text)[:MOST_PARTS], message, whole.part.rejection)
        listed = distinct(one for one, _ in items)
        if len(listed) > 1 and any(one.part.decision != "unknown" for one in listed):
            return tuple(one.part for one in listed)
        cut = self._cutter.statements if whole.part.rejection else self._cutter.questions
        pieces = tuple(islice(cut(text), _MOST_PIECES))
        pieces = self._about(text, pieces)
        found = self._pieces([piece for piece in pieces if piece.text != text], message, whole.part.rejection)
        beside = not whole.part.rejection and any(map(_is_sure, found))
        least = _TOLD_BESIDE if beside else _TOLD
        told = distinct((one for one, piece in found if _is_told(one, piece, least)), get_args(Decision))
        if len(told) == 1 and told[0].part.decision == "answer" and any(piece.alike for _, piece in found):
            # The second thing that the same is asked of is a question of its own, understood or not.
            told = distinct(one if one in told else _unsure(one) for one, _ in found)
            told = [one for one in told if one.part.decision != "unknown"]
        if len(told) > 1:
            return _together(told)[:MOST_PARTS]
        # A piece that goes on with the question before it is looked up with that: the whole tells more than either.
        alone = () if any(piece.goes_on for _, piece in found) else (one for one, _ in found)
        best = max((whole, *alone), key=lambda one: one.rank)
        return (replace(self._asked_alone(text, best.part, message), text=text),)

    def _asked_alone(self, text: str, part: Part, message: Message) -> Part:
        """Return a text as its only question (我是开奶茶店的，怎么注销备案), if that is certain by itself and all of it
        is not, and what is told beside does not name our business or lead to what all of it is about."""
        asked, told = self._cutter.lone_question(text)
        if not (asked and part.choices) or part.rejection or part.choices[0].score >= CERTAIN:
            return part
        if self._lookup.home(clean(told)) or not CHINESE.search(asked):
            return part
        found = self._lookup.find(asked, asked, message)
        alone, beside = found.part, self._lookup.find(told, told, message).part
        named = self._lookup.home(clean(asked)) or (found.known and len(clean(asked)) >= _LITTLE)
        sure = alone.decision == "answer" and not alone.rejection and alone.choices[0].score >= _SURE_ALONE
        return alone if named and sure and not _leads(beside, part.choices[0].topic) else part

    def whole(self, text: str) -> Part:
        """Read a text as one question or one reason, however many it holds. Reads only the first 4,096 characters."""
        text = text.strip()[:LONGEST_MESSAGE]
        return self._lookup.find(text, text, Message(False, self._lookup.abroad(text))).part

    def reasons(self, text: str, barred: frozenset[str] = frozenset()) -> tuple[Part, ...]:
        """Take a rejection apart: return every reason that is recognised, and every stretch that must be a reason but
        is not recognised, in order; at least one part. `barred`: rejections that none of it can be. Reads what
        `reading` returns. Never raises, whatever the text."""
        return self._reasons.told_in(text, barred)

    def reading(self, text: str) -> Reading:
        """Return what `reasons` reads of a notice."""
        return self._reasons.reading(text)

    def _about(self, text: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Return the pieces with what the message is about where they do not say it: 备案 in a message that is in scope
        (`theme`), and the one kind of filing it names (`about`). A piece ahead of the question about that kind does not
        get it (号下来了挂哪？公安备案怎么弄)."""
        plain, about = clean(text), self.theme(text)
        theme = THEME if self._lookup.home(plain) and not self._lookup.foreign(plain) else ""
        word = about.removesuffix(THEME)
        said = [self._lookup.normal(piece.text) for piece in pieces]
        named = next((place for place, one in enumerate(said) if word in one), 0)
        since = named if said and (pieces[named].alike or said[named].replace(THEME, "") != word) else 0
        return tuple(
            replace(
                piece,
                theme="" if self._lookup.home(clean(piece.text)) else theme,
                about="" if place < since or word in one or (piece.is_aside and THEME in one) else about,
            )
            for place, (piece, one) in enumerate(zip(pieces, said, strict=True))
        )

    def _piece(self, piece: Piece, message: Message) -> Found:
        """Look up a piece: first as the question before it, asked of this (`alike`), if that is probable; else by its
        readings."""
        as_before = (piece.alike, piece.theme + piece.alike) if piece.alike else ()
        alike = (self._lookup.find(piece.text, reading, message) for reading in as_before)
        found = next((one for one in alike if one.score >= _TOLD), None)
        found = found or self._look(piece.text, piece.readings, message)
        return replace(found, score=found.score * _PIECE)

    def _pieces(self, pieces: Sequence[Piece], message: Message, rejected: bool) -> list[tuple[Found, Piece]]:
        """Look up the pieces of a message. If one is surely answered and the message is not `rejected`, a piece that
        says too little is read as about filing, if that is certain (小程序要备吗，多久)."""
        found = [(self._piece(piece, message), piece) for piece in pieces]
        if rejected or not any(map(_is_sure, found)):
            return found
        return [(self._of_filing(one, piece, message), piece) for one, piece in found]

    def _of_filing(self, found: Found, piece: Piece, message: Message) -> Found:
        plain = clean(piece.text)
        unclear = len(plain) <= _LITTLE and not (piece.goes_on or piece.theme or _is_told(found, piece))
        if not unclear or self._lookup.foreign(plain):
            return found
        of_filing = self._look(piece.text, (THEME + piece.text,), message)
        topic, as_before = ([choice.topic for choice in one.part.choices[:1]] for one in (of_filing, found))
        return of_filing if topic == as_before and of_filing.score >= CERTAIN else found

    def _look(self, text: str, readings: Sequence[str], message: Message) -> Found:
        """Look up the readings of a text until one is answered; return the best."""
        found: list[Found] = []
        for reading in readings:
            found.append(self._lookup.find(text, reading, message))
            if found[-1].part.decision == "answer":
                break
        return max(found, key=lambda one: one.rank)


def _leads(part: Part, topic: str) -> bool:
    """Tell whether what is told is itself likely about a topic."""
    return part.decision != "unknown" and part.choices[0].topic == topic


def _is_told(found: Found, piece: Piece, least: float = _TOLD) -> bool:
    """Tell whether a piece asks something of its own. One that may go on with the question before, or only names
    something, must be certain."""
    as_before = piece.alike and found.part.reading.endswith(piece.alike)
    if (piece.goes_on or piece.alike) and not as_before:
        return any(choice.score >= CERTAIN for choice in found.part.choices)
    clear = found.score >= _TOLD or all(choice.score <= _RIVAL for choice in found.part.choices[1:])
    return found.part.decision == "answer" or (found.score >= least and clear)


def _is_sure(told: tuple[Found, Piece]) -> bool:
    found, piece = told
    return _is_told(found, piece) and found.part.decision == "answer" and found.part.choices[0].score >= CERTAIN


def _unsure(found: Found) -> Found:
    """Return what was found in a piece, with its answer lowered to choices."""
    decision: Decision = "choose" if found.part.decision != "unknown" and len(found.part.choices) > 1 else "unknown"
    return replace(found, part=replace(found.part, decision=decision))


def _together(found: Sequence[Found]) -> tuple[Part, ...]:
    """Return the parts of one message. Each piece that is probably in scope makes the others more probable, and may
    turn choices into an answer."""
    ours = 1 - math.prod(1 - one.part.ours for one in found)
    return tuple(
        replace(one.part, decision="answer")
        if (first := one.part.choices[0].score / one.part.ours) >= _TOLD and trust(ours, first) >= TRUST
        else one.part
        for one in found
    )
