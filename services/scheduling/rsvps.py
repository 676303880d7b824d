"""RSVPs: saying whether one comes."""

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Kind, NeedsRole
from domain.cards import CardKind
from domain.scheduling.seats import SEATED, Plan, Rsvp, promoted
from domain.scheduling.session import ALLOWED, Act, Session
from domain.snowflake import snowflake_at
from services.scheduling.news import tell_seated


async def answer(
    store: Store,
    actor: Actor,
    session_id: int,
    plan: Plan,
    cause: int,
    note: str | None = None,
    *,
    invited: bool = False,
) -> tuple[Session, Rsvp]:
    """Sets the actor's plan for a session; they get a seat, or a place on the waitlist.

    An act that is not newer than their last changes nothing. Raises NotInThisState, and NeedsRole where the campaign
    keeps its seats for the holders of a role and the actor is not `invited`.
    """
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    session.allow(Act.RSVP)
    campaign = await store.campaigns.get(session.campaign_id, actor.guild_id)
    asks = plan is not Plan.NOT_GOING and not invited
    if campaign.role_id is not None and asks and campaign.role_id not in actor.role_ids:
        raise NeedsRole(campaign.role_id)
    before = await store.rsvps.seating(session)
    after = before.answered(actor.user_id, plan, cause, note)
    if campaign.kind is Kind.GAME_NIGHT and plan in SEATED:
        await store.campaigns.add_player(campaign.id, actor.user_id, store.now)
    if after != before:
        await store.rsvps.save(session.id, before, after)
        await tell_seated(store, session, promoted(before, after, acting=actor.user_id))
        await store.cards.want(CardKind.SESSION, session.id)
        await store.cards.want(CardKind.BOARD, session.id)
    rsvp = after.of(actor.user_id)
    assert rsvp is not None  # noqa: S101 - answered() always leaves one
    return session, rsvp


async def leave(store: Store, guild_id: int, user_id: int) -> None:
    """The person is no member any more: whatever they planned there is off, and who waited for their seats gets them.

    Coming back, they may answer again.
    """
    for session_id in await store.rsvps.plans_of(user_id, guild_id, store.now):
        await step_back(store, guild_id, user_id, session_id, snowflake_at(store.now))


async def step_back(store: Store, guild_id: int, user_id: int, session_id: int, cause: int) -> None:
    """The person has no part in the session any more, and who waited for their seat gets it; `cause` is a snowflake.

    They are down as not going. Of a private session nothing is kept: an answer would let them know of it.
    """
    session = await store.sessions.get(session_id, guild_id, lock=True)
    before = await store.rsvps.seating(session)
    rsvp = before.of(user_id)
    if Act.RSVP not in ALLOWED[session.state] or rsvp is None:
        return
    if session.private:
        after = before.without(user_id)
    elif rsvp.plan is not Plan.NOT_GOING:
        after = before.answered(user_id, Plan.NOT_GOING, max(cause, rsvp.cause + 1))
    else:
        return
    await store.rsvps.save(session.id, before, after)
    await tell_seated(store, session, promoted(before, after))
    await store.cards.want(CardKind.SESSION, session.id)
    await store.cards.want(CardKind.BOARD, session.id)
