"""Changing a roll call while it is open: /rollcall edit."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.text import hours, when
from cogs.rollcall.called import called
from cogs.rollcall.commands.naming import roll_call_named
from cogs.rollcall.commands.opening import read_back
from cogs.rollcall.standing import closing_lines
from domain.cards import Card, CardKind
from domain.rollcall.errors import RollCallAct
from domain.rollcall.options import MAX_OPTIONS
from domain.rollcall.quorum import read_quorum
from domain.scheduling.durations import read_duration
from services.rollcall import editing
from services.rollcall.editing import Changes, Edited
from services.scheduling.details import LONGEST


@groups.rollcall.command(name="edit", description="Change a roll call that is open")
@inputs.which_roll_call("Which roll call; needed where several are open")
@app_commands.describe(
    options="All times from now on; answers to those that stay are kept",
    title="What it is for",
    deadline="Until when people can answer",
    duration="How long you would play, like 3h",
    quorum="When closing makes the best time a session by itself: 4, or 4 and organiser, or 4 of 6; none for never",
)
async def edit(
    interaction: discord.Interaction[Any],
    named: str | None = None,
    options: str | None = None,
    title: app_commands.Range[str, 1, 100] | None = None,
    deadline: str | None = None,
    duration: str | None = None,
    quorum: str | None = None,
) -> None:
    """Changes what is given, and says how the roll call stands then."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            roll_call = await roll_call_named(store, interaction, named, RollCallAct.EDIT)
        campaign = f"#{roll_call.campaign_id}"
        several = await inputs.times_given(interaction, options, MAX_OPTIONS, campaign) if options else None
        until = (await inputs.time_given(interaction, deadline, campaign)).instant if deadline else None
        given = read_duration(duration, longest=LONGEST) if duration else None
        changes = Changes(
            starts=[one.instant for one in several.times] if several else None,
            title=title,
            deadline=until,
            duration=several.duration if several and given is None else given,
            quorum=_read(quorum) if quorum else None,
        )
        async with deciding(interaction) as store:
            edited = await editing.edit(store, actor_of(interaction), roll_call.id, changes)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
            closing = await closing_lines(store, edited.roll_call) if edited.quorum_changed else []
        lines = _described(edited, card, follows=edited.deadline_moved and deadline is None) + closing
        if several:
            lines += read_back(several, several.duration if given is None else None)
        if edited.told:
            anonymous = ", without names" if edited.roll_call.names_hidden else " to those who had answered"
            lines.append(f"In a minute I say so under the card{anonymous}.")
        await answer.pages(lines)


def _read(quorum: str) -> str:
    """The quorum that is meant; empty for the word `none`. Raises QuorumNotUnderstood, QuorumOutOfReach."""
    return "" if quorum.strip().casefold() == "none" else str(read_quorum(quorum))


def _described(edited: Edited, card: Card | None, *, follows: bool) -> list[str]:
    roll_call = edited.roll_call
    moved = ", which follows from the new times" if follows else ""
    lines = [f"{called(roll_call, card)} has changed. It is open until {when(roll_call.deadline)}{moved}."]
    if edited.before.duration != roll_call.duration:
        lines.append(f"The session would take {hours(roll_call.duration)}.")
    if edited.quorum_changed and roll_call.quorum is None:
        lines.append("It has no quorum any more: `/rollcall promote` makes a session of it.")
    if edited.exchange.changes:
        lines += [
            f"{one.letter} {when(one.starts_at)}{' · **new**' if one in edited.new else ''}"
            for one in roll_call.options
        ]
        lines += [f"Gone, with its answers: {when(one.starts_at)}" for one in edited.exchange.gone]
    return lines
