"""Private sessions: their thread, who is in it, and that nobody else hears of them."""

import discord
import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor
from simcord.backend.models.channel import ThreadMetadata

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, due, notices, refuse_private, reply, said, schedule, seen, texts


async def ambush(alice: MemberActor, table: ChannelHandle, **details: str) -> ChannelHandle:
    """A private session is planned; gives its thread."""
    await schedule(alice, table, "2026-01-04 20:00", title="Ambush", private=True, **details)
    (thread,) = table.threads
    return thread


def metadata(env: simcord.Env, thread: ChannelHandle) -> ThreadMetadata:
    """What Discord keeps of the thread."""
    kept = env.backend.get_channel(thread.id).thread_metadata
    assert kept is not None
    return kept


async def test_a_private_session_shows_in_a_thread_of_its_own_that_who_runs_it_is_in(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    thread = await ambush(alice, table, tags="spoiler")

    assert thread.name == "Ambush"
    stored = env.backend.get_channel(thread.id)
    assert stored.type == discord.ChannelType.private_thread.value
    assert set(stored.thread_members) == {alice.id, env.backend.bot_user.id}
    assert "🔒 Private" in texts(card(thread))
    assert not cards(table)


async def test_the_players_of_a_campaign_are_let_in(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "campaign create", name="Strahd", kind="campaign"))
    said(await alice.slash(table, "campaign add", campaign="Strahd", member=bob))

    thread = await ambush(alice, table, campaign="Strahd")

    assert {alice.id, bob.id} <= set(env.backend.get_channel(thread.id).thread_members)
    assert "Ambush" in said(await bob.slash(table, "session list"))


async def test_who_is_taken_out_of_the_campaign_is_taken_out_of_the_thread(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "campaign create", name="Strahd", kind="campaign"))
    said(await alice.slash(table, "campaign add", campaign="Strahd", member=bob))
    thread = await ambush(alice, table, campaign="Strahd")
    await bob.click(card(thread), label="Going")

    said(await alice.slash(table, "campaign remove", campaign="Strahd", member=bob))

    assert bob.id not in env.backend.get_channel(thread.id).thread_members
    assert "Ambush" not in said(await bob.slash(table, "upcoming"))


async def test_a_clone_gets_a_thread_of_its_own_also_where_the_first_one_is_gone(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    first = await ambush(alice, table)
    env.backend.delete_channel(first.id)

    told = said(await alice.slash(table, "session clone", session="Ambush"))

    (thread,) = table.threads
    assert thread.mention in told
    assert thread.name == "Ambush"
    assert alice.id in env.backend.get_channel(thread.id).thread_members
    assert "🔒 Private" in texts(card(thread))


async def test_the_thread_of_a_deleted_session_goes_too(alice: MemberActor, table: ChannelHandle) -> None:
    await ambush(alice, table)

    said(await alice.slash(table, "session delete", session="Ambush"))

    assert table.threads == []


async def test_a_thread_in_which_people_wrote_is_archived_when_its_session_is_deleted(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    thread = await ambush(alice, table)
    await alice.click(card(thread), label="Going")
    await alice.send(thread, "Not a word to the others!")

    asked = reply(await alice.slash(table, "session delete", session="Ambush"))
    await alice.click(asked, label="Delete it")

    assert metadata(env, thread).archived
    assert not cards(thread)


async def test_the_thread_of_a_series_stays_for_the_session_that_follows(
    alice: MemberActor, table: ChannelHandle
) -> None:
    thread = await ambush(alice, table, repeat="weekly")

    said(await alice.slash(table, "session delete", session="Ambush"))

    assert card(thread, "Session 2")


async def test_a_card_in_an_archived_thread_is_redrawn_all_the_same(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    thread = await ambush(alice, table)
    metadata(env, thread).archived = True
    env.inject_error("PATCH", f"/channels/{thread.id}/messages/*", status=400, code=50083, times=1)

    said(await alice.slash(table, "session edit", session="Ambush", title="Ambush at dawn"))
    await env.settle()

    assert "Ambush at dawn" in texts(card(thread))
    assert not metadata(env, thread).archived


async def test_others_hear_nothing_of_it(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await ambush(alice, table, tags="spoiler")
    await schedule(alice, table, "2026-01-05 20:00", title="Open")

    for command, option in (("session show", "session"), ("session rsvp", "session"), ("session list", "tag")):
        assert not [one for one in await bob.autocomplete(table, command, option, "") if "Open" not in one["name"]]
    for named in ("#1", "1", "ambush"):
        assert "There is no session" in said(await bob.slash(table, "session show", session=named))
        rsvp = await bob.slash(table, "session rsvp", session=named, answer="going")
        assert "There is no session" in said(rsvp)
    for listing in ("session list", "upcoming", "session show"):
        told = said(await bob.slash(table, listing))
        assert "Open" in told
        assert "Ambush" not in told
        assert "Next up" in told
    for command in ("session edit", "session cancel", "session delete", "session clone"):
        more = {"title": "Mine"} if command == "session edit" else {}
        assert "There is no session" in said(await bob.slash(table, command, session="1", **more))
    assert "Ambush" in said(await alice.slash(lounge, "upcoming"))


async def test_a_command_without_a_name_does_not_tell_others_that_it_is_live(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await ambush(alice, table)
    said(await alice.slash(table, "session start", session="Ambush"))

    for command in ("session pause", "session resume", "session end", "play next", "play skip"):
        assert "No session is live" in said(await bob.slash(table, command))

    said(await alice.slash(table, "campaign create", name="Strahd", kind="campaign"))
    said(await alice.slash(lounge, "session start", campaign="Strahd", title="Open"))
    for command in ("session pause", "play next"):
        told = said(await bob.slash(table, command))
        assert "Only " in told
        assert "Ambush" not in told


async def test_what_fails_in_its_thread_is_told_to_the_organiser_alone(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    thread = await ambush(alice, table, reminders="1h")
    said(await admin.slash(table, "settings edit", channel=lounge))
    simulation.env.backend.delete_channel(thread.id)
    refuse_private(simulation.env, alice)
    said(await alice.slash(table, "session edit", session="Ambush", title="Ambush at dawn"))
    await simulation.env.settle()

    kept = (await alice.slash(table, "session list")).followups
    await due(simulation, days=3, hours=19, minutes=30)
    later = (await alice.slash(table, "session list")).followups

    assert "cannot show the card" in kept[0].content
    assert "is private" in kept[0].content
    assert "/settings edit" not in kept[0].content
    assert "Ambush at dawn" in later[0].content
    assert kept[0].ephemeral
    assert later[0].ephemeral
    for channel in (table, lounge):
        assert not [one for one in seen(channel) if not one.is_system()]


async def test_started_from_another_channel_it_goes_live_in_its_thread_and_says_so(
    alice: MemberActor, table: ChannelHandle, guild: GuildHandle
) -> None:
    thread = await ambush(alice, table)
    denied = discord.PermissionOverwrite(send_messages=False)
    mute = guild.create_text_channel("mute", overwrites={guild.roles["TestBot"]: denied})

    told = said(await alice.slash(mute, "session start", session="Ambush"))

    assert thread.mention in told
    assert "this channel" not in told
    assert "In progress" in texts(cards(thread)[-1])


async def test_one_whose_thread_is_gone_is_not_started(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    thread = await ambush(alice, table)
    env.backend.delete_channel(thread.id)

    told = said(await alice.slash(table, "session start", session="Ambush"))

    assert thread.mention in told
    assert "/session clone" in told
    assert "Next up" in said(await alice.slash(table, "session list"))


async def test_in_its_thread_everybody_finds_it_and_who_answered_finds_it_from_everywhere(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, env: simcord.Env
) -> None:
    thread = await ambush(alice, table)
    env.backend.add_thread_member(thread.id, bob.id)

    assert "Ambush" in said(await bob.slash(thread, "session show", session="1"))
    await bob.click(card(thread), label="Maybe")

    assert "Ambush" in said(await bob.slash(table, "upcoming", mine=True))


async def test_what_is_said_about_it_is_said_in_its_thread(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    thread = await ambush(alice, table)
    simulation.env.backend.add_thread_member(thread.id, bob.id)
    await bob.click(card(thread), label="Going")

    await due(simulation, days=4)

    assert len(notices(thread)) == 3
    assert not [
        one for one in seen(table) if not one.is_system()
    ]  # SimCord's word of a new thread is Discord's, not ours


@pytest.mark.parametrize(
    ("right", "named"),
    [
        ("view_channel", "View Channel"),
        ("create_private_threads", "Create Private Threads"),
        ("send_messages_in_threads", "Send Messages In Threads"),
    ],
)
async def test_where_the_bot_may_not_make_one_it_says_what_is_lacking_and_where(
    alice: MemberActor, guild: GuildHandle, right: str, named: str
) -> None:
    denied = discord.PermissionOverwrite(**{right: False})
    mute = guild.create_text_channel("mute", overwrites={guild.roles["TestBot"]: denied})

    refused = await schedule(alice, mute, private=True)

    assert f"I cannot make a private thread in {mute.mention}" in refused
    assert named in refused
    assert mute.threads == []
    assert "No session is planned" in said(await alice.slash(mute, "session list"))


async def test_who_may_not_plan_gets_no_thread(bob: MemberActor, table: ChannelHandle) -> None:
    assert "Only organisers" in await schedule(bob, table, private=True)
    assert table.threads == []


async def test_a_thread_whose_session_could_not_be_planned_is_taken_away(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle, mishaps: list[str]
) -> None:
    async with simulation.bot.database._engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE reminders")

    assert "Something went wrong" in await schedule(alice, table, private=True)

    assert table.threads == []
