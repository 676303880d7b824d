"""What can be said of a roll call when something cannot be done."""

from datetime import datetime

from domain.errors import UserError


class RollCallClosed(UserError):
    """The roll call takes no answers any more."""

    def __init__(self, closed_at: datetime | None, session_id: int | None = None) -> None:
        super().__init__(closed_at, session_id)
        self.closed_at = closed_at
        self.session_id = session_id


class NothingToPromote(UserError):
    """No option of the roll call can become a session: nobody can make one, or all are past."""


class DeadlineOutOfReach(UserError):
    """The deadline is not in the future, or after `latest`, when the last option begins."""

    def __init__(self, latest: datetime) -> None:
        super().__init__(latest)
        self.latest = latest


class OptionInThePast(UserError):
    """The option's time has passed."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(starts_at)
        self.starts_at = starts_at
