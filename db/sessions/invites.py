"""Invitations to sessions, and the guests who came by them."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.sessions.rows import GuestRow, InviteRow
from domain.sessions.invites import LASTS, Invite

_USED = (
    select(func.count()).where(GuestRow.invite_id == InviteRow.id).correlate(InviteRow).scalar_subquery()
)  # fmt: skip
_COLUMNS = (
    InviteRow.id, InviteRow.session_id, InviteRow.guild_id, InviteRow.created_by, InviteRow.created_at,
    InviteRow.expires_at, InviteRow.uses, InviteRow.revoked_at, _USED.label("used"),
)  # fmt: skip


class Invites:
    """The invitations to all sessions. Of a token only its hash is kept."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, invite: Invite, token_hash: bytes) -> Invite:
        """Keeps a new invitation, and gives it its id."""
        row = InviteRow(
            session_id=invite.session_id,
            guild_id=invite.guild_id,
            token_hash=token_hash,
            created_by=invite.created_by,
            created_at=invite.created_at,
            expires_at=invite.expires_at,
            uses=invite.uses,
        )
        self._session.add(row)
        await self._session.flush()
        kept = await self.get(row.id)
        assert kept is not None  # noqa: S101 - it was just written
        return kept

    async def get(self, invite_id: int) -> Invite | None:
        """That invitation, of whichever guild."""
        return await self._one(InviteRow.id == invite_id)

    async def by_hash(self, token_hash: bytes) -> Invite | None:
        """The invitation whose token has that hash, of whichever guild."""
        return await self._one(InviteRow.token_hash == token_hash)

    async def revoke(self, session_id: int, now: datetime) -> int:
        """Takes back every invitation to the session that still holds; how many these were."""
        revoked = await self._session.execute(
            update(InviteRow)
            .where(
                InviteRow.session_id == session_id,
                InviteRow.revoked_at.is_(None),
                InviteRow.expires_at.is_(None) | (InviteRow.expires_at > now),
            )
            .values(revoked_at=now)
            .returning(InviteRow.id)
        )
        return len(revoked.all())

    async def is_guest(self, session_id: int, user_id: int) -> bool:
        """Whether that person joined the session by an invitation."""
        return await self._session.get(GuestRow, (session_id, user_id)) is not None

    async def let_in(self, invite: Invite, user_id: int, now: datetime) -> None:
        """Keeps that the person joined by the invitation; it is used once more."""
        self._session.add(GuestRow(session_id=invite.session_id, user_id=user_id, invite_id=invite.id, joined_at=now))
        await self._session.flush()

    async def _one(self, which: ColumnElement[bool]) -> Invite | None:
        """Columns, not the row: whoever waited for a lock reads what is kept now."""
        row = (await self._session.execute(select(*_COLUMNS).where(which))).one_or_none()
        if row is None:
            return None
        return Invite(
            id=row.id,
            session_id=row.session_id,
            guild_id=row.guild_id,
            created_by=row.created_by,
            created_at=row.created_at,
            expires_at=row.expires_at or row.created_at + LASTS,
            uses=row.uses,
            revoked_at=row.revoked_at,
            used=row.used,
        )
