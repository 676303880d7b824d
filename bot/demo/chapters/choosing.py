"""The tour's people choose what to play: a library, a queue with votes, and the picker."""

from typing import Any

from bot.demo.chapters.night import board
from bot.demo.checked import Checked

GAMES: dict[str, dict[str, Any]] = {
    "Azul": {"min_players": 2, "max_players": 4, "minutes": 40},
    "Cascadia": {"min_players": 1, "max_players": 4, "minutes": 45},
    "Codenames": {"min_players": 4, "max_players": 8, "minutes": 20, "tags": "party, words"},
    "Just One": {"alias": "justone", "min_players": 3, "max_players": 7, "minutes": 20, "tags": "party, words"},
    "Twilight Imperium": {"alias": "ti4", "min_players": 3, "max_players": 6, "minutes": 480},
}


async def library(tour: Checked) -> None:
    """Games are added, and found by what is known of them."""
    table = tour.table
    tour.chapter("The shelf")
    for title, known in GAMES.items():
        await table.olga.runs("game add", title=title, **known)
    shelf = await table.players[2].runs("game list", tags="party")
    tour.shows("the library is searched by tag", shelf, "Codenames (codenames)", "4–8 players, 20 min")
    tour.hides("and finds nothing else", shelf, "Azul")


async def queue(tour: Checked) -> None:
    """Two people nominate games, each game once; votes by button order them."""
    table = tour.table
    zoe, _, ines, juergen = table.players
    tour.chapter("What do we play?")
    for who, title in ((zoe, "Codenames"), (juergen, "Azul"), (juergen, "Cascadia")):
        await who.runs("queue add", game=title)
    tour.shows("the first nomination comes first", board(table), "1. Codenames · 1 vote")
    twice = await zoe.runs("queue add", game="azul")
    tour.shows("a game is in the queue once", twice, "Azul is in the queue already")
    queued = await ines.taps(board(table), "🗳️ Vote in the queue")
    tour.shows("the board leads to the votes", queued, "2. Azul", "nominated by @Jürgen")
    if queued is not None:
        await ines.taps(queued, "2. Azul")
    tour.shows("Inès's vote moves Azul up, for everybody to see", board(table), "1. Azul · 2 votes")


async def picking(tour: Checked) -> None:
    """The picker proposes what fits, says why, and does not repeat itself."""
    table = tour.table
    zoe = table.players[0]
    tour.chapter("Or let Rollcall pick")
    picked = await zoe.runs("game pick", players=4)
    tour.shows("it says why", picked, "Why: for 4 players", "never played yet")
    tour.shows("what takes eight hours does not fit any more", picked, "4 of 5 games fit")
    picked = await zoe.runs("game pick", players=6, tags="words")
    tour.shows("of word games for six it knows two", picked, "2 of 5 games fit")
    again = await zoe.taps(picked, "🎲 Again")
    tour.shows("“Again” means the other one", again, "1 of 5 games fit")
