"""Engines: how the store is opened, so that no update is lost and no write waits for ever."""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

READING = "rollcall_reading"
BUSY_TIMEOUT_MS = 20_000


def open_engine(url: str) -> AsyncEngine:
    """The engine of the running bot. On SQLite every transaction that may write takes the lock at BEGIN."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    engine = create_async_engine(parsed, hide_parameters=True)  # errors are logged, and values are what people wrote
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def for_reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine, for transactions that see the store as of one instant and take no write lock."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{READING: True})
    return engine.execution_options(isolation_level="REPEATABLE READ")


def migration_engine(url: str) -> AsyncEngine:
    """An engine for migrations: without foreign keys, because recreating a parent table would delete its children.

    On SQLite too, all of it is one transaction: a migration that is cut short leaves nothing behind.
    """
    engine = create_async_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _begin_by_hand)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin_by_hand(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late


def _prepare(connection: Any, record: Any) -> None:
    _begin_by_hand(connection, record)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # survives a power cut too
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
