"""Statistics of attendance: with us on how many evenings, and on how many in a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.sessions.attendance import CAME, Attended


@dataclass(frozen=True, slots=True)
class Played:
    """A session that is complete: when it began, and how people attended. A private one is only for those it names."""

    session_id: int
    began_at: datetime
    attended: Mapping[int, Attended]
    private: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How often somebody was with the others.

    They came to `came` of the `of` sessions since they joined, those left out for which they were excused; to the last
    `streak` of them in a row, and to `longest` at most. `marks`: one for each session asked about, None where it does
    not count for them.
    """

    person_id: int
    came: int
    of: int
    streak: int
    longest: int
    marks: tuple[Attended | None, ...]

    @property
    def percent(self) -> int | None:
        """In how many of a hundred; None where nothing counts yet."""
        return round(100 * self.came / self.of) if self.of else None


def standing(person_id: int, joined_at: datetime, played: Sequence[Played]) -> Standing:
    """How somebody stands by these sessions, which are in time order.

    One counts that began since they joined, or to which they came before. Being excused ends no streak.
    """
    marks = tuple(_mark(person_id, joined_at, one) for one in played)
    streak = longest = 0
    for mark in marks:
        if mark in CAME:
            streak += 1
            longest = max(longest, streak)
        elif mark is Attended.ABSENT:
            streak = 0
    came = sum(mark in CAME for mark in marks)
    return Standing(person_id, came, came + marks.count(Attended.ABSENT), streak, longest, marks)


def _mark(person_id: int, joined_at: datetime, one: Played) -> Attended | None:
    attended = one.attended.get(person_id)
    if attended in CAME:
        return attended
    if one.began_at < joined_at:
        return None
    return attended or (None if one.private else Attended.ABSENT)


def by_presence(standings: Sequence[Standing]) -> list[Standing]:
    """Those who were with the others most come first."""
    return sorted(standings, key=lambda one: (-one.came, -(one.percent or 0), -one.streak, one.person_id))
