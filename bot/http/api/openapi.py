"""The API's description: OpenAPI 3.1, made of the same addresses and parameters as its routes."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.http.api.endpoints import BASE, ENDPOINTS, SESSION_ID, Endpoint
from bot.http.api.parameters import LARGEST, Parameter
from bot.http.api.schemas import SCHEMAS, ref

VERSION = "1.0.0"
DESCRIPTION = f"{BASE}/openapi.json"
ABOUT = (
    "What a Discord server's Rollcall knows: sessions, plays, votes and the game library. Read-only. Every address "
    "takes HEAD as it takes GET; query parameters that it does not name are refused. Ids of Discord's are text, "
    "Rollcall's own are numbers; instants are ISO 8601 in UTC. Lists come in pages: ask again with `after` set to what "
    "`next_after` said, until that is null. Whoever turns all pages meets everything once that was there throughout."
)
WORDS = {
    400: "The query cannot be answered; the message says which parameter, and why.",
    401: "There is no token, or one that opens nothing.",
    404: "There is no such session, or it is private or another server's.",
    413: "The request has a body, and that is too large.",
    429: "Too many requests wait to be answered.",
    500: "Something went wrong; the reference leads to the log.",
}
CHALLENGE = {"WWW-Authenticate": {"required": True, "schema": {"type": "string", "pattern": "^Bearer "}}}
WAIT = {"Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 1}, "description": "Seconds."}}
HEADERS = {401: CHALLENGE, 429: WAIT}
Part = Mapping[str, Any]


def described(server: str | None) -> Part:
    """The whole description; `server` is the address that people reach it at, without a slash at its end."""
    paths = {DESCRIPTION: {"get": _description()}, **{one.path: {"get": _operation(one)} for one in ENDPOINTS}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rollcall", "version": VERSION, "description": ABOUT},
        "servers": [{"url": server or "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Your server's token: `/settings api`."}
            },
            "schemas": SCHEMAS,
        },
    }


def _description() -> Part:
    return {
        "operationId": "description",
        "summary": "This description. It needs no token.",
        "security": [],
        "responses": _responses("Description", (400, 413, 500)),
    }


def _operation(endpoint: Endpoint) -> Part:
    of_session = SESSION_ID in endpoint.path
    return {
        "operationId": endpoint.name,
        "summary": endpoint.about,
        "parameters": [*([_of_path()] if of_session else []), *map(_parameter, endpoint.takes)],
        "responses": _responses(endpoint.answers, tuple(one for one in WORDS if one != 404 or of_session)),
    }


def _of_path() -> Part:
    schema = {"type": "integer", "minimum": 1, "maximum": LARGEST}
    return {"name": SESSION_ID, "in": "path", "required": True, "schema": schema}


def _parameter(one: Parameter) -> Part:
    return {"name": one.name, "in": "query", "description": one.about, "schema": one.schema}


def _responses(answers: str, errors: Sequence[int]) -> Part:
    well = {"description": "As asked for.", "content": _json(answers)}
    wrong = {
        str(status): {
            "description": WORDS[status],
            **({"headers": HEADERS[status]} if status in HEADERS else {}),
            "content": _json("Error"),
        }
        for status in errors
    }
    return {"200": well, **wrong}


def _json(name: str) -> Part:
    return {"application/json": {"schema": ref(name)}}
