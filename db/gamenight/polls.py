"""Quick polls on what to play."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.gamenight.mapping import with_tags_and_owners
from db.gamenight.rows import GameRow, PickPollRow, PickRow, PickVoteRow
from domain.errors import NothingMatches
from domain.gamenight.library import Game
from domain.gamenight.polls import Choice, NotStarted, PickPoll


class PickPolls:
    """The quick polls of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, guild_id: int, campaign_id: int, created_by: int, ends_at: datetime, games: Sequence[Game]
    ) -> PickPoll:
        """Keeps a new poll on these games, in their order."""
        row = PickPollRow(guild_id=guild_id, campaign_id=campaign_id, created_by=created_by, ends_at=ends_at)
        self._session.add(row)
        await self._session.flush()
        self._session.add_all(
            PickRow(poll_id=row.id, place=place, game_id=game.id) for place, game in enumerate(games, 1)
        )
        await self._session.flush()
        return PickPoll(row.id, guild_id, campaign_id, created_by, ends_at, dict(enumerate(games, 1)))

    async def get(self, poll_id: int, guild_id: int, *, lock: bool = False) -> PickPoll:
        """That poll of that guild, without the games that were deleted since. Raises NothingMatches."""
        wanted = select(PickPollRow).where(PickPollRow.id == poll_id, PickPollRow.guild_id == guild_id)
        wanted = wanted.execution_options(populate_existing=True)
        row = (await self._session.scalars(wanted.with_for_update(key_share=True) if lock else wanted)).one_or_none()
        if row is None:
            raise NothingMatches("poll", f"#{poll_id}")
        picks = await self._session.execute(
            select(PickRow.place, GameRow)
            .join(GameRow, GameRow.id == PickRow.game_id)
            .where(PickRow.poll_id == poll_id)
            .order_by(PickRow.place)
        )
        found = picks.all()
        games = await with_tags_and_owners(self._session, [game for _, game in found])
        votes = await self._session.execute(
            select(PickVoteRow.user_id, PickVoteRow.place, PickVoteRow.cause).where(PickVoteRow.poll_id == poll_id)
        )
        return PickPoll(
            row.id,
            row.guild_id,
            row.campaign_id,
            row.created_by,
            row.ends_at,
            {place: game for (place, _), game in zip(found, games, strict=True)},
            {vote.user_id: Choice(vote.place, vote.cause) for vote in votes},
            row.ended_at,
            row.stopped_by,
            row.play_id,
            row.not_started,
        )

    async def open_of(self, campaign_id: int) -> int | None:
        """The id of the campaign's poll that has not ended, if there is one."""
        found = await self._session.scalars(
            select(PickPollRow.id).where(PickPollRow.campaign_id == campaign_id, PickPollRow.ended_at.is_(None))
        )
        return found.first()

    async def vote(self, poll_id: int, user_id: int, choice: Choice) -> None:
        """Keeps what a person chose, instead of what they chose before."""
        new = insert(self._session, PickVoteRow).values(
            poll_id=poll_id, user_id=user_id, place=choice.place, cause=choice.cause
        )
        await self._session.execute(
            new.on_conflict_do_update(
                index_elements=["poll_id", "user_id"],
                set_={"place": new.excluded.place, "cause": new.excluded.cause},
                where=PickVoteRow.cause < new.excluded.cause,
            )
        )

    async def end(
        self,
        poll_id: int,
        now: datetime,
        *,
        stopped_by: int | None = None,
        play_id: int | None = None,
        not_started: NotStarted | None = None,
    ) -> None:
        """Notes that the poll is over, and what came of it."""
        await self._session.execute(
            update(PickPollRow)
            .where(PickPollRow.id == poll_id)
            .values(ended_at=now, stopped_by=stopped_by, play_id=play_id, not_started=not_started)
        )
