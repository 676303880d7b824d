"""What is never written down: what people say, and what is secret."""

import io
import logging
from collections.abc import Iterator

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from bot.logs import QUIET, Safe
from tests.cogs.acting import card, due, playing, posted, said, schedule

SECRET = "the password is hunter2"
TOKEN = "simcord_interaction_"


@pytest.fixture
def log(simulation: Simulation) -> Iterator[io.StringIO]:
    """The whole log at DEBUG, set up as the running bot does it."""
    kept, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(Safe())
    levels = {name: logging.getLogger(name).level for name in ("", *QUIET)}
    root.setLevel(logging.DEBUG)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
    root.addHandler(handler)
    yield kept
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def test_nothing_that_people_write_is_in_the_log(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, log: io.StringIO
) -> None:
    await playing(alice, table, "Catan")
    message = await bob.send(table, f"thisgame++ {SECRET}")
    await bob.edit(message, f"thisgame-- {SECRET}")
    await bob.send(table, SECRET)
    await bob.delete(message)
    said(await bob.slash(table, "session show", session=SECRET))
    await schedule(alice, table, "in 2 hours", description=SECRET, reminders="1h")
    await due(simulation, hours=1)
    logging.getLogger("cogs").debug("heard")

    assert "heard" in log.getvalue()
    assert SECRET not in log.getvalue()
    assert TOKEN not in log.getvalue()


async def test_nothing_that_people_write_is_in_the_log_of_what_fails(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    table: ChannelHandle,
    log: io.StringIO,
    mishaps: list[str],
) -> None:
    await playing(alice, table, "Catan")
    simulation.env.inject_error("POST", "/interactions/*/*/callback", status=500, times=1)
    await bob.slash(table, "rollcall open", options=SECRET)
    await bob.send(table, f"thisgame++ {SECRET}")

    assert "failed" in log.getvalue()
    assert SECRET not in log.getvalue()
    assert TOKEN not in log.getvalue()


async def test_what_the_database_refuses_is_logged_without_its_values(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle, log: io.StringIO, mishaps: list[str]
) -> None:
    async with simulation.bot.database._engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE games")

    said(await alice.slash(table, "game add", title=SECRET))

    assert "FROM games" in log.getvalue()
    assert SECRET not in log.getvalue()


async def test_no_text_of_a_vote_is_kept(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, f"thisgame++ {SECRET}")

    async with simulation.bot.database._engine.connect() as connection:
        dump = await connection.run_sync(
            lambda one: "\n".join(one.connection.driver_connection._conn.iterdump())  # type: ignore[union-attr]
        )

    assert str(bob.id) in dump
    assert "hunter2" not in dump


async def test_nothing_that_the_bot_sends_may_ping_everyone_or_a_role(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    nasty = f"@everyone @here <@&{table.id}> {alice.mention}"
    await alice.slash(table, "session start", title=nasty)
    await alice.slash(table, "session end")
    await schedule(alice, table, "in 2 hours", title=nasty, description=nasty, location=nasty, reminders="1h")
    await bob.click(card(table, "Nobody has answered yet"), label="Going")
    await alice.slash(table, "session edit", session="2", when="in 3 hours", title=nasty + "!")
    await alice.slash(table, "rollcall open", options="fri 8pm", title=nasty)
    await due(simulation, hours=2)
    await alice.slash(table, "session cancel", session="2", reason=nasty)
    await due(simulation)

    sent = [one.json for one in simulation.env.http_requests if one.method in ("POST", "PATCH") and one.json]
    spoken = [one.get("data") or one for one in sent if isinstance(one, dict)]
    spoken = [one for one in spoken if one.get("content") or one.get("components")]
    assert len(spoken) > 10
    for one in spoken:
        allowed = one["allowed_mentions"]
        assert allowed.get("parse", []) == []
        assert not allowed.get("roles")
        assert set(map(int, allowed.get("users", []))) <= {bob.id}
    assert len(posted(simulation.env, table)) == 3


async def test_nobody_is_pinged_by_an_edit_of_a_card(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await bob.click(card(table), label="Going")

    (edit,) = [one.json for one in simulation.env.http_requests if one.method == "PATCH" and "/messages/" in one.path]
    assert edit is not None
    assert discord.AllowedMentions.none().to_dict() == edit["allowed_mentions"]
