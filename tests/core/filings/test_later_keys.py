"""The keys of `State.later`: each has one meaning, and those in people's states and buttons stay readable."""

from bot.core import course
from bot.core.filings.later_keys import all_keys, is_about_coming, is_about_wished
from bot.core.state import Attempt, State
from tests.core.sample import FLOW, NOW


def test_each_key_has_one_meaning_and_keeps_its_form() -> None:
    shop = course.begin(7, "shop", FLOW, "personal", "", NOW)
    keys = all_keys(State((shop,), loose=(Attempt(7, NOW),)))
    plain = {"a7": None, "7": shop, "d7": shop, "s7": shop, "i7": shop, "p7": shop, "y7": shop}
    assert keys == {**plain, **{f"w{key}": filing for key, filing in plain.items()}}
    assert {key for key in keys if is_about_coming(key)} == {"d7", "s7", "i7", "p7", "y7"}
    assert {key for key in keys if is_about_wished(key)} == {f"w{key}" for key in plain}
