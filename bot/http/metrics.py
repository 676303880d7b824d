"""`GET /metrics`: how the bot fares, in Prometheus' words."""

import asyncio
import logging
import math
from dataclasses import dataclass

from aiohttp import hdrs, web
from prometheus_client import CollectorRegistry, Gauge, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder

from bot.http.app import App
from domain.reminders import Counted, Status

PATIENCE = 5.0  # seconds that the database has to answer in
UNKNOWN = math.nan  # as Prometheus writes what cannot be told now
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says, of all processes that work on it."""

    reminders: Counted
    stale_cards: int


def routes(app: App) -> list[web.RouteDef]:
    """Metrics."""
    gauges = Gauges()

    async def metrics(request: web.Request) -> web.Response:
        gauges.show(app, await _stored(app))
        encode, content_type = choose_encoder(request.headers.get(hdrs.ACCEPT, ""))
        return web.Response(body=encode(gauges.registry), headers={hdrs.CONTENT_TYPE: content_type})

    return [web.get("/metrics", metrics)]


class Gauges:
    """The metrics, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = made = CollectorRegistry()
        ProcessCollector(registry=made)
        PlatformCollector(registry=made)
        self._connected = Gauge(
            "rollcall_gateway_connected", "Whether every shard is connected (1) or not", registry=made
        )
        self._latency = Gauge("rollcall_gateway_latency_seconds", "From a heartbeat to its answer", registry=made)
        self._guilds = Gauge("rollcall_guilds", "Servers that this process is in", registry=made)
        self._database = Gauge("rollcall_database_up", "Whether the database answers (1) or not", registry=made)
        self._reminders = Gauge(
            "rollcall_reminders", "Rows of the timetable by what became of them", ["status"], registry=made
        )
        self._overdue = Gauge(
            "rollcall_reminders_overdue", "Rows still to come that were due over a minute ago", registry=made
        )
        self._stale = Gauge("rollcall_cards_stale", "Cards that do not show the newest state", registry=made)

    def show(self, app: App, stored: Stored | None) -> None:
        """Sets them all; None where the database does not answer."""
        self._connected.set(app.connected)
        self._latency.set(app.latency if math.isfinite(app.latency) else UNKNOWN)
        self._guilds.set(len(app.guilds))
        self._database.set(stored is not None)
        self._overdue.set(stored.reminders.overdue if stored else UNKNOWN)
        self._stale.set(stored.stale_cards if stored else UNKNOWN)
        for status in Status:
            self._reminders.labels(status).set(stored.reminders.by_status.get(status, 0) if stored else UNKNOWN)


async def _stored(app: App) -> Stored | None:
    try:
        async with asyncio.timeout(PATIENCE), app.database.read() as store:
            return Stored(await store.deliveries.counted(store.now), len(await store.cards.stale()))
    except Exception as error:
        log.warning("the database does not answer: %r", error)
        return None
