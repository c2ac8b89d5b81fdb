"""Every promise of `bot.store`, for every store."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.replies import Miss, Note, Shared, Timer, Wait
from bot.store import (
    DEAD_LIFE,
    JOURNAL_LIFE,
    MISS_LIFE,
    UPDATE_LIFE,
    WAIT_LIFE,
    Backlog,
    Counted,
    Parcel,
    Place,
    Store,
    Stored,
    Write,
)
from bot.store.sqlite import SqliteStore

NOW = datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
ANN, BOB = 700_000_000_001, 700_000_000_002  # ids of people have more than 32 bits
GROUP = -1_001_234_567_890  # and those of groups are negative


def writes(state: str | None = "{}", *bodies: str, chat: int = ANN, timers: tuple[Timer, ...] = ()) -> Write:
    return Write(state, timers, tuple(Parcel(chat, body) for body in bodies))


async def put(store: Store, write: Write, user: int = ANN) -> None:
    assert await store.turn(user, NOW, lambda _: write) is not None


async def state_of(store: Store, user: int) -> str | None:
    """What `decide` gets to see, looked at by a turn that changes nothing."""

    class Seen(Exception):
        pass

    seen: list[str | None] = []

    def look(state: str | None) -> Write:
        seen.append(state)
        raise Seen

    with pytest.raises(Seen):
        await store.turn(user, NOW, look)
    return seen[0]


async def bodies(store: Store, now: datetime = NOW, busy: tuple[int, ...] = (), limit: int = 100) -> list[str]:
    return [parcel.body for parcel in await store.parcels(now, busy, limit)]


async def drain(store: Store, now: datetime = NOW) -> list[str]:
    """Deliver all that can be, in the order in which it comes out."""
    sent = []
    while parcels := await store.parcels(now, (), 100):
        for parcel in parcels:
            sent.append(parcel.body)
            await store.delivered(parcel.id)
    return sent


def never(_: str | None) -> Write:
    raise AssertionError("decide must not be called")


# A turn is one transaction.


async def test_a_turn_reads_what_the_last_one_wrote(store: Store) -> None:
    assert await state_of(store, ANN) is None
    await put(store, writes('{"步骤": "一"}'))
    assert await state_of(store, ANN) == '{"步骤": "一"}'
    assert await state_of(store, BOB) is None


async def test_what_decide_raises_comes_out_and_leaves_nothing(store: Store) -> None:
    await put(store, writes("before", timers=(Timer("k", NOW),)))

    def fail(_: str | None) -> Write:
        raise KeyError("我们的错")

    with pytest.raises(KeyError, match="我们的错"):
        await store.turn(ANN, NOW, fail, updates=(5,), timer="k")
    assert await state_of(store, ANN) == "before"
    assert await store.due(NOW, 10) == [(ANN, "k")]
    assert await bodies(store) == []
    assert await store.turn(ANN, NOW, lambda _: writes("after"), updates=(5,), timer="k") is not None


async def test_even_a_stop_iteration_of_decide_comes_out(store: Store) -> None:
    def fail(_: str | None) -> Write:
        return next(iter(()))

    with pytest.raises(RuntimeError):  # what Python makes of it where it leaves a coroutine
        await asyncio.wait_for(store.turn(ANN, NOW, fail), 5)


async def test_an_update_is_taken_once(store: Store) -> None:
    assert await store.turn(ANN, NOW, lambda _: writes("one", "first"), updates=(41,)) is not None
    assert not await store.turn(ANN, NOW, never, updates=(41,))
    assert not await store.turn(BOB, LATER, never, updates=(41,))
    assert await state_of(store, ANN) == "one"
    assert await drain(store) == ["first"]


async def test_updates_that_are_taken_together_are_taken_once_each(store: Store) -> None:
    assert await store.turn(ANN, NOW, lambda _: writes("one", "first"), updates=(41, 42)) is not None
    for known in ((41,), (42,), (42, 43), (43, 41)):
        assert await store.turn(ANN, NOW, never, updates=known) is None
        assert await store.bury(ANN, NOW, "r", lambda _: (Parcel(ANN, "sorry"),), updates=known) is None
    assert await state_of(store, ANN) == "one"
    assert await drain(store) == ["first"]
    assert await store.turn(ANN, NOW, lambda _: writes("two"), updates=(43, 44)) is not None, "43 was left alone"


async def test_of_turns_that_share_an_update_at_the_same_time_one_happens(store: Store) -> None:
    took = await asyncio.gather(
        *(store.turn(user, NOW, lambda _: writes("x", "hello"), updates=(user, 9)) for user in (ANN, BOB))
    )
    assert sum(posted is not None for posted in took) == 1
    lost = ANN if took[0] is None else BOB
    assert await state_of(store, lost) is None
    assert await store.turn(lost, NOW, lambda _: writes("x"), updates=(lost,)) is not None, "nor is its id there"


async def test_updates_delivered_again_at_the_same_time_have_one_effect(store: Store) -> None:
    took = await asyncio.gather(
        *(store.turn(ANN, NOW, lambda _: writes("x", "hello"), updates=(n % 4,)) for n in range(20))
    )
    assert sum(posted is not None for posted in took) == 4
    assert await drain(store) == ["hello"] * 4


async def test_turns_of_a_person_happen_in_the_order_asked_for(store: Store) -> None:
    def add(digit: int) -> Callable[[str | None], Write]:
        return lambda state: writes((state or "") + str(digit), str(digit))

    await asyncio.gather(*(store.turn(user, NOW, add(digit)) for digit in range(10) for user in (ANN, BOB)))
    assert await state_of(store, ANN) == await state_of(store, BOB) == "0123456789"
    assert (await drain(store)) == [str(digit) for digit in range(10) for _ in (ANN, BOB)]


async def test_one_turn_that_fails_takes_no_other_along(store: Store) -> None:
    def fail(_: str | None) -> Write:
        raise ValueError

    results = await asyncio.gather(
        *(store.turn(n, NOW, fail if n == 3 else lambda _: writes("ok")) for n in range(6)), return_exceptions=True
    )
    assert [type(result) for result in results] == [list, list, list, ValueError, list, list]
    assert [await state_of(store, n) for n in range(6)] == ["ok", "ok", "ok", None, "ok", "ok"]


# Parcels.


async def test_parcels_of_a_chat_come_one_at_a_time_in_order(store: Store) -> None:
    await put(store, writes("{}", "a1", "a2"))
    await put(store, writes("{}", "g1", chat=GROUP))
    await put(store, writes("{}", "a3"))
    assert await bodies(store) == ["a1", "g1"]
    assert await bodies(store) == ["a1", "g1"], "looking takes nothing out"
    assert await drain(store) == ["a1", "g1", "a2", "a3"]


async def test_a_parcel_says_where_it_goes(store: Store) -> None:
    await put(store, writes("{}", "正文", chat=GROUP))
    (parcel,) = await store.parcels(NOW, (), 1)
    assert parcel == Stored(parcel.id, GROUP, "正文", 0)


async def test_busy_chats_are_passed_over(store: Store) -> None:
    for chat in (1, 2, GROUP):
        await put(store, writes("{}", str(chat), chat=chat))
    assert await bodies(store, busy=(1, GROUP)) == ["2"]
    assert await bodies(store, busy=(1, 2, GROUP)) == []


async def test_the_limit_counts_what_can_be_sent(store: Store) -> None:
    for chat in range(5):
        await put(store, writes("{}", str(chat), chat=chat))
    assert await bodies(store, limit=2) == ["0", "1"]
    assert await bodies(store, busy=(0, 1), limit=2) == ["2", "3"]


async def test_a_postponed_parcel_holds_up_its_chat_and_no_other(store: Store) -> None:
    await put(store, writes("{}", "a1", "a2"))
    await put(store, writes("{}", "b1", chat=BOB))
    first = (await store.parcels(NOW, (), 1))[0]
    await store.postpone(first.id, LATER)
    assert await bodies(store) == ["b1"]
    assert await bodies(store, LATER - INSTANT) == ["b1"]
    again = (await store.parcels(LATER, (), 1))[0]
    assert (again.body, again.tries) == ("a1", 1)
    await store.postpone(first.id, LATER)
    assert (await store.parcels(LATER, (), 1))[0].tries == 2
    assert await drain(store, LATER) == ["a1", "b1", "a2"]


async def test_expired_parcels_are_dropped(store: Store) -> None:
    await put(store, Write("{}", parcels=(Parcel(ANN, "toast", LATER), Parcel(ANN, "screen"))))
    assert await bodies(store, LATER) == ["toast", "screen"]
    assert await bodies(store, LATER + INSTANT) == ["screen"]
    assert await bodies(store, NOW) == ["screen"], "it is gone for good"


async def test_what_expires_comes_first_where_that_is_asked_for(store: Store) -> None:
    await put(store, writes("{}", "a1"))
    await put(store, Write("{}", parcels=(Parcel(ANN, "toast 1", LATER), Parcel(ANN, "a2"))))
    await put(store, Write("{}", parcels=(Parcel(BOB, "toast 2", LATER), Parcel(BOB, "b1"))))
    assert [each.body for each in await store.parcels(NOW, (BOB,), 9, urgent=9)] == ["toast 1", "toast 2", "a1"]
    assert [each.body for each in await store.parcels(NOW, (), 9, urgent=9)] == ["toast 1", "toast 2", "a1", "b1"], (
        "once"
    )
    assert [each.body for each in await store.parcels(NOW, (), 0, urgent=1)] == ["toast 1"]
    (toast,) = await store.parcels(NOW, (), 0, urgent=1)
    await store.postpone(toast.id, LATER)
    assert [each.body for each in await store.parcels(NOW, (), 0, urgent=9)] == ["toast 2"]
    assert [each.body for each in await store.parcels(LATER + INSTANT, (), 9, urgent=9)] == ["a1", "b1"]


async def test_chats_that_were_served_come_behind_all_others_in_their_order(store: Store) -> None:
    for chat in (1, 2, 3, 4):
        await put(store, writes("{}", f"{chat}a", f"{chat}b", chat=chat))
    await put(store, Write("{}", parcels=(Parcel(2, "toast", LATER),)))

    async def found(limit: int, busy: tuple[int, ...] = (), served: tuple[int, ...] = ()) -> list[str]:
        return [each.body for each in await store.parcels(NOW, busy, limit, served=served)]

    assert await found(9, served=(3, 1)) == ["2a", "4a", "toast", "3a", "1a"]
    assert await found(4, served=(3, 1)) == ["2a", "4a", "toast", "3a"]
    assert await found(2, served=(3, 1, 2, 4)) == ["3a", "1a"]
    assert await found(9, busy=(3, 2), served=(3, 1)) == ["4a", "1a"]
    assert await found(9, served=(5,)) == ["1a", "2a", "3a", "4a", "toast"]
    (first, *_) = await store.parcels(NOW, (), 1)
    await store.postpone(first.id, LATER)
    assert await found(9, served=(1, 2)) == ["3a", "4a", "2a", "toast"]


async def test_a_turn_tells_which_of_its_parcels_nothing_waits_before(store: Store) -> None:
    async def posted(user: int, *parcels: Parcel, state: str | None = "{}") -> list[Stored] | None:
        return await store.turn(user, NOW, lambda _: Write(state, parcels=parcels))

    first = await posted(ANN, Parcel(ANN, "a1"), Parcel(ANN, "a2"), Parcel(BOB, "b1"))
    assert first == await store.parcels(NOW, (), 9)
    assert first is not None
    assert [each.body for each in first] == ["a1", "b1"]
    second = await posted(ANN, Parcel(ANN, "a3"), Parcel(ANN, "toast", LATER))
    assert second == await store.parcels(NOW, (), 0, urgent=1)
    await store.delivered(first[1].id)
    assert await posted(ANN, Parcel(BOB, "b2")) == await store.parcels(NOW, (ANN,), 9)
    assert await posted(ANN, Parcel(ANN, "all forgotten"), state=None) == await store.parcels(NOW, (BOB,), 9)


async def test_of_what_changes_the_same_message_only_the_last_comes_out(store: Store) -> None:
    def changing(message: int, *bodies: str, chat: int = ANN) -> Write:
        return Write("{}", parcels=tuple(Parcel(chat, body, edit=message) for body in bodies))

    await put(store, changing(5, "tick 1"))
    (on_its_way,) = await store.parcels(NOW, (), 9)
    await put(store, changing(6, "other message"))
    await put(store, changing(5, "other chat", chat=GROUP))
    await put(store, Write("{}", parcels=(Parcel(ANN, "toast", LATER), Parcel(ANN, "new message"))))
    posted = await store.turn(ANN, NOW, lambda _: changing(5, "tick 2", "tick 3"))
    assert posted == [], "all that is left still goes before it"
    await store.delivered(on_its_way.id)
    assert await drain(store) == ["other message", "other chat", "toast", "new message", "tick 3"]


async def test_what_was_put_off_to_change_a_message_still_holds_up_its_chat(store: Store) -> None:
    tick = Write("{}", parcels=(Parcel(ANN, "tick", edit=5),))
    await put(store, tick)
    await store.postpone((await store.parcels(NOW, (), 1))[0].id, LATER)
    await put(store, tick)
    assert await bodies(store, LATER - INSTANT) == []
    assert await drain(store, LATER) == ["tick", "tick"]


async def test_a_turn_takes_out_the_parcel_that_it_carries_out_or_changes_nothing(store: Store) -> None:
    await put(store, writes("{}", "to be done"))
    (parcel,) = await store.parcels(NOW, (), 1)

    def fails(_: str | None) -> Write:
        raise KeyError

    with pytest.raises(KeyError):
        await store.turn(ANN, NOW, fails, done=parcel.id)
    assert await bodies(store) == ["to be done"]
    await store.turn(ANN, NOW, lambda _: Write(None, parcels=(Parcel(ANN, "done"),), keep=True), done=parcel.id)
    assert await bodies(store) == ["done"]


async def test_what_expires_holds_up_nothing_also_where_it_was_postponed(store: Store) -> None:
    await put(store, Write("{}", parcels=(Parcel(ANN, "toast", LATER), Parcel(ANN, "1"), Parcel(ANN, "2"))))
    await store.postpone((await store.parcels(NOW, (), 0, urgent=1))[0].id, LATER - INSTANT)
    assert await bodies(store) == ["1"]
    assert await bodies(store, LATER - INSTANT) == ["toast", "1"]
    assert await bodies(store, LATER + INSTANT) == ["1"]


async def test_what_was_put_off_by_a_clock_that_was_put_back_comes_out(store: Store) -> None:
    await put(store, writes("{}", "a1", "a2"))
    await store.postpone((await store.parcels(NOW, (), 1))[0].id, LATER)
    for ago in (timedelta(0), INSTANT, timedelta(days=1)):
        assert await bodies(store, NOW - ago) == (["a1"] if ago else [])
        assert ((await store.backlog(NOW - ago)).parcel is not None) == bool(ago)


async def test_a_late_delivered_takes_out_no_newer_parcel(store: Store) -> None:
    await put(store, writes("{}", "on its way"))
    (parcel,) = await store.parcels(NOW, (), 1)
    await put(store, writes(None, "all forgotten"))
    await store.delivered(parcel.id)
    await store.postpone(parcel.id, LATER)
    assert await bodies(store) == ["all forgotten"]


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


async def test_closing_finishes_what_was_asked_for(store: Store) -> None:
    turns = [asyncio.create_task(store.turn(n, NOW, lambda _: writes())) for n in range(20)]
    await asyncio.sleep(0)  # each of them has asked
    await store.close()
    assert await asyncio.gather(*turns) == [[]] * 20


# People who cannot be reached, chats that moved, and what waits.


@pytest.mark.parametrize("is_same", [False, True])
async def test_timers_of_somebody_who_cannot_be_reached_rest_until_the_person_is_back(
    store: Store, is_same: bool
) -> None:
    timers = (Timer("a", NOW), Timer("b", NOW))
    await put(store, writes("{}", "1", "2", timers=timers))
    await put(store, writes("{}", chat=BOB, timers=timers[:1]), BOB)
    (first,) = await store.parcels(NOW, (), 9)
    await store.unreachable(first.id)
    assert len(await store.due(NOW, 9)) == 3, "a newer parcel will tell"
    (second,) = await store.parcels(NOW, (), 9)
    await store.unreachable(second.id)
    await store.unreachable(second.id)
    assert await store.parcels(NOW, (), 9) == []
    assert await store.due(NOW, 9) == [(BOB, "a")]
    assert await state_of(store, ANN) == "{}", "nothing else is lost"
    await put(store, writes('{"timed": "anew"}', timers=timers))
    assert await store.due(NOW, 9) == [(BOB, "a")], "the person did nothing"
    state = '{"timed": "anew"}' if is_same else '{"back": true}'
    await put(store, Write(state, back=True))
    assert await state_of(store, ANN) == state
    assert await store.due(NOW, 9) == [(ANN, "a"), (ANN, "b"), (BOB, "a")]


async def test_somebody_who_cannot_be_reached_is_so_whatever_waits_for_others(store: Store) -> None:
    await put(store, writes("{}", "1", timers=(Timer("a", NOW),)))
    await put(store, writes("{}", "2", chat=BOB), BOB)
    first, _ = await store.parcels(NOW, (), 9)
    await store.unreachable(first.id)
    assert await store.due(NOW, 9) == []


async def test_a_group_that_cannot_be_reached_is_no_person(store: Store) -> None:
    await put(store, writes("{}", "1", chat=GROUP, timers=(Timer("a", NOW),)))
    (parcel,) = await store.parcels(NOW, (), 9)
    await store.unreachable(parcel.id)
    assert await store.due(NOW, 9) == [(ANN, "a")]


async def test_what_is_written_besides_a_person_leaves_the_person_as_it_was(store: Store) -> None:
    await put(store, writes("{}", "1", timers=(Timer("a", NOW),)))
    note, miss = (Note("read", "x"),), (MISS,)
    parcels = (Parcel(GROUP, "2"),)
    await put(store, Write(None, (Timer("b", NOW),), parcels, note, miss, keep=True))
    await put(store, Write(None, parcels=parcels, keep=True), BOB)
    assert await state_of(store, ANN) == "{}"
    assert await state_of(store, BOB) is None
    assert await store.due(NOW, 9) == [(ANN, "a")]
    assert sorted(await drain(store)) == ["1", "2", "2"]
    assert await store.most(["read"], NOW, 9) == ["x"]


async def test_somebody_who_cannot_be_reached_is_no_more_so_for_speaking_in_a_group(store: Store) -> None:
    await put(store, writes("{}", "1", timers=(Timer("a", NOW),)))
    (parcel,) = await store.parcels(NOW, (), 9)
    await store.unreachable(parcel.id)
    await put(store, Write(None, keep=True, back=True))
    assert await store.due(NOW, 9) == []


async def test_what_the_notes_were_most_often_about(store: Store) -> None:
    for kind, about in (("read", "b"), ("answer", "a"), ("read", "a"), ("read", ""), ("other", "c"), ("read", "d")):
        await put(store, Write("{}", notes=(Note(kind, about),)))
    assert await store.most(["read", "answer"], NOW, 2) == ["a", "b"]
    assert await store.most(["read", "answer"], LATER, 2) == []


async def test_what_waits_for_a_chat_moves_with_it_in_order(store: Store) -> None:
    await put(store, writes("{}", "1", "2", chat=GROUP))
    await put(store, writes("{}", "else", chat=BOB), BOB)
    await store.move(GROUP, GROUP - 1)
    assert [(parcel.chat, parcel.body) for parcel in await store.parcels(NOW, (BOB,), 9)] == [(GROUP - 1, "1")]
    assert await drain(store) == ["1", "else", "2"]


async def test_the_backlog_counts_and_dates_what_waits(store: Store) -> None:
    assert await store.backlog(NOW) == Backlog(0, None, None)
    timers = (Timer("a", NOW - INSTANT), Timer("b", NOW), Timer("c", LATER))
    await put(store, writes("{}", "1", "2", timers=timers))
    await put(store, writes("{}", "3", chat=BOB), BOB)
    assert await store.backlog(LATER) == Backlog(3, NOW, NOW - INSTANT)
    for parcel in await store.parcels(NOW, (), 9):
        await store.postpone(parcel.id, LATER if parcel.chat == ANN else LATER + INSTANT)
    assert await store.backlog(LATER - INSTANT) == Backlog(3, None, NOW - INSTANT)
    assert await store.backlog(LATER + INSTANT) == Backlog(3, LATER, NOW - INSTANT)


async def parcel_to(store: Store, user: int) -> int:
    """Something of this person's that waits to be said in the staff group."""
    await put(store, writes("{}", "x", chat=GROUP), user)
    return (await store.parcels(NOW, (), 1))[0].id


async def test_a_place_in_the_staff_group_is_of_one_person(store: Store) -> None:
    parcel = await parcel_to(store, ANN)
    assert await store.place(parcel) is None
    await store.placed(parcel, Place(31, topic=True))
    assert await store.place(parcel) == Place(31, topic=True)
    await store.delivered(parcel)
    parcel = await parcel_to(store, BOB)
    assert await store.place(parcel) is None
    for id in (42, 41):
        await store.placed(parcel, Place(id, topic=False))
    assert await store.place(parcel) == Place(41, topic=False), "the first one"
    asked = ((31,), (42,), (7, 41), (41, 31), (7,), ())
    assert [await store.person(places) for places in asked] == [ANN, BOB, BOB, BOB, None, None]
    await store.unplaced(parcel)
    assert [await store.person((id,)) for id in (31, 41, 42)] == [ANN, None, None]


async def test_where_the_group_of_the_staff_has_another_id_no_place_is_anybodys_and_each_of_them_is_told_of(
    store: Store,
) -> None:
    for person, chat in ((ANN, GROUP), (BOB, GROUP - 2)):
        await put(store, writes("{}", "x", chat=chat), person)
    ann, bob = (one.id for one in await store.parcels(NOW, (), 9))
    for place, whose in ((31, ann), (32, bob), (33, ann)):
        await store.placed(whose, Place(place, topic=False))
    await put(store, Write(None), BOB)

    def told(person: int, state: str | None) -> tuple[Parcel, ...]:
        return (Parcel(person, str(state)),)

    def fails(person: int, _: str | None) -> tuple[Parcel, ...]:
        return (Parcel(person, "never"),) if person == ANN else (Parcel(person, str(1 / 0)),)

    with pytest.raises(ZeroDivisionError):
        await store.settle(GROUP, GROUP - 1, NOW, fails)
    assert (await store.settled(GROUP), await store.person((32,))) == (GROUP, BOB)
    await store.settle(GROUP, GROUP - 1, NOW, told)
    waiting = {one.chat: one for one in await store.parcels(NOW, (GROUP,), 9)}
    assert {chat: one.body for chat, one in waiting.items()} == {ANN: "{}", BOB: "None"}
    assert [await store.settled(chat) for chat in (GROUP, GROUP - 1)] == [GROUP - 1, GROUP - 1]
    assert (await store.person((31, 32, 33)), await store.place(ann)) == (None, None)
    await store.placed(waiting[ANN].id, Place(2, topic=False))
    await store.settle(GROUP, GROUP - 1, NOW, told)
    assert await store.person((2,)) == ANN, "it had that id before"
    assert (await store.backlog(NOW)).parcels == 3, "and all were told of"


async def test_who_was_forgotten_gets_no_place(store: Store) -> None:
    parcel = await parcel_to(store, ANN)
    await put(store, Write(None))
    await store.placed(parcel, Place(31, topic=True))
    assert await store.person((31,)) is None


async def test_a_place_outlives_the_state_until_the_last_word_was_said_there(store: Store) -> None:
    parcel = await parcel_to(store, ANN)
    await store.placed(parcel, Place(31, topic=True))
    await put(store, writes(None, "the end", chat=GROUP))
    await store.tidy(NOW)
    (end,) = await store.parcels(NOW, (), 9)
    assert await store.place(end.id) == Place(31, topic=True)
    await store.delivered(end.id)
    await store.tidy(NOW)
    assert await store.person((31,)) is None
