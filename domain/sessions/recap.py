"""Recaps: what an organiser wrote about a session."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import NotValid

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
