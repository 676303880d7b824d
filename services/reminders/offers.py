"""Offers: some time after a campaign's last session its organiser is offered a roll call."""

from db.store import Store
from domain.campaigns import Campaign
from domain.reminders import TO_COME, Kind, Reminder
from domain.scheduling.session import Session


async def plan_offer(store: Store, ended: Session) -> None:
    """Makes the campaign's one offer after this session, in place of one still to come after an earlier session.

    It is for the campaign's organiser, else for whoever made the session. Whether it is said is decided when it is due.
    """
    await store.campaigns.lock(ended.campaign_id)  # as whoever edits it does: there is one offer, however they meet
    campaign = await store.campaigns.get(ended.campaign_id, ended.guild_id)
    await store.reminders.withdraw((Kind.OFFER,), campaign.id, store.now)
    due_at = (ended.ended_at or store.now) + campaign.offers_after
    whom = campaign.organiser_id or ended.created_by
    await store.reminders.add(Reminder(0, campaign.guild_id, Kind.OFFER, campaign.id, due_at, user_id=whom))


async def move_offer(store: Store, before: Campaign, after: Campaign) -> None:
    """Brings an offer to come to the campaign's new organiser and its new time, which may be now; none is made anew."""
    if (before.offers_after, before.organiser_id) == (after.offers_after, after.organiser_id):
        return
    for offer in await store.reminders.of_subject(Kind.OFFER, after.id):
        if offer.status in TO_COME and offer.tried_at is None:
            await store.reminders.withdraw((Kind.OFFER,), after.id, store.now)
            due_at = max(offer.due_at - before.offers_after + after.offers_after, store.now)
            whom = after.organiser_id or offer.user_id
            await store.reminders.add(Reminder(0, after.guild_id, Kind.OFFER, after.id, due_at, user_id=whom))
