"""Misses put together for editors."""

from datetime import date

from bot.admin import clusters
from bot.core.knowledge import Knowledge
from bot.core.replies import Miss
from bot.store import Counted
from bot.tools.misses import listing

DAY, LATER = date(2026, 11, 24), date(2026, 11, 26)


def counted(id: int, text: str, count: int, last: date = DAY, near: tuple[str, ...] = ()) -> Counted:
    return Counted(id, Miss(text, text, near), count, DAY, last)


def test_alike_wordings_stand_together_the_most_frequent_first() -> None:
    some = [
        counted(1, "怎么给小程序换主体", 4),
        counted(2, "备案号在哪里看啊", 1),
        counted(3, "备案号在哪里看", 3),
        counted(4, "备案号在哪看", 2),
    ]
    found = clusters(some)
    assert [[one.id for one in cluster.misses] for cluster in found] == [[3, 4, 2], [1]]
    assert [cluster.count for cluster in found] == [6, 4]


def test_the_order_of_words_makes_no_difference() -> None:
    assert len(clusters([counted(1, "how long icp filing", 1), counted(2, "icp filing how long", 1)])) == 1


def test_the_listing_says_what_an_editor_needs(knowledge: Knowledge) -> None:
    text = listing(clusters([counted(7, "备案几钱", 2, LATER, ("cost-filing", "gone"))]), knowledge)
    assert "#7  2 次  2026-11-24～2026-11-26  备案几钱" in text
    assert f"cost-filing（{knowledge.topics['cost-filing'].title}）" in text
    assert "gone" not in text
    assert "没有" in listing([], knowledge)
