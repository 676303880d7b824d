"""Importing chat logs: a look at what a log would do, the doing in parts, and undoing it."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.scheduling.session import Session
from domain.votes import ImportUndone, NothingToImport, NothingToUndo
from domain.votes.imports import Import
from domain.votes.logs import ChatLog
from domain.votes.matching import Evening, Matched, match
from services.campaigns import every_one, may_organise, require_organiser
from services.scheduling import looking

PART = 2000  # votes in one transaction: others wait for no more


@dataclass(frozen=True, slots=True)
class Look:
    """What importing a log would do. `votes` are new, in the order of the log; `names`: their voters, no members.

    `duplicate` lines were seen before or stand twice in the log, `unmatched` ones fall into no play.
    """

    votes: tuple[Matched, ...]
    duplicate: int
    unmatched: int
    names: tuple[str, ...]

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


async def look(
    store: Store,
    actor: Actor,
    here: Collection[int],
    session: Session | None,
    log: ChatLog,
    members: Mapping[str, int],
) -> Look:
    """What importing the log would do now: for that session, or for all that the actor runs and may know of.

    `members`: who has which username, in lower case as `casefold` gives it. Raises NotAllowed, NothingToImport.
    """
    run = await require_importing(store, actor, session)
    evenings = await _evenings(store, actor, here, session, run)
    if not evenings:
        raise NothingToImport
    votes, unmatched = await asyncio.to_thread(match, log.lines, evenings)
    once = {one.line_hash: one for one in reversed(votes)}  # of lines that stand twice the first is taken
    known = await store.imports.known(actor.guild_id, list(once))
    new = [
        replace(one, user_id=members.get(one.name.casefold()))
        for one in votes
        if one.line_hash not in known and once[one.line_hash] is one
    ]
    names = {one.name.casefold(): one.name for one in new if one.user_id is None}
    return Look(tuple(new), len(votes) - len(new), unmatched, tuple(names.values()))


async def begin(store: Store, actor: Actor, session: Session | None) -> int:
    """Begins an import, and gives its id. Raises NotAllowed, NothingToImport."""
    await require_importing(store, actor, session)
    return await store.imports.begin(actor.guild_id, session.id if session else None, actor.user_id, store.now)


async def add(store: Store, guild_id: int, import_id: int, votes: Sequence[Matched]) -> int:
    """Adds a part of a log, and gives how many of its lines were new. Raises ImportUndone."""
    await store.settings.lock(guild_id)  # whoever imports the same lines at this moment waits, and then knows them
    if not await store.imports.lock(import_id):
        raise ImportUndone
    known = await store.imports.known(guild_id, [one.line_hash for one in votes])
    new = [one for one in votes if one.line_hash not in known]
    await store.imports.add(import_id, guild_id, new)
    return len(new)


async def show(store: Store, import_id: int) -> None:
    """Has the boards and recaps redrawn that show votes of the import."""
    for session_id, _ in await store.imports.sessions(import_id):
        await store.cards.want(CardKind.BOARD, session_id)
        await store.cards.want(CardKind.RECAP, session_id)


async def undoable(store: Store, actor: Actor, import_id: int | None = None) -> Import:
    """That import, or the guild's last. Raises NotAllowed, NothingToUndo, ImportUndone."""
    if import_id is None:
        found = next(iter(await store.imports.of_guild(actor.guild_id)), None)
    else:
        found = await store.imports.get(import_id, actor.guild_id)
    if found is None:
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
    await show(store, import_id)
    await store.imports.undo(import_id, store.now)
    return found


async def _evenings(
    store: Store, actor: Actor, here: Collection[int], session: Session | None, run: Collection[int]
) -> list[Evening]:
    unseen = await looking.hidden(store, actor, here)
    evenings = await store.played.evenings(actor.guild_id, session.id if session else None)
    return [one for campaign_id, one in evenings if campaign_id in run and one.session_id not in unseen]
