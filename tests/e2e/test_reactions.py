"""Reactions of which the bot was not told, on the real process: the card is looked at again."""

from tests.e2e.process import BotProcess
from tests.e2e.standin.messages import Message
from tests.e2e.standin.server import Discord

A, B = "\U0001f1e6", "\U0001f1e7"


async def roll_call(discord: Discord, mode: str = "both") -> Message:
    options = "in 2 days 20:00; in 3 days 20:00"
    await discord.organiser.slash(discord.general, "rollcall open", options=options, mode=mode)
    return await discord.chat.wait_message(
        discord.general, "When can we play", where=lambda one: set(one.reactions) == {A, B}
    )


async def test_after_kill_9_what_came_and_went_meanwhile_counts(bot: BotProcess, discord: Discord) -> None:
    bob, carla = discord.person("Bob"), discord.person("Carla")
    card = await roll_call(discord)
    bob.react(card, A)
    await discord.chat.wait_message(discord.general, f"**1** yes: <@{bob.id}>")
    await carla.click(card, "I can")
    await discord.chat.wait_message(discord.general, f"**2** yes: <@{bob.id}> <@{carla.id}>")
    await bot.kill()
    bob.unreact(card, A)
    bob.react(card, B)

    await bot.connect()

    await discord.chat.wait_message(
        discord.general, f"**1** yes: <@{carla.id}>", where=lambda one: f"**1** yes: <@{bob.id}>" in one.text
    )


async def test_a_gateway_session_that_is_lost_is_made_up_for(bot: BotProcess, discord: Discord) -> None:
    people = [discord.person(f"Person {n}") for n in range(120)]  # more than one page
    card = await roll_call(discord, "reactions")

    discord.gateway.forget_sessions()
    await discord.gateway.drop()
    for one in people:
        one.react(card, A)

    await discord.chat.wait_message(discord.general, "**120** yes", timeout=20.0)
    assert len(discord.made("GET", f"/channels/{discord.general.id}/messages/{card.id}/reactions/*")) == 2
