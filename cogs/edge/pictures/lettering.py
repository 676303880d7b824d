"""Writing: how wide a text is, how it is cut to a width, and how it gets into the picture."""

from dataclasses import dataclass

from PIL import ImageDraw

from cogs.edge.pictures.fonts import drawable, runs

LONGEST = 200  # characters looked at; what is longer has been cut before
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Lettering:
    """A size in pixels, a weight and a colour."""

    size: int
    weight: int
    colour: str

    @property
    def line(self) -> int:
        """The height of a line in pixels."""
        return round(self.size * 1.35)

    def width(self, text: str) -> int:
        """How wide the text is, in pixels."""
        return round(sum(face.font(self.size, self.weight).getlength(run) for face, run in runs(drawable(text))))

    def fitted(self, text: str, room: int) -> str:
        """The text, cut with an ellipsis where it is wider than that many pixels."""
        text = drawable(text[:LONGEST])
        if self.width(text) <= room:
            return text
        low, high = 0, len(text)  # the longest beginning that fits
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(text[:middle] + ELLIPSIS) <= room else (low, middle - 1)
        return text[:low].rstrip() + ELLIPSIS

    def wrapped(self, text: str, room: int, most: int) -> list[str]:
        """The text in lines of at most that many pixels; what the last of them cannot hold is cut."""
        lines: list[str] = []
        words = drawable(text).split()
        while words and len(lines) < most - 1:
            taken = 1
            while taken < len(words) and self.width(" ".join(words[: taken + 1])) <= room:
                taken += 1
            lines.append(self.fitted(" ".join(words[:taken]), room))
            words = words[taken:]
        return [*lines, self.fitted(" ".join(words), room)] if words else lines

    def write(self, draw: ImageDraw.ImageDraw, x: int, middle: int, text: str, colour: str = "") -> int:
        """Writes one line from `x` on, around the height `middle`, and says where it ends."""
        at = float(x)
        for face, run in runs(drawable(text)):
            font = face.font(self.size, self.weight)
            draw.text((at, middle + self.size * 0.36), run, fill=colour or self.colour, font=font, anchor="ls")
            at += font.getlength(run)
        return round(at)

    def write_centred(self, draw: ImageDraw.ImageDraw, centre: int, middle: int, text: str, colour: str = "") -> None:
        """Writes one line around a point."""
        self.write(draw, centre - self.width(text) // 2, middle, text, colour)
