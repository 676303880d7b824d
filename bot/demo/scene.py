"""The scene that the demo opens with: a group in the middle of its evening, everything in it done by the people."""

from typing import Any

from bot.demo.people import Table

GAMES: dict[str, dict[str, Any]] = {
    "Azul": {"min_players": 2, "max_players": 4, "minutes": 40},
    "Codenames": {"min_players": 4, "max_players": 8, "minutes": 20},
    "Cascadia": {"min_players": 1, "max_players": 4, "minutes": 45},
    "Just One": {"alias": "justone", "min_players": 3, "max_players": 7, "minutes": 20},
    "The Crew": {"alias": "crew", "min_players": 3, "max_players": 5, "minutes": 20},
}


async def play_scene(table: Table) -> None:
    """A planned session with answers, an open roll call, and at the bottom a live board; the clock then shows 20:12."""
    await table.wait(hours=18, minutes=40)
    await table.olga.runs("settings edit", vote_reaction="🎲")
    await _library(table)
    await _next_week(table)
    with table.moved_to(table.campaign_channel):
        await _campaign(table)
    await _when_again(table)
    await _tonight(table)
    table.dismiss_private()


async def _library(table: Table) -> None:
    for title, known in GAMES.items():
        await table.olga.runs("game add", title=title, **known)


async def _next_week(table: Table) -> None:
    zoe, bartlomiej, ines, juergen = table.players
    await table.olga.says("Happy new year! Spirit Island next week, as promised. Four seats, I bring the island 🌋")
    await table.olga.runs(
        "session schedule",
        when="2026-01-09 19:00",
        title="Spirit Island",
        duration="4h",
        capacity=4,
        location="Olga's kitchen",
        description="We learn it together; no need to read the rules first.",
    )
    card = table.find("Spirit Island")
    await table.wait(minutes=2)
    await zoe.taps(card, "Going")
    await table.olga.taps(card, "Going")
    await juergen.taps(card, "Late")
    await bartlomiej.taps(card, "Maybe")
    await ines.taps(card, "Can't come")
    await ines.says("Away that week, sadly. Burn it down for me 🔥")


async def _campaign(table: Table) -> None:
    zoe, bartlomiej, ines, _ = table.players
    crown = {"campaign": "The Sunken Crown"}
    await table.olga.runs(
        "campaign create", name=crown["campaign"], channel=table.campaign_channel, organiser=zoe.member
    )
    await ines.runs("campaign join", **crown, character="Mirelle the Tidecaller")
    await bartlomiej.runs("campaign join", **crown)
    await zoe.says("Our first evening! Bring dry socks; the stairs are under water by now.")
    await zoe.runs(
        "session schedule",
        when="2026-01-13 19:00",
        title="The drowned stairs",
        **crown,
        duration="3h 30m",
        scenario="The Sunken Crown, chapter 1",
        objectives="Find the crown; Ask the lighthouse keeper about the bell",
    )
    card = table.find("The drowned stairs")
    await ines.taps(card, "Going")
    await bartlomiej.taps(card, "Maybe")


async def _when_again(table: Table) -> None:
    zoe, bartlomiej, ines, juergen = table.players
    await table.wait(minutes=5)
    await zoe.says("And one evening for the rest of us? I'll ask.")
    await zoe.runs(
        "rollcall open",
        options="2026-01-16 19:00; 2026-01-17 15:00; 2026-01-18 18:00",
        title="Board games in January",
        duration="3h",
    )
    card = table.find("Board games in January")
    first, second, third = "Fri 16 Jan, 19:00", "Sat 17 Jan, 15:00", "Sun 18 Jan, 18:00"
    await zoe.taps(card, "🇦 I can")
    await zoe.taps(card, "🇧 I can")
    await bartlomiej.taps(card, "🇧 I can")
    await ines.fills(card, "My answers", {"I can": [second], "If needed": [third], "I can't": [first]})
    await juergen.fills(card, "My answers", {"I can": [first, third], "If needed": [second]})


async def _tonight(table: Table) -> None:
    zoe, bartlomiej, ines, juergen = table.players
    await table.wait(minutes=8)
    await ines.says("Everybody here? Then let's go!")
    await table.olga.runs("session start", title="New Year's game night")
    for who, title in ((table.olga, "Codenames"), (juergen, "Azul"), (zoe, "Cascadia"), (ines, "Just One")):
        await who.runs("queue add", game=title)
    board = table.find("New Year's game night", "In progress")
    await zoe.taps(board, "Play next")
    await table.wait(minutes=24)
    await zoe.says("thisgame++ best round in months")
    await juergen.says("thisgame++")
    await ines.says("thisgame-- I am never the spymaster again")
    await bartlomiej.runs("queue add", game="The Crew")
    await table.olga.taps(board, "Play next")
    await table.wait(minutes=31)
    await bartlomiej.says("thisgame++")
    await table.olga.says("The blue tiles are mine, Jürgen.")
    await juergen.says("thisgame++ so pretty!")
