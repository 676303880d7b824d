"""Which campaign is meant, and where its cards go."""

from collections.abc import Collection

from db.store import Store
from domain.campaigns import GAME_NIGHT, Campaign, CampaignArchived, Kind, WhichCampaign, same
from domain.lookup import Named, find


async def meant(store: Store, guild_id: int, channel_ids: Collection[int], kind: Kind | None = None) -> Campaign | None:
    """The campaign that a command without a name means: the one whose channel this is, else the guild's only one.

    Of several it is the only one without a channel of its own: the others are meant in theirs. `kind` narrows it
    down where the channel is no campaign's. None where the guild has none (of that kind). Raises
    WhichCampaign where it could be several.
    """
    going_on = await store.campaigns.of_guild(guild_id)
    here = [one for one in going_on if one.channel_id in channel_ids]
    could_be = here or [one for one in going_on if kind in (None, one.kind)]
    if len(could_be) > 1 and len(everywhere := [one for one in could_be if one.channel_id is None]) == 1:
        could_be = everywhere
    if len(could_be) > 1:
        raise WhichCampaign(tuple(one.name for one in could_be))
    return could_be[0] if could_be else None


async def named(store: Store, guild_id: int, text: str) -> Campaign:
    """The guild's campaign that the text names, put away or not. Raises NothingMatches, SeveralMatch."""
    known = await every_one(store, guild_id)
    wanted = find(text, [Named(one.id, one.name) for one in known], kind="campaign")
    return next(one for one in known if one.id == wanted)


async def every_one(store: Store, guild_id: int) -> list[Campaign]:
    """The guild's campaigns: those that go on, and then those that were put away."""
    return await store.campaigns.of_guild(guild_id) + await store.campaigns.of_guild(guild_id, archived=True)


async def chosen(store: Store, guild_id: int, channel_ids: Collection[int], text: str | None) -> Campaign:
    """The campaign that a new thing belongs to: the one named, else the one meant, else "Game night", made if need be.

    Raises NothingMatches, SeveralMatch, WhichCampaign, CampaignArchived.
    """
    if text is not None:
        return going_on(await named(store, guild_id, text))
    return await meant(store, guild_id, channel_ids) or await game_night(store, guild_id)


async def game_night(store: Store, guild_id: int) -> Campaign:
    """The guild's "Game night", made at first use. Raises CampaignArchived."""
    await store.settings.lock(guild_id)  # as whoever makes a campaign does: names are one whatever their case
    known = next((one for one in await every_one(store, guild_id) if same(one.name, GAME_NIGHT)), None)
    return going_on(known or await store.campaigns.game_night(guild_id))


def going_on(campaign: Campaign) -> Campaign:
    """The campaign itself. Raises CampaignArchived where it was put away."""
    if campaign.archived_at is not None:
        raise CampaignArchived(campaign)
    return campaign


async def card_channel(store: Store, campaign: Campaign, used_in: int) -> int:
    """Where a card goes: the campaign's channel, else the guild's, else where the command was used."""
    guild = await store.settings.of_guild(campaign.guild_id)
    return campaign.channel_id or guild.channel_id or used_in
