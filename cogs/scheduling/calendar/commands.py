"""/calendar: an address at which a calendar program reads one's sessions."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.text import plain
from db.store import Store
from domain.campaigns import Campaign
from domain.errors import NotValid
from services.scheduling import feeds

SWITCHED_OFF = (
    "Whoever hosts this bot has not switched calendar feeds on (that takes `ROLLCALL_HTTP_PORT` and "
    "`ROLLCALL_PUBLIC_URL`). *Add to calendar* on a session's card gives you that session as a file."
)
MINE = "Your sessions in this server (of campaigns you play in, or answered; not those you cannot come to)"
AT = ", and what changes in them, are at this address:"
HOW = (
    "In your calendar program, choose “subscribe” or “add by URL”, and paste it. **Keep it to yourself**: whoever "
    "has it can read these sessions. I show it only this once; `/calendar revoke` ends it."
)


@groups.calendar.command(name="feed", description="Get an address at which your calendar program reads your sessions")
@inputs.with_campaign("Which campaign's sessions; all of yours in this server if you name none")
async def feed(interaction: discord.Interaction[Any], campaign: str | None = None) -> None:
    """Gives a new secret address privately; an earlier one for the same stops working."""
    async with answering(interaction) as answer:
        base = app_of(interaction).public_url
        if base is None:
            raise NotValid(SWITCHED_OFF)
        async with deciding(interaction) as store:
            chosen = await _campaign(store, interaction, campaign)
            issued = await feeds.issue(store, actor_of(interaction), chosen.id if chosen else None)
        what = f"The sessions of {plain(chosen.name)}" if chosen else MINE
        ended = "\nYour earlier address for this has stopped working." if issued.replaced else ""
        await answer.private(f"{what}{AT}\n```\n{base}/calendar/{issued.token}.ics\n```\n{HOW}{ended}")


@groups.calendar.command(name="revoke", description="Take your calendar address back: it stops working")
@inputs.with_campaign("Which campaign's address; the one for all your sessions if you name none")
async def revoke(interaction: discord.Interaction[Any], campaign: str | None = None) -> None:
    """Ends the person's address."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            chosen = await _campaign(store, interaction, campaign)
            revoked = await feeds.revoke(store, actor_of(interaction), chosen.id if chosen else None)
        of = plain(chosen.name) if chosen else "all your sessions in this server"
        if not revoked:
            raise NotValid(f"You have no calendar address for {of}, so there is nothing to revoke.")
        await answer.private(
            f"Your calendar address for {of} has stopped working. `/calendar feed` gives you a new one."
        )


async def _campaign(store: Store, interaction: discord.Interaction[Any], text: str | None) -> Campaign | None:
    """The campaign that was named, whatever the channel; None of none. Raises NothingMatches, SeveralMatch."""
    return await inputs.campaign_meant(store, interaction, text) if text is not None else None
