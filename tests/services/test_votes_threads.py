"""Votes in threads that are deleted."""

from datetime import timedelta

import pytest

from db.store import Database
from domain.actor import Actor
from domain.scheduling.session import Session
from domain.snowflake import instant_of, snowflake_at
from domain.votes import parse
from services import votes
from services.data import own
from services.sessions import running
from services.votes import Heard, threads
from tests.conftest import Clock, both_databases
from tests.services.acting import CHANNEL, GUILD, HOST, NOON, act
from tests.services.one_play import catan_from_ten_past_noon, tally

MINUTE = timedelta(minutes=1)
BEGINNING = snowflake_at(NOON + 15 * MINUTE)
THREAD = BEGINNING  # a thread has the id of the message that it was begun from


@pytest.fixture
async def night(database: Database, clock: Clock) -> Session:
    """Three votes: in the message that the thread was begun from, in the thread, and in its channel later."""
    session = await catan_from_ten_past_noon(database, clock)
    await hear(database, BEGINNING, CHANNEL)
    await hear(database, snowflake_at(NOON + 16 * MINUTE), THREAD, CHANNEL)
    await hear(database, snowflake_at(NOON + 17 * MINUTE), CHANNEL)
    return session


async def hear(database: Database, message_id: int, *channel_ids: int) -> None:
    """A vote of somebody else each time."""
    at = instant_of(message_id)
    await act(
        database, votes.hear, Heard(GUILD, channel_ids, message_id, message_id, parse("thisgame++"), at, at, bytes(32))
    )


@both_databases
async def test_what_was_written_in_the_thread_is_taken_back_and_no_more(database: Database, night: Session) -> None:
    assert await act(database, threads.voted_in, THREAD)

    for _ in range(2):
        await act(database, threads.deleted, GUILD, THREAD, CHANNEL)

    assert await tally(database, night) == "+2 -0"
    assert not await act(database, threads.voted_in, THREAD)


@both_databases
async def test_where_a_sessions_votes_are_is_known_until_they_are_deleted(database: Database, night: Session) -> None:
    async with database.read() as store:
        assert await store.read_backs.voted_in(night.id) == {CHANNEL, THREAD}

    await act(database, threads.deleted, GUILD, THREAD, CHANNEL)

    async with database.read() as store:
        assert await store.read_backs.voted_in(night.id) == {CHANNEL}


async def test_where_somebody_wrote_who_was_forgotten_is_no_deleted_thread(
    database: Database, clock: Clock, night: Session
) -> None:
    author = Actor(BEGINNING, GUILD)
    await act(database, running.end, HOST, night.id)
    clock.advance(hours=1)

    await act(database, own.forget, author, "somebody")

    assert await tally(database, night) == "+3 -0"
    async with database.read() as store:
        assert await store.read_backs.voted_in(night.id) == {CHANNEL, THREAD}
