"""The digest: the week ahead, posted once a week in the server's channel."""

from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.reminders import Kind, Status
from tests.cogs.acting import down, due, labels, notices, pinged, posted, said, schedule, seen


async def weekly(admin: MemberActor, lounge: ChannelHandle, digest: str = "mon 09:00") -> None:
    """A digest in the lounge; the tests begin on Thursday the 1st."""
    said(await admin.slash(lounge, "settings edit", channel=lounge, digest=digest))


async def digests(simulation: Simulation, guild_id: int) -> list[Status]:
    async with simulation.bot.database.read() as store:
        return [one.status for one in await store.reminders.of_subject(Kind.DIGEST, guild_id)]


async def test_a_digest_needs_a_channel(admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle) -> None:
    assert "`channel`" in said(await admin.slash(table, "settings edit", digest="mon 09:00"))
    await weekly(admin, lounge)
    assert "`digest: none`" in said(await admin.slash(table, "settings edit", clear="channel"))
    assert "**Weekly digest**: mon 09:00 (UTC)" in said(await admin.slash(table, "settings show"))
    told = said(await admin.slash(table, "settings edit", clear="channel", digest="none"))
    assert "**Weekly digest**: none" in told
    assert "where a command is used" in told


async def test_it_says_what_is_ahead_and_pings_nobody(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-07 20:00", title="@everyone Tomb", reminders="none")
    await schedule(alice, table, "2026-01-13 20:00", title="Too far", reminders="none")
    await alice.slash(table, "rollcall open", options="2026-01-10 20:00", title="Raid")
    await weekly(admin, lounge)

    await due(simulation, days=4, hours=10)

    (sent,) = posted(simulation.env, lounge)
    assert pinged(sent) == []
    assert "<t:1767816000:F>" in sent["content"]
    assert "Tomb" in sent["content"]
    assert "@everyone" not in sent["content"]
    assert "Raid" in sent["content"]
    assert "takes answers until <t:1768071600:F>" in sent["content"]
    assert "Too far" not in sent["content"]
    assert "late" not in sent["content"]
    message = seen(lounge)[-1]
    assert labels(message) == ["Am I in?"]
    assert "not answered" in said(await alice.click(message, label="Am I in?"))


async def test_a_week_with_nothing_ahead_is_passed_over_and_the_next_comes(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await weekly(admin, lounge)
    await due(simulation, days=8)
    quiet = notices(lounge)
    await schedule(alice, lounge, "2026-01-14 20:00", title="Tomb", reminders="none")

    await due(simulation, days=7)

    assert quiet == []
    assert len(notices(lounge)) == 1
    assert alice.guild is not None
    assert await digests(simulation, alice.guild.id) == [Status.SKIPPED, Status.SENT, Status.PENDING]


async def test_missed_by_hours_it_comes_late_and_missed_by_more_it_waits_for_the_next_week(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    for when in ("2026-01-07 20:00", "2026-01-14 20:00"):
        await schedule(alice, table, when, title="Tomb", reminders="none")
    await weekly(admin, lounge)

    await down(simulation, days=4, hours=12)
    (late,) = notices(lounge)
    await down(simulation, days=7, hours=6)

    assert "late" in late
    assert notices(lounge) == [late]
    assert await digests(simulation, alice.guild.id) == [Status.SENT, Status.SKIPPED, Status.PENDING]


async def test_a_private_session_is_not_in_it(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-07 20:00", title="Secret", private=True, reminders="none")
    await weekly(admin, lounge)

    await due(simulation, days=5)

    assert notices(lounge) == []


async def test_a_full_week_fits_into_a_message(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    for hour in range(12):
        await schedule(alice, table, f"2026-01-07 {hour:02}:00", title="*" * 100, reminders="none")
    await weekly(admin, lounge)

    await due(simulation, days=5)

    (sent,) = posted(simulation.env, lounge)
    assert len(sent["content"]) <= 2000
    assert "more" in sent["content"].splitlines()[-1]


async def test_a_channel_that_is_gone_is_told_to_the_owner(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-07 20:00", title="Tomb", reminders="none")
    await weekly(admin, lounge)
    simulation.env.backend.delete_channel(lounge.id)

    await due(simulation, days=5)

    owner = simulation.env.backend.get_guild(alice.guild.id).owner_id
    channel = simulation.env.backend.get_dm_channel(owner)
    assert [path for path in (one.path for one in simulation.env.http_requests) if str(channel.id) in path]
    assert await digests(simulation, alice.guild.id) == [Status.DEAD, Status.PENDING]
