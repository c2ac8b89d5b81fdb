"""Where somebody is: a province, or what lies in it."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.provinces import called, lies_in


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("广东", "guangdong"),
        ("广东省", "guangdong"),
        ("佛山", "guangdong"),
        ("佛山市", "guangdong"),
        ("佛山南海", "guangdong"),
        ("广东省佛山市南海区", "guangdong"),
        ("内蒙古包头", "neimenggu"),
        ("吉林市", "jilin"),
        ("海南", "hainan"),
        ("朝阳市", "liaoning"),
        ("朝阳区", None),
        ("阿里云", None),
        ("火星", None),
        ("佛山的话居住证要不要，我不是本地人", None),
        ("", None),
    ],
)
def test_a_city_tells_the_province(text: str, province: str | None, knowledge: Knowledge) -> None:
    found = lies_in(knowledge, text)
    assert (found and found.id) == province


def test_no_city_lies_in_two_provinces_or_is_called_like_one(knowledge: Knowledge) -> None:
    provinces = list(knowledge.provinces.values())
    names = [name for province in provinces for name in (province.short, *province.cities)]
    assert len(names) == len(set(names))
    assert len(names) == len(provinces) + 331, "all prefectures but those two that are called like a province"
    assert all(called(knowledge, city) == province for province in provinces for city in province.cities)
