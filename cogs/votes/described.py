"""How votes read: a game's, a person's, and what an import does."""

from cogs.edge.text import at, person, plain, plural
from cogs.edge.wording import name
from domain.scheduling.session import Session
from domain.votes.imports import Import
from domain.votes.logs import ChatLog
from domain.votes.statistics import GameScore, VoterScore
from services.votes.importing import Look

SOMEBODY = "somebody whose data was taken away"
GAMES, PEOPLE = "games", "people"
NAMES_SHOWN = 10


def mark(value: int | None) -> str:
    """What a vote says."""
    return "👍 +1" if value == 1 else "👎 -1"


def game_line(one: GameScore) -> str:
    """A game and how it is liked: `Catan: +5 -1 in 3 plays`."""
    return f"{plain(one.title)}: {one.votes} in {plural(one.times, 'play')}"


def voter_line(one: VoterScore) -> str:
    """Somebody and how they vote: `@ana: +5 -1, with most others in 4 of 6`."""
    who = plain(one.voter) if isinstance(one.voter, str) else person(one.voter) if one.voter > 0 else SOMEBODY
    return f"{who}: {one.votes}{agreement(one)}"


def agreement(one: VoterScore) -> str:
    """How often somebody votes as most others do; empty where nothing can be compared."""
    return f", with most others in {one.with_most} of {one.compared}" if one.compared else ""


def preview(log: ChatLog, look: Look, session: Session | None) -> str:
    """What an import would do: the four counts, and what they mean where it is not plain."""
    lines = [
        f"This is what the import would do{f' for {name(session)}' if session else ''}. Nothing is done yet.",
        counts(len(look.votes), look, log),
        f"-# Of {plural(log.total, 'line')}, {len(log.lines):,} vote.",
    ]
    if look.unmatched:
        lines.append("-# Unmatched lines vote at a moment when nothing was played in a session that you run.")
    if look.names:
        shown = ", ".join(plain(one, 40) for one in look.names[:NAMES_SHOWN])
        more = f" and {len(look.names) - NAMES_SHOWN} more" if len(look.names) > NAMES_SHOWN else ""
        lines.append(f"-# No member has these names; they stay voters of their own: {shown}{more}.")
    if log.unzoned:
        lines.append(f"-# {plural(log.unzoned, 'line names', 'lines name')} no time zone, and were read as UTC.")
    return "\n".join(lines)


def counts(imported: int, look: Look, log: ChatLog) -> str:
    """The four counts of an import; a line that turned out to be known is a duplicate."""
    known = look.duplicate + len(look.votes) - imported
    return (
        f"**{imported:,}** imported · **{known:,}** duplicate · "
        f"**{look.unmatched:,}** unmatched · **{log.unreadable:,}** unreadable"
    )


def import_line(one: Import) -> str:
    """An import: when, by whom, and how many votes."""
    return f"the import of {at(one.imported_at, 'f')} by {person(one.imported_by)} ({plural(one.votes, 'vote')})"
