"""What can be said of a roll call when something cannot be done."""

from datetime import datetime
from enum import StrEnum

from domain.campaigns import Campaign
from domain.errors import UserError


class RollCallAct(StrEnum):
    """What is done with an open roll call."""

    ANSWER = "answer"
    EDIT = "edit"
    CLOSE = "close"
    CANCEL = "cancel"
    NUDGE = "nudge"
    PROMOTE = "promote"


class RollCallClosed(UserError):
    """The roll call of that number and title has ended, so that the act cannot be done."""

    def __init__(self, number: int, title: str, closed_at: datetime | None, act: RollCallAct) -> None:
        super().__init__(number, title, closed_at, act)
        self.number = number
        self.title = title
        self.closed_at = closed_at
        self.act = act


class RollCallCancelled(RollCallClosed):
    """The roll call was called off: it takes no answers, and becomes no session."""


class WhichRollCall(UserError):
    """The command could mean several roll calls; `names` are theirs, with their numbers."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names


class RollCallPromoted(UserError):
    """The roll call has become a session, which can be changed instead."""

    def __init__(self, session_id: int) -> None:
        super().__init__(session_id)
        self.session_id = session_id


class OptionGone(UserError):
    """The roll call has no such option any more: its times were edited."""


class PlayersOnly(UserError):
    """Only players of the campaign may answer the roll call."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(campaign.id)
        self.campaign = campaign


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


class UndoneTooLate(UserError):
    """There is nothing to undo: the time for it ended at `until`, or it is no session."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(until)
        self.until = until


class NobodySilent(UserError):
    """Every player has answered something."""


class NudgedLately(UserError):
    """The silent were nudged a short while ago; they can be again from `again_at` on."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at
