"""The words for errors of the library, the queue and plays: the cause, and the remedy."""

from datetime import timedelta
from math import ceil

from cogs.edge.text import hours, plain, plural
from cogs.edge.wording.files import flaw
from cogs.edge.wording.said import words
from domain.files import Flaw
from domain.gamenight.exchange import FileNotUnderstood
from domain.gamenight.library import AliasTaken, LibraryFull, TitleTaken
from domain.gamenight.merging import LibraryChanged
from domain.gamenight.nominations import AlreadyQueued, GamePutAway, NotQueued, QueueEmpty
from domain.gamenight.picker import Condition, NothingFits, Table
from domain.gamenight.plays import JUST_NOW, NothingPlaying, PlayingAlready, StartedMeanwhile
from domain.gamenight.polls import PollOver, PollUnderWay
from domain.gamenight.rooms import NoRoom


@words.register
def _(error: TitleTaken) -> str:
    return f"{plain(error.title)} is in the library already, or put away. `/game show` finds it either way."


@words.register
def _(error: LibraryFull) -> str:
    return f"A library holds at most {error.limit:,} games. `/game remove` makes room."


@words.register
def _(error: LibraryChanged) -> str:
    return "The library has changed in the meantime, so nothing was imported. Please have another look:"


@words.register
def _(error: FileNotUnderstood) -> str:
    return f"I cannot read that file. {_OF_GAMES.get(error.flaw) or flaw(error)} `/game export` gives you one to go by."


_OF_GAMES = {
    Flaw.NO_LIST: "It has to be a list of games, like an export with `format: JSON`.",
    Flaw.NO_COLUMNS: "Its first line has to name the columns, `title` among them, like an export does.",
    Flaw.EMPTY: "It holds no games.",
}


@words.register
def _(error: AliasTaken) -> str:
    return f"“{plain(error.text)}” already means {plain(error.title)}. Choose another with `alias`."


@words.register
def _(error: QueueEmpty) -> str:
    return "The queue is empty. `/queue add` puts a game in it."


@words.register
def _(error: NothingPlaying) -> str:
    return "No game is being played just now. `/play next` starts the first of the queue."


@words.register
def _(error: NoRoom) -> str:
    return "That game has no room code, or is over. `/play room` sets a code for the game being played."


@words.register
def _(error: StartedMeanwhile) -> str:
    title = plain(error.play.game.title)
    if error.ago is None:
        return f"{title} was started since you looked, and goes on. If you still want that, use the board as it is now."
    ago, left = int(error.ago.total_seconds()), ceil((JUST_NOW - error.ago).total_seconds())
    began = f"{plural(ago, 'second')} ago" if ago else "just now"
    return f"{title} was started {began}, and goes on. If you still want that, please try again in {left} s."


@words.register
def _(error: PlayingAlready) -> str:
    return (
        f"{plain(error.title)} is being played already. `/play room` and `/play players` change its code and number; "
        "for another round, `/play done` first."
    )


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
        f"{plain(error.title)} is put away, so it cannot be queued or played. Members with Manage Events can bring it "
        "back with `/game edit` and `enabled: True`."
    )


@words.register
def _(error: NothingFits) -> str:
    if not error.among:
        return "The library has no game to pick. `/game add` adds one, `/game import` many."
    why = [f"{count} {_unfitting(condition, error.table, count)}" for condition, count in error.excluded]
    if len(why) == 1:
        return f"No game fits. Of {plural(error.among, 'game')} {why[0]}"
    return f"No game fits all of it. Of {plural(error.among, 'game')}:\n" + "\n".join(f"- {one}" for one in why)


def _unfitting(condition: Condition, table: Table, count: int) -> str:
    """Why games do not fit, with the remedy."""
    is_ = "is" if count == 1 else "are"
    match condition:
        case Condition.PLAYERS:
            return f"{is_} not for {plural(table.players or 0, 'player')}. Give another number with `players`."
        case Condition.MINUTES:
            unsaid = "" if table.any_length else ", or nobody has said how long they take"
            return (
                f"would take longer than {hours(timedelta(minutes=table.minutes or 0))}{unsaid}. Give more `minutes`."
            )
        case Condition.OWNERS:
            return f"{is_} owned by nobody who is here. `/game own` says that you own one."
        case Condition.TAGS:
            return f"{'lacks' if count == 1 else 'lack'} the tags. Give fewer `tags`."
        case Condition.PLAYED:
            was = "was" if count == 1 else "were"
            return f"{was} played tonight, or last time. `/queue add` nominates one all the same."
        case Condition.SAID:
            return "I have suggested already. `/game pick` starts over; `/queue add` nominates any of them."


@words.register
def _(error: PollOver) -> str:
    return "That poll is over and takes no more votes. `/game pick` picks again."


@words.register
def _(error: PollUnderWay) -> str:
    return f"Everyone is being asked already{f': {error.url}' if error.url else ''}. Vote there, or stop it first."
