"""What every answer has in common: errors are JSON, and headers say that nothing here is a page."""

import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web

LARGEST_REQUEST = 64 * 1024  # bytes of a body
HEADERS = {
    hdrs.SERVER: "Rollcall",  # and not which version of what
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
KEPT = (hdrs.ALLOW, hdrs.RETRY_AFTER, hdrs.WWW_AUTHENTICATE)  # what an error's headers tell the asker
WORDS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method; the header Allow says which it takes.",
    413: f"A request may hold {LARGEST_REQUEST} bytes.",
    500: "Something went wrong here. Whoever runs this bot finds it in the log, by the reference.",
}
ROUTE = web.RequestKey("route", str)  # like `/calendar/{secret}.ics`: the path itself may hold a secret
NO_ROUTE = "(no route)"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = logging.getLogger(__name__)


def answer(data: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """`data` as JSON. Raises ValueError for a number that JSON cannot hold."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return web.json_response(text=text, status=status, headers=headers)


def error(
    status: int, message: str | None = None, *, headers: Mapping[str, str] | None = None, **more: Any
) -> web.Response:
    """An error as JSON: what is wrong in HTTP's words, and in a sentence."""
    phrase = HTTPStatus(status).phrase
    return answer({"error": phrase, "message": message or WORDS.get(status, phrase), **more}, status, headers)


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers what a room raises: HTTP's errors with their own `text`, and a crash with a reference to the log."""
    resource = request.match_info.route.resource
    request[ROUTE] = resource.canonical if resource else NO_ROUTE
    try:
        if (request.content_length or 0) > LARGEST_REQUEST:
            return error(413)
        return await handler(request)
    except web.HTTPException as refused:
        if refused.status < 400:
            raise
        by_aiohttp = refused.text == f"{refused.status}: {refused.reason}" or refused.status == 413
        kept = {str(name): refused.headers[name] for name in KEPT if name in refused.headers}
        return error(refused.status, None if by_aiohttp else refused.text, headers=kept)
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("%s %s failed, reference %s", request.method, request[ROUTE], reference)
        return error(500, reference=reference)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Has nothing guessed, framed, run, told on or kept; a room may say that its answer may be kept."""
    response.headers.update(HEADERS)
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
