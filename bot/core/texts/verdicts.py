"""What a text tells of a verdict: that something of ours came back, again, or for how many reasons, that it passed, or
that nothing of it has come to pass yet. What was wrong is read by `understanding` and `diagnosis`."""

import re
from itertools import pairwise

from bot.core.kinds import SENDERS
from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import counting
from bot.core.texts.asking import asks_last, wonders
from bot.core.texts.clauses import beginnings, in_clauses
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.taken_for import of_shop
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, has_only, listed, of_lists, short, without
from bot.search.breaths import in_breaths
from bot.search.normalise import clean
from bot.search.notices import has_fault_word, tells_fault
from bot.search.numbers import NUMBER

_MAY_BE = re.compile(
    r"(?:逾期|超时|超期|否则|不然)(?:(?![已了])[^。；;！!\n]){0,20}?(?:将|会)被?(?:退回|驳回|退件|打回)(?!了)"
    r"|(?:[没未不]能?通过|被?(?:退回|驳回))的[，,]?(?:一律|[都均])?[将会]"
    r"|(?i:\b(?:if|in case|unless|will|would|might|may|could|can)\b[^.;!\n]{0,30}?\b(?:rejected|refused|returned))"
)
"""What becomes of what is not done in time, or of any that does not pass, or may: it has not come to that yet."""
_ONCE = re.compile(r"被?(?:[退驳打]回?来?|拒绝?)过(?!来)")
"""That it came back some time ago."""
_NOT_BACK = re.compile(
    "(?:没[有被]*|(?<!是)不(?:是|算)(?:真的)?被?)(?:退回?|驳回?|打回)来?(?!原因|理由)"
    "|(?<![给把让叫])我们?(?:又|再|就|马上|后来|刚刚?|刚才)*(?:[给跟][^，,。；;\\s]{1,4})?打回(?:去|过去)"
    "|没过(?:审核|有效)?期"
)
"""That it did not come back, that one called back (我打回去了), or that something is not over yet (没过期)."""
_THIS_TIME = re.compile("[这今]一?[次回]|第[二三四五]次")
_LAST_TIME = re.compile(
    r"(?:[上前][一两几]?[次回]|第一次|第[二三四]次(?=.{0,80}(?:[这今]一?[次回]|第[三四五]次)))(?:(?P<back>被?[退驳打拒])|(?P<told>[说讲嫌]))?"
    rf"[^，,。；;\s]*?(?:[，,。；;\s]+|(?={_THIS_TIME.pattern})|$)"
)
"""What came back, and what was told of it when it did so before."""
_DENIED = re.compile(
    r"(?:^|(?<=[，,。；;：:\s说讲回了]))(?!\S{0,30}[吗?？])"
    r"(?:[并就也]?不是(?:(?:因为|由于)[^，,。；;：:\s]{1,20}?(?=而?是|[，,。；;：:\s]|$)"
    r"|[^，,。；;：:\s]{1,20}?的(?:问题|原因|毛病|事))"
    r"|[^，,。；;：:\s]{1,10}没有?(?:问题|毛病)(?=[，,\s]{0,3}(?:但|可是|不过|只是|就是|而是|是))"
    r"|[^，,。；;：:\s不没未无请须需应要能]{2,14}(?:没错|清晰|清楚|齐全|有效|一致)的?"
    r"(?=[，,\s]{1,3}(?:但|可是|不过|只是|就是)[^，,。；;\s]{6}))[，,\s]{0,3}"
)
"""What is said not to be the fault, where somebody tells what is (不是域名的问题，是电话没人接; 证件清晰，但过期了)."""
_LONGEST_WHOSE = 10
"""Characters by which somebody tells whose of several it was that came back."""
_OPENINGS = (re.compile(r"[^：:。；;！!？?\n]{2,40}[：:]"), re.compile(r".{2,80}?(?:原因|意见|理由)[：:]", re.DOTALL))
"""What may lead in to reasons at the beginning of a notice, of which the number of the order may be a part."""
_COUNTED = re.compile(counting.COUNTED)
_TIMES = re.compile(f"(?:第?{NUMBER}|好?几|多|无数)[次回遍趟]")
_AGAIN = re.compile(f"[又再老总]|一直|连着|{_TIMES.pattern}")
"""Tells, beside that something came back, that it is not the first time, or for how many times."""
_ANEW = re.compile(
    rf"(?P<who>[^\W又再还这今第我你您]{{0,6}})(?:(?:[又再](?:一?次)?)++|还是(?=[被退驳打没未不])"
    rf"|(?P<now>(?:[这今]一?|第{NUMBER})[次回][又还也]?)|(?P<bare>(?=[退驳][\s，,：:]+[说讲嫌])))"
    r"(?P<how>被?给?(?P<back>[退驳](?!款|钱|出|换|货|不)回?|打回|拒)来?[了的]?|[没未]过审?了?|不(?:行|给过|通过)了?"
    r"|回?来了?(?=[\s，,：:]*[说讲嫌])"
    r"|(?:给我)?打?来?了?个?电话过?来?了?|打来了?)?"
    r"[\s，,：:]*(?!没再?[说讲退嫌]|终于|总算)(?P<told>说|讲)?(?P<why>.+)",
    re.DOTALL,
)
"""With what a text begins by which something came back once more, this time, or at all (`bare`), and why; `back`: in so
many words."""
_AT_LAST = re.compile(
    r"[就又被给]{0,2}(?P<back>退|驳)|(?:又[要得]|[让叫]我?们?)[全都]?(?:重[来交传拍填]|重新(?:来|上?传|拍|填|提?交))"
)
"""That something came back, or is to be done once more as reviewers want, behind why (说名字不行 退, 因为电话没接
又要重来)."""
_NO_REASON = re.compile("说(?:明书|好的|不用)")
"""With what begins what only seems to tell why."""
_MONEY = re.compile("[钱费块元款]|差价|签合同")
"""In what a seller wants, and gives back."""
HOW_MANY = re.compile(
    rf"\A(?:(?:[他她]们?|人家|客服|审核|管局)[就又还]?(?=[说讲嫌列提给]))?[就只光又还]?(?:[说讲嫌列提给][了出]?我?们?)?"
    rf"[一有共]*(?:{NUMBER}|几)[个条点处样](?:问题|毛病|原因|意见|理由|地方|不\w{{1,3}})\W+"
)
"""With what a text begins that retells a notice, be it without a word of who said so."""
_EACH = re.compile(r"(?:\A|(?<=[\s，,；;、]))一[个条点处样]是?(?=[^\s，,；;、]{2,})")
"""With what each of the things begins that were counted (一个域名过期 一个网站没关)."""
_MINE = re.compile(r"[说讲]了?是?我(?![要想也在该能可去来])")
"""What somebody said of one's own."""
_BLAMED = re.compile(
    r"嫌(?!弃)(?![^，,。；;\s]{0,6}(?:贵|慢|麻?烦|远))(?!.{0,80}(?:想|打算|能不能))"
    rf"|{_MINE.pattern}(?=.{{0,80}}(?:少了|别人用|要(?:换|改|补|交|有|出)|[让叫要]我?[换改补交关]))"
)
"""What somebody found fault with, or wants otherwise, but for what one finds oneself."""
_DOUBTED = re.compile(r"[吗嘛]\W*$")
_LED_IN = re.compile(r"[^：:\n]{1,24}[：:](?=\s*\w)")
"""What stands before what is told word for word."""
_WITH_AUTHORITY = re.compile(
    r"已经?(?:成功|为您|由[^\W]{1,8}?)?(?:提交|递交|报送|上报|推送|转交)[至到给往]?(?:[^\W省]{1,4}省?)?通?信?管理?局(?![^\W]{0,4}[前后])"
)
"""That something was passed on to the authority, as it is once the provider has passed it."""
WISHES = re.compile(r"我?们?[还就只]?(?:想|打算)(?!问)[^\s，,。；;：:]+")
"""A wish, and nothing else."""
_NOT_CALLED = re.compile(r"[我咱]们?[还也都]?(?:没有?|一个电话)[^，,。；;\s]*|没有?打过?电话给(?!我)")
"""That one did not call oneself."""
_MY_PHONE = re.compile("我们?的?(?:电话|手机|号|座机)")
"""In a clause that tells of the phone at which the writer could not be reached, as a reviewer finds."""
WHY = re.compile(r"[就只光又还]?(?:说|讲|嫌)|要求|[让叫要]我|要(?=补|交|面签|重[拍传签])|因为|原因|理由|(?i:reasons?:)")
"""What begins to tell why something came back."""


@remembered
def says_it_came_back(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that something was refused or sent back, and not only that it may be (逾期将退回), once was
    (去年退过), or that something else than a filing was (商标被驳回了)."""
    if not has(knowledge, text, "words-returned"):
        return False
    now = _NOT_BACK.sub("", _MAY_BE.sub("", _ONCE.sub("", text)))
    return has(knowledge, _of_others(knowledge).sub("", now), "words-returned")


@remembered
def came_back(knowledge: Knowledge, text: str) -> bool:
    """Whether a clause of a text tells, and does not ask, that something came back, and the text does not end with a
    question."""
    return not asks_last(text) and any(
        says_it_came_back(knowledge, clause)
        and not (wonders(knowledge, clause) or _tells_no_verdict(knowledge, clause))
        for clause in in_clauses(in_breaths(text))
    )


@remembered
def of_this_time(knowledge: Knowledge, text: str) -> str:
    """A text without what it tells not to be the fault, without that it came back once where it tells what was wrong,
    and without that, too, where it tells of this time (上次退是地址不对，这次是照片; 第一次说名称 这次说照片不清楚); of
    what went well, without that it may yet come back."""
    if went_on(knowledge, text):
        return _MAY_BE.sub("", text)
    text = _DENIED.sub("", text) or text
    rest = _ONCE.sub("", text)
    text = rest if has_fault_word(rest) else text
    before = _LAST_TIME.search(text) if _THIS_TIME.search(text) else None
    if before is None:
        return text
    now = _LAST_TIME.sub("", text)
    led_in = now if says_it_came_back(knowledge, now) else f"驳回：{now}"
    known = before["back"] or says_it_came_back(knowledge, text)
    told = before["told"] and not wonders(knowledge, text)
    return led_in if known or (told and gives_reason(knowledge, led_in)) else text


def gives_reason(knowledge: Knowledge, text: str) -> bool:
    """Whether all that a text tells are reasons, as surely as is known."""
    return all(part.rejection and part.decision == "answer" for part in knowledge.engine.reasons(text))


@remembered
def only_others_came_back(knowledge: Knowledge, text: str) -> bool:
    """Whether of all things only such as are no filing came back by a text (商标被驳回了)."""
    return bool(_of_others(knowledge).search(text)) and not says_it_came_back(knowledge, text)


@remembered
def misses_another(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that its writer cannot reach somebody else (代办失联了, 对方电话没人接), be it one of their
    own for whom they wish another (法人电话空号了 想换人), and not what a reviewer found or wants: nobody is rejected
    for that."""
    if not has(knowledge, text, "words-unreached", "words-unreached-them"):
        return False
    clauses = [clause for clause in in_clauses(text) if not _MY_PHONE.search(clause)]
    # Who it is may stand before what became of them (注册域名的人不干了联系不上).
    clauses = [
        before + one if has_only(knowledge, clean(one), "words-unreached", "words-move") else one
        for before, one in pairwise(["", *clauses])
    ]
    wishes = clauses and WISHES.fullmatch(clauses[-1])
    whose = ("words-another-party", *(["words-their-phone"] if wishes else []))
    theirs = any(
        has(knowledge, clause, "words-unreached-them")
        or (has(knowledge, clause, *whose) and has(knowledge, clause, "words-unreached"))
        for clause in clauses
    )
    if not theirs or is_told(knowledge, text) or says_it_came_back(knowledge, text):
        return False
    return not has(knowledge, text.replace("请问", ""), "words-sent", "words-message", "words-addressed")


@remembered
def calls_in_vain(knowledge: Knowledge, text: str) -> bool:
    """Whether a text only tells that its writer gets through to none of those who review (客服电话打不通, 我打管局电话
    没人接), and not that they do not get through to the writer (管局打电话没人接)."""
    return bool(_calling(knowledge).fullmatch(short(text))) and not says_it_came_back(knowledge, text)


@remembered
def was_not_called(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that nobody called (应该过了吧 没人打电话), which sends nothing back, and not that they did
    not call themselves, nor what became of it."""
    if len(text) > LONGEST_SHORT or not has(knowledge, _NOT_CALLED.sub("", text), "words-call-none"):
        return False
    return not (says_it_came_back(knowledge, text) or is_told(knowledge, text))


@remembered
def lures(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells of a message that wants what only swindlers want (收到短信说备案信息不实 点链接), whatever
    that says to be wrong; one that is pasted from those who review asks politely."""
    if len(text) > LONGEST_SHORT or says_it_came_back(knowledge, text) or has(knowledge, text, "words-addressed"):
        return False
    return has(knowledge, text, "words-lure") and has(knowledge, text, "words-lured-by")


@remembered
def opens_as_notice(knowledge: Knowledge, text: str) -> bool:
    """Whether a text leads in to reasons (审核不通过，原因：…) and asks nothing at its end: what follows are some,
    though they may sound like questions (网站备案期间可以访问)."""
    openings = [opening[0] for pattern in _OPENINGS if (opening := pattern.match(text))]
    mine = [one for one in openings if not (wonders(knowledge, one) or has(knowledge, one, "words-hearsay"))]
    return any(says_it_came_back(knowledge, one) for one in mine) and not asks_last(text)


@remembered
def tells_why(knowledge: Knowledge, text: str) -> bool:
    """Whether a text only tells that something of ours came back, and then or before why (被退了 说要场地证明,
    要面签 退了): that is a reason, whether we know it or not."""
    if wonders(knowledge, text) or _tells_no_verdict(knowledge, text):
        return False
    told = [text[: why.start()] for why in WHY.finditer(text[:LONGEST_SHORT])]
    begins = None if _MONEY.search(text) else WHY.match(text)
    told += [text[len(why) :] for why in beginnings(text) if begins and "因" not in begins[0]]
    return any(only_returned(knowledge, one) for one in told)


def _tells_no_verdict(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that there is none yet, or of none that is there now."""
    return has(knowledge, text, "words-not-yet", "words-no-verdict")


def uncounted(text: str) -> str:
    """A text without how many reasons it is going to tell, and that each of them is one."""
    rest = HOW_MANY.sub("", text)
    return rest if rest == text else _EACH.sub("", rest)


@remembered
def is_told(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells what somebody said of one's own, or wants to be done (他们说…，让我…)."""
    told = HOW_MANY.match(text) or _saying(knowledge).search(text)
    return bool(told) and not has(knowledge, text, "words-hearsay")


@remembered
def is_blamed(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells what somebody found wrong with one's own (说我照片不清楚, 嫌名字太短), be it word for word
    (原话：照片不清楚)."""
    led_in = _LED_IN.match(text)
    if led_in and has(knowledge, led_in[0], "words-word-for-word"):
        return True
    wrong = _BLAMED.search(text) or (_MINE.search(text) if tells_fault(text) else None)
    if not wrong or _DOUBTED.search(text) or has(knowledge, text, "words-no-blame"):
        return False
    return not has(knowledge, text[wrong.start() :], "words-no-fault") and is_told(knowledge, text)


@remembered
def is_headed(knowledge: Knowledge, text: str) -> bool:
    """Whether a text begins with who sent it, as a notice does (省局意见：…, 客服：…)."""
    led_in = _LED_IN.match(text)
    if led_in is None or "我" in led_in[0] or wonders(knowledge, led_in[0]):
        return False
    return has(knowledge, led_in[0], "words-told-by", *(f"sender-words-{sender}" for sender in SENDERS))


@remembered
def only_returned(knowledge: Knowledge, text: str, counted: bool = False) -> bool:
    """Whether a text only tells that something came back, and by whom or by what that is known; `counted`: and for how
    many reasons."""
    plain = short(text)
    if not says_it_came_back(knowledge, plain) or bool(_COUNTED.search(plain)) != counted:
        return False
    keys = ("words-returned", "words-returned-around", "sender-words-provider-review", "sender-words-authority")
    return has_only(knowledge, _COUNTED.sub("", plain), *keys)


@remembered
def told_anew(knowledge: Knowledge, text: str, awaited: bool) -> tuple[str, str, bool]:
    """A text of which only its beginning tells that something came back, once more, this time, or at all, as one that
    tells that in so many words (管局又退 说…, 退 说…), why it did, and whether it tells no more than these two;
    `awaited`: what was submitted again may come back, so that what somebody said of it, or what is wrong this time,
    tells that, too (又说…, 这次照片不清楚); or of which its end tells so (说…退). Nothing for any other."""
    found, nothing = _ANEW.match(text), ("", "", False)
    if says_it_came_back(knowledge, text) or wonders(knowledge, without(text, listed(knowledge, "words-what-now"))):
        return nothing
    if found is None:
        return _told_first(knowledge, text) if awaited else nothing
    why = found["why"]
    told = found["how"] or found["told"] or WHY.match(why) or (found["now"] and tells_fault(why))
    if not (found["back"] or (awaited and told)):
        return nothing
    again = "又" if found["bare"] is None or awaited else ""
    as_said = f"{found['who']}{again}退回了：\n{found['told'] or ''}{why}"
    plainly = bool(found["back"]) and tells_why(knowledge, as_said)
    return nothing if found["bare"] is not None and not plainly else (as_said, why, plainly)


def _told_first(knowledge: Knowledge, text: str) -> tuple[str, str, bool]:
    """The same of a text that tells first why, and at its end that it came back."""
    for why in beginnings(text):
        last = _AT_LAST.fullmatch(clean(text[len(why) :]).rstrip("了啊呀"))
        if last and not _NO_REASON.match(why) and (WHY.match(why) or is_told(knowledge, why)):
            return f"又退回了：\n{why}", why, bool(last["back"])
    return "", "", False


@remembered
def not_passed(knowledge: Knowledge, text: str) -> bool:
    """Whether a text says no more than that it is not through, be it that it came back or not yet (没过)."""
    return has_only(knowledge, clean(text), "words-not-passed", "words-move")


@remembered
def returned_of(knowledge: Knowledge, text: str) -> str:
    """Whose it is that came back, of a text that tells no more than that (永利那个被退了), where that sounds like no
    reason, nor the whole like what is none of ours (短信签名没通过); "" for any other."""
    if len(text) > LONGEST_SHORT or not says_it_came_back(knowledge, text) or wonders(knowledge, text):
        return ""
    heads = (text[:end] for end in range(1, min(len(text), _LONGEST_WHOSE + 1)))
    whose = next((head for head in heads if only_returned(knowledge, text[len(head) :])), "")
    if len(whose) < 2:
        return ""
    head, whole = (knowledge.engine.read(one)[0] for one in (whose, text))
    is_else = of_shop(knowledge, text) or (whole.choices[:1] and whole.choices[0].topic == ELSEWHERE)
    return "" if head.decision == "answer" or head.rejection or is_else else whose


@remembered
def returned_again(knowledge: Knowledge, text: str) -> str:
    """That something came back, of a text that only tells that it did so once more, or for how many times, and asks at
    most what is to be done about it (又退了第三次 怎么弄); nothing of any other one."""
    plain = short(text)
    if not _AGAIN.search(plain):
        return ""
    told = unpuzzled(knowledge, without(_TIMES.sub("", plain), listed(knowledge, "words-what-now"))) + "了"
    return told if only_returned(knowledge, told) else ""


@remembered
def unpuzzled(knowledge: Knowledge, text: str) -> str:
    """A text without that its writer does not understand why (搞不懂, 不知道为啥): that asks for nothing else."""
    return without(text, listed(knowledge, "words-puzzled"))


@remembered
def returned_alike(knowledge: Knowledge, text: str, awaited: bool) -> bool:
    """Whether a text only tells that something came back for the same reasons as before; `awaited`: that it came back
    is known."""
    if len(text) > LONGEST_SHORT or not has(knowledge, text, "words-alike"):
        return False
    rest = without(text, listed(knowledge, "words-alike"))
    return only_returned(knowledge, rest) or bool(returned_again(knowledge, rest)) or (awaited and not clean(rest))


@remembered
def tells_ahead(knowledge: Knowledge, text: str) -> bool:
    """Whether a message with the name of who sent it tells only of what is to come (稍后将再次联系, 将于月底到期): it
    sends nothing back, and asks for nothing to be mended."""
    if not (has(knowledge, text, "words-message") and has(knowledge, text, "words-ahead")):
        return False
    return not (has(knowledge, text, "words-to-mend") or says_it_came_back(knowledge, text))


@remembered
def tells_passed(knowledge: Knowledge, text: str) -> bool:
    """Whether a message tells that something passed, and of nothing that came back, is wrong or is to be mended."""
    good = good_news(knowledge, text)
    if not (good and has(knowledge, text, "words-message")):
        return False
    if says_it_came_back(knowledge, text) or has_fault_word(text):
        return False
    # What is told to have passed may be what else asks to be mended (您的取消接入申请已通过).
    return not any(has(knowledge, one, "words-to-mend") for one in in_clauses(text) if one not in good)


def good_news(knowledge: Knowledge, text: str) -> list[str]:
    """The clauses of a text that tell that something passed, and not only that it may."""
    told = (one for one in in_clauses(text) if not has(knowledge, one, "words-news-if"))
    return [one for one in told if brings_good_news(knowledge, one)]


def brings_good_news(knowledge: Knowledge, text: str) -> bool:
    """Whether it stands in a message that something passed, be it that it is with the authority by now."""
    return has(knowledge, text, "words-news-passed") or bool(_WITH_AUTHORITY.search(text))


@remembered
def went_on(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that something went well, and only may yet come back (逾期将退回)."""
    hedged = _MAY_BE.search(text) and has(knowledge, text, "words-news-passed")
    return bool(hedged) and not says_it_came_back(knowledge, text)


@of_lists("words-told-by")
def _saying(by: str) -> re.Pattern[str]:
    """Within a clause of which one is not the subject, be it that nobody is named who says it (说我照片不清楚)."""
    whom = rf"(?:\A|(?<=[\s，,。；;]))[又还就只光老]{{0,2}}|(?:{either(by)})(?:[^\W我]|[给跟诉对]我){{0,10}}"
    return re.compile(rf"(?:{whom})(?:[说讲嫌]|[让叫要]我)")


@of_lists("words-unreached-line", "words-unreached-call", longest=LONGEST_SHORT)
def _calling(lines: str, unreached: str) -> re.Pattern[str]:
    """By the names of those who review, with their numbers, and words for that nobody is there."""
    theirs = rf"(?:{either(lines)})(?:的|那边)?(?:备案)?(?:{either(lines)})?(?:的?电话|号码?)?"
    return re.compile(
        rf"(?:我(?:们)?|[又也]|昨天|今天)*(?:打了?)?{theirs}[^\W打来说讲接]{{0,5}}(?:{either(unreached)})了?[啊呀怎么办]*"
    )


@of_lists("words-of-others", "words-of-others-around", "words-returned")
def _of_others(others: str, around: str, returned: str) -> re.Pattern[str]:
    """Right before that it came back, with a few words between, what did; any number would take the square of time."""
    others, around, returned = map(either, (others, around, returned))
    return re.compile(rf"(?<![没有缺无])(?i:{others})(?:(?!{returned})(?:{around})){{0,6}}+(?:{returned})了?")
