"""Starting a game by name, ending it, who plays it, and its room code."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.store import Database, Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.gamenight.library import Game
from domain.gamenight.nominations import GamePutAway
from domain.gamenight.plays import JUST_NOW, NothingPlaying, Play, PlayingAlready, PlayStatus, StartedMeanwhile
from domain.gamenight.rooms import Look, NoRoom
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from services.campaigns import players
from services.campaigns.running import Given, create
from services.gamenight import library, plays, rooms
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ADMIN,
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    GUILD,
    HOST,
    NOON,
    STRANGER,
    act,
    live_session,
    nominate,
    queued,
    scheduled,
)


async def game(database: Database, title: str = "Catan") -> Game:
    return await act(database, library.add_game, HOST, title)


async def plays_of(database: Database, session: Session) -> list[Play]:
    async with database.read() as store:
        return await store.plays.of_session(session.id)


async def statuses(database: Database, session: Session) -> list[tuple[str, PlayStatus]]:
    return [(one.game.title, one.status) for one in await plays_of(database, session)]


async def queue(database: Database) -> list[str]:
    async with database.read() as store:
        campaign = await store.campaigns.existing(GUILD)
        assert campaign is not None
        return [one.game.title for one in await store.queue.of_campaign(campaign.id)]


async def code_of(database: Database, play: Play) -> str | None:
    async with database.read() as store:
        return await store.rooms.code(play.id)


@both_databases
async def test_a_game_starts_by_name_and_what_was_playing_was_played(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    await act(database, plays.play_next, ANA, session)
    root = await game(database, "Root")
    clock.advance(minutes=10)

    play = await act(database, plays.start, BEN, session, root.id, room_code=" AB  12 ", count=4)

    assert (play.game.title, play.status, play.player_count, play.has_room) == ("Root", PlayStatus.PLAYING, 4, True)
    assert await code_of(database, play) == "AB 12"
    assert await statuses(database, session) == [("Catan", PlayStatus.PLAYED), ("Root", PlayStatus.PLAYING)]


async def test_a_game_that_is_started_leaves_the_queue_and_the_others_stay(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Root", "Azul")
    [_, root, _] = await _games(database)

    await act(database, plays.start, ANA, session, root.id)

    assert await queue(database) == ["Catan", "Azul"]


async def _games(database: Database) -> list[Game]:
    async with database.read() as store:
        return sorted(await store.games.of_guild(GUILD), key=lambda one: one.id)


async def test_a_game_is_started_again_once_it_was_played_and_not_while_it_is(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    catan = await game(database)
    await act(database, plays.start, ANA, session, catan.id)
    clock.advance(hours=1)
    with pytest.raises(PlayingAlready):
        await act(database, plays.start, ANA, session, catan.id, count=3)
    await act(database, plays.done, ANA, session)
    await act(database, plays.start, BEN, session, catan.id)

    assert await statuses(database, session) == [("Catan", PlayStatus.PLAYED), ("Catan", PlayStatus.PLAYING)]


async def test_a_game_that_was_put_away_is_not_started(database: Database) -> None:
    session = await live_session(database)
    catan = await game(database)
    async with database.transaction() as store:
        await store.games.save(replace(catan, enabled=False))

    with pytest.raises(GamePutAway):
        await act(database, plays.start, ANA, session, catan.id)


@pytest.mark.parametrize("given", [{"room_code": ".."}, {"room_code": "x" * 41}, {"count": 0}, {"count": 101}])
async def test_a_code_or_count_that_cannot_be_starts_nothing(database: Database, given: dict[str, Any]) -> None:
    session = await live_session(database)
    catan = await game(database)

    with pytest.raises(NotValid):
        await act(database, plays.start, ANA, session, catan.id, **given)
    assert await plays_of(database, session) == []


@both_databases
async def test_of_several_who_start_games_at_once_one_does(database: Database) -> None:
    session = await live_session(database)
    titles = ["Catan", "Root", "Azul"]
    await queued(database, *titles)
    games = await _games(database)

    outcomes = await asyncio.gather(
        *(act(database, plays.start, ANA, session, one.id) for one in games),
        act(database, plays.play_next, BEN, session),
        return_exceptions=True,
    )

    assert sum(isinstance(one, StartedMeanwhile | PlayingAlready) for one in outcomes) == 3
    (play,) = await plays_of(database, session)
    assert play.status is PlayStatus.PLAYING
    assert sorted([play.game.title, *await queue(database)]) == sorted(titles)


@both_databases
async def test_of_two_who_end_a_game_at_once_one_does(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    catan = await game(database)
    await act(database, plays.start, ANA, session, catan.id)
    clock.advance(hours=1)

    outcomes = await asyncio.gather(
        act(database, plays.done, ANA, session), act(database, plays.skip, BEN, session), return_exceptions=True
    )

    assert sum(isinstance(one, NothingPlaying) for one in outcomes) == 1
    (play,) = await plays_of(database, session)
    assert play.status in (PlayStatus.PLAYED, PlayStatus.SKIPPED)


@both_databases
async def test_a_game_that_is_done_was_played_and_nothing_is_played_then(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    catan = await game(database)
    await act(database, plays.start, ANA, session, catan.id, room_code="ABCD", count=3)
    ended_at = clock.advance(hours=1)

    await act(database, plays.done, BEN, session)

    (play,) = await plays_of(database, session)
    assert (play.status, play.ended_at, play.player_count) == (PlayStatus.PLAYED, ended_at, 3)
    with pytest.raises(NothingPlaying):
        await act(database, plays.done, BEN, session)


async def test_a_game_that_was_skipped_stays_so_when_another_starts(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    catan, root = await game(database), await game(database, "Root")
    await act(database, plays.start, ANA, session, catan.id)
    clock.advance(minutes=5)
    await act(database, plays.skip, ANA, session)
    await act(database, plays.start, ANA, session, root.id)

    assert await statuses(database, session) == [("Catan", PlayStatus.SKIPPED), ("Root", PlayStatus.PLAYING)]


@both_databases
async def test_who_would_end_another_game_than_they_saw_ends_none(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    catan = await act(database, plays.play_next, ANA, session, 0)
    clock.advance(minutes=5)
    azul = await act(database, plays.play_next, ANA, session, catan.id)
    clock.advance(minutes=5)

    with pytest.raises(StartedMeanwhile):
        await act(database, plays.skip, BEN, session, catan.id)
    assert await statuses(database, session) == [("Catan", PlayStatus.PLAYED), ("Azul", PlayStatus.PLAYING)]

    await act(database, plays.skip, BEN, session, azul.id)
    assert await statuses(database, session) == [("Catan", PlayStatus.PLAYED), ("Azul", PlayStatus.SKIPPED)]


async def test_the_next_game_is_not_asked_for_unseen_in_the_seconds_after_one_began(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul", "Root")
    catan = await act(database, plays.play_next, ANA, session)
    clock.advance(seconds=2)

    with pytest.raises(StartedMeanwhile) as refused:
        await act(database, plays.play_next, ANA, session)
    assert refused.value.ago == timedelta(seconds=2)

    await act(database, plays.play_next, ANA, session, catan.id)  # on a board that shows it, it is meant
    clock.advance(seconds=JUST_NOW.total_seconds())
    await act(database, plays.play_next, ANA, session)


async def test_a_game_begun_by_mistake_is_given_up_at_once(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    await act(database, plays.play_next, ANA, session)

    await act(database, plays.skip, ANA, session)
    await act(database, plays.play_next, ANA, session)
    await act(database, plays.done, ANA, session)

    assert await statuses(database, session) == [("Catan", PlayStatus.SKIPPED), ("Azul", PlayStatus.PLAYED)]


async def test_how_many_play_is_said_again(database: Database) -> None:
    session = await live_session(database)
    catan = await game(database)
    await act(database, plays.start, ANA, session, catan.id, count=3)

    await act(database, plays.count_players, BEN, session, 5)

    (play,) = await plays_of(database, session)
    assert play.player_count == 5


@both_databases
async def test_who_looks_at_a_code_is_noted_once_and_only_the_organiser_reads_it(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    catan = await game(database)
    play = await act(database, plays.start, ANA, session, catan.id, room_code="ABCD")

    shown = await act(database, rooms.show_code, BEN, session, play.id)
    assert (shown.code, shown.looks) == ("ABCD", None)
    assert "ABCD" not in repr(shown)
    later = clock.advance(minutes=1)
    await act(database, rooms.show_code, BEN, session)

    assert (await act(database, rooms.show_code, HOST, session, play.id)).looks == (
        Look(BEN.user_id, NOON),
        Look(HOST.user_id, later),
    )


@both_databases
async def test_a_new_code_was_looked_at_by_nobody_and_the_same_one_changes_nothing(database: Database) -> None:
    session = await live_session(database)
    catan = await game(database)
    await act(database, plays.start, ANA, session, catan.id, room_code="ABCD")
    await act(database, rooms.show_code, BEN, session)

    await act(database, rooms.name, ANA, session, "ABCD ")
    looks = (await act(database, rooms.show_code, HOST, session)).looks or ()
    assert {one.user_id for one in looks} == {BEN.user_id, HOST.user_id}

    await act(database, rooms.name, ANA, session, "EFGH")
    looks = (await act(database, rooms.show_code, HOST, session)).looks or ()
    assert {one.user_id for one in looks} == {HOST.user_id}


async def test_a_code_that_was_taken_away_is_not_shown(database: Database) -> None:
    session = await live_session(database)
    catan = await game(database)
    play = await act(database, plays.start, ANA, session, catan.id, room_code="ABCD")

    assert await act(database, rooms.name, ANA, session, None) is None

    with pytest.raises(NoRoom):
        await act(database, rooms.show_code, ANA, session, play.id)
    assert not (await plays_of(database, session))[0].has_room


async def test_a_code_that_comes_instead_of_another_is_known_as_new(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    catan = await game(database)
    await act(database, plays.start, ANA, session, catan.id)
    await act(database, rooms.name, ANA, session, "ABCD")
    assert (await plays_of(database, session))[0].room_changed_at is None

    for code in ("EFGH", None, "IJKL"):
        later = clock.advance(minutes=1)
        named = await act(database, rooms.name, ANA, session, code)
        assert (await plays_of(database, session))[0].room_changed_at == later
    assert named is not None
    assert (named.code, named.play.room_changed_at) == ("IJKL", later)


async def _next_one(store: Store, session: Session) -> None:
    other = await library.add_game(store, HOST, "Root")
    await plays.start(store, HOST, session, other.id, room_code="NEXT")


@pytest.mark.parametrize(
    "ending",
    [
        lambda store, session: plays.done(store, HOST, session),
        lambda store, session: plays.skip(store, HOST, session),
        lambda store, session: running.end(store, HOST, session.id),
        _next_one,
    ],
    ids=["done", "skip", "end", "next"],
)
async def test_the_code_is_gone_when_the_play_ends(
    database: Database, clock: Clock, ending: Callable[[Store, Session], Awaitable[Any]]
) -> None:
    session = await live_session(database)
    catan = await game(database)
    play = await act(database, plays.start, ANA, session, catan.id, room_code="ABCD")
    clock.advance(minutes=10)

    await act(database, ending, session)

    assert await code_of(database, play) is None
    with pytest.raises((NoRoom, NothingPlaying, NothingLive)):
        await act(database, rooms.show_code, ANA, session, play.id)


ACTS: dict[str, Callable[[Store, Actor, Session, int], Awaitable[Any]]] = {
    "start": lambda store, who, session, game_id: plays.start(store, who, session, game_id),
    "next": lambda store, who, session, game_id: plays.play_next(store, who, session),
    "skip": lambda store, who, session, game_id: plays.skip(store, who, session),
    "done": lambda store, who, session, game_id: plays.done(store, who, session),
    "players": lambda store, who, session, game_id: plays.count_players(store, who, session, 4),
    "room": lambda store, who, session, game_id: rooms.name(store, who, session, "EFGH"),
    "look": lambda store, who, session, game_id: rooms.show_code(store, who, session),
}
PEOPLE = {
    "who manages events": (HOST, True, True),
    "its organiser": (BEN, True, True),
    "a player": (ANA, True, True),
    "somebody else": (CLEO, False, True),
    "who manages the server": (ADMIN, False, True),
}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("act_name", list(ACTS))
async def test_who_may_do_what_about_plays(database: Database, clock: Clock, kind: Kind, act_name: str) -> None:
    async with database.transaction() as store:
        campaign = await (store.campaigns.game_night(GUILD) if kind is Kind.GAME_NIGHT else _campaign(store))
        session = await running.start_ad_hoc(store, HOST, campaign, CHANNEL)
        catan, root = [await library.add_game(store, HOST, title) for title in ("Catan", "Root")]
    do = ACTS[act_name]
    for name, (who, in_campaign, in_game_night) in PEOPLE.items():
        clock.advance(minutes=1)
        async with database.transaction() as store:
            await store.queue.remove_all([one.id for one in await store.queue.of_campaign(campaign.id)])
            await store.queue.add(campaign.id, root, HOST.user_id, store.now)
            await plays.begin(store, session, catan, room_code="ABCD")
        clock.advance(minutes=1)
        if in_campaign if kind is Kind.CAMPAIGN else in_game_night:
            await act(database, do, who, session, root.id)
        else:
            with pytest.raises(NotAllowed):
                await act(database, do, who, session, root.id)
            assert (await plays_of(database, session))[-1].status is PlayStatus.PLAYING, name
    with pytest.raises(NothingMatches):
        await act(database, do, STRANGER, session, root.id)


async def _campaign(store: Store) -> Campaign:
    """A campaign that Ben runs and Ana plays in."""
    campaign = await create(store, HOST, Given("Strahd", organiser_id=BEN.user_id))
    await players.join(store, ANA, campaign.id, None)
    return campaign


@pytest.mark.parametrize("act_name", list(ACTS))
async def test_nothing_of_it_is_done_outside_a_live_session(database: Database, act_name: str) -> None:
    planned = await scheduled(database)
    catan = await game(database)
    await act(database, nominate, ANA, catan.id)

    with pytest.raises(NothingLive):
        await act(database, ACTS[act_name], HOST, planned, catan.id)


@pytest.mark.parametrize("act_name", ["skip", "done", "players", "room", "look"])
async def test_where_nothing_is_played_that_is_said(database: Database, act_name: str) -> None:
    session = await live_session(database)

    with pytest.raises(NothingPlaying):
        await act(database, ACTS[act_name], ANA, session, 0)
