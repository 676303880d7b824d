"""How games are liked: over one session or all of them, by whom, and which stand out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.votes.standing import Tally, Vote, tallied

CONTROVERSIAL_VOTES = 4  # standing votes from which a game can divide people
CONTROVERSIAL_SHARE = 0.25  # of its votes: those for and against differ by so few at most
GEM_PLAYS = 2  # a game played more often is not hidden
GEM_VOTES = 2  # fewer say too little
GEM_SHARE = 0.8  # of its votes are for it at least

Standing = Mapping[tuple[int, int | str], Vote]
"""The standing votes by play and voter, as `standing` gives them."""


@dataclass(frozen=True, slots=True)
class PlayOf:
    """One play of a game, with what statistics need of it."""

    play_id: int
    session_id: int
    session_number: int
    session_title: str
    campaign_id: int
    game_id: int
    title: str
    started_at: datetime
    skipped: bool


@dataclass(frozen=True, slots=True)
class GameScore:
    """How a game is liked over some plays. `times` does not count where it was skipped, its votes do."""

    game_id: int
    title: str
    times: int
    votes: Tally
    last_at: datetime

    @property
    def total(self) -> int:
        """How many votes stand on it."""
        return self.votes.ups + self.votes.downs

    @property
    def net(self) -> int:
        """The votes for it less those against it."""
        return self.votes.ups - self.votes.downs


@dataclass(frozen=True, slots=True)
class VoterScore:
    """How somebody votes. `with_most`: of `compared` votes so many agree with most of the others on that play."""

    voter: int | str
    votes: Tally
    with_most: int = 0
    compared: int = 0

    @property
    def total(self) -> int:
        """How many of their votes stand."""
        return self.votes.ups + self.votes.downs


def by_game(plays: Iterable[PlayOf], standing: Standing) -> list[GameScore]:
    """Each game that was played, the best liked first; of equally liked ones, that with more votes, then by title."""
    on_play = tallied(standing.values())
    of_game: dict[int, list[PlayOf]] = {}
    for play in plays:
        of_game.setdefault(play.game_id, []).append(play)
    scores = []
    for game_id, its in of_game.items():
        votes = [on_play.get(play.play_id, Tally()) for play in its]
        total = Tally(sum(one.ups for one in votes), sum(one.downs for one in votes))
        times = sum(not play.skipped for play in its)
        scores.append(GameScore(game_id, its[0].title, times, total, max(play.started_at for play in its)))
    return sorted(scores, key=lambda one: (-one.net, -one.total, one.title.casefold(), one.game_id))


def by_voter(standing: Standing) -> list[VoterScore]:
    """Everybody who voted, who votes most first."""
    on_play = tallied(standing.values())
    scores: dict[int | str, VoterScore] = {}
    for (play_id, voter), vote in standing.items():
        so_far = scores.get(voter, VoterScore(voter, Tally()))
        value = vote.value or 0
        votes = Tally(so_far.votes.ups + (value > 0), so_far.votes.downs + (value < 0))
        others = on_play[play_id].ups - on_play[play_id].downs - value
        agrees = others * value > 0
        scores[voter] = VoterScore(voter, votes, so_far.with_most + agrees, so_far.compared + (others != 0))
    return sorted(scores.values(), key=lambda one: (-one.total, -one.votes.ups, str(one.voter)))


def controversial(games: Iterable[GameScore]) -> list[GameScore]:
    """The games with many votes, about as many for as against; what divides most people first."""
    found = [
        one for one in games if one.total >= CONTROVERSIAL_VOTES and abs(one.net) <= one.total * CONTROVERSIAL_SHARE
    ]
    return sorted(found, key=lambda one: (-one.total, abs(one.net), one.title.casefold()))


def hidden_gems(games: Iterable[GameScore]) -> list[GameScore]:
    """The games rarely played and very well liked; the best liked first."""
    found = [
        one
        for one in games
        if 1 <= one.times <= GEM_PLAYS and one.total >= GEM_VOTES and one.votes.ups >= one.total * GEM_SHARE
    ]
    return sorted(found, key=lambda one: (-one.net, one.times, one.title.casefold()))
