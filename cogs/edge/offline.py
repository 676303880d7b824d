"""Players without an account, as people read their names."""

from collections.abc import Mapping

from cogs.edge.text import plain
from db.store import Store


async def offline_names(store: Store, campaign_id: int) -> Mapping[int, str]:
    """The names of the campaign's offline players, by the negative id under which their answers are kept."""
    roster = await store.players.roster(campaign_id)
    return {-one.id: f"{plain(one.name)} (offline)" for one in roster.offline}
