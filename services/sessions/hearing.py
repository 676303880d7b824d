"""When the bot hears of live sessions: what restarts and outages make of presence, and the gaps they leave."""

from collections.abc import Collection
from datetime import datetime, timedelta

from db.sessions.presence import Gap
from db.store import Store
from domain.cards import CardKind
from domain.sessions.presence import Move, Source
from services.sessions import presence
from services.sessions.keeping import keep, live_session

SHORTEST_GAP = timedelta(seconds=1)


async def reconcile(
    store: Store, guild_id: int, session_id: int, voices: Collection[int], cut_off_at: datetime | None = None
) -> Gap | None:
    """The bot hears again, and sees who is in voice: what changed meanwhile is known only now. The gap, if it was one.

    What people did in the gap nobody heard: who would be idle by then, or have left, is so from its end on.
    `cut_off_at`: when the connection was lost, or this process began; None: just now. Acts that were taken since then
    make the gap no shorter.
    """
    session = await live_session(store, guild_id, session_id)
    if session is None or session.started_at is None:
        return None
    known = await store.presences.heard_until(session.id, cut_off_at or store.now)
    heard_until = max(known or session.started_at, session.started_at)
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
        await keep(store, session, person, Move(late.person, (*early.changes, *late.changes)))
    for user_id in voices:
        await presence.in_voice(store, guild_id, session.id, user_id, Source.RESTART, present=True)
    await store.presences.heard([session.id], store.now)
    await store.cards.want(CardKind.BOARD, session.id, slowly=True)
    if store.now - heard_until < SHORTEST_GAP:
        return None
    gap = Gap(heard_until, store.now)
    await store.presences.add_gap(session.id, gap)
    return gap


async def heard(store: Store, guild_ids: Collection[int], without: Collection[int] = ()) -> None:
    """The bot is connected, and hears what happens in these guilds, but for the sessions of the ids `without`."""
    live = [one.session_id for one in await store.presences.places(guild_ids)]
    await store.presences.heard([one for one in live if one not in without], store.now)
