"""What guilds and people set."""

import asyncio
from datetime import timedelta

import pytest

from db.store import Database
from domain.campaigns import Campaign
from domain.errors import NotAllowed
from domain.settings import DEFAULT_REMINDERS, GuildSettings, UnknownTimezone
from services import settings
from tests.conftest import both_databases
from tests.services.acting import ADMIN, ANA, BEN, GUILD, HOST, act


async def of_guild(database: Database) -> GuildSettings:
    async with database.read() as store:
        return await store.settings.of_guild(GUILD)


async def zone(database: Database, campaign: Campaign | None = None) -> str:
    async with database.read() as store:
        return (await settings.zone_of(store, ANA.user_id, GUILD, campaign)).key


async def test_a_guild_that_set_nothing_has_the_defaults(database: Database) -> None:
    assert await of_guild(database) == GuildSettings(GUILD, "UTC", None, None, DEFAULT_REMINDERS, None)


@both_databases
async def test_what_is_set_is_kept_and_the_rest_is_left(database: Database) -> None:
    await act(database, settings.edit, ADMIN, timezone="europe/berlin", channel_id=99, reminders=())
    after = await act(database, settings.edit, ADMIN, organiser_role_id=77, vote_reaction="👍")

    assert after == GuildSettings(GUILD, "Europe/Berlin", 99, 77, (), "👍")
    assert await of_guild(database) == after


@both_databases
async def test_two_who_set_different_things_at_once_both_succeed(database: Database) -> None:
    await asyncio.gather(
        act(database, settings.edit, ADMIN, channel_id=99),
        act(database, settings.edit, ADMIN, organiser_role_id=77),
        act(database, settings.edit, ADMIN, timezone="Europe/Berlin"),
    )

    assert await of_guild(database) == GuildSettings(GUILD, "Europe/Berlin", 99, 77)


async def test_an_empty_reaction_is_none_at_all(database: Database) -> None:
    await act(database, settings.edit, ADMIN, vote_reaction="👍")

    assert (await act(database, settings.edit, ADMIN, vote_reaction="")).vote_reaction is None


async def test_an_unknown_zone_is_refused_and_nothing_is_set(database: Database) -> None:
    with pytest.raises(UnknownTimezone):
        await act(database, settings.edit, ADMIN, timezone="Mars/Olympus", channel_id=99)

    assert await of_guild(database) == GuildSettings(GUILD)


async def test_only_who_manages_the_server_sets_things(database: Database) -> None:
    for who in (ANA, HOST):
        with pytest.raises(NotAllowed):
            await act(database, settings.edit, who, channel_id=99)


async def test_settings_of_guilds_are_apart(database: Database) -> None:
    await act(database, settings.edit, ADMIN, reminders=(timedelta(hours=2),))

    async with database.read() as store:
        assert await store.settings.of_guild(GUILD + 1) == GuildSettings(GUILD + 1)


@both_databases
async def test_a_person_sets_their_own_zone_and_changes_it(database: Database) -> None:
    for name in ("europe/berlin", "america/new york"):
        await act(database, settings.set_timezone, ANA, name)

    assert await zone(database) == "America/New_York"


@both_databases
async def test_a_zone_set_twice_at_once_is_set(database: Database) -> None:
    await asyncio.gather(*(act(database, settings.set_timezone, BEN, "Europe/Berlin") for _ in range(4)))

    async with database.read() as store:
        assert await store.settings.timezone_of(BEN.user_id) == "Europe/Berlin"


async def test_times_are_read_in_ones_own_zone_then_the_campaigns_then_the_guilds(database: Database) -> None:
    campaign = Campaign(1, GUILD, "Strahd", timezone="Asia/Tokyo")

    assert await zone(database) == "UTC"
    await act(database, settings.edit, ADMIN, timezone="Europe/Berlin")
    assert await zone(database) == "Europe/Berlin"
    assert await zone(database, campaign) == "Asia/Tokyo"
    await act(database, settings.set_timezone, ANA, "Australia/Sydney")
    assert await zone(database, campaign) == "Australia/Sydney"
