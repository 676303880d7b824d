"""What is due next in the demo, in words."""

from datetime import datetime

from bot.demo.people import Table
from bot.demo.words import away, moment
from cogs.edge.wording import title_of
from db.store import Store
from domain.reminders import Kind, Status
from domain.rollcall.poll import Status as Answers
from domain.scheduling.session import State

SILENT = (Kind.PRESENCE,)  # it is no news that somebody is idle


async def next_due(table: Table) -> datetime | None:
    """When people see something happen next; None where nothing is to come."""
    async with table.simulation.bot.database.read() as store:
        return await store.deliveries.next_due(without=SILENT)


async def next_thing(table: Table) -> str | None:
    """`a reminder of “Spirit Island”, Thu 8 Jan, 19:00 UTC (in 7 days)`; None where nothing is to come."""
    bot = table.simulation.bot
    due = await next_due(table)
    if due is None:
        return None
    async with bot.database.read() as store:
        what = (await _reminders(store, table.guild_id) | await _deadlines(store, table.guild_id)).get(due, "something")
    return f"{what}, {moment(due)} ({away(due - table.simulation.clock())})"


async def _reminders(store: Store, guild_id: int) -> dict[datetime, str]:
    found = {}
    for session in await store.listing.find(guild_id, (State.PLANNED,), store.now):
        for one in await store.reminders.of_subject(Kind.SESSION, session.id):
            if one.status is Status.PENDING:
                found[one.due_at] = f"a reminder of “{session.title}”"
    return found


async def _deadlines(store: Store, guild_id: int) -> dict[datetime, str]:
    found = {}
    for named in await store.roll_calls.names(guild_id):
        roll_call = await store.roll_calls.get(named.id, guild_id)
        if roll_call.status is Answers.OPEN:
            found[roll_call.deadline] = f"the end of the roll call “{title_of(roll_call.title)}”"
    return found
