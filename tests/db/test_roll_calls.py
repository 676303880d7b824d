"""Roll calls as they are kept: what an edit of the options leaves behind."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import open_engine
from db.rollcall.rows import ReactionRow
from db.store import Database, Store
from domain.rollcall.editing import exchanged
from domain.rollcall.poll import Mode, RollCall, Status
from tests.conftest import both_databases
from tests.db.rows import GUILD, NOON

BEN = 12
TIMES = [NOON + timedelta(hours=n) for n in range(1, 41)]


async def a_roll_call(store: Store, options: int) -> RollCall:
    """One by reactions, with that many options."""
    campaign = await store.campaigns.game_night(GUILD)
    deadline, duration = TIMES[0], timedelta(hours=3)
    made = RollCall(0, GUILD, campaign.id, "", Mode.REACTIONS, Status.OPEN, 7, deadline, duration, ())
    return await store.roll_calls.add(made, TIMES[:options])


@both_databases
async def test_who_reacted_to_a_time_that_is_gone_did_not_react_to_the_one_that_has_its_letter(
    database: Database, database_url: str
) -> None:
    async with database.transaction() as store:
        before = await a_roll_call(store, 20)
    engine = open_engine(database_url)
    async with AsyncSession(engine) as session, session.begin():
        session.add(ReactionRow(option_id=before.options[0].id, user_id=BEN))

    async with database.transaction() as store:
        after = await store.roll_calls.save_edit(before, exchanged(before.options, TIMES[1:21]))

    new = after.options[-1]
    assert new.letter == before.options[0].letter
    async with AsyncSession(engine) as session:
        seen = list(await session.scalars(select(ReactionRow)))
    await engine.dispose()
    assert [(one.option_id, one.user_id) for one in seen] == [(new.id, BEN)]  # seen already, so it counts for nothing


@both_databases
async def test_the_reactions_seen_of_a_time_go_with_it(database: Database, database_url: str) -> None:
    async with database.transaction() as store:
        before = await a_roll_call(store, 2)
    engine = open_engine(database_url)
    async with AsyncSession(engine) as session, session.begin():
        session.add(ReactionRow(option_id=before.options[0].id, user_id=BEN))

    async with database.transaction() as store:
        await store.roll_calls.save_edit(before, exchanged(before.options, TIMES[1:3]))

    async with AsyncSession(engine) as session:
        assert list(await session.scalars(select(ReactionRow))) == []
    await engine.dispose()
