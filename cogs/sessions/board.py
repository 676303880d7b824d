"""The board of a live session."""

from typing import Any

import discord

from cogs.edge.offline import offline_names
from cogs.edge.painter import Drawing
from cogs.edge.parts import card, fitting, gap, row
from cogs.edge.queue import QueueButton
from cogs.edge.rooms import RoomCodeButton, joined_by
from cogs.edge.text import NAME_IN_LIST, NAMES_SHOWN, at, hours, people, plain, plural
from cogs.edge.wording import tally_line
from cogs.sessions.buttons import EndButton, NextGame, PauseButton, ResumeButton, SkipGame
from cogs.sessions.new_entry import LogButton
from cogs.sessions.presence_buttons import activity_row
from cogs.sessions.present import present, present_text
from cogs.sessions.story import story_of, story_part
from db.store import Store
from domain.cards import Card
from domain.gamenight.nominations import Nomination
from domain.gamenight.plays import Play, PlayStatus
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session, State
from domain.votes import Tally
from services.votes import tally

QUEUE_SHOWN = 5
PLAYS_SHOWN = (15, 8, 4, 2)  # the first at which the card holds them
Item = discord.ui.Item[discord.ui.LayoutView]


async def draw_board(store: Store, shown: Card) -> Drawing:
    """What is true of a live session now; once it is over, only where to read on."""
    session = await store.sessions.get(shown.subject_id, shown.guild_id)
    if not session.is_live:
        over = f"## ✅ Session {session.number}: {plain(session.title)}\n**Complete**: its recap is below."
        view = card(discord.ui.TextDisplay(over), accent=discord.Colour.dark_grey())
        return Drawing(view, session.created_by, pinned=False)
    plays = await tally(store, session)
    queue = await store.queue.of_campaign(session.campaign_id)
    seating = await store.rsvps.seating(session)
    offline = await offline_names(store, session.campaign_id)
    here = await present(store, session)
    story = await story_of(store, session)
    paused = session.state is State.PAUSED
    mark, state, colour = (
        ("⏸️", "Paused", discord.Colour.gold()) if paused else ("▶️", "In progress", discord.Colour.green())
    )
    head = f"## {mark} Session {session.number}: {plain(session.title)}\n**{state}** · {_clock(session, store)}"
    head += f"\n🔊 <#{session.voice_id}>" if session.voice_id else ""
    coming = [one.user_id for plan in (Plan.GOING, Plan.LATE) for one in seating.named(plan)]

    def draw(shown: int) -> discord.ui.LayoutView:
        parts = [discord.ui.TextDisplay(head), discord.ui.Separator(), *_games(session, plays, queue, shown)]
        if coming:
            going = f"👥 **Going** ({len(coming)})\n{people(coming, offline=offline)}"
            parts += [discord.ui.Separator(), discord.ui.TextDisplay(going)]
        if here:
            parts += [discord.ui.Separator(), discord.ui.TextDisplay(present_text(here, min(shown, NAMES_SHOWN)))]
        parts += [*story_part(story, shown), activity_row(session.id)]
        run = ResumeButton(session.id) if paused else PauseButton(session.id)
        return card(*parts, discord.ui.ActionRow[Any](run, LogButton(session.id), EndButton(session.id)), accent=colour)

    return Drawing(fitting(draw, PLAYS_SHOWN), session.created_by, pinned=True)


def _clock(session: Session, store: Store) -> str:
    last = session.spans[-1]
    if last.ended_at:
        return f"{at(last.ended_at, 'R')} · ⏱️ {hours(session.played(store.now))} played"
    before = session.played(store.now) - (store.now - last.started_at)
    earlier = f", and {hours(before)} before that" if before else ""
    return f"⏱️ playing since {at(last.started_at, 't')} ({at(last.started_at, 'R')}){earlier}"


def _games(session: Session, plays: list[tuple[Play, Tally]], queue: list[Nomination], shown: int) -> list[Item]:
    playing = next(((play, votes) for play, votes in plays if play.status is PlayStatus.PLAYING), None)
    first = queue[: min(shown, QUEUE_SHOWN)]
    up_next = [
        f"{n}. {plain(one.game.title, NAME_IN_LIST)} · {plural(one.backers, 'vote')}" for n, one in enumerate(first, 1)
    ]
    if len(queue) > len(first):
        up_next.append(f"\n-# and {len(queue) - len(first)} more")
    parts: list[Item] = []
    if playing:
        play, votes = playing
        text = (
            f"🎲 Now playing **{plain(play.game.title)}**, since {at(play.started_at, 't')}\n"
            f"{joined_by(play)}{tally_line(play, votes)}\n-# Like it? `thisgame++` or `thisgame--` in this channel."
        )
        parts.append(row(text, SkipGame(session.id, play.id)))
        if play.has_room:
            parts.append(discord.ui.ActionRow[Any](RoomCodeButton(session.id, play.id)))
        parts.append(gap())
    queued = "⏭️ **Up next**\n" + ("\n".join(up_next) or "-# The queue is empty: `/queue add` puts a game in it.")
    following = NextGame(session.id, playing[0].id if playing else 0)
    if queue:
        parts += [row(queued, following), discord.ui.ActionRow[Any](QueueButton(session.id))]
    else:
        parts.append(discord.ui.TextDisplay(queued))
    earlier = [(play, votes) for play, votes in plays if play.status is not PlayStatus.PLAYING]
    if earlier:
        parts.append(gap())
        parts.append(discord.ui.TextDisplay("🏁 **Played tonight**\n" + _lines(earlier, shown)))
    return parts


def _lines(plays: list[tuple[Play, Tally]], shown: int) -> str:
    """The latest plays with their votes, a line each; so many at most."""
    latest = [tally_line(play, votes) for play, votes in plays[-shown:]]
    left_out = len(plays) - len(latest)
    return "\n".join(([f"-# {plural(left_out, 'earlier play')} not shown"] if left_out else []) + latest)
