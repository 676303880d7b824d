"""One evening as people live it, from the plan to the recap; every number of its record is checked."""

from datetime import timedelta

from db.store import Database
from domain.actor import Actor
from domain.reminders import Kind
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session, State
from domain.sessions.attendance import Attended
from domain.sessions.log import Category, Importance, Measure, Readers, Visibility
from domain.sessions.presence import Presence
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import catching_up, objectives, presence, recaps, running
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, GUILD, HOST, HOUR, act, answers
from tests.services.record import campaign_of, logs

DAN = Actor(14, GUILD)


async def lapsed(database: Database, session: Session) -> None:
    """What became of presence by time alone is noted, as its row of the timetable does."""
    async with database.transaction() as store:
        for due in await store.reminders.of_subject(Kind.PRESENCE, session.id):
            await presence.lapse(store, due)


async def voice(database: Database, session: Session, *people: Actor, present: bool = True) -> None:
    for one in people:
        await act(database, presence.in_voice, GUILD, session.id, one.user_id, present=present)


async def missed(database: Database, who: Actor, session: Session) -> list[str]:
    """What *Catch me up* tells this person of the log."""
    async with database.read() as store:
        caught = await catching_up.missed(store, who, session.id, (CHANNEL,))
    return [one.event.said.text for one in caught.happenings if one.event is not None]


@both_databases
async def test_an_evening_from_its_plan_to_its_recap(database: Database, clock: Clock) -> None:
    made = await campaign_of(database)
    async with database.transaction() as store:
        await store.campaigns.add_player(made.id, DAN.user_id, store.now)
        planned = await planning.schedule(store, HOST, made, clock.now + 24 * HOUR, Details(duration=4 * HOUR), CHANNEL)
        await objectives.plan(store, HOST, planned, ["Find the key", "Free the baron"])
    for who in (ANA, BEN, CLEO):
        await answers(database, planned, who, Plan.GOING)
    await answers(database, planned, DAN, Plan.NOT_GOING)

    clock.now = planned.starts_at + timedelta(minutes=20)  # started late, on the same row
    session = await act(database, running.start, HOST, planned.id, CHANNEL)
    assert (session.id, session.number, session.started_at) == (planned.id, planned.number, clock.now)
    await voice(database, session, HOST, ANA, BEN)
    clock.advance(minutes=30)
    await voice(database, session, CLEO)  # late: more than a quarter of an hour after the actual start
    await logs(database, session, ANA, "An ambush", category=Category.COMBAT, importance=Importance.MAJOR)
    await logs(database, session, ANA, "A hit", category=Category.COMBAT, measure=Measure.DAMAGE_DEALT, amount=12)
    await logs(database, session, BEN, "Ouch", category=Category.COMBAT, measure=Measure.DAMAGE_TAKEN, amount=7)

    await voice(database, session, BEN, present=False)  # drops, and comes back within the window
    clock.advance(minutes=10)
    for n, category in enumerate(one for one in Category if one is not Category.COMBAT):
        await logs(database, session, ANA, f"Entry {n}", category=category)
    await logs(database, session, HOST, "The baron lies", readers=Readers(Visibility.ORGANISER))
    await logs(database, session, HOST, "For Ana", readers=Readers(Visibility.NAMED, frozenset({ANA.user_id})))
    told = await missed(database, BEN, session)
    await voice(database, session, BEN)
    assert told == [f"Entry {n}" for n in range(len(Category) - 1)]

    await act(database, running.pause, HOST, session.id)
    clock.advance(minutes=15)
    await act(database, running.resume, HOST, session.id)
    clock.advance(minutes=20)
    await voice(database, session, ANA, present=False)  # leaves, and does not come back: left early
    for measure, amount in ((Measure.HEALING, 5), (Measure.DEFEATED, 3), (Measure.TREASURE, 100), (Measure.XP, 250)):
        await logs(database, session, BEN, f"{measure} {amount}", measure=measure, amount=amount)
    await logs(database, session, BEN, "Another hit", category=Category.COMBAT, measure=Measure.DAMAGE_DEALT, amount=8)
    await act(database, objectives.note, BEN, session.id, "Find the key", done=True)
    clock.advance(minutes=40)
    await lapsed(database, session)
    over = await act(database, running.end, HOST, session.id)

    async with database.read() as store:
        recap = await recaps.told(store, over)
        ana = [one.presence for who, one in await store.presences.changes(session.id) if who == ANA.user_id]
    assert over.state is State.COMPLETED
    assert over.played(clock.now) == timedelta(minutes=30 + 10 + 20 + 40)  # without the pause
    assert recap.summary.numbers.encounters == 4
    assert recap.summary.numbers.events == 3 + (len(Category) - 1) + 4 + 1  # none of the two secrets
    assert recap.summary.numbers.totals == {
        Measure.DAMAGE_DEALT: 20,
        Measure.DAMAGE_TAKEN: 7,
        Measure.HEALING: 5,
        Measure.DEFEATED: 3,
        Measure.TREASURE: 100,
        Measure.XP: 250,
    }
    assert not any("baron lies" in one or "For Ana" in one for one in recap.summary.sentences)
    assert {one.person_id: one.attended for one in recap.attendance} == {
        HOST.user_id: Attended.PRESENT,
        ANA.user_id: Attended.LEFT_EARLY,
        BEN.user_id: Attended.PRESENT,
        CLEO.user_id: Attended.LATE,
        DAN.user_id: Attended.EXCUSED,
    }
    assert {one.text: one.done_at is not None for one in recap.objectives} == {
        "Find the key": True,
        "Free the baron": False,
    }
    assert ana == [Presence.ONLINE, Presence.DISCONNECTED, Presence.LEFT]
