"""Attendance: what is kept of who was there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.scheduling.seats import SEATED, Plan, Rsvp
from domain.scheduling.session import Span
from domain.sessions.presence import TICK, Change
from domain.sessions.stays import Stay, stays
from domain.snowflake import instant_of

SHORTEST = timedelta(minutes=1)  # who was not expected and seen for less just looked in
GRACE = timedelta(minutes=15)  # later than this is late, gone for longer than this before the end is left early


class Attended(StrEnum):
    """How somebody attended. EXCUSED: absent, and said so in advance; it leaves the denominator."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"
    EXCUSED = "excused"


CAME = frozenset({Attended.PRESENT, Attended.LATE, Attended.LEFT_EARLY})


@dataclass(frozen=True, slots=True)
class Attendance:
    """How one person attended a session; a negative `person_id` is an offline player, minus their id.

    `came_at`, `left_at` and `present_for`, the time played that they were there for, are as they were seen; `left_at`
    None: they stayed to the end. `corrected_by` is the organiser who said otherwise.
    """

    person_id: int
    attended: Attended
    came_at: datetime | None = None
    left_at: datetime | None = None
    present_for: timedelta | None = None
    corrected_by: int | None = None

    @property
    def came(self) -> bool:
        """Whether they were there, for however long."""
        return self.attended in CAME

    def corrected(self, attended: Attended, organiser_id: int) -> "Attendance":
        """As the organiser says it was."""
        return replace(self, attended=attended, corrected_by=organiser_id)


@dataclass(frozen=True, slots=True)
class Evening:
    """What attendance is judged by: a session that is over, from `started_at` to `ended_at`.

    `unseen`: it had a location and no voice, so that those going are taken to have been there. `gaps`: when the bot
    heard nothing; who turned up in one may have come as it began.
    """

    started_at: datetime
    ended_at: datetime
    spans: Sequence[Span]
    unseen: bool = False
    gaps: Sequence[tuple[datetime, datetime]] = ()

    def attendance(
        self, expected: Collection[int], plans: Sequence[Rsvp], changes: Mapping[int, Sequence[Change]]
    ) -> tuple[Attendance, ...]:
        """How everybody attended, in the order of their ids.

        Everybody is: those `expected`, such as the players of a campaign, those who answered, and those who were seen,
        for a minute of the time played or more.
        Who answered only that they may come, and did not, is not missed unless they are expected.
        """
        said = {one.user_id: one for one in plans}
        answered = {one.user_id for one in plans if one.plan is not Plan.MAYBE}
        everybody = {*expected, *answered, *(one for one, seen in changes.items() if self._came(seen))}
        return tuple(self._of(one, said.get(one), changes.get(one, ())) for one in sorted(everybody))

    def _came(self, changes: Sequence[Change]) -> bool:
        whole = self._played([Stay(self.started_at)])
        return bool(changes) and self._played(stays(changes)) >= min(SHORTEST, whole)

    def _of(self, person_id: int, plan: Rsvp | None, changes: Sequence[Change]) -> Attendance:
        seen = stays(changes)
        seated = plan is not None and plan.seated
        if not seen:
            taken_to_be_there = seated and (self.unseen or person_id < 0)
            return Attendance(person_id, Attended.PRESENT if taken_to_be_there else self._missing(plan))
        came_at, left_at = max(seen[0].came_at, self.started_at), seen[-1].left_at
        said_late = plan is not None and plan.plan is Plan.LATE
        if self.unseen:
            attended = Attended.PRESENT  # what is heard in chat tells little of who sat at the table, and when
        elif self._heard_by(came_at) > self.started_at + GRACE and not said_late:
            attended = Attended.LATE
        elif left_at is not None and left_at < self.ended_at - GRACE:
            attended = Attended.LEFT_EARLY
        else:
            attended = Attended.PRESENT
        return Attendance(person_id, attended, came_at, left_at, self._played(seen))

    def _missing(self, plan: Rsvp | None) -> Attended:
        """Absent, or excused: who said before the start that they do not come, and who was left on the waitlist."""
        if plan is None:
            return Attended.ABSENT
        waited = plan.waiting and plan.plan in SEATED
        declined = plan.plan is Plan.NOT_GOING and instant_of(plan.cause) < self.started_at
        return Attended.EXCUSED if waited or declined else Attended.ABSENT

    def _heard_by(self, came_at: datetime) -> datetime:
        """The earliest at which somebody may have come who was first noticed then."""
        return next((began for began, ended in self.gaps if began < came_at <= ended + TICK), came_at)

    def _played(self, seen: Sequence[Stay]) -> timedelta:
        """The time played that these stays share."""
        return sum(
            (
                max(
                    min(stay.left_at or self.ended_at, span.ended_at or self.ended_at)
                    - max(stay.came_at, span.started_at),
                    timedelta(0),
                )
                for stay in seen
                for span in self.spans
            ),
            timedelta(0),
        )
