"""Looking at sessions: /session show and list, and /upcoming."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.offline import offline_names
from cogs.edge.parts import browse
from cogs.edge.places import where
from cogs.edge.text import plain
from cogs.scheduling.card import HEADS, WAITING, facts
from cogs.scheduling.coming import to_come
from cogs.scheduling.lists import by_day, entries
from cogs.scheduling.roster import in_full
from db.store import Store
from domain.campaigns import Campaign, WhichCampaign
from domain.errors import NotValid
from domain.scheduling.session import Badge, Session
from services.campaigns import ORGANISERS, may_organise
from services.scheduling import looking
from services.scheduling.looking import AHEAD
from services.settings import zone_of

SHOWN = {
    "upcoming": AHEAD | {Badge.MISSED},
    "live": frozenset({Badge.IN_PROGRESS, Badge.PAUSED}),
    "missed": frozenset({Badge.MISSED}),
    "complete": frozenset({Badge.COMPLETE}),
    "cancelled": frozenset({Badge.CANCELLED}),
    "past": frozenset({Badge.COMPLETE, Badge.CANCELLED}),
    "all": frozenset(Badge),
}
NOTHING_PLANNED = f"No session is planned. `/session schedule` plans one; that is for {ORGANISERS}."


@groups.session.command(name="show", description="Show a session: the active one, or the one you name")
@inputs.which_session("Which session; the active one if you name none")
async def show(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Shows everything of a session privately, and to its organiser the messages still to come."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            session = await _meant(store, interaction, named)
            campaign = await store.campaigns.get(session.campaign_id, actor.guild_id)
            seating = await store.rsvps.seating(session)
            offline = await offline_names(store, campaign.id)
            urls = await store.listing.urls((session.id,))
            badge = await looking.badge(store, actor, where(interaction.channel), session)
            lines = facts(session, badge, campaign, seating, await store.series.of(session)).split("\n")
            coming = await to_come(store, session) if await may_organise(store, actor, campaign) else []
        for head, rsvps in [*((HEADS[plan], seating.named(plan)) for plan in HEADS), (WAITING, seating.waitlist)]:
            lines += in_full(head, rsvps, offline)
        lines += [f"[Its card]({url})" for url in urls.values()]
        await answer.pages([*lines, *coming])


async def _meant(store: Store, interaction: discord.Interaction[Any], named: str | None) -> Session:
    """The session that is named; else the active one, of all campaigns where it could be that of several."""
    if named is not None:
        return await inputs.session_named(store, interaction, named, ahead=True)
    actor, here = actor_of(interaction), where(interaction.channel)
    try:
        campaign = await inputs.campaign_meant(store, interaction, None)
    except WhichCampaign:
        ahead = await looking.listed(store, actor, here, AHEAD)
        active = min((one.session for one in ahead), key=lambda one: not one.is_live, default=None)
    else:
        active = await looking.active(store, actor, here, campaign) if campaign else None
    if active is None:
        raise NotValid(NOTHING_PLANNED)
    return active


@groups.session.command(name="list", description="List sessions")
@inputs.with_campaign("Whose sessions; everybody's if you name none", archived=True)
@app_commands.describe(status="Which sessions; upcoming ones if you name none", tag="Only those with this tag")
@app_commands.choices(status=[app_commands.Choice(name=one, value=one) for one in SHOWN])
@app_commands.autocomplete(tag=inputs.tags)
async def list_(
    interaction: discord.Interaction[Any],
    campaign: str | None = None,
    status: app_commands.Choice[str] | None = None,
    tag: str | None = None,
) -> None:
    """Lists the guild's sessions privately, in time order."""
    async with answering(interaction) as answer:
        chosen = status.value if status else "upcoming"
        async with app_of(interaction).database.read() as store:
            of = await inputs.campaign_meant(store, interaction, campaign) if campaign else None
            found = await looking.listed(
                store,
                actor_of(interaction),
                where(interaction.channel),
                SHOWN[chosen],
                campaign=of,
                tag=tag.strip().lstrip("#") if tag else None,
            )
        filtered = bool(campaign or tag or chosen != "upcoming")
        await browse(answer, entries(found) or [_none(chosen, of, tag) if filtered else NOTHING_PLANNED])


def _none(chosen: str, of: Campaign | None, tag: str | None) -> str:
    """That nothing fits, and what it would have to fit."""
    which = "" if chosen == "all" else f"{chosen} "
    whose = f" of {plain(of.name)}" if of else ""
    tagged = f" with the tag “{plain(tag)}”" if tag else ""
    return f"There is no {which}session{whose}{tagged}. `status: all`, without more, lists every one there is."


@app_commands.command(name="upcoming", description="What is coming up, in all campaigns")
@app_commands.guild_only()
@inputs.with_campaign("Only this campaign's sessions")
@app_commands.describe(mine="Only where you play or have answered")
async def upcoming(interaction: discord.Interaction[Any], mine: bool = False, campaign: str | None = None) -> None:
    """Lists privately what is not over yet, day by day in the person's own zone."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            of = await inputs.campaign_meant(store, interaction, campaign) if campaign else None
            found = await looking.listed(store, actor, where(interaction.channel), AHEAD, campaign=of, mine=mine)
            zone = await zone_of(store, actor.user_id, actor.guild_id)
        if found:
            await browse(answer, *by_day(found, zone))
            return
        whose = f" in {plain(of.name)}" if of else ""
        nothing = f"Nothing of yours is coming up{whose}. `/upcoming` without `mine` shows what else there is."
        await answer.private(nothing if mine else _none("upcoming", of, None) if of else NOTHING_PLANNED)
