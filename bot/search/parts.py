"""Cuts a message into pieces that may be questions or reasons of their own, and leaves out what says nothing."""

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
"""Words with which people go on to something else: what stands before is a matter of its own."""
_AND = re.compile(rf"(?<=[，,、\s])(?={_ASIDE})|(?:(?<=[吗呢])|(?<=[^怎什那这多要]么))[，,\s]+")
_GOING_ON = re.compile(rf"^(?:{_ASIDE})(?![一二两三几多半\d]+[个天年月])(?=..)")
"""Such a word at the beginning of what follows it (还有备案是什么), but not of how much is left (还有两个月)."""
_LEAD_IN = re.compile(
    r"^[^：:，,。；;]{0,24}(?:原因|意见|意見|提示|结果|結果|如下|问题|显示|报错|说|通知|提醒|反馈|描述|告知|说明|回复|原[话文]|给[你您]听)(?:代码|为|是|被?(?:驳回|退回|打回|拒绝)|[未不]通过)?[：:]\s*"
    r"|^[^：:，,。；;]{0,40}存在[：:]\s*|^(?:[退驳]回的?)?(?:原因|理由)(?:就?是|为)"
    r"|^(?:[^：:，,。；;\s]{0,6}(?:[退驳打]回来?了?|[退驳]了)|我?[念抄打]给[你您][^：:，,。；;\s]{0,3}\s*)[说讲嫌](?!明)"
    r"|^[^：:，,。；;.\n]{0,60}\b(?:reject|refus|return|reason|fail)[a-z]*\b[^：:，,。；;.\n]{0,30}[：:]\s*",
    re.IGNORECASE,
)
_REASON = re.compile(r"(?:原因|理由|意见|意見|\breasons?)(?:为|是|is)?[：:]", re.IGNORECASE)
"""A heading that makes whatever follows it a reason."""
_CLAUSE = re.compile(r"(?<=[，,、])")
_ANY_CLAUSE = re.compile(r"(?<=[，,。；;！!？?\n])")
_TOO = re.compile(r"那?么?([^\s，,。！!？?]{1,8})呢\W*")
"""A question that only names something else, of which the same is asked (变更呢)."""
_HOW = re.compile(
    r"(?:(?:需?要|能|可以|用)[^\s，,吗]{0,6}吗|(?:怎[么样]|咋|如何|多久|多长时间|多少|几[天个年月周]|什么|啥|[放挂填在去]哪)[^\s，,]{0,3}?)\W*$"
)
"""The end of a question that may be asked of something else, too."""
_HOW_SO = re.compile(r"\W*(?:那|具体|应?该|得)?(?:怎[么样]|咋|如何)(?:样|个|去|来)?([一-龥])[一-龥]?[呢啊呀的咧]?\W*")
"""A question that only asks how to do something: what the question before it ends with (要改吗 怎么改), or asks
about."""
_DO = "弄办做搞整处下买"
"""Verbs that fit any thing. With another verb 怎么… is a question by itself (怎么注销, 怎么联系)."""
_WHAT_IS = re.compile(r"(?:[是叫算](?:什么|啥|个?啥)|(?:什么|啥)(?:意思|东西|玩意儿?))[呢啊呀]?\W*$")
"""The end of a question that asks what something is."""
_PAUSE = re.compile(r"(?<=[，,、])|(?<=[一-龥])(?=\s+\w)")
"""Where one question may end and another begin: people type a blank instead of punctuation."""
_RUN_ON = re.compile(
    r"(?:(?<=吗)|(?<=怎么[办弄搞做整])|(?<=咋[办弄搞做整])|(?<=[材资]料)|(?<=多久)|(?<=多少钱)|(?<=长时间)|(?<=是什么)|(?<=[挂放填办][哪那]里))"
    r"(?=\w{2})(?!理)|(?<=\w{2})(?=(?:(?<![该需])要|(?<!应)该|(?<![取写填])得|需要|大概|一般|应该)(?:要|得)?"
    r"(?:多久|多长时间|多少[天钱]|几天|花?钱[吗不]|收费[吗不]|[什哪啥][么些]?(?:材料|资料)|怎么|咋))|(?<=\w{2})(?<![该要得道])(?=怎么改)"
)
"""The same with nothing between them: behind what ends most questions, and before the commonest beginnings."""
_HOW_TO = re.compile(
    r"(?:个人|企业|公司|网站|小程序|app|我|那|请问|icp)*(?:备案)?(?:到底|应?该|要|具体)*(?:怎么|咋|如何|在?哪里?)去?[办弄搞做整]?(?:备案|理)?",
    re.IGNORECASE,
)
"""A question that asks no more than how it is done. It belongs to the question that follows without punctuation
(怎么办备案要多久)."""
_SIGNS = r"[^\w\s，,、。；;：:！!？?….%@_/|\-()（）<>\[\]{}“”\"‘’'「」『』《》〈〉【】〔〕]+|\.{2,}|…+|--+"
"""Symbols that join two things (A + B): any except the punctuation of sentences, quotations and words."""
_CHINESE = r"(?=[一-龥（(“\"「])"
"""Chinese text follows."""
_BLANK = rf"(?<![\x00-:<-\x7f])\s+{_CHINESE}"
_SYMBOL = (
    rf"(?<!信息)(?<!地[域区名])(?<=[一-龥）)】」”\"〕》])\s*(?:{_SIGNS})\s*|(?<=[a-zA-Z])\s*(?:{_SIGNS})\s*{_CHINESE}"
)
_LINK = (
    r"(?<=[一-龥])(?=且)(?<![并而尚暂])"
    r"|(?=(?:然后|还有|另外(?![一两的公单])|以及|同时|并且|而且|其次|还说|又说|还要|还嫌|\b(?:and|because|also)\b))"
)
"""Before a word that goes on to the next thing."""
_ORDINAL = (
    r"第[一二三四五六1-9](?:[，,：:、 ]|点|条|个?是)[，,：:、 ]?|(?=第\d{1,2}[页张])"
    r"|[一二三四五六](?:是|说)[，,：:、 ]?"
)
_SOFT = re.compile(rf"(?<=[，,、/|])|{_BLANK}|{_SYMBOL}|{_LINK}|{_ORDINAL}")
"""Where one clause of a notice may end and the next begin."""
_AND_IT = re.compile(r"\s*(?:并且|而且|且)")
"""The beginning of a clause that may leave out its subject, as the clause before names it (身份证模糊且过期)."""
_GAP = re.compile(r"(?<=[一-龥])\s+(?=[一-龥])(?!(?<=\n)[一-龥]{2,8}[：:])|(?<=\b[A-Za-z]) (?=[A-Za-z]\b)")
_RAGGED = 3
"""By how much (2: a Chinese character) lines that a screen wrapped may differ in width."""
_UNENDED = re.compile(
    r"(?:(?<=[一-鿿]{3}[与和及或请应须需把被将并且未])|(?<=[一-鿿]{2}(?:还没|尚未|保持|确保)))\n(?=[一-鿿])"
)
"""The end of a line whose last word wants another one (主办单位名称与⏎执照不一致)."""
_SPACE = re.compile(r"\s+")
"""Spaces and line ends, between two words or within one."""
_AND_ALSO = rf"{NEXT}|同埋|[和跟与及]| and |了(?=\w{{4}})"
_OF_NOTHING = re.compile(r"(?:信息|内容|资料|填写|填报|[有错]误|不正确|不规范|请|修改|核实|[\s，,。；;！!])*")
"""Words that tell that something is wrong, but not what: the words before them do (网站信息审核不通过：填写有误)."""
_EXISTS = re.compile(r"(?<=存在)([^。；;！!：:\n]{4,60}?)[的等]{0,2}(?:问题|情况|情形|现象)(?=[，,。；;！!\s]|$)")
"""A fault that "exists" (存在域名过期的问题); it is read like any other reason."""
_TOLD_BESIDES = re.compile(r"(?<=[还又]说)[\s：:，,]+(?=\S)")
"""A gap behind words that tell something besides (还说 请上传承诺书); they belong to what they tell."""
_LAST = re.compile(r"[。；;！!]\s*\n")
COLONS = (":", "：")
_PAIRS = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"), ("【", "】"), ("《", "》"))
_SHORTEST_CLAUSE = 3
_MOST = 24
"""The most sentences of a message, and clauses of a sentence, in which questions are looked for, to bound the time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message.

    - `before`: statements ahead of it that may be needed to understand it.
    - `theme`: the word that the message has and the stretch leaves out (备案要多久？要花钱吗？).
    - `about`: which filing the message speaks of, if the stretch does not say it (公安备案是什么？那要交钱吗？).
    - `goes_on`: no punctuation stands before it and it may depend on the question there (小程序怎么备案 在哪点); or
      that question is `before`, and it says nothing without it (备案要改吗？怎么改).
    - `alike`: the question before it, asked of this, if it only names a thing (首次备案几天 变更呢 → 变更几天).
    """

    text: str
    before: str = ""
    theme: str = ""
    about: str = ""
    goes_on: bool = False
    alike: str = ""

    @property
    def is_aside(self) -> bool:
        """Tell whether the stretch says that it goes on to something else."""
        return bool(_GOING_ON.match(self.text))

    @property
    def readings(self) -> tuple[str, ...]:
        """The texts as which to look the piece up: with what the message is about, as it stands, without its lead-in,
        with what came before, with the theme."""
        before = f"{self.before} {self.text}" if self.before else ""
        about, theme = (word + self.text if word else "" for word in (self.about, self.theme))
        plain = _GOING_ON.sub("", self.text)
        alone = () if self.goes_on and before else (plain, _LEAD_IN.sub("", plain))
        texts = (about, *alone, before, theme if alone else "")
        return tuple(dict.fromkeys(text for text in texts if text.strip()))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a notice that certainly begins and ends where reasons do. `listed`: it is a list item, or is said to
    be the reason."""

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
        # A message is cut in several ways, and each begins with its sentences.
        self._telling = recently()(self._sentences_that_tell)

    def items(self, text: str) -> tuple[Piece, ...]:
        """Return the items of a numbered or bulleted list; () if there is no list of two or more."""
        marks = list_marks(text, self._speech.speaks_of_rejection)
        if len(marks) < 2:
            return ()
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        bodies = (self._telling(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True))
        return tuple(Piece(" ".join(body)) for body in bodies if body)

    def questions(self, text: str) -> tuple[Piece, ...]:
        """Return each sentence that asks, with the statements before it. Statements after the last question belong to
        it, too."""
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

    def lone_question(self, text: str) -> tuple[str, str]:
        """Return the only clause of a text that asks, and the clauses around it. ("", ""): none asks, or several do."""
        clauses = [clause.strip() for clause in _ANY_CLAUSE.split(text) if clause.strip()]
        asking = [clause for clause in clauses if asks(clause)] if 1 < len(clauses) <= _MOST else []
        told = "，".join(clause for clause in clauses if clause not in asking)
        return (asking[0], told) if len(asking) == 1 else ("", "")

    def statements(self, text: str) -> Iterator[Piece]:
        """Yield every sentence that says something. A sentence is cut if several of its clauses speak of a
        rejection."""
        return (Piece(part) for sentence in self._telling(text)[:_MOST] for part in self._refused(sentence))

    def stretches(self, text: str) -> Iterator[Stretch]:
        """Yield a notice as its list items, sentences and lines."""
        text = _TOLD_BESIDES.sub("", _EXISTS.sub(r"\1", text))
        marks = list_marks(text, self._speech.speaks_of_rejection)
        starts = [mark.start() for mark in marks] + [len(text)]
        yield from self._sentences_of(text[: starts[0]])
        for mark, end in zip(marks, starts[1:], strict=True):
            body, rest = text[mark.end() : end], ""
            if end == len(text) and (last := _LAST.search(body)):
                body, rest = body[: last.end()], body[last.end() :]
            told = self._telling(body)
            yield Stretch(" ".join(told[:-1] if len(told) > 1 and _leads(told[-1]) else told), listed=True)
            yield from (one for one in self._sentences_of(rest) if not self._speech.is_boilerplate(one.text))

    def _sentences_of(self, text: str) -> Iterator[Stretch]:
        for sentence in self._telling(text):
            yield Stretch(_LEAD_IN.sub("", self._without_what(sentence)), listed=bool(_REASON.search(sentence)))

    def _without_what(self, sentence: str) -> str:
        """Return a sentence without the words that tell which site came back, if it begins with no more than that. For
        an app they stay: other things may be wrong with it."""
        told = self.unheaded(sentence)
        named = notices.OF_SITES.search(sentence, 0, len(sentence) - len(told))
        return f"驳回：{told}" if named and not _OF_NOTHING.fullmatch(told) else sentence

    def unheaded(self, sentence: str) -> str:
        """Return a sentence without the words that something came back, if it begins with no more than that."""
        verdict = notices.LEADS_IN.search(sentence)
        headed = verdict and self._speech.is_heading(sentence[: verdict.end()])
        return sentence[verdict.end() :] if verdict and headed else sentence

    def unbroken(self, text: str) -> str:
        """Return a text without gaps within words, as in text read from a picture. If several gaps of a kind (space,
        line end) are within words, all of that kind go. One such line end is enough where all lines are as wide. A line
        whose last word wants another one goes on in the next."""
        within = [gap for gap in _GAP.finditer(text) if self._is_in_word(gap)]
        if any("\n" in gap[0] for gap in within) and _is_wrapped(text):
            return text.replace("\n", "")
        kinds = Counter(gap[0] for gap in within)
        places = {gap.start() for gap in within} | {end.start() for end in _UNENDED.finditer(text)}
        return _GAP.sub(lambda gap: "" if gap.start() in places or kinds[gap[0]] > 1 else gap[0], text)

    def _is_in_word(self, gap: re.Match[str]) -> bool:
        before, after = (_SPACE.sub("", side) for side in (gap.string[: gap.start()][-6:], gap.string[gap.end() :][:6]))
        return any(
            before[-left:] + after[:right] in self._whole
            and not (before[-left:] in self._whole and after[:right] in self._whole)
            for left in range(1, 4)
            for right in range(1, 4)
        )

    def headed(self, text: str) -> tuple[str, str]:
        """Return the faults that a notice tells above the heading of its reasons, and everything from that heading on.
        ("", ""): no heading, or only at the beginning or within a list item."""
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
        """Return a notice without its outcomes; and without its threats and deadlines, if it still tells a rejection or
        a fault."""
        rest = notices.without_terms(text)
        rest = rest if self._speech.speaks_of_rejection(rest) or notices.threatens(text) else text
        return notices.without_outcomes(rest, self._names)

    def _names(self, clause: str) -> bool:
        return self._speech.named(clause) == clean(clause) or self._speech.frames(clause)

    def without_boilerplate(self, text: str) -> str:
        """Return a text without boilerplate; unchanged if nothing else is there."""
        return " ".join(self._telling(text)) or text

    def clauses(self, stretch: Stretch) -> Iterator[str]:
        """Yield the clauses of a stretch that may be reasons of their own, without what introduces them. One that is
        too short or only names a thing goes with the next, the last one with the one before. A list item with a fault
        gives at least one clause. Lazy: of a long text few are used."""
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
        if short.strip() and not (self._speech.frames(short) or _leads(short)):
            last += short
        if last or (stretch.listed and notices.states_fault(stretch.text)):
            yield last or stretch.text

    def _waits(self, clause: str, after: str) -> bool:
        """Tell whether a clause says nothing without the next: it only names a thing, or makes two demands with it
        (须实名且一致)."""
        return notices.demands(clause) if _AND_IT.match(after) else self._speech.only_names(clause)

    def _with_name(self, clause: str, before: str) -> str:
        """Return a clause that begins with 且, with the subject of the clause before if it names none and demands
        nothing."""
        joint = _AND_IT.match(clause) if before else None
        if joint is None or notices.demands(clause):
            return clause
        rest = clause[joint.end() :]
        own = self._speech.named(rest)
        return rest if own and not notices.has_fault_word(own) else self._speech.named(before) + rest

    def joints(self, clause: str) -> Iterator[tuple[str, str]]:
        """Yield the two sides of each place where a clause may tell two reasons, outside quotations and brackets:

        - at an "and";
        - behind 了, if a fault is told before it (过期了照片也不清楚), but not before what it only names (挡住了号码);
        - before a word that begins a reason, if faults are told on both sides.
        """
        for found in self._joints.finditer(clause):
            sides = clause[: found.start()], clause[found.end() :]
            told = sides[0].replace(COLONS[1], COLONS[0]).rpartition(COLONS[0])[2]  # 审核没通过：营业|执照不清晰
            wrong = notices.tells_fault(told)
            parts = (wrong or found[0] not in ("", "了")) and (found[0] or notices.tells_fault(sides[1]))
            parts = parts and not (found[0] == "了" and self._speech.only_names(sides[1].rstrip("，,。；;！! ")))
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
        """Return the sentences of a text without greetings and thanks, and without boilerplate if anything else is
        there."""
        found = [part.strip() for sentence in _sentences(text) for part in _AND.split(sentence)]
        telling = [s for s in found if self._normalise.says(s, SHORTEST)]
        return [s for s in telling if not self._speech.is_boilerplate(s)] or telling


def _opened(text: str) -> bool:
    """Tell whether a quotation or a bracket is open at the end: its content is no clause of its own."""
    return any(text.count(opens) > text.count(closes) for opens, closes in _PAIRS)


def _is_wrapped(text: str) -> bool:
    """Tell whether all lines of a text but the last are as wide as a narrow screen that wrapped them."""
    widths = [sum(2 if sign > "\xff" else 1 for sign in line) for line in text.splitlines()]
    return len(widths) > 2 and min(widths[:-1]) >= max(widths) - _RAGGED


def _leads(clause: str) -> bool:
    """Tell whether a clause only leads in to what follows it (客服发的：)."""
    return clause.rstrip()[-1:] in COLONS and (notices.only_opens(clause) or not notices.tells_fault(clause))


def _asking(sentence: str, pause: re.Pattern[str]) -> list[str]:
    """Return a sentence cut at each pause with a question on both sides."""
    asking: list[str] = [""]
    for clause in pause.split(sentence):
        if asks(asking[-1]) and asks(clause.rstrip("?？")):
            asking.append("")
        asking[-1] += clause
    return asking


def _runs(asking: str) -> list[str]:
    """Return the questions that follow each other without punctuation; the whole clause if one asks only how it is
    done."""
    *first, last = _asking(asking, _RUN_ON)
    return [asking] if any(_HOW_TO.fullmatch(run.strip()) for run in first) else [*first, last]


_DIFFERS = re.compile(
    r"(?:那|又|到底)?(?:有|是)?(?:什么|啥|哪些|咩)?(?:区别|區別|不一样|不同|差别|唔同)"
    r"(?:是?[什啥]么?|在哪里?)?[吗呢啊呀]?\W*"
)
"""A question in what things differ that names none."""


def _asks_how(asking: str, question: str) -> bool:
    """Tell whether a question only asks how to do what the question before it ends with, or asks about
    (空壳是啥，怎么弄), or in what the things in it differ (个人企业都能备吗 有啥不一样)."""
    if _DIFFERS.fullmatch(asking):
        return True
    found = _HOW_SO.fullmatch(asking)
    ends = found and re.search(rf"{found[1]}(?:备案|[一-龥])?[吗么嘛不没]?\W*$", question)
    return bool(found and (ends or (found[1] in _DO and _WHAT_IS.search(question))))


def _how(question: str) -> str:
    found = _HOW.search(question)
    return found[0].strip() if found else ""


def _sentences(text: str) -> Iterator[str]:
    """Yield sentences with the punctuation that ends them, which tells whether they ask."""
    at = 0
    for end in _END.finditer(text):
        yield text[at : end.end()]
        at = end.end()
    yield text[at:]
