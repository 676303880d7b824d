"""Who comes, in words: names, with the notes that people gave."""

from collections.abc import Mapping, Sequence

from cogs.edge.text import NOBODY, person, plain
from domain.scheduling.seats import Rsvp

LONGEST_NOTE = 100
LINE = 900  # characters of names in a line of the full list


def listed(head: str, rsvps: Sequence[Rsvp], shown: int, notes: int, offline: Mapping[int, str] = NOBODY) -> str:
    """A heading with its count, and the first names beside it, each with so many characters of its note."""
    names = " ".join(named(one, notes, offline) for one in rsvps[:shown])
    more = f"{' and ' if names else ''}{len(rsvps) - shown} more" if len(rsvps) > shown else ""
    return f"{head} ({len(rsvps)}): {names}{more}"


def in_full(head: str, rsvps: Sequence[Rsvp], offline: Mapping[int, str] = NOBODY) -> list[str]:
    """Everybody with their notes, in lines that are not too long; none where there is nobody."""
    lines = [f"{head} ({len(rsvps)}):"]
    for one in rsvps:
        name = named(one, LONGEST_NOTE, offline)
        if len(lines[-1]) + len(name) > LINE:
            lines.append(name)
        else:
            lines[-1] += f" {name}"
    return lines if rsvps else []


def named(rsvp: Rsvp, notes: int, offline: Mapping[int, str]) -> str:
    """A name, and what the person wants the others to know."""
    note = f" “{plain(rsvp.note, notes)}”" if rsvp.note and notes else ""
    return f"{person(rsvp.user_id, offline)}{note}"
