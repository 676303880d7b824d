"""Acting as a person: slash commands, taps, forms, chat and reactions."""

from typing import TYPE_CHECKING, Any

from . import reactions
from .components import Component, Kind, walk
from .guild import Channel, Member
from .interactions import Answered
from .messages import Message

if TYPE_CHECKING:
    from .server import Discord

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
SUB_COMMAND = 1


class Person:
    """A member who acts. Every act returns at once; `await answered.response()` waits for the bot."""

    def __init__(self, discord: "Discord", member: Member) -> None:
        self.discord = discord
        self.member = member

    @property
    def id(self) -> int:
        """Their user id."""
        return self.member.id

    async def slash(self, channel: Channel, command: str, **options: Any) -> Answered:
        """Runs a command, such as `session schedule`, and waits for its answer."""
        return await self.slashing(channel, command, **options).response()

    def slashing(self, channel: Channel, command: str, **options: Any) -> Answered:
        """Runs a command, and does not wait."""
        name, _, sub = command.partition(" ")
        root = self.discord.commands.find(name)
        leaf = next(one for one in root["options"] if one["name"] == sub) if sub else root
        types = {option["name"]: option["type"] for option in leaf.get("options", [])}
        given = [{"name": key, "type": types[key], "value": value} for key, value in options.items()]
        nested = [{"name": sub, "type": SUB_COMMAND, "options": given}] if sub else given
        data = {"id": root["id"], "name": name, "type": 1, "options": nested}
        return self.discord.interactions.begin(COMMAND, self.member, channel, data)

    async def click(self, message: Message, label: str | None = None, custom_id: str | None = None) -> Answered:
        """Taps a button, and waits for the answer."""
        return await self.clicking(message, label, custom_id).response()

    def clicking(self, message: Message, label: str | None = None, custom_id: str | None = None) -> Answered:
        """Taps a button, and does not wait."""
        found = [one for one in _buttons(message) if label in (None, one.get("label"))]
        button = next(one for one in found if custom_id in (None, one.get("custom_id")))
        data = {"component_type": Kind.BUTTON.value, "custom_id": button["custom_id"], "id": button["id"]}
        channel = self.discord.world.channel(message.channel_id)
        return self.discord.interactions.begin(COMPONENT, self.member, channel, data, message)

    def again(self, answered: Answered) -> None:
        """Discord delivers the very same interaction once more."""
        self.discord.interactions.deliver(answered)

    def send(self, channel: Channel, content: str) -> Message:
        """Says something."""
        return self.discord.chat.post(channel, self.member, {"content": content})

    def edit(self, message: Message, content: str) -> None:
        """Says it differently."""
        self.discord.chat.edit(message, {"content": content})

    def delete(self, message: Message) -> None:
        """Takes it back."""
        self.discord.chat.delete(message)

    def react(self, message: Message, emoji: str) -> None:
        """Reacts."""
        reactions.add(self.discord.chat, message, emoji, self.member)

    def unreact(self, message: Message, emoji: str) -> None:
        """Takes a reaction back."""
        reactions.remove(self.discord.chat, message, emoji, self.member.id)


def _buttons(message: Message) -> list[Component]:
    return [one for _, one in walk(message.components) if one.get("type") == Kind.BUTTON and one.get("custom_id")]
