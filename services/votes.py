"""Votes: what is said in chat about the play of that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.store import Store
from domain.cards import CardKind
from domain.gamenight import Play
from domain.scheduling.session import Session
from domain.votes import AFTERGLOW, THIS_GAME, Tally, Token, Vote, play_at, tallies


@dataclass(frozen=True, slots=True)
class Heard:
    """A chat message as far as votes go. `channel_ids`: its channel, and the parent where that is a thread.

    `sent_at` is the message's own time, from its id; `seen_at` that of this version of it: `sent_at`, or its last edit.
    """

    guild_id: int
    channel_ids: tuple[int, ...]
    message_id: int
    user_id: int
    token: Token | None
    sent_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """What hearing a message did: whether its vote counts now, or nobody can vote yet and they were not told before."""

    counts: bool = False
    tell_nothing_to_vote_on: bool = False


async def hear(store: Store, heard: Heard) -> Counted:
    """Counts what the message says now, once: an older version of it changes nothing, a newer one replaces it."""
    before = await store.votes.of_message(heard.message_id)
    if before and (before.deleted or heard.seen_at < before.seen_at):
        return Counted()
    session = await store.sessions.latest_in(heard.guild_id, heard.channel_ids, heard.sent_at)
    if session is None or (session.ended_at and heard.sent_at >= session.ended_at + AFTERGLOW):
        return Counted()
    plays = await store.plays.of_session(session.id)
    play = _meant(plays, heard, session) if heard.token else None
    if play is None and before is None:
        nothing_yet = heard.token is not None and heard.token.name == THIS_GAME
        return Counted(tell_nothing_to_vote_on=nothing_yet and await store.votes.tell_once(session.id, heard.user_id))
    play_id = play.id if play else before.play_id if before else 0
    value = heard.token.value if play and heard.token else None
    vote = Vote(heard.message_id, heard.channel_ids[0], play_id, heard.user_id, value, heard.seen_at)
    if vote != before:
        await store.votes.save(vote)
        await _redraw(store, session.id)
    return Counted(counts=value is not None)


def _meant(plays: Sequence[Play], heard: Heard, session: Session) -> Play | None:
    token = heard.token
    if token is None:
        return None
    if token.name == THIS_GAME:
        return play_at(plays, heard.sent_at, session.ended_at)
    begun = [play for play in plays if play.game.alias == token.name and play.started_at <= heard.sent_at]
    return begun[-1] if begun else None


async def unhear(store: Store, message_ids: Sequence[int]) -> None:
    """Takes back the votes of deleted messages; a person's earlier vote stands again."""
    for message_id in message_ids:
        vote = await store.votes.of_message(message_id)
        if vote and not vote.deleted:
            gone = Vote(vote.message_id, vote.channel_id, vote.play_id, vote.user_id, None, vote.seen_at, deleted=True)
            await store.votes.save(gone)
            session_id = await store.plays.session_of(vote.play_id)
            await _redraw(store, session_id)


async def tally(store: Store, session: Session) -> list[tuple[Play, Tally]]:
    """The session's plays in order, each with its standing votes."""
    plays = await store.plays.of_session(session.id)
    counted = tallies(await store.votes.on_plays([play.id for play in plays]))
    return [(play, counted.get(play.id, Tally())) for play in plays]


async def _redraw(store: Store, session_id: int) -> None:
    await store.cards.want(CardKind.BOARD, session_id)
    await store.cards.want(CardKind.RECAP, session_id)
