"""Picking a game: what fits, and how likely each is."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gamenight.library import Game, Weight
from domain.gamenight.picker import (
    Condition,
    History,
    NothingFits,
    Table,
    draw,
    is_lately,
    liking,
    pick,
    weight,
    with_repeats,
)

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
DRAWS = 100_000
CHI_SQUARE = 20.52  # of 5 degrees of freedom: chance alone comes above it once in a thousand times


def game(id_: int = 1, **known: Any) -> Game:
    return Game(id_, 10, f"Game {id_}", f"g{id_}", **known)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("favour", "history", "expected"),
    [
        (Weight.NORMAL, History(), 1),
        (Weight.LESS, History(), 0.5),
        (Weight.MORE, History(), 2),
        (Weight.NORMAL, History(liking=4), 2),
        (Weight.NORMAL, History(liking=-4), 0.5),
        (Weight.NORMAL, History(liking=100), 4),
        (Weight.NORMAL, History(liking=-100), 0.25),
        (Weight.NORMAL, History(last_at=NOW), 0.25),
        (Weight.NORMAL, History(last_at=ago(14)), 0.5),
        (Weight.NORMAL, History(last_at=ago(28)), 1),
        (Weight.NORMAL, History(last_at=ago(400)), 1),
        (Weight.NORMAL, History(last_at=ago(-1)), 0.25),
        (Weight.MORE, History(liking=4, last_at=ago(14)), 2),
    ],
)
def test_favour_liking_and_rest_make_the_weight(favour: Weight, history: History, expected: float) -> None:
    assert weight(game(weight=favour), history, NOW) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ([], 0),
        ([(1, NOW), (1, NOW), (-1, NOW)], 1),
        ([(1, ago(90))], 0.5),
        ([(-1, ago(180)), (1, NOW)], 0.75),
        ([(1, ago(-5))], 1),
    ],
)
def test_votes_are_worth_half_after_90_days(votes: list[tuple[int, datetime]], expected: float) -> None:
    assert liking(votes, NOW) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("known", "table", "why_not"),
    [
        ({}, Table(), None),
        ({}, Table(players=7), None),
        ({"min_players": 3, "max_players": 4}, Table(players=4), None),
        ({"min_players": 3}, Table(players=2), Condition.PLAYERS),
        ({"max_players": 4}, Table(players=5), Condition.PLAYERS),
        ({"minutes": 60}, Table(minutes=60), None),
        ({"minutes": 61}, Table(minutes=60), Condition.MINUTES),
        ({"minutes": 61}, Table(minutes=60, any_length=True), Condition.MINUTES),
        ({}, Table(minutes=60), Condition.MINUTES),
        ({}, Table(minutes=60, any_length=True), None),
        ({"owners": frozenset({5})}, Table(owners=frozenset({5, 6})), None),
        ({"owners": frozenset({7})}, Table(owners=frozenset({5, 6})), Condition.OWNERS),
        ({"tags": ("Party", "co-op")}, Table(tags=("party",)), None),
        ({"tags": ("Party",)}, Table(tags=("party", "co-op")), Condition.TAGS),
        ({}, Table(played=frozenset({1})), Condition.PLAYED),
        ({}, Table(said=frozenset({1})), Condition.SAID),
    ],
)
def test_a_game_fits_or_one_can_say_why_not(known: dict[str, Any], table: Table, why_not: Condition | None) -> None:
    assert table.against(game(**known)) == ({why_not} if why_not else set())


def test_games_are_drawn_as_often_as_their_weights_say() -> None:
    games = [game(1), game(2, weight=Weight.MORE), game(3, weight=Weight.LESS), game(4), game(5), game(6)]
    histories = {4: History(liking=6), 5: History(last_at=ago(7)), 6: History(liking=-3, last_at=ago(20))}
    weights = [weight(one, histories.get(one.id, History()), NOW) for one in games]
    random = Random(20260901)

    drawn = Counter(draw(games, weights, random)[0].id for _ in range(DRAWS))

    expected = {one.id: DRAWS * its / sum(weights) for one, its in zip(games, weights, strict=True)}
    assert sum((drawn[id_] - wanted) ** 2 / wanted for id_, wanted in expected.items()) < CHI_SQUARE


def test_the_same_seed_gives_the_same_picks() -> None:
    games = [game(n) for n in range(1, 50)]

    first, second = (pick(games, Table(), {}, NOW, Random(7), 3) for _ in range(2))

    assert first == second
    assert (len(set(first.games)), first.fitting, first.among) == (3, 49, 49)


def test_where_fewer_fit_than_are_wanted_all_of_them_are_picked() -> None:
    picked = pick([game(1), game(2), game(3)], Table(said=frozenset({1})), {}, NOW, Random(1), 3)

    assert {one.id for one in picked.games} == {2, 3}
    assert (picked.fitting, picked.among) == (2, 3)


def test_where_nothing_fits_what_excludes_most_is_said_first() -> None:
    games = [game(1, max_players=2, minutes=90), game(2, max_players=2), game(3, minutes=90), game(4, enabled=False)]
    table = Table(players=3, minutes=60, any_length=True, said=frozenset({2, 3}))

    with pytest.raises(NothingFits) as nothing:
        pick(games, Table(players=3, tags=("x",)), {}, NOW, Random(1))
    assert nothing.value.excluded == [(Condition.TAGS, 3), (Condition.PLAYERS, 2)]

    with pytest.raises(NothingFits) as nothing:
        pick(games, table, {}, NOW, Random(1))
    assert [count for _, count in nothing.value.excluded] == [2, 2, 2]
    assert nothing.value.among == 3


@pytest.mark.parametrize(
    ("latest", "tonight", "left_out", "repeats"),
    [
        (set(), set(), set(), False),
        ({2, 3}, set(), {2, 3}, False),
        ({2}, {1}, {1, 2}, False),
        ({2, 3}, {1, 2, 3}, {2, 3}, True),
        ({1, 2, 3}, {3}, {1, 2, 3}, False),
    ],
)
def test_tonights_games_come_again_where_no_other_fits_but_not_the_last(
    latest: set[int], tonight: set[int], left_out: set[int], repeats: bool
) -> None:
    games = [game(1), game(2), game(3), game(4, enabled=False), game(5, max_players=2)]
    table = Table(players=3, said=frozenset({1}))

    after, are = with_repeats(games, table, frozenset(latest), frozenset(tonight))

    assert (set(after.played), are) == (left_out, repeats)
    assert after.said == {1}


def test_a_game_was_played_lately_until_it_weighs_the_whole_again() -> None:
    histories = (History(), History(last_at=ago(27)), History(last_at=ago(28)))
    assert [is_lately(one, NOW) for one in histories] == [False, True, False]


def test_of_no_games_none_is_picked() -> None:
    with pytest.raises(NothingFits) as nothing:
        pick([game(enabled=False)], Table(), {}, NOW, Random(1))
    assert (nothing.value.among, nothing.value.excluded) == (0, [])


@given(
    likings=st.dictionaries(st.integers(1, 9), st.floats(-1e6, 1e6), max_size=9),
    count=st.integers(1, 12),
    seed=st.integers(0, 1000),
)
def test_whatever_was_thought_of_games_each_can_be_picked_and_once_only(
    likings: Mapping[int, float], count: int, seed: int
) -> None:
    games = [game(n) for n in range(1, 10)]
    histories = {id_: History(liking=one) for id_, one in likings.items()}

    picked = pick(games, Table(), histories, NOW, Random(seed), count).games

    assert len(picked) == len(set(picked)) == min(count, 9)
