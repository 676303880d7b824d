"""What was acknowledged is kept, and what is due is sent once: over `kill -9`, repeats and failures."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from tests.e2e.process import BotProcess
from tests.e2e.standin.messages import Message
from tests.e2e.standin.server import Discord

MESSAGES = "/channels/*/messages"


async def session_card(discord: Discord, **options: object) -> Message:
    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00", **options)
    return await discord.chat.wait_message(discord.general, "Session 1")


def reminders(discord: Discord) -> list[Message]:
    return [one for one in discord.chat.messages(discord.general) if "⏰ Session 1" in one.content]


def until_due(bot: BotProcess) -> timedelta:
    """How long it is until the one reminder is due."""
    with closing(sqlite3.connect(bot.database)) as database:
        (due_at,) = database.execute("SELECT due_at FROM reminders").fetchone()
    return datetime.fromisoformat(due_at).replace(tzinfo=UTC) - datetime.now(UTC)


def let_time_pass(bot: BotProcess, elapsed: timedelta) -> None:
    """While the bot is down: everything planned is that much nearer."""
    with closing(sqlite3.connect(bot.database)) as database, database:
        for table, column in (("sessions", "starts_at"), ("reminders", "due_at"), ("reminders", "lease_until")):
            for key, at in database.execute(f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall():
                moved = (datetime.fromisoformat(at) - elapsed).isoformat(sep=" ", timespec="microseconds")
                database.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (moved, key))


async def test_an_acknowledged_tap_survives_kill_9_and_the_old_buttons_work(bot: BotProcess, discord: Discord) -> None:
    card = await session_card(discord)
    bob, carla = discord.person("Bob"), discord.person("Carla")

    await bob.click(card, "Going")
    await bot.kill()
    await bot.connect()

    await discord.chat.wait_message(discord.general, f"<@{bob.id}>")
    assert (await carla.click(card, "Maybe")).silent
    await discord.chat.wait_message(discord.general, f"<@{carla.id}>")
    assert len([one for one in discord.chat.messages(discord.general) if "Session 1" in one.text]) == 1


async def test_a_tap_delivered_twice_is_counted_once(bot: BotProcess, discord: Discord) -> None:
    await discord.organiser.slash(discord.general, "rollcall open", options="in 2 days 20:00; in 3 days 20:00")
    card = await discord.chat.wait_message(discord.general, "When can we play")
    bob = discord.person("Bob")
    tap = await bob.click(card, "I can")

    bob.again(tap)
    await discord.wait_request("POST", f"/interactions/{tap.payload['id']}/*", count=2)

    await discord.chat.wait_message(discord.general, "**1** yes")
    await bot.stop()
    with closing(sqlite3.connect(bot.database)) as database:
        assert database.execute("SELECT answer FROM rollcall_answers").fetchall() == [("yes",)]


async def test_a_command_delivered_twice_is_carried_out_once(bot: BotProcess, discord: Discord) -> None:
    answered = await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00")

    discord.organiser.again(answered)
    await discord.organiser.slash(discord.general, "session list")

    await bot.stop()
    with closing(sqlite3.connect(bot.database)) as database:
        assert database.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


async def test_a_reminder_due_while_the_bot_was_down_is_sent_once_and_says_that_it_is_late(
    bot: BotProcess, discord: Discord
) -> None:
    card = await session_card(discord, reminders="1h")
    bob = discord.person("Bob")
    await bob.click(card, "Going")
    await bot.kill()
    let_time_pass(bot, until_due(bot) + timedelta(minutes=20))

    await bot.connect()

    sent = await discord.chat.wait_message(discord.general, "⏰ Session 1")
    assert "late" in sent.content
    assert sent.pinged == frozenset({bob.id})
    await bot.kill()
    await bot.connect()
    await bot.stop()
    assert len(reminders(discord)) == 1


async def test_a_reminder_whose_sending_was_cut_off_reaches_the_channel_once(bot: BotProcess, discord: Discord) -> None:
    await session_card(discord, reminders="1h")
    await bot.kill()
    let_time_pass(bot, until_due(bot))
    discord.fail("POST", MESSAGES, status=None, when="after", containing="⏰ Session 1")

    await bot.connect()
    await discord.wait_request("POST", MESSAGES, count=2, timeout=30, containing="⏰ Session 1")
    await bot.stop()

    assert len(reminders(discord)) == 1
    with closing(sqlite3.connect(bot.database)) as database:
        assert database.execute("SELECT status FROM reminders WHERE kind = 'session'").fetchone() == ("sent",)


async def test_a_process_killed_while_sending_leaves_the_reminder_to_be_found(
    bot: BotProcess, discord: Discord
) -> None:
    await session_card(discord, reminders="1h")
    await bot.kill()
    let_time_pass(bot, until_due(bot))
    discord.fail("POST", MESSAGES, status=None, when="after", containing="⏰ Session 1")
    await bot.connect()
    await discord.chat.wait_message(discord.general, "⏰ Session 1")
    await bot.kill()
    discord.chat.nonce_window = 0.0  # Discord has forgotten the nonce
    let_time_pass(bot, timedelta(minutes=5))
    with closing(sqlite3.connect(bot.database)) as database, database:
        database.execute("UPDATE reminders SET tried_at = datetime(tried_at, '-5 minutes')")

    await bot.connect()
    await discord.wait_request("GET", MESSAGES)
    await bot.stop()

    assert len(reminders(discord)) == 1
    with closing(sqlite3.connect(bot.database)) as database:
        assert database.execute("SELECT status FROM reminders WHERE kind = 'session'").fetchone() == ("sent",)


async def test_a_card_whose_posting_was_cut_off_shows_what_came_after(bot: BotProcess, discord: Discord) -> None:
    discord.fail("POST", MESSAGES, status=None, when="after")
    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00")
    card = await discord.chat.wait_message(discord.general, "Session 1")
    bob = discord.person("Bob")

    await bob.click(card, "Going")

    await discord.chat.wait_message(discord.general, f"<@{bob.id}>", timeout=45)
    assert len(discord.chat.messages(discord.general)) == 1


async def test_an_outage_longer_than_a_nonce_lives_loses_no_reminder(bot: BotProcess, discord: Discord) -> None:
    await session_card(discord, reminders="1h")
    await bot.kill()
    let_time_pass(bot, until_due(bot))
    with closing(sqlite3.connect(bot.database)) as database, database:  # it was tried 10 minutes ago, in vain
        tried_at = (datetime.now(UTC) - timedelta(minutes=10)).replace(tzinfo=None).isoformat(sep=" ")
        database.execute("UPDATE reminders SET tried_at = ?", (tried_at,))
    discord.fail("GET", MESSAGES, status=503, times=5)

    await bot.connect()

    await discord.chat.wait_message(discord.general, "⏰ Session 1", timeout=60)
    await bot.stop()
    assert len(reminders(discord)) == 1
