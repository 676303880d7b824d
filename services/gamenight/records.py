"""What became of a game: how often it was played, and how it was liked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from db.store import Store
from domain.actor import Actor
from domain.gamenight.library import Game
from domain.gamenight.plays import PlayStatus
from domain.votes import Tally
from services.scheduling import looking


@dataclass(frozen=True, slots=True)
class Record:
    """How often a game was played, not counting where it was skipped, when last, and its standing votes of all time."""

    times: int
    last_at: datetime | None
    votes: Tally


async def record_of(store: Store, actor: Actor, here: Collection[int], game: Game) -> Record:
    """What became of the game so far, as far as the actor may know of it. Skipped plays keep their votes.

    `here` are the channels that they are in.
    """
    plays = await store.games.plays(game.id, without=await looking.hidden(store, actor, here))
    played = [started_at for _, status, started_at in plays if status is not PlayStatus.SKIPPED]
    counted = (await store.standing_votes.tallies([play_id for play_id, _, _ in plays])).values()
    votes = Tally(sum(one.ups for one in counted), sum(one.downs for one in counted))
    return Record(len(played), played[-1] if played else None, votes)
