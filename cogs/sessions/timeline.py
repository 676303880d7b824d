"""/session timeline: everything that happened in a session, for one person to read."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.parts import Pager, in_pages
from cogs.edge.places import where
from cogs.edge.text import at, hours, person, plain
from cogs.edge.wording import name
from cogs.sessions.entries import entry_line
from cogs.sessions.meant import session_meant
from cogs.sessions.own_entries import OFFERED, OwnEntries
from domain.gamenight.plays import PlayStatus
from domain.sessions.gametime import DAY, Jump, write_game_time
from domain.sessions.log import Event
from domain.sessions.timeline import Happening, What
from services.sessions.reading import viewer_of
from services.sessions.timeline import timeline as told

PLAIN = {
    What.STARTED: "▶️ The session begins",
    What.PAUSED: "⏸️ Paused",
    What.RESUMED: "▶️ It goes on",
    What.ENDED: "🏁 The session ends",
}


@groups.session.command(name="timeline", description="Read everything that happened in a session")
@inputs.which_session("Which session; the live one, or the last, if you name none")
async def timeline(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Shows privately what the person may read of it."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            session = await session_meant(store, interaction, named)
            happened = await told(store, actor, session, where(interaction.channel))
            own = await store.events.changeable(session.id, await viewer_of(store, actor), OFFERED)
        entries = [line(one) for one in happened]
        if not entries:
            await answer.private(f"{name(session)} has not begun: nothing has happened in it yet.")
            return
        pager = TimelinePager(in_pages(entries, [f"**{name(session)}**"] * len(entries)), own)
        await answer.private(pager.page, view=pager)


def line(happening: Happening) -> str:
    """One thing that happened, and when."""
    return f"{at(happening.at, 't')} {_what(happening)}"


def _what(one: Happening) -> str:
    if one.event:
        return entry_line(one.event)
    if one.play:
        skipped = " (skipped)" if one.play.status is PlayStatus.SKIPPED else ""
        return f"🎲 **{plain(one.play.game.title)}** is played{skipped}"
    if one.jump:
        return f"⏳ {passed(one.jump)}"
    if one.objective:
        return f"✅ Done: {plain(one.objective.text)}"
    if one.until:
        return f"📡 Nothing was heard for {hours(one.until - one.at)}: the bot was not there"
    if one.user_id is not None:
        return f"{'👋' if one.what is What.CAME else '🚪'} {person(one.user_id)} {one.what.value}"
    return PLAIN[one.what]


def passed(jump: Jump) -> str:
    """What time passed in the game between two sessions."""
    days, rest = divmod(abs(jump.seconds), DAY)
    hours_, minutes = divmod(rest // 60, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours_, "h"), (minutes, "min")) if count]
    lapse = " ".join(parts) or "a moment"
    how = f"{lapse} passed since the last session" if jump.seconds > 0 else f"The story goes back by {lapse}"
    return f"{how}: it is {write_game_time(jump.after)} in the game"


class TimelinePager(Pager):
    """A timeline, and the way to those of its entries that the person may change."""

    def __init__(self, pages: Sequence[str], own: Sequence[Event]) -> None:
        super().__init__(pages)
        self.own = own
        if not own:
            self.remove_item(self.change)

    @discord.ui.button(label="Change an entry", style=discord.ButtonStyle.secondary)
    async def change(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Offers them."""
        async with answering(interaction) as answer:
            await answer.private("Which entry do you want to change?", view=OwnEntries(self.own))
