"""Attendance: fixed at the end, corrected by the organiser, counted over many sessions."""

from datetime import datetime

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from domain.sessions.attendance import Attendance, Attended
from domain.sessions.presence import Source
from services.campaigns import players
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import attendance, presence, running
from services.sessions.attendance import Statistics
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, DAY, GUILD, HOST, STRANGER, act, answers, live_session
from tests.services.record import PASSER_BY, begun, campaign_of


async def comes(database: Database, session: Session, *people: Actor, at: datetime | None = None) -> None:
    """They do something in the session: they are there."""
    for one in people:
        async with database.transaction() as store:
            await presence.acted(store, GUILD, session.id, one.user_id, Source.BUTTON, at or store.now, sure=True)


async def evening(database: Database, clock: Clock, made: Campaign, *people: Actor) -> Session:
    """A session of three hours with these people, and a week until the next."""
    session = await begun(database, made)
    await comes(database, session, *people)
    clock.advance(hours=3)
    await act(database, running.end, HOST, session.id)
    clock.advance(days=7)
    return session


async def kept(database: Database, session: Session) -> dict[int, Attendance]:
    async with database.read() as store:
        return {one.person_id: one for one in await store.attendance.of_session(session.id)}


async def how(database: Database, session: Session) -> dict[int, str]:
    return {person_id: one.attended.value for person_id, one in (await kept(database, session)).items()}


async def counted(database: Database, who: Actor, made: Campaign) -> Statistics:
    async with database.read() as store:
        return await attendance.statistics(store, who, (), made)


@both_databases
async def test_an_evening_is_kept_as_it_was_seen_and_said(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    await act(database, players.add_offline, HOST, made.id, "Opa", None)
    await act(database, players.add_offline, HOST, made.id, "Oma", None)
    details = Details(duration=3 * (DAY / 24))
    session = await act(database, planning.schedule, HOST, made, clock.now + DAY, details, CHANNEL)
    await answers(database, session, BEN, Plan.NOT_GOING)
    clock.now = session.starts_at
    await act(database, running.start, HOST, session.id, CHANNEL)
    clock.advance(minutes=40)
    await comes(database, session, ANA)
    await act(database, presence.in_voice, GUILD, session.id, PASSER_BY.user_id, present=True)
    clock.advance(minutes=60)
    await act(database, presence.leave, PASSER_BY, session.id)
    clock.advance(minutes=80)
    await act(database, running.end, HOST, session.id)

    assert await how(database, session) == {
        HOST.user_id: "present",
        ANA.user_id: "late",
        BEN.user_id: "excused",
        CLEO.user_id: "absent",
        PASSER_BY.user_id: "late",
        -1: "absent",
        -2: "absent",
    }
    ana, passer_by = (await kept(database, session))[ANA.user_id], (await kept(database, session))[PASSER_BY.user_id]
    assert ana.present_for is not None
    assert ana.present_for.total_seconds() == 140 * 60
    assert passer_by.present_for is not None
    assert passer_by.present_for.total_seconds() == 60 * 60


async def test_at_a_location_those_going_were_there_unless_corrected(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    details = Details(location="The Red Lion")
    session = await act(database, planning.schedule, HOST, made, clock.now + DAY, details, CHANNEL)
    for one in (ANA, BEN):
        await answers(database, session, one, Plan.GOING)
    clock.now = session.starts_at
    await act(database, running.start, HOST, session.id, CHANNEL)
    clock.advance(hours=3)
    await act(database, running.end, HOST, session.id)

    await act(database, attendance.correct, HOST, session.id, Attended.LEFT_EARLY, user_id=BEN.user_id)

    shown = await how(database, session)
    assert (shown[ANA.user_id], shown[BEN.user_id], shown[CLEO.user_id]) == ("present", "left_early", "absent")


async def test_a_game_night_misses_nobody_who_said_nothing_and_takes_in_who_came(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    await answers(database, session, BEN, Plan.GOING)
    await comes(database, session, ANA)
    clock.advance(hours=1)

    await act(database, running.end, HOST, session.id)

    assert await how(database, session) == {HOST.user_id: "present", ANA.user_id: "present", BEN.user_id: "absent"}
    async with database.read() as store:
        assert await store.campaigns.is_player(session.campaign_id, ANA.user_id)


async def test_only_an_organiser_corrects_and_only_what_is_over(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    session = await begun(database, made)

    with pytest.raises(NotValid):
        await act(database, attendance.correct, HOST, session.id, Attended.PRESENT, user_id=ANA.user_id)
    await act(database, running.end, HOST, session.id)
    with pytest.raises(NotAllowed):
        await act(database, attendance.correct, ANA, session.id, Attended.PRESENT, user_id=ANA.user_id)
    with pytest.raises(NothingMatches):
        await act(database, attendance.correct, STRANGER, session.id, Attended.PRESENT, user_id=ANA.user_id)


async def test_a_player_without_an_account_is_corrected_by_name(database: Database) -> None:
    made = await campaign_of(database)
    await act(database, players.add_offline, HOST, made.id, "Opa", None)
    session = await begun(database, made)
    await act(database, running.end, HOST, session.id)

    _, now = await act(database, attendance.correct, HOST, session.id, Attended.PRESENT, offline="opa")

    assert (now.person_id, now.attended, now.corrected_by) == (-1, Attended.PRESENT, HOST.user_id)
    assert (await how(database, session))[-1] == "present"
    with pytest.raises(NothingMatches):
        await act(database, attendance.correct, HOST, session.id, Attended.PRESENT, offline="Oma")


@both_databases
async def test_evenings_are_counted_for_everybody(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    await evening(database, clock, made, ANA, BEN)
    await evening(database, clock, made, ANA)

    stats = await counted(database, CLEO, made)

    assert [(one.person_id, one.came, one.of, one.streak) for one in stats.standings] == [
        (ANA.user_id, 2, 2, 2),
        (BEN.user_id, 1, 2, 0),
        (CLEO.user_id, 0, 2, 0),
    ]
    assert (stats.hidden, stats.taken, stats.chairs, len(stats.played)) == (0, 3, 6, 2)


async def test_who_hides_their_statistics_is_counted_and_named_to_nobody_else(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    await evening(database, clock, made, ANA, BEN)
    await act(database, attendance.hide, BEN, hidden=True)

    others, own = await counted(database, ANA, made), await counted(database, BEN, made)
    organiser = await counted(database, HOST, made)

    for one in (others, organiser):
        assert BEN.user_id not in {each.person_id for each in one.standings}
        assert (one.hidden, one.taken, one.chairs) == (1, 0, 0)  # else theirs is what is left over
    assert BEN.user_id in {one.person_id for one in own.standings}
    await act(database, attendance.hide, BEN, hidden=False)
    assert (await counted(database, ANA, made)).hidden == 0


async def test_private_sessions_count_only_for_who_may_know_of_them(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    await evening(database, clock, made, ANA)
    session = await act(database, planning.schedule, HOST, made, clock.now + DAY, Details(), CHANNEL, 99)
    clock.now = session.starts_at
    await act(database, running.start, HOST, session.id, CHANNEL)
    await comes(database, session, ANA)
    clock.advance(hours=3)
    await act(database, running.end, HOST, session.id)

    assert len((await counted(database, ANA, made)).played) == 2
    assert len((await counted(database, PASSER_BY, made)).played) == 1


async def test_with_two_hidden_all_chairs_are_told(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    await evening(database, clock, made, ANA, BEN)
    for one in (BEN, CLEO):
        await act(database, attendance.hide, one, hidden=True)

    stats = await counted(database, ANA, made)

    assert (stats.hidden, stats.taken, stats.chairs) == (2, 2, 3)


async def test_who_only_looked_in_at_a_game_night_did_not_attend_nor_plays(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await comes(database, session, ANA)
    clock.advance(seconds=20)
    await act(database, presence.leave, ANA, session.id)
    clock.advance(hours=1)

    await act(database, running.end, HOST, session.id)

    assert await how(database, session) == {HOST.user_id: "present"}
    async with database.read() as store:
        assert not await store.campaigns.is_player(session.campaign_id, ANA.user_id)
