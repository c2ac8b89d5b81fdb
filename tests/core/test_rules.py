"""The rules: check signs by their standards, and which rules of each kind a value breaks."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.kinds import Subject
from bot.core.rules import Local, Rule, Rules, broken, hits, id_card_valid, manual, uscc_valid

USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# The weights as the standards print them; the code reckons them.
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ID_CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@st.composite
def usccs(draw: st.DrawFn) -> str:
    body = draw(st.text(USCC_SIGNS, min_size=17, max_size=17))
    total = sum(USCC_SIGNS.index(sign) * weight for sign, weight in zip(body, USCC_WEIGHTS, strict=True))
    return body + USCC_SIGNS[(31 - total % 31) % 31]


@st.composite
def id_cards(draw: st.DrawFn) -> str:
    """Made-up numbers of a region (99) that there is not."""
    day = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    body = f"99{draw(st.integers(0, 9999)):04}{day:%Y%m%d}{draw(st.integers(0, 999)):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_CARD_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


@given(usccs())
def test_a_credit_code_with_its_check_sign_is_valid(code: str) -> None:
    assert uscc_valid(code)


@given(usccs(), st.integers(0, 17), st.sampled_from(USCC_SIGNS))
def test_a_credit_code_with_one_sign_changed_is_not(code: str, place: int, sign: str) -> None:
    changed = code[:place] + sign + code[place + 1 :]
    assert uscc_valid(changed) == (changed == code)


@given(id_cards())
def test_an_identity_number_with_its_check_sign_is_valid(number: str) -> None:
    assert id_card_valid(number)


@given(id_cards(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_an_identity_number_with_one_sign_changed_is_not(number: str, place: int, sign: str) -> None:
    changed = number[:place] + sign + number[place + 1 :]
    assert id_card_valid(changed) == (changed == number)


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert not (uscc_valid(text) and id_card_valid(text))


def test_a_day_that_does_not_exist_is_nobodys_birthday() -> None:
    valid = [sign for sign in "0123456789X" if id_card_valid(f"99000020000230000{sign}")]
    assert valid == []
    assert [sign for sign in "0123456789X" if id_card_valid(f"99000020000229000{sign}")] != []


PLAIN = Rule("plain", "site-name", "manual", "warn", "", "", "")
LONGEST = replace(PLAIN, id="longest", kind="longest")
"""Any value breaks it that is not empty."""


def rules(*checks: Rule) -> Rules:
    return Rules(frozenset(), {"guangdong": "44", "zhejiang": "33"}, checks)


@pytest.mark.parametrize(
    ("given", "good", "bad"),
    [
        (
            replace(PLAIN, kind="words", words=("论坛", "BBS")),
            ("烘焙笔记", "BB"),
            ("烘焙论坛", "烘焙bbs", "烘焙ＢＢＳ"),
        ),
        (replace(PLAIN, kind="prefix-words", words=("中国",)), ("我爱中国",), ("中国烘焙", " 中国烘焙")),
        (
            replace(PLAIN, kind="suffix", words=(".com", ".中国")),
            ("example.com", "EXAMPLE.COM.", "例子.中国", "xn--fsqu00a.xn--fiqs8s"),
            ("example.community", "example.io", "com", "xn--.com.xn--a"),
        ),
        (replace(PLAIN, kind="not-suffix", words=(".org",)), ("example.org.cn",), ("example.org",)),
        (replace(PLAIN, kind="pattern", pattern=re.compile("^1[0-9]{3}$")), ("1234",), ("123", "12345", "１234")),
        (replace(PLAIN, kind="not-pattern", pattern=re.compile("[a-z]")), ("烘焙",), ("烘焙a",)),
        (replace(PLAIN, kind="least-hanzi", number=3), ("烘焙店", "a烘b焙c店"), ("烘焙", "烘焙abc", "")),
        (replace(PLAIN, kind="longest", number=3), ("烘焙店",), ("烘焙小店",)),
        (replace(PLAIN, kind="least", number=3), ("3", "3.5", "很多"), ("2.9", "-1")),
        (replace(PLAIN, kind="most", number=3), ("3", "0", "很多", ""), ("3.1", "40")),
        (replace(PLAIN, kind="checksum", checksum="uscc"), ("0" * 18,), ("0" * 17 + "1", "")),
        (replace(PLAIN, kind="checksum", checksum="id-card"), (), ("0" * 18, "")),
        (replace(PLAIN, kind="region", number=3), ("9144", "9110", "91", ""), ("9133",)),
        (replace(PLAIN, kind="manual"), ("烘焙", ""), ()),
    ],
    ids=lambda given: given.kind if isinstance(given, Rule) else "",
)
def test_each_kind(given: Rule, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    ours = rules(given)
    assert [value for value in good if broken(ours, "site-name", value, "personal", "guangdong")] == []
    assert [value for value in bad if not broken(ours, "site-name", value, "personal", "guangdong")] == []


def test_where_the_province_is_not_known_no_region_is_wrong() -> None:
    assert broken(rules(replace(PLAIN, kind="region", number=1)), "site-name", "33", "personal", "") == ()


def test_only_rules_of_the_field_and_the_applicant_count() -> None:
    ours = rules(
        replace(LONGEST, id="mine", subjects=("personal",)),
        replace(LONGEST, id="theirs", subjects=("enterprise",)),
        replace(LONGEST, field="domain"),
    )
    assert [r.id for r in broken(ours, "site-name", "x", "personal", "")] == ["mine"]


def test_provinces_change_how_grave_a_rule_is_and_its_number() -> None:
    locals = (
        Local(("guangdong",), "error", 5, ("personal",)),
        Local(("guangdong", "zhejiang"), "info"),
    )
    ours = rules(replace(PLAIN, kind="most", number=2, local=locals))

    def grave(value: str, subject: Subject, province: str) -> list[str]:
        return [r.severity for r in broken(ours, "site-name", value, subject, province)]

    assert grave("3", "personal", "") == grave("3", "personal", "beijing") == ["warn"]
    assert grave("3", "personal", "guangdong") == []
    assert grave("6", "personal", "guangdong") == ["error"]
    assert grave("3", "enterprise", "guangdong") == grave("3", "enterprise", "zhejiang") == ["info"]


def test_a_rule_of_one_province_holds_nowhere_else() -> None:
    ours = rules(replace(LONGEST, local=(Local(("guangdong",), "warn"),), only_there=True))
    assert broken(ours, "site-name", "x", "personal", "guangdong") != ()
    assert broken(ours, "site-name", "x", "personal", "zhejiang") == ()
    assert broken(ours, "site-name", "x", "personal", "") == ()


def test_the_worst_comes_first() -> None:
    ours = rules(replace(LONGEST, severity="info"), replace(LONGEST, severity="error"), LONGEST)
    assert [r.severity for r in broken(ours, "site-name", "x", "personal", "")] == ["error", "warn", "info"]


def test_manual_rules_are_for_people() -> None:
    ours = rules(replace(PLAIN, subjects=("enterprise",)), LONGEST)
    assert [r.id for r in manual(ours, "site-name", "enterprise", "")] == ["plain"]
    assert manual(ours, "site-name", "personal", "") == ()


def test_the_words_that_were_found_are_told() -> None:
    assert hits(replace(PLAIN, kind="words", words=("论坛", "BBS", "聊天")), "bbs论坛") == ("论坛", "BBS")
    assert hits(LONGEST, "bbs论坛") == ()
