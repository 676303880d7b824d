"""The mirror: each session that is no secret shows among the server's own scheduled events."""

from cogs.scheduling.mirror.canvas import Mirror, link
from cogs.scheduling.mirror.lacking import lacking_note

__all__ = ["Mirror", "lacking_note", "link"]
