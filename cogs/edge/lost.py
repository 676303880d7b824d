"""Questions to one person that nobody hears any more: their time has passed, or the process that asked is gone."""

import re
from typing import Any

import discord

TOO_LATE = "That question is not open any more, and nothing was changed by it. Please use the command or button again."
_ASKED = re.compile(r"asked:([0-9a-f]+):")


def asked_by(run: str, custom_id: str) -> str:
    """The custom id of a part of a question, so that it names the run of the bot that asked."""
    return custom_id if _ASKED.match(custom_id) else f"asked:{run}:{custom_id}"


def is_lost(interaction: discord.Interaction[Any], run: str) -> bool:
    """Whether this answers a question of another run of the bot."""
    data: Any = interaction.data or {}
    asked = _ASKED.match(str(data.get("custom_id", "")))
    return asked is not None and asked[1] != run
