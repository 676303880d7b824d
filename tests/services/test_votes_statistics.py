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
from services.campaigns.running import Given, create
from services.gamenight import plays
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import attendance, running
from services.votes import Heard, statistics
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    GUILD,
    HOST,
    STRANGER,
    act,
    fresh,
    live_session,
    queued,
)

HERE = (CHANNEL,)
THREAD = 77


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
        one = await statistics.known_to(store, ANA, HERE, session=first)
        every = await statistics.known_to(store, ANA, HERE)
        elsewhere = await statistics.known_to(store, STRANGER, HERE)

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
        counted = await statistics.known_to(store, BEN, HERE)
        for_ben, unnamed = await statistics.named_voters(store, BEN, counted)
        for_ana, _ = await statistics.named_voters(store, ANA, counted)
    assert ([one.voter for one in for_ben], unnamed) == ([12], 1)
    assert [one.voter for one in for_ana] == [11, 12]


async def test_what_one_person_keeps_to_themselves_cannot_be_worked_out_from_the_others(
    database: Database, clock: Clock
) -> None:
    said = ((ANA, "thisgame--"), (BEN, "thisgame++"), (CLEO, "thisgame++"))
    await night(database, clock, *(("Catan", who, words) for who, words in said))
    await act(database, attendance.hide, ANA, hidden=True)

    async with database.read() as store:
        counted = await statistics.known_to(store, HOST, HERE)
        for_host, unnamed = await statistics.named_voters(store, HOST, counted)

    assert counted.games[0].votes == Tally(2, 1)
    assert (for_host, unnamed) == ([], 1)


async def test_of_several_who_hide_all_are_left_out_and_each_is_told_their_own(
    database: Database, clock: Clock
) -> None:
    await night(database, clock, *(("Catan", one, "thisgame++") for one in (ANA, BEN, CLEO)))

    async def hide(store: Store) -> None:
        for one in (ANA, BEN):
            await store.settings.set_stats_hidden(one.user_id, hidden=True)

    await act(database, hide)

    async with database.read() as store:
        counted = await statistics.known_to(store, HOST, HERE)
        named = [await statistics.named_voters(store, one, counted) for one in (ANA, BEN, CLEO, HOST)]
    assert [([one.voter for one in voters], unnamed) for voters, unnamed in named] == [
        ([11], 1),
        ([12], 1),
        ([13], 2),
        ([13], 2),
    ]
    assert counted.games[0].votes == Tally(3, 0)  # what games got counts all, as the board does


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
        exported = await statistics.export(store, HOST, session)
        with pytest.raises(NotAllowed):
            await statistics.export(store, ANA, None)

    assert [(one.vote.value, one.stands) for one in exported] == [(1, False), (-1, True)]
    assert exported[0].vote.seen_at < exported[1].vote.seen_at - timedelta(minutes=5)


@both_databases
async def test_an_export_does_not_say_who_voted_where_they_keep_it_to_themselves(
    database: Database, clock: Clock
) -> None:
    session = await night(database, clock, ("Catan", ANA, "thisgame++"), ("Catan", HOST, "thisgame--"))
    for one in (ANA, HOST):
        await act(database, attendance.hide, one, hidden=True)

    async with database.read() as store:
        exported = await statistics.export(store, HOST, session)

    assert [(one.vote.user_id, one.vote.value, one.stands) for one in exported] == [(0, 1, True), (1, -1, True)]


@pytest.fixture
async def secret(database: Database, clock: Clock) -> Session:
    """A session that is over, and after it a private one in its thread, with a vote by Cleo."""
    await night(database, clock, ("Catan", ANA, "thisgame++"))
    clock.advance(hours=1)
    async with database.transaction() as store:
        game_night = await store.campaigns.game_night(GUILD)
        private = await planning.schedule(store, HOST, game_night, clock.now, Details(), CHANNEL, thread_id=THREAD)
        await running.start(store, HOST, private.id, THREAD)
    await queued(database, "Root")
    await act(database, plays.play_next, HOST, private)
    clock.advance(minutes=1)
    heard = Heard(GUILD, (THREAD,), snowflake_at(clock.now), CLEO.user_id, parse("thisgame--"), clock.now, clock.now)
    await act(database, votes.hear, heard)
    await act(database, running.end, HOST, private.id)
    return await fresh(database, private)


@both_databases
@pytest.mark.parametrize(
    ("who", "here", "games"),
    [(ANA, HERE, ["Catan"]), (ANA, (THREAD,), ["Catan", "Root"]), (HOST, HERE, ["Catan", "Root"])],
)
async def test_a_private_session_counts_only_for_who_may_know_of_it(
    database: Database, secret: Session, who: Actor, here: tuple[int, ...], games: list[str]
) -> None:
    async with database.read() as store:
        every = await statistics.known_to(store, who, here)
        one = await statistics.known_to(store, who, here, session=secret)
        voters, _ = await statistics.named_voters(store, who, every)

    assert [game.title for game in every.games] == games
    assert [game.title for game in one.games] == games[1:]
    assert {voter.voter for voter in voters} == {ANA.user_id, CLEO.user_id} if "Root" in games else {ANA.user_id}


@both_databases
async def test_who_runs_one_campaign_exports_the_votes_of_no_other(database: Database, secret: Session) -> None:
    given = Given(name="Curse", organiser_id=BEN.user_id)
    await act(database, create, HOST, given)

    async with database.read() as store:
        for_host, for_ben = [await statistics.export(store, who, None) for who in (HOST, BEN)]
        with pytest.raises(NotAllowed):
            await statistics.export(store, BEN, secret)

    assert [one.play.title for one in for_host] == ["Catan", "Root"]
    assert for_ben == []
