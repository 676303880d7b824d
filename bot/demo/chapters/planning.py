"""The tour's first part: a roll call becomes a session, whose seats fill, and of which people are reminded."""

from bot.demo.chapters.night import CARD, NIGHT
from bot.demo.checked import Checked

FRIDAY, SATURDAY, SUNDAY = "Fri 2 Jan, 19:00", "Sat 3 Jan, 15:00", "Sun 4 Jan, 18:00"


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
    tour.expect("those four are pinged, once", len(pinged) == 4 and len(table.every("It is settled")) == 1)


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
    tour.expect("a day before, there is one reminder", len(table.every("⏰ Session 1")) == 1)
    await table.wait(hours=23)
    found = table.every("⏰ Session 1")
    tour.expect("and one more an hour before", len(found) == 2)
    coming = {one.member.id for one in (table.olga, *table.players) if one is not table.players[1]}
    tour.expect("it pings those who come, and nobody else", set(found[-1].raw_mentions) == coming)
    said = await table.players[0].taps(found[-1], "Am I in?")
    tour.shows("its button tells Zoë what she answered", said, "You are going")
