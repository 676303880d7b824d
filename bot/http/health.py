"""`GET /health`: whether the bot can do its work."""

import asyncio
import logging
import math

from aiohttp import web

from bot.http.answers import answer
from bot.http.app import App

PATIENCE = 3.0  # seconds that the database has to answer in
log = logging.getLogger(__name__)


def routes(app: App) -> list[web.RouteDef]:
    """Health."""

    async def health(_request: web.Request) -> web.Response:
        parts = {"database": await _database_answers(app), "gateway": app.connected}
        said = {name: "ok" if fine else "unavailable" for name, fine in parts.items()}
        fine = all(parts.values())
        latency_ms = round(app.latency * 1000, 1) if math.isfinite(app.latency) else None
        status = "ok" if fine else "unavailable"
        return answer({"status": status, **said, "latency_ms": latency_ms}, 200 if fine else 503)

    return [web.get("/health", health)]


async def _database_answers(app: App) -> bool:
    try:
        async with asyncio.timeout(PATIENCE), app.database.read() as store:
            await store.deliveries.next_due()
    except Exception as error:
        log.warning("the database does not answer: %r", error)
        return False
    return True
