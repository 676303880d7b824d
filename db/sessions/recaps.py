"""What organisers wrote about all sessions."""

from sqlalchemy.ext.asyncio import AsyncSession

from db.sessions.rows import RecapRow
from domain.sessions.recap import TEXTS, Recap


class Recaps:
    """What organisers wrote about all sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_session(self, session_id: int) -> Recap:
        """What is written about that session; an empty one where that is nothing."""
        row = await self._session.get(RecapRow, session_id, populate_existing=True)
        if row is None:
            return Recap(session_id)
        texts = {name: getattr(row, name) for name in TEXTS}
        return Recap(session_id, **texts, edited_by=row.edited_by, edited_at=row.edited_at)

    async def save(self, recap: Recap) -> None:
        """Keeps what is written now."""
        texts = {name: getattr(recap, name) for name in TEXTS}
        await self._session.merge(
            RecapRow(session_id=recap.session_id, **texts, edited_by=recap.edited_by, edited_at=recap.edited_at)
        )
        await self._session.flush()
