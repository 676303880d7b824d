"""Votes of which the bot was not told, on the real process: they are read back."""

from tests.e2e.process import BotProcess
from tests.e2e.standin.server import Discord


async def playing(discord: Discord) -> None:
    """Catan is being played."""
    olga = discord.organiser
    await olga.slash(discord.general, "session start")
    await olga.slash(discord.general, "game add", title="Catan")
    await olga.slash(discord.general, "queue add", game="catan")
    await olga.slash(discord.general, "play next")


async def test_after_kill_9_several_pages_are_read_from_the_first_play_on(bot: BotProcess, discord: Discord) -> None:
    bob, carla = discord.person("Bob"), discord.person("Carla")
    await playing(discord)
    kept, taken_back = bob.send(discord.general, "thisgame++"), carla.send(discord.general, "thisgame++")
    await discord.chat.wait_message(discord.general, "Catan: +2 -0")
    await bot.kill()
    carla.delete(taken_back)
    for n in range(250):
        discord.organiser.send(discord.general, f"chatter {n}")
    bob.edit(kept, "thisgame--")
    discord.organiser.send(discord.general, "thisgame--")

    await bot.connect()

    await discord.chat.wait_message(discord.general, "Catan: +0 -2")
    assert len(discord.made("GET", f"/channels/{discord.general.id}/messages")) == 3


async def test_a_gateway_session_that_is_lost_is_made_up_for(bot: BotProcess, discord: Discord) -> None:
    bob = discord.person("Bob")
    await playing(discord)
    message = bob.send(discord.general, "thisgame++")
    await discord.chat.wait_message(discord.general, "Catan: +1 -0")

    discord.gateway.forget_sessions()
    await discord.gateway.drop()
    bob.delete(message)
    discord.organiser.send(discord.general, "thisgame--")

    await discord.chat.wait_message(discord.general, "Catan: +0 -1", timeout=20.0)


async def test_without_message_content_what_mentions_the_bot_counts_and_no_unreadable_edit_takes_it_back(
    idle_bot: BotProcess, discord: Discord
) -> None:
    bob, carla = discord.person("Bob"), discord.person("Carla")
    idle_bot.settings["ROLLCALL_MESSAGE_CONTENT"] = "false"
    await idle_bot.connect()
    await playing(discord)
    me = f"<@{discord.world.bot.id}>"

    carla.send(discord.general, "thisgame--")
    message = bob.send(discord.general, f"{me} thisgame++")
    await discord.chat.wait_message(discord.general, "Catan: +1 -0")
    bob.edit(message, "well played")
    discord.organiser.send(discord.general, f"{me} thisgame--")

    await discord.chat.wait_message(discord.general, "Catan: +1 -1")
