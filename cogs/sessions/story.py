"""What the board tells of the story: game time, objectives, goals and the last of the log, as everyone may read it."""

from dataclasses import dataclass
from typing import Any

import discord

from cogs.edge.objectives import GOALS, OBJECTIVES, listed
from cogs.sessions.entries import entry_line
from db.store import Store
from domain.scheduling.session import Session
from domain.sessions.gametime import write_game_time
from domain.sessions.log import EVERYBODY, Event
from domain.sessions.objectives import Objective

ENTRIES_SHOWN = 3
OBJECTIVES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to tell; `game_time` 0 is that of campaigns that keep none."""

    game_time: int
    objectives: list[Objective]
    goals: list[Objective]
    entries: list[Event]


async def story_of(store: Store, session: Session) -> Story:
    """The story of a session as far as everyone may read it."""
    return Story(
        await store.game_times.of_campaign(session.campaign_id),
        await store.objectives.of_session(session.id),
        [one for one in await store.objectives.goals(session.campaign_id) if one.is_open],
        await store.events.visible(session.id, EVERYBODY, limit=ENTRIES_SHOWN),
    )


def story_part(story: Story, shown: int) -> list[discord.ui.Item[Any]]:
    """A part of the card; `shown` is how long its lists may be. Nothing where there is nothing to tell."""
    most = min(shown, OBJECTIVES_SHOWN)
    told = [
        f"🕰️ **{write_game_time(story.game_time)}** in the game" if story.game_time else "",
        listed(OBJECTIVES, story.objectives, most),
        listed(GOALS, story.goals, min(shown, ENTRIES_SHOWN)),
        "\n".join(["📖 **Last in the log**", *(entry_line(one, 100) for one in story.entries)])
        if story.entries
        else "",
    ]
    text = "\n\n".join(one for one in told if one)
    return [discord.ui.Separator(), discord.ui.TextDisplay(text)] if text else []
