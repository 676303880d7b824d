"""An installed Chromium, driven through its DevTools protocol: enough to open a page, look at it and press things."""

import asyncio
import base64
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
]
PATIENCE = 20.0  # seconds
LOOKS = 400  # in that time


class NoBrowser(Exception):
    """No Chromium can be started here."""


class Tab:
    """One page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Carries out one command of the protocol."""
        wanted = next(self._ids)
        await self._socket.send_json({"id": wanted, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json(timeout=PATIENCE)
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    async def run(self, script: str) -> Any:
        """Evaluates JavaScript on the page, and waits for it; gives its value."""
        done = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"].get("exception", {}).get("description", script))
        return done["result"].get("value")

    async def until(self, condition: str) -> None:
        """Waits until a JavaScript expression is true. Raises TimeoutError."""
        for _ in range(LOOKS):
            if await self.run(f"Boolean({condition})"):
                return
            await asyncio.sleep(PATIENCE / LOOKS)
        raise TimeoutError(f"the page never came to: {condition}")

    async def open(self, url: str, width: int, height: int, *, scale: float = 1, mobile: bool = False) -> None:
        """Opens a page at that size, in CSS pixels."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile
        )
        await self.call("Page.navigate", url=url)

    async def picture(self, clip: dict[str, float] | None = None) -> bytes:
        """What the page shows, as PNG; all of it, or a part with x, y, width and height."""
        part = {"clip": {**clip, "scale": 1}} if clip else {}
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png", **part))["data"])


@asynccontextmanager
async def browser() -> AsyncIterator[Tab]:
    """A Chromium with one empty page, and a profile of its own. Raises NoBrowser."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise NoBrowser(f"No Chromium is installed: none of {', '.join(NAMES)} is on the PATH.")
    with tempfile.TemporaryDirectory(prefix="rollcall-browser-", ignore_cleanup_errors=True) as folder:
        nowhere = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            program, *FLAGS, f"--user-data-dir={folder}", "about:blank", stdout=nowhere, stderr=nowhere
        )
        try:
            port = await _port(Path(folder) / "DevToolsActivePort", process)
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    page = next(one for one in await answer.json() if one["type"] == "page")
                async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    yield Tab(socket)
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def _port(file: Path, process: asyncio.subprocess.Process) -> int:
    for _ in range(LOOKS):
        if process.returncode is not None:
            raise NoBrowser(f"Chromium ended at once, with {process.returncode}.")
        if written := await asyncio.to_thread(lambda: file.read_text() if file.exists() else ""):
            return int(written.splitlines()[0])
        await asyncio.sleep(PATIENCE / LOOKS)
    raise NoBrowser("Chromium did not start in time.")
