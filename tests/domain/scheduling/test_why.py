"""What is wrong with a text that is no time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.scheduling.when import why_not
from domain.scheduling.why import Trouble, Why

NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)  # a Wednesday
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "trouble", "what"),
    [
        ("friday", Trouble.NO_HOUR, "friday 20:00"),
        ("Tonight", Trouble.NO_HOUR, "tonight 20:00"),
        ("fri evening", Trouble.NO_HOUR, "fri evening 20:00"),
        ("5 dec", Trouble.NO_HOUR, "5 dec 20:00"),
        ("the 9th", Trouble.NO_HOUR, "the 9th 20:00"),
        ("friday at 8", Trouble.HALF, "friday 8pm"),
        ("next week 8pm", Trouble.NO_DAY, "fri next week 8pm"),
        ("next weekend at 8pm", Trouble.NO_DAY, "sat 8pm"),
        ("30 feb 8pm", Trouble.NOT_THERE, "30 February"),
        ("31st of june", Trouble.NOT_THERE, "31 June"),
        ("2027-02-29 20:00", Trouble.NOT_THERE, "29 February 2027"),
        ("2026-13-05 20:00", Trouble.NOT_THERE, "month 13"),
        ("fri 25:00", Trouble.NOT_THERE, "hour 25"),
        ("20:75", Trouble.NOT_THERE, "minute 75"),
        ("fri 13pm", Trouble.NOT_THERE, "13pm"),
        ("fri 8pm CET", Trouble.ZONE, "CET"),
        ("2026-12-05T20:00Z", Trouble.ZONE, "Z"),
        ("fri 20:00 utc+1", Trouble.ZONE, "UTC+1"),
        ("every friday 8pm", Trouble.REPEATS, ""),
        ("fridays 8pm", Trouble.REPEATS, ""),
        ("fri 8pm or sat 8pm", Trouble.SEVERAL, ""),
        ("fri 8pm, sat 8pm", Trouble.SEVERAL, ""),
        ("2100-01-01 20:00", Trouble.TOO_FAR, ""),
    ],
)
def test_what_is_wrong_is_told(text: str, trouble: Trouble, what: str) -> None:
    assert why_not(text, NOW, BERLIN) == Why(trouble, what)


@pytest.mark.parametrize("text", ["", "7", "soon", "lol", "noon", "in a while", "yesterday"])
def test_where_one_cannot_tell_nothing_is_told(text: str) -> None:
    assert why_not(text, NOW, BERLIN) is None


def test_a_list_is_wrong_only_where_one_time_is_wanted() -> None:
    assert why_not("every friday", NOW, BERLIN, one=False) is None


@given(st.text(max_size=100))
def test_any_text_is_looked_at(text: str) -> None:
    why_not(text, NOW, BERLIN)
