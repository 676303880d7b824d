"""Recaps: what is told of a session that is over, and what its organiser makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NotValid
from domain.gamenight.plays import Play
from domain.scheduling.session import Session, State
from domain.sessions.attendance import Attendance
from domain.sessions.live import NothingLive
from domain.sessions.log import EVERYBODY
from domain.sessions.objectives import Objective
from domain.sessions.recap import Recap
from domain.sessions.summary import Summary, summary
from domain.votes import Tally
from services.campaigns import require_organiser
from services.scheduling import looking
from services.votes import tally

NOT_OVER = "A recap is of a session that is over, and that one is not: `/session end` ends the live one."


@dataclass(frozen=True, slots=True)
class Told:
    """All that a recap tells of a session, as everybody may read it; of `recap`, the notes are not for everybody."""

    session: Session
    recap: Recap
    summary: Summary
    plays: list[tuple[Play, Tally]]
    objectives: list[Objective]
    attendance: list[Attendance]


async def told(store: Store, session: Session) -> Told:
    """What the recap of the session tells: the organiser's words, the log's, and what was counted."""
    return Told(
        session,
        await store.recaps.of_session(session.id),
        summary(await store.events.visible(session.id, EVERYBODY)),
        await tally(store, session),
        await store.objectives.of_session(session.id),
        await store.attendance.of_session(session.id),
    )


async def last_over(store: Store, actor: Actor, here: Sequence[int]) -> Session:
    """The session that `/session recap` means without a name: the last one over here, else in the guild.

    Raises NothingLive where none is over that the actor may know of.
    """
    unseen = await looking.hidden(store, actor, here)
    for channel_id in here:
        for session in await store.sessions.begun_in(actor.guild_id, (channel_id,), store.now):
            if session.state is State.COMPLETED and session.id not in unseen:
                return session
    last = await store.sessions.last_over(actor.guild_id, unseen)
    if last is None:
        raise NothingLive
    return last


async def editable(store: Store, actor: Actor, session_id: int) -> Told:
    """The recap, for its organiser to edit. Raises NotAllowed, NotValid where the session is not over."""
    session = await store.sessions.get(session_id, actor.guild_id)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    require_over(session)
    return await told(store, session)


async def edit(store: Store, actor: Actor, session_id: int, texts: Mapping[str, str]) -> Session:
    """An organiser writes these texts of the recap, by their names; the others stay. Raises NotAllowed, NotValid."""
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    require_over(session)
    recap = (await store.recaps.of_session(session.id)).with_texts(texts)
    await store.recaps.save(replace(recap, edited_by=actor.user_id, edited_at=store.now))
    await store.cards.want(CardKind.RECAP, session.id)
    return session


async def note(store: Store, actor: Actor, session: Session, text: str) -> None:
    """An organiser adds to their own notes on a session, whatever its state. Raises NotAllowed, NotValid."""
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    await store.recaps.save((await store.recaps.of_session(session.id)).noted(text))


def require_over(session: Session) -> None:
    """Raises NotValid where the session is not over."""
    if session.state is not State.COMPLETED:
        raise NotValid(NOT_OVER)
