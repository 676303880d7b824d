"""The bot's own HTTP server: its rooms, and how it starts and stops."""

import logging
import os
from collections.abc import Sequence

from aiohttp import web

from bot.http import feeds, health, metrics
from bot.http.access import AccessLog, protocol_log
from bot.http.access import log as access_log
from bot.http.answers import LARGEST_REQUEST, add_headers, errors_as_json
from bot.http.api.routes import routes as api
from bot.http.app import App, Room
from bot.settings import REMEDY, BadSettings

ROOMS: tuple[Room, ...] = (health.routes, metrics.routes, feeds.routes, api)
LONGEST_ANSWER = 5.0  # seconds that a stop waits for requests that were begun
IDLE = 30.0  # seconds in which a connection has to say all of a request's head
LINGER = 2.0  # seconds that the rest of a request is read for, after its answer
log = logging.getLogger(__name__)


class Server:
    """Serves the rooms on a port; on none where there is no port. `host` None is every interface, `idle` in seconds."""

    def __init__(
        self,
        app: App,
        port: int | None,
        *,
        host: str | None = None,
        rooms: Sequence[Room] = ROOMS,
        idle: float = IDLE,
    ) -> None:
        self._app = app
        self._idle = idle
        self._port = port
        self._host = host
        self._rooms = rooms
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """The port that is served, also where the system chose it; 0 while none is."""
        return int(self._runner.addresses[0][1]) if self._runner else 0

    async def start(self) -> None:
        """Takes requests. Raises BadSettings where the port cannot be had."""
        if self._port is None:
            return
        served = web.Application(middlewares=[errors_as_json], client_max_size=LARGEST_REQUEST)
        served.on_response_prepare.append(add_headers)
        for room in self._rooms:
            served.add_routes(room(self._app))
        self._runner = web.AppRunner(
            served,
            access_log_class=AccessLog,
            access_log=access_log,
            logger=protocol_log(),
            keepalive_timeout=self._idle,
            shutdown_timeout=LONGEST_ANSWER,
            lingering_time=LINGER,
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self.stop()
            raise BadSettings(
                f"ROLLCALL_HTTP_PORT: port {self._port} cannot be had ({_cause(error)}). Remedy: {REMEDY['http_port']}."
            ) from None
        log.info("HTTP is served on port %s", self.port)

    async def stop(self) -> None:
        """Takes no more requests, and finishes those begun."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


def _cause(error: OSError) -> str:
    return os.strerror(error.errno).lower() if error.errno else str(error)
