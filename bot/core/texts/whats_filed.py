"""What a text says of what came back besides why: whose it is, and for what it was filed. Neither is a reason, though
either may sound like one."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.asking import asks_last, wonders
from bot.core.texts.matters import matters_named
from bot.core.texts.verdicts import gives_reason, only_returned, says_it_came_back
from bot.core.texts.wordlists import LONGEST_ASKED, LONGEST_SHORT, either, of_lists
from bot.search.notices import tells_fault

_FORUM = r"\w{0,5}?(?:[带有含]|论坛|评论|社区|聊天|留言|发帖)"
"""The beginning of words that tell what a site has, not of which trade it is: that may be why it came back."""
_MAKES = re.compile(
    r"\A(?:(?:我们?|咱们?)?做[^，,。；;\s没未不无]{0,4}(?i:小程序|网站|app|官网|公众号)"
    r"|(?:我们?|咱们?)(?:在[^，,。；;\s没未不无]{1,6})?(?:[开做卖搞]|接[手管])[^，,。；;\s没未不无]{1,8})的[，,。\s]+"
)
"""What the writer makes (做微信小程序的, 我开民宿的), at the beginning of a text."""


@remembered
def by_reasons_alone(knowledge: Knowledge, text: str) -> str:
    """Return a text without who the writer is (我是公司HR 老板让我弄备案), whose filing came back, of which trade, and
    for what it was filed, if a clause near its beginning says only that (物业公司APP备案被退了，做游戏的 备案被退了，
    变更被驳回 说照片糊). Any other stays as it is.

    The kind of thing that is filed is kept: it may tell which reasons are possible. What it was filed for is kept, too,
    if why it came back is a reason only with that, or names it (注销被退 说材料不合格).
    """
    presented = _presented(knowledge).match(text)
    rest = text[presented.end() :] if presented else text
    text = rest if says_it_came_back(knowledge, rest) else text
    rest = _MAKES.sub("", text)
    text = rest if any(only_returned(knowledge, rest, counted) for counted in (False, True)) else text
    found = _coming_back(knowledge).search(text[:LONGEST_SHORT]) if len(text) <= LONGEST_ASKED else None
    if found is None or not (found["trade"] or found["whose"] or found["made"] or found["kind"]):
        return text
    whose = f"{found['trade'] or ''}{found['whose'] or ''}"
    if tells_fault(whose) or wonders(knowledge, whose) or asks_last(text):
        return text
    before = f"{text[: found.start()]}{found['around']}{found['what'] or ''}备案{found['back']}"
    why = text[found.end() :]
    alone, beside = before + why, before + found["kind"] + why
    of_both = found["kind"] and why.strip() and gives_reason(knowledge, beside)
    if of_both and gives_reason(knowledge, alone):
        told = (knowledge.topics[part.choices[0].topic].title for part in knowledge.engine.reasons(beside))
        of_both = matters_named(knowledge, found["kind"]) & matters_named(knowledge, "".join(told))
    return beside if of_both else alone


@of_lists("words-returned-around", "words-owner-ends", "words-filed-for", "words-returned", longest=LONGEST_SHORT)
def _coming_back(around: str, owners: str, kinds: str, returned: str) -> re.Pattern[str]:
    """Match a clause of these words, up to the words that it came back and that somebody said so."""
    around, owners, kinds, returned = map(either, (around, owners, kinds, returned))
    return re.compile(
        rf"(?:\A|(?<=[，,。；;\s]))(?P<around>(?:{around})*+)(?P<trade>专?门?[做卖搞开干]\w{{1,8}}[，,\s]+)?"
        rf"(?P<whose>\w{{0,12}}?(?:{owners})的?|(?!{_FORUM})\w{{1,6}}?(?=(?:网站|官网|app|小程序)(?:的?备案)?))?"
        rf"(?P<made>(?:提交|交|报|办|做)[了的过]?一?个?)?(?P<kind>(?:(?:{kinds})的?)*+)(?P<what>网站|官网|app|(?:微信)?小程序)?(?:的?备案)?(?:的?(?:申请|订单|单子?))?"
        rf"[，,\s]?(?P<back>[也都又再还刚已经被给没]{{0,3}}(?:{returned})(?:审核)?[回来了的]*\W*(?:说|讲)?)",
        re.IGNORECASE,
    )


@of_lists("words-helpers")
def _presented(helpers: str) -> re.Pattern[str]:
    """Match the clauses at the beginning of a text that say what work the writer has there, and who asked for it."""
    is_one = rf"(?:我们?|咱们?)(?:是|在)[^，,。；;\s没未不无]{{0,8}}(?:{either(helpers)})的?"
    asked_to = (
        r"(?:我们?的?)?(?:老板|领导|公司|单位|经理|主任|村里|镇上|学校)(?:就?[让叫要]|安排|交代|派)我"
        r"[^，,。；;\s没未不无]{0,12}"
    )
    return re.compile(rf"\A(?:(?:{is_one}|{asked_to})[，,。\s]+)*", re.IGNORECASE)
