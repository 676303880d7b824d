"""The guild's token for the JSON API: making one, taking it back, and whose a token is."""

from db.store import Store
from domain.actor import Actor
from domain.errors import NotAllowed
from domain.outside.tokens import Made, hash_of, is_token, new_token


async def show(store: Store, actor: Actor) -> Made | None:
    """Who made the guild's token, and when; None where it has none. Raises NotAllowed."""
    _require_manager(actor)
    return await store.api_tokens.of_guild(actor.guild_id)


async def make(store: Store, actor: Actor) -> str:
    """Gives the guild a new token, which is kept nowhere; the one it had stops working. Raises NotAllowed."""
    _require_manager(actor)
    token = new_token()
    await store.api_tokens.save(actor.guild_id, hash_of(token), actor.user_id, store.now)
    return token


async def revoke(store: Store, actor: Actor) -> bool:
    """Takes the guild's token back; whether there was one. Raises NotAllowed."""
    _require_manager(actor)
    return await store.api_tokens.remove(actor.guild_id)


async def guild_of(store: Store, token: str) -> int | None:
    """The guild that this token is of, whatever was written for one."""
    return await store.api_tokens.guild_of(hash_of(token)) if is_token(token) else None


def _require_manager(actor: Actor) -> None:
    if not actor.may_manage_guild:
        raise NotAllowed("members with Manage Server")
