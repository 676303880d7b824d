"""Drafts: what the assistant proposes for a recap, and what becomes of it; the recap changes when one is accepted."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.errors import UserError
from domain.sessions.recap import LISTS, LONGEST_LIST, LONGEST_SUMMARY

LONGEST_WAIT = timedelta(minutes=2)  # for the assistant; a draft that takes longer was given up by a stop
LONGEST_MATERIAL = 60_000  # characters that the assistant is given to read
LONGEST_PROBLEM = 200


class DraftStatus(StrEnum):
    """What became of it. Of a session there is one draft, or none."""

    PROCESSING = "processing"
    TO_REVIEW = "to review"
    FAILED = "failed"
    APPLIED = "applied"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Texts for a recap, as the recap has them; the lists have a line for each."""

    summary: str = ""
    highlights: str = ""
    people: str = ""
    places: str = ""
    items: str = ""
    quests_begun: str = ""
    quests_done: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What it says, by the recap's names; what it says nothing of stays as it is in the recap."""
        return {name: text for name, text in asdict(self).items() if text}


def proposal(summary: str, lists: dict[str, list[str]]) -> Proposal:
    """The proposal of these texts, shortened to what a recap holds; of a list, as many whole lines as fit."""
    return Proposal(_cut(" ".join(summary.split())), **{name: _lines(lists.get(name, [])) for name in LISTS})


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1].rstrip() + "…"


def _lines(entries: list[str]) -> str:
    kept: list[str] = []
    for entry in entries:
        line = " ".join(entry.split())
        if line and line not in kept and len("\n".join([*kept, line])) <= LONGEST_LIST:
            kept.append(line)
    return "\n".join(kept)


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of a session's recap, asked for at `asked_at`; `problem` is why it failed."""

    session_id: int
    status: DraftStatus
    asked_at: datetime
    proposal: Proposal | None = None
    problem: str | None = None


class Drafter(Protocol):
    """Whoever writes drafts."""

    async def draft(self, material: str) -> Proposal:
        """A proposal from what is known of a session, as JSON. Raises DraftFailed."""


class DraftFailed(UserError):
    """The assistant gave no draft, for the reason named."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason[:LONGEST_PROBLEM]


class DraftUnderWay(UserError):
    """The assistant is at it already, since then."""

    def __init__(self, since: datetime) -> None:
        super().__init__(since)
        self.since = since


class DraftGone(UserError):
    """The draft was accepted or discarded meanwhile."""
