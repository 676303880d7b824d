"""Sessions as iCalendar (RFC 5545). Equal sessions give equal bytes: nothing in it is the time of asking."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import STATUS, TRANSP, Calendar, Event

from domain.scheduling.feeds import Entry
from domain.scheduling.session import State

PRODID = "-//Rollcall//Rollcall//EN"
ASK_AGAIN = timedelta(hours=1)  # a wish, which programs follow or not
UNCHANGED = datetime(2015, 1, 1, tzinfo=UTC)  # of sessions made before their changes were counted: before any change
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def ics(entries: Iterable[Entry], name: str | None = None) -> bytes:
    """A calendar of these sessions; with a name it is one to subscribe to, without it a file to be taken over."""
    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    if name is not None:
        made.calendar_name = _line(name)
        made.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry))
    written: bytes = made.to_ical()
    return written


def _event(entry: Entry) -> Event:
    """One session, at its planned time.

    In UTC: each session is an event of its own, also one that repeats, so its instant says all, and every program shows
    that in its owner's zone by its own rules. A zone would be needed only for a rule of repetition; programs differ in
    how they read one's definition, and an instant they all read alike.
    """
    session = entry.session
    off = session.state is State.CANCELLED
    changed = session.changed_at or UNCHANGED
    event = Event.new(
        uid=f"session-{session.id}.guild-{session.guild_id}@rollcall",
        start=session.starts_at,
        end=session.ends_at,
        stamp=changed,
        last_modified=changed,
        sequence=session.sequence,
        status=STATUS.CANCELLED if off else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT if off else TRANSP.OPAQUE,
        # Some programs show a cancelled event like any other.
        summary=f"Cancelled: {_line(session.title)}" if off else _line(session.title),
        description=_description(entry),
        location=_line(session.location or "") or None,
        url=entry.url,
    )
    event.pop("CATEGORIES", None)
    if session.tags:  # without, icalendar writes an empty line
        event.categories = [_line(tag) for tag in session.tags]
    return event


def _description(entry: Entry) -> str:
    session = entry.session
    lines = [f"Session {session.number} of {_line(entry.campaign.name)}"]
    if session.cancel_reason:
        lines.append(f"Cancelled: {_line(session.cancel_reason)}")
    if session.scenario:
        lines.append(f"To be played: {_line(session.scenario)}")
    if session.description:
        lines += ["", *map(_line, session.description.splitlines())]
    if entry.url:
        lines += ["", f"Who comes, and your answer: {entry.url}"]
    return "\n".join(lines)


def _line(text: str) -> str:
    """Text from people as one line without control characters, which iCalendar does not allow; icalendar escapes it."""
    return _CONTROL.sub("", " ".join(text.split()))
