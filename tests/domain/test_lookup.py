"""Finding what a person names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NothingMatches, SeveralMatch
from domain.lookup import Named, find

KNOWN = [
    Named(70, "Curse of Strahd", 1),
    Named(71, "Game night", 2),
    Named(72, "Game night", 3),
    Named(73, "One shot", 12),
    Named(74, "Another shot in the dark", 13),
    Named(75, "1984", 14),
    Named(12, "Straße", 15),
    Named(80, "Terraforming Mars", alias="tm"),
    Named(81, "TM", 16),
]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("#72", 72),
        (" #72 ", 72),
        ("#12", 12),
        ("12", 73),
        ("2", 71),
        ("1984", 75),
        ("curse of strahd", 70),
        ("CURSE", 70),
        ("strahd", 70),
        ("one shot", 73),
        ("dark", 74),
        ("strasse", 12),
        ("Terraforming mars", 80),
        ("terra", 80),
    ],
)
def test_a_row_a_number_or_a_title_is_found(text: str, id_: int) -> None:
    assert find(text, KNOWN, kind="session") == id_


@pytest.mark.parametrize(
    "text", ["", "  ", "#", "#999", "999", "xyz", "#72x", "-2", "1.5", "9" * 5000, "#" + "9" * 5000]
)
def test_what_names_nothing_is_said_as_it_was_typed(text: str) -> None:
    with pytest.raises(NothingMatches) as refused:
        find(text, KNOWN, kind="session")

    assert (refused.value.kind, refused.value.text) == ("session", text)


def test_several_titles_are_refused_with_a_list() -> None:
    with pytest.raises(SeveralMatch) as refused:
        find("game night", KNOWN, kind="session")

    assert refused.value.matches == ("2: Game night", "3: Game night")


def test_what_is_over_does_not_count_for_acts_on_what_is_ahead() -> None:
    known = [Named(1, "Tomb", 1, state="cancelled", over=True), Named(2, "Tomb", 2), Named(3, "Cave", 3, over=True)]

    assert find("tomb", known, kind="session", ahead=True) == 2
    assert find("cave", known, kind="session", ahead=True) == 3
    with pytest.raises(SeveralMatch) as refused:
        find("tomb", known, kind="session")
    assert refused.value.matches == ("1: Tomb (cancelled)", "2: Tomb")


def test_an_alias_is_as_good_as_a_whole_title() -> None:
    assert find("TM", KNOWN[:-1], kind="game") == 80
    with pytest.raises(SeveralMatch):
        find("tm", KNOWN, kind="game")


def test_a_number_that_two_sessions_have_is_refused() -> None:
    with pytest.raises(SeveralMatch):
        find("1", [Named(1, "Strahd", 1), Named(2, "Mars", 1)], kind="session")


def test_the_list_of_matches_is_short() -> None:
    with pytest.raises(SeveralMatch) as refused:
        find("game", [Named(n, f"Game {n}") for n in range(50)], kind="game")

    assert len(refused.value.matches) == 10


@given(text=st.text(max_size=100))
def test_whatever_is_typed_is_found_or_refused(text: str) -> None:
    try:
        found = find(text, KNOWN, kind="session")
    except (NothingMatches, SeveralMatch):
        return
    assert found in {one.id for one in KNOWN}
