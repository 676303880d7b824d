"""What an import of a chat log would do, in words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from cogs.edge.attachments import unit, units
from cogs.edge.text import NAME_IN_LIST, at, plain, plural
from cogs.edge.wording import name
from db.store import Store
from domain.scheduling.session import Session
from domain.votes.logs import LONGEST_MESSAGE, ChatLog, Why
from domain.votes.standing import Tally
from services.votes.importing import Preview

GAMES_SHOWN = 8
SESSIONS_SHOWN = 3
NAMES_SHOWN = 10
ASTRAY_SHOWN = 3
ROOM = 1900  # characters; Discord takes 2,000
WRONG = {
    Why.QUOTES: 'a quotation mark (") is out of place; in a cell that has one, write it twice',
    Why.NAME: "no username, or one that is too long",
    Why.TIME: "no time that I can read; write it like `2026-12-05T20:00:00Z`",
    Why.MESSAGE: "no message",
    Why.LENGTH: f"a message longer than the {LONGEST_MESSAGE:,} characters that Discord takes",
}


def described(
    log: ChatLog, seen: Preview, session: Session | None, unchecked: Set[str], games: Sequence[str] = ()
) -> str:
    """What an import would do: the four counts, and what they mean where it is not plain.

    `unchecked`: names, in lower case, that nobody could look up. `games`: a line for each, as `games_in` gives them.
    """
    only = f" for {name(session)}" if session else ""
    would = f"This is what the import would do{only}. Nothing is done yet."
    lines = [would if seen.votes else "That log changes nothing.", counts(len(seen.votes), seen, log, done=False)]
    lines += games
    lines += (f"-# {one}" for one in (*_read(log), *_names(seen, unchecked), *_left_out(log, seen)))
    while sum(len(one) + 1 for one in lines) > ROOM:
        lines.pop()
    return "\n".join(lines)


async def games_in(store: Store, guild_id: int, seen: Preview) -> list[str]:
    """The games that the votes are for, those with the most first: `Codenames: +1 -1 · Session 3 (“Friday”)`."""
    titles: dict[int, str] = {}
    sessions: dict[int, Session] = {}
    for session_id in sorted({one.session_id for one in seen.votes}):
        sessions[session_id] = await store.sessions.get(session_id, guild_id)
        titles |= {play.id: play.game.title for play in await store.plays.of_session(session_id)}
    values: defaultdict[str, list[int]] = defaultdict(list)
    fall_in: defaultdict[str, set[int]] = defaultdict(set)
    for one in seen.votes:
        values[titles[one.play_id]].append(one.value)
        fall_in[titles[one.play_id]].add(one.session_id)
    most = sorted(values, key=lambda title: (-len(values[title]), title))
    lines = []
    for title in most[:GAMES_SHOWN]:
        tally = Tally(values[title].count(1), values[title].count(-1))
        where = [name(sessions[one]) for one in sorted(fall_in[title])]
        lines.append(f"{plain(title, NAME_IN_LIST)}: {tally} · {_sessions(where)}")
    return lines + ([f"-# and {plural(len(most) - GAMES_SHOWN, 'more game')}"] if len(most) > GAMES_SHOWN else [])


def _sessions(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= SESSIONS_SHOWN else plural(len(names), "session")


def counts(imported: int, seen: Preview, log: ChatLog, *, done: bool = True) -> str:
    """The four counts of an import; a line that turned out to be known is a duplicate. `done`: it was carried out."""
    known = seen.duplicate + len(seen.votes) - imported
    return (
        f"**{imported:,}** {'' if done else 'would be '}imported · **{known:,}** duplicate · "
        f"**{len(seen.astray):,}** unmatched · **{log.unreadable:,}** unreadable"
    )


def _read(log: ChatLog) -> Iterator[str]:
    """How much of the log votes, and how its times were read."""
    yield f"Of {units(log.total, log.is_list)}, {len(log.lines):,} vote."
    if log.unzoned:
        names = "names" if log.unzoned == 1 else "name"
        yield f"{units(log.unzoned, log.is_list)} {names} no time zone, and were read as UTC."


def _left_out(log: ChatLog, seen: Preview) -> Iterator[str]:
    """The first lines that do not count, and why."""
    kind = unit(log.is_list)
    parts = "no object with `username`, `message` and `timestamp`" if log.is_list else "fewer cells than it needs"
    for number, why in log.dropped:
        yield f"⚠️ {kind} {number} cannot be read: {WRONG.get(why, parts)}."
    if log.unreadable > len(log.dropped):
        yield f"⚠️ … and {units(log.unreadable - len(log.dropped), log.is_list)} more."
    if seen.astray:
        first = ", ".join(f"{kind} {one.number} ({at(one.said_at, 'f')})" for one in seen.astray[:ASTRAY_SHOWN])
        more = f" and {len(seen.astray) - ASTRAY_SHOWN:,} more" if len(seen.astray) > ASTRAY_SHOWN else ""
        yield f"Unmatched: nothing was played then in a session that you run, or no game of that name: {first}{more}."


def _names(seen: Preview, unchecked: Set[str]) -> Iterator[str]:
    """Whose votes stay apart from those of members."""
    strangers = [name for folded, name in seen.names.items() if folded not in unchecked]
    if strangers:
        yield (
            "Names have to be members' usernames (like `jdoe`), not the names shown in the channel. "
            f"No member has these; they stay voters of their own: {_listed(strangers)}."
        )
    unknown = [name for folded, name in seen.names.items() if folded in unchecked]
    if unknown:
        yield (
            f"⚠️ I could not look up {plural(len(unknown), 'name')}: {_listed(unknown)}. They would be voters of their "
            "own: who voted in chat too counts twice, and bots count. Import it later, or in parts with fewer names."
        )


def _listed(names: list[str]) -> str:
    shown = ", ".join(plain(one, 40) for one in names[:NAMES_SHOWN])
    return f"{shown} and {len(names) - NAMES_SHOWN:,} more" if len(names) > NAMES_SHOWN else shown
