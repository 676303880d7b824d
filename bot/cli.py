"""The command line: `python -m bot`."""

import argparse
import asyncio
import logging
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import discord
from sqlalchemy.exc import DBAPIError

from bot import advice, gateway, logs, settings
from bot.client import Rollcall
from bot.clock import system_clock
from bot.exporting import write_guild
from bot.settings import BadSettings, Settings
from db.migrate import DatabaseTooNew, back_up, migrate, sqlite_file

BAD_SETTINGS = 2
NO_TOKEN = 3
log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; the exit code is 0, or 2 where a setting is missing or malformed."""
    given = parser().parse_args(arguments)
    try:
        if given.command == "demo":
            from bot.demo.main import demo  # the simulated Discord is installed for the demo and the tests only

            return demo(tour=given.tour, port=given.port)
        loaded = settings.load()
        token = loaded.token.get_secret_value() if loaded.token else None
        if given.command == "has-token":
            return has_token(loaded)
        logs.set_up(loaded.log_level, as_json=loaded.log_json, token=token)
        return asyncio.run(COMMANDS[given.command](loaded, given))
    except BadSettings as problem:
        print(problem, file=sys.stderr)
        return BAD_SETTINGS


def has_token(loaded: Settings) -> int:
    """0 with a token; without one, says how to get it."""
    try:
        settings.require_token(loaded)
    except BadSettings as problem:
        print(problem)
        return NO_TOKEN
    return 0


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    made = argparse.ArgumentParser(
        prog="python -m bot", description="Rollcall, a Discord bot for people who play together."
    )
    commands = made.add_subparsers(dest="command", metavar="command")
    made.set_defaults(command="run")
    commands.add_parser("run", help="connect to Discord (the default)")
    commands.add_parser("migrate", help="bring the database to the newest migration, after a backup copy")
    commands.add_parser("check", help="check settings, database and the token's shape, without connecting")
    commands.add_parser("sync", help="register the commands with Discord, and end")
    demo = commands.add_parser("demo", help="try the bot in a browser, in a simulated server")
    demo.add_argument("--tour", action="store_true", help="play the main job from start to end, print it, and end")
    demo.add_argument("--port", type=int, help="the port of the page; a free one if left out")
    backup = commands.add_parser("backup", help="copy the SQLite database as of one instant, also while the bot runs")
    backup.add_argument("file", type=Path, help="where the copy goes")
    export = commands.add_parser("export", help="write all that is kept of one server, without secrets, as JSON lines")
    export.add_argument("--guild", type=int, required=True, help="the server's id")
    export.add_argument("file", type=Path, help="where they go; a file that is there is replaced")
    commands.add_parser("has-token")  # for the Makefile: whether to run the bot or the demo
    return made


async def run(loaded: Settings, given: argparse.Namespace) -> int:
    """Connects, and runs until SIGTERM or SIGINT; then stops in order."""
    token = settings.require_token(loaded)
    await _migrate(loaded)
    gateway.point_at(loaded.discord_api)
    bot = Rollcall(loaded, system_clock)
    try:
        await bot.web.start()
    except BadSettings:
        await bot.database.close()  # discord.py's client cannot be closed before it has logged in
        raise
    serving = asyncio.create_task(_serve(bot, token))
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if stopping.is_set():
        log.info("stopping")
    await bot.close()
    serving.cancel()
    (outcome,) = await asyncio.gather(serving, return_exceptions=True)
    if isinstance(outcome, Exception):
        raise outcome
    log.info("stopped")
    return 0


async def _serve(bot: Rollcall, token: str) -> None:
    try:
        await gateway.log_in(bot, token)
        await gateway.wait_for_gateway(bot)
        await bot.connect()
    except discord.LoginFailure:
        raise BadSettings(f"ROLLCALL_TOKEN: Discord does not know it. Remedy: {settings.REMEDY['token']}.") from None
    except discord.PrivilegedIntentsRequired:
        raise BadSettings(advice.said_of_intents(bot.settings)) from None


async def _migrate(loaded: Settings) -> None:
    try:
        await migrate(loaded.database_url, system_clock())
    except DatabaseTooNew as newer:
        raise BadSettings(
            f"ROLLCALL_DATABASE_URL: the database is at migration {newer}, which this version does not know. "
            "Remedy: run the newer version again, or put the copy back that it made before it migrated."
        ) from None
    except (DBAPIError, sqlite3.Error, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise BadSettings(
            f"ROLLCALL_DATABASE_URL: the database cannot be opened ({cause}). Remedy: "
            f"{settings.REMEDY['database_url']}; its folder has to exist, and its server has to run."
        ) from None


async def migrate_(loaded: Settings, given: argparse.Namespace) -> int:
    """Brings the database to the newest migration."""
    await _migrate(loaded)
    print("The database is at the newest migration.")
    return 0


async def check(loaded: Settings, given: argparse.Namespace) -> int:
    """Checks what can be checked without connecting."""
    token = settings.require_token(loaded)
    if not logs.TOKEN.fullmatch(token):
        raise BadSettings(f"ROLLCALL_TOKEN: does not look like a bot's token. Remedy: {settings.REMEDY['token']}.")
    await _migrate(loaded)
    for said in (advice.said_of_http(loaded), advice.said_of_assistant(loaded)):
        if said:
            print(said)
    print("Settings, database and the token's shape are fine. `python -m bot run` connects.")
    return 0


async def sync(loaded: Settings, given: argparse.Namespace) -> int:
    """Registers the commands, without connecting to the gateway."""
    token = settings.require_token(loaded)
    gateway.point_at(loaded.discord_api)
    bot = Rollcall(loaded, system_clock)
    try:
        await bot.login(token)  # its setup hook registers them
    except discord.LoginFailure:
        raise BadSettings(f"ROLLCALL_TOKEN: Discord does not know it. Remedy: {settings.REMEDY['token']}.") from None
    finally:
        await bot.close()
    print("The commands are registered.")
    return 0


async def backup(loaded: Settings, given: argparse.Namespace) -> int:
    """Copies the SQLite database."""
    file = sqlite_file(loaded.database_url)
    if file is None or not file.exists():
        raise BadSettings(
            "ROLLCALL_DATABASE_URL: is not a SQLite file that exists. Remedy: for PostgreSQL, use pg_dump."
        )
    try:
        await asyncio.to_thread(back_up, file, given.file)
    except sqlite3.Error as error:
        print(f"Cannot copy to {given.file}: {error}. Its folder has to exist, and to be writable.", file=sys.stderr)
        return 1
    print(f"Copied to {given.file}.")
    return 0


async def export(loaded: Settings, given: argparse.Namespace) -> int:
    """Writes a server's data."""
    await _migrate(loaded)
    try:
        rows = await write_guild(loaded.database_url, given.guild, given.file)
    except OSError as error:
        print(f"Cannot write {given.file}: {error}. Its folder has to exist, and to be writable.", file=sys.stderr)
        return 1
    print(f"{rows} rows are written to {given.file}. They hold what people wrote: keep the file to yourself.")
    return 0


COMMANDS = {"run": run, "migrate": migrate_, "check": check, "sync": sync, "backup": backup, "export": export}
