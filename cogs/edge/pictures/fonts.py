"""The fonts, and which of them has a character. They come from PyPI: Noto, under the SIL Open Font License."""

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it ships no types
from PIL import ImageFont

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")  # the second is large, and asked last
FIRST, LAST = "NotoSans[wght]", "NotoEmoji[wght]"  # of a package: letters before pictures of them
# They shape their neighbours and show nothing; fonts need not have them. Joiners, then variation selectors.
UNSEEN = frozenset([0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


@dataclass(frozen=True)
class Face:
    """A font file. What one lacks another may have."""

    path: Path

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points it can draw."""
        with TTFont(self.path, lazy=True, fontNumber=0) as font:
            least = 0x80 if self.path.stem == LAST else 0  # an emoji's space is as wide as an emoji
            return frozenset(point for point in font.getBestCmap() if point >= least)

    def has(self, character: str) -> bool:
        """Whether it can draw that character."""
        return ord(character) in self.characters

    def font(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """The face at a size in pixels and a weight from 400 to 700, shaped by raqm where Pillow has it."""
        return _font(self.path, size, weight)


@cache
def _font(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([weight])
    return font


@cache
def faces() -> tuple[Face, ...]:
    """The faces in the order in which they are asked."""
    return tuple(Face(path) for package in PACKAGES for path in _upright(Path(str(files(package)))))


def _upright(folder: Path) -> list[Path]:
    found = [one for one in folder.iterdir() if one.suffix in (".ttf", ".ttc") and "Italic" not in one.stem]
    return sorted(found, key=lambda one: (one.stem != FIRST, one.stem == LAST, one.stem))


@cache
def face_of(character: str) -> Face | None:
    """The first face that has the character, if any has."""
    return next((face for face in faces() if face.has(character)), None)


def runs(text: str) -> list[tuple[Face, str]]:
    """The text in pieces of one face each, from left to right. What no face has shows as the first face's box."""
    found: list[tuple[Face, str]] = []
    for character in text:
        face = _face_beside(character, found[-1][0] if found else None)
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + character)
        else:
            found.append((face, character))
    return found[::-1] if _is_right_to_left(text) else found


def _face_beside(character: str, current: Face | None) -> Face:
    """Spaces, marks and signs stay with the text before them, so that it is shaped as one."""
    stays = not character.isalpha() and current is not None
    if current and (ord(character) in UNSEEN or (stays and current.has(character))):
        return current
    return face_of(character) or faces()[0]


def _is_right_to_left(text: str) -> bool:
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


@cache
def _drawable(character: str) -> str:
    """The character, or what it stands for where no face has it: letters for mathematical letters, and the like."""
    kind = unicodedata.category(character)
    if ord(character) in UNSEEN or face_of(character):
        return character if kind not in ("Cc", "Cf") or ord(character) in UNSEEN else ""
    if kind in ("Cc", "Cf", "Cs") or kind.startswith("M"):
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(face_of(one) for one in plain) else character


def drawable(text: str) -> str:
    """Text from people in one line, without what only controls its neighbours' order or cannot be shown."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(map(_drawable, composed)).strip()
