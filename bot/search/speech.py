"""What the words of a text do: ask, tell of a rejection, go on with the text before, or say nothing that tells a
reason. Only the form is read here; what a text is about is up to the engine."""

import re

from bot.search import notices
from bot.search.normalise import Lexicon, Normaliser, Wordings, any_of, clean, simplified

_HOW_MANY = (
    r"(?<![十好近这那和跟了过])(?<!(?<!提)前)(?<![我们你咱司家]有)(?!(?:(?<=们)|(?<![^\s，,。；;：:]))几个(?!工作|小时|月|钟))"
    r"几(?:[天个年月周次台家](?!月?(?:[之以]?[前后]|[没不]))|小时(?![之以]?[前后]))"
)
"""A 几 that asks for a number, not one that tells how many there are or how long ago something was (前几天,
我们几个同学, 几年前)."""
_ASKS = re.compile(
    rf"[?？]|吗|怎么|怎样|咋|如何|[多都]久|多长时间|多少|{_HOW_MANY}|(?:什么|啥|哪|谁)(?!都)|能否|能不能|可否|可不可以|要不要|需不需要|用不用"
    r"|是否|有没有|为何|为啥|([一-龥])不\1|([一-龥])还是[一-龥]{1,6}\2|[不没么呢](?=[，,。！!~\s]|$)"
    r"|\b(?:how|what|why|when|where|which|who|can i|can we|do i|do we|is it|should)\b",
    re.IGNORECASE,
)
"""Words at which a message may be cut into questions. Some stand in notices, too (是否, which): whether a whole text
asks is told by `words-question` in words.yaml."""
_TELLS = re.compile(r"(?:[了啦]|\ble)[。.!！~～\s]*$", re.IGNORECASE)
"""The end of a text that tells what happened (备案密码忘了, mima wang le)."""
_LACKS = re.compile("未|没(?!法)|缺|漏|错|有误|过期|[无失]效|冲突|不(?:对|符|合|全|够|明|正确|完整|规范)")
_NOT_FRAMED = re.compile(
    r"(?:未(?!能?通过)|没有?(?!通?过)|缺少?|补[充交]|提供|出具|不是)[一-龥]{0,3}\s*[A-Za-z]{2,}"
    r"|(?:主体|主办者|主办单位|负责人)信息(?:存在)?有误|在途|[没未不][有能]?[收接]到|收不到"
)
_SAME = re.compile("^[跟和与]|我(?![司方])|还没|所以|[没不][一-龥]{1,2}就")
"""Words for faults:

- `_LACKS`: something is wrong; not what comes of it (看不清).
- `_NOT_FRAMED`: something with a name is missing (未填写SDK), whose information is wrong, or what did not arrive: more
  than a frame.
- `_SAME`: no new fault; somebody goes on to tell about the same.
"""
_OR = re.compile("^或者?")
"""Before a fault: it is one of several (未悬挂备案号，或备案号未链接)."""
_BREAK = re.compile(r"[，,、：:（）()]+")
_NAME = re.compile(r"(?:^|[：:])\s*(?:(?![了无被]|有(?!效))[一-龥]){2,6}\s*[、/|]?\s*$")
"""The end of a clause that only names a thing (营业执照、身份证过期), if it tells no fault."""
_WANTS = re.compile("[说讲]要")
"""Words that somebody demands something."""
_NEAR, _NOT_FIRST = 5, "[跟和与]"
"""A reason names its subject within so many characters, unless the clause begins with a word that joins it to
another."""
_HIDDEN = re.compile(r"〔[^〕]{1,8}〕")
"""Masked data, and the labels that may stand before it."""
_LABELS = re.compile(
    r"〔[^〕]{1,8}〕|负责人|负責人|联系人|聯繫人|联系|姓名|电话|電話|手机|手機|号码|邮箱|地址|法人|证件|身份证|主体|网站"
)
_FILED_AS = re.compile(r"[一-龥]icp备[^号\s]{4,12}号(?:-\d{1,3})?", re.IGNORECASE)
"""The number of a filing; it tells no more."""
_SIGN = re.compile(r"[一-龥]")
_WORD = re.compile(r"[a-z]+|[一-龥]")
_ENGLISH = re.compile(r"(?<![a-z])[a-z]++(?:[ -]++[a-z]++){2}", re.IGNORECASE)
"""Three English words in a row tell something, whatever Chinese stands beside them (被退回了: domain not verified)."""
SHORTEST = 2
"""Characters that a normalised sentence needs to be about something."""


def asks(text: str) -> bool:
    """Tell whether a text has a word with which people ask. A notice may have one, too."""
    return bool(_ASKS.search(text))


class Speech:
    """Tells what a text does, by the words of the lexicon."""

    def __init__(self, lexicon: Lexicon, normaliser: Normaliser) -> None:
        self._boilerplate = Wordings.themselves(lexicon.boilerplate)
        self._frame = Wordings.of(dict.fromkeys(lexicon.frame, ""))
        self._signs = Wordings.themselves(lexicon.rejection_signs)
        self.starts = re.compile(any_of(map(clean, (*lexicon.begins, *lexicon.subjects))))
        """The beginnings of a clause that is a reason of its own."""
        self._continues = re.compile(any_of(map(clean, lexicon.continues)))
        self._names = re.compile(rf"(?!{_NOT_FIRST})\S{{0,{_NEAR}}}?(?:{any_of(map(clean, lexicon.subjects))})+")
        self._normalise = normaliser

    def speaks_of_rejection(self, text: str) -> bool:
        """Tell whether a text has a sign of a rejection."""
        return bool(self._signs.found(clean(text)))

    def says(self, text: str) -> bool:
        """Tell whether a text asks or tells something, and does not only name it."""
        return asks(text) or bool(_TELLS.search(text)) or self.speaks_of_rejection(text)

    def is_boilerplate(self, text: str) -> bool:
        """Tell whether all of a text is worded as in any notice. A reason may stand beside such words
        (执照不清晰，请及时处理), and they may introduce one."""
        if notices.fits_any(clean(text)) or notices.GRANTED.fullmatch(text):
            return True
        if not self._boilerplate.found(clean(text)):
            return False
        said = [clean(part) for part in _BREAK.split(text) if not self.frames(part)]
        return all(map(self._boilerplate.found, said))

    def goes_on(self, clause: str) -> bool:
        """Tell whether a clause says what to do about the one before it, rather than something of its own."""
        plain = self.plainly(clause)
        if notices.has_fault_word(clause):
            plain = _OR.sub("", plain)
        if self.starts.match(plain):
            return False
        return bool(self._continues.match(plain)) or not self._names.match(plain)

    def named(self, clause: str) -> str:
        """Return what the beginning of a clause, or of its part behind a colon, names; "" if it names nothing."""
        name = self._names.match(self.plainly(re.split("[：:]", clause)[-1]))
        return name[0] if name else ""

    def complains(self, clause: str) -> bool:
        """Tell whether a clause tells a fault, and not what to do or what may happen."""
        if self._continues.match(self.plainly(clause)) or _SAME.search(clause):
            return False
        return bool(_LACKS.search(clause)) and not notices.demands(clause)

    def is_idle(self, text: str) -> bool:
        """Tell whether a text hardly is a reason: it speaks of no rejection and does not begin with a subject."""
        return self.goes_on(text) and not self.speaks_of_rejection(text)

    def frames(self, text: str) -> bool:
        """Tell whether a text only frames what a notice says: it has only words of a letterhead, or is the name of a
        customer, as a heading."""
        if notices.CUSTOMER.fullmatch(text):
            return True
        if _NOT_FRAMED.search(text):
            return False
        if _HIDDEN.search(text):
            text = _LABELS.sub("", text)
        said = _SIGN if _SIGN.search(text) else _WORD
        return len(said.findall(self._frame.replace(self.translated(text)))) < SHORTEST

    def plainly(self, text: str) -> str:
        """Return a text cleaned; if it is in another language, whatever is masked in it, with the words in use."""
        return clean(text) if _SIGN.search(_HIDDEN.sub("", text)) else self._normalise(text)

    def translated(self, text: str) -> str:
        """Return a text cleaned; if it tells anything in another language, all of it with the words in use."""
        return self._normalise(text) if _ENGLISH.search(text) else self.plainly(text)

    def is_heading(self, text: str) -> bool:
        """Tell whether a text says no more than that something came back, and what."""
        if not notices.VERDICT.search(text):
            return False
        rest = notices.VERDICT.sub("", self.translated(_FILED_AS.sub("", text)))
        said = _SIGN.findall(notices.OF_WHAT.sub("", self._frame.replace(rest)))
        return len(said) < SHORTEST and not notices.has_fault_word(rest)

    def only_names(self, clause: str) -> bool:
        """Tell whether a clause ends with a name about which it tells nothing (营业执照、身份证过期)."""
        name = _NAME.search(simplified(clause))
        tells = name and any(
            told(name[0]) for told in (notices.tells_fault, notices.demands, _WANTS.search, self.speaks_of_rejection)
        )
        return name is not None and not tells
