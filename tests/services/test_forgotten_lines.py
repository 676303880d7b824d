"""Logs that hold votes of somebody who was forgotten: their own are not told again, and take nobody else's along."""

from datetime import timedelta

import pytest

from db.store import Database
from domain.snowflake import snowflake_at
from domain.votes import line_hash, parse
from services import votes
from services.data import own
from services.sessions import running
from services.votes import Heard, importing, statistics
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, CHANNEL, GUILD, HOST, NOON, act
from tests.services.one_play import catan_from_ten_past_noon, tally
from tests.services.test_votes_import import imported, log

AT = NOON + timedelta(minutes=20)
MESSAGE = snowflake_at(AT + timedelta(milliseconds=300)) + 1
LINE = ("ana", "thisgame++", AT)
OTHERS = [(f"u{n}", "thisgame++", AT) for n in range(3)]


async def hear(database: Database, *, name: str = "ana") -> None:
    said = line_hash(name, "thisgame++", AT)
    heard = Heard(GUILD, (CHANNEL,), MESSAGE, ANA.user_id, parse("thisgame++"), AT, AT, said)
    await act(database, votes.hear, heard)


async def forget(database: Database, clock: Clock, session_id: int, *, username: str = "ana") -> None:
    """The session ends, takes no votes any more, and then Ana is forgotten."""
    await act(database, running.end, HOST, session_id)
    clock.advance(hours=1)
    await act(database, own.forget, ANA, username)


@both_databases
@pytest.mark.parametrize(("taken_back", "stands"), [(False, "+4 -0"), (True, "+3 -0")])
async def test_others_who_voted_in_the_second_of_a_forgotten_vote_count(
    database: Database, clock: Clock, taken_back: bool, stands: str
) -> None:
    night = await catan_from_ten_past_noon(database, clock)
    await hear(database)
    if taken_back:
        await act(database, votes.unhear, GUILD, (CHANNEL,), [MESSAGE])
    await forget(database, clock, night.id)

    for expected in (3, 0):
        seen, added, _ = await imported(database, log(LINE, LINE, *OTHERS), members={})
        assert (added, seen.duplicate) == (expected, 5 - expected)

    assert await tally(database, night) == stands


async def test_a_line_that_is_known_leaves_the_forgotten_vote_of_its_second_to_another(
    database: Database, clock: Clock
) -> None:
    night = await catan_from_ten_past_noon(database, clock)
    await hear(database)
    await imported(database, log(*OTHERS), members={})
    await forget(database, clock, night.id)

    _, added, _ = await imported(database, log(*OTHERS, LINE), members={})

    assert added == 0
    assert await tally(database, night) == "+4 -0"


async def test_a_log_without_the_forgotten_line_that_is_imported_again_loses_no_more_than_one(
    database: Database, clock: Clock
) -> None:
    night = await catan_from_ten_past_noon(database, clock)
    await imported(database, log(LINE), members={})
    _, _, import_id = await imported(database, log(*OTHERS), members={})
    await forget(database, clock, night.id)
    assert await tally(database, night) == "+4 -0"
    await act(database, importing.undo, HOST, import_id)

    await imported(database, log(*OTHERS), members={})

    assert await tally(database, night) == "+3 -0"


@both_databases
async def test_a_line_under_an_earlier_name_that_was_heard_live_too_is_forgotten_with_its_message(
    database: Database, clock: Clock
) -> None:
    night = await catan_from_ten_past_noon(database, clock)
    await imported(database, log(LINE), members={})
    await hear(database)

    await forget(database, clock, night.id, username="ana_new")

    assert await tally(database, night) == "+1 -0"
    async with database.read() as store:
        (voter,) = (await statistics.known_to(store, HOST, (CHANNEL,))).voters
    assert isinstance(voter.voter, int)
