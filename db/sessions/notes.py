"""Players' own notes on sessions."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.sessions.rows import PlayerNoteRow


class PlayerNotes:
    """Players' own notes on sessions; nobody else reads them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_user(self, session_id: int, user_id: int) -> str:
        """What that person noted on the session; empty where that is nothing."""
        row = await self._session.get(PlayerNoteRow, (session_id, user_id), populate_existing=True)
        return row.text if row else ""

    async def save(self, session_id: int, user_id: int, text: str, now: datetime) -> None:
        """Keeps what that person notes on the session; an empty text removes it."""
        if not text:
            await self._session.execute(
                delete(PlayerNoteRow).where(PlayerNoteRow.session_id == session_id, PlayerNoteRow.user_id == user_id)
            )
            return
        new = insert(self._session, PlayerNoteRow)
        new = new.values(session_id=session_id, user_id=user_id, text=text, edited_at=now)
        await self._session.execute(
            new.on_conflict_do_update(
                index_elements=["session_id", "user_id"],
                set_={"text": new.excluded.text, "edited_at": new.excluded.edited_at},
            )
        )
