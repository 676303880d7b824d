"""The votes of somebody who is forgotten: they go on counting, once, and lead back to nobody."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from db.store import Database
from db.votes.rows import HeardLineRow, ImportedVoteRow, VoteRow
from domain.cards import CardKind
from domain.data import SOMEBODY, is_nobodys
from domain.scheduling.session import Session
from domain.snowflake import snowflake_at
from domain.votes import line_hash, parse
from services import votes
from services.data import own
from services.gamenight import plays, polls
from services.sessions import running
from services.votes import Heard, importing, statistics
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, GUILD, HOST, NOON, act, cause, live_session, queued
from tests.services.one_play import catan_from_ten_past_noon, tally
from tests.services.test_votes_import import imported, log

MINUTE = timedelta(minutes=1)
AT = NOON + 20 * MINUTE
LINE = ("ana", "thisgame++", AT)


@pytest.fixture
async def night(database: Database, clock: Clock) -> Session:
    return await catan_from_ten_past_noon(database, clock)


async def over(database: Database, clock: Clock, night: Session) -> None:
    """The session ends, and takes no votes any more."""
    await act(database, running.end, HOST, night.id)
    clock.advance(hours=1)


async def forget(database: Database) -> None:
    await act(database, own.forget, ANA, "ana")


async def hear(database: Database, words: str = "thisgame++", sent_at: datetime = AT, *, edits: int = 0) -> None:
    hash_ = line_hash("ana", words, sent_at)
    seen_at = sent_at + edits * MINUTE
    heard = Heard(GUILD, (CHANNEL,), snowflake_at(sent_at) + 1, ANA.user_id, parse(words), sent_at, seen_at, hash_)
    await act(database, votes.hear, heard)


async def unhear(database: Database, sent_at: datetime = AT) -> None:
    await act(database, votes.unhear, GUILD, (CHANNEL,), [snowflake_at(sent_at) + 1])


async def voters(database: Database) -> list[int | str]:
    async with database.read() as store:
        return [one.voter for one in (await statistics.known_to(store, HOST, (CHANNEL,))).voters]


@both_databases
@pytest.mark.parametrize("members", [{"ana": ANA.user_id}, {}])
async def test_what_one_wrote_and_what_a_log_has_of_them_is_one_voter(
    database: Database, clock: Clock, night: Session, members: dict[str, int]
) -> None:
    await hear(database)
    await imported(database, log(("Ana", "catan--", AT + MINUTE), ("zoe", "catan++", AT)), members=members)
    await over(database, clock, night)

    await forget(database)

    assert await tally(database, night) == "+1 -1"
    named, nobody = sorted(await voters(database), key=lambda one: isinstance(one, int))
    assert named == "zoe"
    assert isinstance(nobody, int)
    assert is_nobodys(nobody)


@both_databases
@pytest.mark.parametrize("members", [{"ana": ANA.user_id}, {}])
async def test_in_a_live_session_imported_votes_go_too_and_who_votes_again_counts_once(
    database: Database, night: Session, members: dict[str, int]
) -> None:
    await imported(database, log(LINE), members=members)

    await forget(database)
    assert await tally(database, night) == "+0 -0"
    await hear(database, sent_at=AT + MINUTE)

    assert await tally(database, night) == "+1 -0"


@both_databases
async def test_no_row_of_a_vote_leads_back_to_its_voter(database: Database, clock: Clock, night: Session) -> None:
    await hear(database)
    await imported(database, log(("ana", "catan--", AT + MINUTE)))
    await over(database, clock, night)

    await forget(database)

    async with database.read() as store:
        rows = store.personal._session
        heard = (await rows.scalars(select(HeardLineRow))).all()
        vote = (await rows.scalars(select(VoteRow))).one()
        line = (await rows.scalars(select(ImportedVoteRow))).one()
    assert heard == []
    assert (vote.channel_id, is_nobodys(vote.user_id)) == (0, True)
    assert (line.name, line.voter, line.user_id) == (SOMEBODY, SOMEBODY, vote.user_id)
    assert line.line_hash != line_hash("ana", "catan--", AT + MINUTE)


@both_databases
@pytest.mark.parametrize("live", [True, False])
async def test_a_log_that_holds_a_forgotten_vote_brings_it_and_its_name_not_back(
    database: Database, clock: Clock, night: Session, live: bool
) -> None:
    await hear(database)
    only_in_logs = [] if live else [("ana", "catan--", AT + MINUTE)]
    if not live:
        await imported(database, log(*only_in_logs))
        await over(database, clock, night)
    await forget(database)
    before = await tally(database, night)

    look, added, _ = await imported(database, log(LINE, *only_in_logs, ("ben", "catan++", AT + MINUTE)))

    assert (added, look.duplicate) == (1, 1 + len(only_in_logs))
    assert BEN.user_id in await voters(database)
    assert ANA.user_id not in await voters(database)
    assert before == ("+0 -0" if live else "+0 -1")
    assert await tally(database, night) == ("+1 -0" if live else "+1 -1")


async def test_a_line_heard_live_too_stays_with_its_message_once_its_writer_is_forgotten(
    database: Database, clock: Clock, night: Session
) -> None:
    await imported(database, log(LINE))
    await hear(database)
    await over(database, clock, night)
    await forget(database)
    assert await tally(database, night) == "+1 -0"

    await unhear(database)

    assert await tally(database, night) == "+0 -0"


@both_databases
async def test_a_forgotten_vote_stays_as_it_is_until_its_message_is_deleted(
    database: Database, clock: Clock, night: Session
) -> None:
    await hear(database)
    await over(database, clock, night)
    await forget(database)

    await hear(database)
    await hear(database, "thisgame--", edits=1)
    assert await tally(database, night) == "+1 -0"
    assert ANA.user_id not in await voters(database)

    await unhear(database)
    assert await tally(database, night) == "+0 -0"


async def test_an_undone_import_takes_forgotten_votes_along(database: Database, clock: Clock, night: Session) -> None:
    _, _, import_id = await imported(database, log(LINE))
    await over(database, clock, night)
    await forget(database)

    await act(database, importing.undo, HOST, import_id)

    assert await tally(database, night) == "+0 -0"


async def test_a_poll_under_way_is_drawn_again_without_who_is_forgotten(database: Database, night: Session) -> None:
    async with database.read() as store:
        (game,) = await store.games.of_guild(GUILD)
    poll = await act(database, polls.ask, HOST, night, [game.id])
    await act(database, polls.vote, ANA, poll.id, 1, cause())
    async with database.read() as store:
        before = await store.cards.get(CardKind.PICK, poll.id)

    await forget(database)

    async with database.read() as store:
        after = await store.cards.get(CardKind.PICK, poll.id)
        assert not (await store.pick_polls.get(poll.id, GUILD)).choices
    assert before is not None
    assert after is not None
    assert after.wanted > before.wanted


@both_databases
@pytest.mark.parametrize("just_over", [True, False])
async def test_what_shows_the_votes_of_an_ended_session_is_drawn_again_without_who_is_forgotten(
    database: Database, clock: Clock, night: Session, just_over: bool
) -> None:
    await hear(database)
    await imported(database, log(("ana", "catan--", AT + MINUTE)), members={})
    await act(database, running.end, HOST, night.id)
    clock.advance(minutes=5 if just_over else 300)
    assert await tally(database, night) == "+1 -1"
    before = await wanted(database, night)

    await forget(database)

    assert await tally(database, night) == ("+0 -0" if just_over else "+0 -1")
    assert all(now > then for now, then in zip(await wanted(database, night), before, strict=True))


@both_databases
async def test_forgetting_and_messages_that_are_deleted_at_once_do_not_wait_for_each_other(
    database: Database, clock: Clock, night: Session
) -> None:
    await act(database, running.end, HOST, night.id)
    clock.now = AT + 40 * MINUTE
    later = await live_session(database)
    await queued(database, "Azul")
    await act(database, plays.play_next, HOST, later)
    clock.advance(minutes=30)
    said = [instant + n * timedelta(seconds=1) for instant in (AT, AT + 41 * MINUTE) for n in range(10)]
    for sent_at in said:
        await hear(database, sent_at=sent_at)

    await asyncio.gather(
        act(database, votes.unhear, GUILD, (CHANNEL,), [snowflake_at(one) + 1 for one in said]), forget(database)
    )

    assert (await tally(database, night), await tally(database, later)) == ("+0 -0", "+0 -0")


async def wanted(database: Database, session: Session) -> list[int]:
    """How often the session's board and recap were to be drawn."""
    async with database.read() as store:
        cards = [await store.cards.get(kind, session.id) for kind in (CardKind.BOARD, CardKind.RECAP)]
    assert all(cards)
    return [card.wanted for card in cards if card]
