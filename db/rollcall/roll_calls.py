"""Roll calls of all guilds."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow
from db.rollcall.missed import missed_lately
from db.rollcall.rows import AnswerRow, OptionRow, ReactionRow, RollCallRow
from db.scheduling.rows import SessionRow
from domain.errors import NothingMatches
from domain.lookup import Named
from domain.rollcall.editing import Exchange
from domain.rollcall.errors import OptionGone
from domain.rollcall.options import Given, Option
from domain.rollcall.poll import RollCall, Status

FRESH = {"populate_existing": True}  # whoever waited for a lock has to see what is kept now
SAME = (
    "guild_id", "campaign_id", "title", "mode", "status", "created_by", "deadline", "duration", "closed_at", "quorum",
    "players_only", "anonymous", "fair", "ping_role_id", "undo_until",
)  # fmt: skip


class RollCalls:
    """The roll calls of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, roll_call: RollCall, starts: list[datetime]) -> RollCall:
        """Keeps a new roll call with these options, and gives it and them their ids."""
        row = RollCallRow(**{name: getattr(roll_call, name) for name in SAME})
        self._session.add(row)
        await self._session.flush()
        await self._add_options(row.id, ((one, place) for place, one in enumerate(starts)))
        return await self.get(row.id, roll_call.guild_id)

    async def _add_options(self, roll_call_id: int, options: Iterable[tuple[datetime, int]]) -> None:
        self._session.add_all(
            OptionRow(rollcall_id=roll_call_id, starts_at=starts_at, place=place) for starts_at, place in options
        )
        await self._session.flush()

    async def get(self, roll_call_id: int, guild_id: int, *, lock: bool = False) -> RollCall:
        """That roll call of that guild, with its answers. Raises NothingMatches; another guild's does not exist."""
        wanted = select(RollCallRow).where(RollCallRow.id == roll_call_id, RollCallRow.guild_id == guild_id)
        found = await self._session.scalars(
            (wanted.with_for_update(key_share=True) if lock else wanted).execution_options(**FRESH)
        )
        row = found.one_or_none()
        if row is None:
            raise NothingMatches("roll call", f"#{roll_call_id}")
        return await self._value(row)

    async def with_option(self, option_id: int, guild_id: int) -> RollCall:
        """The roll call that has this option, locked for a decision. Raises NothingMatches, OptionGone."""
        option = await self._session.get(OptionRow, option_id)
        if option is None:
            raise OptionGone
        roll_call = await self.get(option.rollcall_id, guild_id, lock=True)
        if option_id not in {one.id for one in roll_call.options}:  # taken out while this waited for the lock
            raise OptionGone
        return roll_call

    async def id_of_option(self, option_id: int) -> int:
        """The id of the roll call that has this option."""
        return (await self._session.get_one(OptionRow, option_id)).rollcall_id

    async def _value(self, row: RollCallRow) -> RollCall:
        options = await self._session.scalars(
            select(OptionRow)
            .where(OptionRow.rollcall_id == row.id)
            .order_by(OptionRow.starts_at)
            .execution_options(**FRESH)
        )
        kept = tuple(Option(one.id, one.starts_at, one.place) for one in options)
        ids = [one.id for one in kept]
        answers = await self._session.scalars(
            select(AnswerRow).where(AnswerRow.option_id.in_(ids)).execution_options(**FRESH)
        )
        promoted = await self._session.scalars(select(SessionRow.id).where(SessionRow.option_id.in_(ids)))
        return RollCall(
            id=row.id,
            options=kept,
            answers={(one.option_id, one.user_id): Given(one.answer, one.cause) for one in answers},
            session_id=promoted.first(),
            missed=await missed_lately(self._session, row.campaign_id, row.closed_at) if row.fair else {},
            **{name: getattr(row, name) for name in SAME},
        )

    async def save_answers(self, before: RollCall, after: RollCall) -> None:
        """Keeps the answers that changed between the two."""
        for key, given in after.answers.items():
            if before.answers.get(key) != given:
                option_id, user_id = key
                await self._session.merge(
                    AnswerRow(option_id=option_id, user_id=user_id, answer=given.answer, cause=given.cause)
                )

    async def save_status(self, roll_call: RollCall) -> None:
        """Keeps whether it is open, and what came of it."""
        row = await self._session.get_one(RollCallRow, roll_call.id)
        row.status = roll_call.status
        row.closed_at = roll_call.closed_at
        row.undo_until = roll_call.undo_until

    async def save_edit(self, roll_call: RollCall, exchange: Exchange) -> RollCall:
        """Keeps what was edited; the options that go take their answers with them."""
        row = await self._session.get_one(RollCallRow, roll_call.id)
        row.title = roll_call.title
        row.deadline = roll_call.deadline
        row.duration = roll_call.duration
        row.quorum = roll_call.quorum
        await self._add_options(row.id, exchange.new)
        after = await self.get(row.id, roll_call.guild_id)
        await self._inherit_reactions(after, exchange)
        await self._session.execute(delete(OptionRow).where(OptionRow.id.in_([one.id for one in exchange.gone])))
        return await self.get(row.id, roll_call.guild_id)

    async def _inherit_reactions(self, after: RollCall, exchange: Exchange) -> None:
        """Where a letter goes from one option to another, those who reacted to the one were seen, and mean no other."""
        gone = {one.place: one.id for one in exchange.gone}
        kept = {one.id for one in (*exchange.kept, *exchange.gone)}
        for option in after.options:
            if option.place in gone and option.id not in kept:
                seen = select(literal(option.id), ReactionRow.user_id).where(
                    ReactionRow.option_id == gone[option.place]
                )
                await self._session.execute(insert(ReactionRow).from_select(["option_id", "user_id"], seen))

    async def newest(self, guild_id: int, *, open_only: bool = False) -> RollCall | None:
        """The guild's newest roll call, or its newest open one."""
        wanted = select(RollCallRow).where(RollCallRow.guild_id == guild_id).order_by(RollCallRow.id.desc())
        if open_only:
            wanted = wanted.where(RollCallRow.status == Status.OPEN)
        row = (await self._session.scalars(wanted.limit(1))).one_or_none()
        return await self._value(row) if row else None

    async def could_be_meant(self, guild_id: int, now: datetime) -> list[RollCall]:
        """The guild's roll calls that are open or have an option to come, and the one that ended last; newest first."""
        of_guild = RollCallRow.guild_id == guild_id
        last = select(RollCallRow.id).where(of_guild).order_by(RollCallRow.closed_at.desc().nulls_last()).limit(1)
        to_come = select(OptionRow.rollcall_id).where(OptionRow.starts_at > now)
        found = await self._session.scalars(
            select(RollCallRow)
            .where(of_guild)
            .where(
                (RollCallRow.status == Status.OPEN)
                | RollCallRow.id.in_(to_come)
                | (RollCallRow.id == last.scalar_subquery())
            )
            .order_by(RollCallRow.id.desc())
        )
        return [await self._value(row) for row in found.all()]

    async def open_in(self, guild_id: int) -> list[RollCall]:
        """The guild's open roll calls, the one that closes first first."""
        found = await self._session.scalars(
            select(RollCallRow)
            .where(RollCallRow.guild_id == guild_id, RollCallRow.status == Status.OPEN)
            .order_by(RollCallRow.deadline, RollCallRow.id)
        )
        return [await self._value(row) for row in found.all()]

    async def names(self, guild_id: int) -> list[Named]:
        """How the guild's roll calls are named: the open ones first, and of those and the others the newest first.

        Where they are of several campaigns, each is named with its campaign.
        """
        found = await self._session.execute(
            select(RollCallRow.id, RollCallRow.title, CampaignRow.id, CampaignRow.name)
            .join(CampaignRow, CampaignRow.id == RollCallRow.campaign_id)
            .where(RollCallRow.guild_id == guild_id)
            .order_by((RollCallRow.status == Status.OPEN).desc(), RollCallRow.id.desc())
        )
        rows = found.all()
        several = len({campaign_id for _, _, campaign_id, _ in rows}) > 1
        return [Named(id_, title, id_, group=campaign if several else None) for id_, title, _, campaign in rows]
