"""The chapters of the tour, in order. Each goes on where the one before it ended."""

import discord

from bot.demo.checked import Checked
from bot.demo.people import Table

NIGHT = "January game night"
CARD = f"Session 1: {NIGHT}"
FRIDAY, SATURDAY, SUNDAY = "Fri 2 Jan, 19:00", "Sat 3 Jan, 15:00", "Sun 4 Jan, 18:00"


def _messages(table: Table, fragment: str) -> list[discord.Message]:
    """The messages in the channel that hold this."""
    return [one for one in table.channel.history() if fragment in "\n".join(table.lines(one))]


def _board(table: Table) -> discord.Message:
    return _messages(table, f"▶️ {CARD}")[0]


async def roll_call(tour: Checked) -> None:
    """A roll call is opened, and answered by taps, by the form and by a reaction."""
    table = tour.table
    zoe, bartlomiej, ines, juergen = table.players
    await table.wait(hours=18)
    tour.chapter("When can everybody play?")
    await table.olga.runs("rollcall open", options="fri 19:00; sat 15:00; sun 6pm", title=NIGHT, mode="both")
    card = table.find(NIGHT, "Open until")
    tour.shows("the times are read as meant", card, "Sat 3 Jan, 15:00 UTC")
    await zoe.taps(card, "🇦 I can")
    await zoe.taps(card, "🇧 I can")
    await zoe.taps(card, "🇦 I can")
    tour.shows("a second tap takes the answer back", card, "0 yes")
    await bartlomiej.taps(card, "🇧 I can")
    await ines.fills(card, "My answers", {"I can": [SATURDAY], "If needed": [SUNDAY], "I can't": [FRIDAY]})
    tour.shows("the form counts, with “if needed” and “no”", card, "1 if needed: @Inès")
    await juergen.reacts(card, "🇧")
    tour.shows("a reaction counts like a tap", card, "4 yes: @Zoë @Bartłomiej @Inès @Jürgen")
    tour.shows("Saturday is best", card, "Best so far", "Sat 3 Jan")


async def promotion(tour: Checked) -> None:
    """The best time becomes a session; only those who may can do that."""
    table = tour.table
    tour.chapter("It is settled")
    card = table.find(NIGHT, "Open until")
    refused = await table.players[0].taps(card, "Make it a session")
    tour.shows("who did not open it and does not organise is told so", refused, "Only")
    asked = await table.olga.taps(card, "Make it a session")
    tour.shows("Olga is asked first", asked, "4 people can come")
    if asked is not None:
        await table.olga.taps(asked, "Make it a session")
    await table.wait(seconds=1)
    tour.shows("the roll call is closed", card, "Closed")
    tour.shows("who said yes is going", table.find(CARD), "Going (4")
    pinged = table.find("It is settled").raw_mentions
    tour.expect("those four are pinged, once", len(pinged) == 4 and len(_messages(table, "It is settled")) == 1)


async def waitlist(tour: Checked) -> None:
    """The session is full; the bot is replaced by a new process; a seat becomes free through an old button."""
    table = tour.table
    tour.chapter("Four seats, five people, and a restart")
    card = table.find(CARD)
    await table.olga.runs("session edit", session=NIGHT, capacity=4)
    tour.shows("the card says that it is full", card, "4 of 4 seats taken")
    told = await table.olga.taps(card, "Going")
    tour.shows("Olga is told that she waits", told, "you are on the waitlist")
    tour.shows("the card shows her waiting", card, "Waiting for a seat", "(1)")
    table.tell("The bot's process ends, and another takes its place")
    await table.simulation.restart()
    await table.players[1].taps(card, "Can't come")
    await table.wait(seconds=1)
    tour.shows("the button from before the restart works, and Olga has the seat", card, "Going (4)")
    told = table.find("A seat became free")
    tour.expect("Olga alone is pinged about it", told.raw_mentions == [table.olga.member.id])


async def reminders(tour: Checked) -> None:
    """The reminders that were due before the restart's end come, each once."""
    table = tour.table
    tour.chapter("The reminders")
    await table.wait(hours=21)
    tour.expect("a day before, there is one reminder", len(_messages(table, "⏰ Session 1")) == 1)
    await table.wait(hours=23)
    found = _messages(table, "⏰ Session 1")
    tour.expect("and one more an hour before", len(found) == 2)
    coming = {one.member.id for one in (table.olga, *table.players) if one is not table.players[1]}
    tour.expect("it pings those who come, and nobody else", set(found[-1].raw_mentions) == coming)
    said = await table.players[0].taps(found[-1], "Am I in?")
    tour.shows("its button tells Zoë what she answered", said, "You are going")


async def live(tour: Checked) -> None:
    """The session goes live."""
    table = tour.table
    await table.wait(minutes=50)
    tour.chapter("Everybody is here")
    offered = await table.olga.runs("session start")
    tour.shows("the planned session is offered", offered, NIGHT)
    await table.olga.taps(offered, f"Start session 1: {NIGHT}")
    tour.shows("its board stands in the channel", _board(table), "In progress")
    tour.shows("its card says so too", table.find(CARD, "🎲 Live in"), "In progress")
    early = await table.players[2].says("thisgame++")
    tour.expect("who votes too early is told", "nothing to vote on yet" in table.find("vote on").content)
    tour.expect("and the vote is not counted", not table.again(early).reactions)


async def games(tour: Checked) -> None:
    """Games are added, nominated, played and skipped."""
    table = tour.table
    zoe, _, ines, juergen = table.players
    tour.chapter("What do we play?")
    for title in ("Codenames", "Azul", "Cascadia"):
        await table.olga.runs("game add", title=title)
    for who, title in ((zoe, "Codenames"), (juergen, "Azul"), (ines, "Cascadia")):
        await who.runs("queue add", game=title)
    await zoe.taps(_board(table), "Play next")
    tour.shows("Codenames is played", _board(table), "Now playing Codenames")
    await table.wait(minutes=5)
    await table.olga.runs("play skip")
    tour.shows("Codenames is skipped", _board(table), "Codenames: +0 -0 (skipped)")
    await juergen.runs("play next")
    tour.shows("Azul is played", _board(table), "Now playing Azul")
    tour.shows("and Cascadia is next", _board(table), "1. Cascadia")


async def votes(tour: Checked) -> None:
    """Votes in chat, an edit and a deletion."""
    table = tour.table
    zoe, _, ines, juergen = table.players
    tour.chapter("thisgame++")
    await table.olga.runs("settings edit", vote_reaction="🎲")
    await table.wait(minutes=30)
    await zoe.says("thisgame++ lovely tiles")
    second = await juergen.says("ThisGame++")
    third = await ines.says("thisgame—")
    tour.shows("three votes count, also as a phone writes them", _board(table), "Azul: +2 -1")
    tour.expect("and are marked as counted", str(table.again(third).reactions[0].emoji) == "🎲")
    await juergen.edits(second, "thisgame-- on second thought")
    tour.shows("an edit changes the vote", _board(table), "Azul: +1 -2")
    await ines.deletes(third)
    tour.shows("a deletion takes it back", _board(table), "Azul: +1 -1")
    await table.olga.taps(_board(table), "Play next")
    await ines.says("azul++, and thisgame++ for this one")
    tour.shows("in one message, the last vote counts", _board(table), "Cascadia: +1 -0")


async def ending(tour: Checked) -> None:
    """A pause, the end, the recap and the tally."""
    table = tour.table
    tour.chapter("Pizza, and the end")
    board = _board(table)
    await table.olga.taps(board, "Pause")
    tour.shows("the board says that it is paused", board, "Paused")
    await table.wait(minutes=20)
    await table.olga.taps(board, "Resume")
    await table.wait(minutes=25)
    asked = await table.olga.taps(board, "End")
    tour.shows("Olga is asked first", asked, "it cannot go on")
    if asked is not None:
        await table.olga.taps(asked, "End the session")
    recap = table.find("🏁 Session 1", "Liked most")
    tour.shows("the recap leaves the pause out of the time played", recap, "1 h played")
    tour.shows("and tells how the games were liked", recap, "Liked most: Cascadia")
    await table.wait(minutes=10)
    await table.players[3].says("thisgame++ after all")
    tally = await table.players[0].runs("votes tally")
    tour.shows("a vote shortly after the end still counts", tally, "Cascadia: +2 -0")


CHAPTERS = (roll_call, promotion, waitlist, reminders, live, games, votes, ending)
