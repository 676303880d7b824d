"""Opening a roll call: /rollcall open."""

from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.places import require_card_channel
from cogs.edge.text import at, hours, plain, when
from cogs.rollcall.called import called
from cogs.rollcall.standing import quorum_words
from domain.cards import CardKind
from domain.errors import NotValid
from domain.rollcall.options import MAX_OPTIONS
from domain.rollcall.poll import Mode, RollCall
from domain.rollcall.quorum import Quorum, read_quorum
from domain.scheduling.durations import read_duration
from domain.scheduling.several import Several
from services.rollcall import opening
from services.rollcall.opening import Poll
from services.scheduling.details import LONGEST

MERGED_SHOWN = 3
MOST_READ_BACK = 8  # options that the answer names one by one; the card does


@groups.rollcall.command(name="open", description="Ask when everybody can play")
@inputs.with_campaign("Whose session; this channel's if you name none")
@app_commands.describe(
    options="The times: fri 7pm; sat 14:00 or weekdays 8pm next week or sat, sun 15:00-18:00",
    title="What it is for",
    duration="How long you would play, like 3h",
    deadline="Until when people can answer; an hour before the first time if left out",
    quorum="When closing makes the best time a session by itself: 4, or 4 and organiser, or 4 of 6",
    mode="How people answer; buttons if left out",
    players_only="Whether only players of the campaign may answer",
    anonymous="Whether names are hidden until it closes; by buttons only",
    fair="Whether, among equals, those who missed more of the last sessions come first",
    ping="The role that the card pings; the campaign's if left out",
)
@app_commands.choices(mode=[app_commands.Choice(name=one.value, value=one.value) for one in Mode])
async def open_(
    interaction: discord.Interaction[Any],
    options: str,
    title: app_commands.Range[str, 1, 100] | None = None,
    campaign: str | None = None,
    duration: str | None = None,
    deadline: str | None = None,
    quorum: str | None = None,
    mode: app_commands.Choice[str] | None = None,
    players_only: bool = False,
    anonymous: bool = False,
    fair: bool = False,
    ping: discord.Role | None = None,
) -> None:
    """Posts a roll call; its card is the place to answer."""
    async with answering(interaction) as answer:
        several = await inputs.times_given(interaction, options, MAX_OPTIONS, campaign)
        until = (await inputs.time_given(interaction, deadline, campaign)).instant if deadline else None
        given = read_duration(duration, longest=LONGEST) if duration else None
        poll = Poll(
            starts=[one.instant for one in several.times],
            title=title,
            mode=Mode(mode.value) if mode else Mode.BUTTONS,
            deadline=until,
            duration=several.duration if given is None else given,
            quorum=read_quorum(quorum) if quorum else None,
            players_only=players_only,
            anonymous=anonymous,
            fair=fair,
            ping_role_id=_pinged(ping),
        )
        async with deciding(interaction) as store:
            chosen = await inputs.campaign_chosen(store, interaction, campaign)
            roll_call = await opening.open_(store, actor_of(interaction), chosen, poll, interaction.channel_id or 0)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
            require_card_channel(interaction, card)
        assert card is not None  # noqa: S101 - opening posts one
        until_when = when(roll_call.deadline)
        told = f"{called(roll_call)} is open in <#{card.channel_id}> until {until_when}:"
        asked = [quorum_told(poll.quorum)] if poll.quorum else []
        await answer.pages(
            [told, *_times(roll_call), *asked, *read_back(several, several.duration if given is None else None)]
        )


def _times(roll_call: RollCall) -> list[str]:
    """The options as they were understood; of many, how many and from when until when."""
    first, last = roll_call.options[0], roll_call.options[-1]
    if len(roll_call.options) > MOST_READ_BACK:
        return [f"{len(roll_call.options)} times, from {at(first.starts_at)} to {at(last.starts_at)}."]
    return [f"{roll_call.letter(one.id)} {when(one.starts_at)}" for one in roll_call.options]


def quorum_told(quorum: Quorum) -> str:
    """What the quorum was understood as, and what it does."""
    return (
        f"Quorum: {quorum_words(quorum)}. When the roll call closes, the best time that has this becomes a session by "
        "itself, which can be undone for ten minutes."
    )


def _pinged(role: discord.Role | None) -> int | None:
    if role is not None and role.is_default():
        raise NotValid("A roll call does not ping everyone: choose a role for `ping`.")
    return role.id if role else None


def read_back(several: Several, duration: timedelta | None) -> list[str]:
    """What else was understood of a list of times: the length of its ranges, its repetitions, changes of the clocks."""
    lines = [f"Each would take {hours(duration)}."] if duration else []
    if several.merged:
        shown = ", ".join(f"“{plain(one, 40)}”" for one in several.merged[:MERGED_SHOWN])
        more = len(several.merged) - MERGED_SHOWN
        lines.append(f"Written more than once, and merged: {shown}{f' and {more} more' if more > 0 else ''}.")
    return lines + list(dict.fromkeys(note.strip() for one in several.times if (note := inputs.shift_note(one))))
