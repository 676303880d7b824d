"""Who runs a campaign, and who plays in it."""

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind, OrganisersOnly, is_organiser

ORGANISERS = "organisers (holders of the organiser role, and members with Manage Events)"


async def may_organise(store: Store, actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor runs this campaign."""
    return is_organiser(actor, campaign, await store.settings.of_guild(actor.guild_id))


async def require_organiser(store: Store, actor: Actor, campaign: Campaign) -> None:
    """Raises OrganisersOnly unless the actor runs this campaign."""
    if not await may_organise(store, actor, campaign):
        raise OrganisersOnly(campaign)


async def require_player(store: Store, actor: Actor, campaign: Campaign) -> None:
    """Raises NotAllowed unless the actor plays in this campaign. Whoever takes part in a game night plays in it."""
    if campaign.kind is Kind.GAME_NIGHT:
        await store.campaigns.add_player(campaign.id, actor.user_id, store.now)
    elif not await store.campaigns.is_player(campaign.id, actor.user_id):
        await require_organiser(store, actor, campaign)
