"""The numbers of an approved filing, as people type them."""

import pytest

from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.texts.numbers import Icp, province_of_police, read_icp, read_police
from tests.core.approved import POLICE


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("京ICP备2026011111号", Icp("京", "2026011111")),
        ("京ICP备2023012345号-12", Icp("京", "2023012345", "12")),
        ("京 icp 备 2026011111 号 － 1a", Icp("京", "2026011111", "1", "A")),
        ("蜀ICP备2026011111-3X。", Icp("蜀", "2026011111", "3", "X")),
    ],
)
def test_an_icp_number_is_read_as_people_type_it(text: str, number: Icp) -> None:
    assert read_icp(said(text).text) == number


@pytest.mark.parametrize(
    "text", ["", "2026011111", "ICP备2026011111号", "京ICP备123号", "京ICP备2026011111号-1B", "京ICP证030173号"]
)
def test_what_is_no_icp_number_is_none(text: str) -> None:
    assert read_icp(text) is None


def test_the_number_of_the_public_security_filing_is_not_masked_and_names_its_province(knowledge: Knowledge) -> None:
    for text in (POLICE, "苏公网安备 32010002000001 号", "苏公网安备32010002000001"):
        event = said(text)
        assert (read_police(event.text), event.hidden) == (POLICE, ())
    province = province_of_police(POLICE, knowledge)
    assert province
    assert province.id == "jiangsu"
    assert province_of_police("京公网安备99010002000001号", knowledge) is None
