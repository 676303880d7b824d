"""The queue: nominating games, voting for them, and taking them off."""

from collections.abc import Collection, Sequence

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.errors import NotAllowed
from domain.gamenight.nominations import NOMINATORS, AlreadyQueued, GamePutAway, Nomination, NotQueued
from services.campaigns import game_night, may_organise, meant, require_organiser, require_player


async def queue_of(store: Store, guild_id: int, channel_ids: Sequence[int]) -> Campaign | None:
    """The campaign whose queue is meant: of the session live here, else of the campaign that is meant here.

    Where several campaigns are possible, game nights come first. Raises WhichCampaign.
    """
    if live := await store.sessions.live_in(guild_id, channel_ids):
        return await store.campaigns.get(live.campaign_id, guild_id)
    return await meant(store, guild_id, channel_ids, Kind.GAME_NIGHT) or await meant(store, guild_id, channel_ids)


async def queue_for(store: Store, guild_id: int, channel_ids: Sequence[int]) -> Campaign:
    """As `queue_of`; a guild without campaigns gets its "Game night". Raises WhichCampaign, CampaignArchived."""
    return await queue_of(store, guild_id, channel_ids) or await game_night(store, guild_id)


async def nominate(store: Store, actor: Actor, campaign: Campaign, game_id: int) -> list[Nomination]:
    """Puts a game in the campaign's queue; gives the queue.

    Raises NothingMatches, NotAllowed, GamePutAway, AlreadyQueued.
    """
    await store.campaigns.lock(campaign.id)
    await require_player(store, actor, campaign)
    game = await store.games.get(game_id, actor.guild_id, lock=True)  # so that nobody puts it away meanwhile
    if not game.enabled:
        raise GamePutAway(game.title)
    if any(one.game.id == game.id for one in await store.queue.of_campaign(campaign.id)):
        raise AlreadyQueued(game.title)
    await store.queue.add(campaign.id, game, actor.user_id, store.now)
    await _redraw(store, campaign.id)
    return await store.queue.of_campaign(campaign.id)


async def back(store: Store, actor: Actor, nomination_id: int) -> bool:
    """Votes for a nominated game, or takes that back; gives which. Raises NotQueued, NotAllowed."""
    campaign_id = await store.queue.campaign_of(nomination_id, actor.guild_id)
    if campaign_id is None:
        raise NotQueued
    await store.campaigns.lock(campaign_id)
    await require_player(store, actor, await store.campaigns.get(campaign_id, actor.guild_id))
    if await store.queue.campaign_of(nomination_id, actor.guild_id, lock=True) is None:  # taken off meanwhile
        raise NotQueued
    backs = await store.queue.back(nomination_id, actor.user_id)
    await _redraw(store, campaign_id)
    return backs


async def take_off(store: Store, actor: Actor, campaign: Campaign, game_id: int) -> Nomination:
    """Takes a game off the queue: whoever nominated it may, and organisers. Raises NothingMatches, NotQueued,
    NotAllowed.
    """
    game = await store.games.get(game_id, actor.guild_id)
    await store.campaigns.lock(campaign.id)
    queue = await store.queue.of_campaign(campaign.id)
    queued = next((one for one in queue if one.game.id == game.id), None)
    if queued is None:
        raise NotQueued(game.title)
    if queued.nominated_by != actor.user_id and not await may_organise(store, actor, campaign):
        raise NotAllowed(NOMINATORS)
    await store.queue.remove(queued.id)
    await _redraw(store, campaign.id)
    return queued


async def clear(store: Store, actor: Actor, campaign: Campaign, seen: Collection[int]) -> int:
    """Takes the nominations that the organiser saw off the queue; gives how many that were. Raises NotAllowed."""
    await require_organiser(store, actor, campaign)
    await store.campaigns.lock(campaign.id)
    gone = [one.id for one in await store.queue.of_campaign(campaign.id) if one.id in seen]
    await store.queue.remove_all(gone)
    await _redraw(store, campaign.id)
    return len(gone)


async def _redraw(store: Store, campaign_id: int) -> None:
    """Has the campaign's live board redrawn, on which the queue stands."""
    if live := await store.sessions.live_instead(campaign_id, None):
        await store.cards.want(CardKind.BOARD, live.id)
