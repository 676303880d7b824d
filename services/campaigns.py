"""Who runs a campaign, and who plays in it."""

from collections.abc import Collection

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, CampaignArchived, Kind, WhichCampaign, is_organiser
from domain.errors import NotAllowed
from domain.lookup import Named, find

ORGANISERS = "organisers (holders of the organiser role, and members with Manage Events)"


async def meant(store: Store, guild_id: int, channel_ids: Collection[int], kind: Kind | None = None) -> Campaign | None:
    """The campaign that a command without a name means: the one whose channel this is, else the guild's only one.

    None where the guild has none (of that kind). Raises WhichCampaign where it could be several.
    """
    going_on = [one for one in await store.campaigns.of_guild(guild_id) if kind in (None, one.kind)]
    here = [one for one in going_on if one.channel_id in channel_ids]
    could_be = here or going_on
    if len(could_be) > 1:
        raise WhichCampaign(tuple(one.name for one in could_be))
    return could_be[0] if could_be else None


async def named(store: Store, guild_id: int, text: str) -> Campaign:
    """The guild's campaign that the text names, put away or not. Raises NothingMatches, SeveralMatch."""
    known = await store.campaigns.of_guild(guild_id) + await store.campaigns.of_guild(guild_id, archived=True)
    wanted = find(text, [Named(one.id, one.name) for one in known], kind="campaign")
    return next(one for one in known if one.id == wanted)


async def chosen(store: Store, guild_id: int, channel_ids: Collection[int], text: str | None) -> Campaign:
    """The campaign that a new thing belongs to: the one named, else the one meant, else "Game night", made if need be.

    Raises NothingMatches, SeveralMatch, WhichCampaign, CampaignArchived.
    """
    if text is not None:
        campaign = await named(store, guild_id, text)
        if campaign.archived_at is not None:
            raise CampaignArchived(campaign)
        return campaign
    return await meant(store, guild_id, channel_ids) or await store.campaigns.game_night(guild_id)


async def may_organise(store: Store, actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor runs this campaign."""
    return is_organiser(actor, campaign, await store.settings.of_guild(actor.guild_id))


async def require_organiser(store: Store, actor: Actor, campaign: Campaign) -> None:
    """Raises NotAllowed unless the actor runs this campaign."""
    if not await may_organise(store, actor, campaign):
        raise NotAllowed(ORGANISERS)


async def require_player(store: Store, actor: Actor, campaign: Campaign) -> None:
    """Raises NotAllowed unless the actor plays in this campaign. Whoever takes part in a game night plays in it."""
    if campaign.kind is Kind.GAME_NIGHT:
        await store.campaigns.add_player(campaign.id, actor.user_id, store.now)
    elif not await store.campaigns.is_player(campaign.id, actor.user_id):
        await require_organiser(store, actor, campaign)


async def card_channel(store: Store, campaign: Campaign, used_in: int) -> int:
    """Where a card goes: the campaign's channel, else the guild's, else where the command was used."""
    guild = await store.settings.of_guild(campaign.guild_id)
    return campaign.channel_id or guild.channel_id or used_in
