"""A series that shall repeat otherwise from one of its sessions on."""

from datetime import date, datetime

import pytest

from db.store import Database
from domain.cards import CardKind
from domain.errors import NotValid
from domain.reminders import Kind
from domain.scheduling.repeats.reading import read_repeat
from domain.scheduling.repeats.repeat import Repeat
from domain.scheduling.repeats.series import Again, Scope, SeriesWentOn
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from domain.scheduling.wall import to_wall
from services import settings
from services.scheduling import planning
from services.scheduling.details import Details
from services.scheduling.planning import Edited
from tests.conftest import Clock, both_databases
from tests.services.acting import ADMIN, ANA, CHANNEL, DAY, HOST, act, answers, fresh, reminders_of, scheduled
from tests.services.repeating import (
    BERLIN,
    TUESDAY,
    WEEK,
    all_of,
    begun,
    cancelled,
    missed,
    newest,
    played,
    series_of,
)


def rule(text: str, first: datetime = TUESDAY) -> Repeat:
    """A repeat that begins then, in Berlin."""
    return read_repeat(text, to_wall(first, BERLIN), BERLIN)


async def alone_in_berlin(database: Database) -> Session:
    """A session that stands alone, in a guild in Berlin."""
    await act(database, settings.edit, ADMIN, timezone=BERLIN.key)
    return await scheduled(database, TUESDAY, title="Tomb")


async def repeated(
    database: Database,
    session: Session,
    repeat: Repeat | Again,
    details: Details | None = None,
    *,
    starts_at: datetime | None = None,
    scope: Scope = Scope.THIS,
) -> Edited:
    """The session is edited to repeat so."""
    return await act(
        database, planning.edit, HOST, session.id, starts_at, details or Details(), scope=scope, repeat=repeat
    )


@both_databases
async def test_weekly_becomes_every_two_weeks_and_who_answered_has_answered(database: Database, clock: Clock) -> None:
    first = await begun(database, title="Tomb")
    await answers(database, first, ANA, Plan.GOING)
    due = [one.due_at for one in await reminders_of(database, Kind.SESSION, first.id)]

    edited = await repeated(database, first, rule("every 2 weeks"))

    assert not edited.moved
    assert [one.due_at for one in await reminders_of(database, Kind.SESSION, first.id)] == due
    assert await reminders_of(database, Kind.MOVED, first.id) == []
    async with database.read() as store:
        assert [one.user_id for one in (await store.rsvps.seating(edited.session)).rsvps] == [ANA.user_id]
    await played(database, clock, edited.session)
    following = await newest(database)
    assert (following.title, following.starts_at) == ("Tomb", TUESDAY + 2 * WEEK)


async def test_sessions_before_it_stay_what_they_were(database: Database, clock: Clock) -> None:
    first = await begun(database)
    await missed(database, clock, first)

    await repeated(database, await newest(database), rule("every 2 weeks", TUESDAY + WEEK))

    assert await fresh(database, first) == first
    assert (await series_of(database, first)).repeat == rule("weekly")


async def test_a_new_day_and_a_new_repeat_go_together(database: Database, clock: Clock) -> None:
    first = await begun(database)
    friday = TUESDAY + 3 * DAY

    edited = await repeated(database, first, rule("every friday", friday), starts_at=friday)
    await cancelled(database, clock, first)

    assert edited.told
    assert [one.starts_at for one in await all_of(database)] == [friday, friday + WEEK]
    assert [one.occurrence_on for one in await all_of(database)] == [date(2026, 9, 11), date(2026, 9, 18)]


@pytest.mark.parametrize(("scope", "fits"), [(Scope.ALL, False), (Scope.THIS, True)])
async def test_a_repeat_that_was_read_before_somebody_moved_the_series_is_refused(
    database: Database, scope: Scope, fits: bool
) -> None:
    first = await begun(database)
    read_before = rule("every 2 weeks")
    await act(database, planning.edit, HOST, first.id, TUESDAY + 3 * DAY, Details(), scope=scope)
    moved = await series_of(database, first)

    if fits:  # moved alone, its date in the series stays
        await repeated(database, first, read_before)
    else:
        with pytest.raises(NotValid):
            await repeated(database, first, read_before)

    assert (await series_of(database, first) == moved) is not fits


async def test_a_repeat_that_was_read_before_somebody_moved_the_session_alone_is_refused(database: Database) -> None:
    alone = await alone_in_berlin(database)
    await act(database, planning.edit, HOST, alone.id, TUESDAY + DAY, Details())

    with pytest.raises(NotValid):
        await repeated(database, alone, rule("weekly"))


async def test_a_session_that_was_moved_alone_keeps_its_time_and_its_series_the_usual_one(
    database: Database, clock: Clock
) -> None:
    first = await begun(database)
    await act(database, planning.edit, HOST, first.id, TUESDAY + DAY, Details())

    await repeated(database, first, rule("every 2 weeks"))
    await played(database, clock, await fresh(database, first))

    assert [one.starts_at for one in await all_of(database)] == [TUESDAY + DAY, TUESDAY + 2 * WEEK]


@pytest.mark.parametrize(("scope", "title"), [(Scope.THIS, "Tomb"), (Scope.ALL, "Crypt")])
async def test_what_else_is_changed_is_for_the_sessions_that_were_meant(
    database: Database, clock: Clock, scope: Scope, title: str
) -> None:
    first = await begun(database, title="Tomb")

    edited = await repeated(database, first, rule("every 2 weeks"), Details(title="Crypt"), scope=scope)
    await cancelled(database, clock, first)

    assert edited.session.title == "Crypt"
    assert (await newest(database)).title == title


async def test_a_count_begins_anew_with_the_session(database: Database, clock: Clock) -> None:
    first = await begun(database, "weekly 5 times")
    await missed(database, clock, first)

    await repeated(database, await newest(database), rule("weekly 2 times", TUESDAY + WEEK))
    for _ in range(3):
        await missed(database, clock, await newest(database))

    assert len(await all_of(database)) == 3


async def test_the_repeat_that_it_has_changes_nothing(database: Database, clock: Clock) -> None:
    first = await begun(database, "weekly 5 times")
    await missed(database, clock, first)

    with pytest.raises(NotValid):
        await repeated(database, await newest(database), rule("weekly 4 times", TUESDAY + WEEK))


async def test_a_series_that_shall_not_repeat_ends_with_the_session(database: Database, clock: Clock) -> None:
    first = await begun(database)

    await repeated(database, first, Again.NEVER)

    assert (await series_of(database, first)).ends_with(await fresh(database, first))
    with pytest.raises(NotValid):
        await repeated(database, first, Again.NEVER)
    await missed(database, clock, first)
    assert len(await all_of(database)) == 1


async def test_a_session_that_stands_alone_begins_a_series_like_itself(database: Database, clock: Clock) -> None:
    alone = await alone_in_berlin(database)

    with pytest.raises(NotValid):
        await repeated(database, alone, Again.NEVER)
    await repeated(database, alone, rule("weekly"), Details(location="Attic"))
    await cancelled(database, clock, alone)

    following = await newest(database)
    assert (following.title, following.location, following.starts_at) == ("Tomb", "Attic", TUESDAY + WEEK)
    async with database.read() as store:
        card = await store.cards.get(CardKind.SESSION, following.id)
    assert card is not None
    assert card.channel_id == CHANNEL


async def test_a_session_that_was_missed_is_followed_as_soon_as_it_repeats(database: Database, clock: Clock) -> None:
    alone = await alone_in_berlin(database)
    await missed(database, clock, alone)

    await repeated(database, alone, rule("weekly"))

    assert [one.starts_at for one in await all_of(database)] == [TUESDAY, TUESDAY + WEEK]


async def test_it_is_changed_by_way_of_the_newest_session_also_once_that_began_another_series(
    database: Database, clock: Clock
) -> None:
    first = await begun(database)
    await missed(database, clock, first)
    second = await newest(database)
    for repeat in (rule("every 2 weeks"), Again.NEVER):
        with pytest.raises(SeriesWentOn):
            await repeated(database, first, repeat)

    await repeated(database, second, rule("every 2 weeks", TUESDAY + WEEK))

    with pytest.raises(NotValid):
        await repeated(database, first, rule("weekly"))
    assert len(await all_of(database)) == 2


async def test_a_session_of_a_stopped_series_says_which_one_came_after_it(database: Database, clock: Clock) -> None:
    first = await begun(database)
    await missed(database, clock, first)
    second = await newest(database)
    await repeated(database, second, Again.NEVER)

    with pytest.raises(SeriesWentOn) as refused:
        await repeated(database, first, rule("weekly"))

    assert refused.value.newest.id == second.id
