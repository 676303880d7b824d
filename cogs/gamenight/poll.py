"""The card of a quick poll on what to play, and its buttons."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding
from cogs.edge.painter import Drawing
from cogs.edge.parts import CardButton, card, fitting, row
from cogs.edge.text import at, people, person, plain
from cogs.gamenight.described import described
from db.store import Store
from domain.cards import Card
from domain.gamenight.plays import Play
from domain.gamenight.polls import OTHER, NotStarted, PickPoll
from services.gamenight import polls

NAMES_SHOWN = (12, 6, 3, 0)  # the first at which the card holds them
SOMETHING_ELSE = "**Something else**"
TIE = "Of games with as many votes, the one further up wins."
NOT_STARTED = {
    NotStarted.ANOTHER: ": another game was started meanwhile. `/queue add` keeps it for later.",
    NotStarted.OVER: ": the session was over by then. `/queue add` keeps it for the next one.",
    NotStarted.LATE: ": I was away when the time was up. `/play start` starts it now.",
    NotStarted.PUT_AWAY: ": it was put away meanwhile. `/game pick` picks again.",
}


class PickButton(CardButton, template=r"picked:1:(\d+):(\d+)"):
    """Chooses one of the games, or something else."""

    def __init__(self, poll_id: int | str, place: int | str) -> None:
        self.poll_id = int(poll_id)
        self.place = int(place)
        custom_id = f"picked:1:{self.poll_id}:{self.place}"
        style = discord.ButtonStyle.primary if self.place else discord.ButtonStyle.secondary
        super().__init__(
            discord.ui.Button(label="This one" if self.place else "Other", style=style, custom_id=custom_id)
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The card is the feedback."""
        async with deciding(interaction) as store:
            await polls.vote(store, actor_of(interaction), self.poll_id, self.place, interaction.id)
        await answer.silent()


class StopPick(CardButton, template=r"stoppick:1:(\d+)"):
    """Ends the poll, and nothing is started."""

    def __init__(self, poll_id: int | str) -> None:
        self.poll_id = int(poll_id)
        custom_id = f"stoppick:1:{self.poll_id}"
        super().__init__(discord.ui.Button(label="Stop", style=discord.ButtonStyle.danger, custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """For whoever asked, and organisers; the service decides."""
        async with deciding(interaction) as store:
            await polls.stop(store, actor_of(interaction), self.poll_id)
        await answer.silent()


def marks(poll_id: int) -> set[str]:
    """By what the card is found: it has this button until it is over."""
    return {PickButton(poll_id, OTHER).custom_id}


async def draw_poll(store: Store, shown: Card) -> Drawing:
    """How a poll stands; once it is over, what came of it."""
    poll = await store.pick_polls.get(shown.subject_id, shown.guild_id)
    is_open = poll.ended_at is None
    head = _running(poll, await polls.would_end(store, poll)) if is_open else _outcome(poll)
    title = discord.ui.TextDisplay[discord.ui.LayoutView](f"## 🎲 What shall we play?\n{head}")

    def draw(names: int) -> discord.ui.LayoutView:
        texts = [(place, _line(poll, place, names)) for place in poll.places]
        if not is_open:
            return card(title, *(discord.ui.TextDisplay(text) for _, text in texts))
        rows = [row(text, PickButton(poll.id, place)) for place, text in texts]
        return card(title, *rows, discord.ui.ActionRow[Any](StopPick(poll.id)), accent=discord.Colour.blurple())

    return Drawing(fitting(draw, NAMES_SHOWN), poll.created_by)


def _line(poll: PickPoll, place: int, names: int) -> str:
    game = described(poll.games[place]) if place else SOMETHING_ELSE
    return f"{game}\n{_voters(poll.voters(place), names)}"


def _voters(voters: Sequence[int], names: int) -> str:
    if not voters:
        return "-# no votes"
    return f"👥 {len(voters)}: {people(voters, names)}" if names else f"👥 {len(voters)}"


def _running(poll: PickPoll, playing: Play | None) -> str:
    stops = f"{person(poll.created_by)} or an organiser" if poll.created_by else "an organiser"
    ends = f", and ends **{plain(playing.game.title)}**," if playing else ","
    return f"The winner starts {at(poll.ends_at, 'R')}{ends} unless {stops} stops it.\n-# {TIE}"


def _outcome(poll: PickPoll) -> str:
    if poll.stopped_by is not None:
        return "⏹️ **Stopped**: nothing was started."
    winner, tied = poll.winner(), len(poll.leading())
    if winner is None:
        return "**Nobody voted**: nothing was started. `/game pick` picks again."
    if winner == OTHER:
        return "**Something else** is wanted: nothing was started. `/game pick` picks again."
    title = f"**{plain(poll.games[winner].title)}**"
    won = f"{title} won" + (f" out of a tie of {tied}" if tied > 1 else "")
    tie = f"\n-# {TIE}" if tied > 1 else ""
    if poll.play_id is not None:
        return f"🏆 {won}, and was started.{tie}"
    why = NOT_STARTED[poll.not_started] if poll.not_started else "."
    return f"{won}, and was not started{why}{tie}"
