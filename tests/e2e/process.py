"""The real process: `python -m bot run`, started, killed and started again."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.e2e.standin.server import TOKEN, Discord

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 30.0  # seconds for a start or a stop, on a busy machine


class BotProcess:
    """One bot on one database; `log` is what it wrote so far."""

    def __init__(self, discord: Discord, folder: Path) -> None:
        self.discord = discord
        self.folder = folder
        self.settings = {
            "ROLLCALL_TOKEN": TOKEN,
            "ROLLCALL_DISCORD_API": discord.url,
            "ROLLCALL_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'rollcall.db'}",
            "ROLLCALL_LOG_LEVEL": "DEBUG",
        }
        self.log = ""
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "rollcall.db"

    async def start(self) -> None:
        """Starts the process; it may not be connected yet."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ROLLCALL_")}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=self.folder,
            env={**inherited, "PYTHONPATH": str(ROOT), **self.settings},
            stderr=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.create_task(self._read(self._process))

    async def connect(self) -> None:
        """Starts the process, and waits until it is ready for what people do."""
        before = self.log.count("connected as")
        await self.start()
        await self.says("connected as", before + 1)

    async def says(self, text: str, times: int = 1) -> None:
        """Waits until the log holds the text so often."""
        await self.discord.world.pulse.until(
            lambda: self.log.count(text) >= times, timeout=PATIENCE, what=f"{text!r} in the log:\n{self.log[-4000:]}"
        )

    async def kill(self) -> None:
        """`kill -9`."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        return await self._end(signal.SIGTERM)

    async def exit_code(self) -> int:
        """Waits for the process to end by itself."""
        return await self._end(None)

    async def _end(self, how: signal.Signals | None) -> int:
        assert self._process is not None
        assert self._reading is not None
        if how is not None and self._process.returncode is None:
            self._process.send_signal(how)
        code = await asyncio.wait_for(self._process.wait(), PATIENCE)
        await self._reading
        return code

    async def close(self) -> None:
        """Leaves nothing behind."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            self.log += line.decode()
            self.discord.world.pulse.beat()
