"""Finding what a person names: `#` and a row's id (what autocomplete sends), a number, or a title."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.errors import NothingMatches, SeveralMatch


@dataclass(frozen=True, slots=True)
class Named:
    """One thing of a guild as people name it. `number` is the session's number, the roll call's id, ...

    `group` tells it from others of the same number or title: the campaign's name, where a guild has several. So do
    `at`, when it is, and `state`, as people call it. `over`: it is behind, and acts on what is ahead do not mean it.
    """

    id: int
    title: str
    number: int | None = None
    alias: str | None = None
    group: str | None = None
    at: datetime | None = None
    state: str | None = None
    over: bool = False

    @property
    def name(self) -> str:
        """Its number and title."""
        return f"{self.number}: {self.title}" if self.number is not None else self.title

    @property
    def label(self) -> str:
        """As it is listed when several match."""
        return f"{self.name} ({self.behind})" if self.behind else self.name

    @property
    def behind(self) -> str:
        """What tells it from others, as it stands behind its name."""
        return ", ".join(one for one in (self.group, self.state) if one)


def find(text: str, candidates: Iterable[Named], *, kind: str, ahead: bool = False) -> int:
    """The id of the one candidate that `text` names.

    `#` and an id matches that row; digits match a number; other words match an alias or a whole title, ignoring case,
    and then a part of a title. `ahead`: what is over does not count where something matches that is not. Raises
    NothingMatches or SeveralMatch.
    """
    known = list(candidates)
    wanted = text.strip().casefold()
    if wanted.startswith("#") and (row := _number(wanted[1:])) is not None:
        found = [one for one in known if one.id == row]
    elif (number := _number(wanted)) is not None and (numbered := [one for one in known if one.number == number]):
        found = numbered
    else:
        found = [one for one in known if wanted in (one.title.casefold(), (one.alias or "").casefold()) and wanted]
        found = found or [one for one in known if wanted and wanted in one.title.casefold()]
    if not found:
        raise NothingMatches(kind, text)
    if ahead:
        found = [one for one in found if not one.over] or found
    if len(found) > 1:
        shown = found[:10]
        raise SeveralMatch(kind, text, tuple(one.label for one in shown), tuple(one.at for one in shown))
    return found[0].id


def names_a_row(text: str) -> bool:
    """Whether `find` takes the text for `#` and an id, so that it can be no title."""
    return text.startswith("#") and _number(text[1:]) is not None


def _number(digits: str) -> int | None:
    """The number that is written; None of other words, and of more digits than any id has."""
    return int(digits) if digits.isdecimal() and len(digits) <= 19 else None
