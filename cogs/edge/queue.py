"""The queue as one person sees it: with their own votes, a button for each game to vote, and the way there."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton, Step
from cogs.edge.text import cut, person, plain, plural
from cogs.edge.wording import name
from db.store import Store
from domain.gamenight.nominations import Nomination
from services.gamenight import nominations

SHOWN = 8  # nominations on a page: so many fit into a message, each with a button
TITLE_SHOWN = 70
LABEL_SHOWN = 30
HOW = "-# Tap a game's button to vote for it, and again to take that back. Opened anew, most votes come first."
EMPTY = "The queue is empty: `/queue add` puts a game in it."
Mine = tuple[Sequence[Nomination], set[int]]
"""A queue, and which of its nominations a person votes for, by their ids."""


async def queue_of(store: Store, campaign_id: int, user_id: int) -> Mine:
    """The queue as that person sees it."""
    return await store.queue.of_campaign(campaign_id), await store.queue.backed_by(campaign_id, user_id)


class QueueButton(CardButton, template=r"queue:1:(\d+)"):
    """Shows whoever taps it the queue of a session's campaign, to vote."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        custom_id = f"queue:1:{self.session_id}"
        super().__init__(discord.ui.Button(label="Vote in the queue", emoji="🗳️", custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The queue outlives the session: who taps a board that is over votes for the next one."""
        async with app_of(interaction).database.read() as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            mine = await queue_of(store, session.campaign_id, interaction.user.id)
        over = "" if session.is_live else f"{name(session)} is over. What is queued waits for the next one.\n"
        await show_queue(answer, session.campaign_id, mine, over)


async def show_queue(answer: Answer, campaign_id: int, mine: Mine, head: str = "") -> None:
    """Shows a queue to one person, with buttons to vote where there is something to vote for."""
    if mine[0]:
        voting = Voting(campaign_id, mine)
        await answer.private(head + voting.text, view=voting)
    else:
        await answer.private(EMPTY)


class Voting(Step):
    """A page of a queue, with a button for each game that votes for it, and takes that back."""

    def __init__(self, campaign_id: int, mine: Mine, start: int = 0) -> None:
        super().__init__()
        self.campaign_id = campaign_id
        self.queue, self.backed = mine
        self.start = min(start, max(len(self.queue) - 1, 0) // SHOWN * SHOWN)
        self.page = self.queue[self.start : self.start + SHOWN]
        for n, one in enumerate(self.page, self.start + 1):
            self.add_item(_Vote(n, one, backs=one.id in self.backed))
        if len(self.queue) > SHOWN:
            self.add_item(_Turn("Previous", self.start - SHOWN, disabled=self.start == 0))
            self.add_item(_Turn("Next", self.start + SHOWN, disabled=self.start + SHOWN >= len(self.queue)))

    @property
    def text(self) -> str:
        """The games of this page, a line each."""
        if not self.queue:
            return EMPTY
        lines = [*(self._line(n, one) for n, one in enumerate(self.page, self.start + 1)), ""]
        if len(self.queue) > SHOWN:
            lines.append(f"-# {self.start + 1} to {self.start + len(self.page)} of {len(self.queue)}")
        return "\n".join([*lines, HOW])

    def _line(self, n: int, one: Nomination) -> str:
        yours = " · you voted" if one.id in self.backed else ""
        game = f"{n}. **{plain(one.game.title, TITLE_SHOWN)}** (`{one.game.alias}`)"
        return f"{game} · {plural(one.backers, 'vote')} · nominated by {person(one.nominated_by)}{yours}"

    async def show(
        self, interaction: discord.Interaction[Any], start: int | None = None, back: int | None = None
    ) -> None:
        """Shows the queue from that place on, once this person's vote for `back` is turned round.

        The games stay where they are, so that none moves away under the finger.
        """
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                if back is not None:
                    await nominations.back(store, actor_of(interaction), back)
                queue, backed = await queue_of(store, self.campaign_id, interaction.user.id)
            mine = (_as_it_stood(queue, self.queue), backed)
            after = Voting(self.campaign_id, mine, self.start if start is None else start)
            after.shown = self.shown
            await answer.replace(after.text, view=after)
            self.stop()

    async def on_timeout(self) -> None:
        """Takes the buttons away, and leaves what is being read."""
        if self.shown is not None:
            with suppress(discord.HTTPException):  # the person may have dismissed it
                await self.shown.edit(view=None)


def _as_it_stood(queue: Sequence[Nomination], before: Sequence[Nomination]) -> Sequence[Nomination]:
    """The queue as it is now in the order that it had before; what came since is last."""
    places = {one.id: n for n, one in enumerate(before)}
    return sorted(queue, key=lambda one: places.get(one.id, len(places)))


class _Vote(discord.ui.Button[Voting]):
    """Votes for one nomination; green where this person does."""

    def __init__(self, n: int, one: Nomination, *, backs: bool) -> None:
        style = discord.ButtonStyle.success if backs else discord.ButtonStyle.secondary
        label = f"{n}. {cut(one.game.title, LABEL_SHOWN)}"
        super().__init__(label=label, emoji="✅" if backs else None, style=style)
        self.nomination_id = one.id

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turns the vote round."""
        assert self.view is not None  # noqa: S101 - it is in one
        await self.view.show(interaction, back=self.nomination_id)


class _Turn(discord.ui.Button[Voting]):
    """Turns to another page."""

    def __init__(self, label: str, start: int, *, disabled: bool) -> None:
        super().__init__(label=label, disabled=disabled, row=2)
        self.start = start

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Shows it."""
        assert self.view is not None  # noqa: S101 - it is in one
        await self.view.show(interaction, start=self.start)
