"""How a roll call stands to its quorum."""

from dataclasses import dataclass

from db.store import Store
from domain.rollcall.options import Count
from domain.rollcall.poll import RollCall
from domain.rollcall.quorum import Lacking, Quorum, read_quorum


@dataclass(frozen=True, slots=True)
class Standing:
    """`met` is the best option that meets the quorum. Where none does, `nearest` is the best one, and what it lacks.

    All of options that are still to come, or were when it closed; `nearest` is None where there is none, or nobody can
    make any.
    """

    quorum: Quorum
    organiser_id: int
    met: Count | None
    nearest: Count | None
    lacking: Lacking


async def standing(store: Store, roll_call: RollCall) -> Standing | None:
    """How it stands now, or stood when it closed; None without a quorum.

    The organiser is the campaign's own, else whoever opened the roll call.
    """
    if roll_call.quorum is None:
        return None
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    organiser_id = campaign.organiser_id or roll_call.created_by
    quorum = read_quorum(roll_call.quorum)
    met = quorum.best(roll_call, roll_call.as_of(store.now), organiser_id)
    nearest = met or roll_call.leading(store.now)
    lacking = quorum.lacking(nearest, organiser_id) if nearest else Lacking(quorum.yes)
    return Standing(quorum, organiser_id, met, nearest, lacking)
