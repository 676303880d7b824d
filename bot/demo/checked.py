"""What the tour is told through: each expectation is said, and a failed one ends the tour."""

import discord

from bot.demo.people import Table
from bot.demo.words import moment


class Unexpected(Exception):
    """Something that had to happen did not."""


class Checked:
    """A table whose play is checked."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.held = 0

    def chapter(self, title: str) -> None:
        """Begins a part of the story."""
        self.table.tell(f"\n━━ {title} ━━ {moment(self.table.simulation.clock())}")

    def expect(self, what: str, holds: bool) -> None:
        """Notes that something holds. Raises Unexpected where it does not."""
        if not holds:
            raise Unexpected(what)
        self.held += 1
        self.table.tell(f"  ✓ {what}")

    def shows(self, what: str, message: discord.Message | None, *fragments: str) -> None:
        """Notes that one line of the message, as it is now, has all of these. Raises Unexpected."""
        lines = self.table.lines(self.table.again(message)) if message is not None else []
        self.expect(what, any(all(one in line for one in fragments) for line in lines))

    def hides(self, what: str, message: discord.Message | None, fragment: str) -> None:
        """Notes that the message, as it is now, has this nowhere. Raises Unexpected, also where there is none."""
        lines = self.table.lines(self.table.again(message)) if message is not None else [fragment]
        self.expect(what, not any(fragment in line for line in lines))
