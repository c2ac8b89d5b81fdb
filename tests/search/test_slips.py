"""Slips of the pen: one character that sounds nearly as the one that was meant."""

import pytest

from bot.search.slips import is_slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("备案要都久", "备案要多久"), ("短信核验再哪里填", "短信核验在哪里填"), ("备案好挂在哪", "备案号挂在哪")],
)
def test_a_slip(typed: str, meant: str) -> None:
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("备案要多久", "备案要多久"),
        ("个人能备案吗", "企业能备案吗"),
        ("注销备案要多久", "变更备案要多久"),
        ("域名能备案吗", "域名不备案吗"),
        ("要多久", "要都久"),
        ("备案a多久啊", "备案b多久啊"),
        ("", ""),
    ],
)
def test_no_slip(typed: str, meant: str) -> None:
    assert not is_slip(typed, meant)
