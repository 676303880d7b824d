"""Making a campaign, changing it, putting it away and bringing it back."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from db.store import Store
from domain.actor import Actor
from domain.campaigns import LONGEST_NAME, MOST_CAMPAIGNS, Campaign, Kind, free_name
from domain.errors import NotAllowed, NotValid
from domain.scheduling.session import LIVE, Session, State
from domain.sessions.live import AlreadyLive
from domain.settings import zone_named
from services import reminders
from services.campaigns.lookup import every_one
from services.campaigns.rights import require_organiser
from services.scheduling.shown import redraw

MOST_TO_COME = 1000


class Part(StrEnum):
    """What a campaign can do without, as it is kept: the guild's holds instead, or none."""

    CHANNEL = "channel_id"
    PING = "ping_role_id"
    ROLE = "role_id"
    ORGANISER = "organiser_id"
    TIMEZONE = "timezone"
    REMINDERS = "reminders"


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a campaign. None is "as it is", and for a new one "as the guild has it"."""

    name: str | None = None
    kind: Kind | None = None
    channel_id: int | None = None
    ping_role_id: int | None = None
    timezone: str | None = None
    organiser_id: int | None = None
    role_id: int | None = None
    reminders: tuple[timedelta, ...] | None = None
    offer_after: timedelta | None = None
    offers_muted: bool | None = None

    def said(self) -> dict[str, Any]:
        """Just what was said, as the campaign keeps it. Raises UnknownTimezone."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.timezone is not None:
            given["timezone"] = zone_named(self.timezone).key
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did; `reminded_anew` are the planned sessions whose reminders changed with it."""

    before: Campaign
    campaign: Campaign
    reminded_anew: int


async def create(store: Store, actor: Actor, given: Given) -> Campaign:
    """Makes a campaign, run by whoever is named, else by its maker. Raises NotAllowed, NotValid, NameTaken."""
    if not actor.may_manage_events:
        raise NotAllowed("members with Manage Events")
    await store.settings.lock(actor.guild_id)
    name = await _free_name(store, actor.guild_id, given.name or "")
    await _require_room(store, actor.guild_id)
    new = Campaign(0, actor.guild_id, name, Kind.CAMPAIGN, organiser_id=actor.user_id)
    return await store.campaigns.add(replace(new, **{**given.said(), "name": name}))


async def edit(
    store: Store, actor: Actor, campaign_id: int, given: Given, without: Collection[Part] = frozenset()
) -> Edited:
    """Changes what is given and takes away what it shall be `without`; planned sessions follow its reminders and name.

    Raises NotAllowed, NotValid, NameTaken, UnknownTimezone.
    """
    await store.settings.lock(actor.guild_id)
    before = await store.campaigns.get(campaign_id, actor.guild_id)
    await require_organiser(store, actor, before)
    said = given.said()
    if both := said.keys() & {part.value for part in without}:
        option = next(part for part in Part if part in both).name.lower()
        raise NotValid(f"`{option}` is both given and cleared. Please do one of the two.")
    if given.name is not None:
        said["name"] = await _free_name(store, actor.guild_id, given.name, before)
    after = replace(before, **said | dict.fromkeys(part.value for part in without))
    if after == before:
        raise NotValid("Nothing would change: give at least one new value.")
    remind_anew = after.reminders != before.reminders
    if remind_anew:
        await _to_come(store, before, lock=True)  # before the campaign's row, as whoever starts a session does
    await store.campaigns.save(after)
    await reminders.move_offer(store, before, after)
    # Read again: some may have been planned while the campaign's row was waited for.
    reminded = await _follow(store, before, after, await _to_come(store, after, lock=remind_anew))
    if after.channel_id and before.channel_id and after.channel_id != before.channel_id:
        await store.given_up_cards.move(after.guild_id, after.channel_id, before.channel_id)
    return Edited(before, after, reminded)


async def _follow(store: Store, before: Campaign, after: Campaign, sessions: list[Session]) -> int:
    """Brings sessions to come to the campaign's new name and reminders; how many got other reminders."""
    reminded = 0
    for session in sessions:
        if after.reminders != before.reminders and session.reminders is None and session.state is State.PLANNED:
            await reminders.plan(store, session)
            reminded += 1
        if after.name != before.name:
            await redraw(store, session)
    return reminded


async def _to_come(store: Store, campaign: Campaign, *, lock: bool = False) -> list[Session]:
    """The campaign's sessions that are live, or planned and not over."""
    found = await store.listing.find(
        campaign.guild_id, (State.PLANNED, *LIVE), store.now, campaign_id=campaign.id, limit=MOST_TO_COME
    )
    if lock:  # one after the other in the order of their ids, so that two who do this do not wait for each other
        found = [await store.sessions.get(one, campaign.guild_id, lock=True) for one in sorted(one.id for one in found)]
    return [one for one in found if one.is_live or (one.state is State.PLANNED and one.ends_at > store.now)]


@dataclass(frozen=True, slots=True)
class Archived:
    """The campaign, put away or brought back, and how many of its sessions are still to come."""

    campaign: Campaign
    to_come: int


async def archive(store: Store, actor: Actor, campaign_id: int) -> Archived:
    """Puts the campaign away; one that was put away comes back. Its planned sessions stay, with their reminders.

    Raises NotAllowed, NotValid, and AlreadyLive while a session of it is live.
    """
    await store.settings.lock(actor.guild_id)
    await store.campaigns.lock(campaign_id)
    before = await store.campaigns.get(campaign_id, actor.guild_id)
    await require_organiser(store, actor, before)
    archived_at: datetime | None = None
    if before.archived_at is None:
        if live := await store.sessions.live_instead(before.id, None):
            raise AlreadyLive(live)
        archived_at = store.now
    else:
        await _require_room(store, actor.guild_id)
    after = replace(before, archived_at=archived_at)
    await store.campaigns.save(after)
    return Archived(after, len(await _to_come(store, after)))


async def _require_room(store: Store, guild_id: int) -> None:
    if len(await store.campaigns.of_guild(guild_id)) >= MOST_CAMPAIGNS:
        raise NotValid(f"At most {MOST_CAMPAIGNS} campaigns go on at once. `/campaign archive` puts one away.")


async def _free_name(store: Store, guild_id: int, text: str, itself: Campaign | None = None) -> str:
    others = [one.name for one in await every_one(store, guild_id) if itself is None or one.id != itself.id]
    return free_name("campaign", text, others, LONGEST_NAME)
