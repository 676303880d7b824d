"""The log: /session log, and a message's own menu."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.places import where
from cogs.sessions.entries import MEASURES
from cogs.sessions.own_entries import confirm
from domain.errors import NotValid
from domain.sessions.log import (
    EVERYONE,
    LONGEST_ENTRY,
    MOST_AMOUNT,
    Category,
    Importance,
    Measure,
    Said,
    Visibility,
    read_readers,
)
from domain.snowflake import instant_of
from services.sessions import log as logging_
from services.sessions.reading import meant


def _choices(words: Any) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=one.value, value=one.value) for one in words]


@groups.session.command(name="log", description="Write down what happened in the session")
@app_commands.describe(
    text="What happened",
    category="What it is about; a note if you say nothing",
    measure="What the amount counts",
    importance="How much it matters",
    visibility="Who may read it: everyone, organiser, or players, like @Ana @Ben",
    amount="How much, as a whole number",
    game_time="When in the game, like day 15 9:00 or +2h; the game's clock goes on to it",
)
@app_commands.rename(measure="type")
@app_commands.choices(
    category=_choices(Category),
    measure=[app_commands.Choice(name=words, value=measure.value) for measure, words in MEASURES.items()],
    importance=_choices(Importance),
)
async def log(
    interaction: discord.Interaction[Any],
    text: app_commands.Range[str, 1, LONGEST_ENTRY],
    category: app_commands.Choice[str] | None = None,
    measure: app_commands.Choice[str] | None = None,
    importance: app_commands.Choice[str] | None = None,
    visibility: app_commands.Range[str, 1, 1000] | None = None,
    amount: app_commands.Range[int, 1, MOST_AMOUNT] | None = None,
    game_time: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    """Adds an entry to the log of the live session, or of the last one."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        said = Said(
            text.strip(),
            Category(category.value) if category else Category.NOTE,
            Measure(measure.value) if measure else None,
            amount,
            Importance(importance.value) if importance else Importance.NORMAL,
            read_readers(visibility) if visibility else EVERYONE,
        )
        async with deciding(interaction) as store:
            session = await meant(store, actor, where(interaction.channel))
            logged = await logging_.log(store, actor, session.id, said, game_time, here=where(interaction.channel))
        await confirm(answer, logged)


@log.autocomplete("visibility")
async def _readers(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    return _choices((Visibility.EVERYONE, Visibility.ORGANISER))


@app_commands.context_menu(name="Add to session notes")
@app_commands.guild_only()
async def add_to_notes(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Saves a message's text on purpose, in the log of the session that is live there, or was last."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        if not message.content.strip():
            raise NotValid("That message holds no text to save.")
        said = Said(
            message.content.strip()[:LONGEST_ENTRY],
            message_id=message.id,
            channel_id=interaction.channel_id,
            said_by=message.author.id,
        )
        async with deciding(interaction) as store:
            session = await meant(store, actor, where(interaction.channel), elsewhere=False)
            logged = await logging_.log(
                store, actor, session.id, said, at=instant_of(message.id), here=where(interaction.channel)
            )
        await confirm(answer, logged)
