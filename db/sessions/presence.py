"""Presence in live sessions: who is there now, every change, and when the bot heard nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow, PlayerRow
from db.dialect import insert
from db.scheduling.rows import RsvpRow, SessionRow
from db.sessions.rows import GapRow, GuestRow, PresenceChangeRow, PresenceRow
from db.votes.rows import ReadBackRow
from domain.scheduling.seats import Plan
from domain.scheduling.session import LIVE, Session
from domain.sessions.presence import Change, Move, Participant

EVERYWHERE = 0  # beside the channels that are read back for votes: up to when the gateway was heard


@dataclass(frozen=True, slots=True)
class Place:
    """Where a live session is: its channel, and the voice channel if it has one."""

    session_id: int
    guild_id: int
    channel_id: int
    voice_id: int | None

    @property
    def channel_ids(self) -> frozenset[int]:
        """The channels in which it can be taken part in."""
        return frozenset({self.channel_id} if self.voice_id is None else {self.channel_id, self.voice_id})


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a live session during which the bot heard nothing."""

    began_at: datetime
    ended_at: datetime


class Presences:
    """Who is there in all live sessions, and was in those that are over."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def places(self, guild_ids: Collection[int] | None = None) -> list[Place]:
        """Where sessions are live, in these guilds or in all."""
        wanted = select(SessionRow.id, SessionRow.guild_id, SessionRow.live_channel_id, SessionRow.voice_id).where(
            SessionRow.state.in_(LIVE)
        )
        if guild_ids is not None:
            wanted = wanted.where(SessionRow.guild_id.in_(guild_ids))
        found = await self._session.execute(wanted.order_by(SessionRow.id))
        return [
            Place(session_id, guild_id, channel_id, voice_id)
            for session_id, guild_id, channel_id, voice_id in found
            if channel_id is not None
        ]

    async def takes_part(self, session: Session, user_id: int) -> bool:
        """Whether the person has to do with the session: runs it, plays in its campaign, did not say no, is a guest."""
        ways = (
            select(literal(1))
            .where(RsvpRow.session_id == session.id, RsvpRow.user_id == user_id)
            .where(RsvpRow.plan != Plan.NOT_GOING),
            select(literal(1)).where(PlayerRow.campaign_id == session.campaign_id, PlayerRow.user_id == user_id),
            select(literal(1)).where(GuestRow.session_id == session.id, GuestRow.user_id == user_id),
            select(literal(1)).where(CampaignRow.id == session.campaign_id, CampaignRow.organiser_id == user_id),
        )
        if session.created_by == user_id:
            return True
        found = await self._session.scalars(ways[0].union_all(*ways[1:]).limit(1))
        return found.first() is not None

    async def of_person(self, session_id: int, user_id: int) -> Participant | None:
        """How that person stands in the session; None where nothing was seen of them yet."""
        row = await self._session.get(PresenceRow, (session_id, user_id))
        return _participant(row) if row else None

    async def of_session(self, session_id: int) -> list[Participant]:
        """Everybody who was seen in the session, as they stood at their last change, in the order of their ids."""
        found = await self._session.scalars(
            select(PresenceRow).where(PresenceRow.session_id == session_id).order_by(PresenceRow.user_id)
        )
        return [_participant(row) for row in found]

    async def save(self, session_id: int, move: Move) -> None:
        """Keeps somebody as they are now, and the changes by which they came to be so."""
        person = move.person
        await self._session.merge(
            PresenceRow(
                session_id=session_id,
                user_id=person.user_id,
                presence=person.presence,
                since=person.since,
                acted_at=person.acted_at,
                in_voice=person.in_voice,
                activity=person.activity,
                activity_until=person.activity_until,
            )
        )
        self._session.add_all(
            PresenceChangeRow(
                session_id=session_id, user_id=person.user_id, presence=one.presence, source=one.source, at=one.at
            )
            for one in move.changes
        )
        await self._session.flush()

    async def taken_back(self, session_id: int, before: Participant, move: Move) -> Move:
        """The move without a change, where it makes somebody what they were before their last one; that is forgotten.

        Any other move is given as it is.
        """
        found = await self._session.scalars(
            select(PresenceChangeRow)
            .where(PresenceChangeRow.session_id == session_id, PresenceChangeRow.user_id == before.user_id)
            .order_by(PresenceChangeRow.at.desc(), PresenceChangeRow.id.desc())
            .limit(2)
        )
        rows = found.all()
        if len(rows) < 2 or len(move.changes) != 1 or rows[1].presence is not move.person.presence:
            return move
        since = rows[1].at
        await self._session.delete(rows[0])
        return Move(replace(move.person, since=since))

    async def changes(self, session_id: int) -> list[tuple[int, Change]]:
        """Every change of anybody's presence in the session, with whose it is, in time order."""
        found = await self._session.scalars(
            select(PresenceChangeRow)
            .where(PresenceChangeRow.session_id == session_id)
            .order_by(PresenceChangeRow.at, PresenceChangeRow.id)
        )
        return [(row.user_id, Change(row.presence, row.source, row.at)) for row in found]

    async def gaps(self, session_id: int) -> list[Gap]:
        """When the bot heard nothing of the session, in time order."""
        found = await self._session.scalars(
            select(GapRow).where(GapRow.session_id == session_id).order_by(GapRow.began_at)
        )
        return [Gap(row.began_at, row.ended_at) for row in found]

    async def add_gap(self, session_id: int, gap: Gap) -> None:
        """Keeps such a stretch; one that began then already is as long as the longer of the two."""
        await self._session.merge(GapRow(session_id=session_id, began_at=gap.began_at, ended_at=gap.ended_at))
        await self._session.flush()

    async def heard(self, session_ids: Iterable[int], now: datetime) -> None:
        """Notes that everything of these sessions was heard up to now."""
        for session_id in session_ids:
            new = insert(self._session, ReadBackRow).values(
                session_id=session_id, channel_id=EVERYWHERE, heard_until=now
            )
            await self._session.execute(
                new.on_conflict_do_update(
                    index_elements=["session_id", "channel_id"], set_={"heard_until": new.excluded.heard_until}
                )
            )

    async def heard_until(self, session_id: int, cut_off_at: datetime) -> datetime | None:
        """Up to when everything of the session was heard: an act that was taken later was heard too.

        Acts from after `cut_off_at`, when the connection was lost, tell nothing of what was heard before them.
        """
        noted = await self._session.scalars(
            select(ReadBackRow.heard_until).where(
                ReadBackRow.session_id == session_id, ReadBackRow.channel_id == EVERYWHERE
            )
        )
        acted = await self._session.scalars(
            select(func.max(PresenceRow.acted_at, type_=PresenceRow.acted_at.type)).where(
                PresenceRow.session_id == session_id, PresenceRow.acted_at <= cut_off_at
            )
        )
        return max((one for one in (noted.one_or_none(), acted.one_or_none()) if one is not None), default=None)


def _participant(row: PresenceRow) -> Participant:
    return Participant(
        user_id=row.user_id,
        presence=row.presence,
        since=row.since,
        acted_at=row.acted_at,
        in_voice=row.in_voice,
        activity=row.activity,
        activity_until=row.activity_until,
    )
