"""Which of several things in a list a text means, by their numbers."""

import re
import unicodedata

from bot.search.numbers import NUMBER, number

REASONS, TODOS = "条项点", "件样"
"""The measure words for the reasons of a plan, and for the things to do."""
ANYTHING = "个"
"""The measure word for anything. Of a plan, a question about 第二个 means a reason, and a deed a thing to do."""
PIECES = ANYTHING + REASONS + TODOS
"""The measure words for the items of a checklist."""
COUNTED = rf"(?:{NUMBER}|几) ?[条项点个件样处](?!工作日|月|星期|小时|人)"
"""How many things there are in a list (三条, 几件)."""
_NUMBERED = re.compile(f"第({NUMBER})([步{PIECES}])")
_HEADED = re.compile(
    r"^\s*[(（]?(\d{1,2}|[①-⑳])[)）]?\s*(?:[这那]?一?[条个点])?"
    r"(?=\s*(?:到底|具体)?(?:是?[指说]?[什啥]|怎么|咋|为[什啥]|不太?[懂明]|[没看]不?太?[看懂明]))"
)
"""The mark of an item, before a question about it."""
_FIGURE = re.compile(r"\d{1,2}")
_SEVERAL = re.compile(f"第?{NUMBER}[{PIECES}]?(?:(?:[ 和跟与到至]+第?|第){NUMBER}[{PIECES}]?)+")
_RANGE = re.compile(r"(\d{1,2}) ?[-~～—到至] ?(\d{1,2})")
_FIRST = re.compile(f"(?:前|头|前面|前边)({NUMBER})([步{PIECES}])")
_REST = r"(?:(?:剩|余)下?|其[余他它]|另外|别)的?(?:那?些|事|东西)?"
"""All but what was told before (剩下的, 其他的)."""
_EACH = "全|所有|每一?[条项点个件样处]|(?:上面|以上|清单|单子)(?:列出?来?)?(?:那些|这些)?|列出?来?|[那这]些"
"""All there is, also by where it stands (所有的, 每一条, 上面列的, 这些)."""
_ALL = re.compile(
    f"(?:这|剩|剩下|其余|最?后)?{COUNTED}(?:里面?|当?中)?|{_REST}|(?:(?:{_EACH})的?)?(?:问题|毛病)|(?:{_EACH})的?"
)
_EVERY = re.compile("[都全]|所有|每一?[条项点个件样处]|这些|以上|^(?:[剩余]下|其[余他它]|另外的|别的)")
"""Signs that a text tells of all there is, or of all that is left."""


def numbered(rest: str, units: str) -> int:
    """Return the number that the rest of a text names, counted in `units` (第三步, 第 3 个; for pieces, 3 alone). 0 if
    it names none."""
    if ANYTHING in units and _FIGURE.fullmatch(rest):
        return int(rest)
    found = _NUMBERED.fullmatch(rest)
    if found is None or found[2] not in units:
        return 0
    return number(found[1])


def several(text: str, rest: str) -> tuple[int, ...]:
    """Return the numbers, two or more, that the rest of a text names, with all between two of them if the text says so
    (1-3). () for any other."""
    if not _SEVERAL.fullmatch(rest):
        return ()
    places = set(map(number, re.findall(NUMBER, rest)))
    for first, last in _RANGE.findall(text):
        places.update(range(int(first), int(last) + 1))
    return () if 0 in places else tuple(sorted(places))


def places(rest: str, units: str) -> slice | None:
    """Return the slice of a list that the rest of a text names: one by number, or the first ones (前两个). None for any
    other."""
    if place := numbered(rest, units):
        return slice(place - 1, place)
    found = _FIRST.fullmatch(rest)
    return slice(number(found[1])) if found and found[2] in units else None


def is_all(rest: str) -> bool:
    """Tell whether the rest of a text names nothing, or only how many there are (三个)."""
    return not rest or bool(_ALL.fullmatch(rest))


def counted(rest: str) -> int:
    """Return how many there are by the rest of a text (三个). 0 if it does not count them (几个)."""
    found = re.search(f"(?<!每){NUMBER}", rest) if is_all(rest) else None
    return number(found[0]) if found else 0


def only_number(text: str, units: str) -> int:
    """Return the number of the one thing that a text tells of, counted in `units` (只剩第三个了). 0 for none or
    several. 第二个域名 is not the second thing, but one more of its kind."""
    found = _NUMBERED.findall(text)
    alone = re.search(rf"第{NUMBER}(?:[条项点件样]|个(?![域网站公小服手账备号A-Za-z]))", text)
    return number(found[0][0]) if len(found) == 1 and alone and found[0][1] in units else 0


def with_number(text: str) -> str:
    """Put the mark at the beginning of a question into words (②是啥意思 → 第2条是啥意思). Return any other text as it
    is."""
    return _HEADED.sub(lambda mark: f"第{unicodedata.normalize('NFKC', mark[1])}条", text, count=1)


def first_number(text: str) -> int:
    """Return the number with which a text begins (第 2 条我们没有). 0 if there is none."""
    found = _NUMBERED.match(text)
    return number(found[1]) if found else 0


def only_counts(rest: str) -> bool:
    """Tell whether the rest of a text only says that there is one more, or how many more (还有一个)."""
    return bool(re.fullmatch(f"还?有{COUNTED}", rest))


def tells_of_all(text: str) -> bool:
    """Tell whether a text tells of all there is (都办好了)."""
    return bool(_EVERY.search(text))


def tells_of_rest(rest: str) -> bool:
    """Tell whether the rest of a text names all but what was told before (其他的)."""
    return bool(re.fullmatch(_REST, rest))
