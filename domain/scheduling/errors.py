"""Why a time, a duration or a list of offsets that a person wrote was refused."""

from datetime import datetime, timedelta
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
