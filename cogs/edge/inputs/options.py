"""Options that many commands have, each with its choices."""

from collections.abc import Callable
from typing import Any, TypeVar

from discord import app_commands

from cogs.edge.inputs.offered import campaign_names, enabled_games, every_campaign, games, roll_calls, sessions

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def with_campaign(description: str, *, archived: bool = False) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `campaign`, in the parameter of that name; `archived` ones are offered if wanted."""

    def decorate(command: CommandT) -> CommandT:
        described = app_commands.describe(campaign=description)(command)
        return app_commands.autocomplete(campaign=every_campaign if archived else campaign_names)(described)

    return decorate


def which_session(description: str) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `session`, in its parameter `named`."""
    return _option("session", description, sessions)


def which_roll_call(description: str) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `rollcall`, in its parameter `named`."""
    return _option("rollcall", description, roll_calls)


def which_game(description: str, *, enabled: bool = False) -> Callable[[CommandT], CommandT]:
    """Gives a command its option `game`, in its parameter `named`; `enabled`: games put away are not offered."""
    return _option("game", description, enabled_games if enabled else games)


def _option(name: str, description: str, complete: Any) -> Callable[[CommandT], CommandT]:
    def decorate(command: CommandT) -> CommandT:
        described = app_commands.describe(named=description)(command)
        return app_commands.autocomplete(named=complete)(app_commands.rename(named=name)(described))

    return decorate
