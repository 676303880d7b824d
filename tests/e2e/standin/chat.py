"""What is said in the channels: posting, editing, deleting, reading back."""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from .checks.message import check_message
from .components import numbered, texts
from .guild import Channel, Member
from .mentions import mentions
from .messages import COMPONENTS_V2, EPHEMERAL, KEPT_FLAGS, LOADING, Message
from .refusals import Refused, unknown
from .uploads import attachments, linked
from .world import Upload, World


class Chat:
    """All messages by channel, oldest first; `nonce_window` is for how many seconds a nonce is remembered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.nonce_window = 300.0
        self._history: dict[int, dict[int, Message]] = {}
        self._hidden: dict[int, Message] = {}
        self._nonces: dict[tuple[int, int, str], tuple[float, Message]] = {}

    def post(
        self,
        channel: Channel,
        author: Member,
        body: dict[str, Any],
        files: Sequence[Upload] = (),
        *,
        only_for: int | None = None,
        **details: Any,
    ) -> Message:
        """Sends a message (`body` as in Discord's create message); one for only one person enters no history."""
        if (first := self._same_nonce(channel, author, body)) is not None:
            return first
        loading = bool((body.get("flags") or 0) & LOADING)
        if not loading:
            check_message({**body, "attachments": files})
        message = Message(
            self.world.snowflakes.next(), channel.id, author, channel.guild_id, nonce=body.get("nonce"),
            only_for=only_for, **details,
        )  # fmt: skip
        self._write(message, channel, body, files, pings=True)
        if only_for is not None:
            message.flags |= EPHEMERAL
            self._hidden[message.id] = message
            self.world.pulse.beat()
            return message
        self._history.setdefault(channel.id, {})[message.id] = message
        channel.last_message_id = message.id
        if body.get("enforce_nonce") and message.nonce is not None:
            self._nonces[channel.id, author.id, str(message.nonce)] = (time.monotonic(), message)
        self.world.emit("MESSAGE_CREATE", message.event(self.world.bot.id), message.guild_id)
        return message

    def edit(self, message: Message, body: dict[str, Any], files: Sequence[Upload] = ()) -> Message:
        """Changes what `body` names; raises `Refused` if the message as a whole would not be taken."""
        flags = message.flags | ((body.get("flags") or 0) & COMPONENTS_V2)
        after = {name: body.get(name, getattr(message, name)) for name in ("content", "embeds", "components")}
        kept = attachments(self.world, self.world.channel(message.channel_id), body, (), message.attachments)
        check_message({**body, **after, "flags": flags, "attachments": [*kept, *files]})
        was_loading, message.flags = message.loading, flags & ~LOADING
        channel = self.world.channel(message.channel_id)
        self._write(message, channel, {**body, **after, "flags": None}, files, pings=was_loading)
        message.edited_at = self.world.snowflakes.now()
        message.revisions += 1
        self.updated(message)
        return message

    def delete(self, message: Message) -> None:
        """Removes the message."""
        message.deleted = True
        if self._hidden.pop(message.id, None) is not None:
            return self.world.pulse.beat()
        self._history[message.channel_id].pop(message.id, None)
        self.world.emit("MESSAGE_DELETE", self.place(message, "id"), message.guild_id)

    def updated(self, message: Message) -> None:
        """Tells that the message changed, unless only one person sees it."""
        if message.only_for is None:
            self.world.emit("MESSAGE_UPDATE", message.event(self.world.bot.id), message.guild_id)
        self.world.pulse.beat()

    def place(self, message: Message, name: str = "message_id") -> dict[str, Any]:
        """Where the message is, as events name it."""
        where = {name: str(message.id), "channel_id": str(message.channel_id)}
        return where | ({"guild_id": str(message.guild_id)} if message.guild_id else {})

    def message(self, channel_id: int, message_id: int) -> Message:
        """The message that everybody in the channel sees; raises `Refused` (10008) if there is none."""
        found = self._history.get(self.world.channel(channel_id).id, {}).get(message_id)
        if found is None:
            raise unknown("Message")
        return found

    def messages(self, channel: Channel) -> list[Message]:
        """All messages of the channel, oldest first."""
        return list(self._history.get(channel.id, {}).values())

    def page(
        self,
        channel: Channel,
        limit: int,
        *,
        before: int | None = None,
        after: int | None = None,
        around: int | None = None,
    ) -> list[Message]:
        """A page of history as Discord answers it, newest first."""
        if not 1 <= limit <= 100:
            raise Refused(400, 50035, "Invalid Form Body", {"limit": {"_errors": [{"code": "NUMBER_TYPE_MAX"}]}})
        found = self.messages(channel)
        ids = [message.id for message in found]
        if around is not None:
            start = max(0, bisect_left(ids, around) - limit // 2)
            found = found[start : start + limit]
        elif after is not None:
            start = bisect_right(ids, after)
            found = found[start : start + limit]
        else:
            end = len(found) if before is None else bisect_left(ids, before)
            found = found[max(0, end - limit) : end]
        return found[::-1]

    async def wait_message(
        self,
        channel: Channel,
        containing: str = "",
        *,
        where: Callable[[Message], bool] = lambda message: True,
        timeout: float = 5.0,
    ) -> Message:
        """The latest message of the bot's in the channel that fits, now or within `timeout` seconds."""

        def fitting() -> Message | None:
            own = (m for m in reversed(self.messages(channel)) if m.author is self.world.bot and not m.loading)
            return next((m for m in own if containing in m.text and where(m)), None)

        what = f"a message with {containing!r} in #{channel.name}"
        return await self.world.pulse.until(fitting, timeout=timeout, what=what)

    def _write(
        self, message: Message, channel: Channel, body: dict[str, Any], files: Sequence[Upload], *, pings: bool
    ) -> None:
        message.attachments = attachments(self.world, channel, body, files, message.attachments)
        message.content = body.get("content") or ""
        message.embeds = linked(body.get("embeds") or [], message.attachments)
        message.components = numbered(linked(body.get("components") or [], message.attachments))
        message.flags |= (body.get("flags") or 0) & KEPT_FLAGS
        told = "\n".join([message.content, *texts(message.components)])
        found = mentions(told, body.get("allowed_mentions"), self.world.members)
        message.mentions, message.mention_role_ids = found.members, found.role_ids
        message.mention_everyone = found.everyone
        if pings:
            message.pinged = found.pinged

    def _same_nonce(self, channel: Channel, author: Member, body: dict[str, Any]) -> Message | None:
        if not body.get("enforce_nonce") or body.get("nonce") is None:
            return None
        sent_at, message = self._nonces.get((channel.id, author.id, str(body["nonce"])), (0.0, None))
        fresh = message is not None and not message.deleted and time.monotonic() - sent_at < self.nonce_window
        return message if fresh else None
