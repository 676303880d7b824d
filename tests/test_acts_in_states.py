"""Every act on a session in every state: done, or refused in these very words."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from cogs.edge.wording import words
from db.store import Database
from domain.scheduling.seats import Plan
from domain.scheduling.session import Act, NotInThisState, Session, State
from services.scheduling import planning, rsvps
from services.scheduling.details import Details
from services.sessions import running
from tests.services.acting import CHANNEL, HOST, HOUR, NOON, act, cause, fresh, scheduled

START, BEGUN = "<t:1788267600:F>", "<t:1788264000:F>"  # planned for 13:00, started at 12:00
IN_STATE = {
    State.PLANNED: f"is planned for {START} (<t:1788267600:R>) and has not started: it cannot be",
    State.IN_PROGRESS: f"started at {BEGUN} and is in progress: it can be ended, not",
    State.PAUSED: f"started at {BEGUN} and is paused: it can be resumed or ended, not",
    State.COMPLETED: f"started at {BEGUN} and is complete: it cannot be",
    State.CANCELLED: "was cancelled: it cannot be",
}
DONE = {
    State.PLANNED: {Act.EDIT, Act.CANCEL, Act.DELETE, Act.RSVP, Act.START},
    State.IN_PROGRESS: {Act.RSVP, Act.PAUSE, Act.END},
    State.PAUSED: {Act.RSVP, Act.RESUME, Act.END},
    State.COMPLETED: set(),
    State.CANCELLED: set(),
}
VERBS = {act: "answered any more" if act is Act.RSVP else act.value for act in Act}
ACTS: dict[Act, tuple[Callable[..., Awaitable[Any]], tuple[Any, ...]]] = {
    Act.EDIT: (planning.edit, (None, Details(title="New"))),
    Act.CANCEL: (planning.cancel, (None,)),
    Act.DELETE: (planning.delete, ()),
    Act.START: (running.start, (CHANNEL,)),
    Act.PAUSE: (running.pause, ()),
    Act.RESUME: (running.resume, ()),
    Act.END: (running.end, ()),
    Act.RSVP: (rsvps.answer, (Plan.GOING, cause())),
}
HOW = {
    State.PLANNED: [],
    State.IN_PROGRESS: [Act.START],
    State.PAUSED: [Act.START, Act.PAUSE],
    State.COMPLETED: [Act.START, Act.END],
    State.CANCELLED: [Act.CANCEL],
}


async def does(database: Database, session: Session, what: Act) -> None:
    service, args = ACTS[what]
    await act(database, service, HOST, session.id, *args)


@pytest.mark.parametrize("what", Act)
@pytest.mark.parametrize("state", State)
async def test_an_act_is_done_or_refused_with_the_state_named(database: Database, state: State, what: Act) -> None:
    session = await scheduled(database, NOON + HOUR, title="Tomb")
    for one in HOW[state]:
        await does(database, session, one)
    before = await fresh(database, session)
    assert before.state is state

    if what in DONE[state]:
        await does(database, session, what)
    else:
        with pytest.raises(NotInThisState) as refused:
            await does(database, session, what)
        assert words(refused.value) == f"Session 1 (“Tomb”) {IN_STATE[state]} {VERBS[what]}."
        assert await fresh(database, session) == before
