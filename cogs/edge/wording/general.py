"""The words for errors of what concerns every feature: the cause, and the remedy."""

from cogs.edge.errors import CannotMakeThread, CannotPostHere, ChannelHidden, FormTooLate, NotInServer, ThreadOutOfReach
from cogs.edge.text import at, plain, when
from cogs.edge.wording.said import words
from domain.digest import DigestNeedsChannel, DigestNotUnderstood
from domain.errors import NotAllowed, NothingMatches, NotValid, SeveralMatch
from domain.quiet import QuietHoursNotUnderstood
from domain.reminders import AlreadyAsked, NoteUnderWay, TooManyNotes
from domain.settings import UnknownTimezone

REMEDIES = {"game": "; members with Manage Events add games with `/game add`"}


@words.register
def _(error: FormTooLate) -> str:
    return "I was too slow to open the form. Nothing was changed; please tap again."


@words.register
def _(error: NotAllowed) -> str:
    return f"Only {error.needed} can do that."


@words.register
def _(error: CannotPostHere) -> str:
    lacking = " and ".join(error.lacking)
    return f"I cannot post in <#{error.channel_id}>. Please give me {lacking} there, or use another channel."


@words.register
def _(error: ThreadOutOfReach) -> str:
    return (
        f"I do not find the session's thread, <#{error.channel_id}>. Please let me into it; if it is gone, "
        "`/session clone` plans the session again in a new one."
    )


@words.register
def _(error: CannotMakeThread) -> str:
    if not error.lacking:
        return (
            f"A private session needs a private thread, and <#{error.channel_id}> has none: it is no text channel. "
            "Use the command in a text channel, or set one for the campaign or the server."
        )
    lacking = " and ".join(error.lacking)
    return (
        f"I cannot make a private thread in <#{error.channel_id}>. Please give me {lacking} there. Nothing was planned."
    )


@words.register
def _(error: NotValid) -> str:
    return error.reason


@words.register
def _(error: NothingMatches) -> str:
    said = f"There is no {error.kind} “{plain(error.text)}” here. Pick one from the list that shows while you type"
    return f"{said}{REMEDIES.get(error.kind, '')}."


@words.register
def _(error: SeveralMatch) -> str:
    shown = zip(error.matches, error.at, strict=True)
    listed = "\n".join(f"- {plain(one)}{f' · {at(day)}' if day else ''}" for one, day in shown)
    return f"“{plain(error.text)}” could be any of these; pick one from the list that shows while you type:\n{listed}"


@words.register
def _(error: QuietHoursNotUnderstood) -> str:
    return f"I cannot read “{plain(error.text)}” as two times of day. Try `22:00-08:00` or `10pm to 8am`."


@words.register
def _(error: DigestNotUnderstood) -> str:
    return f"I cannot read “{plain(error.text)}” as a weekday and a time of day. Try `mon 09:00` or `friday 6pm`."


@words.register
def _(error: DigestNeedsChannel) -> str:
    return (
        "The digest is posted in the server's channel, and there would be none. "
        "Set one with `channel`, or switch the digest off with `digest: none`."
    )


@words.register
def _(error: TooManyNotes) -> str:
    return f"You have {error.limit} reminders to come, and more are not kept. `/remind forget` takes one back."


@words.register
def _(error: AlreadyAsked) -> str:
    return f"I will remind you of just that {when(error.due_at)} already."


@words.register
def _(error: NoteUnderWay) -> str:
    return "That reminder is being sent just now, so it cannot be taken back any more."


@words.register
def _(error: UnknownTimezone) -> str:
    return f"I know no time zone “{plain(error.text)}”. Type a city and pick from the list, like `Europe/Berlin`."


@words.register
def _(error: ChannelHidden) -> str:
    return (
        f"That session is played in <#{error.channel_id}>, which you cannot see, so you could not follow it. Ask an "
        "organiser to let you see that channel, and use the invitation again: it was not used up."
    )


@words.register
def _(error: NotInServer) -> str:
    return "You are not in that server any more, or I am not. Nothing was changed."
