"""/stats attendance and /stats hide: who was with us how often, and keeping one's own to oneself."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.names import Names
from cogs.edge.offline import offline_names
from cogs.edge.parts import Pager, in_pages
from cogs.edge.pictures import drawn_in_turn
from cogs.edge.places import where
from cogs.edge.text import person, plain, plural
from cogs.sessions.statistics_picture import MOST_ROWS, Row, alt_text, draw_png
from domain.errors import NotValid
from domain.sessions.streaks import Standing
from services.sessions import attendance
from services.sessions.attendance import Statistics

NO_CAMPAIGN = "There is no campaign here yet: `/session schedule` plans a first session, `/campaign create` makes one."
A_STREAK = 3  # sessions in a row from which it is one


@groups.stats.command(name="attendance", description="See how often everybody was with you")
@inputs.with_campaign("Which campaign; this channel's if you name none", archived=True)
async def stats_attendance(interaction: discord.Interaction[Any], campaign: str | None = None) -> None:
    """Lists everybody, who came most first."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            chosen = await inputs.campaign_meant(store, interaction, campaign)
            if chosen is None:
                raise NotValid(NO_CAMPAIGN)
            counted = await attendance.statistics(store, actor_of(interaction), where(interaction.channel), chosen)
            offline = await offline_names(store, chosen.id)
            roster = await store.players.roster(chosen.id)
        lines = [f"{person(one.person_id, offline)}: {standing_line(one)}" for one in counted.standings]
        if not lines:
            await answer.private(f"{headline(counted)}\n-# Nobody's evenings count yet.")
            return
        picture = await _picture(interaction, counted, {-one.id: one.name for one in roster.offline})
        pages = in_pages(lines, [headline(counted)] * len(lines))
        pager = Pager(pages) if len(pages) > 1 else None
        await answer.private(pager.page if pager else pages[0], view=pager, file=picture)


async def _picture(
    interaction: discord.Interaction[Any], counted: Statistics, offline: Mapping[int, str]
) -> discord.File:
    """Who was there on which evening, by names, which Discord is asked for."""
    shown = counted.standings[:MOST_ROWS]
    asked = Names(interaction.client, app_of(interaction).clock)
    called = await asked.of(interaction.guild_id or 0, [one.person_id for one in shown if one.person_id > 0])
    called |= {one.person_id: offline.get(one.person_id, "Former player") for one in shown if one.person_id < 0}
    rows = [Row(called[one.person_id], one.marks, one.came, one.of) for one in shown]
    title = counted.campaign.name
    drawn = await drawn_in_turn(lambda: draw_png(title, rows))
    return discord.File(BytesIO(drawn), "attendance.png", description=alt_text(title, rows))


@groups.stats.command(name="hide", description="Keep your own statistics to yourself, or show them again")
@app_commands.describe(hidden="Whether only you see them; you count in the totals in any case")
async def stats_hide(interaction: discord.Interaction[Any], hidden: bool) -> None:
    """Has the person counted and not named, or named again."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            await attendance.hide(store, actor_of(interaction), hidden=hidden)
        await answer.private(
            "You count in the totals, and only you see your own statistics."
            if hidden
            else "Your statistics show beside everybody's."
        )


def headline(counted: Statistics) -> str:
    """What the list is about, and what all together come to."""
    lines = [f"**{plain(counted.campaign.name)}**: {plural(len(counted.played), 'evening')} together"]
    if counted.chairs:
        lines.append(f"-# {counted.taken} of {counted.chairs} chairs were taken; who was excused had none.")
    if counted.hidden:
        keep = "keeps theirs to themselves" if counted.hidden == 1 else "keep theirs to themselves"
        lines.append(f"-# {plural(counted.hidden, 'person', 'people')} among them {keep}.")
    return "\n".join(lines)


def standing_line(one: Standing) -> str:
    """How often somebody was there: `with us on 9 of 11 evenings (82%), the last 3 in a row`."""
    said = f"with us on {one.came} of {plural(one.of, 'evening')} ({one.percent}%)"
    if one.streak >= A_STREAK:
        said += f", the last {one.streak} in a row 🔥"
    if one.longest > max(one.streak, A_STREAK - 1):
        said += f", once {one.longest} in a row"
    return said
