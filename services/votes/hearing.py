"""Hearing votes: what a message says about the play of its moment, and what its edits and its deletion change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.store import Store
from domain.cards import CardKind
from domain.gamenight.plays import Play
from domain.scheduling.session import Session
from domain.snowflake import instant_of
from domain.votes import AFTERGLOW, THIS_GAME, Token, Vote, meant
from services.outside import telling


@dataclass(frozen=True, slots=True)
class Heard:
    """A chat message as far as votes go. `channel_ids`: its channel, and the parent where that is a thread.

    `sent_at` is the message's own time, from its id; `seen_at` that of this version of it: `sent_at`, or its last edit.
    `line_hash` is that of `domain.votes.line_hash`.
    """

    guild_id: int
    channel_ids: tuple[int, ...]
    message_id: int
    user_id: int
    tokens: tuple[Token, ...]
    sent_at: datetime
    seen_at: datetime
    line_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What hearing a message did: whether its vote counts now, for which play, and whether it did so before.

    `tell_nothing_to_vote_on`: nobody can vote yet, and the person was not told before.
    """

    counts: bool = False
    tell_nothing_to_vote_on: bool = False
    play: Play | None = None
    value: int | None = None
    again: bool = False


async def hear(store: Store, heard: Heard) -> Counted:
    """Counts what the message says now, once: an older version of it changes nothing, a newer one replaces it.

    A version that counts stays as it was counted, whatever is called what by now. What somebody forgotten wrote stays.
    """
    sessions = await _open_at(store, heard.guild_id, heard.channel_ids, heard.sent_at, lock=True)
    before = await store.votes.of_message(heard.message_id)
    if before is None and await store.votes.is_deleted(heard.message_id):
        return Counted()
    if before is not None and before.user_id != heard.user_id:
        return Counted()
    counted = await _counted(store, heard, before, sessions)
    if heard.line_hash is not None:
        await store.votes.note_line(heard.message_id, heard.line_hash)
    return counted


async def _counted(store: Store, heard: Heard, before: Vote | None, sessions: Sequence[Session]) -> Counted:
    if before and (before.deleted or heard.seen_at < before.seen_at):
        return Counted()
    if before and before.value is not None and heard.seen_at == before.seen_at:
        return Counted(counts=True, play=await store.plays.get(before.play_id), value=before.value, again=True)
    meant = await _meant(store, heard, sessions)
    if meant is None:
        await _silence(store, heard, before, sessions)
        return Counted(tell_nothing_to_vote_on=before is None and await _is_too_early(store, heard, sessions))
    play, token = meant
    says = Vote(heard.message_id, heard.channel_ids[0], play.id, heard.user_id, token.value, heard.seen_at)
    again = before is not None and (before.play_id, before.value) == (says.play_id, says.value)
    await _keep(store, before, says)
    return Counted(counts=True, play=play, value=token.value, again=again)


async def unhear(store: Store, guild_id: int, channel_ids: tuple[int, ...], message_ids: Collection[int]) -> None:
    """Takes the votes of deleted messages back; earlier ones stand again. A message not heard yet never counts."""
    for message_id in sorted(message_ids, reverse=True):  # sessions are locked in one order: the newest first
        # Whoever hears the message at this moment waits for the same sessions, and then finds it deleted.
        sessions = await _open_at(store, guild_id, channel_ids, instant_of(message_id), lock=True)
        vote = await store.votes.of_message(message_id)
        if vote is not None:
            await _keep(store, vote, replace(vote, value=None, deleted=True))
        elif sessions:
            await store.votes.note_deleted(message_id, channel_ids[0], store.now)


async def concerns(store: Store, guild_id: int, channel_ids: tuple[int, ...], message_ids: Collection[int]) -> bool:
    """Whether an edit or a deletion of these messages may change a vote; that of most cannot, and is not written."""
    if await store.votes.kept(message_ids):
        return True
    for message_id in message_ids:
        if await _open_at(store, guild_id, channel_ids, instant_of(message_id)):
            return True
    return False


async def _open_at(
    store: Store, guild_id: int, channel_ids: tuple[int, ...], instant: datetime, *, lock: bool = False
) -> list[Session]:
    """The sessions that took votes in the first of these channels where any did at that instant, the newest first.

    So a thread's own session takes what is written there, and its parent's only where the thread has none.
    """
    for channel_id in channel_ids:
        begun = await store.sessions.begun_in(guild_id, (channel_id,), instant, lock=lock)
        if took := [one for one in begun if one.ended_at is None or instant < one.ended_at + AFTERGLOW]:
            return took
    return []


async def _meant(store: Store, heard: Heard, sessions: Sequence[Session]) -> tuple[Play, Token] | None:
    """The play that the message is about, and what it says of it: its last token that means one.

    While nothing is played in a new session, votes still go to the one before, for as long as that takes them.
    """
    for session in sessions:
        plays = await store.plays.of_session(session.id)
        if found := meant(plays, heard.tokens, heard.sent_at, session.ended_at):
            return found
    return None


async def _silence(store: Store, heard: Heard, before: Vote | None, sessions: Sequence[Session]) -> None:
    """Keeps that this version votes nothing, where an older one may still come that does."""
    if before is not None:
        await _keep(store, before, replace(before, value=None, seen_at=heard.seen_at))
    elif heard.seen_at > heard.sent_at:
        somewhere = replace(heard, tokens=(Token(THIS_GAME, 1),))
        if meant := await _meant(store, somewhere, sessions):
            says = Vote(heard.message_id, heard.channel_ids[0], meant[0].id, heard.user_id, None, heard.seen_at)
            await store.votes.save(says)


async def _is_too_early(store: Store, heard: Heard, sessions: Sequence[Session]) -> bool:
    """Whether the person is to be told, now and never again, that nothing has been played yet."""
    asks = any(token.name == THIS_GAME for token in heard.tokens)
    return asks and bool(sessions) and await store.votes.tell_once(sessions[0].id, heard.user_id)


async def _keep(store: Store, before: Vote | None, says: Vote) -> None:
    if says == before:
        return
    plays = sorted({one.play_id for one in (before, says) if one is not None and one.value is not None})
    async with telling.votes_of(store, says.user_id, plays):
        await store.votes.save(says)
    if before is not None and (before.play_id, before.value) == (says.play_id, says.value):
        return
    for play_id in plays:
        session_id = await store.plays.session_of(play_id)
        await store.cards.want(CardKind.BOARD, session_id)
        await store.cards.want(CardKind.RECAP, session_id)
