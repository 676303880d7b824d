from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.scheduling.wall import Shift, from_wall, to_wall

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC")


@pytest.mark.parametrize(
    ("wall", "zone", "instant", "shift"),
    [
        ("2026-07-01T20:00", "Europe/Berlin", "2026-07-01T18:00", Shift.NONE),
        ("2026-12-05T20:00", "Asia/Kolkata", "2026-12-05T14:30", Shift.NONE),
        # An hour that the clocks skip: 02:30 becomes 03:30, 02:00 becomes 03:00, 03:00 exists.
        ("2027-03-28T02:30", "Europe/Berlin", "2027-03-28T01:30", Shift.SKIPPED),
        ("2027-03-28T02:00", "Europe/Berlin", "2027-03-28T01:00", Shift.SKIPPED),
        ("2027-03-28T03:00", "Europe/Berlin", "2027-03-28T01:00", Shift.NONE),
        ("2027-03-14T02:30", "America/New_York", "2027-03-14T07:30", Shift.SKIPPED),
        # A jump of half an hour.
        ("2027-10-03T02:15", "Australia/Lord_Howe", "2027-10-02T15:45", Shift.SKIPPED),
        ("2027-10-03T02:30", "Australia/Lord_Howe", "2027-10-02T15:30", Shift.NONE),
        # A day that a country skipped.
        ("2011-12-30T20:00", "Pacific/Apia", "2011-12-31T06:00", Shift.SKIPPED),
        # An hour that the clocks show twice: the first.
        ("2027-10-31T02:30", "Europe/Berlin", "2027-10-31T00:30", Shift.DOUBLED),
        ("2027-10-31T02:00", "Europe/Berlin", "2027-10-31T00:00", Shift.DOUBLED),
        ("2027-10-31T03:00", "Europe/Berlin", "2027-10-31T02:00", Shift.NONE),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30", Shift.DOUBLED),
        ("2027-04-04T01:45", "Australia/Lord_Howe", "2027-04-03T14:45", Shift.DOUBLED),
        ("2027-04-04T02:00", "Australia/Lord_Howe", "2027-04-03T15:30", Shift.NONE),
    ],
)
def test_a_wall_time_means_one_instant(wall: str, zone: str, instant: str, shift: Shift) -> None:
    found = from_wall(datetime.fromisoformat(wall), ZoneInfo(zone))

    assert found == (datetime.fromisoformat(instant).replace(tzinfo=UTC), shift)


def test_a_skipped_wall_time_moves_forward_by_the_jump() -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    wall = datetime.fromisoformat("2027-10-03T02:15")

    instant, _ = from_wall(wall, zone)

    assert to_wall(instant, zone) == wall + timedelta(minutes=30)


@given(
    st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2036-01-01")),
    st.sampled_from(ZONES),
)
def test_a_wall_time_that_exists_is_what_the_clock_then_shows(wall: datetime, zone: str) -> None:
    instant, shift = from_wall(wall, ZoneInfo(zone))

    assert (to_wall(instant, ZoneInfo(zone)) == wall) is (shift is not Shift.SKIPPED)
