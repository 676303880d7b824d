"""Campaigns: groups that play together again and again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.actor import Actor
from domain.errors import UserError
from domain.settings import GuildSettings

GAME_NIGHT = "Game night"


class Kind(StrEnum):
    """What a campaign is."""

    CAMPAIGN = "campaign"
    GAME_NIGHT = "game_night"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A group that plays together. `organiser_id` is None where the guild's organisers run it.

    `role_id`: only its holders may answer. `reminders` None: the guild's. `archived_at`: over, and only looked back at.
    """

    id: int
    guild_id: int
    name: str
    kind: Kind = Kind.GAME_NIGHT
    organiser_id: int | None = None
    channel_id: int | None = None
    ping_role_id: int | None = None
    timezone: str | None = None
    role_id: int | None = None
    reminders: tuple[timedelta, ...] | None = None
    archived_at: datetime | None = None


class WhichCampaign(UserError):
    """The command could mean several campaigns; `names` are theirs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


class NeedsRole(UserError):
    """Only holders of the campaign's role may answer."""

    def __init__(self, role_id: int) -> None:
        super().__init__(role_id)
        self.role_id = role_id


class CampaignArchived(UserError):
    """The campaign was put away: nothing new comes to it."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(campaign.id)
        self.campaign = campaign


def is_organiser(actor: Actor, campaign: Campaign, guild: GuildSettings) -> bool:
    """Whether the actor runs this campaign: its organiser, the guild's organiser role, or Manage Events."""
    return (
        actor.may_manage_events or actor.user_id == campaign.organiser_id or guild.organiser_role_id in actor.role_ids
    )
