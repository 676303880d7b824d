"""Repeats of sessions: the option `repeat`, and what is said of a series."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from cogs.edge import inputs
from cogs.edge.app import app_of
from cogs.edge.inputs import LONGEST_CHOICE, MOST_CHOICES, Choices
from cogs.edge.repeats import day_words, repeat_words
from cogs.edge.text import at, cut, when
from cogs.edge.wording import name
from db.store import Store
from domain.campaigns import GAME_NIGHT, Campaign
from domain.errors import UserError
from domain.scheduling.repeats.reading import fitting, read_repeat
from domain.scheduling.repeats.repeat import Occurrence, Repeat, following
from domain.scheduling.repeats.series import Again, Scope
from domain.scheduling.session import Session
from domain.scheduling.wall import Shift, to_wall
from services.scheduling import series as repeating
from services.settings import zone_of_campaign

DATES_SAID = 3
LOOKED_AT = 400  # occurrences: a year of daily ones
A_YEAR = timedelta(days=366)
NEVER_AGAIN = "none: it ends with this session"
SCOPES = [
    app_commands.Choice(name="this one", value=Scope.THIS.value),
    app_commands.Choice(name="this and all to come", value=Scope.ALL.value),
]


def scope_of(chosen: app_commands.Choice[str] | None) -> Scope:
    """What the option `scope` says: this one, unless all to come was chosen."""
    return Scope(chosen.value) if chosen else Scope.THIS


async def given(interaction: discord.Interaction[Any], text: str, starts_at: datetime, campaign: str | None) -> Repeat:
    """The repeat that a person means for sessions from `starts_at` on, in the zone of the campaign that they typed.

    Raises why it cannot be read, or why the campaign is not known.
    """
    zone = await _zone(interaction, campaign)
    return await asyncio.to_thread(read_repeat, text, to_wall(starts_at, zone), zone)


async def given_anew(
    interaction: discord.Interaction[Any], session: Session, text: str, starts_at: datetime | None
) -> Repeat | Again:
    """The repeat that a person means for a planned session, which starts at `starts_at` from now on, if given.

    It begins with the session's date in its series, if any. The word `none` is for never. Raises why it cannot be read.
    """
    if text.strip().casefold() == "none":
        return Again.NEVER
    async with app_of(interaction).database.read() as store:
        first, zone = await repeating.begins(store, session, starts_at)
    return await asyncio.to_thread(read_repeat, text, first, zone)


async def suggestions(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """What is typed, as it is understood, and common repeats that fit the option `when` as far as it can be read."""
    options, begins = interaction.namespace, None
    with suppress(UserError):  # whoever sends the command is told what is wrong
        understood = await inputs.time_given(interaction, options.when or "", options.campaign)
        zone = await _zone(interaction, options.campaign)
        begins = to_wall(understood.instant, zone), zone
    return await _offered(typed, begins)


async def suggestions_anew(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """What is typed, as it is understood, and repeats that fit the option `session`; and `none`, to end them."""
    options, begins = interaction.namespace, None
    with suppress(UserError):  # whoever sends the command is told what is wrong
        async with app_of(interaction).database.read() as store:
            session = await inputs.session_named(store, interaction, options.session or "", ahead=True)
        of = f"#{session.campaign_id}"
        understood = await inputs.time_given(interaction, options.when, of) if options.when else None
        async with app_of(interaction).database.read() as store:
            begins = await repeating.begins(store, session, understood.instant if understood else None)
    offered = await _offered(typed, begins)
    never = [app_commands.Choice(name=NEVER_AGAIN, value="none")] if typed.strip().casefold() in NEVER_AGAIN else []
    return [*offered[: MOST_CHOICES - 1], *never]


async def _offered(typed: str, begins: tuple[datetime, ZoneInfo] | None) -> Choices:
    """What is typed, and common repeats that hold it, for sessions from that wall time in that zone on, or any."""
    repeat = None
    first = begins[0] if begins else None
    with suppress(UserError):
        repeat = await asyncio.to_thread(read_repeat, typed, *begins) if begins else None
    wanted = typed.strip().casefold()
    common = [one for one in fitting(first.date() if first else None) if wanted in one]
    choices = [app_commands.Choice(name=one, value=one) for one in common]
    if repeat and len(typed) <= LONGEST_CHOICE and wanted not in common:
        choices.insert(0, app_commands.Choice(name=cut(repeat_words(repeat), LONGEST_CHOICE), value=typed))
    return choices[:MOST_CHOICES]


async def _zone(interaction: discord.Interaction[Any], campaign: str | None) -> ZoneInfo:
    async with app_of(interaction).database.read() as store:
        meant = await inputs.campaign_meant(store, interaction, campaign)
        return await zone_of_campaign(store, meant or Campaign(0, interaction.guild_id or 0, GAME_NIGHT))


def said_back(repeat: Repeat, day: date) -> str:
    """The repeat, its next dates after `day`, and what daylight saving does to those of the coming year, as lines."""
    ahead = following(repeat, day, LOOKED_AT)
    named = ", ".join(at(one.instant) for one in ahead[:DATES_SAID])
    coming = f"then {named}" if ahead else "and this is the last one"
    lines = [f"🔁 {repeat_words(repeat)}, at {repeat.dtstart:%H:%M} in {repeat.zone.key}: {coming}."]
    return "\n" + "\n".join(lines + _shifts(repeat, (one for one in ahead if one.wall.date() < day + A_YEAR)))


def _shifts(repeat: Repeat, ahead: Iterable[Occurrence]) -> list[str]:
    """The first wall time that the clocks skip, and the first that they show twice."""
    first: dict[Shift, Occurrence] = {}
    for one in ahead:
        first.setdefault(one.shift, one)
    lines = []
    if skipped := first.get(Shift.SKIPPED):
        day, instead = day_words(skipped.wall.date()), to_wall(skipped.instant, repeat.zone)
        lines.append(f"On {day} clocks skip {skipped.wall:%H:%M}; {instead:%H:%M} is used then.")
    if doubled := first.get(Shift.DOUBLED):
        day = day_words(doubled.wall.date())
        lines.append(f"On {day} clocks show {doubled.wall:%H:%M} twice; the first is used then.")
    return lines


async def changed(store: Store, session: Session, scope: Scope, repeat: Repeat | Again) -> str:
    """What an edit of a session did to its series, as lines; empty for one that stands alone."""
    series = await store.series.of(session)
    if series is None:
        return ""
    if repeat is Again.NEVER:
        return "\n🔁 It does not repeat any more: no other session follows it."
    if (scope is Scope.ALL or repeat is not Again.AS_BEFORE) and series.stopped_at is None:
        return said_back(series.repeat, series.last_on)
    return "" if series.ends_with(session) else "\nThe others of its series stay as they are."


async def left(store: Store, session: Session, scope: Scope) -> str:
    """How the series goes on without a session that is cancelled or deleted, as a line; empty if it stood alone."""
    series = await store.series.of(session)
    if series is None:
        return ""
    if series.has_gone_on(session):
        newer = await repeating.next_of(store, session)
        return f"\n🔁 Its series goes on with {name(newer)}, {when(newer.starts_at)}." if newer else ""
    return "\n🔁 Its series ends with it." if scope is Scope.ALL else "\n🔁 It was the last of its series."
