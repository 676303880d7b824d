"""The log: adding entries to a session's, changing and removing one's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind, PlaysNot
from domain.cards import CardKind
from domain.errors import NotAllowed, NotValid
from domain.scheduling.session import Session
from domain.sessions.gametime import read_game_time
from domain.sessions.live import NothingLive
from domain.sessions.log import EVERYONE, MOST_ENTRIES, Event, Said, Visibility
from services.campaigns import may_organise, require_organiser, require_player
from services.sessions.reading import require_known

AUTHORS = "who logged an entry, and organisers,"


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry, with its session. `again`: it was taken from that message before. `moved`: the game time is now its."""

    event: Event
    session: Session
    again: bool = False
    moved: bool = False


async def log(
    store: Store,
    actor: Actor,
    session_id: int,
    said: Said,
    game_time: str | None = None,
    at: datetime | None = None,
    here: Sequence[int] = (),
) -> Logged:
    """A player adds an entry to the log of a session that was started; `at`: when it happened, if not now.

    The campaign's game time goes on to `game_time`, unless the entry is not for everyone, or a later session has begun.
    Only an organiser says who may read it. Of a private session one has to know, being `here`.
    Raises NotAllowed, NotValid, NothingLive, PlaysNot, GameTimeNotUnderstood.
    """
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_known(store, actor, session, here)
    campaign = await store.campaigns.get(session.campaign_id, actor.guild_id)
    await require_player(store, actor, campaign)
    if session.started_at is None:
        raise NothingLive
    said.check()
    if said.readers != EVERYONE:
        await require_organiser(store, actor, campaign)
        await _require_players(store, campaign, session, said)
    if said.message_id is not None and (known := await store.events.from_message(session.id, said.message_id)):
        return Logged(known, session, again=True)
    if await store.events.count(session.id) >= MOST_ENTRIES:
        raise NotValid(f"The log of one session holds {MOST_ENTRIES:,} entries, and that one is full.")
    played_at, moved = await _game_time(store, session, said, game_time)
    new = Event(0, actor.guild_id, session.id, actor.user_id, min(at or store.now, store.now), said, played_at)
    event = await store.events.add(new)
    await _show(store, session.id)
    return Logged(event, session, moved=moved)


async def _game_time(store: Store, session: Session, said: Said, text: str | None) -> tuple[int | None, bool]:
    """The game time of a new entry, and whether the campaign's is that from now on."""
    await store.campaigns.lock(session.campaign_id)
    now = await store.game_times.of_campaign(session.campaign_id)
    latest = await store.game_times.is_latest(session)
    if text is None:
        return (now or None) if latest else None, False
    played_at = read_game_time(text, now)
    moves = latest and said.readers.visibility is Visibility.EVERYONE  # else the board would tell of a secret
    if moves:
        await store.game_times.set(session.campaign_id, played_at)
    return played_at, moves


async def _require_players(store: Store, campaign: Campaign, session: Session, said: Said) -> None:
    if campaign.kind is Kind.GAME_NIGHT:
        return
    for user_id in sorted(said.readers.named):
        guest = session.id in await store.happenings.guest_at(user_id)
        if not guest and not await store.campaigns.is_player(campaign.id, user_id):
            raise PlaysNot(campaign, user_id)


async def require_author(store: Store, actor: Actor, session: Session, here: Sequence[int] = ()) -> None:
    """Raises NotAllowed unless the actor may add to the session's log; writes nothing."""
    await require_known(store, actor, session, here)
    campaign = await store.campaigns.get(session.campaign_id, actor.guild_id)
    if campaign.kind is not Kind.GAME_NIGHT:  # whoever takes part in one plays in it
        await require_player(store, actor, campaign)


async def own(store: Store, actor: Actor, event_id: int) -> Event:
    """That entry, which the actor may change: they logged it, or organise. Raises NotAllowed, NothingMatches."""
    event = await store.events.get(event_id, actor.guild_id)
    session = await store.sessions.get(event.session_id, actor.guild_id)
    campaign = await store.campaigns.get(session.campaign_id, actor.guild_id)
    if event.author_id != actor.user_id and not await may_organise(store, actor, campaign):
        raise NotAllowed(AUTHORS)
    return event


async def edit(store: Store, actor: Actor, event_id: int, said: Said) -> Event:
    """Changes what is said of an entry; who may read it stays. Raises NotAllowed, NothingMatches, NotValid."""
    event = await _locked(store, actor, event_id)
    said = replace(
        said,
        readers=event.said.readers,
        message_id=event.said.message_id,
        channel_id=event.said.channel_id,
        said_by=event.said.said_by,
    )
    said.check()
    await store.events.save(replace(event, said=said))
    await _show(store, event.session_id)
    return replace(event, said=said)


async def remove(store: Store, actor: Actor, event_id: int) -> Event:
    """Removes an entry for good. Raises NotAllowed, NothingMatches."""
    event = await _locked(store, actor, event_id)
    await store.events.delete(event.id)
    await _show(store, event.session_id)
    return event


async def _locked(store: Store, actor: Actor, event_id: int) -> Event:
    event = await own(store, actor, event_id)
    await store.sessions.get(event.session_id, actor.guild_id, lock=True)
    return await store.events.get(event_id, actor.guild_id)  # whoever waited sees what is kept now


async def _show(store: Store, session_id: int) -> None:
    await store.cards.want(CardKind.BOARD, session_id)
    await store.cards.want(CardKind.RECAP, session_id)
