"""How votes read: a game's, a person's, and an import's."""

from cogs.edge.text import NAME_IN_LIST, at, person, plain, plural
from domain.votes.imports import Import
from domain.votes.statistics import GameScore, VoterScore

SOMEBODY = "somebody whose data was taken away"
GAMES, PEOPLE = "games", "people"


def mark(value: int | None) -> str:
    """What a vote says."""
    return "👍 +1" if value == 1 else "👎 -1"


def game_line(one: GameScore) -> str:
    """A game and how it is liked: `Catan: +5 -1 in 3 plays`."""
    times = f"in {plural(one.times, 'play')}" if one.times else "(only skipped)"
    return f"{plain(one.title, NAME_IN_LIST)}: {one.votes} {times}"


def voter_line(one: VoterScore) -> str:
    """Somebody and how they vote: `@ana: +5 -1, with the majority in 4 of 6 plays`."""
    who = plain(one.voter) if isinstance(one.voter, str) else person(one.voter) if one.voter > 0 else SOMEBODY
    return f"{who}: {one.votes}{agreement(one)}"


def agreement(one: VoterScore) -> str:
    """How often somebody votes as most others do; empty where nothing can be compared."""
    return f", with the majority in {one.with_most} of {plural(one.compared, 'play')}" if one.compared else ""


def import_line(one: Import) -> str:
    """An import: when, by whom, and how many votes."""
    return f"the import of {at(one.imported_at, 'f')} by {person(one.imported_by)} ({plural(one.votes, 'vote')})"
