"""The tour's session goes live, and comes to its end."""

from bot.demo.chapters.night import CARD, NIGHT, board
from bot.demo.checked import Checked


async def start(tour: Checked) -> None:
    """The session goes live; it is too early to vote."""
    table = tour.table
    await table.wait(minutes=50)
    tour.chapter("Everybody is here")
    offered = await table.olga.runs("session start")
    tour.shows("the planned session is offered", offered, NIGHT)
    await table.olga.taps(offered, f"Start session 1: {NIGHT}")
    tour.shows("its board stands in the channel", board(table), "In progress")
    tour.shows("its card says so too", table.find(CARD, "🎲 Live in"), "In progress")
    early = await table.players[2].says("thisgame++")
    tour.expect("who votes too early is told", "nothing to vote on yet" in table.find("vote on").content)
    tour.expect("and the vote is not counted", not table.again(early).reactions)


async def ending(tour: Checked) -> None:
    """A pause, the end and the recap."""
    table = tour.table
    tour.chapter("Pizza, and the end")
    shown = board(table)
    await table.olga.taps(shown, "Pause")
    tour.shows("the board says that it is paused", shown, "Paused")
    await table.wait(minutes=20)
    await table.olga.taps(shown, "Resume")
    await table.wait(minutes=25)
    asked = await table.olga.taps(shown, "End")
    tour.shows("Olga is asked first", asked, "it cannot go on")
    if asked is not None:
        await table.olga.taps(asked, "End the session")
    recap = table.find("🏁 Session 1", "Liked most")
    tour.shows("the recap leaves the pause out of the time played", recap, "1 h played")
    tour.shows("and tells how the games were liked", recap, "Liked most: Azul")
