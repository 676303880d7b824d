"""Who runs a roll call: whoever opened it, and organisers."""

from db.store import Store
from domain.actor import Actor
from domain.campaigns import is_organiser
from domain.errors import NotAllowed
from domain.rollcall.poll import RollCall


async def require_owner(store: Store, actor: Actor, roll_call: RollCall) -> None:
    """Raises NotAllowed unless the actor opened the roll call, or runs its campaign."""
    campaign = await store.campaigns.get(roll_call.campaign_id, actor.guild_id)
    guild = await store.settings.of_guild(actor.guild_id)
    if actor.user_id != roll_call.created_by and not is_organiser(actor, campaign, guild):
        raise NotAllowed("whoever opened the roll call and organisers")
