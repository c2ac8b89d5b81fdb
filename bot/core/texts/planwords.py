"""What typed words say of the items of a plan: that they were done, cannot be done soon, or are not done yet. What is
said against them is in `objections`. `ticking`, `planning` and `pasted` act on it."""

import re
from collections.abc import Mapping

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import said_back, spoken
from bot.core.texts.asking import asks_whether, wonders
from bot.core.texts.clauses import SIGNS, short_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.texts.verdicts import is_told, says_it_came_back
from bot.core.texts.wordlists import (
    LONGEST_SHORT,
    apart,
    either,
    has,
    has_only,
    kinds_alone,
    last_word,
    listed,
    lists,
    of_lists,
    short,
    without,
)
from bot.search.normalise import any_of, clean

_WRITES = ("写", "填", "盖", "签")
"""Verbs for writing and sealing, behind which the new wording or the seal may stand (授权书盖了公章)."""
_JUST = re.compile(r"(?:^|(?<=[^没不未])(?<!早))(?:已经?|刚刚?|刚才)[^了]{1,8}$")
"""Something done, without 了 at the end (已过户, 刚实名)."""
_NOT_DONE = re.compile("没(?!有?问题|毛病|错)|未|[在等][弄改办做搞下会]")
_NOD = re.compile(r"好[了啦的][，,。！!\s]+")
_OWN = re.compile("我|已经|刚|现在|早就|明明|[昨今前]天|上个?[周月]")
"""Words with which people tell what they did themselves."""
_ONE = re.compile(r"^[一半两\d]个?[年月]$|^一?(?:张|份|个(?!人))(?:[能可]以?.+的)?")
"""A counter before the thing (办了张新卡, 换了个能打通的号), or a length of time, which is no thing (续了一年)."""
_WHERE = re.compile("^[去在](?![线内外])")
"""The word before the place where somebody did it (去阿里云实名过了)."""
_WRITTEN = re.compile(
    r"([^：:]*?(?:已经?[写填]|[写填改](?=好?了)|[写填](?=的)))(?:好?了|的是?)?\s*[：:]|(.*?备注.{0,3}?[写填改])(?:好?了|的是?|成)(?:[：:]|\s(?!.*[说退驳]))"
    r"|([^：:，,。；;\s]+)了(?=[：:]|[，,\s]+(?:本?网站)?(?:[仅只无]|没有|不[含涉做])[^，,\s]*(?:[，,\s]+[仅只无没不][^，,\s]*)*$)"
)
"""What was written, before the wording (备注写好了：本站只写读书心得), or what was done, before how."""
_WANTED = re.compile("[请需应须该要]|建议")
"""Words saying that it is demanded, and not written yet."""
_UNDONE = re.compile("忘|[让叫]我")
"""Words for what was forgotten, or is demanded (让我关了再交)."""
_DONE_WELL = "了好完清楚晰"
"""The characters between a deed and that its result was sent (重拍上传了, 拍清楚传了)."""
_EARLY = re.compile(
    r"(?:先|直接|就这[样么]|[不没][改弄办过]\w{0,2}|[改弄]\w{0,2}一[个条半件项]|还没\w{1,3})[^不别]{0,6}?(?:提交|递交|上交|交)"
    r"(?:上去|[完了]|再说|(?:再|后|以后)[改弄]|[\s，,就])*(?:可不?可?以|[能行好成得会]|有[没事]|[吗么嘛呢不]|$)"
)
"""Submitting again before all is done, as somebody who asks may want to."""
_EARLY_END = re.compile(r"(?:[?？吗么嘛呢不样的]|可以)\W*$")
SENT = "传"
"""The verb for sending, which is also done to single things."""
_DONE_BEFORE = ("words-move", "words-move-done", "words-yes")
"""The word lists for what may stand before the word for submitting, besides deeds."""
_OF_A_THING = re.compile("再.*(?<!的)$|.*传")
"""Words for submitting that mean something else behind a thing: what is to come (签了字再交) or was sent (图重传了)."""
_TELLS_MORE = re.compile("不(?!用了)|[没未无别退驳还但又再说被等]|另外")
"""Words of a clause that tells more than the one before it."""

_NOT_HAD = re.compile(
    r".{0,8}[还都]?没有?(?:[拿领收等]到|到手|(?:[办补换做寄发]|申请)(?:下来|回来|到)|(?<=[还都]没)买)[^了不]{0,5}?[呢啊]?"
)
"""A clause that says that something is not there yet."""
_YET = re.compile("[还才]")
"""Words of a clause about what is not done yet; without them it is about what is wrong (授权书没签字)."""
_NO = "不"
"""The beginning of words that take back that something was done (不对还没做好)."""
_DENIES = frozenset({"slip", "denied"})
"""The moves of people who take back what they told before."""
UNDONE = (("undone", "words-undone"),)
"""The word list for something not done, by a verb for anything (还没做)."""
_OF_OTHERS = re.compile(
    "[审退交填说了期]|备案|网站|管局|短信|验证码|电话|客服|接入商|平台|实名|解析|消息|结果|通知|号码?(?=[还都没])"
)
"""Words about a review, or about what others see to."""


@remembered
def hands_in(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text ends with submitting (行 那我提交), the first time or the n-th, and says before that at most
    what was done for it (改了，重新提交). Reviewers do not write so."""
    told = re.sub(r"\s(?=第)", "", spoken.unwished(knowledge, text).rstrip("。！!～~"))  # 提交 第三次
    *before, last = SIGNS.split(told) if len(text) <= LONGEST_SHORT else [""]
    what, hands = spoken.ending(knowledge, last, "words-hand-in")
    if not hands or (what and _OF_A_THING.match(hands)):
        return False
    return all(has_only(knowledge, clean(one), *_DONE_BEFORE) or deed(knowledge, one)[1] for one in (*before, what))


def asks_early(text: str) -> bool:
    """Tell whether a text only asks whether it may be submitted again before all is done (能不能先交)."""
    early = len(text) <= LONGEST_SHORT and _EARLY.search(text.rstrip("?？。！! "))
    return bool(early) and (asks_whether(text) or bool(_EARLY_END.search(text)))


def asks_to_leave(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks whether something that came back may stay as it is (这条可以不改吗)."""
    plain = short(text)
    asks = has(knowledge, plain, "words-leave-undone")
    return asks and has_only(knowledge, plain, "words-leave-undone", "words-it", "words-now", "words-move")


@remembered
def asks_after_deeds(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text ends by asking whether it may be submitted now, and says before that only what was done
    (我把网站关了 现在可以交了吗)."""
    *before, last = SIGNS.split(text.rstrip("。！!?？ ")) if len(text) <= LONGEST_SHORT else [""]
    told = [one for one in before if not courtesy(knowledge, one)]
    kinds, rest = spoken.moves(knowledge, last)
    asked = kinds == {"ready"} and has_only(knowledge, rest, "words-it", "words-now")
    return bool(asked and told) and all(deed(knowledge, one)[1] for one in told)


@remembered
def retold(knowledge: Knowledge, text: str) -> str:
    """Return the fault that somebody says they were told (客服说是名字问题). "": any other text."""
    plain = short(text)
    told = _telling(knowledge).fullmatch(plain)
    return told[1] or told[2] if told else ""


def unwritten(text: str) -> str:
    """Return what a text first says was written or done, without how it is now (备注写好了：…), or the whole text."""
    written = _WRITTEN.match(text)
    return f"{written[written.lastindex or 0]}了" if written and not _WANTED.search(written[0]) else text


@remembered
def deed(knowledge: Knowledge, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the thing that a text says was dealt with (授权书盖章了, 换了照片, 改成花艺了) or works again
    (网站能打开了), and the words for such a deed, the text's own first. ("", ()): any other text."""
    text = unwritten(text)
    plain = _by_whom(knowledge).sub("", clean(spoken.LE.sub("了", text))) if len(text) <= LONGEST_SHORT else ""
    found = _deed(knowledge).fullmatch(_JUST.sub(r"\g<0>了", plain))
    if found is None or retold(knowledge, text):
        return "", ()
    what = found["seen"] or found["object"] or found["what"] + _ONE.sub("", found["that"] or "")
    if found["that"] and found["verb"] in _WRITES and without(found["what"], listed(knowledge, "words-move")).strip():
        what = found["what"]  # 备注写了只卖早餐
    if has(knowledge, what, "words-denied") or _UNDONE.search(what):
        return "", ()
    verb = found["verb"] or found["does"]
    if verb in alike(knowledge)[SENT]:
        before = deed(knowledge, what.rstrip(_DONE_WELL) + "了") if what else ("", ())
        if before[1]:
            return before
        what = re.sub(f"(?:{any_of(listed(knowledge, 'words-deed-any'))})[好完]$", "", what)
    around = listed(knowledge, "words-move", "words-deed-around")
    thing = "" if _WHERE.match(what) else unpointed(knowledge, without(what, around).strip())
    # Reviewers, too, write what is possible (网站备案期间可以访问).
    if found["works"] is not None and thing not in ("", *listed(knowledge, "words-deed-common")):
        return "", ()
    return thing, (verb, *(like for like in alike(knowledge)[verb] if like != verb))


def is_detail(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause may only add to a deed: it says at most that something came, asks nothing, and has no
    topic."""
    kinds, rest = spoken.moves(knowledge, clause)
    if _TELLS_MORE.search(clause) or wonders(knowledge, clause) or (kinds and (rest or kinds != {"received"})):
        return False
    return knowledge.engine.whole(clause).decision != "answer"


def is_defended(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says what was done, and goes on with how (备注写好了：无经营内容), in nobody else's words."""
    told = unwritten(text) != text and deed(knowledge, text)[1]
    return bool(told) and not (says_it_came_back(knowledge, text) or is_told(knowledge, text))


@remembered
def tells_own_deed(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a clause says what the person has done (我现在关掉了, 早就实名了), as no reviewer writes."""
    return bool(_OWN.search(text) and deed(knowledge, text)[1])


def deed_words(*verbs: str) -> list[str]:
    """Return all words for deeds in these lists."""
    return [word for kind in apart(*verbs) for word in kind.split("/")]


@of_lists("words-deed")
def alike(verbs: str) -> Mapping[str, tuple[str, ...]]:
    """Map each word for a deed to all words for it."""
    kinds = (tuple(kind.split("/")) for kind in apart(verbs))
    return {word: kind for kind in kinds for word in kind}


@remembered
def asked_how(knowledge: Knowledge, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the thing that a text asks how, where or into what to change (那地址怎么改, 去哪改地址, 名字改成什么), and
    the words for such a deed. ("", ()): any other text."""
    asked = _asking_how(knowledge).fullmatch(short(text))
    if asked is None:
        return "", ()
    around = listed(knowledge, "words-it", "words-now", "words-move", "words-deed-around")
    things = (without(asked[side] or "", around).strip() for side in ("before", "thing", "after"))
    verb = asked["verb"] or asked["made"]
    return next(filter(None, things), ""), (verb, *alike(knowledge).get(verb, ()))


def is_object(knowledge: Knowledge, thing: str, title: str) -> bool:
    """Tell whether a title wants something done to this thing (网站打得开, 挂上备案号), not to a part (网站名称)."""
    return bool(re.search(f"{re.escape(thing)}(?:$|{any_of(alike(knowledge))})", title))


@remembered
def not_soon(knowledge: Knowledge, text: str) -> str | None:
    """Return the thing that a text says can only be done later (身份证要年底才能办下来, 照片明天拍), or None."""
    plain = short(text)
    if has(knowledge, plain, "words-not-soon"):
        name, *_ = re.split(either(*lists(knowledge, "words-not-soon-from")), plain, maxsplit=1)
    else:
        later = _by_time(knowledge).fullmatch(plain)
        if later is None:
            return None
        name = later["what"]
    return without(name, listed(knowledge, "words-deed-around"))


@remembered
def waits_for(knowledge: Knowledge, text: str) -> str:
    """Return the thing that a text says is waited for (那就等身份证下来). "" for any other text."""
    found = _waiting(knowledge).fullmatch(short(text))
    return found["what"] if found else ""


@remembered
def left_undone(knowledge: Knowledge, text: str) -> str | None:
    """Return the thing that a text says is not done, or not yet (照片没拍, 照片明天拍), or None."""
    soon = not_soon(knowledge, text)
    if soon is not None or len(text) > LONGEST_SHORT:
        return soon
    undone = _not_done(knowledge).fullmatch(clean(text))
    return without(undone["what"], listed(knowledge, "words-deed-around")) if undone else None


def unnodded(knowledge: Knowledge, text: str) -> str:
    """Drop a 好了 that opens a text and goes on with what is not done yet (好了，明天弄): it tells nothing."""
    nod = _NOD.match(text) if len(text) <= LONGEST_SHORT else None
    told = short_clauses(text[nod.end() :])[:1] if nod else []
    undone = any(_NOT_DONE.search(one) or left_undone(knowledge, one) is not None for one in told)
    return text[nod.end() :] if nod and undone else text


@remembered
def not_had(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that something of the person's own is not there or not done yet (新执照还没下来,
    服务器还没买), and does not ask."""
    if len(text) > LONGEST_SHORT or _OF_OTHERS.search(text) or wonders(knowledge, text.rstrip("呢")):
        return False
    *_, last = ("", *short_clauses(text))
    plain = clean(last)
    undone = bool(_YET.search(plain)) and left_undone(knowledge, last) is not None
    return undone or bool(_NOT_HAD.fullmatch(plain))


@remembered
def only_left(knowledge: Knowledge, text: str) -> str:
    """Return the thing that a text hopes is all that is left, or all that must be done (就剩图标了对吧,
    是不是把名称改了就行). "" for any other."""
    found = _only_left(knowledge).fullmatch(short(text))
    if found is None:
        return ""
    return found["left"] or deed(knowledge, f"{found['does']}了")[0]


def unpointed(knowledge: Knowledge, rest: str) -> str:
    """Return the rest of a text without words at its end that only point (实名那个)."""
    return rest.removesuffix(last_word(knowledge, rest, "words-that"))


@of_lists("words-only-left", "words-hopes-so", "words-will-do", longest=LONGEST_SHORT)
def _only_left(left: str, hopes: str, will_do: str) -> re.Pattern[str]:
    hopes = f"(?:{either(hopes)})"
    opens = "(?:那么?|现在|是不是|是否|我?只要|把|是|也)*+"
    return re.compile(
        rf"{opens}(?:{either(left)})(?P<left>.+?){hopes}++|{opens}(?P<does>.+?)了?(?:{either(will_do)}){hopes}*+"
    )


@of_lists("words-helpers", longest=LONGEST_SHORT)
def _by_whom(helpers: str) -> re.Pattern[str]:
    """Match somebody whom the person had do it (让老板帮我, 照片行政重拍了)."""
    helpers = either(helpers)
    after = "(?:帮我|帮忙|[去来把给])*"
    asked = rf"老板|法人|负责人|领导|书记|主任|校长|院长|村长|经理|员工|家人|老婆|老公|[他她]们?|{helpers}"
    return re.compile(
        rf"(?:我们?)?(?:让|叫|请|喊|找)(?:公司)?(?:{asked})(?:本人|自己|那边)?{after}"
        "|^(?:老板|法人|负责人|[他她])(?:本人|亲?自己?)"
        rf"|(?:^(?:我们?)?(?:公司)?的?|(?<=..)(?=(?:{helpers})(?:那边)?[重帮又已刚去]))(?:{helpers})(?:那边)?{after}"
    )


@of_lists("words-deed", "words-deed-ends", longest=LONGEST_SHORT)
def _deed(verbs: str, ends: str) -> re.Pattern[str]:
    """Match a deed by its end (照片拍好了), or by what something became (改成…了), what is seen now (能看到…了), or
    what it was done to (换了…, 地址补上门牌了). What works again needs no end (网站能打开). The deed may also come
    first (改名了)."""
    verbs, ends = any_of(deed_words(verbs)), either(ends)
    made, seen, that = (
        r"(?:(?<=[改换过转户填写选])[成为叫给]|(?<=[改转过指切]到)|(?<=[续写填])到).+了",
        r"(?<=[到见])(?P<seen>.+)了",
        r"了(?P<that>.+)",
    )
    works = r"(?<=打开|访问|得开|得通|接通|打通|看到|看见|正常)(?P<works>[啊呀的哦]*)"
    put = r"(?<=[补加写填贴])上[^了传去]{1,5}了"
    told = rf"(?P<what>.*?)(?P<verb>{verbs})(?:(?:{ends}|过)的?[啊呀哦嘛呢]*|{works}|{made}|{seen}|{that}|{put})"
    around = "可是?|但是?|我们?|终于|总算|已经?|刚刚?|重新?|[又都也先]"
    return re.compile(rf"{told}|(?:{around})*+(?P<does>{verbs})(?P<object>[^了]{{1,4}})了")


@of_lists("words-deed", "words-deed-any", longest=LONGEST_SHORT)
def _asking_how(verbs: str, any_verb: str) -> re.Pattern[str]:
    done = any_of((*deed_words(verbs, any_verb), *"起取交开领"))
    how = r"(?:怎么|怎样|如何|咋|[在到去]?哪[里儿]?)(?:才[能可]?以?|[去来重再]新?)*"
    result = r"[成为到]?(?:什么|啥|哪)[样个]?[才好行对的]*"
    return re.compile(
        rf"(?P<before>.*?){how}(?P<verb>{done})(?P<after>.*)|(?P<thing>.+?)(?P<made>{done}){result}[啊呀呢]*"
    )


@of_lists("words-awaiting", "words-got", longest=LONGEST_SHORT)
def _waiting(awaiting: str, got: str) -> re.Pattern[str]:
    ends = rf"(?:(?:{either(got)})?(?:到手|[到来好])|再[说交改弄办]|[吧了啊])*+"
    return re.compile(rf"(?:{either(awaiting)})(?P<what>.+?){ends}")


@of_lists("words-later-when", "words-deed-later", "words-deed", "words-deed-any", longest=LONGEST_SHORT)
def _by_time(when: str, later: str, verbs: str, any_verb: str) -> re.Pattern[str]:
    """Match a time to come, or words for one, and at the end what is done then."""
    done = any_of(deed_words(verbs, any_verb))
    return re.compile(rf"(?P<what>.*?)(?:{either(when, later)}).*?(?:{done})[好完]?")


@of_lists("words-deed", "words-deed-any", longest=LONGEST_SHORT)
def _not_done(verbs: str, any_verb: str) -> re.Pattern[str]:
    """Match a deed that was not done, not come to, or forgotten (照片还没来得及拍, 忘了填)."""
    done = any_of(deed_words(verbs, any_verb))
    none = "没有?(?:来得及|时间|[空顾]上?)?去?|忘[了记]?"
    return re.compile(rf"(?P<what>.*?)[还又]?(?:{none})(?:{done}|(?=[好完]))[好完掉过呢啊]*")


@of_lists(*(f"words-told-{what}" for what in ("by", "is", "so", "ends", "none")), longest=LONGEST_SHORT)
def _telling(*words: str) -> re.Pattern[str]:
    """Match who told it (`by`) with words that it is so (`is`, `so`), or these (`so`) alone, and what was told, if
    anything (not `none`). Before words for a trouble (`ends`) 说 or `is` is enough."""
    by, is_, so, ends, none = map(either, words)
    some = rf" ?(?!{none})"
    return re.compile(rf"(?:(?:{by}) ?(?:{so}|{is_})|{so}){some}(.+)|(?:{by})? ?(?:说|{is_}){some}(.+(?:{ends}))")


def undone_in(knowledge: Knowledge, text: str) -> tuple[str, bool] | None:
    """Return the thing that a text says is not done after all, and whether the text takes something back. "": it names
    no thing; a verb such as 没写 then needs something taken back. None: several things, or anything else."""
    undone, denied, vague = list[str](), False, False
    for clause in short_clauses(text):
        plain, what = clean(clause), left_undone(knowledge, clause)
        kinds, rest = spoken.moves(knowledge, clause)
        if kinds_alone(knowledge, plain, UNDONE, "words-move"):
            undone.append("")
            denied, vague = denied or plain.startswith(_NO), True
        elif what is not None:
            undone.append(what)
        elif said_back.answer(knowledge, clause) == "no" or (kinds and kinds <= _DENIES and not rest):
            denied = True
        elif not has_only(knowledge, plain, "words-move"):
            return None
    return (undone[0], denied) if len(undone) == 1 and (undone[0] or denied or vague) else None
