"""Importing chat logs: a look at what a log would do, the doing in parts, and undoing it."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.scheduling.session import Session
from domain.votes import ImportUndone, NothingToImport, NothingToUndo
from domain.votes.imports import Import
from domain.votes.logs import ChatLog, Line
from domain.votes.matching import Matched, match
from services.campaigns import every_one, may_organise, require_organiser

PART = 2000  # votes in one transaction: others wait for no more


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a log would do. `votes` are new, in the order of the log; `names`: their voters, no members.

    `duplicate` lines were seen before or stand twice in the log, `astray` ones fall into no play.
    """

    votes: Sequence[Matched]
    duplicate: int
    astray: Sequence[Line]
    names: Mapping[str, str]

    def parts(self) -> Iterator[Sequence[Matched]]:
        """The votes as they are added, part by part."""
        return (self.votes[start : start + PART] for start in range(0, len(self.votes), PART))


async def require_importing(store: Store, actor: Actor, session: Session | None) -> frozenset[int]:
    """The campaigns that the actor may import votes for. Raises NotAllowed, or NothingToImport where they run none."""
    if session is not None:
        await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
        return frozenset({session.campaign_id})
    every = await every_one(store, actor.guild_id)
    run = frozenset([one.id for one in every if await may_organise(store, actor, one)])
    for campaign in every if not run else ():
        await require_organiser(store, actor, campaign)
    if not run:
        raise NothingToImport
    return run


async def preview_of(
    store: Store, actor: Actor, session: Session | None, log: ChatLog, members: Mapping[str, int]
) -> Preview:
    """What importing the log would do now: for that session, or for all that the actor runs, private ones too.

    `members`: who has which username, in lower case as `casefold` gives it. Raises NotAllowed, NothingToImport.
    """
    run = await require_importing(store, actor, session)
    evenings = await store.played.evenings(actor.guild_id, session.id if session else None)
    taken = [one for campaign_id, one in evenings if campaign_id in run]
    if not taken:
        raise NothingToImport
    # A large log would hold everybody up.
    votes, astray = await asyncio.to_thread(match, log.lines, taken, members)
    known = await store.imports.known(actor.guild_id, votes)
    forgotten = await store.imports.nobodys({one.play_id for one in votes})
    new, names = await asyncio.to_thread(_new, votes, known, forgotten)
    return Preview(new, len(votes) - len(new), astray, names)


def _new(
    votes: Iterable[Matched], known: Iterable[bytes], forgotten: Iterable[tuple[int, datetime, int | None]]
) -> tuple[list[Matched], dict[str, str]]:
    """The votes that are not known, of those that stand twice the first; and the voters that are no members.

    Of a forgotten vote no hash is left: it takes the first line of its play and second that may be its own. Whose that
    is, nobody can tell, so that a log without the forgotten line may lose another one to it.
    """
    seen, new = set(known), []
    left = Counter((play_id, _second(instant), value) for play_id, instant, value in forgotten)
    for one in votes:
        if one.line_hash in seen:
            continue
        seen.add(one.line_hash)
        may_be = ((one.play_id, _second(one.said_at), value) for value in (one.value, None)) if left else ()
        if taken := next((its for its in may_be if left[its]), None):
            left[taken] -= 1
        else:
            new.append(one)
    return new, {one.name.casefold(): one.name for one in new if one.user_id is None}


def _second(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


async def begin(store: Store, actor: Actor, session: Session | None) -> int:
    """Begins an import, and gives its id. Raises NotAllowed, NothingToImport."""
    await require_importing(store, actor, session)
    return await store.imports.begin(actor.guild_id, session.id if session else None, actor.user_id, store.now)


async def add(store: Store, guild_id: int, import_id: int, votes: Sequence[Matched]) -> int:
    """Adds a part of a log, and gives how many of its lines were new. Raises ImportUndone."""
    await store.settings.lock(guild_id)  # whoever imports the same lines at this moment waits, and then knows them
    if not await store.imports.lock(import_id):
        raise ImportUndone
    known = await store.imports.known(guild_id, votes)
    new = [one for one in votes if one.line_hash not in known]
    await store.imports.add(import_id, guild_id, new)
    await _redraw(store, {one.session_id for one in new})
    return len(new)


async def _redraw(store: Store, session_ids: Collection[int]) -> None:
    for session_id in await store.sessions.lock(session_ids):
        await store.cards.want(CardKind.BOARD, session_id)
        await store.cards.want(CardKind.RECAP, session_id)


async def undoables(store: Store, actor: Actor) -> list[Import]:
    """The imports that the actor may undo, the newest first: those without votes for what others run."""
    every = await every_one(store, actor.guild_id)
    others = [one.id for one in every if not await may_organise(store, actor, one)]
    return await store.imports.of_guild(actor.guild_id, without=others) if len(others) < len(every) else []


async def undoable(store: Store, actor: Actor, import_id: int | None = None) -> Import:
    """That import, or the last that the actor may undo. Raises NotAllowed, NothingToUndo, ImportUndone."""
    if import_id is None:
        found = next(iter(await undoables(store, actor)), None)
    else:
        found = await store.imports.get(import_id, actor.guild_id)
    if found is None:
        with suppress(NothingToImport):
            await require_importing(store, actor, None)  # who runs nothing is told that
        raise NothingToUndo
    if found.undone_at is not None:
        raise ImportUndone
    for campaign_id in {campaign_id for _, campaign_id in await store.imports.sessions(found.id)}:
        await require_organiser(store, actor, await store.campaigns.get(campaign_id, actor.guild_id))
    if not found.votes:
        await require_importing(store, actor, None)
    return found


async def undo(store: Store, actor: Actor, import_id: int) -> Import:
    """Takes an import's votes away; what stood before stands again. Raises NotAllowed, NothingToUndo, ImportUndone."""
    await store.settings.lock(actor.guild_id)
    found = await undoable(store, actor, import_id)
    await store.imports.lock(import_id)
    await _redraw(store, [session_id for session_id, _ in await store.imports.sessions(import_id)])
    await store.imports.undo(import_id, store.now)
    return found
