"""Takes a notice apart into its reasons: what of it is read, where it is cut, and which clauses must be a reason though
not recognised."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from bot.search import notices
from bot.search.bands import CERTAIN, Choice, Decision, Part
from bot.search.breaths import in_breaths
from bot.search.layout import as_lines
from bot.search.lookup import PRICE, Found, Lookup, Message, distinct
from bot.search.normalise import LONGEST_MESSAGE, clean
from bot.search.parts import COLONS, Cutter, Stretch
from bot.search.recent import recently
from bot.search.speech import Speech

Needs = Mapping[str, Sequence[str]]
"""For some rejections, words of which every notice with that reason has at least one."""
Span = tuple[int, int]
"""Clauses that stand in a row: the place of the first, and the place behind the last."""
_MOST_CLAUSES = 16
"""Clauses of a notice that are looked up, to bound the time. Of 750 real ones the longest had 16."""
_JOINED, _FEW = 3, 6
"""The most clauses that may tell one reason together, in a notice of so few clauses; in a longer one two may, to bound
the time."""
_DOUBTED = 0.8
"""The least score of a reason (elsewhere `PRICE`) in a clause that may go on with the one before it."""
_LIKELY = 0.55
"""The same if the clause tells a fault, and what it is about."""
_BARE_FAULT = re.compile(r"[未没無无不且并已说该第]|[核看认读识]\w?不")
"""The beginning of a fault that may be about what stands before it."""
_EVEN = 0.05
"""Scores that differ by no more tell nothing."""
_WHOLE = 0.9
"""The least score of a whole text that may count as one reason, although its pieces were recognised as others."""
_COMPARES = re.compile(
    "关系|关联|无关|一致|一样|相同|同一|不同|不符|相符|匹配|对不上|对应|沾边|挨着|挨边|搭边|不搭|不沾|不挨|挂钩"
)
"""With these words an "and" compares two things."""
_MOST_ANDS = 4
"""The most joints of a clause that are tried."""
_SPOKEN = 200
"""Characters of a text that may join its reasons without punctuation."""
_SHORT, _GENERAL = 2, 6
"""Characters that tell no reason; and with which a clause that goes on tells what to do about any reason
(请改为新增)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Clauses of a stretch, each of which may be a reason of its own. `listed`: as of the stretch."""

    clauses: tuple[str, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a notice: the clauses (`cuts`) of a `text`. `letter`: the whole notice without its closing notes.
    `unread`: the beginning of what is not read ("": all is read)."""

    text: str
    letter: str
    cuts: tuple[Cut, ...]
    unread: str


class Reasons:
    """Finds the reasons in notices."""

    def __init__(self, lookup: Lookup, cutter: Cutter, speech: Speech, needs: Needs) -> None:
        self._lookup = lookup
        self._cutter = cutter
        self._speech = speech
        self._needs = {topic: tuple(map(clean, words)) for topic, words in needs.items() if words}
        self.reading = recently()(self._what_is_read)
        """Returns what `told_in` reads of a notice."""

    def told_in(self, text: str, barred: frozenset[str]) -> tuple[Part, ...]:
        """Return the reasons in a text, as `Engine.reasons` does. `barred`: rejections that none of it can be."""
        reading = self.reading(text)
        lacking = frozenset.intersection(*map(self._lacking, {text, reading.text}))
        message = Message(True, self._lookup.abroad(text), lacking | barred)
        kept = distinct(self._in_clauses(reading, message), bands=("answer",))
        told = tuple(_as_said(one.part, reading.text) for one in kept)
        said = self._cutter.without_boilerplate(reading.text)
        if _surely_several(kept) and not self._lookup.knows(said):
            return told  # whatever the whole is about
        whole = self._lookup.find(reading.text, said, message)
        known = whole.known and whole.part.decision == "answer" and whole.part.rejection
        if known and whole.part.choices[0].topic not in barred:
            return (whole.part,)
        unlike = self._unlike(whole.part.choices, lacking)
        others = tuple(choice for choice in whole.part.choices if choice.topic not in barred | unlike)
        may_be = others[:1] == whole.part.choices[:1]
        if may_be and _is_whole(whole, kept, reading):
            return (whole.part,)
        unsure: Decision = "choose" if len(others) > 1 and whole.part.decision != "unknown" else "unknown"
        return told or (replace(whole.part, decision=unsure, choices=others),)

    def _in_clauses(self, reading: Reading, message: Message) -> list[Found]:
        """Return the reasons in the clauses of what is read, in order. One reason may come several times."""
        found: list[Found] = []
        few = sum(len(cut.clauses) for cut in reading.cuts) <= _FEW
        joined = 1 if reading.unread else _JOINED if few else _JOINED - 1
        for cut in reading.cuts:
            clauses = cut.clauses
            if len(reading.text) <= _SPOKEN:
                clauses = tuple(part for clause in clauses for part in self._parted(clause, message))
            found += self._apart(clauses, cut.listed, message, found, joined)
        return found

    def _what_is_read(self, text: str) -> Reading:
        """Return what is read of a notice: what is below the heading of its reasons, if it has one, and the faults
        above. What is told to be fine and the closing notes are left out, unless nothing else may be a reason."""
        letter = self._cutter.unbroken(as_lines(text).strip())
        text = notices.why_not_handed_on(self._cutter.without_terms(letter))
        above, below = self._cutter.headed(text)
        given = above + below if self._tells(below) and not self._is_abroad(text.removesuffix(below)) else text
        amiss = notices.without_passed(given)
        given = amiss if amiss != given and self._tells(amiss) else given
        noteless = notices.without_frame(given)
        if noteless != given and self._tells(noteless):
            given, letter = noteless, notices.without_notes(letter)
        told = in_breaths(given[:LONGEST_MESSAGE])
        cuts, unread = self._cut(tuple(self._cutter.stretches(told)))
        return Reading(told, letter, cuts, unread or given[LONGEST_MESSAGE:].strip())

    def _is_abroad(self, heading: str) -> bool:
        """Tell whether the text above the reasons says that something of another field came back (异地就医备案)."""
        return not notices.OF_WHAT.search(heading) and bool(self._lookup.foreign(clean(heading)))

    def _cut(self, stretches: Sequence[Stretch]) -> tuple[tuple[Cut, ...], str]:
        """Return the clauses of stretches, and the beginning of what is not read. If there are too many: only stretches
        that may tell a reason, if any does; and the first clause of each before the second of any, as a fault is told
        before what to do about it. Clauses that are not read are not looked for."""
        sources = [self._cutter.clauses(stretch) for stretch in stretches]
        idle = [place for place, stretch in enumerate(stretches) if self._speech.is_idle(stretch.text)]
        likely = [place for place in range(len(stretches)) if place not in idle]
        read = list(islice(_in_rounds(sources, likely), _MOST_CLAUSES))
        unread = next(chain.from_iterable(sources[place] for place in likely), "")
        if not unread:
            beside = list(islice(_in_rounds(sources, idle), _MOST_CLAUSES - len(read) + 1))
            if len(read) + len(beside) > _MOST_CLAUSES:
                unread = beside[-1][1]
                read = read or beside[:-1]
            else:
                read += beside
        places = sorted({place for place, _ in read})
        cuts = (Cut(tuple(one for at, one in read if at == place), stretches[place].listed) for place in places)
        return tuple(cuts), unread.strip()

    def _tells(self, text: str) -> bool:
        """Tell whether the beginning of a text holds something that may be a reason."""
        every = (tuple(self._cutter.clauses(stretch)) for stretch in self._cutter.stretches(text[:_SPOKEN]))
        said = (one for clauses in every if clauses for one in ("".join(clauses), clauses[0]))
        return any(not (self._speech.is_boilerplate(one) or self._lookup.is_aside(one)) for one in said)

    def _lacking(self, text: str) -> frozenset[str]:
        """Return the rejections that need a word which the text does not have."""
        plain = f"{clean(text)}\n{self._speech.translated(text)}"  # a notice may be in two languages
        return frozenset(topic for topic, words in self._needs.items() if not any(word in plain for word in words))

    def _unlike(self, choices: Iterable[Choice], lacking: frozenset[str]) -> frozenset[str]:
        """Return the rejections of `lacking` among the choices whose nearest phrasing has a word that they need and the
        text lacks."""
        near = ((choice.topic, clean(choice.phrasing)) for choice in choices if choice.topic in lacking)
        return frozenset(topic for topic, phrasing in near if any(word in phrasing for word in self._needs[topic]))

    def _parted(self, clause: str, message: Message) -> tuple[str, ...]:
        """Return a clause, cut where it joins reasons that it certainly tells one by one (照片不清楚和地址不详细)."""

        @cache  # many ways to cut a clause leave the same end of it
        def parted(clause: str) -> tuple[str, ...]:
            joints = () if notices.are_halves(clause) else islice(self._cutter.joints(clause), _MOST_ANDS)
            compares = _COMPARES.search(clause)
            for first, others in joints:
                or_joins = first.endswith("或") or ("或" in clause and len(first) + len(others) == len(clause))
                if or_joins or (compares and not notices.has_real_fault(first)):
                    continue
                told = self._surely(first, message)
                rest = parted(others) if told else (clause,)
                beside = self._surely(rest[0], message) if told else None
                # If the whole clause is surer than either side, it tells that reason alone; unless that is the reason
                # of the second side, which swallows the fault before it.
                if told and beside and told[0] != beside[0]:
                    about, least = self._surely(clause, message) or ("", 0.0)
                    swallows = about == beside[0] and notices.has_fault_word(first)
                    if swallows or max(told[1], beside[1]) >= least - _EVEN:
                        return first, *rest
            return (clause,)

        return parted(clause)

    def _surely(self, text: str, message: Message) -> tuple[str, float] | None:
        """Return the reason that a text is certainly about, and its score; None if there is none."""
        if len(text.strip()) <= _SHORT:
            return None
        found = self._lookup.reason(text, message)
        sure = found.part.decision == "answer" and found.score >= CERTAIN
        return (found.part.choices[0].topic, found.score) if sure else None

    def _apart(
        self, clauses: Sequence[str], listed: bool, message: Message, before: Sequence[Found], joined: int
    ) -> list[Found]:
        """Return the reasons in clauses, which may be one each or belong together, up to so many `joined`. The clauses
        may repeat what was found `before`."""
        spans, looked = self._best_spans(clauses, listed, message, joined)
        own = [looked[span] for span in spans if span in looked]
        if listed and all(one.part.decision != "answer" for one in own):
            item = "".join(clauses).strip()
            return [] if self._lookup.is_aside(item, message.barred) else [self._lookup.reason(item, message)]
        answered = [one.part.choices for one in (*before, *own) if one.part.decision == "answer"]
        told, near = {first.topic for first, *_ in answered}, {one.topic for choices in answered for one in choices}

        def beside(start: int, end: int) -> Found:
            with_it = looked.get((start - 1, end))
            belongs = with_it and with_it.part.decision == "answer" and with_it.part.choices[0].topic in told
            return self._besides(clauses[start].strip(), message, near, may_tell=not belongs)

        def stays(one: Found) -> bool:
            if one.part.decision == "answer":
                return True
            explains = told and one in own and self._only_explains(one.part.text, listed)
            return not explains and self._tells_more(one, message, told, own)

        found = (looked.get(span) or beside(*span) for span in spans)
        return [one for one in found if stays(one)]

    def _best_spans(
        self, clauses: Sequence[str], listed: bool, message: Message, joined: int
    ) -> tuple[list[Span], dict[Span, Found]]:
        """Return the spans of up to so many `joined` clauses that together explain most, and what was found in each
        span that was looked up. No span is that begins with a clause which goes on with the one before it."""
        looked: dict[Span, Found] = {}

        def gain(start: int, end: int) -> float:
            text = "".join(clauses[start:end]).strip()
            if start and self._goes_on(clauses[start - 1], clauses[start], text):
                return 0.0
            alone = [looked.get((place, place + 1)) for place in range(start, end)]
            if end - start > 1 and all(one and one.score >= CERTAIN for one in alone):
                return 0.0
            doubtful = start or (not listed and self._speech.goes_on(clauses[0])) or text[-1] in COLONS
            says_little = len(text) <= _GENERAL or _BARE_FAULT.match(text) or not notices.states_fault(text)
            doubts = _DOUBTED if says_little else _LIKELY
            found = looked[start, end] = self._lookup.reason(text, message, doubts if doubtful else PRICE)
            worth = found.part.decision == "answer" and not _swallows(found, alone if end - start > 1 else ())
            return found.score - PRICE if worth else 0.0

        return _best_cut(len(clauses), joined, gain), looked

    def _goes_on(self, before: str, clause: str, text: str) -> bool:
        """Tell whether a clause goes on with the one before it, rather than begin a `text` that tells a reason of its
        own. Between faults with 、 or a gap between them any is as good as the others, whatever it begins with."""
        if not self._speech.goes_on(clause):
            return False
        beside = before.rstrip().endswith(tuple("、/|;；。")) or before[-1:].isalnum()
        own = len(text) > _GENERAL and not (_BARE_FAULT.match(text) or notices.demands(text))
        return not (beside and own and all(map(notices.has_real_fault, (before, text))))

    def _only_explains(self, clause: str, in_item: bool) -> bool:
        """Tell whether a clause behind a reason only explains it (图片格式为jpg): it tells no fault, and goes on,
        demands something, or shares its list item."""
        behind = in_item or self._speech.goes_on(clause) or notices.demands(clause)
        return behind and not (notices.has_real_fault(clause) or self._speech.speaks_of_rejection(clause))

    def _besides(self, clause: str, message: Message, near: Container[str], may_tell: bool) -> Found:
        """Return a clause that goes on as no reason; or as a choice to ask about, if it may tell a reason and surely is
        about one not `near` what is told (手机号重复，请去掉论坛板块)."""
        found = self._lookup.reason(clause, message)
        part = found.part
        sure = part.decision == "answer" and found.score >= CERTAIN and len(clean(clause)) > _GENERAL
        sure = sure and part.choices[0].topic not in near
        sure = sure and (notices.demands(clause) or notices.has_real_fault(clause))
        return replace(found, part=replace(part, decision="choose" if sure and may_tell else "unknown"))

    def _tells_more(self, found: Found, message: Message, told: Container[str], own: Container[Found]) -> bool:
        """Tell whether a clause that was not certainly recognised must be a reason: it may be one not `told` yet; it is
        one of the stretch's `own` and speaks of a rejection; or it tells a fault unlike anything `told`. Boilerplate
        and asides are none."""
        part = found.part
        if self._speech.is_boilerplate(part.text):
            return False
        if part.decision == "choose":
            return part.choices[0].topic not in told or part.choices[0].score < PRICE
        if self._lookup.is_aside(part.text, message.barred):
            return False
        if found in own and self._speech.speaks_of_rejection(part.text):
            return True
        return self._speech.complains(part.text) and not (part.choices and part.choices[0].topic in told)


def _as_said(part: Part, text: str) -> Part:
    """Return a part that is no certain reason as it was written, to quote it: without the subject put before it in
    place of 且."""
    if part.decision == "answer" or part.text in text:
        return part
    ends = (part.text[at:] for at in range(1, len(part.text) - _SHORT))
    return replace(part, text=next((end for end in ends if f"且{end}" in text), part.text))


def _in_rounds(sources: Sequence[Iterator[str]], places: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield what the sources at these places hold, each with its place: the first of each before the second of any."""
    left = list(places)
    while left:
        for place in tuple(left):
            if (one := next(sources[place], None)) is None:
                left.remove(place)
            else:
                yield place, one


def _best_cut(length: int, joined: int, gain: Callable[[int, int], float]) -> list[Span]:
    """Return the spans that cover 0 to `length` in order, at most `joined` each, and together gain most;
    of equal cuts the one with shorter spans. Calls `gain` once for every span, for each end the shortest first."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, length + 1):
        options = ((best[start][0] + gain(start, end), start) for start in range(end - 1, max(0, end - joined) - 1, -1))
        best.append(max(options))
    spans: list[Span] = []
    end = length
    while end:
        spans.append((best[end][1], end))
        end = best[end][1]
    return spans[::-1]


def _swallows(joined: Found, alone: Iterable[Found | None]) -> bool:
    """Tell whether one of the joined clauses alone is about something else, as surely as they are about this
    together."""
    told, least = joined.part.choices[0].topic, max(CERTAIN, joined.score - _EVEN)
    return any(one and one.score >= least and one.part.choices[0].topic != told for one in alone)


def _surely_several(kept: Iterable[Found]) -> bool:
    """Tell whether one of several reasons in the clauses of a text is so sure that the whole cannot be surer."""
    scores = [one.part.choices[0].score for one in _answered(kept)]
    return len(scores) > 1 and max(scores) + _EVEN > 1


def _answered(kept: Iterable[Found]) -> list[Found]:
    return [one for one in kept if one.part.decision == "answer"]


def _is_whole(whole: Found, kept: Sequence[Found], reading: Reading) -> bool:
    """Tell whether a text is one reason or question as a `whole`, whatever was found in its clauses (`kept`)."""
    answered = _answered(kept)
    if len(answered) > 1:
        return _is_surer_whole(whole, answered)
    if not answered:
        return whole.part.decision == "answer" or len(kept) < 2
    # Alone, a recognised reason may be half of one. Beside clauses that were not recognised, it is not the whole text.
    return len(kept) == 1 and _is_nearer_whole(whole, answered[0], reading)


def _is_nearer_whole(whole: Found, reason: Found, reading: Reading) -> bool:
    """Tell whether a text as a whole is nearer to something than to the one `reason` in its clauses."""
    one_clause = sum(len(cut.clauses) for cut in reading.cuts) == 1
    # A question for the whole replaces no reason that may be only one of the faults told.
    may_replace = whole.part.rejection or one_clause or not notices.tells_fault(reading.text)
    # A certain reason in the only clause is all that is told: the whole adds no more than the verdict.
    least = reason.score if one_clause and reason.score >= CERTAIN else reason.score - _EVEN
    return whole.part.decision == "answer" and may_replace and whole.score > least


def _is_surer_whole(whole: Found, pieces: Sequence[Found]) -> bool:
    """Tell whether a text as a whole is more surely about something than any of its pieces, none of which is about
    that."""
    if whole.part.decision != "answer":
        return False
    meant, others = whole.part.choices[0], [piece.part.choices[0] for piece in pieces]
    surest = max(other.score for other in others)
    return meant.score >= max(_WHOLE, surest + _EVEN) and all(other.topic != meant.topic for other in others)
