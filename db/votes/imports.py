"""Imported chat logs, and the votes in them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.rows import PlayRow
from db.scheduling.rows import SessionRow
from db.votes.rows import HeardLineRow, ImportedVoteRow, ImportRow, VoteRow
from domain.data import NOBODYS
from domain.snowflake import instant_of, snowflake_at
from domain.votes import Vote
from domain.votes.imports import Import
from domain.votes.matching import Matched

PORTION = 5000  # values in one statement; SQLite takes 32,766
_LINES = cast(Table, ImportedVoteRow.__table__)  # written as a table's rows, not as objects: they may be very many
SLICE = 1000  # rows that are read at once where there may be very many: others have their turn in between


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

    async def of_guild(self, guild_id: int, *, without: Collection[int] = ()) -> list[Import]:
        """The guild's imports that count, the newest first, but for those with votes for one of these campaigns."""
        wanted = _of(guild_id).where(ImportRow.undone_at.is_(None))
        if without:
            theirs = (
                select(SessionRow.id)
                .join(PlayRow, PlayRow.session_id == SessionRow.id)
                .join(ImportedVoteRow, ImportedVoteRow.play_id == PlayRow.id)
                .where(ImportedVoteRow.import_id == ImportRow.id, SessionRow.campaign_id.in_(without))
            )
            wanted = wanted.where(~theirs.exists())
        return await self._imports(wanted)

    async def get(self, import_id: int, guild_id: int) -> Import | None:
        """That import of that guild, undone or not."""
        found = await self._imports(_of(guild_id).where(ImportRow.id == import_id))
        return found[0] if found else None

    async def lock(self, import_id: int) -> bool:
        """Makes others who add to it or undo it wait until this transaction ends; gives whether it counts."""
        wanted = select(ImportRow.undone_at).where(ImportRow.id == import_id).with_for_update()
        return (await self._session.execute(wanted)).one()[0] is None

    async def known(self, guild_id: int, lines: Sequence[Matched]) -> set[bytes]:
        """The hashes of those of the lines that the guild has seen: imported, or heard live."""
        found: set[bytes] = set()
        hashes = [one.line_hash for one in lines]
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
                    _heard().where(SessionRow.guild_id == guild_id, HeardLineRow.line_hash.in_(some))
                )
            )
        return found

    async def nobodys(self, play_ids: Collection[int]) -> list[tuple[int, datetime, int | None]]:
        """The votes that forgotten people left on these plays: play, instant and value; None: it was taken back."""
        votes = await self._session.execute(
            select(VoteRow.play_id, VoteRow.message_id, VoteRow.value).where(
                VoteRow.play_id.in_(play_ids), VoteRow.user_id <= -NOBODYS
            )
        )
        lines = await self._session.execute(
            select(ImportedVoteRow.play_id, ImportedVoteRow.said_at, ImportedVoteRow.value).where(
                ImportedVoteRow.play_id.in_(play_ids), ImportedVoteRow.user_id <= -NOBODYS
            )
        )
        heard = [(play_id, instant_of(message_id), value) for play_id, message_id, value in votes]
        return heard + [(play_id, said_at, value) for play_id, said_at, value in lines]

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
                "voter": one.name.casefold(),
                "value": one.value,
                "said_at": one.said_at,
                "message_id": snowflake_at(one.said_at),
            }
            for one in votes
        ]
        if rows:
            await self._session.execute(insert(_LINES), rows)

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


def _heard() -> Select[bytes]:
    """The lines of messages that were heard, in each of their versions."""
    return (
        select(HeardLineRow.line_hash)
        .join(VoteRow, VoteRow.message_id == HeardLineRow.message_id)
        .join(PlayRow, PlayRow.id == VoteRow.play_id)
        .join(SessionRow, SessionRow.id == PlayRow.session_id)
    )


def is_heard() -> ColumnElement[bool]:
    """Whether an imported line was heard live too: it is left to the message, which may be edited or deleted."""
    same = (HeardLineRow.line_hash == ImportedVoteRow.line_hash) & (SessionRow.guild_id == ImportedVoteRow.guild_id)
    return _heard().where(same).exists()


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
    """The latest imported vote of each voter on each of these plays, in time order."""
    line = ImportedVoteRow
    own_name = case((line.user_id.is_(None), line.voter), else_="")
    nth = func.row_number().over(
        partition_by=(line.play_id, func.coalesce(line.user_id, 0), own_name),
        order_by=(line.said_at.desc(), line.id.desc()),
    )
    latest = (
        select(
            line.id, line.play_id, line.user_id, line.name, line.value, line.said_at, line.message_id, nth.label("n")
        )
        .where(line.play_id.in_(play_ids), ~is_heard())
        .subquery()
    )
    rows = await session.stream(select(latest).where(latest.c.n == 1).order_by(latest.c.said_at, latest.c.id))
    return [
        Vote(
            message_id=row.message_id,
            channel_id=0,
            play_id=row.play_id,
            user_id=row.user_id or 0,
            value=row.value,
            seen_at=row.said_at,
            name=None if row.user_id else row.name,
        )
        async for slice_ in rows.partitions(SLICE)
        for row in slice_
    ]
