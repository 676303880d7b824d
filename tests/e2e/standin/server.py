"""The stand-in: a server on 127.0.0.1 with a REST API, a gateway, and people in it."""

import asyncio
import fnmatch
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self

from aiohttp import web

from . import events, rest
from .chat import Chat
from .gateway import Gateway
from .interactions import Interactions
from .people import Person
from .refusals import Refused, unauthorised, unknown_route
from .registry import Commands
from .world import World

TOKEN = ".".join(("MTIzNDU2Nzg5MDEyMzQ1Njc4", "GhIjKl", "abcdefghijklmnopqrstuvwxyz0123456789AB"))
API = "/api/v10"


@dataclass(frozen=True, slots=True)
class Request:
    """One request that the bot made."""

    method: str
    path: str
    json: Any
    status: int
    at: float


@dataclass(slots=True)
class Fault:
    """A failure to come: before carrying out the request, or after it; then a status, or no answer at all."""

    method: str
    path: str
    times: int
    status: int | None
    code: int
    after: bool
    headers: dict[str, str]
    containing: str


class Discord:
    """`async with Discord() as discord:` starts it; `discord.url` is what ROLLCALL_DISCORD_API is set to."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.world = World(clock)
        self.unexpected: list[str] = []
        self.requests: list[Request] = []
        self.gateway = Gateway(self.world, TOKEN, self.unexpected)
        self.world.emit = self.gateway.emit
        self.chat = Chat(self.world)
        self.commands = Commands(self.world)
        self.interactions = Interactions(self.chat)
        self.events = events.Events(self.world)
        self.general = self.world.add_channel("general")
        self.games = self.world.add_channel("games")
        organisers = self.world.add_role("Organisers", "manage_events", "manage_guild")
        self.organiser = Person(self, self.world.add_member("Olga", organisers))
        self._faults: list[Fault] = []
        self._held = asyncio.Event()
        self._runner: web.AppRunner | None = None

    def person(self, name: str) -> Person:
        """A new player."""
        return Person(self, self.world.add_member(name))

    @property
    def url(self) -> str:
        """The base URL of the REST API."""
        return f"{self.world.base_url}{API}"

    def fail(
        self,
        method: str,
        path: str,
        *,
        status: int | None,
        code: int = 0,
        times: int = 1,
        when: Literal["before", "after"] = "before",
        headers: dict[str, str] | None = None,
        containing: str = "",
    ) -> None:
        """Makes matching requests fail (`path` with `*`, `containing` a text): before or after they are carried out.

        `status` None: the connection is cut, so that the bot never knows.
        """
        self._faults.append(Fault(method, path, times, status, code, when == "after", headers or {}, containing))

    def made(self, method: str, path: str, containing: str = "") -> list[Request]:
        """The requests that the bot made so far to such a path (with `*`), whose body contains that text."""
        return [
            one
            for one in self.requests
            if one.method == method and fnmatch.fnmatch(one.path, path) and containing in str(one.json)
        ]

    async def wait_request(
        self, method: str, path: str, count: int = 1, timeout: float = 10.0, containing: str = ""
    ) -> list[Request]:
        """Waits until there are that many such requests."""
        return await self.world.pulse.until(
            lambda: found if len(found := self.made(method, path, containing)) >= count else None,
            timeout=timeout,
            what=f"{count} × {method} {path}",
        )

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._serve], client_max_size=32 * 2**20)
        app[rest.CHAT], app[rest.GATEWAY] = self.chat, self.gateway
        app[rest.COMMANDS], app[rest.INTERACTIONS] = self.commands, self.interactions
        app[events.EVENTS] = self.events
        api = web.RouteTableDef()
        for route in (*rest.routes, *events.routes):
            assert isinstance(route, web.RouteDef)
            api.route(route.method, f"{API}{route.path}")(route.handler)
        app.add_routes(api)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()
        if kind is None:
            assert not self.unexpected, f"the stand-in knows nothing of: {self.unexpected}"

    @web.middleware
    async def _serve(self, request: web.Request, handler: rest.Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        path = request.path.removeprefix(API)
        said = await rest.body_of(request) if request.content_type == "multipart/form-data" else await _json(request)
        fault = self._fault(request.method, path, str(said))
        response: web.StreamResponse
        if fault and not fault.after:
            response = self._failed(request, fault)
        else:
            response = await self._carried_out(request, handler, path)
            if fault:
                response = self._failed(request, fault)
        self.requests.append(Request(request.method, path, said, response.status, time.monotonic()))
        self.world.pulse.beat()
        return response

    async def _carried_out(self, request: web.Request, handler: rest.Handler, path: str) -> web.StreamResponse:
        try:
            authorised = request.headers.get("Authorization") == f"Bot {TOKEN}"
            if not authorised and not path.startswith(("/interactions/", "/webhooks/")):
                raise unauthorised()
            response = await handler(request)
        except web.HTTPNotFound:
            self.unexpected.append(f"{request.method} {path}")
            response = rest.answer(unknown_route().body, 404)
        except Refused as refused:
            response = rest.answer(refused.body, refused.status)
        response.headers.update(
            {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1"}
        )
        return response

    def _fault(self, method: str, path: str, body: str) -> Fault | None:
        for fault in self._faults:
            fits = fault.method == method and fnmatch.fnmatch(path, fault.path) and fault.containing in body
            if fault.times and fits:
                fault.times -= 1
                return fault
        return None

    def _failed(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.status is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response(status=500)
        response = rest.answer({"message": "failed on purpose", "code": fault.code, "retry_after": 0.05}, fault.status)
        response.headers.update(fault.headers)
        return response


async def _json(request: web.Request) -> Any:
    text = await request.text()
    return json.loads(text) if text else None
