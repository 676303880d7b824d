"""A player's own notes on a session."""

from collections.abc import Sequence

from db.store import Store
from domain.actor import Actor
from domain.errors import NotValid
from services.sessions.reading import require_reader

LONGEST_NOTES = 4000


async def own_notes(store: Store, actor: Actor, session_id: int, here: Sequence[int] = ()) -> str:
    """What the actor noted on the session; empty where that is nothing. Raises NotAllowed."""
    await require_reader(store, actor, await store.sessions.get(session_id, actor.guild_id), here)
    return await store.player_notes.of_user(session_id, actor.user_id)


async def note_down(store: Store, actor: Actor, session_id: int, text: str, here: Sequence[int] = ()) -> None:
    """Keeps what the actor notes on the session, for them alone; an empty text removes it. Raises NotAllowed."""
    await require_reader(store, actor, await store.sessions.get(session_id, actor.guild_id), here)
    if len(text) > LONGEST_NOTES:
        raise NotValid(f"Notes have at most {LONGEST_NOTES:,} characters; those have {len(text):,}.")
    await store.player_notes.save(session_id, actor.user_id, text.strip(), store.now)
