"""Of a message far longer than usual, only what may tell something is read."""

import pytest

from bot.search.brief import READ, WHOLE, in_brief

IDLE = "本平台为您提供专业服务。"
ENDLESS = ("备", "「", "a", "1", "：", "备案 ", "how long ", "：\n", " \n", "1、\n", "？", "备，")


@pytest.mark.parametrize("text", ["", "备案要多久？", "域名未实名；\n" * (WHOLE // 7)])
def test_what_is_no_longer_than_what_people_send_is_read_whole(text: str) -> None:
    assert in_brief(text) == (text, "")


def test_what_tells_that_something_is_wrong_is_read_first_and_then_what_asks() -> None:
    reasons = ("您的备案被驳回，原因如下：\n1、域名未实名；\n", "2、负责人电话无人接听；\n", "3、照片模糊。\n")
    asked = "要多久？\n"
    text = reasons[0] + IDLE * 60 + asked + IDLE * 60 + "".join(reasons[1:]) + IDLE
    read, unread = in_brief(text)
    assert read == reasons[0] + IDLE * (read.count(IDLE)) + asked + "".join(reasons[1:])
    assert len(read) <= READ
    assert unread == IDLE.strip()


def test_only_what_has_no_end_is_cut() -> None:
    endless = "备案" * WHOLE
    assert in_brief(f"你好。{endless}") == (f"你好。{endless[: READ - 3]}\n", endless[READ - 3 :])
    assert in_brief(f"{endless}。照片模糊。") == (f"{endless[: READ - 5]}\n照片模糊。", f"{endless[READ - 5 :]}。")


@pytest.mark.parametrize("unit", ENDLESS)
def test_of_whatever_is_repeated_no_more_is_read(unit: str) -> None:
    text = (unit * 4096)[:4096]
    read, unread = in_brief(text)
    assert len(read) <= READ + 1
    assert unread in text
