"""What nobody expected: it is said, with a reference to the log, and another server's things stay its own."""

import logging

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, is_silent, playing, said, schedule, tap_as_it_was, texts


async def broken(simulation: Simulation, table: str) -> None:
    """The database has lost a table."""
    async with simulation.bot.database._engine.begin() as connection:
        await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        await connection.exec_driver_sql(f"DROP TABLE {table}")


def reference_in(told: str, caplog: pytest.LogCaptureFixture) -> str:
    """The reference that a person was given; it is in the log, with the failure itself."""
    reference = told.split("`")[1]
    (logged,) = [one for one in caplog.records if reference in one.getMessage()]
    assert logged.levelno == logging.ERROR
    assert logged.exc_info
    return reference


@pytest.mark.parametrize(
    ("lost", "command", "options"),
    [
        ("sessions", "session list", {}),
        ("reminders", "session schedule", {"when": "fri 8pm"}),
        ("rollcalls", "rollcall open", {"options": "fri 8pm"}),
        ("games", "game list", {}),
        ("people", "timezone set", {"zone": "Europe/Berlin"}),
    ],
)
async def test_a_command_that_fails_says_so_with_a_reference(
    simulation: Simulation,
    alice: MemberActor,
    table: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    mishaps: list[str],
    lost: str,
    command: str,
    options: dict[str, str],
) -> None:
    await broken(simulation, lost)

    told = said(await alice.slash(table, command, **options))

    assert "went wrong" in told
    assert "try again" in told
    assert reference_in(told, caplog)
    assert not cards(table)


async def test_a_button_that_fails_says_so_with_a_reference(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    mishaps: list[str],
) -> None:
    await schedule(alice, table)
    await broken(simulation, "rsvps")

    assert reference_in(said(await bob.click(card(table), label="Going")), caplog)


async def test_a_form_that_fails_says_so_with_a_reference(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    mishaps: list[str],
) -> None:
    await alice.slash(table, "rollcall open", options="fri 8pm")
    form = await bob.click(card(table), label="My answers")
    await broken(simulation, "rollcall_answers")

    assert reference_in(said(await bob.submit_modal(form, {})), caplog)


async def test_a_vote_that_fails_is_logged(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    mishaps: list[str],
) -> None:
    await playing(alice, table, "Catan")
    await broken(simulation, "votes")

    message = await bob.send(table, "thisgame++")
    await bob.delete(message)

    assert [str(message.id) in one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == [
        True,
        False,
    ]


async def test_an_answer_that_discord_does_not_take_is_logged_and_the_act_stands(
    env: simcord.Env,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    mishaps: list[str],
) -> None:
    await schedule(alice, table)
    env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=None)

    await bob.click(card(table), label="Going")

    assert bob.mention in texts(card(table))
    assert any("could not say" in one.getMessage() for one in caplog.records)


async def test_a_card_that_cannot_be_shown_is_told_to_its_organiser_once(
    env: simcord.Env,
    admin: MemberActor,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    lounge: ChannelHandle,
) -> None:
    await admin.slash(table, "settings edit", channel=lounge)
    env.inject_error("POST", f"/channels/{lounge.id}/messages", status=403, code=50001, times=None)

    for _ in range(2):
        await schedule(alice, table)

    letters = [one.content for one in alice.user.dm_channel.history() if one.author.bot]
    assert len(letters) == 2
    assert lounge.mention in letters[0]
    assert "/settings edit" in letters[0]


@pytest.mark.parametrize(
    ("command", "option", "kind"),
    [
        ("session show", "session", "session"),
        ("session start", "session", "session"),
        ("votes tally", "session", "session"),
        ("rollcall show", "rollcall", "roll call"),
        ("rollcall promote", "rollcall", "roll call"),
        ("queue add", "game", "game"),
    ],
)
async def test_another_servers_id_names_nothing_here(
    alice: MemberActor,
    table: ChannelHandle,
    stranger: MemberActor,
    away: ChannelHandle,
    command: str,
    option: str,
    kind: str,
) -> None:
    await playing(alice, table, "Catan")
    await alice.slash(table, "rollcall open", options="fri 8pm")

    refused = said(await stranger.slash(away, command, **{option: "#1"}))

    assert f"There is no {kind} “\\#1” here" in refused
    assert await stranger.autocomplete(away, command, option, "") == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "rsvp:1:1:going",
        "everyone:1:1",
        "option:1:1",
        "none:1:1",
        "answers:1:1",
        "who:1:1",
        "promote:1:1",
        "pause:1:1",
        "resume:1:1",
        "end:1:1",
        "next:1:1",
        "skip:1:1",
        "reminder:1:1",
    ],
)
async def test_a_forged_button_reaches_nothing_of_another_server(
    env: simcord.Env,
    alice: MemberActor,
    table: ChannelHandle,
    stranger: MemberActor,
    away: ChannelHandle,
    custom_id: str,
) -> None:
    await schedule(alice, table, "in 2 hours")
    await alice.slash(table, "rollcall open", options="fri 8pm")
    await alice.slash(table, "session start", session="1")
    await schedule(stranger, away)
    before = [texts(one) for one in cards(table)]

    refused = said(await tap_as_it_was(env, stranger, card(away), custom_id))

    assert "There is no" in refused
    assert [texts(one) for one in cards(table)] == before


@pytest.mark.parametrize("digits", [19, 20, 40])
async def test_an_id_larger_than_any_is_refused_in_words(alice: MemberActor, table: ChannelHandle, digits: int) -> None:
    await schedule(alice, table)

    assert "There is no session" in said(await alice.slash(table, "session show", session="#" + "9" * digits))


async def test_a_role_that_was_taken_away_gives_no_right_any_more(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    env.backend.remove_member_role(guild.id, alice.id, guild.roles["Hosts"].id)

    assert "Only organisers" in said(await alice.slash(table, "session cancel", session="1"))
    assert is_silent(await bob.click(card(table), label="Going"))
