"""Why a time, a duration or a list of offsets that a person wrote was refused."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UserError


class TimeNotUnderstood(UserError):
    """No time can be read from `text`, or one too far ahead. `now` and `zone` serve to give examples."""

    def __init__(self, text: str, now: datetime, zone: ZoneInfo) -> None:
        super().__init__(text, now, zone)
        self.text = text
        self.now = now
        self.zone = zone


class TimeInThePast(UserError):
    """`text` names an instant that is not in the future."""

    def __init__(self, text: str, instant: datetime) -> None:
        super().__init__(text, instant)
        self.text = text
        self.instant = instant


class TimeTooLong(UserError):
    """The text of a time or duration has `length` characters, above the `limit`, and was not read."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length, limit)
        self.length = length
        self.limit = limit


class DurationNotUnderstood(UserError):
    """No duration can be read from `text`: it has no unit, is negative, or is something else."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class DurationTooLong(UserError):
    """`text` is a duration above the `longest` that is taken here."""

    def __init__(self, text: str, longest: timedelta) -> None:
        super().__init__(text, longest)
        self.text = text
        self.longest = longest


class TooManyOffsets(UserError):
    """A list names `count` distinct offsets, above the `limit`."""

    def __init__(self, count: int, limit: int) -> None:
        super().__init__(count, limit)
        self.count = count
        self.limit = limit


class PartNotUnderstood(UserError):
    """No time can be read from `text`, which stands at `place` (from 1) of the `count` parts of a list."""

    def __init__(self, text: str, place: int, count: int, now: datetime, zone: ZoneInfo) -> None:
        super().__init__(text, place, count, now, zone)
        self.text = text
        self.place = place
        self.count = count
        self.now = now
        self.zone = zone


class NoTimes(UserError):
    """A list of times holds none. `now` and `zone` serve to give examples."""

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        super().__init__(now, zone)
        self.now = now
        self.zone = zone


class NothingAhead(UserError):
    """No day that `text` describes is still to come."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class SeriesWithoutEnd(UserError):
    """`text` goes on for ever."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TooManyTimes(UserError):
    """A list names `count` times, above the `limit`; `beyond` is the first above it, where they were all read."""

    def __init__(self, count: int, limit: int, beyond: datetime | None = None) -> None:
        super().__init__(count, limit, beyond)
        self.count = count
        self.limit = limit
        self.beyond = beyond


class RepeatNotUnderstood(UserError):
    """No repeat can be read from `text`. `first`, the wall time of the first session, serves to give examples."""

    def __init__(self, text: str, first: datetime) -> None:
        super().__init__(text, first)
        self.text = text
        self.first = first


class RepeatTooOften(UserError):
    """`text` repeats several times a day."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class RepeatDoesNotFit(UserError):
    """The repeat in `text` does not fall on `day`, though it has to; next it falls on `instead`, if ever."""

    def __init__(self, text: str, day: date, instead: date | None) -> None:
        super().__init__(text, day, instead)
        self.text = text
        self.day = day
        self.instead = instead


class RepeatEndsAtOnce(UserError):
    """The repeat in `text` gives no second session, or none in the next ten years."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
