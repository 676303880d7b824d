"""Who may read what of the record, and which session a command without a name means."""

from collections.abc import Sequence

from db.sessions.search import Reach
from db.store import Store
from domain.actor import Actor
from domain.campaigns import Kind, is_organiser
from domain.errors import NotAllowed
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from domain.sessions.log import Viewer
from services.campaigns import every_one
from services.scheduling import looking
from services.sessions import running

READERS = "players of that campaign, and who was invited to that session,"


async def viewer_of(store: Store, actor: Actor) -> Viewer:
    """The actor as a reader of logs: what is for organisers they read in the campaigns that they run."""
    guild = await store.settings.of_guild(actor.guild_id)
    known = await every_one(store, actor.guild_id)
    return Viewer(actor.user_id, frozenset(one.id for one in known if is_organiser(actor, one, guild)))


async def reach_of(store: Store, actor: Actor, here: Sequence[int]) -> Reach:
    """What of the guild's record the actor may read at all; `here` are the channels that they are in.

    Of campaigns, their players and organisers; of a game night, everybody; of one session, its guests.
    """
    viewer = await viewer_of(store, actor)
    known = await every_one(store, actor.guild_id)
    plays = await store.listing.played_by(actor.guild_id, actor.user_id)
    open_ = {one.id for one in known if one.kind is Kind.GAME_NIGHT}
    return Reach(
        actor.guild_id,
        frozenset(viewer.runs | plays | open_),
        await store.happenings.guest_at(actor.user_id),
        await looking.hidden(store, actor, here),
    )


async def require_reader(store: Store, actor: Actor, session: Session, here: Sequence[int] = ()) -> Viewer:
    """The actor as a reader of that session's record, which they may know of, being `here`. Raises NotAllowed."""
    reach = await reach_of(store, actor, here)
    open_ = session.campaign_id in reach.campaigns and session.id not in reach.hidden
    if not open_ and session.id not in reach.sessions:
        raise NotAllowed(READERS)
    return await viewer_of(store, actor)


async def require_known(store: Store, actor: Actor, session: Session, here: Sequence[int] = ()) -> None:
    """Raises NotAllowed where the session is a private one of which the actor, being `here`, may not know."""
    if session.id not in await looking.hidden(store, actor, here):
        return
    if session.id not in await store.happenings.guest_at(actor.user_id):
        raise NotAllowed(READERS)


async def meant(store: Store, actor: Actor, here: Sequence[int], *, elsewhere: bool = True) -> Session:
    """The session that a command without a name means, among those the actor may know of.

    That is the one live here; with `elsewhere` the guild's only live one; the last one here; with `elsewhere` the
    guild's last one. Raises NothingLive, SeveralMatch.
    """
    if session := await store.sessions.live_in(actor.guild_id, here):
        return session
    unseen = await looking.hidden(store, actor, here)
    if elsewhere:
        try:
            return await running.live_one(store, actor.guild_id, (), unseen)
        except NothingLive:
            pass
    for channel_id in here:
        if begun := await store.sessions.begun_in(actor.guild_id, (channel_id,), store.now):
            return begun[0]
    last = await store.sessions.last_over(actor.guild_id, unseen) if elsewhere else None
    if last is None:
        raise NothingLive
    return last
