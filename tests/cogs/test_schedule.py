"""Planning a session: how a time is read, and what is refused."""

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from tests.cogs.acting import card, cards, labels, said, schedule, texts


async def test_what_was_understood_is_shown_back_with_the_zone(alice: MemberActor, table: ChannelHandle) -> None:
    told = await schedule(alice, table, "2026-01-04 20:00")

    assert "Session 1" in told
    assert "<t:1767556800:F>" in told
    assert "<t:1767556800:R>" in told
    assert "read in UTC" in told
    assert table.mention in told


async def test_a_time_is_read_in_the_servers_zone(alice: MemberActor, admin: MemberActor, table: ChannelHandle) -> None:
    await admin.slash(table, "settings edit", timezone="America/New_York")

    told = await schedule(alice, table, "2026-01-04 20:00")

    assert "<t:1767574800:F>" in told
    assert "America/New_York" in told


async def test_a_persons_own_zone_goes_before_the_servers(
    alice: MemberActor, admin: MemberActor, table: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", timezone="America/New_York")
    await alice.slash(table, "timezone set", zone="Europe/Berlin")

    told = await schedule(alice, table, "2026-01-04 20:00")

    assert "<t:1767553200:F>" in told
    assert "Europe/Berlin" in told


async def test_a_time_that_clocks_skip_is_moved_and_that_is_said(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "timezone set", zone="Europe/Berlin")

    told = await schedule(alice, table, "2026-03-29 02:30")

    assert "<t:1774747800:F>" in told  # 03:30 in summer time
    assert "Clocks skip that time in Europe/Berlin that day; 03:30 is used instead." in told


async def test_a_time_that_clocks_show_twice_means_the_first_and_that_is_said(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "timezone set", zone="Europe/Berlin")

    told = await schedule(alice, table, "2026-10-25 02:30")

    assert "<t:1792888200:F>" in told  # 02:30 in summer time
    assert "twice" in told
    assert "first" in told


@pytest.mark.parametrize(
    "nonsense",
    ["whenever", "7", "a", "the 5th", "2h", "friday at 8", "every friday 8pm", "friday the 13th", "<t:nope>"],
)
async def test_an_unreadable_time_is_refused_with_two_examples_that_work(
    alice: MemberActor, table: ChannelHandle, nonsense: str
) -> None:
    refused = said(await alice.slash(table, "session schedule", when=nonsense))
    examples = refused.split("`")[1::2]

    assert "read" in refused
    assert len(examples) == 2
    assert not cards(table)
    for example in examples:
        assert "is planned for" in await schedule(alice, table, example)


async def test_a_time_that_has_passed_is_refused_and_named(alice: MemberActor, table: ChannelHandle) -> None:
    refused = said(await alice.slash(table, "session schedule", when="2025-12-31 20:00"))

    assert "<t:1767211200:F>" in refused
    assert "passed" in refused
    assert not cards(table)


async def test_a_time_of_endless_length_is_refused_unread(alice: MemberActor, table: ChannelHandle) -> None:
    refused = said(await alice.slash(table, "session schedule", when="?" * 6000))

    assert "6,000 characters" in refused
    assert "100" in refused


async def test_who_is_no_organiser_is_told_who_may(bob: MemberActor, table: ChannelHandle) -> None:
    refused = said(await bob.slash(table, "session schedule", when="fri 8pm"))

    assert "organiser" in refused
    assert "Manage Events" in refused
    assert not cards(table)


async def test_a_holder_of_the_organiser_role_may_plan(
    admin: MemberActor, guild: GuildHandle, table: ChannelHandle, env: simcord.Env
) -> None:
    hosts = guild.create_role("Game masters")
    await admin.slash(table, "settings edit", organiser_role=hosts)
    dan = guild.add_member(env.create_user("dan"), roles=[hosts])

    assert "is planned for" in await schedule(dan, table, "fri 8pm")


@pytest.mark.parametrize(
    ("duration", "remedy"), [("long", "`3h`"), ("4", "`3h`"), ("0", "minute"), ("9d", "3d"), ("-3h", "`3h`")]
)
async def test_a_bad_duration_is_refused_with_a_remedy(
    alice: MemberActor, table: ChannelHandle, duration: str, remedy: str
) -> None:
    refused = said(await alice.slash(table, "session schedule", when="fri 8pm", duration=duration))

    assert remedy in refused
    assert not cards(table)


async def test_bad_reminders_are_refused_with_a_remedy(alice: MemberActor, table: ChannelHandle) -> None:
    refused = said(await alice.slash(table, "session schedule", when="fri 8pm", reminders="sometimes"))

    assert "“sometimes”" in refused
    assert "`3h`" in refused


async def test_the_length_is_as_last_time_where_none_is_given(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 3 days 20:00", duration="90m")
    await schedule(alice, table, "in 4 days 20:00")

    assert "1 h 30 min" in texts(card(table, "Session 2"))


async def test_what_was_taken_over_from_last_time_is_said(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, duration="4h", location="Bob's", capacity=5, tags="horror", reminders="none")

    told = await schedule(alice, table, "in 4 days 20:00", tags="none")

    assert ("As last time: 4 h, at Bob's, 5 seats. Say otherwise with `duration`, `location`, `capacity`.") in told, (
        "a session without reminders is an exception"
    )
    assert "horror" not in texts(card(table, "Session 2"))
    assert "As last time" not in await schedule(
        alice, table, "in 5 days 20:00", duration="1h", location="none", capacity=0, reminders="1h"
    )


async def test_a_session_that_was_called_off_is_no_last_time(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 4 days 20:00", location="Bob's")
    await schedule(alice, table, location="Nowhere")
    await alice.slash(table, "session cancel", session="2")

    assert "at Bob's" in await schedule(alice, table)


async def test_two_sessions_at_the_same_time_are_said_and_not_refused(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "2026-01-04 20:00", title="Tomb")

    told = await schedule(alice, table, "2026-01-04 22:00")

    assert "is planned for" in told
    assert "It overlaps Session 1 (“Tomb”), <t:1767556800:F> (3 h)" in told
    assert "overlaps" not in await schedule(alice, table, "2026-01-05 20:00")


async def test_the_card_says_everything_that_was_given(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(
        alice,
        table,
        "2026-01-04 20:00",
        title="The Lost Mine",
        duration="4h",
        description="Bring dice.",
        location="Alice's place",
        capacity=4,
        scenario="Wave Echo Cave",
        tags="D&D, *new*, d&d",
    )

    shown = card(table, "The Lost Mine")

    for words in (
        "Session 1: The Lost Mine",
        "<t:1767556800:F>",
        "4 h",
        "Bring dice.",
        "Alice's place",
        "0 of 4 seats taken",
        "📖 Wave Echo Cave",
        "🏷️ \\*new\\*, D&D",
        "· Game night",
        "Scheduled",
    ):
        assert words in texts(shown)
    assert labels(shown) == ["Going", "Late", "Maybe", "Can't come", "Full list", "Add to calendar"]


@pytest.mark.parametrize(
    "title",
    [
        "@everyone come",
        "**loud** `x` ~~y~~ ||z||",
        "[free](https://a.example) [nitro](https://b.example)",
        "<@&123456789012345678> <@!123456789012345678>",
        "# a",
        "x" * 100,
    ],
)
async def test_a_title_shows_as_it_was_written_and_pings_nobody(
    alice: MemberActor, table: ChannelHandle, title: str
) -> None:
    await schedule(alice, table, title=title)

    shown = texts(card(table)).splitlines()[1]
    bare = shown.removeprefix("## Session 1: ").replace("\\", "").replace("\u200b", "")
    assert bare == title
    assert "@everyone" not in shown
    assert "<@" not in shown.replace("<@\u200b", "")
    assert "](" not in shown.replace("\\]", "")
    assert "**" not in shown.replace("\\*", "")


async def test_a_link_in_the_location_still_leads_there(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, location="https://vtt.example/join/our_secret_table")

    assert "https://vtt.example/join/our_secret_table" in texts(card(table))


async def test_the_card_goes_to_the_servers_channel(
    alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", channel=lounge)

    told = await schedule(alice, table)

    assert lounge.mention in told
    assert cards(lounge)
    assert not cards(table)


async def test_a_copy_a_week_later_says_what_daylight_saving_does(
    alice: MemberActor, admin: MemberActor, table: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", timezone="Europe/Berlin")
    await schedule(alice, table, "2026-03-22 02:30")

    told = said(await alice.slash(table, "session clone", session="1"))

    assert "Clocks skip that time in Europe/Berlin that day; 03:30 is used instead." in told
