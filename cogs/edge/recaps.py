"""How what a session comes to reads, in several features."""

from cogs.edge.text import plural
from domain.sessions.log import Measure
from domain.sessions.summary import Numbers

HEADS = {
    "highlights": "⭐ **Highlights**",
    "people": "🧑 **People met**",
    "places": "📍 **Places**",
    "items": "🎁 **Items**",
    "quests_begun": "📜 **Quests begun**",
    "quests_done": "🏅 **Quests completed**",
}
TOTALS = {
    Measure.DAMAGE_DEALT: "damage dealt",
    Measure.DAMAGE_TAKEN: "damage taken",
    Measure.HEALING: "healed",
    Measure.DEFEATED: "defeated",
    Measure.TREASURE: "in treasure",
    Measure.XP: "XP",
}


def numbers_line(numbers: Numbers) -> str:
    """The numbers of a session, without those that are nothing; empty where nothing was logged."""
    parts = [
        plural(numbers.events, "log entry", "log entries") if numbers.events else "",
        plural(numbers.encounters, "encounter") if numbers.encounters else "",
        *(f"{total:,} {TOTALS[measure]}" for measure, total in numbers.totals.items()),
    ]
    said = " · ".join(one for one in parts if one)
    return f"📊 {said}" if said else ""
