"""Calendar feeds: what one secret address shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """One person's feed: a campaign's sessions, or, without one, all of the guild's that concern them."""

    guild_id: int
    user_id: int
    campaign_id: int | None = None
