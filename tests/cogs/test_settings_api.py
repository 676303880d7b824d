"""The server's token for the JSON API: made, used, replaced and revoked by who manages the server."""

import re

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from services.outside import tokens
from tests.cogs.acting import labels, reply, said

ADDRESS = "https://rollcall.example.org"


@pytest.fixture
def served(simulation: Simulation) -> None:
    """The host has switched the API on."""
    simulation.bot.settings = simulation.bot.settings.model_copy(update={"http_port": 8080, "public_url": ADDRESS})


def token_in(text: str) -> str:
    (found,) = set(re.findall(r"rollcall_[\w-]{43}", text))
    return str(found)


async def pressed(person: MemberActor, asked: InteractionResult, label: str) -> str:
    """What the private message says once its button was pressed; no button is left."""
    await person.click(reply(asked), label=label)
    assert reply(asked).components == []
    return reply(asked).content


async def opened(simulation: Simulation, token: str) -> int | None:
    """The server that the token is of."""
    async with simulation.bot.database.read() as store:
        return await tokens.guild_of(store, token)


@pytest.mark.usefixtures("served")
async def test_a_token_is_shown_once_replaced_by_the_next_and_revoked(
    simulation: Simulation, guild: GuildHandle, admin: MemberActor, table: ChannelHandle
) -> None:
    asked = await admin.slash(table, "settings api")
    assert f"{ADDRESS}/api/v1/sessions" in said(asked)
    assert "has no token" in said(asked)
    assert labels(reply(asked).message) == ["Make a token"]

    made = await pressed(admin, asked, "Make a token")
    first = token_in(made)
    assert f"curl -H 'Authorization: Bearer {first}' {ADDRESS}/api/v1/sessions/active" in made
    assert await opened(simulation, first) == guild.id

    again = await admin.slash(table, "settings api")
    assert first not in said(again)
    assert f"made by {admin.mention} on" in said(again)
    assert labels(reply(again).message) == ["New token", "Revoke"]
    second = token_in(await pressed(admin, again, "New token"))
    assert await opened(simulation, first) is None
    assert await opened(simulation, second) == guild.id

    last = await admin.slash(table, "settings api")
    assert "has stopped working" in await pressed(admin, last, "Revoke")
    assert await opened(simulation, second) is None


async def test_where_the_host_has_no_api_the_command_says_what_it_takes(
    admin: MemberActor, table: ChannelHandle
) -> None:
    told = await admin.slash(table, "settings api")

    assert "`ROLLCALL_HTTP_PORT`" in said(told)
    assert "`ROLLCALL_PUBLIC_URL`" in said(told)
    assert labels(reply(told).message) == []


async def test_only_who_manages_the_server_may_ask(
    env: simcord.Env, guild: GuildHandle, bob: MemberActor, table: ChannelHandle
) -> None:
    command = env.backend.find_command("settings", guild.id, type=1)
    assert command is not None
    guild.set_command_permissions(int(command["id"]), {bob: True})

    assert "Only members with Manage Server" in said(await bob.slash(table, "settings api"))


async def test_the_bot_knows_which_servers_it_is_in(
    simulation: Simulation, guild: GuildHandle, table: ChannelHandle
) -> None:
    assert await simulation.bot.is_in(guild.id)
    assert not await simulation.bot.is_in(guild.id + 1)
