"""The guild's scheduled events: made, changed, ended and deleted as Discord does it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from . import permissions
from .refusals import Problems, Refused, missing_permissions, unknown
from .rest import answer, body_of, nothing
from .world import World

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
NEXT = {SCHEDULED: {ACTIVE, CANCELLED}, ACTIVE: {COMPLETED}}
EXTERNAL = 3
MOST_OPEN = 100
FIELDS = ("name", "description", "scheduled_start_time", "scheduled_end_time", "entity_metadata", "status")
routes = web.RouteTableDef()


@dataclass(slots=True)
class Event:
    """One external event."""

    id: int
    guild_id: int
    creator_id: int
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it is scheduled or active."""
        return self.fields["status"] in NEXT

    def payload(self) -> dict[str, Any]:
        """The event as Discord sends it."""
        return {
            "id": str(self.id), "guild_id": str(self.guild_id), "creator_id": str(self.creator_id),
            "channel_id": None, "entity_id": None, "entity_type": EXTERNAL, "privacy_level": 2, "image": None,
            **self.fields,
        }  # fmt: skip


class Events:
    """All events of the guild, by id."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.all: dict[int, Event] = {}

    def make(self, body: dict[str, Any]) -> Event:
        """A new event by the bot; raises `Refused` for what Discord does not take."""
        self._require("create_events")
        if sum(one.is_open for one in self.all.values()) >= MOST_OPEN:
            raise Refused(400, 30038, "Maximum number of guild scheduled events reached (100)")
        fields = {"description": None, "scheduled_end_time": None, "status": SCHEDULED}
        fields |= {name: body[name] for name in FIELDS if name in body}
        _check({**body, **fields}, new=True)
        event = Event(self.world.snowflakes.next(), self.world.guild.id, self.world.bot.id, fields)
        self.all[event.id] = event
        self.world.emit("GUILD_SCHEDULED_EVENT_CREATE", event.payload(), event.guild_id)
        return event

    def change(self, event: Event, body: dict[str, Any]) -> None:
        """Changes what `body` names; raises `Refused` for what Discord does not take."""
        self._require("create_events")
        if not event.is_open:
            raise Refused(400, 180000, "Cannot update a finished event")
        if "status" in body and body["status"] not in NEXT[event.fields["status"]]:
            raise Refused(400, 50035, "Invalid Form Body", {"status": {"_errors": [{"code": "STATUS_TRANSITION"}]}})
        if event.fields["status"] == ACTIVE and "scheduled_start_time" in body:
            raise Refused(400, 50035, "Invalid Form Body", {"scheduled_start_time": {"_errors": [{"code": "ACTIVE"}]}})
        fields = {**event.fields, **{name: body[name] for name in FIELDS if name in body}}
        _check({"entity_type": EXTERNAL, "privacy_level": 2, **fields}, new="scheduled_start_time" in body)
        event.fields = fields
        self.world.emit("GUILD_SCHEDULED_EVENT_UPDATE", event.payload(), event.guild_id)

    def delete(self, event: Event) -> None:
        """Removes the event."""
        del self.all[event.id]
        self.world.emit("GUILD_SCHEDULED_EVENT_DELETE", event.payload(), event.guild_id)

    def one(self, event_id: int) -> Event:
        """The event; raises `Refused` (10070) if there is none."""
        if event_id not in self.all:
            raise unknown("Guild Scheduled Event")
        return self.all[event_id]

    def _require(self, permission: str) -> None:
        if not permissions.in_guild(self.world.guild, self.world.bot) & permissions.bits(permission):
            raise missing_permissions()


def _check(body: dict[str, Any], *, new: bool) -> None:
    problems = Problems()
    problems.length("name", body.get("name"), 1, 100)
    if body.get("description"):
        problems.length("description", body["description"], 1, 1000)
    problems.length("entity_metadata.location", (body.get("entity_metadata") or {}).get("location"), 1, 100)
    for required in ("scheduled_start_time", "scheduled_end_time", "privacy_level", "entity_type"):
        if body.get(required) is None:
            problems.required(required)
    problems.settle()
    starts, ends = (datetime.fromisoformat(body[f"scheduled_{one}_time"]) for one in ("start", "end"))
    if new and starts <= datetime.now(UTC):
        problems.add("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past")
    if ends <= starts:
        problems.add("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "Cannot end before it starts")
    problems.settle()


EVENTS: web.AppKey[Events] = web.AppKey("events", Events)


def event_of(request: web.Request) -> Event:
    """The event of the address."""
    return request.app[EVENTS].one(int(request.match_info["event"]))


@routes.get("/guilds/{guild}/scheduled-events")
async def every_event(request: web.Request) -> web.StreamResponse:
    return answer([one.payload() for one in request.app[EVENTS].all.values() if one.is_open])


@routes.post("/guilds/{guild}/scheduled-events")
async def make_event(request: web.Request) -> web.StreamResponse:
    return answer(request.app[EVENTS].make(await body_of(request)).payload())


@routes.get("/guilds/{guild}/scheduled-events/{event}")
async def get_event(request: web.Request) -> web.StreamResponse:
    return answer(event_of(request).payload())


@routes.patch("/guilds/{guild}/scheduled-events/{event}")
async def change_event(request: web.Request) -> web.StreamResponse:
    event = event_of(request)
    request.app[EVENTS].change(event, await body_of(request))
    return answer(event.payload())


@routes.delete("/guilds/{guild}/scheduled-events/{event}")
async def delete_event(request: web.Request) -> web.StreamResponse:
    request.app[EVENTS].delete(event_of(request))
    return nothing()
