"""Private copies, quiet hours, notes and the digest: what is decided when they are due."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from db.store import Database, Store
from domain.digest import DigestNeedsChannel, read_weekly
from domain.errors import NothingMatches, NotValid
from domain.quiet import read_quiet_hours
from domain.reminders import LEASE, MOST_NOTES, AlreadyAsked, Kind, NoteUnderWay, Reminder, Status, TooManyNotes
from domain.scheduling.seats import Plan
from domain.settings import Clearable
from services import settings
from services.reminders import digest, notes
from services.reminders.copies import copy_privately
from services.reminders.sending import begin, quiet_until, settle, skip_reason
from services.scheduling import planning
from services.scheduling.details import Details
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ADMIN,
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    act,
    answers,
    reminders_of,
    scheduled,
)

PEOPLE = (ANA.user_id, BEN.user_id, CLEO.user_id)


async def reminder_of(database: Database) -> Reminder:
    """A session's only reminder, an hour before; Ana comes."""
    session = await scheduled(database, reminders=(HOUR,))
    await answers(database, session, ANA, Plan.GOING)
    (only,) = await reminders_of(database, Kind.SESSION, session.id)
    return only


async def copies(database: Database, of: Reminder) -> list[Reminder]:
    async with database.read() as store:
        return await store.reminders.of_subject(Kind.PRIVATE, of.id)


async def privately(database: Database, *actors: object) -> None:
    for one in (ANA, BEN):
        if one in actors:
            await act(database, settings.receive_privately, one, private=True)


async def copied(database: Database) -> tuple[Reminder, Reminder]:
    """A session's reminder, and Ana's copy of it."""
    await privately(database, ANA)
    parent = await reminder_of(database)
    await act(database, copy_privately, parent, PEOPLE)
    (copy,) = await copies(database, parent)
    return parent, copy


@both_databases
async def test_each_who_wants_it_so_gets_one_copy_however_often_it_is_tried(database: Database) -> None:
    await privately(database, ANA, BEN)
    parent = await reminder_of(database)

    left = [await act(database, copy_privately, parent, PEOPLE) for _ in range(3)]

    assert left == [(CLEO.user_id,)] * 3
    assert [one.user_id for one in await copies(database, parent)] == [ANA.user_id, BEN.user_id]


async def test_a_copy_is_as_late_as_what_it_is_a_copy_of(database: Database) -> None:
    parent, copy = await copied(database)

    assert copy.due_at == parent.due_at


async def test_what_is_no_news_of_a_session_is_not_copied(database: Database) -> None:
    await privately(database, ANA)
    parent = replace(await reminder_of(database), kind=Kind.DIGEST)

    assert await act(database, copy_privately, parent, PEOPLE) == PEOPLE


@both_databases
@pytest.mark.parametrize("gone", ["cancelled", "moved", "deleted"])
async def test_copies_go_with_the_session(database: Database, gone: str) -> None:
    parent, _ = await copied(database)
    if gone == "cancelled":
        await act(database, planning.cancel, HOST, parent.subject_id, None)
    elif gone == "deleted":
        await act(database, planning.delete, HOST, parent.subject_id)
    else:
        await act(database, planning.edit, HOST, parent.subject_id, NOON + 3 * DAY, Details())

    assert [one.status for one in await copies(database, parent)] == [Status.WITHDRAWN]


@pytest.mark.parametrize(
    ("own_zone", "now", "expected"),
    [
        (None, "2026-09-01 21:00", "2026-09-02 06:00"),  # the server's, Berlin: 23:00 there
        (None, "2026-09-01 12:00", None),
        ("America/New_York", "2026-09-01 21:00", None),  # 17:00 there
        ("America/New_York", "2026-09-01 03:00", "2026-09-01 12:00"),
    ],
)
async def test_quiet_hours_are_those_of_the_persons_zone_else_the_servers(
    database: Database, clock: Clock, own_zone: str | None, now: str, expected: str | None
) -> None:
    await act(database, settings.edit, ADMIN, timezone="Europe/Berlin", quiet_hours=read_quiet_hours("22:00-08:00"))
    _, copy = await copied(database)
    if own_zone:
        await act(database, settings.set_timezone, ANA, own_zone)
    clock.now = datetime.fromisoformat(now).replace(tzinfo=UTC)

    until = await act(database, quiet_until, copy)

    assert until == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


async def test_quiet_hours_hold_back_only_what_nobody_timed_and_nothing_was_sent_of(
    database: Database, clock: Clock
) -> None:
    await act(database, settings.edit, ADMIN, quiet_hours=read_quiet_hours("22:00-08:00"))
    parent, copy = await copied(database)
    clock.now = NOON.replace(hour=23)

    assert await act(database, quiet_until, copy) is not None
    assert await act(database, quiet_until, parent) is None
    assert await act(database, quiet_until, replace(copy, tried_at=clock.now)) is None
    assert await act(database, quiet_until, replace(copy, kind=Kind.NOTE)) is None
    await act(database, settings.edit, ADMIN, quiet_hours="")
    assert await act(database, quiet_until, copy) is None


async def test_news_of_a_session_are_told_until_its_end(database: Database, clock: Clock) -> None:
    parent, copy = await copied(database)
    starts_at = NOON + DAY
    async with database.transaction() as store:
        news = await store.reminders.add(replace(parent, kind=Kind.CANCELLED, due_at=store.now))
        told = await store.reminders.add(replace(copy, subject_id=news.id, due_at=NOON + DAY + HOUR))

    clock.now = starts_at + HOUR
    assert await act(database, skip_reason, told) is None
    clock.now = starts_at + 3 * HOUR
    assert await act(database, skip_reason, told) == "the session was over"


async def test_of_two_copies_that_waited_only_the_later_is_sent(database: Database, clock: Clock) -> None:
    await privately(database, ANA)
    session = await scheduled(database, reminders=(2 * HOUR, HOUR))
    first, second = await reminders_of(database, Kind.SESSION, session.id)
    for one in (first, second):
        await act(database, copy_privately, one, (ANA.user_id,))
    clock.now = second.due_at + timedelta(minutes=5)

    reasons = [await act(database, skip_reason, (await copies(database, one))[0]) for one in (first, second)]

    assert reasons == ["a later reminder of the same session was due too", None]


@both_databases
async def test_a_process_that_dies_amid_it_leaves_the_copies_to_another_and_sends_none_itself(
    database: Database, clock: Clock
) -> None:
    await privately(database, ANA, BEN)
    clock.now = (await reminder_of(database)).due_at
    async with database.transaction() as store:
        (mine,) = await store.deliveries.claim("a", store.now)
    async with database.transaction() as store:
        assert await begin(store, mine, "a")
        await copy_privately(store, mine, PEOPLE)
    clock.now += LEASE

    claims = await asyncio.gather(*(act(database, _claim, owner) for owner in ("b", "c", "d")))
    again = [one for claimed in claims for one in claimed]
    await act(database, copy_privately, mine, PEOPLE)

    assert sorted(one.kind for one in again) == [Kind.PRIVATE, Kind.PRIVATE, Kind.SESSION]
    assert len(await copies(database, mine)) == 2
    async with database.transaction() as store:
        assert not await begin(store, mine, "a")


async def _claim(store: Store, owner: str) -> list[Reminder]:
    return await store.deliveries.claim(owner, store.now)


# Notes


@both_databases
async def test_nobody_has_more_notes_to_come_than_fifty_also_when_asked_at_once(database: Database) -> None:
    async def ask(n: int) -> bool:
        try:
            await act(database, notes.ask, ANA.user_id, GUILD, CHANNEL, NOON + HOUR, f"note {n}")
        except TooManyNotes:
            return False
        return True

    kept = await asyncio.gather(*(ask(n) for n in range(MOST_NOTES + 10)))

    assert sum(kept) == MOST_NOTES
    await act(database, notes.ask, BEN.user_id, GUILD, CHANNEL, NOON + HOUR, "others may")


async def test_a_note_knows_when_it_was_asked_for(database: Database) -> None:
    note = await act(database, notes.ask, ANA.user_id, GUILD, CHANNEL, NOON + HOUR, " maps ")

    assert (note.asked_at, note.text, note.subject_id) == (NOON, "maps", CHANNEL)


async def test_the_same_note_is_not_kept_twice_and_an_empty_one_not_at_all(database: Database) -> None:
    await act(database, notes.ask, ANA.user_id, GUILD, CHANNEL, NOON + HOUR, "maps")

    with pytest.raises(AlreadyAsked):
        await act(database, notes.ask, ANA.user_id, GUILD, CHANNEL, NOON + HOUR, "maps")
    with pytest.raises(NotValid):
        await act(database, notes.ask, ANA.user_id, GUILD, CHANNEL, NOON + HOUR, "  ")


async def test_nobody_forgets_or_repeats_the_note_of_somebody_else(database: Database) -> None:
    note = await act(database, notes.ask, ANA.user_id, GUILD, CHANNEL, NOON + HOUR, "maps")

    with pytest.raises(NothingMatches):
        await act(database, notes.forget, BEN.user_id, f"#{note.id}")
    with pytest.raises(NotValid):
        await act(database, notes.again, BEN.user_id, note.id, HOUR)


@both_databases
async def test_a_note_that_is_being_sent_is_not_taken_back(database: Database, clock: Clock) -> None:
    note = await act(database, notes.ask, ANA.user_id, GUILD, CHANNEL, NOON + HOUR, "maps")
    clock.now = NOON + HOUR
    async with database.transaction() as store:
        (claimed,) = await store.deliveries.claim("me", store.now)
        assert await begin(store, claimed, "me")

    with pytest.raises(NoteUnderWay):
        await act(database, notes.forget, ANA.user_id, f"#{note.id}")


# The digest


async def coming(database: Database) -> list[datetime]:
    return [one.due_at for one in await reminders_of(database, Kind.DIGEST, GUILD)]


async def weekly(database: Database, text: str = "mon 09:00", zone: str = "Europe/Berlin") -> None:
    await act(database, settings.edit, ADMIN, timezone=zone, channel_id=CHANNEL, digest=read_weekly(text))


@both_databases
async def test_there_is_one_digest_to_come_however_many_set_it_at_once(database: Database) -> None:
    await asyncio.gather(*(weekly(database, f"{day} 09:00") for day in ("mon", "tue", "wed", "thu", "fri")))

    assert len(await coming(database)) == 1


async def test_the_digest_moves_with_the_zone_and_goes_when_it_is_switched_off(database: Database) -> None:
    await weekly(database)
    first = await coming(database)
    await act(database, settings.edit, ADMIN, timezone="America/New_York")
    second = await coming(database)
    await act(database, settings.edit, ADMIN, digest="")

    assert first == [datetime(2026, 9, 7, 7, 0, tzinfo=UTC)]
    assert second == [datetime(2026, 9, 7, 13, 0, tzinfo=UTC)]
    assert await coming(database) == []


async def test_a_digest_without_a_channel_is_refused(database: Database) -> None:
    with pytest.raises(DigestNeedsChannel):
        await act(database, settings.edit, ADMIN, digest=read_weekly("mon 09:00"))
    await weekly(database)
    with pytest.raises(DigestNeedsChannel):
        await act(database, settings.edit, ADMIN, clear=Clearable.CHANNEL)


async def test_the_next_digest_is_made_with_what_became_of_the_last_and_keeps_its_wall_time(
    database: Database, clock: Clock
) -> None:
    await weekly(database)
    instants = []
    for status in (Status.SENT, Status.SKIPPED, Status.DEAD, Status.DOUBTFUL) * 3:
        (only,) = await reminders_of(database, Kind.DIGEST, GUILD)
        instants.append(only.due_at)
        clock.now = only.due_at
        await act(database, settle, only, status)

    hours = {instant.hour for instant in instants[:7]}, {instant.hour for instant in instants[8:]}
    assert hours == ({7}, {8})  # summer time ended on 25 October
    assert {later - sooner for sooner, later in pairwise(instants[8:])} == {timedelta(days=7)}


@both_databases
async def test_a_digest_that_is_settled_while_it_is_set_anew_is_followed_by_one(
    database: Database, clock: Clock
) -> None:
    await weekly(database)
    (only,) = await reminders_of(database, Kind.DIGEST, GUILD)
    clock.now = only.due_at
    async with database.transaction() as store:
        (claimed,) = await store.deliveries.claim("me", store.now)
        assert await begin(store, claimed, "me")

    await asyncio.gather(act(database, settle, claimed, Status.SENT), weekly(database, "tue 10:00"))

    assert await coming(database) == [datetime(2026, 9, 8, 8, 0, tzinfo=UTC)]


async def test_the_week_ahead_leaves_out_what_is_private_past_or_far(database: Database) -> None:
    near = await scheduled(database, NOON + DAY)
    await scheduled(database, NOON + 8 * DAY)
    campaign = await act(database, lambda store: store.campaigns.game_night(GUILD))
    await act(database, planning.schedule, HOST, campaign, NOON + DAY, Details(), CHANNEL, 77)

    ahead = await act(database, digest.week, GUILD)

    assert [one.id for one in ahead.sessions] == [near.id]
