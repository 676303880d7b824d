"""The digest: a guild's week ahead. There is never more than one to come."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from db.store import Store
from domain.digest import AHEAD, read_weekly
from domain.reminders import Kind, Reminder
from domain.rollcall.poll import RollCall
from domain.scheduling.session import Session, State

MOST_SESSIONS = 500


@dataclass(frozen=True, slots=True)
class Week:
    """What is ahead in a guild: its sessions, and the roll calls that take answers, in time order."""

    sessions: tuple[Session, ...]
    roll_calls: tuple[RollCall, ...]


async def plan(store: Store, guild_id: int) -> None:
    """Makes the guild's next digest, in place of one still to come; none where it set none.

    Whoever calls this has locked the guild's settings.
    """
    await store.reminders.withdraw((Kind.DIGEST,), guild_id, store.now)
    guild = await store.settings.of_guild(guild_id)
    if guild.digest is not None:
        due_at = read_weekly(guild.digest).after(store.now, ZoneInfo(guild.timezone))
        await store.reminders.add(Reminder(0, guild_id, Kind.DIGEST, guild_id, due_at))


async def week(store: Store, guild_id: int) -> Week:
    """The coming seven days, as everybody in the guild may see them: private sessions are left out."""
    planned = await store.listing.find(guild_id, (State.PLANNED,), store.now, limit=MOST_SESSIONS)
    near = (one for one in planned if not one.private and store.now < one.starts_at <= store.now + AHEAD)
    open_ = (one for one in await store.roll_calls.open_in(guild_id) if one.deadline > store.now)
    return Week(tuple(near), tuple(open_))
