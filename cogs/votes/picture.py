"""The leaderboard as a picture: for each game a bar of the votes for it, and beside it one of those against."""

from collections.abc import Sequence
from io import BytesIO

import discord
from PIL import Image, ImageDraw

from cogs.edge.pictures import Lettering, drawn_in_turn
from domain.votes.statistics import GameScore

SHOWN = 10
LEAST = 2  # of one game its line says as much
PAPER, STRIPE, UP, DOWN = "#1e1f22", "#282a2e", "#3ba55d", "#ed8a3a"
TITLE = Lettering(26, 700, "#ffffff")
NAME, COUNT = Lettering(22, 400, "#f2f3f5"), Lettering(20, 700, "#f2f3f5")
NAME_ROOM, BAR_ROOM, COUNT_ROOM, ROW, EDGE, BAR, GAP = 300, 480, 60, 44, 24, 22, 12  # pixels
WIDTH = EDGE + NAME_ROOM + 2 * COUNT_ROOM + BAR_ROOM + EDGE


async def picture_of(title: str, games: Sequence[GameScore]) -> discord.File | None:
    """The first games as a picture; None of so few that it would say no more than their lines."""
    shown = games[:SHOWN]
    if len(shown) < LEAST:
        return None
    png = await drawn_in_turn(lambda: draw_png(title, shown))
    return discord.File(BytesIO(png), "votes.png", description=alt_text(title, shown))


def alt_text(title: str, games: Sequence[GameScore]) -> str:
    """What the picture shows, for those who hear it."""
    listed = "; ".join(f"{one.title} {one.votes}" for one in games)
    text = f"{title}, votes for and against: {listed}."
    return text if len(text) <= 1000 else text[:999] + "…"


def draw_png(title: str, games: Sequence[GameScore]) -> bytes:
    """The picture as a PNG. It takes some CPU time: call it off the event loop."""
    head = TITLE.line + 2 * GAP
    image = Image.new("RGB", (WIDTH, EDGE + head + ROW * len(games) + EDGE), PAPER)
    draw = ImageDraw.Draw(image)
    TITLE.write(draw, EDGE, EDGE + TITLE.line // 2, TITLE.fitted(title, WIDTH - 2 * EDGE))
    downs, ups = max(one.votes.downs for one in games), max(one.votes.ups for one in games)
    scale = BAR_ROOM / max(1, downs + ups)
    middle = EDGE + NAME_ROOM + COUNT_ROOM + round(downs * scale)  # where the bars of all games begin
    for number, one in enumerate(games):
        top = EDGE + head + ROW * number
        centre = top + ROW // 2
        if number % 2 == 0:
            draw.rectangle((EDGE // 2, top, WIDTH - EDGE // 2, top + ROW), fill=STRIPE)
        NAME.write(draw, EDGE, centre, NAME.fitted(one.title, NAME_ROOM - GAP))
        left, right = middle - round(one.votes.downs * scale), middle + round(one.votes.ups * scale)
        if right > middle:
            draw.rectangle((middle, centre - BAR // 2, right, centre + BAR // 2), fill=UP)
        if left < middle:
            draw.rectangle((left, centre - BAR // 2, middle, centre + BAR // 2), fill=DOWN)
        if one.votes.ups:
            COUNT.write(draw, right + GAP // 2, centre, f"+{one.votes.ups}")
        if one.votes.downs:
            said = f"-{one.votes.downs}"
            COUNT.write(draw, left - GAP // 2 - COUNT.width(said), centre, said)
    draw.line((middle, EDGE + head, middle, EDGE + head + ROW * len(games)), fill="#80848e", width=2)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
