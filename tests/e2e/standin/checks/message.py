"""Refusing messages as Discord does."""

from typing import Any

from ..messages import COMPONENTS_V2
from ..refusals import Problems, Refused
from .layout import check_layout

V2_WITH_OLD = "The '{}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"


def check_message(body: dict[str, Any]) -> None:
    """Raises `Refused` for a message (as it would stand after the change) that Discord would not take."""
    problems = Problems()
    content, embeds = body.get("content") or "", body.get("embeds") or []
    components, v2 = body.get("components") or [], bool((body.get("flags") or 0) & COMPONENTS_V2)
    if len(content) > 2000:
        problems.add("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.")
    if len(str(body.get("nonce") or "")) > 25:
        problems.add("nonce", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    if v2:
        for name in ("content", "embeds"):
            if body.get(name):
                problems.add(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", V2_WITH_OLD.format(name))
    _check_embeds(embeds, problems)
    check_layout(components, problems, v2=v2)
    _check_mentions(body.get("allowed_mentions") or {}, problems)
    problems.settle()
    if not (content.strip() or embeds or components or body.get("attachments")):
        raise Refused(400, 50006, "Cannot send an empty message")


def _check_embeds(embeds: list[dict[str, Any]], problems: Problems) -> None:
    if len(embeds) > 10:
        problems.add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    total = 0
    for index, embed in enumerate(embeds):
        path, rows = f"embeds.{index}", embed.get("fields") or []
        limited = {
            "title": (embed.get("title"), 256),
            "description": (embed.get("description"), 4096),
            "footer.text": ((embed.get("footer") or {}).get("text"), 2048),
            "author.name": ((embed.get("author") or {}).get("name"), 256),
        }
        for name, (text, limit) in limited.items():
            problems.length(f"{path}.{name}", text or "", 0, limit)
            total += len(text or "")
        problems.count(f"{path}.fields", rows, 0, 25)
        for number, row in enumerate(rows):
            problems.length(f"{path}.fields.{number}.name", row.get("name"), 1, 256)
            problems.length(f"{path}.fields.{number}.value", row.get("value"), 1, 1024)
            total += len(row.get("name") or "") + len(row.get("value") or "")
    if total > 6000:
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _check_mentions(allowed: dict[str, Any], problems: Problems) -> None:
    for name in ("users", "roles"):
        named = allowed.get(name) or []
        if len(named) > 100:
            problems.add(f"allowed_mentions.{name}", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
        if named and name in (allowed.get("parse") or []):
            problems.add(
                "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.',
            )  # fmt: skip
