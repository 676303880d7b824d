"""Interactions: what a person did, and what the bot answered."""

import asyncio
import secrets
from typing import Any

from .chat import Chat
from .checks.answer import check_choices, check_modal
from .guild import Channel, Member
from .messages import EPHEMERAL, LOADING, Message
from .refusals import Refused, unknown

PONG, MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9


class Answered:
    """What came of one interaction. `message` is the bot's own answer, or the message that was tapped."""

    def __init__(self, payload: dict[str, Any], channel: Channel, member: Member, source: Message | None) -> None:
        self.payload = payload
        self.channel = channel
        self.member = member
        self.source = source
        self.type: int | None = None
        self.message: Message | None = None
        self.followups: list[Message] = []
        self.modal: dict[str, Any] | None = None
        self.choices: list[dict[str, Any]] = []
        self._done = asyncio.Event()

    @property
    def content(self) -> str:
        """The text of the answer; where it was deferred, of what followed."""
        own = [self.message] if self.message and self.message is not self.source else []
        return "\n".join(one.text for one in (*own, *self.followups) if one.text)

    @property
    def silent(self) -> bool:
        """Whether the bot only said that it is done."""
        return self.type == DEFERRED_UPDATE

    def answered(self, type_: int) -> None:
        """The callback came."""
        self.type = type_
        self._done.set()

    async def response(self, timeout: float = 3.0) -> "Answered":
        """Waits for the callback as Discord does; raises TimeoutError where the person would see a failure."""
        try:
            await asyncio.wait_for(self._done.wait(), timeout)
        except TimeoutError:
            raise TimeoutError(f"the interaction was not answered within {timeout} s") from None
        return self


class Interactions:
    """All interactions by their id and by their token."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.world = chat.world
        self._by_id: dict[int, Answered] = {}
        self._by_token: dict[str, Answered] = {}

    def begin(
        self, kind: int, member: Member, channel: Channel, data: dict[str, Any], source: Message | None = None
    ) -> Answered:
        """A person does something; the bot is told."""
        world = self.world
        payload: dict[str, Any] = {
            "id": str(world.snowflakes.next()),
            "application_id": str(world.bot.id),
            "type": kind,
            "token": secrets.token_urlsafe(24),
            "version": 1,
            "data": data,
            "guild_id": str(world.guild.id),
            "guild": {"id": str(world.guild.id), "features": [], "locale": "en-US"},
            "channel_id": str(channel.id),
            "channel": {**channel.payload(), "permissions": str(world.may(member, channel))},
            "member": {**member.payload(), "permissions": str(world.may(member, channel))},
            "app_permissions": str(world.may(world.bot, channel)),
            "locale": "en-US",
            "guild_locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(world.guild.id)},
            "context": 0,
            "attachment_size_limit": 10_485_760,
        }
        if source is not None:
            payload["message"] = source.payload(world.bot.id)
        answered = Answered(payload, channel, member, source)
        self._by_id[int(payload["id"])] = self._by_token[payload["token"]] = answered
        self.deliver(answered)
        return answered

    def deliver(self, answered: Answered) -> None:
        """Tells the bot; again, if it was told before."""
        self.world.emit("INTERACTION_CREATE", answered.payload, self.world.guild.id)

    def callback(self, interaction_id: int, token: str, body: dict[str, Any]) -> dict[str, Any]:
        """The bot's first answer; raises `Refused` (40060) for a second one."""
        answered = self._by_id.get(interaction_id)
        if answered is None or answered.payload["token"] != token:
            raise unknown("Interaction")
        if answered.type is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        kind, data = int(body["type"]), body.get("data") or {}
        if kind == MESSAGE:
            answered.message = self._say(answered, data)
        elif kind == DEFERRED_MESSAGE:
            answered.message = self._say(answered, {"flags": LOADING | (data.get("flags") or 0)})
        elif kind == UPDATE and answered.source is not None:
            answered.message = self.chat.edit(answered.source, data)
        elif kind == DEFERRED_UPDATE:
            answered.message = answered.source
        elif kind == CHOICES:
            check_choices(data.get("choices") or [])
            answered.choices = data.get("choices") or []
        elif kind == MODAL:
            check_modal(data)
            answered.modal = data
        answered.answered(kind)
        self.world.pulse.beat()
        said: dict[str, Any] = {"interaction": {"id": str(interaction_id), "type": answered.payload["type"]}}
        if answered.message is not None:
            said["resource"] = {"type": kind, "message": answered.message.payload(self.world.bot.id)}
            said["interaction"]["response_message_id"] = str(answered.message.id)
        return said

    def follow_up(self, token: str, body: dict[str, Any]) -> Message:
        """A later message; the first one after a deferral takes its place."""
        answered = self.of_token(token)
        if answered.message is not None and answered.message.loading:
            return self.chat.edit(answered.message, body)
        message = self._say(answered, body)
        answered.followups.append(message)
        self.world.pulse.beat()
        return message

    def of_token(self, token: str) -> Answered:
        """The interaction that this token belongs to; raises `Refused` (10015)."""
        if token not in self._by_token:
            raise unknown("Webhook")
        return self._by_token[token]

    def message(self, token: str, which: str) -> Message:
        """A message of the interaction's: `@original`, or by its id."""
        answered = self.of_token(token)
        mine = [one for one in (answered.message, *answered.followups) if one is not None]
        for one in mine:
            if which == "@original" or which == str(one.id):
                return one
        raise unknown("Message")

    def _say(self, answered: Answered, body: dict[str, Any]) -> Message:
        only_for = answered.member.id if (body.get("flags") or 0) & EPHEMERAL else None
        return self.chat.post(answered.channel, self.world.bot, body, only_for=only_for)
