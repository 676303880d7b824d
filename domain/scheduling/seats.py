"""RSVPs and seats: who plans to come, who sits, who waits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Plan(StrEnum):
    """A person's plan for one session."""

    GOING = "going"
    LATE = "late"
    MAYBE = "maybe"
    NOT_GOING = "not_going"


SEATED = frozenset({Plan.GOING, Plan.LATE})


@dataclass(frozen=True, slots=True)
class Rsvp:
    """One person's plan. `asked` orders the waitlist: the snowflake of the act that first asked for the seat.

    `cause` is the snowflake of the act that set the current plan; an older act changes nothing. `note` goes with the
    plan: what the person wants the others to know.
    """

    user_id: int
    plan: Plan
    cause: int
    asked: int
    waiting: bool = False
    note: str | None = None

    @property
    def seated(self) -> bool:
        """Whether the person holds a seat."""
        return self.plan in SEATED and not self.waiting


@dataclass(frozen=True, slots=True)
class Seating:
    """Everybody's plan for one session, in order of asking. `capacity` None: seats without end."""

    rsvps: tuple[Rsvp, ...]
    capacity: int | None = None

    def of(self, user_id: int) -> Rsvp | None:
        """That person's RSVP, if they gave one."""
        return next((one for one in self.rsvps if one.user_id == user_id), None)

    def named(self, plan: Plan) -> tuple[Rsvp, ...]:
        """Those with that plan who are not on the waitlist."""
        return tuple(one for one in self.rsvps if one.plan is plan and not one.waiting)

    @property
    def waitlist(self) -> tuple[Rsvp, ...]:
        """Those waiting for a seat, first come first."""
        return tuple(one for one in self.rsvps if one.waiting)

    @property
    def left(self) -> int | None:
        """How many seats are free; None: as many as come."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def taken(self) -> int:
        """How many seats are held."""
        return sum(one.seated for one in self.rsvps)

    def answered(self, user_id: int, plan: Plan, cause: int, note: str | None = None) -> "Seating":
        """The seating after this person's act; one that is not newer than their last changes nothing.

        Going and late ask for a seat: who held or awaited one keeps the place, others join the end of the queue.
        Without a note, that of the same plan stays; an empty one takes it away.
        """
        before = self.of(user_id)
        if before and cause <= before.cause:
            return self
        keeps = before is not None and before.plan in SEATED and plan in SEATED
        asked = before.asked if before and keeps else cause
        waiting = plan in SEATED and not (before and keeps and not before.waiting)
        if note is None and before and before.plan is plan:
            note = before.note
        others = (one for one in self.rsvps if one.user_id != user_id)
        mine = Rsvp(user_id, plan, cause, asked, waiting, note or None)
        return Seating(ordered((*others, mine)), self.capacity).filled()

    def without(self, user_id: int) -> "Seating":
        """The seating as if that person had never answered; who waits gets their seat."""
        return Seating(tuple(one for one in self.rsvps if one.user_id != user_id), self.capacity).filled()

    def with_capacity(self, capacity: int | None) -> "Seating":
        """The seating in a room of another size: a smaller one evicts nobody, a larger one seats who waits."""
        return Seating(self.rsvps, capacity).filled()

    def filled(self) -> "Seating":
        """The seating with every free seat given to the waitlist, in order."""
        free = len(self.rsvps) if self.capacity is None else max(self.capacity - self.taken, 0)
        lucky = {one.user_id for one in self.waitlist[:free]}
        return Seating(
            tuple(replace(one, waiting=False) if one.user_id in lucky else one for one in self.rsvps),
            self.capacity,
        )


def ordered(rsvps: Iterable[Rsvp]) -> tuple[Rsvp, ...]:
    """RSVPs in order of asking."""
    return tuple(sorted(rsvps, key=lambda one: (one.asked, one.user_id)))


def promoted(before: Seating, after: Seating, *, acting: int | None = None) -> tuple[int, ...]:
    """Who came from the waitlist to a seat between the two, other than by their own act."""
    waited = {one.user_id for one in before.waitlist}
    return tuple(one.user_id for one in after.rsvps if one.user_id in waited and one.seated and one.user_id != acting)
