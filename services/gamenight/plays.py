"""Plays: starting them, ending them, and how many play."""

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.gamenight.library import Game
from domain.gamenight.nominations import GamePutAway, QueueEmpty
from domain.gamenight.plays import NothingPlaying, Play, PlayingAlready, PlayStatus, require_seen
from domain.gamenight.rooms import read_code, read_count
from domain.scheduling.session import Session, State
from domain.sessions.live import NothingLive
from services.campaigns import require_player
from services.outside import telling


async def play_next(store: Store, actor: Actor, session: Session, seen: int | None = None) -> Play:
    """Starts the first game of the queue; what was playing was played.

    `seen` is the id of the play that this person saw playing, 0 for none; None where they were shown nothing.
    Raises NotAllowed, NothingLive, QueueEmpty, and StartedMeanwhile where another was started since.
    """
    session = await playable(store, actor, session)
    if playing := await store.plays.playing(session.id):  # before the queue, which the other's start may have emptied
        require_seen(playing, seen, store.now)
    queue = await store.queue.of_campaign(session.campaign_id)
    if not queue:
        raise QueueEmpty
    return await begin(store, session, queue[0].game)


async def start(
    store: Store,
    actor: Actor,
    session: Session,
    game_id: int,
    *,
    room_code: str | None = None,
    count: int | None = None,
    seen: int | None = None,
) -> Play:
    """Starts that game of the library, whatever is queued; what was playing was played.

    `room_code` is what people join it by, `count` how many play, `seen` as for `play_next`. Raises NotAllowed,
    NothingLive, NothingMatches, GamePutAway, NotValid, PlayingAlready, and StartedMeanwhile where another was started
    since.
    """
    session = await playable(store, actor, session)
    game = await store.games.get(game_id, actor.guild_id, lock=True)  # so that nobody puts it away meanwhile
    if not game.enabled:
        raise GamePutAway(game.title)
    code = None if room_code is None else read_code(room_code)
    players = None if count is None else read_count(count)
    if playing := await store.plays.playing(session.id):
        if playing.game.id == game.id:
            raise PlayingAlready(game.title)
        require_seen(playing, seen, store.now)
    return await begin(store, session, game, room_code=code, count=players)


async def begin(
    store: Store, session: Session, game: Game, *, room_code: str | None = None, count: int | None = None
) -> Play:
    """Starts a play in a live session that is locked, for whoever may have decided that; it leaves the queue."""
    before = await store.plays.of_session(session.id)
    # Who waited for the other's lock may have read the clock earlier; votes go by the order of these instants.
    now = max([store.now, *(play.started_at for play in before)])
    if played := await store.plays.settle(session.id, PlayStatus.PLAYED, now):
        await telling.play_changed(store, played.id)
    await store.queue.remove_game(session.campaign_id, game.id)
    play = await store.plays.add(session.id, game, now, room_code=room_code, count=count)
    await telling.play_changed(store, play.id)
    await _redraw(store, session)
    return play


async def skip(store: Store, actor: Actor, session: Session, seen: int | None = None) -> Play:
    """Gives up what is being played; its votes stay. `seen` is the id of the play that this person was shown.

    Raises NotAllowed, NothingLive, NothingPlaying, and StartedMeanwhile where another was started since.
    """
    return await _settle(store, actor, session, PlayStatus.SKIPPED, seen)


async def done(store: Store, actor: Actor, session: Session) -> Play:
    """What is being played was played, and nothing is then. Raises NotAllowed, NothingLive, NothingPlaying."""
    return await _settle(store, actor, session, PlayStatus.PLAYED)


async def count_players(store: Store, actor: Actor, session: Session, count: int) -> Play:
    """Notes how many play what is being played. Raises NotAllowed, NothingLive, NothingPlaying, NotValid."""
    play = await now_playing(store, actor, session)
    await store.plays.count(play.id, read_count(count))
    await telling.play_changed(store, play.id)
    await store.cards.want(CardKind.BOARD, session.id)
    return play


async def now_playing(store: Store, actor: Actor, session: Session) -> Play:
    """What is being played, for who may decide about it. Raises NotAllowed, NothingLive, NothingPlaying."""
    session = await playable(store, actor, session)
    play = await store.plays.playing(session.id)
    if play is None:
        raise NothingPlaying
    return play


async def playable(store: Store, actor: Actor, session: Session) -> Session:
    """The session, locked, where games are played in it now. Raises NotAllowed, NothingLive."""
    session = await store.sessions.get(session.id, actor.guild_id, lock=True)
    await require_player(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    if session.state not in (State.IN_PROGRESS, State.PAUSED):
        raise NothingLive
    return session


async def _settle(store: Store, actor: Actor, session: Session, status: PlayStatus, seen: int | None = None) -> Play:
    play = await now_playing(store, actor, session)
    if seen is not None:  # a command means whatever is being played: a game begun by mistake is given up at once
        require_seen(play, seen, store.now)
    await store.plays.settle(session.id, status, store.now)
    await telling.play_changed(store, play.id)
    await _redraw(store, session)
    return play


async def _redraw(store: Store, session: Session) -> None:
    """Has the board redrawn, and the campaign's open poll, which says what its winner ends."""
    await store.cards.want(CardKind.BOARD, session.id)
    if (poll_id := await store.pick_polls.open_of(session.campaign_id)) is not None:
        await store.cards.want(CardKind.PICK, poll_id)
