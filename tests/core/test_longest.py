"""The longest message, of 4,096 characters, takes no more look-ups than a usual one, and the person is told what of it
was not read."""

import random
from collections.abc import Callable

import pytest

from bot.core.events import Command, Event, attached, said
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.search.index import Index
from tests.core.talking import FOUR, shown, turn

MOST = 50
"""Look-ups of a message, each of which takes about half a millisecond."""
UNITS = (
    "驳回", "驳回，", "备案？", "备案要多久？还有，", "被退了，", "没有被驳回", "域名未实名；", "照片模糊。\n", "「",
    "（备案）", "1、", "1.域名\n", "公安备案怎么弄 ", "和", "a", "1 a", "beian ", "ge ren neng bei an ma ",
    "how long does it take? ", "domain not verified. ", "備案被駁回了怎麼辦", "京ICP备12345678号-1 ", "张三：要多久\n",
)  # fmt: skip
JOINTS = ("，", "。", "\n", "？", "；", "、", " ", "", "和", "！\n\n", "）（", "”“", "\n- ", "\n[10:30] 张三：")
TOLD = ("没有全看，只挑着", "沒有全看，只挑著", "too long to read all of it")


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are looked up."""
    found, rank = list[str](), Index.rank

    def counting(index: Index, text: str, *among: object) -> object:
        found.append(text)
        return rank(index, text, *among)  # type: ignore[arg-type]

    monkeypatch.setattr(Index, "rank", counting)
    return found


def _texts(knowledge: Knowledge) -> list[str]:
    """One thing over and over; and many reasons or questions, in any way."""
    chance = random.Random(3)
    asked = [one for topic in knowledge.topics.values() for one in topic.asks]
    sent = [one for topic in knowledge.topics.values() for one in topic.messages]
    joined = (joint.join(chance.sample(some, 1000)) for some in (asked, sent) for joint in JOINTS)
    listed = ("".join(f"{n}、{one}\n" for n, one in enumerate(chance.sample(some, 300), 1)) for some in (asked, sent))
    return [text[:4096].strip() for text in (*(unit * 4096 for unit in UNITS), *joined, *listed)]


@pytest.mark.parametrize("before", ["", FOUR])
def test_no_message_takes_more_looking_up_than_one_that_people_send(
    before: str, knowledge: Knowledge, looked: list[str]
) -> None:
    state, _ = turn(State(), said(before or "你好"), knowledge)
    most = dict[str, int]()
    for text in _texts(knowledge):
        looked.clear()
        _, result = turn(state, said(text), knowledge)
        assert any(told in shown(result) for told in TOLD), text[:40]
        most[text[:40]] = len(looked)
    assert {text: many for text, many in most.items() if many > MOST} == {}


@pytest.mark.parametrize(
    "event_of",
    [said, attached, lambda text: Command("ask", text), lambda text: Command("rejected", text)],
)
def test_however_a_long_message_comes_what_begins_the_unread_is_told(
    event_of: Callable[[str], Event], knowledge: Knowledge
) -> None:
    text = FOUR + "".join(f"本平台为您提供第{number}项专业的服务。" for number in range(100))
    _, result = turn(State(), event_of(text), knowledge)
    assert "没看的从「本平台为您提供第" in shown(result)
    assert "域名" in shown(result)


def test_what_a_reply_points_at_is_not_read_whole_either_if_it_is_long(knowledge: Knowledge) -> None:
    text = FOUR + "本平台为您提供专业的服务。" * 100
    _, result = turn(State(), said("帮我看看这个", text), knowledge)
    assert "没看的从「本平台" in shown(result)
    _, result = turn(State(), said("备案要多久？", text), knowledge)
    assert "没看的从" not in shown(result)
