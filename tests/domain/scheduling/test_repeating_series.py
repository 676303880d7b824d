"""A series of sessions: which occurrence is made next, and where it ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.scheduling.repeats.reading import read_repeat
from domain.scheduling.repeats.repeat import occurrences
from domain.scheduling.repeats.series import Series
from domain.scheduling.session import Session, State

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 12, 1, 20, 0)  # noqa: DTZ001 - a wall time
HOUR = timedelta(hours=1)


def series(text: str = "weekly", duration: timedelta = 3 * HOUR) -> Series:
    """A series that began on Tuesday 1 December 2026 at 20:00 in Berlin."""
    repeat = read_repeat(text, FIRST, BERLIN)
    return Series(1, 10, 1, repeat, FIRST.date(), 5, 1, "Tomb", duration)


def session_on(day: date) -> Session:
    starts_at = datetime(2026, 12, 1, tzinfo=UTC)
    return Session(1, 10, 1, 1, "Tomb", State.PLANNED, starts_at, HOUR, 1, series_id=1, occurrence_on=day)


@pytest.mark.parametrize(
    ("text", "duration", "now", "day"),
    [
        ("weekly", 3, "2026-11-20T12:00", "2026-12-08"),  # whenever the one before is over, early or late
        ("weekly", 3, "2026-12-01T23:00", "2026-12-08"),
        ("weekly", 3, "2026-12-08T22:59", "2026-12-08"),  # it has begun, and can still be started
        ("weekly", 3, "2026-12-08T23:00", "2026-12-15"),
        ("weekly", 3, "2027-01-06T12:00", "2027-01-12"),
        ("daily", 3, "2026-12-05T22:59", "2026-12-05"),
        ("daily", 3, "2026-12-05T23:00", "2026-12-06"),
        ("daily", 30, "2026-12-06T01:59", "2026-12-04"),  # sessions may overlap
        ("daily", 30, "2026-12-06T02:00", "2026-12-05"),
        ("daily", 3, "2046-12-06T12:00", "2046-12-06"),
        ("weekly 3 times", 3, "2026-12-15T22:59", "2026-12-15"),
        ("weekly 3 times", 3, "2026-12-15T23:00", None),
        ("weekly until 2026-12-10", 3, "2026-12-09T12:00", None),
        ("weekly except 8 dec", 3, "2026-12-02T12:00", "2026-12-15"),
    ],
)
def test_the_next_one_is_the_first_that_has_not_ended(text: str, duration: int, now: str, day: str | None) -> None:
    instant = datetime.fromisoformat(now).replace(tzinfo=BERLIN).astimezone(UTC)

    found = series(text, duration * HOUR).coming(instant)

    assert (found.wall.date().isoformat() if found else None) == day


@given(
    st.sampled_from(["daily", "weekly", "every 2 weeks", "monthly", "daily 40 times", "weekly until 2027-06-01"]),
    st.integers(1, 71),
    st.lists(st.integers(0, 1000), min_size=1, max_size=12),
)
def test_however_long_the_bot_was_away_no_date_comes_twice_and_none_to_come_is_lost(
    text: str, duration: int, hours_away: list[int]
) -> None:
    one, now = series(text, duration * HOUR), datetime(2026, 12, 1, 12, tzinfo=UTC)
    every = occurrences(one.repeat, 600)
    for hours in hours_away:
        now += hours * HOUR
        found = one.coming(now)
        to_come = [each for each in every if each.wall.date() > one.last_on and each.instant + one.duration > now]
        assert found == (to_come[0] if to_come else None)
        if found is None:
            break
        one = one.with_next(found)


def test_the_newest_date_never_goes_back() -> None:
    one = series()
    first, second, third = occurrences(one.repeat, 3)
    later = one.with_next(third)

    for made in (first, second, third):
        with pytest.raises(ValueError, match="not after"):
            later.with_next(made)


@pytest.mark.parametrize(("text", "last_on", "over"), [
    ("weekly", date(2026, 12, 15), False),
    ("weekly 3 times", date(2026, 12, 8), False),
    ("weekly 3 times", date(2026, 12, 15), True),
    ("weekly 3 times except 15 dec", date(2026, 12, 8), True),
])  # fmt: skip
def test_a_series_ends_with_its_last_session(text: str, last_on: date, over: bool) -> None:
    one = replace(series(text), last_on=last_on)

    assert one.ends_with(session_on(last_on)) is over
    assert not one.ends_with(session_on(FIRST.date()))


def test_a_series_that_was_stopped_ends_with_the_newest() -> None:
    one = replace(series(), stopped_at=datetime(2026, 12, 2, tzinfo=UTC))

    assert one.ends_with(session_on(FIRST.date()))
