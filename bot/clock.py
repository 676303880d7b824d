"""The clock. One is injected everywhere, so that tests and the demo can move it."""

from datetime import UTC, datetime


def system_clock() -> datetime:
    """The instant that it is now, aware UTC."""
    return datetime.now(UTC)
