"""Presence: what people do in a live session, and what time and restarts make of it.

Every use case here does nothing where the session is not live: `False`, or nobody.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from db.sessions.presence import Gap
from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.reminders import TO_COME, Kind, Reminder
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from domain.sessions.presence import Activity, Move, NotThere, Participant, Source, arrived
from services.campaigns import require_organiser

SHORTEST_GAP = timedelta(seconds=1)


async def acted(
    store: Store, guild_id: int, session_id: int, user_id: int, source: Source, at: datetime, *, sure: bool = False
) -> bool:
    """Somebody did something about the session: they are there. Whether it is live.

    Who writes in an open channel and has nothing to do with the session is a passer-by, unless it is `sure`.
    """
    session = await _live(store, guild_id, session_id)
    if session is None or session.started_at is None:
        return False
    at = max(min(at, store.now), session.started_at)
    before = await store.presences.of_person(session.id, user_id)
    if before is not None:
        await _keep(store, session, before, before.acted(source, at))
    elif sure or await store.presences.takes_part(session, user_id):
        typing = Activity.TYPING if source is Source.TYPING else None
        await _keep(store, session, None, arrived(user_id, source, at, activity=typing))
    return True


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
    session = await _live(store, guild_id, session_id)
    if session is None:
        return False
    before = await store.presences.of_person(session.id, user_id)
    if before is not None:
        move = before.joined_voice(store.now, source) if present else before.left_voice(store.now, source)
        await _keep(store, session, before, move)
    elif present:
        await _keep(store, session, None, arrived(user_id, source, store.now, in_voice=True))
    return True


async def doing(store: Store, actor: Actor, session_id: int, activity: Activity) -> None:
    """Somebody says what they are doing just now; saying it again takes it back. Raises NothingLive."""
    session = await _own(store, actor, session_id)
    before = await store.presences.of_person(session.id, actor.user_id)
    move = (
        before.says(activity, store.now)
        if before
        else arrived(actor.user_id, Source.BUTTON, store.now, activity=activity)
    )
    await _keep(store, session, before, move, slowly=False)


async def leave(store: Store, actor: Actor, session_id: int) -> None:
    """Somebody says that they leave. Raises NothingLive, NotThere."""
    session = await _own(store, actor, session_id)
    before = await store.presences.of_person(session.id, actor.user_id)
    if before is None:
        raise NotThere
    await _keep(store, session, before, before.left(Source.BUTTON, store.now), slowly=False)


async def begin(store: Store, session: Session, user_id: int) -> None:
    """The session goes live: who starts it is there."""
    await store.presences.heard([session.id], store.now)
    await _keep(store, session, None, arrived(user_id, Source.COMMAND, store.now), slowly=False)


async def settle(store: Store, session: Session) -> None:
    """The session is over: what time changed until then is kept, and nothing lapses any more."""
    for person in await store.presences.of_session(session.id):
        await store.presences.save(session.id, person.lapsed(session.ended_at or store.now))
    await store.reminders.withdraw((Kind.PRESENCE,), session.id, store.now)


async def lapse(store: Store, reminder: Reminder) -> datetime | None:
    """Whoever did nothing for long is idle by now, or has left; gives when that is to be looked at again."""
    session = await _live(store, reminder.guild_id, reminder.subject_id)
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


async def reconcile(store: Store, guild_id: int, session_id: int, voices: Collection[int]) -> Gap | None:
    """The bot hears again, and sees who is in voice: what changed meanwhile is known only now. The gap, if it was one.

    What people did in the gap nobody heard: who would be idle by then, or have left, is so from its end on.
    """
    session = await _live(store, guild_id, session_id)
    if session is None or session.started_at is None:
        return None
    heard_until = max(await store.presences.heard_until(session.id) or session.started_at, session.started_at)
    for person in await store.presences.of_session(session.id):
        early = person.lapsed(min(heard_until, store.now))
        here = early.person.user_id in voices
        late = (
            early.person.joined_voice(store.now, Source.RESTART)
            if here and not early.person.in_voice
            else early.person.left_voice(store.now, Source.RESTART)
            if early.person.in_voice and not here
            else early.person.lapsed(store.now, not_before=store.now)
        )
        await _keep(store, session, person, Move(late.person, (*early.changes, *late.changes)))
    for user_id in voices:
        await in_voice(store, guild_id, session.id, user_id, Source.RESTART, present=True)
    await store.presences.heard([session.id], store.now)
    await store.cards.want(CardKind.BOARD, session.id, slowly=True)
    if store.now - heard_until < SHORTEST_GAP:
        return None
    gap = Gap(heard_until, store.now)
    await store.presences.add_gap(session.id, gap)
    return gap


async def heard(store: Store, guild_ids: Collection[int]) -> None:
    """The bot is connected, and hears what happens in these guilds."""
    await store.presences.heard([one.session_id for one in await store.presences.places(guild_ids)], store.now)


async def require_full_view(store: Store, actor: Actor, session: Session) -> None:
    """Raises NotAllowed unless the actor may read everybody's presence: only who runs the campaign."""
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))


async def _live(store: Store, guild_id: int, session_id: int) -> Session | None:
    try:
        session = await store.sessions.get(session_id, guild_id, lock=True)
    except NothingMatches:
        return None
    return session if session.is_live else None


async def _own(store: Store, actor: Actor, session_id: int) -> Session:
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    if not session.is_live:
        raise NothingLive
    return session


async def _keep(store: Store, session: Session, before: Participant | None, move: Move, *, slowly: bool = True) -> None:
    """Keeps what changed, has the board show it, and has it looked at when it lapses."""
    if move.person == before:
        return
    await store.presences.save(session.id, move)
    if before is None or move.changes or before.activity is not move.person.activity:
        await store.cards.want(CardKind.BOARD, session.id, slowly=slowly)
    if move.person.changes_at is not None:
        await _look_at(store, session, move.person.changes_at)


async def _look_at(store: Store, session: Session, at: datetime) -> None:
    """One row of the timetable is enough for a session: at the earliest lapse it finds the next."""
    for row in await store.reminders.of_subject(Kind.PRESENCE, session.id):
        if row.status in TO_COME:
            if row.due_at > at:
                await store.reminders.put_off(row.id, at)
            return
    await store.reminders.add(Reminder(0, session.guild_id, Kind.PRESENCE, session.id, at))
