"""The parameters of a query: how each is read, and how the API's description tells of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from multidict import MultiMapping

from domain.gamenight.library import tidy
from domain.scheduling.session import State
from domain.tags import LONGEST_TAG
from domain.votes import Place

LARGEST = 2**63 - 1  # an id of 64 bits
MOST_ON_A_PAGE = 100
USUAL_ON_A_PAGE = 50
_NUMBER = re.compile(r"[0-9]{1,19}")
_SNOWFLAKE = re.compile(r"[0-9]{1,20}")
_PLACE = re.compile(r"([0-9]{1,19})-([0-9]{1,19})")
Asked = Mapping[str, Any]
"""What was asked for, by the names of the parameters."""


class BadQuery(ValueError):
    """A query that cannot be answered, with the reason."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `read` makes its value of its text, and raises ValueError with what would do."""

    name: str
    about: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    usual: Any = None


def read_query(query: MultiMapping[str], known: Sequence[Parameter]) -> Asked:
    """The values of all parameters that are known. Raises BadQuery, which names the parameter and the reason."""
    names = [one.name for one in known]
    for name in query:
        if name not in names:
            takes = f"It takes {', '.join(names)}." if names else "It takes none."
            raise BadQuery(f"This address has no such query parameter. {takes}")
        if len(query.getall(name)) > 1:
            raise BadQuery(f"{name}: give it once.")
    return {one.name: _value(one, query[one.name]) if one.name in query else one.usual for one in known}


def _value(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.read(text)
    except ValueError as error:
        raise BadQuery(f"{parameter.name}: {error}") from None


def id_of(text: str) -> int | None:
    """The id in a path; None where no thing has such an id."""
    number = int(text) if _NUMBER.fullmatch(text) else 0
    return number if 1 <= number <= LARGEST and str(number) == text else None


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
            raise ValueError(f"give a whole number from {least} to {most}.")
        return int(text)

    return read


def _word(words: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        if text not in set(words):
            raise ValueError(f"give one of {', '.join(words)}.")
        return words(text)

    return read


def _instant(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
        if read.tzinfo is not None and "T" in text.upper():
            return read.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("give an instant like 2026-12-05T20:00:00Z. A + has to be written as %2B.")


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("give true or false.")
    return text == "true"


def _tag(text: str) -> str:
    if not tidy(text) or len(text) > LONGEST_TAG:
        raise ValueError(f"give a word of at most {LONGEST_TAG} characters.")
    return tidy(text)


def _snowflake(text: str) -> int:
    if not _SNOWFLAKE.fullmatch(text):
        raise ValueError("give an id of Discord's, a whole number.")
    return min(int(text), LARGEST)  # nothing has that id


def _place(text: str) -> Place:
    read = _PLACE.fullmatch(text)
    if read is None:
        raise ValueError("give what the page before said as next_after.")
    return Place(*(min(int(one), LARGEST) for one in read.groups()))  # nothing has an id that large


class Order(StrEnum):
    """Which come first."""

    OLDEST = "oldest"
    NEWEST = "newest"


def _whole(least: int, most: int) -> Mapping[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


_INSTANT = {"type": "string", "format": "date-time"}
LIMIT = Parameter(
    "limit",
    "How many to give at most.",
    {**_whole(1, MOST_ON_A_PAGE), "default": USUAL_ON_A_PAGE},
    _number(1, MOST_ON_A_PAGE),
    USUAL_ON_A_PAGE,
)
AFTER = Parameter(
    "after",
    "Where the page begins: what the one before said as `next_after`.",
    _whole(1, LARGEST),
    _number(1, LARGEST),
)
AFTER_VOTE = Parameter("after", AFTER.about, {"type": "string", "pattern": f"^{_PLACE.pattern}$"}, _place)
ORDER = Parameter(
    "order",
    "Whether those made first or last come first.",
    {"type": "string", "enum": list(Order), "default": Order.OLDEST.value},
    _word(Order),
    Order.OLDEST,
)
STATE = Parameter("state", "Only sessions in this state.", {"type": "string", "enum": list(State)}, _word(State))
FROM = Parameter("from", "Only sessions planned to start then or later.", _INSTANT, _instant)
TO = Parameter("to", "Only sessions planned to start before then.", _INSTANT, _instant)
CHANNEL = Parameter(
    "channel_id",
    "Only the session that is live in this channel: Discord's id.",
    {"type": "string", "pattern": f"^{_SNOWFLAKE.pattern}$"},
    _snowflake,
)
ENABLED = Parameter(
    "enabled", "Only games that may be picked (true), or that are put away (false).", {"type": "boolean"}, _yes_no
)
TAG = Parameter(
    "tag",
    "Only games with this tag, in whatever case.",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_TAG},
    _tag,
)
