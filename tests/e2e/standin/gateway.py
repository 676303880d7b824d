"""The gateway: who is connected, what they are told, and taking it away from them."""

import asyncio
import json
import uuid
from typing import Any, Literal

from aiohttp import WSMsgType, web
from discord import Intents

from .intents import application_flags, disallowed
from .sessions import Connection, Session
from .world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11,
)  # fmt: skip
ACK_DELAY = 0.03
CLOSE_AT_END_OF_SESSION = (1000, 1001)


class Gateway:
    """Serves the websockets; `down` says whether new connections are refused, and where."""

    def __init__(self, world: World, token: str, unexpected: list[str]) -> None:
        self.world = world
        self.token = token
        self.all_members = True
        self.heartbeat_interval_ms = 41_250
        self.privileged = frozenset({"members", "presences", "message_content"})
        self.down: Literal["api", "socket"] | None = None
        self.identifies = self.resumes = 0
        self.received: list[dict[str, Any]] = []
        self._unexpected = unexpected
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._last: dict[str, tuple[dict[str, Any], int | None]] = {}

    def emit(self, event: str, data: dict[str, Any], guild_id: int | None) -> None:
        """Tells every session whose shard and intents cover it, also those that are disconnected just now."""
        self._last[event] = (data, guild_id)
        for session in self._sessions.values():
            if session.covers(guild_id):
                session.dispatch(event, data, self.world.bot.id, in_guild=guild_id is not None)
        self.world.pulse.beat()

    def redeliver(self, event: str) -> None:
        """Sends the latest event of that name once more, unchanged."""
        self.emit(event, *self._last[event])

    @property
    def connected(self) -> list[Session]:
        """The sessions that are identified and have a connection now."""
        return [session for session in self._sessions.values() if session.connection is not None]

    async def wait_connected(self, count: int = 1, *, timeout: float = 15.0) -> None:
        """Waits until `count` sessions are connected."""
        what = f"{count} gateway connection(s)"
        await self.world.pulse.until(lambda: len(self.connected) >= count, timeout=timeout, what=what)

    async def wait_identified(self, count: int, *, timeout: float = 15.0) -> None:
        """Waits until there have been `count` IDENTIFYs since the stand-in began."""
        await self.world.pulse.until(lambda: self.identifies >= count, timeout=timeout, what="an IDENTIFY")

    async def wait_resumed(self, count: int = 1, *, timeout: float = 15.0) -> None:
        """Waits until `count` RESUMEs have succeeded since the stand-in began."""
        await self.world.pulse.until(lambda: self.resumes >= count, timeout=timeout, what="a RESUME")

    async def wait_disconnected(self, *, timeout: float = 15.0) -> None:
        """Waits until nobody is connected."""
        await self.world.pulse.until(lambda: not self.connected, timeout=timeout, what="nobody on the gateway")

    async def drop(self, code: int | None = None) -> None:
        """Drops every connection: with no code abnormally, else closing with it; sessions can be resumed."""
        for connection in list(self._connections):
            if code is None:
                connection.abort()
            else:
                await connection.close(code, "dropped")
        self.world.pulse.beat()

    def go_down(self, where: Literal["api", "socket"] = "api") -> None:
        """Refuses new connections: at `GET /gateway/bot` with a 503, or only at the websocket."""
        self.down = where

    def come_back(self) -> None:
        """Takes connections again."""
        self.down = None

    def forget_sessions(self) -> None:
        """Makes every RESUME invalid, as after an outage; those connected stay so until dropped."""
        self._sessions = {session.id: session for session in self.connected}
        for session in self._sessions.values():
            session.id = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One websocket from HELLO to its end."""
        if self.down is not None:
            return web.Response(status=503, text="gateway down")
        compress = request.query.get("compress")
        if compress not in (None, "zlib-stream"):
            self._unexpected.append(f"compress={compress}: only zlib-stream is spoken here")
            return web.Response(status=400, text=self._unexpected[-1])
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        assert isinstance(request.transport, asyncio.Transport)
        connection = Connection(socket, request.transport, compress=compress is not None)
        self._connections.add(connection)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval_ms}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(message.data))
        finally:
            self._connections.discard(connection)
            if connection.session is not None and socket.close_code in CLOSE_AT_END_OF_SESSION:
                self._sessions.pop(connection.session.id, None)
            connection.detach()
            self.world.pulse.beat()
        return socket

    async def _receive(self, connection: Connection, payload: dict[str, Any]) -> None:
        op, data = payload["op"], payload.get("d") or {}
        self.received.append(payload)
        if op == HEARTBEAT:
            asyncio.get_running_loop().call_later(ACK_DELAY, connection.send, {"op": ACK})
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            await self._resume(connection, data)
        elif connection.session is None:
            await connection.close(4003, "Not authenticated.")
        elif op == MEMBERS:
            self._chunk(connection.session, data)
        elif op not in (PRESENCE, VOICE):
            await connection.close(4001, "Unknown opcode.")

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        intents = Intents._from_value(data["intents"])
        number, count = data.get("shard", (0, 1))
        if connection.session is not None:
            return await connection.close(4005, "Already authenticated.")
        if data["token"] != self.token:
            return await connection.close(4004, "Authentication failed.")
        if not 0 <= number < count:
            return await connection.close(4010, "Invalid shard.")
        if disallowed(intents, self.privileged):
            return await connection.close(4014, "Disallowed intent(s).")
        session = Session(uuid.uuid4().hex, (number, count), intents)
        self._sessions[session.id] = session
        session.attach(connection)
        self._greet(session)
        self.identifies += 1
        self.world.pulse.beat()

    def _greet(self, session: Session) -> None:
        me, guild_id = self.world.bot, self.world.guild.id
        inside = session.covers(guild_id)
        ready = {
            "v": 10, "user": me.user(), "session_id": session.id, "shard": list(session.shard),
            "guilds": [{"id": str(guild_id), "unavailable": True}] if inside else [], "private_channels": [],
            "resume_gateway_url": self.world.base_url.replace("http", "ws", 1) + "/gateway",
            "application": {"id": str(me.id), "flags": application_flags(self.privileged)},
        }  # fmt: skip
        session.dispatch("READY", ready, me.id, in_guild=False)
        if inside:
            guild = self.world.guild_create(all_members=self.all_members)
            session.dispatch("GUILD_CREATE", guild, me.id, in_guild=True)

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        session = self._sessions.get(data["session_id"])
        if data["token"] != self.token:
            return await connection.close(4004, "Authentication failed.")
        if session is None or session.id != data["session_id"] or data["seq"] > len(session.events):
            return connection.send({"op": INVALID, "d": False})
        session.attach(connection)
        session.replay(data["seq"])
        self.resumes += 1
        self.world.pulse.beat()

    def _chunk(self, session: Session, data: dict[str, Any]) -> None:
        wanted = {int(user_id) for user_id in data.get("user_ids") or []}
        query = (data.get("query") or "").lower()
        found = [
            member.payload()
            for member in self.world.members.values()
            if (member.id in wanted if wanted else member.name.lower().startswith(query))
        ]
        chunk = {"guild_id": data["guild_id"], "members": found[: data.get("limit") or None], "not_found": []}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk, self.world.bot.id, in_guild=True)
