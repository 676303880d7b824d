"""What a person can be told who wants a message of theirs counted."""

from domain.errors import UserError
from domain.files import NotUnderstood


class NotYourMessage(UserError):
    """Only who wrote a message can have it counted."""


class NoVoteInMessage(UserError):
    """The message says nothing that votes."""


class NothingToVoteOn(UserError):
    """When the message was written, no game of that name was being played where it stands."""


class LogNotUnderstood(NotUnderstood):
    """A chat log that cannot be read at all."""


class NothingToImport(UserError):
    """No session is there whose votes this person could import: none with a game that was played."""


class NothingToUndo(UserError):
    """There is no import of votes that could be undone."""


class ImportUndone(UserError):
    """The import was undone already."""
