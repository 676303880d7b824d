"""Planning sessions: /session schedule and clone."""

from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from cogs.edge import carrying, groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.places import require_card_channel
from cogs.edge.text import hours, plain, plural, when
from cogs.edge.wording import name
from cogs.scheduling import repeating, threads
from cogs.scheduling.commands import options
from cogs.scheduling.commands.options import DETAILS, Description, Seats, Title
from cogs.scheduling.mirror import lacking_note
from domain.cards import CardKind
from domain.scheduling.durations import write_offsets
from domain.scheduling.session import Session
from domain.scheduling.wall import Shift, from_wall, to_wall
from domain.scheduling.when import Understood
from domain.sessions.objectives import read_list
from services.scheduling import looking, planning
from services.scheduling.details import Details
from services.sessions import objectives as aims
from services.settings import zone_of_campaign


@groups.session.command(name="schedule", description="Plan a session; what you leave out is as last time")
@inputs.with_campaign("Whose session; this channel's if you name none")
@app_commands.describe(
    starts="When it starts, like fri 8pm, tomorrow 19:00 or 2026-12-05 20:00",
    objectives="What is to be done in it, with ; between",
    repeat="How it repeats, like weekly, every other tuesday until 2027-03-01, or an RRULE",
    private="Only those asked in may know of it: it gets a private thread",
    **DETAILS,
)
@app_commands.rename(starts="when")
@app_commands.autocomplete(repeat=repeating.suggestions)
async def schedule(
    interaction: discord.Interaction[Any],
    starts: str,
    title: Title | None = None,
    campaign: str | None = None,
    duration: str | None = None,
    description: Description | None = None,
    scenario: Title | None = None,
    location: Title | None = None,
    capacity: Seats | None = None,
    tags: str | None = None,
    objectives: app_commands.Range[str, 1, 4000] | None = None,
    repeat: str | None = None,
    reminders: str | None = None,
    private: bool = False,
) -> None:
    """Plans a session; its card is posted where the campaign's cards go, or in a private thread of its own."""
    async with answering(interaction) as answer:
        if private:
            await answer.wait()  # a thread is made before anything is decided
        understood = await inputs.time_given(interaction, starts, campaign)
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
        series = await repeating.given(interaction, repeat, understood.instant, campaign) if repeat else None
        async with threads.own(interaction, campaign, given, wanted=private) as thread, deciding(interaction) as store:
            chosen = await inputs.campaign_chosen(store, interaction, campaign)
            usual = await planning.taken_over(store, chosen, given, private=private)
            session = await planning.schedule(
                store,
                actor_of(interaction),
                chosen,
                understood.instant,
                given,
                interaction.channel_id or 0,
                thread.id if thread else None,
                series,
            )
            card = await store.cards.get(CardKind.SESSION, session.id)
            require_card_channel(interaction, card)
            unseen = await lacking_note(store, interaction, session)
            clash = await options.clash(store, interaction, session)
            asked_in = await looking.asked_in(store, session) if thread else ()
            await aims.plan(store, actor_of(interaction), session, read_list(objectives or ""))
            left_over = await carrying.offered(store, session)
        unreached = await threads.let_in(thread, asked_in) if thread else ""
        assert card is not None  # noqa: S101 - scheduling posts one
        again = repeating.said_back(series, series.dtstart.date()) if series else ""
        await answer.private(
            f"{name(session)} is planned for {when(session.starts_at)}, read in {understood.zone.key}."
            f"{inputs.shift_note(understood)}{again}{clash}\n{_as_last_time(usual)}"
            f"Its card is in <#{card.channel_id}>: people say there whether they come.{unreached}{unseen}",
            view=left_over,
        )


def _as_last_time(usual: Details) -> str:
    """What was taken over from the campaign's last session, as a line; empty where that was nothing."""
    said = {
        "duration": hours(usual.duration) if usual.duration else None,
        "location": f"at {plain(usual.location)}" if usual.location else None,
        "capacity": plural(usual.capacity, "seat") if usual.capacity else None,
        "tags": f"tags {plain(', '.join(usual.tags), 200)}" if usual.tags else None,
        "reminders": f"reminders {write_offsets(usual.reminders)}" if usual.reminders is not None else None,
    }
    taken = {option: words for option, words in said.items() if words}
    if not taken:
        return ""
    return f"As last time: {', '.join(taken.values())}. Say otherwise with {', '.join(f'`{one}`' for one in taken)}.\n"


@groups.session.command(name="clone", description="Plan a session just like another one")
@inputs.which_session("Which session it is to be like")
@app_commands.describe(starts="When it starts, like fri 8pm; the same time a week later if left out")
@app_commands.rename(starts="when")
async def clone(interaction: discord.Interaction[Any], named: str, starts: str | None = None) -> None:
    """Plans another one like it, which nobody has answered yet."""
    async with answering(interaction) as answer:
        like = await options.session_named(interaction, named)
        if like.private:
            await answer.wait()  # a thread is made before anything is decided
        understood = await options.time_for(interaction, like, starts) if starts else None
        of, called = f"#{like.campaign_id}", Details(title=like.title)
        async with (
            threads.own(interaction, of, called, wanted=like.private) as thread,
            deciding(interaction) as store,
        ):
            session = await planning.clone(
                store,
                actor_of(interaction),
                like.id,
                understood.instant if understood else None,
                interaction.channel_id or 0,
                thread.id if thread else None,
            )
            card = await store.cards.get(CardKind.SESSION, session.id)
            require_card_channel(interaction, card)
            unseen = await lacking_note(store, interaction, session)
            clash = await options.clash(store, interaction, session)
            campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
            understood = understood or _again(like, session, await zone_of_campaign(store, campaign))
            asked_in = await looking.asked_in(store, session) if thread else ()
        unreached = await threads.let_in(thread, asked_in) if thread else ""
        assert card is not None  # noqa: S101 - scheduling posts one
        await answer.private(
            f"{name(session)} is planned for {when(session.starts_at)}, in everything else like session {like.number}."
            f"{inputs.shift_note(understood)}{clash}\nIts card is in <#{card.channel_id}>."
            f"{unreached}{unseen}"
        )


def _again(like: Session, session: Session, zone: ZoneInfo) -> Understood:
    """When the same wall time of another day is, and what daylight saving did to it."""
    wall = to_wall(session.starts_at, zone)
    _, shift = from_wall(wall, zone)
    if wall.time() != to_wall(like.starts_at, zone).time():
        shift = Shift.SKIPPED
    return Understood(session.starts_at, zone, wall, shift)
