"""The assistant, against an OpenAI-compatible server on the loopback: what it gives, and each way in which it fails."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.outside.assistant import Assistant
from domain.sessions.draft import DraftFailed
from domain.sessions.recap import LONGEST_LIST, LONGEST_SUMMARY

GOOD = {"summary": "They won.", "highlights": ["The dragon fell", "  The   dragon fell "], "people": ["Mirna"]}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serving = Callable[[Handler], Awaitable[Assistant]]


def completion(content: str | None, **message: Any) -> web.Response:
    return web.json_response(
        {"id": "x", "choices": [{"message": {"role": "assistant", "content": content, **message}}]}
    )


@pytest.fixture
async def serving() -> AsyncIterator[Serving]:
    """Has a handler answer for the server; gives an assistant that asks there, and waits for half a second."""
    servers = []

    async def serve(handler: Handler) -> Assistant:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", handler)
        servers.append(server := TestServer(app))
        await server.start_server()
        return Assistant(str(server.make_url("/v1")), SecretStr("s3cret"), "small", timeout=0.5)

    yield serve
    for server in servers:
        await server.close()


async def test_what_it_answers_becomes_a_proposal(serving: Serving) -> None:
    asked: list[tuple[str | None, dict[str, Any]]] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append((request.headers.get("Authorization"), await request.json()))
        return completion(f"```json\n{json.dumps(GOOD)}\n```")

    made = await (await serving(handler)).draft('{"log": []}')

    assert (made.summary, made.highlights, made.people, made.items) == ("They won.", "The dragon fell", "Mirna", "")
    ((key, body),) = asked
    assert key == "Bearer s3cret"
    assert body["model"] == "small"
    assert body["messages"][-1] == {"role": "user", "content": '{"log": []}'}


async def test_what_is_longer_than_a_recap_is_shortened(serving: Serving) -> None:
    async def handler(request: web.Request) -> web.Response:
        return completion(json.dumps({"summary": "word " * 1000, "items": [f"Item {n}" * 10 for n in range(50)]}))

    made = await (await serving(handler)).draft("{}")

    assert len(made.summary) <= LONGEST_SUMMARY
    assert len(made.items) <= LONGEST_LIST
    assert made.items.startswith("Item 0")


async def test_the_server_takes_too_long(serving: Serving) -> None:
    async def handler(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(DraftFailed, match=r"within 0\.5 seconds"):
        await (await serving(handler)).draft("{}")


async def test_nobody_is_there() -> None:
    with pytest.raises(DraftFailed, match="could not be reached"):
        await Assistant("http://127.0.0.1:9", None, "small").draft("{}")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: completion(None, refusal="I would rather not."), "declined"),
        (lambda: completion(""), "declined"),
        (lambda: completion("Once upon a time"), "not what I asked for"),
        (lambda: completion('{"summary": 7}'), "not what I asked for"),
        (lambda: completion('{"summary": "x", "delete_session": 12}'), "not what I asked for"),
        (lambda: completion('{"highlights": []}'), "not what I asked for"),
        (lambda: web.json_response({"choices": []}), "not what I asked for"),
        (lambda: web.Response(text="<html>"), "not what I asked for"),
        (lambda: web.Response(body=b"x" * 300_000), "far too long"),
        (lambda: web.Response(status=500), "status 500"),
        (lambda: web.Response(status=302, headers={"Location": "http://127.0.0.1:9/"}), "status 302"),
    ],
)
async def test_what_is_no_draft_fails_with_its_cause(
    serving: Serving, answer: Callable[[], web.Response], said: str
) -> None:
    async def handler(request: web.Request) -> web.Response:
        return answer()

    with pytest.raises(DraftFailed, match=said):
        await (await serving(handler)).draft("{}")
