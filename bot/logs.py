"""Logs: as text or as JSON, with no token and no message content at any level."""

import json
import logging
import re
from datetime import UTC, datetime

# discord.py logs whole events, and the tokens of interactions and webhooks, below these levels.
QUIET = {
    "discord": logging.INFO,
    "discord.http": logging.WARNING,
    "discord.webhook": logging.WARNING,
    "apscheduler": logging.ERROR,  # it warns where a ring finds another at work, which rings for both
    "aiosqlite": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.INFO,
}
TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")  # the shape of a bot's token
IN_PATH = re.compile(r"((?:/webhooks|/interactions)/\d+/)[\w-]+")


class Safe(logging.Formatter):
    """A formatter whose lines hold no token, wherever it came from: message, arguments or traceback."""

    def __init__(self, *secrets: str) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = tuple(filter(None, secrets))

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text."""
        return self.without_secrets(super().format(record))

    def without_secrets(self, text: str) -> str:
        """The text with tokens struck out."""
        for secret in self._secrets:
            text = text.replace(secret, "[token]")
        return IN_PATH.sub(r"\1[token]", TOKEN.sub("[token]", text))


class Json(Safe):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one object: time in UTC, level, logger, message, and the traceback if there is one."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return self.without_secrets(json.dumps(line, ensure_ascii=False))


def set_up(level: str, *, as_json: bool, token: str | None = None) -> None:
    """Sends the logs of the whole process to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json(token or "") if as_json else Safe(token or ""))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
