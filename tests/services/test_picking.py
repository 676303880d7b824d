"""Picking a game by who is there, what time is left, and what was played."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from db.store import Database
from domain.actor import Actor
from domain.gamenight.library import Game
from domain.gamenight.picker import Condition, NothingFits
from domain.scheduling.seats import Plan
from domain.sessions.presence import Activity
from domain.snowflake import snowflake_at
from domain.votes import Vote
from services.gamenight import library, nominations, picking, plays
from services.gamenight.picking import Pick, Wish
from services.sessions import presence, running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    GUILD,
    HOST,
    act,
    answers,
    live_session,
    private_session,
    queued,
    scheduled,
)

THREAD = CHANNEL + 1  # where a private session is
TITLES = ["Azul", "Brass", "Catan"]


async def pick(
    database: Database, wish: Wish | None = None, who: Actor = ANA, said: frozenset[int] = frozenset(), count: int = 1
) -> Pick:
    async with database.read() as store:
        return await picking.picked_for(store, who, (CHANNEL,), wish or Wish(), said, Random(1), count)


async def games(database: Database, *titles: str, **known: Any) -> list[Game]:
    return [await act(database, library.add_game, HOST, title, **known) for title in titles]


async def test_without_a_session_only_what_was_asked_counts(database: Database) -> None:
    await games(database, "Catan", min_players=3, max_players=4)

    found = await pick(database)

    assert [one.title for one in found.picked.games] == ["Catan"]
    assert (found.session_id, found.table.players, found.table.minutes) == (None, None, None)
    with pytest.raises(NothingFits):
        await pick(database, Wish(players=5))


async def test_a_live_session_says_how_many_are_there_and_what_time_is_left(database: Database, clock: Clock) -> None:
    await games(database, "Catan", minutes=15)
    planned = await scheduled(database, clock.now, duration=timedelta(hours=2))
    for who, plan in ((ANA, Plan.GOING), (BEN, Plan.LATE), (CLEO, Plan.NOT_GOING)):
        await answers(database, planned, who, plan)
    session = await act(database, running.start, HOST, planned.id, CHANNEL)
    clock.advance(minutes=30)

    found = await pick(database, who=HOST)
    assert (found.session_id, found.table.players, found.table.minutes, found.coming) == (session.id, 3, 90, 2)

    await act(database, presence.doing, CLEO, session.id, Activity.HAND_UP)
    await act(database, presence.doing, ANA, session.id, Activity.AWAY)
    await act(database, presence.leave, ANA, session.id)
    found = await pick(database, who=HOST)
    assert (found.table.players, found.coming) == (3, 1)
    assert (await pick(database, Wish(players=7, minutes=20))).table.players == 7
    clock.advance(hours=3)
    assert (await pick(database)).table.minutes is None


async def test_who_started_a_session_and_is_the_only_one_seen_is_no_number_of_players(database: Database) -> None:
    await games(database, "Catan", min_players=3)
    await live_session(database)

    assert (await pick(database, who=HOST)).table.players is None


async def test_who_asks_is_there(database: Database) -> None:
    await games(database, "Catan")
    await live_session(database)

    found = await pick(database, who=ANA)

    assert (found.table.players, found.coming) == (2, 0)


async def test_owned_means_by_somebody_who_is_there(database: Database) -> None:
    [catan, root] = await games(database, "Catan", "Root")
    await act(database, library.own_game, BEN, catan.id)
    session = await live_session(database)
    with pytest.raises(NothingFits) as nothing:
        await pick(database, Wish(owned=True))
    assert nothing.value.excluded == [(Condition.OWNERS, 2)]

    await act(database, presence.doing, BEN, session.id, Activity.HAND_UP)
    assert (await pick(database, Wish(owned=True))).picked.games == (await fresh(database, catan),)
    await act(database, library.own_game, ANA, root.id)
    assert (await pick(database, Wish(owned=True), count=3)).picked.fitting == 2


async def in_library(database: Database) -> list[Game]:
    async with database.read() as store:
        return await store.games.of_guild(GUILD)


async def fresh(database: Database, game: Game) -> Game:
    async with database.read() as store:
        return await store.games.get(game.id, game.guild_id)


@both_databases
async def test_what_was_played_tonight_and_the_last_two_of_other_nights_are_left_out(
    database: Database, clock: Clock
) -> None:
    titles = ["Azul", "Brass", "Catan", "Dixit"]
    await queued(database, *titles)
    first = await live_session(database)
    for _ in titles[:3]:
        await act(database, plays.play_next, ANA, first)
        clock.advance(hours=1)
    await act(database, running.end, HOST, first.id)
    assert {one.title for one in (await pick(database, count=4)).picked.games} == {"Azul", "Dixit"}

    tonight = await live_session(database)
    await act(database, plays.play_next, ANA, tonight)
    clock.advance(minutes=1)
    await act(database, plays.skip, ANA, tonight)
    found = await pick(database, count=4)

    assert {one.title for one in found.picked.games} == {"Azul", "Dixit"}, "what was skipped was not played"
    with pytest.raises(NothingFits):
        await pick(database, said=frozenset(one.id for one in found.picked.games))


async def test_where_all_was_played_tonight_it_comes_again_but_for_the_last_two(
    database: Database, clock: Clock
) -> None:
    await queued(database, *TITLES)
    session = await live_session(database)
    for repeats, title in ((False, "Azul"), (False, "Brass"), (False, "Catan"), (True, "Azul")):
        found = await pick(database)
        assert found.repeats is repeats
        if repeats:
            assert [one.title for one in found.picked.games] == ["Azul"]
        game = next(one for one in await in_library(database) if one.title == title)
        await act(database, plays.start, ANA, session, game.id)
        clock.advance(hours=1)


async def test_a_pick_knows_what_is_queued_and_how_many_want_it(database: Database) -> None:
    await queued(database, "Azul")
    [brass] = await games(database, "Brass")
    async with database.read() as store:
        [azul] = await store.queue.of_campaign((await store.campaigns.game_night(GUILD)).id)
    await act(database, nominations.back, BEN, azul.id)

    queue = (await pick(database)).queued

    assert queue == {azul.game.id: 2}
    assert brass.id not in queue


@both_databases
async def test_standing_votes_and_the_last_play_make_the_history(database: Database, clock: Clock) -> None:
    await queued(database, "Catan", "Azul")
    session = await live_session(database)
    play = await act(database, plays.play_next, ANA, session)
    begun = clock.now
    async with database.transaction() as store:
        for n, (who, value) in enumerate([(ANA, -1), (ANA, 1), (BEN, 1)]):
            cast = snowflake_at(begun) + n
            await store.votes.save(Vote(cast, CHANNEL, play.id, who.user_id, value, begun))
    clock.advance(days=90)

    history = (await pick(database)).histories[play.game.id]

    assert (history.votes, history.last_at) == (2, begun)
    assert history.liking == pytest.approx(1.0)


@pytest.mark.parametrize(("who", "knows"), [(BEN, True), (HOST, True), (ANA, False)])
async def test_a_private_session_says_nothing_to_those_who_do_not_know_of_it(
    database: Database, clock: Clock, who: Actor, knows: bool
) -> None:
    session = await private_session(database, THREAD, BEN, CLEO, duration=timedelta(hours=3))
    await queued(database, "Azul", "Brass", "Catan")
    azul = await act(database, plays.play_next, HOST, session)
    async with database.transaction() as store:
        await store.votes.save(Vote(1, THREAD, azul.game.id, BEN.user_id, 1, clock.now))
    clock.advance(hours=1)

    elsewhere = await pick(database, who=who, count=3)

    assert (elsewhere.session_id, elsewhere.table.players, elsewhere.table.minutes) == (None, None, None)
    assert sorted(one.title for one in elsewhere.picked.games) == (["Brass", "Catan"] if knows else TITLES)
    assert (azul.game.id in elsewhere.histories) is knows
