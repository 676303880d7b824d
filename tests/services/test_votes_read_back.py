"""What is read back, and how far."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from db.store import Database
from domain.scheduling.session import Session
from domain.snowflake import instant_of, snowflake_at
from domain.votes import Stretch, parse
from domain.votes.logs import read_log
from services import votes
from services.gamenight import plays
from services.sessions import running
from services.votes import Heard, importing, reading_back
from services.votes.reading_back import Page
from tests.conftest import Clock, both_databases
from tests.services.acting import CHANNEL, GUILD, HOST, NOON, act, live_session, queued
from tests.services.one_play import catan_from_ten_past_noon, tally

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(minutes: int) -> int:
    """The id of a message written so many minutes after noon."""
    return snowflake_at(NOON + minutes * MINUTE)


def page(*messages: tuple[int, str], after: int = 0, until: int | None = None) -> Page:
    """A page of these messages, each of another person."""
    heard = [
        Heard(GUILD, (CHANNEL,), one, one, parse(content), instant_of(one), instant_of(one))
        for one, content in messages
        if parse(content)
    ]
    return Page(GUILD, (CHANNEL,), after, until, frozenset(one for one, _ in messages), heard)


async def due(database: Database, *guild_ids: int) -> list[Stretch]:
    return await act(database, reading_back.to_read, guild_ids or (GUILD,))


@pytest.fixture
async def night(database: Database, clock: Clock) -> Session:
    return await catan_from_ten_past_noon(database, clock)


@both_databases
async def test_a_live_session_is_read_from_its_first_play_every_time(database: Database, night: Session) -> None:
    (stretch,) = await due(database)
    assert stretch == Stretch(night.id, GUILD, CHANNEL, HOST.user_id, NOON + 10 * MINUTE)

    await act(database, reading_back.finished, stretch, NOON + 30 * MINUTE)

    assert await due(database) == [replace(stretch, heard_until=NOON + 30 * MINUTE)]
    assert await due(database, GUILD + 1) == []


async def test_a_session_without_a_play_has_nothing_to_read(database: Database) -> None:
    await live_session(database)

    assert await due(database) == []


async def test_a_message_of_the_instant_of_the_first_play_belongs_to_it(database: Database, night: Session) -> None:
    (stretch,) = await due(database)

    assert reading_back.beginning(stretch) < at(10)
    assert reading_back.beginning(stretch) >= snowflake_at(NOON + 10 * MINUTE - timedelta(milliseconds=1))


@pytest.mark.parametrize(
    ("heard_until", "now", "is_due"),
    [
        (None, 1 * MINUTE, True),
        (None, 14 * MINUTE, True),
        (None, 3 * HOUR, True),
        (None, 24 * HOUR, False),
        (14 * MINUTE, 20 * MINUTE, True),
        (15 * MINUTE, 20 * MINUTE, False),
    ],
)
async def test_a_session_that_ended_lately_is_read_until_it_was_heard_to_the_end_of_its_quarter_of_an_hour(
    database: Database, clock: Clock, night: Session, heard_until: timedelta | None, now: timedelta, is_due: bool
) -> None:
    await act(database, running.end, HOST, night.id)
    ended = clock.now
    if heard_until is not None:
        (stretch,) = await due(database)
        await act(database, reading_back.finished, stretch, ended + heard_until)

    clock.now = ended + now

    assert bool(await due(database)) is is_due


async def test_messages_from_the_end_of_the_quarter_of_an_hour_on_are_not_read(
    database: Database, night: Session
) -> None:
    await act(database, running.end, HOST, night.id)
    (stretch,) = await due(database)

    assert [reading_back.is_past(stretch, at(minutes)) for minutes in (30, 44, 45)] == [False, False, True]


@both_databases
async def test_a_page_counts_what_it_holds_and_takes_back_what_is_missing_in_it(
    database: Database, night: Session
) -> None:
    there, gone, beyond = (at(minutes) for minutes in (11, 12, 14))
    for one in page((there, "thisgame--"), (gone, "thisgame--"), (beyond, "thisgame++")).heard:
        await act(database, votes.hear, one)

    read = page((there, "thisgame--"), (at(13), "thisgame++"), until=at(13))
    await act(database, reading_back.read, read, [there, gone, beyond])

    assert await tally(database, night) == "+2 -1"


async def test_the_last_page_takes_back_whatever_is_missing_up_to_the_end(database: Database, night: Session) -> None:
    (one,) = page((at(20), "thisgame++")).heard
    await act(database, votes.hear, one)

    await act(database, reading_back.read, page(after=at(15)), [one.message_id])

    assert await tally(database, night) == "+0 -0"


async def test_what_was_heard_after_the_page_was_asked_for_is_not_taken_back(
    database: Database, night: Session
) -> None:
    (one,) = page((at(20), "thisgame++")).heard
    await act(database, votes.hear, one)

    await act(database, reading_back.read, page(after=at(15)), [])

    assert await tally(database, night) == "+1 -0"


async def test_a_message_that_was_deleted_while_its_page_came_does_not_count(
    database: Database, night: Session
) -> None:
    asked_before = page((at(20), "thisgame++"))
    await act(database, votes.unhear, GUILD, (CHANNEL,), [at(20)])

    await act(database, reading_back.read, asked_before, [])

    assert await tally(database, night) == "+0 -0"


@both_databases
async def test_the_organiser_is_told_once_that_a_channel_cannot_be_read_and_again_after_it_could(
    database: Database, night: Session
) -> None:
    (stretch,) = await due(database)

    for channel_id in (CHANNEL, CHANNEL + 1):
        told = [await act(database, reading_back.unreadable, stretch, channel_id) for _ in range(3)]
        assert told == [True, False, False]
    await act(database, reading_back.finished, stretch, NOON + 30 * MINUTE)
    assert await act(database, reading_back.unreadable, stretch, CHANNEL)


@pytest.fixture
async def next_night(database: Database, clock: Clock, night: Session) -> Session:
    """The next session in the same channel, an hour after noon, with Azul played from its start."""
    await act(database, running.end, HOST, night.id)
    clock.now = NOON + HOUR
    later = await live_session(database)
    await queued(database, "Azul")
    await act(database, plays.play_next, HOST, later)
    clock.advance(minutes=30)
    return later


# Below, whoever locks the sessions in another order is caught at once, or soon.
@both_databases
async def test_a_page_that_is_read_and_messages_that_are_deleted_at_once_do_not_wait_for_each_other(
    database: Database, night: Session, next_night: Session
) -> None:
    of_each = [at(11), at(61)]
    read = page(*((one + n, "thisgame++") for one in of_each for n in range(5)))

    for _ in range(3):
        await asyncio.gather(
            act(database, reading_back.read, read, []), act(database, votes.unhear, GUILD, (CHANNEL,), of_each)
        )

    assert await tally(database, night) == "+4 -0"


@both_databases
async def test_what_a_page_takes_back_and_messages_that_are_deleted_at_once_do_not_wait_for_each_other(
    database: Database, night: Session, next_night: Session
) -> None:
    early, late = at(11), at(61)
    for one in page(*((id_ + n, "thisgame++") for id_ in (early, late) for n in range(5))).heard:
        await act(database, votes.hear, one)
    read = page(*((early + n, "thisgame++") for n in range(5)), *((late + n, "") for n in range(1, 5)))

    for _ in range(3):
        await asyncio.gather(
            act(database, reading_back.read, read, [late]),
            act(database, votes.unhear, GUILD, (CHANNEL,), [early + 4, late + 4]),
        )

    assert (await tally(database, night), await tally(database, next_night)) == ("+4 -0", "+3 -0")


@both_databases
async def test_an_import_and_messages_that_are_deleted_at_once_do_not_wait_for_each_other(
    database: Database, night: Session, next_night: Session
) -> None:
    early, late = at(11), at(61)
    lines = [f"p{n},thisgame++,{instant_of(one).isoformat()}" for one in (early, late) for n in range(3)]
    read = read_log("\n".join(("username,message,timestamp", *lines)).encode())
    async with database.read() as store:
        seen = await importing.preview_of(store, HOST, None, read, {})
    import_id = await act(database, importing.begin, HOST, None)
    deleted = [one + n for one in (early, late) for n in range(25)]
    for one in page(*((id_, "thisgame++") for id_ in deleted)).heard:
        await act(database, votes.hear, one)
    begun = asyncio.Event()

    async def delete() -> None:
        async with database.transaction() as store:
            await votes.unhear(store, GUILD, (CHANNEL,), deleted[-1:])
            begun.set()
            await votes.unhear(store, GUILD, (CHANNEL,), deleted[:-1])

    async def add() -> None:
        await begun.wait()
        await act(database, importing.add, GUILD, import_id, seen.votes)

    await asyncio.gather(delete(), add())

    assert (await tally(database, night), await tally(database, next_night)) == ("+3 -0", "+3 -0")
