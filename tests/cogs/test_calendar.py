"""A session's file by button, and a person's calendar address."""

from typing import Any

import simcord
from icalendar import Calendar
from simcord import ChannelHandle, GuildHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, labels, reply, said, schedule


async def the_file(result: InteractionResult) -> tuple[str, Any]:
    """The name of the file that answered an act, and the event in it."""
    (file,) = reply(result).attachments
    (event,) = Calendar.from_ical(await file.read()).walk("VEVENT")
    return file.filename, event


async def test_a_tap_gives_the_session_as_a_file_for_this_person_alone(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-05 20:00", title="Tomb, part 2", location="Bag End", duration="2h")

    tapped = await bob.click(card(table), label="Add to calendar")

    assert "Open this file to put Session 1 (“Tomb, part 2”) into your calendar" in said(tapped)
    assert "/calendar feed" not in said(tapped)  # this host has no feeds
    name, event = await the_file(tapped)
    assert name == "session-1.ics"
    assert (event["SUMMARY"], event["LOCATION"], event["URL"]) == ("Tomb, part 2", "Bag End", card(table).jump_url)
    assert f"{event.start:%Y-%m-%d %H:%M} {event.end:%H:%M}" == "2026-01-05 20:00 22:00"


async def test_only_a_session_still_to_come_is_offered_for_a_calendar(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table)
    assert "Add to calendar" in labels(card(table))

    await alice.slash(table, "session cancel", session="1")

    assert "Add to calendar" not in labels(card(table))


async def test_a_private_sessions_file_is_given_only_where_its_card_is(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await schedule(alice, table, title="Surprise")
    async with simulation.bot.database.transaction() as store:
        session = await store.sessions.get(1, alice.guild.id)
        await store.sessions.save(session.changed(store.now, private=True, thread_id=lounge.id))

    assert "There is no session" in said(await bob.click(card(table), label="Add to calendar"))


async def test_where_the_host_has_no_feeds_the_command_says_so_and_what_to_do_instead(
    bob: MemberActor, table: ChannelHandle
) -> None:
    told = said(await bob.slash(table, "calendar feed"))

    assert "has not switched calendar feeds on" in told
    assert "*Add to calendar*" in told


async def test_there_may_be_nothing_to_revoke(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table)

    assert "You have no calendar address for all your sessions" in said(await bob.slash(table, "calendar revoke"))
    assert "for Game night" in said(await bob.slash(table, "calendar revoke", campaign="game night"))
    assert "There is no campaign" in said(await bob.slash(table, "calendar revoke", campaign="Strahd"))


async def test_who_left_is_known_after_a_while_and_an_outage_changes_nothing(
    env: simcord.Env, simulation: Simulation, guild: GuildHandle, bob: MemberActor, carla: MemberActor
) -> None:
    is_member, ask = simulation.bot.is_member, f"/guilds/{guild.id}/members/{bob.id}"
    assert await is_member(guild.id, bob.id)
    guild.remove_member(bob)
    assert await is_member(guild.id, bob.id)  # as was heard just now

    await due(simulation, minutes=10)
    env.inject_error("GET", ask, status=503)
    assert await is_member(guild.id, bob.id)  # as was last known
    assert await is_member(guild.id, bob.id)  # and Discord is not asked again at once
    await due(simulation, minutes=1)
    assert not await is_member(guild.id, bob.id)
    await due(simulation, minutes=10)
    env.inject_error("GET", ask, status=503)
    assert not await is_member(guild.id, bob.id)

    env.inject_error("GET", f"/guilds/{guild.id}/members/{carla.id}", status=503)
    assert await is_member(guild.id, carla.id)  # nothing is known, so the calendar is served
