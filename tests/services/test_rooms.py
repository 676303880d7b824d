"""What the room monitor has to look at, and what is kept of what it saw."""

import asyncio
from datetime import timedelta

from db.gamenight.rooms import Watched
from db.store import Database
from domain.gamenight.plays import Play, Room
from domain.gamenight.rooms import Seen
from domain.scheduling.session import Session
from services.gamenight import library, plays, rooms
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, HOST, act, live_session


async def started(database: Database, session: Session, code: str | None = "ABCD") -> Play:
    game = await act(database, library.add_game, HOST, f"Game {code}")
    return await act(database, plays.start, ANA, session, game.id, room_code=code)


async def room_of(database: Database, session: Session) -> tuple[Room | None, int | None]:
    async with database.read() as store:
        play = (await store.plays.of_session(session.id))[-1]
    return play.room, play.player_count


@both_databases
async def test_a_room_is_looked_at_at_once_and_then_every_15_seconds(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    play = await started(database, session)

    (watched,) = await act(database, rooms.watch)
    await act(database, rooms.saw, watched, Seen(Room.LOBBY, 3))

    assert (watched.play_id, watched.code) == (play.id, "ABCD")
    assert "ABCD" not in repr(watched)
    assert await room_of(database, session) == (Room.LOBBY, 3)
    clock.advance(seconds=14)
    assert await act(database, rooms.watch) == []
    clock.advance(seconds=1)
    assert await act(database, rooms.watch) == [watched]


async def test_a_play_without_a_code_is_not_watched(database: Database) -> None:
    await started(database, await live_session(database), None)

    assert await act(database, rooms.watch) == []


@both_databases
async def test_of_several_processes_one_looks_at_a_room(database: Database) -> None:
    await started(database, await live_session(database))

    found = await asyncio.gather(*(act(database, rooms.watch) for _ in range(4)))

    assert sorted(map(len, found)) == [0, 0, 0, 1]


async def test_a_room_whose_process_died_is_looked_at_by_another_a_minute_later(
    database: Database, clock: Clock
) -> None:
    await started(database, await live_session(database))
    await act(database, rooms.watch)

    clock.advance(seconds=59)
    assert await act(database, rooms.watch) == []
    clock.advance(seconds=1)
    assert len(await act(database, rooms.watch)) == 1


@both_databases
async def test_what_is_heard_after_the_play_or_of_another_code_is_not_kept(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await started(database, session)
    (old,) = await act(database, rooms.watch)
    await act(database, rooms.name, ANA, session, "EFGH")
    await act(database, rooms.saw, old, Seen(Room.STARTED, 9))
    assert await room_of(database, session) == (None, None)

    (new,) = await act(database, rooms.watch)
    clock.advance(seconds=10)
    await act(database, plays.done, ANA, session)
    await act(database, rooms.saw, new, Seen(Room.STARTED, 9))

    assert await room_of(database, session) == (None, None)
    clock.advance(hours=1)
    assert await act(database, rooms.watch) == []


async def test_nobody_answering_leaves_what_was_seen_and_waits_longer_each_time(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    await started(database, session)
    (watched,) = await act(database, rooms.watch)
    await act(database, rooms.saw, watched, Seen(Room.LOBBY, 3))
    waits = []
    for _ in range(6):
        watched, waited = await next_watch(database, clock)
        waits.append(waited)
        await act(database, rooms.saw, watched, None)

    assert waits == [15, 30, 60, 120, 240, 300]
    assert await room_of(database, session) == (Room.LOBBY, 3)


async def next_watch(database: Database, clock: Clock) -> tuple[Watched, int]:
    """The room when it is next to be looked at, and how many seconds that took."""
    begun = clock.now
    for waited in range(0, 305, 5):
        clock.now = begun + timedelta(seconds=waited)
        if found := await act(database, rooms.watch):
            return found[0], waited
    raise AssertionError("never looked at again")


async def test_only_what_changes_redraws_the_board(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await started(database, session)
    (watched,) = await act(database, rooms.watch)
    drawn = []
    for seen in (Seen(Room.LOBBY, 3), Seen(Room.LOBBY, 3), None, Seen(Room.LOBBY), Seen(Room.STARTED, 3)):
        async with database.transaction() as store:
            await rooms.saw(store, watched, seen)
        drawn.append(bool(store.touched_slowly))

    assert drawn == [True, False, False, False, True]


async def test_what_the_monitor_counts_replaces_what_was_said_by_hand(database: Database) -> None:
    session = await live_session(database)
    await started(database, session)
    await act(database, plays.count_players, ANA, session, 5)
    (watched,) = await act(database, rooms.watch)

    await act(database, rooms.saw, watched, Seen(Room.LOBBY))
    assert await room_of(database, session) == (Room.LOBBY, 5)
    await act(database, rooms.saw, watched, Seen(Room.LOBBY, 4))
    assert await room_of(database, session) == (Room.LOBBY, 4)
