"""Rooms: naming them, looking at their codes, and what the monitor saw of them."""

from dataclasses import dataclass, field, replace

from db.gamenight.rooms import Watched
from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.gamenight.plays import Play
from domain.gamenight.rooms import Look, NoRoom, Seen, next_look, read_code
from domain.scheduling.session import Session
from services.campaigns import may_organise
from services.gamenight.plays import now_playing
from services.outside import telling

AT_ONCE = 20  # rooms that one process looks at


@dataclass(frozen=True, slots=True)
class Shown:
    """A room code, for one person's eyes. `looks` is who looked at it, for who runs the campaign; None for others."""

    play: Play
    code: str = field(repr=False)
    looks: tuple[Look, ...] | None = None


async def name(store: Store, actor: Actor, session: Session, code: str | None) -> Shown | None:
    """Gives what is being played a room code, or takes it away (None); gives the code as it is kept.

    Raises NotAllowed, NothingLive, NothingPlaying, NotValid.
    """
    play = await now_playing(store, actor, session)
    new = None if code is None else read_code(code)
    if new != await store.rooms.code(play.id):
        play = replace(play, room_changed_at=await store.rooms.name(play.id, new, store.now))
        await store.cards.want(CardKind.BOARD, session.id)
    return None if new is None else Shown(play, new)


async def show_code(store: Store, actor: Actor, session: Session, play_id: int | None = None) -> Shown:
    """Shows the room code of what is being played, and notes who looked.

    `play_id` is the play whose code is wanted; None: whatever is being played. Raises NotAllowed, NothingLive,
    NothingPlaying, NoRoom.
    """
    play = await now_playing(store, actor, session)
    code = await store.rooms.code(play.id)
    if code is None or play_id not in (None, play.id):
        raise NoRoom
    await store.rooms.looked(play.id, actor.user_id, store.now)
    campaign = await store.campaigns.get(session.campaign_id, actor.guild_id)
    organises = await may_organise(store, actor, campaign)
    return Shown(play, code, tuple(await store.rooms.looks(play.id)) if organises else None)


async def watch(store: Store) -> list[Watched]:
    """The rooms that this process has to look at now, and no other for a while."""
    return await store.rooms.claim(store.now, AT_ONCE)


async def saw(store: Store, watched: Watched, seen: Seen | None) -> None:
    """Keeps what the monitor saw of a room; None where nobody answered. The board shows what changed by it."""
    again_at, in_vain = next_look(store.now, seen, watched.in_vain)
    before = (await store.plays.get(watched.play_id)).player_count
    session_id = await store.rooms.saw(watched, seen, again_at, in_vain)
    if session_id is not None:
        if (await store.plays.get(watched.play_id)).player_count != before:
            await telling.play_changed(store, watched.play_id)
        await store.cards.want(CardKind.BOARD, session_id, slowly=True)
