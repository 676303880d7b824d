"""Quorums: what an option needs to become a session by itself when its roll call closes."""

import re
from dataclasses import dataclass
from datetime import datetime

from domain.errors import UserError
from domain.rollcall.options import Count
from domain.rollcall.poll import RollCall

QUORUM = re.compile(
    r"(?P<yes>[0-9]{1,3})"
    r"(?:\s*(?:(?:out\s+)?of|/)\s*(?P<of>[0-9]{1,3}))?"
    r"(?P<organiser>\s*(?:and|&|\+|,)\s*(?:the\s+)?organi[sz]er)?",
    re.IGNORECASE,
)
LONGEST = 100  # characters that are looked at


@dataclass(frozen=True, slots=True)
class Lacking:
    """What keeps an option from meeting a quorum: more yes, or the organiser's."""

    yes: int = 0
    organiser: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the quorum is met."""
        return self == Lacking()


@dataclass(frozen=True, slots=True)
class Quorum:
    """What an option has to have. If needed is no yes here.

    `4`: at least four say yes to it. `4 of 6` says besides how many are asked, for those who read it: who stays silent
    hinders nobody. `4 and organiser`: and the organiser is one of the four or more.
    """

    yes: int
    of: int | None = None
    organiser: bool = False

    def __str__(self) -> str:
        of = "" if self.of is None else f" of {self.of}"
        return f"{self.yes}{of}{' and organiser' if self.organiser else ''}"

    def lacking(self, count: Count, organiser_id: int) -> Lacking:
        """What the option lacks, where that person is the organiser."""
        return Lacking(max(self.yes - len(count.yes), 0), self.organiser and organiser_id not in count.yes)

    def met_by(self, count: Count, organiser_id: int) -> bool:
        """Whether the option meets it."""
        return self.lacking(count, organiser_id).nothing

    def best(self, roll_call: RollCall, now: datetime, organiser_id: int) -> Count | None:
        """The best option still to come that meets it."""
        to_come = (one for one in roll_call.ranked() if one.option.starts_at > now)
        return next((one for one in to_come if self.met_by(one, organiser_id)), None)


class QuorumNotUnderstood(UserError):
    """The text is no quorum."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class QuorumOutOfReach(UserError):
    """No option can ever meet it: it asks for no yes at all, or for more yes than answers."""

    def __init__(self, quorum: Quorum) -> None:
        super().__init__(str(quorum))
        self.quorum = quorum


def read_quorum(text: str) -> Quorum:
    """A quorum as people write it: `4`, `4 and organiser`, `4+organiser`, `4 of 6`, `4 of 6 and organiser`.

    Raises QuorumNotUnderstood, QuorumOutOfReach.
    """
    found = QUORUM.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        raise QuorumNotUnderstood(text)
    of = int(found["of"]) if found["of"] else None
    quorum = Quorum(int(found["yes"]), of, bool(found["organiser"]))
    if quorum.yes < 1 or (of is not None and of < quorum.yes):
        raise QuorumOutOfReach(quorum)
    return quorum
