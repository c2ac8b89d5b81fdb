"""What of a notice gives its reasons, and what only frames them: its heading, the fields of the order, and its
threats. Only the form is looked at here."""

import re

_WRONG = re.compile("不(?![得要能])|未|没|无(?!法)|过期|糊|有误|错|缺|漏|反光|遮挡|停机|空号")
_DEMAND = re.compile("请|须|应(?!急)|不得|不要|务必|确保|需|建议|提示|(?<!符合)要求|如(?!下)|若|将|可能|会被|以免")
"""What tells that something is wrong, and what tells how it ought to be, or may become."""
HEADING = re.compile(
    r"(?P<exists>(?:^|(?<=[\s，,。；;：:！!]))[^\s，,。；;：:！!]{0,40}?存在[^\s，,。；;：:！!]{0,6}(?:问题|违规|情况)"
    r"(?:[，,]?请[^\s，,。；;：:！!]{0,8})?[：:])"
    r"|(?:^|(?<=[\s，,。；;：:！!【|]))(?!还|另|第)[^\s，,。；;：:！!|]{0,16}?"
    r"(?:原因|理由|意见|意見|[退驳駁]回(?:说明|备注)|以下问题|问题(?=如下))"
    r"(?:[^\s，,。；;：:！!|请见见看]{0,8}[：:】]|(?:如下|以下)\s)|\breasons?\b[^：:\n.]{0,30}[：:]"
    r"|(?:^|(?<=[\s，,|]))(?:[退驳駁]回|[审審]核|不通过)?(?:原因|理由|意见|意見)\s+(?=[一-龥])",
    re.MULTILINE | re.IGNORECASE,
)
"""Opens the reasons of a notice: what stands before that tells what any notice does."""
VERDICT = re.compile(
    r"(?:被?(?:驳回|駁回|退回|打回|拒绝|退件)|被[退拒])来?了?"
    r"|(?:审核|初审|复审|终审|审批|备案|申请|订单|资料|材料|信息|状态|结果)"
    r"(?:信息|资料|申请|验证|状态|结果|意见)?[ ：:]*已?"
    r"(?:(?:不|[未没]能?|没有|不予)通?过(?:初审|审核)?|不合[格规]|失败)"
)
"""That something came back or did not pass, which is no reason."""
LEADS_IN = re.compile(rf"(?:{VERDICT.pattern})[：:]")
OF_SITES = re.compile("域名|网站|网址|官网")
OF_WHAT = re.compile(rf"{OF_SITES.pattern}|小程序|小游戏|app|应用(?!宝)|主体", re.IGNORECASE)
"""What is filed: beside a verdict it only tells of what that is (您的域名 a.com 备案审核未通过)."""
_FIELD = re.compile(r"\S\s*[：:|]\s*\S")
_THREAT = re.compile(
    r"(?:^|(?<=[\s。；;：:，,！!]))(?:如果?|若|凡)?(?:逾期|超时|超期|届时|否则|不然|[您你]?的?订单(?=将))"
    r"(?:(?![已了])[^。；;！!\n]){0,30}?(?:(?:将|会|自动|系统)(?:(?![已了])[^。；;！!\n]){0,12}?)?"
    r"(?:失效|关闭|作废|删除|清除|清理|取消|终止|撤销|放弃|回收)(?!接入|[了过])[^。；;！!，,\n]*"
)
"""What becomes of an order that is not mended in time: it has not come to that yet (否则订单将失效)."""
_LIMIT = re.compile(
    r"(?:^|(?<=[\s。；;：:，,！!]))(?:请|须|应|需|务必)[^\d。；;！!，,\n]{0,10}\d{1,2} ?个?(?:工作)?[日天]"
    r"(?:之?内|以内)[^未没。；;！!，,\n]{0,8}(?:修改|整改|处理|改正|补正|更正|补充|完善|提交)[^。；;！!，,\n]*"
)
"""Until when it is to be mended: that is said with whatever reason, and most often after an inspection."""


def tells_wrong(text: str) -> bool:
    """Whether a text tells that something is wrong, besides that it did not pass, and demands nothing."""
    rest = VERDICT.sub("", text)
    return is_wrong(rest) and not demands(rest)


def is_wrong(text: str) -> bool:
    """Whether anything in a text tells that something is wrong."""
    return bool(_WRONG.search(text))


def demands(text: str) -> bool:
    """Whether anything in a text tells how something ought to be, or may become."""
    return bool(_DEMAND.search(text))


def begin_of_reasons(text: str, sentence: int, heading: re.Match[str]) -> int:
    """Where the reasons begin in a notice: behind a heading that only tells that there are some; else at it, if what
    stands before it in its `sentence` has fields of an order or the verdict in it; but with the sentence, if that tells
    before that something is wrong."""
    end = heading.end() if heading["exists"] else heading.start()
    before = text[sentence:end]
    rest = VERDICT.sub("", before)
    if is_wrong(rest) or "没" in rest:
        return sentence
    return end if heading["exists"] or VERDICT.search(before) or _FIELD.search(before) else sentence


def without_terms(text: str) -> str:
    """A notice without what it threatens with and until when it is to be mended."""
    return _LIMIT.sub("", _THREAT.sub("", text))
