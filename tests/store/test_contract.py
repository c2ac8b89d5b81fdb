"""Every promise of `bot.store` about turns and parcels, and about people who cannot be reached, for every store."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.core.replies import Miss, Note, Timer
from bot.store import Backlog, Parcel, Place, Store, Stored, Write
from tests.store.contract import ANN, BOB, GROUP, INSTANT, LATER, NOW, bodies, drain, never, put, state_of, writes

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
    await store.turn(ANN, NOW, lambda _: Write.only((Parcel(ANN, "done"),)), done=parcel.id)
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


MISS = Miss("备案几钱", "备案几钱?", ("cost-filing",))


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
    await put(store, Write.only(parcels), BOB)
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
