"""Rejections by app shops: those that are their own business, and those for want of a filing number."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.wordlists import LONGEST_SHORT, has

_OF_FILING = re.compile("备案|icp|主体|软著|承诺|资质|许可|批文")
"""What app shops, too, want of a filing or beside it."""
_SHOP = "商店"
"""The word for any shop."""
_LACKS_NUMBER = re.compile(
    r"(?:没有?|缺少?|无|未)(?:有|填|写|提供|上传)?了?(?:app|icp)?备案号|备案号(?:没有?|未)(?:填|写|提供)"
)
"""The lack of a number, or of one given to the shop. That a site does not show its number is worded differently."""


@remembered
def of_shop(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that an app shop or another platform refused what it alone judges (应用宝审核没过
    说截图不对), and nothing of a filing or of papers for one."""
    plain = text.lower().replace(" ", "")
    if len(text) > LONGEST_SHORT or _OF_FILING.search(plain) or not has(knowledge, plain, "words-returned"):
        return False
    if has(knowledge, plain, "words-of-platforms"):
        return True
    return has(knowledge, plain, "sender-words-store", "words-other-shops") and has(knowledge, plain, "words-of-shops")


@remembered
def shop_wants_number(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that an app shop refused what has no number yet (应用商店打回了 说没有备案号). That is
    not a number missing at the foot of a site."""
    plain = text.lower().replace(" ", "")
    if len(text) > LONGEST_SHORT or "您" in plain:  # a pasted notice is read as such
        return False
    if not (_LACKS_NUMBER.search(plain) and has(knowledge, plain, "words-returned")):
        return False
    if has(knowledge, plain, "matter-mini-program", "words-of-site-name"):
        return False
    return _SHOP in plain or has(knowledge, plain, "sender-words-store", "words-other-shops")
