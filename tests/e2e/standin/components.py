"""Looking through a message's or a modal's components, however deep they are nested."""

from collections.abc import Iterator
from enum import IntEnum
from itertools import count
from typing import Any

Component = dict[str, Any]


class Kind(IntEnum):
    """Discord's component types."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19
    RADIO = 21
    CHECKBOXES = 22
    CHECKBOX = 23


SELECTS = frozenset({3, 5, 6, 7, 8})
LINK, PREMIUM = 5, 6


def walk(components: list[Component], path: str = "components") -> Iterator[tuple[str, Component]]:
    """Every component with its path, parents before children."""
    for index, component in enumerate(components):
        yield from _with_children(component, f"{path}.{index}")


def _with_children(component: Component, path: str) -> Iterator[tuple[str, Component]]:
    yield path, component
    yield from walk(component.get("components") or [], f"{path}.components")
    for single in ("accessory", "component"):
        if single in component:
            yield from _with_children(component[single], f"{path}.{single}")


def numbered(components: list[Component]) -> list[Component]:
    """The components with an `id` on each, as Discord gives them out where the bot named none."""
    taken = {component["id"] for _, component in walk(components) if component.get("id")}
    free = (number for number in count(1) if number not in taken)
    for _, component in walk(components):
        if not component.get("id"):
            component["id"] = next(free)
    return components


def texts(components: list[Component]) -> list[str]:
    """What the text displays say, in order."""
    return [component["content"] for _, component in walk(components) if component.get("type") == Kind.TEXT]


def of_kind(components: list[Component], kinds: frozenset[int]) -> list[Component]:
    """The components of the given types, in order."""
    return [component for _, component in walk(components) if component.get("type") in kinds]
