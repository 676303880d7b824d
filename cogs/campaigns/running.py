"""/campaign create, edit and archive."""

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from cogs.campaigns.described import KINDS, described
from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.places import require_postable_in
from cogs.edge.text import plain, plural
from domain.campaigns import LONGEST_NAME, Kind
from domain.errors import NotValid
from domain.scheduling.durations import NO_OFFSETS, read_duration, read_offsets
from services import campaigns
from services.campaigns import running
from services.campaigns.running import Given, Part

Name = app_commands.Range[str, 1, LONGEST_NAME]
Channel = discord.TextChannel | discord.Thread
AS_THE_SERVER = "none"
TELL_APART = (
    "There are several campaigns now: `/campaign edit` gives each a `channel`, and commands used there mean it. "
    "Elsewhere they ask which one.\n"
)
OPTIONS = {
    "kind": "A campaign, or game nights, in which whoever comes plays",
    "channel": "Where its cards and reminders go",
    "ping": "The role that each new card pings",
    "organiser": "Who runs it, besides the server's organisers",
    "role": "Only holders of this role can play",
}
CREATE = {
    "timezone": "The zone in which times are read, unless a person set their own; the server's if left out",
    "reminders": "When to remind, like 1d, 1h, 0, or off; the server's if left out",
}
EDIT = {
    "timezone": "The zone in which times are read, unless a person set their own; none is the server's",
    "reminders": "When to remind, like 1d, 1h, 0, or off; none is the server's",
    "offer_after": "How long after a session, with nothing planned, a roll call is offered to you, like 3d, or off",
    "clear": "What to take away",
}
KIND_CHOICES = [app_commands.Choice(name=words, value=kind.value) for kind, words in KINDS.items()]
CLEAR_CHOICES = [app_commands.Choice(name=part.name.lower(), value=part.value) for part in Part]


@groups.campaign.command(name="create", description="Make a group that plays together again and again")
@app_commands.describe(name="What it is called", **OPTIONS, **CREATE)
@app_commands.choices(kind=KIND_CHOICES)
@app_commands.autocomplete(timezone=inputs.zones)
async def create(
    interaction: discord.Interaction[Any],
    name: Name,
    kind: app_commands.Choice[str] | None = None,
    channel: Channel | None = None,
    ping: discord.Role | None = None,
    timezone: str | None = None,
    organiser: discord.User | None = None,
    role: discord.Role | None = None,
    reminders: str | None = None,
) -> None:
    """Makes a campaign, run by its maker unless another is named."""
    async with answering(interaction) as answer:
        given = _given(name, kind, channel, ping, timezone, organiser, role, reminders)
        async with deciding(interaction) as store:
            made = await running.create(store, actor_of(interaction), given)
            if channel is not None:
                require_postable_in(channel)
            server = await store.settings.of_guild(made.guild_id)
            several = len(await store.campaigns.of_guild(made.guild_id)) > 1
        joining = "whoever comes plays in it" if made.kind is Kind.GAME_NIGHT else "`/campaign join` lets people play"
        await answer.private(
            f"{plain(made.name)} is made: {joining}, and `/session schedule` plans its first session.\n"
            f"{TELL_APART if several and channel is None else ''}{described(made, server, interaction.guild)}"
        )


@groups.campaign.command(name="edit", description="Change a campaign")
@inputs.with_campaign("Which campaign", archived=True)
@app_commands.describe(name="What it is called", **OPTIONS, **EDIT)
@app_commands.choices(kind=KIND_CHOICES, clear=CLEAR_CHOICES)
@app_commands.autocomplete(timezone=inputs.zones)
async def edit(
    interaction: discord.Interaction[Any],
    campaign: str,
    name: Name | None = None,
    kind: app_commands.Choice[str] | None = None,
    channel: Channel | None = None,
    ping: discord.Role | None = None,
    timezone: str | None = None,
    organiser: discord.User | None = None,
    role: discord.Role | None = None,
    reminders: str | None = None,
    offer_after: str | None = None,
    clear: app_commands.Choice[str] | None = None,
) -> None:
    """Changes what is given, takes away what is cleared, and leaves the rest."""
    async with answering(interaction) as answer:
        without = {Part(clear.value)} if clear else set()
        if _as_the_server(timezone):
            timezone, without = None, without | {Part.TIMEZONE}
        if _as_the_server(reminders):
            reminders, without = None, without | {Part.REMINDERS}
        given = _given(name, kind, channel, ping, timezone, organiser, role, reminders)
        if offer_after is not None:
            given = _with_offers(given, offer_after)
        async with deciding(interaction) as store:
            chosen = await campaigns.named(store, interaction.guild_id or 0, campaign)
            edited = await running.edit(store, actor_of(interaction), chosen.id, given, without)
            if channel is not None:
                require_postable_in(channel)
            server = await store.settings.of_guild(chosen.guild_id)
        follow = f" The reminders of {plural(edited.reminded_anew, 'planned session')} follow."
        await answer.private(
            f"Saved.{follow if edited.reminded_anew else ''}\n{described(edited.campaign, server, interaction.guild)}"
        )


@groups.campaign.command(name="archive", description="Put a campaign away, or bring back one that was")
@inputs.with_campaign("Which campaign", archived=True)
async def archive(interaction: discord.Interaction[Any], campaign: str) -> None:
    """Puts a campaign away: nothing new comes to it, and what is planned stays."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            chosen = await campaigns.named(store, interaction.guild_id or 0, campaign)
            archived = await running.archive(store, actor_of(interaction), chosen.id)
        name = plain(archived.campaign.name)
        if archived.campaign.archived_at is None:
            await answer.private(f"{name} goes on: sessions can be planned again; what repeated is to be planned anew.")
            return
        planned = plural(archived.to_come, "session is", "sessions are")
        still = (
            f"\n{planned} still planned: that stays so, with the reminders. `/session cancel` calls one off."
            if archived.to_come
            else ""
        )
        await answer.private(
            f"{name} is archived: nothing new is planned in it, and its sessions can still be looked at. "
            f"`/campaign archive` brings it back. What repeats in it ends with what is planned now.{still}"
        )


def _given(
    name: str | None,
    kind: app_commands.Choice[str] | None,
    channel: Channel | None,
    ping: discord.Role | None,
    timezone: str | None,
    organiser: discord.User | discord.Member | None,
    role: discord.Role | None,
    reminders: str | None,
) -> Given:
    """What the options say. Raises NotValid, and why reminders cannot be read."""
    if ping is not None and ping.is_default():
        raise NotValid("New cards do not ping everyone: choose a role for `ping`.")
    if role is not None and role.is_default():
        raise NotValid("Everyone can play unless `role` names another role. In an edit, `clear` takes it away.")
    return Given(
        name=name,
        kind=Kind(kind.value) if kind else None,
        channel_id=channel.id if channel else None,
        ping_role_id=ping.id if ping else None,
        timezone=timezone,
        organiser_id=member_of(organiser).id if organiser else None,
        role_id=role.id if role else None,
        reminders=read_offsets(reminders) if reminders is not None else None,
    )


def _with_offers(given: Given, text: str) -> Given:
    """What is given, and when roll calls are offered. Raises why that cannot be read."""
    if text.strip().casefold() in NO_OFFSETS:
        return replace(given, offers_muted=True)
    return replace(given, offer_after=read_duration(text), offers_muted=False)


def member_of(person: discord.User | discord.Member) -> discord.Member:
    """A person of this server. Raises NotValid of bots, and of people who are not here."""
    if not isinstance(person, discord.Member):
        raise NotValid(f"{person.mention} is not in this server.")
    if person.bot:
        raise NotValid(f"{person.mention} is a bot, and bots do not play. Choose a person.")
    return person


def _as_the_server(text: str | None) -> bool:
    return text is not None and text.strip().casefold() == AS_THE_SERVER
