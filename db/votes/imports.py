"""Imported chat logs, and the votes in them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.rows import PlayRow
from db.scheduling.rows import SessionRow
from db.votes.rows import ImportedVoteRow, ImportRow, VoteRow
from domain.snowflake import snowflake_at
from domain.votes import Vote
from domain.votes.imports import Import
from domain.votes.matching import Matched

PORTION = 5000  # values in one statement; SQLite takes 32,766


class Imports:
    """The imported chat logs of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, guild_id: int, session_id: int | None, user_id: int, now: datetime) -> int:
        """Keeps that a log is imported, and gives the import's id."""
        row = ImportRow(guild_id=guild_id, session_id=session_id, imported_by=user_id, imported_at=now)
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def of_guild(self, guild_id: int) -> list[Import]:
        """The guild's imports that count, the newest first."""
        return await self._imports(_of(guild_id).where(ImportRow.undone_at.is_(None)))

    async def get(self, import_id: int, guild_id: int) -> Import | None:
        """That import of that guild, undone or not."""
        found = await self._imports(_of(guild_id).where(ImportRow.id == import_id))
        return found[0] if found else None

    async def lock(self, import_id: int) -> bool:
        """Makes others who add to it or undo it wait until this transaction ends; gives whether it counts."""
        wanted = select(ImportRow.undone_at).where(ImportRow.id == import_id).with_for_update()
        return (await self._session.execute(wanted)).one()[0] is None

    async def known(self, guild_id: int, hashes: Sequence[bytes]) -> set[bytes]:
        """Those of the lines that the guild has seen: imported, or heard live."""
        found: set[bytes] = set()
        for start in range(0, len(hashes), PORTION):
            some = hashes[start : start + PORTION]
            found |= set(
                await self._session.scalars(
                    select(ImportedVoteRow.line_hash).where(
                        ImportedVoteRow.guild_id == guild_id, ImportedVoteRow.line_hash.in_(some)
                    )
                )
            )
            found |= set(
                await self._session.scalars(
                    select(VoteRow.line_hash)
                    .join(PlayRow, PlayRow.id == VoteRow.play_id)
                    .join(SessionRow, SessionRow.id == PlayRow.session_id)
                    .where(SessionRow.guild_id == guild_id, VoteRow.line_hash.in_(some))
                )
            )
        return found

    async def add(self, import_id: int, guild_id: int, votes: Iterable[Matched]) -> None:
        """Keeps lines that nobody has seen, in that order."""
        rows = [
            {
                "guild_id": guild_id,
                "import_id": import_id,
                "line_hash": one.line_hash,
                "play_id": one.play_id,
                "user_id": one.user_id,
                "name": one.name,
                "value": one.value,
                "said_at": one.said_at,
            }
            for one in votes
        ]
        if rows:
            await self._session.execute(insert(ImportedVoteRow), rows)

    async def sessions(self, import_id: int) -> list[tuple[int, int]]:
        """The sessions that have votes of that import, each with its campaign."""
        found = await self._session.execute(
            select(SessionRow.id, SessionRow.campaign_id)
            .join(PlayRow, PlayRow.session_id == SessionRow.id)
            .join(ImportedVoteRow, ImportedVoteRow.play_id == PlayRow.id)
            .where(ImportedVoteRow.import_id == import_id)
            .distinct()
            .order_by(SessionRow.id)
        )
        return [(session_id, campaign_id) for session_id, campaign_id in found]

    async def undo(self, import_id: int, now: datetime) -> None:
        """Forgets the votes of an import; the same lines can be imported again."""
        await self._session.execute(delete(ImportedVoteRow).where(ImportedVoteRow.import_id == import_id))
        await self._session.execute(update(ImportRow).where(ImportRow.id == import_id).values(undone_at=now))

    async def _imports(self, wanted: Select[Any]) -> list[Import]:
        return [
            Import(row.id, row.session_id, row.imported_by, row.imported_at, row.undone_at, count)
            for row, count in await self._session.execute(wanted)
        ]


def _of(guild_id: int) -> Select[Any]:
    counted = (
        select(func.count())
        .select_from(ImportedVoteRow)
        .where(ImportedVoteRow.import_id == ImportRow.id)
        .scalar_subquery()
    )
    return (
        select(ImportRow, counted)
        .where(ImportRow.guild_id == guild_id)
        .order_by(ImportRow.id.desc())
        .execution_options(populate_existing=True)
    )


async def imported_on(session: AsyncSession, play_ids: Collection[int]) -> list[Vote]:
    """The latest imported vote of each voter on each of these plays, in time order.

    A line that was heard live too is left to the message: it may have been edited or deleted.
    """
    line = ImportedVoteRow
    heard = exists().where(VoteRow.line_hash == line.line_hash, VoteRow.play_id == line.play_id)
    own_name = case((line.user_id.is_(None), line.name), else_="")
    # Names are told apart by case here: whoever asks for what stands folds them.
    nth = func.row_number().over(
        partition_by=(line.play_id, func.coalesce(line.user_id, 0), own_name),
        order_by=(line.said_at.desc(), line.id.desc()),
    )
    latest = (
        select(line.id, line.play_id, line.user_id, line.name, line.value, line.said_at, line.line_hash, nth.label("n"))
        .where(line.play_id.in_(play_ids), ~heard)
        .subquery()
    )
    found = await session.execute(select(latest).where(latest.c.n == 1).order_by(latest.c.said_at, latest.c.id))
    return [
        Vote(
            message_id=snowflake_at(row.said_at),
            channel_id=0,
            play_id=row.play_id,
            user_id=row.user_id or 0,
            value=row.value,
            seen_at=row.said_at,
            line_hash=row.line_hash,
            name=None if row.user_id else row.name,
        )
        for row in found
    ]
