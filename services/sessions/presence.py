"""Presence: what people do in a live session, and what time makes of it.

Every use case here does nothing where the session is not live: `False`, or nobody.
"""

from datetime import datetime, timedelta

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Kind as CampaignKind
from domain.cards import CardKind
from domain.errors import NotAllowed
from domain.reminders import Kind, Reminder
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from domain.sessions.presence import Activity, Move, NotThere, Participant, Source, arrived
from services.campaigns import may_organise, require_organiser
from services.sessions.keeping import keep, live_session

FLICKER = timedelta(seconds=5)  # into voice and out again within this was nothing
THOSE_WHO_COME = "players of that campaign, and who was invited to that session or answered that they come,"


async def acted(
    store: Store,
    guild_id: int,
    session_id: int,
    user_id: int,
    source: Source,
    at: datetime,
    *,
    sure: bool = False,
    thread_id: int | None = None,
) -> bool:
    """Somebody did something about the session: they are there. Whether it is live.

    Who writes in an open channel and has nothing to do with the session is a passer-by, unless it is `sure` that they
    came to a game night. `thread_id`: the private thread it happened in; others than the session's own do not count.
    """
    session = await live_session(store, guild_id, session_id)
    if session is None:
        return False
    found = await _act(store, session, user_id, source, at, sure=sure, thread_id=thread_id)
    if found is not None:
        await keep(store, session, *found)
    return True


async def is_news(
    store: Store,
    guild_id: int,
    session_id: int,
    user_id: int,
    source: Source,
    at: datetime,
    *,
    thread_id: int | None = None,
) -> bool:
    """Whether `acted` has anything to write; of most messages and typing it has not, and they need no lock."""
    session = await live_session(store, guild_id, session_id, lock=False)
    return session is None or await _act(store, session, user_id, source, at, thread_id=thread_id) is not None


async def _act(
    store: Store,
    session: Session,
    user_id: int,
    source: Source,
    at: datetime,
    *,
    sure: bool = False,
    thread_id: int | None = None,
) -> tuple[Participant | None, Move] | None:
    """Somebody as they were, and what their act makes of them; None where it is nothing to keep."""
    if thread_id is not None and thread_id not in (session.thread_id, session.live_channel_id):
        return None
    at = max(min(at, store.now), session.started_at or store.now)
    before = await store.presences.of_person(session.id, user_id)
    if before is not None:
        move = before.acted(source, at)
        return None if before.is_nearly(move.person) else (before, move)
    if not await _may_come(store, session, user_id, sure=sure):
        return None
    typing = Activity.TYPING if source is Source.TYPING else None
    return None, arrived(user_id, source, at, activity=typing)


async def _may_come(store: Store, session: Session, user_id: int, *, sure: bool) -> bool:
    """Whether an act makes somebody present of whom nothing was seen: they have to do with the session, or came."""
    if await store.presences.takes_part(session, user_id):
        return True
    return sure and (await store.campaigns.get(session.campaign_id, session.guild_id)).kind is CampaignKind.GAME_NIGHT


async def in_voice(
    store: Store,
    guild_id: int,
    session_id: int,
    user_id: int,
    source: Source = Source.VOICE,
    *,
    present: bool,
) -> bool:
    """Somebody came into the session's voice channel, or went out of it. Whether it is live."""
    session = await live_session(store, guild_id, session_id)
    if session is None:
        return False
    before = await store.presences.of_person(session.id, user_id)
    if before is not None:
        move = before.joined_voice(store.now, source) if present else before.left_voice(store.now, source)
        if move.changes and store.now - before.since < FLICKER:
            move = await store.presences.taken_back(session.id, before, move)
        await keep(store, session, before, move)
    elif present:
        await keep(store, session, None, arrived(user_id, source, store.now, in_voice=True))
    return True


async def doing(store: Store, actor: Actor, session_id: int, activity: Activity) -> None:
    """Somebody says what they are doing just now; saying it again takes it back.

    Raises NothingLive, and NotAllowed for who has nothing to do with a campaign's session.
    """
    session = await _own(store, actor, session_id)
    before = await store.presences.of_person(session.id, actor.user_id)
    if before is None and not await _may_come(store, session, actor.user_id, sure=True):
        campaign = await store.campaigns.get(session.campaign_id, actor.guild_id)
        if not await may_organise(store, actor, campaign):
            raise NotAllowed(THOSE_WHO_COME)
    move = (
        before.says(activity, store.now)
        if before
        else arrived(actor.user_id, Source.BUTTON, store.now, activity=activity)
    )
    await keep(store, session, before, move, slowly=False)


async def leave(store: Store, actor: Actor, session_id: int) -> None:
    """Somebody says that they leave. Raises NothingLive, NotThere."""
    session = await _own(store, actor, session_id)
    before = await store.presences.of_person(session.id, actor.user_id)
    if before is None:
        raise NotThere
    await keep(store, session, before, before.left(Source.BUTTON, store.now), slowly=False)


async def begin(store: Store, session: Session, user_id: int) -> None:
    """The session goes live: who starts it is there."""
    await store.presences.heard([session.id], store.now)
    await keep(store, session, None, arrived(user_id, Source.COMMAND, store.now), slowly=False)


async def settle(store: Store, session: Session) -> None:
    """The session is over: what time changed until then is kept, and nothing lapses any more."""
    for person in await store.presences.of_session(session.id):
        await store.presences.save(session.id, person.lapsed(session.ended_at or store.now))
    await store.reminders.withdraw((Kind.PRESENCE,), session.id, store.now)


async def lapse(store: Store, reminder: Reminder) -> datetime | None:
    """Whoever did nothing for long is idle by now, or has left; gives when that is to be looked at again."""
    session = await live_session(store, reminder.guild_id, reminder.subject_id)
    if session is None:
        return None
    people = []
    for person in await store.presences.of_session(session.id):
        move = person.lapsed(store.now)
        people.append(move.person)
        if move.person != person:
            await store.presences.save(session.id, move)
            await store.cards.want(CardKind.BOARD, session.id, slowly=True)
    return min((one.changes_at for one in people if one.changes_at is not None), default=None)


async def require_full_view(store: Store, actor: Actor, session: Session) -> None:
    """Raises NotAllowed unless the actor may read everybody's presence: only who runs the campaign."""
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))


async def _own(store: Store, actor: Actor, session_id: int) -> Session:
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    if not session.is_live:
        raise NothingLive
    return session
