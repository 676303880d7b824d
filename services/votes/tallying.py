"""How the votes of a session stand."""

from db.store import Store
from domain.gamenight.plays import Play
from domain.scheduling.session import Session
from domain.votes import Tally


async def tally(store: Store, session: Session) -> list[tuple[Play, Tally]]:
    """The session's plays in order, each with its standing votes."""
    plays = await store.plays.of_session(session.id)
    counted = await store.standing_votes.tallies([play.id for play in plays])
    return [(play, counted.get(play.id, Tally())) for play in plays]
