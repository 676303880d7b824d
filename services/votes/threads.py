"""Threads that are deleted: so is every message in them, and Discord tells of none."""

from db.store import Store
from services.votes.hearing import unhear


async def voted_in(store: Store, thread_id: int) -> bool:
    """Whether votes were written in the thread."""
    return bool(await store.votes.kept_after(thread_id, _before_first(thread_id)))


async def deleted(store: Store, guild_id: int, thread_id: int, parent_id: int) -> None:
    """Takes the votes that were written in a thread back."""
    written = await store.votes.kept_after(thread_id, _before_first(thread_id))
    await unhear(store, guild_id, (thread_id, parent_id), written)


def _before_first(thread_id: int) -> int:
    """An id older than those of the thread's messages: they come after the thread, or it began with the first."""
    return thread_id - 1
