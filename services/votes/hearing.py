"""Votes: what is said in chat about the play of that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.store import Store
from domain.cards import CardKind
from domain.gamenight.plays import Play
from domain.scheduling.session import Session
from domain.votes import AFTERGLOW, THIS_GAME, Token, Vote, play_at


@dataclass(frozen=True, slots=True)
class Heard:
    """A chat message as far as votes go. `channel_ids`: its channel, and the parent where that is a thread.

    `sent_at` is the message's own time, from its id; `seen_at` that of this version of it: `sent_at`, or its last edit.
    """

    guild_id: int
    channel_ids: tuple[int, ...]
    message_id: int
    user_id: int
    tokens: tuple[Token, ...]
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
    open_to_votes = [
        session
        for session in await store.sessions.begun_in(heard.guild_id, heard.channel_ids, heard.sent_at)
        if session.ended_at is None or heard.sent_at < session.ended_at + AFTERGLOW
    ]
    meant = await _meant(store, heard, open_to_votes)
    if meant is None and before is None:
        nothing_yet = any(token.name == THIS_GAME for token in heard.tokens) and bool(open_to_votes)
        return Counted(
            tell_nothing_to_vote_on=nothing_yet and await store.votes.tell_once(open_to_votes[0].id, heard.user_id)
        )
    play_id = meant[0].id if meant else before.play_id if before else 0
    value = meant[1].value if meant else None
    vote = Vote(heard.message_id, heard.channel_ids[0], play_id, heard.user_id, value, heard.seen_at)
    if vote != before:
        await store.votes.save(vote)
        await _redraw(store, await store.plays.session_of(play_id))
    return Counted(counts=value is not None)


async def _meant(store: Store, heard: Heard, sessions: Sequence[Session]) -> tuple[Play, Token] | None:
    """The play that the message is about, and what it says of it: its last token that means one.

    While nothing is played in a new session, votes still go to the one before, for as long as that takes them.
    """
    for session in sessions:
        plays = await store.plays.of_session(session.id)
        for token in reversed(heard.tokens):
            if token.name == THIS_GAME:
                play = play_at(plays, heard.sent_at, session.ended_at)
            else:
                named = (one for one in plays if one.game.alias == token.name and one.started_at <= heard.sent_at)
                play = max(named, key=lambda one: (one.started_at, one.id), default=None)
            if play is not None:
                return play, token
    return None


async def unhear(store: Store, message_ids: Sequence[int]) -> None:
    """Takes back the votes of deleted messages; a person's earlier vote stands again."""
    for message_id in message_ids:
        vote = await store.votes.of_message(message_id)
        if vote and not vote.deleted:
            gone = Vote(vote.message_id, vote.channel_id, vote.play_id, vote.user_id, None, vote.seen_at, deleted=True)
            await store.votes.save(gone)
            session_id = await store.plays.session_of(vote.play_id)
            await _redraw(store, session_id)


async def _redraw(store: Store, session_id: int) -> None:
    await store.cards.want(CardKind.BOARD, session_id)
    await store.cards.want(CardKind.RECAP, session_id)
