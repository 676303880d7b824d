"""Inviting people, and who is let in: seats, uses, time, and other guilds."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.errors import NotAllowed, UserError
from domain.scheduling.seats import Plan, Seating
from domain.scheduling.session import Session, State
from domain.sessions.invites import (
    InviteElsewhere,
    InviteExpired,
    InviteRevoked,
    InviteUnknown,
    InviteUsedUp,
    SessionFull,
    SessionOver,
)
from services.scheduling import looking, planning
from services.scheduling.details import Details
from services.sessions import inviting, running
from services.sessions.inviting import Issued, Joined
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    GUILD,
    HOST,
    HOUR,
    NOON,
    STRANGER,
    act,
    answers,
    cause,
    fresh,
    guests,
    live_session,
    scheduled,
)

THREAD, VOICE = 77, 78


async def invites(database: Database, session: Session, uses: int | None = None, **more: Any) -> Issued:
    return await act(database, inviting.invite, HOST, session.id, HOUR, uses, **more)


async def joins(database: Database, who: Actor, token: str) -> Joined:
    async with database.transaction() as store:
        found = await inviting.of_token(store, who, token)
        return await inviting.join(store, who, found, cause())


async def tries(database: Database, who: Actor, token: str) -> str:
    """What came of joining: the name of the refusal, or `in`."""
    try:
        await joins(database, who, token)
    except UserError as refusal:
        return type(refusal).__name__
    return "in"


async def seating(database: Database, session: Session) -> Seating:
    async with database.read() as store:
        return await store.rsvps.seating(await store.sessions.get(session.id, GUILD))


async def used(database: Database, issued: Issued) -> int:
    async with database.read() as store:
        kept = await store.invites.get(issued.invite.id)
        assert kept is not None
        return kept.used


@both_databases
async def test_who_holds_the_token_gets_a_seat_and_is_a_guest(database: Database) -> None:
    session = await scheduled(database, capacity=3)
    issued = await invites(database, session)

    joined = await joins(database, ANA, issued.token)

    assert not joined.again
    assert [one.user_id for one in (await seating(database, session)).named(Plan.GOING)] == [ANA.user_id]
    async with database.read() as store:
        assert await store.happenings.guest_at(ANA.user_id) == {session.id}


@both_databases
async def test_ten_who_join_for_the_last_seat_seat_one(database: Database) -> None:
    session = await scheduled(database, capacity=2)
    await answers(database, session, BEN, Plan.GOING)
    issued = await invites(database, session)

    outcomes = await asyncio.gather(*(tries(database, who, issued.token) for who in guests(10)))

    assert Counter(outcomes) == {"in": 1, "SessionFull": 9}
    now = await seating(database, session)
    assert (now.taken, now.waitlist) == (2, ())
    assert await used(database, issued) == 1


@both_databases
async def test_no_more_join_than_the_invitation_has_uses(database: Database) -> None:
    session = await live_session(database)
    issued = await invites(database, session, uses=3)

    outcomes = await asyncio.gather(*(tries(database, who, issued.token) for who in guests(8)))

    assert Counter(outcomes) == {"in": 3, "InviteUsedUp": 5}
    assert (await seating(database, session)).taken == 3


@both_databases
async def test_joining_twice_takes_one_use_also_at_once(database: Database) -> None:
    session = await scheduled(database)
    issued = await invites(database, session, uses=2)

    await asyncio.gather(*(joins(database, ANA, issued.token) for _ in range(3)))

    assert (await joins(database, ANA, issued.token)).again
    assert await used(database, issued) == 1
    assert await tries(database, BEN, issued.token) == "in"


async def test_a_guest_who_gave_the_seat_back_may_have_it_again_without_another_use(database: Database) -> None:
    session = await scheduled(database, capacity=1)
    issued = await invites(database, session, uses=1)
    await joins(database, ANA, issued.token)
    await answers(database, session, ANA, Plan.NOT_GOING)

    assert not (await joins(database, ANA, issued.token)).again

    assert (await seating(database, session)).taken == 1
    assert await used(database, issued) == 1


async def test_who_comes_late_still_comes_late_after_joining(database: Database) -> None:
    session = await scheduled(database, capacity=1)
    await answers(database, session, ANA, Plan.LATE)

    await joins(database, ANA, (await invites(database, session)).token)

    assert [one.user_id for one in (await seating(database, session)).named(Plan.LATE)] == [ANA.user_id]


async def test_who_is_refused_a_seat_is_no_guest_and_not_on_the_waitlist(database: Database) -> None:
    session = await scheduled(database, capacity=1)
    await answers(database, session, BEN, Plan.GOING)
    issued = await invites(database, session)

    with pytest.raises(SessionFull):
        await joins(database, ANA, issued.token)

    assert (await seating(database, session)).of(ANA.user_id) is None
    assert await used(database, issued) == 0
    async with database.read() as store:
        assert await store.happenings.guest_at(ANA.user_id) == frozenset()


async def test_an_invitation_ends_with_its_time_but_who_is_in_stays_in(database: Database, clock: Clock) -> None:
    session = await scheduled(database)
    issued = await invites(database, session)
    await joins(database, ANA, issued.token)
    clock.advance(hours=1)

    with pytest.raises(InviteExpired):
        await joins(database, BEN, issued.token)

    assert (await joins(database, ANA, issued.token)).again


@both_databases
async def test_revoking_ends_every_invitation_to_that_session_and_no_other(database: Database, clock: Clock) -> None:
    session, other = await scheduled(database), await scheduled(database)
    old = await act(database, inviting.invite, HOST, session.id, timedelta(minutes=5))
    clock.advance(minutes=10)
    first, second, kept = [await invites(database, one) for one in (session, session, other)]

    _, count = await act(database, inviting.revoke, HOST, session.id)

    assert count == 2
    outcomes = [await tries(database, ANA, one.token) for one in (old, first, second, kept)]
    assert outcomes == ["InviteExpired", "InviteRevoked", "InviteRevoked", "in"]
    assert (await act(database, inviting.revoke, HOST, session.id))[1] == 0


async def test_who_gave_the_seat_back_does_not_come_in_by_what_was_revoked(database: Database) -> None:
    session = await scheduled(database)
    issued = await invites(database, session)
    await joins(database, ANA, issued.token)
    await answers(database, session, ANA, Plan.NOT_GOING)
    await act(database, inviting.revoke, HOST, session.id)

    with pytest.raises(InviteRevoked):
        await joins(database, ANA, issued.token)


async def test_a_token_is_good_in_its_own_guild_only(database: Database) -> None:
    issued = await invites(database, await scheduled(database))

    with pytest.raises(InviteElsewhere):
        await joins(database, STRANGER, issued.token)
    with pytest.raises(InviteElsewhere):
        await act(database, inviting.of_id, STRANGER, issued.invite.id)


@pytest.mark.parametrize("token", ["", "x", "0" * 200, "'; DROP TABLE invites; --"])
async def test_what_is_no_token_opens_nothing(database: Database, token: str) -> None:
    await invites(database, await scheduled(database))

    with pytest.raises(InviteUnknown):
        await joins(database, ANA, token)


async def test_only_organisers_invite_and_revoke(database: Database) -> None:
    session = await scheduled(database)

    for service, args in ((inviting.invite, (HOUR,)), (inviting.revoke, ())):
        with pytest.raises(NotAllowed):
            await act(database, service, ANA, session.id, *args)


@pytest.mark.parametrize("state", [State.COMPLETED, State.CANCELLED])
async def test_nobody_is_invited_to_or_joins_what_is_over(database: Database, state: State) -> None:
    session = await (scheduled(database) if state is State.CANCELLED else live_session(database))
    issued = await invites(database, session)
    await joins(database, BEN, issued.token)
    if state is State.CANCELLED:
        await act(database, planning.cancel, HOST, session.id, None)
    else:
        await act(database, running.end, HOST, session.id)

    for who in (ANA, BEN):
        with pytest.raises(SessionOver):
            await joins(database, who, issued.token)
    with pytest.raises(SessionOver):
        await invites(database, session)


async def test_a_guest_needs_no_role(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, "Curse", Kind.CAMPAIGN, role_id=99))
    session = await act(database, planning.schedule, HOST, campaign, NOON + HOUR, Details(), CHANNEL)

    assert await tries(database, CLEO, (await invites(database, session)).token) == "in"


async def test_a_guest_sees_the_private_session_that_they_joined(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        session = await planning.schedule(store, HOST, campaign, NOON + HOUR, Details(), CHANNEL, THREAD)
    issued = await invites(database, session)
    async with database.read() as store:
        assert await looking.hidden(store, ANA, ()) == {session.id}

    await joins(database, ANA, issued.token)

    async with database.read() as store:
        assert await looking.hidden(store, ANA, ()) == frozenset()
        assert await looking.hidden(store, BEN, ()) == {session.id}


async def test_the_token_is_not_in_the_database(database: Database) -> None:
    session = await live_session(database)
    issued = await invites(database, session)
    await joins(database, ANA, issued.token)

    async with database._engine.connect() as connection:
        tables = await connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for (table,) in tables.all():
            rows = await connection.execute(text(f'SELECT * FROM "{table}"'))
            assert issued.token not in repr(rows.all())
    assert issued.token not in repr(issued)


async def test_a_live_session_keeps_the_thread_it_got_first(database: Database) -> None:
    session = await live_session(database)

    first = await invites(database, session, thread_id=THREAD)
    second = await invites(database, session, thread_id=THREAD + 1)

    assert first.session.thread_id == second.session.thread_id == THREAD
    async with database.read() as store:
        found = await inviting.of_token(store, ANA, second.token)
        assert (await inviting.opens(store, ANA, found))[1] == THREAD


async def test_a_copy_of_an_open_session_that_had_guests_is_open(database: Database) -> None:
    session = await live_session(database)
    await invites(database, session, thread_id=THREAD)

    copy = await act(database, planning.clone, HOST, session.id, NOON + HOUR, CHANNEL)

    assert (copy.private, copy.thread_id) == (False, None)


async def test_a_session_is_played_in_the_voice_channel_it_was_started_with(database: Database) -> None:
    planned = await scheduled(database)

    await act(database, running.start, HOST, planned.id, CHANNEL, VOICE)

    assert (await fresh(database, planned)).voice_id == VOICE
    async with database.read() as store:
        (place,) = await store.presences.places()
        assert place.channel_ids == {CHANNEL, VOICE}


async def test_used_up_says_for_how_many_it_was(database: Database) -> None:
    issued = await invites(database, await scheduled(database), uses=1)
    await joins(database, ANA, issued.token)

    with pytest.raises(InviteUsedUp) as refused:
        await joins(database, BEN, issued.token)

    assert refused.value.uses == 1
