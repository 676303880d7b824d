"""Ending a roll call: /rollcall close, cancel and promote."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.text import wall, when
from cogs.edge.wording import name
from cogs.rollcall import promoting
from cogs.rollcall.called import called
from cogs.rollcall.commands.naming import roll_call_named
from cogs.rollcall.standing import lacking_line, quorum_words
from domain.cards import CardKind
from domain.errors import NothingMatches, UserError
from domain.rollcall.errors import RollCallAct
from domain.rollcall.poll import RollCall
from services.rollcall import answers, closing, editing
from services.rollcall.owners import require_owner
from services.rollcall.quorums import standing


@groups.rollcall.command(name="close", description="Take no more answers")
@inputs.which_roll_call("Which roll call; needed where several are open")
async def close(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Closes a roll call; a quorum may make it a session, and it can still be promoted."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            roll_call = await roll_call_named(store, interaction, named, RollCallAct.CLOSE)
            roll_call = await closing.close(store, actor_of(interaction), roll_call.id)
            session = (
                await store.sessions.get(roll_call.session_id, roll_call.guild_id) if roll_call.session_id else None
            )
            stood = await standing(store, roll_call)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
        said = [f"{called(roll_call, card)} is closed."]
        if session is not None:
            said.append(f"Its quorum is met: {name(session)} is planned for {when(session.starts_at)}.")
            said.append("*Undo* on the roll call's card takes that back for ten minutes.")
        elif stood is not None:
            said.append(f"No time meets its quorum ({quorum_words(stood.quorum)}): {lacking_line(roll_call, stood)}")
        if session is None and (best := roll_call.best(app_of(interaction).clock())):
            said.append(f"Best is {when(best.option.starts_at)}; `/rollcall promote` makes it a session.")
        await answer.private(" ".join(said))


@groups.rollcall.command(name="cancel", description="Call a roll call off: no answers, and no session")
@inputs.which_roll_call("Which roll call; needed where several are open")
async def cancel(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Calls a roll call off, for good."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            roll_call = await roll_call_named(store, interaction, named, RollCallAct.CANCEL)
            roll_call = await editing.cancel(store, actor_of(interaction), roll_call.id)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
        await answer.private(f"{called(roll_call, card)} is cancelled: it becomes no session.")


@groups.rollcall.command(name="promote", description="Make an option of a roll call a session")
@inputs.which_roll_call("Which roll call; needed where several are open")
@app_commands.describe(
    option="Which time, by its letter; the best one if you name none",
)
async def promote(interaction: discord.Interaction[Any], named: str | None = None, option: str | None = None) -> None:
    """Plans a session at the option's time, with the answers as RSVPs; where nobody can come, it asks first."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            roll_call = await roll_call_named(store, interaction, named, RollCallAct.PROMOTE)
            await require_owner(store, actor_of(interaction), roll_call)
            now = store.now
        option_id = _option(roll_call, option)
        if option_id is not None and roll_call.could_become(option_id, now):
            count = roll_call.count(roll_call.option(option_id))
            if not count.can:
                await promoting.ask(answer, roll_call, count)
                return
        await answer.private(await promoting.promote(interaction, roll_call.id, option_id))


@promote.autocomplete("option")
async def options(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    """The options of the roll call named so far, with their times in this person's zone."""
    async with app_of(interaction).database.read() as store:
        try:
            roll_call = await roll_call_named(
                store, interaction, interaction.namespace.rollcall or None, RollCallAct.PROMOTE
            )
        except UserError:
            return []
        zone = await answers.reading_zone(store, roll_call, interaction.user.id)
    found = [
        app_commands.Choice(name=f"{one.name}: {wall(one.starts_at, zone)} ({zone.key})", value=f"#{one.id}")
        for one in roll_call.options
    ]
    return [one for one in found if typed.casefold() in one.name.casefold()]


def _option(roll_call: RollCall, text: str | None) -> int | None:
    """The id of the option that the text names: `#` and its id, its letter, or its emoji."""
    if text is None:
        return None
    wanted = text.strip().upper()
    for option in roll_call.options:
        if wanted in (f"#{option.id}", option.name, option.letter):
            return option.id
    raise NothingMatches("option of that roll call", text)
