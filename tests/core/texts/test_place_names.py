"""Which province a text names, by itself or by a city that lies in it."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts.place_names import ProvinceTold, province_alone, province_of_place, province_told, provinces_named


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
    found = province_of_place(knowledge, text)
    assert (found and found.id) == province


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Guangdong", "guangdong"),
        ("in Guangdong province", "guangdong"),
        ("inner mongolia", "neimenggu"),
        ("Shanxi", "shanxi"),
        ("Shaanxi", "shaanxi"),
        ("Tibet", "xizang"),
        ("Shenzhen", "guangdong"),
        ("Xi'an", "shaanxi"),
        ("Suzhou", None),  # 苏州 or 宿州
        ("Mars", None),
        ("佛山", "guangdong"),
        ("广东省", "guangdong"),
    ],
)
def test_a_place_is_told_in_english(text: str, province: str | None, knowledge: Knowledge) -> None:
    assert knowledge.in_english
    found = province_of_place(knowledge.in_english, text)
    assert (found and found.id) == province


def test_in_english_a_place_is_recognised_in_what_is_asked(knowledge: Knowledge) -> None:
    assert knowledge.in_english
    for text in ("I am in Guangdong, how long does it take", "我在广东，要多久"):
        assert [one.short for one in provinces_named(knowledge.in_english, text)] == ["Guangdong"]
    for text in ("我在Guangdong", "我在guangdong"):
        assert province_told(knowledge.in_english, text) == ProvinceTold(
            knowledge.in_english.provinces["guangdong"], mine=True
        )


def test_no_city_lies_in_two_provinces_or_is_called_like_one(knowledge: Knowledge) -> None:
    provinces = list(knowledge.provinces.values())
    names = [name for province in provinces for name in (province.short, *province.cities)]
    assert len(names) == len(set(names))
    assert len(names) == len(provinces) + 331, "all prefectures but those two that are called like a province"
    assert all(province_alone(knowledge, city) == province for province in provinces for city in province.cities)


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("手机号我用的是湖南老家的 必须换吗", []),
        ("湖南的号能在广东备吗", ["广东"]),
        ("执照是广东的，卡是湖南的", ["广东"]),
        ("湖南对手机号有什么要求", ["湖南"]),
        ("公司在广东，广东的手机号", ["广东"]),
        ("广东的电话核验严吗", ["广东"]),
    ],
)
def test_where_a_number_is_from_nothing_is_filed(text: str, provinces: list[str], knowledge: Knowledge) -> None:
    assert [one.short for one in provinces_named(knowledge, text)] == provinces
