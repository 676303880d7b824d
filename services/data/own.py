"""Everybody's own data: to take along, and to have forgotten."""

from typing import Any

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.data import nameless
from domain.scheduling.session import LIVE
from domain.votes.intervals import AFTERGLOW
from services.scheduling import looking, rsvps

VERSION = 1


async def export(store: Store, actor: Actor) -> dict[str, Any]:
    """All that is kept of the actor in their guild, and what they set everywhere; no secrets, nobody else's."""
    data = await store.personal.of_person(actor.user_id, actor.guild_id)
    ids: dict[str, set[int]] = {}
    for row in (row for rows in data.values() for row in rows):
        for key, value in row.items():
            if key.endswith("_id") and value is not None:
                ids.setdefault(key, set()).add(value)
    unseen = await looking.hidden(store, actor, ())
    ids["session_id"] = ids.get("session_id", set()) - unseen
    return {
        "version": VERSION,
        "user_id": actor.user_id,
        "guild_id": actor.guild_id,
        "exported_at": store.now,
        "data": data,
        "called": await store.personal.names(actor.guild_id, ids),
    }


async def forget(store: Store, actor: Actor, username: str) -> None:
    """Removes the actor from all that is kept in their guild: seats are freed, and what counts goes on without a name.

    What they set everywhere goes too, once nothing of theirs is left in any guild. By their `username` they are found
    in imported logs.
    """
    planned = await store.rsvps.plans_of(actor.user_id, actor.guild_id, store.now)
    asked = await store.personal.open_roll_calls(actor.user_id, actor.guild_id)
    polls = await store.personal.open_polls(actor.user_id, actor.guild_id)
    voted_in = await store.personal.voted_in(actor.user_id, actor.guild_id, username)
    live = await store.listing.find(actor.guild_id, tuple(LIVE), store.now)
    upcoming = {*planned, *(one.id for one in live)}
    await rsvps.leave(store, actor.guild_id, actor.user_id)
    shown = await store.sessions.lock({*upcoming, *voted_in})  # before their votes, as whoever hears one does
    counting = store.now - AFTERGLOW
    await store.personal.forget(actor.user_id, actor.guild_id, nameless(), username=username, counting=counting)
    for roll_call_id in asked:
        await store.cards.want(CardKind.ROLLCALL, roll_call_id)
    for poll_id in polls:
        await store.cards.want(CardKind.PICK, poll_id)
    for session_id in shown:
        if session_id in upcoming:
            await store.cards.want(CardKind.SESSION, session_id)
        await store.cards.want(CardKind.BOARD, session_id)
        await store.cards.want(CardKind.RECAP, session_id)
