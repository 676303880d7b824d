"""The timetable on the machine's own clock, with APScheduler really running."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import system_clock
from bot.timetable import Timetable
from db.store import Database
from domain.reminders import Kind, Reminder, Status


class Board:
    """Delivers by settling what is claimed, and remembers when."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.delivered: asyncio.Queue[tuple[Reminder, datetime]] = asyncio.Queue()

    async def deliver_due(self) -> None:
        async with self.database.transaction() as store:
            for reminder in await store.deliveries.claim("me", store.now):
                await store.deliveries.settle(reminder.id, Status.SENT, store.now)
                self.delivered.put_nowait((reminder, store.now))

    async def sweep(self) -> None:
        """Nothing else to look after."""

    async def next(self) -> tuple[Reminder, datetime]:
        return await asyncio.wait_for(self.delivered.get(), 10)


@pytest.fixture
async def board(real_time_database: Database) -> Board:
    return Board(real_time_database)


@pytest.fixture
async def timetable(board: Board) -> AsyncIterator[Timetable]:
    made = Timetable(board.database, system_clock, board.deliver_due, board.sweep)
    board.database.on_commit(lambda committed: made.arm() if committed.timetable else None)
    yield made
    await made.stop()


async def due(database: Database, delay: timedelta) -> datetime:
    async with database.transaction() as store:
        at = store.now + delay
        await store.reminders.add(Reminder(0, 1, Kind.SESSION, 1, at))
    return at


async def test_a_row_is_delivered_at_its_instant_and_not_before(board: Board, timetable: Timetable) -> None:
    timetable.start()
    at = await due(board.database, timedelta(seconds=0.4))

    _, delivered_at = await board.next()

    assert timedelta(0) <= delivered_at - at < timedelta(seconds=5)


async def test_a_row_due_earlier_than_the_one_waited_for_is_not_late(board: Board, timetable: Timetable) -> None:
    timetable.start()
    await due(board.database, timedelta(hours=1))
    at = await due(board.database, timedelta(seconds=0.2))

    reminder, delivered_at = await board.next()

    assert reminder.due_at == at
    assert delivered_at - at < timedelta(seconds=5)


async def test_what_was_due_while_nobody_watched_is_delivered_at_the_start(board: Board, timetable: Timetable) -> None:
    await due(board.database, timedelta(hours=-3))

    timetable.start()

    reminder, _ = await board.next()
    assert reminder.due_at < datetime.now(UTC) - timedelta(hours=2)


async def test_a_blocked_loop_loses_nothing(board: Board, timetable: Timetable) -> None:
    timetable.start()
    await due(board.database, timedelta(seconds=0.1))
    await timetable.next_due()

    time.sleep(1.6)  # noqa: ASYNC251 - blocking the loop is what is tested: APScheduler alone would drop the job

    await board.next()


async def test_a_failed_delivery_is_tried_again_by_hand_or_sweep(real_time_database: Database) -> None:
    board = Board(real_time_database)
    failures = iter([True])

    async def deliver() -> None:
        if next(failures, False):
            raise RuntimeError("the database is away")
        await board.deliver_due()

    timetable = Timetable(real_time_database, system_clock, deliver, board.sweep)
    await due(real_time_database, timedelta(0))

    await timetable.ring()
    assert board.delivered.empty()
    await timetable.ring()

    assert board.delivered.qsize() == 1
