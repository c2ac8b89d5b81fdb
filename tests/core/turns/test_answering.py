"""Answers that are fitted to how far the filing at hand is."""

import pytest

from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from bot.core.words import say
from tests.core.talking import after, at


@pytest.mark.parametrize(
    ("step", "text", "says"),
    [
        ("first-check", "能改网站名称吗", "not-submitted"),
        ("first-submit", "换服务器要变更备案吗", "not-submitted"),
        ("first-authority", "能改网站名称吗", "not-approved"),
        ("first-authority", "手机号换了怎么办", ""),
        ("first-approved", "能改网站名称吗", ""),
        ("first-check", "备案要多久", ""),
    ],
)
def test_what_is_changed_only_once_it_is_approved_is_said_to_be(
    knowledge: Knowledge, step: str, text: str, says: str
) -> None:
    _, (answer,) = after(knowledge, *at(step), text)
    for key in "not-submitted", "not-approved":
        assert (say(knowledge, key, name="我的网站 1") in answer.text) == (key == says)


@pytest.mark.parametrize(
    ("flow", "text", "key"),
    [
        *(
            ("add-access", text, "changed-first")
            for text in ("法人换了 先变更吗", "负责人手机换了要先改吗", "先变更还是先接入")
        ),
        ("add-service", "法人换了要先变更吗", "changed-first"),
        ("add-service", "能改网站名称吗", "not-submitted"),
    ],
)
def test_what_is_added_to_takes_what_is_approved_as_it_is_then(
    knowledge: Knowledge, flow: str, text: str, key: str
) -> None:
    begin = map(Pressed, (f"n:{flow}", "s:enterprise", "p:guangdong", "a"))
    _, (answer,) = after(knowledge, *begin, text)
    title = knowledge.flows[flow].title
    for one in "not-submitted", "changed-first":
        assert (say(knowledge, one, name="我的网站 1", flow=title) in answer.text) == (one == key)
