"""Refusing the answers to interactions that are not messages: modals and autocompletions."""

from typing import Any

from ..components import Kind, walk
from ..refusals import Problems
from .layout import check_custom_ids, check_options

IN_MODAL = frozenset({Kind.ROW, Kind.LABEL, Kind.TEXT})


def check_modal(modal: dict[str, Any]) -> None:
    """Raises `Refused` for a modal that Discord would not open."""
    problems = Problems()
    components = modal.get("components") or []
    problems.length("data.title", modal.get("title"), 1, 45)
    problems.length("data.custom_id", modal.get("custom_id"), 1, 100)
    problems.count("data.components", components, 1, 5)
    for index, component in enumerate(components):
        if component.get("type") not in IN_MODAL:
            problems.add(f"data.components.{index}.type", "UNION_TYPE_CHOICES", "Must be one of (1, 10, 18).")
    for path, component in walk(components, "data.components"):
        match component.get("type"):
            case Kind.LABEL:
                problems.length(f"{path}.label", component.get("label"), 1, 45)
                problems.length(f"{path}.description", component.get("description") or "", 0, 100)
            case Kind.TEXT_INPUT:
                _check_text_input(component, path, problems)
            case Kind.STRING_SELECT | Kind.RADIO | Kind.CHECKBOXES:
                check_options(component, path, problems)
    check_custom_ids(components, problems)
    problems.settle()


def check_choices(choices: list[dict[str, Any]]) -> None:
    """Raises `Refused` for suggestions that Discord would not show."""
    problems = Problems()
    problems.count("data.choices", choices, 0, 25)
    for index, choice in enumerate(choices):
        problems.length(f"data.choices.{index}.name", choice.get("name"), 1, 100)
        if isinstance(choice.get("value"), str):
            problems.length(f"data.choices.{index}.value", choice["value"], 1, 100)
    problems.settle()


def _check_text_input(component: dict[str, Any], path: str, problems: Problems) -> None:
    problems.length(f"{path}.placeholder", component.get("placeholder") or "", 0, 100)
    problems.length(f"{path}.label", component.get("label") or "", 0, 45)
    longest = min(component.get("max_length") or 4000, 4000)
    problems.length(f"{path}.value", component.get("value") or "", 0, longest)
