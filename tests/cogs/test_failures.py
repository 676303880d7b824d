"""What nobody expected: it is said, with a reference to the log, and another server's things stay its own."""

import logging

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, playing, said, schedule, texts


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
