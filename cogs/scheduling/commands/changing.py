"""Changing planned sessions: /session edit, cancel and delete."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.text import plural, when
from cogs.edge.wording import name
from cogs.scheduling import repeating, threads
from cogs.scheduling.commands import options
from cogs.scheduling.commands.options import DETAILS, Description, Seats, Title
from domain.scheduling.repeats.series import Again, Scope
from domain.scheduling.session import Session
from services.scheduling import planning
from services.scheduling.planning import Edited

CANCELLED = "is cancelled. Those who would have come are told once."
WHICH = "This session alone, unless you say otherwise; only for those that repeat"
REPEAT = "How it repeats from this session on, like every 2 weeks; none for no more"
DELETED = "is deleted, and its number is not used again."


@groups.session.command(name="edit", description="Change a planned session; those who come are told if it moves")
@inputs.which_session("Which session")
@app_commands.describe(starts="The new start, like fri 8pm", repeat=REPEAT, scope=WHICH, **DETAILS)
@app_commands.rename(starts="when")
@app_commands.autocomplete(repeat=repeating.suggestions_anew)
@app_commands.choices(scope=repeating.SCOPES)
async def edit(
    interaction: discord.Interaction[Any],
    named: str,
    starts: str | None = None,
    title: Title | None = None,
    duration: str | None = None,
    description: Description | None = None,
    scenario: Title | None = None,
    location: Title | None = None,
    capacity: Seats | None = None,
    tags: str | None = None,
    repeat: str | None = None,
    reminders: str | None = None,
    scope: app_commands.Choice[str] | None = None,
) -> None:
    """Changes what is given, and leaves the rest."""
    async with answering(interaction) as answer:
        session = await options.session_named(interaction, named)
        understood = await options.time_for(interaction, session, starts) if starts else None
        given = options.details(
            title=title,
            duration=duration,
            description=description,
            scenario=scenario,
            location=location,
            capacity=capacity,
            tags=tags,
            reminders=reminders,
        )
        instant, which = understood.instant if understood else None, repeating.scope_of(scope)
        again = await repeating.given_anew(interaction, session, repeat, instant) if repeat else Again.AS_BEFORE
        async with deciding(interaction) as store:
            edited = await planning.edit(store, actor_of(interaction), session.id, instant, given, which, again)
            others = await repeating.changed(store, edited.session, which, again)
            longer = edited.moved or edited.session.duration != edited.before.duration
            clash = await options.clash(store, interaction, edited.session) if longer else ""
            taken = (await store.rsvps.seating(edited.session)).taken
        note = inputs.shift_note(understood) if understood else ""
        await answer.private(
            f"{name(edited.session)} is changed{_move(edited)}.{_seats(edited, taken)}{note}{clash}{others}"
        )


def _seats(edited: Edited, taken: int) -> str:
    """What fewer seats than people do, as a line."""
    capacity = edited.session.capacity
    if capacity is None or capacity == edited.before.capacity or taken <= capacity:
        return ""
    who = f"{plural(taken, 'person has', 'people have')} a seat"
    seats = f"there {'is' if capacity == 1 else 'are'} {plural(capacity, 'seat')} now"
    return f"\n{who}, and {seats}: nobody loses theirs, and nobody gets one until fewer than {capacity} are taken."


def _move(edited: Edited) -> str:
    if not edited.moved:
        return ""
    told = "those who may come are told in a minute" if edited.told else "it is back at the time that people know"
    return f": it now starts {when(edited.session.starts_at)}. Its reminders moved with it, and {told}"


@groups.session.command(name="cancel", description="Call a planned session off; those who would come are told")
@inputs.which_session("Which session")
@app_commands.describe(reason="Why, for those who would have come", scope=WHICH)
@app_commands.choices(scope=repeating.SCOPES)
async def cancel(
    interaction: discord.Interaction[Any],
    named: str,
    reason: app_commands.Range[str, 1, 200] | None = None,
    scope: app_commands.Choice[str] | None = None,
) -> None:
    """Keeps the session's row and card, and withdraws its reminders."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_named(store, interaction, named, ahead=True)
            which = repeating.scope_of(scope)
            cancelled = await planning.cancel(store, actor_of(interaction), session.id, reason, which)
            others = await repeating.left(store, cancelled, which)
        await answer.private(f"{name(cancelled)} {CANCELLED}{others}")


@groups.session.command(name="delete", description="Delete a planned session as if it had never been; nobody is told")
@inputs.which_session("Which session")
@app_commands.describe(scope=WHICH)
@app_commands.choices(scope=repeating.SCOPES)
async def delete(
    interaction: discord.Interaction[Any], named: str, scope: app_commands.Choice[str] | None = None
) -> None:
    """Deletes it, and asks first where somebody has answered."""
    async with answering(interaction) as answer:
        which = repeating.scope_of(scope)
        async with app_of(interaction).database.read() as store:
            session = await inputs.session_named(store, interaction, named, ahead=True)
            answers = await planning.answers_lost(store, actor_of(interaction), session)
        if answers:
            have = f"{plural(answers, 'person', 'people')} {'has' if answers == 1 else 'have'}"
            asked = f"{have} answered {name(session)}. Cancelling tells those who would come; deleting does not."
            await answer.private(asked, view=Deleting(session, which))
            return
        async with deciding(interaction) as store:
            await planning.delete(store, actor_of(interaction), session.id, which)
            others = await repeating.left(store, session, which)
            left_over = await threads.left_over(store, session)
        await answer.private(f"{name(session)} {DELETED}{others}")
        await threads.put_away(interaction, left_over)


class Deleting(Step):
    """The question whether a session that somebody answered shall be deleted, or rather cancelled."""

    def __init__(self, session: Session, scope: Scope) -> None:
        super().__init__()
        self.session = session
        self.scope = scope

    @discord.ui.button(label="Delete it", style=discord.ButtonStyle.danger)
    async def delete(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Deletes it, and its answers."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                await planning.delete(store, actor_of(interaction), self.session.id, self.scope)
                others = await repeating.left(store, self.session, self.scope)
                left_over = await threads.left_over(store, self.session)
            await answer.replace(f"{name(self.session)} {DELETED}{others}")
            await threads.put_away(interaction, left_over)
            self.stop()

    @discord.ui.button(label="Cancel it instead", style=discord.ButtonStyle.secondary)
    async def cancel(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Calls it off, which is said."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                cancelled = await planning.cancel(store, actor_of(interaction), self.session.id, None, self.scope)
                others = await repeating.left(store, cancelled, self.scope)
            await answer.replace(f"{name(cancelled)} {CANCELLED}{others}")
            self.stop()

    @discord.ui.button(label="Keep it", style=discord.ButtonStyle.secondary)
    async def keep(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("It stays as it is.")
            self.stop()
