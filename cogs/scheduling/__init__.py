"""Planning sessions: commands, the session's card with its RSVP buttons, and the reminders' words."""

from cogs.edge.app import App
from cogs.scheduling import commands, notices
from cogs.scheduling.buttons import Everyone, RsvpButton
from cogs.scheduling.card import draw
from domain.cards import CardKind
from domain.reminders import Kind

__all__ = ["commands"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.add_dynamic_items(RsvpButton, Everyone)
    bot.painter.register(CardKind.SESSION, draw)
    bot.due.composers |= {
        Kind.SESSION: notices.reminder,
        Kind.MOVED: notices.moved,
        Kind.CANCELLED: notices.cancelled,
        Kind.PROMOTED: notices.promoted,
        Kind.SEAT: notices.seat,
    }
    bot.due.acts[Kind.OVER] = notices.over
