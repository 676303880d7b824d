"""`python -m migrations.new "what changes"`: writes the migration from the newest one to the models. Read it after."""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from db.migrate import config, migrate, with_connection


async def new(message: str) -> None:
    """Compares the models with a database at the newest migration, and writes what is missing."""
    number = len(list(ScriptDirectory.from_config(config()).walk_revisions())) + 1
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder, 'new.db')}"
        await migrate(url, datetime.now(UTC))
        await with_connection(
            url,
            lambda connection: command.revision(
                config(connection), message=message, autogenerate=True, rev_id=f"{number:04}"
            ),
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('usage: python -m migrations.new "what changes"')
    asyncio.run(new(sys.argv[1]))
