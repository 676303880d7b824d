"""Planning a session: scheduling, cloning, editing, cancelling and deleting it."""

from dataclasses import dataclass, replace
from datetime import datetime

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, CampaignArchived
from domain.errors import NotValid
from domain.reminders import Kind
from domain.scheduling.later import weeks_later
from domain.scheduling.repeats.repeat import Repeat
from domain.scheduling.repeats.series import Again, Scope
from domain.scheduling.seats import promoted
from domain.scheduling.session import Act, Session, State
from services import reminders
from services.campaigns import require_organiser
from services.scheduling import details as said
from services.scheduling import series
from services.scheduling.details import Details
from services.scheduling.making import appear, make
from services.scheduling.news import NEWS, start_known, tell_of_move, tell_seated
from services.scheduling.shown import redraw, remove
from services.settings import zone_of_campaign


async def schedule(
    store: Store,
    actor: Actor,
    campaign: Campaign,
    starts_at: datetime,
    details: Details,
    channel_id: int,
    thread_id: int | None = None,
    repeat: Repeat | None = None,
) -> Session:
    """Plans a session, with its card and its reminders; a private one shows in its own thread.

    What is not said is as in the campaign's last session. With a `repeat` that begins then, it is the first of a
    series. Raises NotAllowed, NotValid.
    """
    await require_organiser(store, actor, campaign)
    session = await make(store, campaign, actor.user_id, starts_at, details, thread_id=thread_id)
    if repeat is not None:
        session = await series.begin(store, session, repeat, channel_id)
    await appear(store, session, campaign, channel_id)
    return session


async def clone(
    store: Store,
    actor: Actor,
    session_id: int,
    starts_at: datetime | None,
    channel_id: int,
    thread_id: int | None = None,
) -> Session:
    """Plans another session just like this one, whatever became of it; nobody has answered the new one.

    With no time given it is at the same wall time, a week later or the first week after that is still to come. One
    like a private session is private too, in `thread_id`, a thread of its own. Raises NotAllowed, CampaignArchived.
    """
    like = await store.sessions.get(session_id, actor.guild_id)
    campaign = await store.campaigns.get(like.campaign_id, actor.guild_id)
    await require_organiser(store, actor, campaign)
    if campaign.archived_at is not None:
        raise CampaignArchived(campaign)
    if starts_at is None:
        starts_at = weeks_later(like.starts_at, store.now, await zone_of_campaign(store, campaign))
    if like.private is not (thread_id is not None):
        raise ValueError("a private session, and no other, has a thread of its own")
    session = await make(store, campaign, actor.user_id, starts_at, Details(), thread_id=thread_id, usual=said.of(like))
    await appear(store, session, campaign, channel_id)
    return session


async def taken_over(store: Store, campaign: Campaign, details: Details, *, private: bool) -> Details:
    """What a session scheduled now would take over from the campaign's last one."""
    return said.taken_over(said.as_usual(await store.sessions.newest(campaign.id, private=private)), details)


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did. `told`: those who may come are told that it moved."""

    before: Session
    session: Session
    seated: tuple[int, ...]
    told: bool = False

    @property
    def moved(self) -> bool:
        """Whether the start changed."""
        return self.before.starts_at != self.session.starts_at


async def edit(
    store: Store,
    actor: Actor,
    session_id: int,
    starts_at: datetime | None,
    details: Details,
    scope: Scope = Scope.THIS,
    repeat: Repeat | Again = Again.AS_BEFORE,
) -> Edited:
    """Changes what is given of a planned session: its reminders move with it, and who comes is told once.

    With Scope.ALL the sessions of its series that are to come are changed too. A `repeat` is always for all to come:
    it begins with this session, at the time that it has now or in its series. Raises NotAllowed, NotInThisState,
    NotValid; for a whole series SeriesWentOn, RepeatFixesTheDay, RepeatEndsAtOnce.
    """
    before = await _own(store, actor, session_id)
    before.allow(Act.EDIT)
    details.check()
    given = {**details.given(), "starts_at": starts_at or before.starts_at}
    place = None
    if repeat is not Again.AS_BEFORE:
        anew, for_all = None if repeat is Again.NEVER else repeat, details if scope is Scope.ALL else Details()
        place = await series.repeat_otherwise(store, replace(before, **given), starts_at, anew, for_all)
    elif scope is Scope.ALL:
        place = await series.change(store, before, starts_at, details)
    if replace(before, **given) == before and place is None:
        raise NotValid("Nothing would change: give at least one new value.")
    after = await store.sessions.save(before.changed(store.now, **given, **(place or {})))
    edited = await _follow_up(store, before, after)
    if place is not None and after.ends_at <= store.now:  # what was missed is followed as soon as it repeats
        await series.go_on(store, after)
    return edited


async def _follow_up(store: Store, before: Session, after: Session) -> Edited:
    """What follows from an edit: for seats, reminders, those who come, and what shows the session."""
    seats_before = await store.rsvps.seating(before)
    seats = seats_before.with_capacity(after.capacity)
    await store.rsvps.save(after.id, seats_before, seats)
    moved = before.starts_at != after.starts_at
    if moved or after.ends_at != before.ends_at or after.reminders != before.reminders:
        await reminders.plan(store, after)
    told = moved and await tell_of_move(store, before, after)
    seated = promoted(seats_before, seats)
    await tell_seated(store, after, seated)
    await redraw(store, after)
    return Edited(before, after, seated, told)


async def cancel(store: Store, actor: Actor, session_id: int, reason: str | None, scope: Scope = Scope.THIS) -> Session:
    """Calls a planned session off: the row stays, its reminders go, and who would have come is told.

    Its series goes on; with Scope.ALL it stops. Raises NotAllowed, NotInThisState, SeriesWentOn.
    """
    before = await _own(store, actor, session_id)
    session = await store.sessions.save(before.cancelled(reason).changed(store.now))
    known = await start_known(store, session)
    await reminders.withdraw(store, session.id)
    await store.reminders.withdraw(NEWS, session.id, store.now)
    await reminders.announce(store, Kind.CANCELLED, session.guild_id, session.id, text=known)
    await redraw(store, before)
    await series.leave(store, session, scope)
    return session


async def delete(store: Store, actor: Actor, session_id: int, scope: Scope = Scope.THIS) -> Session:
    """Removes a planned session as if it had never been; its number is not used again, and nobody is told.

    Its series goes on; with Scope.ALL it stops. Raises NotAllowed, NotInThisState, SeriesWentOn.
    """
    session = await discard(store, await _own(store, actor, session_id))
    await series.leave(store, session, scope)
    return session


async def discard(store: Store, session: Session) -> Session:
    """Deletes a session that the caller has locked and may decide about. Raises NotInThisState."""
    session.allow(Act.DELETE)
    await reminders.withdraw(store, session.id)
    await store.reminders.withdraw(NEWS, session.id, store.now)
    await remove(store, session)
    await store.sessions.delete(session.id)
    return session


async def answers_lost(store: Store, actor: Actor, session: Session) -> int:
    """How many answers deleting the session would lose; raises what `delete` would raise, before anybody is asked."""
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    session.allow(Act.DELETE)
    return len((await store.rsvps.seating(session)).rsvps)


async def over(store: Store, session_id: int, guild_id: int) -> None:
    """The end of a planned session has passed: its card says that it was missed, and its series goes on."""
    session = await store.sessions.get(session_id, guild_id, lock=True)
    if session.state is State.PLANNED and session.ends_at <= store.now:
        await redraw(store, session)
        await series.go_on(store, session)


async def _own(store: Store, actor: Actor, session_id: int) -> Session:
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    return session
