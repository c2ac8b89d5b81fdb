"""Cuts a message into the pieces that may be questions or reasons of their own, and leaves aside what says nothing.

Only the form is looked at here (lists, sentences, question words); what a piece is about is for the engine.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.search.normalise import Lexicon, Normaliser, Wordings, clean

_ITEM = re.compile(
    r"(?:^|(?<=[\s。；;：:，,！!？?]))"
    r"(?:[(（]\d{1,2}[)）]|\d{1,2}\s?(?:[、)）]|[.．](?!\d))|[①-⑳]|[一二三四五六七八九十]{1,2}、"
    r"|(?:可能)?(?:原因|问题|意见)[一二三四五六1-6]\s?[：:、]|第[一二三四五六]点?[，,：:、]|[-•·*●▪]\s)",
    re.MULTILINE,
)
_END = re.compile(r"[。！!？?；;\n]+|[.](?=\s|$)")
_AND = re.compile(r"(?<=[，,、\s])(?=(?:还有|另外|以及|顺便|再问|对了))|(?<=[吗呢])[，,\s]+")
_ASKS = re.compile(
    r"[?？]|吗|怎么|怎样|咋|如何|多久|多长时间|多少|几天|几个|什么|啥|哪|能否|能不能|可否|可不可以|要不要|需不需要|用不用"
    r"|是否|是不是|有没有|为何|为啥|谁"
    r"|\b(?:how|what|why|when|where|which|who|can i|can we|do i|do we|is it|should)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"^[^：:，,。；;]{0,24}(?:原因|意见|提示|结果|如下|问题|显示|报错|说)(?:为|是)?[：:]\s*")
_CLAUSE = re.compile(r"(?<=[，,、])")
_MOST_SENTENCES = 24
_SHORTEST = 2
"""Characters of a normalised sentence that could be about something."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message. `before`: what was told ahead of it and may be needed to understand it; `theme`: the word
    that the message has and the stretch leaves out (备案要多久？要花钱吗？)."""

    text: str
    before: str = ""
    theme: str = ""

    @property
    def readings(self) -> tuple[str, ...]:
        """The ways in which the piece may be understood: as it stands, without its lead-in, with what came before."""
        before = f"{self.before} {self.text}" if self.before else ""
        texts = (self.text, _LEAD_IN.sub("", self.text), before, self.theme + self.text if self.theme else "")
        return tuple(dict.fromkeys(text for text in texts if text.strip()))


class Cutter:
    """Cuts messages; knows which sentences say nothing and which speak of a rejection."""

    def __init__(self, lexicon: Lexicon, normaliser: Normaliser) -> None:
        self._boilerplate = Wordings.of({word: word for word in lexicon.boilerplate})
        self._signs = Wordings.of({word: word for word in lexicon.rejection_signs})
        self._normalise = normaliser

    def refuses(self, text: str) -> bool:
        """Whether a sign of a rejection is in the text."""
        return bool(self._signs.found(clean(text)))

    def says(self, text: str) -> bool:
        """Whether something is asked or told in the text, and not only named."""
        return bool(_ASKS.search(text)) or self.refuses(text)

    def items(self, text: str) -> tuple[Piece, ...]:
        """The items of a numbered or bulleted list, or nothing where there is no list of two or more."""
        marks = list(_ITEM.finditer(text))
        if len(marks) < 2:
            return ()
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        bodies = (self._telling(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True))
        return tuple(Piece(" ".join(body)) for body in bodies if body)

    def questions(self, text: str) -> tuple[Piece, ...]:
        """Each sentence that asks, with the statements before it; what comes after the last one belongs to it too."""
        pieces: list[Piece] = []
        told: list[str] = []
        for sentence in self._telling(text):
            if _ASKS.search(sentence):
                first, *others = _asking(sentence)
                pieces.append(Piece(first, " ".join(told)))
                pieces += map(Piece, others)
                told = []
            else:
                told.append(sentence)
        if pieces and told:
            last = pieces.pop()
            pieces.append(Piece(last.text, " ".join([last.before, *told]).strip()))
        return tuple(pieces)

    def reasons(self, text: str) -> tuple[Piece, ...]:
        """Every sentence that says something; cut where several of its clauses speak of a rejection each."""
        return tuple(Piece(reason) for sentence in self._telling(text) for reason in self._clauses(sentence))

    def _clauses(self, sentence: str) -> Iterator[str]:
        clauses = [clause for clause in _CLAUSE.split(sentence) if len(self._normalise.bare(clause)) >= _SHORTEST]
        if sum(map(self.refuses, clauses)) < 2:
            yield sentence
            return
        told = ""
        for clause in clauses:
            told += clause
            if self.refuses(clause):
                yield told.strip()
                told = ""

    def _telling(self, text: str) -> Sequence[str]:
        """Sentences, without greetings and thanks, and without boilerplate if anything is left without it."""
        found = [part.strip() for sentence in _sentences(text) for part in _AND.split(sentence)][:_MOST_SENTENCES]
        telling = [s for s in found if len(self._normalise.bare(s)) >= _SHORTEST]
        return [s for s in telling if not self._boilerplate.found(clean(s))] or telling


def _asking(sentence: str) -> list[str]:
    """A sentence cut behind every comma ahead of which something was asked, if something is asked after it, too."""
    asking: list[str] = [""]
    for clause in _CLAUSE.split(sentence):
        if _ASKS.search(asking[-1]) and _ASKS.search(clause):
            asking.append("")
        asking[-1] += clause
    return asking


def _sentences(text: str) -> Iterator[str]:
    """Sentences with the sign that ends them, which tells whether they ask."""
    at = 0
    for end in _END.finditer(text):
        yield text[at : end.end()]
        at = end.end()
    yield text[at:]
