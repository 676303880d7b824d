"""Deletions and edits that come before what they are about."""

import asyncio
from datetime import datetime, timedelta

import pytest

from db.store import Database
from domain.scheduling.session import Session
from domain.snowflake import snowflake_at
from domain.votes import line_hash, parse
from services import votes
from services.votes import Counted, Heard
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, CHANNEL, GUILD, NOON, act
from tests.services.one_play import catan_from_ten_past_noon, tally

MINUTE = timedelta(minutes=1)
AT = NOON + 20 * MINUTE
MESSAGE = snowflake_at(AT)


def said(content: str, *, edited_at: datetime | None = None) -> Heard:
    """The message as the edge hears it."""
    tokens = parse(content)
    line = line_hash("ana", content, AT) if tokens else None
    return Heard(GUILD, (CHANNEL,), MESSAGE, ANA.user_id, tokens, AT, edited_at or AT, line)


async def delete(database: Database, *message_ids: int, channel_ids: tuple[int, ...] = (CHANNEL,)) -> None:
    await act(database, votes.unhear, GUILD, channel_ids, message_ids)


@pytest.fixture
async def night(database: Database, clock: Clock) -> Session:
    return await catan_from_ten_past_noon(database, clock)


@both_databases
async def test_a_message_that_comes_after_its_deletion_does_not_count(database: Database, night: Session) -> None:
    await delete(database, MESSAGE)

    for late in (said("thisgame++"), said("thisgame--", edited_at=AT + MINUTE)):
        assert await act(database, votes.hear, late) == Counted()
    assert await tally(database, night) == "+0 -0"


async def test_a_deletion_outlives_a_restart(
    database: Database, database_url: str, clock: Clock, night: Session
) -> None:
    await delete(database, MESSAGE)
    again = Database(database_url, clock)

    await act(again, votes.hear, said("thisgame++"))

    assert await tally(again, night) == "+0 -0"
    await again.close()


@both_databases
async def test_a_message_and_its_deletion_at_the_same_moment_leave_no_vote(database: Database, night: Session) -> None:
    for n in range(8):
        one = Heard(GUILD, (CHANNEL,), MESSAGE + n, ANA.user_id, parse("thisgame++"), AT, AT)
        both = [act(database, votes.hear, one), delete(database, MESSAGE + n)]
        await asyncio.gather(*(both if n % 2 else reversed(both)))

    assert await tally(database, night) == "+0 -0"


async def test_deletions_are_forgotten_after_two_days(database: Database, clock: Clock, night: Session) -> None:
    await delete(database, MESSAGE)

    for hours, kept in ((47, True), (2, False)):
        clock.advance(hours=hours)
        async with database.transaction() as store:
            await store.votes.forget_old(store.now)
            assert await store.votes.is_deleted(MESSAGE) is kept


@pytest.mark.parametrize(
    ("message_id", "channel_ids", "bears"),
    [
        (MESSAGE, (CHANNEL,), True),
        (MESSAGE, (66, CHANNEL), True),
        (MESSAGE, (66,), False),
        (snowflake_at(NOON - MINUTE), (CHANNEL,), False),
    ],
)
async def test_what_is_deleted_elsewhere_or_was_written_before_is_not_kept(
    database: Database, night: Session, message_id: int, channel_ids: tuple[int, ...], bears: bool
) -> None:
    async with database.read() as store:
        assert await votes.concerns(store, GUILD, channel_ids, [message_id]) is bears
    await delete(database, message_id, channel_ids=channel_ids)

    async with database.read() as store:
        assert await store.votes.is_deleted(message_id) is bears


@both_databases
async def test_a_message_that_comes_after_the_edit_that_took_its_vote_away_does_not_count(
    database: Database, night: Session
) -> None:
    await act(database, votes.hear, said("never mind", edited_at=AT + MINUTE))
    await act(database, votes.hear, said("thisgame++"))
    assert await tally(database, night) == "+0 -0"

    await act(database, votes.hear, said("thisgame--", edited_at=AT + 2 * MINUTE))
    assert await tally(database, night) == "+0 -1"
