"""Invitations to a session: who holds the token of one may join it, once, while it lasts."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import UserError
from domain.scheduling.durations import read_duration
from domain.scheduling.session import Session

LASTS = timedelta(days=1)  # unless another time is given
SHORTEST = timedelta(minutes=1)
MOST_USES = 1000


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation. `uses` is how many people may join by it, None: as many as come; `used` is how many did."""

    id: int
    session_id: int
    guild_id: int
    created_by: int
    created_at: datetime
    expires_at: datetime
    uses: int | None = None
    revoked_at: datetime | None = None
    used: int = 0

    def check(self, now: datetime, *, used_before: bool) -> None:
        """Whether it lets a person in; `used_before`: they joined by it already, which takes no second use.

        Raises InviteRevoked, InviteExpired, InviteUsedUp.
        """
        if self.revoked_at is not None:
            raise InviteRevoked(self.revoked_at)
        if self.expires_at <= now:
            raise InviteExpired(self.expires_at)
        if self.uses is not None and self.used >= self.uses and not used_before:
            raise InviteUsedUp(self.uses)


def read_lasting(text: str | None) -> timedelta:
    """How long an invitation lasts, like `2h`; a day if nothing is said.

    Raises what `read_duration` raises, and InviteTooShort.
    """
    if text is None:
        return LASTS
    lasts = read_duration(text)
    if lasts < SHORTEST:
        raise InviteTooShort(SHORTEST)
    return lasts


def hashed(token: str) -> bytes:
    """What is kept of a token, as people hand it on: blanks and the marks of code around it do not count."""
    return hashlib.sha256(token.strip(" \t\n`").encode(errors="surrogatepass")).digest()


class InviteTooShort(UserError):
    """The invitation would be over at once."""

    def __init__(self, shortest: timedelta) -> None:
        super().__init__(shortest)
        self.shortest = shortest


class InviteUnknown(UserError):
    """No invitation has that token. The token is not carried along: errors may be logged."""


class InviteElsewhere(UserError):
    """The invitation is for a session of another guild."""


class InviteRevoked(UserError):
    """The invitation was taken back."""

    def __init__(self, revoked_at: datetime) -> None:
        super().__init__(revoked_at)
        self.revoked_at = revoked_at


class InviteExpired(UserError):
    """The invitation's time has passed."""

    def __init__(self, expired_at: datetime) -> None:
        super().__init__(expired_at)
        self.expired_at = expired_at


class InviteUsedUp(UserError):
    """As many people as it was for have joined by the invitation."""

    def __init__(self, uses: int) -> None:
        super().__init__(uses)
        self.uses = uses


class SessionOver(UserError):
    """The session was completed or cancelled: nobody joins it any more."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.id)
        self.session = session


class SessionFull(UserError):
    """Every seat of the session is held."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.id)
        self.session = session
