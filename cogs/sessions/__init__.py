"""Live sessions: starting, pausing, resuming and ending them, the board and the recap."""

from typing import cast

import discord

from cogs.edge.app import App
from cogs.edge.painter import Drawing
from cogs.sessions import (
    attendance,
    commands,
    invites,
    joining,
    log,
    notes,
    objectives,
    presence,
    recall,
    starting,
    statistics,
    timeline,
)
from cogs.sessions.board import draw_board
from cogs.sessions.buttons import EndButton, NextGame, PauseButton, ResumeButton, SkipGame
from cogs.sessions.drafts import DraftButton
from cogs.sessions.hearing import Hearing
from cogs.sessions.listening import Listening
from cogs.sessions.new_entry import LogButton
from cogs.sessions.presence_buttons import ActivityButton, CatchUpButton, LeavingButton
from cogs.sessions.recap import draw_recap
from cogs.sessions.recap_form import EditRecap
from cogs.sessions.voices import Places
from db.store import Store
from domain.cards import Card, CardKind
from domain.reminders import Kind
from services.sessions.drafting import give_up_lost
from services.sessions.presence import lapse

__all__ = [
    "attendance",
    "commands",
    "invites",
    "joining",
    "log",
    "notes",
    "objectives",
    "presence",
    "recall",
    "starting",
    "statistics",
    "timeline",
]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.add_dynamic_items(PauseButton, ResumeButton, NextGame, SkipGame, EndButton)
    bot.add_dynamic_items(joining.JoinButton)
    bot.add_dynamic_items(LogButton, EditRecap, DraftButton)
    bot.add_dynamic_items(ActivityButton, LeavingButton, CatchUpButton)
    client, places = cast(discord.Client, bot), Places()
    await bot.add_cog(Hearing(bot, client, places))
    await bot.add_cog(Listening(bot, client, places))
    bot.due.acts[Kind.PRESENCE] = lapse
    bot.tree.add_command(recall.recall)
    bot.tree.add_command(log.add_to_notes)
    bot.painter.register(CardKind.BOARD, draw_board)
    bot.sweeps.append(give_up_lost)

    async def recap_of(store: Store, shown: Card) -> Drawing:
        return await draw_recap(store, shown, drafts=bot.assistant is not None)

    bot.painter.register(CardKind.RECAP, recap_of)
