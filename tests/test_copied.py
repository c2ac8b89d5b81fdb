"""Notices copied from pages, tables, programs, mails and chats, whose reasons are known: each is found, and nothing
else."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts.diagnosis import diagnose
from bot.core.texts.understanding import understand

REASONS = (
    ("网站名称", "网站名称与主办单位无关联", "reject-name-unrelated", "请修改后重新提交"),
    ("网站域名", "域名数量过多", "reject-domain-count", "请核实后修改"),
    ("证件照片", "图片有水印", "reject-watermark", "请处理后重新上传"),
    ("主体信息", "存在在途订单", "reject-order-in-progress", "请及时处理"),
    ("负责人信息", "负责人身份证已过期", "reject-id-expired", "请更新后再提交"),
    ("核验单", "核验单缺少负责人签名", "reject-check-form-unsigned", "请按要求修改"),
    ("主体信息", "变更信息冲突", "reject-change-conflict", "请修改后提交"),
    ("承诺书", "未上传承诺书", "reject-commitment-missing", "请修改后重新提交"),
    ("服务内容", "网站服务内容与实际不符", "reject-service-type-wrong", "请核实后修改"),
    ("负责人手机号", "短信核验超时", "reject-sms-timeout", "请及时处理"),
    ("网站域名", "域名未实名认证", "reject-domain-not-realname", "请先完成实名认证后再提交"),
)
Told = Sequence[tuple[str, str, str, str]]


def _lines(form: str, told: Told, between: str = "\n") -> str:
    named = ({"n": n, "field": field, "why": why, "mend": mend} for n, (field, why, _, mend) in enumerate(told, 1))
    return between.join(form.format(**one) for one in named)


COPIED: dict[str, Callable[[Told], str]] = {
    "with advice": lambda told: "驳回原因：\n" + _lines("{n}、{why}，{mend}。", told),
    "with advice in brackets": lambda told: "驳回原因：\n" + _lines("{n}、{why}（操作指引：{mend}）", told),
    "with advice below": lambda told: _lines("问题{n}：{why}\n解决方案：{mend}", told),
    "a table": lambda told: "字段\t内容\t审核意见\n" + _lines("{field}\t-\t{why}", told) + "\n网站语言\t-\t通过",
    "a table with numbers": lambda told: "序号 | 字段 | 审核结果\n" + _lines("{n} | {field} | {why}", told),
    "fields": lambda told: _lines("{field}：不通过，{why}", told) + "\n服务内容：审核通过\n证件有效期：无误",
    "what is fine": lambda told: "驳回原因：" + _lines("{why}；", told, "") + "接入信息：无需修改；APP信息：符合要求",
    "what is fine, listed": lambda told: "驳回原因：" + _lines("（{n}）{why}", told, "") + "（4）主办单位性质：正确",
    "an answer": lambda told: '{"code": 200, "status": "REJECT", "why": [' + _lines('"{why}"', told, ", ") + "]}",
    "an answer with fields": lambda told: (
        '{"data": [' + _lines('{{"field": "{field}", "reason": "{why}"}}', told, ", ") + '], "msg": "审核不通过"}'
    ),
    "a page": lambda told: (
        "<table><tr><th>字段</th><th>审核意见</th></tr>"
        + _lines("<tr><td>{field}</td><td>{why}</td></tr>", told, "")
        + "</table>"
    ),
    "a mail": lambda told: (
        "尊敬的用户：\n您好！您提交的备案申请经初审未通过，具体原因如下：\n"
        + _lines("{n}. {why}", told)
        + "\n请您登录备案控制台修改后重新提交。\nCopyright © 2009-2026 某某云 版权所有"
    ),
    "English": lambda told: (
        "Your ICP备案 was rejected: " + _lines("{why}", told, "; ") + ". Please modify and resubmit."
    ),
    "a chat": lambda told: (
        "客服小云：您的备案审核没有通过\n我：什么原因\n客服小云：" + _lines("{why}", told, "；") + "\n我：好的谢谢"
    ),
    "spaced": lambda told: "\n".join(map(" ".join, ("驳回原因：\n" + _lines("{n}、{why}", told)).splitlines())),
}


@pytest.mark.parametrize("form", COPIED)
def test_a_copied_notice_tells_its_reasons_and_nothing_else(form: str, knowledge: Knowledge) -> None:
    for start in range(len(REASONS)):
        told = list(islice(cycle(REASONS), start, start + 3))
        text = COPIED[form](told)
        read = understand(knowledge, text)
        found = diagnose(text, read.parts, knowledge, datetime(2026, 11, 29, tzinfo=UTC))
        assert (set(found.reasons), found.unclear) == ({topic for _, _, topic, _ in told}, ()), text
