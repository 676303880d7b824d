"""The queue: votes, and taking games off."""

import asyncio

import pytest

from db.store import Database, Store
from domain.actor import Actor
from domain.campaigns import Campaign, OrganisersOnly
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches
from domain.gamenight.details import Details
from domain.gamenight.nominations import GamePutAway, Nomination, NotQueued
from services.gamenight import library, nominations
from tests.conftest import both_databases
from tests.services.acting import ANA, BEN, CLEO, GUILD, HOST, STRANGER, act, guests, live_session, nominate, queued


async def game_night(store: Store) -> Campaign:
    return await store.campaigns.game_night(GUILD)


async def queue(database: Database) -> list[Nomination]:
    async with database.transaction() as store:
        return await store.queue.of_campaign((await game_night(store)).id)


async def standing(database: Database) -> list[tuple[str, int]]:
    return [(one.game.title, one.backers) for one in await queue(database)]


async def take_off(store: Store, actor: Actor, game_id: int) -> Nomination:
    return await nominations.take_off(store, actor, await game_night(store), game_id)


async def clear(store: Store, actor: Actor, seen: list[int]) -> int:
    return await nominations.clear(store, actor, await game_night(store), seen)


@both_databases
async def test_votes_order_the_queue_and_then_time_does(database: Database) -> None:
    await queued(database, "Catan", "Azul", "Root")
    last = (await queue(database))[-1]

    assert await act(database, nominations.back, ANA, last.id)

    assert await standing(database) == [("Root", 2), ("Catan", 1), ("Azul", 1)]


async def test_the_same_vote_once_more_takes_it_back(database: Database) -> None:
    await queued(database, "Catan")
    [one] = await queue(database)

    assert [await act(database, nominations.back, ANA, one.id) for _ in range(3)] == [True, False, True]
    assert await standing(database) == [("Catan", 2)]


async def test_who_nominated_a_game_votes_for_it_and_may_take_that_back(database: Database) -> None:
    await queued(database, "Catan")
    [one] = await queue(database)

    assert not await act(database, nominations.back, HOST, one.id)
    assert await standing(database) == [("Catan", 0)]


@both_databases
async def test_many_who_vote_at_once_are_all_counted(database: Database) -> None:
    await queued(database, "Catan")
    [one] = await queue(database)

    await asyncio.gather(*(act(database, nominations.back, who, one.id) for who in guests(12)))

    assert await standing(database) == [("Catan", 13)]


@both_databases
async def test_a_vote_for_what_is_taken_off_at_the_same_time_breaks_nothing(database: Database) -> None:
    await queued(database, "Catan")
    [one] = await queue(database)

    outcomes = await asyncio.gather(
        *(act(database, nominations.back, who, one.id) for who in guests(4)),
        act(database, take_off, HOST, one.game.id),
        return_exceptions=True,
    )

    assert all(isinstance(outcome, bool | NotQueued | Nomination) for outcome in outcomes), outcomes
    assert await standing(database) == []


async def test_the_queue_says_what_one_votes_for(database: Database) -> None:
    await queued(database, "Catan", "Azul")
    first, second = await queue(database)
    await act(database, nominations.back, ANA, second.id)

    async with database.read() as store:
        assert await store.queue.backed_by(first.campaign_id, ANA.user_id) == {second.id}


async def test_a_vote_in_another_guild_is_none(database: Database) -> None:
    await queued(database, "Catan")
    [one] = await queue(database)

    with pytest.raises(NotQueued):
        await act(database, nominations.back, STRANGER, one.id)


async def test_who_nominated_a_game_and_organisers_take_it_off(database: Database) -> None:
    games = [await act(database, library.add_game, HOST, title) for title in ("Catan", "Azul")]
    for game in games:
        await act(database, nominate, ANA, game.id)
    with pytest.raises(NotAllowed):
        await act(database, take_off, BEN, games[0].id)

    await act(database, take_off, ANA, games[0].id)
    await act(database, take_off, HOST, games[1].id)

    assert await standing(database) == []
    with pytest.raises(NotQueued):
        await act(database, take_off, HOST, games[0].id)


async def test_a_game_of_another_guild_is_not_taken_off(database: Database) -> None:
    await queued(database, "Catan")
    [one] = await queue(database)

    with pytest.raises(NothingMatches):
        await act(database, take_off, STRANGER, one.game.id)


async def test_an_organiser_clears_what_they_saw_and_what_came_since_stays(database: Database) -> None:
    await queued(database, "Catan", "Azul")
    seen = [one.id for one in await queue(database)]
    await queued(database, "Root")
    with pytest.raises(OrganisersOnly):
        await act(database, clear, CLEO, seen)

    assert await act(database, clear, HOST, seen) == 2
    assert await standing(database) == [("Root", 1)]


async def test_a_game_that_is_put_away_is_neither_nominated_nor_queued_until_it_is_back(database: Database) -> None:
    await queued(database, "Catan")
    [one] = await queue(database)

    await act(database, library.edit_game, HOST, one.game.id, Details(enabled=False))
    assert await standing(database) == []
    with pytest.raises(GamePutAway):
        await act(database, nominate, ANA, one.game.id)

    await act(database, library.edit_game, HOST, one.game.id, Details(enabled=True))
    assert await standing(database) == [("Catan", 1)]


async def test_every_change_of_the_queue_shows_on_the_board(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    first, second = await queue(database)

    async def wanted() -> int:
        async with database.read() as store:
            card = await store.cards.get(CardKind.BOARD, session.id)
            assert card is not None
            return card.wanted

    before = await wanted()
    await act(database, nominations.back, ANA, first.id)
    await act(database, take_off, HOST, first.game.id)
    await act(database, clear, HOST, [second.id])

    assert await wanted() == before + 3
