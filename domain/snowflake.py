"""Snowflakes: ids that carry their own time.

Source: Discord's API reference, "Snowflakes" (milliseconds since 2015-01-01 UTC, shifted by 22 bits).
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def instant_of(snowflake: int) -> datetime:
    """When the thing with this id came to be, aware UTC, to the millisecond."""
    return EPOCH + timedelta(milliseconds=snowflake >> 22)


def snowflake_at(instant: datetime) -> int:
    """The smallest snowflake of that millisecond: for events that carry no id of their own, such as reactions."""
    return (instant - EPOCH) // timedelta(milliseconds=1) << 22
