"""Drafts of recaps, as the assistant proposed them."""

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.sessions.rows import DraftRow
from domain.sessions.draft import Draft, DraftStatus, Proposal


class Drafts:
    """The drafts of all sessions: at most one of each."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_session(self, session_id: int) -> Draft | None:
        """The session's draft."""
        found = await self._session.scalars(
            select(DraftRow).where(DraftRow.session_id == session_id).execution_options(populate_existing=True)
        )
        row = found.one_or_none()
        if row is None:
            return None
        proposal = Proposal(**json.loads(row.content)) if row.content else None
        return Draft(row.session_id, DraftStatus(row.status), row.asked_at, proposal, row.problem)

    async def save(self, draft: Draft) -> None:
        """Keeps the session's draft, in place of any other."""
        await self.remove(draft.session_id)
        self._session.add(
            DraftRow(
                session_id=draft.session_id,
                status=draft.status.value,
                content=json.dumps(asdict(draft.proposal)) if draft.proposal else None,
                problem=draft.problem,
                asked_at=draft.asked_at,
            )
        )
        await self._session.flush()

    async def remove(self, session_id: int) -> None:
        """Keeps no draft of the session."""
        await self._session.execute(delete(DraftRow).where(DraftRow.session_id == session_id))

    async def give_up(self, before: datetime, problem: str) -> None:
        """Has those fail that have been processing since before that instant."""
        await self._session.execute(
            update(DraftRow)
            .where(DraftRow.status == DraftStatus.PROCESSING.value, DraftRow.asked_at < before)
            .values(status=DraftStatus.FAILED.value, problem=problem)
            .execution_options(synchronize_session=False)
        )
