"""The buttons of a live session's board."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton, Step
from cogs.edge.wording import name
from services.gamenight import plays
from services.sessions import running


def _button(label: str, custom_id: str, style: discord.ButtonStyle) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=label, custom_id=custom_id, style=style)


class SessionButton(CardButton, template=r"(?!)"):
    """A button that is about one live session."""

    def __init__(self, session_id: int | str, label: str, feature: str, style: discord.ButtonStyle) -> None:
        self.session_id = int(session_id)
        super().__init__(_button(label, f"{feature}:1:{self.session_id}", style))


class PauseButton(SessionButton, template=r"pause:1:(\d+)"):
    """Stops the clock."""

    def __init__(self, session_id: int | str) -> None:
        super().__init__(session_id, "Pause", "pause", discord.ButtonStyle.secondary)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The board is the feedback."""
        async with deciding(interaction) as store:
            await running.pause(store, actor_of(interaction), self.session_id)
        await answer.silent()


class ResumeButton(SessionButton, template=r"resume:1:(\d+)"):
    """Lets the clock run on."""

    def __init__(self, session_id: int | str) -> None:
        super().__init__(session_id, "Resume", "resume", discord.ButtonStyle.success)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The board is the feedback."""
        async with deciding(interaction) as store:
            await running.resume(store, actor_of(interaction), self.session_id)
        await answer.silent()


class NextGame(CardButton, template=r"next:1:(\d+):(\d+)"):
    """Starts the first game of the queue, unless another play than the one on the board (0: none) is on by now."""

    def __init__(self, session_id: int | str, play_id: int | str) -> None:
        self.session_id = int(session_id)
        self.play_id = int(play_id)
        custom_id = f"next:1:{self.session_id}:{self.play_id}"
        super().__init__(_button("Play next", custom_id, discord.ButtonStyle.primary))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The board is the feedback."""
        async with deciding(interaction) as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            await plays.play_next(store, actor_of(interaction), session, self.play_id)
        await answer.silent()


class SkipGame(CardButton, template=r"skip:2:(\d+):(\d+)"):
    """Gives up what is being played, if it is what the board shows."""

    def __init__(self, session_id: int | str, play_id: int | str) -> None:
        self.session_id = int(session_id)
        self.play_id = int(play_id)
        custom_id = f"skip:2:{self.session_id}:{self.play_id}"
        super().__init__(_button("Skip", custom_id, discord.ButtonStyle.secondary))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The board is the feedback."""
        async with deciding(interaction) as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            await plays.skip(store, actor_of(interaction), session, self.play_id)
        await answer.silent()


class EndButton(SessionButton, template=r"end:1:(\d+)"):
    """Asks whether the session shall end: it cannot be taken back."""

    def __init__(self, session_id: int | str) -> None:
        super().__init__(session_id, "End", "end", discord.ButtonStyle.danger)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Only the organiser is asked; the service decides."""
        async with app_of(interaction).database.read() as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            await running.require_endable(store, actor_of(interaction), session)
        await answer.private(f"End {name(session)}? Its recap is posted, and it cannot go on.", view=Ending(session.id))


class Ending(Step):
    """The question whether a session shall end."""

    def __init__(self, session_id: int) -> None:
        super().__init__()
        self.session_id = session_id

    @discord.ui.button(label="End the session", style=discord.ButtonStyle.danger)
    async def end(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Ends it."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                session = await running.end(store, actor_of(interaction), self.session_id)
            await answer.replace(f"{name(session)} is over.")
            self.stop()

    @discord.ui.button(label="Go on playing", style=discord.ButtonStyle.secondary)
    async def go_on(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("It goes on.")
            self.stop()
