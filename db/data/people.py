"""One person's own data in a guild: read as a whole, and forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow
from db.data.held import HELD, Held
from db.data.scope import of_guild
from db.data.votes import forget_votes, voted_in
from db.gamenight.rows import GameRow, PickPollRow, PickVoteRow, PlayRow
from db.outside.rows import WebhookDeliveryRow, WebhookRow
from db.reminders.rows import ReminderRow
from db.rollcall.rows import AnswerRow, OptionRow, RollCallRow
from db.scheduling.rows import RsvpRow, SeriesRow, SessionRow
from db.sessions.rows import DraftRow, EventRow, ObjectiveRow, PlayerNoteRow, RecapRow
from domain.data import SOMEBODY, Fate
from domain.reminders import TO_COME, Status
from domain.rollcall.poll import Status as RollCallStatus
from domain.sessions.log import Visibility

TEXTS = (
    (EventRow, "text"),
    (RecapRow, "summary highlights people places items quests_begun quests_done notes"),
    (PlayerNoteRow, "text"),
    (ObjectiveRow, "text"),
    (SessionRow, "title description scenario location cancel_reason"),
    (SeriesRow, "title description scenario location"),
    (RsvpRow, "note"),
    (DraftRow, "content"),
    (RollCallRow, "title"),
    (WebhookDeliveryRow, "payload"),
)
"""Where somebody may have been mentioned."""


class PersonalData:
    """What is kept of people, whatever feature keeps it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_person(self, user_id: int, guild_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row of that person in the guild, and what they set everywhere, without secrets."""
        found = {}
        for held in HELD:
            columns = [held.table.c[name] for name in held.shown.split()]
            wanted = select(*columns).where(_theirs(held, user_id, guild_id)).order_by(*held.table.primary_key.columns)
            if held.column == "said_by":  # that others noted it in secret is for them to know
                wanted = wanted.where(held.table.c.visibility == Visibility.EVERYONE)
            found[held.called] = [dict(row._mapping) for row in await self._session.execute(wanted)]
        return found

    async def names(self, guild_id: int, ids: Mapping[str, set[int]]) -> dict[str, dict[int, dict[str, Any]]]:
        """What these rows of the guild are called: of sessions, campaigns, plays, games and options, by their ids."""
        wanted: dict[str, tuple[Table, Any]] = {
            "session_id": (_table(SessionRow), select(SessionRow.id, SessionRow.number, SessionRow.title)),
            "campaign_id": (_table(CampaignRow), select(CampaignRow.id, CampaignRow.name)),
            "game_id": (_table(GameRow), select(GameRow.id, GameRow.title)),
            "play_id": (_table(PlayRow), select(PlayRow.id, GameRow.title, PlayRow.session_id).join(GameRow)),
            "option_id": (
                _table(OptionRow),
                select(OptionRow.id, RollCallRow.title, OptionRow.starts_at).join(RollCallRow),
            ),
        }
        named: dict[str, dict[int, dict[str, Any]]] = {}
        for key, (table, query) in wanted.items():
            rows = await self._session.execute(query.where(table.c.id.in_(ids.get(key, ())), of_guild(table, guild_id)))
            named[key] = {row.id: {k: v for k, v in row._mapping.items() if k != "id"} for row in rows}
        return named

    async def open_roll_calls(self, user_id: int, guild_id: int) -> list[int]:
        """The guild's open roll calls that the person answered."""
        found = await self._session.scalars(
            select(OptionRow.rollcall_id)
            .join(AnswerRow)
            .join(RollCallRow)
            .where(
                AnswerRow.user_id == user_id,
                RollCallRow.guild_id == guild_id,
                RollCallRow.status == RollCallStatus.OPEN,
            )
            .distinct()
        )
        return sorted(found)

    async def open_polls(self, user_id: int, guild_id: int) -> list[int]:
        """The guild's polls on what to play that the person voted in and that have not ended."""
        found = await self._session.scalars(
            select(PickPollRow.id)
            .join(PickVoteRow)
            .where(PickVoteRow.user_id == user_id, PickPollRow.guild_id == guild_id, PickPollRow.ended_at.is_(None))
        )
        return sorted(found)

    async def voted_in(self, user_id: int, guild_id: int, username: str) -> list[int]:
        """The guild's sessions in which the person voted, in chat or under their `username` in an imported log."""
        return await voted_in(self._session, user_id, guild_id, username)

    async def forget(self, user_id: int, guild_id: int, nameless: int, *, username: str, counting: datetime) -> None:
        """Removes the person from every row of the guild, or has it count under the id `nameless`.

        Votes in sessions that ended after `counting`, or are live, count no more: who is forgotten may vote again.
        Lines of imported logs under their `username` are theirs too.
        """
        await self._session.flush()
        await forget_votes(self._session, user_id, guild_id, username, counting=counting)
        await self._before(user_id, guild_id)
        for held in HELD:
            theirs, column = _theirs(held, user_id, guild_id), held.column
            match held.fate:
                case Fate.REMOVED:
                    await self._session.execute(delete(held.table).where(theirs))
                case Fate.NAMELESS:
                    await self._session.execute(update(held.table).where(theirs).values({column: nameless}))
                case Fate.NOBODY:
                    await self._session.execute(update(held.table).where(theirs).values({column: 0}))
                case Fate.CLEARED:
                    await self._session.execute(update(held.table).where(theirs).values({column: None}))
                case Fate.EVERYWHERE:
                    pass
        await self._unmention(user_id, guild_id)
        if not await self._left(user_id):
            for held in HELD:
                if held.fate is Fate.EVERYWHERE:
                    await self._session.execute(delete(held.table).where(held.table.c[held.column] == user_id))
        self._session.expire_all()

    async def _before(self, user_id: int, guild_id: int) -> None:
        """What the fate of a column alone does not say."""
        webhook = select(WebhookRow.guild_id).where(WebhookRow.guild_id == guild_id)
        await self._session.execute(webhook.with_for_update())  # everybody locks a webhook before what waits for it
        events, answers = _table(EventRow), _table(AnswerRow)
        reminders, to_tell = _table(ReminderRow), _table(WebhookDeliveryRow)
        open_ = select(OptionRow.id).join(RollCallRow).where(RollCallRow.status == RollCallStatus.OPEN)
        for statement in (
            delete(answers).where(answers.c.option_id.in_(open_), answers.c.user_id == user_id),
            update(events).where(events.c.said_by == user_id).values(message_id=None, channel_id=None),
            update(reminders).where(reminders.c.user_id == user_id).values(text=None),
            delete(to_tell).where(to_tell.c.payload.contains(f'"{user_id}"', autoescape=True)),
            update(reminders)
            .where(reminders.c.user_id == user_id, reminders.c.status.in_(sorted(TO_COME)))
            .values(status=Status.WITHDRAWN),
        ):
            await self._session.execute(statement.where(of_guild(statement.table, guild_id)))

    async def _unmention(self, user_id: int, guild_id: int) -> None:
        """Puts "somebody" in place of each mention of the person."""
        for row, names in TEXTS:
            table = _table(row)
            for name in names.split():
                column = table.c[name]
                for mention in (f"<@{user_id}>", f"<@!{user_id}>"):
                    await self._session.execute(
                        update(table)
                        .where(of_guild(table, guild_id), column.contains(mention, autoescape=True))
                        .values({name: func.replace(column, mention, SOMEBODY)})
                    )

    async def _left(self, user_id: int) -> bool:
        """Whether anything of that person is left in any guild."""
        for held in HELD:
            if held.fate is not Fate.EVERYWHERE:
                found = await self._session.execute(
                    select(held.table.c[held.column]).where(held.table.c[held.column] == user_id).limit(1)
                )
                if found.first() is not None:
                    return True
        return False


def _table(row: Any) -> Table:
    table = row.__table__
    assert isinstance(table, Table)  # noqa: S101 - rows are mapped to tables
    return table


def _theirs(held: Held, user_id: int, guild_id: int) -> ColumnElement[bool]:
    mine = held.table.c[held.column] == user_id
    return mine if held.fate is Fate.EVERYWHERE else mine & of_guild(held.table, guild_id)
