"""Entries of the log, objectives and searches, as people write them."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotValid
from domain.sessions.log import Measure, Readers, ReadersNotUnderstood, Said, Visibility, read_readers
from domain.sessions.objectives import read_list
from domain.sessions.recall import MOST_WORDS, excerpt, words_of, worth_alone


@pytest.mark.parametrize(
    ("text", "readers"),
    [
        ("everyone", Readers()),
        (" Organiser ", Readers(Visibility.ORGANISER)),
        ("<@11> <@!12>", Readers(Visibility.NAMED, frozenset({11, 12}))),
        ("<@11>, <@12> and <@13>", Readers(Visibility.NAMED, frozenset({11, 12, 13}))),
    ],
)
def test_who_may_read_is_a_word_or_mentions(text: str, readers: Readers) -> None:
    assert read_readers(text) == readers


@pytest.mark.parametrize("text", ["", "Ana", "@Ana", "<@11> Ben", "<@&11>", "nobody"])
def test_who_may_read_is_never_guessed(text: str) -> None:
    with pytest.raises(ReadersNotUnderstood):
        read_readers(text)


@pytest.mark.parametrize(
    "said",
    [
        Said(" "),
        Said("x" * 4001),
        Said("hit", amount=3),
        Said("hit", measure=Measure.XP),
        Said("hit", measure=Measure.XP, amount=0),
    ],
)
def test_an_entry_that_cannot_be_is_refused(said: Said) -> None:
    with pytest.raises(NotValid):
        said.check()


def test_objectives_stand_between_semicolons_each_once() -> None:
    assert read_list(" find the  map; Rest;; rest ;flee") == ("find the map", "Rest", "flee")


def test_too_many_objectives_are_refused() -> None:
    with pytest.raises(NotValid):
        read_list(";".join(map(str, range(21))))


@given(st.text(max_size=1500))
def test_a_query_is_words_of_letters_digits_and_their_marks_whatever_is_typed(text: str) -> None:
    words = words_of(text)

    assert len(words) <= MOST_WORDS
    assert all(any(map(str.isalnum, one)) for one in words)
    assert all(each.isalnum() or category(each)[0] == "M" for one in words for each in one)


def test_short_words_are_not_worth_finding_alone() -> None:
    assert worth_alone(words_of("who stole the amulet")) == ("stole", "amulet")
    assert worth_alone(("a", "to")) == ("a", "to")


@given(st.text(), st.lists(st.text(alphabet="abc", min_size=1), max_size=3), st.integers(20, 200))
def test_an_excerpt_fits(text: str, words: list[str], limit: int) -> None:
    assert len(excerpt(text, words, limit)) <= limit + 4


def test_an_excerpt_shows_the_word_that_was_looked_for() -> None:
    assert "dragon" in excerpt("so it was " * 50 + "a dragon " + "and on " * 50, ["dragon"], 80)
