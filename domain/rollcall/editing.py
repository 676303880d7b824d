"""Editing the options of an open roll call: which stay, which go, and the letters that new ones get."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.rollcall.options import MAX_OPTIONS, Option


@dataclass(frozen=True, slots=True)
class Exchange:
    """What becomes of a roll call's options. `new` are start times with the places that give them their letters."""

    kept: tuple[Option, ...] = ()
    gone: tuple[Option, ...] = ()
    new: tuple[tuple[datetime, int], ...] = ()

    @property
    def changes(self) -> bool:
        """Whether any option comes or goes."""
        return bool(self.gone or self.new)


def exchanged(options: Sequence[Option], starts: Iterable[datetime]) -> Exchange:
    """The options after these start times have taken their place: one of the same instant stays, with its letter.

    New ones get the next free letters in time order: first those behind the last one in use, then others that are
    free, and those of the options that go only where none else is left: reactions to them may still be on the card.
    """
    wanted = sorted(set(starts))
    kept = tuple(one for one in options if one.starts_at in wanted)
    gone = tuple(one for one in options if one.starts_at not in wanted)
    there = {one.starts_at for one in kept}
    places = _free_places({one.place for one in kept}, {one.place for one in options})
    new = tuple(zip((one for one in wanted if one not in there), places, strict=False))
    return Exchange(kept, gone, new)


def _free_places(taken: Collection[int], before: Collection[int]) -> list[int]:
    last = max(before, default=-1)
    others = [place for place in range(MAX_OPTIONS) if place not in taken and place not in before]
    behind = [place for place in others if place > last]
    return [*behind, *(place for place in others if place < last), *sorted(set(before) - set(taken))]


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told of edited options: to `people`, who had answered, when the options were at `starts`."""

    people: tuple[int, ...]
    starts: tuple[datetime, ...]

    def written(self) -> str:
        """As it is kept with the reminder."""
        return json.dumps({"people": self.people, "starts": [one.isoformat() for one in self.starts]})


def read_news(text: str) -> News:
    """What `written` wrote."""
    kept = json.loads(text)
    return News(tuple(kept["people"]), tuple(datetime.fromisoformat(one) for one in kept["starts"]))
