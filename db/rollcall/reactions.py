"""The reactions under roll calls' cards, as they were last seen."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.rollcall.rows import OptionRow, ReactionRow, RollCallRow
from domain.rollcall.poll import Mode, Status

Key = tuple[int, int]  # option id, user id: as answers are kept


class Reactions:
    """The reactions of all roll calls: of each that stands for an option, who gave it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def seen(self, roll_call_id: int) -> set[Key]:
        """Those under that roll call's card."""
        found = await self._session.execute(
            select(ReactionRow.option_id, ReactionRow.user_id)
            .join(OptionRow, OptionRow.id == ReactionRow.option_id)
            .where(OptionRow.rollcall_id == roll_call_id)
        )
        return {(option_id, user_id) for option_id, user_id in found}

    async def add(self, keys: Collection[Key]) -> None:
        """These are there now."""
        if keys:
            rows = [{"option_id": option_id, "user_id": user_id} for option_id, user_id in keys]
            await self._session.execute(insert(self._session, ReactionRow).on_conflict_do_nothing(), rows)

    async def drop(self, keys: Collection[Key]) -> None:
        """These are not there any more."""
        if keys:
            key = tuple_(ReactionRow.option_id, ReactionRow.user_id)
            await self._session.execute(delete(ReactionRow).where(key.in_(list(keys))))

    async def forget(self, roll_call_id: int) -> None:
        """The card is another message, under which there are none yet."""
        options = select(OptionRow.id).where(OptionRow.rollcall_id == roll_call_id)
        await self._session.execute(delete(ReactionRow).where(ReactionRow.option_id.in_(options)))

    async def counting(self, ended_since: datetime) -> list[tuple[int, int]]:
        """The roll calls that reactions answer, or did until then, in all guilds: their ids, each with its guild's."""
        found = await self._session.execute(
            select(RollCallRow.id, RollCallRow.guild_id)
            .where(
                (RollCallRow.status == Status.OPEN) | (RollCallRow.closed_at >= ended_since),
                RollCallRow.mode != Mode.BUTTONS,
            )
            .order_by(RollCallRow.id)
        )
        return [(id_, guild_id) for id_, guild_id in found]
