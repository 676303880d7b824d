"""Drawing the grid from the top down, on a sheet that is cut to what was drawn."""

from io import BytesIO

from PIL import Image, ImageDraw

from cogs.rollcall.picture.grid import MAX_ROWS, Grid, Row
from cogs.rollcall.picture.marks import INK, mark, ring
from cogs.rollcall.picture.widths import BRIGHT, EDGE, GAP, NAME, RING, SMALL, SOFT, STRONG, TITLE, widths_of
from domain.rollcall.options import Answer

PAPER, STRIPE, LINE = "#1e1f22", "#282a2e", "#3f4147"  # dark, so that it glares on no theme
ROW, TAG = 46, 36  # the heights of a person's row, and of the word above the best option
MARK, SMALL_MARK = 34, 24
SHADES = 64  # colours in the file: a third of the size of all of them, and less time
HEIGHT_OF_ALL_ELSE = 1000  # more than everything but the rows takes
LEGEND = {Answer.YES: "yes", Answer.IF_NEEDED: "if needed", Answer.NO: "no"}
EMPTY = "empty: no answer yet"


def draw_png(grid: Grid) -> bytes:
    """The picture as a PNG, the same bytes for the same grid. It takes some CPU time: call it off the event loop."""
    sheet = _Sheet(grid)
    sheet.title()
    top = sheet.y
    sheet.head()
    sheet.counts()
    sheet.rows()
    sheet.frame(top)
    sheet.rest()
    sheet.legend()
    sheet.note()
    return sheet.png()


class _Sheet:
    """A sheet, half drawn; `y` is how far down."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.widths = widths_of(grid)
        self.shown, self.more = grid.rows[:MAX_ROWS], len(grid.rows[MAX_ROWS:])
        self.image = Image.new("RGB", (self.widths.whole, HEIGHT_OF_ALL_ELSE + ROW * len(self.shown)), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.y = EDGE

    def title(self) -> None:
        """The title, and below it the zone of all times."""
        for lettering, text in ((TITLE, self.grid.title), (SMALL, self.grid.zone)):
            for line in lettering.wrapped(text, self.widths.room, 2):
                lettering.write(self.draw, EDGE, self._middle_of(lettering.line), line)
        self.y += GAP

    def head(self) -> None:
        """Each option's letter and time."""
        top = self.y = self.y + (TAG if self.grid.best is not None else 0)
        for place, column in enumerate(self.grid.columns):
            self.y, centre = top, self._centre(place)
            SMALL.write_centred(self.draw, centre, self._middle_of(SMALL.line), column.letter)
            for number, line in enumerate(column.head):
                lettering = NAME if number else STRONG
                fitted = lettering.fitted(line, self.widths.column - GAP // 2)
                lettering.write_centred(self.draw, centre, self._middle_of(lettering.line), fitted)
        self.y = top + SMALL.line + STRONG.line * max(len(column.head) for column in self.grid.columns) + GAP // 2

    def counts(self) -> None:
        """How many said what; what nobody said to any option is left out."""
        for answer in Answer:
            if answer is Answer.YES or any(column.count(answer) for column in self.grid.columns):
                middle = self._middle_of(SMALL.line)
                for place, column in enumerate(self.grid.columns):
                    count = str(column.count(answer))
                    left = self._centre(place) - (SMALL_MARK + 8 + STRONG.width(count)) // 2
                    self._put(mark(answer, SMALL_MARK), left, middle)
                    STRONG.write(self.draw, left + SMALL_MARK + 8, middle, count)
        self.y += GAP // 2

    def rows(self) -> None:
        """Who said what, a row each."""
        for number, row in enumerate(self.shown):
            self._stripe(number)
            middle = self._middle_of(ROW)
            self._name(row, middle, STRIPE if number % 2 == 0 else PAPER)
            for place, answer in enumerate(row.answers):
                if answer:
                    self._put(mark(answer, MARK), self._centre(place) - MARK // 2, middle)

    def rest(self) -> None:
        """How many have no row."""
        if self.more:
            SMALL.write(self.draw, EDGE, self._middle_of(ROW) + GAP // 2, f"and {self.more} more")

    def _stripe(self, number: int) -> None:
        if number % 2 == 0:
            self.draw.rectangle((EDGE // 2, self.y, self.widths.whole - EDGE // 2, self.y + ROW - 1), STRIPE)

    def _name(self, row: Row, middle: int, paper: str) -> None:
        """The name on a strip of its own, so that no tall stack of accents reaches into other rows."""
        room = self.widths.names - GAP
        strip = Image.new("RGB", (room + EDGE // 2, ROW), paper)
        colour = SOFT if row.silent else BRIGHT
        name = NAME.fitted(row.name, room - (GAP // 2 + RING) * row.offline) or "?"
        end = NAME.write(ImageDraw.Draw(strip), 0, ROW // 2, name, colour)
        self.image.paste(strip, (EDGE, middle - ROW // 2))
        if row.offline:
            self._put(ring(RING, colour), EDGE + end + GAP // 2, middle)

    def frame(self, top: int) -> None:
        """A frame around the best option, and the word: no colour has to tell it."""
        if self.grid.best is None:
            return
        left, right = self.widths.left(self.grid.best), self.widths.left(self.grid.best + 1) - 1
        self.draw.rounded_rectangle((left, top, right, self.y + 4), 12, outline=BRIGHT, width=4)
        self.draw.rounded_rectangle((left, top, right, top + TAG), 12, fill=BRIGHT, corners=(True, True, False, False))
        STRONG.write_centred(self.draw, (left + right) // 2, top + TAG // 2, "best", INK)

    def legend(self) -> None:
        """What the marks mean."""
        self.y += GAP
        x = EDGE
        for answer, words in LEGEND.items():
            x = self._explained(x, mark(answer, SMALL_MARK), words)
        if self.shown:
            x = self._explained(x, None, EMPTY)
        if any(row.offline for row in self.shown):
            self._explained(x, ring(RING, SOFT), "offline player")
        self.y += SMALL.line

    def _explained(self, x: int, sign: Image.Image | None, words: str) -> int:
        beside = sign.width + 8 if sign else 0
        if x + beside + SMALL.width(words) > self.widths.whole - EDGE:
            x = EDGE
            self.y += SMALL.line
        middle = self.y + SMALL.line // 2
        if sign:
            self._put(sign, x, middle)
        return SMALL.write(self.draw, x + beside, middle, words) + GAP * 3 // 2

    def note(self) -> None:
        """What is said below, in words."""
        self.y += GAP // 2
        for line in SMALL.wrapped(self.grid.note, self.widths.room, 4):
            SMALL.write(self.draw, EDGE, self._middle_of(SMALL.line), line)

    def png(self) -> bytes:
        """What was drawn, with an edge that shows on a dark theme too."""
        self.image = self.image.crop((0, 0, self.widths.whole, self.y + EDGE))
        box = (0, 0, self.image.width - 1, self.image.height - 1)
        ImageDraw.Draw(self.image).rectangle(box, outline=LINE, width=2)
        written = BytesIO()
        few = self.image.quantize(SHADES, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(written, "PNG")
        return written.getvalue()

    def _middle_of(self, height: int) -> int:
        """The middle of a line of that height, which is then done with."""
        self.y += height
        return self.y - height // 2

    def _centre(self, place: int) -> int:
        return self.widths.left(place) + self.widths.column // 2

    def _put(self, sign: Image.Image, left: int, middle: int) -> None:
        self.image.paste(sign, (left, middle - sign.height // 2), sign)
