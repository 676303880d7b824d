"""Values to be stored, with what the test does not care about filled in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from db.store import Store
from domain.reminders import Kind, Reminder
from domain.scheduling.session import Session, State

GUILD = 10
NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)  # where the tests' clock begins


async def a_session(store: Store, **details: Any) -> Session:
    """A planned session of the guild's game night, kept."""
    campaign = await store.campaigns.game_night(GUILD)
    session = Session(
        id=0,
        guild_id=GUILD,
        campaign_id=campaign.id,
        number=await store.campaigns.next_number(campaign.id),
        title="Game night",
        state=State.PLANNED,
        starts_at=NOON + timedelta(days=1),
        duration=timedelta(hours=3),
        created_by=7,
    )
    return await store.sessions.add(replace(session, **details))


async def a_reminder(store: Store, due_at: datetime, subject_id: int = 1, kind: Kind = Kind.SESSION) -> None:
    """A pending reminder, kept."""
    await store.reminders.add(Reminder(0, GUILD, kind, subject_id, due_at))
