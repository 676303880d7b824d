"""Roll calls of a campaign with players, and what becomes of them."""

from datetime import timedelta
from typing import Any

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.reminders import Kind as Due
from domain.reminders import Reminder
from domain.rollcall.options import Answer
from domain.rollcall.poll import RollCall
from domain.rollcall.quorum import read_quorum
from domain.scheduling.session import Session
from services.campaigns import running
from services.campaigns.running import Given
from services.rollcall import answers, closing, opening
from services.rollcall.opening import Poll
from tests.conftest import Clock
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, DAY, GUILD, HOST, NOON, act, cause, reminders_of

YES, IF_NEEDED, NO = Answer.YES, Answer.IF_NEEDED, Answer.NO
DAYS = [NOON + DAY, NOON + 2 * DAY, NOON + 3 * DAY]


async def campaign(database: Database, *players: Actor, name: str = "Strahd") -> Campaign:
    """A campaign of the host's with these players; Ana, Ben and Cleo where none are named."""
    made = await act(database, running.create, HOST, Given(name=name, kind=Kind.CAMPAIGN))
    for player in players or (ANA, BEN, CLEO):
        await joins(database, made, player)
    return made


async def joins(database: Database, made: Campaign, player: Actor) -> None:
    async with database.transaction() as store:
        await store.campaigns.add_player(made.id, player.user_id, store.now)


async def opened(database: Database, made: Campaign, quorum: str | None = None, **poll: Any) -> RollCall:
    """A roll call about that campaign, which the host opened."""
    asked = Poll(**{"starts": list(DAYS), "quorum": read_quorum(quorum) if quorum else None, **poll})
    return await act(database, opening.open_, HOST, made, asked, CHANNEL)


async def says(database: Database, roll_call: RollCall, who: Actor, said: str) -> None:
    """`says(..., BEN, "yin")`: yes to the first option, if needed to the second, no to the third; - says nothing."""
    letters = {"y": YES, "i": IF_NEEDED, "n": NO, "-": None}
    given = {option.id: letters[letter] for option, letter in zip(roll_call.options, said, strict=True)}
    await act(database, answers.answer, who, roll_call.id, given, cause())


async def fresh(database: Database, roll_call: RollCall) -> RollCall:
    """The roll call as it is kept now."""
    async with database.read() as store:
        return await store.roll_calls.get(roll_call.id, GUILD)


async def session_of(database: Database, roll_call: RollCall) -> Session | None:
    """The session that it became."""
    now = await fresh(database, roll_call)
    if now.session_id is None:
        return None
    async with database.read() as store:
        return await store.sessions.get(now.session_id, GUILD)


async def ring(database: Database, clock: Clock, roll_call: RollCall, kind: Due = Due.DEADLINE) -> None:
    """Time passes until the row of that kind is due, and it does what it is there for."""
    (row,) = await reminders_of(database, kind, roll_call.id)
    clock.now = max(clock.now, row.due_at)
    await rings(database, row)


async def rings(database: Database, row: Reminder) -> None:
    """What a row that was due some time ago does."""
    if row.kind is Due.COMPLETE:
        await act(database, closing.close_if_complete, row)
    else:
        await act(database, closing.close_at_deadline, row.subject_id, row.guild_id)


async def due_in(database: Database, clock: Clock, roll_call: RollCall, kind: Due) -> list[timedelta]:
    """How far away what is to come of that kind is."""
    return [one.due_at - clock.now for one in await reminders_of(database, kind, roll_call.id)]
