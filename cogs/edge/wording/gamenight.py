"""The words for errors of the library, the queue and plays: the cause, and the remedy."""

from cogs.edge.text import plain, plural
from cogs.edge.wording.said import words
from domain.gamenight.exchange import FileNotUnderstood
from domain.gamenight.library import AliasTaken, LibraryFull, TitleTaken
from domain.gamenight.merging import LibraryChanged
from domain.gamenight.nominations import AlreadyQueued, GamePutAway, NotQueued, QueueEmpty
from domain.gamenight.picker import Condition, NothingFits, Table
from domain.gamenight.plays import NothingPlaying, StartedMeanwhile
from domain.gamenight.polls import PollOver, PollUnderWay
from domain.gamenight.rooms import NoRoom


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
