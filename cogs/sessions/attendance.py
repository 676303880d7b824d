"""/session attendance: who was there, and correcting it."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import browse
from cogs.edge.places import where
from cogs.edge.wording import name
from cogs.sessions.attended import WORDS, attendance_line, names_of
from db.store import Store
from domain.errors import NotValid, UserError
from domain.lookup import Named
from domain.scheduling.session import Session
from domain.sessions.attendance import Attended
from domain.sessions.live import NothingLive
from services.sessions import attendance as kept
from services.sessions.recaps import last_over

STATUS = [app_commands.Choice(name=words.capitalize(), value=one.value) for one, words in WORDS.items()]
NONE_OVER = "No session is over yet that you could look back at. `/session end` ends the live one."


@groups.session.command(name="attendance", description="See who was at a session; its organiser can correct it")
@inputs.which_session("Which session; the last one if you name none")
@app_commands.describe(
    member="To correct it: who",
    name_="To correct it: which player without an account",
    status="To correct it: how they attended",
)
@app_commands.rename(name_="name")
@app_commands.choices(status=STATUS)
async def attendance(
    interaction: discord.Interaction[Any],
    named: str | None = None,
    member: discord.Member | None = None,
    name_: str | None = None,
    status: app_commands.Choice[str] | None = None,
) -> None:
    """Lists who was there; with somebody and a status, changes theirs."""
    async with answering(interaction) as answer:
        if status is not None or member is not None or name_ is not None:
            await _correct(interaction, answer, named, member, name_, status)
            return
        async with app_of(interaction).database.read() as store:
            session = await meant(store, interaction, named)
            everybody = await kept.kept_of(store, session)
            called = await names_of(store, session)
        lines = [attendance_line(one, called) for one in everybody]
        if lines:
            await browse(answer, lines, [f"**Attendance of {name(session)}**"] * len(lines))
        else:
            await answer.private(f"Who was at {name(session)} was not kept: it was before attendance was.")


async def _correct(
    interaction: discord.Interaction[Any],
    answer: Answer,
    named: str | None,
    member: discord.Member | None,
    offline: str | None,
    status: app_commands.Choice[str] | None,
) -> None:
    if status is None or (member is None) == (offline is None):
        raise NotValid("To correct attendance, give a `status`, and who it is: `member`, or `name` without an account.")
    async with deciding(interaction) as store:
        session = await meant(store, interaction, named)
        session, now = await kept.correct(
            store,
            actor_of(interaction),
            session.id,
            Attended(status.value),
            user_id=member.id if member else None,
            offline=offline,
        )
        called = await names_of(store, session)
    await answer.private(f"Corrected for {name(session)}.\n{attendance_line(now, called)}")


async def meant(store: Store, interaction: discord.Interaction[Any], named: str | None) -> Session:
    """The session named, else the last that is over here or in the guild. Raises NotValid where none is."""
    if named is not None:
        return await inputs.session_named(store, interaction, named)
    try:
        return await last_over(store, actor_of(interaction), where(interaction.channel))
    except NothingLive:
        raise NotValid(NONE_OVER) from None


@attendance.autocomplete("name_")
async def _offline(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    async with app_of(interaction).database.read() as store:
        try:
            session = await meant(store, interaction, interaction.namespace.session)
        except UserError:
            return []
        roster = await store.players.roster(session.campaign_id)
    return inputs.choices(typed, [Named(one.id, one.name) for one in roster.offline])
