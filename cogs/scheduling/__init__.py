"""Planning sessions: commands, the session's card with its RSVP buttons, and the reminders' words."""

from typing import cast

import discord

from cogs.edge.app import App
from cogs.scheduling import commands, notices
from cogs.scheduling.buttons import Everyone, RsvpButton
from cogs.scheduling.calendar import commands as calendar
from cogs.scheduling.calendar.button import AddToCalendar
from cogs.scheduling.card import draw
from cogs.scheduling.leaving import Leaving
from cogs.scheduling.mirror import Mirror, link
from domain.cards import CardKind
from domain.reminders import Kind

__all__ = ["calendar", "commands"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.tree.add_command(commands.looking.upcoming)
    bot.add_dynamic_items(RsvpButton, Everyone, AddToCalendar)
    bot.painter.register(CardKind.SESSION, draw, lambda session_id: {Everyone(session_id).custom_id})
    bot.painter.register_canvas(CardKind.EVENT, Mirror(cast(discord.Client, bot), bot.database, bot.clock))
    bot.painter.on_posted(CardKind.SESSION, link)
    await bot.add_cog(Leaving(bot, cast(discord.Client, bot)))
    bot.due.composers |= {
        Kind.SESSION: notices.reminder,
        Kind.MOVED: notices.moved,
        Kind.CANCELLED: notices.cancelled,
        Kind.PROMOTED: notices.promoted,
        Kind.SEAT: notices.seat,
    }
    bot.due.acts[Kind.OVER] = notices.over
