"""Which games stand out, and how people vote."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.votes import Tally, Vote, standing
from domain.votes.statistics import GameScore, PlayOf, VoterScore, by_game, by_voter, controversial, hidden_gems

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def play(id_: int, title: str, *, skipped: bool = False) -> PlayOf:
    return PlayOf(id_, 1, 1, "Night", 1, ord(title[0]), title, NOON + timedelta(hours=id_), skipped)


def vote(id_: int, play_id: int, who: int | str, value: int | None) -> Vote:
    name = who if isinstance(who, str) else None
    return Vote(id_, 5, play_id, 0 if isinstance(who, str) else who, value, NOON, name=name)


def score(ups: int, downs: int, times: int = 1, title: str = "Catan") -> GameScore:
    return GameScore(1, title, times, Tally(ups, downs), NOON)


def test_a_games_votes_are_those_of_all_its_plays_and_skipped_ones_are_not_times() -> None:
    votes = [vote(1, 1, 11, 1), vote(2, 2, 11, 1), vote(3, 2, "zoe", -1), vote(4, 3, 12, 1), vote(5, 3, 11, 1)]

    games = by_game([play(1, "Catan"), play(2, "Catan", skipped=True), play(3, "Azul")], standing(votes))

    assert [(one.title, one.times, str(one.votes)) for one in games] == [("Azul", 1, "+2 -0"), ("Catan", 1, "+2 -1")]


def test_a_log_name_is_one_voter_in_any_case_and_never_a_member() -> None:
    votes = [vote(1, 1, "Zoe", 1), vote(2, 1, "zoe", -1), vote(3, 1, 11, 1)]

    assert {key: one.value for key, one in standing(votes).items()} == {(1, "zoe"): -1, (1, 11): 1}


def test_agreement_compares_with_most_of_the_others() -> None:
    votes = [vote(1, 1, 11, 1), vote(2, 1, 12, 1), vote(3, 1, 13, -1), vote(4, 2, 11, 1)]

    assert {one.voter: (one.with_most, one.compared) for one in by_voter(standing(votes))} == {
        11: (0, 0),  # of the others one is for it and one against; alone on the second play
        12: (0, 0),
        13: (0, 1),
    }


def test_who_votes_most_comes_first() -> None:
    votes = [vote(1, 1, 11, 1), vote(2, 1, 12, 1), vote(3, 2, 12, -1)]

    assert by_voter(standing(votes))[0] == VoterScore(12, Tally(1, 1), 1, 1)


@pytest.mark.parametrize(
    ("ups", "downs", "divides"),
    [(2, 2, True), (2, 1, False), (3, 1, False), (3, 2, True), (5, 3, True), (6, 3, False), (0, 4, False)],
)
def test_many_votes_near_zero_are_controversial(ups: int, downs: int, divides: bool) -> None:
    assert bool(controversial([score(ups, downs)])) is divides


@pytest.mark.parametrize(
    ("ups", "downs", "times", "gem"),
    [
        (2, 0, 1, True),
        (1, 0, 1, False),
        (4, 1, 2, True),
        (3, 1, 2, False),
        (9, 0, 3, False),
        (0, 2, 1, False),
        (3, 0, 0, False),
    ],
)
def test_what_was_rarely_played_and_very_well_liked_is_a_hidden_gem_and_not_what_was_only_skipped(
    ups: int, downs: int, times: int, gem: bool
) -> None:
    assert bool(hidden_gems([score(ups, downs, times)])) is gem
