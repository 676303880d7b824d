"""/settings webhook: where a server's events are told to programs of its own."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.resolving import addresses_of
from cogs.edge.text import at, plural
from cogs.edge.webhooks import problem
from domain.outside.addresses import host_of, read_address
from services.outside import webhooks
from services.outside.webhooks import Faring, Secret

NONE = (
    "This server has no webhook. With `url`, I tell that address when a session starts or ends, a game is added, a "
    "play changes, or somebody votes. docs/webhooks.md in the bot's repository says what is sent."
)
HOW = (
    "**Keep it to yourself**: I show it only this once. To verify a request, take `t` and `v1` out of its header "
    "`X-Rollcall-Signature: t=...,v1=...` and compute the HMAC-SHA256, in hex, of `t`, a dot and the body as it came, "
    "with this secret as the key. Take the request only if that equals `v1` and `t` (Unix seconds) is not older than "
    "five minutes."
)
TESTED = (
    "\nA test (`webhook.test`) is on its way. While nobody answers there, the oldest event is tried at once instead, "
    "and the others follow when that one is taken. Use the command again in a moment to see."
)
NOTHING_LEAVES = "**Nothing is sent**: this is the demo, and nothing leaves it."
REMOVED = "The webhook is removed. Nothing is told any more, nor what waited to be."


@groups.settings.command(name="webhook", description="Have a program of yours told what happens in this server")
@app_commands.describe(url="The https address to tell; what is set is shown if left out")
async def webhook(interaction: discord.Interaction[Any], url: str | None = None) -> None:
    """Sets the server's webhook, or shows it privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            shown = await webhooks.show(store, actor_of(interaction))
        if url is not None:
            host, port = host_of(read_address(url))
            addresses = await addresses_of(host, port)
            async with deciding(interaction) as store:
                secret = await webhooks.set_address(store, actor_of(interaction), url, addresses)
            again = " The one before is told nothing any more." if shown else ""
            await answer.private(f"Events of this server are now told to `{secret.url}`.{again}\n{revealed(secret)}")
        elif shown is None:
            await answer.private(NONE)
        else:
            await answer.private(described(shown, outgoing=app_of(interaction).outgoing), view=Kept())


class Kept(Step):
    """What can be done with a webhook that is set."""

    @discord.ui.button(label="Send a test", style=discord.ButtonStyle.primary)
    async def test(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Sends an event that says nothing, and what waits."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                await webhooks.test(store, actor_of(interaction))
                shown = await webhooks.show(store, actor_of(interaction))
            outgoing = app_of(interaction).outgoing
            fares = described(shown, outgoing=outgoing) if shown else NONE
            await answer.replace(f"{fares}{TESTED if outgoing else ''}", view=self)

    @discord.ui.button(label="New secret", style=discord.ButtonStyle.secondary)
    async def renew(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Gives it a new secret, and shows that."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                secret = await webhooks.renew(store, actor_of(interaction))
            await answer.replace(f"The webhook has a new secret; the old one is void.\n{revealed(secret)}")
            self.stop()

    @discord.ui.button(label="Remove", style=discord.ButtonStyle.danger)
    async def remove(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Removes it, with what waits."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                await webhooks.remove(store, actor_of(interaction))
            await answer.replace(REMOVED)
            self.stop()


def revealed(secret: Secret) -> str:
    """The secret, and what it is for."""
    return f"Its secret:\n```\n{secret.secret}\n```\n{HOW}"


def described(shown: Faring, *, outgoing: bool) -> str:
    """A webhook and how it fares, a line each. `outgoing`: the bot sends anything at all."""
    hook, backlog = shown.webhook, shown.backlog
    lines = [
        f"**Webhook**: `{hook.url}`",
        f"**Set**: {at(hook.set_at)}{f' by <@{hook.set_by}>' if hook.set_by else ''}",
    ]
    if hook.failing_since is not None:
        lines.append(f"**Fails since** {at(hook.failing_since)}: {problem(backlog)}")
        lines += ["At least one event was given up."] if backlog.gave_up else []
    elif not outgoing:
        lines.append(NOTHING_LEAVES)
    elif hook.sent_at is None:
        lines.append("**Nothing was sent yet.**")
    elif hook.sending:
        lines.append("An event is on its way.")
    else:
        lines.append(f"**It works**: what was last sent, {at(hook.sent_at, 'R')}, was taken.")
    if backlog.waiting:
        lines.append(f"{plural(backlog.waiting, 'event')} to be told.")
    if backlog.dropped:
        lines.append(f"{plural(backlog.dropped, 'event')} dropped, because too many waited.")
    return "\n".join(lines)
