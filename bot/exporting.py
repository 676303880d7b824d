"""A server's data in a file: `python -m bot export`."""

import json
import os
from pathlib import Path

from bot.clock import system_clock
from db.store import Database
from domain.data import readable


async def write_guild(database_url: str, guild_id: int, file: Path) -> int:
    """Writes every row of the guild as one JSON object a line, with its table's name; gives how many.

    Secrets are left out, and what people set for themselves in every server. Only this user may read a new file.
    """
    database = Database(database_url, system_clock)
    rows = 0
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as written:  # noqa: ASYNC230 - nothing else runs in this process
            async with database.read() as store:
                async for table, row in store.archives.of_guild(guild_id):
                    written.write(json.dumps({"table": table, **_row(row)}, ensure_ascii=False) + "\n")
                    rows += 1
    finally:
        await database.close()
    return rows


def _row(row: dict[str, object]) -> dict[str, object]:
    return {name: readable(value) for name, value in row.items()}
