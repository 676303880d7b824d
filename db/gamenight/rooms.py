"""The rooms of what is being played: their codes, who looked at them, and which the monitor has to look at."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.gamenight.rows import PlayRow, RoomLookRow
from domain.gamenight.plays import PlayStatus
from domain.gamenight.rooms import LOOKING, Look, Seen


@dataclass(frozen=True, slots=True)
class Watched:
    """A room that one process has to look at now; `in_vain` is how often in a row that was in vain. The code is kept
    out of every log.
    """

    play_id: int
    code: str = field(repr=False)
    in_vain: int = 0


class Rooms:
    """The rooms of what is being played."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def code(self, play_id: int) -> str | None:
        """The code of the play's room; None where it has none, or not any more."""
        return (await self._session.scalars(select(PlayRow.room_code).where(PlayRow.id == play_id))).one_or_none()

    async def name(self, play_id: int, code: str | None, now: datetime) -> datetime | None:
        """Gives a play another room, or none; now, unless it is the play's first.

        Nobody has looked at the new code, and nothing is known of the room.
        """
        row = await self._session.get_one(PlayRow, play_id, populate_existing=True)
        if row.room_code is not None or row.room_changed_at is not None:
            row.room_changed_at = now
        row.room_code, row.room, row.room_failures = code, None, 0
        row.room_next_at = now if code is not None else None
        await self._session.flush()
        await self._session.execute(delete(RoomLookRow).where(RoomLookRow.play_id == play_id))
        return row.room_changed_at

    async def looked(self, play_id: int, user_id: int, now: datetime) -> None:
        """Notes that somebody looked at the code; the first time counts."""
        new = insert(self._session, RoomLookRow).values(play_id=play_id, user_id=user_id, at=now)
        await self._session.execute(new.on_conflict_do_nothing())

    async def looks(self, play_id: int) -> list[Look]:
        """Who looked at the code, the first first."""
        found = await self._session.scalars(
            select(RoomLookRow).where(RoomLookRow.play_id == play_id).order_by(RoomLookRow.at, RoomLookRow.user_id)
        )
        return [Look(row.user_id, row.at) for row in found]

    async def any_due(self, now: datetime) -> bool:
        """Whether a room is to be looked at by now."""
        return (await self._session.scalars(_due(now).limit(1))).one_or_none() is not None

    async def claim(self, now: datetime, limit: int) -> list[Watched]:
        """So many rooms that are to be looked at by now. No other process gets them for a minute."""
        due = _due(now).limit(limit).with_for_update(skip_locked=True)
        claimed = await self._session.execute(
            update(PlayRow)
            .where(PlayRow.id.in_(due))
            .values(room_next_at=now + LOOKING)
            .returning(PlayRow.id, PlayRow.room_code, PlayRow.room_failures)
            .execution_options(synchronize_session=False)
        )
        watched = (Watched(id_, code, in_vain) for id_, code, in_vain in claimed if code is not None)
        return sorted(watched, key=lambda one: one.play_id)

    async def saw(self, watched: Watched, seen: Seen | None, again_at: datetime, in_vain: int) -> int | None:
        """Keeps what was seen of a room, None where nobody answered, and when it is looked at next.

        The id of the session whose board shows something else by it. Where the play has ended, or has another room by
        now, nothing is kept.
        """
        found = await self._session.scalars(
            select(PlayRow)
            .where(PlayRow.id == watched.play_id, PlayRow.room_code == watched.code)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        row = found.one_or_none()
        if row is None:
            return None
        shown = (row.room, row.player_count)
        row.room_next_at, row.room_failures = again_at, in_vain
        if seen is not None:
            row.room = seen.room
            row.player_count = row.player_count if seen.players is None else seen.players
        await self._session.flush()
        return row.session_id if (row.room, row.player_count) != shown else None


def _due(now: datetime) -> Select[int]:
    """The plays whose rooms are to be looked at by now, those that wait longest first."""
    return (
        select(PlayRow.id)
        .where(PlayRow.status == PlayStatus.PLAYING, PlayRow.room_code.is_not(None), PlayRow.room_next_at <= now)
        .order_by(PlayRow.room_next_at, PlayRow.id)
    )
