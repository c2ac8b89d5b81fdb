"""Cuts a message into the pieces that may be questions or reasons of their own, and leaves aside what says nothing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.search import notices
from bot.search.breaths import NEXT
from bot.search.lists import list_marks
from bot.search.normalise import Lexicon, Normaliser, clean
from bot.search.recent import recently
from bot.search.speech import SHORTEST, Speech, asks

_END = re.compile(r"[。！!？?；;\n]+|[.](?=\s|$)")
_ASIDE = "还有|另外|以及|顺便|再问|对了"
"""With what somebody goes on to something else: what is told before that is a matter of its own."""
_AND = re.compile(rf"(?<=[，,、\s])(?={_ASIDE})|(?:(?<=[吗呢])|(?<=[^怎什那这多要]么))[，,\s]+")
_LEAD_IN = re.compile(
    r"^[^：:，,。；;]{0,24}(?:原因|意见|意見|提示|结果|結果|如下|问题|显示|报错|说|通知|提醒|反馈|描述|告知|说明|回复|原[话文]|给[你您]听)(?:代码|为|是)?[：:]\s*"
    r"|^[^：:，,。；;]{0,40}存在[：:]\s*|^(?:[退驳]回的?)?(?:原因|理由)(?:就?是|为)"
    r"|^(?:[^：:，,。；;\s]{0,6}(?:[退驳打]回来?了?|[退驳]了)|我?[念抄打]给[你您][^：:，,。；;\s]{0,3}\s*)[说讲嫌](?!明)"
    r"|^[^：:，,。；;.\n]{0,60}\b(?:reject|refus|return|reason)[a-z]*\b[^：:，,。；;.\n]{0,30}[：:]\s*",
    re.IGNORECASE,
)
_REASON = re.compile(r"(?:原因|理由|意见|意見|\breasons?)(?:为|是|is)?[：:]", re.IGNORECASE)
"""What follows is a reason, whatever it may be."""
_CLAUSE = re.compile(r"(?<=[，,、])")
_TOO = re.compile(r"那?么?([^\s，,。！!？?]{1,8})呢\W*")
"""What only names something else that a question is asked of, too."""
_HOW = re.compile(
    r"(?:(?:需?要|能|可以|用)[^\s，,吗]{0,6}吗|(?:怎[么样]|咋|如何|多久|多长时间|多少|几[天个年月周]|什么|啥|[放挂填在去]哪)[^\s，,]{0,3}?)\W*$"
)
"""What ends a question, and may be asked of something else."""
_HOW_SO = re.compile(r"\W*(?:那|具体|应?该|得)?(?:怎[么样]|咋|如何)(?:样|个|去|来)?([一-龥])[一-龥]?[呢啊呀的咧]?\W*")
"""What only asks how something is done: that which the question before it ends with (要改吗 怎么改), or asks after."""
_DO = "弄办做搞整处下买"
"""What is done with any thing: whatever else is (怎么注销, 怎么联系) is a question by itself."""
_WHAT_IS = re.compile(r"(?:[是叫算](?:什么|啥|个?啥)|(?:什么|啥)(?:意思|东西|玩意儿?))[呢啊呀]?\W*$")
"""What ends a question that asks what something is."""
_PAUSE = re.compile(r"(?<=[，,、])|(?<=[一-龥])(?=\s+\w)")
"""Where one question may end and another begin: people type a blank for a sign."""
_RUN_ON = re.compile(
    r"(?:(?<=吗)|(?<=怎么[办弄搞做整])|(?<=咋[办弄搞做整])|(?<=[材资]料)|(?<=多久)|(?<=多少钱)|(?<=长时间)|(?<=是什么)|(?<=[挂放填办][哪那]里))"
    r"(?=\w{2})(?!理)|(?<=\w{2})(?=(?:(?<![该需])要|(?<!应)该|(?<![取写填])得|需要|大概|一般|应该)(?:要|得)?"
    r"(?:多久|多长时间|多少[天钱]|几天|花?钱[吗不]|收费[吗不]|[什哪啥][么些]?(?:材料|资料)|怎么|咋))|(?<=\w{2})(?<![该要得道])(?=怎么改)"
)
"""Where that may be with nothing between them: behind what ends most questions, and where the commonest begin."""
_HOW_TO = re.compile(
    r"(?:个人|企业|公司|网站|小程序|app|我|那|请问|icp)*(?:备案)?(?:到底|应?该|要|具体)*(?:怎么|咋|如何|在?哪里?)去?[办弄搞做整]?(?:备案|理)?",
    re.IGNORECASE,
)
"""What asks no more than how it is done: that belongs to the question that runs on behind it (怎么办备案要多久)."""
_SIGNS = r"[^\w\s，,、。；;：:！!？?….%@_/|\-()（）<>\[\]{}“”\"‘’'「」『』《》〈〉【】〔〕]+|\.{2,}|…+|--+"
"""Whatever else than the signs of a sentence, of a quotation or of a word joins what stands on both sides of it."""
_SOFT = re.compile(
    r"(?<=[，,、/|])|(?<![\x00-\x7f])\s+(?=[一-龥（(“\"「])"
    rf"|(?<!信息)(?<=[一-龥）)】」”\"〕》])\s*(?:{_SIGNS})\s*|(?<=[a-zA-Z])\s*(?:{_SIGNS})\s*(?=[一-龥（(“\"「])"
    r"|(?<=[一-龥])(?=且)(?<![并而尚暂])|(?=(?:然后|还有|另外(?![一两的公单])|以及|同时|并且|而且|其次|还说|又说|还要|还嫌|\b(?:and|because|also)\b))"
    r"|第[一二三四五六1-9](?:[，,：:、 ]|点|条|个?是)[，,：:、 ]?"
    r"|(?=第\d{1,2}[页张])|[一二三四五六](?:是|说)[，,：:、 ]?"
)
_AND_IT = re.compile(r"\s*(?:并且|而且|且)")
"""What begins a clause that may leave out what it is about, for the one before it names that (身份证模糊且过期)."""
_GAP = re.compile(r"(?<=[一-龥])\s+(?=[一-龥])")
_SPACE = re.compile(r"\s+")
"""What may part two words, or stand in the midst of one."""
_AND_ALSO = rf"{NEXT}|同埋|[和跟与及]| and |了(?=\w{{4}})"
_OF_NOTHING = re.compile(r"(?:信息|内容|资料|填写|填报|[有错]误|不正确|不规范|请|修改|核实|[\s，,。；;！!])*")
"""What tells that something is wrong, but not what: the words before tell that (网站信息审核不通过：填写有误)."""
_EXISTS = re.compile(r"(?<=存在)([^。；;！!：:\n]{4,60}?)[的等]{0,2}(?:问题|情况|情形|现象)(?=[，,。；;！!\s]|$)")
"""What there is of wrong (存在域名过期的问题), as any other reason."""
_LAST = re.compile(r"[。；;！!]\s*\n")
COLONS = (":", "：")
_PAIRS = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"), ("【", "】"), ("《", "》"))
_SHORTEST_CLAUSE = 3
_MOST = 24
"""Sentences of a message, and clauses of a sentence, in which questions are looked for, so that none takes long."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message. `about`: which filing the message speaks of, where the stretch does not say it
    (公安备案是什么？那要交钱吗？); `before`: what was told ahead of it and may be needed to understand it; `theme`: the
    word that the message has and the stretch leaves out (备案要多久？要花钱吗？); `goes_on`: no sign stands before
    it, and it may depend on the question there (小程序怎么备案 在哪点), or that is `before` it, and it says nothing
    without that (备案要改吗？怎么改); `alike`: what is asked where it only names what the question before it is asked
    of, too (首次备案几天 变更呢 → 变更几天)."""

    text: str
    before: str = ""
    theme: str = ""
    about: str = ""
    goes_on: bool = False
    alike: str = ""

    @property
    def readings(self) -> tuple[str, ...]:
        """The ways in which the piece may be understood: about what the message is about, as it stands, without its
        lead-in, with what came before."""
        before = f"{self.before} {self.text}" if self.before else ""
        about, theme = (word + self.text if word else "" for word in (self.about, self.theme))
        alone = () if self.goes_on and before else (self.text, _LEAD_IN.sub("", self.text))
        texts = (about, *alone, before, theme if alone else "")
        return tuple(dict.fromkeys(text for text in texts if text.strip()))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a notice whose ends are ends of reasons for certain; `listed`: it is an item of a list, or is said
    to be the reason."""

    text: str
    listed: bool


class Cutter:
    """Cuts messages into questions, and notices into stretches and clauses."""

    def __init__(self, lexicon: Lexicon, normaliser: Normaliser, speech: Speech) -> None:
        self._speech = speech
        self._joints = re.compile(rf"{_AND_ALSO}|(?<=...)(?=没|{speech.starts.pattern})", re.IGNORECASE)
        words = (*lexicon.subjects, *lexicon.rejection_signs, *lexicon.frame, *lexicon.synonyms)
        self._whole = frozenset(word for word in words if len(word) > 1)
        self._normalise = normaliser
        # A message is taken apart in several ways, and each begins with its sentences.
        self._telling = recently()(self._sentences_that_tell)

    def items(self, text: str) -> tuple[Piece, ...]:
        """The items of a numbered or bulleted list, or nothing where there is no list of two or more."""
        marks = list_marks(text, self._speech.speaks_of_rejection)
        if len(marks) < 2:
            return ()
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        bodies = (self._telling(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True))
        return tuple(Piece(" ".join(body)) for body in bodies if body)

    def questions(self, text: str) -> tuple[Piece, ...]:
        """Each sentence that asks, with the statements before it; what comes after the last one belongs to it too."""
        pieces: list[Piece] = []
        told: list[str] = []
        how = ""
        for sentence in self._telling(text)[:_MOST]:
            if asks(sentence):
                if told and re.match(_ASIDE, sentence):
                    pieces.append(Piece(" ".join(told), goes_on=True))
                    told = []
                askings = [run for asking in _asking(sentence, _PAUSE) for run in _runs(asking)]
                for place, asking in enumerate(askings):
                    after_sign = askings[place - 1][-1:] in ("，", ",", "、")
                    before, goes_on = ("", not after_sign) if place else (" ".join(told), False)
                    too = _TOO.fullmatch(asking.strip())
                    alike = too[1] + how if too and how and not (before or asks(too[1])) else ""
                    how = how if alike else _how(asking)
                    if pieces and not before and _asks_how(asking, pieces[-1].text):
                        before, goes_on = pieces[-1].text, True
                    pieces.append(Piece(asking.strip(), before, goes_on=goes_on, alike=alike))
                told = []
            else:
                told.append(sentence)
        if pieces and told:
            last = pieces.pop()
            pieces.append(Piece(last.text, " ".join([last.before, *told]).strip()))
        return tuple(pieces)

    def reasons(self, text: str) -> Iterator[Piece]:
        """Every sentence that says something; cut where several of its clauses speak of a rejection each."""
        return (Piece(reason) for sentence in self._telling(text)[:_MOST] for reason in self._refused(sentence))

    def stretches(self, text: str) -> Iterator[Stretch]:
        """A notice, as its items of a list, sentences and lines."""
        text = _EXISTS.sub(r"\1", text)
        marks = list_marks(text, self._speech.speaks_of_rejection)
        starts = [mark.start() for mark in marks] + [len(text)]
        yield from self._sentences_of(text[: starts[0]])
        for mark, end in zip(marks, starts[1:], strict=True):
            body, rest = text[mark.end() : end], ""
            if end == len(text) and (last := _LAST.search(body)):
                body, rest = body[: last.end()], body[last.end() :]
            yield Stretch(" ".join(self._telling(body)), listed=True)
            yield from self._sentences_of(rest)

    def _sentences_of(self, text: str) -> Iterator[Stretch]:
        for sentence in self._telling(text):
            yield Stretch(_LEAD_IN.sub("", self._without_what(sentence)), listed=bool(_REASON.search(sentence)))

    def _without_what(self, sentence: str) -> str:
        """A sentence without the words which site it is that came back, if it begins with no more than that; of an app
        other things may be wrong than of a site."""
        told = self.unheaded(sentence)
        named = notices.OF_SITES.search(sentence, 0, len(sentence) - len(told))
        return f"驳回：{told}" if named and not _OF_NOTHING.fullmatch(told) else sentence

    def unheaded(self, sentence: str) -> str:
        """A sentence without the words that something came back, if it begins with no more than that."""
        verdict = notices.LEADS_IN.search(sentence)
        headed = verdict and self._speech.is_heading(sentence[: verdict.end()])
        return sentence[verdict.end() :] if verdict and headed else sentence

    def unbroken(self, text: str) -> str:
        """A text without the spaces or line ends that stand in the midst of words, as in what was read from a picture:
        where several of a kind do, none of that kind parts anything."""
        within = [gap for gap in _GAP.finditer(text) if self._is_in_word(gap)]
        kinds = Counter(gap[0] for gap in within)
        places = {gap.start() for gap in within}
        return _GAP.sub(lambda gap: "" if gap.start() in places or kinds[gap[0]] > 1 else gap[0], text)

    def _is_in_word(self, gap: re.Match[str]) -> bool:
        """Whether a word of ours stands on both sides of a gap."""
        before, after = (_SPACE.sub("", side) for side in (gap.string[: gap.start()][-6:], gap.string[gap.end() :][:6]))
        return any(before[-left:] + after[:right] in self._whole for left in range(1, 4) for right in range(1, 4))

    def headed(self, text: str) -> tuple[str, str]:
        """What a notice tells to be wrong before the heading that opens its reasons, and all from that on; nothing
        where none does but at its beginning, or one in an item of a list: each of these has its own."""
        heading = notices.HEADING.search(text)
        if heading is None:
            return "", ""
        *ends, last = (0, *(end.end() for end in _END.finditer(text, 0, heading.start())))
        begin = notices.begin_of_reasons(text, last, heading)
        if not begin:
            return "", ""
        first, below = (
            next(iter(list_marks(part, self._speech.speaks_of_rejection)), None)
            for part in (text, text[heading.end() :])
        )
        listed = first and first.start() < begin
        begins = below and not text[heading.end() :][: below.start()].strip("：: \n")
        if listed and not begins:
            return "", ""
        above = (text[start:end] for start, end in pairwise((*ends, last)))
        return "".join(filter(notices.states_fault, above)), text[begin:]

    def without_terms(self, text: str) -> str:
        """A notice without what it threatens with and until when it is to be mended, if anything else was refused, or
        is wrong where it threatens, and without what comes of that, unless what stands before only names a thing
        (您的域名，暂不支持备案)."""
        rest = notices.without_terms(text)
        rest = rest if self._speech.speaks_of_rejection(rest) or notices.threatens(text) else text
        return notices.OUTCOME.sub(lambda found: found[0 if self._names(found["told"]) else "told"], rest)

    def _names(self, clause: str) -> bool:
        return self._speech.named(clause) == clean(clause) or self._speech.frames(clause)

    def told(self, text: str) -> str:
        """A text without boilerplate, if anything is left without it."""
        return " ".join(self._telling(text)) or text

    def clauses(self, stretch: Stretch) -> Iterator[str]:
        """What may be a reason of its own in a stretch, without what leads in to it; what is too short to be one goes
        with the next, at the end with the one before; what only names a thing goes with the next, too. An item of a
        list is a point, however little it says. They are cut as they are asked for: few of a long text's are."""
        last = short = ""
        parts = _SOFT.split(stretch.text)
        for place, clause in enumerate(parts, 1):
            short += clause
            if _opened(short):
                continue
            if self._speech.frames(short) or (not stretch.listed and self._speech.is_heading(short)):
                short = short if short.rstrip()[-1:] in COLONS else ""
            elif place < len(parts) and self._waits(short, parts[place]):
                continue
            elif self._normalise.says(short, _SHORTEST_CLAUSE) and short.rstrip()[-1:] not in COLONS:
                if last and notices.are_halves(last + short):
                    last, short = last + short, ""
                    continue
                short = self._with_name(short, last)
                if last:
                    yield last
                last, short = _LEAD_IN.sub("", self.unheaded(short) if not last else short), ""
        if short.strip() and not self._speech.frames(short):
            last += short
        if last or (stretch.listed and notices.states_fault(stretch.text)):
            yield last or stretch.text

    def _waits(self, clause: str, after: str) -> bool:
        """Whether a clause tells nothing alone: it only names a thing, or demands two things at once (须实名且一致)."""
        return notices.demands(clause) if _AND_IT.match(after) else self._speech.only_names(clause)

    def _with_name(self, clause: str, before: str) -> str:
        """A clause that goes on with an "and" and demands nothing, with what the one before it is about where it names
        nothing itself."""
        joint = _AND_IT.match(clause) if before else None
        if joint is None or notices.demands(clause):
            return clause
        rest = clause[joint.end() :]
        own = self._speech.named(rest)
        return rest if own and not notices.has_fault_word(own) else self._speech.named(before) + rest

    def joints(self, clause: str) -> Iterator[tuple[str, str]]:
        """The two sides of each place where a clause may tell two reasons: at an "and", behind what has come to pass
        (过期了照片也不清楚), if something is wrong before that, and where it begins to tell what one is about, if
        something is wrong on both sides; none in a quotation or a bracket."""
        for found in self._joints.finditer(clause):
            sides = clause[: found.start()], clause[found.end() :]
            told = sides[0].replace(COLONS[1], COLONS[0]).rpartition(COLONS[0])[2]  # 审核没通过：营业|执照不清晰
            wrong = notices.tells_fault(told)
            parts = (wrong or found[0] not in ("", "了")) and (found[0] or notices.tells_fault(sides[1]))
            if parts and not _opened(sides[0]):
                yield sides

    def _refused(self, sentence: str) -> Iterator[str]:
        clauses = [part for part in _CLAUSE.split(sentence)[:_MOST] if self._normalise.says(part, SHORTEST)]
        if sum(map(self._speech.speaks_of_rejection, clauses)) < 2:
            yield sentence
            return
        told = ""
        for clause in clauses:
            told += clause
            if self._speech.speaks_of_rejection(clause):
                yield told.strip()
                told = ""

    def _sentences_that_tell(self, text: str) -> Sequence[str]:
        """Sentences, without greetings and thanks, and without boilerplate if anything is left without it."""
        found = [part.strip() for sentence in _sentences(text) for part in _AND.split(sentence)]
        telling = [s for s in found if self._normalise.says(s, SHORTEST)]
        return [s for s in telling if not self._speech.is_boilerplate(s)] or telling


def _opened(text: str) -> bool:
    """Whether a quotation or a bracket is open at the end: what it holds is no clause of its own."""
    return any(text.count(opens) > text.count(closes) for opens, closes in _PAIRS)


def _asking(sentence: str, pause: re.Pattern[str]) -> list[str]:
    """A sentence cut at every pause ahead of which something was asked, if something is asked after it, too."""
    asking: list[str] = [""]
    for clause in pause.split(sentence):
        if asks(asking[-1]) and asks(clause.rstrip("?？")):
            asking.append("")
        asking[-1] += clause
    return asking


def _runs(asking: str) -> list[str]:
    """The questions that run on in a clause without a sign; one where one asks no more than how it is done."""
    *first, last = _asking(asking, _RUN_ON)
    return [asking] if any(_HOW_TO.fullmatch(run.strip()) for run in first) else [*first, last]


def _asks_how(asking: str, question: str) -> bool:
    """Whether only how is asked, of what a question before it ends with, or asks after (空壳是啥，怎么弄)."""
    found = _HOW_SO.fullmatch(asking)
    ends = found and re.search(rf"{found[1]}(?:备案|[一-龥])?[吗么嘛不没]?\W*$", question)
    return bool(found and (ends or (found[1] in _DO and _WHAT_IS.search(question))))


def _how(question: str) -> str:
    found = _HOW.search(question)
    return found[0].strip() if found else ""


def _sentences(text: str) -> Iterator[str]:
    """Sentences with the sign that ends them, which tells whether they ask."""
    at = 0
    for end in _END.finditer(text):
        yield text[at : end.end()]
        at = end.end()
    yield text[at:]
