"""Who is there, on the board: by words and marks, with what they are doing just now."""

from collections.abc import Mapping, Sequence

from cogs.edge.text import NAMES_SHOWN, person, plain
from db.store import Store
from domain.scheduling.session import Session
from domain.sessions.presence import Activity, Participant, Presence

WORDS: Mapping[Presence, str] = {
    Presence.ONLINE: "🟢 **Online**",
    Presence.IDLE: "🌙 **Idle**",
    Presence.DISCONNECTED: "🔌 **Disconnected**",
    Presence.LEFT: "🚪 **Left**",
}
DOING: Mapping[Activity, str] = {
    Activity.TYPING: "✍️ typing",
    Activity.ROLLING: "🎲 rolling",
    Activity.AWAY: "☕ away",
    Activity.HAND_UP: "✋ hand up",
}
CHARACTER_SHOWN = 24


async def present(store: Store, session: Session) -> list[tuple[Participant, str | None]]:
    """Everybody seen in the session, as they are at this instant, with the character that they play."""
    roster = await store.players.roster(session.campaign_id)
    plays = {one.user_id: one.characters[0] for one in roster.players if one.characters}
    people = [one.lapsed(store.now).person for one in await store.presences.of_session(session.id)]
    people.sort(key=lambda one: (one.activity is None, one.since, one.user_id))
    return [(one, plays.get(one.user_id)) for one in people]


def present_text(people: Sequence[tuple[Participant, str | None]], shown: int = NAMES_SHOWN) -> str:
    """A line for each presence that anybody has; who is doing something comes first, the names beyond `shown` last."""
    lines = []
    for presence, words in WORDS.items():
        these = [_name(one, character) for one, character in people if one.presence is presence]
        if these:
            more = f" and {len(these) - shown} more" if len(these) > shown else ""
            lines.append(f"{words} ({len(these)}): {', '.join(these[:shown])}{more}")
    return "\n".join(lines)


def _name(one: Participant, character: str | None) -> str:
    name = person(one.user_id) + (f" ({plain(character, CHARACTER_SHOWN)})" if character else "")
    return f"{name} {DOING[one.activity]}" if one.activity else name
