"""Campaigns: groups that play together again and again."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.actor import Actor
from domain.errors import NotAllowed, NotValid, UserError
from domain.lookup import names_a_row
from domain.settings import GuildSettings

GAME_NIGHT = "Game night"
LONGEST_NAME = 100
LONGEST_PLAYER = 50
MOST_CAMPAIGNS = 50
MOST_CHARACTERS = 10
MOST_OFFLINE = 50
OFFER_AFTER = timedelta(days=3)
SEEN = "LNPS"  # Unicode's categories of what shows: letters, numbers, punctuation and symbols, emoji among them


class Kind(StrEnum):
    """What a campaign is."""

    CAMPAIGN = "campaign"
    GAME_NIGHT = "game_night"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A group that plays together. `organiser_id` is None where the guild's organisers run it.

    `role_id`: only its holders may answer. `reminders` None: the guild's. `archived_at`: over, and only looked back at.
    With nothing planned `offer_after` its last session, its organiser is offered a roll call, unless `offers_muted`.
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
    offer_after: timedelta | None = None
    offers_muted: bool = False

    @property
    def offers_after(self) -> timedelta:
        """How long after its last session a roll call is offered: as it set, else three days."""
        return OFFER_AFTER if self.offer_after is None else self.offer_after


@dataclass(frozen=True, slots=True)
class Player:
    """A member of a campaign, with the names of their characters."""

    user_id: int
    joined_at: datetime
    characters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfflinePlayer:
    """A player without a Discord account, with the names of their characters."""

    id: int
    name: str
    characters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who plays in a campaign."""

    players: tuple[Player, ...] = ()
    offline: tuple[OfflinePlayer, ...] = ()

    @property
    def characters(self) -> tuple[str, ...]:
        """The characters of all of them."""
        everybody: tuple[Player | OfflinePlayer, ...] = (*self.players, *self.offline)
        return tuple(name for one in everybody for name in one.characters)

    def player(self, user_id: int) -> Player | None:
        """That person, if they play."""
        return next((one for one in self.players if one.user_id == user_id), None)

    def offline_called(self, name: str) -> OfflinePlayer | None:
        """The player without an account of that name, ignoring case."""
        return next((one for one in self.offline if same(one.name, name)), None)


class WhichCampaign(UserError):
    """The command could mean several campaigns; `names` are theirs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


class OrganisersOnly(NotAllowed):
    """Only those who run the campaign may do this."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__("organisers")
        self.campaign = campaign


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


class NameTaken(UserError):
    """The `kind` of thing (campaign, character, offline player) has one of that name already, whatever its case."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name


class PlaysAlready(UserError):
    """The person plays in the campaign already, and nothing new was said of them."""

    def __init__(self, campaign: Campaign, user_id: int) -> None:
        super().__init__(campaign.id, user_id)
        self.campaign = campaign
        self.user_id = user_id


class PlaysNot(UserError):
    """The person does not play in the campaign."""

    def __init__(self, campaign: Campaign, user_id: int) -> None:
        super().__init__(campaign.id, user_id)
        self.campaign = campaign
        self.user_id = user_id


def same(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case."""
    return one.casefold() == other.casefold()


def shows(text: str) -> bool:
    """Whether there is anything to be seen of a text: a letter, a number or a symbol."""
    return any(unicodedata.category(letter)[0] in SEEN for letter in text)


def free_name(kind: str, text: str, taken: Iterable[str], longest: int = LONGEST_PLAYER) -> str:
    """The name as it is kept: on one line, without spaces around it. Raises NotValid, NameTaken."""
    name = " ".join(text.split())
    if not shows(name):
        raise NotValid(f"The name of a {kind} needs at least one letter, number or emoji.")
    if len(name) > longest:
        raise NotValid(f"The name of a {kind} has at most {longest} characters; that one has {len(name)}.")
    if names_a_row(name):
        raise NotValid(f"`{name}` would name something by its id. Choose another name for the {kind}.")
    if other := next((one for one in taken if same(one, name)), None):
        raise NameTaken(kind, other)
    return name


def is_organiser(actor: Actor, campaign: Campaign, guild: GuildSettings) -> bool:
    """Whether the actor runs this campaign: its organiser, the guild's organiser role, or Manage Events."""
    return (
        actor.may_manage_events or actor.user_id == campaign.organiser_id or guild.organiser_role_id in actor.role_ids
    )
