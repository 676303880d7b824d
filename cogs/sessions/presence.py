"""/session presence: the whole record of who was there, for who runs the session."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.parts import browse
from cogs.edge.text import at, hours, person
from cogs.edge.wording import name
from cogs.sessions.meant import session_meant
from cogs.sessions.present import WORDS
from db.sessions.presence import Gap
from domain.sessions.presence import Change, Source
from services.sessions.presence import require_full_view

SHOWN_BY = {
    Source.VOICE: "voice",
    Source.MESSAGE: "a message",
    Source.TYPING: "typing",
    Source.BUTTON: "a button",
    Source.COMMAND: "a command",
    Source.TIME: "nothing heard of them",
    Source.RESTART: "who was in voice when I was back",
}


@groups.session.command(name="presence", description="Read who came and went in a session, and how that is known")
@inputs.which_session("Which session; the live one, or the last, if you name none")
async def presence(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Shows every change with its time and source, and when the bot heard nothing, to organisers."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            session = await session_meant(store, interaction, named)
            await require_full_view(store, actor, session)
            changes = await store.presences.changes(session.id)
            gaps = await store.presences.gaps(session.id)
        told = [(change.at, _line(who, change)) for who, change in changes]
        told += [(gap.began_at, _gap(gap)) for gap in gaps]
        told.sort(key=lambda one: one[0])
        if told:
            await browse(answer, [line for _, line in told], [f"**{name(session)}**: who was there"] * len(told))
        else:
            await answer.private(f"Nobody was seen in {name(session)}.")


def _line(user_id: int, change: Change) -> str:
    return f"{at(change.at, 'T')} {person(user_id)} {WORDS[change.presence]} · {SHOWN_BY[change.source]}"


def _gap(gap: Gap) -> str:
    lasted = hours(gap.ended_at - gap.began_at)
    return f"{at(gap.began_at, 'T')} to {at(gap.ended_at, 'T')} 📡 **Nothing heard** for {lasted}"
