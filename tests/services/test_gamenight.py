"""The library, the queue and the plays."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from db.store import Database
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.gamenight.library import AliasTaken, Game, TitleTaken
from domain.gamenight.nominations import AlreadyQueued, QueueEmpty
from domain.gamenight.plays import NothingPlaying, Play, PlayStatus, StartedMeanwhile
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from services.gamenight import library, plays
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    GUILD,
    HOST,
    NOON,
    STRANGER,
    act,
    guests,
    live_session,
    nominate,
    queued,
    scheduled,
)


async def plays_of(database: Database, session: Session) -> list[tuple[str, PlayStatus]]:
    async with database.read() as store:
        return [(one.game.title, one.status) for one in await store.plays.of_session(session.id)]


async def queue(database: Database) -> list[str]:
    async with database.read() as store:
        campaign = await store.campaigns.existing(GUILD)
        assert campaign is not None
        return [one.game.title for one in await store.queue.of_campaign(campaign.id)]


@both_databases
async def test_a_game_is_added_with_what_was_said(database: Database) -> None:
    game = await act(
        database, library.add_game, HOST, " Catan ", alias="CATAN", min_players=3, max_players=4, minutes=90
    )

    assert (game.title, game.alias, game.min_players, game.max_players, game.minutes) == ("Catan", "catan", 3, 4, 90)
    async with database.read() as store:
        assert await store.games.get(game.id, GUILD) == game


async def test_a_game_without_an_alias_gets_one_that_is_free(database: Database) -> None:
    titles = ["Terraforming Mars", "Twilight Mystery Xx"[:17], "Tiny Mice 2000"]
    aliases = [(await act(database, library.add_game, HOST, title)).alias for title in titles]

    assert len(set(aliases)) == 3
    assert aliases[0] == "tm"


@pytest.mark.parametrize("title", ["This game", "THISGAME"])
async def test_no_game_is_called_like_the_game_being_played(database: Database, title: str) -> None:
    assert (await act(database, library.add_game, HOST, title)).alias == "thisgame2"
    with pytest.raises(AliasTaken):
        await act(database, library.add_game, HOST, "Catan", alias="thisgame")


@pytest.mark.parametrize(("title", "alias"), [("catan", None), ("CATAN", "xx"), ("Settlers", "catan")])
async def test_a_title_or_alias_that_is_taken_is_refused(database: Database, title: str, alias: str | None) -> None:
    await act(database, library.add_game, HOST, "Catan")

    with pytest.raises(AliasTaken if title == "Settlers" else TitleTaken) as refused:
        await act(database, library.add_game, HOST, title, alias=alias)

    assert refused.value.args[-1] == "Catan"


@both_databases
async def test_of_two_games_added_at_once_with_one_alias_one_is_refused(database: Database) -> None:
    outcomes = await asyncio.gather(
        *(act(database, library.add_game, HOST, f"Game {n}", alias="catan") for n in range(2)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Game) for one in outcomes) == 1
    assert sum(isinstance(one, AliasTaken) for one in outcomes) == 1


@both_databases
async def test_a_long_title_in_any_script_is_kept(database: Database) -> None:
    assert (await act(database, library.add_game, HOST, "ΐ" * 100, alias="iota")).title == "ΐ" * 100


@pytest.mark.parametrize(
    "details",
    [
        {"title": "  "},
        {"alias": "c++"},
        {"min_players": -1},
        {"min_players": 5, "max_players": 4},
        {"minutes": -1},
        {"minutes": 1441},
    ],
)
async def test_a_game_that_cannot_be_is_refused(database: Database, details: dict[str, Any]) -> None:
    with pytest.raises(NotValid):
        await act(database, library.add_game, HOST, **{"title": "Catan", **details})


async def test_only_who_manages_events_adds_games(database: Database) -> None:
    with pytest.raises(NotAllowed):
        await act(database, library.add_game, ANA, "Catan")


async def test_libraries_of_guilds_are_apart(database: Database) -> None:
    await act(database, library.add_game, HOST, "Catan")

    assert (await act(database, library.add_game, STRANGER, "Catan")).alias == "catan"
    async with database.read() as store:
        assert len(await store.games.of_guild(GUILD)) == 1


async def test_everyone_nominates_and_is_a_player_from_then_on(database: Database) -> None:
    game = await act(database, library.add_game, HOST, "Catan")

    [nomination] = await act(database, nominate, ANA, game.id)

    assert (nomination.game, nomination.nominated_by, nomination.backers) == (game, ANA.user_id, 1)
    async with database.read() as store:
        assert await store.campaigns.is_player(nomination.campaign_id, ANA.user_id)


async def test_the_queue_stands_in_order_of_nomination(database: Database, clock: Clock) -> None:
    for title in ("Catan", "Azul", "Root"):
        await queued(database, title)
        clock.advance(minutes=1)

    assert await queue(database) == ["Catan", "Azul", "Root"]


async def test_a_game_is_queued_once(database: Database) -> None:
    game = await act(database, library.add_game, HOST, "Catan")
    await act(database, nominate, ANA, game.id)

    with pytest.raises(AlreadyQueued):
        await act(database, nominate, HOST, game.id)


@both_databases
async def test_a_game_nominated_by_several_at_once_is_queued_once(database: Database) -> None:
    game = await act(database, library.add_game, HOST, "Catan")

    outcomes = await asyncio.gather(
        *(act(database, nominate, who, game.id) for who in guests(6)), return_exceptions=True
    )

    assert sum(isinstance(one, AlreadyQueued) for one in outcomes) == 5
    assert await queue(database) == ["Catan"]


@both_databases
async def test_newcomers_who_nominate_different_games_at_once_do_not_block_each_other(database: Database) -> None:
    games = [await act(database, library.add_game, HOST, f"Game {n}") for n in range(8)]

    await asyncio.gather(*(act(database, nominate, who, game.id) for who, game in zip(guests(8), games, strict=True)))

    assert len(await queue(database)) == 8


async def test_a_game_of_another_guild_is_not_nominated(database: Database) -> None:
    game = await act(database, library.add_game, HOST, "Catan")

    with pytest.raises(NothingMatches):
        await act(database, nominate, STRANGER, game.id)


@both_databases
async def test_the_first_of_the_queue_is_played_and_what_was_playing_was_played(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    first = await act(database, plays.play_next, ANA, session)
    clock.advance(hours=1)
    second = await act(database, plays.play_next, ANA, session)

    assert (first.game.title, first.status, first.started_at) == ("Catan", PlayStatus.PLAYING, NOON)
    assert (second.game.title, second.started_at) == ("Azul", NOON + timedelta(hours=1))
    assert await plays_of(database, session) == [("Catan", PlayStatus.PLAYED), ("Azul", PlayStatus.PLAYING)]
    assert await queue(database) == []


@both_databases
@pytest.mark.parametrize("seen", [None, 0])
async def test_two_who_start_the_next_game_at_once_start_one(database: Database, seen: int | None) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")

    outcomes = await asyncio.gather(
        *(act(database, plays.play_next, ANA, session, seen) for _ in range(2)), return_exceptions=True
    )

    assert sum(isinstance(one, StartedMeanwhile) for one in outcomes) == 1
    assert await plays_of(database, session) == [("Catan", PlayStatus.PLAYING)]
    assert await queue(database) == ["Azul"]


async def test_who_saw_what_is_playing_starts_the_next(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    first = await act(database, plays.play_next, ANA, session, 0)
    clock.advance(seconds=5)

    assert (await act(database, plays.play_next, ANA, session, first.id)).game.title == "Azul"


async def test_who_looked_before_a_game_was_given_up_starts_the_next(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    first = await act(database, plays.play_next, ANA, session, 0)
    clock.advance(minutes=1)
    await act(database, plays.skip, BEN, session)

    assert (await act(database, plays.play_next, ANA, session, first.id)).game.title == "Azul"


@both_databases
async def test_two_who_start_the_last_game_at_once_start_it_once_and_the_second_hears_why(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan")

    outcomes = await asyncio.gather(
        *(act(database, plays.play_next, ANA, session) for _ in range(2)), return_exceptions=True
    )

    assert sum(isinstance(one, Play) for one in outcomes) == 1
    assert sum(isinstance(one, StartedMeanwhile) for one in outcomes) == 1
    assert await plays_of(database, session) == [("Catan", PlayStatus.PLAYING)]


async def test_plays_stand_in_the_order_they_were_begun_also_where_the_clock_was_set_back(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    clock.advance(seconds=10)
    await act(database, plays.play_next, ANA, session)
    clock.advance(seconds=-5)
    await act(database, plays.play_next, ANA, session)

    assert await plays_of(database, session) == [("Catan", PlayStatus.PLAYED), ("Azul", PlayStatus.PLAYING)]


async def test_an_empty_queue_leaves_what_is_playing(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    await act(database, plays.play_next, ANA, session)
    clock.advance(minutes=1)

    with pytest.raises(QueueEmpty):
        await act(database, plays.play_next, ANA, session)
    assert await plays_of(database, session) == [("Catan", PlayStatus.PLAYING)]


async def test_a_skipped_game_stays_skipped(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    await act(database, plays.play_next, ANA, session)
    clock.advance(minutes=1)
    await act(database, plays.skip, ANA, session)
    await act(database, plays.play_next, ANA, session)

    assert await plays_of(database, session) == [("Catan", PlayStatus.SKIPPED), ("Azul", PlayStatus.PLAYING)]


async def test_nothing_is_skipped_where_nothing_is_played(database: Database) -> None:
    session = await live_session(database)

    with pytest.raises(NothingPlaying):
        await act(database, plays.skip, ANA, session)


async def test_games_are_played_in_a_pause_too(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    await act(database, running.pause, HOST, session.id)

    assert (await act(database, plays.play_next, ANA, session)).game.title == "Catan"


async def test_nothing_is_played_before_a_session_or_after_it(database: Database) -> None:
    planned = await scheduled(database)
    await queued(database, "Catan")
    with pytest.raises(NothingLive):
        await act(database, plays.play_next, ANA, planned)

    session = await live_session(database)
    await act(database, running.end, HOST, session.id)
    for service in (plays.play_next, plays.skip):
        with pytest.raises(NothingLive):
            await act(database, service, ANA, session)


async def test_a_session_of_another_guild_plays_nothing(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan")

    for service in (plays.play_next, plays.skip):
        with pytest.raises(NothingMatches):
            await act(database, service, STRANGER, session)
    assert await plays_of(database, session) == []


async def test_the_queue_outlives_the_night(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    await act(database, running.end, HOST, session.id)

    assert (await act(database, plays.play_next, ANA, await live_session(database))).game.title == "Catan"


async def test_a_game_that_was_played_can_be_nominated_again(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    play = await act(database, plays.play_next, ANA, session)

    [nomination] = await act(database, nominate, ANA, play.game.id)

    assert nomination.game == play.game
