"""The REST routes that the bot uses. What is asked for and not here is noted, and fails the test."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from . import reactions
from .chat import Chat
from .gateway import Gateway
from .guild import THREADS, Channel
from .interactions import Interactions
from .messages import Message
from .permissions import FILES, HISTORY, MANAGE_MESSAGES, PIN_MESSAGES, REACT, SEND, SEND_IN_THREADS, VIEW
from .refusals import Refused, missing_access, missing_permissions, unknown
from .registry import Commands
from .world import Upload

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
routes = web.RouteTableDef()


def answer(body: Any, status: int = 200) -> web.Response:
    """JSON, of exactly the type that discord.py asks for."""
    return web.Response(status=status, body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})


def nothing() -> web.Response:
    """204."""
    return web.Response(status=204)


CHAT: web.AppKey[Chat] = web.AppKey("chat", Chat)
GATEWAY: web.AppKey[Gateway] = web.AppKey("gateway", Gateway)
COMMANDS: web.AppKey[Commands] = web.AppKey("commands", Commands)
INTERACTIONS: web.AppKey[Interactions] = web.AppKey("interactions", Interactions)


async def body_of(request: web.Request) -> dict[str, Any]:
    """The JSON of a request, also where it comes with files."""
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        return dict(json.loads(str(form["payload_json"])))
    text = await request.text()
    return dict(json.loads(text)) if text else {}


async def files_of(request: web.Request) -> list[Upload]:
    """The files that come with a request."""
    if not request.content_type.startswith("multipart/"):
        return []
    sent = [one for one in (await request.post()).values() if isinstance(one, web.FileField)]
    return [Upload(one.filename, one.file.read(), one.content_type) for one in sent]


def channel_of(request: web.Request, *needed: int) -> Channel:
    """The channel of the address, in which the bot may do this."""
    chat = request.app[CHAT]
    channel = chat.world.channel(int(request.match_info["channel"]))
    may = chat.world.may(chat.world.bot, channel)
    if not may & VIEW:
        raise missing_access()
    if any(not may & one for one in needed):
        raise missing_permissions()
    return channel


def message_of(request: web.Request) -> Message:
    """The message of the address."""
    channel = channel_of(request)
    return request.app[CHAT].message(channel.id, int(request.match_info["message"]))


def shown(request: web.Request, message: Message) -> web.Response:
    """A message as the bot sees it."""
    return answer(message.payload(request.app[CHAT].world.bot.id))


@routes.get("/users/@me")
async def me(request: web.Request) -> web.StreamResponse:
    return answer(request.app[CHAT].world.bot.user())


@routes.get("/users/{user:[0-9]+}")
async def user(request: web.Request) -> web.StreamResponse:
    found = request.app[CHAT].world.anyone(int(request.match_info["user"]))
    if found is None:
        raise unknown("User")
    return answer(found.user())


@routes.post("/users/@me/channels")
async def direct(request: web.Request) -> web.StreamResponse:
    world = request.app[CHAT].world
    recipient = world.anyone(int((await request.json())["recipient_id"]))
    if recipient is None:
        raise unknown("User")
    return answer(world.direct(recipient).payload())


@routes.get("/oauth2/applications/@me")
@routes.get("/applications/@me")
async def application(request: web.Request) -> web.StreamResponse:
    bot = request.app[CHAT].world.bot
    return answer(
        {"id": str(bot.id), "name": bot.name, "icon": None, "description": "", "bot_public": True, "flags": 0}
        | {"bot_require_code_grant": False, "verify_key": "00", "team": None, "owner": bot.user(), "summary": ""}
    )


@routes.get("/gateway/bot")
async def gateway_bot(request: web.Request) -> web.StreamResponse:
    if request.app[GATEWAY].down == "api":
        raise Refused(503, 0, "Service Unavailable")
    url = f"ws://{request.host}/gateway"
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return answer({"url": url, "shards": 1, "session_start_limit": limit})


@routes.get("/applications/{application}/commands")
async def get_commands(request: web.Request) -> web.StreamResponse:
    return answer(request.app[COMMANDS].registered(None))


@routes.put("/applications/{application}/commands")
@routes.put("/applications/{application}/guilds/{guild}/commands")
async def put_commands(request: web.Request) -> web.StreamResponse:
    guild = request.match_info.get("guild")
    registered = request.app[COMMANDS].replace(
        int(request.match_info["application"]), int(guild) if guild else None, await request.json()
    )
    return answer(registered)


@routes.post("/interactions/{interaction}/{token}/callback")
async def callback(request: web.Request) -> web.StreamResponse:
    said = request.app[INTERACTIONS].callback(
        int(request.match_info["interaction"]), request.match_info["token"], await body_of(request)
    )
    return answer(said) if request.query.get("with_response") else nothing()


@routes.post("/webhooks/{application}/{token}")
async def follow_up(request: web.Request) -> web.StreamResponse:
    return shown(request, request.app[INTERACTIONS].follow_up(request.match_info["token"], await body_of(request)))


@routes.patch("/webhooks/{application}/{token}/messages/{which}")
async def edit_answer(request: web.Request) -> web.StreamResponse:
    message = request.app[INTERACTIONS].message(request.match_info["token"], request.match_info["which"])
    return shown(request, request.app[CHAT].edit(message, await body_of(request)))


@routes.get("/channels/{channel}")
async def get_channel(request: web.Request) -> web.StreamResponse:
    return answer(channel_of(request).payload())


@routes.post("/channels/{channel}/messages")
async def post_message(request: web.Request) -> web.StreamResponse:
    channel = channel_of(request)
    channel_of(request, SEND_IN_THREADS if channel.kind in THREADS else SEND)
    chat = request.app[CHAT]
    return shown(request, chat.post(channel, chat.world.bot, await body_of(request)))


@routes.get("/channels/{channel}/messages")
async def history(request: web.Request) -> web.StreamResponse:
    channel, chat = channel_of(request), request.app[CHAT]
    if not chat.world.may(chat.world.bot, channel) & HISTORY:
        return answer([])  # as Discord does: empty, and no error
    given = {name: int(request.query[name]) for name in ("before", "after", "around") if name in request.query}
    page = chat.page(channel, int(request.query.get("limit", 50)), **given)
    return answer([one.payload(chat.world.bot.id) for one in page])


@routes.get("/channels/{channel}/threads/archived/public")
async def archived_threads(request: web.Request) -> web.StreamResponse:
    channel, world = channel_of(request, HISTORY), request.app[CHAT].world
    archived = [one for one in world.channels.values() if one.parent_id == channel.id and one.archived]
    return answer({"threads": [one.payload() for one in archived], "members": [], "has_more": False})


@routes.get("/channels/{channel}/messages/{message}")
async def get_message(request: web.Request) -> web.StreamResponse:
    return shown(request, message_of(request))


@routes.patch("/channels/{channel}/messages/{message}")
async def edit_message(request: web.Request) -> web.StreamResponse:
    message, chat = message_of(request), request.app[CHAT]
    if message.author is not chat.world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    files = await files_of(request)
    if files:
        channel_of(request, FILES)
    return shown(request, chat.edit(message, await body_of(request), files))


@routes.delete("/channels/{channel}/messages/{message}")
async def delete_message(request: web.Request) -> web.StreamResponse:
    message, chat = message_of(request), request.app[CHAT]
    if message.author is not chat.world.bot:
        channel_of(request, MANAGE_MESSAGES)
    chat.delete(message)
    return nothing()


@routes.put("/channels/{channel}/messages/pins/{message}")
async def pin(request: web.Request) -> web.StreamResponse:
    channel_of(request, PIN_MESSAGES)
    message = message_of(request)
    message.pinned_at = message.pinned_at or datetime.now(UTC)
    return nothing()


@routes.delete("/channels/{channel}/messages/pins/{message}")
async def unpin(request: web.Request) -> web.StreamResponse:
    channel_of(request, PIN_MESSAGES)
    message_of(request).pinned_at = None
    return nothing()


@routes.put("/channels/{channel}/messages/{message}/reactions/{emoji}/@me")
async def react(request: web.Request) -> web.StreamResponse:
    channel_of(request, REACT, HISTORY)
    chat = request.app[CHAT]
    reactions.add(chat, message_of(request), unquote(request.match_info["emoji"]), chat.world.bot)
    return nothing()


@routes.get("/channels/{channel}/messages/{message}/reactions/{emoji}")
async def who_reacted(request: web.Request) -> web.StreamResponse:
    channel_of(request, HISTORY)
    after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 25))
    page = reactions.page(request.app[CHAT], message_of(request), unquote(request.match_info["emoji"]), limit, after)
    return answer([one.user() for one in page])


@routes.delete("/channels/{channel}/messages/{message}/reactions/{emoji}/{user}")
async def unreact(request: web.Request) -> web.StreamResponse:
    channel_of(request, MANAGE_MESSAGES)
    emoji = unquote(request.match_info["emoji"])
    reactions.remove(request.app[CHAT], message_of(request), emoji, int(request.match_info["user"]))
    return nothing()


@routes.get("/guilds/{guild}/members/{user}")
async def member(request: web.Request) -> web.StreamResponse:
    found = request.app[CHAT].world.members.get(int(request.match_info["user"]))
    if found is None:
        raise unknown("Member")
    return answer(found.payload())
