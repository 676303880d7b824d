"""Votes that are edited, deleted or repeated, and those that never count."""

import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, playing, standing, texts


async def test_each_person_has_one_vote_and_the_last_counts(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")

    for person, text in ((bob, "thisgame++"), (carla, "thisgame++"), (alice, "thisgame++"), (bob, "thisgame--")):
        await person.send(table, text)

    assert "Catan: +2 -1" in texts(card(table))
    assert await standing(bob, table) == ["Catan: +2 -1"]


async def test_an_edit_changes_the_vote(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    message = await bob.send(table, "thisgame++")

    for text, tally in (("thisgame--", "+0 -1"), ("never mind", "+0 -0"), ("thisgame++", "+1 -0")):
        await env.advance_time(1)
        await bob.edit(message, text)
        assert f"Catan: {tally}" in texts(card(table))


async def test_a_message_that_becomes_a_vote_counts_for_when_it_was_written(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Root")
    message = await bob.send(table, "hm")
    await simulation.env.advance_time(60)
    await alice.slash(table, "play next")

    await bob.edit(message, "thisgame++")

    assert await standing(bob, table) == ["Catan: +1 -0", "Root: +0 -0"]


async def test_a_deleted_message_takes_its_vote_back_and_the_earlier_one_stands_again(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame--")
    last = await bob.send(table, "thisgame++")

    await bob.delete(last)

    assert "Catan: +0 -1" in texts(card(table))


async def test_messages_deleted_together_take_their_votes_back(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    sent = [await person.send(table, "thisgame++") for person in (bob, carla)]

    env.backend.bulk_delete_messages(table.id, [one.id for one in sent])
    await env.settle()

    assert "Catan: +0 -0" in texts(card(table))


async def test_bots_and_webhooks_never_vote(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    robot = guild.add_member(env.create_user("robot", bot=True))

    await robot.send(table, "thisgame++")
    await guild.create_webhook(table, "feed").send("thisgame++")

    assert "Catan: +0 -0" in texts(card(table))


async def test_another_channel_does_not_count(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")

    await bob.send(lounge, "thisgame++")

    assert "Catan: +0 -0" in texts(card(table))


async def test_deleting_a_thread_takes_the_votes_in_it_back(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    thread = env.backend.create_thread(table.id, "rules", alice.id)
    await env.settle()
    await bob.send(table.threads[0], "thisgame++")
    await carla.send(table, "thisgame++")

    env.backend.delete_channel(thread.id)
    await env.settle()

    assert "Catan: +1 -0" in texts(card(table, "Catan"))


async def test_a_threads_name_is_no_vote(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")

    env.backend.create_thread(table.id, "thisgame++", bob.user.id)
    await env.settle()

    assert "Catan: +0 -0" in texts(card(table, "Catan"))


async def test_what_the_store_does_not_take_counts_as_soon_as_it_does(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    carla: MemberActor,
    table: ChannelHandle,
    mishaps: list[str],
) -> None:
    await playing(alice, table, "Catan")
    deleted = await carla.send(table, "thisgame++")
    await change_the_store(simulation, "ALTER TABLE votes RENAME TO votes_in_repair")
    await bob.send(table, "thisgame--")
    await carla.delete(deleted)

    await change_the_store(simulation, "ALTER TABLE votes_in_repair RENAME TO votes")
    await simulation.env.advance_time(30)

    assert await standing(bob, table) == ["Catan: +0 -1"]


async def change_the_store(simulation: Simulation, statement: str) -> None:
    """Somebody works on the bot's database."""
    async with simulation.bot.database._engine.begin() as connection:
        await connection.exec_driver_sql(statement)
