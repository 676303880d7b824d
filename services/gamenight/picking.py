"""Picking a game for those who are there."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from db.store import Store
from domain.actor import Actor
from domain.campaigns import WhichCampaign
from domain.gamenight.nominations import Nomination
from domain.gamenight.picker import History, Picked, Table, liking, pick, with_repeats
from domain.gamenight.plays import PlayStatus
from domain.scheduling.session import Session
from domain.sessions.presence import GONE, THERE
from domain.snowflake import instant_of
from domain.votes import standing
from services.gamenight.nominations import queue_of
from services.scheduling import looking

VOTES_COUNT = timedelta(days=730)  # then a vote is worth less than a two-hundredth
LAST_PLAYED = 2  # games that are left out even where they were played on another night
ALONE = 1  # person there: the others have not shown themselves yet, so that says nothing


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for; what they left out is taken from the live session. `owned`: by somebody present."""

    players: int | None = None
    minutes: int | None = None
    tags: tuple[str, ...] = ()
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """Games that were picked, and why: what they had to fit, and what became of them so far, by their ids.

    `session_id` is the live session that they are for, if any, and `playing` the play that was on in it (0: none).
    `coming`: how many of the players counted said that they come, and have not shown themselves yet. `queued`: how many
    want each game of the campaign's queue, by its id. `repeats`: everything that fits was played tonight.
    """

    picked: Picked
    table: Table
    histories: Mapping[int, History]
    campaign_id: int | None
    session_id: int | None
    playing: int
    at: datetime
    coming: int
    queued: Mapping[int, int]
    repeats: bool


async def picked_for(
    store: Store,
    actor: Actor,
    channel_ids: Sequence[int],
    wish: Wish,
    said: frozenset[int],
    random: Random,
    count: int = 1,
) -> Pick:
    """Picks `count` games, none of those that were `said`; what the actor may not know of does not count.

    Raises NothingFits.
    """
    without = await looking.hidden(store, actor, channel_ids)
    campaign_id = await _campaign(store, actor.guild_id, channel_ids)
    session = await _live(store, actor.guild_id, channel_ids, campaign_id)
    there, coming = await _present(store, actor, session)
    games = await store.games.of_guild(actor.guild_id)
    plays = await store.plays.of_session(session.id) if session else []
    latest = frozenset(await store.play_history.latest(campaign_id, LAST_PLAYED, without) if campaign_id else ())
    tonight = frozenset(play.game.id for play in plays if play.status is not PlayStatus.SKIPPED)
    table, repeats = with_repeats(games, _table(wish, session, store.now, there | coming), latest, tonight)
    table = replace(table, said=said)
    histories = await _histories(store, actor.guild_id, without)
    picked = pick(games, table, histories, store.now, random, count)
    return Pick(
        picked,
        table,
        histories,
        campaign_id,
        session_id=session.id if session else None,
        playing=next((play.id for play in plays if play.status is PlayStatus.PLAYING), 0),
        at=store.now,
        coming=len(coming),
        queued={one.game.id: one.backers for one in await _queue(store, campaign_id)},
        repeats=repeats,
    )


async def _queue(store: Store, campaign_id: int | None) -> list[Nomination]:
    return await store.queue.of_campaign(campaign_id) if campaign_id else []


async def _campaign(store: Store, guild_id: int, channel_ids: Sequence[int]) -> int | None:
    """The campaign that is meant here, if that is clear: picking needs none."""
    with suppress(WhichCampaign):
        campaign = await queue_of(store, guild_id, channel_ids)
        return campaign.id if campaign else None
    return None


async def _live(store: Store, guild_id: int, channel_ids: Sequence[int], campaign_id: int | None) -> Session | None:
    """The session that is live here, else the campaign's; a private one is known only where it is."""
    if here := await store.sessions.live_in(guild_id, channel_ids):
        return here
    live = await store.sessions.live_instead(campaign_id, None) if campaign_id else None
    return live if live and not live.private else None


def _table(wish: Wish, session: Session | None, now: datetime, present: Collection[int]) -> Table:
    """What a game has to fit: what was wished, and else what the session says."""
    counted = len(present) if len(present) > ALONE else None
    left = _minutes_left(session, now) if session else None
    return Table(
        players=wish.players or counted,
        minutes=wish.minutes or left,
        any_length=wish.minutes is None,
        owners=frozenset(present) if wish.owned else None,
        tags=wish.tags,
    )


async def _present(store: Store, actor: Actor, session: Session | None) -> tuple[set[int], set[int]]:
    """Who is there, as who asks is; and who holds a seat, and has neither shown themselves nor left again."""
    if session is None:
        return {actor.user_id}, set()
    seating = await store.rsvps.seating(session)
    people = [one.lapsed(store.now).person for one in await store.presences.of_session(session.id)]
    there = {one.user_id for one in people if one.presence in THERE} | {actor.user_id}
    gone = {one.user_id for one in people if one.presence in GONE}
    return there, {one.user_id for one in seating.rsvps if one.seated} - gone - there


def _minutes_left(session: Session, now: datetime) -> int | None:
    """To the session's end as planned; None where it goes on beyond that."""
    left = int((session.ends_at - now).total_seconds() // 60)
    return left if left > 0 else None


async def _histories(store: Store, guild_id: int, without: Collection[int]) -> dict[int, History]:
    """What became of the guild's games, by their ids, but for those sessions."""
    last = await store.play_history.last_played(guild_id, without)
    game_of = await store.play_history.since(guild_id, store.now - VOTES_COUNT, without)
    votes: dict[int, list[tuple[int, datetime]]] = {}
    for vote in standing(await store.votes.on_plays(list(game_of))).values():
        votes.setdefault(game_of[vote.play_id], []).append((vote.value or 0, instant_of(vote.message_id)))
    return {
        game_id: History(sum(value for value, _ in cast), liking(cast, store.now), last.get(game_id))
        for game_id in {*last, *votes}
        for cast in (votes.get(game_id, []),)
    }
