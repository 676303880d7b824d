"""What is due next in the demo, in words."""

from datetime import datetime

from bot.demo.people import Table
from bot.demo.words import away, moment
from cogs.edge.wording import title_of
from db.store import Store
from domain.errors import NothingMatches
from domain.reminders import OF_SESSIONS, Kind, Reminder
from domain.rollcall.poll import Status as Answers
from services.reminders.sending import about

SILENT = (Kind.PRESENCE,)  # it is no news that somebody is idle
OF_ONE_SESSION = {
    Kind.SESSION: "a reminder of {}",
    Kind.MOVED: "word that {} was moved",
    Kind.CANCELLED: "word that {} is cancelled",
    Kind.SEAT: "word of a seat at {}",
    Kind.PROMOTED: "word that {} is planned",
    Kind.OVER: "the planned end of {}",
}
OF_ONE_ROLL_CALL = {
    Kind.DEADLINE: "the end of the roll call {}",
    Kind.COMPLETE: "the end of the roll call {}, which everybody has answered",
    Kind.NUDGE: "a call to those who have not answered the roll call {}",
    Kind.MISSING: "word of what the roll call {} lacks for a session",
    Kind.UNDONE: "word that the session of the roll call {} is off again",
    Kind.CHANGED: "word that the roll call {} has changed",
    Kind.REFUSED: "word that a reaction to the roll call {} does not count",
}
OTHERS = {
    Kind.NOTE: "what {} asked to be reminded of",
    Kind.DIGEST: "the week ahead, as a digest",
    Kind.OFFER: "the offer of a roll call, to {}",
    Kind.PICK: "the end of the poll on what to play",
    Kind.PRESENCE: "a look at who is still there",
}
NO_UNDO = "the end of the time to undo what the roll call {} became"


async def next_due(table: Table) -> datetime | None:
    """When people see something happen next; None where nothing is to come."""
    async with table.simulation.bot.database.read() as store:
        found = await store.deliveries.next(without=SILENT)
    return found[0] if found else None


async def next_thing(table: Table) -> str | None:
    """`a reminder of “Spirit Island”, Thu 8 Jan, 19:00 UTC (in 7 days)`; None where nothing is to come."""
    async with table.simulation.bot.database.read() as store:
        return await next_of(store, table)


async def next_of(store: Store, table: Table) -> str | None:
    """The same, as that transaction sees it."""
    found = await store.deliveries.next(without=SILENT)
    if found is None:
        return None
    due, reminder = found
    what = await _what(store, table, reminder)
    return f"{what}, {moment(due)} ({away(due - store.now)})" if due > store.now else f"{what}, now"


async def _what(store: Store, table: Table, reminder: Reminder) -> str:
    """What comes with a row of the timetable."""
    told = await about(store, reminder)
    try:
        said = await _said(store, table, told)
    except NothingMatches:  # it was deleted meanwhile, and nothing comes of the row
        return "what is in vain by then"
    return said if told is reminder else f"{said}, privately to {_person(table, reminder)}"


async def _said(store: Store, table: Table, told: Reminder) -> str:
    if told.kind in OTHERS:
        return OTHERS[told.kind].format(_person(table, told))
    if told.kind in OF_SESSIONS or told.kind is Kind.OVER:
        session = await store.sessions.get(told.subject_id, told.guild_id)
        return OF_ONE_SESSION[told.kind].format(f"“{session.title}”")
    roll_call = await store.roll_calls.get(told.subject_id, told.guild_id)
    is_undo = told.kind is Kind.DEADLINE and roll_call.status is not Answers.OPEN
    return (NO_UNDO if is_undo else OF_ONE_ROLL_CALL[told.kind]).format(f"“{title_of(roll_call.title)}”")


def _person(table: Table, reminder: Reminder) -> str:
    return table.names.get(reminder.user_id or 0, "somebody")
