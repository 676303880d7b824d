"""Migrations: there and back on both databases, without drift, and after a copy of what is there."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select

from db.base import Base
from db.migrate import MIGRATIONS, DatabaseTooNew, back_up, config, migrate, sqlite_file, with_connection
from db.store import Database
from db.votes.rows import HeardLineRow
from domain.data import nameless
from domain.gamenight.library import Game
from domain.votes import Vote
from domain.votes.matching import Matched
from migrations.drift import drift
from tests.conftest import Clock, both_databases, execute, of_server
from tests.db.rows import GUILD, a_session

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def tables(connection: Connection) -> set[str]:
    found = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return {one for one in found if not one.startswith("search_")}


@pytest.fixture
async def database_url(request: pytest.FixtureRequest, file: Path) -> AsyncIterator[str]:
    """A database of the test's own that was migrated just now."""
    if request.param == "sqlite":
        await migrate(url(file), NOW)
        yield url(file)
        return
    server = request.getfixturevalue("postgres")
    await execute(server, "CREATE DATABASE migrations")
    own = of_server(server, "migrations")
    await migrate(own, NOW)
    yield own
    await execute(server, "DROP DATABASE migrations WITH (FORCE)")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a SQLite file may be made, with nothing beside it."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder / "rollcall.db"


def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@both_databases
async def test_the_migrations_go_up_and_down_and_up_again(database_url: str) -> None:
    assert await with_connection(database_url, tables) == set(Base.metadata.tables)

    await with_connection(database_url, lambda connection: command.downgrade(config(connection), "base"))
    assert await with_connection(database_url, tables) == set()

    await migrate(database_url, NOW)
    assert await with_connection(database_url, tables) == set(Base.metadata.tables)


@both_databases
async def test_the_migrations_make_just_what_the_models_name(database_url: str) -> None:
    await with_connection(database_url, lambda connection: command.check(config(connection)))


def test_the_drift_check_finds_none() -> None:
    assert asyncio.run(drift()) is None


@both_databases
async def test_migrating_again_changes_nothing(database: Database, database_url: str) -> None:
    async with database.transaction() as store:
        await store.settings.set_timezone(1, "Europe/Berlin")

    await migrate(database_url, NOW)

    async with database.read() as store:
        assert await store.settings.timezone_of(1) == "Europe/Berlin"


@both_databases
async def test_votes_from_logs_that_were_imported_before_stand_as_they_did(
    database: Database, database_url: str
) -> None:
    async with database.transaction() as store:
        game = await store.games.add(Game(0, GUILD, "Catan", "catan"))
        play = await store.plays.add((await a_session(store)).id, game, NOW)
        lines = [("STRASSE", -1), ("straße", 1), ("ana", 1)]
        said = [
            Matched(bytes([n] * 32), 1, play.id, name, value, NOW + timedelta(microseconds=n * 700))
            for n, (name, value) in enumerate(lines)
        ]
        await store.imports.add(await store.imports.begin(GUILD, None, 1, NOW), GUILD, said)
        stood = await store.standing_votes.page([play.id], 9)

    await with_connection(database_url, lambda connection: command.downgrade(config(connection), "0008"))
    await migrate(database_url, NOW)

    async with database.read() as store:
        assert await store.standing_votes.page([play.id], 9) == stood
    assert [one.name for _, one in stood] == ["straße", "ana"]


@both_databases
async def test_of_people_who_were_forgotten_before_no_version_of_a_message_is_kept(
    database: Database, database_url: str
) -> None:
    somebody, nobody = 11, nameless()
    async with database.transaction() as store:
        game = await store.games.add(Game(0, GUILD, "Catan", "catan"))
        play = await store.plays.add((await a_session(store)).id, game, NOW)
        for message_id, user_id in enumerate((somebody, nobody), 1):
            await store.votes.save(Vote(message_id, 5, play.id, user_id, 1, NOW))
            await store.votes.note_line(message_id, bytes(31) + bytes([message_id]))

    await with_connection(database_url, lambda connection: command.downgrade(config(connection), "0006"))
    await migrate(database_url, NOW)

    async with database.read() as store:
        kept = await store.votes.on_plays([play.id])
        assert {one.user_id: one.channel_id for one in kept} == {somebody: 5, nobody: 0}
        assert list(await store.votes._session.scalars(select(HeardLineRow.message_id))) == [1]


async def test_a_new_file_is_made_without_a_copy(file: Path) -> None:
    await migrate(url(file), NOW)

    assert [one.name for one in file.parent.iterdir()] == ["rollcall.db"]


async def test_a_file_at_the_newest_migration_is_not_copied(file: Path) -> None:
    for _ in range(2):
        await migrate(url(file), NOW)

    assert [one.name for one in file.parent.iterdir()] == ["rollcall.db"]


async def filled(file: Path, clock: Clock) -> None:
    """A database at the newest migration, with something in it."""
    await migrate(url(file), NOW)
    database = Database(url(file), clock)
    async with database.transaction() as store:
        await store.settings.set_timezone(1, "Europe/Berlin")
    await database.close()


async def test_a_file_that_holds_data_is_copied_before_it_is_migrated(file: Path, clock: Clock, tmp_path: Path) -> None:
    await filled(file, clock)
    later = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, later, ignore=shutil.ignore_patterns("__pycache__"))
    newest = ScriptDirectory.from_config(config()).get_current_head()
    (later / "versions" / "9999_later.py").write_text(
        f"from alembic import op\nrevision, down_revision = '9999', {newest!r}\n"
        "def upgrade(): op.execute('DELETE FROM people')\n",
        encoding="utf-8",
    )

    await migrate(url(file), NOW, later)

    copy = file.with_name(f"rollcall.db.backup-{newest}-20260901-120000")
    with closing(sqlite3.connect(file)) as migrated, closing(sqlite3.connect(copy)) as before:
        assert migrated.execute("SELECT count(*) FROM people").fetchone() == (0,)
        assert before.execute("SELECT timezone FROM people").fetchall() == [("Europe/Berlin",)]


async def test_a_file_of_a_newer_version_is_refused_and_left_alone(file: Path, clock: Clock) -> None:
    await filled(file, clock)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    with pytest.raises(DatabaseTooNew, match="9999"):
        await migrate(url(file), NOW)

    assert not list(file.parent.glob("*.backup-*"))


async def test_a_file_in_use_is_copied_with_what_was_committed(file: Path, clock: Clock) -> None:
    await migrate(url(file), NOW)
    database = Database(url(file), clock)
    async with database.transaction() as store:
        await store.settings.set_timezone(1, "Europe/Berlin")
    async with database.transaction() as store:
        await store.settings.set_timezone(2, "Asia/Tokyo")
        back_up(file, file.with_name("copy.db"))
    await database.close()

    with closing(sqlite3.connect(file.with_name("copy.db"))) as connection:
        assert connection.execute("SELECT id FROM people").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("sqlite+aiosqlite:///rollcall.db", "rollcall.db"),
        ("sqlite+aiosqlite:////var/lib/rollcall.db", "/var/lib/rollcall.db"),
        ("sqlite+aiosqlite://", None),
        ("sqlite+aiosqlite:///:memory:", None),
        ("postgresql+asyncpg://localhost/rollcall", None),
    ],
)
def test_only_a_sqlite_file_can_be_copied(named: str, path: str | None) -> None:
    assert sqlite_file(named) == (Path(path) if path else None)


async def test_a_migration_that_is_cut_short_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, broken, ignore=shutil.ignore_patterns("__pycache__"))
    for script in (broken / "versions").glob("*.py"):
        script.write_text(
            script.read_text(encoding="utf-8").replace(
                "def downgrade", "    raise RuntimeError('out of power')\n\n\ndef downgrade"
            ),
            encoding="utf-8",
        )
    with pytest.raises(RuntimeError, match="out of power"):
        await migrate(url(file), NOW, broken)

    await migrate(url(file), NOW)

    assert await with_connection(url(file), tables) == set(Base.metadata.tables)
