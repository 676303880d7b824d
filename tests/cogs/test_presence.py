"""Who is there: from voice, chat, typing and buttons to the board, over restarts, and in the organiser's record."""

import asyncio

import discord
import pytest
from simcord import ChannelHandle, GuildHandle, MemberActor
from sqlalchemy import text

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, down, due, is_silent, labels, live, reply, said, schedule, texts


@pytest.fixture
async def hall(guild: GuildHandle) -> ChannelHandle:
    """A voice channel with its own chat."""
    return guild.create_voice_channel("hall")


BOARD = "⏱️"  # only the board shows the clock


def there(channel: ChannelHandle) -> list[str]:
    """The board's lines of who is there."""
    lines = texts(card(channel, BOARD)).splitlines()
    return [one for one in lines if one.startswith(("🟢", "🌙", "🔌", "🚪"))]


async def test_voice_makes_online_disconnected_back_and_left(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, hall: ChannelHandle
) -> None:
    await live(alice, hall)
    await due(simulation, minutes=1)

    await bob.join_voice(hall)
    assert there(hall) == [f"🟢 **Online** (2): {alice.mention}, {bob.mention}"]
    await due(simulation, minutes=5)
    await bob.leave_voice()
    assert there(hall)[-1] == f"🔌 **Disconnected** (1): {bob.mention}"
    await due(simulation, minutes=14)
    await bob.join_voice(hall)
    assert there(hall)[0] == f"🟢 **Online** (1): {bob.mention}"
    await bob.leave_voice()
    await due(simulation, minutes=16)

    assert there(hall) == [f"🌙 **Idle** (1): {alice.mention}", f"🚪 **Left** (1): {bob.mention}"]


async def test_who_was_in_voice_before_the_start_is_there(
    alice: MemberActor, bob: MemberActor, hall: ChannelHandle
) -> None:
    await bob.join_voice(hall)

    await live(alice, hall)

    assert bob.mention in there(hall)[0]


async def test_a_message_makes_a_player_online_and_silence_idle(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour")
    await bob.click(card(table), label="Going")
    await alice.slash(table, "session start", session="1")
    await due(simulation, minutes=9)

    await bob.send(table, "here!")
    await carla.send(table, "what are you playing?")
    assert there(table)[0] == f"🟢 **Online** (2): {alice.mention}, {bob.mention}"
    await due(simulation, minutes=1)

    assert f"🌙 **Idle** (1): {alice.mention}" in there(table)


async def test_typing_shows_for_a_moment(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await due(simulation, minutes=1)

    await alice.typing(table)
    await bob.typing(table)
    assert there(table) == [f"🟢 **Online** (1): {alice.mention} ✍️ typing"]
    await due(simulation, seconds=11)

    assert there(table) == [f"🟢 **Online** (1): {alice.mention}"]


@pytest.mark.parametrize(
    ("button", "shown", "minutes"),
    [("Rolling", "🎲 rolling", 2), ("Away", "☕ away", 30), ("Hand up", "✋ hand up", 10)],
)
async def test_what_one_does_shows_at_once_and_lapses(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    button: str,
    shown: str,
    minutes: int,
) -> None:
    await live(alice, table)

    assert is_silent(await bob.click(card(table), label=button))
    assert f"{bob.mention} {shown}" in texts(card(table))
    await due(simulation, minutes=minutes)

    assert shown not in texts(card(table))


async def test_leaving_shows_and_cannot_be_done_twice(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)

    assert is_silent(await alice.click(card(table), label="I'm leaving"))
    assert there(table) == [f"🔌 **Disconnected** (1): {alice.mention}"]

    assert "not there" in said(await alice.click(card(table), label="I'm leaving"))
    assert "not there" in said(await bob.click(card(table), label="I'm leaving"))


async def test_a_tap_on_the_board_makes_one_present_and_an_answer_on_the_card_does_not(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour")
    await alice.slash(table, "session start", session="1")
    await due(simulation, minutes=1)

    (answers,) = [one for one in cards(table) if "Late" in labels(one)]
    await bob.click(answers, label="Late")
    said(await carla.click(card(table, BOARD), label="Pause"))

    assert carla.mention in there(table)[0]
    assert bob.mention not in there(table)[0]


async def test_a_tap_on_the_poll_on_what_to_play_makes_one_present(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    for title in ("Catan", "Root"):
        said(await alice.slash(table, "game add", title=title))
    await alice.click(reply(await alice.slash(table, "game pick")), label="Ask everyone")

    assert is_silent(await bob.click(card(table, "What shall we play?"), custom_id="picked:1:1:1"))

    assert there(table) == [f"🟢 **Online** (2): {alice.mention}, {bob.mention}"]


async def test_after_a_session_nobody_is_shown_and_its_buttons_say_so(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await alice.slash(table, "session end")

    await alice.send(table, "good night")

    assert labels(card(table, "its recap is below")) == []


async def test_catch_me_up_tells_privately_what_one_missed(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await bob.click(card(table), label="Hand up")
    await due(simulation, minutes=5)
    await bob.click(card(table), label="I'm leaving")
    await due(simulation, minutes=1)
    await alice.slash(table, "session log", text="The dragon *woke*")
    await alice.slash(table, "session log", text="It is hungry", visibility="organiser")

    told = said(await bob.click(card(table), label="Catch me up"))

    assert "since you were away" in told
    assert "The dragon \\*woke\\*" in told
    assert "hungry" not in told
    assert "🔌 **Disconnected** (1)" in texts(card(table))


async def test_the_organiser_reads_every_change_with_time_and_source_and_nobody_else_does(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, hall: ChannelHandle
) -> None:
    await live(alice, hall)
    await due(simulation, minutes=1)
    await bob.join_voice(hall)
    await due(simulation, minutes=1)
    await bob.leave_voice()
    await due(simulation, minutes=20)

    lines = said(await alice.slash(hall, "session presence")).splitlines()

    assert [line.partition("> ")[2] for line in lines[1:]] == [
        f"{alice.mention} 🟢 **Online** · a command",
        f"{bob.mention} 🟢 **Online** · voice",
        f"{bob.mention} 🔌 **Disconnected** · voice",
        f"{alice.mention} 🌙 **Idle** · nothing heard of them",
        f"{bob.mention} 🚪 **Left** · nothing heard of them",
    ]
    assert "Only organisers" in said(await bob.slash(hall, "session presence"))


async def test_after_a_restart_the_board_shows_who_is_in_voice_now_and_the_gap_is_kept(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, hall: ChannelHandle
) -> None:
    await live(alice, hall)
    for one in (alice, bob):
        await one.join_voice(hall)
    await due(simulation, minutes=5)

    backend = simulation.env.backend
    for one, channel_id in ((bob, None), (carla, hall.id)):
        state = backend.prepare_voice_state(one.guild.id, one.user.id, channel_id)
        assert state is not None
        backend.commit_voice_state(state, broadcast=False)  # the bot does not hear it
    await down(simulation, minutes=3)

    assert there(hall) == [
        f"🟢 **Online** (2): {alice.mention}, {carla.mention}",
        f"🔌 **Disconnected** (1): {bob.mention}",
    ]
    record = said(await alice.slash(hall, "session presence"))
    assert "📡 **Nothing heard** for" in record
    assert "who was in voice when I was back" in record


async def test_many_people_are_named_up_to_twelve(
    simulation: Simulation, alice: MemberActor, guild: GuildHandle, hall: ChannelHandle
) -> None:
    for n in range(24):
        guest = guild.add_member(simulation.env.create_user(f"guest{n}"))
        simulation.env.backend.set_voice_state(guild.id, guest.user.id, hall.id)

    await live(alice, hall)
    await due(simulation, seconds=1)

    assert "**Online** (25)" in there(hall)[0]
    assert there(hall)[0].endswith("and 13 more")


async def test_of_threads_below_the_channel_only_public_ones_show(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await bob.click(card(table), label="Hand up")
    await due(simulation, minutes=15)
    assert there(table) == [f"🌙 **Idle** (2): {alice.mention}, {bob.mention}"]
    backend = simulation.env.backend
    secret = backend.create_thread(table.id, "secret", alice.id, type=discord.ChannelType.private_thread.value)
    backend.create_thread(table.id, "rules", alice.id)
    await simulation.env.settle()
    threads = {one.id: one for one in table.threads}
    private = threads.pop(secret.id)
    (public,) = threads.values()

    await alice.send(private, "psst")
    await due(simulation, minutes=1)
    assert there(table) == [f"🌙 **Idle** (2): {alice.mention}, {bob.mention}"]
    await alice.send(public, "so")
    await due(simulation, minutes=1)

    assert there(table)[0] == f"🟢 **Online** (1): {alice.mention}"


async def test_a_session_that_fails_to_reconcile_keeps_no_other_from_it_and_is_tried_again(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    hall: ChannelHandle,
    mishaps: list[str],
) -> None:
    await live(alice, table)
    said(await alice.slash(hall, "campaign create", name="Strahd"))
    said(await alice.slash(hall, "session start", campaign="Strahd", title="The castle"))
    await bob.join_voice(hall)
    await due(simulation, minutes=1)
    spoil = "UPDATE presences SET acted_at = :spoiled || acted_at WHERE session_id = 1"
    mend = "UPDATE presences SET acted_at = substr(acted_at, 2) WHERE session_id = 1"
    async with simulation.bot.database.transaction() as store:
        await store.presences._session.execute(text(spoil), {"spoiled": "x"})  # what no repository writes

    await down(simulation, minutes=3)

    assert "📡" in said(await alice.slash(hall, "session presence", session="The castle"))
    async with simulation.bot.database.transaction() as store:
        await store.presences._session.execute(text(mend))
    async with simulation.bot.database.transaction() as store:
        for sweep in simulation.bot.sweeps:
            await sweep(store)
    again = [one for one in asyncio.all_tasks() if one.get_name() == "sessions that failed to reconcile"]
    await asyncio.gather(*again)

    assert "📡" in said(await alice.slash(hall, "session presence", session="Friday games"))


async def test_who_takes_part_for_the_first_time_by_a_command_is_there_and_who_only_asks_is_not(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await due(simulation, minutes=1)

    said(await bob.slash(table, "session log", text="We begin"))
    said(await carla.slash(table, "upcoming"))
    await due(simulation, minutes=1)

    assert there(table) == [f"🟢 **Online** (2): {alice.mention}, {bob.mention}"]
