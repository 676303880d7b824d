"""The mirror: a session shows among the server's own scheduled events, once, and as it is."""

from typing import Any

import discord
import pytest
import simcord
from discord import EventStatus
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from cogs.scheduling.mirror.lacking import FULL, MAY_NOT
from domain.actor import Actor
from domain.cards import CardKind
from services.scheduling import planning
from services.scheduling.details import Details
from tests.cogs.acting import card, due, live, schedule

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = (
    one.value for one in (EventStatus.scheduled, EventStatus.active, EventStatus.completed, EventStatus.cancelled)
)


MIRROR = (CardKind.EVENT, 1)


def events(env: simcord.Env, guild: GuildHandle) -> list[Any]:
    """The server's scheduled events, in order of their making."""
    return list(env.backend.get_guild(guild.id).scheduled_events.values())


def event(env: simcord.Env, guild: GuildHandle) -> Any:
    """The one event."""
    (found,) = events(env, guild)
    return found


def letters(person: MemberActor) -> list[str]:
    """What the bot told this person privately."""
    return [one.content for one in person.user.dm_channel.history() if one.author.bot]


def forbid(env: simcord.Env) -> None:
    """The bot may not make events."""
    env.inject_error("POST", "/guilds/*/scheduled-events", status=403, code=50013, times=None)


async def test_the_event_of_a_session_in_a_hidden_channel_does_not_name_it(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor
) -> None:
    hidden, seen = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    overwrites: Any = {guild.default_role: hidden, guild.roles["TestBot"]: seen, guild.roles["Hosts"]: seen}
    council = guild.create_text_channel("council", overwrites=overwrites)

    await schedule(alice, council, "in 3 days 20:00", title="Tomb")

    assert card(council)
    assert event(env, guild).entity_metadata == {"location": "Discord"}


async def test_a_session_that_is_planned_shows_as_an_event(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 3 days 20:00", title="Tomb", description="Bring <@1234567890123456789> and dice")

    made = event(env, guild)
    assert (made.name, made.status, made.entity_metadata) == ("Session 1: Tomb", SCHEDULED, {"location": "#table"})
    assert (made.scheduled_start_time, made.scheduled_end_time) == (
        "2026-01-04T20:00:00+00:00",
        "2026-01-04T23:00:00+00:00",
    )
    assert "Bring <@\u200b1234567890123456789> and dice" in made.description
    assert f"https://discord.com/channels/{guild.id}/{table.id}/{card(table).id}" in made.description
    assert made.description.endswith("/session show #1")


async def test_an_edit_changes_the_event(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)

    await alice.slash(table, "session edit", session="1", when="in 5 days 18:00", title="Moved", location="Pub")

    made = event(env, guild)
    assert (made.name, made.scheduled_start_time) == ("Session 1: Moved", "2026-01-06T18:00:00+00:00")
    assert made.scheduled_end_time == "2026-01-06T21:00:00+00:00"
    assert made.entity_metadata == {"location": "Pub"}


async def test_the_event_begins_and_ends_with_the_session(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour")
    await alice.slash(table, "session start", session="1")
    assert event(env, guild).status == ACTIVE

    await alice.slash(table, "session end")

    assert event(env, guild).status == COMPLETED


async def test_a_session_started_on_the_spot_has_no_event(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)

    assert not events(env, guild)


async def test_the_event_of_a_cancelled_session_is_cancelled(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)

    await alice.slash(table, "session cancel", session="1")

    assert event(env, guild).status == CANCELLED


async def test_the_event_of_a_deleted_session_goes_with_it(
    env: simcord.Env, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)

    await delete(simulation, alice)

    assert not events(env, guild)


async def delete(simulation: Simulation, person: MemberActor) -> None:
    """The first session is deleted."""
    async with simulation.bot.database.transaction() as store:
        await planning.delete(store, Actor(person.id, person.guild.id, may_manage_events=True), 1)
    await simulation.bot.painter.settled()


async def test_an_event_that_a_moderator_deleted_is_not_made_again(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    env.backend.delete_scheduled_event(guild.id, event(env, guild).id)

    for title in ("One", "Two"):
        await alice.slash(table, "session edit", session="1", title=title)

    assert not events(env, guild)


async def test_a_session_moved_after_its_event_began_has_one_event_at_the_new_time(
    env: simcord.Env, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 hours")
    await due(simulation, hours=2, minutes=10)
    assert event(env, guild).status == ACTIVE

    await alice.slash(table, "session edit", session="1", when="in 3 days 20:00")

    made = event(env, guild)
    assert (made.status, made.scheduled_start_time) == (SCHEDULED, "2026-01-04T20:00:00+00:00")


async def test_a_missed_session_that_is_moved_has_an_event_again(
    env: simcord.Env, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 hours")
    await due(simulation, hours=6)

    await alice.slash(table, "session edit", session="1", when="in 3 days 20:00")

    over, made = events(env, guild)
    assert (over.status, made.status) == (COMPLETED, SCHEDULED)


async def test_a_creation_whose_outcome_is_unknown_makes_no_second_event(
    env: simcord.Env, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    made = event(env, guild)
    async with simulation.bot.database.transaction() as store:  # as if the process had died before it noted the event
        mirror = await store.cards.get(*MIRROR)
        assert mirror is not None
        await store.cards.gone(mirror)
        gone = await store.cards.get(*MIRROR)
        assert gone is not None
        await store.cards.claim(gone, store.now)
    await env.advance_time(120)

    await simulation.restart()
    await env.settle()
    await alice.slash(table, "session edit", session="1", title="Found")

    assert event(env, guild) is made
    assert made.name == "Session 1: Found"


async def test_an_event_that_could_not_be_made_is_made_after_the_restart(
    env: simcord.Env, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    env.inject_error("POST", "/guilds/*/scheduled-events", status=503)
    await schedule(alice, table)
    assert not events(env, guild)
    await env.advance_time(120)

    await simulation.restart()
    await env.settle()

    assert event(env, guild).status == SCHEDULED


async def test_that_no_events_may_be_made_is_told_once_until_it_has_worked(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    forbid(env)
    for _ in range(2):
        await schedule(alice, table)
    assert [one.split("\n")[0] for one in letters(alice)] == [MAY_NOT]
    env.backend.faults.clear()

    await schedule(alice, table)
    assert len(events(env, guild)) == 1
    env.inject_error("POST", "/guilds/*/scheduled-events", status=400, code=30038, times=None)
    await schedule(alice, table)

    assert [one.split("\n")[0] for one in letters(alice)] == [MAY_NOT, FULL]


async def test_a_permission_that_is_visibly_lacking_is_said_in_the_reply(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    for role in env.backend.get_guild(guild.id).roles.values():
        if role.managed:  # the bot's own
            role.permissions &= ~discord.Permissions(create_events=True, manage_events=True).value

    told = [await schedule(alice, table) for _ in range(2)]

    assert [MAY_NOT in one for one in told] == [True, False]
    assert not letters(alice)
    assert not events(env, guild)


@pytest.mark.parametrize("pace", [1.0])
async def test_repeated_edits_within_a_second_cost_one_edit(
    env: simcord.Env, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await simulation.bot.painter.settled()
    before = patches(env)
    actor = Actor(alice.id, guild.id, may_manage_events=True)

    for n in range(10):
        async with simulation.bot.database.transaction() as store:
            await planning.edit(store, actor, 1, None, Details(title=f"Title {n}"))
    await simulation.bot.painter.settled()

    assert patches(env) - before <= 2
    assert event(env, guild).name == "Session 1: Title 9"


def patches(env: simcord.Env) -> int:
    """How many edits of events went over the wire."""
    return len([one for one in env.http_requests if one.method == "PATCH" and "/scheduled-events/" in one.path])
