"""The picker: a game at random among those that fit, by weights that anybody can check.

A game's weight is what the organisers favour (half, once or twice), times how it was liked, times how long ago it was
played. Liking: the sum of its standing votes, each worth half after 90 days; four of today's double the weight, four
against halve it, and it goes from a quarter to four times at most. Played today it weighs a quarter, and the whole
again after 28 days.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import pow
from random import Random

from domain.errors import UserError
from domain.gamenight.library import Filter, Game, Weight

FAVOUR: Mapping[Weight, float] = {Weight.LESS: 0.5, Weight.NORMAL: 1.0, Weight.MORE: 2.0}
HALF_LIFE = timedelta(days=90)
TO_DOUBLE = 4.0  # votes
MOST_DOUBLED = 2.0  # times; so often it is halved at most, too
FRESH_AFTER = timedelta(days=28)
JUST_PLAYED = 0.25


class Condition(StrEnum):
    """Why a game does not fit. PLAYED: tonight, or it is one of the last; SAID: it was picked before."""

    PLAYERS = "players"
    MINUTES = "minutes"
    OWNERS = "owners"
    TAGS = "tags"
    PLAYED = "played"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Table:
    """What a game has to fit; what is None or empty does not count.

    `owners`: one of them owns it. `played` and `said` are ids of games that are left out. `any_length`: a game that
    does not say how long it takes fits into any `minutes`.
    """

    players: int | None = None
    minutes: int | None = None
    any_length: bool = False
    owners: frozenset[int] | None = None
    tags: tuple[str, ...] = ()
    played: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()

    def against(self, game: Game) -> set[Condition]:
        """Why the game does not fit; nothing where it does."""
        minutes = None if self.any_length and game.minutes is None else self.minutes
        fits = {
            Condition.PLAYERS: Filter(players=self.players).takes(game),
            Condition.MINUTES: Filter(minutes=minutes).takes(game),
            Condition.OWNERS: Filter(owners=self.owners).takes(game),
            Condition.TAGS: Filter(tags=self.tags).takes(game),
            Condition.PLAYED: game.id not in self.played,
            Condition.SAID: game.id not in self.said,
        }
        return {condition for condition, does in fits.items() if not does}


@dataclass(frozen=True, slots=True)
class History:
    """What became of a game: the sum of its standing votes, the same with older ones worth less, and its last play."""

    votes: int = 0
    liking: float = 0.0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """Games that were drawn, each once, in order; of how many that fit, and of how many there are."""

    games: tuple[Game, ...]
    fitting: int
    among: int


class NothingFits(UserError):
    """No game of `among` fits the table; `excluded` counts by why, most first."""

    def __init__(self, table: Table, excluded: Sequence[tuple[Condition, int]], among: int) -> None:
        super().__init__(among)
        self.table = table
        self.excluded = excluded
        self.among = among


def liking(votes: Iterable[tuple[int, datetime]], now: datetime) -> float:
    """The sum of votes, +1 or -1 each with its instant, where those of 90 days ago are worth half."""
    return sum(value * pow(0.5, max((now - at) / HALF_LIFE, 0.0)) for value, at in votes)


def weight(game: Game, history: History, now: datetime) -> float:
    """How much more likely it is drawn than another game; always more than 0."""
    doubled = max(-MOST_DOUBLED, min(history.liking / TO_DOUBLE, MOST_DOUBLED))
    rested = 1.0 if history.last_at is None else (now - history.last_at) / FRESH_AFTER
    return FAVOUR[game.weight] * pow(2.0, doubled) * max(JUST_PLAYED, min(rested, 1.0))


def is_lately(history: History, now: datetime) -> bool:
    """Whether the game was played so lately that it is less likely drawn."""
    return history.last_at is not None and now - history.last_at < FRESH_AFTER


def pick(
    games: Collection[Game],
    table: Table,
    histories: Mapping[int, History],
    now: datetime,
    random: Random,
    count: int = 1,
) -> Picked:
    """Draws so many different games of those that fit, or all where they are fewer. Raises NothingFits.

    `histories` are by the games' ids. The same games, histories and state of `random` give the same picks.
    """
    enabled = [game for game in games if game.enabled]
    why_not = [table.against(game) for game in enabled]
    fitting = [game for game, why in zip(enabled, why_not, strict=True) if not why]
    if not fitting:
        counts = [(one, sum(one in why for why in why_not)) for one in Condition]
        most_first = sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
        raise NothingFits(table, most_first, len(enabled))
    weights = [weight(game, histories.get(game.id, History()), now) for game in fitting]
    return Picked(draw(fitting, weights, random, count), len(fitting), len(enabled))


def with_repeats(
    games: Collection[Game], table: Table, latest: frozenset[int], tonight: frozenset[int]
) -> tuple[Table, bool]:
    """The table without the `latest` games and all of `tonight`'s; without the latest alone where nothing else fits.

    Whether tonight's had to be let in again. What was said before does not count: saying it is not playing it.
    """
    fresh, again = (replace(table, played=played, said=frozenset()) for played in (latest | tonight, latest))
    fits_fresh, fits_again = (any(one.enabled and not which.against(one) for one in games) for which in (fresh, again))
    repeats = fits_again and not fits_fresh
    return replace(table, played=(again if repeats else fresh).played), repeats


def draw(games: Sequence[Game], weights: Sequence[float], random: Random, count: int = 1) -> tuple[Game, ...]:
    """Draws so many different ones, each time by the weights of those that are left."""
    left, weights_left, drawn = list(games), list(weights), list[Game]()
    while left and len(drawn) < count:
        [n] = random.choices(range(len(left)), weights_left)
        drawn.append(left.pop(n))
        del weights_left[n]
    return tuple(drawn)
