"""`GET /api/v1/...`: what a guild's token opens, read-only, as JSON."""

import asyncio

from aiohttp import web

from bot.http.answers import Handler, answer
from bot.http.api.bearer import guild_asking
from bot.http.api.endpoints import ENDPOINTS, SESSION_ID, Endpoint
from bot.http.api.openapi import DESCRIPTION, described
from bot.http.api.parameters import Asked, BadQuery, Parameter, id_of, read_query
from bot.http.api.turns import AT_ONCE, Turns
from bot.http.app import App
from domain.errors import NothingMatches

NO_SESSION = "There is no session of this id, or it is not for you."


def routes(app: App) -> list[web.RouteDef]:
    """The API."""
    door, turns = asyncio.Semaphore(AT_ONCE), Turns()

    async def description(request: web.Request) -> web.Response:
        _query(request, ())
        return answer(described(app.public_url))

    def reading(endpoint: Endpoint) -> Handler:
        async def read(request: web.Request) -> web.Response:
            guild_id = await guild_asking(app, request, door)
            asked = _asked(request, endpoint)
            async with turns.turn(), app.database.read() as store:
                try:
                    return answer(await endpoint.read(store, guild_id, asked))
                except NothingMatches:
                    raise web.HTTPNotFound(text=NO_SESSION) from None

        return read

    return [web.get(DESCRIPTION, description), *(web.get(one.path, reading(one)) for one in ENDPOINTS)]


def _asked(request: web.Request, endpoint: Endpoint) -> Asked:
    """All that is asked for. Raises HTTPBadRequest, and HTTPNotFound where no session can have such an id."""
    asked = _query(request, endpoint.takes)
    if SESSION_ID not in request.match_info:
        return asked
    session_id = id_of(request.match_info[SESSION_ID])
    if session_id is None:
        raise web.HTTPNotFound(text=NO_SESSION)
    return {**asked, SESSION_ID: session_id}


def _query(request: web.Request, known: tuple[Parameter, ...]) -> Asked:
    try:
        return read_query(request.query, known)
    except BadQuery as bad:
        raise web.HTTPBadRequest(text=str(bad)) from None
