"""What becomes of the votes of somebody who is forgotten, before their id is taken out of them."""

import secrets
from datetime import datetime

from sqlalchemy import delete, or_, select, update
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
    votes = (vote.c.user_id == user_id) & of_guild(vote, guild_id)
    lines = (line.c.user_id == user_id) & of_guild(line, guild_id)
    versions = heard.c.message_id.in_(select(vote.c.message_id).where(votes))
    named = line.c.user_id.is_(None) & of_guild(line, guild_id) & (line.c.voter == username.casefold())
    for statement in (
        update(ImportedVoteRow).where(named).values(user_id=user_id),
        # What was heard live too is left to the message, and is not to be found by its hash any more.
        delete(ImportedVoteRow).where(lines, line.c.line_hash.in_(select(heard.c.line_hash).where(versions))),
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
