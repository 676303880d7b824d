"""Answering a roll call by reactions."""

from datetime import timedelta

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.reminders import Kind
from tests.cogs.acting import card, due, notices, said, texts

A, B, Z = "\U0001f1e6", "\U0001f1e7", "\U0001f1ff"
TWO = "2026-01-02 20:00; 2026-01-03 20:00"


async def opened(alice: MemberActor, table: ChannelHandle, mode: str = "reactions") -> None:
    """A roll call that reactions answer."""
    said(await alice.slash(table, "rollcall open", options=TWO, mode=mode))


async def test_adding_a_letter_says_yes_and_removing_it_takes_that_back(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)

    await bob.react(card(table), B)
    assert f"**1** yes: {bob.mention}" in texts(card(table))

    await bob.unreact(card(table), B)
    assert "Nobody has answered" in texts(card(table))


async def test_the_letters_that_the_bot_put_there_are_no_answers(alice: MemberActor, table: ChannelHandle) -> None:
    await opened(alice, table)

    assert "Nobody has answered" in texts(card(table))


@pytest.mark.parametrize("emoji", [Z, "👍", "\U0001f1f9"])
async def test_any_other_emoji_means_nothing(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, emoji: str
) -> None:
    await opened(alice, table)

    await bob.react(card(table), emoji)
    await bob.unreact(card(table), emoji)

    assert "Nobody has answered" in texts(card(table))


async def test_other_bots_reactions_are_ignored(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    robot = guild.add_member(env.create_user("robot", bot=True))

    await robot.react(card(table), A)

    assert "Nobody has answered" in texts(card(table))


async def test_a_reaction_on_a_roll_call_by_buttons_means_nothing(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table, mode="buttons")

    await bob.react(card(table), A)

    assert "Nobody has answered" in texts(card(table))


async def test_a_reaction_on_any_other_message_means_nothing(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    chat = await alice.send(table, "what do you think?")

    await bob.react(chat, A)

    assert "Nobody has answered" in texts(card(table))


@pytest.mark.parametrize("fast", [-1, 0, 1])
async def test_of_taps_and_reactions_the_last_act_wins_whatever_our_clock_shows(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, fast: int
) -> None:
    await opened(alice, table, mode="both")
    simulation.bot.clock = lambda: simulation.clock() + timedelta(hours=fast)
    await bob.react(card(table), A)
    await simulation.env.advance_time(1)
    await bob.click(card(table), label="None of these")
    assert "**0** yes, 1 no" in texts(card(table))

    await simulation.env.advance_time(1)
    await bob.react(card(table), B)

    assert texts(card(table)).count("**1** yes") == 1


async def test_taking_a_reaction_back_does_not_take_back_a_no(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table, mode="both")
    await bob.react(card(table), A)
    await simulation.env.advance_time(1)
    await bob.click(card(table), label="None of these")

    await bob.unreact(card(table), A)

    assert texts(card(table)).count("1 no") == 2


async def test_on_a_closed_roll_call_a_new_reaction_is_undone(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await alice.slash(table, "rollcall close")

    await bob.react(card(table), A)

    assert [one.count for one in card(table).reactions] == [1, 1]
    assert "Nobody has answered" in texts(card(table))


async def test_on_a_closed_roll_call_a_reaction_taken_back_still_counts(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await bob.react(card(table), A)
    await alice.slash(table, "rollcall close")

    await bob.unreact(card(table), A)

    assert "1 person has answered" in texts(card(table))


@pytest.mark.parametrize(("emoji", "left"), [(None, 0), (A, 1), ("👍", 2)])
async def test_reactions_that_a_moderator_clears_are_taken_back(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle, emoji: str | None, left: int
) -> None:
    await opened(alice, table)
    for one in (A, B, "👍"):
        await bob.react(card(table), one)

    if emoji is None:
        env.backend.clear_reactions(table.id, card(table).id)
    else:
        env.backend.clear_reaction(table.id, card(table).id, emoji)
    await env.settle()

    assert texts(card(table)).count("**1** yes") == left


async def test_reactions_cleared_after_the_end_still_count(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await bob.react(card(table), A)
    await alice.slash(table, "rollcall close")

    env.backend.clear_reactions(table.id, card(table).id)
    await env.settle()

    assert "1 person has answered" in texts(card(table))


async def test_reactions_on_a_card_older_than_this_process_count(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await simulation.restart()

    await bob.react(card(table), A)

    assert "1 person has answered" in texts(card(table))


def unheard(simulation: Simulation, table: ChannelHandle, *reacted: tuple[str, MemberActor]) -> None:
    """These reactions are added, and the bot hears nothing of them."""
    message = simulation.env.backend.get_message(table.id, card(table).id)
    for emoji, person in reacted:
        under = message.reaction_for(emoji)
        assert under is not None
        under.user_ids.append(person.id)


async def restart_with(
    simulation: Simulation, table: ChannelHandle, *reacted: tuple[str, MemberActor], **away: float
) -> None:
    """The bot is away for so long while these reactions are added, and comes back."""
    await simulation.bot.timetable.stop()
    unheard(simulation, table, *reacted)
    await simulation.env.advance_time(timedelta(**away).total_seconds())
    await simulation.restart()
    await due(simulation, seconds=10 if away else 0)


async def test_after_an_absence_across_the_deadline_the_quorum_decides_with_the_reactions_of_that_time(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "rollcall open", options=TWO, mode="reactions", quorum="2"))

    await restart_with(simulation, table, (B, bob), (B, carla), days=1, hours=20)

    assert "It became **session 1**" in texts(card(table, "🙋"))


async def test_with_the_gateway_lost_the_deadline_waits_for_the_reactions_of_that_time(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "rollcall open", options=TWO, mode="reactions", quorum="2"))
    async with simulation.bot.database.read() as store:
        (deadline,) = await store.reminders.of_subject(Kind.DEADLINE, 1)
    await simulation.advance(deadline.due_at - simulation.clock() - timedelta(seconds=30))
    simulation.bot.dispatch("disconnect")
    await simulation.env.settle()
    unheard(simulation, table, (B, bob), (B, carla))
    await due(simulation, minutes=1)

    for event in ("connect", "ready"):
        simulation.bot.dispatch(event)
        await simulation.env.settle()
    for _ in range(
        12
    ):  # the look takes what Discord takes; the deadline comes again every few seconds, for two minutes
        if "Open" not in texts(card(table, "🙋")):
            break
        await due(simulation, seconds=5)

    assert "It became **session 1**" in texts(card(table, "🙋"))


async def test_holders_of_the_campaigns_role_answer_by_reactions_live_and_after_an_absence(
    simulation: Simulation,
    guild: GuildHandle,
    alice: MemberActor,
    bob: MemberActor,
    carla: MemberActor,
    table: ChannelHandle,
) -> None:
    role = guild.create_role("Barovians")
    simulation.env.backend.add_member_role(guild.id, bob.id, role.id)
    said(await alice.slash(table, "campaign create", name="Strahd", role=role))
    said(await alice.slash(table, "rollcall open", options=TWO, mode="reactions"))

    await bob.react(card(table), A)
    await restart_with(simulation, table, (B, bob), (B, carla))

    assert texts(card(table)).count(f"**1** yes: {bob.mention}") == 2
    assert [one.count for one in card(table).reactions] == [2, 2]
    (told,) = notices(table)
    assert carla.mention in told
    assert role.mention in told


async def test_after_an_absence_a_new_reaction_on_a_closed_roll_call_is_undone_and_told(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await alice.slash(table, "rollcall close")

    await restart_with(simulation, table, (A, bob))

    assert [one.count for one in card(table).reactions] == [1, 1]
    assert "Nobody has answered" in texts(card(table))
    (told,) = notices(table)
    assert bob.mention in told


async def test_after_an_absence_people_count_and_bots_and_who_may_not_answer_do_not(
    simulation: Simulation, guild: GuildHandle, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    robot = guild.add_member(simulation.env.create_user("robot", bot=True))
    said(await alice.slash(table, "campaign create", name="Strahd"))
    said(await alice.slash(table, "rollcall open", options=TWO, mode="reactions", players_only=True))

    await restart_with(simulation, table, (A, alice), (A, bob), (B, robot))

    assert texts(card(table)).count("**1** yes") == 1
    assert f"**1** yes: {alice.mention}" in texts(card(table))
    assert [one.count for one in card(table).reactions] == [2, 2]
    (told,) = notices(table)
    assert bob.mention in told


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (403, 50001), (500, 0)])
async def test_a_card_that_cannot_be_looked_at_is_left(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, status: int, code: int
) -> None:
    await opened(alice, table)
    await bob.react(card(table), A)
    path = f"/channels/{table.id}/messages/{card(table).id}"
    simulation.env.inject_error("GET", path, status=status, code=code)

    await restart_with(simulation, table, (B, bob))

    assert texts(card(table)).count("**1** yes") == 1


async def test_a_card_that_is_posted_anew_takes_no_answers_back(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await bob.react(card(table), A)
    simulation.env.backend.delete_message(table.id, card(table).id)
    said(await alice.slash(table, "rollcall edit", title="Again"))

    await restart_with(simulation, table)

    assert f"**1** yes: {bob.mention}" in texts(card(table))
