"""The people of the demo and their server. All they do goes through the simulated Discord, as a person would do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage

from bot.demo.simulation import Simulation
from bot.demo.telling import Tell, Teller
from bot.demo.words import buttons, face

SERVER = "Tuesday Table"
ORGANISER = "Olga"
PLAYERS = {"zoe": "Zoë", "bartlomiej": "Bartłomiej", "ines": "Inès", "juergen": "Jürgen"}


class NotThere(Exception):
    """What a person wanted to look at or press is not there."""


class Table:
    """A server with two channels and five people. `tell` hears, line by line, what they do and what the bot answers.

    `channel` is where they are; `moved_to` takes them to the other one, `campaign_channel`, for a while.
    """

    def __init__(self, simulation: Simulation, tell: Tell = lambda line: None) -> None:
        self.simulation = simulation
        env = simulation.env
        env.backend.edit_bot_profile("Rollcall")
        guild = env.create_guild(SERVER)
        self.guild_id = guild.id
        self.channel: ChannelHandle = guild.create_text_channel("game-night", topic="Board games, and whatever comes")
        self.campaign_channel = guild.create_text_channel("sunken-crown", topic="The Sunken Crown, our campaign")
        self.channels = (self.channel, self.campaign_channel)
        may = discord.Permissions(manage_events=True, manage_guild=True)
        role = guild.create_role("Organiser", permissions=may, color=0xE67E22)
        self.olga = Person(self, guild.add_member(env.create_user("olga", global_name=ORGANISER), roles=[role]))
        self.players = tuple(
            Person(self, guild.add_member(env.create_user(user, global_name=name))) for user, name in PLAYERS.items()
        )
        self.names = {one.member.id: one.name for one in (self.olga, *self.players)}
        self.names |= {one.id: str(one.name) for one in self.channels} | {env.backend.bot_user.id: "Rollcall"}
        self.teller = Teller(env.backend.bot_user.id, self.names, simulation.clock, tell)

    @property
    def everyone(self) -> list[MemberActor]:
        """All the people, the organiser first."""
        return [self.olga.member, *(one.member for one in self.players)]

    @contextmanager
    def moved_to(self, channel: ChannelHandle) -> Iterator[None]:
        """Everybody is in that channel, and looks for things there."""
        before, self.channel = self.channel, channel
        try:
            yield
        finally:
            self.channel = before

    def lines(self, message: discord.Message) -> list[str]:
        """What the message shows, as plain text."""
        return self.teller.lines(message)

    def tell(self, line: str) -> None:
        """Tells one line."""
        self.teller.tell(line)

    def find(self, *fragments: str) -> discord.Message:
        """The bot's newest message in the channel that shows all of these. Raises NotThere."""
        bot = self.simulation.env.backend.bot_user.id
        for message in reversed(self.channel.history()):
            text = "\n".join(self.lines(message))
            if message.author.id == bot and all(one in text for one in fragments):
                return message
        raise NotThere(f"no message of the bot shows {' and '.join(map(repr, fragments))}")

    def every(self, fragment: str) -> list[discord.Message]:
        """The messages in the channel that show this, the oldest first."""
        return [one for one in self.channel.history() if fragment in "\n".join(self.lines(one))]

    def again(self, message: discord.Message) -> discord.Message:
        """The same message as it is now; a private one as it was seen. Raises NotThere."""
        if message.flags.ephemeral:
            return message
        for one in self.channel.history():
            if one.id == message.id:
                return one
        raise NotThere("the message is gone")

    async def wait(self, **span: float) -> None:
        """Lets time pass, by what `timedelta` takes; what is due happens at its instant."""
        await self.simulation.advance(timedelta(**span))
        self.news()

    def news(self) -> None:
        """Tells what the bot posted, changed or reacted to since the last look."""
        self.teller.news(message for channel in self.channels for message in channel.history())

    def dismiss_private(self) -> None:
        """Everybody clicks away the private answers they got."""
        backend = self.simulation.env.backend
        for channel in self.channels:
            for message in list(backend.messages[channel.id].values()):
                if message.is_ephemeral:
                    backend.delete_message(channel.id, message.id)


class Person:
    """Somebody at the table."""

    def __init__(self, table: Table, member: MemberActor) -> None:
        self._table = table
        self.member = member
        self.name = member.user.global_name or member.name

    async def says(self, text: str) -> discord.Message:
        """Writes in the channel."""
        await self._does(f"{self.name}: {text}")
        message = await self.member.send(self._table.channel, text)
        self._table.news()
        return message

    async def edits(self, message: discord.Message, text: str) -> None:
        """Changes what they wrote."""
        await self._does(f"{self.name} edits that message to: {text}")
        await self.member.edit(message, text)
        self._table.news()

    async def deletes(self, message: discord.Message) -> None:
        """Deletes what they wrote."""
        await self._does(f"{self.name} deletes that message")
        await self.member.delete(message)
        self._table.news()

    async def runs(self, command: str, **options: Any) -> discord.Message:
        """Runs a slash command; gives the private answer. Raises NotThere where there is none."""
        await self._does(
            f"{self.name} runs /{command}" + "".join(f" {key}: {_typed(one)}" for key, one in options.items())
        )
        answer = self._private(await self.member.slash(self._table.channel, command, **options))
        if answer is None:
            raise NotThere(f"/{command} was not answered")
        return answer

    async def taps(self, message: discord.Message, wanted: str) -> discord.Message | None:
        """Presses the button with that face; gives the private answer, if there is one."""
        await self._does(f"{self.name} taps [{wanted}]")
        return self._private(await self.member.click(message, custom_id=self._button(message, wanted)))

    async def fills(self, message: discord.Message, wanted: str, answers: dict[str, list[str]]) -> None:
        """Presses a button that opens a form, and fills it: for each question, the choices by what they say."""
        await self._does(f"{self.name} taps [{wanted}]")
        opened = await self.member.click(message, custom_id=self._button(message, wanted))
        if opened.modal is None:
            raise NotThere(f"[{wanted}] opened no form")
        self._table.tell(f"  A form opens: {opened.modal['title']}")
        values = {}
        for label in opened.modal["components"]:
            chosen = answers.get(label["label"], [])
            options = label["component"]["options"]
            values[label["component"]["custom_id"]] = [one["value"] for one in options if one["label"] in chosen]
            self._table.tell(f"  │ {label['label']}: {', '.join(chosen) or 'none'}")
        self._private(await self.member.submit_modal(opened, values))

    async def reacts(self, message: discord.Message, emoji: str) -> None:
        """Puts a reaction under a message."""
        await self._does(f"{self.name} reacts with {emoji}")
        await self.member.react(message, emoji)
        self._table.news()

    async def _does(self, what: str) -> None:
        await self._table.wait(seconds=1)  # nobody acts at the very instant of somebody else
        self._table.tell(what)

    def _button(self, message: discord.Message, wanted: str) -> str:
        for one in buttons(self._table.again(message)):
            if face(one) == wanted and one.custom_id:
                return one.custom_id
        raise NotThere(f"there is no button [{wanted}]")

    def _private(self, result: InteractionResult) -> discord.Message | None:
        said: ResponseMessage | None = result.response or next(iter(result.followups), None)
        private = said.message if said is not None and said.ephemeral else None
        if private is not None:
            self._table.teller.private(self.name, private)
        self._table.news()
        return private


def _typed(value: Any) -> str:
    """An option as it stands in the command line: a channel or member by its name."""
    return str(getattr(value, "name", value))
