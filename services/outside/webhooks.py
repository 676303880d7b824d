"""A guild's webhook: setting it, looking at it, trying it, and removing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.store import Store
from domain.actor import Actor
from domain.errors import NotAllowed
from domain.outside.addresses import read_address, require_outside
from domain.outside.outbox import Backlog, Event, NoWebhook, Parcel, Trouble, Webhook, again_at, is_delivered
from domain.outside.signatures import new_secret
from services.outside.telling import tell


@dataclass(frozen=True, slots=True)
class Faring:
    """A guild's webhook, for those who may change it, with what it has not been told."""

    webhook: Webhook
    backlog: Backlog


@dataclass(frozen=True, slots=True)
class Secret:
    """A new secret of a guild's webhook; it is shown once."""

    url: str = field(repr=False)
    secret: str = field(repr=False)


async def show(store: Store, actor: Actor) -> Faring | None:
    """The guild's webhook and how it fares; None where it has none. Raises NotAllowed."""
    _require_manager(actor)
    webhook = await store.webhooks.of_guild(actor.guild_id)
    return Faring(webhook, await store.outbox.backlog(actor.guild_id)) if webhook else None


async def set_address(store: Store, actor: Actor, text: str, addresses: Sequence[str]) -> Secret:
    """Has the guild's events told at that https address, with a new secret; what waits is told there.

    `addresses` are the IP addresses that its host has now. Raises NotAllowed, AddressRefused.
    """
    _require_manager(actor)
    url = read_address(text)
    require_outside(addresses)
    secret = new_secret()
    await store.webhooks.save(actor.guild_id, url, secret, actor.user_id, store.now)
    await store.outbox.begin_anew(actor.guild_id, store.now)
    return Secret(url, secret)


async def renew(store: Store, actor: Actor) -> Secret:
    """Gives the webhook a new secret; the one before signs nothing any more. Raises NotAllowed, NoWebhook."""
    webhook = await _own(store, actor)
    secret = new_secret()
    await store.webhooks.renew(actor.guild_id, secret)
    return Secret(webhook.url, secret)


async def remove(store: Store, actor: Actor) -> None:
    """Has nothing told any more, nor what waits. Raises NotAllowed, NoWebhook."""
    await _own(store, actor)
    await store.webhooks.remove(actor.guild_id)


async def test(store: Store, actor: Actor) -> None:
    """Tells the webhook an event that says nothing, after what waits because nobody answered.

    Of that the oldest is tried at once, and the rest when it is taken. Raises NotAllowed, NoWebhook.
    """
    await _own(store, actor)
    await tell(store, actor.guild_id, Event.TEST, {})
    await store.outbox.hurry(actor.guild_id, store.now)


async def settle(store: Store, parcel: Parcel, result: int | Trouble) -> None:
    """Keeps how an attempt ended: a status, or why nobody answered.

    Of the first event that is given up since the webhook last worked, the guild is to be told. An attempt whose lease
    was over, or at an address that was changed meanwhile, changes nothing.
    """
    if not await store.turns.end(parcel):
        return
    guild_id, now = parcel.guild_id, store.now
    if is_delivered(result):
        await store.webhooks.works(guild_id)
        await store.outbox.delivered(guild_id, parcel.id, now)
        return
    await store.webhooks.fails(guild_id, now)
    again = again_at(now, parcel.failures + 1, result)
    await store.outbox.failed(parcel.id, str(result), again)
    if again is None:
        if await store.outbox.keep_one_given_up(guild_id, parcel.id):
            await store.webhooks.want_said(guild_id, now)
    elif isinstance(result, Trouble):  # nobody is there: the others wait for this one, so that order is kept
        await store.outbox.put_off(guild_id, again)


async def _own(store: Store, actor: Actor) -> Webhook:
    _require_manager(actor)
    webhook = await store.webhooks.of_guild(actor.guild_id)
    if webhook is None:
        raise NoWebhook
    return webhook


def _require_manager(actor: Actor) -> None:
    if not actor.may_manage_guild:
        raise NotAllowed("members with Manage Server")
