"""What a text says of a verdict: that something of ours came back, again, or for how many reasons, that it passed, or
that nothing has come of it yet. What was wrong is read by `understanding` and `diagnosis`."""

import re

from bot.core.kinds import SENDERS
from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import counting
from bot.core.texts.asking import asks_last, wonders
from bot.core.texts.clauses import beginnings, in_clauses
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.shops import of_shop
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, has_only, listed, of_lists, short, without
from bot.search.breaths import in_breaths
from bot.search.normalise import clean, simplified
from bot.search.notices import HEADING, demands, has_fault_word, tells_fault
from bot.search.numbers import NUMBER
from bot.search.speech import asks

_MAY_BE = re.compile(
    r"(?:逾期|超时|超期|否则|不然)(?:(?![已了])[^。；;！!\n]){0,20}?(?:将|会)被?(?:退回|驳回|退件|打回)(?!了)"
    r"|(?:[没未不]能?通过|被?(?:退回|驳回))的[，,]?(?:一律|[都均])?[将会]"
    r"|(?i:\b(?:if|in case|unless|will|would|might|may|could|can)\b[^.;!\n]{0,30}?"
    r"\b(?:rejected|refused|returned|declined|(?:sent|turned|bounced) \w+|not pass|n.?t pass|fail(?:s|ed)?))"
)
"""What happens, or may happen, to a filing that is late or does not pass. It has not come to that yet."""
_ONCE = re.compile(r"被?(?:[退驳打]回?来?|拒绝?)过(?!来)")
"""Words saying that it came back some time ago."""
_NOT_BACK = re.compile(
    "(?:没[有被]*|(?<!是)不(?:是|算)(?:真的)?被?)(?:退回?|驳回?|打回)来?(?!原因|理由)"
    "|(?<![给把让叫])我们?(?:又|再|就|马上|后来|刚刚?|刚才)*(?:[给跟][^，,。；;\\s]{1,4})?打回(?:去|过去)"
    "|没过(?:审核|有效)?期|(?:别|不要|不会|甭)(?:再|又|给我|把我)*被?(?:[退驳]|打回)回?来?了?"
)
"""Words for not sent back, for called back (我打回去了), for not expired (没过期), and for a wish (别再退了)."""
_THIS_TIME = re.compile("[这今]一?[次回]|第[二三四五]次")
_LAST_TIME = re.compile(
    r"(?:[上前][一两几]?[次回]|第一次|第[二三四]次(?=.{0,80}(?:[这今]一?[次回]|第[三四五]次)))(?:(?P<back>被?[退驳打拒])|(?P<told>[说讲嫌]))?"
    rf"[^，,。；;\s]*?(?:[，,。；;\s]+|(?={_THIS_TIME.pattern})|$)"
)
"""What came back an earlier time, and what was said of it then."""
_DENIED = re.compile(
    r"(?:^|(?<=[，,。；;：:\s说讲回了]))(?!\S{0,30}[吗?？])"
    r"(?:[并就也]?不是(?:(?:因为|由于)[^，,。；;：:\s]{1,20}?(?=而?是|[，,。；;：:\s]|$)"
    r"|[^，,。；;：:\s]{1,20}?的(?:问题|原因|毛病|事))"
    r"|[^，,。；;：:\s]{1,10}没有?(?:问题|毛病)(?=[，,\s]{0,3}(?:但|可是|不过|只是|就是|而是|是))"
    r"|[^，,。；;：:\s不没未无请须需应要能]{2,14}(?:没错|清晰|清楚|齐全|有效|一致)的?"
    r"(?=[，,\s]{1,3}(?:但|可是|不过|只是|就是)[^，,。；;\s]{6}))[，,\s]{0,3}"
)
"""What is said not to be the fault before what is (不是域名的问题，是电话没人接; 证件清晰，但过期了)."""
_PROTEST = re.compile(
    r"(?:^|(?<=[，,。；;！!\s了]))(?:我们?|咱们?|明明|可是?|但是?|资料|材料|信息|全?都)[^，,。；;：:\s说讲]{0,10}?"
    r"(?:没有?|无)(?:任何|什么|啥)?(?:问题|毛病|错)[的啊呀嘛吧呢了]*(?=[，,。！!\s]|$)"
)
"""What the writer finds to be right although it came back (又退了 我资料都没错啊)."""
REVIEWERS = ("sender-words-provider-review", "sender-words-authority")
"""The word lists of those who review."""
_LONGEST_WHOSE = 10
"""The most characters that say whose filing came back."""
_OPENINGS = (
    re.compile(r"[^：:。；;！!？?\n]{2,40}[：:]"),
    re.compile(r"[^。；;！!？?\n]{2,40}\n"),
)
"""What may lead in to the reasons of a notice, besides their heading. The number of the order may stand in it."""
_LONGEST_OPENING = 200
"""The most characters that stand before the reasons of a notice."""
_REVIEWED = re.compile("审[核查]|初审|核查|抽查")
_COUNTED = re.compile(f"(?:[说讲列]了?)?好?{counting.COUNTED}(?:问题|毛病|原因|意见)?")
_TIMES = re.compile(f"(?:第?{NUMBER}|好?几|多|无数)[次回遍趟]")
_AGAIN = re.compile(f"[又再老总]|一直|连着|{_TIMES.pattern}")
"""Words saying that it is not the first time, or for how many times."""
_ANEW = re.compile(
    rf"(?P<who>[^\W又再还这今第我你您]{{0,6}})(?:(?:[又再](?:一?次)?)++|还是(?=[被退驳打没未不])"
    rf"|(?P<now>(?:[这今]一?|第{NUMBER})[次回][又还也]?)|(?P<bare>(?=[退驳][\s，,：:]+[说讲嫌])))"
    r"(?P<how>被?给?(?P<back>[退驳](?!款|钱|出|换|货|不)回?|打回|拒)来?[了的]?|[没未]过审?了?|不(?:行|给过|通过)了?"
    r"|回?来了?(?=[\s，,：:]*[说讲嫌])"
    r"|(?:给我)?打?来?了?个?电话过?来?了?|打来了?)?"
    r"[\s，,：:]*(?!没再?[说讲退嫌]|终于|总算)(?P<told>说|讲)?(?P<why>.+)",
    re.DOTALL,
)
"""The beginning of a text that says that something came back once more, this time (`now`), or at all (`bare`), and why.
`back`: it says so in so many words."""
_AT_LAST = re.compile(
    r"[就又被给]{0,2}(?P<back>退|驳)|(?:又[要得]|[让叫]我?们?)[全都]?(?:重[来交传拍填]|重新(?:来|上?传|拍|填|提?交))"
)
"""The end of a text that first says why something came back, or has to be done again (说名字不行 退, 因为电话没接
又要重来)."""
_NO_REASON = re.compile("说(?:明书|好的|不用)")
"""A beginning that only seems to say why."""
_MONEY = re.compile("[钱费块元款]|差价|签合同")
"""What a seller wants, and gives back."""
HOW_MANY = re.compile(
    rf"\A(?:(?:[他她]们?|人家|客服|审核|管局)[就又还]?(?=[说讲嫌列提给]))?[就只光又还]?(?:[说讲嫌列提给][了出]?我?们?)?"
    rf"[一有共]*(?:{NUMBER}|几)(?:[个条点处样](?:问题|毛病|原因|意见|理由|地方|不\w{{1,3}})|[条点处](?=\s*[：:]))\W+"
)
"""The beginning of a retold notice that counts its reasons, with or without who said so (客服说两个问题：)."""
_EACH = re.compile(r"(?:\A|(?<=[\s，,；;、]))一[个条点处样]是?(?=[^\s，,；;、]{2,})")
"""What begins each of the things that were counted (一个域名过期 一个网站没关)."""
_MINE = re.compile(r"[说讲]了?是?我(?![要想也在该能可去来])")
"""Words saying that somebody said something of one's own."""
_BLAMED = re.compile(
    r"嫌(?!弃)(?![^，,。；;\s]{0,6}(?:贵|慢|麻?烦|远))(?!.{0,80}(?:想|打算|能不能))"
    rf"|{_MINE.pattern}(?=.{{0,80}}(?:少了|别人用|要(?:换|改|补|交|有|出)|[让叫要]我?[换改补交关]))"
)
"""What somebody found fault with or wants otherwise, and not what the writer finds too dear or far."""
_CANNOT_SAY = re.compile(r"[说讲答]不(?:清楚?|好|准|明白|上来)[了的啊]*\W*\Z")
"""Words saying that somebody could not tell. Behind a question (要多久？客服说不清楚) that is no fault."""
_DOUBTED = re.compile(r"[吗嘛]\W*$")
_LED_IN = re.compile(r"[^：:\n]{1,24}[：:](?=\s*\w)")
"""What stands before words that are quoted."""
_WITH_AUTHORITY = re.compile(
    r"已经?(?:成功|为您|由[^\W]{1,8}?)?(?:提交|递交|报送|上报|推送|转交)[至到给往]?(?:[^\W省]{1,4}省?)?通?信?管理?局(?![^\W]{0,4}[前后])"
)
"""Words saying that something was passed on to the authority: the provider has passed it."""
_FINDING = re.compile(r"\w{0,2}(?:主体|单位|公司|法人|负责人|网站)[为是系]")
_TELLING = re.compile("[说写示知诉]")
WHY = re.compile(r"[就只光又还]?(?:说|讲|嫌)|要求|[让叫要]我|要(?=补|交|面签|重[拍传签])|因为|原因|理由|(?i:reasons?:)")
"""What begins to say why something came back."""


@remembered
def says_it_came_back(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that something was refused or sent back. What may be (逾期将退回), what once was
    (去年退过), and what is no filing (商标被驳回了) does not count."""
    if not has(knowledge, text, "words-returned"):
        return False
    now = _NOT_BACK.sub("", _MAY_BE.sub("", _ONCE.sub("", text)))
    return has(knowledge, _of_others(knowledge).sub("", now), "words-returned")


@remembered
def came_back(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a clause of a text says, not asks, that something came back. False if the text ends by asking."""
    return not asks_last(text) and any(
        says_it_came_back(knowledge, clause)
        and not (wonders(knowledge, clause) or _tells_no_verdict(knowledge, clause))
        for clause in in_clauses(in_breaths(text))
    )


@remembered
def of_this_time(knowledge: Knowledge, text: str) -> str:
    """Return a text without what is not wrong this time:

    - what it says not to be the fault;
    - what the writer finds to be right, though it came back;
    - that it came back once, if it says what is wrong;
    - what was wrong before, if it speaks of this time (上次退是地址不对，这次是照片; 第一次说名称 这次说照片不清楚);
    - that something that went well may yet come back.
    """
    if went_on(knowledge, text):
        return _MAY_BE.sub("", text)
    text = _DENIED.sub("", text) or text
    unprotested = _PROTEST.sub("", text)
    if says_it_came_back(knowledge, unprotested) and not only_returned(knowledge, unprotested):
        text = unprotested
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
    """Tell whether all parts of a text are reasons, and clear ones."""
    return all(part.rejection and part.decision == "answer" for part in knowledge.engine.reasons(text))


@remembered
def only_others_came_back(knowledge: Knowledge, text: str) -> bool:
    """Tell whether only something that is no filing came back (商标被驳回了)."""
    return bool(_of_others(knowledge).search(text)) and not says_it_came_back(knowledge, text)


@remembered
def opens_as_notice(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text leads in to reasons (审核不通过，原因：…) and does not end with a question. What follows are
    reasons even if they sound like questions (网站备案期间可以访问). So are the faults that a review found
    (经审核，存在如下问题：)."""
    text = simplified(text)
    heading = HEADING.search(text, 0, _LONGEST_OPENING)
    openings = [opening[0] for pattern in _OPENINGS if (opening := pattern.match(text))]
    openings += [text[: heading.end()]] if heading else []
    openings = [one for one in openings if not (one[-1].isspace() and asks(text[len(one) :]))]
    mine = [one for one in openings if not (wonders(knowledge, one) or has(knowledge, one, "words-hearsay"))]
    found = heading is not None and bool(heading["exists"] or heading["below"]) and _found(text[: heading.end()])
    return (found or any(says_it_came_back(knowledge, one) for one in mine)) and not asks_last(text)


def _found(opening: str) -> bool:
    """Tell whether an opening says that a review found something, and does not tell what to see to."""
    return bool(_REVIEWED.search(opening)) and not demands(opening)


@remembered
def tells_why(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that something of ours came back, and behind or before that why (被退了
    说要场地证明, 要面签 退了). That is a reason, known or not."""
    if wonders(knowledge, text) or _tells_no_verdict(knowledge, text):
        return False
    told = [text[: why.start()] for why in WHY.finditer(text[:LONGEST_SHORT])]
    begins = None if _MONEY.search(text) else WHY.match(text)
    told += [text[len(why) :] for why in beginnings(text) if begins and "因" not in begins[0]]
    return any(only_returned(knowledge, one) for one in told)


def _tells_no_verdict(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that there is no verdict yet, or only speaks of possible or earlier ones."""
    return has(knowledge, text, "words-not-yet", "words-no-verdict")


def uncounted(text: str) -> str:
    """Return a text without the count of its reasons and the words that begin each of them."""
    rest = HOW_MANY.sub("", text)
    return rest if rest == text else _EACH.sub("", rest)


def cannot_say(text: str) -> bool:
    """Tell whether a text ends by telling that somebody could not say (问了客服，客服说不清楚)."""
    return bool(_CANNOT_SAY.search(text))


@remembered
def is_told(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says what somebody said of one's own, or wants done (他们说…，让我…)."""
    unknown = _CANNOT_SAY.search(text)
    if unknown and wonders(knowledge, text[: unknown.start()]):
        text = text[: unknown.start()]
    told = HOW_MANY.match(text) or _saying(knowledge).search(text)
    return bool(told) and not has(knowledge, text, "words-hearsay")


@remembered
def is_blamed(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says (说我照片不清楚, 嫌名字太短) or quotes (原话：照片不清楚) a fault in one's own."""
    led_in = _LED_IN.match(text)
    if led_in and has(knowledge, led_in[0], "words-word-for-word"):
        return True
    wrong = _BLAMED.search(text) or (_MINE.search(text) if tells_fault(text) else None)
    if not wrong or _DOUBTED.search(text) or has(knowledge, text, "words-no-blame"):
        return False
    return not has(knowledge, text[wrong.start() :], "words-no-fault") and is_told(knowledge, text)


@remembered
def is_headed(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text begins with its sender, as a notice does (省局意见：…, 客服：…)."""
    led_in = _LED_IN.match(text)
    if led_in is None or "我" in led_in[0] or wonders(knowledge, led_in[0]):
        return False
    return has(knowledge, led_in[0], "words-told-by", *(f"sender-words-{sender}" for sender in SENDERS))


@remembered
def only_returned(knowledge: Knowledge, text: str, counted: bool = False) -> bool:
    """Tell whether a text only says that something came back, and by whom or how that is known; with `counted`, also
    for how many reasons."""
    plain = short(text)
    if not says_it_came_back(knowledge, plain) or bool(_COUNTED.search(plain)) != counted:
        return False
    keys = ("words-returned", "words-returned-around", *REVIEWERS)
    return has_only(knowledge, _COUNTED.sub("", plain), *keys)


@remembered
def told_anew(knowledge: Knowledge, text: str, awaited: bool) -> tuple[str, str, bool]:
    """Read a text that only says by its beginning (管局又退 说…, 退 说…) or its end (说…退) that something came back.
    Return it with that in so many words, the reason why, and whether it says nothing else; ("", "", False) for any
    other text. `awaited`: what was submitted again may come back, so that what somebody said, or what is wrong this
    time, counts, too (又说…, 这次照片不清楚)."""
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
    """Read a text that says first why and at its end that something came back, as `told_anew` does."""
    for why in beginnings(text):
        last = _AT_LAST.fullmatch(clean(text[len(why) :]).rstrip("了啊呀"))
        if last and not _NO_REASON.match(why) and (WHY.match(why) or is_told(knowledge, why)):
            return f"又退回了：\n{why}", why, bool(last["back"])
    return "", "", False


@remembered
def not_passed(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that it is not through (没过): it came back, or is not reviewed yet."""
    return has_only(knowledge, clean(text), "words-not-passed", "words-move")


@remembered
def returned_of(knowledge: Knowledge, text: str) -> str:
    """Return whose filing came back, if a text says no more than that (永利那个被退了). "" for any other text, and
    where that sounds like a reason, or the text like somebody else's business (短信签名没通过)."""
    if len(text) > LONGEST_SHORT or not says_it_came_back(knowledge, text) or wonders(knowledge, text):
        return ""
    heads = (text[:end] for end in range(1, min(len(text), _LONGEST_WHOSE + 1)))
    whose = next((head for head in heads if only_returned(knowledge, text[len(head) :])), "")
    if len(whose) < 2:
        return ""
    head, whole = (knowledge.engine.read(one)[0] for one in (whose, text))
    is_else = of_shop(knowledge, text) or (whole.choices[:1] and whole.choices[0].topic == ELSEWHERE)
    return "" if head.decision == "answer" or head.rejection or is_else else whose


def is_finding(words: str) -> bool:
    """Tell whether words before 「被退了」 begin a finding (主体为…，不予通过), and are no person's name."""
    return bool(_FINDING.match(words))


def names_telling(text: str) -> bool:
    """Tell whether a text has words for telling, as those of people have who were told so by somebody."""
    return bool(_TELLING.search(text))


@remembered
def returned_again(knowledge: Knowledge, text: str) -> str:
    """Return that something came back, from a text that only says that it did once more, or for how many times, and
    asks at most what to do about it (又退了第三次 怎么弄). "" for any other text."""
    plain = short(text)
    if not _AGAIN.search(plain):
        return ""
    told = unpuzzled(knowledge, without(_TIMES.sub("", plain), listed(knowledge, "words-what-now"))) + "了"
    return told if only_returned(knowledge, told) else ""


@remembered
def unpuzzled(knowledge: Knowledge, text: str) -> str:
    """Return a text without words of not understanding why (搞不懂, 不知道为啥, 我资料都没错啊), which ask for nothing
    else."""
    return without(_PROTEST.sub("", text), listed(knowledge, "words-puzzled"))


@remembered
def returned_alike(knowledge: Knowledge, text: str, awaited: bool) -> bool:
    """Tell whether a text only says that something came back for the same reasons as before. `awaited`: it is known
    that it came back."""
    if len(text) > LONGEST_SHORT or not has(knowledge, text, "words-alike"):
        return False
    rest = without(text, listed(knowledge, "words-alike"))
    return only_returned(knowledge, rest) or bool(returned_again(knowledge, rest)) or (awaited and not clean(rest))


@remembered
def tells_ahead(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a message from a named sender only tells of what is to come (稍后将再次联系, 将于月底到期): it sends
    nothing back, and asks for no correction."""
    if not (has(knowledge, text, "words-message") and has(knowledge, text, "words-ahead")):
        return False
    return not (has(knowledge, text, "words-to-mend") or says_it_came_back(knowledge, text))


@remembered
def tells_passed(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a message says that something passed, and nothing that came back, is wrong or must be corrected."""
    good = good_news(knowledge, text)
    if not (good and has(knowledge, text, "words-message")):
        return False
    if says_it_came_back(knowledge, text) or has_fault_word(text):
        return False
    # In good news words for a correction may name what passed (您的取消接入申请已通过).
    return not any(has(knowledge, one, "words-to-mend") for one in in_clauses(text) if one not in good)


def good_news(knowledge: Knowledge, text: str) -> list[str]:
    """Return the clauses of a text that say that something passed, and not only that it may."""
    told = (one for one in in_clauses(text) if not has(knowledge, one, "words-news-if"))
    return [one for one in told if brings_good_news(knowledge, one)]


def brings_good_news(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a message says that something passed, or is with the authority by now."""
    return has(knowledge, text, "words-news-passed") or bool(_WITH_AUTHORITY.search(text))


@remembered
def went_on(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that something went well and may only yet come back (逾期将退回)."""
    hedged = _MAY_BE.search(text) and has(knowledge, text, "words-news-passed")
    return bool(hedged) and not says_it_came_back(knowledge, text)


@of_lists("words-told-by")
def _saying(by: str) -> re.Pattern[str]:
    """Match that somebody, maybe unnamed (说我照片不清楚), says something in a clause without 我 as its subject."""
    whom = rf"(?:\A|(?<=[\s，,。；;]))[又还就只光老]{{0,2}}|(?:{either(by)})(?:[^\W我]|[给跟诉对]我){{0,10}}"
    return re.compile(rf"(?:{whom})(?:[说讲嫌]|[让叫要]我)")


@of_lists("words-of-others", "words-of-others-around", "words-returned")
def _of_others(others: str, around: str, returned: str) -> re.Pattern[str]:
    """Match what came back right before the word for that. At most six words may stand between; more would take
    quadratic time."""
    others, around, returned = map(either, (others, around, returned))
    return re.compile(rf"(?<![没有缺无])(?i:{others})(?:(?!{returned})(?:{around})){{0,6}}+(?:{returned})了?")
