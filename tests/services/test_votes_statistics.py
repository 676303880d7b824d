"""Statistics of votes: of one session, a campaign or all, as far as a person may know of them."""

from datetime import timedelta

import pytest

from db.store import Database, Store
from domain.actor import Actor
from domain.errors import NotAllowed
from domain.scheduling.session import Session
from domain.sessions.attendance import Attendance, Attended
from domain.snowflake import snowflake_at
from domain.votes import Tally, parse
from services import votes
from services.gamenight import plays
from services.sessions import running
from services.votes import Heard, statistics
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, GUILD, HOST, STRANGER, act, fresh, live_session, queued

HERE = (CHANNEL,)


async def night(database: Database, clock: Clock, *said: tuple[str, Actor, str]) -> Session:
    """A session in which each of these games is played in turn, and voted on by what people said; then it ends."""
    session = await live_session(database)
    await queued(database, *dict.fromkeys(title for title, _, _ in said))
    playing = ""
    for title, who, words in said:
        clock.advance(minutes=10)
        if title != playing:
            await act(database, plays.play_next, HOST, session)
            playing = title
            clock.advance(minutes=1)
        message_id = snowflake_at(clock.now)
        heard = Heard(GUILD, HERE, message_id, who.user_id, parse(words), clock.now, clock.now)
        await act(database, votes.hear, heard)
    await act(database, running.end, HOST, session.id)
    return await fresh(database, session)


@both_databases
async def test_games_are_ranked_over_one_session_and_over_all(database: Database, clock: Clock) -> None:
    first = await night(
        database, clock, ("Catan", ANA, "thisgame++"), ("Azul", ANA, "thisgame++"), ("Azul", BEN, "thisgame++")
    )
    clock.advance(hours=1)
    await night(database, clock, ("Root", CLEO, "thisgame--"))

    async with database.read() as store:
        one = await statistics.look(store, ANA, HERE, session=first)
        every = await statistics.look(store, ANA, HERE)
        elsewhere = await statistics.look(store, STRANGER, HERE)

    assert [(game.title, game.net) for game in one.games] == [("Azul", 2), ("Catan", 1)]
    assert [(game.title, game.net) for game in every.games] == [("Azul", 2), ("Catan", 1), ("Root", -1)]
    assert [voter.voter for voter in every.voters] == [11, 12, 13]
    assert elsewhere.games == []


async def test_who_keeps_their_statistics_to_themselves_is_not_named_but_to_themselves(
    database: Database, clock: Clock
) -> None:
    await night(database, clock, ("Catan", ANA, "thisgame++"), ("Catan", BEN, "thisgame++"))

    async def hide(store: Store) -> None:
        await store.settings.set_stats_hidden(ANA.user_id, hidden=True)

    await act(database, hide)

    async with database.read() as store:
        counted = await statistics.look(store, BEN, HERE)
        for_ben, unnamed = await statistics.named_voters(store, BEN, counted)
        for_ana, _ = await statistics.named_voters(store, ANA, counted)
    assert ([one.voter for one in for_ben], unnamed) == ([12], 1)
    assert [one.voter for one in for_ana] == [11, 12]


@both_databases
async def test_ones_own_numbers_are_of_the_evenings_at_which_one_was(database: Database, clock: Clock) -> None:
    session = await night(database, clock, ("Catan", ANA, "thisgame++"), ("Azul", ANA, "thisgame--"))
    clock.advance(hours=1)
    await night(database, clock, ("Root", BEN, "thisgame++"))

    async def attend(store: Store) -> None:
        await store.attendance.save(session.id, [Attendance(ANA.user_id, Attended.LATE)])
        await store.attendance.save(session.id, [Attendance(CLEO.user_id, Attended.ABSENT)])

    await act(database, attend)

    async with database.read() as store:
        mine = await statistics.mine(store, ANA, HERE)
        stranger = await statistics.mine(store, CLEO, HERE)

    assert [(play.title, vote.value) for play, vote in mine.votes] == [("Azul", -1), ("Catan", 1)]
    assert (mine.evenings, sorted(game.title for game in mine.games)) == (1, ["Azul", "Catan"])
    assert mine.score is not None
    assert mine.score.votes == Tally(1, 1)
    assert (stranger.evenings, stranger.games, stranger.score, stranger.votes) == (0, [], None, [])


@both_databases
async def test_an_export_has_every_vote_and_says_which_stand(database: Database, clock: Clock) -> None:
    session = await night(database, clock, ("Catan", ANA, "thisgame++"), ("Catan", ANA, "thisgame--"))

    async with database.read() as store:
        exported = await statistics.export(store, HOST, HERE, session)
        with pytest.raises(NotAllowed):
            await statistics.export(store, ANA, HERE, None)

    assert [(one.vote.value, one.stands) for one in exported] == [(1, False), (-1, True)]
    assert exported[0].vote.seen_at < exported[1].vote.seen_at - timedelta(minutes=5)
