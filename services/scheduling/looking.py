"""Looking at sessions: what a person may see of them. Every list, name and search goes through here.

`here` are the channels that the person is in: that of their command, and its parent where it is a thread.
"""

from collections.abc import Collection
from dataclasses import dataclass

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind, Roster, is_organiser
from domain.lookup import Named, find
from domain.scheduling.seats import Rsvp
from domain.scheduling.session import Badge, Session, State
from domain.scheduling.visibility import may_see

AHEAD = frozenset({Badge.NEXT_UP, Badge.SCHEDULED, Badge.IN_PROGRESS, Badge.PAUSED})
PLANNED = frozenset({Badge.NEXT_UP, Badge.SCHEDULED, Badge.MISSED})


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a list, for the person who looks.

    `taken` seats are held; `mine` is what they answered, and `url` where its card is.
    """

    session: Session
    campaign: Campaign
    badge: Badge
    taken: int
    mine: Rsvp | None
    url: str | None

    @property
    def left(self) -> int | None:
        """How many seats are free; None: as many as come."""
        return None if self.session.capacity is None else max(self.session.capacity - self.taken, 0)


async def hidden(store: Store, actor: Actor, here: Collection[int]) -> frozenset[int]:
    """The ids of the guild's private sessions of which this person may not know."""
    private = await store.listing.private(actor.guild_id, actor.user_id)
    if not private:
        return frozenset()
    guild = await store.settings.of_guild(actor.guild_id)
    run = {one.id for one in await _campaigns(store, actor.guild_id) if is_organiser(actor, one, guild)}
    return frozenset(one.session_id for one in private if not may_see(one, organises=one.campaign_id in run, here=here))


async def names(store: Store, actor: Actor, here: Collection[int]) -> list[Named]:
    """How the guild's sessions are named, newest first."""
    return await store.sessions.names(actor.guild_id, await hidden(store, actor, here), store.now)


async def named(store: Store, actor: Actor, here: Collection[int], text: str, *, ahead: bool = False) -> Session:
    """The guild's session that the text names; with `ahead` what is over only where nothing else is named so.

    Raises NothingMatches, SeveralMatch.
    """
    found = find(text, await names(store, actor, here), kind="session", ahead=ahead)
    return await store.sessions.get(found, actor.guild_id)


async def active(store: Store, actor: Actor, here: Collection[int], campaign: Campaign) -> Session | None:
    """The campaign's active session: the live one; if none, its next up."""
    return await store.sessions.active(campaign.id, store.now, await hidden(store, actor, here))


async def badge(store: Store, actor: Actor, here: Collection[int], session: Session) -> Badge:
    """The session's badge at this instant: next up is the first of those that the person may see."""
    next_up = await store.sessions.next_up(session.campaign_id, store.now, await hidden(store, actor, here))
    return session.badge(store.now, next_up=next_up is not None and next_up.id == session.id)


async def tags(store: Store, actor: Actor, here: Collection[int]) -> list[str]:
    """The tags by which sessions can be found, in alphabetical order."""
    return await store.listing.tags(actor.guild_id, await hidden(store, actor, here))


async def listed(
    store: Store,
    actor: Actor,
    here: Collection[int],
    badges: Collection[Badge] = frozenset(Badge),
    *,
    campaign: Campaign | None = None,
    tag: str | None = None,
    mine: bool = False,
) -> list[Listed]:
    """The guild's sessions with one of these badges, in time order.

    `mine`: those of campaigns in which the person plays, and those that they answered.
    """
    unseen = await hidden(store, actor, here)
    found = await store.listing.find(
        actor.guild_id,
        _states(badges),
        store.now,
        campaign_id=campaign.id if campaign else None,
        tag=tag,
        without=unseen,
    )
    next_ups = await store.listing.next_ups(actor.guild_id, store.now, unseen)
    plays_in = await store.listing.played_by(actor.guild_id, actor.user_id) if mine else set()
    ids = [one.id for one in found]
    taken, answers = await store.rsvps.taken(ids), await store.rsvps.of_user(actor.user_id, ids)
    urls = await store.listing.urls(ids)
    of = {one.id: one for one in await _campaigns(store, actor.guild_id)}
    return [
        Listed(one, of[one.campaign_id], shown, taken.get(one.id, 0), answers.get(one.id), urls.get(one.id))
        for one in found
        if (shown := one.badge(store.now, next_up=one.id in next_ups)) in badges
        and (not mine or one.campaign_id in plays_in or one.id in answers)
    ]


async def at_that_time(store: Store, actor: Actor, here: Collection[int], session: Session) -> Session | None:
    """Another session of the same campaign, planned or live, that the person may see and that overlaps this one."""
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    others = await listed(store, actor, here, AHEAD, campaign=campaign)
    clashing = (
        one.session
        for one in others
        if one.session.id != session.id
        and one.session.starts_at < session.ends_at
        and session.starts_at < one.session.ends_at
    )
    return next(clashing, None)


def _states(badges: Collection[Badge]) -> frozenset[State]:
    """The states of which sessions with these badges are."""
    states = {
        State.PLANNED: PLANNED,
        State.IN_PROGRESS: {Badge.IN_PROGRESS},
        State.PAUSED: {Badge.PAUSED},
        State.COMPLETED: {Badge.COMPLETE},
        State.CANCELLED: {Badge.CANCELLED},
    }
    return frozenset(state for state, shown in states.items() if shown & set(badges))


async def _campaigns(store: Store, guild_id: int) -> list[Campaign]:
    return await store.campaigns.of_guild(guild_id) + await store.campaigns.of_guild(guild_id, archived=True)


async def asked_in(store: Store, session: Session) -> tuple[int, ...]:
    """Who belongs in a private session's thread from the start: who runs it, and the players of a campaign."""
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    roster = await store.players.roster(campaign.id) if campaign.kind is Kind.CAMPAIGN else Roster()
    people = (session.created_by, campaign.organiser_id, *(one.user_id for one in roster.players))
    return tuple(dict.fromkeys(one for one in people if one is not None))
