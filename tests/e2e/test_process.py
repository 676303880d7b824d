"""The process itself: it connects, waits, stops in order, and says what is wrong with its settings."""

from tests.e2e.process import BotProcess
from tests.e2e.standin.server import Discord


async def test_the_commands_are_registered(bot: BotProcess, discord: Discord) -> None:
    names = {command["name"] for command in discord.commands.registered(None)}

    assert names == {
        "campaign",
        "session",
        "rollcall",
        "game",
        "queue",
        "play",
        "votes",
        "recall",
        "Add to session notes",
        "Nominate this game",
        "stats",
        "Count as vote",
        "settings",
        "timezone",
        "remind",
        "calendar",
        "data",
        "upcoming",
        "help",
    }


async def test_a_slash_command_and_a_tap_are_answered(bot: BotProcess, discord: Discord) -> None:
    answered = await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00")
    assert "is planned for" in answered.content

    card = await discord.chat.wait_message(discord.general, "Session 1")
    tap = await discord.organiser.click(card, "Going")

    assert tap.silent
    await discord.chat.wait_message(discord.general, f"<@{discord.organiser.id}>")


async def test_a_vote_is_counted(bot: BotProcess, discord: Discord) -> None:
    olga, bob = discord.organiser, discord.person("Bob")
    await olga.slash(discord.general, "session start")
    await olga.slash(discord.general, "game add", title="Catan")
    await bob.slash(discord.general, "queue add", game="catan")
    await bob.slash(discord.general, "play next")

    bob.send(discord.general, "what a night, thisgame++")

    await discord.chat.wait_message(discord.general, "Catan: +1 -0")


async def test_a_lost_connection_is_resumed_and_what_was_said_meanwhile_counts(
    bot: BotProcess, discord: Discord
) -> None:
    olga = discord.organiser
    await olga.slash(discord.general, "session start")
    await olga.slash(discord.general, "game add", title="Catan")
    await olga.slash(discord.general, "queue add", game="catan")
    await olga.slash(discord.general, "play next")

    await discord.gateway.drop()
    olga.send(discord.general, "thisgame--")
    await discord.gateway.wait_resumed()

    await discord.chat.wait_message(discord.general, "Catan: +0 -1")


async def test_a_gateway_that_is_down_at_the_first_connect_is_waited_for(
    idle_bot: BotProcess, discord: Discord
) -> None:
    discord.gateway.go_down("api")
    await idle_bot.start()
    await idle_bot.says("the gateway does not answer")

    discord.gateway.come_back()

    await idle_bot.says("connected as")


async def test_a_gateway_that_refuses_the_socket_is_waited_for(idle_bot: BotProcess, discord: Discord) -> None:
    discord.gateway.go_down("socket")
    await idle_bot.start()
    await idle_bot.says("the gateway does not answer")

    discord.gateway.come_back()

    await idle_bot.says("connected as")


async def test_sigterm_finishes_what_was_begun_and_exits_with_0(bot: BotProcess, discord: Discord) -> None:
    answered = discord.organiser.slashing(discord.general, "session schedule", when="in 2 days 20:00")
    await answered.response()

    assert await bot.stop() == 0

    assert "Traceback" not in bot.log
    await discord.chat.wait_message(discord.general, "Session 1")


async def test_a_token_that_discord_does_not_know_ends_with_2(idle_bot: BotProcess, discord: Discord) -> None:
    idle_bot.settings["ROLLCALL_TOKEN"] = "not-the-token"

    await idle_bot.start()

    assert await idle_bot.exit_code() == 2
    assert "ROLLCALL_TOKEN" in idle_bot.log
    assert "not-the-token" not in idle_bot.log
    assert "Traceback" not in idle_bot.log


async def test_a_missing_intent_ends_with_2_and_the_remedy(idle_bot: BotProcess, discord: Discord) -> None:
    discord.gateway.privileged = frozenset()

    await idle_bot.start()

    assert await idle_bot.exit_code() == 2
    assert "Message Content" in idle_bot.log
    assert "Server Members" in idle_bot.log
    assert "ROLLCALL_MESSAGE_CONTENT=false or ROLLCALL_MEMBERS=false" in idle_bot.log
    assert "Traceback" not in idle_bot.log


async def test_without_the_privileged_intents_the_bot_connects(idle_bot: BotProcess, discord: Discord) -> None:
    discord.gateway.privileged = frozenset()
    idle_bot.settings |= {"ROLLCALL_MESSAGE_CONTENT": "false", "ROLLCALL_MEMBERS": "false"}

    await idle_bot.connect()

    assert await idle_bot.stop() == 0


async def test_who_leaves_the_server_frees_their_seat(bot: BotProcess, discord: Discord) -> None:
    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00")
    card = await discord.chat.wait_message(discord.general, "Session 1")
    bob, carla = discord.person("Bob"), discord.person("Carla")
    for person in (bob, carla):
        await person.click(card, "Going")
    await discord.chat.wait_message(discord.general, f"<@{bob.id}> <@{carla.id}>")

    discord.world.remove_member(bob.member)
    await discord.chat.wait_message(discord.general, "**Going** (1)")
    await bot.kill()
    del discord.world.members[carla.id]
    await bot.connect()

    await discord.chat.wait_message(discord.general, "**Can't come** (2)")


async def test_the_log_holds_no_token_and_no_message_at_any_level(bot: BotProcess, discord: Discord) -> None:
    olga = discord.organiser
    answered = await olga.slash(discord.general, "session start")
    olga.send(discord.general, "nobody shall log this secret, thisgame++")
    await discord.chat.wait_message(discord.general, "nothing to vote on")

    assert await bot.stop() == 0

    assert "nobody shall log" not in bot.log
    assert answered.payload["token"] not in bot.log
    assert bot.settings["ROLLCALL_TOKEN"] not in bot.log
