"""Files of entries, read piece by piece: what json.loads and csv.reader would make of the whole."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.files import Expected, Flaw, NotUnderstood, entries, is_json, rows
from domain.files.lists import LONGEST_ENTRY
from domain.files.tables import LONGEST_ROW

FILE = Expected("things", 1000, NotUnderstood)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


def listed(text: str) -> list[Any]:
    return list(entries(text.encode(), FILE))


def table(text: str, *names: str) -> list[tuple[int, list[str] | None]]:
    return list(rows(text.encode(), FILE, {*names, "name"}.__contains__))


def flaw_of(text: str) -> tuple[Flaw, int | None]:
    """What is wrong with the file, and in which line."""
    with pytest.raises(NotUnderstood) as refused:
        list(entries(text.encode(), FILE)) if is_json(text.encode()) else table(text)
    return refused.value.flaw, refused.value.at


@given(things=st.lists(values, max_size=8), indent=st.sampled_from([None, 0, 3]), ascii_=st.booleans())
def test_a_list_is_read_as_json_has_it(things: list[Any], indent: int | None, ascii_: bool) -> None:
    assert listed(json.dumps(things, indent=indent, ensure_ascii=ascii_)) == things
    about = {"about": {"things": [1]}, "things": things, "count": len(things)}
    assert listed("\ufeff " + json.dumps(about, indent=indent, ensure_ascii=ascii_)) == things


@pytest.mark.parametrize("thing", ["ä🎲" * 9, 123456, -1.5e7, None, {"a": [1, {"b": "]}"}]}])
def test_an_entry_may_stand_anywhere_across_the_pieces(thing: Any) -> None:
    things = [thing] * 30_000

    assert listed(json.dumps(things, ensure_ascii=False)) == things


def test_a_number_may_be_cut_anywhere_by_the_end_of_a_piece() -> None:
    for padding in range(64 * 1024 - 20, 64 * 1024 + 5):
        text = f'{{"things": ["{"x" * padding}"], "exported": 1767225600.5e0}}'

        assert listed(text) == ["x" * padding]


@given(text=st.text(alphabet='[]{},:"\\ \n12ntfrue', max_size=14).map("[".__add__))
def test_what_is_no_json_is_refused_and_the_rest_is_not(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        assert flaw_of(text)[0] is Flaw.NOT_JSON
    else:
        assert listed(text) == expected


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("{}", (Flaw.NO_LIST, None)),
        ('{"things": 3}', (Flaw.NO_LIST, None)),
        ('{"things": []', (Flaw.NOT_JSON, 1)),
        ("[1,\n2,\n3 4]", (Flaw.NOT_JSON, 3)),
        ("[1] [2]", (Flaw.NOT_JSON, 1)),
        ("[" + "9" * 5000 + "]", (Flaw.NOT_JSON, 1)),
        ("[\n[" + "0," * LONGEST_ENTRY, (Flaw.ENDLESS, 2)),
        ("[\n" * 70_000 + '"', (Flaw.NOT_JSON, 2)),
        ("name\nx\n," + "," * LONGEST_ROW, (Flaw.ENDLESS, 3)),
        ('name\nx\n"' + "\n" * LONGEST_ROW, (Flaw.ENDLESS, 3)),
        ('name\nx\n"y\nz', (Flaw.OPEN_QUOTE, 3)),
        ('name\nx\n"y\nz" z\n', (Flaw.OPEN_QUOTE, 3)),
    ],
    ids=lambda one: str(one)[:12],
)
def test_what_cannot_be_read_is_said_with_the_line(text: str, flaw: tuple[Flaw, int | None]) -> None:
    assert flaw_of(text) == flaw


cells = st.lists(st.lists(st.text(alphabet=' ab,;"\t\n\r', max_size=5), min_size=2, max_size=4), max_size=6)


@given(written=cells, delimiter=st.sampled_from(",;\t"))
def test_a_table_is_read_as_it_was_written_without_blank_rows(written: list[list[str]], delimiter: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["Name", "a"], *written])

    read = table(text.getvalue())

    assert read == [(n, row) for n, row in enumerate([["Name", "a"], *written], 1) if "".join(row).strip()]


def test_a_row_with_a_quotation_mark_out_of_place_costs_no_other() -> None:
    assert table('name,a\n"x" y,1\nz,2\n"w') == [(1, ["name", "a"]), (2, None), (3, ["z", "2"]), (4, None)]


def test_what_is_not_utf_8_is_refused_wherever_it_stands() -> None:
    for text in (b'["' + b"a" * 100_000 + b'\xff"]', b"name\n" + b"a\n" * 50_000 + b"\xff"):
        with pytest.raises(NotUnderstood) as refused:
            list(entries(text, FILE) if is_json(text) else rows(text, FILE, "name".__eq__))
        assert refused.value.flaw is Flaw.NOT_TEXT
