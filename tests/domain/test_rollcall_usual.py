"""The weekdays and hours at which a campaign plays, and when they come next."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rollcall.usual import Held, Slot, next_times, read_times, usual_slots, write_times
from domain.scheduling.wall import to_wall

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia")]
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
MONDAY = date(2026, 8, 3)
EIGHT, THREE = time(20), time(15)


def held(week: int, weekday: int, at: time, came: int = 4, *, chosen: bool = True, zone: ZoneInfo = BERLIN) -> Held:
    """A session so many weeks after the beginning of August."""
    wall = datetime.combine(MONDAY + timedelta(weeks=week, days=weekday), at, zone)
    return Held(wall.astimezone(UTC), came, chosen)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("sessions", "slots"),
    [
        pytest.param([], [], id="nothing yet"),
        pytest.param([held(0, FRI, EIGHT)], [], id="once is no habit"),
        pytest.param([held(0, FRI, EIGHT), held(1, FRI, EIGHT)], [Slot(FRI, EIGHT)], id="one slot"),
        pytest.param(
            [held(0, FRI, EIGHT, 3), held(1, SAT, THREE, 5)],
            [Slot(SAT, THREE), Slot(FRI, EIGHT)],
            id="more people come first",
        ),
        pytest.param(
            [held(0, FRI, EIGHT, 3), held(1, FRI, EIGHT, 3), held(2, SAT, THREE, 5)],
            [Slot(FRI, EIGHT), Slot(SAT, THREE)],
            id="people of all its sessions",
        ),
        pytest.param(
            [held(0, FRI, EIGHT, 2), held(1, FRI, EIGHT, 2), held(2, SAT, THREE, 4)],
            [Slot(FRI, EIGHT), Slot(SAT, THREE)],
            id="of equals the one held more often",
        ),
        pytest.param(
            [held(0, FRI, EIGHT), held(1, SAT, THREE)],
            [Slot(SAT, THREE), Slot(FRI, EIGHT)],
            id="of equals the one held last",
        ),
        pytest.param(
            [held(0, FRI, EIGHT, 0), held(1, FRI, EIGHT, 0), held(2, SAT, THREE, 1)],
            [Slot(FRI, EIGHT), Slot(SAT, THREE)],
            id="sessions that nobody had answered count as well",
        ),
        pytest.param(
            [held(0, FRI, time(20, 15)), held(1, FRI, time(20, 15)), held(2, FRI, time(20, 30))],
            [Slot(FRI, time(20, 15))],
            id="the time chosen most often",
        ),
        pytest.param(
            [held(0, FRI, time(20, 30)), held(1, FRI, time(20, 15))],
            [Slot(FRI, time(20, 15))],
            id="else the time chosen last",
        ),
        pytest.param(
            [
                held(0, FRI, time(20, 7, 12), chosen=False),
                held(1, FRI, time(19, 52, 3), chosen=False),
                held(2, SUN, time(11, 3), chosen=False),
            ],
            [Slot(FRI, EIGHT)],
            id="on the spot, twice around the same half hour",
        ),
        pytest.param(
            [held(0, FRI, time(20, 7), chosen=False), held(1, SUN, time(11, 3), chosen=False)],
            [],
            id="on the spot, now here and now there",
        ),
        pytest.param(
            [held(0, FRI, time(20, 9), chosen=False), held(1, FRI, time(20, 15)), held(2, FRI, EIGHT, chosen=False)],
            [Slot(FRI, EIGHT), Slot(FRI, time(20, 15))],
            id="what was chosen stays beside what happened",
        ),
        pytest.param(
            [held(0, FRI, time(23, 50), chosen=False), held(1, SAT, time(0, 10), chosen=False)],
            [Slot(SAT, time(0))],
            id="around midnight",
        ),
        pytest.param(
            [held(-20, SUN, EIGHT, 9), held(-19, SUN, EIGHT, 9), *(held(week, FRI, EIGHT, 1) for week in range(10))],
            [Slot(FRI, EIGHT)],
            id="only the last ten",
        ),
    ],
)
def test_usual_slots(sessions: list[Held], slots: list[Slot]) -> None:
    assert usual_slots(sessions, BERLIN) == slots
    assert usual_slots(reversed(sessions), BERLIN) == slots


def test_a_slot_keeps_its_wall_time_over_a_change_of_the_clocks() -> None:
    summer, winter = Held(at("2026-10-23T20:00"), 4), Held(at("2026-10-30T20:00"), 4)
    assert winter.starts_at - summer.starts_at == timedelta(days=7, hours=1)

    slots = usual_slots([summer, winter], BERLIN)

    assert slots == [Slot(FRI, EIGHT)]
    assert next_times(slots, at("2026-03-26T12:00"), BERLIN) == [at("2026-03-27T20:00"), at("2026-04-03T20:00")]


FIVE = [Slot(day, EIGHT) for day in (FRI, SAT, SUN, MON, TUE)]


@pytest.mark.parametrize(
    ("slots", "now", "times"),
    [
        ([], "2026-09-01T12:00", []),
        ([Slot(FRI, EIGHT)], "2026-09-01T12:00", ["2026-09-04T20:00", "2026-09-11T20:00"]),
        # Tuesday: not today any more, so next week and the week after.
        ([Slot(TUE, EIGHT)], "2026-09-01T12:00", ["2026-09-08T20:00", "2026-09-15T20:00"]),
        ([Slot(WED, time(0, 30))], "2026-09-01T23:50", ["2026-09-02T00:30", "2026-09-09T00:30"]),
        # Three slots leave room for the two best once more.
        (
            [Slot(SUN, THREE), Slot(FRI, EIGHT), Slot(THU, EIGHT)],
            "2026-09-01T12:00",
            ["2026-09-03T20:00", "2026-09-04T20:00", "2026-09-06T15:00", "2026-09-11T20:00", "2026-09-13T15:00"],
        ),
        (
            [*FIVE, Slot(WED, EIGHT)],
            "2026-09-01T12:00",
            ["2026-09-04T20:00", "2026-09-05T20:00", "2026-09-06T20:00", "2026-09-07T20:00", "2026-09-08T20:00"],
        ),
        # No clock shows 02:30 on that Sunday, so it is 03:30; two slots that fall on it are one time.
        (
            [Slot(SUN, time(2, 30)), Slot(SUN, time(3, 30))],
            "2026-03-27T12:00",
            ["2026-03-29T03:30", "2026-04-05T02:30", "2026-04-05T03:30"],
        ),
    ],
)
def test_next_times(slots: list[Slot], now: str, times: list[str]) -> None:
    assert next_times(slots, at(now), BERLIN) == [at(one) for one in times]


def test_a_time_that_clocks_show_twice_means_the_first() -> None:
    first, second = next_times([Slot(SUN, time(2, 30))], at("2026-10-21T12:00"), BERLIN)

    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


instants = st.datetimes(datetime(2020, 1, 2), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
sessions = st.lists(st.builds(Held, instants, st.integers(0, 8), st.booleans()), max_size=14)
slots_lists = st.lists(st.builds(Slot, st.integers(0, 6), st.times()), max_size=12)


@given(slots_lists, instants, st.sampled_from(ZONES))
def test_times_are_at_most_five_distinct_ones_from_tomorrow_on_for_two_weeks(
    slots: list[Slot], now: datetime, zone: ZoneInfo
) -> None:
    times = next_times(slots, now, zone)

    assert len(times) <= 5
    assert times == sorted(set(times))
    assert all(one > now for one in times)
    days = {(to_wall(one, zone).date() - to_wall(now, zone).date()).days for one in times}
    assert days <= set(range(1, 16))  # a wall time that is skipped before midnight falls on the next day


@given(sessions, st.sampled_from(ZONES))
def test_slots_are_distinct_and_each_near_a_session_that_was_held(held: list[Held], zone: ZoneInfo) -> None:
    slots = usual_slots(held, zone)

    assert len(set(slots)) == len(slots) <= 10
    assert not slots or len(held) > 1
    walls = [to_wall(one.starts_at, zone) for one in held]
    for slot in slots:
        near = (wall + timedelta(minutes=n) for wall in walls for n in (-30, 0, 30))
        assert slot.weekday in {wall.weekday() for wall in near}


@given(sessions, st.sampled_from(ZONES), st.randoms())
def test_the_order_in_which_sessions_are_given_does_not_matter(
    held: list[Held], zone: ZoneInfo, chance: Random
) -> None:
    distinct = list({one.starts_at: one for one in held}.values())
    shuffled = sorted(distinct, key=lambda one: chance.random())

    assert usual_slots(shuffled, zone) == usual_slots(distinct, zone)


@given(st.lists(instants, max_size=5))
def test_what_is_kept_with_an_offer_is_read_back(times: list[datetime]) -> None:
    assert read_times(write_times(times)) == times
