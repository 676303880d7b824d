"""Who acts, as the edge saw them at the moment of acting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a guild with what decides about their rights; services check it, inside their transaction."""

    user_id: int
    guild_id: int
    role_ids: frozenset[int] = frozenset()
    may_manage_events: bool = False
    may_manage_guild: bool = False
