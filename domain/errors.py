"""What a person can be told. Subclasses are named for what happened and carry its values; the edge words them."""

from datetime import datetime


class UserError(Exception):
    """Something a person can be told: named for what happened, and carrying its values."""


class NotAllowed(UserError):
    """The actor may not do this; `needed` says who may."""

    def __init__(self, needed: str) -> None:
        super().__init__(needed)
        self.needed = needed


class NothingMatches(UserError):
    """What the person named does not exist in this guild."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind, text)
        self.kind = kind
        self.text = text


class SeveralMatch(UserError):
    """What the person named could be several things; `matches` lists them as they are called, `at` when each is."""

    def __init__(self, kind: str, text: str, matches: tuple[str, ...], at: tuple[datetime | None, ...] = ()) -> None:
        super().__init__(kind, text, matches)
        self.kind = kind
        self.text = text
        self.matches = matches
        self.at = at or (None,) * len(matches)


class NotValid(UserError):
    """A value that cannot be taken, for the reason named."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
