"""Offering a roll call at a campaign's usual times, to its organiser, when nothing is planned."""

from dataclasses import dataclass, replace
from datetime import datetime

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.reminders import TO_COME, Kind, Reminder, Status
from domain.rollcall.poll import RollCall
from domain.rollcall.usual import (
    LAST_SESSIONS,
    CampaignWentOn,
    Held,
    OfferLapsed,
    next_times,
    read_times,
    usual_slots,
    write_times,
)
from domain.scheduling.session import Session, State
from services.campaigns import card_channel, going_on, require_organiser
from services.rollcall.opening import Poll, open_
from services.settings import zone_of_campaign


@dataclass(frozen=True, slots=True)
class Offer:
    """A roll call that is offered, after the campaign's session `last`; its card would stand in that channel."""

    campaign: Campaign
    last: Session
    starts: tuple[datetime, ...]
    channel_id: int


async def offer(store: Store, due: Reminder) -> Offer | None:
    """What is offered now, with times that are kept so that taking it means them.

    None where the campaign goes on, was put away or wants no offers, and where it has no usual times.
    """
    campaign = await store.campaigns.get(due.subject_id, due.guild_id)
    if campaign.offers_muted or campaign.archived_at is not None or await _goes_on(store, campaign):
        return None
    past = await _past(store, campaign)
    starts = read_times(due.text) if due.text else await _usual_times(store, campaign, past)
    coming = tuple(one for one in starts if one > store.now)
    if not coming:
        return None
    if not due.text:
        await store.reminders.reword(due.id, write_times(coming))
    return Offer(campaign, past[-1], coming, await _channel(store, campaign, past[-1]))


async def offered(store: Store, user_id: int, reminder_id: int) -> Reminder:
    """The offer that was made to this person. Raises NothingMatches."""
    found = await store.reminders.of_person(reminder_id, user_id)
    if found is None or found.kind is not Kind.OFFER:
        raise NothingMatches("offer", f"#{reminder_id}")
    return found


async def take(store: Store, actor: Actor, reminder_id: int) -> RollCall:
    """Opens the roll call that was offered, in the actor's name; times that have passed are left out.

    Raises NotAllowed, NothingMatches, CampaignArchived, CampaignWentOn, OfferLapsed.
    """
    made = await _answered(store, actor.user_id, reminder_id)
    await store.campaigns.lock(made.subject_id)  # two who take it at once open one
    campaign = going_on(await store.campaigns.get(made.subject_id, actor.guild_id))
    if await _goes_on(store, campaign):
        raise CampaignWentOn(campaign.name)
    starts = [one for one in read_times(made.text or "") if one > store.now]
    past = await _past(store, campaign)
    if not starts or not past:
        raise OfferLapsed
    return await open_(store, actor, campaign, Poll(starts), await _channel(store, campaign, past[-1]))


async def decline(store: Store, user_id: int, reminder_id: int) -> Campaign:
    """Leaves it at that, until the campaign's next session has ended. Raises NothingMatches."""
    made = await _answered(store, user_id, reminder_id)
    return await store.campaigns.get(made.subject_id, made.guild_id)


async def mute(store: Store, actor: Actor, reminder_id: int) -> Campaign:
    """The campaign gets no offers any more. Raises NotAllowed, NothingMatches."""
    made = await _answered(store, actor.user_id, reminder_id)
    await store.settings.lock(actor.guild_id)  # as whoever edits the campaign does
    campaign = await store.campaigns.get(made.subject_id, actor.guild_id)
    await require_organiser(store, actor, campaign)
    await store.campaigns.save(replace(campaign, offers_muted=True))
    return campaign


async def _answered(store: Store, user_id: int, reminder_id: int) -> Reminder:
    """The offer that this person reacts to: whatever became of sending it, it has arrived."""
    made = await offered(store, user_id, reminder_id)
    if made.status in TO_COME:
        await store.deliveries.settle(made.id, Status.SENT, store.now)
    return made


async def _goes_on(store: Store, campaign: Campaign) -> bool:
    """Whether a session is live or planned, or a roll call open."""
    if await store.sessions.active(campaign.id, store.now):
        return True
    return any(one.campaign_id == campaign.id for one in await store.roll_calls.open_in(campaign.guild_id))


async def _past(store: Store, campaign: Campaign) -> list[Session]:
    """The campaign's last sessions, in time order."""
    return await store.listing.find(
        campaign.guild_id, (State.COMPLETED,), store.now, campaign_id=campaign.id, limit=LAST_SESSIONS
    )


async def _usual_times(store: Store, campaign: Campaign, past: list[Session]) -> list[datetime]:
    zone = await zone_of_campaign(store, campaign)
    came = await store.rsvps.taken([one.id for one in past])
    held = (Held(one.starts_at, came.get(one.id, 0), chosen=one.starts_at != one.started_at) for one in past)
    return next_times(usual_slots(held, zone), store.now, zone)


async def _channel(store: Store, campaign: Campaign, last: Session) -> int:
    """The campaign's channel, else the guild's, else where the last session's card stands, or it was played."""
    card = await store.cards.get(CardKind.SESSION, last.id)
    return await card_channel(store, campaign, card.channel_id if card else last.live_channel_id or 0)
