"""The server's logs: each request with its route, and never its path, its query or who asked."""

import logging

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from aiohttp.http_exceptions import HttpProcessingError

from bot.http.answers import NO_ROUTE, ROUTE

PROBES = ("/health", "/metrics")  # asked every few seconds: logged only where something is wrong
log = logging.getLogger(__name__)


class AccessLog(AbstractAccessLogger):
    """One line a request."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Logs a request that was answered; `time` is in seconds."""
        route = request.get(ROUTE, NO_ROUTE)
        level = logging.DEBUG if route in PROBES and response.status < 400 else logging.INFO
        ms = time * 1000
        self.logger.log(
            level, "%s %s: %s, %s B, %.0f ms", request.method, route, response.status, response.body_length, ms
        )


class WithoutMalformed(logging.Filter):
    """Leaves out aiohttp's tracebacks of what is no HTTP: they quote it, and anybody can cause them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is logged."""
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def protocol_log() -> logging.Logger:
    """The log of connections, for aiohttp."""
    made = logging.getLogger("bot.http.protocol")
    if not made.filters:
        made.addFilter(WithoutMalformed())
    return made
