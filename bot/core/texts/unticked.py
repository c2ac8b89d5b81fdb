"""What typed words say of items of a plan that only seem to be done: they are under way, others have them, something is
left to do, or it was long ago. What is done is read by `planwords`."""

import re
from typing import Literal, NamedTuple

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import spoken
from bot.core.texts.clauses import SIGNS
from bot.core.texts.outcomes import none_yet
from bot.core.texts.planwords import deed, left_undone
from bot.search.normalise import clean

Why = Literal["handed-in", "deed-begun", "deed-open", "deed-past", "deed-cause"]
"""Why a deed in a text is not ticked.

- `handed-in`: others review it.
- `deed-begun`: it is under way.
- `deed-open`: something of it is left to do.
- `deed-past`: it was long ago.
- `deed-cause`: it is why the filing came back.
"""
_AMOUNT = r"[\d一二两三四五六七八九十半几多]+"
_TAKES = re.compile(
    rf"(?:[他她]们|客服|那边|人家|说|大概|大约|可能|起码|至少|最快|估计|还|又)*(?:要|得|需要?)个?"
    rf"{_AMOUNT}(?:[到至~～-]{_AMOUNT})?个?(?:工作日|[天日周月年]|星期|礼拜)(?:左右|多|(?:才能?)?(?:好|办好|下来|拿到|生效|到账?))?[呢吧啊]?"
)
"""A clause that says how long something takes, so that it is not done. A mere wait is told otherwise (要等三天)."""
_NOT_OVER = re.compile(
    "(?:[他她们]|客服|那边|人家|说|但是?|不过|可是?|就是)*(?:还|尚|都|也)?[没未]有?"
    "(?:拿到|到手|寄[到回]来?|[送签弄拿]?回来?|生效|[弄办做]?[完好])[呢啊]?"
)
"""A clause that says that something is not done, or not back with the person."""
_OPENS = re.compile("(?:但是?|不过|可是?|只是|就是)+")
"""Words that begin what is left to do."""
_STILL_OPEN = re.compile(
    r"(?:就|只|还)*(?:[差缺]|剩下?)(?!不)[^了交]{1,7}"
    r"|.{0,6}[没未]有?(?:付款?|付钱|确认|同意|保存)[好完上过成]*[呢啊]?"
)
"""A clause that says what is left to do, besides deeds."""
_IN_VAIN = re.compile(
    "(?:但是?|不过|可是?|就是|结果|怎么|为什么|为啥|咋)*(?:还|仍然?|依然|依旧|照样)(?:是|在|也|都)?"
    "(?:(?:能|可以)?(?:打得?开|访问|上得?去)|模?糊|反光|不清|打不通|不行|不对|那样|老样|一样|旧的|原来的)"
    "[^没未]{0,6}"
)
"""A clause that says that all is as it was, whatever was done. What is only not there yet (查不到) does not count."""
_WAS_DONE = re.compile(r"(?<!问)了[^没未不\W]{0,3}$")
"""The end of a clause that says that something was done. 问了 does not count: the answer follows."""
_NOT_LEFT = re.compile("[审交]|差一?点")
"""Words of what is left for others, or only when all is done (审, 交), and of what nearly was (差点)."""
_HALF_DONE = re.compile(r"(?P<told>.+了)(?:一小?半|大半|一点|一部分)[呢啊]?")
"""A clause that says that something was done in part (备注写了一半)."""
_TAKEN_THERE = re.compile(
    "[拿送寄带](?:去|给|过去)|(?:发|交|转发|快递)给(?!你)"
    "|(?:(?<=[他她])|(?<=法人|老板))去(?!年)|(?<!现)(?:正|还)?在(?=办|换|补|改|签|弄|过户)"
)
"""Words before what is done with a thing where it was sent. The person does not have it back."""
_LONG_BEFORE = re.compile(r"去年|前年|以前|之前|曾经|当年|[\d一二两三四五六七八九十半几多]年前")
_WHY = re.compile("时候|^(?:可能|应该|估计|原来)?(?:就是|是|因为|由于)(?![的已刚重我把都全按照])[^，,]{1,6}[换改]了")
_COMPLETE = re.compile("[好完成]了|成功|通过")
"""Words for what is over, so that only a wait is left."""


class NotDone(NamedTuple):
    """A deed that only seems to be done: what the text says `before` it, the `deed`, `why` it is not done, and what is
    `left` of it to do."""

    before: str
    deed: str
    why: Why
    left: str = ""


def in_vain(clause: str) -> bool:
    """Tell whether a clause says that all is as it was, whatever was done (怎么还打得开)."""
    return bool(_IN_VAIN.fullmatch(clean(clause)))


@remembered
def not_to_tick(knowledge: Knowledge, text: str) -> NotDone | None:
    """Return a deed that a text tells of and that is not done by now (过户弄了 要五天, 身份证拿去换了, 去年过户过,
    打包的时候换了签名, 授权书签了 章还没盖). None: any other text."""
    *before, last = [one for one in SIGNS.split(text) if clean(one)] or [""]
    told, was_done, still = last.rpartition("了")
    if told and in_vain(still):  # 网站关了还是打得开
        before, last = [*before, told + was_done], still
    plain = clean(last)
    takes = before and _TAKES.fullmatch(plain)
    if takes or (before and _NOT_OVER.fullmatch(plain)):
        *before, told = before
        return None if takes and _COMPLETE.search(told) else NotDone("，".join(before), told, "deed-begun")
    if before and none_yet(knowledge, last):
        *before, told = before
        return NotDone("，".join(before), told, "handed-in")
    still = _OPENS.sub("", last, count=1)
    if before and _WAS_DONE.search(before[-1]) and _is_open(knowledge, still):
        *before, told = before
        while before and len(deed(knowledge, told)[0]) < 2 and deed(knowledge, before[-1])[1]:
            *before, told = before  # 授权书签了 盖了章 还没上传
        return NotDone("，".join(before), told, "deed-open", still)
    if half := _HALF_DONE.fullmatch(plain):
        return NotDone("，".join(before), half["told"], "deed-open", last)
    for place in _TAKEN_THERE.finditer(last):
        told = last[: place.start()] + last[place.end() :]
        _, verbs = deed(knowledge, told)
        if verbs and any(told.rstrip("呢啊呀。").endswith(f"{verb}了") for verb in verbs):
            return NotDone("，".join(before), told, "deed-begun")
    if before or not plain:
        return None
    if _LONG_BEFORE.search(plain) and re.search("过[的啊呀呢]*$", plain):
        return NotDone("", _LONG_BEFORE.sub("", last), "deed-past")
    return NotDone("", text, "deed-cause") if _WHY.search(plain) else None


def _is_open(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause says that something is left to do (章还没盖, 就差签字, 还打得开), and not for reviewers."""
    if in_vain(clause):
        return True
    told = _STILL_OPEN.fullmatch(clean(clause)) or left_undone(knowledge, clause) is not None
    kinds, rest = spoken.moves(knowledge, clause)
    return bool(told) and not _NOT_LEFT.search(clause) and (not kinds or (kinds == {"unsent"} and bool(rest)))
