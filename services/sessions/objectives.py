"""Objectives: set before a session, done in it, carried over; and the goals of a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.cards import CardKind
from domain.scheduling.session import LIVE, Session, State
from domain.sessions.objectives import MOST_OBJECTIVES, Objective, called, require_room, tidy
from services.campaigns import require_organiser, require_player
from services.campaigns.lookup import going_on
from services.scheduling.shown import redraw
from services.sessions.reading import require_known


@dataclass(frozen=True, slots=True)
class Noted:
    """An objective as it is now; `new`: it was not there before."""

    objective: Objective
    new: bool


async def note(
    store: Store, actor: Actor, session_id: int, text: str, done: bool | None, here: Sequence[int] = ()
) -> Noted:
    """A player sets an objective of the session, or says whether one is done. Raises NotAllowed, NotValid.

    Naming one that an earlier session left undone goes on with it. Of a private session one has to know, being `here`.
    """
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_known(store, actor, session, here)
    await require_player(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    known = await store.objectives.of_session(session.id)
    before = None if called(known, text) else called(await store.objectives.left_over(session), text)
    noted = await _note(store, actor, session.campaign_id, session.id, known, before.text if before else text, done)
    if before is not None:
        await store.objectives.carry(before.id, noted.objective.id)
    await _show(store, session)
    return noted


async def note_goal(store: Store, actor: Actor, campaign: Campaign, text: str, done: bool | None) -> Noted:
    """A player sets a goal of the campaign, or says whether one is reached.

    Raises NotAllowed, NotValid, CampaignArchived.
    """
    await store.campaigns.lock(campaign.id)
    going_on(campaign)
    await require_player(store, actor, campaign)
    known = await store.objectives.goals(campaign.id)
    noted = await _note(store, actor, campaign.id, None, known, text, done)
    if live := await store.sessions.live_instead(campaign.id, None):
        await store.cards.want(CardKind.BOARD, live.id)
    return noted


async def plan(store: Store, actor: Actor, session: Session, texts: Sequence[str]) -> list[Objective]:
    """An organiser sets objectives of a session that was just planned. Raises NotAllowed, NotValid."""
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    return [await _add(store, actor, session.campaign_id, session.id, one) for one in texts]


async def carry_over(store: Store, actor: Actor, session_id: int) -> list[Objective]:
    """A session that is not over goes on with what earlier ones left undone; twice changes nothing.

    As many as fit, the oldest first. Raises NotAllowed.
    """
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await store.campaigns.lock(session.campaign_id)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    if session.state is not State.PLANNED and session.state not in LIVE:
        return []
    known = await store.objectives.of_session(session.id)
    carried = []
    for before in await store.objectives.left_over(session):
        after = called(known, before.text)
        if after is None:
            if len(known) >= MOST_OBJECTIVES:
                break
            after = await _add(store, actor, session.campaign_id, session.id, before.text)
            known.append(after)
        await store.objectives.carry(before.id, after.id)
        carried.append(after)
    await _show(store, session)
    return carried


async def _note(
    store: Store,
    actor: Actor,
    campaign_id: int,
    session_id: int | None,
    known: Sequence[Objective],
    text: str,
    done: bool | None,
) -> Noted:
    objective = called(known, text)
    new = objective is None
    if objective is None:
        require_room(len(known) + 1)
        objective = await _add(store, actor, campaign_id, session_id, text)
    if done is not None and done != (objective.done_at is not None):
        objective = replace(objective, done_at=store.now if done else None)
        await store.objectives.mark(objective.id, objective.done_at)
    return Noted(objective, new)


async def _add(store: Store, actor: Actor, campaign_id: int, session_id: int | None, text: str) -> Objective:
    return await store.objectives.add(campaign_id, session_id, actor.guild_id, tidy(text), actor.user_id, store.now)


async def _show(store: Store, session: Session) -> None:
    await redraw(store, session)
    await store.cards.want(CardKind.RECAP, session.id)
