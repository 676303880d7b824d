"""Starting, pausing, resuming and ending a session by command."""

import discord
import pytest
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, due, live, notices, reply, said, schedule, texts


async def test_the_planned_session_about_now_is_offered(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")

    offer = await alice.slash(table, "session start")

    assert "Session 1 (“Tomb”) is planned for" in said(offer)
    assert [one["label"] for one in reply(offer).components[0]["components"]] == [
        "Start session 1: Tomb",
        "Start another, on the spot",
    ]
    assert not cards(table, "In progress")


async def test_taking_the_offer_starts_that_session_in_the_same_row(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")
    await bob.click(card(table), label="Going")
    offer = await alice.slash(table, "session start")

    told = said(await alice.click(reply(offer), label="Start session 1: Tomb"))

    assert "Session 1 (“Tomb”) is live" in told
    board = card(table, "Up next")
    assert "Session 1: Tomb" in texts(board)
    assert bob.mention in texts(board)
    assert "In progress" in texts(card(table, "📅"))


async def test_the_offer_can_be_turned_down_for_a_session_on_the_spot(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")
    offer = await alice.slash(table, "session start")

    told = said(await alice.click(reply(offer), label="Start another, on the spot"))

    assert "Session 2 (“Game night”) is live" in told
    assert "Scheduled" in texts(card(table, "Tomb"))


@pytest.mark.parametrize("given", [{"title": "Crypt"}, {"capacity": 5}])
async def test_what_is_for_a_session_on_the_spot_is_refused_for_a_planned_one(
    alice: MemberActor, table: ChannelHandle, given: dict[str, object]
) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")

    assert "for a session on the spot" in said(await alice.slash(table, "session start", session="1", **given))

    assert "Session 2" in said(await alice.slash(table, "session start", **given))


async def test_the_offer_answered_twice_starts_one_session(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")
    first, second = [await alice.slash(table, "session start") for _ in range(2)]
    await alice.click(reply(first), label="Start session 1: Tomb")

    refused = said(await alice.click(reply(second), label="Start session 1: Tomb"))

    assert "is in progress" in refused
    assert len(cards(table, "Up next")) == 1


async def test_an_offer_that_nobody_answers_lapses_and_says_so(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")
    offer = await alice.slash(table, "session start")

    await simulation.env.advance_time(200)

    assert reply(offer).components == []
    assert "again" in said(offer)


async def test_a_session_far_away_is_not_offered(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 3 hours")

    assert "Session 2" in said(await alice.slash(table, "session start"))


async def test_a_session_on_the_spot_says_who_can_follow_it(alice: MemberActor, table: ChannelHandle) -> None:
    told = said(await alice.slash(table, "session start", title="Just dice"))

    assert "Session 1 (“Just dice”) is live" in told
    assert "read this channel" in told
    assert "In progress" in texts(card(table, "Just dice"))


async def test_a_second_start_is_refused_with_the_place_of_the_first(
    alice: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await live(alice, table)

    refused = said(await alice.slash(lounge, "session start", title="Another"))

    assert "Session 1 (“Friday games”) is live" in refused
    assert table.mention in refused
    assert "/session end" in refused
    assert not cards(lounge)


async def test_pausing_stops_the_clock_and_resuming_lets_it_run(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await due(simulation, minutes=30)

    assert "paused" in said(await alice.slash(table, "session pause"))
    assert "**Paused**" in texts(card(table))
    await due(simulation, minutes=60)
    assert "goes on" in said(await alice.slash(table, "session resume"))
    assert "and 30 min before that" in texts(card(table))
    await due(simulation, minutes=15)
    await alice.slash(table, "session end")

    assert "45 min played" in texts(card(table, "🏁"))


async def test_ending_ends_a_pause_too(simulation: Simulation, alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)
    await due(simulation, minutes=30)
    await alice.slash(table, "session pause")
    await due(simulation, minutes=60)

    await alice.slash(table, "session end")

    assert "30 min played" in texts(card(table, "🏁"))


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [("session pause", "session pause", "is paused"), ("session resume", "session resume", "is in progress")],
)
async def test_what_the_state_does_not_allow_is_refused_with_the_state(
    alice: MemberActor, table: ChannelHandle, first: str, second: str, state: str
) -> None:
    await live(alice, table)
    await alice.slash(table, first)

    assert state in said(await alice.slash(table, second))


@pytest.mark.parametrize("command", ["session pause", "session resume", "session end"])
async def test_with_nothing_live_one_is_told_how_to_start(
    alice: MemberActor, table: ChannelHandle, command: str
) -> None:
    assert "/session start" in said(await alice.slash(table, command))


@pytest.mark.parametrize("command", ["session start", "session pause", "session end"])
async def test_only_an_organiser_runs_a_session(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, command: str
) -> None:
    if command != "session start":
        await live(alice, table)

    refused = said(await bob.slash(table, command))

    assert "Only organisers" in refused


async def test_who_is_no_organiser_is_not_even_offered_the_planned_one(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour")

    assert "Only organisers" in said(await bob.slash(table, "session start"))


async def test_ending_twice_is_refused_the_second_time(alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)

    assert "is over. Its recap" in said(await alice.slash(table, "session end"))
    assert "No session is live" in said(await alice.slash(table, "session end"))
    assert "is complete" in said(await alice.slash(table, "session end", session="1"))
    assert len(cards(table, "🏁")) == 1


async def test_a_live_session_is_found_from_any_channel_where_it_is_the_only_one(
    alice: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await live(alice, table)

    said(await alice.slash(lounge, "session end"))

    assert cards(table, "🏁")
    assert not cards(lounge)


async def test_where_the_bot_may_not_write_a_start_is_refused_before_anything_happens(
    alice: MemberActor, guild: GuildHandle
) -> None:
    mute = guild.create_text_channel(
        "mute", overwrites={guild.roles["TestBot"]: discord.PermissionOverwrite(send_messages=False)}
    )

    refused = said(await alice.slash(mute, "session start"))

    assert "I cannot post" in refused
    assert "Send Messages" in refused
    assert "No session is live" in said(await alice.slash(mute, "session end"))


async def test_a_session_begun_withdraws_its_reminders(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", reminders="30m, 0")
    await alice.slash(table, "session start", session="1")

    await due(simulation, hours=2)

    assert notices(table) == []
