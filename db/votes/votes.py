"""The votes of all plays."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.votes.imports import PORTION, SLICE, imported_on
from db.votes.rows import DeletedMessageRow, HeardLineRow, ToldRow, VoteRow
from domain.votes import Vote

LATEST = timedelta(days=2)  # Discord delivers no message that much later than its deletion
_COLUMNS = (
    VoteRow.message_id,
    VoteRow.channel_id,
    VoteRow.play_id,
    VoteRow.user_id,
    VoteRow.value,
    VoteRow.seen_at,
    VoteRow.deleted,
)


class Votes:
    """The votes of all plays."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_message(self, message_id: int) -> Vote | None:
        """What that message is kept as voting."""
        row = await self._session.get(VoteRow, message_id, populate_existing=True)
        return _vote(row) if row else None

    async def save(self, vote: Vote) -> None:
        """Keeps what a message votes now, unless a newer version of it, or its deletion, is kept."""
        new = insert(self._session, VoteRow).values(
            message_id=vote.message_id,
            channel_id=vote.channel_id,
            play_id=vote.play_id,
            user_id=vote.user_id,
            value=vote.value,
            seen_at=vote.seen_at,
            deleted=vote.deleted,
        )
        says = new.excluded
        await self._session.execute(
            new.on_conflict_do_update(
                index_elements=["message_id"],
                set_={
                    "play_id": says.play_id,
                    "value": says.value,
                    "seen_at": says.seen_at,
                    "deleted": says.deleted,
                },
                where=VoteRow.deleted.is_(False) & (says.deleted | (VoteRow.seen_at <= says.seen_at)),
            )
        )

    async def note_line(self, message_id: int, line_hash: bytes) -> None:
        """Keeps a version of a message, if the message is kept: as a line of a log it is no new vote from now on."""
        kept = select(VoteRow.message_id, literal(line_hash)).where(VoteRow.message_id == message_id)
        new = insert(self._session, HeardLineRow).from_select(["message_id", "line_hash"], kept)
        await self._session.execute(new.on_conflict_do_nothing())

    async def kept(self, message_ids: Collection[int]) -> set[int]:
        """Those of the messages that ever voted."""
        return set(await self._session.scalars(select(VoteRow.message_id).where(VoteRow.message_id.in_(message_ids))))

    async def kept_after(self, channel_id: int, message_id: int) -> list[int]:
        """The messages of a channel, younger than that one, that are kept and not known to be deleted."""
        found = await self._session.scalars(
            select(VoteRow.message_id).where(
                VoteRow.message_id > message_id, VoteRow.channel_id == channel_id, VoteRow.deleted.is_(False)
            )
        )
        return list(found)

    async def is_deleted(self, message_id: int) -> bool:
        """Whether the message was deleted before it was heard."""
        return await self._session.get(DeletedMessageRow, message_id, populate_existing=True) is not None

    async def note_deleted(self, message_id: int, channel_id: int, now: datetime) -> None:
        """Keeps that a message was deleted before it was heard: should it come late, it does not count."""
        new = insert(self._session, DeletedMessageRow)
        await self._session.execute(
            new.values(message_id=message_id, channel_id=channel_id, deleted_at=now).on_conflict_do_nothing()
        )

    async def forget_old(self, now: datetime) -> None:
        """Drops the deletions of messages that cannot come any more."""
        await self._session.execute(delete(DeletedMessageRow).where(DeletedMessageRow.deleted_at < now - LATEST))

    async def tell_once(self, session_id: int, user_id: int) -> bool:
        """Whether the person has yet to be told that there is nothing to vote on; from now on they have been."""
        told = await self._session.execute(
            insert(self._session, ToldRow)
            .values(session_id=session_id, user_id=user_id)
            .on_conflict_do_nothing()
            .returning(ToldRow.user_id)
        )
        return told.one_or_none() is not None

    async def on_plays(self, play_ids: Sequence[int]) -> list[Vote]:
        """Every message's vote on these plays, and each voter's latest of imported logs.

        The standing ones are `domain.votes.standing` of them.
        """
        found: list[Vote] = []
        for start in range(0, len(play_ids), PORTION):
            some = play_ids[start : start + PORTION]
            rows = await self._session.stream(select(*_COLUMNS).where(VoteRow.play_id.in_(some)))
            async for slice_ in rows.partitions(SLICE):
                found += [Vote(*row) for row in slice_]
            found += await imported_on(self._session, some)
        return found


def _vote(row: VoteRow) -> Vote:
    return Vote(row.message_id, row.channel_id, row.play_id, row.user_id, row.value, row.seen_at, row.deleted)
