"""Reactions to counted votes are dropped when Discord is slow, and never delay a vote."""

import asyncio
from typing import cast

import discord

from cogs.votes.feedback import MOST_WAITING, Feedback


class Slow:
    """A message on which a reaction takes until Discord is let go on; `marked` are all that were put."""

    def __init__(self, channel_id: int, marked: list[str], going_on: asyncio.Event) -> None:
        self.channel = discord.Object(channel_id)
        self.marked = marked
        self.going_on = going_on

    async def add_reaction(self, emoji: str) -> None:
        """Puts the reaction."""
        self.marked.append(emoji)
        await self.going_on.wait()


async def all_done() -> None:
    """Waits until no reaction is under way."""
    ours = [one for one in asyncio.all_tasks() if one.get_name().startswith("reactions in")]
    await asyncio.gather(*ours)


async def test_one_reaction_at_a_time_is_put_in_a_channel_and_more_than_a_few_are_dropped() -> None:
    feedback, marked, going_on = Feedback(), list[str](), asyncio.Event()
    for n in range(20):
        feedback.offer(cast(discord.Message, Slow(1, marked, going_on)), f"{n}")
    feedback.offer(cast(discord.Message, Slow(2, marked, going_on)), "elsewhere")
    await asyncio.sleep(0)
    assert marked == ["0", "elsewhere"]

    going_on.set()
    await all_done()

    assert marked == ["0", "elsewhere", *(f"{n}" for n in range(1, MOST_WAITING))]


async def test_what_waits_is_dropped_when_one_takes_too_long_and_later_ones_are_put_again() -> None:
    feedback, marked, never = Feedback(patience=0.01), list[str](), asyncio.Event()
    for emoji in "ab":
        feedback.offer(cast(discord.Message, Slow(1, marked, never)), emoji)
    await all_done()
    assert marked == ["a"]

    at_once = asyncio.Event()
    at_once.set()
    feedback.offer(cast(discord.Message, Slow(1, marked, at_once)), "c")
    await all_done()

    assert marked == ["a", "c"]
