"""Live sessions: /session start."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import carrying, groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.places import require_postable, require_postable_at
from cogs.edge.text import cut, when
from cogs.edge.wording import name
from cogs.sessions.own_notes import Notes, note
from db.store import Store
from domain.errors import NotValid
from domain.scheduling.session import Session
from services.campaigns import require_organiser
from services.scheduling.details import MOST_SEATS
from services.sessions import running

Voice = discord.VoiceChannel | discord.StageChannel
OPEN = "Who can read this channel can follow it, and chat votes count here."


@groups.session.command(name="start", description="Start a session, planned or on the spot")
@inputs.which_session("Which planned session; the one about now is offered if you name none")
@inputs.with_campaign("Whose session; this channel's if you name none")
@app_commands.describe(
    title="What a session on the spot is called",
    voice="The voice channel you play in: who is in it is there",
    capacity="How many seats a session on the spot has",
    notes="What you want to remember; only organisers read it",
)
async def start(
    interaction: discord.Interaction[Any],
    named: str | None = None,
    campaign: str | None = None,
    title: app_commands.Range[str, 1, 100] | None = None,
    voice: Voice | None = None,
    capacity: app_commands.Range[int, 1, MOST_SEATS] | None = None,
    notes: Notes | None = None,
) -> None:
    """Starts the named session; with none named, offers the planned one about now, or starts one on the spot."""
    async with answering(interaction) as answer:
        if named is not None and (title is not None or capacity is not None):
            raise NotValid(
                "`title` and `capacity` are for a session on the spot. Leave them out to start a planned one; "
                "`/session edit` changes it before."
            )
        if named is None and title is None and capacity is None:
            async with app_of(interaction).database.read() as store:
                near = await _startable(store, interaction, campaign)
            if near is not None:
                said = f"{name(near)} is planned for {when(near.starts_at)}. Start that one?"
                await answer.private(said, view=Starting(near, campaign, voice, notes))
                return
        planned = await _named(interaction, named) if named is not None else None
        await require_postable_at(interaction, _thread_of(planned) if planned else None)
        async with deciding(interaction) as store:
            if planned is None:
                session = await _on_the_spot(store, interaction, campaign, title, capacity, voice)
            else:
                session = await _planned(store, interaction, planned.id, voice)
            await note(store, interaction, session, notes)
            left_over = await carrying.offered(store, session)
        await answer.private(_said_live(session), view=left_over)


async def _named(interaction: discord.Interaction[Any], text: str) -> Session:
    async with app_of(interaction).database.read() as store:
        return await inputs.session_named(store, interaction, text, ahead=True)


def _thread_of(session: Session) -> int | None:
    """Where a private session goes live; None: where it is started."""
    return session.thread_id if session.private else None


async def _startable(store: Store, interaction: discord.Interaction[Any], text: str | None) -> Session | None:
    campaign = await inputs.campaign_meant(store, interaction, text)
    near = await running.startable(store, campaign) if campaign else None
    if near is not None and campaign is not None:
        await require_organiser(store, actor_of(interaction), campaign)
    return near


async def _planned(
    store: Store, interaction: discord.Interaction[Any], session_id: int, voice: Voice | None
) -> Session:
    here, voice_id = interaction.channel_id or 0, voice.id if voice else None
    return await running.start(store, actor_of(interaction), session_id, here, voice_id)


def _said_live(session: Session) -> str:
    if session.private:
        return f"{name(session)} is live in its thread, <#{session.live_channel_id}>. Chat votes count there."
    return f"{name(session)} is live. {OPEN}"


async def _on_the_spot(
    store: Store,
    interaction: discord.Interaction[Any],
    text: str | None,
    title: str | None = None,
    capacity: int | None = None,
    voice: Voice | None = None,
) -> Session:
    campaign = await inputs.campaign_chosen(store, interaction, text)
    return await running.start_ad_hoc(
        store,
        actor_of(interaction),
        campaign,
        interaction.channel_id or 0,
        title=title,
        capacity=capacity,
        voice_id=voice.id if voice else None,
    )


class Starting(Step):
    """The question whether the planned session about now is meant."""

    def __init__(
        self, near: Session, campaign: str | None, voice: Voice | None = None, notes: str | None = None
    ) -> None:
        super().__init__()
        self.voice = voice
        self.notes = notes
        self.campaign = campaign
        self.near = near
        self.planned.label = cut(f"Start session {near.number}: {near.title}", 80)

    @discord.ui.button(style=discord.ButtonStyle.success)
    async def planned(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Starts the planned one."""
        async with answering(interaction) as answer:
            await require_postable_at(interaction, _thread_of(self.near))
            async with deciding(interaction) as store:
                session = await _planned(store, interaction, self.near.id, self.voice)
                await note(store, interaction, session, self.notes)
                left_over = await carrying.offered(store, session, self)
            await answer.replace(_said_live(session), view=left_over)
            self.stop()

    @discord.ui.button(label="Start another, on the spot", style=discord.ButtonStyle.secondary)
    async def ad_hoc(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Starts one that nobody planned."""
        async with answering(interaction) as answer:
            require_postable(interaction)
            async with deciding(interaction) as store:
                session = await _on_the_spot(store, interaction, self.campaign, voice=self.voice)
                await note(store, interaction, session, self.notes)
                left_over = await carrying.offered(store, session, self)
            await answer.replace(_said_live(session), view=left_over)
            self.stop()
