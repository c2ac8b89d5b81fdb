"""The shipped rules say of real values what one expects; names and numbers here are nobody's."""

from pathlib import Path

import pytest

from bot.content.problem import Problem
from bot.content.rules import FIELDS, KINDS, read_rules
from bot.content.source import open_sheet
from bot.core.kinds import Subject
from bot.core.rules import FieldName, Rules, broken

PATH = Path(__file__).parents[2] / "knowledge" / "rules.yaml"


@pytest.fixture(scope="module")
def rules() -> Rules:
    problems: list[Problem] = []
    sheet = open_sheet(PATH, "rules.yaml", problems)
    assert sheet
    read = read_rules(sheet, (), ())
    assert problems == []
    return read


def test_the_guide_at_the_top_names_every_kind_and_every_field_has_a_rule(rules: Rules) -> None:
    guide = PATH.read_text(encoding="utf-8").partition("wordlists:\n")[0]
    assert [kind for kind in KINDS if kind not in guide] == []
    assert {rule.field for rule in rules.checks} == set(FIELDS)
    assert {rule.kind for rule in rules.checks} == set(KINDS)
    assert len(rules.regions) == 31


@pytest.mark.parametrize(
    ("field", "value", "subject", "province", "ids"),
    [
        ("site-name", "小满的烘焙笔记", "personal", "guangdong", []),
        ("site-name", "某某五金有限公司", "enterprise", "guangdong", []),
        ("site-name", "中国烘焙", "enterprise", "", ["name-state"]),
        ("site-name", "烘焙论坛", "personal", "", ["name-interactive-personal"]),
        ("site-name", "烘焙论坛", "enterprise", "", ["name-interactive"]),
        ("site-name", "烘焙爱好者", "personal", "shandong", ["name-personal-tianjin-shandong"]),
        ("site-name", "某某五金ABC", "enterprise", "chongqing", ["name-english"]),
        ("site-name", "烘焙店example.com网", "enterprise", "", ["name-domain", "name-signs", "name-english"]),
        ("site-name", "烘焙（内部学院）", "enterprise", "", ["name-education", "name-province-extra"]),
        ("site-name", "工人大厦物业", "enterprise", "", []),
        ("domain", "example.com", "enterprise", "beijing", []),
        ("domain", "例子.中国", "enterprise", "", []),
        ("domain", "www.example.com", "enterprise", "", ["domain-format"]),
        ("domain", "example.io", "enterprise", "", ["domain-suffix-unlisted"]),
        ("domain", "example.icu", "enterprise", "beijing", ["domain-suffix-beijing"]),
        ("domain", "example.icu", "enterprise", "guangdong", []),
        ("domain", "example.zzz", "enterprise", "", ["domain-suffix"]),
        ("domain", "example.com", "institution", "hubei", ["domain-suffix-institution"]),
        ("mobile", "13000000000", "personal", "", []),
        ("mobile", "1300000000", "personal", "", ["mobile"]),
        ("mobile", "17000000000", "personal", "", ["mobile-virtual"]),
        ("landline", "0757-00000000", "enterprise", "", []),
        ("landline", "00000000", "enterprise", "", ["landline"]),
        ("email", "name@example.com", "personal", "", []),
        ("email", "name@example", "personal", "", ["email"]),
        ("address", "某某市市辖区某某路", "personal", "", ["address-detail", "address-district"]),
        ("business-status", "存续（在营、开业、在册）", "enterprise", "", []),
        ("business-status", "非正常", "enterprise", "", ["business-status"]),
        ("principal-age", "17", "personal", "", ["principal-age"]),
        ("principal-age", "17", "personal", "jiangsu", []),
        ("principal-age", "17", "personal", "guangdong", ["principal-age"]),
        ("domain-count", "4", "personal", "henan", ["domain-count"]),
        ("domain-count", "4", "enterprise", "henan", []),
        ("photo-type", "HEIC", "personal", "", ["photo-type"]),
        ("photo-type", "JPG", "personal", "", []),
        ("photo-mb", "4.1", "personal", "", ["photo-size"]),
        ("remark", "写写菜谱。", "personal", "neimenggu", ["remark-neimenggu"]),
        ("icp-number", "粤ICP备00000000号-1", "personal", "", []),
    ],
)
def test_values(rules: Rules, field: FieldName, value: str, subject: Subject, province: str, ids: list[str]) -> None:
    assert [rule.id for rule in broken(rules, field, value, subject, province)] == ids
