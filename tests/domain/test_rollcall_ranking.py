"""Which option is best: by how many can come, then by yes, then by who missed more, then by time."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rollcall.options import Answer, Count, Option
from domain.rollcall.ranking import Played, Reason, missed_by, ranked, reason

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
Said = Mapping[int, Mapping[int, Answer]]  # by option, then by person


def counts(said: Said) -> list[Count]:
    """What three options count, where these people said this."""
    made = []
    for place in range(3):
        given_ = said.get(place, {})
        yes, if_needed, no = (tuple(who for who, answer in given_.items() if answer is one) for one in Answer)
        made.append(Count(Option(place, NOW + (place + 1) * DAY, place), yes, if_needed, no))
    return made


def of(words: str) -> list[Count]:
    """`yy/yn/i` is what people 0, 1, 2 say to each of three options, in order."""
    letters = {"y": Answer.YES, "i": Answer.IF_NEEDED, "n": Answer.NO}
    return counts(
        {
            place: {who: letters[letter] for who, letter in enumerate(one) if letter in letters}
            for place, one in enumerate(words.split("/"))
        }
    )


def order(made: list[Count], missed: Mapping[int, int]) -> list[int]:
    return [one.option.id for one in ranked(made, missed)]


@pytest.mark.parametrize(
    ("said", "missed", "ranking"),
    [
        ("//", {}, [0, 1, 2]),
        ("y/yy/yyy", {}, [2, 1, 0]),
        ("y/ii/n", {}, [1, 0, 2]),
        ("ii/yi/yy", {}, [2, 1, 0]),
        ("y/-y/--y", {}, [0, 1, 2]),
        ("y/-y/--y", {2: 1}, [2, 0, 1]),
        ("y/-y/--y", {1: 2, 2: 1}, [1, 2, 0]),
        ("y-/-i/", {1: 5}, [0, 1, 2]),  # only those who say yes count, and only among equals
        ("yy/--y/", {2: 5}, [0, 1, 2]),
        ("y-y/-yy/", {0: 1, 1: 2, 2: 3}, [1, 0, 2]),  # all of them are counted
        ("y/-y/", {7: 5}, [0, 1, 2]),
    ],
)
def test_options_are_ranked(said: str, missed: dict[int, int], ranking: list[int]) -> None:
    assert order(of(said), missed) == ranking


@pytest.mark.parametrize(
    ("said", "missed", "why"),
    [
        ("yy/y/", {}, Reason.CAN),
        ("yi/ii/", {}, Reason.YES),
        ("y/-y/", {0: 1}, Reason.MISSED),
        ("y/-y/", {}, Reason.EARLIEST),
        ("y/-y/", {0: 2, 1: 2}, Reason.EARLIEST),
    ],
)
def test_what_decides_between_two_options_is_named(said: str, missed: dict[int, int], why: Reason) -> None:
    better, worse, _ = of(said)

    assert reason(better, worse, missed) is why


def test_missed_are_sessions_since_a_player_joined_without_them() -> None:
    played = [
        Played(NOW - 3 * DAY, frozenset({1, 2})),
        Played(NOW - 2 * DAY, frozenset({1})),
        Played(NOW - DAY, frozenset({1, 3})),
    ]
    joined = {1: NOW - 9 * DAY, 2: NOW - 9 * DAY, 3: NOW - 2 * DAY, 4: NOW - DAY, 5: NOW}

    assert missed_by(played, joined) == {1: 0, 2: 2, 3: 1, 4: 1, 5: 0}


def test_where_nothing_was_played_nobody_missed_anything() -> None:
    assert missed_by([], {1: NOW}) == {1: 0}


people = st.integers(0, 6)
saids = st.dictionaries(st.integers(0, 2), st.dictionaries(people, st.sampled_from(list(Answer))))
misseds = st.dictionaries(people, st.integers(0, 5))


@given(saids, misseds, st.integers(0, 2), people)
def test_adding_a_yes_never_makes_an_option_rank_lower(
    said: dict[int, dict[int, Answer]], missed: dict[int, int], place: int, who: int
) -> None:
    before = order(counts(said), missed).index(place)
    more = {**said, place: {**said.get(place, {}), who: Answer.YES}}

    assert order(counts(more), missed).index(place) <= before


@given(saids, misseds)
def test_the_order_of_options_and_answers_never_matters(
    said: dict[int, dict[int, Answer]], missed: dict[int, int]
) -> None:
    turned = {place: dict(reversed(given_.items())) for place, given_ in said.items()}

    assert order(counts(said), missed) == order(counts(turned)[::-1], missed)
