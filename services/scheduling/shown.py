"""Where a session shows: its card, and what else is drawn from it."""

from db.store import Store
from domain.cards import CardKind
from domain.scheduling.session import Session

NO_CHANNEL = 0  # a scheduled event belongs to its guild


async def show(store: Store, session: Session, channel_id: int) -> None:
    """Has a planned session's card posted: in a private session's own thread, else in that channel, and mirrored."""
    await store.cards.post(CardKind.SESSION, session.id, session.guild_id, session.thread_id or channel_id)
    if not session.private:
        await store.cards.post(CardKind.EVENT, session.id, session.guild_id, NO_CHANNEL)


async def redraw(store: Store, session: Session) -> None:
    """Has everything redrawn that shows the session."""
    await store.cards.want(CardKind.SESSION, session.id)
    await store.cards.want(CardKind.BOARD, session.id)
    await store.cards.want(CardKind.EVENT, session.id)
    if session.option_id is not None:
        await store.cards.want(CardKind.ROLLCALL, await store.roll_calls.id_of_option(session.option_id))


async def remove(store: Store, session: Session) -> None:
    """Has the messages of a session that is deleted taken away, and its roll call redrawn without it."""
    await store.cards.remove(CardKind.SESSION, session.id)
    await store.cards.remove(CardKind.EVENT, session.id)
    if session.option_id is not None:
        await store.cards.want(CardKind.ROLLCALL, await store.roll_calls.id_of_option(session.option_id))
