"""A campaign's archive for people to read, in Markdown."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from cogs.edge.recaps import HEADS, numbers_line
from cogs.edge.text import plain
from domain.scheduling.session import State
from domain.sessions.attendance import Attendance
from domain.sessions.gametime import write_game_time
from domain.sessions.log import Event, Visibility
from domain.sessions.objectives import Objective
from domain.sessions.recap import LISTS
from services.data.archive import Archive, Chapter

LONGEST = 4000  # of one text
_MENTION = re.compile(r"<@!?\u200b?([0-9]{1,20})>")
Name = Callable[[int], str]


def in_markdown(archive: Archive, names: Mapping[int, str]) -> str:
    """The archive as one document; instants are in UTC. `names` are those of members and offline players."""

    def name(person_id: int) -> str:
        return plain(names.get(person_id, "somebody"), 60)

    roster = archive.roster
    played = [
        *((one.user_id, one.characters) for one in roster.players),
        *((-one.id, one.characters) for one in roster.offline),
    ]
    players = [
        f"- {name(person_id)}" + (f" as {plain(', '.join(characters), 300)}" if characters else "")
        for person_id, characters in played
    ]
    parts = [
        f"# {plain(archive.campaign.name)}",
        f"As of {_at(archive.at)}. All times are UTC.",
        _section("## Players", players),
        _section("## Goals", _objectives(archive.goals)),
        *(_chapter(one, name) for one in archive.chapters),
    ]
    text = "\n\n".join(one for one in parts if one) + "\n"
    return _MENTION.sub(lambda found: f"@{name(int(found[1]))}", text)


def _chapter(chapter: Chapter, name: Name) -> str:
    session, tale = chapter.session, chapter.told
    began = session.started_at or session.starts_at
    state = "" if session.state is State.COMPLETED else f", {session.state.value.replace('_', ' ')}"
    summary = tale.recap.summary or " ".join(tale.summary.sentences)
    parts = [
        f"## {session.number}. {plain(session.title)}",
        f"{_at(began)}{state}{', private' if session.private else ''}",
        plain(summary, LONGEST),
        numbers_line(tale.summary.numbers),
        *(_section(HEADS[one], _lines(getattr(tale.recap, one))) for one in LISTS),
        _section("**Objectives**", _objectives(tale.objectives)),
        _section("**With us**", [_attended(one, name) for one in tale.attendance if one.came]),
        _section("**Not with us**", [_attended(one, name) for one in tale.attendance if not one.came]),
        _section("**Games**", [f"- {plain(play.game.title)}: {tally}" for play, tally in tale.plays]),
        _section("**Log**", [_entry(one, name) for one in chapter.log]),
        _section("**Notes (organisers only)**", _lines(tale.recap.notes)),
    ]
    return "\n\n".join(one for one in parts if one)


def _entry(event: Event, name: Name) -> str:
    said = event.said
    amount = f" ({said.amount:,} {said.measure.value.replace('_', ' ')})" if said.measure and said.amount else ""
    clock = f" · {write_game_time(event.game_time)}" if event.game_time is not None else ""
    secret = " · organisers only" if said.readers.visibility is not Visibility.EVERYONE else ""
    return f"- {event.at:%H:%M} {plain(said.text, LONGEST)}{amount} · {name(event.author_id)}{clock}{secret}"


def _attended(one: Attendance, name: Name) -> str:
    return f"- {name(one.person_id)}: {one.attended.value.replace('_', ' ')}"


def _objectives(objectives: Sequence[Objective]) -> list[str]:
    return [f"- [{'x' if one.done_at else ' '}] {plain(one.text, 200)}" for one in objectives]


def _lines(text: str) -> list[str]:
    return [f"- {plain(one, LONGEST)}" for one in text.splitlines() if one.strip()]


def _section(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, "", *lines]) if lines else ""


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
