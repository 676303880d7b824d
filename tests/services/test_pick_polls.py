"""Quick polls on what to play: from the question to the play."""

import asyncio
from datetime import timedelta

import pytest

from db.store import Database
from domain.actor import Actor
from domain.errors import NotAllowed, NothingMatches
from domain.gamenight.details import Details
from domain.gamenight.nominations import GamePutAway
from domain.gamenight.polls import LASTS, LATEST, OTHER, NotStarted, PickPoll, PollOver, PollUnderWay
from domain.reminders import Kind, Reminder
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from services.gamenight import library, plays, polls
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CLEO,
    GUILD,
    HOST,
    STRANGER,
    act,
    cause,
    guests,
    live_session,
    queued,
    reminders_of,
    scheduled,
)


async def asked(database: Database, session: Session) -> PickPoll:
    """Ana asks whether to play Catan, Azul or Root."""
    ids = [(await act(database, library.add_game, HOST, title)).id for title in ("Catan", "Azul", "Root")]
    return await act(database, polls.ask, ANA, session, ids)


async def choose(database: Database, who: Actor, poll: PickPoll, place: int) -> None:
    await act(database, polls.vote, who, poll.id, place, cause())


async def countdown(database: Database, clock: Clock, poll: PickPoll) -> Reminder:
    """The countdown ends; what is due then."""
    [due] = await reminders_of(database, Kind.PICK, poll.id)
    clock.now = due.due_at
    return due


async def fresh(database: Database, poll: PickPoll) -> PickPoll:
    async with database.read() as store:
        return await store.pick_polls.get(poll.id, GUILD)


async def titles(database: Database, session: Session) -> list[str]:
    async with database.read() as store:
        return [one.game.title for one in await store.plays.of_session(session.id)]


@both_databases
async def test_the_winner_is_started_when_the_countdown_ends_and_once_by_whoever_is_at_it(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    poll = await asked(database, session)
    await choose(database, ANA, poll, 1)
    await choose(database, BEN, poll, 2)
    await choose(database, CLEO, poll, 2)
    due = await countdown(database, clock, poll)
    assert due.due_at == poll.begun_at + LASTS

    await asyncio.gather(*(act(database, polls.finish, due) for _ in range(3)))

    assert await titles(database, session) == ["Azul"]
    assert (await fresh(database, poll)).play_id is not None


@both_databases
async def test_many_who_choose_at_once_are_all_counted(database: Database) -> None:
    poll = await asked(database, await live_session(database))

    await asyncio.gather(*(choose(database, who, poll, n % 4) for n, who in enumerate(guests(12))))

    poll = await fresh(database, poll)
    assert [len(poll.voters(place)) for place in poll.places] == [3, 3, 3, 3]


async def test_a_persons_last_act_counts_in_whatever_order_they_come(database: Database) -> None:
    poll = await asked(database, await live_session(database))
    first, last = cause(), cause()

    await act(database, polls.vote, ANA, poll.id, 2, last)
    await act(database, polls.vote, ANA, poll.id, 1, first)

    assert (await fresh(database, poll)).winner() == 2


@pytest.mark.parametrize("places", [[], [OTHER]])
async def test_where_nobody_votes_or_something_else_is_wanted_nothing_starts(
    database: Database, clock: Clock, places: list[int]
) -> None:
    session = await live_session(database)
    poll = await asked(database, session)
    for place in places:
        await choose(database, BEN, poll, place)

    await act(database, polls.finish, await countdown(database, clock, poll))

    assert await titles(database, session) == []
    assert (await fresh(database, poll)).ended_at == clock.now


async def test_who_asked_and_organisers_stop_it_and_nothing_starts(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    for who in (ANA, HOST):
        poll = await act(
            database, polls.ask, ANA, session, [(await act(database, library.add_game, HOST, f"{who.user_id}")).id]
        )
        await choose(database, BEN, poll, 1)
        [due] = await reminders_of(database, Kind.PICK, poll.id)
        with pytest.raises(NotAllowed):
            await act(database, polls.stop, BEN, poll.id)
        await act(database, polls.stop, who, poll.id)

        assert await reminders_of(database, Kind.PICK, poll.id) == []
        await act(database, polls.finish, due)
        with pytest.raises(PollOver):
            await choose(database, CLEO, poll, 1)
        assert (await fresh(database, poll)).stopped_by == who.user_id
    assert await titles(database, session) == []


async def test_nothing_starts_over_a_game_that_was_begun_since(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Brass")
    poll = await asked(database, session)
    await choose(database, ANA, poll, 1)
    clock.advance(seconds=30)
    await act(database, plays.play_next, BEN, session)

    await act(database, polls.finish, await countdown(database, clock, poll))

    assert await titles(database, session) == ["Brass"]
    assert (await fresh(database, poll)).not_started is NotStarted.ANOTHER


async def test_a_poll_ends_with_its_session_and_starts_nothing_in_the_next(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    poll = await asked(database, session)
    await choose(database, ANA, poll, 1)
    [due] = await reminders_of(database, Kind.PICK, poll.id)
    ended_at = clock.advance(seconds=30)
    await act(database, running.end, HOST, session.id)
    over = await fresh(database, poll)
    assert (over.ended_at, over.not_started) == (ended_at, NotStarted.OVER)
    assert await reminders_of(database, Kind.PICK, poll.id) == []
    after = await live_session(database)
    await act(database, polls.ask, ANA, after, [poll.games[2].id])

    clock.now = due.due_at
    await act(database, polls.finish, due)

    assert await titles(database, after) == []
    assert await fresh(database, poll) == over


async def test_the_winner_would_end_only_what_was_played_before_it_was_asked(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Brass", "Dixit")
    before = await act(database, plays.play_next, BEN, session)
    clock.advance(minutes=1)
    poll = await asked(database, session)
    async with database.read() as store:
        assert await polls.would_end(store, poll) == before

    clock.advance(minutes=1)
    await act(database, plays.play_next, BEN, session)

    async with database.read() as store:
        assert await polls.would_end(store, poll) is None


@pytest.mark.parametrize(("late", "started"), [(LATEST, ["Catan"]), (LATEST + timedelta(seconds=1), [])])
async def test_a_winner_is_not_started_long_after_the_countdown(
    database: Database, clock: Clock, late: timedelta, started: list[str]
) -> None:
    session = await live_session(database)
    poll = await asked(database, session)
    await choose(database, ANA, poll, 1)
    due = await countdown(database, clock, poll)
    clock.now += late

    await act(database, polls.finish, due)

    assert await titles(database, session) == started
    assert (await fresh(database, poll)).not_started is (None if started else NotStarted.LATE)


async def test_nothing_starts_where_the_game_was_put_away(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    poll = await asked(database, session)
    await choose(database, ANA, poll, 1)
    with pytest.raises(PollUnderWay):
        await act(database, polls.ask, BEN, session, [poll.games[2].id])
    await act(database, library.edit_game, HOST, poll.games[1].id, Details(enabled=False))
    await act(database, polls.finish, await countdown(database, clock, poll))
    with pytest.raises(GamePutAway):
        await act(database, polls.ask, BEN, session, [poll.games[1].id])

    assert await titles(database, session) == []
    assert (await fresh(database, poll)).not_started is NotStarted.PUT_AWAY


async def test_a_game_deleted_meanwhile_leaves_the_others_where_they_were(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    poll = await asked(database, session)
    await choose(database, ANA, poll, 1)
    await choose(database, BEN, poll, 3)
    await act(database, library.remove_game, HOST, poll.games[1].id)

    await act(database, polls.finish, await countdown(database, clock, poll))

    assert await titles(database, session) == ["Root"]


async def test_only_in_a_live_session_is_asked_and_only_its_guild_votes(database: Database) -> None:
    with pytest.raises(NothingLive):
        await act(database, polls.ask, ANA, await scheduled(database), [])
    poll = await asked(database, await live_session(database))

    with pytest.raises(NothingMatches):
        await choose(database, STRANGER, poll, 1)
    with pytest.raises(NothingMatches):
        await act(database, polls.stop, STRANGER, poll.id)
