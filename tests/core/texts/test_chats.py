"""A conversation that is pasted: what the reviewer said in it counts, and nothing else."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.state import Grace
from bot.core.texts.chats import told_in_chat
from tests.core.talking import after

WITH_ME = (
    "客服: 您好，您的备案订单驳回了\n我: 为什么啊\n客服: 通信地址不详细，还有身份证照片模糊\n"
    "我: 好的 改完多久能过\n客服: 1-2个工作日哦亲"
)
WITH_TIMES = (
    "阿里云客服 14:20:11\n您好，您的备案没通过\n张三 14:20:30\n哪里有问题\n"
    "阿里云客服 14:21:00\n负责人电话打不通，授权书没盖章\n张三 14:22\n好的"
)
WITH_BOTH = (
    "帮我看看这个聊天记录\n客服小李 10:02\n您好 您的备案被驳回了\n我 10:03\n啥原因啊\n客服小李 10:05\n"
    "主要是两个问题 第一个是法人身份证过期了 第二个是网站名称不能用拼音\n我 10:06\n那我换了身份证可以吗\n"
    "客服小李 10:07\n可以的 换好重新上传 名称改成中文 15天内提交哦"
)
WITH_DATES = (
    "[2026/11/27 10:01] 客服: 备案退回了，网站名称不规范\n[2026/11/27 10:02] 我: 那改成什么好\n"
    "[2026/11/27 10:03] 客服: 用公司全称就可以"
)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (WITH_ME, ("reject-contact-address-incomplete", "reject-id-photo-unclear")),
        (WITH_TIMES, ("reject-phone-unreachable", "reject-no-authorization-letter")),
        (WITH_BOTH, ("reject-id-expired", "reject-name-format")),
        (WITH_DATES, ("reject-name-format",)),
    ],
)
def test_only_what_the_reviewer_said_gives_reasons(text: str, reasons: tuple[str, ...], knowledge: Knowledge) -> None:
    state, _ = after(knowledge, text)
    (attempt,) = state.loose
    assert (attempt.reasons, attempt.unclear) == (reasons, ())


def test_by_when_to_submit_is_told_in_it(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, WITH_BOTH)
    assert state.loose[0].grace == Grace(length=15)


@pytest.mark.parametrize(
    "text",
    [
        "驳回原因：\n主办单位：名称与执照不一致\n网站：名称不规范\n负责人：电话打不通",
        "我: 备案被退了\n我: 地址不详细",
        "客服：您好\n我：备案要多久\n客服：二十天左右",
        "备案被退了\n提交时间 10:02\n网站名称不规范",
    ],
)
def test_any_other_text_is_read_as_it_is(text: str, knowledge: Knowledge) -> None:
    assert told_in_chat(knowledge, text) == text
