"""The API's addresses, with what they take and read: both its routes and its description are made of these."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.http.api import parameters
from bot.http.api.parameters import Asked, Order, Parameter
from db.store import Store
from domain.votes import Place
from services.outside import reading
from services.outside.documents import Document
from services.outside.reading import Page

BASE = "/api/v1"
SESSION_ID = "session_id"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address. `answers` names the schema of what it gives; `read` takes the guild's id, and raises NothingMatches.

    `path` is written as both aiohttp and OpenAPI write it; a `{session_id}` in it is among what is asked for.
    """

    path: str
    name: str
    about: str
    answers: str
    read: Callable[[Store, int, Asked], Awaitable[Document]]
    takes: tuple[Parameter, ...] = ()


async def _sessions(store: Store, guild_id: int, asked: Asked) -> Document:
    page = await reading.sessions(
        store,
        guild_id,
        asked["limit"],
        after=asked["after"],
        newest_first=asked["order"] is Order.NEWEST,
        state=asked["state"],
        since=asked["from"],
        until=asked["to"],
    )
    return _paged("sessions", page)


async def _active(store: Store, guild_id: int, asked: Asked) -> Document:
    return {"session": await reading.active(store, guild_id, asked["channel_id"])}


async def _session(store: Store, guild_id: int, asked: Asked) -> Document:
    return {"session": await reading.session(store, guild_id, asked[SESSION_ID])}


async def _plays(store: Store, guild_id: int, asked: Asked) -> Document:
    page = await reading.plays(store, guild_id, asked[SESSION_ID], asked["limit"], after=asked["after"])
    return _paged("plays", page)


async def _votes(store: Store, guild_id: int, asked: Asked) -> Document:
    page = await reading.votes(store, guild_id, asked[SESSION_ID], asked["limit"], after=asked["after"])
    return _paged("votes", page)


async def _games(store: Store, guild_id: int, asked: Asked) -> Document:
    page = await reading.games(
        store, guild_id, asked["limit"], after=asked["after"], enabled=asked["enabled"], tag=asked["tag"]
    )
    return _paged("games", page)


def _paged(name: str, page: Page) -> dict[str, Any]:
    return {name: page.documents, "next_after": str(page.after) if isinstance(page.after, Place) else page.after}


ONE = f"{BASE}/sessions/{{{SESSION_ID}}}"
ENDPOINTS = (
    Endpoint(
        f"{BASE}/sessions",
        "listSessions",
        "Sessions, in the order they were made; none that is private.",
        "Sessions",
        _sessions,
        (
            parameters.LIMIT,
            parameters.AFTER,
            parameters.ORDER,
            parameters.STATE,
            parameters.FROM,
            parameters.TO,
        ),
    ),
    Endpoint(
        f"{BASE}/sessions/active",
        "activeSession",
        "The session that is live (in progress or paused), or null. Of several the one started last; each channel has "
        "at most one.",
        "ActiveSession",
        _active,
        (parameters.CHANNEL,),
    ),
    Endpoint(ONE, "oneSession", "One session.", "OneSession", _session),
    Endpoint(
        f"{ONE}/plays",
        "listPlays",
        "What was played in a session, in the order it was begun, with the votes that stand.",
        "Plays",
        _plays,
        (parameters.LIMIT, parameters.AFTER),
    ),
    Endpoint(
        f"{ONE}/votes",
        "listVotes",
        "The votes that stand on a session's plays, one for each person and play, in the order they were cast.",
        "Votes",
        _votes,
        (parameters.LIMIT, parameters.AFTER_VOTE),
    ),
    Endpoint(
        f"{BASE}/games",
        "listGames",
        "The game library, in the order it was filled.",
        "Games",
        _games,
        (parameters.LIMIT, parameters.AFTER, parameters.ENABLED, parameters.TAG),
    ),
)
