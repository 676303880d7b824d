"""What the JSON API tells of a guild, a page at a time.

Whoever holds the guild's token is nobody in particular: private sessions do not exist for them, and the votes of people
who keep their statistics to themselves count without saying whose they are, as in the leaderboards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.store import Store
from domain.campaigns import Campaign
from domain.errors import NothingMatches
from domain.scheduling.session import Session, State
from domain.votes import Place, Tally
from services.outside import documents
from services.outside.documents import Document


@dataclass(frozen=True, slots=True)
class Page:
    """Some of many, and what to ask for `after` these; None where there are no more."""

    documents: Sequence[Document]
    after: int | Place | None = None


async def sessions(
    store: Store,
    guild_id: int,
    limit: int,
    *,
    after: int | None = None,
    newest_first: bool = False,
    state: State | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page:
    """The guild's sessions in the order they were made, but for private ones."""
    found = await store.api_reading.sessions(
        guild_id, limit + 1, after=after, newest_first=newest_first, state=state, since=since, until=until
    )
    of = {one.id: one for one in await _campaigns(store, guild_id)}
    shown = [documents.session(one, of[one.campaign_id], store.now) for one in found[:limit]]
    return Page(shown, found[limit - 1].id if len(found) > limit else None)


async def active(store: Store, guild_id: int, channel_id: int | None) -> Document | None:
    """The session that is live, in that channel or anywhere; of several the one started last."""
    found = await store.api_reading.active(guild_id, channel_id)
    return await _shown(store, found) if found else None


async def session(store: Store, guild_id: int, session_id: int) -> Document:
    """That session. Raises NothingMatches."""
    return await _shown(store, await _session(store, guild_id, session_id))


async def plays(store: Store, guild_id: int, session_id: int, limit: int, *, after: int | None = None) -> Page:
    """The session's plays in the order they were begun, skipped ones too. Raises NothingMatches."""
    await _session(store, guild_id, session_id)
    ordered = sorted(await store.plays.of_session(session_id), key=lambda one: one.id)
    left = [one for one in ordered if after is None or one.id > after]
    some = left[:limit]
    counted = await store.standing_votes.tallies([one.id for one in some])
    shown = [documents.play(one, counted.get(one.id, Tally())) for one in some]
    return Page(shown, some[-1].id if len(left) > limit else None)


async def votes(store: Store, guild_id: int, session_id: int, limit: int, *, after: Place | None = None) -> Page:
    """The votes that stand on the session's plays, in the order they were cast. Raises NothingMatches."""
    await _session(store, guild_id, session_id)
    on = {one.id: one for one in await store.plays.of_session(session_id)}
    found = await store.standing_votes.page(list(on), limit + 1, after)
    some = found[:limit]
    hidden = await store.attendance.hidden([one.user_id for _, one in some])
    shown = [documents.vote(one, on[one.play_id], hidden=one.user_id in hidden) for _, one in some]
    return Page(shown, some[-1][0] if len(found) > limit else None)


async def games(
    store: Store,
    guild_id: int,
    limit: int,
    *,
    after: int | None = None,
    enabled: bool | None = None,
    tag: str | None = None,
) -> Page:
    """The guild's library in the order it was filled, with games that are put away."""
    found = await store.api_reading.games(guild_id, limit + 1, after=after, enabled=enabled, tag=tag)
    shown = [documents.game(one) for one in found[:limit]]
    return Page(shown, found[limit - 1].id if len(found) > limit else None)


async def _session(store: Store, guild_id: int, session_id: int) -> Session:
    found = await store.api_reading.session(session_id, guild_id)
    if found is None:
        raise NothingMatches("session", f"#{session_id}")
    return found


async def _shown(store: Store, one: Session) -> Document:
    return documents.session(one, await store.campaigns.get(one.campaign_id, one.guild_id), store.now)


async def _campaigns(store: Store, guild_id: int) -> list[Campaign]:
    return await store.campaigns.of_guild(guild_id) + await store.campaigns.of_guild(guild_id, archived=True)
