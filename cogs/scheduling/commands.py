"""Planning sessions: /session schedule, edit, cancel, show and list."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.places import require_card_channel
from cogs.edge.text import at, plain, plural, when
from cogs.edge.wording import name
from cogs.scheduling.card import HEADS, MARKS, badge_of, facts, listed
from domain.cards import CardKind
from domain.errors import NotValid
from domain.reminders import Kind, Status
from domain.scheduling.durations import read_duration, read_offsets, write_duration
from domain.scheduling.seats import Plan
from domain.scheduling.session import State
from services.campaigns import ORGANISERS, may_organise
from services.scheduling import planning
from services.scheduling.details import LONGEST, MOST_SEATS, Details

Title = app_commands.Range[str, 1, 100]
Description = app_commands.Range[str, 1, 500]
Seats = app_commands.Range[int, 1, MOST_SEATS]
SHOWN = {
    "upcoming": (State.PLANNED, State.IN_PROGRESS, State.PAUSED),
    "past": (State.COMPLETED, State.CANCELLED),
    "all": tuple(State),
}
NOTHING_PLANNED = f"No session is planned. Organisers ({ORGANISERS}) plan one with `/session schedule`."
DETAILS = {
    "title": "What it is called",
    "duration": "How long, like 3h or 90m",
    "description": "What people should know",
    "location": "Where, if it matters",
    "capacity": "How many seats there are",
    "reminders": "When to remind, like 1d, 1h, 0 (0 is at the start)",
}
CLEARABLE = {
    "description": "What people should know; none takes it away",
    "location": "Where, if it matters; none takes it away",
}


def _details(
    title: str | None,
    duration: str | None,
    description: str | None,
    location: str | None,
    capacity: int | None,
    reminders: str | None,
) -> Details:
    return Details(
        title=title,
        duration=read_duration(duration, longest=LONGEST) if duration else None,
        description=description,
        location=location,
        capacity=capacity,
        reminders=read_offsets(reminders) if reminders is not None else None,
    )


def _kept(text: str | None) -> str | None:
    """The text of an edit; the word `none` takes away what there was."""
    return "" if text is not None and text.strip().casefold() == "none" else text


@groups.session.command(name="schedule", description="Plan a session")
@inputs.with_campaign("Whose session; this channel's if you name none")
@app_commands.describe(starts="When it starts, like fri 8pm, tomorrow 19:00 or 2026-12-05 20:00", **DETAILS)
@app_commands.rename(starts="when")
async def schedule(
    interaction: discord.Interaction[Any],
    starts: str,
    title: Title | None = None,
    campaign: str | None = None,
    duration: str | None = None,
    description: Description | None = None,
    location: Title | None = None,
    capacity: Seats | None = None,
    reminders: str | None = None,
) -> None:
    """Plans a session; its card is posted where the guild's cards go."""
    async with answering(interaction) as answer:
        understood = await inputs.time_given(interaction, starts, campaign)
        details = _details(title, duration, description, location, capacity, reminders)
        async with deciding(interaction) as store:
            chosen = await inputs.campaign_chosen(store, interaction, campaign)
            session = await planning.schedule(
                store, actor_of(interaction), chosen, understood.instant, details, interaction.channel_id or 0
            )
            card = await store.cards.get(CardKind.SESSION, session.id)
            require_card_channel(interaction, card)
        assert card is not None  # noqa: S101 - scheduling posts one
        await answer.private(
            f"{name(session)} is planned for {when(session.starts_at)}, read in {understood.zone.key}."
            f"{inputs.shift_note(understood)}\nIts card is in <#{card.channel_id}>: people say there whether they come."
        )


@groups.session.command(name="edit", description="Change a planned session; those who come are told if it moves")
@inputs.which_session("Which session")
@app_commands.describe(starts="The new start, like fri 8pm", **{**DETAILS, **CLEARABLE})
@app_commands.rename(starts="when")
async def edit(
    interaction: discord.Interaction[Any],
    named: str,
    starts: str | None = None,
    title: Title | None = None,
    duration: str | None = None,
    description: Description | None = None,
    location: Title | None = None,
    capacity: Seats | None = None,
    reminders: str | None = None,
) -> None:
    """Changes what is given, and leaves the rest."""
    async with answering(interaction) as answer:
        understood = await inputs.time_given(interaction, starts) if starts else None
        details = _details(title, duration, _kept(description), _kept(location), capacity, reminders)
        async with deciding(interaction) as store:
            session = await inputs.session_named(store, interaction.guild_id or 0, named)
            instant = understood.instant if understood else None
            edited = await planning.edit(store, actor_of(interaction), session.id, instant, details)
        said = f"{name(edited.session)} is changed"
        if edited.moved:
            said += f": it now starts {when(edited.session.starts_at)}, and its reminders moved with it"
        note = inputs.shift_note(understood) if understood else ""
        await answer.private(f"{said}.{note}")


@groups.session.command(name="cancel", description="Call a planned session off; those who would come are told")
@inputs.which_session("Which session")
@app_commands.describe(reason="Why, for those who would have come")
async def cancel(
    interaction: discord.Interaction[Any], named: str, reason: app_commands.Range[str, 1, 200] | None = None
) -> None:
    """Keeps the session's row and card, and withdraws its reminders."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_named(store, interaction.guild_id or 0, named)
            cancelled = await planning.cancel(store, actor_of(interaction), session.id, reason)
        await answer.private(f"{name(cancelled)} is cancelled. Those who would have come are told once.")


@groups.session.command(name="show", description="Show a session: the active one, or the one you name")
@inputs.which_session("Which session; the active one if you name none")
async def show(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Shows everything of a session privately, and to its organiser the reminders still to come."""
    async with answering(interaction) as answer:
        guild_id = interaction.guild_id or 0
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            if named is not None:
                session = await inputs.session_named(store, guild_id, named)
            else:
                campaign = await inputs.campaign_meant(store, interaction, None)
                active = await store.sessions.active(campaign.id, store.now) if campaign else None
                if active is None:
                    raise NotValid(NOTHING_PLANNED)
                session = active
            seating = await store.rsvps.seating(session)
            badge = await badge_of(store, session)
            card = await store.cards.get(CardKind.SESSION, session.id) or await store.cards.get(
                CardKind.BOARD, session.id
            )
            due = await store.reminders.of_subject(Kind.SESSION, session.id)
            of = await store.campaigns.get(session.campaign_id, guild_id)
            organises = await may_organise(store, actor, of)
        lines = [facts(session, badge).removeprefix("## ")]
        lines += [listed(HEADS[plan], rsvps) for plan in Plan if (rsvps := seating.named(plan))]
        if seating.waitlist:
            lines.append(listed("🕒 **Waiting for a seat**", seating.waitlist))
        if card and card.url:
            lines.append(f"Its card: {card.url}")
        coming = [
            f"{at(one.due_at)} ({write_duration(one.offset)} before)"
            for one in due
            if one.status is Status.PENDING and one.offset is not None
        ]
        if organises and coming:
            lines.append("Reminders to come, to those going, late and maybe: " + "; ".join(coming))
        await answer.pages("\n".join(lines).split("\n"))


@groups.session.command(name="list", description="List sessions")
@app_commands.describe(status="Which sessions; upcoming ones if you name none")
@app_commands.choices(status=[app_commands.Choice(name=one, value=one) for one in SHOWN])
async def list_(interaction: discord.Interaction[Any], status: app_commands.Choice[str] | None = None) -> None:
    """Lists the guild's sessions privately, in time order."""
    async with answering(interaction) as answer:
        chosen = status.value if status else "upcoming"
        async with app_of(interaction).database.read() as store:
            found = await store.sessions.of_guild(interaction.guild_id or 0, SHOWN[chosen])
            lines = []
            for session in found:
                badge = await badge_of(store, session)
                seating = await store.rsvps.seating(session)
                going = plural(seating.taken, "person", "people") + " going"
                which = f"{MARKS[badge]} **{session.number}** {plain(session.title)}"
                lines.append(f"{which}: {when(session.starts_at)}, {badge}, {going}")
        await answer.pages(lines or [NOTHING_PLANNED if chosen == "upcoming" else "There are none."])
