"""What people type into options: times, and the names of things, with autocomplete."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from cogs.edge.actors import actor_of
from cogs.edge.app import app_of
from cogs.edge.places import where
from cogs.edge.text import cut
from cogs.edge.wording import title_of
from db.store import Store
from domain.campaigns import Campaign, WhichCampaign
from domain.lookup import Named
from domain.scheduling.session import Session
from domain.scheduling.several import Several, read_several
from domain.scheduling.wall import Shift
from domain.scheduling.when import Understood, read_when
from domain.settings import zones_like
from services import campaigns
from services.scheduling import looking
from services.sessions.running import live_one
from services.settings import zone_of

CommandT = TypeVar("CommandT", bound=Callable[..., Any])
Choices = list[app_commands.Choice[str]]
MOST_CHOICES = 25
LONGEST_CHOICE = 100
LONGEST_GROUP = 40


async def time_given(interaction: discord.Interaction[Any], text: str, campaign: str | None = None) -> Understood:
    """The instant that this person means, read in their zone, else the campaign's, else the guild's.

    `campaign` is what they typed for it. Raises why it cannot be read.
    """
    zone = await _zone(interaction, campaign)
    # The fallback parser takes milliseconds, and more on hostile text: off the loop.
    return await asyncio.to_thread(read_when, text, now=app_of(interaction).clock(), zone=zone)


async def times_given(
    interaction: discord.Interaction[Any], text: str, most: int, campaign: str | None = None
) -> Several:
    """The 1 to `most` times that this person means, read as `time_given` does. Raises why they cannot be read."""
    zone = await _zone(interaction, campaign)
    return await asyncio.to_thread(read_several, text, now=app_of(interaction).clock(), zone=zone, most=most)


async def _zone(interaction: discord.Interaction[Any], campaign: str | None) -> ZoneInfo:
    assert interaction.guild_id is not None  # noqa: S101 - every command is for guilds only
    meant = None
    async with app_of(interaction).database.read() as store:
        with suppress(WhichCampaign):  # whoever needs the campaign itself asks for it
            meant = await campaign_meant(store, interaction, campaign)
        return await zone_of(store, interaction.user.id, interaction.guild_id, meant)


def shift_note(understood: Understood) -> str:
    """What daylight saving did to the time as written, as a line of its own; empty where it did nothing."""
    shown = f"{understood.wall:%H:%M}"
    if understood.shift is Shift.SKIPPED:
        return f"\nClocks skip that time in {understood.zone.key} that day; {shown} is used instead."
    if understood.shift is Shift.DOUBLED:
        return f"\nClocks show {shown} twice in {understood.zone.key} that day; the first is used."
    return ""


async def campaign_chosen(store: Store, interaction: discord.Interaction[Any], text: str | None) -> Campaign:
    """The campaign that a new thing belongs to: the one typed, else the one that is meant in this channel.

    Raises NothingMatches, SeveralMatch, WhichCampaign, CampaignArchived.
    """
    return await campaigns.chosen(store, interaction.guild_id or 0, where(interaction.channel), text)


async def campaign_meant(store: Store, interaction: discord.Interaction[Any], text: str | None) -> Campaign | None:
    """The campaign that is asked about: the one typed, else the one that is meant in this channel; None of none.

    Raises NothingMatches, SeveralMatch, WhichCampaign.
    """
    if text is not None:
        return await campaigns.named(store, interaction.guild_id or 0, text)
    return await campaigns.meant(store, interaction.guild_id or 0, where(interaction.channel))


async def campaign_names(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Campaigns that go on, to choose from."""
    async with app_of(interaction).database.read() as store:
        going_on = await store.campaigns.of_guild(interaction.guild_id or 0)
    return choices(typed, [Named(one.id, one.name) for one in going_on])


async def every_campaign(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Campaigns to choose from, those put away among them."""
    async with app_of(interaction).database.read() as store:
        known = await campaigns.every_one(store, interaction.guild_id or 0)
    return choices(typed, [Named(one.id, one.name, group="archived" if one.archived_at else None) for one in known])


async def session_named(
    store: Store, interaction: discord.Interaction[Any], text: str, *, ahead: bool = False
) -> Session:
    """The session that the text names, among those this person may see here; `ahead`: rather one that is not over.

    Raises NothingMatches, SeveralMatch.
    """
    return await looking.named(store, actor_of(interaction), where(interaction.channel), text, ahead=ahead)


async def session_live(store: Store, interaction: discord.Interaction[Any]) -> Session:
    """The live session that a command without a name means, of those this person may see. Raises NothingLive,
    SeveralMatch.
    """
    actor, here = actor_of(interaction), where(interaction.channel)
    return await live_one(store, actor.guild_id, here, await looking.hidden(store, actor, here))


async def sessions(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Sessions to choose from."""
    async with app_of(interaction).database.read() as store:
        return choices(typed, await looking.names(store, actor_of(interaction), where(interaction.channel)))


async def tags(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Tags of sessions to choose from."""
    async with app_of(interaction).database.read() as store:
        known = await looking.tags(store, actor_of(interaction), where(interaction.channel))
    wanted = typed.strip().lstrip("#").casefold()
    fitting = (one for one in known if wanted in one.casefold())
    return [app_commands.Choice(name=one, value=one) for one in islice(fitting, MOST_CHOICES)]


async def roll_calls(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Roll calls to choose from."""
    async with app_of(interaction).database.read() as store:
        return choices(typed, await names_of_roll_calls(store, interaction.guild_id or 0))


async def names_of_roll_calls(store: Store, guild_id: int) -> list[Named]:
    """How the guild's roll calls are named, newest first."""
    return [replace(one, title=title_of(one.title)) for one in await store.roll_calls.names(guild_id)]


async def games(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Games of the library to choose from."""
    async with app_of(interaction).database.read() as store:
        return choices(typed, await store.games.names(interaction.guild_id or 0))


async def zones(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Time zones to choose from."""
    return [app_commands.Choice(name=name, value=name) for name in zones_like(typed, MOST_CHOICES)]


def with_campaign(description: str, *, archived: bool = False) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `campaign`, in the parameter of that name; `archived` ones are offered if wanted."""

    def decorate(command: CommandT) -> CommandT:
        described = app_commands.describe(campaign=description)(command)
        return app_commands.autocomplete(campaign=every_campaign if archived else campaign_names)(described)

    return decorate


def which_session(description: str) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `session`, in its parameter `named`."""
    return _option("session", description, sessions)


def which_roll_call(description: str) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `rollcall`, in its parameter `named`."""
    return _option("rollcall", description, roll_calls)


def which_game(description: str) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `game`, in its parameter `named`."""
    return _option("game", description, games)


def _option(name: str, description: str, complete: Any) -> Callable[[CommandT], CommandT]:
    def decorate(command: CommandT) -> CommandT:
        described = app_commands.describe(named=description)(command)
        return app_commands.autocomplete(named=complete)(app_commands.rename(named=name)(described))

    return decorate


def choices(typed: str, named: Iterable[Named]) -> Choices:
    """Those whose label holds what was typed; the value is `#` and the id, which stays the same when titles change."""
    wanted = typed.strip().lstrip("#").casefold()
    fitting = (one for one in named if wanted in one.label.casefold() or wanted == (one.alias or "").casefold())
    shown = islice(fitting, MOST_CHOICES)
    return [app_commands.Choice(name=_offered(one), value=f"#{one.id}") for one in shown]


def _offered(one: Named) -> str:
    """Its label, cut so that a long title leaves room for what tells it from others."""
    behind = f" ({cut(one.behind, LONGEST_GROUP)})" if one.behind else ""
    return cut(one.name, LONGEST_CHOICE - len(behind)) + behind
