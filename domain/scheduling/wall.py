"""Wall time, what a clock in a zone shows, and the instant it means."""

from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.tz import datetime_ambiguous, datetime_exists


class Shift(StrEnum):
    """What a change of the clocks does to a wall time."""

    NONE = "none"
    SKIPPED = "skipped"  # no clock shows it: it moved forward by the jump
    DOUBLED = "doubled"  # clocks show it twice: the first is meant


def from_wall(wall: datetime, zone: ZoneInfo) -> tuple[datetime, Shift]:
    """The instant, in UTC, that the naive `wall` means in `zone`.

    Raises OverflowError at the ends of the calendar.
    """
    local = wall.replace(tzinfo=zone, fold=0)  # fold 0: the offset before the change, in a gap and in a fold
    instant = local.astimezone(UTC)
    # The order matters: dateutil calls a wall time in a gap ambiguous too.
    if not datetime_exists(local):
        return instant, Shift.SKIPPED
    if datetime_ambiguous(local):
        return instant, Shift.DOUBLED
    return instant, Shift.NONE


def to_wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What a clock in `zone` shows at the aware `instant`, as a naive time."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)
