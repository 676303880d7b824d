"""Game night: the library, the queue, the picker and the plays."""

from cogs.edge.app import App
from cogs.edge.queue import QueueButton
from cogs.edge.rooms import RoomCodeButton
from cogs.gamenight import (
    library_files,
    library_keeping,
    library_looking,
    library_removing,
    pick,
    plays,
    plays_rooms,
    queue,
)
from cogs.gamenight.poll import PickButton, StopPick, draw_poll, marks
from cogs.gamenight.queue_menu import nominate_this
from domain.cards import CardKind
from domain.reminders import Kind
from services.gamenight.polls import finish

__all__ = [
    "library_files",
    "library_keeping",
    "library_looking",
    "library_removing",
    "pick",
    "plays",
    "plays_rooms",
    "queue",
]


async def setup(bot: App) -> None:
    """Adds the feature to the bot; its commands are in their groups already."""
    bot.tree.add_command(nominate_this, override=True)
    bot.add_dynamic_items(RoomCodeButton, QueueButton)
    bot.add_dynamic_items(PickButton, StopPick)
    bot.painter.register(CardKind.PICK, draw_poll, marks)
    bot.due.acts[Kind.PICK] = finish
