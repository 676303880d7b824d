"""Live sessions: starting, pausing, resuming and ending them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.cards import CardKind
from domain.errors import SeveralMatch
from domain.gamenight.plays import PlayStatus
from domain.outside.outbox import Event
from domain.reminders import Kind
from domain.scheduling.session import LIVE, Act, Session
from domain.sessions import live
from domain.sessions.live import START_WINDOW, AlreadyLive, NothingLive
from services import reminders
from services.campaigns import require_organiser
from services.gamenight import polls
from services.outside import telling
from services.scheduling import series
from services.scheduling.details import Details
from services.scheduling.making import make
from services.scheduling.shown import redraw
from services.sessions import attendance, presence


async def startable(store: Store, campaign: Campaign) -> Session | None:
    """The campaign's planned session within two hours of now that a start with none named is offered."""
    return await store.sessions.startable(campaign.id, store.now, START_WINDOW)


async def start(store: Store, actor: Actor, session_id: int, channel_id: int, voice_id: int | None = None) -> Session:
    """A planned session goes live in that channel, a private one in its own thread; its reminders are withdrawn.

    `voice_id` is the voice channel it is played in, if any. Raises NotAllowed, NotInThisState, and AlreadyLive where
    its campaign or the channel has a live one.
    """
    session = await _own(store, actor, session_id)
    await store.campaigns.lock(session.campaign_id)
    session.allow(Act.START)
    return await _go_live(store, actor, session, session.thread_id or channel_id, voice_id)


async def start_ad_hoc(
    store: Store,
    actor: Actor,
    campaign: Campaign,
    channel_id: int,
    *,
    title: str | None = None,
    capacity: int | None = None,
    voice_id: int | None = None,
) -> Session:
    """A session nobody planned is made and goes live in one step. Raises NotAllowed, AlreadyLive, NotValid."""
    await require_organiser(store, actor, campaign)
    await store.campaigns.lock(campaign.id)
    if other := await store.sessions.live_instead(campaign.id, channel_id):
        raise AlreadyLive(other)
    session = await make(store, campaign, actor.user_id, store.now, Details(title=title, capacity=capacity))
    return await _go_live(store, actor, session, channel_id, voice_id)


async def _go_live(store: Store, actor: Actor, session: Session, channel_id: int, voice_id: int | None) -> Session:
    if other := await store.sessions.live_instead(session.campaign_id, channel_id):
        raise AlreadyLive(other)
    game_time = await store.game_times.of_campaign(session.campaign_id)
    started = replace(live.started(session, store.now, channel_id), game_began=game_time, voice_id=voice_id)
    session = await store.sessions.save(started)
    await reminders.withdraw(store, session.id)
    await store.reminders.withdraw((Kind.MOVED, Kind.PROMOTED), session.id, store.now)
    await store.cards.post(CardKind.BOARD, session.id, session.guild_id, channel_id)
    await presence.begin(store, session, actor.user_id)
    await telling.session_changed(store, session, Event.SESSION_STARTED)
    await redraw(store, session)
    return session


async def pause(store: Store, actor: Actor, session_id: int) -> Session:
    """Stops the clock of a live session. Raises NotAllowed, NotInThisState."""
    session = await store.sessions.save(live.paused(await _own(store, actor, session_id), store.now))
    await redraw(store, session)
    return session


async def resume(store: Store, actor: Actor, session_id: int) -> Session:
    """Lets the clock of a paused session run on. Raises NotAllowed, NotInThisState."""
    session = await store.sessions.save(live.resumed(await _own(store, actor, session_id), store.now))
    await redraw(store, session)
    return session


async def end(store: Store, actor: Actor, session_id: int) -> Session:
    """Completes a live session: what is playing was played, the recap is posted where it was live, its series goes on.

    Raises NotAllowed, NotInThisState.
    """
    ended = live.ended(await _own(store, actor, session_id), store.now)
    game_time = await store.game_times.of_campaign(ended.campaign_id)
    session = await store.sessions.save(replace(ended, game_ended=game_time))
    if played := await store.plays.settle(session.id, PlayStatus.PLAYED, store.now):
        await telling.play_changed(store, played.id)
    await polls.close(store, session)
    await telling.session_changed(store, session, Event.SESSION_ENDED)
    await store.reminders.withdraw((Kind.SEAT,), session.id, store.now)
    await presence.settle(store, session)
    await attendance.fix(store, session)
    assert session.live_channel_id is not None  # noqa: S101 - a session that started has its channel
    await store.cards.post(CardKind.RECAP, session.id, session.guild_id, session.live_channel_id)
    await redraw(store, session)
    await series.go_on(store, session)
    await reminders.plan_offer(store, session)
    return session


async def require_endable(store: Store, actor: Actor, session: Session) -> None:
    """Raises what `end` would raise, before the person is asked whether they are sure."""
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    session.allow(Act.END)


async def live_one(store: Store, guild_id: int, channel_ids: Sequence[int], without: Collection[int]) -> Session:
    """The session that a command without a name means: the one live in this channel, a thread before its parent,
    else the guild's only live one.

    Those of the ids `without` are not meant: of them the person may not know. Raises NothingLive, SeveralMatch.
    """
    if session := await store.sessions.live_in(guild_id, channel_ids):
        return session
    live = await store.listing.find(guild_id, LIVE, store.now, without=without)
    if not live:
        raise NothingLive
    if len(live) > 1:
        ids = {one.id for one in live}
        labels = (one.label for one in await store.sessions.names(guild_id, without) if one.id in ids)
        raise SeveralMatch("session", "this", tuple(labels))
    return live[0]


async def _own(store: Store, actor: Actor, session_id: int) -> Session:
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    return session
