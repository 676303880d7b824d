"""Which games a message names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gamenight.nominations import could_be_named_in, named_in
from domain.lookup import Named

GAMES = [
    Named(1, "Catan", alias="catan"),
    Named(2, "Catan: Seafarers", alias="cs"),
    Named(3, "Terraforming Mars", alias="tm"),
    Named(4, "Go", alias="go"),
    Named(5, "!?", alias="what"),
    Named(6, "将棋", alias="shogi"),
]


def titles(games: list[Named]) -> list[str]:
    return [one.title for one in games]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Let's play CATAN tonight!", ["Catan"]),
        ("catan seafarers, anyone?", ["Catan: Seafarers"]),
        ("Catan or Terraforming  Mars?", ["Catan", "Terraforming Mars"]),
        ("Catan, and catan again", ["Catan"]),
        ("some tm please", ["Terraforming Mars"]),
        ("tm? no, Catan", ["Catan"]),
        ("Gong, catanish, mars", []),
        ("将棋 ?", ["将棋"]),
        ("what", ["!?"]),
        ("", []),
    ],
)
def test_a_message_names_whole_titles_or_else_aliases(text: str, named: list[str]) -> None:
    assert titles(named_in(text, GAMES)) == named


def test_of_two_titles_of_the_same_words_the_first_is_named() -> None:
    assert titles(named_in("catan!", [Named(1, "Catan"), Named(2, "Catan!")])) == ["Catan"]


def test_where_no_game_is_named_those_that_share_most_words_could_be() -> None:
    games = [Named(1, "War of the Ring"), Named(2, "The Ring"), Named(3, "Azul"), Named(4, "Of It")]

    assert titles(could_be_named_in("the war of it: a ring", games)) == ["War of the Ring", "The Ring"]


@given(text=st.text(max_size=200))
def test_any_message_can_be_read(text: str) -> None:
    assert set(named_in(text, GAMES)) <= set(GAMES)
    assert set(could_be_named_in(text, GAMES)) <= set(GAMES)
