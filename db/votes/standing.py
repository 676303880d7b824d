"""Which votes stand, as the database selects and counts them: `domain.votes.standing`, however many votes there are."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import CompoundSelect, Subquery, and_, case, func, literal, null, or_, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from db.base import Instant
from db.votes.imports import PORTION, is_heard
from db.votes.rows import ImportedVoteRow, VoteRow
from domain.votes import Place, Tally, Vote


class StandingVotes:
    """The standing votes: of each voter on each play that of their latest message or line that still votes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def tallies(self, play_ids: Collection[int]) -> dict[int, Tally]:
        """The tally of each of these plays that anyone voted on, by the play's id."""
        found: dict[int, dict[int, int]] = {}
        for some in _portions(play_ids):
            one = _standing(_cast(some))
            counted = select(one.c.play_id, one.c.value, func.count()).where(one.c.nth == 1)
            for play_id, value, votes in await self._session.execute(counted.group_by(one.c.play_id, one.c.value)):
                found.setdefault(play_id, {})[value] = votes
        return {play_id: Tally(of.get(1, 0), of.get(-1, 0)) for play_id, of in found.items()}

    async def of_person(self, play_ids: Collection[int], user_id: int) -> dict[int, Vote]:
        """That person's standing votes on these plays, by the play's id."""
        found: dict[int, Vote] = {}
        for some in _portions(play_ids):
            one = _standing(_cast(some, user_id))
            for row in await self._session.execute(select(one).where(one.c.nth == 1)):
                found[row.play_id] = _vote(row)
        return found

    async def page(self, play_ids: Collection[int], limit: int, after: Place | None = None) -> list[tuple[Place, Vote]]:
        """The standing votes on these plays in the order they were cast, from behind that place on; `limit` at most."""
        one = _standing(_cast(play_ids))
        wanted = select(one).where(one.c.nth == 1).order_by(one.c.message_id, one.c.line).limit(limit)
        if after is not None:
            behind = and_(one.c.message_id == after.message_id, one.c.line > after.line)
            wanted = wanted.where(or_(one.c.message_id > after.message_id, behind))
        return [(Place(row.message_id, row.line), _vote(row)) for row in await self._session.execute(wanted)]


def _portions(play_ids: Collection[int]) -> Iterator[list[int]]:
    every = list(play_ids)
    return (every[start : start + PORTION] for start in range(0, len(every), PORTION))


def _cast(play_ids: Collection[int], user_id: int | None = None) -> CompoundSelect[Any]:
    """Everything that votes on these plays, by anybody or by that person: in chat, and in logs but for what was heard.

    A voter is told from others by `user_id` and `voter`.
    """
    chat = select(
        VoteRow.message_id,
        literal(0).label("line"),
        VoteRow.channel_id,
        VoteRow.play_id,
        VoteRow.user_id,
        literal("").label("voter"),
        VoteRow.value,
        VoteRow.seen_at,
        type_coerce(null(), Instant).label("said_at"),
        literal("").label("name"),
    ).where(VoteRow.play_id.in_(play_ids), VoteRow.value.is_not(None))
    line = ImportedVoteRow
    logs = select(
        line.message_id,
        line.id,
        literal(0),
        line.play_id,
        func.coalesce(line.user_id, 0),
        case((line.user_id.is_(None), line.voter), else_=""),
        line.value,
        line.said_at,
        line.said_at,
        line.name,
    ).where(line.play_id.in_(play_ids), ~is_heard())
    if user_id is not None:
        chat = chat.where(VoteRow.user_id == user_id)
        logs = logs.where(line.user_id == user_id)
    return union_all(chat, logs)


def _standing(cast: CompoundSelect[Any]) -> Subquery:
    """All of it, each voter's on each play numbered from the latest (`nth`): the first ones stand."""
    every = cast.subquery()
    one = every.c
    nth = func.row_number().over(
        partition_by=(one.play_id, one.user_id, one.voter),
        order_by=(one.message_id.desc(), one.said_at.desc().nulls_last(), one.line.desc()),
    )
    return select(every, nth.label("nth")).subquery()


def _vote(row: Any) -> Vote:
    name = None if row.user_id else row.name
    return Vote(row.message_id, row.channel_id, row.play_id, row.user_id, row.value, row.seen_at, name=name)
