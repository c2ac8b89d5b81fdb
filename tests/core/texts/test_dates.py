"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.events import said
from bot.core.texts.dates import TypedDate, read_date

TODAY = date(2026, 12, 20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2027-03-01", TypedDate(date(2027, 3, 1))),
        ("2027年3月1日", TypedDate(date(2027, 3, 1))),
        ("27.3.1", TypedDate(date(2027, 3, 1))),
        ("２０２７／３／１", TypedDate(date(2027, 3, 1))),
        ("20270301", TypedDate(date(2027, 3, 1))),
        ("域名2027年3月1号到期", TypedDate(date(2027, 3, 1))),
        ("明年3月1日", TypedDate(date(2027, 3, 1))),
        ("后年2月29号", TypedDate(date(2028, 2, 29))),
        ("明年3月", TypedDate(date(2027, 3, 1), sure=False)),
        ("2027年3月", TypedDate(date(2027, 3, 1), sure=False)),
        ("2027-03", TypedDate(date(2027, 3, 1), sure=False)),
        ("12月31日", TypedDate(date(2026, 12, 31), sure=False)),
        ("1月5日", TypedDate(date(2027, 1, 5), sure=False)),
        ("12月20日", TypedDate(date(2027, 12, 20), sure=False)),
        ("2027年2月29日", None),
        ("2027-13-01", None),
        ("明年", None),
        ("3个月后", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_type_it(text: str, found: TypedDate | None) -> None:
    assert read_date(said(text).text, TODAY) == found


@given(st.text(alphabet="020260111119年月日.-/ 明后今号", max_size=14))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text, TODAY)
    assert found is None or isinstance(found.day, date)
