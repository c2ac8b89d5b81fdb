"""Numbers as people write them, in figures or in words. Pure."""

NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
"""A pattern for what `number` reads."""
_DIGITS = {sign: place for place, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


def number(text: str) -> int:
    """Return a number as an integer (十五 → 15); 0 if it is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    digits = [_DIGITS.get(sign, 0) for sign in (tens or "一", ones or "零")]
    return (10 * digits[0] if ten else 0) + digits[1] if len(tens) < 2 and len(ones) < 2 else 0
