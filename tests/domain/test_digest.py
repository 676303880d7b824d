"""When a digest comes: a weekday and a wall time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.digest import DigestNotUnderstood, read_weekly
from domain.scheduling.wall import to_wall

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mon 09:00", "mon 09:00"),
        ("Mondays 9am", "mon 09:00"),
        ("every friday 6pm", "fri 18:00"),
        ("on sunday 20:30", "sun 20:30"),
        ("9am wednesday", "wed 09:00"),
        ("fri midnight", "sat 00:00"),
        ("sun midnight", "mon 00:00"),
        ("thu noon", "thu 12:00"),
    ],
)
def test_a_weekday_and_a_time_are_read_and_written(text: str, kept: str) -> None:
    assert str(read_weekly(text)) == kept
    assert read_weekly(kept) == read_weekly(text)


@pytest.mark.parametrize("text", ["", "none", "mon", "09:00", "mon 25:00", "tomorrow 9am", "5 dec 9am", "mon " * 2000])
def test_what_is_not_both_is_refused(text: str) -> None:
    with pytest.raises(DigestNotUnderstood):
        read_weekly(text)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-03 12:00", "2026-01-05 08:00"),
        ("2026-01-05 07:59", "2026-01-05 08:00"),
        ("2026-01-05 08:00", "2026-01-12 08:00"),
        ("2026-03-23 08:00", "2026-03-30 07:00"),  # summer time began on the 29th
        ("2026-10-19 07:00", "2026-10-26 08:00"),  # and ended on the 25th
    ],
)
def test_the_next_comes_at_its_wall_time(now: str, expected: str) -> None:
    found = read_weekly("mon 09:00").after(datetime.fromisoformat(now).replace(tzinfo=UTC), BERLIN)

    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_over_ten_years_none_is_lost_and_each_keeps_its_wall_time(zone: str) -> None:
    weekly, instant = read_weekly("sun 20:00"), datetime(2026, 1, 1, tzinfo=UTC)
    walls = []
    for _ in range(520):
        instant = weekly.after(instant, ZoneInfo(zone))
        walls.append(to_wall(instant, ZoneInfo(zone)))

    assert walls == [walls[0] + timedelta(weeks=n) for n in range(520)]
    assert (walls[0].weekday(), walls[0].hour) == (6, 20)
