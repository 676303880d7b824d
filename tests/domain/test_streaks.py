"""Statistics of attendance."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sessions.attendance import CAME, Attended
from domain.sessions.streaks import Played, by_presence, standing

FIRST = datetime(2026, 9, 1, 20, 0, tzinfo=UTC)
ANA = 11
LETTERS = {
    "p": Attended.PRESENT,
    "l": Attended.LATE,
    "e": Attended.LEFT_EARLY,
    "a": Attended.ABSENT,
    "x": Attended.EXCUSED,
}


def played(letters: str, *, private: str = "") -> list[Played]:
    """A session a week; `-` where nothing is kept of Ana. `private` has a `y` for each that is."""
    return [
        Played(
            n,
            FIRST + timedelta(weeks=n),
            {ANA: LETTERS[letter]} if letter in LETTERS else {},
            private=private[n : n + 1] == "y",
        )
        for n, letter in enumerate(letters)
    ]


@pytest.mark.parametrize(
    ("letters", "came", "of", "streak", "longest"),
    [
        ("", 0, 0, 0, 0),
        ("p", 1, 1, 1, 1),
        ("ple", 3, 3, 3, 3),
        ("ppap", 3, 4, 1, 2),
        ("ppxp", 3, 3, 3, 3),  # excused leaves the denominator, and ends no streak
        ("xx", 0, 0, 0, 0),
        ("p-p", 2, 3, 1, 1),  # nothing kept: not there
        ("pppa", 3, 4, 0, 3),
    ],
)
def test_evenings_are_counted(letters: str, came: int, of: int, streak: int, longest: int) -> None:
    one = standing(ANA, FIRST, played(letters))

    assert (one.came, one.of, one.streak, one.longest) == (came, of, streak, longest)


def test_only_sessions_since_one_joined_count_and_those_one_came_to_before() -> None:
    one = standing(ANA, FIRST + timedelta(weeks=3), played("ap-p-"))

    assert (one.came, one.of) == (2, 3)
    assert one.marks == (None, Attended.PRESENT, None, Attended.PRESENT, Attended.ABSENT)


def test_a_private_session_counts_only_for_those_it_names() -> None:
    assert standing(ANA, FIRST, played("p-p", private=" y ")).of == 2
    assert standing(ANA, FIRST, played("pap", private=" y ")).of == 3


def test_who_came_most_comes_first() -> None:
    often, less = standing(1, FIRST, []), standing(ANA, FIRST, played("p"))

    assert [one.person_id for one in by_presence([often, less])] == [ANA, 1]


@given(st.text("pleax-", max_size=30), st.integers(0, 30))
def test_numbers_agree_with_the_marks(letters: str, joined: int) -> None:
    one = standing(ANA, FIRST + timedelta(weeks=joined), played(letters))

    assert one.came == sum(mark in CAME for mark in one.marks)
    assert one.streak <= one.longest <= one.came <= one.of <= len(letters)
    assert one.percent is None or 0 <= one.percent <= 100
