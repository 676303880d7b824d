"""How attendance reads: who was with us, as whom, and who was not."""

from collections.abc import Callable, Mapping, Sequence

from cogs.edge.offline import offline_names
from cogs.edge.text import cut, hours, person, plain
from db.store import Store
from domain.scheduling.session import Session
from domain.sessions.attendance import Attendance, Attended

WORDS = {
    Attended.PRESENT: "present",
    Attended.LATE: "came late",
    Attended.LEFT_EARLY: "left early",
    Attended.ABSENT: "absent",
    Attended.EXCUSED: "excused",
}
MARKS = {
    Attended.PRESENT: "✅",
    Attended.LATE: "🕒",
    Attended.LEFT_EARLY: "🚪",
    Attended.ABSENT: "▫️",
    Attended.EXCUSED: "✉️",
}
LONGEST_CHARACTERS = 40
Names = Callable[[int], str]


async def names_of(store: Store, session: Session) -> Names:
    """Says a person's name as the campaign knows it: a mention, or an offline player's, and whom they play."""
    offline = await offline_names(store, session.campaign_id)
    roster = await store.players.roster(session.campaign_id)
    plays: Mapping[int, tuple[str, ...]] = {
        **{one.user_id: one.characters for one in roster.players},
        **{-one.id: one.characters for one in roster.offline},
    }

    def name(person_id: int) -> str:
        characters = cut(", ".join(plays.get(person_id, ())), LONGEST_CHARACTERS)
        return person(person_id, offline) + (f" as {plain(characters)}" if characters else "")

    return name


def with_us(attendance: Sequence[Attendance], name: Names, shown: int) -> str:
    """Who was there, and below it who was not; empty where nothing is kept. So many names of each."""
    came = [one for one in attendance if one.came]
    missing = [one for one in attendance if not one.came]
    lines = []
    if came:
        lines.append(f"👥 **With us** ({len(came)})\n{_listed(came, name, shown)}")
    if missing:
        lines.append(f"-# Not with us: {_listed(missing, name, shown)}")
    return "\n".join(lines)


def _listed(some: Sequence[Attendance], name: Names, shown: int) -> str:
    first = ", ".join(
        name(one.person_id)
        + ("" if one.attended in (Attended.PRESENT, Attended.ABSENT) else f" ({WORDS[one.attended]})")
        for one in some[:shown]
    )
    return f"{first} and {len(some) - shown} more" if len(some) > shown else first


def attendance_line(one: Attendance, name: Names) -> str:
    """How one person attended, for how long, and whether an organiser says so."""
    lasted = f", for {hours(one.present_for)} of play" if one.came and one.present_for else ""
    corrected = f" · as <@{one.corrected_by}> says" if one.corrected_by else ""
    return f"{MARKS[one.attended]} {name(one.person_id)}: {WORDS[one.attended]}{lasted}{corrected}"
