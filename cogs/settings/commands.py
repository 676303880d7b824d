"""/settings show and edit, and /timezone set."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.places import require_postable_in
from cogs.edge.text import at, plain
from domain.digest import read_weekly
from domain.errors import NotValid
from domain.quiet import read_quiet_hours
from domain.scheduling.durations import read_offsets, write_offsets
from domain.settings import Clearable, GuildSettings
from services import settings

OFF = ("none", "off", "")
ValueT = TypeVar("ValueT")
groups.settings.default_permissions = discord.Permissions(manage_guild=True)


@groups.settings.command(name="show", description="Show how Rollcall is set in this server")
async def show(interaction: discord.Interaction[Any]) -> None:
    """Shows the guild's settings privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            guild = await settings.show(store, actor_of(interaction))
        await answer.private(described(guild))


@groups.settings.command(name="edit", description="Change how Rollcall is set in this server")
@app_commands.describe(
    timezone="The zone in which times are read, unless a person set their own",
    channel="Where cards and reminders go",
    organiser_role="Whose holders may plan and run sessions, besides Manage Events",
    reminders="When to remind, like 1d, 1h, 0; none for no reminders",
    digest="When to post the week ahead in that channel, like mon 09:00; none for never",
    vote_reaction="An emoji put under each counted vote; none for no reaction",
    quiet_hours="When nobody is written to privately, like 22:00-08:00; none for never",
    clear="Unset one of these",
)
@app_commands.autocomplete(timezone=inputs.zones)
async def edit(
    interaction: discord.Interaction[Any],
    timezone: str | None = None,
    channel: discord.TextChannel | discord.Thread | None = None,
    organiser_role: discord.Role | None = None,
    reminders: str | None = None,
    digest: str | None = None,
    vote_reaction: app_commands.Range[str, 1, 64] | None = None,
    quiet_hours: str | None = None,
    clear: Literal["channel", "organiser_role"] | None = None,
) -> None:
    """Changes what is given, and leaves the rest."""
    async with answering(interaction) as answer:
        given = (timezone, channel, organiser_role, reminders, digest, vote_reaction, quiet_hours, clear)
        if all(one is None for one in given):
            raise NotValid("Nothing would change: give at least one new value.")
        async with deciding(interaction) as store:
            guild = await settings.edit(
                store,
                actor_of(interaction),
                timezone=timezone,
                channel_id=channel.id if channel else None,
                organiser_role_id=organiser_role.id if organiser_role else None,
                reminders=read_offsets(reminders) if reminders is not None else None,
                vote_reaction=_emoji(vote_reaction) if vote_reaction is not None else None,
                digest=_unless_off(digest, read_weekly),
                quiet_hours=_unless_off(quiet_hours, read_quiet_hours),
                clear=Clearable(clear) if clear else None,
            )
            if channel is not None:
                require_postable_in(channel)
        await answer.private(f"Saved.\n{described(guild)}")


def _unless_off(text: str | None, read: Callable[[str], ValueT]) -> ValueT | Literal[""] | None:
    """What the text says; an empty text where it says `none`, and None where nothing is said."""
    if text is None:
        return None
    return "" if text.strip().casefold() in OFF else read(text)


def _emoji(text: str) -> str:
    if text.strip().casefold() in OFF:
        return ""
    emoji = discord.PartialEmoji.from_str(text.strip())
    is_word = emoji.name.isascii() or any(letter.isalpha() or letter.isspace() for letter in emoji.name)
    if emoji.id is None and is_word:
        raise NotValid(f"“{plain(text)}” is not an emoji. Choose one from Discord's list, or write `none`.")
    return str(emoji)


def described(guild: GuildSettings) -> str:
    """A guild's settings, a line each."""
    role = f"<@&{guild.organiser_role_id}>, and members with Manage Events"
    offsets = write_offsets(guild.reminders)
    return "\n".join(
        (
            f"**Time zone**: {guild.timezone}",
            f"**Channel for cards**: {f'<#{guild.channel_id}>' if guild.channel_id else 'where a command is used'}",
            f"**Organisers**: {role if guild.organiser_role_id else 'members with Manage Events'}",
            f"**Reminders before a session**: {offsets}{' (0 is at the start)' if guild.reminders else ''}",
            f"**Weekly digest**: {f'{guild.digest} ({guild.timezone})' if guild.digest else 'none'}",
            f"**Reaction to counted votes**: {guild.vote_reaction or 'none'}",
            f"**Quiet hours**: {f'{guild.quiet_hours}, for private messages' if guild.quiet_hours else 'none'}",
        )
    )


@groups.timezone.command(name="set", description="Set the zone in which the times you write are read")
@app_commands.describe(zone="Your zone; type your city")
@app_commands.autocomplete(zone=inputs.zones)
async def set_zone(interaction: discord.Interaction[Any], zone: str) -> None:
    """Sets this person's own zone, for every server."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            named = await settings.set_timezone(store, actor_of(interaction), zone)
        local = app_of(interaction).clock().astimezone(named)
        await answer.private(
            f"The times you write are now read in {named.key}, where it is {local:%H:%M}. "
            f"Times that I show are always in your device's own zone: it is {at(app_of(interaction).clock(), 't')}."
        )
