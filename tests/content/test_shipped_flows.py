"""What the shipped checklists say of their items."""

import re

from bot.core.knowledge import Item, Knowledge

SUBJECT, SITE, WHOEVER = "主体负责人", "网站负责人", "收到短信的人"
GETS_THE_CODE: dict[str, dict[str, str]] = {
    "first-filing": {SUBJECT: "", SITE: "和主体负责人不是同一个手机号"},
    "add-service": {SITE: ""},
    "add-access": {SITE: "", SUBJECT: "同时改了主体信息"},
    "change-site": {SITE: "", SUBJECT: "同时改了主体信息"},
    "change-subject": {SUBJECT: "", SITE: "同时改了网站信息"},
    "change-person": {SUBJECT: "换的是主体负责人", SITE: "换的是网站负责人"},
    "cancel-site": {SITE: ""},
    "cancel-subject": {SUBJECT: ""},
    "migrate-subject": {WHOEVER: ""},
    "app-filing": {WHOEVER: ""},
    "mini-program-filing": {WHOEVER: ""},
}
"""To whom the code goes, each under which condition, by the sources of the topic sms-who; none tells it of the last
three. Flows that are not here have no code: cancelling an access needs none, an empty subject is cancelled on paper,
the police send none of this kind, and the others lead to another flow."""


def items(knowledge: Knowledge, flow: str) -> list[Item]:
    return [item for step in knowledge.flows[flow].steps for item in step.items]


def test_every_item_tells_why_how_it_looks_and_what_goes_wrong(knowledge: Knowledge) -> None:
    assert [
        (flow, item.id)
        for flow in knowledge.flows
        for item in items(knowledge, flow)
        if not (item.why and item.sample and item.slip)
    ] == []


def test_what_the_province_decides_is_marked_so(knowledge: Knowledge) -> None:
    """Else a change of province would leave it ticked."""
    unmarked = [
        (flow, item.id)
        for flow in knowledge.flows
        for item in items(knowledge, flow)
        if "本省" in item.text + item.condition and not item.local
    ]
    assert unmarked == []


def test_every_flow_tells_who_gets_the_code_of_the_text_message(knowledge: Knowledge) -> None:
    found = {
        flow.id: {
            who: item.condition
            for item in step.items
            for who in (SUBJECT, SITE, WHOEVER)
            if item.text.startswith(who) and "核验过了" in item.text
        }
        for flow in knowledge.flows.values()
        for step in flow.steps
        if step.guarded
    }
    assert found == GETS_THE_CODE


def test_where_a_code_is_waited_for_it_is_said_who_gets_it_and_where_it_goes(knowledge: Knowledge) -> None:
    for flow in knowledge.flows.values():
        for step in (step for step in flow.steps if step.guarded):
            named = {who for who in (SUBJECT, SITE) if who in step.title + step.text}
            assert named == set(GETS_THE_CODE[flow.id]) - {WHOEVER}, flow.id
            assert "点「短信核验」，填手机号、验证码、证件号码后" in step.text, flow.id
            assert "sms-who" in step.topics, flow.id


def test_that_both_persons_get_the_code_is_said_of_first_filings_only(knowledge: Knowledge) -> None:
    """Whoever changes, moves or cancels something reads the same answer, whatever kind of applicant they are."""
    topic = knowledge.topics["sms-who"]
    told = [*(variant.text for variant in topic.variants), *re.split(r"[。\n]", topic.text)]
    both = [text for text in told if SITE in text and SUBJECT in text and "都要" in text]
    assert len(both) == 2
    assert all(text.lstrip("*- ").startswith(("首次备案", "变更")) for text in both), both
