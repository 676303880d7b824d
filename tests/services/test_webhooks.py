"""Webhooks: what is told, with the act and once."""

from dataclasses import replace

import pytest

from db.store import Database, Store
from domain.gamenight.plays import Room
from domain.gamenight.reading import read_file
from domain.gamenight.rooms import Seen
from domain.outside.outbox import MOST_GAMES
from domain.snowflake import snowflake_at
from domain.votes import Vote, parse
from services import votes
from services.data import own
from services.gamenight import imports, library, plays, rooms
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import attendance, running
from services.votes import Heard
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, GUILD, HOST, STRANGER, act, live_session, scheduled
from tests.services.one_play import catan_from_ten_past_noon
from tests.services.outside import listening, short, told


def message(clock: Clock, words: str, *, id_: int | None = None, seen_after: int = 0) -> Heard:
    """What Ana writes, or edits a message of hers to, so many seconds after the clock."""
    sent_at = clock.now
    seen_at = clock.advance(seconds=seen_after)
    return Heard(GUILD, (CHANNEL,), id_ or snowflake_at(sent_at), ANA.user_id, parse(words), sent_at, seen_at)


async def test_a_session_is_told_when_it_starts_and_ends_with_what_was_played(database: Database, clock: Clock) -> None:
    game = await act(database, library.add_game, HOST, "Catan")
    await listening(database)
    session = await live_session(database)
    await act(database, plays.start, ANA, session, game.id)
    await act(database, plays.count_players, ANA, session, 4)
    clock.advance(hours=1)
    await act(database, running.pause, HOST, session.id)
    await act(database, running.end, HOST, session.id)

    events = await told(database)

    assert [one["event"] for one in events] == ["session.started", *["play.changed"] * 3, "session.ended"]
    started, _, counted, played, ended = events
    assert started["happened_at"] == "2026-09-01T12:00:00Z"
    assert started["guild_id"] == str(GUILD)
    assert (started["session"]["id"], started["session"]["state"]) == (session.id, "in_progress")
    assert counted["play"]["player_count"] == 4
    assert (played["play"]["status"], played["play"]["ended_at"]) == ("played", "2026-09-01T13:00:00Z")
    assert (ended["session"]["state"], ended["session"]["played_seconds"]) == ("completed", 3600)
    assert len({one["id"] for one in events}) == 5


async def test_the_next_play_tells_first_what_became_of_the_one_before(database: Database, clock: Clock) -> None:
    games = [await act(database, library.add_game, HOST, title) for title in ("Catan", "Azul")]
    session = await live_session(database)
    await listening(database)
    for game in games:
        await act(database, plays.start, ANA, session, game.id)
        clock.advance(minutes=1)
    await act(database, plays.skip, ANA, session)

    assert short(await told(database)) == [
        "play.changed Catan playing +0 -0",
        "play.changed Catan played +0 -0",
        "play.changed Azul playing +0 -0",
        "play.changed Azul skipped +0 -0",
    ]


@both_databases
async def test_a_vote_is_told_with_the_tally_as_it_is_cast_changed_and_taken_back(
    database: Database, clock: Clock
) -> None:
    await catan_from_ten_past_noon(database, clock)
    await listening(database)
    first = message(clock, "thisgame++")
    await act(database, votes.hear, first)
    await act(database, votes.hear, first)
    clock.advance(seconds=5)
    second = message(clock, "thisgame++ again")
    await act(database, votes.hear, second)
    await act(database, votes.hear, message(clock, "thisgame--", id_=second.message_id, seen_after=9))
    await act(database, votes.unhear, GUILD, (CHANNEL,), [second.message_id])
    await act(database, votes.unhear, GUILD, (CHANNEL,), [second.message_id])
    await act(database, votes.unhear, GUILD, (CHANNEL,), [first.message_id])

    events = await told(database)

    assert short(events) == [
        "vote.cast Catan playing +1 -0 by 11: 1",
        "vote.cast Catan playing +1 -0 by 11: 1",
        "vote.cast Catan playing +0 -1 by 11: -1",
        "vote.cast Catan playing +1 -0 by 11: 1",  # the earlier one stands again
        "vote.cast Catan playing +0 -0 by 11: None",
    ]
    assert events[0]["vote"]["cast_at"] == events[3]["vote"]["cast_at"] != events[1]["vote"]["cast_at"]


async def test_a_vote_of_who_hides_their_statistics_counts_without_their_id(database: Database, clock: Clock) -> None:
    await catan_from_ten_past_noon(database, clock)
    await listening(database)
    await act(database, attendance.hide, ANA, hidden=True)

    await act(database, votes.hear, message(clock, "thisgame++"))

    assert short(await told(database)) == ["vote.cast Catan playing +1 -0 by None: 1"]


@pytest.mark.parametrize("number", [2, MOST_GAMES, MOST_GAMES + 1])
async def test_an_import_tells_each_game_or_of_many_how_many(database: Database, number: int) -> None:
    old = await act(database, library.add_game, HOST, "Game 1")
    await listening(database)
    lines = ["title,minutes", f"{old.title},60", *(f"New {n}," for n in range(number))]
    sheet = read_file("\n".join(lines).encode())
    async with database.transaction() as store:
        await imports.carry_out(store, HOST, sheet, await imports.plan_of(store, HOST, sheet))

    events = await told(database)

    if number > MOST_GAMES:
        assert [(one["event"], one["games"]) for one in events] == [
            ("library.imported", {"added": number, "changed": 1})
        ]
    else:
        assert {one["event"] for one in events} == {"game.added"}
        assert {one["game"]["title"] for one in events} == {f"New {n}" for n in range(number)}
        assert all(one["game"]["id"] > old.id for one in events)


async def test_an_added_game_is_told_once_and_not_where_adding_it_failed(database: Database) -> None:
    await listening(database)
    await act(database, library.add_game, HOST, "Catan")

    async def failing(store: Store) -> None:
        await library.add_game(store, HOST, "Azul")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await act(database, failing)

    assert short(await told(database)) == ["game.added Catan"]


async def test_without_a_webhook_or_for_another_guild_nothing_is_kept(database: Database) -> None:
    await act(database, library.add_game, HOST, "Catan")
    await listening(database, STRANGER)
    await act(database, library.add_game, HOST, "Azul")

    async with database.read() as store:
        assert await store.turns.next_due(store.now) is None


async def test_of_a_private_session_nothing_is_told(database: Database, clock: Clock) -> None:
    game = await act(database, library.add_game, HOST, "Catan")
    await listening(database)
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        planned = await planning.schedule(store, HOST, campaign, clock.now, Details(), CHANNEL, thread_id=CHANNEL)
        session = await running.start(store, HOST, planned.id, CHANNEL)
    assert session.private
    await act(database, plays.start, HOST, session, game.id)
    await act(database, votes.hear, message(clock, "thisgame++"))
    await act(database, running.end, HOST, session.id)

    assert await told(database) == []


@both_databases
async def test_each_event_has_a_higher_sequence_also_when_none_waits_between(database: Database, clock: Clock) -> None:
    session = await catan_from_ten_past_noon(database, clock)
    heard = [replace(message(clock, "thisgame++", seen_after=1), user_id=who.user_id) for who in (ANA, BEN)]
    await listening(database)
    for one in heard:
        await act(database, votes.hear, one)
    sequences = [one["sequence"] for one in await told(database)]
    await act(database, votes.unhear, GUILD, (CHANNEL,), [one.message_id for one in heard])
    await act(database, plays.skip, HOST, session)

    sequences += [one["sequence"] for one in await told(database)]

    assert len(sequences) == 5
    assert sequences == sorted(set(sequences))


@both_databases
async def test_a_vote_among_many_is_told_with_the_tally_of_all(database: Database, clock: Clock) -> None:
    session = await catan_from_ten_past_noon(database, clock)
    await listening(database)
    async with database.transaction() as store:
        (play,) = await store.plays.of_session(session.id)
        for user_id in range(1000, 1500):
            await store.votes.save(Vote(user_id, CHANNEL, play.id, user_id, 1, clock.now))

    await act(database, votes.hear, message(clock, "thisgame--"))

    assert short(await told(database)) == ["vote.cast Catan playing +500 -1 by 11: -1"]


async def test_of_a_room_only_another_number_of_players_is_told(database: Database, clock: Clock) -> None:
    session = await catan_from_ten_past_noon(database, clock)
    await act(database, rooms.name, HOST, session, "ABCD")
    await listening(database)

    for seen in (Seen(Room.LOBBY, 3), Seen(Room.STARTED, 3), Seen(Room.STARTED), Seen(Room.ENDED, 4)):
        clock.advance(minutes=5)
        async with database.transaction() as store:
            (watched,) = await rooms.watch(store)
            await rooms.saw(store, watched, seen)

    assert [one["play"]["player_count"] for one in await told(database)] == [3, 4]


async def test_who_hides_their_statistics_is_not_named_in_what_waits(database: Database, clock: Clock) -> None:
    await catan_from_ten_past_noon(database, clock)
    await listening(database)
    await act(database, votes.hear, message(clock, "thisgame++"))
    clock.advance(seconds=1)
    await act(database, votes.hear, replace(message(clock, "thisgame++"), user_id=BEN.user_id))

    await act(database, attendance.hide, ANA, hidden=True)

    assert short(await told(database)) == [
        "vote.cast Catan playing +1 -0 by None: 1",
        "vote.cast Catan playing +2 -0 by 12: 1",
    ]


async def test_who_is_forgotten_is_mentioned_in_nothing_that_waits(database: Database) -> None:
    await listening(database)
    session = await scheduled(database, title="Party for <@11> and <@111>")
    await act(database, running.start, HOST, session.id, CHANNEL)

    await act(database, own.forget, ANA, "ana")

    (started,) = await told(database)
    assert started["session"]["title"] == "Party for somebody and <@111>"


@both_databases
async def test_who_is_forgotten_is_named_in_nothing_that_waits(database: Database, clock: Clock) -> None:
    await catan_from_ten_past_noon(database, clock)
    await listening(database)
    await act(database, votes.hear, message(clock, "thisgame++"))
    clock.advance(seconds=1)
    await act(database, votes.hear, replace(message(clock, "thisgame++"), user_id=BEN.user_id))

    await act(database, own.forget, ANA, "ana")

    assert short(await told(database)) == ["vote.cast Catan playing +2 -0 by 12: 1"]
