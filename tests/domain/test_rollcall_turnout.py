"""Who has answered, whether everybody has, and when the silent are nudged."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.rollcall.options import Answer, Given, Option
from domain.rollcall.poll import Mode, RollCall, Status
from domain.rollcall.turnout import everybody_answered, nudge_at, silent

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTERS = {"y": Answer.YES, "i": Answer.IF_NEEDED, "n": Answer.NO, "x": None}


def roll_call(**said: str) -> RollCall:
    """A roll call of two options; `p1="yn"` is what person 1 says to them, x what they took back, - nothing at all."""
    options = tuple(Option(place, NOW + (place + 1) * DAY, place) for place in range(2))
    answers = {
        (place, int(who[1:])): Given(LETTERS[letter], 1)
        for who, letters in said.items()
        for place, letter in enumerate(letters)
        if letter != "-"
    }
    return RollCall(1, 10, 1, "", Mode.BUTTONS, Status.OPEN, 1, NOW, 3 * HOUR, options, answers)


@pytest.mark.parametrize(
    ("made", "players", "everybody"),
    [
        (roll_call(p1="yn", p2="nn"), (1, 2), True),
        (roll_call(p1="yn", p2="ii", p3="y-"), (1, 2), True),  # a guest is not waited for
        (roll_call(p1="yn", p2="y-"), (1, 2), False),
        (roll_call(p1="yn", p2="yx"), (1, 2), False),
        (roll_call(p1="yn"), (1, 2), False),
        (roll_call(p1="yn"), (), False),
        (roll_call(), (), False),
    ],
)
def test_everybody_is_each_player_to_each_option(made: RollCall, players: tuple[int, ...], everybody: bool) -> None:
    assert everybody_answered(made, players) is everybody


def test_the_silent_have_no_answer_at_all() -> None:
    made = roll_call(p1="y-", p2="xx", p3="n-", p4="--", p5="x-")

    assert silent(made, (5, 4, 3, 2, 1)) == (5, 4, 2)


@pytest.mark.parametrize(
    ("open_for", "before"),
    [
        (7 * DAY, DAY),
        (2 * DAY, DAY),
        (DAY, DAY / 2),
        (4 * HOUR, 2 * HOUR),
        (2 * HOUR, HOUR),
        (2 * HOUR - timedelta(seconds=1), None),
    ],
)
def test_the_nudge_comes_a_day_before_or_half_way(open_for: timedelta, before: timedelta | None) -> None:
    due = nudge_at(NOW, NOW + open_for)

    assert due == (None if before is None else NOW + open_for - before)
