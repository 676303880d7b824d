"""What the games of a session come to in its recap."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.gamenight.library import Game
from domain.gamenight.plays import Play, PlayStatus
from domain.sessions.recap import games_of, liked_most
from domain.votes import Tally

BEGUN = datetime(2026, 1, 1, 20, tzinfo=UTC)
GAMES = {name: Game(number, 10, name.title(), name) for number, name in enumerate(("azul", "root", "catan"), start=1)}
Night = list[tuple[Play, Tally]]


def night(*plays: str) -> Night:
    """Plays in order: `azul +2-1` was played and has these votes, `azul +0-0 skipped` was given up."""
    found = []
    for number, text in enumerate(plays, start=1):
        name, votes, *skipped = text.split()
        ups, downs = votes[1:].split("-")
        status = PlayStatus.SKIPPED if skipped else PlayStatus.PLAYED
        play = Play(number, 7, GAMES[name], status, BEGUN + timedelta(minutes=number))
        found.append((play, Tally(int(ups), int(downs))))
    return found


def test_a_game_is_named_once_with_the_votes_of_all_its_plays() -> None:
    games = games_of(night("azul +2-1", "root +1-0", "azul +1-0", "azul +0-0"))

    assert [(one.title, one.played, str(one.votes)) for one in games] == [("Azul", 3, "+3 -1"), ("Root", 1, "+1 -0")]


def test_where_a_game_was_skipped_it_is_not_played_and_its_votes_count() -> None:
    azul, root = games_of(night("azul +2-0", "azul +0-1 skipped", "root +0-1 skipped"))

    assert (azul.played, azul.skipped, str(azul.votes)) == (1, 1, "+2 -1")
    assert (root.played, root.skipped, root.net) == (0, 1, -1)


@pytest.mark.parametrize(
    ("plays", "liked"),
    [
        # the whole night counts, not the best single play
        (["root +2-0", "azul +1-0", "azul +2-0"], ["Azul"]),
        (["azul +2-0", "azul +0-2", "root +1-0"], ["Root"]),
        (["azul +2-1", "root +1-0", "catan +0-0"], ["Azul", "Root"]),
        (["azul +1-1", "root +0-2"], []),
        ([], []),
    ],
)
def test_the_games_liked_most_are_those_with_the_most_votes_over_the_night(plays: list[str], liked: list[str]) -> None:
    assert [one.title for one in liked_most(games_of(night(*plays)))] == liked
