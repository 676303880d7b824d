"""Making a session, whoever has it made: a person, a roll call or a series."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from db.store import Store
from domain.campaigns import Campaign
from domain.scheduling.session import DEFAULT_DURATION, Session, State
from services import reminders
from services.campaigns import card_channel
from services.scheduling import details as said
from services.scheduling.details import Details
from services.scheduling.shown import show


async def make(
    store: Store,
    campaign: Campaign,
    created_by: int,
    starts_at: datetime,
    details: Details,
    *,
    option_id: int | None = None,
    thread_id: int | None = None,
    usual: Mapping[str, Any] | None = None,
) -> Session:
    """A new planned session, numbered within its campaign; without card or reminders.

    What is not said is as in `usual`, by the session's own names; None: as in the campaign's last one.
    """
    details.check()
    if usual is None:
        usual = said.as_usual(await store.sessions.newest(campaign.id, private=thread_id is not None))
    session = Session(
        id=0,
        guild_id=campaign.guild_id,
        campaign_id=campaign.id,
        number=await store.campaigns.next_number(campaign.id),
        title=campaign.name,
        state=State.PLANNED,
        starts_at=starts_at,
        duration=DEFAULT_DURATION,
        created_by=created_by,
        option_id=option_id,
        private=thread_id is not None,
        thread_id=thread_id,
        asked_in_at=await _asked_in_at(store, thread_id),
        changed_at=store.now,
    )
    return await store.sessions.add(replace(session, **{**usual, **details.given()}))


async def appear(store: Store, session: Session, campaign: Campaign, channel_id: int) -> None:
    """Gives a session its card and its reminders; `channel_id` is where the command was used."""
    await show(store, session, await card_channel(store, campaign, channel_id))
    await reminders.plan(store, session)


async def _asked_in_at(store: Store, thread_id: int | None) -> datetime | None:
    """When who plays was let into the private thread: with the first session that has it."""
    if thread_id is None:
        return None
    return await store.threads.asked_in_at(thread_id) or store.now
