"""The times on a roll call's card, each with its answers and its button: side by side, or many in one list."""

from collections.abc import Callable, Sequence
from typing import Any

import discord

from cogs.edge.parts import row
from cogs.edge.text import at
from cogs.rollcall.buttons import OptionButton
from domain.rollcall.options import Count
from domain.rollcall.poll import RollCall

SIDE_BY_SIDE = 8  # options whose text and button fit beside each other; more become one list and rows of buttons
BUTTONS_IN_A_ROW = 5
Listed = Callable[[Sequence[int]], str]
Item = discord.ui.Item[discord.ui.LayoutView]


def has_many(roll_call: RollCall) -> bool:
    """Whether its times stand in one list, and their buttons below it."""
    return len(roll_call.options) > SIDE_BY_SIDE


def times(
    roll_call: RollCall, counts: Sequence[Count], best: Count | None, *, answering: bool, listed: Listed
) -> list[Item]:
    """The parts of the card that show them; with buttons while it is answered by those."""
    if has_many(roll_call):
        return [_list(roll_call, counts, best, listed), *(_buttons(counts) if answering else ())]
    parts: list[Item] = []
    for count in counts:
        text = f"{_time(roll_call, count, best)}\n{_counts(count, listed)}"
        button = OptionButton(count.option.id, "I can", count.option.letter)
        parts.append(row(text, button) if answering else discord.ui.TextDisplay(text))
    return parts


def _list(roll_call: RollCall, counts: Sequence[Count], best: Count | None, listed: Listed) -> Item:
    """A paragraph each; before anybody has answered, a line each."""
    lines = [
        _time(roll_call, count, best) + (f": {_counts(count, listed)}" if count.can or count.no else "")
        for count in counts
    ]
    return discord.ui.TextDisplay(("\n\n" if roll_call.respondents() else "\n").join(lines))


def _buttons(counts: Sequence[Count]) -> list[Item]:
    buttons = [OptionButton(count.option.id, None, count.option.letter) for count in counts]
    return [
        discord.ui.ActionRow[Any](*buttons[n : n + BUTTONS_IN_A_ROW]) for n in range(0, len(buttons), BUTTONS_IN_A_ROW)
    ]


def _time(roll_call: RollCall, count: Count, best: Count | None) -> str:
    star = "⭐ " if best and best.option == count.option and len(roll_call.options) > 1 else ""
    return f"{count.option.letter} {star}**{at(count.option.starts_at)}**"


def _counts(count: Count, listed: Listed) -> str:
    said = [f"**{len(count.yes)}** yes{listed(count.yes)}"]
    if count.if_needed:
        said.append(f"**{len(count.if_needed)}** if needed{listed(count.if_needed)}")
    if count.no:
        said.append(f"{len(count.no)} no")
    return ", ".join(said)
