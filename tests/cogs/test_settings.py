"""What a server and a person set, and the help."""

import re

import discord
import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from cogs.settings.help import TOPICS
from tests.cogs.acting import said


async def test_a_server_that_set_nothing_shows_what_holds(admin: MemberActor, table: ChannelHandle) -> None:
    told = said(await admin.slash(table, "settings show"))

    for words in (
        "**Time zone**: UTC",
        "where a command is used",
        "members with Manage Events",
        "1d, 1h, 0",
        "**Reaction to counted votes**: none",
    ):
        assert words in told


async def test_each_setting_is_kept_and_leaves_the_others(
    admin: MemberActor, guild: GuildHandle, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    hosts = guild.create_role("Game masters")
    changes: dict[str, tuple[object, str]] = {
        "timezone": ("europe/berlin", "**Time zone**: Europe/Berlin"),
        "channel": (lounge, f"**Channel for cards**: {lounge.mention}"),
        "organiser_role": (hosts, f"**Organisers**: {hosts.mention}"),
        "reminders": ("10s, 2d, 90m", "2d, 1h30m, 10s"),
        "vote_reaction": ("🎲", "**Reaction to counted votes**: 🎲"),
        "digest": ("Mondays 9am", "**Weekly digest**: mon 09:00 (Europe/Berlin)"),
        "quiet_hours": ("10pm to 8am", "**Quiet hours**: 22:00-08:00"),
    }

    for option, (value, _) in changes.items():
        assert said(await admin.slash(table, "settings edit", **{option: value})).startswith("Saved")

    shown = said(await admin.slash(table, "settings show"))
    assert all(words in shown for _, words in changes.values())


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [
        ("timezone", "Mars/Base", "`Europe/Berlin`"),
        ("timezone", "CEST", "`Europe/Berlin`"),
        ("vote_reaction", "dice", "`none`"),
        ("vote_reaction", "würfel", "`none`"),
        ("vote_reaction", "🎲 and more", "`none`"),
        ("vote_reaction", "<:broken:x>", "`none`"),
        ("reminders", "soon", "`3h`"),
        ("reminders", "31d", "30d"),
        ("reminders", ",".join(f"{n}m" for n in range(1, 12)), "at most 10"),
        ("reminders", "", "`3h`"),
        ("digest", "sometimes", "`mon 09:00`"),
        ("digest", "mon 09:00", "`channel`"),
        ("quiet_hours", "at night", "`22:00-08:00`"),
    ],
)
async def test_a_bad_value_is_refused_with_a_remedy_and_changes_nothing(
    admin: MemberActor, table: ChannelHandle, option: str, value: str, remedy: str
) -> None:
    before = said(await admin.slash(table, "settings show"))

    refused = said(await admin.slash(table, "settings edit", **{option: value}))

    assert remedy in refused
    assert said(await admin.slash(table, "settings show")) == before


@pytest.mark.parametrize("emoji", ["🎲", "👍🏽", "🇩🇪", "❤️", "<:die:123456789012345678>", "<a:die:123456789012345678>"])
async def test_every_kind_of_emoji_may_react(admin: MemberActor, table: ChannelHandle, emoji: str) -> None:
    assert emoji in said(await admin.slash(table, "settings edit", vote_reaction=emoji))


@pytest.mark.parametrize("off", ["none", "Off", " none "])
async def test_reminders_and_reaction_can_be_switched_off(admin: MemberActor, table: ChannelHandle, off: str) -> None:
    await admin.slash(table, "settings edit", vote_reaction="🎲")

    told = said(await admin.slash(table, "settings edit", vote_reaction=off, reminders=off))

    assert "**Reaction to counted votes**: none" in told
    assert "**Reminders before a session**: none\n" in told


async def test_digest_and_quiet_hours_can_be_switched_off_and_channel_and_role_unset(
    admin: MemberActor, guild: GuildHandle, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    hosts = guild.create_role("Game masters")
    await admin.slash(table, "settings edit", channel=lounge, organiser_role=hosts)
    await admin.slash(table, "settings edit", digest="mon 09:00", quiet_hours="22:00-08:00")

    await admin.slash(table, "settings edit", digest="none", quiet_hours="off")
    await admin.slash(table, "settings edit", clear="channel")
    told = said(await admin.slash(table, "settings edit", clear="organiser_role"))

    assert "**Weekly digest**: none" in told
    assert "**Quiet hours**: none" in told
    assert "where a command is used" in told
    assert "**Organisers**: members with Manage Events" in told


async def test_only_who_manages_the_server_sees_the_settings(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    for person in (alice, bob):
        offered = person.available_commands(table)
        assert "session schedule" in offered
        assert not [one for one in offered if one.startswith("settings")]


async def test_who_was_let_through_to_the_command_still_needs_the_permission(
    env: simcord.Env, guild: GuildHandle, bob: MemberActor, table: ChannelHandle
) -> None:
    command = env.backend.find_command("settings", guild.id, type=1)
    assert command is not None
    guild.set_command_permissions(int(command["id"]), {bob: True})

    refused = said(await bob.slash(table, "settings edit", timezone="Europe/Berlin"))

    assert "Only members with Manage Server" in refused

    assert "Only members with Manage Server" in said(await bob.slash(table, "settings show"))


@pytest.mark.parametrize(("right", "named"), [("view_channel", "View Channel"), ("send_messages", "Send Messages")])
async def test_a_channel_in_which_nothing_can_be_posted_is_refused(
    admin: MemberActor, guild: GuildHandle, table: ChannelHandle, right: str, named: str
) -> None:
    denied = discord.PermissionOverwrite(**{right: False})
    mute = guild.create_text_channel("mute", overwrites={guild.roles["TestBot"]: denied})

    refused = said(await admin.slash(table, "settings edit", channel=mute, timezone="Europe/Berlin"))

    assert f"I cannot post in {mute.mention}" in refused
    assert named in refused
    assert "**Time zone**: UTC" in said(await admin.slash(table, "settings show"))


async def test_an_edit_that_gives_nothing_says_so(admin: MemberActor, table: ChannelHandle) -> None:
    told = said(await admin.slash(table, "settings edit"))

    assert "at least one" in told


async def test_ones_own_zone_is_kept_in_every_server_and_said_back(bob: MemberActor, table: ChannelHandle) -> None:
    told = said(await bob.slash(table, "timezone set", zone="america/new york"))

    assert "America/New_York" in told
    assert "19:00" in told


async def test_a_zone_nobody_knows_is_refused_with_an_example(bob: MemberActor, table: ChannelHandle) -> None:
    refused = said(await bob.slash(table, "timezone set", zone="@everyone" * 20))

    assert "I know no time zone" in refused
    assert "`Europe/Berlin`" in refused
    assert "@everyone" not in refused


@pytest.mark.parametrize(("typed", "first"), [("berl", "Europe/Berlin"), ("new y", "America/New_York"), ("utc", "UTC")])
async def test_zones_are_offered_by_city(bob: MemberActor, table: ChannelHandle, typed: str, first: str) -> None:
    offered = await bob.autocomplete(table, "timezone set", "zone", typed)

    assert offered[0]["value"] == first


async def test_at_most_25_zones_are_offered(bob: MemberActor, table: ChannelHandle) -> None:
    assert len(await bob.autocomplete(table, "timezone set", "zone", "")) == 25
    assert await bob.autocomplete(table, "timezone set", "zone", "nowhere at all") == []


@pytest.mark.parametrize("topic", [None, *TOPICS])
async def test_every_topic_of_the_help_fits_into_a_message(
    bob: MemberActor, table: ChannelHandle, topic: str | None
) -> None:
    told = said(await bob.slash(table, "help", **({"topic": topic} if topic else {})))

    assert 0 < len(told) < 2000


@pytest.mark.parametrize("topic", TOPICS)
def test_no_line_of_the_help_ends_in_the_middle_of_a_sentence(topic: str) -> None:
    lines = TOPICS[topic].splitlines()

    assert [line for line in lines if line[:1].islower() or line[:1].isspace()] == []
    in_points = [line.startswith(("- ", "1. ")) for line in lines]
    assert any(in_points), "points are listed, and not one block of text"


async def test_the_help_names_only_commands_that_there_are(admin: MemberActor, table: ChannelHandle) -> None:
    offered = set(admin.available_commands(table))

    for words in TOPICS.values():
        for named in re.findall(r"`/([a-z]+(?: [a-z]+\b(?!:))?)", words):
            assert named in offered, named
