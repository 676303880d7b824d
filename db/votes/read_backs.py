"""How far the chat of sessions is known to have been heard."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow
from db.dialect import insert
from db.gamenight.rows import PlayRow
from db.scheduling.rows import SessionRow
from db.votes.rows import ReadBackRow, VoteRow
from domain.scheduling.session import LIVE
from domain.votes import Stretch

NOWHERE = 0  # stands in votes of people who were forgotten


class ReadBacks:
    """How far the chat of every session is known to have been heard."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def stretches(self, guild_ids: Collection[int], ended_after: datetime) -> list[Stretch]:
        """The chat of these guilds' sessions that are live or ended after that instant, where a game was played."""
        found = await self._session.execute(
            select(SessionRow, CampaignRow.organiser_id, func.min(PlayRow.started_at), ReadBackRow.heard_until)
            .join(CampaignRow, CampaignRow.id == SessionRow.campaign_id)
            .join(PlayRow, PlayRow.session_id == SessionRow.id)
            .outerjoin(
                ReadBackRow,
                (ReadBackRow.session_id == SessionRow.id) & (ReadBackRow.channel_id == SessionRow.live_channel_id),
            )
            .where(
                SessionRow.guild_id.in_(guild_ids), or_(SessionRow.state.in_(LIVE), SessionRow.ended_at > ended_after)
            )
            .group_by(SessionRow.id, CampaignRow.organiser_id, ReadBackRow.heard_until)
            .order_by(SessionRow.id)
        )
        return [
            Stretch(row.id, row.guild_id, row.live_channel_id, organiser or row.created_by, begun, row.ended_at, heard)
            for row, organiser, begun, heard in found
            if row.live_channel_id is not None
        ]

    async def voted_in(self, session_id: int) -> set[int]:
        """The channels and threads in which the session's votes were written, but for those that were deleted.

        Where somebody wrote who was forgotten is not known any more.
        """
        found = await self._session.scalars(
            select(VoteRow.channel_id)
            .distinct()
            .join(PlayRow, PlayRow.id == VoteRow.play_id)
            .where(PlayRow.session_id == session_id, VoteRow.deleted.is_(False), VoteRow.channel_id != NOWHERE)
        )
        return set(found)

    async def heard(self, session_id: int, channel_id: int, until: datetime) -> None:
        """Notes that everything up to that instant has been heard."""
        new = insert(self._session, ReadBackRow).values(session_id=session_id, channel_id=channel_id, heard_until=until)
        await self._session.execute(
            new.on_conflict_do_update(
                index_elements=["session_id", "channel_id"], set_={"heard_until": new.excluded.heard_until}
            )
        )

    async def unheard(self, session_id: int, channel_id: int, since: datetime) -> bool:
        """Notes that what was said since then could not be read; True where that is news."""
        new = insert(self._session, ReadBackRow).values(session_id=session_id, channel_id=channel_id, heard_until=since)
        noted = await self._session.execute(
            new.on_conflict_do_update(
                index_elements=["session_id", "channel_id"],
                set_={"heard_until": new.excluded.heard_until},
                where=ReadBackRow.heard_until != new.excluded.heard_until,
            ).returning(ReadBackRow.session_id)
        )
        return noted.one_or_none() is not None
