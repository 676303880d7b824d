"""The picture of a roll call. It knows nothing of Discord, and needs no simulation."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from cogs.edge.pictures.fonts import drawable, faces, runs
from cogs.edge.pictures.lettering import ELLIPSIS
from cogs.rollcall.picture import Column, Grid, Row, alt_text, drawn, filename
from cogs.rollcall.picture.marks import mark
from cogs.rollcall.picture.widths import NAME, widths_of
from domain.rollcall.options import Answer

NAMES = ("Zoë", "Łukasz", "Дмитрий", "田中さくら", "محمد", "Nguyễn", "😀Party", "Thirty-two characters, as Discord")
PHONE = 720  # pixels, two to a point
LARGEST = 4000  # pixels either way
HEAVIEST = 500_000  # bytes


@pytest.fixture(autouse=True)
def env() -> None:
    """No simulated Discord here."""


def a_grid(options: int, people: int, answers: Sequence[Answer | None] = (*Answer, None)) -> Grid:
    """A grid whose answers go round; the last option is the best."""
    rows = tuple(
        Row(f"{NAMES[n % len(NAMES)]} {n}", tuple(answers[(n + m) % len(answers)] for m in range(options)), n % 5 == 0)
        for n in range(people)
    )
    columns = tuple(Column(chr(ord("A") + m), ("Wed", f"{m + 1} Nov", "20:00"), 21, 13, 8) for m in range(options))
    return Grid("When can we play?", columns, rows, options - 1, "Times in Europe/Amsterdam", "Open until Tuesday.")


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


async def test_equal_grids_give_the_same_picture_and_name_and_a_changed_answer_gives_others() -> None:
    grid = a_grid(3, 5)
    first, *others = grid.rows
    changed = replace(grid, rows=(replace(first, answers=(None, None, None)), *others))

    assert await drawn(grid) == await drawn(a_grid(3, 5)) != await drawn(changed)
    assert filename(grid) == filename(a_grid(3, 5)) != filename(changed)


@pytest.mark.parametrize(("options", "people"), [(1, 0), (1, 1), (3, 40), (20, 1), (20, 40), (20, 200)])
async def test_every_picture_stays_within_the_limits(options: int, people: int) -> None:
    grid = a_grid(options, people)

    png = await drawn(grid)

    assert max(opened(png).size) < LARGEST
    assert len(png) < HEAVIEST
    assert len(alt_text(grid)) <= 1024


async def test_three_options_are_as_wide_as_a_phone() -> None:
    assert opened(await drawn(a_grid(3, 12))).width == PHONE


async def test_more_than_40_people_are_counted_in_one_more_row() -> None:
    forty, one_more, many = [opened(await drawn(a_grid(3, people))).height for people in (40, 41, 200)]

    assert forty < one_more == many


async def test_the_best_option_stands_in_a_frame() -> None:
    grid = a_grid(3, 5)
    left = widths_of(grid).left(2) + 1

    with_best, without = [opened(await drawn(one)).convert("L") for one in (grid, replace(grid, best=None))]

    assert with_best.getpixel((left, with_best.height // 2)) > 200  # type: ignore[operator]  # a grey is one number
    assert without.getpixel((left, without.height // 2)) < 60  # type: ignore[operator]


def test_the_marks_differ_in_shape() -> None:
    shapes = [mark(answer, 34).getchannel("A").tobytes() for answer in (*Answer, None)]

    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize(
    "name", [*NAMES, "김민수", "שרה כהן", "สมชาย", "Ζωή", "हरि शर्मा", "👩‍👩‍👧", "李华", "Գոհար", "ნინო"]
)
def test_every_character_of_a_name_has_a_font(name: str) -> None:
    assert all(face.has(one) for face, run in runs(drawable(name)) for one in run if one not in "\u200d\ufe0f")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("𝓩𝓸𝓮", "Zoe"),
        ("  two\nlines ", "two lines"),
        ("\u202eevil", "evil"),
        ("a\x00b\ud800c", "abc"),
        ("Zoe\u0308", "Zoë"),
        ("\ue000", "\ue000"),
    ],
)
def test_what_no_font_has_is_replaced_by_what_it_stands_for(written: str, shown: str) -> None:
    assert drawable(written) == shown


def test_a_name_from_right_to_left_is_laid_out_so_across_fonts() -> None:
    assert [run for _, run in runs("محمد 😀")] == ["😀", "محمد "]
    assert [run for _, run in runs("Zoë 😀")] == ["Zoë ", "😀"]


def test_the_first_font_is_the_latin_one() -> None:
    assert faces()[0].has("a")
    assert not faces()[0].has("田")


@given(st.text(st.characters(exclude_categories=()), max_size=40), st.integers(40, 400))
def test_any_text_can_be_written_and_is_cut_to_its_room(text: str, room: int) -> None:
    fitted = NAME.fitted(text, room)
    NAME.write(ImageDraw.Draw(Image.new("RGB", (400, 46))), 0, 23, fitted)

    assert NAME.width(fitted) <= room
    assert fitted == drawable(text) or fitted.endswith(ELLIPSIS)


class TestAltText:
    def test_it_says_the_best_option_the_counts_and_who_has_not_answered(self) -> None:
        grid = a_grid(2, 2, [None])

        assert alt_text(grid) == (
            "Roll call “When can we play?”. Best: B, Wed 2 Nov 20:00, 21 yes, 13 if needed, 8 no. "
            "Not answered: Zoë 0, Łukasz 1. "
            "A, Wed 1 Nov 20:00: 21 yes, 13 if needed, 8 no. B, Wed 2 Nov 20:00: 21 yes, 13 if needed, 8 no. "
            "Times in Europe/Amsterdam."
        )

    def test_it_says_that_everyone_has_answered(self) -> None:
        assert "Everyone has answered." in alt_text(a_grid(2, 2, [Answer.NO]))

    def test_it_says_that_nothing_is_best_yet(self) -> None:
        assert "No option is best yet." in alt_text(replace(a_grid(2, 2), best=None))

    def test_where_it_gets_long_fewer_are_named_but_every_option_is_counted(self) -> None:
        grid = a_grid(20, 0)
        silent = tuple(Row("W" * 32, (None,) * 20) for _ in range(40))

        told = alt_text(replace(grid, title="T" * 300, rows=silent))

        assert len(told) <= 1024
        assert "and 35 more" in told
        assert told.count("21/13/8") == 20

    def test_it_names_nobody_where_the_answers_are_anonymous(self) -> None:
        told = alt_text(replace(a_grid(3, 5), rows=()))

        assert "Best: C, Wed 3 Nov 20:00, 21 yes, 13 if needed, 8 no." in told
        assert "nswered" not in told
