"""Game time: read as people write it, and written so that it can be read again."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sessions.gametime import DAY, GameTimeNotUnderstood, read_game_time, write_game_time

NINE = 9 * 3_600
NOW = 14 * DAY + NINE  # Day 15, 9:00 AM


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Day 15, 9:00 AM", 1_242_000),
        ("day 15 9:00", 1_242_000),
        ("day 15 at 9am", 1_242_000),
        ("Day 1", 0),
        ("day 1, 12:00 AM", 0),
        ("day 2 12pm", DAY + 12 * 3_600),
        ("+2h", NOW + 7_200),
        ("+ 3 days", NOW + 3 * DAY),
        ("+1d 30 min", NOW + DAY + 1_800),
        ("21:30", 14 * DAY + 21 * 3_600 + 1_800),
        ("9pm", 14 * DAY + 21 * 3_600),
        ("8:00", 15 * DAY + 8 * 3_600),
        ("9:00", NOW),
    ],
)
def test_it_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert read_game_time(text, NOW) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "day", "day 0", "9", "25:00", "13pm", "0am", "day 1 9:60", "-2h", "soon", "+", "day 99999999", "9" * 200],
)
def test_what_is_no_game_time_is_refused(text: str) -> None:
    with pytest.raises(GameTimeNotUnderstood):
        read_game_time(text, NOW)


def test_day_15_at_nine_is_that_many_seconds() -> None:
    assert write_game_time(1_242_000) == "Day 15, 9:00 AM"


@given(st.integers(0, 10_000 * 1440), st.integers(0, 1_000 * DAY))
def test_what_is_written_is_read_back_whatever_the_time_is_now(minutes: int, now: int) -> None:
    assert read_game_time(write_game_time(minutes * 60), now) == minutes * 60


@given(st.text(max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    with suppress(GameTimeNotUnderstood):
        assert read_game_time(text, NOW) >= 0
