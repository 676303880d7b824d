"""The night that the tour is about: its name, its card and its board."""

import discord

from bot.demo.people import Table

NIGHT = "January game night"
CARD = f"Session 1: {NIGHT}"


def board(table: Table) -> discord.Message:
    """The board of the session, as it is now."""
    return table.every(f"▶️ {CARD}")[0]
