"""Campaigns: groups that play together again and again."""

from dataclasses import dataclass
from enum import StrEnum

from domain.actor import Actor
from domain.settings import GuildSettings

GAME_NIGHT = "Game night"


class Kind(StrEnum):
    """What a campaign is."""

    CAMPAIGN = "campaign"
    GAME_NIGHT = "game_night"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A group that plays together. `organiser_id` is None where the guild's organisers run it."""

    id: int
    guild_id: int
    name: str
    kind: Kind = Kind.GAME_NIGHT
    organiser_id: int | None = None
    channel_id: int | None = None
    ping_role_id: int | None = None
    timezone: str | None = None


def is_organiser(actor: Actor, campaign: Campaign, guild: GuildSettings) -> bool:
    """Whether the actor runs this campaign: its organiser, the guild's organiser role, or Manage Events."""
    return (
        actor.may_manage_events or actor.user_id == campaign.organiser_id or guild.organiser_role_id in actor.role_ids
    )
