"""Among equal options, those come first for whom it is time again."""

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.scheduling.seats import Plan
from services.rollcall import closing, promotion
from services.scheduling import planning, rsvps
from services.scheduling.details import Details
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, DAY, HOST, act, cause
from tests.services.rollcalls import campaign, fresh, joins, opened, says


async def played(
    database: Database,
    clock: Clock,
    made: Campaign,
    *who: Actor,
    thread_id: int | None = None,
    location: str | None = "The Red Lion",
) -> None:
    """A session of the campaign is played, with these people in it, and the next day comes."""
    session = await act(
        database,
        planning.schedule,
        HOST,
        made,
        clock.now + DAY,
        Details(capacity=2, location=location),
        CHANNEL,
        thread_id,
    )
    for one in who:
        await act(database, rsvps.answer, one, session.id, Plan.GOING, cause())
    clock.now = session.starts_at
    await act(database, running.start, HOST, session.id, CHANNEL)
    clock.advance(hours=3)
    await act(database, running.end, HOST, session.id)
    clock.advance(hours=21)


async def missed(database: Database, clock: Clock, made: Campaign, *, fair: bool = True) -> dict[int, int]:
    roll_call = await opened(database, made, starts=[clock.now + DAY], fair=fair)
    return dict((await fresh(database, roll_call)).missed)


@both_databases
async def test_whoever_held_no_seat_missed_the_session(database: Database, clock: Clock) -> None:
    made = await campaign(database)
    await played(database, clock, made, ANA, BEN, CLEO)  # Cleo stayed on the waitlist
    await played(database, clock, made, ANA)

    assert await missed(database, clock, made) == {ANA.user_id: 0, BEN.user_id: 1, CLEO.user_id: 2}


async def test_who_said_they_come_and_was_not_seen_missed_it(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA)
    await played(database, clock, made, ANA, location=None)

    assert await missed(database, clock, made) == {ANA.user_id: 1}


async def test_only_the_last_five_sessions_count(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA, BEN)
    for _ in range(3):
        await played(database, clock, made, BEN)
    for _ in range(5):
        await played(database, clock, made, ANA)

    assert await missed(database, clock, made) == {ANA.user_id: 0, BEN.user_id: 5}


async def test_only_sessions_since_one_joined_count(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA)
    await played(database, clock, made)
    await joins(database, made, BEN)
    await played(database, clock, made)

    assert await missed(database, clock, made) == {ANA.user_id: 2, BEN.user_id: 1}


async def test_other_campaigns_and_private_sessions_do_not_count(database: Database, clock: Clock) -> None:
    made, other = await campaign(database, ANA), await campaign(database, ANA, name="Other")
    await played(database, clock, other)
    await played(database, clock, made, thread_id=99)

    assert await missed(database, clock, made) == {ANA.user_id: 0}


async def test_where_it_is_not_asked_for_nobody_looks(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA)
    await played(database, clock, made)

    assert await missed(database, clock, made, fair=False) == {}


@pytest.mark.parametrize(("fair", "place"), [(True, 1), (False, 0)])
async def test_the_option_of_who_missed_more_is_promoted(
    database: Database, clock: Clock, fair: bool, place: int
) -> None:
    made = await campaign(database)
    await played(database, clock, made, ANA)
    starts = [clock.now + DAY, clock.now + 2 * DAY]
    roll_call = await opened(database, made, starts=starts, fair=fair)
    await says(database, roll_call, ANA, "y-")
    await says(database, roll_call, BEN, "-y")

    session = await act(database, promotion.promote, HOST, roll_call.id, None, CHANNEL)

    assert session.starts_at == starts[place]


async def test_one_that_has_closed_counts_the_sessions_until_then(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA, BEN)
    await played(database, clock, made, ANA)
    roll_call = await opened(database, made, starts=[clock.now + DAY], fair=True)
    await act(database, closing.close, HOST, roll_call.id)
    await played(database, clock, made, BEN)

    assert dict((await fresh(database, roll_call)).missed) == {ANA.user_id: 0, BEN.user_id: 1}
