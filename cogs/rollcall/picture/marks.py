"""The marks in the cells: they differ in shape and in brightness, and only then in colour."""

from functools import cache
from math import pi, sin

from PIL import Image, ImageDraw

from domain.rollcall.options import Answer

FINER = 4  # they are drawn larger and scaled down, which smooths their edges
YES, IF_NEEDED, NO, INK = "#57d98a", "#f5c451", "#e5808a", "#10131a"


@cache
def mark(answer: Answer | None, size: int) -> Image.Image:
    """The mark of an answer, `size` pixels square, on nothing: a filled tick, a tilde in a ring, a cross, a dot."""
    whole = size * FINER
    image = Image.new("RGBA", (whole, whole), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if answer is Answer.YES:
        draw.rounded_rectangle((0, 0, whole - 1, whole - 1), whole * 0.24, fill=YES)
        _stroke(draw, whole, INK, 0.13, (0.24, 0.53), (0.43, 0.72), (0.77, 0.31))
    elif answer is Answer.IF_NEEDED:
        draw.rounded_rectangle((0, 0, whole - 1, whole - 1), whole * 0.24, outline=IF_NEEDED, width=round(whole * 0.08))
        wave = [(0.24 + 0.52 * n / 24, 0.5 - 0.11 * sin(2 * pi * n / 24)) for n in range(25)]
        _stroke(draw, whole, IF_NEEDED, 0.11, *wave)
    elif answer is Answer.NO:
        _stroke(draw, whole, NO, 0.11, (0.28, 0.28), (0.72, 0.72))
        _stroke(draw, whole, NO, 0.11, (0.72, 0.28), (0.28, 0.72))
    return image.resize((size, size), Image.Resampling.LANCZOS)


@cache
def ring(size: int, colour: str) -> Image.Image:
    """A hollow circle, `size` pixels square: the mark of an offline player."""
    whole = size * FINER
    image = Image.new("RGBA", (whole, whole), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, whole - 1, whole - 1), outline=colour, width=round(whole * 0.16))
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _stroke(draw: ImageDraw.ImageDraw, whole: int, colour: str, width: float, *points: tuple[float, float]) -> None:
    """A line with round ends through points in parts of the whole."""
    path = [(x * whole, y * whole) for x, y in points]
    draw.line(path, fill=colour, width=round(width * whole), joint="curve")
    half = width * whole / 2
    for x, y in (path[0], path[-1]):
        draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)
