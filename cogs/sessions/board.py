"""The board of a live session, and the recap of one that is over."""

from typing import Any

import discord

from cogs.edge.painter import Drawing
from cogs.edge.parts import card, row
from cogs.edge.text import at, hours, people, plain, plural
from cogs.sessions.buttons import EndButton, NextGame, PauseButton, ResumeButton, SkipGame
from db.store import Store
from domain.cards import Card
from domain.gamenight import Nomination, Play, PlayStatus
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session, State
from domain.votes import Tally
from services.votes import tally

QUEUE_SHOWN = 5
PLAYS_SHOWN = 15
Item = discord.ui.Item[discord.ui.LayoutView]


async def draw_board(store: Store, shown: Card) -> Drawing:
    """What is true of a live session now; once it is over, only where to read on."""
    session = await store.sessions.get(shown.subject_id, shown.guild_id)
    if not session.is_live:
        over = f"## ✅ Session {session.number}: {plain(session.title)}\n**Complete**: its recap is below."
        return Drawing(card(discord.ui.TextDisplay(over), accent=discord.Colour.dark_grey()), session.created_by)
    plays = await tally(store, session)
    queue = await store.queue.of_campaign(session.campaign_id)
    seating = await store.rsvps.seating(session)
    paused = session.state is State.PAUSED
    mark, state, colour = (
        ("⏸️", "Paused", discord.Colour.gold()) if paused else ("▶️", "In progress", discord.Colour.green())
    )
    head = f"## {mark} Session {session.number}: {plain(session.title)}\n**{state}** · {_clock(session, store)}"
    parts: list[Item] = [discord.ui.TextDisplay(head), discord.ui.Separator(), *_games(session, plays, queue)]
    coming = [one.user_id for plan in (Plan.GOING, Plan.LATE) for one in seating.named(plan)]
    if coming:
        parts += [discord.ui.Separator(), discord.ui.TextDisplay(f"👥 **Going** ({len(coming)})\n{people(coming)}")]
    parts.append(
        discord.ui.ActionRow[Any](
            ResumeButton(session.id) if paused else PauseButton(session.id), EndButton(session.id)
        )
    )
    return Drawing(card(*parts, accent=colour), session.created_by)


def _clock(session: Session, store: Store) -> str:
    last = session.spans[-1]
    if last.ended_at:
        return f"since {at(last.ended_at, 'R')} · ⏱️ {hours(session.played(store.now))} played"
    before = session.played(store.now) - (store.now - last.started_at)
    earlier = f", after {hours(before)} before" if before else ""
    return f"⏱️ playing since {at(last.started_at, 't')} ({at(last.started_at, 'R')}){earlier}"


def _games(session: Session, plays: list[tuple[Play, Tally]], queue: list[Nomination]) -> list[Item]:
    playing = next(((play, votes) for play, votes in plays if play.status is PlayStatus.PLAYING), None)
    up_next = [f"{n}. {plain(one.game.title)}" for n, one in enumerate(queue[:QUEUE_SHOWN], 1)]
    if len(queue) > QUEUE_SHOWN:
        up_next.append(f"-# and {len(queue) - QUEUE_SHOWN} more")
    parts: list[Item] = []
    if playing:
        play, votes = playing
        text = (
            f"🎲 Now playing **{plain(play.game.title)}**, since {at(play.started_at, 't')}\n"
            f"{line(play, votes)}\n-# Like it? Write `thisgame++` or `thisgame--` in this channel."
        )
        parts.append(row(text, SkipGame(session.id)))
    queued = "⏭️ **Up next**\n" + ("\n".join(up_next) or "-# The queue is empty: `/queue add` puts a game in it.")
    parts.append(row(queued, NextGame(session.id)) if queue else discord.ui.TextDisplay(queued))
    earlier = [(play, votes) for play, votes in plays if play.status is not PlayStatus.PLAYING]
    if earlier:
        parts.append(discord.ui.TextDisplay("🏁 **Played tonight**\n" + lines(earlier)))
    return parts


def line(play: Play, votes: Tally) -> str:
    """A play and its standing votes: `Catan: +2 -1`."""
    skipped = " (skipped)" if play.status is PlayStatus.SKIPPED else ""
    return f"{plain(play.game.title)}: {votes}{skipped}"


def lines(plays: list[tuple[Play, Tally]]) -> str:
    """The latest plays with their votes, a line each."""
    shown = [line(play, votes) for play, votes in plays[-PLAYS_SHOWN:]]
    left_out = len(plays) - len(shown)
    return "\n".join(([f"-# {plural(left_out, 'earlier game')} not shown"] if left_out else []) + shown)


async def draw_recap(store: Store, shown: Card) -> Drawing:
    """What happened in a session that is over; votes still count for a while, and show."""
    session = await store.sessions.get(shown.subject_id, shown.guild_id)
    plays = await tally(store, session)
    seating = await store.rsvps.seating(session)
    started, ended = session.started_at or session.starts_at, session.ended_at or store.now
    text = [
        f"## 🏁 Session {session.number}: {plain(session.title)}",
        f"{at(started, 'f')} to {at(ended, 't')} · ⏱️ {hours(session.played(store.now))} played",
    ]
    if plays:
        text.append(f"\n🎲 **{plural(len(plays), 'game')}**\n{lines(plays)}")
        best = max(plays, key=lambda one: one[1].ups - one[1].downs)
        if best[1].ups > best[1].downs and len(plays) > 1:
            text.append(f"🏆 Liked most: **{plain(best[0].game.title)}**")
    came = [one.user_id for plan in (Plan.GOING, Plan.LATE) for one in seating.named(plan)]
    if came:
        text.append(f"\n👥 **Said they would come** ({len(came)})\n{people(came)}")
    text.append("-# Votes count for 15 minutes after the end.")
    return Drawing(
        card(discord.ui.TextDisplay("\n".join(text)), accent=discord.Colour.dark_green()), session.created_by
    )
