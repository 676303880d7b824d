"""What a chat log says of who wrote a line, and when."""

from datetime import UTC, datetime, timedelta
from typing import Any

LONGEST_NAME = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS = 100_000_000_000  # Unix times from here on are no seconds: those would be of the year 5138


def name_said(author: Any) -> str | None:
    """The username, without the `#0000` that some logs put behind it."""
    if isinstance(author, dict):
        author = author.get("username", author.get("name"))
    if not isinstance(author, str):
        return None
    name, mark, number = author.strip().rpartition("#")
    name = name if mark and number.isdecimal() and len(number) in (1, 4) else author.strip()
    if not name.isprintable():
        name = "".join(one for one in name if one.isprintable())
    return name if 0 < len(name) <= LONGEST_NAME else None


def is_bot(author: Any) -> bool:
    """Whether the log calls the author a bot."""
    return isinstance(author, dict) and (author.get("isBot") is True or author.get("bot") is True)


def instant_said(written: Any) -> datetime | None:
    """The instant in UTC; naive where no zone is named, None of what is no time."""
    try:
        if isinstance(written, str) and not written.strip().isdecimal():
            found = datetime.fromisoformat(written.strip())
            return found if found.tzinfo is None else found.astimezone(UTC)
        if isinstance(written, str | int | float) and not isinstance(written, bool):
            number = float(written) if isinstance(written, float) else int(written)
            return _EPOCH + (timedelta(milliseconds=number) if number >= _MILLISECONDS else timedelta(seconds=number))
    except (ValueError, OverflowError):
        pass
    return None
