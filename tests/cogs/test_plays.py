"""Starting a game by name, ending it, who plays it, and its room code."""

import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.gamenight.plays import Room
from domain.gamenight.rooms import Seen
from services.gamenight import rooms
from tests.cogs.acting import card, due, labels, live, playing, said, tap_as_it_was, texts

CODE = "WOLF_12"


async def started(alice: MemberActor, table: ChannelHandle, **given: object) -> str:
    await live(alice, table)
    said(await alice.slash(table, "game add", title="Root"))
    return said(await alice.slash(table, "play start", game="root", **given))


async def test_a_game_is_started_by_name_and_ended(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    told = await started(alice, table, count=4)

    assert "Now playing **Root**" in told
    assert "Room code" not in told
    assert "Now playing **Root**" in texts(card(table))
    assert "👥 4 players" in texts(card(table))
    assert "Room code" not in labels(card(table))
    assert "3 players" in said(await bob.slash(table, "play players", count=3))
    assert "👥 3 players" in texts(card(table))
    assert "being played already" in said(await bob.slash(table, "play start", game="root", count=3))
    await env.advance_time(5)

    assert "**Root** was played" in said(await bob.slash(table, "play done"))

    assert "Now playing" not in texts(card(table))
    assert "Root: +0 -0" in texts(card(table))
    assert "No game is being played" in said(await bob.slash(table, "play done"))


async def test_a_room_code_is_shown_to_each_who_taps_and_to_no_other(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    assert "*Room code*" in await started(alice, table, room_code=CODE)
    assert "WOLF" not in texts(card(table))

    shown = said(await bob.click(card(table), label="Room code"))

    assert "the room code is **WOLF\\_12**" in shown
    assert "Looked at" not in shown
    to_alice = said(await alice.click(card(table), label="Room code"))
    assert "Looked at by" in to_alice
    assert bob.mention in to_alice
    channels = [one.json for one in simulation.env.http_requests if f"/channels/{table.id}/messages" in one.path]
    assert channels
    assert "WOLF" not in str(channels)


async def test_a_room_code_is_changed_looked_at_and_taken_away_by_command(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await started(alice, table)
    assert "no room code" in said(await bob.slash(table, "play room"))

    assert "the room code is **ABCD**\n" in said(await bob.slash(table, "play room", room_code=" ABCD"))
    assert "Room code" in labels(card(table))
    assert "like `ABCD12`" in said(await bob.slash(table, "play room", room_code="***"))
    assert "New room code" not in texts(card(table))
    assert "**EFGH**, since" in said(await bob.slash(table, "play room", room_code="EFGH"))
    await due(simulation, seconds=2)
    assert "New room code since" in texts(card(table))
    assert "**EFGH**, since" in said(await bob.slash(table, "play room"))

    assert "no room code any more" in said(await bob.slash(table, "play room", room_code="none"))
    assert "Room code" not in labels(card(table))


async def test_a_tap_on_the_code_of_a_play_that_ended_shows_nothing_of_the_next_ones(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await started(alice, table, room_code=CODE)
    await simulation.env.advance_time(10)
    said(await alice.slash(table, "play done"))
    said(await alice.slash(table, "play start", game="root", room_code="NEXT"))

    told = said(await tap_as_it_was(simulation.env, bob, card(table), "room:1:1:1"))

    assert "no room code" in told
    assert "NEXT" not in told


async def test_what_the_room_monitor_saw_shows_on_the_board(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await started(alice, table, room_code=CODE, count=4)

    async with simulation.bot.database.transaction() as store:
        (watched,) = await rooms.watch(store)
        await rooms.saw(store, watched, Seen(Room.STARTED, 6))
    await due(simulation, seconds=20)

    assert "👥 6 players" in texts(card(table))
    assert "The room has started" in texts(card(table))


async def test_in_a_campaign_only_its_players_look_at_the_code(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "campaign create", name="Strahd", kind="campaign", channel=table))
    said(await alice.slash(table, "campaign add", campaign="Strahd", member=bob))
    said(await alice.slash(table, "session start", campaign="Strahd", title="Castle"))
    said(await alice.slash(table, "game add", title="Root"))
    said(await alice.slash(table, "play start", game="root", room_code="ABCD"))

    assert "**ABCD**" in said(await bob.click(card(table, "Castle"), label="Room code"))
    refused = said(await carla.click(card(table, "Castle"), label="Room code"))

    assert "ABCD" not in refused
    assert "can do that" in refused


async def test_who_starts_a_game_at_the_same_time_as_somebody_else_is_told(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Azul", "Root")

    refused = said(await alice.slash(table, "play start", game="root"))
    assert "Catan was started just now" in refused
    assert "in 5 s" in refused
    assert "2. Root" in texts(card(table))


async def test_a_number_that_the_library_does_not_have_is_taken_with_a_hint(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    said(await alice.slash(table, "game add", title="Root", min_players=2, max_players=4))

    told = said(await alice.slash(table, "play start", game="root", count=30))

    assert "Now playing **Root**" in told
    assert "The library has it for 2–4 players" in told
    assert "library" not in said(await alice.slash(table, "play players", count=4))
