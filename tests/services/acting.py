"""Acting as a person does: one transaction for each act."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

from db.store import Database, Store
from domain.actor import Actor
from domain.gamenight.nominations import Nomination
from domain.reminders import Kind, Reminder, Status
from domain.rollcall.poll import RollCall
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from services.gamenight import library, nominations
from services.rollcall import opening
from services.rollcall.opening import Poll
from services.scheduling import planning, rsvps
from services.scheduling.details import Details
from services.sessions import running

P = ParamSpec("P")
T = TypeVar("T")

GUILD, CHANNEL = 10, 5
NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)  # where the tests' clock begins
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOST = Actor(1, GUILD, may_manage_events=True)
ADMIN = Actor(2, GUILD, may_manage_guild=True)
ANA, BEN, CLEO = (Actor(user_id, GUILD) for user_id in (11, 12, 13))
STRANGER = Actor(1, GUILD + 1, may_manage_events=True, may_manage_guild=True)
CAUSES = count(1000, 1000)


async def act(
    database: Database, service: Callable[Concatenate[Store, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Runs a use case in a transaction of its own."""
    async with database.transaction() as store:
        return await service(store, *args, **kwargs)


def guests(number: int) -> list[Actor]:
    """People of the guild without any rights."""
    return [Actor(100 + n, GUILD) for n in range(number)]


def cause() -> int:
    """The id of a new interaction, newer than all before."""
    return next(CAUSES)


async def schedule(store: Store, actor: Actor, starts_at: datetime, details: Details, channel_id: int) -> Session:
    """Plans a session of "Game night"."""
    campaign = await store.campaigns.game_night(actor.guild_id)
    return await planning.schedule(store, actor, campaign, starts_at, details, channel_id)


async def start_ad_hoc(
    store: Store, actor: Actor, channel_id: int, *, title: str | None = None, capacity: int | None = None
) -> Session:
    """Starts a session of "Game night" on the spot."""
    campaign = await store.campaigns.game_night(actor.guild_id)
    return await running.start_ad_hoc(store, actor, campaign, channel_id, title=title, capacity=capacity)


async def startable(store: Store, guild_id: int) -> Session | None:
    """The session of "Game night" that a start is offered."""
    return await running.startable(store, await store.campaigns.game_night(guild_id))


async def open_roll_call(store: Store, actor: Actor, poll: Poll, channel_id: int) -> RollCall:
    """Opens a roll call of "Game night"."""
    return await opening.open_(store, actor, await store.campaigns.game_night(actor.guild_id), poll, channel_id)


async def nominate(store: Store, actor: Actor, game_id: int) -> list[Nomination]:
    """Puts a game in the queue of "Game night"."""
    return await nominations.nominate(store, actor, await store.campaigns.game_night(actor.guild_id), game_id)


async def scheduled(database: Database, starts_at: datetime = NOON + DAY, **details: Any) -> Session:
    """A planned session."""
    return await act(database, schedule, HOST, starts_at, Details(**details), CHANNEL)


async def private_session(database: Database, thread_id: int, *who: Actor, **details: Any) -> Session:
    """A private session that is in progress in its thread since it was to begin; they are going."""
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        session = await planning.schedule(store, HOST, campaign, store.now, Details(**details), CHANNEL, thread_id)
    for one in who:
        await answers(database, session, one, Plan.GOING)
    return await act(database, running.start, HOST, session.id, thread_id)


async def live_session(database: Database, channel_id: int = CHANNEL) -> Session:
    """A session that is in progress."""
    return await act(database, start_ad_hoc, HOST, channel_id)


async def answers(database: Database, session: Session, who: Actor, plan: Plan) -> bool:
    """This person's plan for the session; whether they hold a seat."""
    _, rsvp = await act(database, rsvps.answer, who, session.id, plan, cause())
    return rsvp.seated


async def queued(database: Database, *titles: str) -> None:
    """Games in the library and in the queue, in that order."""
    for title in titles:
        game = await act(database, library.add_game, HOST, title)
        await act(database, nominate, HOST, game.id)


async def fresh(database: Database, session: Session) -> Session:
    """The session as it is kept now."""
    async with database.read() as store:
        return await store.sessions.get(session.id, session.guild_id)


async def reminders_of(database: Database, kind: Kind, subject_id: int) -> list[Reminder]:
    """Those still to come, in order."""
    async with database.read() as store:
        found = await store.reminders.of_subject(kind, subject_id)
    return [one for one in found if one.status in (Status.PENDING, Status.CLAIMED)]
