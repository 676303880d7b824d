"""Quiet hours: how they are written, and when they are over, across midnight and daylight saving."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.quiet import QuietHours, QuietHoursNotUnderstood, read_quiet_hours

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = read_quiet_hours("22:00-08:00")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("22:00-08:00", "22:00-08:00"),
        (" 22:00 - 8:00 ", "22:00-08:00"),
        ("22:00–08:00", "22:00-08:00"),
        ("22-8", "22:00-08:00"),
        ("22 to 8:30", "22:00-08:30"),
        ("10pm to 8am", "22:00-08:00"),
        ("10:30 PM until 8 am", "22:30-08:00"),
        ("midnight-noon", "00:00-12:00"),
        ("13:00-15:00", "13:00-15:00"),
    ],
)
def test_quiet_hours_are_read_and_written(text: str, kept: str) -> None:
    assert str(read_quiet_hours(text)) == kept
    assert read_quiet_hours(kept) == read_quiet_hours(text)


@pytest.mark.parametrize(
    "text",
    ["", "none", "22:00", "22", "10pm-8", "22-25", "22:00-", "25:00-08:00", "22:00-22:00", "22-8-9", "9" * 5000],
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(QuietHoursNotUnderstood):
        read_quiet_hours(text)


@pytest.mark.parametrize(
    ("hours", "now", "over_at"),
    [
        # over midnight; Berlin is an hour ahead of UTC in winter
        ("22:00-08:00", "2026-01-10 20:59", None),
        ("22:00-08:00", "2026-01-10 21:00", "2026-01-11 07:00"),
        ("22:00-08:00", "2026-01-11 03:00", "2026-01-11 07:00"),
        ("22:00-08:00", "2026-01-11 06:59", "2026-01-11 07:00"),
        ("22:00-08:00", "2026-01-11 07:00", None),
        # within a day
        ("13:00-15:00", "2026-01-10 11:59", None),
        ("13:00-15:00", "2026-01-10 12:00", "2026-01-10 14:00"),
        ("13:00-15:00", "2026-01-10 14:00", None),
        # a night that daylight saving makes an hour shorter, and one that it makes an hour longer
        ("22:00-08:00", "2026-03-28 22:00", "2026-03-29 06:00"),
        ("22:00-08:00", "2026-10-24 22:00", "2026-10-25 07:00"),
        # an end that no clock shows, and one that clocks show twice
        ("22:00-02:30", "2026-03-29 00:30", "2026-03-29 01:30"),
        ("22:00-02:30", "2026-10-25 00:15", "2026-10-25 00:30"),
        ("22:00-02:30", "2026-10-25 01:15", None),
    ],
)
def test_quiet_hours_end_at_their_wall_time(hours: str, now: str, over_at: str | None) -> None:
    expected = datetime.fromisoformat(over_at).replace(tzinfo=UTC) if over_at else None

    assert read_quiet_hours(hours).over_at(datetime.fromisoformat(now).replace(tzinfo=UTC), BERLIN) == expected


@pytest.mark.parametrize(
    ("starts_at", "waits"),
    [
        (None, True),  # what is about no session
        ("2026-01-10 22:30", False),  # tonight
        ("2026-01-11 07:00", False),  # as they end
        ("2026-01-11 07:01", True),
        ("2026-01-11 22:30", True),  # tomorrow night
    ],
)
def test_only_what_starts_before_they_end_is_said_in_quiet_hours(starts_at: str | None, waits: bool) -> None:
    evening = datetime(2026, 1, 10, 21, 30, tzinfo=UTC)
    start = datetime.fromisoformat(starts_at).replace(tzinfo=UTC) if starts_at else None

    until = NIGHT.wait_until(evening, BERLIN, start)

    assert until == (datetime(2026, 1, 11, 7, 0, tzinfo=UTC) if waits else None)
    assert NIGHT.wait_until(evening - timedelta(hours=2), BERLIN, start) is None


def test_each_persons_night_is_their_own() -> None:
    now = datetime(2026, 1, 10, 22, 0, tzinfo=UTC)

    assert NIGHT.over_at(now, ZoneInfo("UTC")) == datetime(2026, 1, 11, 8, 0, tzinfo=UTC)
    assert NIGHT.over_at(now, ZoneInfo("America/New_York")) is None
    assert NIGHT.over_at(now, ZoneInfo("Asia/Kolkata")) == datetime(2026, 1, 11, 2, 30, tzinfo=UTC)


@given(
    minutes=st.integers(0, 2 * 365 * 24 * 60),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
    begin=st.times(),
    end=st.times(),
)
def test_when_they_are_over_it_is_quiet_no_more(minutes: int, zone: str, begin: time, end: time) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    hours = QuietHours(begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    if hours.begin == hours.end:
        return
    over_at = hours.over_at(now, ZoneInfo(zone))

    assert over_at is None or (over_at > now and hours.over_at(over_at, ZoneInfo(zone)) is None)
