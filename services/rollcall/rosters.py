"""What a campaign's open roll calls do when its players become others."""

from db.store import Store
from domain.campaigns import Campaign
from domain.cards import CardKind
from services.rollcall.closing import watch


async def follow(store: Store, campaign: Campaign) -> None:
    """Who plays has changed: each open roll call may be complete by now, or not any more, and its card says so.

    They are not locked: whoever locks a roll call and a campaign locks the roll call first.
    """
    for roll_call in await store.roll_calls.open_in(campaign.guild_id):
        if roll_call.campaign_id == campaign.id:
            await watch(store, roll_call)
            await store.cards.want(CardKind.ROLLCALL, roll_call.id)
