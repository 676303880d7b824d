"""The library as a file, and what an import of one would do."""

import csv
import io
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.edge.wording import words
from domain.errors import NotValid
from domain.gamenight.details import FIELDS, Details
from domain.gamenight.exchange import FileNotUnderstood, Sheet, safe, unsafe, write_csv, write_json
from domain.gamenight.library import MOST_GAMES, AliasTaken, Game, LibraryFull, Weight, tidy
from domain.gamenight.merging import Plan, merge
from domain.gamenight.reading import GAMES, read_file

GUILD = 10
RESERVED = {"thisgame"}
HEADER = "title,alias,min_players,max_players,minutes,weight,enabled,tags,link\n"


def game(id_: int, title: str, alias: str, **more: object) -> Game:
    return Game(id_, GUILD, title, alias, **more)  # type: ignore[arg-type]  # each test names fields that there are


CATAN = game(1, "Catan", "catan", min_players=3, max_players=4, minutes=90, tags=("trading",), owners=frozenset({7}))
AZUL = game(2, "Azul", "azul")


def read(text: str) -> Sheet:
    return read_file(text.encode())


def merged(text: str, *library: Game) -> Plan:
    return merge(GUILD, library, read(text), RESERVED)


def problems(plan: Plan) -> list[tuple[int, str]]:
    return [(one.number, one.title) for one in plan.refused]


texts = st.text(max_size=40) | st.sampled_from(["=1+1", "'=x", "''@y", "-", "+", 'a"b', "a,b;c\td", "'quoted'", "#tag"])


hostile = st.text(alphabet="=+-@;,\t\"' a", max_size=12)


@st.composite
def games(draw: st.DrawFn) -> list[Game]:
    """A library as it can be: each game as its rules leave it."""
    made: dict[str, Game] = {}
    for n in range(draw(st.integers(0, 5))):
        details = Details(
            title=draw(texts),
            alias=f"game{n}",
            min_players=draw(st.none() | st.integers(1, 3)),
            max_players=draw(st.none() | st.integers(3, 100)),
            minutes=draw(st.none() | st.integers(1, 1440)),
            weight=draw(st.sampled_from(Weight)),
            enabled=draw(st.booleans()),
            link=draw(st.none() | st.just("https://example.org/a_(b)?c=1,2")),
            tags=tuple(draw(st.lists(texts, max_size=3))),
        )
        try:
            one = details.of(Game(n + 1, GUILD, "", ""))
        except NotValid:
            continue
        made[one.title.casefold()] = one
    return list(made.values())


@given(library=games(), as_json=st.booleans())
def test_what_is_exported_and_imported_again_changes_nothing(library: list[Game], as_json: bool) -> None:
    if library:
        sheet = read_file(write_json(library) if as_json else write_csv(library))

        assert merge(GUILD, library, sheet, RESERVED) == Plan((), (), len(library), ())


@given(library=games(), as_json=st.booleans())
def test_what_is_exported_makes_the_same_library_elsewhere(library: list[Game], as_json: bool) -> None:
    if library:
        plan = merge(GUILD, [], read_file(write_json(library) if as_json else write_csv(library)), RESERVED)

        assert [(one.title, one.alias, one.tags) for one in plan.added] == [
            (one.title, one.alias, one.tags) for one in library
        ]


@given(cell=st.text() | texts | hostile)
def test_a_cell_made_safe_is_no_formula_and_can_be_read_back(cell: str) -> None:
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unsafe(safe(cell)) == cell


@given(titles=st.lists((texts | hostile).map(tidy), min_size=1, max_size=4), delimiter=st.sampled_from(",;\t"))
def test_no_cell_of_an_export_is_a_formula_whatever_a_spreadsheet_takes_for_the_end_of_a_cell(
    titles: list[str], delimiter: str
) -> None:
    exported = write_csv([game(n, title, "a", tags=(title,)) for n, title in enumerate(titles)]).decode("utf-8-sig")

    for row in csv.reader(io.StringIO(exported, newline=""), delimiter=delimiter):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_no_cell_of_an_export_is_a_formula() -> None:
    hostile = game(1, "=HYPERLINK(1)", "evil", tags=("@tag",))

    rows = list(csv.reader(io.StringIO(write_csv([hostile]).decode("utf-8-sig"), newline="")))

    assert rows[0] == list(FIELDS)
    assert rows[1][FIELDS.index("title")] == "'=HYPERLINK(1)"
    assert rows[1][FIELDS.index("tags")] == "'@tag"


@pytest.mark.parametrize(
    "text",
    [
        "title,minutes,tags\nCatan,90,\n",
        "\ufefftitle,minutes,tags\nCatan,90,\n",
        "title;minutes;tags\r\nCatan;90;\r\n",
        "title\tminutes\ttags\nCatan\t90\t",
        "\n\nTITLE , Minutes,tags\n\nCatan,90\n,,\n",
        '"title";"minutes"\n" Catan ";"90"',
        "name,minutes\nCatan,90",
        '[{"title": "Catan", "minutes": 90}]',
        '[{"name": "Catan", "minutes": 90}]',
        '{"games": [{"title": "Catan", "minutes": "90", "tags": []}]}',
        ' [{"title": "Catan", "minutes": 90.0, "tags": null}]',
    ],
)
def test_files_are_read_however_they_are_written(text: str) -> None:
    (line,) = read(text).lines

    assert (line.details.title, line.details.minutes, line.details.tags or ()) == ("Catan", 90, ())


def test_a_title_of_several_lines_with_delimiters_is_one_cell() -> None:
    (line,) = read('title,minutes\n"Catan, the\nbig; ""box""",90\n').lines

    assert line.details.title == 'Catan, the big; "box"'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"title,minutes\n",
        b"[]",
        b"{}",
        b'{"games": 3}',
        b"[1",
        b"[" * 100_000,
        b"[" + b"9" * 5000 + b"]",
        b"Catan,90\n",
        b"title,title\nCatan,Azul\n",
        b'title\n"Catan\nAzul\n',
        b'title\n"Catan\nAzul" Root\n',
        b"title\n" + b"x" * 200_000,
        "title\nÄ".encode("latin-1"),
        "title\nCatan".encode("utf-16"),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"title\n" + b"x" * GAMES.most_bytes,
        b"title\n" + b"x\n" * (MOST_GAMES + 1),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(content: bytes) -> None:
    with pytest.raises(FileNotUnderstood) as refused:
        read_file(content)

    assert words(refused.value).endswith(".")


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_the_file_it_is_read_or_refused(content: bytes) -> None:
    for start in (b"", b"title,tags,minutes\n", b'[{"title": "'):
        with suppress(FileNotUnderstood):
            merge(GUILD, [CATAN], read_file(start + content), RESERVED)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@given(games=st.lists(json_values | st.dictionaries(st.sampled_from((*FIELDS, "x")), json_values), min_size=1))
def test_whatever_json_says_of_games_each_is_taken_or_refused(games: list[object]) -> None:
    plan = merge(GUILD, [CATAN], read_file(json.dumps(games).encode()), RESERVED)

    assert len(plan.added) + len(plan.changed) + plan.unchanged + len(plan.refused) == len(games)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",azul", "no title"),
        ("\u200b,zero", "no title"),
        ("\u0301,zero", "one letter, number or emoji"),
        ("x" * 101, "at most 100 characters"),
        ("Azul,a", "2 to 12 letters"),
        ("狼人", "Give one with `alias`"),
        ("Azul,,two", "`min_players` is to be a whole number from 1 to 100"),
        ("Azul,,-1", "`min_players` is to be a whole number from 1 to 100"),
        ("Azul,,5,2", "cannot be more"),
        ("Azul,,,101", "at most 100 players"),
        ("Azul,,,,1441", "24 hours"),
        ("Azul,,,,9999999999", "`minutes` is to be a whole number from 1 to 1,440"),
        ("Azul,,,,,often", "`less`, `normal` or `more`"),
        ("Azul,,,,,,maybe", "`yes` or `no`"),
        ("Azul,,,,,,," + "x" * 41, "at most 40 characters"),
        ("Azul,,,,,,," + "ΐ" * 30, "at most 40 characters"),
        ("Azul,,,,,,,,javascript:alert()", "`https://`"),
        ("Azul,,,,,,,,,more", "more cells"),
        ('"Azul" 2,azul', "write it twice"),
    ],
)
def test_a_line_that_cannot_be_is_left_out_and_says_why(row: str, reason: str) -> None:
    plan = merged(f"{HEADER}Root,root\n{row}\nGo,go\n")

    assert [one.title for one in plan.added] == ["Root", "Go"]
    assert [one.number for one in plan.refused] == [3]
    assert isinstance(plan.refused[0].error, NotValid)
    assert reason in plan.refused[0].error.reason


def test_lines_are_about_the_games_of_their_titles_in_whatever_case() -> None:
    plan = merged("title,minutes,weight\nCATAN,60,\nRoot,90,more\nazul,,\n", CATAN, AZUL)

    assert [(one.title, one.alias, one.minutes, one.weight) for one in plan.added] == [("Root", "root", 90, "more")]
    assert [(one.before.id, one.fields) for one in plan.changed] == [(1, ("title", "minutes")), (2, ("title",))]
    assert (plan.unchanged, plan.refused) == (0, ())


def test_a_column_that_is_left_out_changes_nothing_and_an_empty_one_takes_away() -> None:
    (change,) = merged("title,tags,alias,weight\nCatan,,,\n", CATAN).changed

    assert change.fields == ("tags",)
    assert (change.after.minutes, change.after.alias, change.after.tags) == (90, "catan", ())


def test_columns_that_mean_nothing_are_told() -> None:
    assert read("title,bgg,rating,name\nCatan,13,7.1,x\n").ignored == ("bgg", "rating", "name")
    assert read('[{"title": "Catan", "bgg": 13, "name": "x"}]').ignored == ("bgg", "name")


def test_a_title_that_stands_twice_counts_once() -> None:
    plan = merged("title,minutes\nRoot,60\nROOT,90\n")

    assert [one.minutes for one in plan.added] == [60]
    assert problems(plan) == [(3, "ROOT")]


def test_aliases_that_are_left_out_are_made_and_differ() -> None:
    plan = merged("title,alias\nCatan!,\nCatan?,\nThisgame,\nOther,catan3\n", CATAN)

    assert [one.alias for one in plan.added] == ["catan2", "catan4", "thisgame2", "catan3"]


def test_an_alias_that_another_game_has_is_refused() -> None:
    plan = merged("title,alias\nRoot,catan\nAzul,root\nGo,root\nChess,thisgame\n", CATAN, AZUL)

    assert problems(plan) == [(2, "Root"), (4, "Go"), (5, "Chess")]
    assert [one.error.title for one in plan.refused if isinstance(one.error, AliasTaken)] == [
        "Catan",
        "Azul",
        "the game being played",
    ]


def test_aliases_are_swapped_and_a_freed_one_is_given_on() -> None:
    swapped = merged("title,alias\nCatan,azul\nAzul,catan\n", CATAN, AZUL)
    passed = merged("title,alias\nRoot,catan\nCatan,settlers\n", CATAN)

    assert [one.after.alias for one in swapped.changed] == ["azul", "catan"]
    assert [one.alias for one in passed.added] == ["catan"]
    assert not swapped.refused + passed.refused


def test_a_game_whose_line_is_refused_keeps_its_alias_and_whoever_wanted_it_is_refused_too() -> None:
    plan = merged("title,alias\nRoot,catan\nCatan,azul\n", CATAN, AZUL)

    assert problems(plan) == [(2, "Root"), (3, "Catan")]
    assert plan.does == ((), ())


def test_who_owns_a_game_is_no_part_of_a_plan() -> None:
    disowned = game(1, "Catan", "catan", min_players=3, max_players=4, minutes=90, tags=("trading",))

    assert merged("title\nCATAN\n", CATAN).does == merged("title\nCATAN\n", disowned).does


def test_a_library_grows_to_its_limit_and_no_further() -> None:
    library = [game(n, f"Game {n}", f"g{n}") for n in range(MOST_GAMES - 1)]

    assert len(merged("title\nRoot\nGame 1\n", *library).added) == 1
    with pytest.raises(LibraryFull):
        merged("title\nRoot\nAzul\n", *library)
