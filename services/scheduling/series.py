"""Series: the next session is made once the one before it has ended, or was cancelled, deleted or missed."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from db.store import Store
from domain.cards import CardKind
from domain.errors import NotValid
from domain.scheduling.repeats.repeat import Repeat, moved
from domain.scheduling.repeats.series import Scope, Series, SeriesWentOn
from domain.scheduling.session import Session, State
from domain.scheduling.wall import from_wall, to_wall
from services.scheduling import details as said
from services.scheduling.details import Details
from services.scheduling.making import appear, make
from services.settings import zone_of_campaign

MOVED = "Somebody moved it meanwhile. Look at when it is now, and say again how it shall repeat."
FOLLOWED = "Others have followed it. Name the newest of them, or plan one with `/session schedule` and `repeat`."


async def begin(store: Store, session: Session, repeat: Repeat, channel_id: int) -> Session:
    """The session as the first of a new series, which has its details; `channel_id` is where the command was used."""
    begun = await store.series.add(_beginning(session, repeat, channel_id))
    return await store.sessions.save(replace(session, **_place(begun)))


async def go_on(store: Store, session: Session) -> None:
    """Makes the next session of its series, now that this one is behind; the series stops where it has no other.

    Nothing happens if the session stands alone, or the series has gone on or was stopped: however often, and by
    however many processes this is called, no date is made twice. What ended meanwhile is left out.
    """
    series = await store.series.of(session, lock=True)
    if series is None or series.stopped_at is not None or series.has_gone_on(session):
        return
    campaign = await store.campaigns.get(series.campaign_id, series.guild_id)
    coming = None if campaign.archived_at is not None else series.coming(store.now)
    if coming is None:
        await store.series.save(replace(series, stopped_at=store.now))
        return
    series = series.with_next(coming)
    await store.series.save(series)
    usual = said.of(series) | _place(series)
    following = await make(
        store, campaign, series.created_by, coming.instant, Details(), thread_id=series.thread_id, usual=usual
    )
    await appear(store, following, campaign, series.channel_id)


async def leave(store: Store, session: Session, scope: Scope) -> None:
    """The series goes on without the session; with Scope.ALL it stops. Raises SeriesWentOn."""
    if scope is Scope.THIS:
        await go_on(store, session)
    elif series := await _going_on(store, session):
        await store.series.save(replace(series, stopped_at=store.now))


async def change(store: Store, session: Session, starts_at: datetime | None, details: Details) -> dict[str, Any] | None:
    """Changes the sessions of its series from this one on. A new start is that of a new series, the old one stops.

    Gives the session's place in its series, by the session's own names; None where the series stays as it is.
    Raises SeriesWentOn, RepeatFixesTheDay, RepeatEndsAtOnce.
    """
    before = await _going_on(store, session)
    if before is None:
        return None
    after = replace(before, **details.given())
    if starts_at is not None and starts_at != _usual_start(before):
        wall = to_wall(starts_at, before.repeat.zone)
        repeat = moved(before.repeat, before.last_on, wall)
        await store.series.save(replace(before, stopped_at=store.now))
        after = await store.series.add(replace(after, repeat=repeat, last_on=wall.date()))
    elif after == before:
        return None
    else:
        await store.series.save(after)
    return _place(after)


async def begins(store: Store, session: Session, starts_at: datetime | None) -> tuple[datetime, ZoneInfo]:
    """The wall time and zone in which the session, starting at `starts_at` if given, would repeat from now on.

    That is its date in its series, if it is of one.
    """
    series = await store.series.of(session)
    if series is None or session.occurrence_on is None:
        zone = await zone_of_campaign(store, await store.campaigns.get(session.campaign_id, session.guild_id))
        return to_wall(starts_at or session.starts_at, zone), zone
    usual = datetime.combine(session.occurrence_on, series.repeat.dtstart.time())
    return to_wall(starts_at, series.repeat.zone) if starts_at else usual, series.repeat.zone


async def repeat_otherwise(
    store: Store, session: Session, starts_at: datetime | None, repeat: Repeat | None, details: Details
) -> dict[str, Any] | None:
    """Has the session repeat otherwise from now on: its series stops, and a new one begins with it; None: it ends.

    A session that stands alone begins one with details of its own; in a series that goes on, `details` are changed.
    Gives the session's place as `change` does. Raises SeriesWentOn, and NotValid where there is nothing to end, or the
    repeat, which was read earlier, does not begin as the session does by now.
    """
    before = await _going_on(store, session)
    if repeat and (repeat.dtstart, repeat.zone) != await begins(store, session, starts_at):
        raise NotValid(MOVED)
    if before is None:
        return _place(await store.series.add(await _begun_by(store, session, repeat)))
    if repeat is None:
        await store.series.save(replace(before, stopped_at=store.now))
        return _place(before)
    as_before = moved(before.repeat, before.last_on, datetime.combine(before.last_on, before.repeat.dtstart.time()))
    if repeat == as_before:
        return await change(store, session, None, details)
    await store.series.save(replace(before, stopped_at=store.now))
    anew = replace(before, **details.given(), repeat=repeat, last_on=repeat.dtstart.date())
    return _place(await store.series.add(anew))


async def _begun_by(store: Store, session: Session, repeat: Repeat | None) -> Series:
    """A new series from a session which no other follows, shown where its card is."""
    if newest := await next_of(store, session):
        raise SeriesWentOn(newest)
    before = await store.series.of(session)
    if before and before.has_gone_on(session):  # the newest began another, or is off
        raise NotValid(FOLLOWED)
    if repeat is None:
        raise NotValid("It does not repeat, so there is nothing to end.")
    card = await store.cards.get(CardKind.SESSION, session.id)
    assert card is not None  # noqa: S101 - every planned session has one
    return _beginning(session, repeat, card.channel_id)


async def next_of(store: Store, session: Session) -> Session | None:
    """The session with which the series of this one has gone on; None where there is none to come, and none live."""
    series = await store.series.of(session)
    if series is None or not series.has_gone_on(session):
        return None
    newest = await store.series.newest(series)
    return newest if newest and (newest.state is State.PLANNED or newest.is_live) else None


async def _going_on(store: Store, session: Session) -> Series | None:
    """The session's series; None where no other session follows. Raises SeriesWentOn where one was made already."""
    series = await store.series.of(session, lock=True)
    if series is None or series.stopped_at is not None:
        return None
    if series.has_gone_on(session) and (newest := await store.series.newest(series)):
        raise SeriesWentOn(newest)
    return series


def _beginning(session: Session, repeat: Repeat, channel_id: int) -> Series:
    """A new series, not kept yet, of which the session is the first."""
    return Series(
        id=0,
        guild_id=session.guild_id,
        campaign_id=session.campaign_id,
        repeat=repeat,
        last_on=repeat.dtstart.date(),
        channel_id=channel_id,
        created_by=session.created_by,
        private=session.private,
        thread_id=session.thread_id,
        **said.of(session),
    )


def _usual_start(series: Series) -> datetime:
    """When the newest session of a series starts, unless it was moved alone."""
    wall = datetime.combine(series.last_on, series.repeat.dtstart.time())
    return from_wall(wall, series.repeat.zone)[0]


def _place(series: Series) -> dict[str, Any]:
    """The place of the newest session of a series, by the session's own names."""
    return {"series_id": series.id, "occurrence_on": series.last_on}
