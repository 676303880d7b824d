"""Looking over a guild's sessions: who stands how to them, and which fit a search."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow, PlayerRow
from db.cards.rows import CardRow
from db.scheduling.mapping import session_of
from db.scheduling.rows import RsvpRow, SessionRow, SessionTagRow, TagRow
from domain.cards import CardKind, message_url
from domain.scheduling.session import Session, State
from domain.scheduling.visibility import Private

MOST_LISTED = 300


class Listing:
    """The sessions of all guilds, looked over. `without` are the ids of those that the person may not see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def private(self, guild_id: int, user_id: int) -> list[Private]:
        """The guild's private sessions, as that person stands to them."""
        plays = select(PlayerRow.user_id).where(
            PlayerRow.campaign_id == SessionRow.campaign_id,
            PlayerRow.user_id == user_id,
            PlayerRow.joined_at <= SessionRow.asked_in_at,  # later ones were not let into its thread
        )
        answered = select(RsvpRow.user_id).where(RsvpRow.session_id == SessionRow.id, RsvpRow.user_id == user_id)
        found = await self._session.execute(
            select(
                SessionRow.id,
                SessionRow.campaign_id,
                CampaignRow.kind,
                SessionRow.thread_id,
                SessionRow.live_channel_id,
                SessionRow.created_by,
                plays.exists(),
                answered.exists(),
            )
            .join(CampaignRow, CampaignRow.id == SessionRow.campaign_id)
            .where(SessionRow.guild_id == guild_id, SessionRow.private)
        )
        return [
            Private(
                session_id=session_id,
                campaign_id=campaign_id,
                kind=kind,
                shown_in=tuple(one for one in (thread_id, live_channel_id) if one is not None),
                made_it=created_by == user_id,
                plays=is_player,
                answered=has_answered,
            )
            for session_id, campaign_id, kind, thread_id, live_channel_id, created_by, is_player, has_answered in found
        ]

    async def find(
        self,
        guild_id: int,
        states: Iterable[State],
        now: datetime,
        *,
        campaign_id: int | None = None,
        tag: str | None = None,
        without: Collection[int] = (),
        limit: int = MOST_LISTED,
    ) -> list[Session]:
        """The guild's sessions in these states that fit, in time order; `tag` in whatever case.

        Where there are more than `limit`, those that start nearest to `now` are given.
        """
        wanted = select(SessionRow).where(
            SessionRow.guild_id == guild_id, SessionRow.state.in_(list(states)), SessionRow.id.not_in(without)
        )
        if campaign_id is not None:
            wanted = wanted.where(SessionRow.campaign_id == campaign_id)
        if tag is not None:
            tagged = select(SessionTagRow.session_id).join(TagRow).where(TagRow.folded == tag.casefold())
            wanted = wanted.where(SessionRow.id.in_(tagged))
        ahead = wanted.where(SessionRow.starts_at >= now).order_by(SessionRow.starts_at, SessionRow.id)
        behind = wanted.where(SessionRow.starts_at < now).order_by(SessionRow.starts_at.desc(), SessionRow.id.desc())
        coming = [session_of(row) for row in await self._session.scalars(ahead.limit(limit))]
        past = [session_of(row) for row in await self._session.scalars(behind.limit(limit))]
        nearest = sorted([*past, *coming], key=lambda one: (abs(one.starts_at - now), one.id))[:limit]
        return sorted(nearest, key=lambda one: (one.starts_at, one.id))

    async def next_ups(self, guild_id: int, now: datetime, without: Collection[int] = ()) -> set[int]:
        """The ids of each campaign's earliest planned session whose end has not passed."""
        found = await self._session.execute(
            select(SessionRow.campaign_id, SessionRow.id, SessionRow.starts_at, SessionRow.duration)
            .where(SessionRow.guild_id == guild_id, SessionRow.state == State.PLANNED, SessionRow.id.not_in(without))
            .order_by(SessionRow.starts_at.desc(), SessionRow.id.desc())
        )
        earliest = {campaign: id_ for campaign, id_, starts_at, duration in found if starts_at + duration > now}
        return set(earliest.values())

    async def tags(self, guild_id: int, without: Collection[int] = ()) -> list[str]:
        """The tags that these sessions have, in alphabetical order."""
        used = (
            select(SessionTagRow.tag_id)
            .join(SessionRow, SessionRow.id == SessionTagRow.session_id)
            .where(SessionRow.guild_id == guild_id, SessionRow.id.not_in(without))
        )
        found = await self._session.scalars(
            select(TagRow.name).where(TagRow.guild_id == guild_id, TagRow.id.in_(used)).order_by(TagRow.folded)
        )
        return list(found)

    async def played_by(self, guild_id: int, user_id: int) -> set[int]:
        """The ids of the guild's campaigns in which that person plays."""
        found = await self._session.scalars(
            select(PlayerRow.campaign_id)
            .join(CampaignRow, CampaignRow.id == PlayerRow.campaign_id)
            .where(CampaignRow.guild_id == guild_id, PlayerRow.user_id == user_id)
        )
        return set(found)

    async def urls(self, session_ids: Collection[int]) -> dict[int, str]:
        """Where the cards of these sessions are; the board of one that has no other."""
        found = await self._session.execute(
            select(CardRow.kind, CardRow.subject_id, CardRow.guild_id, CardRow.channel_id, CardRow.message_id).where(
                CardRow.kind.in_((CardKind.SESSION, CardKind.BOARD)),
                CardRow.subject_id.in_(session_ids),
                CardRow.message_id.is_not(None),
            )
        )
        by_kind = sorted(found, key=lambda one: one.kind is CardKind.SESSION)  # the session's own comes last, and stays
        return {one.subject_id: message_url(one.guild_id, one.channel_id, one.message_id) for one in by_kind}
