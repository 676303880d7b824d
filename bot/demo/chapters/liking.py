"""What the tour's night leaves behind: the tally, the leaderboard, and everybody's own numbers."""

from bot.demo.checked import Checked


async def afterwards(tour: Checked) -> None:
    """A late vote still counts; the tally and the leaderboards."""
    table = tour.table
    zoe, _, ines, juergen = table.players
    tour.chapter("Which game did we like?")
    await table.wait(minutes=10)
    await juergen.says("thisgame++ after all")
    tally = await zoe.runs("votes tally")
    tour.shows("a vote shortly after the end still counts", tally, "Cascadia: +2 -0")
    tour.shows("in the tally of the whole night", tally, "Codenames: +0 -1 (skipped)")
    await table.wait(minutes=10)
    late = await ines.says("azul-- no, I sulk")
    tour.expect("a vote long after the end does not", not table.again(late).reactions)
    board = await ines.runs("votes leaderboard")
    tour.shows("Cascadia leads", board, "1. Cascadia: +2 -0")
    tour.shows("before Azul", board, "2. Azul: +2 -1")
    people = await ines.runs("votes leaderboard", by="people")
    tour.shows("people are ranked too", people, "@Jürgen: +1 -1")


async def numbers(tour: Checked) -> None:
    """What stands out among the games, and what one person played and liked."""
    table = tour.table
    ines = table.players[2]
    tour.chapter("And next time")
    games = await ines.runs("stats games")
    tour.shows("what was skipped counts as no play", games, "2 plays")
    tour.shows("the best liked game leads", games, "- Cascadia: +2 -0 in 1 play")
    mine = await ines.runs("stats me")
    tour.shows("Inès sees what she was at", mine, "1 evening")
    tour.shows("and what she liked", mine, "Lately you liked Cascadia, Azul")
    known = await ines.runs("game show", game="azul")
    tour.shows("the library remembers", known, "Votes of all time: +2 -1")
