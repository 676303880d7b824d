"""Bringing a database to the newest migration, after a backup copy of a SQLite file that holds data."""

import logging
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from db.engine import migration_engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"
log = logging.getLogger(__name__)


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; there is no alembic.ini."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.attributes["connection"] = connection
    return made


async def with_connection(url: str, work: Any, *args: Any) -> Any:
    """Runs `work(connection, *args)` on a connection of its own, made for migrations, and commits."""
    engine = migration_engine(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work, *args)
    finally:
        await engine.dispose()


async def migrate(url: str, now: datetime) -> None:
    """Brings the database to the newest migration. A SQLite file that holds data is copied first."""
    current, newest = await with_connection(url, _revisions)
    if current == newest:
        return
    if current is not None and (file := sqlite_file(url)):
        copied = back_up(file, file.with_name(f"{file.name}.backup-{current}-{now:%Y%m%d-%H%M%S}"))
        log.info("copied the database to %s before migrating it", copied.name)
    await with_connection(url, lambda connection: command.upgrade(config(connection), "head"))
    log.info("the database is at migration %s", newest)


def _revisions(connection: Connection) -> tuple[str | None, str | None]:
    context = MigrationContext.configure(connection)
    return context.get_current_revision(), ScriptDirectory.from_config(config()).get_current_head()


def sqlite_file(url: str) -> Path | None:
    """The SQLite file that the URL names; None for another database, or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def back_up(file: Path, copy: Path) -> Path:
    """Copies a SQLite file as of one instant, also while it is in use."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
