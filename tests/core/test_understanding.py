"""What is a notice is taken apart, wherever it is asked about; what is a question is not."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.understanding import ELSEWHERE, understand


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "执照拍糊了，网站名才两个字太短，备注一个字没写",
            ["reject-id-photo-unclear", "reject-name-format", "reject-remark-missing"],
        ),
        ("地址没写到门牌，请补全", ["reject-contact-address-incomplete"]),
    ],
)
def test_what_tells_reasons_is_taken_apart(text: str, reasons: list[str], knowledge: Knowledge) -> None:
    understood = understand(knowledge, text)
    assert understood.notice
    assert [(part.decision, part.choices[0].topic) for part in understood.parts] == [("answer", id) for id in reasons]


def test_who_asks_about_a_reason_is_answered(knowledge: Knowledge) -> None:
    understood = understand(knowledge, "身份证照片反光会被退回吗？")
    assert not understood.notice
    assert understood.parts[0].choices


def test_what_was_asked_for_is_taken_apart_though_it_asks(knowledge: Knowledge) -> None:
    text = "网站名称和公司没关系，怎么选这个名字？"
    assert not understand(knowledge, text).notice
    assert understand(knowledge, text, awaited=True).notice


def test_what_is_asked_about_another_kind_of_filing_gets_one_answer(knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, "租房合同要去备案吗，不备会被罚款吗？").parts
    assert part.choices[0].topic == ELSEWHERE
