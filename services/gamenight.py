"""The library, the queue and the plays of a game night."""

from collections.abc import Collection

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.errors import NotAllowed, NotValid
from domain.gamenight import (
    JUST_NOW,
    AliasTaken,
    AlreadyQueued,
    Game,
    Nomination,
    NothingPlaying,
    Play,
    PlayStatus,
    QueueEmpty,
    StartedMeanwhile,
    TitleTaken,
    alias_from,
    check_players,
    valid_alias,
)
from domain.scheduling.session import Session, State
from domain.sessions import NothingLive
from domain.votes import THIS_GAME
from services.campaigns import meant, require_player

RESERVED = frozenset({THIS_GAME})


async def add_game(
    store: Store,
    actor: Actor,
    title: str,
    *,
    alias: str | None = None,
    min_players: int | None = None,
    max_players: int | None = None,
    minutes: int | None = None,
) -> Game:
    """Adds a game to the guild's library; without an alias it gets one made of its title.

    Raises NotAllowed, NotValid, TitleTaken, AliasTaken.
    """
    if not actor.may_manage_events:
        raise NotAllowed("members with Manage Events")
    check_players(min_players, max_players)
    if minutes is not None and not 1 <= minutes <= 24 * 60:
        raise NotValid("A play lasts from 1 minute to 24 hours; give `minutes` as a number like 45.")
    title = title.strip()
    if not title:
        raise NotValid("A game needs a title.")
    if same := await store.games.called(actor.guild_id, title=title):
        raise TitleTaken(same.title)
    chosen = valid_alias(alias) if alias else await _free_alias(store, actor.guild_id, alias_from(title))
    if chosen in RESERVED:
        raise AliasTaken(chosen, "the game being played")
    if other := await store.games.called(actor.guild_id, alias=chosen):
        raise AliasTaken(chosen, other.title)
    return await store.games.add(Game(0, actor.guild_id, title, chosen, min_players, max_players, minutes))


async def _free_alias(store: Store, guild_id: int, wanted: str) -> str:
    """The alias, or the first free one with a number behind it."""
    alias, number = wanted, 1
    while alias in RESERVED or await store.games.called(guild_id, alias=alias):
        number += 1
        alias = f"{wanted[: 12 - len(str(number))]}{number}"
    return alias


async def queue_of(store: Store, guild_id: int, channel_ids: Collection[int]) -> Campaign | None:
    """The campaign whose queue is meant: of the session live here, else of the campaign that is meant here.

    Where several campaigns are possible, game nights come first. Raises WhichCampaign.
    """
    if live := await store.sessions.live_in(guild_id, channel_ids):
        return await store.campaigns.get(live.campaign_id, guild_id)
    return await meant(store, guild_id, channel_ids, Kind.GAME_NIGHT) or await meant(store, guild_id, channel_ids)


async def nominate(store: Store, actor: Actor, campaign: Campaign, game_id: int) -> list[Nomination]:
    """Puts a game in the campaign's queue; gives the queue. Raises NothingMatches, AlreadyQueued."""
    game = await store.games.get(game_id, actor.guild_id)
    await store.campaigns.lock(campaign.id)
    await require_player(store, actor, campaign)
    if any(one.game.id == game.id for one in await store.queue.of_campaign(campaign.id)):
        raise AlreadyQueued(game.title)
    await store.queue.add(campaign.id, game, actor.user_id, store.now)
    if live := await store.sessions.live_instead(campaign.id, None):
        await store.cards.want(CardKind.BOARD, live.id)
    return await store.queue.of_campaign(campaign.id)


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
