"""A campaign's archive: its whole history, for its organisers to keep, and a part that everybody may read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Roster
from domain.scheduling.session import Session
from domain.sessions.log import Event, Visibility
from domain.sessions.objectives import Objective
from domain.sessions.recap import LISTS
from services.campaigns import require_organiser
from services.sessions.reading import viewer_of
from services.sessions.recaps import Told, told

VERSION = 1


@dataclass(frozen=True, slots=True)
class Chapter:
    """One session, and of its log what is for everyone or for organisers; never what is for named players."""

    told: Told
    log: tuple[Event, ...]

    @property
    def session(self) -> Session:
        """The session."""
        return self.told.session


@dataclass(frozen=True, slots=True)
class Archive:
    """A campaign's history, by the numbers of its sessions, as of `at`."""

    campaign: Campaign
    roster: Roster
    goals: tuple[Objective, ...]
    chapters: tuple[Chapter, ...]
    at: datetime

    def for_everyone(self) -> "Archive":
        """The archive without private sessions, organisers' notes, and entries that are not for everyone."""
        return replace(self, chapters=tuple(_open(one) for one in self.chapters if not one.session.private))

    @property
    def people(self) -> list[int]:
        """The ids of everybody with an account who is named in it."""
        named = {one.user_id for one in self.roster.players}
        for chapter in self.chapters:
            named |= {one.person_id for one in chapter.told.attendance}
            named |= {one.author_id for one in chapter.log}
        return sorted(one for one in named if one > 0)


def _open(chapter: Chapter) -> Chapter:
    return Chapter(
        replace(chapter.told, recap=replace(chapter.told.recap, notes="")),
        tuple(one for one in chapter.log if one.said.readers.visibility is Visibility.EVERYONE),
    )


async def archive(store: Store, actor: Actor, campaign: Campaign) -> Archive:
    """The campaign's archive, for whoever runs it: a file goes round, so what is for named players is in none.

    Raises NotAllowed.
    """
    await require_organiser(store, actor, campaign)
    viewer = await viewer_of(store, actor)
    chapters = []
    for session in await store.archives.sessions(campaign.id):
        log = await store.events.visible(session.id, viewer)
        kept = tuple(one for one in log if one.said.readers.visibility is not Visibility.NAMED)
        chapters.append(Chapter(await told(store, session), kept))
    goals = await store.objectives.goals(campaign.id)
    return Archive(campaign, await store.players.roster(campaign.id), tuple(goals), tuple(chapters), store.now)


def as_data(archive: Archive, names: Mapping[int, str]) -> dict[str, Any]:
    """The archive for programs; `names` are those of members and offline players, whose ids are negative."""
    return {
        "version": VERSION,
        "campaign": {"id": archive.campaign.id, "name": archive.campaign.name, "kind": archive.campaign.kind},
        "exported_at": archive.at,
        "people": [{"id": one, "name": name} for one, name in sorted(names.items())],
        "players": [
            {"id": one.user_id, "joined_at": one.joined_at, "characters": one.characters}
            for one in archive.roster.players
        ]
        + [{"id": -one.id, "characters": one.characters} for one in archive.roster.offline],
        "goals": [_objective(one) for one in archive.goals],
        "sessions": [_chapter(one) for one in archive.chapters],
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    session, tale = chapter.session, chapter.told
    return {
        "number": session.number,
        "title": session.title,
        "state": session.state,
        "private": session.private,
        "starts_at": session.starts_at,
        "started_at": session.started_at,
        "ended_at": session.ended_at,
        "tags": session.tags,
        "scenario": session.scenario,
        "description": session.description,
        "summary": tale.recap.summary or " ".join(tale.summary.sentences),
        **{one: getattr(tale.recap, one).splitlines() for one in LISTS},
        "organisers_notes": tale.recap.notes,
        "numbers": {
            "events": tale.summary.numbers.events,
            "encounters": tale.summary.numbers.encounters,
            **tale.summary.numbers.totals,
        },
        "objectives": [_objective(one) for one in tale.objectives],
        "attendance": [
            {"id": one.person_id, "attended": one.attended, "came_at": one.came_at, "left_at": one.left_at}
            for one in tale.attendance
        ],
        "plays": [
            {"game": play.game.title, "status": play.status, "up": tally.ups, "down": tally.downs}
            for play, tally in tale.plays
        ],
        "log": [_entry(one) for one in chapter.log],
    }


def _objective(one: Objective) -> dict[str, Any]:
    return {"text": one.text, "done_at": one.done_at}


def _entry(one: Event) -> dict[str, Any]:
    return {
        "at": one.at,
        "game_time": one.game_time,
        "author_id": one.author_id,
        "text": one.said.text,
        "category": one.said.category,
        "importance": one.said.importance,
        "measure": one.said.measure,
        "amount": one.said.amount,
        "visibility": one.said.readers.visibility,
    }
