"""How an entry of the log reads."""

from collections.abc import Mapping

from cogs.edge.text import people, person, plain
from domain.cards import message_url
from domain.sessions.gametime import write_game_time
from domain.sessions.log import Category, Event, Importance, Measure, Readers, Visibility

MARKS: Mapping[Category, str] = {
    Category.COMBAT: "⚔️",
    Category.EXPLORATION: "🧭",
    Category.SOCIAL: "💬",
    Category.ENVIRONMENTAL: "🌦️",
    Category.REST: "🏕️",
    Category.TIME: "⏳",
    Category.LOOT: "💰",
    Category.QUEST: "📜",
    Category.NOTE: "📝",
}
MEASURES: Mapping[Measure, str] = {
    Measure.DAMAGE_DEALT: "damage dealt",
    Measure.DAMAGE_TAKEN: "damage taken",
    Measure.HEALING: "healed",
    Measure.DEFEATED: "defeated",
    Measure.TREASURE: "treasure",
    Measure.XP: "XP",
}
IN_A_LIST = 200


def entry_line(event: Event, limit: int = IN_A_LIST) -> str:
    """The entry in one line: what, how much, when in the game, and by whom."""
    said = event.said
    text = plain(said.text, limit)
    parts = [f"{MARKS[said.category]} {f'**{text}**' if said.importance is Importance.MAJOR else text}"]
    if said.amount is not None and said.measure is not None:
        parts.append(f"{said.amount:,} {MEASURES[said.measure]}")
    if event.game_time is not None:
        parts.append(write_game_time(event.game_time))
    parts.append(_by(event))
    if said.readers.visibility is not Visibility.EVERYONE:
        parts.append(f"🔒 {for_whom(said.readers)}")
    return " · ".join(parts)


def _by(event: Event) -> str:
    said = event.said
    if said.message_id is None or said.channel_id is None:
        return person(event.author_id)
    url = message_url(event.guild_id, said.channel_id, said.message_id)
    return f"{person(said.said_by or event.author_id)} in [a message]({url})"


def for_whom(readers: Readers) -> str:
    """Who may read it."""
    match readers.visibility:
        case Visibility.EVERYONE:
            return "for everyone"
        case Visibility.ORGANISER:
            return "for organisers only"
        case Visibility.NAMED:
            return f"for {people(sorted(readers.named))} and organisers"
