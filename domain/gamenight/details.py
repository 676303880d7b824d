"""What is said of a game."""

from dataclasses import dataclass, fields, replace
from typing import Any

from domain.errors import NotValid
from domain.gamenight.aliases import valid_alias
from domain.gamenight.library import Game, Weight, check, tidy
from domain.lookup import names_a_row
from domain.tags import read_tags

_CAN_BE_LEFT_OPEN = ("min_players", "max_players", "minutes", "link")


@dataclass(frozen=True, slots=True)
class Details:
    """None is "as it is", and for a new game "as usual". 0, an empty text or no tags take away what there is."""

    title: str | None = None
    alias: str | None = None
    min_players: int | None = None
    max_players: int | None = None
    minutes: int | None = None
    weight: Weight | None = None
    enabled: bool | None = None
    link: str | None = None
    tags: tuple[str, ...] | None = None

    def of(self, game: Game) -> Game:
        """The game with what is said of it. Raises NotValid."""
        said: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        given = {name: value for name, value in said.items() if value is not None}
        for name in _CAN_BE_LEFT_OPEN:
            if name in given:
                given[name] = given[name] or None
        if self.title is not None:
            given["title"] = _title(tidy(self.title))
        if self.alias is not None:
            given["alias"] = valid_alias(self.alias)
        if self.tags is not None:
            given["tags"] = _tags(read_tags(",".join(map(tidy, self.tags))))
        changed = replace(game, **given)
        check(changed)
        return changed


def _title(title: str) -> str:
    if names_a_row(title):
        raise NotValid(f"`{title}` would name a game by its id. Choose another title.")
    return title


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    if not all(any(letter.isalnum() for letter in tag) for tag in tags):
        raise NotValid("A tag needs a letter or digit, like `party`. The word `none` takes all tags of a game away.")
    return tuple(sorted(tags, key=str.casefold))


FIELDS = tuple(one.name for one in fields(Details))
"""What a game says of itself, in the order of the columns of an export."""


def differing(before: Game, after: Game) -> tuple[str, ...]:
    """The names of what differs."""
    return tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
