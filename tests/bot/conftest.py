from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.clock import system_clock
from db.store import Database
from tests.bot.receiving import Receiver, saying
from tests.bot.serving import HERE


@pytest.fixture
async def real_time_database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database on the machine's own clock."""
    made = Database(database_url, system_clock)
    yield made
    await made.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A receiver of webhooks that takes what it gets."""
    made = Receiver(saying(204))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0).start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()
