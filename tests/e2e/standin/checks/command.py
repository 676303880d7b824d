"""Refusing application commands as Discord does."""

import re
from typing import Any

from ..refusals import Problems, Refused

CHAT_INPUT, SUB_COMMAND, SUB_COMMAND_GROUP = 1, 1, 2
NAME = re.compile(r"[-_'\w]{1,32}")
Definition = dict[str, Any]


def check_commands(commands: list[Definition]) -> None:
    """Raises `Refused` for a list of commands that Discord would not register."""
    for kind, limit in ((1, 100), (2, 15), (3, 15)):
        if sum(1 for command in commands if _kind(command) == kind) > limit:
            raise Refused(400, 30032, f"Maximum number of application commands reached ({limit})")
    problems = Problems()
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        path, key = str(index), (_kind(command), str(command.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            problems.add(f"{path}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
        if _kind(command) == CHAT_INPUT:
            _check_named(command, path, problems)
            _check_options(command.get("options") or [], path, problems)
            if _size(command) > 8000:
                problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
        else:
            problems.length(f"{path}.name", command.get("name"), 1, 32)
            if command.get("description"):
                message = "Context menu commands cannot have description"
                problems.add(f"{path}.description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message)
    problems.settle()


def _kind(command: Definition) -> int:
    return int(command.get("type") or CHAT_INPUT)


def _check_named(definition: Definition, path: str, problems: Problems) -> None:
    name = definition.get("name") or ""
    if not NAME.fullmatch(name) or name != name.lower():
        problems.add(f"{path}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    problems.length(f"{path}.description", definition.get("description"), 1, 100)


def _check_options(options: list[Definition], path: str, problems: Problems, depth: int = 0) -> None:
    problems.count(f"{path}.options", options, 0, 25)
    names = [option.get("name") for option in options]
    if len(set(names)) < len(names):
        message = "Application command option names must be unique"
        problems.add(f"{path}.options", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message)
    optional_seen = False
    nested = [option.get("type") in (SUB_COMMAND, SUB_COMMAND_GROUP) for option in options]
    if any(nested) and not all(nested):
        problems.add(f"{path}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands stand alone")
    for index, option in enumerate(options):
        here = f"{path}.options.{index}"
        _check_named(option, here, problems)
        if nested[index]:
            if depth > 1 or (depth == 1 and option["type"] == SUB_COMMAND_GROUP):
                problems.add(here, "APPLICATION_COMMAND_OPTIONS_NESTED", "Sub-commands are nested too deep")
            _check_options(option.get("options") or [], here, problems, depth + 1)
            continue
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            problems.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen |= not option.get("required")
        _check_choices(option, here, problems)


def _check_choices(option: Definition, path: str, problems: Problems) -> None:
    choices = option.get("choices") or []
    problems.count(f"{path}.choices", choices, 0, 25)
    for index, choice in enumerate(choices):
        problems.length(f"{path}.choices.{index}.name", choice.get("name"), 1, 100)
        if isinstance(choice.get("value"), str):
            problems.length(f"{path}.choices.{index}.value", choice["value"], 1, 100)
    if choices and option.get("autocomplete"):
        message = "Options with choices cannot be autocompleted"
        problems.add(f"{path}.autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", message)


def _size(definition: Definition) -> int:
    own = len(definition.get("name") or "") + len(definition.get("description") or "")
    choices = definition.get("choices") or []
    own += sum(len(choice.get("name") or "") + len(str(choice.get("value") or "")) for choice in choices)
    return own + sum(_size(option) for option in definition.get("options") or [])
