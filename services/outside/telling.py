"""Telling a guild's webhook what happened: written with the act, so that it is told if that is, and sent later.

A guild without a webhook costs each act one look at an index. Private sessions are not told of at all.
"""

import json
import logging
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

from db.store import Store
from domain.gamenight.library import Game
from domain.outside.outbox import MOST_GAMES, Event
from domain.scheduling.session import Session
from domain.votes import Tally
from services.outside import documents

log = logging.getLogger(__name__)


async def tell(store: Store, guild_id: int, event: Event, things: Mapping[str, Any]) -> None:
    """Keeps an event for the guild's webhook, which it has. Of far too many that wait, the oldest are dropped."""
    await store.outbox.add(guild_id, event, _payload(store, guild_id, event, things), store.now)
    dropped = await store.outbox.thin(guild_id, partial(_dropped, store, guild_id), store.now)
    if dropped:
        log.warning("the webhook of guild %s is far behind: %s of its events are dropped so far", guild_id, dropped)


async def session_changed(store: Store, session: Session, event: Event) -> None:
    """Tells that a session started or ended."""
    if not session.private and await store.webhooks.is_set(session.guild_id):
        campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
        await tell(store, session.guild_id, event, {"session": documents.session(session, campaign, store.now)})


async def game_added(store: Store, game: Game) -> None:
    """Tells that a game was added to the library."""
    if await store.webhooks.is_set(game.guild_id):
        await tell(store, game.guild_id, Event.GAME_ADDED, {"game": documents.game(game)})


async def library_imported(store: Store, guild_id: int, added: Sequence[Game], changed: int) -> None:
    """Tells what an import did: each game that it added, or only how many where they are many."""
    if not await store.webhooks.is_set(guild_id):
        return
    if len(added) > MOST_GAMES:
        await tell(store, guild_id, Event.LIBRARY_IMPORTED, {"games": {"added": len(added), "changed": changed}})
        return
    titles = {one.title for one in added}
    for game in await store.games.of_guild(guild_id) if added else ():
        if game.title in titles:  # with the ids that they have by now
            await tell(store, guild_id, Event.GAME_ADDED, {"game": documents.game(game)})


async def play_changed(store: Store, play_id: int) -> None:
    """Tells how a play is now: begun, played, skipped, or with another number of players."""
    guild_id = await store.webhooks.hearing_of(play_id)
    if guild_id is not None:
        await tell(store, guild_id, Event.PLAY_CHANGED, {"play": await _play(store, play_id)})


@asynccontextmanager
async def votes_of(store: Store, user_id: int, play_ids: Iterable[int]) -> AsyncIterator[None]:
    """Around what changes a person's votes on these plays: tells of each play on which another of theirs stands then.

    Where none stands any more, it tells the one that did, with null as its value.
    """
    told = {one: guild_id for one in play_ids if (guild_id := await store.webhooks.hearing_of(one)) is not None}
    before = await store.standing_votes.of_person(told, user_id)
    yield
    after = await store.standing_votes.of_person(told, user_id)
    for play_id, guild_id in told.items():
        stood, now = before.get(play_id), after.get(play_id)
        if now is None and stood is not None:
            now = replace(stood, value=None)
        elif now is None or (stood is not None and (stood.message_id, stood.value) == (now.message_id, now.value)):
            continue
        hidden = bool(await store.attendance.hidden([user_id]))
        play = await store.plays.get(play_id)
        said = {"vote": documents.vote(now, play, hidden=hidden), "play": await _play(store, play_id)}
        await tell(store, guild_id, Event.VOTE_CAST, said)


async def _play(store: Store, play_id: int) -> documents.Document:
    """The play as it is now, with the votes that stand on it."""
    tallies = await store.standing_votes.tallies([play_id])
    return documents.play(await store.plays.get(play_id), tallies.get(play_id, Tally()))


def _payload(store: Store, guild_id: int, event: Event, things: Mapping[str, Any]) -> str:
    said = {
        "id": uuid4().hex,
        "event": event.value,
        "happened_at": documents.instant(store.now),
        "guild_id": documents.snowflake(guild_id),
        **things,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _dropped(store: Store, guild_id: int, dropped: int) -> str:
    return _payload(store, guild_id, Event.DROPPED, {"dropped": dropped})
