from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UserError
from domain.scheduling.durations import read_duration, read_offsets, write_duration, write_offsets
from domain.scheduling.errors import DurationNotUnderstood, DurationTooLong, TimeTooLong, TooManyOffsets


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3h", 10_800),
        ("90m", 5_400),
        ("1h30m", 5_400),
        ("1h 30 min", 5_400),
        ("1 hour 30 minutes", 5_400),
        ("2 hours", 7_200),
        ("  2   HRS ", 7_200),
        ("2d", 172_800),
        ("1d12h", 129_600),
        ("1w", 604_800),
        ("1w 1d", 691_200),
        ("10s", 10),
        ("1m30s", 90),
        ("0", 0),
        ("0m", 0),
        ("30d", 2_592_000),
        ("1.5h", 5_400),
        ("3,5 hours", 12_600),
        ("0.25h", 900),
        ("3h30", 12_600),
        ("3 hours", 10_800),
        ("3 hours and 30 minutes", 12_600),
        ("an hour", 3_600),
        ("half an hour", 1_800),
        ("an hour and a half", 5_400),
        ("2 and a half hours", 9_000),
    ],
)
def test_a_duration_is_read(text: str, seconds: int) -> None:
    assert read_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "3",
        "00",
        "-1h",
        "- 1h",
        "1h-30m",
        "h",
        "1x",
        "1h1h",
        "30m1h",
        "1.5d",
        "1h75",
        "soon",
        "3 hours long",
        "1mo",
        "٣h",
        "1h,30m",
        "1e3s",
        "1_0s",
        "9999999h",
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(DurationNotUnderstood) as refused:
        read_duration(text)
    assert refused.value.text == text


def test_a_duration_above_the_longest_is_refused() -> None:
    with pytest.raises(DurationTooLong) as refused:
        read_duration("25h", longest=timedelta(days=1))
    assert refused.value.longest == timedelta(days=1)
    assert read_duration("24h", longest=timedelta(days=1)) == timedelta(days=1)


def test_a_text_above_100_characters_is_not_read() -> None:
    with pytest.raises(TimeTooLong) as refused:
        read_duration("1h" + " " * 99)
    assert (refused.value.length, refused.value.limit) == (101, 100)


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (5_400, "1h30m"),
        (172_800, "2d"),
        (0, "0"),
        (604_800, "1w"),
        (864_000, "10d"),
        (90, "1m30s"),
        (86_401, "1d1s"),
    ],
)
def test_a_duration_is_written_in_its_shortest_form(seconds: int, written: str) -> None:
    assert write_duration(timedelta(seconds=seconds)) == written


def test_a_negative_duration_is_not_written() -> None:
    with pytest.raises(ValueError, match="negative"):
        write_duration(timedelta(seconds=-1))


@given(st.integers(0, 30 * 86_400).map(lambda seconds: timedelta(seconds=seconds)))
def test_a_written_duration_reads_back(duration: timedelta) -> None:
    assert read_duration(write_duration(duration)) == duration


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("1d, 1h, 0", ["1d", "1h", "0"]),
        ("0,1h , 1 day", ["1d", "1h", "0"]),
        ("60m, 1h, 0, 0m", ["1h", "0"]),
        ("15 min", ["15m"]),
        ("none", []),
        (" Off ", []),
    ],
)
def test_offsets_are_read_distinct_and_longest_first(text: str, offsets: list[str]) -> None:
    assert read_offsets(text) == tuple(map(read_duration, offsets))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", DurationNotUnderstood),
        ("1h,", DurationNotUnderstood),
        ("1h, none", DurationNotUnderstood),
        ("1h, 5", DurationNotUnderstood),
        ("1h, -5m", DurationNotUnderstood),
        ("31d", DurationTooLong),
        ("0,1m,2m,3m,4m,5m,6m,7m,8m,9m,10m", TooManyOffsets),
        ("1h," * 67, TimeTooLong),
    ],
)
def test_a_list_of_offsets_is_refused(text: str, error: type[UserError]) -> None:
    with pytest.raises(error):
        read_offsets(text)


def test_ten_offsets_are_taken() -> None:
    assert len(read_offsets("0,1m,2m,3m,4m,5m,6m,7m,8m,9m")) == 10


@given(st.sets(st.integers(0, 30 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)), max_size=10))
def test_written_offsets_read_back(offsets: set[timedelta]) -> None:
    ordered = tuple(sorted(offsets, reverse=True))

    assert read_offsets(write_offsets(ordered)) == ordered


@given(st.text(max_size=250))
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    for read in (read_duration, read_offsets):
        try:
            read(text)
        except UserError:
            continue
