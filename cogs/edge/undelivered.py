"""What Discord did not take as private messages: said to the person at their next use of the bot, once."""

import logging
from typing import Any

import discord
from discord.ext import commands

from cogs.edge.app import app_of
from cogs.edge.text import at, plural
from domain.reminders import Letter

HOW_TO_OPEN = (
    "To get them: open this server's menu, *Privacy Settings*, switch *Direct Messages* on, and see that you have not "
    "blocked me."
)
log = logging.getLogger(__name__)


async def say_undelivered(interaction: discord.Interaction[Any]) -> None:
    """After an answer, says what could not be said privately; it is kept no more. What fails here is only logged.

    Whoever has nothing waiting, which is nearly everybody, costs one look at an index, and the answer is out by then.
    """
    database, user_id = app_of(interaction).database, interaction.user.id
    answered = interaction.response
    if not answered.is_done() or answered.type is discord.InteractionResponseType.modal:
        return  # a form is open; the next use will do
    try:
        async with database.read() as store:
            if not await store.undelivered.waits_for(user_id):
                return
        async with database.transaction() as store:
            letters = await store.undelivered.take(user_id)
        if letters:
            await _say(interaction, letters)
    except Exception:  # the answer itself was given, and stays so
        log.exception("what user %s was to be told could not be said", user_id)


async def _say(interaction: discord.Interaction[Any], letters: list[Letter]) -> None:
    try:
        for page in pages(letters):
            await interaction.followup.send(page, ephemeral=True)
    except discord.HTTPException as error:
        log.warning("what was kept for user %s is kept on: %s", interaction.user.id, error)
        async with app_of(interaction).database.transaction() as store:
            for letter in letters:
                await store.undelivered.keep(letter)


def pages(letters: list[Letter]) -> list[str]:
    """The letters in as few messages as hold them."""
    paginator = commands.Paginator(prefix=None, suffix=None)
    paginator.add_line(f"📪 I could not write to you privately, so here is what I had to say ({_count(letters)}).")
    paginator.add_line(f"-# {HOW_TO_OPEN}")
    for letter in letters:
        for line in (f"**{at(letter.due_at)}**", *letter.content.splitlines()):
            paginator.add_line(line)
    return paginator.pages


def _count(letters: list[Letter]) -> str:
    return plural(len(letters), "message")
