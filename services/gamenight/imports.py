"""Importing games into the library: first a look at what it would do, then the doing."""

import asyncio

from db.store import Store
from domain.actor import Actor
from domain.gamenight.exchange import Sheet
from domain.gamenight.library import Game
from domain.gamenight.merging import LibraryChanged, Plan, merge
from services.gamenight.library import RESERVED, redraw_boards, require_keeper, require_keeping
from services.outside import telling


async def plan_of(store: Store, actor: Actor, sheet: Sheet) -> Plan:
    """What importing the sheet would do now. Raises NotAllowed, LibraryFull."""
    require_keeping(actor)
    return await _plan(store, actor, sheet)


async def carry_out(store: Store, actor: Actor, sheet: Sheet, seen: Plan) -> Plan:
    """Imports the sheet, all of it at once, if that still does what was `seen`.

    Raises NotAllowed, LibraryFull, LibraryChanged.
    """
    await require_keeper(store, actor)
    plan = await _plan(store, actor, sheet)
    if plan.does != seen.does:
        raise LibraryChanged(plan)
    await store.games.save_all(plan.added, [one.after for one in plan.changed])
    await telling.library_imported(store, actor.guild_id, plan.added, len(plan.changed))
    if any(one.before.title != one.after.title for one in plan.changed):
        await redraw_boards(store, actor.guild_id)
    return plan


async def _plan(store: Store, actor: Actor, sheet: Sheet) -> Plan:
    library: list[Game] = await store.games.of_guild(actor.guild_id)
    return await asyncio.to_thread(merge, actor.guild_id, library, sheet, RESERVED)  # thousands of games take a while
