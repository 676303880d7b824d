"""The simulated channels in the browser: a window for each."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from simcord.preview import Preview

from bot.demo.people import Table


@asynccontextmanager
async def windows(table: Table) -> AsyncIterator[list[Preview]]:
    """Opens a window for each of the table's channels, in their order.

    SimCord allows one at a time, because two could act at once; here `Turns` sees to it that they do not.
    """
    env = table.simulation.env
    async with AsyncExitStack() as stack:
        opened = []
        for channel in table.channels:
            env._preview = None
            window = env.preview(channel, viewers=table.everyone, layout="channel")
            opened.append(await stack.enter_async_context(window))
        yield opened
