"""A gateway session, which outlives its connections, and the connection it is on."""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from discord import Intents

from .intents import redacted, wants


class Connection:
    """One websocket: sends in order, compressed as one stream if asked to."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport, *, compress: bool) -> None:
        self.socket = socket
        self.session: Session | None = None
        self._transport = transport
        self._deflate = zlib.compressobj() if compress else None
        self._outgoing: asyncio.Queue[str] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def send(self, payload: dict[str, Any]) -> None:
        """Queues a payload; never waits."""
        self.send_text(json.dumps(payload))

    def send_text(self, text: str) -> None:
        """Queues a payload that is JSON already."""
        self._outgoing.put_nowait(text)

    def abort(self) -> None:
        """Cuts the connection as a lost network does: no close frame, nothing more is sent."""
        self.detach()
        self._transport.abort()

    async def close(self, code: int, reason: str) -> None:
        """Closes with a code, after what is queued."""
        self.detach()
        await self.socket.close(code=code, message=reason.encode())

    def detach(self) -> None:
        """Ends the writing and leaves the session, which goes on without a connection."""
        self._writer.cancel()
        if self.session is not None and self.session.connection is self:
            self.session.connection = None
        self.session = None

    async def _write(self) -> None:
        while True:
            text = await self._outgoing.get()
            try:
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    data = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(data)
            except (ConnectionError, RuntimeError):
                return


@dataclass(eq=False)
class Session:
    """What RESUME picks up again: the numbered events that were meant for this client."""

    id: str
    shard: tuple[int, int]
    intents: Intents
    connection: Connection | None = None
    events: list[tuple[str, str]] = field(default_factory=list)

    def covers(self, guild_id: int | None) -> bool:
        """Whether the guild's events (for `None`: those of direct messages) come to this session's shard."""
        number, count = self.shard
        return number == ((guild_id or 0) >> 22) % count

    def dispatch(self, event: str, data: dict[str, Any], me: int, *, in_guild: bool) -> None:
        """Numbers the event, keeps it for a RESUME, and sends it if connected."""
        if not wants(self.intents, event, in_guild=in_guild):
            return
        payload = {
            "op": 0,
            "t": event,
            "s": len(self.events) + 1,
            "d": redacted(self.intents, event, data, me),
        }
        text = json.dumps(payload)
        self.events.append((event, text))
        if self.connection is not None:
            self.connection.send_text(text)

    def attach(self, connection: Connection) -> None:
        """From now on events go out on this connection."""
        if self.connection is not None:
            self.connection.abort()
        self.connection = connection
        connection.session = self

    def replay(self, after: int) -> None:
        """Sends again every event numbered above `after`, then RESUMED."""
        assert self.connection is not None
        for _, text in self.events[after:]:
            self.connection.send_text(text)
        number = len(self.events) + 1
        text = json.dumps({"op": 0, "t": "RESUMED", "s": number, "d": {"_trace": []}})
        self.events.append(("RESUMED", text))
        self.connection.send_text(text)
