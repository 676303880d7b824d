"""Which option of a roll call is best, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.rollcall.options import Count

LAST_SESSIONS = 5  # those that count as "lately"


class Reason(StrEnum):
    """What decides between an option and the next one."""

    CAN = "can"
    YES = "yes"
    MISSED = "missed"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class Played:
    """A session that is complete: when it began, and who was in it."""

    began_at: datetime
    came: frozenset[int]


def missed_by(played: Iterable[Played], joined: Mapping[int, datetime]) -> dict[int, int]:
    """How many of these sessions each player missed, of those that began since they joined."""
    sessions = list(played)
    return {
        user_id: sum(since <= one.began_at and user_id not in one.came for one in sessions)
        for user_id, since in joined.items()
    }


def ranked(counts: Iterable[Count], missed: Mapping[int, int]) -> list[Count]:
    """Options from best to worst: most who can come; then most yes; then those whose yes-sayers missed more; then time.

    `missed` is how many of the last sessions each person missed; empty where that is not asked for.
    """
    return sorted(counts, key=lambda one: _rank(one, missed))


def reason(better: Count, worse: Count, missed: Mapping[int, int]) -> Reason:
    """What puts the one option before the other."""
    for why, one, other in zip(Reason, _rank(better, missed), _rank(worse, missed), strict=True):
        if one != other:
            return why
    return Reason.EARLIEST


def _rank(count: Count, missed: Mapping[int, int]) -> tuple[int, int, int, datetime]:
    """In the order of `Reason`; the smallest is best."""
    lately = sum(missed.get(user_id, 0) for user_id in count.yes)
    return (-count.can, -len(count.yes), -lately, count.option.starts_at)
