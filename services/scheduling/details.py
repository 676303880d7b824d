"""What is said of a session besides its time."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from domain.campaigns import shows
from domain.errors import NotValid
from domain.scheduling.repeats.series import Series
from domain.scheduling.session import Session
from domain.tags import LONGEST_TAG, MOST_TAGS

LONGEST = timedelta(days=3)
MOST_SEATS = 1000


@dataclass(frozen=True, slots=True)
class Details:
    """None is "as usual" when scheduling, "as it is" when editing. An empty text, or 0 seats, takes away what is.

    `own_reminders` is False where the session shall have its campaign's.
    """

    title: str | None = None
    duration: timedelta | None = None
    description: str | None = None
    scenario: str | None = None
    location: str | None = None
    capacity: int | None = None
    tags: tuple[str, ...] | None = None
    reminders: tuple[timedelta, ...] | None = None
    own_reminders: bool = True

    def given(self) -> dict[str, Any]:
        """Just what was said, as the session keeps it."""
        said = {name: getattr(self, name) for name in SAID}
        given = {name: None if value in ("", 0) else value for name, value in said.items() if value is not None}
        return given if self.own_reminders else {**given, "reminders": None}

    def check(self) -> None:
        """Raises NotValid where the details cannot be."""
        if self.title is not None and not shows(self.title):
            raise NotValid("A session needs a title that can be read; leave `title` out for the campaign's name.")
        if self.duration is not None and not timedelta(minutes=1) <= self.duration <= LONGEST:
            raise NotValid("A session lasts from a minute to 3 days, for example `3h` or `90m`.")
        if self.capacity is not None and not 0 <= self.capacity <= MOST_SEATS:
            raise NotValid(f"A session has 1 to {MOST_SEATS} seats; 0 is for as many as come.")
        if self.tags is not None and (len(self.tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in self.tags)):
            raise NotValid(f"A session has at most {MOST_TAGS} tags, of at most {LONGEST_TAG} characters each.")


SAID = tuple(field.name for field in fields(Details) if field.name != "own_reminders")


def as_usual(last: Session | None) -> dict[str, Any]:
    """What a new session takes over from its campaign's last one; that one without reminders was an exception."""
    if last is None:
        return {}
    taken = {name: getattr(last, name) for name in ("duration", "location", "capacity", "tags", "reminders")}
    return taken | {"reminders": last.reminders or None}


def taken_over(usual: Mapping[str, Any], details: Details) -> Details:
    """What of the usual a new session takes over: what was not said, and says something."""
    said = details.given()
    return Details(
        **{
            name: value
            for name, value in usual.items()
            if name not in said and (value or (name == "reminders" and value is not None))
        }
    )


def of(like: Session | Series) -> dict[str, Any]:
    """What a copy of a session, or the next one of a series, takes over from it: everything that was said of it."""
    return {name: getattr(like, name) for name in SAID}
