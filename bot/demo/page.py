"""The demo's own page: the way to the simulated channel, and the buttons that move time on."""

import html
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.demo.due import next_thing
from bot.demo.people import ORGANISER, PLAYERS, SERVER, Table
from bot.demo.turns import Turns
from bot.demo.words import moment
from domain.errors import UserError
from domain.scheduling.durations import read_duration

HOST = "127.0.0.1"
LONGEST = timedelta(days=30)
PAGE = Path(__file__).with_name("page.html")
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class Control:
    """What the page and the terminal can ask for."""

    def __init__(self, table: Table, turns: Turns, channel_url: str, campaign_url: str) -> None:
        self._table = table
        self._turns = turns
        self._addresses = {"channel": channel_url, "campaign": campaign_url}
        self.hosts: tuple[str, ...] = ()

    async def state(self) -> dict[str, str]:
        """The simulated time, and what is due next."""
        return {
            "clock": moment(self._table.simulation.clock(), seconds=True),
            "next": await next_thing(self._table) or "nothing is due",
        }

    async def move(self, by: str) -> list[str]:
        """Moves time on, by `1h` or so, or to the `next` thing due; gives what the bot said. Raises UserError."""
        if by.strip().lower() == "next":
            return await self._turns.move_to_next()
        return await self._turns.move(read_duration(by.strip().removeprefix("+"), longest=LONGEST))

    async def show(self, request: web.Request) -> web.Response:
        """The page."""
        nonce = secrets.token_urlsafe(16)
        people = ", ".join((f"{ORGANISER}, who organises", *PLAYERS.values()))
        known = {"nonce": nonce, "people": people, "server": SERVER, **self._addresses, **await self.state()}
        text = PAGE.read_text(encoding="utf-8")
        for name, value in known.items():
            text = text.replace("{{" + name + "}}", html.escape(value))
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return web.Response(text=text, content_type="text/html", headers={**HEADERS, "Content-Security-Policy": policy})

    async def tell_state(self, request: web.Request) -> web.Response:
        """The state, as JSON."""
        return web.json_response(await self.state(), headers=HEADERS)

    async def move_on(self, request: web.Request) -> web.Response:
        """Moves time on, and tells the state then and what the bot said."""
        try:
            said = await self.move(request.query.get("by", ""))
        except UserError:
            raise web.HTTPBadRequest(text="a length of time like 1h is needed, or next") from None
        return web.json_response({**await self.state(), "said": said}, headers=HEADERS)

    @web.middleware
    async def only_from_here(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuses what another site's page sends: by its Origin, or by a name that was made to lead here."""
        own_origin = request.headers.get("Origin") == f"http://{request.host}"
        if request.host not in self.hosts or (request.method == "POST" and not own_origin):
            raise web.HTTPForbidden(text="only the demo's own page may ask for that")
        return await handler(request)


@asynccontextmanager
async def serving(control: Control, port: int | None) -> AsyncIterator[str]:
    """Serves the page on this machine only; gives its address. Raises OSError where the port is taken."""
    app = web.Application(middlewares=[control.only_from_here])
    app.add_routes(
        [web.get("/", control.show), web.get("/state", control.tell_state), web.post("/move", control.move_on)]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port or 0).start()
        taken = runner.addresses[0][1]
        control.hosts = (f"{HOST}:{taken}", f"localhost:{taken}")
        yield f"http://{HOST}:{taken}/"
    finally:
        await runner.cleanup()
