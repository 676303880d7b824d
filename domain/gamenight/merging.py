"""What importing a file would do to a library."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from domain.errors import NotValid, UserError
from domain.gamenight.aliases import Aliases, alias_from
from domain.gamenight.details import differing
from domain.gamenight.exchange import Line, Refused, Sheet
from domain.gamenight.library import MOST_GAMES, THE_ONE_PLAYED, AliasTaken, Game, LibraryFull

Matched = tuple[Line, Game | None, Game]
"""A line, the game of the library that it is about, if any, and what the game is by it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A game of the library, and what it becomes."""

    before: Game
    after: Game

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what changes."""
        return differing(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import does: the new games, the changed ones, how many stay as they are, and which lines are left out."""

    added: tuple[Game, ...]
    changed: tuple[Change, ...]
    unchanged: int
    refused: tuple[Refused, ...]

    @property
    def does(self) -> tuple[tuple[Game, ...], tuple[Change, ...]]:
        """What is written: two plans with the same do the same."""
        return self.added, self.changed


class LibraryChanged(UserError):
    """The import would not do any more what was looked at; `plan` is what it would do now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(len(plan.added), len(plan.changed))
        self.plan = plan


def merge(guild_id: int, library: Iterable[Game], sheet: Sheet, reserved: Collection[str]) -> Plan:
    """What importing the sheet does. A line is about the game of its title, in whatever case.

    Aliases that are left out are made, and no game gets an alias that is `reserved`. Raises LibraryFull.
    """
    # Who owns a game is not in the file, and may change between the look at a plan and its doing.
    known = {game.title.casefold(): replace(game, owners=frozenset()) for game in library}
    refused = list(sheet.refused)
    matched = _with_free_aliases(_matched(guild_id, known, sheet.lines, refused), known, reserved, refused)
    held = _held(matched, known)
    aliases = Aliases(held | set(reserved))
    added, changes = [], []
    for line, before, after in matched:
        if before is not None:
            changes.append(Change(before, after))
            continue
        try:
            added.append(after if after.alias else replace(after, alias=aliases.take(alias_from(after.title))))
        except NotValid as error:
            refused.append(_refused(line, error))
    if len(known) + len(added) > MOST_GAMES:
        raise LibraryFull(MOST_GAMES)
    changed = tuple(one for one in changes if one.fields)
    refused.sort(key=lambda one: one.number)
    return Plan(tuple(added), changed, len(changes) - len(changed), tuple(refused))


def _matched(guild_id: int, known: dict[str, Game], lines: Iterable[Line], refused: list[Refused]) -> list[Matched]:
    """Each line with its game; lines that cannot be, or come again, are refused."""
    matched: list[Matched] = []
    seen: dict[str, int] = {}
    for line in lines:
        folded = (line.details.title or "").casefold()
        if (first := seen.setdefault(folded, line.number)) != line.number:
            refused.append(_refused(line, NotValid(f"Number {first} has the same title, and counts.")))
            continue
        before = known.get(folded)
        try:
            matched.append((line, before, line.details.of(before or Game(0, guild_id, "", ""))))
        except NotValid as error:
            refused.append(_refused(line, error))
    return matched


def _with_free_aliases(
    matched: list[Matched], known: dict[str, Game], reserved: Collection[str], refused: list[Refused]
) -> list[Matched]:
    """The lines without those whose alias another game has; a game whose line is refused keeps the one it had."""
    claimed: dict[str, Matched] = {}
    out: dict[int, UserError] = {}
    moving: dict[int, Matched] = {}
    for one in matched:
        line, before, after = one
        if not after.alias or (before and before.alias == after.alias):
            continue
        if after.alias in reserved:
            out[line.number] = AliasTaken(after.alias, THE_ONE_PLAYED)
        elif after.alias in claimed:
            out[line.number] = AliasTaken(after.alias, claimed[after.alias][2].title)
        else:
            claimed[after.alias] = one
            if before:
                moving[before.id] = one
    keeping = [game for game in known.values() if game.id not in moving]
    while keeping:
        game = keeping.pop()
        if game.alias in claimed:
            line, before, after = claimed.pop(game.alias)
            out[line.number] = AliasTaken(after.alias, game.title)
            if before:
                keeping.append(before)
    refused.extend(_refused(line, out[line.number]) for line, _, _ in matched if line.number in out)
    return [one for one in matched if one[0].number not in out]


def _held(matched: list[Matched], known: dict[str, Game]) -> set[str]:
    """The aliases that are given, once the lines have had their say."""
    by_id = {before.id: after for _, before, after in matched if before}
    new = {after.alias for _, before, after in matched if not before and after.alias}
    return new | {by_id.get(game.id, game).alias for game in known.values()}


def _refused(line: Line, error: UserError) -> Refused:
    return Refused(line.number, line.details.title or "", error)
