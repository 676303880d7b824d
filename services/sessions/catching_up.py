"""Catching up: what happened in a session while somebody was away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.store import Store
from domain.actor import Actor
from domain.sessions.live import NothingLive
from domain.sessions.stays import missed_since
from domain.sessions.timeline import Happening
from services.sessions.timeline import timeline


@dataclass(frozen=True, slots=True)
class Missed:
    """What happened after `since`, in order; `was_away`: that is when they left, else when the session began."""

    since: datetime
    was_away: bool
    happenings: tuple[Happening, ...]


async def missed(store: Store, actor: Actor, session_id: int, here: Sequence[int] = ()) -> Missed:
    """What the actor missed and may read of it; their own coming and going is no news. Raises NotAllowed, NothingLive.

    Who was never away is told all from the start of the session.
    """
    session = await store.sessions.get(session_id, actor.guild_id)
    if session.started_at is None:
        raise NothingLive
    theirs = [change for who, change in await store.presences.changes(session.id) if who == actor.user_id]
    since = missed_since(theirs, session.started_at)
    told = await timeline(store, actor, session, here)
    return Missed(
        since,
        since != session.started_at,
        tuple(one for one in told if one.at > since and one.user_id != actor.user_id),
    )
