"""Editing a roll call's options: what stays, what goes, and which letters new ones get."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rollcall.editing import News, exchanged, read_news
from domain.rollcall.options import MAX_OPTIONS, Option

ALL = "ABCDEFGHIJKLMNOPQRST"
FIRST = datetime(2026, 9, 4, 18, 0, tzinfo=UTC)


def at(hour: int) -> datetime:
    """So many hours after the first time there can be."""
    return FIRST + timedelta(hours=hour)


def options(hours: dict[int, str]) -> tuple[Option, ...]:
    """Options at these hours with these letters."""
    return tuple(Option(100 + hour, at(hour), ord(letter) - ord("A")) for hour, letter in sorted(hours.items()))


def letters(hours: dict[int, str], wanted: list[int]) -> dict[int, str]:
    """The letters of the options after an edit, by hour."""
    exchange = exchanged(options(hours), map(at, wanted))
    there = {one.starts_at: one.place for one in exchange.kept} | dict(exchange.new)
    return {int((starts_at - FIRST) / timedelta(hours=1)): chr(65 + place) for starts_at, place in there.items()}


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        # what stays keeps its letter, also where its place in time changes
        ({1: "A", 2: "B"}, [1, 2], {1: "A", 2: "B"}),
        ({1: "A", 2: "B"}, [0, 2], {0: "C", 2: "B"}),
        # new ones come behind the last letter there was, in time order
        ({1: "A", 2: "B", 3: "C"}, [5, 1, 4], {1: "A", 4: "D", 5: "E"}),
        # then those that were free before
        ({1: "B", 2: "T"}, [1, 2, 3, 4], {1: "B", 2: "T", 3: "A", 4: "C"}),
        # and those of what goes only where none else is left
        (dict(enumerate(ALL)), [*range(18), 30, 31], dict(enumerate(ALL[:18])) | {30: "S", 31: "T"}),
        # the same time twice is one
        ({1: "A"}, [1, 2, 2], {1: "A", 2: "B"}),
    ],
)  # fmt: skip
def test_letters_after_an_edit(before: dict[int, str], wanted: list[int], after: dict[int, str]) -> None:
    assert letters(before, wanted) == after


hours = st.sets(st.integers(0, 40), min_size=1, max_size=MAX_OPTIONS)


@given(hours, hours, st.randoms())
def test_no_letter_moves_and_none_is_given_twice(before: set[int], wanted: set[int], shuffled: object) -> None:
    places = list(ALL)
    shuffled.shuffle(places)  # type: ignore[attr-defined] # hypothesis gives a Random of its own
    had = dict(zip(sorted(before), places, strict=False))

    after = letters(had, sorted(wanted))

    assert after.keys() == wanted
    assert all(after[hour] == had[hour] for hour in before & wanted)
    assert len(set(after.values())) == len(after)
    if len(before | wanted) <= MAX_OPTIONS:
        assert not {after[hour] for hour in wanted - before} & set(had.values())


def test_news_is_read_as_it_was_written() -> None:
    news = News((11, 2**60), (at(1), at(2)))

    assert read_news(news.written()) == news
