"""Sessions that repeat: when the next one is made, what it is like, and where it ends."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from db.store import Database
from domain.cards import CardKind
from domain.errors import NotValid
from domain.reminders import Kind
from domain.scheduling.repeats.repeat import RepeatFixesTheDay
from domain.scheduling.repeats.series import Scope, SeriesWentOn
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session, State
from services.campaigns import running
from services.scheduling import planning
from services.scheduling import series as repeating
from services.scheduling.details import Details
from services.sessions import running as live
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    CHANNEL,
    DAY,
    GUILD,
    HOST,
    HOUR,
    act,
    answers,
    fresh,
    reminders_of,
    scheduled,
)
from tests.services.repeating import (
    BERLIN,
    TUESDAY,
    WEEK,
    all_of,
    begun,
    cancelled,
    deleted,
    missed,
    newest,
    played,
    series_of,
)


@pytest.mark.parametrize("leave", [missed, played, cancelled, deleted])
async def test_the_next_session_is_made_once_the_one_before_is_behind(
    database: Database, clock: Clock, leave: Any
) -> None:
    first = await begun(database)
    assert await all_of(database) == [first]

    await leave(database, clock, first)

    following = await newest(database)
    assert (following.number, following.state) == (2, State.PLANNED)
    assert (following.starts_at, following.occurrence_on) == (TUESDAY + WEEK, date(2026, 9, 15))
    assert following.series_id == first.series_id


async def test_the_next_session_shows_reminds_and_is_mirrored_as_one_that_was_scheduled(
    database: Database, clock: Clock
) -> None:
    await cancelled(database, clock, await begun(database))

    following = await newest(database)
    async with database.read() as store:
        card = await store.cards.get(CardKind.SESSION, following.id)
        mirror = await store.cards.get(CardKind.EVENT, following.id)
    assert card is not None
    assert card.channel_id == CHANNEL
    assert mirror is not None
    assert [one.offset for one in await reminders_of(database, Kind.SESSION, following.id)] == [DAY, HOUR, 0 * HOUR]
    assert [one.due_at for one in await reminders_of(database, Kind.OVER, following.id)] == [following.ends_at]


async def test_a_private_series_stays_in_its_thread(database: Database, clock: Clock) -> None:
    await cancelled(database, clock, await begun(database, thread_id=77))

    following = await newest(database)
    async with database.read() as store:
        card = await store.cards.get(CardKind.SESSION, following.id)
        mirror = await store.cards.get(CardKind.EVENT, following.id)
    assert (following.private, following.thread_id) == (True, 77)
    assert card is not None
    assert card.channel_id == 77
    assert mirror is None


@both_databases
async def test_the_next_session_has_the_details_of_the_series_and_nobody_has_answered(
    database: Database, clock: Clock
) -> None:
    said: dict[str, Any] = {
        "title": "Tomb",
        "location": "Attic",
        "capacity": 4,
        "tags": ("horror", "long"),
        "reminders": (HOUR,),
    }
    first = await begun(database, duration=5 * HOUR, description="Dice", scenario="Crypt", **said)
    await answers(database, first, ANA, Plan.GOING)
    await act(database, planning.edit, HOST, first.id, TUESDAY + DAY, Details(title="Once", location=""))
    await scheduled(database, title="Another", location="Cellar")

    await cancelled(database, clock, first)

    following = await newest(database)
    assert {name: getattr(following, name) for name in said} == said
    assert (following.duration, following.description, following.scenario) == (5 * HOUR, "Dice", "Crypt")
    assert following.starts_at == TUESDAY + WEEK
    async with database.read() as store:
        assert (await store.rsvps.seating(following)).rsvps == ()


async def test_a_start_makes_no_session_and_an_early_end_makes_the_next_date(database: Database, clock: Clock) -> None:
    first = await begun(database)

    await act(database, live.start, HOST, first.id, CHANNEL)
    assert len(await all_of(database)) == 1
    await act(database, live.end, HOST, first.id)

    assert (await newest(database)).starts_at == TUESDAY + WEEK


async def test_a_session_that_is_missed_and_then_played_or_cancelled_is_followed_once(
    database: Database, clock: Clock
) -> None:
    first = await begun(database)
    await missed(database, clock, first)
    await missed(database, clock, first)
    second = await newest(database)
    await played(database, clock, first)
    await cancelled(database, clock, second)
    await deleted(database, clock, await newest(database))

    assert [one.occurrence_on for one in await all_of(database)] == [
        date(2026, 9, 8),
        date(2026, 9, 15),
        date(2026, 9, 29),
    ]


async def test_a_date_that_was_deleted_is_not_made_again(database: Database, clock: Clock) -> None:
    await deleted(database, clock, await begun(database))
    await deleted(database, clock, await newest(database))

    (only,) = await all_of(database)
    assert only.occurrence_on == date(2026, 9, 22)


async def test_a_session_moved_beyond_the_next_date_is_followed_by_the_first_still_to_come(
    database: Database, clock: Clock
) -> None:
    first = await begun(database)
    moved = await act(database, planning.edit, HOST, first.id, TUESDAY + 8 * DAY, Details())
    assert moved.session.occurrence_on == first.occurrence_on

    await played(database, clock, moved.session)

    assert (await newest(database)).starts_at == TUESDAY + 2 * WEEK


async def test_a_session_moved_by_a_day_leaves_the_next_where_it_was(database: Database, clock: Clock) -> None:
    first = await begun(database)
    moved = await act(database, planning.edit, HOST, first.id, TUESDAY + DAY, Details())

    await played(database, clock, moved.session)

    assert (await newest(database)).starts_at == TUESDAY + WEEK


@both_databases
async def test_after_five_weeks_away_only_what_is_still_to_come_is_made(database: Database, clock: Clock) -> None:
    first = await begun(database, "weekly 8 times")
    clock.now = TUESDAY + 5 * WEEK + HOUR  # the sixth began an hour ago, and can still be started

    await missed(database, clock, first)

    sixth = await newest(database)
    assert (sixth.number, sixth.starts_at) == (2, TUESDAY + 5 * WEEK)
    for _ in range(4):
        await missed(database, clock, await newest(database))
    dates = [date(2026, 9, 8), date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 27)]
    assert [one.occurrence_on for one in await all_of(database)] == dates


@pytest.mark.parametrize("text", ["weekly 3 times", "weekly until 2026-09-22", "weekly until 2026-09-28"])
async def test_a_series_stops_at_its_end(database: Database, clock: Clock, text: str) -> None:
    first = await begun(database, text)
    for _ in range(5):
        await missed(database, clock, await newest(database))

    made = await all_of(database)
    assert [one.starts_at for one in made] == [TUESDAY, TUESDAY + WEEK, TUESDAY + 2 * WEEK]
    series = await series_of(database, first)
    assert series.stopped_at == made[-1].ends_at
    assert [series.ends_with(one) for one in made] == [False, False, True]


@both_databases
async def test_dates_left_out_are_not_made(database: Database, clock: Clock) -> None:
    first = await begun(database, "weekly except 15 sep, 29 sep")
    for _ in range(2):
        await missed(database, clock, await newest(database))

    assert [one.occurrence_on for one in await all_of(database)] == [
        first.occurrence_on,
        date(2026, 9, 22),
        date(2026, 10, 6),
    ]


async def test_weekly_in_berlin_stays_at_its_wall_time_over_both_changes_of_the_clocks(
    database: Database, clock: Clock
) -> None:
    await begun(database)
    for _ in range(35):
        await missed(database, clock, await newest(database))

    made = await all_of(database)
    assert {f"{one.starts_at.astimezone(BERLIN):%a %H:%M}" for one in made} == {"Tue 20:00"}
    hours = [one.starts_at.hour for one in made]
    assert hours == [18] * 7 + [19] * 22 + [18] * 7
    assert [one.occurrence_on for one in made] == [date(2026, 9, 8) + n * WEEK for n in range(36)]


async def test_a_wall_time_that_clocks_skip_is_moved_once_and_comes_back(database: Database, clock: Clock) -> None:
    clock.now = datetime(2027, 3, 20, tzinfo=UTC)
    await begun(database, "weekly", datetime(2027, 3, 21, 1, 30, tzinfo=UTC))
    for _ in range(2):
        await missed(database, clock, await newest(database))

    shown = [f"{one.starts_at.astimezone(BERLIN):%d %H:%M}" for one in await all_of(database)]
    assert shown == ["21 02:30", "28 03:30", "04 02:30"]


@both_databases
async def test_two_processes_that_see_one_session_end_make_one_next_session(
    database: Database, database_url: str, clock: Clock
) -> None:
    first = await begun(database)
    other = Database(database_url, clock)
    clock.now = first.ends_at
    try:
        await asyncio.gather(
            *(act(one, planning.over, first.id, GUILD) for one in (database, other) for _ in range(4)),
            act(other, planning.cancel, HOST, first.id, None),
        )
    finally:
        await other.close()

    assert [one.number for one in await all_of(database)] == [1, 2]


@both_databases
async def test_a_series_that_is_asked_to_go_on_by_many_at_once_goes_on_once(
    database: Database, database_url: str, clock: Clock
) -> None:
    first = await begun(database)
    other = Database(database_url, clock)
    try:
        await asyncio.gather(
            *(act(one, repeating.go_on, first) for one in (database, other) for _ in range(4)),
        )
    finally:
        await other.close()

    assert [one.number for one in await all_of(database)] == [1, 2]


@both_databases
async def test_an_end_and_the_passing_of_the_planned_end_at_once_make_one_next_session(
    database: Database, clock: Clock
) -> None:
    first = await begun(database)
    await act(database, live.start, HOST, first.id, CHANNEL)
    clock.now = first.ends_at

    await asyncio.gather(
        act(database, live.end, HOST, first.id), *(act(database, planning.over, first.id, GUILD) for _ in range(3))
    )

    assert [one.occurrence_on for one in await all_of(database)] == [date(2026, 9, 8), date(2026, 9, 15)]


@both_databases
async def test_sessions_of_a_series_that_are_left_at_once_neither_wait_for_ever_nor_make_a_date_twice(
    database: Database, clock: Clock
) -> None:
    first = await begun(database)
    await missed(database, clock, first)
    second = await newest(database)

    await asyncio.gather(
        act(database, planning.cancel, HOST, first.id, None),
        act(database, planning.delete, HOST, second.id),
        act(database, planning.over, first.id, GUILD),
        act(database, scheduled_in, TUESDAY + DAY),
    )

    dates = [one.occurrence_on for one in await all_of(database) if one.occurrence_on]
    assert sorted(dates) == [date(2026, 9, 8), date(2026, 9, 22)]


async def scheduled_in(store: Any, starts_at: datetime) -> Session:
    campaign = await store.campaigns.game_night(GUILD)
    return await planning.schedule(store, HOST, campaign, starts_at, Details(), CHANNEL)


@pytest.mark.parametrize("remove", [planning.cancel, planning.delete])
async def test_all_to_come_can_be_called_off(database: Database, clock: Clock, remove: Any) -> None:
    first = await begun(database)
    await missed(database, clock, first)
    second = await newest(database)

    await act(database, remove, HOST, second.id, *([None] if remove is planning.cancel else []), scope=Scope.ALL)

    planned = [one for one in await all_of(database) if one.state is State.PLANNED]
    assert planned == [first]  # it was missed before
    assert (await series_of(database, first)).stopped_at == clock.now
    await cancelled(database, clock, first)
    assert all(one.number < 3 for one in await all_of(database))


@pytest.mark.parametrize(
    ("change", "arguments"),
    [(planning.cancel, (None,)), (planning.delete, ()), (planning.edit, (None, Details(title="New")))],
)
async def test_all_to_come_cannot_be_changed_by_way_of_a_session_that_has_been_followed(
    database: Database, clock: Clock, change: Any, arguments: tuple[Any, ...]
) -> None:
    first = await begun(database)
    await missed(database, clock, first)
    second = await newest(database)

    with pytest.raises(SeriesWentOn) as refused:
        await act(database, change, HOST, first.id, *arguments, scope=Scope.ALL)

    assert refused.value.newest == second
    assert await all_of(database) == [first, second]


async def test_a_session_that_stands_alone_is_all_there_is_to_come(database: Database, clock: Clock) -> None:
    alone = await scheduled(database)

    await act(database, planning.edit, HOST, alone.id, None, Details(title="Tomb"), scope=Scope.ALL)
    gone = await act(database, planning.cancel, HOST, alone.id, None, scope=Scope.ALL)

    assert (gone.title, gone.state) == ("Tomb", State.CANCELLED)
    assert len(await all_of(database)) == 1


async def test_new_details_for_all_to_come_are_those_of_the_next_sessions(database: Database, clock: Clock) -> None:
    first = await begun(database, title="Tomb", location="Attic", capacity=4)

    await act(
        database, planning.edit, HOST, first.id, None, Details(title="Crypt", location="", capacity=0), scope=Scope.ALL
    )
    await cancelled(database, clock, first)

    for one in await all_of(database):
        assert (one.title, one.location, one.capacity) == ("Crypt", None, None)


async def test_what_one_session_has_already_can_be_given_to_all_to_come(database: Database, clock: Clock) -> None:
    first = await begun(database, title="Tomb")
    await act(database, planning.edit, HOST, first.id, TUESDAY + HOUR, Details(title="Crypt"))

    edited = await act(database, planning.edit, HOST, first.id, TUESDAY + HOUR, Details(title="Crypt"), scope=Scope.ALL)
    with pytest.raises(NotValid):
        await act(database, planning.edit, HOST, first.id, TUESDAY + HOUR, Details(title="Crypt"), scope=Scope.ALL)

    assert not edited.moved
    await cancelled(database, clock, first)
    following = await newest(database)
    assert (following.title, following.starts_at) == ("Crypt", TUESDAY + WEEK + HOUR)


@pytest.mark.parametrize(
    ("by", "following"),
    [
        (2 * DAY, datetime(2026, 9, 17, 18, 0, tzinfo=UTC)),
        (-DAY - HOUR, datetime(2026, 9, 14, 17, 0, tzinfo=UTC)),
        (WEEK + HOUR, datetime(2026, 9, 22, 19, 0, tzinfo=UTC)),
    ],
)
async def test_a_new_start_for_all_to_come_moves_the_series(
    database: Database, clock: Clock, by: timedelta, following: datetime
) -> None:
    first = await begun(database)

    edited = await act(database, planning.edit, HOST, first.id, TUESDAY + by, Details(), scope=Scope.ALL)
    assert edited.moved
    assert edited.told
    await cancelled(database, clock, first)

    assert (await newest(database)).starts_at == following


async def test_a_series_moved_to_a_date_it_had_before_goes_on_from_there(database: Database, clock: Clock) -> None:
    first = await begun(database, "weekly 4 times")
    await cancelled(database, clock, first)  # and then they can after all, an hour later
    second = await newest(database)

    await act(database, planning.edit, HOST, second.id, TUESDAY + HOUR, Details(), scope=Scope.ALL)
    for _ in range(4):
        await missed(database, clock, await newest(database))

    assert [one.starts_at for one in await all_of(database)] == [
        TUESDAY,
        *(TUESDAY + HOUR + n * WEEK for n in range(3)),
    ]
    assert (await series_of(database, await fresh(database, first))).stopped_at is not None


async def test_a_series_whose_rule_names_its_days_is_not_moved_to_others(database: Database, clock: Clock) -> None:
    first = await begun(database, "every tuesday and friday")

    with pytest.raises(RepeatFixesTheDay):
        await act(database, planning.edit, HOST, first.id, TUESDAY + DAY, Details(), scope=Scope.ALL)

    assert await all_of(database) == [first]


async def test_the_series_of_a_campaign_that_is_put_away_stops(database: Database, clock: Clock) -> None:
    first = await begun(database)
    await act(database, running.archive, HOST, first.campaign_id)

    await missed(database, clock, first)

    assert await all_of(database) == [first]
    assert (await series_of(database, first)).stopped_at == clock.now


async def test_a_series_keeps_the_zone_it_began_in(database: Database, clock: Clock) -> None:
    first = await begun(database)
    await act(database, running.edit, HOST, first.campaign_id, running.Given(timezone="Asia/Tokyo"))
    for _ in range(8):
        await missed(database, clock, await newest(database))

    assert {f"{one.starts_at.astimezone(BERLIN):%H:%M}" for one in await all_of(database)} == {"20:00"}


async def test_the_session_with_which_a_series_goes_on_can_be_named(database: Database, clock: Clock) -> None:
    first = await begun(database, "weekly 2 times")
    async with database.read() as store:
        assert await repeating.next_of(store, first) is None
    await cancelled(database, clock, first)
    second = await newest(database)

    async with database.read() as store:
        assert await repeating.next_of(store, first) == second
        assert await repeating.next_of(store, second) is None
