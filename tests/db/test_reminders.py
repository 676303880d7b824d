"""The timetable's rows: claimed by one process at a time, and settled once."""

import asyncio
from datetime import datetime, timedelta

from db.store import Database
from domain.reminders import LEASE, Kind, Reminder, Status
from tests.conftest import Clock, both_databases
from tests.db.rows import GUILD, NOON, a_reminder

MINUTE = timedelta(minutes=1)


async def claim(database: Database, owner: str, limit: int = 50) -> list[Reminder]:
    async with database.transaction() as store:
        return await store.deliveries.claim(owner, store.now, limit)


async def due(database: Database, *instants: datetime) -> list[Reminder]:
    """Pending reminders at these instants."""
    async with database.transaction() as store:
        for instant in instants:
            await a_reminder(store, instant)
    return await everything(database)


async def everything(database: Database) -> list[Reminder]:
    async with database.read() as store:
        return await store.reminders.of_subject(Kind.SESSION, 1)


async def next_due(database: Database) -> datetime | None:
    async with database.read() as store:
        return await store.deliveries.next_due()


@both_databases
async def test_what_is_due_is_claimed_in_order_and_the_rest_is_left(database: Database) -> None:
    await due(database, NOON, NOON - MINUTE, NOON + MINUTE)

    assert [one.due_at for one in await claim(database, "a")] == [NOON - MINUTE, NOON]


@both_databases
async def test_a_claim_takes_no_more_than_it_may(database: Database) -> None:
    await due(database, NOON - MINUTE, NOON, NOON - 2 * MINUTE)

    assert [one.due_at for one in await claim(database, "a", limit=2)] == [NOON - 2 * MINUTE, NOON - MINUTE]
    assert [one.due_at for one in await claim(database, "a", limit=2)] == [NOON]


@both_databases
async def test_two_owners_never_claim_the_same_row(database: Database) -> None:
    await due(database, *(NOON - n * MINUTE for n in range(60)))

    claims = await asyncio.gather(*(claim(database, f"process {n % 4}", limit=7) for n in range(12)))

    ids = [one.id for claimed in claims for one in claimed]
    assert len(ids) == len(set(ids)) == 60


@both_databases
async def test_a_claimed_row_is_claimed_anew_once_its_lease_has_run_out(database: Database, clock: Clock) -> None:
    await due(database, NOON)
    await claim(database, "a")

    clock.advance(seconds=LEASE.total_seconds() - 1)
    assert await claim(database, "b") == []
    clock.advance(seconds=1)
    assert len(await claim(database, "b")) == 1


@both_databases
async def test_only_its_owner_may_try_to_send(database: Database, clock: Clock) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    clock.now += LEASE
    await claim(database, "b")

    async with database.transaction() as store:
        assert not await store.deliveries.trying(mine, "a", store.now)
        assert await store.deliveries.trying(mine, "b", store.now)


@both_databases
async def test_the_first_attempt_is_remembered_and_each_prolongs_the_lease(database: Database, clock: Clock) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    for _ in range(2):
        clock.advance(seconds=10)
        async with database.transaction() as store:
            await store.deliveries.trying(mine, "a", store.now)

    [now] = await everything(database)
    assert now.tried_at == NOON + timedelta(seconds=10)
    assert await next_due(database) == NOON + timedelta(seconds=20) + LEASE


@both_databases
async def test_the_next_thing_due_is_the_earliest_row_or_the_end_of_a_lease(database: Database, clock: Clock) -> None:
    assert await next_due(database) is None
    await due(database, NOON + MINUTE / 2, NOON + 10 * MINUTE)
    assert await next_due(database) == NOON + MINUTE / 2

    clock.now += MINUTE
    await claim(database, "a")
    assert await next_due(database) == clock.now + LEASE


@both_databases
async def test_the_next_thing_is_known_but_for_what_is_no_news(database: Database, clock: Clock) -> None:
    async with database.transaction() as store:
        assert await store.deliveries.next() is None
        await a_reminder(store, NOON, subject_id=7, kind=Kind.PRESENCE)
        await a_reminder(store, NOON + MINUTE)
        first = await store.deliveries.next()
        assert first is not None
        assert (first[0], first[1].subject_id) == (NOON, 7)
    await claim(database, "a")

    async with database.read() as store:
        leased = await store.deliveries.next()
        assert leased is not None
        assert leased[0] == clock.now + LEASE
        news = await store.deliveries.next(without=(Kind.PRESENCE,))
        assert news is not None
        assert (news[0], news[1].kind) == (NOON + MINUTE, Kind.SESSION)


@both_databases
async def test_what_is_settled_is_never_due_again(database: Database, clock: Clock) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    async with database.transaction() as store:
        await store.deliveries.settle(mine.id, Status.SENT, store.now, message_id=77)
    clock.advance(days=1)

    assert await claim(database, "b") == []
    assert await next_due(database) is None
    assert [(one.status, one.message_id) for one in await everything(database)] == [(Status.SENT, 77)]


@both_databases
async def test_what_is_put_back_is_due_again_at_its_instant(database: Database, clock: Clock) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    async with database.transaction() as store:
        await store.deliveries.trying(mine, "a", store.now)
        await store.deliveries.again(mine.id, NOON + MINUTE, note="503", refused=False)

    assert await next_due(database) == NOON + MINUTE
    assert await claim(database, "b") == []
    clock.now += MINUTE
    [again] = await claim(database, "b")
    assert (again.attempts, again.note, again.tried_at) == (0, "503", NOON)


@both_databases
async def test_an_attempt_that_reached_nothing_leaves_no_nonce_to_age(database: Database) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    async with database.transaction() as store:
        await store.deliveries.trying(mine, "a", store.now)
        await store.deliveries.again(mine.id, NOON + MINUTE, note="429", refused=True)

    assert [one.tried_at for one in await everything(database)] == [None]


@both_databases
async def test_what_is_withdrawn_is_not_due(database: Database) -> None:
    await due(database, NOON)
    async with database.transaction() as store:
        await store.reminders.withdraw((Kind.SESSION, Kind.MOVED), 1, store.now)

    assert await claim(database, "a") == []
    assert await next_due(database) is None


@both_databases
async def test_other_kinds_and_subjects_are_not_withdrawn(database: Database) -> None:
    async with database.transaction() as store:
        await a_reminder(store, NOON, kind=Kind.SEAT)
        await a_reminder(store, NOON, subject_id=2)
        await store.reminders.withdraw((Kind.SESSION,), 1, store.now)

    assert len(await claim(database, "a")) == 2


@both_databases
async def test_a_claimed_row_is_withdrawn_too_and_not_sent(database: Database) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    async with database.transaction() as store:
        await store.reminders.withdraw((Kind.SESSION,), 1, store.now)

    async with database.transaction() as store:
        assert not await store.deliveries.trying(mine, "a", store.now)
    assert await next_due(database) is None


@both_databases
async def test_what_was_withdrawn_meanwhile_is_not_put_back(database: Database) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    async with database.transaction() as store:
        await store.deliveries.trying(mine, "a", store.now)
    async with database.transaction() as store:
        await store.reminders.withdraw((Kind.SESSION,), 1, store.now)
    async with database.transaction() as store:
        await store.deliveries.again(mine.id, NOON + MINUTE, note="503", refused=True)

    assert [one.status for one in await everything(database)] == [Status.WITHDRAWN]


@both_databases
async def test_what_was_sent_although_withdrawn_meanwhile_is_kept_as_sent(database: Database) -> None:
    await due(database, NOON)
    [mine] = await claim(database, "a")
    async with database.transaction() as store:
        await store.deliveries.trying(mine, "a", store.now)
    async with database.transaction() as store:
        await store.reminders.withdraw((Kind.SESSION,), 1, store.now)
    async with database.transaction() as store:
        await store.deliveries.settle(mine.id, Status.SENT, store.now, message_id=77)

    assert [one.status for one in await everything(database)] == [Status.SENT]


@both_databases
async def test_only_a_later_one_that_is_due_too_supersedes(database: Database, clock: Clock) -> None:
    first, second, _ = await due(database, NOON - MINUTE, NOON, NOON + MINUTE)

    async with database.read() as store:
        assert await store.reminders.newer_due(first, store.now)
        assert not await store.reminders.newer_due(second, store.now)


@both_databases
async def test_a_later_one_that_was_withdrawn_supersedes_nothing(database: Database) -> None:
    first, second = await due(database, NOON - MINUTE, NOON)
    async with database.transaction() as store:
        await store.deliveries.settle(second.id, Status.WITHDRAWN, store.now)
        assert not await store.reminders.newer_due(first, store.now)


async def test_a_reminder_of_another_guild_does_not_exist(database: Database) -> None:
    [one] = await due(database, NOON)

    async with database.read() as store:
        assert await store.reminders.get(one.id, GUILD) == one
        assert await store.reminders.get(one.id, GUILD + 1) is None


async def test_a_new_reminder_has_the_timetable_told(database: Database) -> None:
    heard: list[bool] = []
    database.on_commit(lambda committed: heard.append(committed.timetable))

    await due(database, NOON)
    await claim(database, "a")

    assert heard == [True, False]
