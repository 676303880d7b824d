"""/campaign join, leave, add, remove and offline: who plays in a campaign, and whom."""

from typing import Any

import discord
from discord import app_commands

from cogs.campaigns.running import member_of
from cogs.edge import groups, inputs, threads
from cogs.edge.actors import actor_from, actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.text import plain, plural
from db.store import Store
from domain.campaigns import LONGEST_PLAYER, Campaign
from domain.errors import NotValid, UserError
from domain.lookup import Named
from services import campaigns
from services.campaigns import players

Name = app_commands.Range[str, 1, LONGEST_PLAYER]


async def _named(store: Store, interaction: discord.Interaction[Any], text: str) -> Campaign:
    return await campaigns.named(store, interaction.guild_id or 0, text)


@groups.campaign.command(name="join", description="Play in a campaign, or add a character to those you play")
@inputs.with_campaign("Which campaign")
@app_commands.describe(character="Whom you play")
async def join(interaction: discord.Interaction[Any], campaign: str, character: Name | None = None) -> None:
    """Makes the person a player."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            meant = await _named(store, interaction, campaign)
            joined = await players.join(store, actor_of(interaction), meant.id, character)
        await answer.private(f"You play{_as(character)} in {plain(joined.name)}.")


@groups.campaign.command(name="leave", description="Play in a campaign no more")
@inputs.with_campaign("Which campaign", archived=True)
async def leave(interaction: discord.Interaction[Any], campaign: str) -> None:
    """Ends the person's part in a campaign: characters, seats and places on waitlists go with it."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            meant = await _named(store, interaction, campaign)
            gone = await players.leave(store, actor_of(interaction), meant.id, interaction.id)
        taken_back = f" {_taken_back('You come', gone.sessions)}" if gone.sessions else ""
        await answer.private(f"You play in {plain(meant.name)} no more, nor do your characters.{taken_back}")
        await threads.let_out(interaction.client, gone.threads, interaction.user.id)


@groups.campaign.command(name="add", description="Make a member a player of a campaign, or give one a character")
@inputs.with_campaign("Which campaign")
@app_commands.describe(member="Who", character="Whom they play")
async def add(
    interaction: discord.Interaction[Any], campaign: str, member: discord.User, character: Name | None = None
) -> None:
    """Makes somebody a player."""
    async with answering(interaction) as answer:
        who = actor_from(member_of(member))
        async with deciding(interaction) as store:
            meant = await _named(store, interaction, campaign)
            joined = await players.add(store, actor_of(interaction), meant.id, who, character)
        await answer.private(f"{member.mention} plays{_as(character)} in {plain(joined.name)}.")


@groups.campaign.command(name="offline", description="Add a player who has no Discord account")
@inputs.with_campaign("Which campaign")
@app_commands.describe(name="What they are called", character="Whom they play")
async def offline(
    interaction: discord.Interaction[Any], campaign: str, name: Name, character: Name | None = None
) -> None:
    """Adds a player without an account, or gives one a character."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            meant = await _named(store, interaction, campaign)
            joined = await players.add_offline(store, actor_of(interaction), meant.id, name, character)
        await answer.private(f"{plain(name)} plays{_as(character)} in {plain(joined.name)}.")


@groups.campaign.command(name="remove", description="Take a player or a character out of a campaign")
@inputs.with_campaign("Which campaign", archived=True)
@app_commands.describe(
    member="Which player",
    name="Which player without an account",
    character="Which character, and not its player; your own you may take out yourself",
)
async def remove(
    interaction: discord.Interaction[Any],
    campaign: str,
    member: discord.User | None = None,
    name: str | None = None,
    character: str | None = None,
) -> None:
    """Takes out one of them."""
    async with answering(interaction) as answer:
        if sum(one is not None for one in (member, name, character)) != 1:
            raise NotValid("Say who it is: one of `member`, `name` and `character`.")
        async with deciding(interaction) as store:
            actor = actor_of(interaction)
            meant = await _named(store, interaction, campaign)
            gone = None
            if member is not None:
                who = member.mention
                gone = await players.remove(store, actor, meant.id, member.id, interaction.id)
            elif name is not None:
                who = plain((await players.remove_offline(store, actor, meant.id, name))[1])
            else:
                who = plain((await players.remove_character(store, actor, meant.id, character or ""))[1])
        taken_back = f" {_taken_back('They come', gone.sessions)}" if gone and gone.sessions else ""
        await answer.private(f"{who} is out of {plain(meant.name)}.{taken_back}")
        if gone is not None and member is not None:
            await threads.let_out(interaction.client, gone.threads, member.id)


@remove.autocomplete("name")
async def offline_names(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    """The players without an account of the campaign named so far."""
    return await _of_campaign(interaction, typed, offline=True)


@remove.autocomplete("character")
async def characters(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    """The characters of the campaign named so far."""
    return await _of_campaign(interaction, typed, offline=False)


async def _of_campaign(interaction: discord.Interaction[Any], typed: str, *, offline: bool) -> inputs.Choices:
    async with app_of(interaction).database.read() as store:
        try:
            campaign = await _named(store, interaction, interaction.namespace.campaign or "")
        except UserError:
            return []
        roster = await store.players.roster(campaign.id)
    names = [one.name for one in roster.offline] if offline else roster.characters
    offered = inputs.choices(typed, [Named(n, one) for n, one in enumerate(names)])
    return [app_commands.Choice(name=one.name, value=one.name) for one in offered]


def _as(character: str | None) -> str:
    return f" {plain(character)}" if character else ""


def _taken_back(who: str, sessions: int) -> str:
    return f"{who} no more to {plural(sessions, 'planned session')}; seats go to those who wait."
