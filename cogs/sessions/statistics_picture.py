"""The picture of a campaign's attendance: people by evenings. Lengths are in pixels, two to a point of a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from cogs.edge.pictures import Lettering
from cogs.edge.text import cut, plural
from domain.sessions.attendance import Attended

MOST_ROWS, MOST_COLUMNS = 25, 20  # those who came most, and the last evenings
PAPER, STRIPE, LINE, BRIGHT, SOFT, GREEN = "#1e1f22", "#282a2e", "#3f4147", "#f2f3f5", "#b5bac1", "#57d98a"
TITLE, NAME, SMALL = Lettering(36, 700, BRIGHT), Lettering(27, 400, BRIGHT), Lettering(25, 400, SOFT)
EDGE, ROW, CELL, MARK, NAMES, GAP = 32, 46, 40, 28, 300, 18
WIDEST_COUNT = "100 of 100"
LEGEND = {
    Attended.PRESENT: "with us",
    Attended.LATE: "came late or left early",
    Attended.EXCUSED: "excused",
    Attended.ABSENT: "not with us",
}
ALT_LIMIT, ALT_NAME = 1024, 32  # Discord's limit for the description of a picture


@dataclass(frozen=True, slots=True)
class Row:
    """A person by name, how they attended each evening, the oldest first, and on how many of how many they came."""

    name: str
    marks: tuple[Attended | None, ...]
    came: int
    of: int


def alt_text(title: str, rows: Sequence[Row]) -> str:
    """What the picture says, for those who hear it."""
    said = f"{title}: " + "; ".join(
        f"{cut(one.name, ALT_NAME)}, with us on {one.came} of {plural(one.of, 'evening')}" for one in rows[:MOST_ROWS]
    )
    return cut(said, ALT_LIMIT)


def draw_png(title: str, rows: Sequence[Row]) -> bytes:
    """The picture as a PNG. It takes some CPU time: call it off the event loop, and one at a time."""
    shown = rows[:MOST_ROWS]
    columns = max((len(one.marks[-MOST_COLUMNS:]) for one in shown), default=0)
    counts = EDGE + NAMES + columns * CELL + GAP
    width = max(counts + SMALL.width(WIDEST_COUNT) + EDGE, EDGE * 2 + SMALL.width("".join(LEGEND.values())) + 200)
    top = EDGE + TITLE.line + GAP
    height = top + ROW * len(shown) + GAP + SMALL.line + EDGE
    image = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(image)
    TITLE.write(draw, EDGE, EDGE + TITLE.line // 2, TITLE.fitted(title, width - 2 * EDGE))
    for number, row in enumerate(shown):
        y = top + ROW * number
        if number % 2 == 0:
            draw.rectangle((EDGE // 2, y, width - EDGE // 2, y + ROW - 1), STRIPE)
        NAME.write(draw, EDGE, y + ROW // 2, NAME.fitted(row.name, NAMES - GAP))
        for place, mark in enumerate(row.marks[-MOST_COLUMNS:]):
            _put(draw, mark, EDGE + NAMES + place * CELL, y + ROW // 2)
        SMALL.write(draw, counts, y + ROW // 2, f"{row.came} of {row.of}")
    x = EDGE
    for mark, words in LEGEND.items():
        middle = height - EDGE - SMALL.line // 2
        _put(draw, mark, x, middle)
        x = SMALL.write(draw, x + MARK + 8, middle, words) + GAP
    draw.rectangle((0, 0, width - 1, height - 1), outline=LINE, width=2)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _put(draw: ImageDraw.ImageDraw, mark: Attended | None, left: int, middle: int) -> None:
    """A full square, one half full, a ring, a dot, or nothing: they differ in shape, and only then in colour."""
    box = (left, middle - MARK // 2, left + MARK - 1, middle + MARK // 2 - 1)
    centre = left + MARK // 2
    if mark is Attended.PRESENT:
        draw.rounded_rectangle(box, 7, fill=GREEN)
    elif mark in (Attended.LATE, Attended.LEFT_EARLY):
        draw.rounded_rectangle(box, 7, outline=GREEN, width=3)
        draw.rectangle((box[0] + 2, middle, box[2] - 2, box[3] - 2), fill=GREEN)
    elif mark is Attended.EXCUSED:
        draw.ellipse(box, outline=SOFT, width=3)
    elif mark is Attended.ABSENT:
        draw.ellipse((centre - 4, middle - 4, centre + 3, middle + 3), fill=SOFT)
