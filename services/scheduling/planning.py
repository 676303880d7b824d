"""Planning a session: scheduling, editing and cancelling it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.cards import CardKind
from domain.errors import NotValid
from domain.reminders import Kind
from domain.scheduling.seats import promoted
from domain.scheduling.session import DEFAULT_DURATION, Act, Session, State
from services import reminders
from services.campaigns import card_channel, require_organiser

LONGEST = timedelta(days=3)
MOST_SEATS = 1000


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a session besides its time. None is "as usual" when scheduling, "as it is" when editing.

    An empty text takes away what there was.
    """

    title: str | None = None
    duration: timedelta | None = None
    description: str | None = None
    location: str | None = None
    capacity: int | None = None
    reminders: tuple[timedelta, ...] | None = None

    def given(self) -> dict[str, Any]:
        """Just what was said, as the session keeps it."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return {name: None if value == "" else value for name, value in said.items() if value is not None}


async def schedule(store: Store, actor: Actor, starts_at: datetime, details: Details, channel_id: int) -> Session:
    """Plans a session of the guild's game night, with its card and its reminders. Raises NotAllowed, NotValid."""
    campaign = await store.campaigns.game_night(actor.guild_id)
    await require_organiser(store, actor, campaign)
    session = await make(store, campaign, actor.user_id, starts_at, details)
    await store.cards.post(
        CardKind.SESSION, session.id, session.guild_id, await card_channel(store, campaign, channel_id)
    )
    await reminders.plan(store, session)
    return session


async def make(
    store: Store,
    campaign: Campaign,
    created_by: int,
    starts_at: datetime,
    details: Details,
    option_id: int | None = None,
) -> Session:
    """A new planned session, numbered within its campaign; without card or reminders."""
    check(details)
    duration = details.duration or await store.sessions.last_duration(campaign.id) or DEFAULT_DURATION
    session = Session(
        id=0,
        guild_id=campaign.guild_id,
        campaign_id=campaign.id,
        number=await store.campaigns.next_number(campaign.id),
        title=details.title or campaign.name,
        state=State.PLANNED,
        starts_at=starts_at,
        duration=duration,
        created_by=created_by,
        option_id=option_id,
    )
    return await store.sessions.add(replace(session, **{**details.given(), "title": session.title}))


def check(details: Details) -> None:
    """Raises NotValid where the details cannot be."""
    if details.duration is not None and not timedelta(minutes=1) <= details.duration <= LONGEST:
        raise NotValid("A session lasts from a minute to 3 days, for example `3h` or `90m`.")
    if details.capacity is not None and not 1 <= details.capacity <= MOST_SEATS:
        raise NotValid(f"A session has 1 to {MOST_SEATS} seats; leave `capacity` out for as many as come.")


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did."""

    before: Session
    session: Session
    seated: tuple[int, ...]

    @property
    def moved(self) -> bool:
        """Whether the start changed."""
        return self.before.starts_at != self.session.starts_at


async def edit(store: Store, actor: Actor, session_id: int, starts_at: datetime | None, details: Details) -> Edited:
    """Changes what is given of a planned session: its reminders move with it, and who comes is told once.

    Raises NotAllowed, NotInThisState, NotValid.
    """
    before = await _own(store, actor, session_id)
    before.allow(Act.EDIT)
    check(details)
    after = replace(before, starts_at=starts_at or before.starts_at, **details.given())
    if after == before:
        raise NotValid("Nothing would change: give at least one new value.")
    seats_before = await store.rsvps.seating(before)
    seats = seats_before.with_capacity(after.capacity)
    await store.sessions.save(after)
    await store.rsvps.save(after.id, seats_before, seats)
    edited = Edited(before, after, promoted(seats_before, seats))
    if edited.moved or after.reminders != before.reminders:
        await reminders.plan(store, after)
    if edited.moved:
        await store.reminders.withdraw((Kind.MOVED,), after.id, store.now)
        await reminders.announce(store, Kind.MOVED, after.guild_id, after.id)
    await tell_seated(store, after, edited.seated)
    await _redrawn(store, before)
    return edited


async def cancel(store: Store, actor: Actor, session_id: int, reason: str | None) -> Session:
    """Calls a planned session off: the row stays, its reminders go, and who would have come is told.

    Raises NotAllowed, NotInThisState.
    """
    before = await _own(store, actor, session_id)
    session = before.cancelled(reason)
    await store.sessions.save(session)
    await store.reminders.withdraw((Kind.SESSION, Kind.MOVED, Kind.SEAT, Kind.PROMOTED), session.id, store.now)
    await reminders.announce(store, Kind.CANCELLED, session.guild_id, session.id)
    await _redrawn(store, before)
    return session


async def _redrawn(store: Store, session: Session) -> None:
    await store.cards.want(CardKind.SESSION, session.id)
    if session.option_id is not None:
        await store.cards.want(CardKind.ROLLCALL, await store.roll_calls.id_of_option(session.option_id))


async def tell_seated(store: Store, session: Session, user_ids: tuple[int, ...]) -> None:
    """Has those told who came from the waitlist to a seat."""
    for user_id in user_ids:
        await reminders.announce(store, Kind.SEAT, session.guild_id, session.id, user_id=user_id)


async def _own(store: Store, actor: Actor, session_id: int) -> Session:
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    return session
