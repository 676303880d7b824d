"""The words for what a person is told when something cannot be done: the cause, and the remedy."""

from functools import singledispatch

from cogs.edge.errors import CannotMakeThread, CannotPostHere, ChannelHidden, FormTooLate, NotInServer, ThreadOutOfReach
from cogs.edge.repeats import day_words, rule_words
from cogs.edge.text import at, plain, plural, when
from domain.campaigns import (
    CampaignArchived,
    NameTaken,
    NeedsRole,
    OrganisersOnly,
    PlaysAlready,
    PlaysNot,
    WhichCampaign,
)
from domain.digest import DigestNeedsChannel, DigestNotUnderstood
from domain.errors import NotAllowed, NothingMatches, NotValid, SeveralMatch, UserError
from domain.gamenight.exchange import FileNotUnderstood
from domain.gamenight.library import AliasTaken, LibraryFull, TitleTaken
from domain.gamenight.merging import LibraryChanged
from domain.gamenight.nominations import AlreadyQueued, GamePutAway, NotQueued, QueueEmpty
from domain.gamenight.picker import Condition, NothingFits, Table
from domain.gamenight.plays import NothingPlaying, Play, PlayStatus, StartedMeanwhile
from domain.gamenight.polls import PollOver, PollUnderWay
from domain.gamenight.rooms import NoRoom
from domain.quiet import QuietHoursNotUnderstood
from domain.reminders import AlreadyAsked, NoteUnderWay, TooManyNotes
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
from domain.scheduling.durations import write_duration
from domain.scheduling.errors import (
    DurationNotUnderstood,
    DurationTooLong,
    NothingAhead,
    NoTimes,
    PartNotUnderstood,
    RepeatDoesNotFit,
    RepeatEndsAtOnce,
    RepeatNotUnderstood,
    RepeatTooOften,
    SeriesWithoutEnd,
    TimeInThePast,
    TimeNotUnderstood,
    TimeTooLong,
    TooManyOffsets,
    TooManyTimes,
)
from domain.scheduling.repeats.reading import examples as repeat_examples
from domain.scheduling.repeats.repeat import RepeatFixesTheDay
from domain.scheduling.repeats.series import SeriesWentOn
from domain.scheduling.session import LIVE, Act, NotInThisState, Session, State
from domain.scheduling.several import examples_of_several
from domain.scheduling.when import examples, why_not
from domain.scheduling.why import WOULD_DO, Trouble, Why
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
from domain.settings import UnknownTimezone
from domain.votes import (
    ImportUndone,
    LogNotUnderstood,
    NothingToImport,
    NothingToUndo,
    NothingToVoteOn,
    NotYourMessage,
    NoVoteInMessage,
    Tally,
)


def apology(reference: str) -> str:
    """For what nobody expected."""
    return (
        f"Something went wrong on my side, and nothing was changed that I have not confirmed. Please try again. "
        f"If it happens again, tell whoever runs this bot the reference `{reference}`."
    )


@singledispatch
def words(error: UserError) -> str:
    """The words for an error; every kind of error has its own."""
    raise NotImplementedError(f"no words for {type(error).__name__}") from error


@words.register
def _(error: FormTooLate) -> str:
    return "I was too slow to open the form. Nothing was changed; please tap again."


@words.register
def _(error: NotAllowed) -> str:
    return f"Only {error.needed} can do that."


@words.register
def _(error: OrganisersOnly) -> str:
    own = f"<@{error.campaign.organiser_id}>, " if error.campaign.organiser_id else ""
    return (
        f"Only organisers of {plain(error.campaign.name)} can do that: {own}holders of the organiser role, and members "
        "with Manage Events."
    )


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
    return f"There is no {error.kind} “{plain(error.text)}” here. Pick one from the list that shows while you type."


@words.register
def _(error: SeveralMatch) -> str:
    shown = zip(error.matches, error.at, strict=True)
    listed = "\n".join(f"- {plain(one)}{f' · {at(day)}' if day else ''}" for one, day in shown)
    return f"“{plain(error.text)}” could be any of these; pick one from the list that shows while you type:\n{listed}"


@words.register
def _(error: WhichCampaign) -> str:
    listed = ", ".join(plain(one) for one in error.names[:10])
    more = f", and {len(error.names) - 10} more" if len(error.names) > 10 else ""
    return (
        f"Which campaign do you mean? There are: {listed}{more}. Name it with the option `campaign`; a command without "
        "that option is for the campaign in whose channel it is used (`/campaign edit` sets its `channel`)."
    )


@words.register
def _(error: NeedsRole) -> str:
    return f"This campaign is for holders of <@&{error.role_id}>. Ask an organiser for the role."


@words.register
def _(error: CampaignArchived) -> str:
    return f"{plain(error.campaign.name)} is archived, and takes nothing new. `/campaign archive` brings it back."


@words.register
def _(error: NameTaken) -> str:
    article, where = ("a", "list") if error.kind == "campaign" else ("an" if error.kind[0] == "o" else "a", "show")
    return (
        f"There is {article} {error.kind} called “{plain(error.name)}” already; `/campaign {where}` tells more. "
        "Choose another name."
    )


@words.register
def _(error: PlaysAlready) -> str:
    return (
        f"<@{error.user_id}> plays in {plain(error.campaign.name)} already. Give a `character` to add one to those "
        "they play."
    )


@words.register
def _(error: PlaysNot) -> str:
    return f"<@{error.user_id}> does not play in {plain(error.campaign.name)}. `/campaign show` lists who does."


@words.register
def _(error: TimeNotUnderstood) -> str:
    return f"I cannot read “{plain(error.text)}” as a time. {_try(error, *examples(error.now, error.zone), one=True)}"


def _try(error: TimeNotUnderstood | PartNotUnderstood, example: str, other: str, *, one: bool) -> str:
    """What is wrong with a text that is no time, as far as one can tell, and two that would do."""
    found = why_not(error.text, error.now, error.zone, one=one)
    said = f"{_trouble(found, error.zone.key)} " if found else ""
    example = found.what if found and found.trouble in WOULD_DO else example
    return f"{said}Try `{example}` or `{other}` (read in {error.zone.key})."


def _trouble(why: Why, zone: str) -> str:
    match why.trouble:
        case Trouble.NO_HOUR:
            return "I need an hour too."
        case Trouble.HALF:
            return "In the morning or in the evening? Say which."
        case Trouble.NO_DAY:
            return "I need a day too."
        case Trouble.NOT_THERE:
            return f"There is no {why.what}."
        case Trouble.ZONE:
            return f"I read times in your zone, {zone}; leave out {why.what}. Another zone is set with /timezone set."
        case Trouble.REPEATS:
            return "That goes on, and I need the one time it starts; the option repeat of /session schedule goes on."
        case Trouble.SEVERAL:
            return "That is more than one time, and I take one here; /rollcall open asks which one people can make."
        case Trouble.TOO_FAR:
            return "It is more than three years ahead."


@words.register
def _(error: TimeInThePast) -> str:
    return f"“{plain(error.text)}” is {at(error.instant)}, and that has passed. Give a time that is still to come."


@words.register
def _(error: TimeTooLong) -> str:
    return f"That is {error.length:,} characters; at most {error.limit:,} are read. Try `fri 8pm` or `in 2 hours`."


@words.register
def _(error: PartNotUnderstood) -> str:
    place = f", number {error.place} of {error.count}," if error.count > 1 else ""
    would_do = _try(error, *examples_of_several(error.now, error.zone), one=False)
    return f"I cannot read “{plain(error.text)}”{place} as days and hours. {would_do}"


@words.register
def _(error: NoTimes) -> str:
    one, other = examples_of_several(error.now, error.zone)
    return f"That names no time. Try `{one}` or `{other}` (read in {error.zone.key})."


@words.register
def _(error: NothingAhead) -> str:
    return f"Of “{plain(error.text)}” no day is still to come. Give a later end, or another week."


@words.register
def _(error: SeriesWithoutEnd) -> str:
    return f"“{plain(error.text)}” has no end. Add one, like `until 20 dec` or `for 4 weeks`."


@words.register
def _(error: TooManyTimes) -> str:
    over = error.count - error.limit
    which = f"all from {at(error.beyond)} on" if error.beyond else "the last days of a series"
    return f"Those are {error.count} times, and at most {error.limit} fit. Leave out {over}, such as {which}."


@words.register
def _(error: DurationNotUnderstood) -> str:
    return f"I cannot read “{plain(error.text)}” as a length of time. Try `3h` or `90m`."


@words.register
def _(error: DurationTooLong) -> str:
    return f"“{plain(error.text)}” is longer than {write_duration(error.longest)}, the most that can be given here."


@words.register
def _(error: TooManyOffsets) -> str:
    return f"Those are {error.count} reminders; at most {error.limit} can be set. Try `1d, 1h, 0`."


@words.register
def _(error: RepeatNotUnderstood) -> str:
    one, other = repeat_examples(error.first)
    return f"I cannot read “{plain(error.text)}” as a repeat. Try `{one}` or `{other}`."


@words.register
def _(error: RepeatTooOften) -> str:
    return f"“{plain(error.text)}” is more than once a day. Try `daily` or `weekly`."


@words.register
def _(error: RepeatDoesNotFit) -> str:
    instead = f" The next day it falls on is {day_words(error.instead)}." if error.instead else ""
    return f"“{plain(error.text)}” does not fall on {day_words(error.day)}.{instead} Change the day or the repeat."


@words.register
def _(error: RepeatEndsAtOnce) -> str:
    return (
        f"“{plain(error.text)}” gives one session, and no second one in the next ten years. "
        "Give it a later end, like `weekly, 10 times`, or leave the repeat out."
    )


@words.register
def _(error: SeriesWentOn) -> str:
    newest = error.newest
    if newest.state is State.PLANNED:
        gone_on = f"{name(newest)} is planned for {when(newest.starts_at)}. Name that one to change all to come"
    else:
        gone_on = f"{name(newest)} {_history(newest)}. All to come can be changed once it is over"
    return f"The series has gone on: {gone_on}, or change this one alone."


@words.register
def _(error: RepeatFixesTheDay) -> str:
    return (
        f"This series repeats {rule_words(error.rule)}, and {day_words(error.day)} is none of these days. "
        "Choose one of them, move this session alone, or stop the series and schedule a new one."
    )


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
def _(error: NotInThisState) -> str:
    verb = "answered any more" if error.act is Act.RSVP else error.act.value
    instead = "resumed or ended" if error.session.state is State.PAUSED else "ended"
    can = f"can be {instead}, not {verb}" if error.session.state in LIVE else f"cannot be {verb}"
    return f"{name(error.session)} {_history(error.session)}: it {can}."


def name(session: Session) -> str:
    """A session as sentences name it."""
    return f"Session {session.number} (“{plain(session.title)}”)"


def title_of(title: str) -> str:
    """A roll call's title as people read it; many have none of their own."""
    return title or "When can we play?"


def tally_line(play: Play, votes: Tally) -> str:
    """A play and its standing votes: `Catan: +2 -1`."""
    skipped = " (skipped)" if play.status is PlayStatus.SKIPPED else ""
    return f"{plain(play.game.title)}: {votes}{skipped}"


def _history(session: Session) -> str:
    if session.state is State.PLANNED:
        return f"is planned for {when(session.starts_at)} and has not started"
    if session.state is State.CANCELLED:
        return "was cancelled"
    started = at(session.started_at or session.starts_at)
    if session.state is State.COMPLETED:
        return f"started at {started} and is complete"
    return f"started at {started} and is {'paused' if session.state is State.PAUSED else 'in progress'}"


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
def _(error: ChannelHidden) -> str:
    return (
        f"That session is played in <#{error.channel_id}>, which you cannot see, so you could not follow it. Ask an "
        "organiser to let you see that channel, and use the invitation again: it was not used up."
    )


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
        "is one of them), or `4 of 6` (and at least 6 people have answered)."
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
def _(error: NotInServer) -> str:
    return "You are not in that server any more, or I am not. Nothing was changed."


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


@words.register
def _(error: TitleTaken) -> str:
    return f"{plain(error.title)} is in the library already. `/game show` shows it, also where it was put away."


@words.register
def _(error: LibraryFull) -> str:
    return f"A library holds at most {error.limit:,} games. `/game remove` makes room."


@words.register
def _(error: LibraryChanged) -> str:
    return "The library has changed meanwhile, and nothing was imported. Please look again:"


@words.register
def _(error: FileNotUnderstood) -> str:
    return f"I cannot read that file. {error.reason} `/game export` gives you one to go by."


@words.register
def _(error: AliasTaken) -> str:
    return f"“{plain(error.text)}” already means {plain(error.title)}. Choose another with `alias`."


@words.register
def _(error: QueueEmpty) -> str:
    return "The queue is empty. `/queue add` puts a game in it."


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
def _(error: NotYourMessage) -> str:
    return "Only who wrote a message can have it counted."


@words.register
def _(error: NoVoteInMessage) -> str:
    return "That message votes for nothing. Write `thisgame++` or `thisgame--`, standing alone, or a game's short name."


@words.register
def _(error: NothingToVoteOn) -> str:
    return (
        "That message has nothing to vote on: no such game was being played here when it was written. Votes count from "
        "the start of the first game until 15 minutes after the session, in its channel."
    )


@words.register
def _(error: NothingPlaying) -> str:
    return "No game is being played just now. `/play next` starts the first of the queue."


@words.register
def _(error: NoRoom) -> str:
    return "There is no room code, or not any more. `/play room` sets one for the game being played."


@words.register
def _(error: StartedMeanwhile) -> str:
    title = plain(error.play.game.title)
    return f"Somebody started {title} just now, and it goes on. If you want the one after it, please try once more."


@words.register
def _(error: AlreadyQueued) -> str:
    return f"{plain(error.title)} is in the queue already. `/queue list` shows it, and has a button to vote for it."


@words.register
def _(error: NotQueued) -> str:
    what = "That game is not in the queue any more" if error.title is None else f"{plain(error.title)} is not queued"
    return f"{what}. `/queue list` shows what is."


@words.register
def _(error: GamePutAway) -> str:
    return (
        f"{plain(error.title)} is put away: it is neither queued nor played. Who has Manage Events brings it back with "
        "`/game edit` and `enabled: True`."
    )


@words.register
def _(error: NothingFits) -> str:
    if not error.among:
        return "The library has no game to pick. `/game add` adds one, `/game import` many."
    condition, count = error.excluded[0]
    return f"No game fits. Of {plural(error.among, 'game')} {count} {_unfitting(condition, error.table, count)}"


def _unfitting(condition: Condition, table: Table, count: int) -> str:
    """Why games do not fit, with the remedy."""
    is_ = "is" if count == 1 else "are"
    match condition:
        case Condition.PLAYERS:
            return f"{is_} not for {plural(table.players or 0, 'player')}. Give another number with `players`."
        case Condition.MINUTES:
            unsaid = "" if table.any_length else ", or nobody has said how long"
            return f"would take longer than {plural(table.minutes or 0, 'minute')}{unsaid}. Give more `minutes`."
        case Condition.OWNERS:
            return f"{is_} owned by nobody who is here. `/game own` says what you own."
        case Condition.TAGS:
            return f"{'lacks' if count == 1 else 'lack'} the tags. Give fewer `tags`."
        case Condition.PLAYED:
            was = "was" if count == 1 else "were"
            return f"{was} played tonight, or last. `/queue add` has one of them played again."
        case Condition.SAID:
            return "I have named already. `/game pick` begins anew, and `/queue add` nominates any of them."


@words.register
def _(error: PollOver) -> str:
    return "That poll is over, and takes no votes any more. `/game pick` picks anew."


@words.register
def _(error: PollUnderWay) -> str:
    return f"Everyone is being asked already{f': {error.url}' if error.url else ''}. Vote there, or stop it first."


@words.register
def _(error: LogNotUnderstood) -> str:
    return f"I cannot read that file. {plain(error.reason, 300)} Nothing was imported."


@words.register
def _(error: NothingToImport) -> str:
    return "No game was played in a session that you run, so no line of a log can vote. Nothing was imported."


@words.register
def _(error: NothingToUndo) -> str:
    return "There is no import of votes to undo."


@words.register
def _(error: ImportUndone) -> str:
    return "That import is undone: its votes do not count."


@words.register
def _(error: DraftFailed) -> str:
    return f"There is no draft: {error.reason}. The recap is as it was; *Edit recap* changes it, and you can ask again."


@words.register
def _(error: DraftUnderWay) -> str:
    return f"The assistant is at it since {at(error.since, 'T')}. Press the button again in a minute to see its draft."


@words.register
def _(error: DraftGone) -> str:
    return "That draft is gone: it was accepted, discarded, or given up. Press the button on the recap for another."
