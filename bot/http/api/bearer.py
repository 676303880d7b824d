"""Who asks: the guild whose token came along, as RFC 6750 has it (only in the header Authorization)."""

import asyncio
from typing import NoReturn

from aiohttp import hdrs, web

from bot.http.app import App
from services.outside import tokens

REALM = 'Bearer realm="Rollcall"'
MISSING = (
    "This needs your server's token, in a header: Authorization: Bearer rollcall_... "
    "Who manages the server gets it with /settings api."
)
INVALID = "This token opens nothing: it was replaced, revoked or mistyped. /settings api gives a new one."


async def guild_asking(app: App, request: web.Request, door: asyncio.Semaphore) -> int:
    """The id of the guild that asks. Raises HTTPUnauthorized: of a guild that the bot left, too.

    Few tokens are looked up at a time: who tries many delays others, and takes no turn of theirs. Nobody holds a turn
    while Discord is asked.
    """
    given = request.headers.getall(hdrs.AUTHORIZATION, [])
    scheme, _, token = given[0].partition(" ") if given else ("", "", "")
    if scheme.lower() != "bearer":
        _refuse(MISSING, REALM)
    guild_id = None
    if len(given) == 1:
        async with door, app.database.read() as store:
            guild_id = await tokens.guild_of(store, token.strip(" "))
    if guild_id is None or not await app.is_in(guild_id):
        _refuse(INVALID, f'{REALM}, error="invalid_token"')
    return guild_id


def _refuse(why: str, challenge: str) -> NoReturn:
    raise web.HTTPUnauthorized(text=why, headers={hdrs.WWW_AUTHENTICATE: challenge})
