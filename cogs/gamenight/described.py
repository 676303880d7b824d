"""A game in words."""

from datetime import timedelta

from cogs.edge.text import at, hours, people, plain, plural
from domain.gamenight.library import Game, Weight
from services.gamenight.records import Record

LONGEST_TAGS = 80
PUT_AWAY = "🗄️ **Put away**: not picked, listed or queued. `/game edit` with `enabled: True` brings it back"
FAVOUR = {Weight.LESS: "less often", Weight.NORMAL: "as often as others", Weight.MORE: "more often"}


def described(game: Game) -> str:
    """A game with what is known of it, in a line."""
    known = [one for one in (for_how_many(game), _length(game)) if one]
    line = f"**{plain(game.title)}** (`{game.alias}`)" + (f": {', '.join(known)}" if known else "")
    return f"{line} · {plain(', '.join(game.tags), LONGEST_TAGS)}" if game.tags else line


def in_full(game: Game, record: Record) -> str:
    """Everything that is known of a game, a line each."""
    last = f", last {at(record.last_at, 'D')} ({at(record.last_at, 'R')})" if record.last_at else ""
    lines = [
        f"**{plain(game.title)}** (`{game.alias}`)",
        f"**Players**: {for_how_many(game) or 'any number'}",
        f"**A play takes**: {_length(game)}" if game.minutes else "",
        f"**Tags**: {plain(', '.join(game.tags), 500)}" if game.tags else "",
        f"**Link**: <{game.link}>" if game.link else "",
        f"**Owners**: {people(sorted(game.owners)) or 'nobody yet; `/game own` says that you do'}",
        f"**Picked**: {FAVOUR[game.weight]}" if game.enabled else PUT_AWAY,
        f"**Played**: {plural(record.times, 'time')}{last}" if record.times else "**Played**: never",
        f"**Votes of all time**: {record.votes}",
    ]
    return "\n".join(line for line in lines if line)


def _length(game: Game) -> str:
    """How long a play takes; empty where it does not say."""
    return hours(timedelta(minutes=game.minutes)) if game.minutes else ""


def for_how_many(game: Game) -> str:
    """For how many it is; empty where it does not say."""
    if not (game.min_players or game.max_players):
        return ""
    ends = [str(n) for n in dict.fromkeys((game.min_players, game.max_players)) if n]
    noun = "player" if ends == ["1"] else "players"
    if not game.max_players:
        return f"{ends[0]} or more players"
    return ("up to " if not game.min_players else "") + "–".join(ends) + f" {noun}"
