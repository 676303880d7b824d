"""The application commands that the bot registered."""

from typing import Any

from .checks.command import CHAT_INPUT, check_commands
from .world import World

Definition = dict[str, Any]


class Commands:
    """Registered commands: the global ones under `None`, the guild's own under its id."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._registered: dict[int | None, list[Definition]] = {}

    def replace(self, application_id: int, guild_id: int | None, commands: list[Definition]) -> list[Definition]:
        """Registers exactly these commands, keeping the ids of those that stay."""
        check_commands(commands)
        known = {(c["type"], c["name"]): c["id"] for c in self.registered(guild_id)}
        self._registered[guild_id] = [self._complete(command, application_id, guild_id, known) for command in commands]
        self._world.pulse.beat()
        return self._registered[guild_id]

    def registered(self, guild_id: int | None) -> list[Definition]:
        """The commands registered globally (`None`) or for the guild."""
        return self._registered.get(guild_id, [])

    def find(self, name: str, kind: int = CHAT_INPUT) -> Definition:
        """The command that a person in the guild would be offered; raises `LookupError` if there is none."""
        for guild_id in (self._world.guild.id, None):
            for command in self.registered(guild_id):
                if (command["type"], command["name"]) == (kind, name):
                    return command
        names = sorted(c["name"] for commands in self._registered.values() for c in commands)
        raise LookupError(f"no command {name!r} is registered, only {names}")

    async def wait_synced(self, *, timeout: float = 10.0) -> None:
        """Waits until the bot has registered commands at least once."""
        await self._world.pulse.until(lambda: self._registered or None, timeout=timeout, what="a command sync")

    def _complete(
        self,
        command: Definition,
        application_id: int,
        guild_id: int | None,
        known: dict[tuple[int, str], str],
    ) -> Definition:
        kind = command.get("type") or CHAT_INPUT
        command_id = known.get((kind, command["name"])) or str(self._world.snowflakes.next())
        return {
            "default_member_permissions": None, "dm_permission": True, "nsfw": False, "options": [],
            "description": "", **command, "type": kind, "id": command_id, "version": command_id,
            "application_id": str(application_id), **({"guild_id": str(guild_id)} if guild_id else {}),
        }  # fmt: skip
