"""Aliases and numbers of players."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotValid
from domain.gamenight.aliases import ALIAS, alias_from, valid_alias
from domain.gamenight.library import check_players


@pytest.mark.parametrize(
    ("text", "alias"), [("catan", "catan"), (" CATAN ", "catan"), ("7w", "7w"), ("a" * 12, "a" * 12)]
)
def test_an_alias_is_taken_in_lower_case(text: str, alias: str) -> None:
    assert valid_alias(text) == alias


@pytest.mark.parametrize("text", ["", "a", "a" * 13, "two words", "c++", "über", "ca_tan", "catan\n\nx"])
def test_other_aliases_are_refused(text: str) -> None:
    with pytest.raises(NotValid):
        valid_alias(text)


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("Catan", "catan"),
        ("7 Wonders", "7wonders"),
        ("Terraforming Mars", "tm"),
        ("Betrayal at House on the Hill", "bahoth"),
        ("Twilightimperium", "twilightimpe"),
        ("X", "x0"),
    ],
)
def test_an_alias_is_made_of_a_title(title: str, alias: str) -> None:
    assert alias_from(title) == alias


@given(title=st.text(max_size=100))
def test_an_alias_made_of_any_title_is_valid(title: str) -> None:
    assert ALIAS.fullmatch(alias_from(f"{title} 7"))


@pytest.mark.parametrize("title", ["将棋", "Ω", "!?", ""])
def test_no_alias_is_made_of_a_title_without_letters_and_digits(title: str) -> None:
    with pytest.raises(NotValid, match="`alias`"):
        alias_from(title)


@pytest.mark.parametrize(("least", "most"), [(None, None), (2, None), (None, 4), (2, 4), (3, 3)])
def test_numbers_of_players_that_make_sense_are_taken(least: int | None, most: int | None) -> None:
    check_players(least, most)


@pytest.mark.parametrize(("least", "most"), [(0, None), (None, 0), (-1, 4), (5, 4)])
def test_numbers_of_players_that_make_no_sense_are_refused(least: int | None, most: int | None) -> None:
    with pytest.raises(NotValid):
        check_players(least, most)
