from collections.abc import AsyncIterator

import pytest

from bot.clock import system_clock
from db.store import Database


@pytest.fixture
async def real_time_database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database on the machine's own clock."""
    made = Database(database_url, system_clock)
    yield made
    await made.close()
