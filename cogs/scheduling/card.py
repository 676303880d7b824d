"""The card of a session: when it is, and who comes."""

from datetime import timedelta
from typing import Any

import discord

from cogs.edge.objectives import OBJECTIVES
from cogs.edge.objectives import listed as listed_aims
from cogs.edge.offline import offline_names
from cogs.edge.painter import Drawing
from cogs.edge.parts import card, fitting
from cogs.edge.repeats import series_words
from cogs.edge.text import at, hours, plain, plural, when
from cogs.scheduling.buttons import Everyone, RsvpButton
from cogs.scheduling.calendar.button import AddToCalendar
from cogs.scheduling.roster import listed
from db.store import Store
from domain.campaigns import Campaign
from domain.cards import Card
from domain.scheduling.repeats.series import Series
from domain.scheduling.seats import Plan, Seating
from domain.scheduling.session import LIVE, Badge, Session, State

COLOURS = {
    State.PLANNED: discord.Colour.blurple(),
    State.IN_PROGRESS: discord.Colour.green(),
    State.PAUSED: discord.Colour.gold(),
    State.COMPLETED: discord.Colour.dark_grey(),
    State.CANCELLED: discord.Colour.red(),
}
MARKS = {
    Badge.NEXT_UP: "⏭️",
    Badge.SCHEDULED: "🗓️",
    Badge.IN_PROGRESS: "▶️",
    Badge.PAUSED: "⏸️",
    Badge.COMPLETE: "✅",
    Badge.CANCELLED: "🚫",
    Badge.MISSED: "❔",
}
HEADS = {
    Plan.GOING: "✅ **Going**",
    Plan.LATE: "⏰ **Going, but late**",
    Plan.MAYBE: "❓ **Maybe**",
    Plan.NOT_GOING: "✖️ **Can't come**",
}
WAITING = "🕒 **Waiting for a seat**, first come first"
UNANSWERED = "-# Nobody has answered yet: do you come?"
AIMS_SHOWN = 5
HALF_A_DAY = timedelta(hours=12)
# How many names of each list, and characters of each note; the first at which the card holds them.
SIZES = ((100, 100), (100, 30), (100, 0), (50, 0), (25, 0), (12, 0), (6, 0), (2, 0), (0, 0))


async def draw(store: Store, shown: Card) -> Drawing:
    """The card as it is to be now."""
    session = await store.sessions.get(shown.subject_id, shown.guild_id)
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    seating = await store.rsvps.seating(session)
    offline = await offline_names(store, campaign.id)
    aims = await store.objectives.of_session(session.id)
    answerable = session.state is State.PLANNED or session.state in LIVE
    # Which session is next up changes with others, and with time: what stands still does not say it.
    head = facts(session, session.badge(store.now, next_up=False), campaign, seating, await store.series.of(session))

    def at_size(size: tuple[int, int]) -> discord.ui.LayoutView:
        to_do = listed_aims(OBJECTIVES, aims, min(AIMS_SHOWN, size[0] // 6))
        parts: list[discord.ui.Item[discord.ui.LayoutView]] = [
            discord.ui.TextDisplay(f"{head}\n{to_do}" if to_do else head)
        ]
        groups = [(HEADS[plan], seating.named(plan)) for plan in Plan] + [(WAITING, seating.waitlist)]
        who = "\n".join(listed(above, rsvps, *size, offline) for above, rsvps in groups if rsvps)
        if who or answerable:
            parts += [discord.ui.Separator(), discord.ui.TextDisplay(who or UNANSWERED)]
        more: list[discord.ui.Item[Any]] = [Everyone(session.id)]
        if answerable:  # one row, so that the card is as short on a phone as it can be
            parts.append(discord.ui.ActionRow[Any](*(RsvpButton(session.id, plan) for plan in Plan)))
            more.append(AddToCalendar(session.id))
        return card(*parts, discord.ui.ActionRow[Any](*more), accent=COLOURS[session.state])

    # A role that is mentioned in a private thread is let in, all of it.
    ping = None if session.private else campaign.ping_role_id
    return Drawing(fitting(at_size, SIZES), session.created_by, ping)


def _end(session: Session) -> str:
    """The end, with its day where that is another for most: which day it is, each reader's zone decides."""
    return at(session.ends_at, "f" if session.duration > HALF_A_DAY else "t")


def facts(session: Session, badge: Badge, campaign: Campaign, seating: Seating, series: Series | None) -> str:
    """What a session is and when, as a heading and a few lines."""
    state = f"{MARKS[badge]} **{badge}**"
    state += f": {plain(session.cancel_reason, 200)}" if session.cancel_reason else ""
    state += f" · {plain(campaign.name)}" if campaign.name != session.title else ""
    state += " · 🔒 Private" if session.private else ""
    lines = [
        f"## Session {session.number}: {plain(session.title)}",
        state,
        f"📅 {when(session.starts_at)}, until {_end(session)} ({hours(session.duration)})",
    ]
    if series:
        lines.append(f"🔁 {series_words(series, session)}")
    if session.location:
        lines.append(f"📍 {plain(session.location)}")
    if session.scenario:
        lines.append(f"📖 {plain(session.scenario)}")
    if session.tags:
        lines.append(f"🏷️ {plain(', '.join(session.tags), 200)}")
    if session.live_channel_id and session.is_live:
        lines.append(f"🎲 Live in <#{session.live_channel_id}>")
    if session.capacity is not None:  # those who come late hold seats too
        lines.append(f"💺 {seating.taken} of {plural(session.capacity, 'seat')} taken")
    if session.description:
        lines.append(f"\n{plain(session.description, 500)}")
    return "\n".join(lines)
