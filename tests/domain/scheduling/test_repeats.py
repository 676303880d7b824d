"""The occurrences of a series: over years, over daylight saving, and after it was moved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.scheduling.errors import RepeatEndsAtOnce
from domain.scheduling.repeats.reading import read_repeat
from domain.scheduling.repeats.repeat import (
    Occurrence,
    Repeat,
    RepeatFixesTheDay,
    moved,
    next_after,
    occurrences,
)
from domain.scheduling.repeats.rule import Frequency, Rule
from domain.scheduling.wall import Shift, to_wall

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
TEN_YEARS = timedelta(days=3653)
ENOUGH = 3700


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def series(text: str, first: str = "2026-12-01T20:00") -> Repeat:
    return read_repeat(text, wall(first), BERLIN)


def dates(repeat: Repeat, limit: int = 5) -> list[str]:
    return [one.wall.date().isoformat() for one in occurrences(repeat, limit)]


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def repeats(draw: st.DrawFn) -> Repeat:
    """A series of any common shape, with a start that daylight saving likes to hit, and dates left out."""
    day = draw(st.dates(date(2026, 1, 1), date(2029, 12, 31)))
    clock = draw(st.sampled_from([time(2, 30), time(2, 0), time(2, 15), time(1, 45), time(20, 0)]) | _times)
    weekday, nth = _WEEKDAYS[day.weekday()], (day.day - 1) // 7 + 1
    others = draw(st.sets(st.sampled_from(_WEEKDAYS), max_size=3))
    rule = draw(
        st.sampled_from(
            [
                *("daily", "every 3 days", "weekly", "every 2 weeks", "monthly", "every 5 months", "yearly"),
                f"FREQ=MONTHLY;BYDAY={nth}{weekday}",
                f"FREQ=WEEKLY;INTERVAL=3;BYDAY={','.join(others | {weekday})}",
                f"FREQ=MONTHLY;BYMONTHDAY={day.day};INTERVAL=2",
                f"FREQ=MONTHLY;BYDAY={','.join(others | {weekday})}",
            ]
        )
    )
    end = draw(st.sampled_from(["", " 40 times", " for 7 years"]))
    repeat = read_repeat(rule + end, datetime.combine(day, clock), ZoneInfo(draw(st.sampled_from(ZONES))))
    later = [one.wall.date() for one in occurrences(repeat, 20)[1:]]
    return replace(repeat, skipped=frozenset(draw(st.sets(st.sampled_from(later), max_size=5))))


_times = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def over_ten_years(repeat: Repeat) -> list[Occurrence]:
    return [one for one in occurrences(repeat, ENOUGH) if one.wall < repeat.dtstart + TEN_YEARS]


@settings(max_examples=60, deadline=None)
@given(repeats())
def test_a_series_keeps_its_wall_time_and_its_order(repeat: Repeat) -> None:
    found = over_ten_years(repeat)

    assert {one.wall.time() for one in found} == {repeat.dtstart.time()}
    for one in found:
        jump = to_wall(one.instant, repeat.zone) - one.wall
        assert jump == timedelta() if one.shift is not Shift.SKIPPED else jump in (_HOUR, _HOUR / 2)
    assert all(one.instant < other.instant for one, other in pairwise(found))
    assert len({one.wall.date() for one in found}) == len(found)


_HOUR = timedelta(hours=1)
_ELAPSED: dict[Frequency, Callable[[date, date], int]] = {
    Frequency.DAILY: lambda first, day: (day - first).days,
    Frequency.WEEKLY: lambda first, day: (day - first + timedelta(days=first.weekday())).days // 7,
    Frequency.MONTHLY: lambda first, day: (day.year - first.year) * 12 + day.month - first.month,
    Frequency.YEARLY: lambda first, day: day.year - first.year,
}


def every_date(rule: Rule, first: date) -> list[date]:
    """The dates of ten years, found by looking at each day."""
    days = (first + timedelta(days=ahead) for ahead in range(TEN_YEARS.days))
    elapsed = _ELAPSED[rule.frequency]
    fitting = [day for day in days if elapsed(first, day) % rule.interval == 0 and rule.fits(day)]
    return [day for day in fitting if not rule.until or day <= rule.until][: rule.count]


@settings(max_examples=60, deadline=None)
@given(repeats(), st.lists(st.integers(-1, 3600), min_size=3, max_size=3))
def test_no_date_is_lost_and_none_is_made_up(repeat: Repeat, steps: list[int]) -> None:
    first = repeat.dtstart.date()
    expected = [day for day in every_date(repeat.rule, first) if day not in repeat.skipped]

    assert [one.wall.date() for one in over_ten_years(repeat)] == expected
    for day in (first + timedelta(days=step) for step in steps):
        later = [one for one in expected if one > day]
        found = next_after(repeat, day)
        if later:  # else the next one, if any, is beyond these ten years
            assert found
            assert found.wall.date() == later[0]


@settings(max_examples=20, deadline=None)
@given(repeats())
def test_stepping_gives_what_the_list_gives(repeat: Repeat) -> None:
    stepped: list[Occurrence] = []
    following = next_after(repeat, repeat.dtstart.date() - timedelta(days=1))
    while following and len(stepped) < 100:
        stepped.append(following)
        following = next_after(repeat, following.wall.date())

    assert tuple(stepped) == occurrences(repeat, 100)


@pytest.mark.parametrize(
    ("first", "then", "instant", "shift"),
    [
        ("2027-03-21T20:00", "2027-03-28T20:00", "2027-03-28T18:00+00:00", Shift.NONE),
        ("2027-03-21T02:30", "2027-03-28T02:30", "2027-03-28T01:30+00:00", Shift.SKIPPED),
        ("2027-10-24T02:30", "2027-10-31T02:30", "2027-10-31T00:30+00:00", Shift.DOUBLED),
    ],
)
def test_the_next_one_keeps_its_wall_time(first: str, then: str, instant: str, shift: Shift) -> None:
    found = next_after(series("weekly", first), wall(first).date())

    assert found == Occurrence(wall(then), wall(instant), shift)


def test_after_a_wall_time_that_was_skipped_the_series_goes_back_to_its_own() -> None:
    found = next_after(series("weekly", "2027-03-21T02:30"), date(2027, 3, 28))

    assert found
    assert to_wall(found.instant, BERLIN) == wall("2027-04-04T02:30")


def test_a_series_is_over_after_its_last() -> None:
    assert next_after(series("weekly 3 times"), date(2026, 12, 15)) is None
    assert next_after(series("weekly until 2026-12-15"), date(2026, 12, 8))
    assert next_after(series("weekly until 2026-12-15"), date(2026, 12, 15)) is None


def test_a_date_left_out_counts_as_one_of_those_asked_for() -> None:
    assert dates(series("weekly 4 times except 8 dec")) == ["2026-12-01", "2026-12-15", "2026-12-22"]


@pytest.mark.parametrize(
    ("text", "day", "to", "rrule"),
    [
        # Another hour: the rule stays.
        ("weekly", "2026-12-15", "2026-12-15T19:00", "FREQ=WEEKLY;BYDAY=TU"),
        ("every tue and thu", "2026-12-10", "2026-12-10T19:00", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("monthly on the first tuesday", "2027-01-05", "2027-01-05T19:00", "FREQ=MONTHLY;BYDAY=1TU"),
        # Another day that the rule gives too.
        ("every tue and thu", "2026-12-08", "2026-12-10T20:00", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("daily", "2026-12-08", "2026-12-10T20:00", "FREQ=DAILY"),
        # A series on one day goes along.
        ("weekly", "2026-12-15", "2026-12-17T20:00", "FREQ=WEEKLY;BYDAY=TH"),
        ("every 2 weeks", "2026-12-15", "2026-12-16T20:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("monthly", "2027-01-01", "2027-01-02T20:00", "FREQ=MONTHLY;BYMONTHDAY=2"),
        ("monthly", "2027-01-01", "2027-01-30T20:00", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("yearly", "2027-12-01", "2027-11-30T20:00", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"),
        # Ends.
        ("weekly 10 times", "2026-12-15", "2026-12-17T20:00", "FREQ=WEEKLY;BYDAY=TH;COUNT=8"),
        ("weekly 10 times", "2026-12-01", "2026-12-01T21:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=10"),
        ("weekly 10 times except 8 dec", "2026-12-15", "2026-12-15T21:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=8"),
        ("weekly until 1 march", "2026-12-15", "2026-12-17T20:00", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270301"),
    ],
)
def test_this_one_and_all_to_come_are_moved(text: str, day: str, to: str, rrule: str) -> None:
    after = moved(series(text), date.fromisoformat(day), wall(to))

    assert (after.rrule, after.dtstart) == (rrule, wall(to))
    assert after.rule.fits(wall(to).date())


def test_the_last_day_of_the_month_goes_along_when_it_is_moved() -> None:
    after = moved(series("monthly", "2027-01-31T20:00"), date(2027, 2, 28), wall("2027-02-27T20:00"))

    assert after.rrule == "FREQ=MONTHLY;BYMONTHDAY=27"


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("every tue and thu", "2026-12-09T20:00"),
        ("every weekday", "2026-12-12T20:00"),
        ("monthly on the first tuesday", "2026-12-09T20:00"),
        ("FREQ=DAILY;BYDAY=TU,WE", "2026-12-10T20:00"),
    ],
)
def test_a_series_whose_rule_names_its_days_stays_on_them(text: str, to: str) -> None:
    repeat = series(text)

    with pytest.raises(RepeatFixesTheDay) as refused:
        moved(repeat, date(2026, 12, 8), wall(to))

    assert (refused.value.rule, refused.value.day) == (repeat.rule, wall(to).date())


def test_a_series_is_not_moved_beyond_its_last_date() -> None:
    with pytest.raises(RepeatEndsAtOnce):
        moved(series("weekly until 2026-12-15"), date(2026, 12, 15), wall("2026-12-17T20:00"))


def test_dates_left_out_move_along_with_the_weekday() -> None:
    repeat = series("weekly except 2026-12-22, 2026-12-08")

    after = moved(repeat, date(2026, 12, 15), wall("2026-12-17T20:00"))

    assert after.skipped == {date(2026, 12, 24)}


def test_a_session_moved_to_a_date_left_out_takes_place() -> None:
    after = moved(series("daily except 2026-12-10"), date(2026, 12, 9), wall("2026-12-10T20:00"))

    assert dates(after, 2) == ["2026-12-10", "2026-12-11"]
