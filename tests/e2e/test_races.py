"""Many people at the same instant, on the real process."""

import asyncio
import re

from tests.e2e.process import BotProcess
from tests.e2e.standin.messages import Message
from tests.e2e.standin.server import Discord


def counted(message: Message, head: str) -> int:
    found = re.search(rf"\*\*{head}\*\*[^(\n]*\((\d+)", message.text)
    return int(found[1]) if found else 0


async def test_thirty_taps_on_five_seats_seat_five(bot: BotProcess, discord: Discord) -> None:
    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00", capacity=5)
    card = await discord.chat.wait_message(discord.general, "Session 1")
    crowd = [discord.person(f"Person {n}") for n in range(30)]

    taps = [one.clicking(card, "Going") for one in crowd]
    answers = await asyncio.gather(*(tap.response() for tap in taps))

    assert sum(one.silent for one in answers) == 5
    assert sum("waitlist" in one.content for one in answers) == 25
    await discord.chat.wait_message(
        discord.general,
        where=lambda one: counted(one, "Going") == 5 and counted(one, "Waiting for a seat") == 25,
    )


async def test_fifty_changes_within_a_second_cost_at_most_three_edits(bot: BotProcess, discord: Discord) -> None:
    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00")
    card = await discord.chat.wait_message(discord.general, "Session 1")
    crowd = [discord.person(f"Person {n}") for n in range(50)]

    taps = [one.clicking(card, "Going") for one in crowd]
    await asyncio.gather(*(tap.response() for tap in taps))
    await discord.chat.wait_message(discord.general, where=lambda one: counted(one, "Going") == 50)

    edits = discord.made("PATCH", f"/channels/*/messages/{card.id}")
    assert len(edits) <= 3


async def test_two_starts_at_once_start_one_session(bot: BotProcess, discord: Discord) -> None:
    starts = [discord.organiser.slashing(discord.general, "session start") for _ in range(2)]
    answers = [(await one.response()).content for one in starts]

    assert sorted("is live. Who" in one for one in answers) == [False, True]
    assert sorted("End it first" in one for one in answers) == [False, True]


async def test_two_promotions_at_once_make_one_session(bot: BotProcess, discord: Discord) -> None:
    await discord.organiser.slash(discord.general, "rollcall open", options="in 2 days 20:00; in 3 days 20:00")
    card = await discord.chat.wait_message(discord.general, "When can we play")
    await discord.organiser.click(card, "I can")

    both = [discord.organiser.slashing(discord.general, "rollcall promote") for _ in range(2)]
    answers = [(await one.response()).content for one in both]

    assert all("Session 1" in one for one in answers)
    await discord.chat.wait_message(discord.general, "## Session 1")
    assert not [one for one in discord.chat.messages(discord.general) if "Session 2" in one.text]
