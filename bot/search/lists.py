"""The marks of list items: a number, a letter or a bullet, at the beginning of a line or in its midst."""

import re
import unicodedata
from collections.abc import Callable, Sequence

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
"""The beginning of a message that is one item of a list sent in several messages."""
_MEASURED = (
    r"(?!个[人体]|日[期志]|年[龄检审报]|条[件款]|项目|位置|家[人庭]|号码|座机|类[型别]|版权|页面|核[验实对查准心名]|套餐"
    r"|人[脸像员证]|本[人单公次地省]|万网|百度|点[击开]|字[体号]|门[牌头店]|组织|区[域县]|路径|街道)"
    r"(?:[个天日周月年次条项位家份号楼层栋幢座室弄期级类版页张核台套人本件元块万千百亿岁折倍点寸米字门组区路街代比到至和与跟及或]"
    r"|小时|分钟|秒|单元)"
)
"""What the number before it counts or measures."""
_NUMBERED = re.compile(rf"\s*\d{{1,2}}(?!\s?{_MEASURED})\s(?=[一-龥“「《【])")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_LETTERS = {sign: place for signs in ("abcdefgh", _ROMAN) for place, sign in enumerate(signs, 1)}
_CLOSED = (
    r"[(（【[](?P<boxed>\d{1,2}|[一二三四五六七八九十a-hA-H])[)）】\]]|(?P<key>\d)\ufe0f?\u20e3|(?P<circled>[①-⑳➊-➓])"
)
"""A mark that is closed in itself: （2）, （b）, 2️⃣, ②."""
_LETTERED = rf"(?<![a-zA-Z])(?P<letter>(?i:{'|'.join(_LETTERS)}))[ ]?[.．、:：)）](?=[ ]?[一-龥“「《【]|[ ][a-zA-Z])"
"""A letter or a Roman number before text: b. , ii)."""
_SIGNED = (
    r"(?:(?P<signed>\d{1,2}|(?<![周期十])[一二三四五六七八九十](?=、))|(?<![a-zA-Z])(?P<one>[lI丨])(?=[.．、]))"
    r"[ ]?[.．、:：)）,，]"
)
"""A number with a sign behind it: 2. , 二、; or a letter that looks like a 1."""
_BARE = rf"(?<![a-zA-Z])(?P<bare>\d{{1,2}})(?![ ]?{_MEASURED})(?=[ ]?[一-龥“「《【])"
"""A number alone, which counts nothing: 2域名未实名."""
_OF_ITEMS = r"(?<![\d.．第vV/¥￥$~～(（-])(?:原因|问题|意见)?"
"""What may stand before a number; it is no part of a longer one, of a price or of a version."""
_SAID = r"(?=[ ]?[一-龥a-zA-Z“「《【](?:[ ]?[^\d\s，,、]){2})"
"""Text behind a number."""
_FIRST = r"(?=[(（【[\d①-⑳➊-➓a-zA-Zİı丨原问意一二三四五六七八九十])"
"""What each mark begins with: most characters are passed over by this alone."""
_RUNNING = re.compile(rf"{_FIRST}(?:{_CLOSED}|{_LETTERED}|{_OF_ITEMS}(?:{_SIGNED}|{_BARE}){_SAID})")
"""Marks that may stand in the midst of a line if they count up from one: 域名未实名（2）授权书未盖章. Without brackets
text must follow each, too: 1.照片模糊2.域名未实名, 1照片模糊2域名未实名."""


def is_item(text: str) -> bool:
    """Tell whether a message is an item of a list."""
    return bool(_ITEM_ALONE.match(text))


def is_numbered(text: str) -> bool:
    """Tell whether a message begins with a bare number, as one more item of a list may (2 负责人手机号核验不通过)."""
    return bool(_NUMBERED.match(text))


def is_list(text: str) -> bool:
    """Tell whether a message has several items of a list."""
    return len(_ITEM.findall(text)) > 1


def list_marks(text: str, of_rejection: Callable[[str], bool]) -> list[re.Match[str]]:
    """Return the marks of the items of a list: those where items begin; or, if there are more, those that count up from
    one, or from the number that begins the text (it may continue a list). `of_rejection`: whether a text speaks of a
    rejection."""
    beginning = list(_ITEM.finditer(text))
    if beginning and beginning[0][0][0] != "-":
        beginning = [
            mark for mark in beginning if mark[0][0] != "-" or text[: mark.start()].rstrip(" ")[-1:] in ("", "\n")
        ]
    counted: list[re.Match[str]] = []
    first = _RUNNING.match(text)
    expected = _number(first) if first else 1
    for mark in _RUNNING.finditer(text):
        if _number(mark) == expected + len(counted):
            counted.append(mark)
    more = len(counted) > max(1, len(beginning))
    return counted if more and not _number_one_thing(text, counted, of_rejection) else beginning


def _number_one_thing(text: str, marks: Sequence[re.Match[str]], of_rejection: Callable[[str], bool]) -> bool:
    """Tell whether the same word stands before each mark. They then tell things of that name apart
    (域名1未实名，域名2未解析), unless it introduces all items (未通过1…)."""
    first = marks[0].start()
    before = {text[max(0, mark.start() - 1) : mark.start()] for mark in marks}
    return len(before) == 1 and before.pop().isalpha() and not of_rejection(text[max(0, first - 3) : first])


def _number(mark: re.Match[str]) -> int:
    """Return the number of a mark of `_RUNNING`."""
    sign = mark[mark.lastgroup or 0]
    if mark["circled"]:
        return int(unicodedata.numeric(sign))
    return 1 if mark["one"] else _LETTERS.get(sign.lower()) or number(sign)
