"""Objectives of a session, and a campaign's goals, which span sessions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.campaigns import same
from domain.errors import NotValid

LONGEST_OBJECTIVE = 200
MOST_OBJECTIVES = 20  # of one session, and as many goals of one campaign


@dataclass(frozen=True, slots=True)
class Objective:
    """Something to be done in a session; without a session it is a goal of the campaign.

    `carried_to`: the id of the next session's objective that goes on with it.
    """

    id: int
    guild_id: int
    campaign_id: int
    session_id: int | None
    text: str
    created_by: int
    created_at: datetime
    done_at: datetime | None = None
    carried_to: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, here: neither done nor carried on."""
        return self.done_at is None and self.carried_to is None


def tidy(text: str) -> str:
    """The objective as it is kept, on one line. Raises NotValid."""
    line = " ".join(text.split())
    if not line:
        raise NotValid("An objective needs words: say what is to be done.")
    if len(line) > LONGEST_OBJECTIVE:
        raise NotValid(f"An objective has at most {LONGEST_OBJECTIVE} characters; that has {len(line)}.")
    return line


def read_list(text: str) -> tuple[str, ...]:
    """The objectives written with `;` between, each once whatever its case. Raises NotValid."""
    found: dict[str, str] = {}
    for part in re.split(r"[;\n]", text):
        if part.strip():
            line = tidy(part)
            found.setdefault(line.casefold(), line)
    require_room(len(found))
    return tuple(found.values())


def require_room(count: int) -> None:
    """Raises NotValid where so many are too many."""
    if count > MOST_OBJECTIVES:
        raise NotValid(f"At most {MOST_OBJECTIVES} objectives fit; `done` marks one that is reached.")


def called(objectives: Iterable[Objective], text: str) -> Objective | None:
    """The objective that the text names: by `#` and its id, which autocomplete sends, or by its words."""
    known = list(objectives)
    if re.fullmatch(r"#[0-9]{1,19}", text.strip()):
        return next((one for one in known if one.id == int(text.strip()[1:])), None)
    return next((one for one in known if same(one.text, " ".join(text.split()))), None)
