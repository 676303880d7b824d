"""What a guild's webhook is told, for the tests of those who tell it."""

import json
from typing import Any

from db.store import Database
from domain.actor import Actor
from domain.outside.outbox import Trouble
from services.outside import webhooks
from services.outside.webhooks import Secret
from tests.services.acting import ADMIN, GUILD, act

OUTSIDE = ("93.184.215.14",)


async def listening(database: Database, admin: Actor = ADMIN) -> Secret:
    """The guild has a webhook from now on."""
    return await act(database, webhooks.set_address, admin, "https://example.org/hook", OUTSIDE)


async def told(database: Database, guild_id: int = GUILD, most: int = 100) -> list[dict[str, Any]]:
    """What is told to the guild's webhook by now, in order; a receiver takes it, up to so many."""
    found: list[dict[str, Any]] = []
    while len(found) < most:
        async with database.transaction() as store:
            parcels = await store.turns.claim(store.now, 1, guild_id)
        if not parcels:
            break
        async with database.transaction() as store:
            await webhooks.settle(store, parcels[0], 200)
        found.append(json.loads(parcels[0].body))
    return found


def short(events: list[dict[str, Any]]) -> list[str]:
    """The events, each with what matters of it."""
    lines = []
    for one in events:
        said = one["event"]
        if one.get("play"):
            tally = one["play"]["votes"]
            said += f" {one['play']['game']['title']} {one['play']['status']} +{tally['ups']} -{tally['downs']}"
        if one.get("vote"):
            said += f" by {one['vote']['voter_id']}: {one['vote']['value']}"
        if one.get("game"):
            said += f" {one['game']['title']}"
        lines.append(said)
    return lines


async def tried(database: Database, result: int | Trouble) -> None:
    """An attempt ends so."""
    async with database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)
        await webhooks.settle(store, parcel, result)


async def unsaid(database: Database) -> list[int]:
    """The guilds that are to be told that their webhook fails; they are."""
    async with database.transaction() as store:
        found = await store.webhooks.claim_unsaid(store.now)
        for guild_id in found:
            await store.webhooks.said(guild_id)
    return found
