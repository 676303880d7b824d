"""Who plays in a campaign, and whom: joining, leaving, and players without an account."""

from dataclasses import dataclass

from db.store import Store
from domain.actor import Actor
from domain.campaigns import (
    MOST_CHARACTERS,
    MOST_OFFLINE,
    Campaign,
    NeedsRole,
    PlaysAlready,
    PlaysNot,
    Roster,
    free_name,
)
from domain.errors import NotValid
from domain.lookup import Named, find
from domain.scheduling.seats import Plan
from domain.scheduling.session import LIVE, State
from services.campaigns.lookup import going_on
from services.campaigns.rights import may_organise, require_organiser
from services.campaigns.running import MOST_TO_COME
from services.rollcall import rosters
from services.scheduling import rsvps


async def join(store: Store, actor: Actor, campaign_id: int, character: str | None) -> Campaign:
    """The actor plays in the campaign from now on, or plays another character in it.

    Raises CampaignArchived, NeedsRole, PlaysAlready, NotValid, NameTaken.
    """
    return await _play(store, actor, await _decided_about(store, actor, campaign_id), character)


async def add(store: Store, actor: Actor, campaign_id: int, member: Actor, character: str | None) -> Campaign:
    """An organiser makes a member a player, or gives one another character. Raises NotAllowed, and as `join` does."""
    campaign = await _decided_about(store, actor, campaign_id)
    await require_organiser(store, actor, campaign)
    return await _play(store, member, campaign, character)


async def _play(store: Store, member: Actor, campaign: Campaign, character: str | None) -> Campaign:
    going_on(campaign)
    if campaign.role_id is not None and campaign.role_id not in member.role_ids:
        raise NeedsRole(campaign.role_id)
    roster = await store.players.roster(campaign.id)
    player = roster.player(member.user_id)
    if player is not None and character is None:
        raise PlaysAlready(campaign, member.user_id)
    await store.campaigns.add_player(campaign.id, member.user_id, store.now)
    if player is None:
        await rosters.follow(store, campaign)
    if character is not None:
        name = _new_character(roster, character, player.characters if player else ())
        await store.players.add_character(campaign.id, name, user_id=member.user_id)
    return campaign


async def add_offline(store: Store, actor: Actor, campaign_id: int, name: str, character: str | None) -> Campaign:
    """An organiser adds a player without an account, or gives one another character.

    Raises NotAllowed, CampaignArchived, NotValid, NameTaken.
    """
    campaign = going_on(await _decided_about(store, actor, campaign_id))
    await require_organiser(store, actor, campaign)
    roster = await store.players.roster(campaign.id)
    known = roster.offline_called(" ".join(name.split())) if character is not None else None
    if known is None:
        if len(roster.offline) >= MOST_OFFLINE:
            raise NotValid(f"A campaign has at most {MOST_OFFLINE} players without an account.")
        kept = free_name("offline player", name, [one.name for one in roster.offline])
        offline_id = await store.players.add_offline(campaign.id, kept, store.now)
    else:
        offline_id = known.id
    if character is not None:
        new = _new_character(roster, character, known.characters if known else ())
        await store.players.add_character(campaign.id, new, offline_id=offline_id)
    return campaign


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody plays in a campaign no more. In so many planned `sessions` they come no more, where they would have.

    `threads` are those of private sessions in which they have no place any more.
    """

    campaign: Campaign
    sessions: int
    threads: tuple[int, ...]


async def leave(store: Store, actor: Actor, campaign_id: int, cause: int) -> Gone:
    """The actor plays no more, nor their characters. `cause` is the snowflake of the act. Raises PlaysNot."""
    return await _go(store, await store.campaigns.get(campaign_id, actor.guild_id), actor, cause)


async def remove(store: Store, actor: Actor, campaign_id: int, user_id: int, cause: int) -> Gone:
    """An organiser has a person play no more, as if they had left. Raises NotAllowed, PlaysNot."""
    campaign = await store.campaigns.get(campaign_id, actor.guild_id)
    await require_organiser(store, actor, campaign)
    player = actor if actor.user_id == user_id else Actor(user_id, actor.guild_id)
    return await _go(store, campaign, player, cause)


async def _go(store: Store, campaign: Campaign, player: Actor, cause: int) -> Gone:
    if not await store.campaigns.is_player(campaign.id, player.user_id):
        raise PlaysNot(campaign, player.user_id)
    open_ = await store.listing.find(
        campaign.guild_id, (State.PLANNED, *LIVE), store.now, campaign_id=campaign.id, limit=MOST_TO_COME
    )
    said = await store.rsvps.of_user(player.user_id, [one.id for one in open_])
    answered = sorted((one for one in open_ if one.id in said), key=lambda one: one.id)
    for one in answered:  # before the campaign is locked: whoever starts a session locks in this order too
        if one.private or one.state is State.PLANNED:
            await rsvps.step_back(store, player.guild_id, player.user_id, one.id, cause)
    await store.campaigns.lock(campaign.id)
    await store.players.remove(campaign.id, player.user_id)
    await rosters.follow(store, campaign)
    stays = await may_organise(store, player, campaign)
    return Gone(
        campaign,
        sum(one.state is State.PLANNED and said[one.id].plan is not Plan.NOT_GOING for one in answered),
        () if stays else tuple(await store.threads.to_come(campaign.id, player.user_id)),
    )


async def remove_offline(store: Store, actor: Actor, campaign_id: int, text: str) -> tuple[Campaign, str]:
    """An organiser has a player without an account play no more. Raises NotAllowed, NothingMatches, SeveralMatch."""
    campaign = await _decided_about(store, actor, campaign_id)
    await require_organiser(store, actor, campaign)
    roster = await store.players.roster(campaign.id)
    gone_id = find(text, [Named(one.id, one.name) for one in roster.offline], kind="offline player")
    gone = next(one for one in roster.offline if one.id == gone_id)
    await store.players.remove_offline(gone.id)
    return campaign, gone.name


async def remove_character(store: Store, actor: Actor, campaign_id: int, text: str) -> tuple[Campaign, str]:
    """A character is played no more: an organiser decides that, and whoever plays it.

    Raises NotAllowed, NothingMatches, SeveralMatch.
    """
    campaign = await _decided_about(store, actor, campaign_id)
    roster = await store.players.roster(campaign.id)
    names = dict(enumerate(roster.characters))
    name = names[find(text, [Named(n, one) for n, one in names.items()], kind="character")]
    mine = roster.player(actor.user_id)
    if mine is None or name not in mine.characters:
        await require_organiser(store, actor, campaign)
    await store.players.remove_character(campaign.id, name)
    return campaign, name


async def _decided_about(store: Store, actor: Actor, campaign_id: int) -> Campaign:
    await store.campaigns.lock(campaign_id)
    return await store.campaigns.get(campaign_id, actor.guild_id)


def _new_character(roster: Roster, text: str, own: tuple[str, ...]) -> str:
    if len(own) >= MOST_CHARACTERS:
        raise NotValid(f"One player has at most {MOST_CHARACTERS} characters in a campaign.")
    return free_name("character", text, roster.characters)
