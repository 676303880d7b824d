"""Lines of chat are told apart by who said what when, to the second."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.votes import line_hash

EIGHT = datetime(2026, 9, 4, 20, 0, tzinfo=UTC)
TOKYO = timezone(timedelta(hours=9))

DIFFERENT = [
    ("ana", "thisgame++", EIGHT),
    ("Ana", "thisgame++", EIGHT),
    ("ben", "thisgame++", EIGHT),
    ("ana", "thisgame--", EIGHT),
    ("ana", "thisgame++ ", EIGHT),
    ("ana", "thisgame++", EIGHT + timedelta(seconds=1)),
    ("ana", "thisgame++", EIGHT.replace(tzinfo=TOKYO)),
    # the same characters, split elsewhere
    ("anathis", "game++", EIGHT),
    ("an", "athisgame++", EIGHT),
    ("", "anathisgame++", EIGHT),
    ("anathisgame++", "", EIGHT),
    ("3:ana", "thisgame++", EIGHT),
    ("ana", "10:thisgame++", EIGHT),
    ("ana10:thisgame++", "", EIGHT),
    ("ana\n", "thisgame++", EIGHT),
    ("ana", "\nthisgame++", EIGHT),
    ("ana\0", "thisgame++", EIGHT),
    ("ana", "\0thisgame++", EIGHT),
]


def test_different_lines_are_told_apart() -> None:
    assert len({line_hash(*one) for one in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    "instant",
    [
        EIGHT,
        EIGHT.astimezone(TOKYO),
        EIGHT.astimezone(timezone(timedelta(hours=-3, minutes=-30))),
        EIGHT + timedelta(milliseconds=1),
        EIGHT + timedelta(milliseconds=999),
    ],
)
def test_one_instant_written_otherwise_is_one_line(instant: datetime) -> None:
    assert line_hash("ana", "thisgame++", instant) == line_hash("ana", "thisgame++", EIGHT)


def test_the_hash_is_the_sha256_of_the_parts_with_their_lengths() -> None:
    assert line_hash("zoë", "hi", EIGHT) == sha256("4:zoë2:hi10:1788552000".encode()).digest()


def test_a_time_before_1970_and_half_a_surrogate_pair_have_a_hash_too() -> None:
    early = datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)

    assert line_hash("a\ud800", "", early) != line_hash("a", "", early)
    assert line_hash("a", "", early) != line_hash("a", "", datetime(1970, 1, 1, tzinfo=UTC))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        line_hash("ana", "thisgame++", datetime(2026, 9, 4, 20, 0))  # noqa: DTZ001


WORDS = st.text(st.sampled_from("a1:2\n "), max_size=6)


@given(one=st.tuples(WORDS, WORDS), other=st.tuples(WORDS, WORDS))
def test_two_lines_have_one_hash_only_if_they_are_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (line_hash(*one, EIGHT) == line_hash(*other, EIGHT)) is (one == other)
