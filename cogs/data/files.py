"""Data as files that Discord takes."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import discord

from domain.data import readable
from domain.errors import NotValid

MOST_BYTES = 8 * 2**20  # Discord takes 10 MB


def in_json(data: object) -> bytes:
    """The data as indented JSON."""
    return json.dumps(readable(data), ensure_ascii=False, indent=2).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """The files in one, by their names."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return whole.getvalue()


def attached(content: bytes, name: str) -> discord.File:
    """The file to be sent; one that is too large is packed. Raises NotValid where it is too large even so."""
    if len(content) > MOST_BYTES and not name.endswith(".zip"):
        content, name = zipped({name: content}), f"{name}.zip"
    if len(content) > MOST_BYTES:
        raise NotValid(
            "That is more than the 8 MB that I can send here. Whoever runs the bot gets it with `python -m bot export`."
        )
    return discord.File(BytesIO(content), name)


def file_of(data: Any, name: str) -> discord.File:
    """The data as a JSON file. Raises NotValid where it is too large."""
    return attached(in_json(data), name)
