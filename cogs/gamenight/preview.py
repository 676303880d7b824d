"""What an import of games would do, in words: in short for the message, in full for a text file."""

from collections.abc import Iterator

from cogs.edge.attachments import unit, units
from cogs.edge.text import cut, plain, plural
from cogs.edge.wording import words
from domain.gamenight.exchange import Sheet, cell
from domain.gamenight.merging import Change, Plan

ROOM = 1400  # characters for games and lines; Discord takes 2,000 of the whole
NOTHING = "none"
LONGEST_VALUE = 40


def in_short(plan: Plan, sheet: Sheet) -> tuple[str, bool]:
    """How many games the import adds and changes, and which as far as there is room; whether that is not all."""
    counts = [
        f"**{len(plan.added)}** new",
        f"**{len(plan.changed)}** changed",
        f"**{plan.unchanged}** unchanged",
        *([f"**{len(plan.refused)}** left out"] if plan.refused else []),
    ]
    lines = [" · ".join(counts)]
    if sheet.ignored:
        names = ", ".join(sheet.ignored)
        lines.append(f"Columns that I do not know, and ignore: {plain(names, 200)}")
    room, every = ROOM, list(_lines(plan, unit(sheet.is_list)))
    shown = 0
    for line in every:
        if (room := room - len(line) - 1) < 0:
            break
        lines.append(line)
        shown += 1
    return "\n".join(lines), shown < len(every)


def _lines(plan: Plan, kind: str) -> Iterator[str]:
    """What is left out comes first: it is what wants doing."""
    for one in plan.refused:
        yield f"⚠️ {kind} {one.number}{f' ({plain(one.title, 40)})' if one.title else ''}: {words(one.error)}"
    for change in plan.changed:
        yield f"✏️ {plain(change.before.title, 60)}: {plain('; '.join(_values(change)), 160)}"
    for game in plan.added:
        yield f"➕ {plain(game.title, 60)} (`{game.alias}`)"


def in_full(plan: Plan, sheet: Sheet) -> str:
    """All of it, as plain text."""
    kind = unit(sheet.is_list)
    lines = [f"Left out: {units(len(plan.refused), sheet.is_list)}"]
    lines += [f"  {kind} {one.number} ({one.title or 'no title'}): {words(one.error)}" for one in plan.refused]
    lines += ["", f"Changed: {plural(len(plan.changed), 'game')}"]
    lines += [f"  {one.before.title}: {'; '.join(_values(one))}" for one in plan.changed]
    lines += ["", f"New: {plural(len(plan.added), 'game')}"]
    lines += [f"  {game.title} ({game.alias})" for game in plan.added]
    return "\n".join((*lines, "", f"Unchanged: {plural(plan.unchanged, 'game')}", ""))


def _values(change: Change) -> Iterator[str]:
    """Each thing that changes: `minutes 90 → 60`."""
    for name in change.fields:
        before, after = (cut(cell(game, name) or NOTHING, LONGEST_VALUE) for game in (change.before, change.after))
        yield f"{name} {before} → {after}"
