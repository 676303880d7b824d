"""What people say of a session: the options that several commands have, and how they are read."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import inputs
from cogs.edge.actors import actor_of
from cogs.edge.app import app_of
from cogs.edge.places import where
from cogs.edge.text import at, hours
from cogs.edge.wording import name
from db.store import Store
from domain.scheduling.durations import read_duration, read_offsets
from domain.scheduling.session import Session
from domain.scheduling.when import Understood
from domain.tags import read_tags
from services.scheduling import looking
from services.scheduling.details import LONGEST, MOST_SEATS, Details

Title = app_commands.Range[str, 1, 100]
Description = app_commands.Range[str, 1, 500]
Seats = app_commands.Range[int, 0, MOST_SEATS]
DETAILS = {
    "title": "What it is called",
    "duration": "How long, like 3h or 90m",
    "description": "What people should know; none for nothing",
    "scenario": "The adventure, module or script to be played; none for none",
    "location": "Where; none for nowhere special",
    "capacity": "How many seats there are; 0 for as many as come",
    "tags": "Words to find it by, like horror, one-shot; none for none",
    "reminders": "When to remind, like 1d, 1h, 0 (0 is at the start); none for never, default for the campaign's",
}


def details(
    *,
    title: str | None,
    duration: str | None,
    description: str | None,
    scenario: str | None,
    location: str | None,
    capacity: int | None,
    tags: str | None,
    reminders: str | None,
) -> Details:
    """What was said, read. The word `none` takes away what there would be; reminders by `default` are the campaign's.

    Raises why it cannot be read.
    """
    usual = reminders is not None and reminders.strip().casefold() == "default"
    return Details(
        title=title,
        duration=read_duration(duration, longest=LONGEST) if duration else None,
        description=cleared(description),
        scenario=cleared(scenario),
        location=cleared(location),
        capacity=capacity,
        tags=None if tags is None else read_tags(cleared(tags) or ""),
        reminders=None if reminders is None or usual else read_offsets(reminders),
        own_reminders=not usual,
    )


def cleared(text: str | None) -> str | None:
    """The text; empty where it is the word `none`."""
    return "" if text is not None and text.strip().casefold() == "none" else text


async def session_named(interaction: discord.Interaction[Any], text: str) -> Session:
    """The session that the text names, as it is before anything is decided. Raises NothingMatches, SeveralMatch."""
    async with app_of(interaction).database.read() as store:
        return await inputs.session_named(store, interaction, text, ahead=True)


async def time_for(interaction: discord.Interaction[Any], session: Session, text: str) -> Understood:
    """The time that the text says of the session, read in the person's zone, else its campaign's, else the guild's."""
    return await inputs.time_given(interaction, text, f"#{session.campaign_id}")


async def clash(store: Store, interaction: discord.Interaction[Any], session: Session) -> str:
    """That another session of its campaign is at the same time, as a line; empty where none is."""
    other = await looking.at_that_time(store, actor_of(interaction), where(interaction.channel), session)
    if other is None:
        return ""
    return f"\n⚠️ It overlaps {name(other)}, {at(other.starts_at)} ({hours(other.duration)}). Both stay planned."
