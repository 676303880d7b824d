"""Settings, from the environment or `.env`; the only place that reads them."""

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
REMEDY = {
    "token": "set it to your bot's token, from https://discord.com/developers/applications, page “Bot”",
    "database_url": "write sqlite+aiosqlite:///rollcall.db, or postgresql+asyncpg://user:password@host/name",
    "dev_guild": "write the server's id, a number, or leave it out",
    "discord_api": "write the address of a REST proxy, like http://127.0.0.1:3000/api/v10, or leave it out",
    "shard_ids": "write numbers with commas between, like 0,1, and set ROLLCALL_SHARD_COUNT too",
    "shard_count": "write how many shards there are in all, a number from 1",
    "message_content": "write true or false",
    "members": "write true or false",
    "http_port": "write a free port's number, from 1 to 65535, or leave it out for no HTTP server",
    "public_url": "write the address people reach the HTTP port at, like https://rollcall.example.org, or leave it out",
    "ai_url": "write the base address of an OpenAI-compatible server, like https://api.example.org/v1, or leave it out",
    "ai_key": "write the server's key, or leave it out where it needs none",
    "ai_model": "write the name of the model to use, as its server calls it, or leave ROLLCALL_AI_URL out",
    "room_api": "write the address of a room monitor's source, like https://rooms.example.org/api, or leave it out",
    "log_level": "write DEBUG, INFO, WARNING or ERROR",
    "log_json": "write true or false",
}


def _database(url: str) -> str:
    try:
        driver = make_url(url).drivername
    except ArgumentError as error:
        raise ValueError("is not a database URL") from error
    if driver not in DRIVERS:
        raise ValueError(f"names the driver {driver}, and only {' and '.join(DRIVERS)} are known")
    if driver == DRIVERS[0] and make_url(url).database in (None, "", ":memory:"):
        raise ValueError("names no file, and what is only in memory is lost")
    return url


def _address(url: str) -> str:
    if not re.match(r"https?://[^/]", url):
        raise ValueError("is not an http address")
    return url.rstrip("/")


def _public(url: str) -> str:
    address = _address(url)
    parts = urlsplit(address)
    try:
        parts.port  # noqa: B018
    except ValueError:
        raise ValueError("names no port that there is") from None
    if parts.username is not None or parts.query or parts.fragment or re.search(r"\s", address):
        raise ValueError("holds more than a host, a port and a path")
    if not parts.hostname:
        raise ValueError("names no host")
    return address


def _numbers(value: Any) -> Any:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _blank(value: Any) -> Any:
    return None if value == "" else value


class Settings(BaseSettings):
    """How this process runs. Each field is the environment variable of its name, with `ROLLCALL_` before it."""

    model_config = SettingsConfigDict(
        env_prefix="ROLLCALL_", env_file=".env", extra="ignore", enable_decoding=False, frozen=True
    )

    token: Annotated[SecretStr | None, BeforeValidator(_blank)] = Field(
        None, description="The bot's token. Secret: it is never logged."
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite+aiosqlite:///rollcall.db",
        description="Where everything is kept. `postgresql+asyncpg://...` is for more than one process.",
    )
    dev_guild: Annotated[int | None, BeforeValidator(_blank)] = Field(
        None, description="Register commands in this server only, where they show at once."
    )
    discord_api: Annotated[Annotated[str, AfterValidator(_address)] | None, BeforeValidator(_blank)] = Field(
        None, description="Base URL of a REST proxy (`.../api/v10`). The gateway's address is asked there."
    )
    shard_ids: Annotated[list[int] | None, BeforeValidator(_numbers), BeforeValidator(_blank)] = Field(
        None, description="Which shards this process runs, with commas between. Automatic if left out."
    )
    shard_count: Annotated[int | None, Field(ge=1), BeforeValidator(_blank)] = Field(
        None, description="How many shards there are in all. Automatic if left out."
    )
    message_content: bool = Field(
        True, description="Whether the bot may read messages, for votes in chat. A switch on Discord's developer page."
    )
    members: bool = Field(
        True,
        description="Whether Discord tells who leaves the server, so that their seats are freed. "
        "A switch on Discord's developer page.",
    )
    http_port: Annotated[int | None, Field(ge=1, le=65535), BeforeValidator(_blank)] = Field(
        None, description="Serve HTTP on this port, on every interface: health, metrics. No HTTP server if left out."
    )
    public_url: Annotated[Annotated[str, AfterValidator(_public)] | None, BeforeValidator(_blank)] = Field(
        None, description="The address people reach that port at, by a reverse proxy with TLS: https is recommended."
    )
    ai_url: Annotated[Annotated[str, AfterValidator(_address)] | None, BeforeValidator(_blank)] = Field(
        None, description="Base URL of an OpenAI-compatible server (`.../v1`) that drafts recaps. None if left out."
    )
    ai_key: Annotated[SecretStr | None, BeforeValidator(_blank)] = Field(
        None, description="That server's key. Secret: it is never logged."
    )
    ai_model: Annotated[str | None, BeforeValidator(_blank)] = Field(
        None, description="The model to use there, as its server calls it."
    )
    room_api: Annotated[Annotated[str, AfterValidator(_public)] | None, BeforeValidator(_blank)] = Field(
        None, description="Base URL of a source that says how rooms are doing: `GET .../CODE`. None if left out."
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = Field(
        "INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    log_json: bool = Field(False, description="Log one JSON object a line, for machines.")


class BadSettings(Exception):
    """Settings that cannot be used; each line names one, and the remedy. No value is repeated: one may be secret."""


def load(**given: Any) -> Settings:
    """The settings of this process. Raises BadSettings."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        lines = [_problem(str(one["loc"][0]), str(one["msg"])) for one in error.errors()]
        raise BadSettings("\n".join(dict.fromkeys(lines))) from None
    if settings.shard_ids is not None:
        if settings.shard_count is None:
            raise BadSettings(_problem("shard_ids", "needs ROLLCALL_SHARD_COUNT"))
        if not settings.shard_ids or not all(0 <= one < settings.shard_count for one in settings.shard_ids):
            raise BadSettings(_problem("shard_ids", f"names shards from 0 to {settings.shard_count - 1} only"))
    if settings.ai_url is not None and settings.ai_model is None:
        raise BadSettings(_problem("ai_model", "is not set, and ROLLCALL_AI_URL is"))
    return settings


def _problem(field: str, message: str) -> str:
    said = message.removeprefix("Value error, ")
    return f"ROLLCALL_{field.upper()}: {said[0].lower()}{said[1:]}. Remedy: {REMEDY[field]}."


def require_token(settings: Settings) -> str:
    """The token. Raises BadSettings, in three lines that say how to get one."""
    if settings.token is None:
        raise BadSettings(
            "ROLLCALL_TOKEN is not set, so there is no bot to connect as.\n"
            "Get one at https://discord.com/developers/applications: New Application, page “Bot”, Reset Token.\n"
            "Then write ROLLCALL_TOKEN=... into a file .env here, or set it in the environment, and run this again."
        )
    return settings.token.get_secret_value()
