"""/session join, and the button of an invitation."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton
from cogs.edge.text import when
from cogs.edge.wording import name
from cogs.sessions import threads
from db.store import Store
from domain.actor import Actor
from domain.scheduling.session import Session
from domain.sessions.invites import Invite
from services.sessions import inviting

Find = Callable[[Store, Actor], Awaitable[Invite]]


@groups.session.command(name="join", description="Join a session that you were invited to")
@app_commands.describe(token="The token that you were given")  # noqa: S106 - a description, no password
async def join(interaction: discord.Interaction[Any], token: app_commands.Range[str, 1, 200]) -> None:
    """Gives the person a seat, and opens the session's thread for them."""
    async with answering(interaction) as answer:
        await _join(interaction, answer, lambda store, actor: inviting.of_token(store, actor, token))


class JoinButton(CardButton, template=r"join:1:(\d+)"):
    """Joins a session by the invitation of that id; the token is not in it."""

    def __init__(self, invite_id: int | str) -> None:
        self.invite_id = int(invite_id)
        custom_id = f"join:1:{self.invite_id}"
        super().__init__(discord.ui.Button(label="Join", style=discord.ButtonStyle.success, custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """As the command does."""
        await _join(interaction, answer, lambda store, actor: inviting.of_id(store, actor, self.invite_id))


async def _join(interaction: discord.Interaction[Any], answer: Answer, find: Find) -> None:
    """Whether the person can see where it is played is known before anything is decided."""
    actor = actor_of(interaction)
    async with app_of(interaction).database.read() as store:
        found = await find(store, actor)
        _, channel_id = await inviting.opens(store, actor, found)
    place = await threads.place(interaction, channel_id)
    async with deciding(interaction) as store:
        joined = await inviting.join(store, actor, found, interaction.id)
    is_in = await threads.let_in(place, [actor.user_id]) if isinstance(place, discord.Thread) else None
    begun = "You are in already:" if joined.again else "You are in:"
    await answer.private(f"{begun} {_when(joined.session)}{_where(place, is_in=is_in)}")


def _when(session: Session) -> str:
    how = "is live" if session.is_live else f"starts {when(session.starts_at)}"
    return f"{name(session)} {how}, and you have a seat."


def _where(place: Any, *, is_in: bool | None) -> str:
    """Where to go from here; `is_in` None: there is no thread to be let into."""
    if place is None:
        return ""
    if is_in is False:
        return f" I could not add you to <#{place.id}>: ask who invited you to mention you there."
    return f" It is played in <#{place.id}>." if is_in is None else f" You are in its thread, <#{place.id}>."
