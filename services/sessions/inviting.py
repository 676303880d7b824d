"""Inviting people to a session, and joining it by an invitation."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import timedelta

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.scheduling.seats import Plan
from domain.scheduling.session import ALLOWED, Act, Session
from domain.sessions.invites import Invite, InviteElsewhere, InviteUnknown, SessionFull, SessionOver, hashed
from services.campaigns import require_organiser
from services.scheduling import rsvps

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Issued:
    """A new invitation, its session, and its token, which is kept nowhere."""

    invite: Invite
    session: Session
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Joined:
    """A session that somebody joined. `again`: they had joined before, and hold their seat."""

    session: Session
    again: bool = False


async def require_invitable(store: Store, actor: Actor, session: Session) -> None:
    """Raises what `invite` would raise, before anything is made for it."""
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    _require_open(session)


async def invite(
    store: Store,
    actor: Actor,
    session_id: int,
    lasts: timedelta,
    uses: int | None = None,
    thread_id: int | None = None,
) -> Issued:
    """Makes a token by which others may join the session; a live one without a thread gets that one.

    Raises NotAllowed, SessionOver.
    """
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_invitable(store, actor, session)
    if thread_id is not None and session.thread_id is None and session.is_live:
        session = await store.sessions.save(replace(session, thread_id=thread_id))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    new = Invite(0, session.id, session.guild_id, actor.user_id, store.now, store.now + lasts, uses)
    return Issued(await store.invites.add(new, hashed(token)), session, token)


async def revoke(store: Store, actor: Actor, session_id: int) -> tuple[Session, int]:
    """Takes back all invitations to the session, and gives how many still held; guests stay. Raises NotAllowed."""
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    return session, await store.invites.revoke(session.id, store.now)


async def of_token(store: Store, actor: Actor, token: str) -> Invite:
    """The invitation of that token. Raises InviteUnknown, InviteElsewhere."""
    return _here(await store.invites.by_hash(hashed(token)), actor)


async def of_id(store: Store, actor: Actor, invite_id: int) -> Invite:
    """The invitation of a button. Raises InviteUnknown, InviteElsewhere."""
    return _here(await store.invites.get(invite_id), actor)


async def opens(store: Store, actor: Actor, found: Invite) -> tuple[Session, int | None]:
    """The session that the invitation lets the actor join, and the channel or thread that it happens in, if known.

    Raises SessionOver, InviteRevoked, InviteExpired, InviteUsedUp.
    """
    session = await store.sessions.get(found.session_id, actor.guild_id)
    await _stands(store, actor, found, session)
    card = await store.cards.get(CardKind.SESSION, session.id)
    return session, session.thread_id or session.live_channel_id or (card.channel_id if card else None)


async def join(store: Store, actor: Actor, found: Invite, cause: int) -> Joined:
    """The actor becomes the session's guest, with a seat; whoever holds one keeps it. Joining twice takes one use.

    `cause` is the snowflake of the act. Raises SessionOver, SessionFull, InviteRevoked, InviteExpired, InviteUsedUp.
    """
    session = await store.sessions.get(found.session_id, actor.guild_id, lock=True)
    kept = await of_id(store, actor, found.id)  # whoever waited for the lock sees how it is by now
    seated, guest = await _stands(store, actor, kept, session)
    if not seated:
        _, rsvp = await rsvps.answer(store, actor, session.id, Plan.GOING, cause, invited=True)
        if rsvp.waiting:
            raise SessionFull(session)
    if not guest:
        await store.invites.let_in(kept, actor.user_id, store.now)
        await store.cards.want(CardKind.BOARD, session.id)
    return Joined(session, again=guest and seated)


async def _stands(store: Store, actor: Actor, found: Invite, session: Session) -> tuple[bool, bool]:
    """Whether the actor holds a seat, and is a guest already; who is both is in. Raises why they are not let in."""
    _require_open(session)
    rsvp = (await store.rsvps.seating(session)).of(actor.user_id)
    seated = rsvp is not None and rsvp.seated
    guest = await store.invites.is_guest(session.id, actor.user_id)
    if not (guest and seated):
        found.check(store.now, used_before=guest)
    return seated, guest


def _require_open(session: Session) -> None:
    if Act.RSVP not in ALLOWED[session.state]:
        raise SessionOver(session)


def _here(found: Invite | None, actor: Actor) -> Invite:
    if found is None:
        raise InviteUnknown
    if found.guild_id != actor.guild_id:
        raise InviteElsewhere
    return found
