"""Who of those who play has answered a roll call."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from domain.rollcall.options import Answer
from domain.rollcall.poll import RollCall

SETTLES = timedelta(minutes=2)  # once everybody has answered, after the last change
NUDGE_BEFORE = timedelta(hours=24)
TOO_SHORT_TO_NUDGE = timedelta(hours=2)
NUDGE_AGAIN_AFTER = timedelta(hours=1)


def silent(roll_call: RollCall, players: Iterable[int]) -> tuple[int, ...]:
    """Those of the players who have answered nothing at all, in their order."""
    answered = roll_call.respondents()
    return tuple(one for one in players if one not in answered)


def everybody_answered(roll_call: RollCall, players: Sequence[int]) -> bool:
    """Whether there are players, and each of them said something to every option."""
    said: list[Answer | None] = [
        roll_call.answer_of(user_id, option.id) for user_id in players for option in roll_call.options
    ]
    return bool(said) and None not in said


def nudge_at(opened_at: datetime, deadline: datetime) -> datetime | None:
    """When the silent are nudged: a day before the deadline, or half-way if that is later; None where time is short."""
    if deadline - opened_at < TOO_SHORT_TO_NUDGE:
        return None
    return max(deadline - NUDGE_BEFORE, opened_at + (deadline - opened_at) / 2)
