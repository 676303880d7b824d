"""Presence in live sessions: who counts, what time does, and what a restart makes of it."""

import asyncio
from datetime import datetime, timedelta

import pytest

from db.sessions.presence import Gap
from db.store import Committed, Database
from domain.cards import CardKind
from domain.errors import NotAllowed
from domain.reminders import Kind
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from domain.sessions.presence import Activity, NotThere, Presence, Source
from services.sessions import catching_up, hearing, presence, running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    GUILD,
    HOST,
    NOON,
    STRANGER,
    act,
    answers,
    guests,
    live_session,
    reminders_of,
)
from tests.services.record import PASSER_BY, begun, campaign_of

ONLINE, IDLE, DISCONNECTED, LEFT = Presence


async def writes(database: Database, session: Session, user_id: int, at: datetime | None = None) -> bool:
    async with database.transaction() as store:
        return await presence.acted(store, GUILD, session.id, user_id, Source.MESSAGE, at or store.now)


async def voice(database: Database, session: Session, user_id: int, *, present: bool) -> None:
    await act(database, presence.in_voice, GUILD, session.id, user_id, present=present)


async def rings(database: Database, session: Session) -> datetime | None:
    """What is due of the session's presence is done; gives when it is due again."""
    (row,) = await reminders_of(database, Kind.PRESENCE, session.id)
    async with database.transaction() as store:
        again_at = await presence.lapse(store, row)
        if again_at is not None:
            await store.reminders.put_off(row.id, again_at)
    return again_at


async def who(database: Database, session: Session) -> dict[int, Presence]:
    async with database.read() as store:
        return {one.user_id: one.presence for one in await store.presences.of_session(session.id)}


async def record(database: Database, session: Session, user_id: int) -> list[tuple[Presence, Source, timedelta]]:
    """That person's changes; how long after noon each was."""
    async with database.read() as store:
        changes = await store.presences.changes(session.id)
    return [(one.presence, one.source, one.at - NOON) for whose, one in changes if whose == user_id]


async def gaps(database: Database, session: Session) -> list[Gap]:
    async with database.read() as store:
        return await store.presences.gaps(session.id)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


async def test_who_starts_a_session_is_there(database: Database) -> None:
    session = await live_session(database)

    assert await who(database, session) == {HOST.user_id: ONLINE}


@pytest.mark.parametrize("plan", [Plan.GOING, Plan.LATE, Plan.MAYBE])
async def test_who_did_not_say_no_is_there_once_they_write(database: Database, clock: Clock, plan: Plan) -> None:
    session = await live_session(database)
    await answers(database, session, ANA, plan)
    clock.advance(minutes=1)

    await writes(database, session, ANA.user_id)

    assert (await who(database, session))[ANA.user_id] is ONLINE


async def test_a_passer_by_who_writes_is_not_there_until_they_join_voice(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=1)

    assert await writes(database, session, ANA.user_id)
    assert ANA.user_id not in await who(database, session)
    await voice(database, session, ANA.user_id, present=True)
    assert (await who(database, session))[ANA.user_id] is ONLINE


async def test_a_passer_by_who_taps_a_button_of_the_board_is_there(database: Database) -> None:
    session = await live_session(database)

    await act(database, presence.doing, ANA, session.id, Activity.HAND_UP)

    async with database.read() as store:
        person = await store.presences.of_person(session.id, ANA.user_id)
    assert person is not None
    assert (person.presence, person.activity) == (ONLINE, Activity.HAND_UP)


async def test_silence_makes_idle_at_its_own_instant_however_late_it_is_seen(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=25)

    assert await rings(database, session) is None

    assert (IDLE, Source.TIME, minutes(10)) in await record(database, session, HOST.user_id)


async def test_one_row_of_the_timetable_looks_after_everybody(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=4)
    for one in (ANA, BEN):
        await voice(database, session, one.user_id, present=True)
    await voice(database, session, ANA.user_id, present=False)

    (row,) = await reminders_of(database, Kind.PRESENCE, session.id)
    assert row.due_at == NOON + minutes(10)
    clock.advance(minutes=6)
    again_at = await rings(database, session)
    assert again_at is not None
    assert minutes(19) <= again_at - NOON < minutes(19.1)
    clock.now = again_at
    assert await rings(database, session) is None
    assert await who(database, session) == {HOST.user_id: IDLE, ANA.user_id: LEFT, BEN.user_id: ONLINE}


async def test_the_end_settles_what_time_did_and_nothing_lapses_any_more(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=30)

    await act(database, running.end, HOST, session.id)

    assert await record(database, session, HOST.user_id) == [
        (ONLINE, Source.COMMAND, minutes(0)),
        (IDLE, Source.TIME, minutes(10)),
    ]
    assert await reminders_of(database, Kind.PRESENCE, session.id) == []
    assert not await writes(database, session, HOST.user_id)
    with pytest.raises(NothingLive):
        await act(database, presence.doing, HOST, session.id, Activity.AWAY)


async def test_who_is_gone_cannot_leave(database: Database) -> None:
    session = await live_session(database)
    await act(database, presence.leave, HOST, session.id)

    with pytest.raises(NotThere):
        await act(database, presence.leave, HOST, session.id)
    with pytest.raises(NotThere):
        await act(database, presence.leave, ANA, session.id)


async def test_a_message_from_before_the_session_counts_from_its_start(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await answers(database, session, ANA, Plan.GOING)
    clock.advance(minutes=2)

    await writes(database, session, ANA.user_id, NOON - minutes(3))

    assert await record(database, session, ANA.user_id) == [(ONLINE, Source.MESSAGE, minutes(0))]


async def test_what_nobody_clicked_for_is_drawn_slowly_and_a_tap_at_once(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=1)
    heard: list[Committed] = []
    database.on_commit(heard.append)

    await voice(database, session, ANA.user_id, present=True)
    await act(database, presence.doing, ANA, session.id, Activity.ROLLING)
    await writes(database, session, HOST.user_id)

    board = (CardKind.BOARD, session.id)
    assert [(board in one.cards, board in one.slowly) for one in heard] == [
        (False, True),
        (True, False),
        (False, False),
    ]


async def test_nobody_of_another_server_is_heard(database: Database) -> None:
    session = await live_session(database)

    async with database.transaction() as store:
        there = await presence.in_voice(store, STRANGER.guild_id, session.id, ANA.user_id, present=True)

    assert not there
    assert ANA.user_id not in await who(database, session)


async def test_a_restart_sees_who_is_in_voice_now_and_keeps_the_gap(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    for one in (ANA, BEN):
        await voice(database, session, one.user_id, present=True)
    clock.advance(minutes=5)
    await act(database, hearing.heard, [GUILD])
    clock.advance(minutes=20)

    await act(database, hearing.reconcile, GUILD, session.id, {ANA.user_id, CLEO.user_id})

    assert await who(database, session) == {
        HOST.user_id: IDLE,
        ANA.user_id: ONLINE,
        BEN.user_id: DISCONNECTED,
        CLEO.user_id: ONLINE,
    }
    assert await gaps(database, session) == [Gap(NOON + minutes(5), NOON + minutes(25))]
    assert (DISCONNECTED, Source.RESTART, minutes(25)) in await record(database, session, BEN.user_id)
    assert (ONLINE, Source.RESTART, minutes(25)) in await record(database, session, CLEO.user_id)
    assert (IDLE, Source.TIME, minutes(25)) in await record(database, session, HOST.user_id)


async def test_what_lapsed_before_the_gap_keeps_its_instant(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=12)
    await act(database, hearing.heard, [GUILD])
    clock.advance(minutes=5)

    await act(database, hearing.reconcile, GUILD, session.id, set())

    assert (IDLE, Source.TIME, minutes(10)) in await record(database, session, HOST.user_id)


async def test_an_act_after_the_last_beat_makes_the_gap_shorter(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=2)
    await writes(database, session, HOST.user_id)
    clock.advance(minutes=1)

    await act(database, hearing.reconcile, GUILD, session.id, set())

    assert await gaps(database, session) == [Gap(NOON + minutes(2), NOON + minutes(3))]


async def test_reconciling_twice_keeps_one_gap(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=3)

    for _ in range(2):
        await act(database, hearing.reconcile, GUILD, session.id, set())

    assert len(await gaps(database, session)) == 1


@both_databases
async def test_many_acts_at_once_leave_one_arrival_each(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    people = [one.user_id for one in guests(8)]
    clock.advance(minutes=1)

    await asyncio.gather(*(voice(database, session, one, present=True) for one in people * 3))

    for one in people:
        assert await record(database, session, one) == [(ONLINE, Source.VOICE, minutes(1))]
    assert len(await reminders_of(database, Kind.PRESENCE, session.id)) == 1


@both_databases
async def test_presence_works_alike_on_both_databases(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await answers(database, session, ANA, Plan.GOING)
    clock.advance(minutes=1)
    await writes(database, session, ANA.user_id)
    await writes(database, session, BEN.user_id)
    await act(database, hearing.heard, [GUILD])
    clock.advance(minutes=20)
    await rings(database, session)
    await act(database, hearing.reconcile, GUILD, session.id, {BEN.user_id})

    assert await who(database, session) == {HOST.user_id: IDLE, ANA.user_id: IDLE, BEN.user_id: ONLINE}
    assert await gaps(database, session) == [Gap(NOON + minutes(1), NOON + minutes(21))]


async def test_only_organisers_read_the_whole_record(database: Database) -> None:
    session = await live_session(database)

    async with database.read() as store:
        await presence.require_full_view(store, HOST, session)
        with pytest.raises(NotAllowed):
            await presence.require_full_view(store, ANA, session)


async def test_one_catches_up_with_what_happened_since_one_left(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await voice(database, session, ANA.user_id, present=True)
    clock.advance(minutes=5)
    await act(database, running.pause, HOST, session.id)
    clock.advance(minutes=5)
    await voice(database, session, ANA.user_id, present=False)
    clock.advance(minutes=1)
    await act(database, running.resume, HOST, session.id)
    clock.advance(minutes=1)
    await voice(database, session, ANA.user_id, present=True)

    async with database.read() as store:
        missed = await catching_up.missed(store, ANA, session.id)

    assert missed.was_away
    assert missed.since == NOON + minutes(10)
    assert [one.at - NOON for one in missed.happenings] == [minutes(11)]


async def test_what_somebody_does_before_the_bot_looked_around_leaves_the_gap_as_long(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    await voice(database, session, ANA.user_id, present=True)
    cut_off_at = clock.now + minutes(1)
    clock.advance(hours=1)
    await act(database, presence.doing, ANA, session.id, Activity.ROLLING)
    clock.advance(seconds=1)

    await act(database, hearing.reconcile, GUILD, session.id, {ANA.user_id}, cut_off_at)

    assert await gaps(database, session) == [Gap(NOON, NOON + minutes(60) + timedelta(seconds=1))]


async def test_a_stranger_to_a_campaign_is_not_made_present_by_a_tap(database: Database, clock: Clock) -> None:
    session = await begun(database, await campaign_of(database))
    async with database.transaction() as store:
        assert await presence.acted(store, GUILD, session.id, PASSER_BY.user_id, Source.BUTTON, store.now, sure=True)

    with pytest.raises(NotAllowed):
        await act(database, presence.doing, PASSER_BY, session.id, Activity.AWAY)
    await act(database, presence.doing, ANA, session.id, Activity.AWAY)

    assert await who(database, session) == {HOST.user_id: ONLINE, ANA.user_id: ONLINE}


async def test_what_is_done_in_another_private_thread_does_not_show(database: Database, clock: Clock) -> None:
    session = await begun(database, await campaign_of(database))
    clock.advance(minutes=1)

    for thread_id, shows in ((99, False), (CHANNEL, True)):
        async with database.transaction() as store:
            done = (store, GUILD, session.id, ANA.user_id, Source.TYPING, store.now)
            assert await presence.is_news(*done, thread_id=thread_id) is shows
            await presence.acted(*done, thread_id=thread_id)
        assert (ANA.user_id in await who(database, session)) is shows


async def test_typing_on_and_on_is_written_now_and_then(database: Database, clock: Clock) -> None:
    session = await begun(database, await campaign_of(database))
    written = 0
    for _ in range(60):
        clock.advance(seconds=1)
        async with database.transaction() as store:
            done = (store, GUILD, session.id, ANA.user_id, Source.TYPING, store.now)
            written += await presence.is_news(*done)
            await presence.acted(*done)

    assert written == 12
    async with database.read() as store:
        person = await store.presences.of_person(session.id, ANA.user_id)
    assert person is not None
    assert clock.now - person.acted_at < timedelta(seconds=5)


@both_databases
async def test_in_and_out_of_voice_at_once_leaves_one_change(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=1)
    await voice(database, session, ANA.user_id, present=True)
    for n in range(21):
        clock.advance(seconds=1)
        await voice(database, session, ANA.user_id, present=bool(n % 2))

    changes = await record(database, session, ANA.user_id)
    assert len(changes) <= 3
    assert changes[-1][0] is DISCONNECTED
    assert (await who(database, session))[ANA.user_id] is DISCONNECTED
