"""Plays: starting and skipping them."""

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.gamenight.nominations import QueueEmpty
from domain.gamenight.plays import JUST_NOW, NothingPlaying, Play, PlayStatus, StartedMeanwhile
from domain.scheduling.session import Session, State
from domain.sessions.live import NothingLive
from services.campaigns import require_player


async def play_next(store: Store, actor: Actor, session: Session, seen: int | None = None) -> Play:
    """Starts the first game of the queue; what was playing was played.

    `seen` is the id of the play that this person saw playing, 0 for none; None where they were shown nothing.
    Raises NotAllowed, NothingLive, QueueEmpty, and StartedMeanwhile where another was started since.
    """
    session = await _playable(store, actor, session)
    queue = await store.queue.of_campaign(session.campaign_id)
    if not queue:
        raise QueueEmpty
    before = await store.plays.of_session(session.id)
    _require_seen(store, before, seen)
    # Who waited for the other's lock may have read the clock earlier; votes go by the order of these instants.
    now = max([store.now, *(play.started_at for play in before)])
    await store.plays.settle(session.id, PlayStatus.PLAYED, now)
    await store.queue.remove(queue[0].id)
    play = await store.plays.add(session.id, queue[0].game, now)
    await store.cards.want(CardKind.BOARD, session.id)
    return play


def _require_seen(store: Store, plays: list[Play], seen: int | None) -> None:
    playing = next((one for one in plays if one.status is PlayStatus.PLAYING), None)
    if playing is None:
        return
    if abs(store.now - playing.started_at) < JUST_NOW if seen is None else playing.id != seen:
        raise StartedMeanwhile(playing)


async def skip(store: Store, actor: Actor, session: Session) -> Play:
    """Gives up what is being played; its votes stay. Raises NotAllowed, NothingLive, NothingPlaying."""
    session = await _playable(store, actor, session)
    play = await store.plays.settle(session.id, PlayStatus.SKIPPED, store.now)
    if play is None:
        raise NothingPlaying
    await store.cards.want(CardKind.BOARD, session.id)
    return play


async def _playable(store: Store, actor: Actor, session: Session) -> Session:
    session = await store.sessions.get(session.id, actor.guild_id, lock=True)
    await require_player(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    if session.state not in (State.IN_PROGRESS, State.PAUSED):
        raise NothingLive
    return session
