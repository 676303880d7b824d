"""The picture of a campaign's attendance."""

from io import BytesIO

import pytest
from PIL import Image

from cogs.sessions.statistics_picture import ALT_LIMIT, MOST_ROWS, ROW, Row, alt_text, draw_png
from domain.sessions.attendance import Attended

ANA = Row("Ana", (Attended.PRESENT, Attended.ABSENT), 1, 2)


def drawn(*rows: Row, title: str = "Curse") -> Image.Image:
    return Image.open(BytesIO(draw_png(title, rows)))


def test_a_person_more_is_a_row_more() -> None:
    one, two = drawn(ANA), drawn(ANA, ANA)

    assert two.height - one.height == ROW
    assert two.width == one.width


@pytest.mark.parametrize("mark", [Attended.LATE, Attended.ABSENT, Attended.EXCUSED, None])
def test_marks_differ_without_their_colour(mark: Attended | None) -> None:
    there, other = (drawn(Row("Ana", (one,), 1, 1)).convert("L") for one in (Attended.PRESENT, mark))

    assert there.tobytes() != other.tobytes()


def test_many_people_many_evenings_and_long_names_fit() -> None:
    many = drawn(*[Row("W" * 100, (Attended.PRESENT,) * 200, 200, 200)] * 60, title="W" * 100)

    assert many.width < 2000
    assert many.height < ROW * (MOST_ROWS + 6)


def test_the_picture_says_what_it_shows() -> None:
    assert alt_text("Curse", [ANA]) == "Curse: Ana, with us on 1 of 2 evenings"
    assert len(alt_text("W" * 100, [Row("W" * 100, (), 10, 10)] * 60)) <= ALT_LIMIT
