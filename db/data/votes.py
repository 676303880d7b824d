"""What becomes of the votes of somebody who is forgotten, before their id is taken out of them."""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.data.scope import of_guild
from db.gamenight.rows import PlayRow
from db.scheduling.rows import SessionRow
from db.votes.rows import HeardLineRow, ImportedVoteRow, VoteRow
from domain.data import SOMEBODY

HASH = 32  # bytes


async def forget_votes(
    session: AsyncSession, user_id: int, guild_id: int, username: str, *, counting: datetime
) -> None:
    """Takes out of a person's votes in the guild what leads back to them, but for `user_id` and a message's own id.

    Lines of logs under their `username`, in any case, are theirs too. Votes in sessions that ended after `counting`,
    or are live, count no more.
    """
    vote, line, heard = VoteRow.__table__, ImportedVoteRow.__table__, HeardLineRow.__table__
    late = select(PlayRow.id).join(SessionRow)
    late = late.where(or_(SessionRow.ended_at.is_(None), SessionRow.ended_at > counting))
    votes, lines, named = _theirs(user_id, guild_id, username)
    versions = heard.c.message_id.in_(select(vote.c.message_id).where(votes))
    # What was heard live too is left to the message, and is not to be found by its hash any more: under no name.
    told = of_guild(line, guild_id) & line.c.line_hash.in_(select(heard.c.line_hash).where(versions))
    for statement in (
        update(ImportedVoteRow).where(named).values(user_id=user_id),
        delete(ImportedVoteRow).where(told),
        delete(ImportedVoteRow).where(lines, line.c.play_id.in_(late)),
        update(VoteRow).where(votes, vote.c.play_id.in_(late)).values(value=None, deleted=True),
        update(VoteRow).where(votes).values(channel_id=0),
        delete(HeardLineRow).where(versions),
    ):
        await session.execute(statement.execution_options(synchronize_session=False))
    ids = (await session.scalars(select(line.c.id).where(lines))).all()
    if ids:
        unknown = [
            {"id": one, "name": SOMEBODY, "voter": SOMEBODY, "line_hash": secrets.token_bytes(HASH)} for one in ids
        ]
        await session.execute(update(ImportedVoteRow), unknown)


async def voted_in(session: AsyncSession, user_id: int, guild_id: int, username: str) -> list[int]:
    """The ids of the guild's sessions that have votes of that person, or lines of logs under their `username`."""
    votes, lines, named = _theirs(user_id, guild_id, username)
    voted = select(VoteRow.play_id).where(votes).union(select(ImportedVoteRow.play_id).where(or_(lines, named)))
    found = await session.scalars(select(PlayRow.session_id).where(PlayRow.id.in_(voted)).distinct())
    return sorted(found)


def _theirs(user_id: int, guild_id: int, username: str) -> tuple[ColumnElement[bool], ...]:
    """The conditions on a person's votes, on lines of logs that are theirs, and on those that have only their name."""
    vote, line = VoteRow.__table__, ImportedVoteRow.__table__
    return (
        (vote.c.user_id == user_id) & of_guild(vote, guild_id),
        (line.c.user_id == user_id) & of_guild(line, guild_id),
        line.c.user_id.is_(None) & of_guild(line, guild_id) & (line.c.voter == username.casefold()),
    )
