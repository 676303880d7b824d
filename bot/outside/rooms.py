"""The room monitor: asks a source over HTTP how the rooms of what is being played are doing.

`GET {address}/{room code}` answers with JSON, `{"state": "lobby", "players": 3}`; the README says more of it. The rows
are the truth: nothing is kept here that a restart would lose. A room's code reaches no log, so no address does.
"""

import asyncio
import json
import logging
from urllib.parse import quote

import aiohttp
from yarl import URL

from db.gamenight.rooms import Watched
from db.store import Database
from domain.gamenight.plays import Room
from domain.gamenight.rooms import AnswerNotUnderstood, Seen, read_answer
from services.gamenight import rooms

PATIENCE = 10.0  # seconds that the source has to answer in
MOST_BYTES = 16 * 1024  # of an answer
PAUSE = 5.0  # seconds between two readings of what is to be looked at
log = logging.getLogger(__name__)


class RoomMonitor:
    """Looks at rooms when they are due, in a task of its own; does nothing where there is no `address` of a source."""

    def __init__(self, database: Database, address: str | None, *, patience: float = PATIENCE) -> None:
        self._database = database
        self._address = address
        self._patience = patience
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to look, unless it does."""
        if self._address is not None and self._task is None:
            self._task = asyncio.create_task(self._look_on(), name="room monitor")

    async def stop(self) -> None:
        """Looks no more. A room that was being asked about is looked at again once its lease is over."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def _look_on(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("the room monitor failed, and goes on")
            await asyncio.sleep(PAUSE)

    async def look(self) -> None:
        """Asks about every room that is due by now, all at once, and keeps what was answered."""
        if self._address is None:
            return
        async with self._database.read() as store:  # most readings find nothing, and take no lock
            due = await store.rooms.any_due(store.now)
        if not due:
            return
        async with self._database.transaction() as store:
            watched = await rooms.watch(store)
        timeout = aiohttp.ClientTimeout(total=self._patience)
        async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as client:
            await asyncio.gather(*(self._look_at(client, one) for one in watched))

    async def _look_at(self, client: aiohttp.ClientSession, watched: Watched) -> None:
        try:
            seen = await self._ask(client, watched.code)
        except (aiohttp.ClientError, OSError, ValueError, RecursionError) as error:  # TimeoutError is an OSError
            cause = str(error) if isinstance(error, AnswerNotUnderstood) else type(error).__name__
            log.warning("the room of play %s cannot be looked at: %s", watched.play_id, cause)
            seen = None
        async with self._database.transaction() as store:
            await rooms.saw(store, watched, seen)

    async def _ask(self, client: aiohttp.ClientSession, code: str) -> Seen:
        address = URL(f"{self._address}/{quote(code, safe='')}", encoded=True)
        # The code is for that source: where it sends us elsewhere, we do not follow.
        async with client.get(address, allow_redirects=False) as answer:
            if answer.status == 404:
                return Seen(Room.GONE)
            if answer.status != 200:
                raise AnswerNotUnderstood(f"status {answer.status}")
            content = bytearray()
            async for chunk in answer.content.iter_chunked(MOST_BYTES):
                content += chunk
                if len(content) > MOST_BYTES:
                    raise AnswerNotUnderstood("far too long")
        return read_answer(json.loads(content))
