"""Quick polls: who chose what, and what wins."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gamenight.library import Game
from domain.gamenight.polls import LASTS, OTHER, PickPoll, PollOver

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
POLL = PickPoll(1, 10, 1, 5, NOW + LASTS, {n: Game(n, 10, f"Game {n}", f"g{n}") for n in (1, 2, 3)})


def voted(*places: int) -> PickPoll:
    poll = POLL
    for user_id, place in enumerate(places, 1):
        poll = poll.voted(user_id, place, user_id, NOW)
    return poll


@pytest.mark.parametrize(
    ("places", "winner"),
    [
        ((), None),
        ((2,), 2),
        ((2, 3, 3), 3),
        ((3, 2), 2),
        ((OTHER, 3), 3),
        ((OTHER, OTHER, 3), OTHER),
        ((OTHER,), OTHER),
        ((3, 3, 1, 1, 2), 1),
    ],
)
def test_most_votes_win_and_of_several_the_first_pick(places: tuple[int, ...], winner: int | None) -> None:
    assert voted(*places).winner() == winner


@pytest.mark.parametrize(
    ("places", "leading"), [((), []), ((3, 2), [2, 3]), ((OTHER, 3), [3, OTHER]), ((3, 3, 1), [3])]
)
def test_those_with_most_votes_lead_as_they_are_shown(places: tuple[int, ...], leading: list[int]) -> None:
    assert voted(*places).leading() == leading


@given(st.permutations([(1, 101), (2, 102), (0, 103), (3, 104)]))
def test_in_whatever_order_a_persons_acts_come_the_last_stands(acts: list[tuple[int, int]]) -> None:
    poll = POLL
    for place, cause in acts:
        poll = poll.voted(7, place, cause, NOW)

    assert (poll.voters(3), poll.winner()) == ([7], 3)


def test_nobody_votes_when_the_countdown_has_ended_or_it_was_stopped() -> None:
    with pytest.raises(PollOver):
        POLL.voted(7, 1, 100, NOW + LASTS)
    with pytest.raises(PollOver):
        PickPoll(1, 10, 1, 5, NOW + LASTS, POLL.games, ended_at=NOW).voted(7, 1, 100, NOW + timedelta(seconds=1))


def test_a_game_that_was_deleted_is_not_chosen_and_does_not_win() -> None:
    without = PickPoll(1, 10, 1, 5, NOW + LASTS, {1: POLL.games[1]}, voted(2, 2, 1).choices)

    assert without.winner() == 1
    with pytest.raises(PollOver):
        without.voted(7, 2, 100, NOW)
