"""Makes the README's picture: `python -m bot.demo.picture docs/demo.png`. It needs an installed Chromium."""

import argparse
import asyncio
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot import logs
from bot.demo.browser import NoBrowser, Tab, browser
from bot.demo.main import running

WIDTH, HEIGHT, SCALE = 740, 1330, 1.25  # CSS pixels, and how many of the picture's make one
COLUMNS = ("Board games in January", "Everybody here?")  # what stands at the top of each
SCROLL = """(first) => {
  const messages = [...document.querySelectorAll("#channel-message-list > *")];
  messages.find((one) => one.textContent.includes(first)).scrollIntoView({ block: "start" });
  document.querySelector("#channel-timeline").scrollTop -= 10;
}"""
CLIP = """() => {
  const { x, y, width, bottom } = document.querySelector("#channel-timeline").getBoundingClientRect();
  const messages = [...document.querySelectorAll("#channel-message-list > *")];
  const ends = messages.map((one) => one.getBoundingClientRect().bottom).filter((end) => end <= bottom);
  return { x, y, width, height: Math.max(...ends) + 10 - y };
}"""


async def draw(file: Path) -> None:
    """Plays the scene, and writes what its channel then looks like. Raises NoBrowser."""
    async with running() as demo, browser() as tab:
        await tab.open(demo.channel_url, WIDTH, HEIGHT, scale=SCALE)
        await ready(tab)
        columns = [await _column(tab, first) for first in COLUMNS]
    await asyncio.to_thread(_beside, columns, file)


async def _column(tab: Tab, first: str) -> bytes:
    """The messages from that one on, as many as stand in the window in full."""
    await tab.run(f"({SCROLL})({first!r})")
    await tab.run("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 300)))")
    return await tab.picture(await tab.run(f"({CLIP})()"))


def _beside(columns: list[bytes], file: Path) -> None:
    pictures = [Image.open(BytesIO(one)).convert("RGB") for one in columns]
    size = sum(one.width for one in pictures), max(one.height for one in pictures)
    whole = Image.new("RGB", size, pictures[-1].getpixel((9, pictures[-1].height - 1)))
    left = 0
    for one in pictures:
        whole.paste(one, (left, 0))
        left += one.width
    whole.save(file, optimize=True)


async def ready(tab: Tab) -> None:
    """Waits until the simulated channel is drawn."""
    await tab.until("window.simcordPreview?.ready && document.querySelector('#channel-message-list > *')")


def main() -> int:
    """The command; 1 where no Chromium is installed."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo.picture", description=__doc__)
    parser.add_argument("file", type=Path, help="where the picture goes, a PNG")
    file = parser.parse_args().file
    logs.set_up("WARNING", as_json=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(draw(file))
    except NoBrowser as problem:
        print(f"{problem} On Debian: apt install chromium.", file=sys.stderr)
        return 1
    print(f"The picture is in {file}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
