"""What a person can be told who wants a message of theirs counted."""

from domain.errors import UserError


class NotYourMessage(UserError):
    """Only who wrote a message can have it counted."""


class NoVoteInMessage(UserError):
    """The message says nothing that votes."""


class NothingToVoteOn(UserError):
    """When the message was written, no game of that name was being played where it stands."""
