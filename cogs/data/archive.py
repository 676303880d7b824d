"""/data archive: a campaign's history as files."""

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from cogs.data.files import attached, in_json, zipped
from cogs.data.markdown import in_markdown
from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.text import plain, plural
from domain.campaigns import Roster
from domain.errors import NotValid
from services.data import archive as archives
from services.data.archive import Archive

MOST_ASKED = 100  # members that Discord is asked for at once
NAMES_WITHIN = 10.0  # seconds


@groups.data.command(name="archive", description="Get a campaign's whole history as files: organisers only")
@inputs.with_campaign("Which campaign; this channel's if you name none", archived=True)
async def archive(interaction: discord.Interaction[Any], campaign: str | None = None) -> None:
    """Gives an organiser everything in one file, privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            meant = await inputs.campaign_meant(store, interaction, campaign)
            if meant is None:
                raise NotValid("There is no campaign yet, so there is nothing to archive.")
            kept = await archives.archive(store, actor_of(interaction), meant)
        names = {**await _members(interaction.guild, kept.people), **_offline(kept.roster)}
        content = await asyncio.to_thread(_packed, kept, names)
        said = (
            f"**{plain(meant.name)}**, {plural(len(kept.chapters), 'session')}. `archive.md` and `archive.json` hold "
            "organisers' notes and entries too, marked as such; `to-share.md` holds only what everybody may read. "
            "What was logged for named players is in none of them."
        )
        await answer.private(said, file=attached(content, "rollcall-archive.zip"))


def _packed(kept: Archive, names: dict[int, str]) -> bytes:
    return zipped(
        {
            "archive.json": in_json(archives.as_data(kept, names)),
            "archive.md": in_markdown(kept, names).encode(),
            "to-share.md": in_markdown(kept.for_everyone(), names).encode(),
        }
    )


def _offline(roster: Roster) -> dict[int, str]:
    return {-one.id: f"{one.name} (offline)" for one in roster.offline}


async def _members(guild: discord.Guild | None, user_ids: Sequence[int]) -> dict[int, str]:
    """What these people are called in the guild, as far as Discord says it in time."""
    names: dict[int, str] = {}
    for start in range(0, len(user_ids), MOST_ASKED):
        some = list(user_ids[start : start + MOST_ASKED])
        try:
            async with asyncio.timeout(NAMES_WITHIN):
                found = await guild.query_members(user_ids=some, limit=MOST_ASKED, cache=False) if guild else []
        except (TimeoutError, discord.HTTPException, discord.ClientException):
            break
        names |= {one.id: one.display_name for one in found}
    return names
