"""How things are called in sentences, and the place where every error has its words."""

from functools import singledispatch

from cogs.edge.text import NAME_IN_LIST, at, plain, when
from domain.errors import UserError
from domain.gamenight.plays import Play, PlayStatus
from domain.scheduling.session import Session, State
from domain.votes import Tally


def apology(reference: str) -> str:
    """For what nobody expected."""
    return (
        f"Something went wrong on my side, and nothing was changed that I have not confirmed. Please try again. "
        f"If it happens again, tell whoever runs this bot the reference `{reference}`."
    )


@singledispatch
def words(error: UserError) -> str:
    """The words for an error; every kind of error has its own."""
    raise NotImplementedError(f"no words for {type(error).__name__}") from error


def name(session: Session) -> str:
    """A session as sentences name it."""
    return f"Session {session.number} (“{plain(session.title)}”)"


def title_of(title: str) -> str:
    """A roll call's title as people read it; many have none of their own."""
    return title or "When can we play?"


def tally_line(play: Play, votes: Tally) -> str:
    """A play and its standing votes: `Catan: +2 -1`; a long title is shortened, so that the line stays one."""
    skipped = " (skipped)" if play.status is PlayStatus.SKIPPED else ""
    return f"{plain(play.game.title, NAME_IN_LIST)}: {votes}{skipped}"


def _history(session: Session) -> str:
    if session.state is State.PLANNED:
        return f"is planned for {when(session.starts_at)} and has not started"
    if session.state is State.CANCELLED:
        return "was cancelled"
    started = at(session.started_at or session.starts_at)
    if session.state is State.COMPLETED:
        return f"started at {started} and is complete"
    return f"started at {started} and is {'paused' if session.state is State.PAUSED else 'in progress'}"
