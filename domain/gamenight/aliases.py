"""Aliases: the short names that games are voted for by."""

import re
from collections.abc import Iterable

from domain.errors import NotValid

LONGEST = 12
ALIAS = re.compile(r"[a-z0-9]{2,12}")


def valid_alias(text: str) -> str:
    """The alias in lower case: 2 to 12 letters or digits. Raises NotValid."""
    alias = text.strip().casefold()
    if not ALIAS.fullmatch(alias):
        raise NotValid("An alias is 2 to 12 letters (a to z) or digits, like `catan` or `7wonders`.")
    return alias


def alias_from(title: str) -> str:
    """An alias made of a title: its letters and digits, or its initials where that would be too long.

    Raises NotValid where the title has none of them.
    """
    words = re.findall(r"[a-z0-9]+", title.casefold())
    if not words:
        raise NotValid("I cannot make an alias of that title. Give one with `alias`, like `catan` or `7wonders`.")
    whole = "".join(words)
    short = whole if len(whole) <= LONGEST else "".join(word[0] for word in words)
    return (short if len(short) >= 2 else whole)[:LONGEST].ljust(2, "0")


class Aliases:
    """The aliases that a guild's games have, to find free ones."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._tried: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The alias, or the first free one with a number behind it; from now on it is taken."""
        alias, number = wanted, self._tried.get(wanted, 1)
        while alias in self._taken:
            number += 1
            alias = f"{wanted[: LONGEST - len(str(number))]}{number}"
        self._tried[wanted] = number
        self._taken.add(alias)
        return alias
