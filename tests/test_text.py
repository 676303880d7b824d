"""Small pieces of text, as people read them."""

from datetime import timedelta

import pytest

from cogs.edge.text import ahead, person
from domain.data import nameless


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (timedelta(seconds=20), "in a minute"),
        (timedelta(minutes=30), "in 30 minutes"),
        (timedelta(minutes=59, seconds=58), "in an hour"),  # reminders take a moment
        (timedelta(minutes=90), "in 1 h 30 min"),
        (timedelta(hours=2), "in 2 hours"),
        (timedelta(hours=7, minutes=10), "in 7 hours"),
        (timedelta(hours=23, minutes=59, seconds=50), "in a day"),
        (timedelta(hours=36), "in 36 hours"),
        (timedelta(days=2, seconds=-3), "in 2 days"),
        (timedelta(days=6, hours=14), "in 7 days"),
    ],
)
def test_a_distance_is_said_in_words(distance: timedelta, said: str) -> None:
    assert ahead(distance) == said


def test_who_has_no_account_is_called_by_name_and_who_was_forgotten_by_none() -> None:
    offline = {-3: "Gran"}

    assert [person(one, offline) for one in (7, -3, -4)] == ["<@7>", "Gran", "a former player (offline)"]
    assert {person(one, offline) for one in (0, nameless(), nameless())} == {"somebody"}
