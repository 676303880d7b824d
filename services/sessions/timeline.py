"""The timeline of a session, as one person may see it."""

from collections.abc import Sequence

from db.store import Store
from domain.actor import Actor
from domain.scheduling.session import Session
from domain.sessions.timeline import Happening, What, course, in_order
from services.sessions.reading import require_reader


async def timeline(store: Store, actor: Actor, session: Session, here: Sequence[int] = ()) -> list[Happening]:
    """Everything that happened in the session and that the actor, being `here`, may read, in order. Raises NotAllowed.

    What is for organisers or named players is among it only for these.
    """
    viewer = await require_reader(store, actor, session, here)
    told = course(session)
    jump = await store.game_times.jump(session)
    if jump and session.started_at:
        told.append(Happening(session.started_at, What.JUMP, jump=jump))
    told += [Happening(one.started_at, What.PLAY, play=one) for one in await store.plays.of_session(session.id)]
    told += [Happening(one.at, What.LOGGED, event=one) for one in await store.events.visible(session.id, viewer)]
    told += [
        Happening(one.done_at, What.DONE, objective=one)
        for one in await store.objectives.of_session(session.id)
        if one.done_at is not None
    ]
    told += [Happening(at, What.CAME, user_id=who) for who, at in await store.happenings.joins(session.id)]
    told += [Happening(at, What.LEFT, user_id=who) for who, at in await store.happenings.leaves(session.id)]
    told += [Happening(at, What.GAP, until=until) for at, until in await store.happenings.gaps(session.id)]
    return in_order(told)
