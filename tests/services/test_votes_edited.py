"""Messages that are told again after their game was called otherwise, and logs that hold what they said before."""

from datetime import timedelta

import pytest

from db.store import Database
from domain.gamenight.details import Details
from domain.scheduling.session import Session
from domain.snowflake import snowflake_at
from domain.votes import line_hash, parse
from services import votes
from services.gamenight import library, plays
from services.votes import Counted, Heard
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, CHANNEL, GUILD, HOST, NOON, act, live_session, queued
from tests.services.test_votes_import import imported, log, tallies

MINUTE = timedelta(minutes=1)
AT = NOON + 20 * MINUTE  # Catan is played
MESSAGE = snowflake_at(AT)


@pytest.fixture
async def night(database: Database, clock: Clock) -> Session:
    """A session begun at noon, with Azul played from 12:05 and Catan from 12:10; it is 12:30."""
    session = await live_session(database)
    await queued(database, "Azul", "Catan")
    for minutes in (5, 10, 30):
        clock.now = NOON + minutes * MINUTE
        if minutes < 30:
            await act(database, plays.play_next, HOST, session)
    return session


def said(content: str, *, edits: int = 0) -> Heard:
    """The message in one of its versions, as the edge hears it."""
    tokens = parse(content)
    hash_ = line_hash("ana", content, AT) if tokens else None
    return Heard(GUILD, (CHANNEL,), MESSAGE, ANA.user_id, tokens, AT, AT + edits * MINUTE, hash_)


async def hear(database: Database, content: str, *, edits: int = 0) -> Counted:
    return await act(database, votes.hear, said(content, edits=edits))


async def call(database: Database, **aliases: str) -> None:
    async with database.transaction() as store:
        games = {one.title.lower(): one.id for one in await store.games.of_guild(GUILD)}
        for title, alias in aliases.items():
            await library.edit_game(store, HOST, games[title], Details(alias=alias))


@both_databases
@pytest.mark.parametrize("aliases", [{"catan": "settlers"}, {"catan": "settlers", "azul": "catan"}])
async def test_a_vote_told_again_stays_as_it_was_counted_whatever_its_alias_means_by_now(
    database: Database, night: Session, aliases: dict[str, str]
) -> None:
    await hear(database, "catan++")
    await call(database, **aliases)

    again = await hear(database, "catan++")

    assert again.play is not None
    assert (again.counts, again.again, again.play.game.title, again.value) == (True, True, "Catan", 1)
    assert await tallies(database, night) == ["+0 -0", "+1 -0"]


async def test_a_newer_edit_is_read_by_the_aliases_of_now(database: Database, night: Session) -> None:
    await hear(database, "catan++")
    await call(database, catan="settlers", azul="catan")

    await hear(database, "catan++ I said", edits=1)

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


@both_databases
@pytest.mark.parametrize("members", [{"ana": ANA.user_id}, {}])
async def test_what_a_message_said_before_its_edit_is_no_new_vote_in_a_log(
    database: Database, night: Session, members: dict[str, int]
) -> None:
    await hear(database, "thisgame++")
    await hear(database, "thisgame--", edits=1)

    look, added, _ = await imported(database, log(("ana", "thisgame++", AT)), members=members)

    assert (look.duplicate, added) == (1, 0)
    assert await tallies(database, night) == ["+0 -0", "+0 -1"]
    await act(database, votes.unhear, GUILD, (CHANNEL,), [MESSAGE])
    assert await tallies(database, night) == ["+0 -0", "+0 -0"]


@both_databases
@pytest.mark.parametrize("members", [{"ana": ANA.user_id}, {}])
@pytest.mark.parametrize("versions", [("catan++", "azul--"), ("azul--", "catan++")])
async def test_a_log_that_was_imported_before_its_message_was_heard_counts_no_version_of_it(
    database: Database, night: Session, members: dict[str, int], versions: tuple[str, str]
) -> None:
    await imported(database, log(("ana", "catan++", AT), ("ana", "azul--", AT)), members=members)
    for content in versions:
        await hear(database, content, edits=("catan++", "azul--").index(content))

    assert await tallies(database, night) == ["+0 -1", "+0 -0"]
    await hear(database, "never mind", edits=2)
    assert await tallies(database, night) == ["+0 -0", "+0 -0"]


async def test_a_line_is_still_known_when_its_vote_was_edited_away_and_deleted(
    database: Database, night: Session
) -> None:
    for edits, content in enumerate(("thisgame++", "thisgame--", "never mind")):
        await hear(database, content, edits=edits)
    await act(database, votes.unhear, GUILD, (CHANNEL,), [MESSAGE])

    look, added, _ = await imported(database, log(("ana", "thisgame++", AT), ("ana", "thisgame--", AT)))

    assert (look.duplicate, added) == (2, 0)
