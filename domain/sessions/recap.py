"""Recaps: what an organiser wrote about a session, and what its games came to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import NotValid
from domain.gamenight.plays import Play, PlayStatus
from domain.votes import Tally

LONGEST_SUMMARY = 1500
LONGEST_LIST = 800  # of highlights, people, places and the like, a line each
LONGEST_NOTES = 4000
LISTS = ("highlights", "people", "places", "items", "quests_begun", "quests_done")
TEXTS = ("summary", *LISTS, "notes")


@dataclass(frozen=True, slots=True)
class Recap:
    """What an organiser wrote about a session. `summary` None: the one written from the log stands.

    `notes` are for organisers only; all else is for everybody, in the lists a line each.
    """

    session_id: int
    summary: str | None = None
    highlights: str = ""
    people: str = ""
    places: str = ""
    items: str = ""
    quests_begun: str = ""
    quests_done: str = ""
    notes: str = ""
    edited_by: int | None = None
    edited_at: datetime | None = None

    def with_texts(self, texts: Mapping[str, str]) -> "Recap":
        """The recap with these texts, tidied; an empty summary gives way to the written one. Raises NotValid."""
        given: dict[str, str | None] = {}
        for name, text in texts.items():
            kept = "\n".join(line.strip() for line in text.strip().splitlines())
            most = {"summary": LONGEST_SUMMARY, "notes": LONGEST_NOTES}.get(name, LONGEST_LIST)
            if len(kept) > most:
                raise NotValid(f"That holds at most {most:,} characters; yours has {len(kept):,}.")
            given[name] = (kept or None) if name == "summary" else kept
        return replace(self, **given)  # type: ignore[arg-type]  # the names are those of its texts

    def noted(self, text: str) -> "Recap":
        """The recap with more of the organiser's notes. Raises NotValid."""
        return self.with_texts({"notes": "\n".join(one for one in (self.notes, text.strip()) if one)})


@dataclass(frozen=True, slots=True)
class GameOfNight:
    """A game over all its plays of one session. `played` does not count the `skipped` ones; their votes count."""

    game_id: int
    title: str
    played: int
    skipped: int
    votes: Tally

    @property
    def net(self) -> int:
        """The votes for it less those against it."""
        return self.votes.ups - self.votes.downs


def games_of(plays: Iterable[tuple[Play, Tally]]) -> list[GameOfNight]:
    """The games of a session's plays, which are given in order, each once: the one played first comes first."""
    found: dict[int, GameOfNight] = {}
    for play, votes in plays:
        one = found.get(play.game.id, GameOfNight(play.game.id, play.game.title, 0, 0, Tally()))
        is_skipped = play.status is PlayStatus.SKIPPED
        found[play.game.id] = replace(
            one,
            played=one.played + (not is_skipped),
            skipped=one.skipped + is_skipped,
            votes=Tally(one.votes.ups + votes.ups, one.votes.downs + votes.downs),
        )
    return list(found.values())


def liked_most(games: Iterable[GameOfNight]) -> list[GameOfNight]:
    """The games with the most votes for them, less those against; several where they are equal, none where none is."""
    liked = [one for one in games if one.net > 0]
    return [one for one in liked if one.net == max(other.net for other in liked)]
