"""Why a game was picked, in words."""

from datetime import timedelta

from cogs.edge.text import at, hours, plain, plural
from cogs.gamenight.described import described
from domain.gamenight.library import Game, Weight
from domain.gamenight.picker import History, Picked
from services.gamenight.picking import Pick, Wish

FAVOURED = {Weight.MORE: "the organisers favour it", Weight.LESS: "it is picked less often than others"}


def picked(pick: Pick, wish: Wish) -> str:
    """The game that was picked, why, and among how many."""
    game = pick.picked.games[0]
    return f"🎲 {described(game)}\nWhy: {reasons(game, pick, wish)}.\n-# {_drawn(pick.picked)}"


def _drawn(picked: Picked) -> str:
    """Among how many, and by what chance; the rule stands in `domain.gamenight.picker`."""
    fit = f"{picked.fitting} of {plural(picked.among, 'game')} fit."
    if picked.fitting == 1:
        return fit
    return f"{fit} Drawn at random: liked and favoured ones come up more often, those played lately less often."


def reasons(game: Game, pick: Pick, wish: Wish) -> str:
    """Everything that speaks for the game, or against it."""
    table, history = pick.table, pick.histories.get(game.id, History())
    found = [
        _players(table.players, given=wish.players is not None),
        _minutes(game, table.minutes, given=wish.minutes is not None),
        "somebody here owns it" if wish.owned else "",
        f"tagged {plain(', '.join(wish.tags))}" if wish.tags else "",
        f"{'liked' if history.votes > 0 else 'not much liked'}: {history.votes:+}" if history.votes else "",
        f"last played {at(history.last_at, 'R')}" if history.last_at else "never played yet",
        FAVOURED.get(game.weight, ""),
    ]
    return ", ".join(one for one in found if one)


def _players(players: int | None, *, given: bool) -> str:
    if players is None:
        return ""
    return f"for {plural(players, 'player')}" if given else f"for the {players} who are here"


def _minutes(game: Game, minutes: int | None, *, given: bool) -> str:
    if minutes is None or game.minutes is None:
        return ""
    span = hours(timedelta(minutes=minutes))
    return f"done within {span}" if given else f"done in the {span} left"
