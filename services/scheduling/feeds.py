"""Calendar feeds: giving a person a secret address, taking it back, and what it shows."""

import hashlib
import secrets
from dataclasses import dataclass, field

from db.store import Store
from domain.actor import Actor
from domain.scheduling.feeds import LOOKS_BACK, Entry, Feed, shows

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Issued:
    """A new address: its secret, which is kept nowhere, and whether an earlier one stopped working for it."""

    token: str = field(repr=False)
    replaced: bool


async def issue(store: Store, actor: Actor, campaign_id: int | None) -> Issued:
    """Gives the actor a new address for a campaign, or for all that concerns them; an earlier one is revoked."""
    await store.settings.lock(actor.guild_id)  # two at once would leave both addresses
    token = secrets.token_urlsafe(SECRET_BYTES)
    replaced = await store.feeds.issue(Feed(actor.guild_id, actor.user_id, campaign_id), _hash(token), store.now)
    return Issued(token, replaced)


async def revoke(store: Store, actor: Actor, campaign_id: int | None) -> bool:
    """Takes the actor's address back; whether there was one."""
    return await store.feeds.revoke(Feed(actor.guild_id, actor.user_id, campaign_id), store.now)


async def by_token(store: Store, token: str) -> Feed | None:
    """The feed of a secret, whatever was written for one."""
    return await store.feeds.by_hash(_hash(token))


async def entries(store: Store, feed: Feed) -> list[Entry]:
    """What the feed shows now, in time order: from 90 days back to the last that is planned, cancelled ones too."""
    return [one for one in await store.feeds.entries(feed, store.now - LOOKS_BACK) if shows(feed, one)]


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()
