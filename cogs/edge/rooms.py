"""The room of what is being played: its line on the board, and its code, for one person's eyes."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding
from cogs.edge.parts import CardButton
from cogs.edge.text import NAMES_SHOWN, at, plain, plural
from domain.gamenight.plays import Play, Room
from domain.gamenight.rooms import LONGEST_CODE
from services.gamenight import rooms
from services.gamenight.rooms import Shown

ROOM = {
    Room.LOBBY: "🚪 The room is open: its lobby waits.",
    Room.STARTED: "🟢 The room has started.",
    Room.ENDED: "🔴 The room's game has ended.",
    Room.GONE: "⚪ The room is gone.",
}


class RoomCodeButton(CardButton, template=r"room:1:(\d+):(\d+)"):
    """Shows the code of a play's room to whoever taps it, and notes that they looked."""

    def __init__(self, session_id: int | str, play_id: int | str) -> None:
        self.session_id = int(session_id)
        self.play_id = int(play_id)
        custom_id = f"room:1:{self.session_id}:{self.play_id}"
        super().__init__(discord.ui.Button(label="Room code", emoji="🔑", custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The board keeps the code to itself."""
        async with deciding(interaction) as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            shown = await rooms.show_code(store, actor_of(interaction), session, self.play_id)
        await answer.private(room_told(shown))


def room_told(shown: Shown) -> str:
    """The room's code, and to who runs the campaign also who looked at it."""
    since = f", since {at(shown.play.room_changed_at, 't')}" if shown.play.room_changed_at else ""
    told = f"🔑 **{plain(shown.play.game.title)}**: the room code is **{plain(shown.code, LONGEST_CODE)}**{since}"
    if not shown.looks:
        return told
    names = ", ".join(f"<@{one.user_id}> {at(one.at, 't')}" for one in shown.looks[-NAMES_SHOWN:])
    earlier = len(shown.looks) - NAMES_SHOWN
    return f"{told}\n-# Looked at by {names}" + (f", and {earlier} before them" if earlier > 0 else "")


def joined_by(play: Play) -> str:
    """How many play, and the state of their room, each in a line of its own; empty where nothing is known."""
    count = "" if play.player_count is None else f"👥 {plural(play.player_count, 'player')}\n"
    if not play.has_room:
        return count
    new = f"🔑 New room code since {at(play.room_changed_at, 't')}: tap for it.\n" if play.room_changed_at else ""
    return count + new + (f"{ROOM[play.room]}\n" if play.room else "")
