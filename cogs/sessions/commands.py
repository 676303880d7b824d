"""Live sessions: /session pause, resume and end."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.wording import name
from cogs.sessions.own_notes import Notes, note
from db.store import Store
from domain.actor import Actor
from domain.scheduling.session import Session
from services.sessions import running

Change = Callable[[Store, Actor, int], Awaitable[Session]]


async def _change(interaction: discord.Interaction[Any], named: str | None, change: Change, said: str) -> None:
    """Changes the named session, or the live one, and says it.

    `said` follows the session's name, and may hold its `{channel}`.
    """
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            if named is not None:
                session = await inputs.session_named(store, interaction, named)
            else:
                session = await inputs.session_live(store, interaction)
            session = await change(store, actor_of(interaction), session.id)
        await answer.private(f"{name(session)} {said.format(channel=session.live_channel_id)}")


@groups.session.command(name="pause", description="Stop the clock of the live session")
@inputs.which_session("Which session; the live one if you name none")
async def pause(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Pauses the live session."""
    await _change(interaction, named, running.pause, "is paused. `/session resume` lets it go on.")


@groups.session.command(name="resume", description="Let the paused session go on")
@inputs.which_session("Which session; the live one if you name none")
async def resume(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Resumes the paused session."""
    await _change(interaction, named, running.resume, "goes on.")


@groups.session.command(name="end", description="End the live session and post its recap")
@inputs.which_session("Which session; the live one if you name none")
@app_commands.describe(notes="What you want to remember; only organisers read it")
async def end(interaction: discord.Interaction[Any], named: str | None = None, notes: Notes | None = None) -> None:
    """Ends the live session."""

    async def change(store: Store, actor: Actor, session_id: int) -> Session:
        session = await running.end(store, actor, session_id)
        await note(store, interaction, session, notes)
        return session

    await _change(interaction, named, change, "is over. Its recap is in <#{channel}>.")
