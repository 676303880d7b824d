"""The outbox: what webhooks are to be told. An event leaves it when it is delivered, or when it is given up."""

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.outside.rows import WebhookDeliveryRow, WebhookRow
from domain.outside.outbox import MOST_WAITING, Backlog, Event, Trouble

Row = WebhookDeliveryRow
TROUBLES = [one.value for one in Trouble]


class Outbox:
    """What is to be told, of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.changed = False
        """Whether something is to be told that was not before this transaction."""

    async def add(self, guild_id: int, event: Event, payload: str, now: datetime) -> None:
        """Keeps an event to be told; while nobody answers there, it is tried after those that wait already."""
        blocked = await self._session.scalars(
            select(func.max(Row.due_at)).where(Row.guild_id == guild_id, Row.due_at > now, Row.problem.in_(TROUBLES))
        )
        due_at = blocked.one_or_none() or now
        self._session.add(Row(guild_id=guild_id, event=event, payload=payload, happened_at=now, due_at=due_at))
        await self._session.flush()
        self.changed = True

    async def thin(self, guild_id: int, word: Callable[[int], str], now: datetime) -> int:
        """Drops the oldest events of a guild that has too many, and puts one in their place that says how many.

        `word` gives that one's payload. Gives how many were dropped so far. What is being sent stays.
        """
        if await self._waiting(guild_id) <= MOST_WAITING:
            return 0
        sending = await self._session.scalars(
            select(WebhookRow.sending_id).where(WebhookRow.guild_id == guild_id).with_for_update()
        )
        over = await self._waiting(guild_id) - MOST_WAITING
        spared = Row.id.is_distinct_from(sending.one_or_none())
        found = await self._session.scalars(
            select(Row)
            .where(_waits(guild_id), spared)
            .order_by(Row.id)
            .limit(max(over, 0) + 1)
            .execution_options(populate_existing=True)
        )
        first, *others = found.all()
        if not others:
            return 0
        dropped = sum(_dropped(one) for one in (first, *others))
        first.event, first.payload, first.happened_at = Event.DROPPED, word(dropped), now
        for one in others:
            await self._session.delete(one)
        await self._session.flush()
        return dropped

    async def _waiting(self, guild_id: int) -> int:
        return (await self._session.scalars(select(func.count()).select_from(Row).where(_waits(guild_id)))).one()

    async def delivered(self, guild_id: int, event_id: int, now: datetime) -> None:
        """The event is told: it goes, with what was given up, and what waited because nobody answered is due."""
        await self._session.execute(
            delete(Row).where((Row.id == event_id) | _given_up(guild_id)).execution_options(synchronize_session=False)
        )
        await self._put(_waits(guild_id) & _unanswered() & (Row.due_at > now), due_at=now)

    async def failed(self, event_id: int, problem: str, again_at: datetime | None) -> None:
        """The event was tried in vain; it is tried again then, or never (None)."""
        await self._put(Row.id == event_id, attempts=Row.attempts + 1, problem=problem, due_at=again_at)

    async def put_off(self, guild_id: int, until: datetime) -> None:
        """Has everything wait until then, so that order is kept."""
        await self._put((Row.guild_id == guild_id) & (Row.due_at < until), due_at=until)

    async def keep_one_given_up(self, guild_id: int, event_id: int) -> bool:
        """Keeps only that one of the events that were given up: it shows what went wrong. Whether it is the first."""
        earlier = await self._session.execute(
            delete(Row).where(_given_up(guild_id), Row.id != event_id).returning(Row.id)
        )
        return earlier.first() is None

    async def hurry(self, guild_id: int, now: datetime) -> None:
        """Has the oldest of what waits because nobody answered told at once; the others follow once it is told."""
        oldest = select(func.min(Row.id)).where(_waits(guild_id), _unanswered())
        await self._put(Row.id.in_(oldest), due_at=now)
        self.changed = True

    async def begin_anew(self, guild_id: int, now: datetime) -> None:
        """Has what waits told at another address, where nothing failed yet."""
        await self._session.execute(delete(Row).where(_given_up(guild_id)).execution_options(synchronize_session=False))
        await self._put(Row.guild_id == guild_id, attempts=0, problem=None, due_at=now)  # all, so that order is kept
        self.changed = True

    async def clear(self, guild_id: int) -> int:
        """Drops everything of a guild; gives how many events that were."""
        gone = await self._session.execute(delete(Row).where(Row.guild_id == guild_id).returning(Row.id))
        return len(gone.all())

    async def hide_voter(self, user_id: int) -> None:
        """Leaves that person's id out of the votes that wait to be told."""
        named = f'"voter_id":"{user_id}"'  # payloads have no spaces, and quotes in what people write are escaped
        await self._put(
            Row.payload.contains(named, autoescape=True),
            payload=func.replace(Row.payload, named, '"voter_id":null'),
        )

    async def backlog(self, guild_id: int) -> Backlog:
        """What the guild's webhook has not been told."""
        wanted = select(Row).where(Row.guild_id == guild_id).order_by(Row.id)
        rows = (await self._session.scalars(wanted.execution_options(populate_existing=True))).all()
        waiting = [one for one in rows if one.due_at is not None]
        dropped = sum(_dropped(one) for one in waiting if one.event == Event.DROPPED)
        problem = next((one.problem for one in (*waiting, *rows) if one.problem is not None), None)
        told = sum(one.event != Event.DROPPED for one in waiting)
        return Backlog(told, dropped, problem, len(waiting) < len(rows))

    async def _put(self, which: ColumnElement[bool], **values: object) -> None:
        await self._session.execute(
            update(Row).where(which).values(**values).execution_options(synchronize_session=False)
        )


def _waits(guild_id: int) -> ColumnElement[bool]:
    return (Row.guild_id == guild_id) & Row.due_at.is_not(None)


def _given_up(guild_id: int) -> ColumnElement[bool]:
    return (Row.guild_id == guild_id) & Row.due_at.is_(None)


def _unanswered() -> ColumnElement[bool]:
    """Of what waits: not because the receiver answered with another status to this very event."""
    return or_(Row.problem.is_(None), Row.problem.in_(TROUBLES))


def _dropped(row: WebhookDeliveryRow) -> int:
    """For how many events the row stands."""
    return int(json.loads(row.payload)["dropped"]) if row.event == Event.DROPPED else 1
