"""The API's description is true: schemathesis, which knows nothing else of the API, asks it all that it allows."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from openapi_spec_validator import OpenAPIV31SpecValidator

from bot.http.api.openapi import described
from bot.http.api.routes import routes
from bot.http.app import App, Room
from bot.http.server import Server
from db.store import Database
from tests.bot.a_full_server import Full, filled
from tests.bot.serving import HERE, Bot
from tests.conftest import Clock

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Wrong = Callable[[Full, Any, web.Request], Awaitable[web.StreamResponse]]


async def checked(app: App, token: str, room: Room, folder: Path) -> tuple[int, str]:
    """Has schemathesis look at what the room serves, the same way every time: its exit code, and what it says."""
    server = Server(app, 0, host=HERE, rooms=(room,))
    await server.start()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "run", f"http://{HERE}:{server.port}/api/v1/openapi.json"),
        *("--header", f"Authorization: Bearer {token}", "--checks", "all", "--phases", "coverage,fuzzing,stateful"),
        *("--max-examples", "25", "--max-failures", "1", "--generation-deterministic", "--no-color"),
        cwd=folder,
        env={**os.environ, "NO_PROXY": "*", "COLUMNS": "120"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    await server.stop()
    return process.returncode or 0, said.decode()


@pytest.fixture
def bot(database: Database, clock: Clock) -> Bot:
    return Bot(database, clock)


@pytest.fixture
async def full(database: Database) -> Full:
    return await filled(database)


@pytest.mark.parametrize("server", [None, "https://rollcall.example.org"])
def test_the_description_is_openapi(server: str | None) -> None:
    OpenAPIV31SpecValidator(described(server)).validate()


async def test_every_answer_is_as_described(bot: Bot, full: Full, tmp_path: Path) -> None:
    code, said = await checked(bot, full.token, routes, tmp_path)

    assert code == 0, said
    assert "No issues found" in said
    assert "Tested: 6" in said


async def _a_number_instead_of_text(full: Full, handler: Handler, request: web.Request) -> web.StreamResponse:
    response = await handler(request)
    assert isinstance(response, web.Response)
    if request.path.endswith("/active") and response.text:
        response.text = response.text.replace('"channel_id": "6"', '"channel_id": 6')
    return response


async def _more_than_described(full: Full, handler: Handler, request: web.Request) -> web.StreamResponse:
    response = await handler(request)
    assert isinstance(response, web.Response)
    if request.path.endswith("/games") and response.text:
        response.text = response.text.replace('"alias":', '"room_code": "s3cret", "alias":')
    return response


async def _a_crash_at_an_odd_place(full: Full, handler: Handler, request: web.Request) -> web.StreamResponse:
    if request.query.get("limit") == "100":
        raise ZeroDivisionError
    return await handler(request)


async def _a_status_that_is_not_described(full: Full, handler: Handler, request: web.Request) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPNotFound as nothing:
        raise web.HTTPGone(text=nothing.text) from None


async def _nobody_asks_for_the_token(full: Full, handler: Handler, request: web.Request) -> web.StreamResponse:
    return await handler(request.clone(headers={"Authorization": f"Bearer {full.token}"}))


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (_a_number_instead_of_text, "Response violates schema"),
        (_more_than_described, "Response violates schema"),
        (_a_crash_at_an_odd_place, "Server error"),
        (_a_status_that_is_not_described, "Undocumented status code"),
        (_nobody_asks_for_the_token, "authentication"),
    ],
)
async def test_a_wrong_answer_would_be_found(bot: Bot, full: Full, tmp_path: Path, wrong: Wrong, found: str) -> None:
    def planted(app: App) -> list[web.RouteDef]:
        return [web.get(one.path, partial(wrong, full, one.handler)) for one in routes(app)]

    code, said = await checked(bot, full.token, planted, tmp_path)

    assert code == 1, said
    assert found in said, said
