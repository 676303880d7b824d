"""The same again, weeks later."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.scheduling.later import day_changed, weeks_later
from domain.scheduling.wall import to_wall

BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "now", "zone", "expected"),
    [
        ("2026-09-04 18:00", "2026-09-01 12:00", BERLIN, "2026-09-11 18:00"),  # a week after it, not after now
        ("2026-09-04 18:00", "2026-09-04 20:00", BERLIN, "2026-09-11 18:00"),
        ("2026-09-04 18:00", "2026-09-11 18:00", BERLIN, "2026-09-18 18:00"),  # what is now is not to come
        ("2026-09-04 18:00", "2026-12-24 12:00", BERLIN, "2026-12-25 19:00"),  # 20:00 in winter too
        ("2026-10-23 18:00", "2026-10-20 12:00", BERLIN, "2026-10-30 19:00"),
        ("2026-03-22 01:30", "2026-03-20 12:00", BERLIN, "2026-03-29 01:30"),  # 02:30 is skipped: 03:30
    ],
)
def test_a_clone_keeps_its_wall_time(starts_at: str, now: str, zone: ZoneInfo, expected: str) -> None:
    assert weeks_later(at(starts_at), at(now), zone) == at(expected)


@given(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: at("2026-01-01 00:00") + timedelta(minutes=minutes)),
    st.integers(-100_000, 1_000_000),
    st.sampled_from([BERLIN, LORD_HOWE, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")]),
)
def test_it_is_the_first_such_week_that_is_still_to_come(starts_at: datetime, minutes: int, zone: ZoneInfo) -> None:
    now = starts_at + timedelta(minutes=minutes)

    again = weeks_later(starts_at, now, zone)

    days = (to_wall(again, zone).date() - to_wall(starts_at, zone).date()).days
    assert again > now
    assert days % 7 == 0
    assert days >= 7
    assert days == 7 or again - now <= timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("2026-09-04 18:00", "2026-09-04 20:00", False),
        ("2026-09-04 18:00", "2026-09-05 18:00", True),
        ("2026-09-04 21:30", "2026-09-04 22:30", True),  # midnight in Berlin lies between
        ("2026-09-04 22:30", "2026-09-05 00:30", False),
    ],
)
def test_days_change_at_midnight_in_the_campaigns_zone(before: str, after: str, changed: bool) -> None:
    assert day_changed(at(before), at(after), BERLIN) is changed
