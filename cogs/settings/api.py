"""/settings api: the server's token for the JSON API."""

from typing import Any

import discord

from cogs.edge import groups
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.text import at, person
from domain.errors import NotValid
from domain.outside.tokens import Made
from services.outside import tokens

ABOUT = (
    "With a token, programs read this server's sessions (no private ones), plays, votes and game library as JSON, "
    "and change nothing."
)
SWITCHED_OFF = (
    "Whoever hosts this bot has not switched the JSON API on. That takes `ROLLCALL_HTTP_PORT` (the port it is served "
    "on) and `ROLLCALL_PUBLIC_URL` (the address that people reach that port at)."
)
REVOKED = "The token has stopped working: nobody reads this server by it any more. `/settings api` makes a new one."


@groups.settings.command(name="api", description="Make or revoke the token by which programs read this server's data")
async def api(interaction: discord.Interaction[Any]) -> None:
    """Says where the API is and whether there is a token, privately, with buttons to make or revoke it."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            made = await tokens.show(store, actor_of(interaction))
        address = app_of(interaction).public_url
        lines = [ABOUT, _where(address) if address else SWITCHED_OFF, _said_of(made)]
        view = Keeping(made, switched_on=address is not None)
        await answer.private("\n".join(lines), view=view if view.children else None)


class Keeping(Step):
    """What can be done about the token: the buttons that make sense now."""

    def __init__(self, made: Made | None, *, switched_on: bool) -> None:
        super().__init__()
        self.make.label = "New token" if made else "Make a token"
        if not switched_on:
            self.remove_item(self.make)
        if made is None:
            self.remove_item(self.revoke)

    @discord.ui.button(style=discord.ButtonStyle.primary)
    async def make(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Makes a token, and shows it this once."""
        async with answering(interaction) as answer:
            address = app_of(interaction).public_url
            if address is None:
                raise NotValid(SWITCHED_OFF)
            async with deciding(interaction) as store:
                token = await tokens.make(store, actor_of(interaction))
            await answer.replace(_made(address, token))
            self.stop()

    @discord.ui.button(label="Revoke", style=discord.ButtonStyle.danger)
    async def revoke(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Takes the token back."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                await tokens.revoke(store, actor_of(interaction))
            await answer.replace(REVOKED)
            self.stop()


def _where(address: str) -> str:
    return f"It is at <{address}/api/v1/sessions> and beside; <{address}/api/v1/openapi.json> describes all of it."


def _said_of(made: Made | None) -> str:
    if made is None:
        return "This server has no token."
    maker = person(made.made_by) if made.made_by else "somebody"
    return f"This server has a token, made by {maker} on {at(made.made_at)}. A new one ends it."


def _made(address: str, token: str) -> str:
    return (
        "This server's token, which I show only this once (I keep no more than its fingerprint):\n"
        f"```\n{token}\n```\n"
        "**Keep it to yourself**: whoever has it reads this server's sessions, plays, votes and games. An earlier "
        "token has stopped working. "
        f"Try it:\n```\ncurl -H 'Authorization: Bearer {token}' {address}/api/v1/sessions/active\n```"
    )
