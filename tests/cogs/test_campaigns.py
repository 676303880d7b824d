"""Campaigns as people make them, change them, look at them and put them away."""

import discord
import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from tests.cogs.acting import card, cards, said, schedule


async def make(alice: MemberActor, used_in: ChannelHandle, name: str = "Strahd", **given: object) -> str:
    """A campaign is made; gives what she was told."""
    return said(await alice.slash(used_in, "campaign create", name=name, **given))


async def test_a_campaign_is_made_and_everybody_can_look_at_it(
    guild: GuildHandle, alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    barovians, vips = guild.create_role("Barovians"), guild.create_role("Friends")

    told = await make(
        alice,
        table,
        "Curse of *Strahd*",
        channel=lounge,
        ping=barovians,
        role=vips,
        timezone="europe/berlin",
        organiser=bob,
        reminders="2h",
    )

    assert "`/campaign join`" in told
    shown = said(await bob.slash(table, "campaign show"))
    for words in (
        "**Curse of \\*Strahd\\*** (campaign)",
        f"**Organisers**: {bob.mention}",
        f"**Channel for cards**: {lounge.mention}",
        f"**Pinged by each new card**: {barovians.mention}",
        f"only holders of {vips.mention}",
        "Europe/Berlin",
        "**Reminders before a session**: 2h\n",
        "Nobody plays in it yet",
    ):
        assert words in shown
    assert f"run by {bob.mention} · {lounge.mention} · 0 players" in said(await bob.slash(table, "campaign list"))


async def test_what_a_campaign_has_not_set_is_the_servers(
    alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", timezone="Asia/Tokyo", channel=lounge)

    told = await make(alice, table)

    for words in (
        f"{lounge.mention} (the server's)",
        "Asia/Tokyo (the server’s)",
        "1d, 1h, 0 (the server's)",
        "nobody",
        "everybody",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ({"name": " "}, "at least one letter"),
        ({"name": "\u200b"}, "at least one letter"),
        ({"name": "#12"}, "Choose another name"),
        ({"name": "strahd"}, "called “Strahd” already; `/campaign list`"),
        ({"name": "Tomb", "timezone": "Mars/Base"}, "`Europe/Berlin`"),
        ({"name": "Tomb", "reminders": "soon"}, "`3h`"),
    ],
)
async def test_what_cannot_be_is_refused_with_a_remedy(
    alice: MemberActor, table: ChannelHandle, given: dict[str, str], remedy: str
) -> None:
    await make(alice, table)

    assert remedy in said(await alice.slash(table, "campaign create", **given))
    assert len(said(await alice.slash(table, "campaign list")).splitlines()) == 1


async def test_everyone_is_no_role_and_a_bot_runs_nothing(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    everyone = guild.roles["@everyone"]
    robot = guild.add_member(env.create_user("robot", bot=True))

    assert "choose a role for `ping`" in await make(alice, table, ping=everyone)
    assert "Everyone can play" in await make(alice, table, role=everyone)
    assert "is a bot" in await make(alice, table, organiser=robot)


async def test_only_who_manages_events_makes_campaigns(bob: MemberActor, table: ChannelHandle) -> None:
    assert "Only members with Manage Events" in await make(bob, table)
    assert "There is no campaign yet" in said(await bob.slash(table, "campaign list"))
    assert "`/campaign create`" in said(await bob.slash(table, "campaign show"))


async def test_an_edit_sets_some_things_and_takes_others_away(
    alice: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await make(alice, table, channel=lounge, timezone="Europe/Berlin", reminders="2h")

    await alice.slash(table, "campaign edit", campaign="Strahd", timezone="none", reminders="off")
    told = said(
        await alice.slash(
            table, "campaign edit", campaign="Strahd", name="Barovia", kind="game_night", clear="channel_id"
        )
    )

    assert told.startswith("Saved.\n**Barovia** (game night)")
    assert "where a command is used" in told
    assert "UTC (the server’s)" in told
    assert "**Reminders before a session**: off" in told
    assert "Nothing would change" in said(await alice.slash(table, "campaign edit", campaign="Barovia"))


async def test_planned_sessions_follow_new_reminders_and_that_is_said(alice: MemberActor, table: ChannelHandle) -> None:
    await make(alice, table)
    await schedule(alice, table, "2026-01-04 20:00")

    told = said(await alice.slash(table, "campaign edit", campaign="Strahd", reminders="3h"))

    assert "The reminders of 1 planned session follow." in told
    assert "3h before" in said(await alice.slash(table, "session show"))


async def test_a_deleted_channel_or_role_is_said(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    role = guild.create_role("Barovians")
    await make(alice, table, channel=lounge, ping=role)
    env.backend.delete_channel(lounge.id)
    env.backend.delete_role(guild.id, role.id)

    shown = said(await alice.slash(table, "campaign show"))

    assert shown.count("one that I cannot find") == 2
    assert "or clears it" in shown


async def test_archiving_says_what_stays_and_brings_back(alice: MemberActor, table: ChannelHandle) -> None:
    await make(alice, table)
    await schedule(alice, table)

    told = said(await alice.slash(table, "campaign archive", campaign="Strahd"))

    assert "1 session is still planned: that stays so" in told
    assert "🗄️ archived" in said(await alice.slash(table, "campaign list"))
    assert await alice.autocomplete(table, "session schedule", "campaign", "") == []
    assert "brings it back" in said(
        await alice.slash(table, "session schedule", when="in 2 days 20:00", campaign="Strahd")
    )
    assert await alice.autocomplete(table, "campaign archive", "campaign", "") == [
        {"name": "Strahd (archived)", "value": "#1"}
    ]
    assert "goes on" in said(await alice.slash(table, "campaign archive", campaign="#1"))


async def test_a_live_session_keeps_its_campaign_from_being_archived(alice: MemberActor, table: ChannelHandle) -> None:
    await make(alice, table)
    await alice.slash(table, "session start", title="Death House")

    assert "End it first" in said(await alice.slash(table, "campaign archive", campaign="Strahd"))


async def test_with_several_campaigns_a_command_means_that_of_its_channel(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await make(alice, table, "Strahd", channel=table)
    await make(alice, table, "Tomb", channel=lounge)
    await schedule(alice, table, title="Death House")
    await schedule(alice, lounge, title="Port Nyanzaru")

    assert "Death House" in said(await bob.slash(table, "session show"))
    assert "Port Nyanzaru" in said(await bob.slash(lounge, "session show"))
    assert "· Tomb" in card(lounge, "Port Nyanzaru").components[0].children[0].content  # type: ignore[union-attr]  # a container
    offered = await bob.autocomplete(table, "session show", "session", "1")
    assert {one["name"] for one in offered} == {"1: Death House (Strahd)", "1: Port Nyanzaru (Tomb)"}
    refused = said(await bob.slash(table, "session show", session="1"))
    assert "1: Death House (Strahd)" in refused


async def test_where_several_could_be_meant_one_is_asked_which(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    assert "several campaigns" not in await make(alice, table, "Strahd")
    assert "gives each a `channel`" in await make(alice, table, "@everyone")

    for command in ("session start", "campaign show", "queue list"):
        asked = said(await alice.slash(table, command))
        assert "Which campaign do you mean?" in asked
        assert "@everyone" not in asked
        assert "Strahd" in asked


async def test_its_role_is_pinged_when_a_card_is_first_posted(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    role = guild.create_role("Barovians")
    await make(alice, table, ping=role)

    await schedule(alice, table, title="Death House")

    (post,) = [one.json for one in env.http_requests if one.path == f"/channels/{table.id}/messages" and one.json]
    assert post["allowed_mentions"]["roles"] == [role.id]
    assert role.mention in str(post["components"])
    await bob.click(card(table, "Death House"), label="Going")
    assert role.mention not in str(cards(table)[0].components)


async def test_another_servers_campaign_names_nothing_here(
    alice: MemberActor, table: ChannelHandle, stranger: MemberActor, away: ChannelHandle
) -> None:
    await make(alice, table)

    for command in ("show", "join", "archive", "leave"):
        refused = said(await stranger.slash(away, f"campaign {command}", campaign="#1"))
        assert "There is no campaign “\\#1” here" in refused
    assert await stranger.autocomplete(away, "campaign show", "campaign", "") == []


async def test_a_channel_in_which_the_bot_cannot_post_is_refused(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    shut = guild.create_text_channel(
        "shut", overwrites={guild.roles["@everyone"]: discord.PermissionOverwrite(send_messages=False)}
    )

    assert "I cannot post in" in await make(alice, table, channel=shut)
    assert "There is no campaign yet" in said(await alice.slash(table, "campaign list"))
