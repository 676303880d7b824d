"""The words for errors of live sessions and their record: the cause, and the remedy."""

from cogs.edge.text import at, plain, plural
from cogs.edge.wording.said import _history, name, words
from domain.scheduling.durations import write_duration
from domain.sessions.draft import DraftFailed, DraftGone, DraftUnderWay
from domain.sessions.gametime import GameTimeNotUnderstood
from domain.sessions.invites import (
    InviteElsewhere,
    InviteExpired,
    InviteRevoked,
    InviteTooShort,
    InviteUnknown,
    InviteUsedUp,
    SessionFull,
    SessionOver,
)
from domain.sessions.live import AlreadyLive, NothingLive
from domain.sessions.log import ReadersNotUnderstood
from domain.sessions.presence import NotThere


@words.register
def _(error: AlreadyLive) -> str:
    where = f" in <#{error.session.live_channel_id}>" if error.session.live_channel_id else ""
    return f"{name(error.session)} is live{where}. End it first with `/session end`."


@words.register
def _(error: NotThere) -> str:
    return "You are not there, so you cannot leave. Write something, or join the voice channel, and you are."


@words.register
def _(error: NothingLive) -> str:
    return "No session is live here. `/session start` starts one."


@words.register
def _(error: InviteUnknown) -> str:
    return "I know no such invitation. See that the whole token is there, or ask who invited you for a new one."


@words.register
def _(error: InviteElsewhere) -> str:
    return "That invitation is for another server. Use it there."


@words.register
def _(error: InviteRevoked) -> str:
    return f"That invitation was taken back {at(error.revoked_at, 'R')}. Ask who invited you for a new one."


@words.register
def _(error: InviteExpired) -> str:
    return f"That invitation was good until {at(error.expired_at)}. Ask who invited you for a new one."


@words.register
def _(error: InviteUsedUp) -> str:
    return (
        f"That invitation was for {plural(error.uses, 'person', 'people')}, and as many have joined by it. Ask who "
        "invited you for a new one."
    )


@words.register
def _(error: InviteTooShort) -> str:
    return f"An invitation lasts at least {write_duration(error.shortest)}. Try `2h`. `/session revoke` takes it back."


@words.register
def _(error: SessionOver) -> str:
    return f"{name(error.session)} {_history(error.session)}: nobody can join it any more."


@words.register
def _(error: SessionFull) -> str:
    seats = plural(error.session.capacity or 0, "seat")
    return f"{name(error.session)} is full, with {seats} taken. Ask who invited you whether one becomes free."


@words.register
def _(error: GameTimeNotUnderstood) -> str:
    return f"I cannot read “{plain(error.text)}” as a time in the game. Try `day 15 9:00`, `9pm` or `+2h`."


@words.register
def _(error: ReadersNotUnderstood) -> str:
    return (
        f"I cannot tell who may read it from “{plain(error.text)}”. Say `everyone`, `organiser`, or mention players, "
        "like `@Ana @Ben`. Nothing was logged."
    )


@words.register
def _(error: DraftFailed) -> str:
    return f"There is no draft: {error.reason}. The recap is as it was; *Edit recap* changes it, and you can ask again."


@words.register
def _(error: DraftUnderWay) -> str:
    return f"The assistant is at it since {at(error.since, 'T')}. Press the button again in a minute to see its draft."


@words.register
def _(error: DraftGone) -> str:
    return "That draft is gone: it was accepted, discarded, or given up. Press the button on the recap for another."
