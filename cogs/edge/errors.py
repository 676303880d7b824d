"""What can go wrong at the edge itself."""

from domain.errors import UserError


class CannotPostHere(UserError):
    """The bot lacks permissions, named as Discord names them, in the channel."""

    def __init__(self, channel_id: int, lacking: tuple[str, ...]) -> None:
        super().__init__(channel_id, lacking)
        self.channel_id = channel_id
        self.lacking = lacking


class CannotMakeThread(UserError):
    """No private thread can be made in the channel: permissions are lacking, or it is a channel that has none.

    `lacking` names the permissions as Discord does.
    """

    def __init__(self, channel_id: int, lacking: tuple[str, ...]) -> None:
        super().__init__(channel_id, lacking)
        self.channel_id = channel_id
        self.lacking = lacking


class ChannelHidden(UserError):
    """What the person would join happens in a channel, or in a thread of one, that they cannot see."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(channel_id)
        self.channel_id = channel_id


class ThreadOutOfReach(UserError):
    """A private session's thread is gone, or the bot does not see it."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(channel_id)
        self.channel_id = channel_id


class NotInServer(UserError):
    """What a private message is about is in a server that the person, or the bot, has left."""


class FormTooLate(UserError):
    """Opening the form took so long that Discord does not show it any more."""
