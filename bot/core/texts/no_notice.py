"""Texts that cannot be a reason that somebody was sent: what the writer wishes, has done or tells of others, that all
went well, and small talk. `understanding` asks here before it reads a notice."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import planwords, said_back, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import in_clauses, short_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.texts.meant import is_certain, tells_what
from bot.core.texts.objections import objects
from bot.core.texts.planwords import tells_own_deed
from bot.core.texts.unreached import WISHES, misses_another
from bot.core.texts.verdicts import (
    is_told,
    only_others_came_back,
    says_it_came_back,
    tells_ahead,
    tells_passed,
    went_on,
)
from bot.core.texts.wordlists import LONGEST_SHORT, either, empty_without, has, lists
from bot.search.lists import is_item
from bot.search.normalise import clean
from bot.search.notices import demands, tells_fault

SHORT = 6
"""The most characters of a normalised text that may be no notice although one was asked for."""
LIKELY = 0.65
"""How likely a reason has to be for so short a text to be a notice."""
_WENT_WELL = frozenset({"received", "passed", "done", "approved"})
"""The moves (`spoken.Move`) of things that went well."""
_WENT_WRONG = re.compile("[没不未错退驳拒被缺无漏少代忘]|重复|用完|[期时间限天]到?[到过]?了$")
"""Words for bad news that 了 may follow: something is missing, was refused, or its time is over."""
_WAS_DONE = re.compile(
    r"(?:[到过好完妥齐全掂]|搞定|[办弄搞做]成|成功|完成|下来|[传交挂填][上进]去?|[提上]交|[交签盖传填拍买弄做办刷扫给]|下载|核对|[签盖]好?[字章]|实名|认证|过户|注册|续费)"
    r"(?:备案|申请|订单|材料|资料|备案号|号)?[了咗啦咯喽嘞][呀啊哦哈]?[。！!～~]*$"
)
"""The end of a clause that says that something came or was done."""
_WAS_FILED = re.compile("[^说讲示]{0,12}(?:之前|以前|原来|早就|去年)备(?:过?案|过)[过了]*$")
"""Words of somebody who filed before (之前备过案), not of a page or person that says so."""
_WANTS_NEXT = re.compile("要|现在(?!要求|提示|显示|通知|[说讲嫌让叫被给退驳不没])")
"""The beginning of what the writer wants after that; reviewers begin otherwise."""
_IS_FINE = re.compile(
    r"^[^需须应请要]*(?:最新|有效|一致|一样|对得上|正常|齐全|真实|准确|清晰|清楚|是原件|是本人)的?了?[呀啊哦哈呢嘛]*[。！!～~]*$"
)
"""The end of a clause that says, and does not demand, that all is as it should be."""
_OF_SELF = re.compile(
    r"(?:我们?|咱们?|俺们?)?的?(?:是(?:法人|法定代表人|老板|负责人|个体户?|公司|企业|个人)[的啊呀]?"
    r"|(?:公司|单位|店铺?|网站|小程序|app)(?:的?(?:名字?|名称|全称))?(?:叫做?|就?是(?:做|卖|搞|经营|销售|介绍|展示|讲|写))[^，,。；;\s]{1,20})"
)
"""What people tell of themselves or of what they file."""
_TO_BE_FILED = re.compile(
    r"(?:[说让叫喊催]|要求)我?们?(?:必须|先|要|得|去|赶紧|都){1,3}(?:做|办|弄|有)?(?:(?i:icp|app)|小程序|网站)?备案(?:了|才行|吧)?\W*\Z"
)
"""Words of somebody who has to file, and tells who says so (应用市场说要备案)."""
_MASKED = re.compile("〔[^〔〕]*〕")
"""What stands for something masked."""
_EARLIER = re.compile("(?:之?前|头)[一两二三几][次回]")
"""The beginning of what came back earlier (前两次也是域名)."""
_THIS_TIME = re.compile("[这今]一?[次回]|现在|第[三四五六七八九十]次")
_ENDED = re.compile("[被遭销吊失停]")
"""Characters of words for an end (注销, 吊销), which is no good news even if the person did it."""


@remembered
def is_small_talk(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is not the notice that was asked for: it only tells where that is; or it is short and makes a
    move, is a courtesy, a yes or a no, or is like no reason in particular."""
    if is_yet_to_come(knowledge, text):
        return True
    if len(knowledge.engine.normal(text)) > SHORT or knowledge.engine.speaks_of_rejection(text):
        return False
    kinds, rest = spoken.moves(knowledge, text)
    kinds -= {"ended"}  # a filing that is cancelled is a reason, too
    if kinds and (not rest or (kinds <= _WENT_WELL and not _WENT_WRONG.search(text))):
        return True
    if courtesy(knowledge, text) or said_back.answer(knowledge, text):
        return True
    parts = knowledge.engine.read(text, rejection=True)
    return not any(part.rejection and part.choices and part.choices[0].score >= LIKELY for part in parts)


@remembered
def is_yet_to_come(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says where the notice is, who sent it, or that it follows (短信在老婆手机上,
    我分开发给你). It has no word for what is wrong or for how something ought to be."""
    if len(text) > LONGEST_SHORT or not has(knowledge, text, "words-notice-follows"):
        return False
    if tells_fault(text) or demands(text) or is_item(text) or knowledge.engine.speaks_of_rejection(text):
        return False
    return not any(map(is_certain, knowledge.engine.read(text, rejection=True)))


def is_of_before(text: str) -> bool:
    """Tell whether a text only tells what came back earlier (前两次也是域名)."""
    return bool(_EARLIER.match(text)) and not _THIS_TIME.search(text)


def tells_only_hidden(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a masked text has nothing but what was masked and what each is (负责人〔姓名〕，手机号〔电话〕)."""
    return empty_without(knowledge, clean(_MASKED.sub("", text)), "words-personal-fields", "words-move")


def tells_none(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text cannot be a reason that somebody was sent. It says what its writer wishes, has done or finds
    needless, that things went well or are to come, that something has to be filed, that something else than a filing
    came back, or that somebody else cannot be reached."""
    told = (tells_ahead, only_others_came_back, misses_another, objects, tells_done, tells_own_deeds, tells_of_self)
    if _TO_BE_FILED.search(text[-20:]) and not says_it_came_back(knowledge, text):
        return True
    if is_of_before(text) or any(tells(knowledge, text) for tells in (went_on, _wishes, *told)):
        return True
    return tells_passed(knowledge, text) and not any(
        tells_what(knowledge, part) and is_certain(part) for part in knowledge.engine.reasons(text)
    )


@remembered
def tells_of_self(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says who somebody is, or what their firm or site is called or for (网站是卖五金的)."""
    told = short_clauses(text)
    return bool(told) and all(map(_OF_SELF.fullmatch, told)) and not knowledge.engine.speaks_of_rejection(text)


def _wishes(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says what its writer wishes, or wants after what was done (主体备过了，要新增网站;
    之前备案了 现在换主体)."""
    *done, last = short_clauses(text) or [""]
    after = bool(_WANTS_NEXT.match(last)) and bool(done)
    after = after and all(_WAS_DONE.search(clause) or _WAS_FILED.match(clause) for clause in done)
    wishes = after or WISHES.fullmatch(text)
    return bool(wishes) and not (_WENT_WRONG.search(text) or knowledge.engine.speaks_of_rejection(text))


@remembered
def tells_done(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that something came, was done (域名实名做好了，材料也传上去了), or is as it should
    be (信息都是最新的), and asks nothing."""
    text = re.sub(either(*lists(knowledge, "words-no-fault")), "好了", text)
    if _WENT_WRONG.search(text):
        return False
    told = [clause for clause in in_clauses(text) if not courtesy(knowledge, clause)]
    fine = not is_told(knowledge, text)  # 初审说图标跟别的一样
    done = bool(told) and all(_WAS_DONE.search(clause) or (fine and _IS_FINE.search(clause)) for clause in told)
    return done and not (knowledge.engine.speaks_of_rejection(text) or wonders(knowledge, text))


@remembered
def says_all_is_well(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that something is and was as it should be (名称和执照一样的啊)."""
    return "了" not in text and all(map(_IS_FINE.search, short_clauses(text))) and tells_done(knowledge, text)


@remembered
def tells_own_deeds(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says what the person has done by now. An end does not count: it may be a reason."""
    if _WENT_WRONG.search(text) or _ENDED.search(text):
        return False
    told = short_clauses(text)
    return bool(told) and all(tells_own_deed(knowledge, clause) for clause in told) and not wonders(knowledge, text)


def tells_done_or_came(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause says that something was done, or that what it takes came."""
    kinds, _ = spoken.moves(knowledge, clause)
    return (bool(kinds) and kinds <= {"done", "received"}) or tells_done(knowledge, clause)


def tells_deed(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause says that something was done, and not how far a filing came."""
    kinds, rest = spoken.moves(knowledge, clause)
    if kinds - {"done"} or has(knowledge, clause, "words-about-sms"):
        return False
    done = (kinds and not rest) or planwords.deed(knowledge, clause)[1]
    return bool(done) or tells_done(knowledge, clause)
