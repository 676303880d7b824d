"""The tour's people play, one game after another, and say in chat what they think of each."""

from bot.demo.chapters.night import board
from bot.demo.checked import Checked

CODE = "TILES-42"


async def room(tour: Checked) -> None:
    """The queue's first game starts; its room code is for those who ask."""
    table = tour.table
    _, _, ines, juergen = table.players
    tour.chapter("The first game")
    await juergen.runs("play next")
    tour.shows("Azul is played", board(table), "Now playing Azul")
    tour.shows("and Codenames is next", board(table), "1. Codenames")
    await juergen.runs("play room", room_code=CODE)
    tour.hides("the room code is not for the whole channel", board(table), CODE)
    told = await ines.taps(board(table), "🔑 Room code")
    tour.shows("a tap shows it to Inès", told, CODE)
    looked = await table.olga.runs("play room")
    tour.shows("and Olga sees who looked", looked, "Looked at by", "@Inès")


async def votes(tour: Checked) -> None:
    """Votes in chat, an edit, a deletion, and a vote for an earlier game."""
    table = tour.table
    zoe, _, ines, juergen = table.players
    tour.chapter("thisgame++")
    await table.olga.runs("settings edit", vote_reaction="🎲")
    await table.wait(minutes=30)
    await zoe.says("thisgame++ lovely tiles")
    second = await juergen.says("ThisGame++")
    third = await ines.says("thisgame—")
    tour.shows("three votes count, also as a phone writes them", board(table), "Azul: +2 -1")
    tour.expect("and are marked as counted", str(table.again(third).reactions[0].emoji) == "🎲")
    await juergen.edits(second, "thisgame-- on second thought")
    tour.shows("an edit changes the vote", board(table), "Azul: +1 -2")
    await ines.deletes(third)
    tour.shows("a deletion takes it back", board(table), "Azul: +1 -1")
    await table.olga.taps(board(table), "Play next")
    tour.shows("Codenames is played", board(table), "Now playing Codenames")
    tour.hides("the code of Azul's room is gone", board(table), "Room code")
    await ines.says("azul++ when I think of it")
    tour.shows("a game's alias votes for the game before", board(table), "Azul: +2 -1")
    await zoe.says("azul-- was a slip: thisgame--")
    tour.shows("in one message, the last vote counts", board(table), "Codenames: +0 -1")


async def skipping(tour: Checked) -> None:
    """What nobody enjoys is skipped, and the next game begins."""
    table = tour.table
    tour.chapter("Next, please")
    await table.wait(minutes=5)
    await table.olga.runs("play skip")
    tour.shows("Codenames is skipped, and its vote stays", board(table), "Codenames: +0 -1 (skipped)")
    await table.olga.taps(board(table), "Play next")
    await table.players[2].says("thisgame++")
    tour.shows("Cascadia is played and liked", board(table), "Cascadia: +1 -0")
    tour.shows("the queue is empty now", board(table), "The queue is empty")
