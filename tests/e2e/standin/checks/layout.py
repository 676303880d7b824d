"""Refusing component layouts as Discord does."""

from typing import Any

from ..components import LINK, PREMIUM, SELECTS, Component, Kind, texts, walk
from ..refusals import Problems

OLD_TOP = frozenset({Kind.ROW})
NEW_TOP = frozenset({Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER})
IN_CONTAINER = NEW_TOP - {Kind.CONTAINER}


def check_layout(components: list[Component], problems: Problems, *, v2: bool) -> None:
    """Notes what is wrong with a message's components."""
    if v2:
        if sum(1 for _ in walk(components)) > 40:
            problems.add("components", "BASE_TYPE_MAX_LENGTH", "The total number of components is more than 40.")
        if sum(map(len, texts(components))) > 4000:
            message = "The total displayable text size exceeds maximum size of 4000"
            problems.add("components", "COMPONENT_TEXT_SIZE_EXCEEDED", message)
    elif len(components) > 5:
        problems.add("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    _allowed(components, "components", NEW_TOP if v2 else OLD_TOP, problems)
    for path, component in walk(components):
        _check_one(component, path, problems)
    check_custom_ids(components, problems)


def check_custom_ids(components: list[Component], problems: Problems) -> None:
    """Notes custom ids that are missing, too long or used twice."""
    seen: set[str] = set()
    for path, component in walk(components):
        needs_one = component.get("type") in SELECTS | {Kind.TEXT_INPUT} or (
            component.get("type") == Kind.BUTTON and component.get("style") not in (LINK, PREMIUM)
        )
        if needs_one or "custom_id" in component:
            problems.length(f"{path}.custom_id", component.get("custom_id"), 1, 100)
        if (custom_id := component.get("custom_id")) in seen:
            problems.add(
                f"{path}.custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        if custom_id:
            seen.add(custom_id)


def check_options(component: Component, path: str, problems: Problems) -> None:
    """Notes what is wrong with the options of a select, radio group or group of checkboxes."""
    options: list[dict[str, Any]] = component.get("options") or []
    problems.count(f"{path}.options", options, 1, 25 if component["type"] == Kind.STRING_SELECT else 10)
    for index, option in enumerate(options):
        problems.length(f"{path}.options.{index}.label", option.get("label"), 1, 100)
        problems.length(f"{path}.options.{index}.value", option.get("value"), 1, 100)
        problems.length(f"{path}.options.{index}.description", option.get("description") or "", 0, 100)
    if len({option.get("value") for option in options}) < len(options):
        message = "The specified option value is already used"
        problems.add(f"{path}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
    if (component.get("max_values") or 1) > max(len(options), 1):
        problems.add(f"{path}.max_values", "BASE_TYPE_INVALID", "More values than there are options.")


def _allowed(components: list[Component], path: str, kinds: frozenset[Kind], problems: Problems) -> None:
    for index, component in enumerate(components):
        if component.get("type") not in kinds:
            named = ", ".join(str(kind.value) for kind in sorted(kinds))
            problems.add(
                f"{path}.{index}.type",
                "UNION_TYPE_CHOICES",
                f"Value of field 'type' must be one of ({named}).",
            )


def _check_one(component: Component, path: str, problems: Problems) -> None:
    children = component.get("components") or []
    match component.get("type"):
        case Kind.ROW:
            problems.count(f"{path}.components", children, 1, 5)
            selects = any(child.get("type") in SELECTS for child in children)
            if selects and len(children) > 1:
                problems.add(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The action row is full.")
        case Kind.CONTAINER:
            _allowed(children, f"{path}.components", IN_CONTAINER, problems)
        case Kind.SECTION:
            problems.count(f"{path}.components", children, 1, 3)
            if "accessory" not in component:
                problems.required(f"{path}.accessory")
        case Kind.TEXT:
            problems.length(f"{path}.content", component.get("content"), 1, 4000)
        case Kind.GALLERY:
            problems.count(f"{path}.items", component.get("items"), 1, 10)
        case Kind.BUTTON:
            _check_button(component, path, problems)
        case kind if kind in SELECTS:
            problems.length(f"{path}.placeholder", component.get("placeholder") or "", 0, 150)
            if kind == Kind.STRING_SELECT:
                check_options(component, path, problems)


def _check_button(button: Component, path: str, problems: Problems) -> None:
    problems.length(f"{path}.label", button.get("label") or "", 0, 80)
    style = button.get("style")
    if style not in range(1, 7):
        problems.add(f"{path}.style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).")
    if style != PREMIUM and not (button.get("label") or button.get("emoji")):
        problems.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required.")
    if (style == LINK) != bool(button.get("url")):
        problems.add(f"{path}.url", "BUTTON_COMPONENT_INVALID_URL", "A link needs a url, other buttons take none.")
    if style == LINK and button.get("custom_id"):
        problems.add(f"{path}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL", "A link takes no custom id.")
