"""Aliases and numbers of players."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotValid
from domain.gamenight.aliases import ALIAS, alias_from, valid_alias
from domain.gamenight.details import Details
from domain.gamenight.library import Game, check_players, tidy


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


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  7   Wonders\n", "7 Wonders"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("Ca\u200btan", "Catan"),
        ("\u202eCa\u00adtan\ufeff", "Catan"),
        ("Ca\u200dtan\u200d", "Catan"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525"),
        ("\U0001f469\U0001f3fd\u200d\U0001f680", "\U0001f469\U0001f3fd\u200d\U0001f680"),
    ],
)
def test_what_looks_the_same_is_the_same_and_emoji_stay_whole(written: str, kept: str) -> None:
    assert tidy(written) == kept


@given(text=st.text(max_size=50))
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("title", ["#1", "#007", " #1 ", "#\u200b1"])
def test_no_game_is_called_like_the_id_of_one(title: str) -> None:
    with pytest.raises(NotValid, match="by its id"):
        Details(title).of(Game(0, 10, "", ""))


@pytest.mark.parametrize("title", ["#1 Detective", "1", "# 1", "#one"])
def test_other_titles_with_numbers_are_taken(title: str) -> None:
    assert Details(title).of(Game(0, 10, "", "")).title == title


def test_a_tag_needs_a_letter_or_digit_and_what_was_kept_before_stays() -> None:
    for tags in (("-",), ("party", "..")):
        with pytest.raises(NotValid, match="letter or digit"):
            Details(tags=tags).of(Game(1, 10, "Catan", "catan"))

    assert Details(minutes=5).of(Game(1, 10, "#1", "one", tags=("-",))).minutes == 5
