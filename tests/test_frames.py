"""Notices of every shape in which providers and people put their reasons: whatever frame the reasons stand in and
however they are joined, each is found, and nothing else."""

from collections.abc import Sequence
from itertools import cycle, islice

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts.understanding import understand

REASONS = {
    "网站名称与主体不相关": "reject-name-unrelated",
    "负责人手机号码为空号或停机": "reject-phone-unreachable",
    "域名未实名认证": "reject-domain-not-realname",
    "营业执照照片不清晰": "reject-id-photo-unclear",
    "域名持有者与主体不一致": "reject-domain-owner-mismatch",
    "核验单未签字": "reject-check-form-unsigned",
    "网站名称不规范": "reject-name-format",
    "幕布照片不合格": "reject-photo-backdrop",
    "域名已过期": "reject-domain-expired",
    "企业列入经营异常名录": "reject-business-abnormal",
    "电子邮箱无法使用": "reject-email-invalid",
}
FRAMES = (
    "您的备案申请被驳回，原因：{}",
    "【阿里云】您的ICP备案申请因“{}”被驳回，请登录备案控制台修改",
    "尊敬的用户：您好！您提交的备案订单（订单号：20261129****88）初审未通过，驳回原因：{}。请登录控制台修改后重新提交。",
    "备案未通过：「{}」",
    "退回理由：【{}】",
    "审核意见：“{}”。请核实后重新提交",
    "驳回原因:{}（请于45天内修改）",
    "{}（以上问题请一并修改）",
    "您好，您的备案因{}，现已退回",
    "由于{}，你的备案被退回",
    "又被打回来了，这次是{}",
    "阿里云说我{}，让改",
    "《驳回通知》经审核，贵单位存在{}的情况，不予通过",
    "【百度智能云】亲爱的用户，您提交的备案信息因{}未能通过审核，请前往控制台查看",
    "状态：初审驳回\n驳回时间：2026-11-28 14:03:22\n驳回原因：{}\n操作：查看详情 重新提交",
    "主体信息：通过\n网站信息：不通过（{}）",
    '"驳回原因": "{}"',
    "通信管理局审核结果：不通过\n原因：{}\n请修改后重新提交",
)
JOINTS = ("、", "，", "；", "。", ";", ",", "\n", "和", "以及", "，且", "，另外", "，还有", " ", "/", "|", "+")
MARKS = ("123", "①②③", ("第一，", "第二，", "第三，"), ("一、", "二、", "三、"), ("- ", "- ", "- "))


def joined(reasons: Sequence[str]) -> list[str]:
    """Return reasons joined in every way: by each joint, and as items under each kind of mark."""
    listed = ["\n".join(f"{mark}{one}" for mark, one in zip(marks, reasons, strict=True)) for marks in MARKS[1:]]
    numbered = " ".join(f"{mark}. {one}" for mark, one in zip(MARKS[0], reasons, strict=True))
    return [joint.join(reasons) for joint in JOINTS] + listed + [numbered]


@pytest.mark.parametrize("frame", FRAMES)
def test_every_reason_in_a_frame_is_found_however_they_are_joined(frame: str, knowledge: Knowledge) -> None:
    start = FRAMES.index(frame) % len(REASONS)
    reasons = list(islice(cycle(REASONS), start, start + 3))
    for text in joined(reasons):
        parts = understand(knowledge, frame.format(text)).parts
        told = {part.choices[0].topic for part in parts if part.decision == "answer"}
        assert told == {REASONS[one] for one in reasons}, frame.format(text)
