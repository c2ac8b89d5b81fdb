"""Every promise of `bot.store` about what is kept, and for how long: timers, dead letters, misses, shares, waits."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.replies import Miss, Note, Shared, Timer, Wait
from bot.store import DEAD_LIFE, JOURNAL_LIFE, MISS_LIFE, UPDATE_LIFE, WAIT_LIFE, Counted, Parcel, Store, Write
from bot.store.sqlite import SqliteStore
from tests.store.contract import ANN, BOB, GROUP, INSTANT, LATER, NOW, bodies, drain, never, put, state_of, writes

# Timers.


async def test_timers_run_out_earliest_first(store: Store) -> None:
    await put(store, writes("{}", timers=(Timer("late", NOW), Timer("future", NOW + INSTANT))))
    await put(store, writes("{}", timers=(Timer("early", NOW - timedelta(days=1)),)), BOB)
    assert await store.due(NOW, 10) == [(BOB, "early"), (ANN, "late")]
    assert await store.due(NOW, 1) == [(BOB, "early")]
    assert await store.due(NOW + INSTANT, 10) == [(BOB, "early"), (ANN, "late"), (ANN, "future")]


async def test_a_timer_of_the_same_key_takes_the_place_of_the_old_one(store: Store) -> None:
    await put(store, writes("{}", timers=(Timer("k", NOW), Timer("other", NOW))))
    await put(store, writes("{}", timers=(Timer("k", NOW),)), BOB)
    await put(store, writes("{}", timers=(Timer("k", LATER),)))
    assert await store.due(NOW, 10) == [(ANN, "other"), (BOB, "k")]
    assert (ANN, "k") in await store.due(LATER, 10)


async def test_a_timer_is_taken_back(store: Store) -> None:
    await put(store, writes("{}", timers=(Timer("k", NOW), Timer("other", NOW))))
    await put(store, writes("{}", timers=(Timer("k", None), Timer("unknown", None))))
    assert await store.due(NOW, 10) == [(ANN, "other")]


async def test_a_timer_is_used_up_once(store: Store) -> None:
    await put(store, writes("{}", timers=(Timer("k", NOW),)))
    assert await store.turn(ANN, NOW, lambda _: writes("woken"), timer="k") is not None
    assert not await store.turn(ANN, NOW, never, timer="k")
    assert await store.due(NOW, 10) == []
    assert await state_of(store, ANN) == "woken"


async def test_only_a_persons_own_timer_that_is_due_is_used_up(store: Store) -> None:
    await put(store, writes("{}", timers=(Timer("k", LATER),)))
    assert not await store.turn(ANN, NOW, never, timer="k", updates=(9,))
    assert not await store.turn(BOB, LATER, never, timer="k", updates=(9,))
    assert await store.turn(ANN, LATER, lambda _: writes(), timer="k", updates=(9,)) is not None, (
        "the refusals took nothing"
    )


async def test_a_turn_may_set_the_timer_anew_that_it_uses_up(store: Store) -> None:
    await put(store, writes("{}", timers=(Timer("k", NOW),)))
    assert await store.turn(ANN, NOW, lambda _: writes(timers=(Timer("k", LATER),)), timer="k") is not None
    assert await store.due(NOW, 10) == []
    assert await store.due(LATER, 10) == [(ANN, "k")]


# Forgetting.


async def test_forgetting_removes_the_person_and_nobody_else(store: Store) -> None:
    for user in (ANN, BOB):
        await put(store, Write("{}", (Timer("k", NOW),), (Parcel(user, "own"), Parcel(GROUP, "in a group"))), user)
    await put(store, Write(None, (Timer("void", NOW),), (Parcel(ANN, "goodbye"),)))
    assert await state_of(store, ANN) is None
    assert await state_of(store, BOB) == "{}"
    assert await store.due(NOW, 10) == [(BOB, "k")]
    assert sorted(await drain(store)) == ["goodbye", "in a group", "own"]


async def test_forgetting_somebody_unknown_is_no_error(store: Store) -> None:
    await put(store, writes(None, "goodbye"))
    await put(store, writes(None))
    assert await bodies(store) == []


# Dead letters.


def apology(number: int) -> tuple[Parcel, ...]:
    return (Parcel(ANN, f"编号 {number}"),)


async def test_a_burial_counts_the_update_and_the_timer_as_done_and_apologises(store: Store) -> None:
    await put(store, writes("kept", timers=(Timer("k", NOW), Timer("future", LATER))))
    number = await store.bury(ANN, NOW, "KeyError at x.py:1", apology, updates=(7,), timer="k")
    assert await drain(store) == [f"编号 {number}"]
    assert not await store.turn(ANN, NOW, never, updates=(7,))
    assert await store.due(LATER, 10) == [(ANN, "future")]
    assert await state_of(store, ANN) == "kept"


async def test_a_burial_happens_once_for_an_update(store: Store) -> None:
    assert await store.bury(ANN, NOW, "r", apology, updates=(7,)) is not None
    assert await store.bury(ANN, NOW, "r", apology, updates=(7,)) is None
    await put(store, writes())
    assert await store.turn(ANN, NOW, lambda _: writes(), updates=(8,)) is not None
    assert await store.bury(ANN, NOW, "r", apology, updates=(8,)) is None
    assert len(await drain(store)) == 1


async def test_an_apology_that_fails_leaves_nothing(store: Store) -> None:
    def fail(_: int) -> tuple[Parcel, ...]:
        raise LookupError

    with pytest.raises(LookupError):
        await store.bury(ANN, NOW, "r", fail, updates=(7,))
    assert await store.bury(ANN, NOW, "r", apology, updates=(7,)) is not None


async def test_dead_letters_are_numbered_upwards_also_after_tidying(store: Store) -> None:
    await put(store, writes("{}", "unsendable", "next"))
    (parcel,) = await store.parcels(NOW, (), 1)
    numbers = [await store.bury(ANN, NOW, "r", apology), await store.refuse(parcel.id, NOW, "BadRequest")]
    assert (await bodies(store))[0] == "next"
    await store.tidy(NOW + DEAD_LIFE + INSTANT)
    numbers.append(await store.bury(BOB, NOW, "r", apology))
    taken = [number for number in numbers if number is not None]
    assert len(taken) == 3
    assert taken == sorted(set(taken))


# Tidying.


async def test_update_ids_are_remembered_as_long_as_they_may_come_again(store: Store) -> None:
    await store.turn(ANN, NOW, lambda _: writes("{}", "stays"), updates=(1,))
    await store.tidy(NOW + UPDATE_LIFE)
    assert not await store.turn(ANN, NOW, never, updates=(1,))
    await store.tidy(NOW + UPDATE_LIFE + INSTANT)
    assert await store.turn(ANN, NOW, lambda state: writes(state), updates=(1,)) is not None
    assert await state_of(store, ANN) == "{}"
    assert await bodies(store) == ["stays"]


async def test_notes_go_into_the_journal_with_their_turn_and_are_counted(store: Store) -> None:
    answered, unknown, forgotten = Note("answered", "time-authority"), Note("unknown"), Note("forgotten")
    await put(store, Write("{}", notes=(answered, unknown)))
    await put(store, Write(None, notes=(forgotten,)))
    await store.turn(BOB, LATER, lambda _: Write("{}", notes=(answered, answered, unknown)))
    assert await store.tally(NOW, LATER) == {answered: 1, unknown: 1, forgotten: 1}
    assert await store.tally(NOW + INSTANT, LATER + INSTANT) == {answered: 2, unknown: 1}
    assert await store.tally(LATER + INSTANT, LATER + LATER.resolution * 2) == {}


async def test_notes_go_when_nobody_asks_that_far_back(store: Store) -> None:
    await put(store, Write("{}", notes=(Note("answer", "a"),)))
    await store.turn(ANN, LATER, lambda _: Write("{}", notes=(Note("answer", "b"),)))
    await store.tidy(NOW + JOURNAL_LIFE)
    assert await store.most(["answer"], NOW, 9) == ["a", "b"]
    await store.tidy(NOW + JOURNAL_LIFE + INSTANT)
    assert await store.most(["answer"], NOW, 9) == ["b"]


# Misses.


MISS = Miss("备案几钱", "备案几钱?", ("cost-filing",))
TODAY = date(2026, 11, 24)


async def test_a_miss_is_counted_by_its_key_whoever_says_it(store: Store) -> None:
    other = Miss("天气", "天气?", ())
    await put(store, Write("{}", misses=(MISS, other)))
    again = Miss(MISS.key, "备案,几钱", ("time-total", "cost-filing"))
    assert await store.turn(BOB, NOW + timedelta(days=2), lambda _: Write("{}", misses=(again,))) is not None
    first, second = await store.misses(9)
    near_now = Miss(MISS.key, MISS.text, again.near)
    assert first == Counted(first.id, near_now, 2, TODAY, TODAY + timedelta(days=2))
    assert second == Counted(second.id, other, 1, TODAY, TODAY)
    assert first.id != second.id


async def test_the_most_frequent_misses_come_first_and_no_more_than_asked_for(store: Store) -> None:
    for key in ("甲", "乙", "丙", "丁", "丙"):
        await put(store, Write("{}", misses=(Miss(key, key, ("cost-filing",)),)))
    assert [one.miss.key for one in await store.misses(3)] == ["丙", "甲", "乙"]
    everyone = await store.misses(9)
    assert [await store.miss(one.id) for one in everyone] == everyone
    assert await store.miss(max(one.id for one in everyone) + 1) is None


async def test_a_miss_goes_in_with_its_turn_or_not_at_all(store: Store) -> None:
    assert await store.turn(ANN, NOW, lambda _: Write("{}", misses=(MISS,)), updates=(1,)) is not None
    assert not await store.turn(ANN, NOW, lambda _: Write("{}", misses=(MISS,)), updates=(1,))
    assert [one.count for one in await store.misses(9)] == [1]


async def test_a_clock_that_was_put_back_makes_no_miss_older(store: Store) -> None:
    await put(store, Write("{}", misses=(MISS,)))
    await store.turn(ANN, NOW - timedelta(days=9), lambda _: Write("{}", misses=(MISS,)))
    assert [one.last for one in await store.misses(9)] == [TODAY]


async def test_forgetting_leaves_misses_as_they_are_nobodys(store: Store) -> None:
    await put(store, Write("{}", misses=(MISS,)))
    await put(store, Write(None))
    assert [one.miss for one in await store.misses(9)] == [MISS]


async def test_misses_go_when_nobody_said_them_for_so_long(store: Store) -> None:
    await put(store, Write("{}", misses=(MISS, Miss("天气", "天气", ()))))
    await store.turn(ANN, NOW + timedelta(days=1), lambda _: Write("{}", misses=(MISS,)))
    await store.tidy(NOW + MISS_LIFE)
    assert len(await store.misses(9)) == 2
    await store.tidy(NOW + MISS_LIFE + timedelta(days=1))
    assert [one.miss.key for one in await store.misses(9)] == [MISS.key]
    await store.tidy(NOW + MISS_LIFE + timedelta(days=2))
    assert await store.misses(9) == []


async def test_a_miss_is_taken_out_once(store: Store) -> None:
    await put(store, Write("{}", misses=(MISS, Miss("天气", "天气", ()))))
    first, second = await store.misses(9)
    assert [await store.take_out(first.id), await store.take_out(first.id)] == [True, False]
    assert await store.misses(9) == [second]


# Shares.


async def test_a_token_opens_what_its_owner_has_now_until_it_is_taken_back(store: Store) -> None:
    assert await store.shared("abc") is None
    await put(store, Write("one", shared=(Shared("abc", True), Shared("xyz", True))))
    await put(store, Write("other"), BOB)
    await put(store, Write("two"))
    assert (await store.shared("abc"), await store.shared("xyz")) == ("two", "two")
    await put(store, Write("two", shared=(Shared("abc", False),)))
    assert (await store.shared("abc"), await store.shared("xyz")) == (None, "two")


async def test_nobody_takes_back_the_token_of_somebody_else(store: Store) -> None:
    await put(store, Write("one", shared=(Shared("abc", True),)))
    await put(store, Write("other", shared=(Shared("abc", False), Shared("unknown", False))), BOB)
    assert await store.shared("abc") == "one"


async def test_forgetting_takes_the_tokens_along(store: Store) -> None:
    for user, token in ((ANN, "abc"), (BOB, "xyz")):
        await put(store, Write("{}", shared=(Shared(token, True),)), user)
    await put(store, Write(None, shared=(Shared("void", True),)))
    await put(store, Write("back again"))
    assert (await store.shared("abc"), await store.shared("void")) == (None, None)
    assert await store.shared("xyz") == "{}"


async def test_a_token_comes_with_its_turn_or_not_at_all(store: Store) -> None:
    assert await store.turn(ANN, NOW, lambda _: Write("{}"), updates=(1,)) is not None
    assert not await store.turn(ANN, NOW, lambda _: Write("{}", shared=(Shared("abc", True),)), updates=(1,))
    assert await store.shared("abc") is None


# Waits.


WAIT = Wait("first-filing", "first-authority", "guangdong", "personal", 7)


async def test_waits_are_counted_whoever_waited_and_whenever(store: Store) -> None:
    other = replace(WAIT, days=9)
    await put(store, Write("{}", waits=(WAIT, other)))
    assert await store.turn(BOB, NOW + timedelta(days=40), lambda _: Write("{}", waits=(WAIT,))) is not None
    assert await store.turn(BOB, NOW + timedelta(days=41), lambda _: Write("{}", waits=(WAIT,))) is not None
    assert dict(await store.waits()) == {WAIT: 3, other: 1}


async def test_a_wait_goes_in_with_its_turn_or_not_at_all(store: Store) -> None:
    assert await store.turn(ANN, NOW, lambda _: Write("{}", waits=(WAIT,)), updates=(1,)) is not None
    assert not await store.turn(ANN, NOW, lambda _: Write("{}", waits=(WAIT,)), updates=(1,))
    assert await store.waits() == [(WAIT, 1)]


async def test_forgetting_leaves_waits_as_they_are_nobodys(store: Store) -> None:
    await put(store, Write("{}", waits=(WAIT,)))
    await put(store, Write(None))
    assert await store.waits() == [(WAIT, 1)]


async def test_waits_go_when_their_month_is_long_over(store: Store) -> None:
    await put(store, Write("{}", waits=(WAIT,)))
    await store.tidy(NOW + WAIT_LIFE)
    assert await store.waits() == [(WAIT, 1)]
    await store.tidy(NOW + WAIT_LIFE + timedelta(days=31))
    assert await store.waits() == []


async def test_of_a_wait_the_file_tells_the_month_and_no_more(store: Store, tmp_path: Path) -> None:
    await put(store, Write("{}", waits=(WAIT,)))
    if isinstance(store, SqliteStore):
        with closing(sqlite3.connect(tmp_path / "bot.db")) as reader:
            row = reader.execute("SELECT * FROM waits").fetchone()
        assert row == ("first-filing", "first-authority", "guangdong", "personal", 7, "2026-11", 1)
