"""Telling what the bot does in the channel, line by line, as plain text."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import discord

from bot.demo.words import blocks, changed, shown

Tell = Callable[[str], None]


class Teller:
    """Tells what is new since the last look. `tell` hears the lines; it may be another one for a while."""

    def __init__(self, bot_id: int, names: Mapping[int, str], clock: Callable[[], datetime], tell: Tell) -> None:
        self._bot_id = bot_id
        self._names = names
        self._clock = clock
        self._seen: dict[int, discord.Message] = {}
        self.tell = tell

    def lines(self, message: discord.Message) -> list[str]:
        """What the message shows."""
        return shown(message, self._names, self._clock())

    def news(self, history: Iterable[discord.Message]) -> None:
        """Tells what the bot posted, changed or reacted to."""
        for message in history:
            before = self._seen.get(message.id)
            self._seen[message.id] = message
            if message.author.id == self._bot_id:
                self._news_of(message, before)
            elif emoji := [str(one.emoji) for one in message.reactions]:  # the people only react to the bot's cards
                old = [str(one.emoji) for one in before.reactions] if before else []
                if emoji != old:
                    self.tell(f"  Rollcall puts {' '.join(emoji)} under that message")

    def _news_of(self, message: discord.Message, before: discord.Message | None) -> None:
        after = blocks(message, self._names, self._clock())
        if before is None:
            self._quote("Rollcall posts:", [line for part in after for line in part])
        elif lines := changed(blocks(before, self._names, self._clock()), after):
            self._quote("Rollcall's card now says:", lines)

    def private(self, who: str, message: discord.Message) -> None:
        """Tells what the bot answered to one person."""
        self._quote(f"Rollcall answers, only {who} sees it:", self.lines(message))

    def _quote(self, head: str, lines: list[str]) -> None:
        self.tell(f"  {head}")
        for line in lines:
            self.tell(f"  │ {line}".rstrip())
