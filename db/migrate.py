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


class DatabaseTooNew(Exception):
    """The database was migrated by a newer version of the bot."""


def config(connection: Connection | None = None, folder: Path = MIGRATIONS) -> Config:
    """Alembic's configuration; there is no alembic.ini."""
    made = Config()
    made.set_main_option("script_location", str(folder))
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


async def migrate(url: str, now: datetime, folder: Path = MIGRATIONS) -> None:
    """Brings the database to the newest migration in the folder. A SQLite file that holds data is copied first.

    Raises sqlite3.Error where a SQLite file cannot be opened; and DatabaseTooNew, before anything is copied, where the
    database is at a migration that is not there.
    """
    if file := sqlite_file(url):
        _probe(file)
    scripts = ScriptDirectory.from_config(config(folder=folder))
    newest = scripts.get_current_head()
    current = await with_connection(url, _revision)
    if current == newest:
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseTooNew(current)
    if current is not None and file:
        copied = back_up(file, file.with_name(f"{file.name}.backup-{current}-{now:%Y%m%d-%H%M%S}"))
        log.info("copied the database to %s before migrating it", copied.name)
    await with_connection(url, lambda connection: command.upgrade(config(connection, folder), "head"))
    log.info("the database is at migration %s", newest)


def _probe(file: Path) -> None:
    """Raises sqlite3.Error where it cannot be opened: aiosqlite would leave a thread behind that fails later."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA schema_version")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


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
