"""Live sessions: starting, pausing, resuming and ending them, the board and the recap."""

from cogs.edge.app import App
from cogs.sessions import commands
from cogs.sessions.board import draw_board, draw_recap
from cogs.sessions.buttons import EndButton, NextGame, PauseButton, ResumeButton, SkipGame
from domain.cards import CardKind

__all__ = ["commands"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.add_dynamic_items(PauseButton, ResumeButton, NextGame, SkipGame, EndButton)
    bot.painter.register(CardKind.BOARD, draw_board)
    bot.painter.register(CardKind.RECAP, draw_recap)
