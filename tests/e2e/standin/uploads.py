"""Files on messages: their payloads, and the `attachment://` addresses that name them."""

import mimetypes
from collections.abc import Sequence
from typing import Any

from .guild import Channel
from .world import Upload, World


def stored(world: World, channel: Channel, upload: Upload) -> dict[str, Any]:
    """Keeps the file for download and gives its attachment payload."""
    attachment_id = world.snowflakes.next()
    world.uploads[attachment_id] = upload
    url = f"{world.base_url}/attachments/{channel.id}/{attachment_id}/{upload.name}"
    guessed = mimetypes.guess_type(upload.name)[0] or upload.content_type
    return {
        "id": str(attachment_id), "filename": upload.name, "size": len(upload.content), "url": url,
        "proxy_url": url, "content_type": guessed,
    }  # fmt: skip


def attachments(
    world: World,
    channel: Channel,
    body: dict[str, Any],
    files: Sequence[Upload],
    kept: Sequence[dict[str, Any]] = (),
) -> list[dict[str, Any]]:
    """A message's attachments: those kept (all, unless `body` lists which), then the new files."""
    if (listed := body.get("attachments")) is not None:
        ids = {str(entry.get("id")) for entry in listed}
        kept = [attachment for attachment in kept if attachment["id"] in ids]
    return [*kept, *(stored(world, channel, upload) for upload in files)]


def linked(part: Any, available: Sequence[dict[str, Any]]) -> Any:
    """The embeds or components with every `attachment://name` replaced by the attachment's address."""
    if isinstance(part, list):
        return [linked(item, available) for item in part]
    if not isinstance(part, dict):
        return part
    replaced = {key: linked(value, available) for key, value in part.items()}
    url = replaced.get("url")
    if isinstance(url, str) and url.startswith("attachment://"):
        for attachment in available:
            if attachment["filename"] == url.removeprefix("attachment://"):
                replaced |= {"url": attachment["url"], "proxy_url": attachment["url"]}
    return replaced
