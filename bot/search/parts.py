"""Cuts a message into the pieces that may be questions or reasons of their own, and leaves aside what says nothing.

Only the form is looked at here (lists, sentences, question words); what a piece is about is for the engine.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.search import notices
from bot.search.breaths import NEXT
from bot.search.normalise import RECENT, Lexicon, Normaliser, Wordings, any_of, clean
from bot.search.numbers import number

_BOXED = r"[(（【[]\d{1,2}[)）】\]]|\d\ufe0f?\u20e3|[①-⑳➊-➓]"
"""A number in brackets, on a key (1️⃣) or in a circle."""
_ITEM = re.compile(
    r"(?:^|(?<=[\s。；;：:，,！!？?]))"
    rf"(?:{_BOXED}|\d{{1,2}}\s?(?:[、)）]|[.．](?!\d))|[一二三四五六七八九十]{{1,2}}、"
    r"|(?:可能)?(?:原因|问题|意见|[Rr]eason )[一二三四五六1-6]\s?[：:、]|第[一二三四五六]点?[，,：:、]|[-•·*●▪]\s)",
    re.MULTILINE,
)
_ITEM_ALONE = re.compile(
    rf"\s*(?:{_ITEM.pattern}|[一二三四五六七八九十]是"
    r"|(?:第[一二三四五六七八九十](?:[条个点项]是?)?|其[一二三四五六]|首先|其次|再次|最后)[，,：:、 是])",
    re.MULTILINE,
)
"""What a message begins with that is an item of a list of which the others come in messages of their own."""
_MEASURED = (
    r"(?!个[人体]|日[期志]|年[龄检审报]|条[件款]|项目|位置|家[人庭]|号码|座机|类[型别]|版权|页面|核[验实对查准心名]|套餐"
    r"|人[脸像员证]|本[人单公次地省]|万网|百度|点[击开]|字[体号]|门[牌头店]|组织|区[域县]|路径|街道)"
    r"(?:[个天日周月年次条项位家份号楼层栋幢座室弄期级类版页张核台套人本件元块万千百亿岁折倍点寸米字门组区路街代比到至和与跟及或]"
    r"|小时|分钟|秒|单元)"
)
"""What is counted or measured by the number before it."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_LETTERS = {sign: place for signs in ("abcdefgh", _ROMAN) for place, sign in enumerate(signs, 1)}
_RUNNING = re.compile(
    r"[(（【[](?P<boxed>\d{1,2}|[一二三四五六七八九十a-hA-H])[)）】\]]|(?P<key>\d)\ufe0f?\u20e3|(?P<circled>[①-⑳➊-➓])"
    rf"|(?<![a-zA-Z])(?P<letter>(?i:{'|'.join(_LETTERS)}))[ ]?[.．、:：)）](?=[ ]?[一-龥“「《【]|[ ][a-zA-Z])"
    r"|(?<![\d.．第vV/¥￥$~～(（-])(?:原因|问题|意见)?"
    r"(?:(?:(?P<signed>\d{1,2}|(?<![周期十])[一二三四五六七八九十](?=、))|(?<![a-zA-Z])(?P<one>[lI丨])(?=[.．、]))"
    r"[ ]?[.．、:：)）,，]"
    rf"|(?<![a-zA-Z])(?P<bare>\d{{1,2}})(?![ ]?{_MEASURED})(?=[ ]?[一-龥“「《【]))"
    r"(?=[ ]?[一-龥a-zA-Z“「《【](?:[ ]?[^\d\s，,、]){2})"
)
"""Marks that may stand in the midst of a line, if they count up from one: 域名未实名（2）授权书未盖章; without brackets
if text follows each, too: 1.照片模糊2.域名未实名, 1照片模糊2域名未实名."""
_END = re.compile(r"[。！!？?；;\n]+|[.](?=\s|$)")
_AND = re.compile(r"(?<=[，,、\s])(?=(?:还有|另外|以及|顺便|再问|对了))|(?<=[吗呢])[，,\s]+")
_ASKS = re.compile(
    r"[?？]|吗|怎么|怎样|咋|如何|多久|多长时间|多少|几[天个年月周]|什么|啥|哪|能否|能不能|可否|可不可以|要不要|需不需要|用不用"
    r"|是否|有没有|为何|为啥|谁|([一-龥])不\1|[不没么呢](?=[，,。！!~\s]|$)"
    r"|\b(?:how|what|why|when|where|which|who|can i|can we|do i|do we|is it|should)\b",
    re.IGNORECASE,
)
"""Where a message may be cut into questions. Some of this stands in notices, too (是否, which): whether a whole text
asks is told by `words-question` in ui.yaml."""
_TELLS = re.compile(r"(?:[了啦]|\ble)[。.!！~～\s]*$", re.IGNORECASE)
"""At its end: something has happened (备案密码忘了, mima wang le)."""
_LEAD_IN = re.compile(
    r"^[^：:，,。；;]{0,24}(?:原因|意见|意見|提示|结果|結果|如下|问题|显示|报错|说|通知|提醒|反馈|描述|告知|说明|回复)(?:代码|为|是)?[：:]\s*"
    r"|^[^：:，,。；;]{0,40}存在[：:]\s*|^(?:[退驳]回的?)?(?:原因|理由)(?:就?是|为)"
    r"|^[^：:，,。；;.\n]{0,60}\b(?:reject|refus|return|reason)[a-z]*\b[^：:，,。；;.\n]{0,30}[：:]\s*",
    re.IGNORECASE,
)
_REASON = re.compile(r"(?:原因|理由|意见|意見|\breasons?)(?:为|是|is)?[：:]", re.IGNORECASE)
"""What follows is a reason, whatever it may be."""
_LACKS = re.compile("未|没(?!法)|缺|漏|错|有误|不(?:对|符|合|全|够|明|正确|完整|规范)")
_NOT_FRAMED = re.compile(
    r"(?:未(?!能?通过)|没有?(?!通?过)|缺少?|补[充交]|提供|出具|不是)[一-龥]{0,3}\s*[A-Za-z]{2,}"
    r"|(?:主体|主办者|主办单位|负责人)信息(?:存在)?有误"
)
_SAME = re.compile("^[跟和与]|我(?![司方])|还没|所以|[没不][一-龥]{1,2}就")
"""What tells that something is wrong, and not what comes of it (看不清); that something with a name is not there
(未填写SDK), or of what the information is wrong; and that somebody only goes on to tell of it."""
_CLAUSE = re.compile(r"(?<=[，,、])")
_TOO = re.compile(r"那?么?([^\s，,。！!？?]{1,8})呢\W*")
"""What only names something else that a question is asked of, too."""
_HOW = re.compile(
    r"(?:(?:需?要|能|可以|用)[^\s，,吗]{0,6}吗|(?:怎[么样]|咋|如何|多久|多长时间|多少|几[天个年月周]|什么|啥|[放挂填在去]哪)[^\s，,]{0,3}?)\W*$"
)
"""What ends a question, and may be asked of something else."""
_PAUSE = re.compile(r"(?<=[，,、])|(?<=[一-龥])(?=\s+\w)")
"""Where one question may end and another begin: people type a blank for a sign."""
_BREAK = re.compile(r"[，,、：:（）()]+")
_SIGNS = r"[^\w\s，,、。；;：:！!？?….%@_/|\-()（）<>\[\]{}“”\"‘’'「」『』《》〈〉【】〔〕]+|\.{2,}|…+|--+"
"""Whatever else than the signs of a sentence, of a quotation or of a word joins what stands on both sides of it."""
_SOFT = re.compile(
    r"(?<=[，,、/|])|(?<![\x00-\x7f])\s+(?=[一-龥（(“\"「])"
    rf"|(?<!信息)(?<=[一-龥）)】」”\"〕》])\s*(?:{_SIGNS})\s*|(?<=[a-zA-Z])\s*(?:{_SIGNS})\s*(?=[一-龥（(“\"「])"
    r"|(?=(?:然后|还有|另外(?![一两的公单])|以及|同时|并且|而且|其次|还说|又说|还要|还嫌|\b(?:and|because|also)\b))"
    r"|第[一二三四五六1-9](?:[，,：:、 ]|点|条|个?是)[，,：:、 ]?"
    r"|(?=第\d{1,2}[页张])|[一二三四五六](?:是|说)[，,：:、 ]?"
)
_GAP = re.compile(r"(?<=[一-龥])\s+(?=[一-龥])")
_SPACE = re.compile(r"\s+")
"""What may part two words, or stand in the midst of one."""
_NAME = re.compile(r"(?:^|[：:])\s*(?:(?![了无])[一-龥]){2,6}\s*[、/|]?\s*$")
"""The end of a clause that only names a thing (营业执照、身份证过期), if nothing is wrong in it."""
_AND_ALSO = rf"{NEXT}|同埋|[和跟与及]| and |了(?=\w{{4}})"
_OF_NOTHING = re.compile(r"(?:信息|内容|资料|填写|填报|[有错]误|不正确|不规范|请|修改|核实|[\s，,。；;！!])*")
"""What tells that something is wrong, but not what: the words before tell that (网站信息审核不通过：填写有误)."""
_EXISTS = re.compile(r"(?<=存在)([^。；;！!：:\n]{4,60}?)[的等]{0,2}(?:问题|情况|情形|现象)(?=[，,。；;！!\s]|$)")
"""What there is of wrong (存在域名过期的问题), as any other reason."""
_LAST = re.compile(r"[。；;！!]\s*\n")
COLONS = (":", "：")
_PAIRS = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"), ("【", "】"), ("《", "》"))
_NEAR, _NOT_FIRST = 5, "[跟和与]"
"""A reason names what it is about within so many characters, unless the clause begins with a word that joins it."""
_SHORTEST_CLAUSE = 3
_HIDDEN = re.compile(r"〔[^〕]{1,8}〕")
"""What was masked, and what the labels before it may be."""
_LABELS = re.compile(
    r"〔[^〕]{1,8}〕|负责人|负責人|联系人|聯繫人|联系|姓名|电话|電話|手机|手機|号码|邮箱|地址|法人|证件|身份证|主体|网站"
)
_CUSTOMER = re.compile(
    r"\s*(?:[^，,。；;！!？?、：:\n的未不没缺请无]{2,30}(?:公司|工作室|商行|[店厂院校]|中心|协会|合作社)|客户\s?\w{1,4})[：:]\s*"
)
"""The name of whom something is about, in front of that; whoever lacks something is no name."""
_SIGN = re.compile(r"[一-龥]")
_WORD = re.compile(r"[a-z]+|[一-龥]")
_MOST = 24
"""Sentences of a message, and clauses of a sentence, in which questions are looked for, so that none takes long."""
_SHORTEST = 2
"""Characters of a normalised sentence that could be about something."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message. `about`: which filing the message speaks of, where the stretch does not say it
    (公安备案是什么？那要交钱吗？); `before`: what was told ahead of it and may be needed to understand it; `theme`: the
    word that the message has and the stretch leaves out (备案要多久？要花钱吗？); `goes_on`: no sign stands before
    it, and it may depend on the question there (小程序怎么备案 在哪点); `alike`: what is asked where it only names what
    the question before it is asked of, too (首次备案几天 变更呢 → 变更几天)."""

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
        texts = (about, self.text, _LEAD_IN.sub("", self.text), before, theme)
        return tuple(dict.fromkeys(text for text in texts if text.strip()))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a notice whose ends are ends of reasons for certain; `listed`: it is an item of a list, or is said
    to be the reason."""

    text: str
    listed: bool


class Cutter:
    """Cuts messages; knows which sentences say nothing and which speak of a rejection."""

    def __init__(self, lexicon: Lexicon, normaliser: Normaliser) -> None:
        self._boilerplate = Wordings.of({word: word for word in lexicon.boilerplate})
        self._frame = Wordings.of(dict.fromkeys(lexicon.frame, ""))
        self._signs = Wordings.of({word: word for word in lexicon.rejection_signs})
        self._starts = re.compile(any_of(map(clean, (*lexicon.begins, *lexicon.subjects))))
        self._continues = re.compile(any_of(map(clean, lexicon.continues)))
        self._names = re.compile(rf"(?!{_NOT_FIRST})\S{{0,{_NEAR}}}?(?:{any_of(map(clean, lexicon.subjects))})")
        self._joints = re.compile(rf"{_AND_ALSO}|(?<=...)(?=没|{self._starts.pattern})", re.IGNORECASE)
        words = (*lexicon.subjects, *lexicon.rejection_signs, *lexicon.frame, *(lexicon.synonyms or {}))
        self._whole = frozenset(word for word in words if len(word) > 1)
        self._normalise = normaliser
        # A message is taken apart in several ways, and each begins with its sentences.
        self._telling = lru_cache(maxsize=RECENT)(self._sentences_that_tell)

    def refuses(self, text: str) -> bool:
        """Whether a sign of a rejection is in the text."""
        return bool(self._signs.found(clean(text)))

    def says(self, text: str) -> bool:
        """Whether something is asked or told in the text, and not only named."""
        return self.asks(text) or bool(_TELLS.search(text)) or self.refuses(text)

    def asks(self, text: str) -> bool:
        """Whether a word with which people ask is in the text, though it may be a notice's, too."""
        return bool(_ASKS.search(text))

    def items(self, text: str) -> tuple[Piece, ...]:
        """The items of a numbered or bulleted list, or nothing where there is no list of two or more."""
        marks = self._marks(text)
        if len(marks) < 2:
            return ()
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        bodies = (self._telling(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True))
        return tuple(Piece(" ".join(body)) for body in bodies if body)

    def _marks(self, text: str) -> list[re.Match[str]]:
        """The marks of a list's items: those that count up from one, or from the one with which the text begins, which
        may go on with another's list, if they are more than stand where items begin."""
        marks = list(_ITEM.finditer(text))
        counted: list[re.Match[str]] = []
        begins = _RUNNING.match(text)
        expected = _number(begins) if begins else 1
        for mark in _RUNNING.finditer(text):
            if _number(mark) == expected + len(counted):
                counted.append(mark)
        return counted if len(counted) > max(1, len(marks)) and not self._number_one_thing(text, counted) else marks

    def _number_one_thing(self, text: str, marks: Sequence[re.Match[str]]) -> bool:
        """Whether the same word stands before each of these marks, which then tell things of that name apart
        (域名1未实名，域名2未解析), unless it is the one that leads in to all of them (未通过1…)."""
        first = marks[0].start()
        before = {text[max(0, mark.start() - 1) : mark.start()] for mark in marks}
        return len(before) == 1 and before.pop().isalpha() and not self.refuses(text[max(0, first - 3) : first])

    def questions(self, text: str) -> tuple[Piece, ...]:
        """Each sentence that asks, with the statements before it; what comes after the last one belongs to it too."""
        pieces: list[Piece] = []
        told: list[str] = []
        how = ""
        for sentence in self._telling(text)[:_MOST]:
            if _ASKS.search(sentence):
                for place, asking in enumerate(_asking(sentence)):
                    before, goes_on = ("", asking[0].isspace()) if place else (" ".join(told), False)
                    too = _TOO.fullmatch(asking.strip())
                    alike = too[1] + how if too and how and not (before or _ASKS.search(too[1])) else ""
                    how = how if alike else _how(asking)
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
        marks = self._marks(text)
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
        verdict = notices.LEADS_IN.search(sentence)
        if verdict is None or _OF_NOTHING.fullmatch(sentence, verdict.end()):
            return sentence
        if notices.OF_SITES.search(head := sentence[: verdict.end()]) and self._is_heading(head):
            return f"驳回：{sentence[verdict.end() :]}"
        return sentence

    def _is_heading(self, text: str) -> bool:
        """Whether a text tells no more than that something came back, and what."""
        if not notices.VERDICT.search(text):
            return False
        rest = notices.VERDICT.sub("", self.in_chinese(text))
        said = _SIGN.findall(notices.OF_WHAT.sub("", self._frame.replace(rest)))
        return len(said) < _SHORTEST and not notices.is_wrong(rest)

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
        first, below = (next(iter(self._marks(part)), None) for part in (text, text[heading.end() :]))
        listed = first and first.start() < begin
        begins = below and not text[heading.end() :][: below.start()].strip("：: \n")
        if listed and not begins:
            return "", ""
        above = (text[start:end] for start, end in pairwise((*ends, last)))
        return "".join(filter(notices.tells_wrong, above)), text[begin:]

    def without_terms(self, text: str) -> str:
        """A notice without what it threatens with and until when it is to be mended, if anything else was refused."""
        rest = notices.without_terms(text)
        return rest if self.refuses(rest) else text

    def told(self, text: str) -> str:
        """A text without boilerplate, if anything is left without it."""
        return " ".join(self._telling(text)) or text

    def is_boilerplate(self, text: str) -> bool:
        """Whether all that is said in a text is worded as in any notice: a reason may stand beside that
        (执照不清晰，请及时处理), and what leads in to one may be worded so, too."""
        if not self._boilerplate.found(clean(text)):
            return False
        said = [clean(part) for part in _BREAK.split(text) if not self.frames(part)]
        return all(map(self._boilerplate.found, said))

    def goes_on(self, clause: str) -> bool:
        """Whether a clause says what to do about the one before it, rather than something of its own."""
        plain = self.in_chinese(clause)
        if self._starts.match(plain):
            return False
        return bool(self._continues.match(plain)) or not self._names.match(plain)

    def complains(self, clause: str) -> bool:
        """Whether a clause tells that something is wrong, and not what to do or what may become."""
        if self._continues.match(self.in_chinese(clause)) or _SAME.search(clause):
            return False
        return bool(_LACKS.search(clause)) and not notices.demands(clause)

    def is_idle(self, stretch: Stretch) -> bool:
        """Whether a stretch neither speaks of a rejection nor begins with what it is about: it hardly is a reason."""
        return self.goes_on(stretch.text) and not self.refuses(stretch.text)

    def frames(self, text: str) -> bool:
        """Whether a text only frames what a notice says: it has none but the words of a letterhead, or is the name of
        whom it is about, as a heading."""
        if _CUSTOMER.fullmatch(text):
            return True
        if _NOT_FRAMED.search(text):
            return False
        if _HIDDEN.search(text):
            text = _LABELS.sub("", text)
        said = _SIGN if _SIGN.search(text) else _WORD
        return len(said.findall(self._frame.replace(self.in_chinese(text)))) < _SHORTEST

    def in_chinese(self, text: str) -> str:
        """A cleaned text; one in another language, whatever is masked in it, with the words in use for its own."""
        return clean(text) if _SIGN.search(_HIDDEN.sub("", text)) else self._normalise(text)

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
            if self.frames(short) or (not stretch.listed and self._is_heading(short)):
                short = short if short.rstrip()[-1:] in COLONS else ""
            elif place < len(parts) and self._only_names(short):
                continue
            elif self._normalise.says(short, _SHORTEST_CLAUSE) and short.rstrip()[-1:] not in COLONS:
                if last and notices.tells_one_thing(last + short):
                    last, short = last + short, ""
                    continue
                if last:
                    yield last
                last, short = _LEAD_IN.sub("", short), ""
        if short.strip() and not self.frames(short):
            last += short
        if last or (stretch.listed and notices.tells_wrong(stretch.text)):
            yield last or stretch.text

    def _only_names(self, clause: str) -> bool:
        name = _NAME.search(clause)
        tells = name and (notices.is_wrong(name[0]) or notices.demands(name[0]) or self.refuses(name[0]))
        return name is not None and not tells

    def joints(self, clause: str) -> Iterator[tuple[str, str]]:
        """The two sides of each place where a clause may tell two reasons: at an "and", behind what has come to pass
        (过期了照片也不清楚), if something is wrong before that, and where it begins to tell what one is about, if
        something is wrong on both sides."""
        for found in self._joints.finditer(clause):
            sides = clause[: found.start()], clause[found.end() :]
            told = sides[0].replace(COLONS[1], COLONS[0]).rpartition(COLONS[0])[2]  # 审核没通过：营业|执照不清晰
            wrong = notices.is_wrong(told)
            if (wrong or found[0] not in ("", "了")) and (found[0] or notices.is_wrong(sides[1])):
                yield sides

    def _refused(self, sentence: str) -> Iterator[str]:
        clauses = [part for part in _CLAUSE.split(sentence)[:_MOST] if self._normalise.says(part, _SHORTEST)]
        if sum(map(self.refuses, clauses)) < 2:
            yield sentence
            return
        told = ""
        for clause in clauses:
            told += clause
            if self.refuses(clause):
                yield told.strip()
                told = ""

    def _sentences_that_tell(self, text: str) -> Sequence[str]:
        """Sentences, without greetings and thanks, and without boilerplate if anything is left without it."""
        found = [part.strip() for sentence in _sentences(text) for part in _AND.split(sentence)]
        telling = [s for s in found if self._normalise.says(s, _SHORTEST)]
        return [s for s in telling if not self.is_boilerplate(s)] or telling


def is_item(text: str) -> bool:
    """Whether a message is an item of a list."""
    return bool(_ITEM_ALONE.match(text))


def headed(text: str) -> list[tuple[str, str]]:
    """What stands in a text under each name of a unit or customer that its lines begin with, in order; what stands
    before all of them is under none."""
    found = [("", list[str]())]
    for line in text.splitlines():
        if name := _CUSTOMER.match(line):
            found.append((name[0].strip(), []))
        found[-1][1].append(line[name.end() :] if name else line)
    return [(name, "\n".join(lines).strip()) for name, lines in found]


def is_list(text: str) -> bool:
    """Whether a message has several items of a list."""
    return len(_ITEM.findall(text)) > 1


def _number(mark: re.Match[str]) -> int:
    """What a mark of `_RUNNING` counts."""
    sign = mark[mark.lastgroup or 0]
    if mark["circled"]:
        return int(unicodedata.numeric(sign))
    return 1 if mark["one"] else _LETTERS.get(sign.lower()) or number(sign)


def _opened(text: str) -> bool:
    """Whether a quotation or a bracket is open at the end: what it holds is no clause of its own."""
    return any(text.count(opens) > text.count(closes) for opens, closes in _PAIRS)


def _asking(sentence: str) -> list[str]:
    """A sentence cut behind every comma or blank ahead of which something was asked, if something is asked after it,
    too."""
    asking: list[str] = [""]
    for clause in _PAUSE.split(sentence):
        if _ASKS.search(asking[-1]) and _ASKS.search(clause.rstrip("?？")):
            asking.append("")
        asking[-1] += clause
    return asking


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
