"""Pinyin, as people type it and mistype it, comes out as the characters that are meant and finds their topic."""

import pytest

from tests.search.corpus import ENGINE


def looked_up(text: str) -> str:
    (part,) = ENGINE.read(text)
    return ENGINE.explain(part).normal


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ge ren ke yi bei an ma", "个人可以备案吗"),
        ("beian yao duojiu", "备案要多久"),
        ("bèi àn yào duō jiǔ", "备案要多久"),
        ("bei4 an4 yao4 duo1 jiu3", "备案要多久"),
        ("bei4an4 yao4 duo1jiu3", "备案要多久"),
        ("beian yao duo jiou", "备案要多久"),
        ("beain yao duojiu", "备案要多久"),
        ("bean yao duo jiu", "备案要多久"),
        ("bei'an hao yao fang zai nali", "备案号要放在哪里"),
        ("shou bu dao duan xin zen me ban", "收不到短信怎么办"),
        ("备案yao duo jiu", "备案要多久"),
        ("beian要多少qian", "备案要多少钱"),
        ("个人keyi备案ma", "个人可以备案吗"),
        ("wordpress beian yao duojiu", "wordpress备案要多久"),
    ],
)
def test_the_characters_that_are_meant(typed: str, meant: str) -> None:
    assert looked_up(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bei an yao duo chang shi jian", "备案要多久"),
        ("tong guan ju shen he yao ji tian", "管局审核要多久"),
        ("icp beian yao duo jiu", "备案要多久"),
        ("qing wen beian yao duo jiu", "备案要多久"),
    ],
)
def test_the_words_in_use_stand_for_other_wordings_in_pinyin_too(typed: str, meant: str) -> None:
    assert looked_up(typed) == meant


def test_a_character_that_is_read_in_two_ways_is_found_by_either() -> None:
    assert looked_up("huan fu wu qi yao chong xin bei an ma") == "变更服务器要重新备案吗"


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("ge ren ke yi bei an ma", "personal-or-company"),
        ("beian yao duojiu", "how-long"),
        ("个人keyi备案ma", "personal-or-company"),
        ("beian要多少qian", "cost"),
        ("duan xin he yan chao shi bei tui hui le", "reject-sms-timeout"),
        ("huan le fuwuqi yao chongxin beian ma", "change-provider"),
    ],
)
def test_the_topic(typed: str, topic: str) -> None:
    (part,) = ENGINE.read(typed)
    assert (part.decision, part.choices[0].topic) == ("answer", topic)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("can a man change one file", "can man change one file"),
        ("on an open site", "on open site"),
        ("the site on a beian list", "site on备案list"),
        ("hua la la", "hua'la'la"),
        ("jv bei", "jv bei"),
    ],
)
def test_english_stays_and_what_nobody_writes_here_is_not_made_up(typed: str, read: str) -> None:
    assert looked_up(typed) == read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ge ren ke yi bei an ma", "个人可以备案吗"),
        ("bei an, yao duo jiu?", "备案, 要多久?"),
        ("ge ren", "个人"),
        ("Bei An", "备案"),
    ],
)
def test_what_is_all_pinyin_is_written_in_characters(typed: str, meant: str) -> None:
    assert ENGINE.in_characters(typed) == meant


@pytest.mark.parametrize(
    "text", ["备案 yao duo jiu", "change language", "long", "sure", "me", "ok bei an", "hello", "", "?"]
)
def test_what_may_be_something_else_stays_as_it_is(text: str) -> None:
    assert ENGINE.in_characters(text) == text
