"""The queue: nominating games."""

from collections.abc import Collection

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.gamenight.nominations import AlreadyQueued, Nomination
from services.campaigns import meant, require_player


async def queue_of(store: Store, guild_id: int, channel_ids: Collection[int]) -> Campaign | None:
    """The campaign whose queue is meant: of the session live here, else of the campaign that is meant here.

    Where several campaigns are possible, game nights come first. Raises WhichCampaign.
    """
    if live := await store.sessions.live_in(guild_id, channel_ids):
        return await store.campaigns.get(live.campaign_id, guild_id)
    return await meant(store, guild_id, channel_ids, Kind.GAME_NIGHT) or await meant(store, guild_id, channel_ids)


async def nominate(store: Store, actor: Actor, campaign: Campaign, game_id: int) -> list[Nomination]:
    """Puts a game in the campaign's queue; gives the queue. Raises NothingMatches, AlreadyQueued."""
    game = await store.games.get(game_id, actor.guild_id)
    await store.campaigns.lock(campaign.id)
    await require_player(store, actor, campaign)
    if any(one.game.id == game.id for one in await store.queue.of_campaign(campaign.id)):
        raise AlreadyQueued(game.title)
    await store.queue.add(campaign.id, game, actor.user_id, store.now)
    if live := await store.sessions.live_instead(campaign.id, None):
        await store.cards.want(CardKind.BOARD, live.id)
    return await store.queue.of_campaign(campaign.id)
