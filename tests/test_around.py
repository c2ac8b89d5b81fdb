"""What stands around the reasons of a notice: the screen, the mail, the letter or the chat that it was copied from. It
is no reason, and hides none."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle, islice

import pytest

from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.texts.chats import told_in_chat
from bot.core.texts.diagnosis import diagnose
from bot.core.texts.understanding import understand

REASONS = {
    "负责人电话多次拨打无人接听": "reject-phone-unreachable",
    "网站名称与公司名称没有关联": "reject-name-unrelated",
    "单位跨省备案": "reject-cross-province",
    "人脸核验没有通过": "reject-face-verify-failed",
    "登记库里查不到该单位": "reject-subject-data-not-exist",
    "图片水印挡住了证件号码": "reject-watermark",
    "备案服务码已被使用": "reject-server-code-invalid",
    "首页未悬挂ICP备案号": "reject-number-not-shown",
    "域名在个人名下，与备案单位不一致": "reject-domain-owner-mismatch",
    "核验单有涂改": "reject-check-form-template",
    "网站名称直接用了域名": "reject-name-domain",
}
AROUND = {
    "a telephone": (
        "9:41 5G 78\n< 服务通知\n备案审核结果通知\n您的备案未通过审核\n驳回原因\n{}\n审核时间 2026年11月27日 15:20\n"
        "查看详情 >\n修改备案信息 放弃备案\n首页 备案 我的",
        "\n",
    ),
    "a mini program": (
        "小程序备案审核通知\n小程序名称 某某生活馆\n审核结果 未通过\n未通过原因 {}\n审核时间 2026-11-27",
        "；",
    ),
    "a text message": (
        "【工信部】您的备案申请已被广东省通信管理局退回，退回原因：{}。查询网址beian.miit.gov.cn",
        "、",
    ),
    "another": (
        "【华为云】尊敬的客户：您的备案申请审核失败，失败原因：{}。您可在华为云App-备案服务中重新提交。拒收请回复R",
        "；",
    ),
    "a long verdict": (
        "【百度智能云】备案退回通知：您好，您的备案单（BD2026）因以下原因被退回：{}，请登录系统查看并于7日内处理，"
        "逾期订单将自动关闭。",
        "；",
    ),
    "a mail": (
        "主题：【备案通知】您的备案申请未通过审核\n\n尊敬的客户：\n感谢您选择我们的服务。您的备案申请经初审人员核查，"
        "发现以下问题需要更正：\n{}\n请您按照上述意见逐项修改后再次提交，如有疑问，可回复本邮件。\n\n此致\n敬礼\n"
        "备案服务部\n2026年11月27日\n本邮件由系统自动发送，请勿直接回复。",
        "\n",
    ),
    "a colleague's mail": (
        "Hi，\n关于贵司网站备案，管局今天反馈退回，意见如下：\n{}\n麻烦尽快补一下，谢谢！\n--\n王工 | 备案专员\n"
        "某某网络科技有限公司",
        "\n",
    ),
    "a letter": (
        "整改通知书\n某某科技有限公司：\n我局在对你单位报送的备案材料进行审查时，发现下列不符合要求之处：\n{}\n"
        "请你单位于10个工作日内整改完毕并重新报送，逾期未整改的，将按有关规定处理。\n特此通知。\n某省通信管理局",
        "\n",
    ),
    "a form": (
        "备案信息审核告知单\n申请单位：某某贸易有限公司\n申请事项：首次备案\n经审核，你单位提交的材料存在如下问题：\n{}\n"
        "请补正后重新提交。联系电话：0571-xxxxxxx\n（盖章）\n2026年11月26日",
        "\n",
    ),
    "in traditional characters": ("通知：您的網站備案審核結果為「不通過」。\n不通過原因：{}\n請於期限內補正。", "\n"),
    "in English": (
        "ICP Filing > Orders > Details\nOrder ID: 20261127\nStatus: Rejected\nRejection reason:\n{}\n"
        "Next step: Modify your information and resubmit\nHelp  Feedback",
        "\n",
    ),
    "what a robot posts": (
        "项目：官网备案\n环节：管局审核\n结果：退回 ❗\n意见：\n{}\n处理人：@李四\n截止：12月5日\n备注：无",
        "\n❌",
    ),
    "a chat": (
        "客服小七 14:02:11\n您好，很高兴为您服务\n我 14:02:40\n我的备案怎么被退了\n客服小七 14:03:05\n这边帮您看下，"
        "请稍等\n客服小七 14:04:18\n{}\n我 14:09:02\n好的我改一下\n客服小七 14:09:30\n请问还有其他可以帮您的吗",
        "\n",
    ),
    "a chat with an expert": (
        "审核专员小刘 2026/11/27 10:02:13\n您好，贵司备案资料初审有问题，需要调整\n张经理 2026/11/27 10:05:40\n哪些\n"
        "审核专员小刘 2026/11/27 10:06:02\n{}\n张经理 2026/11/27 10:07:00\n收到",
        "；",
    ),
    "what somebody quotes": ("转发：\n你那个备案又退回来了，客服发的：“{}”，你看下怎么改", "、"),
    "two notices": (
        "2026-11-28 10:12 审核不通过：1）{}\n2026-11-20 16:40 审核不通过：1）域名已过期\n2026-11-18 09:00 提交审核",
        "；",
    ),
    "gaps": ("审核结果 不通过\n驳回原因 {}\n提交时间 11-27 15:20", "  "),
    "fields": ("备案进度 > 订单详情\n主体信息 审核不通过 {}\n云服务器 审核通过", "\n网站信息 审核不通过 "),
    "cells": (
        "驳回详情\n驳回字段\n其他资料\n驳回原因\n{}",
        "\n\n驳回字段\n其他资料\n驳回原因\n",
    ),
    "columns": ("审核环节  审核状态  审核意见\n资料  未通过  {}\n办公电话  已通过  无", "\n资料  未通过  "),
    "ticks": ("资料：❌ {}\n办公电话：✅\n接入信息：✅", "\n资料：❌ "),
    "advice": ("驳回原因：\n{}", "。建议核对后重新填写。\n"),
}


def found_in(text: str, knowledge: Knowledge) -> tuple[set[str], tuple[str, ...]]:
    """The reasons that a pasted text tells, and what of it is shown as not recognised."""
    told = told_in_chat(knowledge, said(text).text)
    found = diagnose(told, understand(knowledge, told).parts, knowledge, datetime(2026, 11, 29, tzinfo=UTC))
    return set(found.reasons), tuple(one.text for one in found.unclear)


def notices(form: str) -> list[tuple[str, set[str]]]:
    """Notices of this form with one to three reasons each, and their topics."""
    frame, joint = AROUND[form]
    besides = {"reject-domain-expired"} if "域名已过期" in frame else set()
    made: list[tuple[str, set[str]]] = []
    for start in range(0, len(REASONS), 2):
        some: Sequence[str] = list(islice(cycle(REASONS), start, start + 1 + start % 3))
        made.append((frame.format(joint.join(some)), {REASONS[one] for one in some} | besides))
    return made


@pytest.mark.parametrize("form", AROUND)
def test_what_stands_around_the_reasons_is_none_and_hides_none(form: str, knowledge: Knowledge) -> None:
    for text, reasons in notices(form):
        assert found_in(text, knowledge) == (reasons, ()), text


@pytest.mark.parametrize("width", [8, 11, 14])
def test_lines_that_a_narrow_screen_wrapped_are_read_as_one(width: int, knowledge: Knowledge) -> None:
    text = (
        "您的备案申请被驳回，驳回原因：1）负责人电话多次拨打无人接听；2）核验单未盖公章；3）域名尚未实名认证。请修改。"
    )
    wrapped = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    assert found_in(wrapped, knowledge) == found_in(text, knowledge)


def test_reasons_as_long_as_each_other_stay_lines_of_a_list(knowledge: Knowledge) -> None:
    reasons, unclear = found_in("备案退回原因：\n网站名称不规范\n核验单未签字盖章\n域名未实名认证", knowledge)
    assert (len(reasons), unclear) == (3, ())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("退回原因：\n域名未实名认证\n联系方式：该手机号已在其他主体中使用", "reject-phone-duplicate-subject"),
        ("退回原因：\n域名未实名认证\n\n此致\n敬礼\n另外您的营业执照照片不清晰", "reject-id-photo-unclear"),
        ("退回：公示系统查不到该单位、存在进行中的新增订单，不能提交变更", "reject-change-conflict"),
    ],
)
def test_a_fault_around_the_reasons_is_kept(text: str, kept: str, knowledge: Knowledge) -> None:
    assert kept in found_in(text, knowledge)[0]


def test_another_paper_that_is_wanted_is_not_taken_for_advice(knowledge: Knowledge) -> None:
    told = "驳回原因：身份证已过期，请补充法人授权书"
    reasons, unclear = found_in(told, knowledge)
    assert "reject-id-expired" in reasons
    assert len(reasons) + len(unclear) > 1
