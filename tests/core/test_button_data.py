"""Button data: what we write is read back; what we did not write is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import actions, button_data
from bot.core.actions import Browse, Forget, Jump, Keep, Rate, Read, ReadOrderState, Settle, Tick, TickFix
from bot.core.button_data import decode, encode


@pytest.mark.parametrize(
    "action",
    [
        Read("time-total"),
        ReadOrderState("huawei", "等待初审"),
        Tick(12, "first-subject-info", "legal-person", False),
        Settle(3, 0, ""),
        TickFix(3, "domain-realname", True),
        Forget(),
        Jump(1, "x"),
        Rate("time-total", "unhelpful"),
        Rate("time-total", "helpful"),
        Browse("time", "sms"),
        Browse("time", "", 2),
        Keep(999, "police", "苏公网安备32010002000001号"),
        Keep(999, "icp", "苏ICP备123456789012号-1234A"),
    ],
)
def test_what_a_button_says_is_read_back(action: actions.Action) -> None:
    assert decode(encode(action)) == action


@pytest.mark.parametrize(
    ("data", "action"),
    [
        ("-:time-total", Rate("time-total", "unhelpful")),
        ("%:time-total:unhelpful", Rate("time-total", "unhelpful")),
        ("b:time:sms", Browse("time", "sms")),
        ("b1:time:sms:0", Browse("time", "sms")),
    ],
)
def test_what_stands_in_old_chats_is_still_read(data: str, action: actions.Action) -> None:
    assert decode(data) == action


def test_data_over_64_bytes_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="bytes of button data"):
        encode(Read("备" * 21))


@given(st.text() | st.lists(st.sampled_from(["r", "k", "g", "1", "0", "-1", "x", "", "９"])).map(":".join))
def test_any_data_is_an_action_of_ours_or_none(data: str) -> None:
    action = decode(data)
    if action is not None and len(data.encode()) <= button_data.LONGEST_DATA:
        assert decode(encode(action)) == action


@pytest.mark.parametrize(
    "data",
    ["", "r", "r:x:2", "k:1:a:b:1:1", "k:-1:a:b:1", "k:９:a:b:1", "zz", "g:99999999999:x", "-", "-:x:helpful", "b:x"],
)
def test_forged_data_is_no_action(data: str) -> None:
    assert decode(data) is None
