"""What a message shows, as plain text: for the tour's print, and for looking whether something is there."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

TIMESTAMP = re.compile(r"<t:(-?\d+)(?::([tTdDfFR]))?>")
MENTION = re.compile(r"<(@!?|@&|#)(\d+)>")
LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
MARKS = re.compile(r"\*+|^-# |^#+ |`", re.MULTILINE)
ESCAPED = re.compile(r"\\([^A-Za-z0-9\s])")
ASIDE = 0xF0000  # characters that stand for themselves are kept here, in a private plane, while marks are taken out
UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


def moment(instant: datetime, *, seconds: bool = False) -> str:
    """The instant in UTC: `Fri 2 Jan, 19:00 UTC`."""
    local = instant.astimezone(UTC)
    return f"{local:%a} {local.day} {local:%b, %H:%M}{f':{local:%S}' if seconds else ''} UTC"


def away(span: timedelta) -> str:
    """How far away something is, to the nearest unit: `in 2 hours`, `3 minutes ago`, `now`."""
    size = abs(span)
    for name, unit in UNITS:
        if size >= unit * 0.95:
            count = round(size / unit)
            said = f"{count} {name}{'s' if count > 1 else ''}"
            return f"in {said}" if span > timedelta(0) else f"{said} ago"
    return "now"


def readable(text: str, names: Mapping[int, str], now: datetime) -> str:
    """Discord's markup as one reads it: times in UTC, names for mentions, no marks; what was escaped stays."""

    def time(match: re.Match[str]) -> str:
        instant = datetime.fromtimestamp(int(match[1]), UTC)
        if match[2] == "R":
            return away(instant - now)
        return f"{instant:%H:%M} UTC" if match[2] in ("t", "T") else moment(instant)

    def name(match: re.Match[str]) -> str:
        return match[1].rstrip("!&") + names.get(int(match[2]), match[2])

    marked = ESCAPED.sub(lambda match: chr(ASIDE + ord(match[1])) if ord(match[1]) < 0xFFFE else match[1], text)
    said = MARKS.sub("", MENTION.sub(name, TIMESTAMP.sub(time, LINK.sub(r"\1 ↗", marked))))
    return "".join(chr(ord(one) - ASIDE) if ASIDE <= ord(one) < ASIDE + 0xFFFE else one for one in said)


def face(button: Any) -> str:
    """What stands on a button: its emoji and its label."""
    return " ".join(str(part) for part in (button.emoji, button.label) if part)


def buttons(message: discord.Message) -> list[discord.Button]:
    """All buttons of a message, in order."""
    return [one for one in _walk(message.components) if isinstance(one, discord.Button)]


def _walk(components: Any) -> Iterator[Any]:
    for one in components:
        yield one
        yield from _walk(getattr(one, "children", ()))
        if accessory := getattr(one, "accessory", None):
            yield accessory


def blocks(message: discord.Message, names: Mapping[int, str], now: datetime) -> list[list[str]]:
    """What a message shows, part by part, each as its lines; buttons in brackets where they stand."""
    text = readable(message.content, names, now).splitlines()
    return [*([text] if text else []), *(part for one in message.components for part in _blocks(one, names, now))]


def shown(message: discord.Message, names: Mapping[int, str], now: datetime) -> list[str]:
    """What a message shows, line by line."""
    return [line for part in blocks(message, names, now) for line in part]


def changed(before: list[list[str]], after: list[list[str]]) -> list[str]:
    """The lines that are new, each under the first line of its part, so that one sees what they are about."""
    lines = []
    for n, part in enumerate(after):
        if part not in before:
            same_place = before[n] if len(before) == len(after) else []
            old = next((one for one in before if one[0] == part[0]), same_place)
            lines += [part[0], *(line for line in part[1:] if line not in old)]
    return lines


def _blocks(component: Any, names: Mapping[int, str], now: datetime) -> list[list[str]]:
    if isinstance(component, discord.TextDisplay):
        return [[line.rstrip() for line in readable(component.content, names, now).splitlines()]]
    if isinstance(component, discord.SeparatorComponent):
        return [["· · ·"]]
    if isinstance(component, discord.ActionRow):
        return [[" ".join(f"[{face(one)}]" for one in component.children)]]
    inner = [part for child in getattr(component, "children", ()) for part in _blocks(child, names, now)]
    if isinstance(component, discord.SectionComponent):
        inner[0][0] += f"  [{face(component.accessory)}]"
    return inner
