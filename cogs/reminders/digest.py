"""The digest: what is ahead this week, posted in the guild's own channel without pings."""

from collections.abc import Iterable

from cogs.edge.due import Notice
from cogs.edge.text import at, plain
from cogs.edge.wording import title_of
from db.store import Store
from domain.cards import CardKind
from domain.reminders import Reminder
from services.reminders import digest

LONGEST = 1900  # characters; a message holds 2,000, and its last line may still follow


async def compose(store: Store, reminder: Reminder, late: bool) -> Notice | None:
    """The coming seven days; None where nothing is ahead, or there is no channel any more."""
    guild = await store.settings.of_guild(reminder.guild_id)
    ahead = await digest.week(store, reminder.guild_id)
    if guild.channel_id is None or not (ahead.sessions or ahead.roll_calls):
        return None
    lines = [
        f"{at(one.starts_at)} **{await _linked(store, CardKind.SESSION, one.id, one.title)}**" for one in ahead.sessions
    ]
    asked = [
        f"❓ {await _linked(store, CardKind.ROLLCALL, one.id, title_of(one.title))} takes answers until "
        f"{at(one.deadline)}"
        for one in ahead.roll_calls
    ]
    heading = "📅 **The week ahead**" + (" (late: I was away when it was due)" if late else "")
    return Notice(guild.channel_id, _fitting(heading, [*lines, *asked]), (), None)


async def _linked(store: Store, kind: CardKind, subject_id: int, title: str) -> str:
    card = await store.cards.get(kind, subject_id)
    words = plain(title)
    return f"[{words}]({card.url})" if card and card.url else words


def _fitting(heading: str, lines: Iterable[str]) -> str:
    said, left = heading, 0
    for line in lines:
        if left or len(said) + len(line) + 3 > LONGEST:
            left += 1
        else:
            said += f"\n- {line}"
    return f"{said}\n-# and {left} more" if left else said
