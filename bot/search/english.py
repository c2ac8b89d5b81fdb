"""What people tell of their filing in English, translated, so that the readers of Chinese understand it."""

import re
from collections.abc import Iterable, Mapping

from bot.search.normalise import Lexicon, any_of

_CLAUSE = re.compile(r"([,;!?\n，。；：！？]+|[.:](?=\s|$))")
"""Punctuation between clauses; it is kept."""
_QUESTION = re.compile("[?？]")
_LONGEST_CLAUSE = 120
"""Characters: a longer clause tells more, and is not translated."""
_LATIN = re.compile("[A-Za-z]")
_ASKS = re.compile(r"(?:is|are|was|were|am|has|have|had|do|does|did) (?:it|the|this|that|my|our|i|we|they|you)\b")
"""The beginning of a clause that asks without a question mark."""
_UNITS = {
    "minute": (1, "分钟"),
    "min": (1, "分钟"),
    "hour": (1, "小时"),
    "hr": (1, "小时"),
    "day": (1, "天"),
    "week": (7, "天"),
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_MANY = rf"(?:half an|an?|\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT = rf"(?:{'|'.join(_UNITS)})s?"
_TIMES = (
    rf"(?P<ago>{_MANY}) (?P<of>{_UNIT}) ago"
    rf"|in (?P<ahead>{_MANY}) (?P<to>{_UNIT})"
    rf"|(?:for |been |(?<=waited ))(?P<lasting>{_MANY}) (?P<days>(?:day|week)s?)"
    rf"|(?:at |around |about )?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\.?"
    r"|(?:at|around|about) (?P<at>\d{1,2})(?::(?P<past>\d\d))?(?: o'clock)?"
    rf"|(?:on )?(?:the )?(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?"
    rf" (?P<then>{_MONTH}))(?:st|nd|rd|th)?"
)
_FIRST_NAME = "\ue000"
"""The placeholder of the first name in a clause; the next characters stand for the next names. No text has private-use
characters."""
_WHOSE = "whose"
"""The group of words in the lexicon that tell who somebody is."""
_AND = re.compile(r" (?:and then|and|but|then) ")
_NONE = re.compile(r"\bno ")
_UNDONE = re.compile("(没[^没了]*)了")
"""The 了 behind something that was not done, which Chinese leaves out."""


class English:
    """Translates the English in which people tell how far their filing is."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = lexicon.english
        self._places = {group: place for place, group in enumerate(groups)}
        self._said = {word: (group, said) for group, words in groups.items() for word, said in words.items()}
        self._said |= dict.fromkeys(lexicon.unsaid, ("", ""))
        self._whose = re.compile(rf"\b(?:{any_of(groups.get(_WHOSE, {}))})\b")
        self._words = re.compile(
            rf"(?<![\w'])(?:(?P<name>[{_FIRST_NAME}-\uf8ff])|{_TIMES}|(?P<word>{any_of(self._said)}))(?![\w'])"
        )

    def told(self, text: str, names: Iterable[str] = ()) -> str:
        """Return a text with its English in Chinese: each clause, or part joined by "and", that has only words of the
        lexicon, times and these names, and asks nothing. If a clause stays English and the text tells who somebody is,
        nothing is translated: a question and who asks it are read in one language."""
        if not _LATIN.search(text):
            return text
        signs = dict(enumerate(names, ord(_FIRST_NAME)))
        pieces = [*_CLAUSE.split(text), ""]
        clauses, ends = pieces[::2], pieces[1::2]
        told = [
            clause if _QUESTION.search(end) else self._clause(clause, signs)
            for clause, end in zip(clauses, ends, strict=True)
        ]
        left = any(map(_LATIN.search, set(clauses) & set(told)))
        if left and self._whose.search(text.lower()):
            return text
        return "".join(clause + end for clause, end in zip(told, ends, strict=True))

    def _clause(self, clause: str, names: Mapping[int, str]) -> str:
        """Return a clause in Chinese; unchanged if it tells nothing. `names`: the names by the code of their
        placeholder."""
        if len(clause) > _LONGEST_CLAUSE or not _LATIN.search(clause):
            return clause
        plain = " ".join(clause.lower().replace("’", "'").split())
        for sign, name in names.items():
            plain = re.sub(rf"(?<![\w']){re.escape(name.lower())}(?![\w'])", chr(sign), plain)
        pieces = _AND.split(plain)
        told = [self._piece(piece) for piece in pieces]
        chinese = "，".join(said or piece for said, piece in zip(told, pieces, strict=True))
        return chinese.translate(names) if any(told) else clause

    def _piece(self, piece: str) -> str:
        """Return in Chinese what a piece of a clause tells, ordered by groups. "": it has other words, asks something,
        or only names things."""
        if _ASKS.match(piece) or re.search(r"\w", self._words.sub("", piece)):
            return ""
        found = [self._chinese(word) for word in self._words.finditer(_NONE.sub(self._none, piece))]
        said = sorted(found, key=lambda word: self._places.get(word[0], 0))
        if {group for group, _ in said} <= {"", "things"}:
            return ""
        return _UNDONE.sub(r"\1", "".join(chinese for _, chinese in said)).strip("，")

    def _none(self, no: re.Match[str]) -> str:
        """Return what "no" means here: "not " before a thing; else it is an answer."""
        thing = self._words.match(no.string, no.end())
        return "not " if thing and self._chinese(thing)[0] == "things" else no[0]

    def _chinese(self, found: re.Match[str]) -> tuple[str, str]:
        """Return the group of a word, a time or a name, and its Chinese."""
        if found["ago"]:
            return "days", f"{_long(found['ago'], found['of'])}前"
        if found["ahead"]:
            return "days", f"{_long(found['ahead'], found['to'])}后"
        if found["lasting"]:
            return "deeds", f"{_long(found['lasting'], found['days'])}了"
        if hour := found["hour"] or found["at"]:
            minute = found["minute"] or found["past"]
            clock = f"{int(hour) % 12 if found['half'] == 'a' else int(hour)}点{minute + '分' if minute else ''}"
            return "hours", {"a": "上午", "p": "下午"}.get(found["half"], "") + clock
        if month := found["month"] or found["then"]:
            return "days", f"{_MONTHS.index(month[:3]) + 1}月{found['day'] or found['first']}日"
        return ("things", found["name"]) if found["name"] else self._said[found["word"]]


def _long(many: str, unit: str) -> str:
    """Return a duration in Chinese (half an, day → 半天)."""
    times, unit = _UNITS[unit.rstrip("s")]
    if many == "half an":
        return f"半{unit}"
    counted = _NUMBERS.index(many) + 1 if many in _NUMBERS else int(many) if many.isdecimal() else 1
    return f"{times * counted}{unit}"
