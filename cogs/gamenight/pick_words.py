"""Why a game was picked, in words."""

from datetime import timedelta

from cogs.edge.text import at, hours, plain, plural
from cogs.gamenight.described import described
from domain.gamenight.library import Game, Weight
from domain.gamenight.picker import History, Picked, is_lately
from services.gamenight.picking import Pick, Wish

REPEATED = "\nEverything that fits was played tonight already, so this is a repeat."


def picked(pick: Pick, wish: Wish) -> str:
    """The game that was picked, why, and among how many."""
    game = pick.picked.games[0]
    votes = pick.queued.get(game.id)
    queued = "" if votes is None else f"\nIt is in the queue, with {plural(votes, 'vote')}."
    repeated = REPEATED if pick.repeats else ""
    return f"🎲 {described(game)}\nWhy: {reasons(game, pick, wish)}.{queued}{repeated}\n-# {_drawn(pick.picked)}"


def _drawn(picked: Picked) -> str:
    """Among how many, and by what chance; the rule stands in `domain.gamenight.picker`."""
    fit = f"{picked.fitting} of {plural(picked.among, 'game')} fit."
    if picked.fitting == 1:
        return fit
    return f"{fit} Drawn at random: liked and favoured ones come up more often, those played lately less often."


def reasons(game: Game, pick: Pick, wish: Wish) -> str:
    """Everything that speaks for the game, and then what speaks against it."""
    history = pick.histories.get(game.id, History())
    lately = is_lately(history, pick.at)
    last = f"last played {at(history.last_at, 'R')}" if history.last_at else "never played yet"
    favour = [
        _players(pick, given=wish.players is not None),
        _minutes(game, pick.table.minutes, given=wish.minutes is not None),
        "somebody here owns it" if wish.owned else "",
        f"tagged {plain(', '.join(wish.tags))}" if wish.tags else "",
        f"liked: {history.votes:+}" if history.votes > 0 else "",
        "" if lately else last,
        "the organisers favour it" if game.weight is Weight.MORE else "",
    ]
    against = [
        f"not much liked: {history.votes:+}" if history.votes < 0 else "",
        last if lately else "",
        "picked less often than others" if game.weight is Weight.LESS else "",
    ]
    why = ", ".join(filter(None, favour)) or ("the only one that fits" if pick.picked.fitting == 1 else "by chance")
    although = ", ".join(filter(None, against))
    return f"{why}, although {although}" if although else why


def _players(pick: Pick, *, given: bool) -> str:
    players = pick.table.players
    if players is None:
        return ""
    if given:
        return f"for {plural(players, 'player')}"
    return f"for the {players} who are online" + (" or said that they come" if pick.coming else "")


def _minutes(game: Game, minutes: int | None, *, given: bool) -> str:
    if minutes is None or game.minutes is None:
        return ""
    span = hours(timedelta(minutes=minutes))
    return f"done within {span}" if given else f"done in the {span} left"
