"""What a person should not have sent is taken out here, before anything else sees the text.

Patterns are bounded and without nested quantifiers: any text costs time in proportion to its length.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Literal

Hidden = Literal["id-number", "phone", "credit-code", "email", "bank-card", "name", "address"]

LONGEST = 20_000
"""Characters of one message that are read; the rest is dropped (Telegram's own limit is 4,096)."""

_DASHES = r"\-‐-―−ー─_·"
_BLANKS = rf"[ \t]{{0,9}}+[{_DASHES}]{{0,3}}+[ \t]{{0,9}}+"
_APART = rf"[ \t\n]{{0,9}}+[{_DASHES}]{{0,3}}+[ \t\n]{{0,9}}+"
"""What may stand between the groups of a number, if anything; the second over line breaks, too. Possessive, so that no
pattern tries two ways of reading it."""
_GAP = (
    r"(?>(?=\d)|(?<=\d{4})\.(?=\d{3})|(?<=\d{3})\.(?=(?:\d{3}\.)?\d{4})"
    rf"|(?<=\d{{3}})(?=[^\d.]){_APART}|(?=[^\d.]){_APART}(?=\d{{3}}))"
)
"""Between two digits of a number: one of the groups that it parts has three digits at least. Lists (1 2 3, 15 16 17)
and dates have shorter ones side by side; that dots stand beside four digits tells numbers from IP addresses."""
_SINGLY = rf"(?:(?=\D)(?:\.|{_APART})\d(?!\d))"
"""One more digit of a number in which each stands for itself."""
_CODE = r"[0-9A-HJ-NP-RT-UW-Ya-hj-np-rt-uw-y]"
"""A character of a credit code."""
_CODE_GAP = rf"(?>(?=\w)|(?<=[0-9A-Za-z]{{3}}){_APART}|{_APART}(?=[0-9A-Za-z]{{3}}))"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封芮储靳段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘"
    "景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀"
    "郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利蔚越隆师巩聂晁勾敖融冷辛简饶空"
    "曾沙养鞠须丰巢关相查后荆红游竺权逯盖益桓公岳哈肖涂覃闫付代佟苟仝"
)
"""Of the Hundred Family Surnames (百家姓), those of one character, and some of today that it lacks."""
_NAME = rf"(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|[{_SURNAMES}])[一-龥]{{1,2}}"
_PLACE = r"[一-龥0-9A-Za-z#\-]"
_PATTERNS: tuple[tuple[Hidden, str, re.Pattern[str]], ...] = (
    ("email", "〔邮箱〕", re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")),
    # GB 11643-1999: six digits of region, eight of birth date, three and a check character; the old form has 15 digits.
    (
        "id-number",
        "〔证件号〕",
        re.compile(
            rf"(?<![0-9A-Za-z])[1-9]\d{{5}}{_APART}(?:18|19|20)\d{{2}}{_APART}(?:0[1-9]|1[0-2]){_APART}"
            rf"(?:0[1-9]|[12]\d|3[01]){_APART}\d{{3}}[0-9Xx*](?![0-9A-Za-z])"
            # Passports, and permits of who comes from Hong Kong, Macao or Taiwan, by their name before them.
            r"|(?<=护照|行证|乡证|胞证)[号码是为:： ]{0,4}[A-Za-z]{0,2}\d{7,11}(?![0-9A-Za-z])"
        ),
    ),
    # GB 32100-2015: 18 characters without I, O, S, V, Z; it begins with the registering body.
    (
        "credit-code",
        "〔信用代码〕",
        re.compile(
            rf"(?<![0-9A-Za-z])(?:{_CODE}{{2}}\d{{6}}{_CODE}{{10}}"
            # In groups only with a letter in it: digits alone are some other long number.
            rf"|(?=[\d \t\n{_DASHES}]{{2,40}}[A-Za-z])[1-9](?:{_GAP}\d){{7}}(?:{_CODE_GAP}{_CODE}){{10}}"
            r")(?![0-9A-Za-z])"
        ),
    ),
    # The 14 digits behind 公网安备 are no bank card: that number stands at the foot of a site.
    (
        "bank-card",
        "〔长号码〕",
        re.compile(
            rf"(?<!\d)(?!(?:(?<=公网安备)|(?<=公网安备 ))\d{{14}}(?![ \-]?\d))"
            rf"(?:\d(?:(?>(?=\d)|(?<=\d{{3}}){_BLANKS})\d){{13,}}+|\d{_SINGLY}{{13,}}+)",
        ),
    ),
    (
        "phone",
        "〔电话〕",
        re.compile(
            rf"(?<!\d)(?:\+?86{_APART})?1(?:[3-9]\d{{9}}"
            rf"|(?<!端口1)(?<!端口[ :]1){_GAP}[3-9](?:{_GAP}\d){{9}}"
            rf"|[3-9]\d(?:(?!\d){_APART}\d\d){{4}}|(?=\D{{1,21}}[3-9]){_SINGLY}{{10}})(?!\d)"
            rf"|(?<!\d)(?:0|\(0|\+86{_APART})(?:10|2\d|[3-9]\d\d)(?:\){_APART}|{_GAP})\d{{3,4}}{_APART}\d{{4}}(?!\d)"
            rf"|(?<!\d)0\d{{2,3}}[ {_DASHES}]{{1,3}}\d{{7,8}}(?!\d)"
        ),
    ),
    # A name is only told from other words by what stands around it: a label and the end of the word, or a title.
    (
        "name",
        "〔姓名〕",
        re.compile(
            rf"(?<=[名人者表的][:：])[ ]?{_NAME}(?![一-龥])|(?<=尊敬的){_NAME}(?=[,，:：!！\s]|先生|女士|您好)"
            rf"|(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])[一-龥]{{0,2}}(?=先生|女士|小姐)"
        ),
    ),
    (
        "address",
        "〔住址〕",
        re.compile(
            rf"(?<=[址所][:：为是])[ ]?{_PLACE}{{0,40}}?\d{{1,5}}[ ]?[号室栋幢弄]{_PLACE}{{0,20}}"
            rf"|[一-龥]{{2,7}}[省市区县]{_PLACE}{{0,24}}?[路街巷道村][ ]?\d{{1,5}}[ ]?号"
            rf"(?:{_PLACE}{{0,8}}[栋幢室楼层座房元])?"
        ),
    ),
)


_WORDS = re.compile(r"[一-龥A-Za-z ,.?!;，。？！；、]*")
_TITLE = re.compile("尊敬的|先生|女士|小姐")
"""Each of the patterns needs some other sign than those of words, a digit most of them, or one of these."""
_CIRCLED = {ord("①") + place: f"({place + 1})" for place in range(20)}
"""NFKC leaves of these the bare number, which marks no item of a list any more."""


def folded(text: str) -> str:
    """A text with one form for what may be written in several (NFKC), so that it can be compared."""
    return unicodedata.normalize("NFKC", text.translate(_CIRCLED))


def mask(raw: str) -> tuple[str, tuple[Hidden, ...]]:
    """Return the text that may be kept, and what kinds of personal data were taken out of it.

    Control and format characters and lone surrogates are dropped, and only the first `LONGEST` characters are read.
    Identity numbers, credit codes, phone numbers, e-mail addresses and other long numbers, however their digits are
    drawn, and names and addresses where what stands around them gives them away, are replaced by their kind in 〔〕.
    All else stays letter for letter.
    """
    if _WORDS.fullmatch(raw[:LONGEST]) and not _TITLE.search(raw):  # as most of what is typed
        return raw[:LONGEST], ()
    kept = [c for c in raw[:LONGEST] if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")]
    found: set[Hidden] = set()
    drawn = any(letter.isdigit() and not letter.isascii() for letter in set(kept))
    for form in (_form, _digit) if drawn else (_form,):
        forms = list(map(form, kept))
        for kind, sign, pattern in _PATTERNS:
            if spans := [match.span() for match in pattern.finditer("".join(forms))]:
                kept, forms = _without(kept, forms, spans, sign)
                found.add(kind)
    return "".join(kept), tuple(kind for kind, _, _ in _PATTERNS if kind in found)


def _without(kept: list[str], forms: list[str], spans: list[tuple[int, int]], sign: str) -> tuple[list[str], list[str]]:
    """Letters and their forms with a sign for each stretch of the forms; a letter goes with any part of its form."""
    ends = list(accumulate(map(len, forms)))
    shown: tuple[list[str], list[str]] = [], []
    at = 0
    for begin, end in spans:
        first, last = max(bisect_right(ends, begin), at), bisect_left(ends, end) + 1
        while last < len(kept) and _adorns(kept[last]):
            last += 1
        for new, old in zip(shown, (kept, forms), strict=True):
            new += [*old[at:first], sign]
        at = last
    return shown[0] + kept[at:], shown[1] + forms[at:]


@lru_cache(maxsize=8192)
def _form(letter: str) -> str:
    """The one form of a letter; of what adorns another one nothing, and a keycap stands apart from what follows."""
    if _adorns(letter):
        return " " if letter == "\N{COMBINING ENCLOSING KEYCAP}" else ""
    return folded(letter)


def _adorns(letter: str) -> bool:
    """Whether it is drawn upon the letter before it."""
    return unicodedata.category(letter[0]) in ("Mn", "Me")


@lru_cache(maxsize=8192)
def _digit(letter: str) -> str:
    """The digit that a letter is, however it is drawn, as in ①; the form of any other."""
    digit = unicodedata.digit(letter, None) if len(letter) == 1 else None
    return _form(letter) if digit is None else str(digit)
