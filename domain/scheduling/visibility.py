"""Who may see a private session."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.campaigns import Kind


@dataclass(frozen=True, slots=True)
class Private:
    """A private session, as one person stands to it.

    `kind` is its campaign's; `plays`: they are a player there; `made_it`: they scheduled it. `shown_in`: the channels
    in which it shows, its own thread and where it was played.
    """

    session_id: int
    campaign_id: int
    kind: Kind
    shown_in: tuple[int, ...] = ()
    made_it: bool = False
    plays: bool = False
    answered: bool = False


def may_see(session: Private, *, organises: bool, here: Collection[int]) -> bool:
    """Whether the person may know of the session: `organises` its campaign, and `here` are the channels they are in.

    The players of a game night are whoever came once: for them it stays private unless they were asked in.
    """
    return (
        organises
        or session.made_it
        or session.answered
        or (session.plays and session.kind is Kind.CAMPAIGN)
        or bool(set(session.shown_in) & set(here))
    )
