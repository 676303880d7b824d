"""What people do again and again, and what they see."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import discord
import simcord
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage

from bot.demo.simulation import Simulation


def parts(message: discord.Message) -> Iterator[Any]:
    """Every component of a message, from the outside in."""
    waiting: list[Any] = list(message.components)
    while waiting:
        one = waiting.pop(0)
        yield one
        accessory = getattr(one, "accessory", None)
        waiting[:0] = [*getattr(one, "children", ()), *([accessory] if accessory is not None else [])]


def texts(message: discord.Message) -> str:
    """All words of a message: its content, and those of its card."""
    return "\n".join([message.content, *(one.content for one in parts(message) if hasattr(one, "content"))])


def labels(message: discord.Message) -> list[str]:
    """What the buttons of a message say."""
    return [str(one.label or one.emoji) for one in parts(message) if isinstance(one, discord.Button)]


def said(result: InteractionResult) -> str:
    """What a person was told in answer to an act; it is for them alone."""
    replies = [*([result.response] if result.response else []), *result.followups]
    assert replies, f"nothing was said: {result}"
    assert all(reply.ephemeral for reply in replies), f"not private: {result}"
    return "\n".join(reply.content for reply in replies)


def reply(result: InteractionResult) -> ResponseMessage:
    """The private message that answered an act, to press its buttons."""
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


def is_silent(result: InteractionResult) -> bool:
    """Whether an act was acknowledged with no words: the card says it all."""
    return result.acknowledged and result.deferred and not result.followups


def seen(channel: ChannelHandle) -> list[discord.Message]:
    """What everybody sees in a channel of the bot's messages; what Discord says of a pin or a thread is not ours."""
    return [one for one in channel.history() if one.author.bot and not one.flags.ephemeral and not one.is_system()]


def cards(channel: ChannelHandle, words: str = "") -> list[discord.Message]:
    """The bot's cards in a channel that hold these words."""
    return [one for one in seen(channel) if not one.content and words in texts(one)]


def card(channel: ChannelHandle, words: str = "") -> discord.Message:
    """The one card in a channel that holds these words."""
    (found,) = cards(channel, words)
    return found


def notices(channel: ChannelHandle) -> list[str]:
    """What the bot said in a channel in plain words: reminders and news."""
    return [one.content for one in seen(channel) if one.content]


def posted(env: simcord.Env, channel: ChannelHandle) -> list[dict[str, Any]]:
    """The messages in plain words that the bot sent to a channel, as they went over the wire."""
    path = f"/channels/{channel.id}/messages"
    sent = [one.json for one in env.http_requests if (one.method, one.path) == ("POST", path)]
    return [one for one in sent if one and one.get("content")]


def pinged(sent: dict[str, Any]) -> list[int]:
    """Whom a sent message pings. Fails where it could ping anybody else."""
    allowed = sent["allowed_mentions"]
    assert not allowed.get("parse"), allowed
    assert not allowed.get("roles"), allowed
    return [int(one) for one in allowed.get("users", [])]


async def schedule(alice: MemberActor, channel: ChannelHandle, when: str = "in 3 days 20:00", **details: Any) -> str:
    """A session is planned; gives what she was told."""
    return said(await alice.slash(channel, "session schedule", when=when, **details))


async def live(alice: MemberActor, channel: ChannelHandle, title: str = "Friday games") -> discord.Message:
    """A session is started on the spot; gives its board."""
    said(await alice.slash(channel, "session start", title=title))
    return card(channel, title)


async def playing(alice: MemberActor, channel: ChannelHandle, *titles: str) -> discord.Message:
    """A session is live and the first of these games is played, the others are queued; gives its board."""
    board = await live(alice, channel)
    for title in titles:
        said(await alice.slash(channel, "game add", title=title))
        said(await alice.slash(channel, "queue add", game=title))
    said(await alice.slash(channel, "play next"))
    return card(channel, board_title(board))


def board_title(board: discord.Message) -> str:
    """The heading of a card without its mark."""
    return texts(board).strip().splitlines()[0].partition(": ")[2]


async def due(simulation: Simulation, **elapsed: float) -> None:
    """Time passes, and what is due in it happens at its own instant; with none given, what is due now."""
    await simulation.advance(timedelta(**elapsed))


async def down(simulation: Simulation, **elapsed: float) -> None:
    """The bot is down for a while, and comes back."""
    await simulation.bot.timetable.stop()
    await simulation.env.advance_time(timedelta(**elapsed).total_seconds())
    await simulation.restart()
    await due(simulation)


async def tap_as_it_was(
    env: simcord.Env, person: MemberActor, message: discord.Message, custom_id: str
) -> InteractionResult:
    """A tap on a button that the card had when the person looked, and has lost since."""
    stored = env.backend.get_message(message.channel.id, message.id)
    now = stored.components
    button = {"type": 2, "style": 1, "label": "Old", "custom_id": custom_id}
    stored.components = [{"type": 1, "components": [button]}]
    try:
        return await person.click(message, custom_id=custom_id)
    finally:
        if stored.components[0].get("components") == [button]:
            stored.components = now


async def standing(person: MemberActor, channel: ChannelHandle) -> list[str]:
    """The lines that /votes tally shows."""
    return said(await person.slash(channel, "votes tally")).splitlines()[1:]


def letters(person: MemberActor) -> list[discord.Message]:
    """What the bot wrote to a person privately."""
    return [one for one in person.user.dm_channel.history() if one.author.bot]


def refuse_private(env: simcord.Env, person: MemberActor, times: int | None = None) -> None:
    """Closes a person's private messages."""
    path = f"/channels/{person.user.dm_channel.id}/messages"
    env.inject_error("POST", path, status=403, code=50007, times=times)
