"""The card of a session: when it is, and who comes."""

from typing import Any

import discord

from cogs.edge.painter import Drawing
from cogs.edge.parts import card, row
from cogs.edge.text import at, hours, people, plain, plural, when
from cogs.scheduling.buttons import Everyone, RsvpButton
from db.store import Store
from domain.cards import Card
from domain.scheduling.seats import Plan, Rsvp, Seating
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


async def badge_of(store: Store, session: Session) -> Badge:
    """The session's badge at this instant."""
    next_up = await store.sessions.next_up(session.campaign_id, store.now)
    return session.badge(store.now, next_up=next_up is not None and next_up.id == session.id)


async def draw(store: Store, shown: Card) -> Drawing:
    """The card as it is to be now."""
    session = await store.sessions.get(shown.subject_id, shown.guild_id)
    seating = await store.rsvps.seating(session)
    parts: list[discord.ui.Item[discord.ui.LayoutView]] = [
        # Which session is next up changes with others, and with time: what stands still does not say it.
        discord.ui.TextDisplay(facts(session, session.badge(store.now, next_up=False)) + _room(seating)),
        discord.ui.Separator(),
    ]
    answerable = session.state is State.PLANNED or session.state in LIVE
    for plan in Plan:
        text = listed(HEADS[plan], seating.named(plan))
        parts.append(row(text, RsvpButton(session.id, plan)) if answerable else discord.ui.TextDisplay(text))
    if seating.waitlist:
        parts.append(discord.ui.TextDisplay(listed("🕒 **Waiting for a seat**, first come first", seating.waitlist)))
    parts.append(discord.ui.ActionRow[Any](Everyone(session.id)))
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    return Drawing(card(*parts, accent=COLOURS[session.state]), session.created_by, campaign.ping_role_id)


def facts(session: Session, badge: Badge) -> str:
    """What a session is and when, as a heading and a few lines."""
    lines = [
        f"## Session {session.number}: {plain(session.title)}",
        f"{MARKS[badge]} **{badge}**" + (f": {plain(session.cancel_reason, 200)}" if session.cancel_reason else ""),
        f"📅 {when(session.starts_at)}, until {at(session.ends_at, 't')} ({hours(session.duration)})",
    ]
    if session.location:
        lines.append(f"📍 {plain(session.location)}")
    if session.live_channel_id and session.is_live:
        lines.append(f"🎲 Live in <#{session.live_channel_id}>")
    if session.description:
        lines.append(f"\n{plain(session.description, 500)}")
    return "\n".join(lines)


def listed(head: str, rsvps: tuple[Rsvp, ...]) -> str:
    """A heading with its count, and the names below it."""
    names = people([one.user_id for one in rsvps])
    return f"{head} ({len(rsvps)})\n{names or '-# nobody yet'}"


def _room(seating: Seating) -> str:
    """How full it is, in a line of its own: those who come late hold seats too."""
    if seating.capacity is None:
        return ""
    return f"\n💺 {seating.taken} of {plural(seating.capacity, 'seat')} taken"
