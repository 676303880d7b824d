"""The words for errors of roll calls: the cause, and the remedy."""

from cogs.edge.text import at, plain
from cogs.edge.wording.said import title_of, words
from domain.rollcall.errors import (
    DeadlineOutOfReach,
    NobodySilent,
    NothingToPromote,
    NudgedLately,
    OptionGone,
    OptionInThePast,
    PlayersOnly,
    RollCallAct,
    RollCallCancelled,
    RollCallClosed,
    RollCallPromoted,
    UndoneTooLate,
    WhichRollCall,
)
from domain.rollcall.quorum import QuorumNotUnderstood, QuorumOutOfReach
from domain.rollcall.usual import CampaignWentOn, OfferLapsed

CLOSED = {
    RollCallAct.ANSWER: "closed{since}: answers are not taken any more.",
    RollCallAct.EDIT: "closed{since}: its times stay as they are.",
    RollCallAct.CLOSE: "is closed already: it closed{since}.",
    RollCallAct.NUDGE: "closed{since}: only for one that is open are people asked.",
}


CANCELLED = {
    RollCallAct.ANSWER: "was cancelled{since}: it takes no answers.",
    RollCallAct.EDIT: "was cancelled{since}: it cannot be changed.",
    RollCallAct.CLOSE: "was cancelled{since}: it takes no answers any more.",
    RollCallAct.CANCEL: "is cancelled already: it was called off{since}.",
    RollCallAct.NUDGE: "was cancelled{since}: only for one that is open are people asked.",
    RollCallAct.PROMOTE: "was cancelled{since}: it becomes no session.",
}


@words.register
def _(error: RollCallClosed) -> str:
    ended = CANCELLED if isinstance(error, RollCallCancelled) else CLOSED
    since = f" {at(error.closed_at, 'R')}" if error.closed_at else ""
    return f"“{plain(title_of(error.title))}” (roll call {error.number}) {ended[error.act].format(since=since)}"


@words.register
def _(error: WhichRollCall) -> str:
    listed = "\n".join(f"- {plain(one, 200)}" for one in error.names)
    return f"Which roll call do you mean? Name it in the option `rollcall`, by its number or title:\n{listed}"


@words.register
def _(error: RollCallPromoted) -> str:
    return (
        "This roll call has become a session. Organisers change that one, with `/session edit` or `/session cancel`; "
        "for ten minutes *Undo* on the roll call's card takes it back."
    )


@words.register
def _(error: QuorumNotUnderstood) -> str:
    return (
        f"I cannot read “{plain(error.text)}” as a quorum. Try `4` (at least 4 yes), `4 and organiser` (the organiser "
        "is one of them), or `4 of 6` (and at least 6 people have answered). In `/rollcall edit`, `none` takes it away."
    )


@words.register
def _(error: QuorumOutOfReach) -> str:
    if not error.quorum.yes:
        return "A quorum is at least 1 yes, for example `4`. Without `quorum` nothing becomes a session by itself."
    return (
        f"{error.quorum.yes} yes of {error.quorum.of} answers cannot be. Write the smaller number first, like `4 of 6`."
    )


@words.register
def _(error: UndoneTooLate) -> str:
    if error.until is None:
        return "There is nothing to undo here. `/session cancel` calls a session off."
    return f"That could be undone until {at(error.until)}. `/session cancel` calls the session off."


@words.register
def _(error: NobodySilent) -> str:
    return "Every player has answered something, so there is nobody to nudge."


@words.register
def _(error: NudgedLately) -> str:
    return f"They were nudged less than an hour ago. You can do it again {at(error.again_at, 'R')}."


@words.register
def _(error: OfferLapsed) -> str:
    return "Those times have passed. `/rollcall open` asks for others."


@words.register
def _(error: CampaignWentOn) -> str:
    return (
        f"{plain(error.name)} has gone on meanwhile: a session is planned, or a roll call is open. `/upcoming` shows "
        "the session; `/rollcall open` asks all the same."
    )


@words.register
def _(error: OptionGone) -> str:
    return "That time is not in this roll call any more: its times were changed. Nothing was saved; look at its card."


@words.register
def _(error: PlayersOnly) -> str:
    return (
        f"Only players of {plain(error.campaign.name)} may answer this roll call. `/campaign join` makes you one of "
        "them."
    )


@words.register
def _(error: NothingToPromote) -> str:
    return (
        "There is no time to make a session of: nobody has said yes or if needed to one that is still to come. "
        "Name one with `/rollcall promote` and its `option`, or open a new roll call."
    )


@words.register
def _(error: DeadlineOutOfReach) -> str:
    return f"The deadline has to be in the future, and at the latest {at(error.latest)}, when the last option begins."


@words.register
def _(error: OptionInThePast) -> str:
    return f"{at(error.starts_at)} has passed. Choose a time that is still to come."
