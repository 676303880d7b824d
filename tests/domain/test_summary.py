"""The summary that is written from the log."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.sessions.log import Category, Event, Importance, Measure, Said
from domain.sessions.summary import MOST_TOLD, numbers, sentence, summary

START = datetime(2026, 9, 1, 20, 0, tzinfo=UTC)


def logged(*said: Said) -> list[Event]:
    return [Event(n, 10, 1, 11, START + timedelta(minutes=n), one) for n, one in enumerate(said)]


def test_entries_become_sentences_in_order() -> None:
    told = summary(logged(Said("the gate opens"), Said("  A dragon\nwakes! "), Said("We ran.")))

    assert told.sentences == ("The gate opens.", "A dragon wakes!", "We ran.")


def test_nothing_is_said_twice() -> None:
    assert summary(logged(Said("We ran."), Said("we  RAN"), Said("We hid"))).sentences == ("We ran.", "We hid.")


def test_minor_entries_are_told_only_where_there_are_no_others() -> None:
    minor = Said("Tea", importance=Importance.MINOR)

    assert summary(logged(minor, Said("A fight"))).sentences == ("A fight.",)
    assert summary(logged(minor)).sentences == ("Tea.",)


def test_the_most_important_are_told_where_not_all_fit() -> None:
    many = [Said(f"Thing {n}") for n in range(MOST_TOLD)]

    told = summary(logged(*many, Said("The end", importance=Importance.MAJOR))).sentences

    assert told == (*(f"Thing {n}." for n in range(MOST_TOLD - 1)), "The end.")


def test_amounts_add_up_by_what_they_count() -> None:
    found = numbers(
        logged(
            Said("hit", Category.COMBAT, Measure.DAMAGE_DEALT, 12),
            Said("hit", Category.COMBAT, Measure.DAMAGE_DEALT, 8),
            Said("gold", Category.LOOT, Measure.TREASURE, 100),
            Said("talk"),
        )
    )

    assert (found.events, found.encounters) == (4, 2)
    assert found.totals == {Measure.DAMAGE_DEALT: 20, Measure.TREASURE: 100}


def test_of_nothing_nothing_is_told() -> None:
    told = summary([])

    assert (told.sentences, told.numbers.events, told.numbers.totals) == ((), 0, {})


@given(st.lists(st.builds(Said, st.text(max_size=40), importance=st.sampled_from(Importance)), max_size=30))
def test_sentences_are_few_and_different(said: list[Said]) -> None:
    told = summary(logged(*said)).sentences

    assert len(told) == len(set(told)) <= MOST_TOLD
    assert all(one == sentence(one) for one in told)
