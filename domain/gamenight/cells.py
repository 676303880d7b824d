"""What a file says of one game, read: the cells of a table, or the values of JSON."""

from collections.abc import Mapping
from typing import Any

from domain.errors import NotValid
from domain.gamenight.aliases import valid_alias
from domain.gamenight.details import Details
from domain.gamenight.library import LONGEST_PLAY, MOST_PLAYERS, Weight, tidy
from domain.tags import read_tags

_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_LONGEST_NUMBER = 9  # digits


def read_details(said: Mapping[str, Any]) -> Details:
    """What is said of a game: absent "as it is", empty "none". Raises NotValid, also where there is no title."""
    title = _text(said, "title")
    if not title:
        raise NotValid("It has no title.")
    alias = _text(said, "alias")
    return Details(
        title=title,
        alias=valid_alias(alias) if alias else None,
        min_players=_number(said, "min_players", MOST_PLAYERS),
        max_players=_number(said, "max_players", MOST_PLAYERS),
        minutes=_number(said, "minutes", LONGEST_PLAY),
        weight=_weight(said),
        enabled=_enabled(said),
        link=_text(said, "link"),
        tags=_tags(said),
    )


def _text(said: Mapping[str, Any], name: str) -> str | None:
    """The text in one line; empty of an empty one, None where the name is absent."""
    if name not in said:
        return None
    value = said[name]
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise NotValid(f"`{name}` is not a text.")
    if isinstance(value, int) and abs(value) >= 10**_LONGEST_NUMBER:
        raise NotValid(f"`{name}` is not a text.")
    return tidy(str(value)) if value is not None else ""


def _number(said: Mapping[str, Any], name: str, most: int) -> int | None:
    """The number, of which `most` makes sense; 0 of an empty one, None where the name is absent."""
    value = said.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if text.isdecimal() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    if value is not None and value != "" and (text or not isinstance(value, str)):
        raise NotValid(f"`{name}` is to be a whole number from 1 to {most:,}, or empty.")
    return 0 if name in said else None


def _weight(said: Mapping[str, Any]) -> Weight | None:
    text = (_text(said, "weight") or "").casefold()
    if text and text not in {one.value for one in Weight}:
        raise NotValid("`weight` is `less`, `normal` or `more`.")
    return Weight(text) if text else None


def _enabled(said: Mapping[str, Any]) -> bool | None:
    if isinstance(value := said.get("enabled"), bool):
        return value
    text = (_text(said, "enabled") or "").casefold()
    if text and text not in _YES | _NO:
        raise NotValid("`enabled` is `yes` or `no`.")
    return text in _YES if text else None


def _tags(said: Mapping[str, Any]) -> tuple[str, ...] | None:
    if not isinstance(value := said.get("tags"), list):
        text = _text(said, "tags")
        return None if text is None else read_tags(text)
    if not all(isinstance(one, str) for one in value):
        raise NotValid("`tags` is a list of words.")
    return read_tags(",".join(map(tidy, value)))
