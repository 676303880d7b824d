"""Chat logs: how they are read, and which plays their lines are about."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.files import Flaw
from domain.gamenight.library import Game
from domain.gamenight.plays import Play, PlayStatus
from domain.votes import LogNotUnderstood, line_hash
from domain.votes.logs import LOG, MOST_LINES, MOST_VOTES, ChatLog, Why, read_log
from domain.votes.matching import Evening, match

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def table(*lines: str, head: str = "username,message,timestamp") -> ChatLog:
    return read_log("\n".join((head, *lines)).encode())


def objects(*lines: dict[str, Any]) -> ChatLog:
    return read_log(json.dumps(lines).encode())


@pytest.mark.parametrize(
    "written",
    [
        "2026-09-01T12:00:00Z",
        "2026-09-01T12:00:00+00:00",
        "2026-09-01 14:00:00+02:00",
        "2026-09-01T12:00:00.0000000+00:00",
        "20260901T120000Z",
        "2026-09-01T12:00:00",
        "1788264000",
        "1788264000000",
    ],
)
def test_one_instant_is_read_however_it_is_written(written: str) -> None:
    (line,) = table(f"ana,thisgame++,{written}").lines

    assert line.said_at == NOON
    assert line.line_hash == line_hash("ana", "thisgame++", NOON)


@pytest.mark.parametrize("value", [1788264000, 1788264000.0, 1788264000000])
def test_json_may_have_unix_times_as_numbers(value: float) -> None:
    assert objects({"username": "ana", "message": "thisgame++", "timestamp": value}).lines[0].said_at == NOON


def test_a_time_without_a_zone_is_utc_and_counted() -> None:
    assert table("ana,thisgame++,2026-09-01T12:00:00", "ben,thisgame++,2026-09-01T12:00:00Z").unzoned == 1


@pytest.mark.parametrize(
    "head",
    [
        "username,message,timestamp",
        "Author,Content,Date",
        '"USER","Text","Time"',
        "\ufeffusername,message,timestamp",
        "name;message;timestamp",
        "author\tcontent\tcreated_at",
    ],
)
def test_columns_have_common_names(head: str) -> None:
    between = next(one for one in ";\t," if one in head)
    (line,) = table(between.join(("ana", "thisgame++", "2026-09-01T12:00:00Z")), head=head).lines

    assert line.name == "ana"


def test_columns_may_stand_in_any_order_among_others() -> None:
    read = table('77,2026-09-01T12:00:00Z,ana#0000,"I say, ""thisgame++"""', head="AuthorID,Date,Author,Content")

    assert [(line.name, line.tokens[0].value) for line in read.lines] == [("ana", 1)]


def test_json_may_be_an_export_with_messages_in_it() -> None:
    message = {"timestamp": "2026-09-01T12:00:00Z", "content": "thisgame--", "author": {"name": "ana", "isBot": False}}
    robot = {**message, "author": {"name": "beep", "isBot": True}}

    read = read_log(json.dumps({"guild": {}, "messages": [message, robot]}).encode())

    assert [line.name for line in read.lines] == ["ana"]
    assert (read.total, read.unreadable) == (2, 0)


@pytest.mark.parametrize(
    "line",
    [
        "ana,thisgame++",
        "ana,thisgame++,yesterday",
        "ana,thisgame++,",
        ",thisgame++,2026-09-01T12:00:00Z",
        "ana,thisgame++,9999999999999999999",
        "ana,thisgame++,0001-01-01T00:00:00+23:00",
        f"{'a' * 101},thisgame++,2026-09-01T12:00:00Z",
        f"ana,{'thisgame++ ' * 400},2026-09-01T12:00:00Z",
    ],
)
def test_lines_that_cannot_be_read_are_counted(line: str) -> None:
    read = table(line, "ben,hello,2026-09-01T12:00:00Z")

    assert (read.total, read.unreadable, read.lines) == (2, 1, ())


@pytest.mark.parametrize("value", [None, 7, [], True, {"username": "ana", "message": None, "timestamp": 1}])
def test_what_is_no_line_in_json_is_unreadable(value: Any) -> None:
    assert read_log(json.dumps([value]).encode()).unreadable == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Flaw.NO_COLUMNS),
        (b"a,b,c\n1,2,3", Flaw.NO_COLUMNS),
        (b"username,message,timestamp\n", Flaw.EMPTY),
        (b"\xff\xfe\x00", Flaw.NOT_TEXT),
        (b"[1,", Flaw.NOT_JSON),
        (b"[" * 100_000, Flaw.NOT_JSON),
        (b'{"a": 1}', Flaw.NO_LIST),
        (b"[]", Flaw.EMPTY),
        (b"x" * (LOG.most_bytes + 1), Flaw.TOO_LARGE),
        (b"[" + b"0," * MOST_LINES + b"0]", Flaw.TOO_MANY),
        (b"name,text,time" + b"\nana,ab++,1" * (MOST_VOTES + 1), Flaw.TOO_MANY),
    ],
    ids=lambda one: str(one[:12]),
)
def test_a_file_that_is_no_log_is_refused_with_the_reason(content: bytes, why: Flaw) -> None:
    with pytest.raises(LogNotUnderstood) as refused:
        read_log(content)

    assert refused.value.flaw is why


def test_the_first_lines_that_cannot_be_read_are_named_with_what_is_wrong() -> None:
    read = table("ana,thisgame++", "", 'ana,"this"game++,1788264000', ",x,1", "ana,x,soon", "ben,thisgame++,1788264000")

    assert read.dropped == ((2, Why.PARTS), (4, Why.QUOTES), (5, Why.NAME))
    assert (read.unreadable, [line.number for line in read.lines], read.is_list) == (4, [7], False)


def test_entries_of_a_list_that_cannot_be_read_are_named_by_their_place() -> None:
    said = {"username": "ana", "message": "x", "timestamp": 1}

    read = read_log(json.dumps([said, 7, {**said, "message": 7}, {**said, "message": "x" * 4001}]).encode())

    assert read.dropped == ((2, Why.PARTS), (3, Why.MESSAGE), (4, Why.LENGTH))
    assert read.is_list


def test_surrogates_and_control_characters_leave_a_name_that_can_be_kept() -> None:
    content = b'[{"username": "a\\ud800\\u0000na", "message": "thisgame++", "timestamp": 1788264000}]'

    assert read_log(content).lines[0].name == "ana"


def play(id_: int, alias: str, minutes: int, session_id: int = 1) -> Play:
    game = Game(id_, 1, alias.title(), alias)
    return Play(id_, session_id, game, PlayStatus.PLAYED, NOON + minutes * MINUTE)


EVENING = Evening(1, NOON, NOON + 90 * MINUTE, (play(1, "catan", 10), play(2, "azul", 70)))
LATER = Evening(2, NOON + 80 * MINUTE, None, (play(3, "root", 100, 2),))


@pytest.mark.parametrize(
    ("minutes", "words", "about"),
    [
        (5, "thisgame++", None),
        (10, "thisgame++", 1),
        (69, "thisgame++", 1),
        (70, "thisgame++", 2),
        (75, "catan--", 1),
        (15, "azul++", None),
        (15, "azul++ thisgame++", 1),
        (15, "thisgame++ azul--", 1),
        (99, "thisgame++", 2),
        (100, "thisgame++", 3),
        (104, "azul++", 2),
        (105, "azul++", None),
        (500, "thisgame++", 3),
    ],
)
def test_a_line_votes_for_the_play_of_its_moment(minutes: int, words: str, about: int | None) -> None:
    said_at = (NOON + minutes * MINUTE).isoformat()
    read = table(f"ana,{words},{said_at}")

    matched, astray = match(read.lines, [LATER, EVENING], {"ana": 11})

    assert [(one.play_id, one.user_id) for one in matched] == ([] if about is None else [(about, 11)])
    assert astray == (list(read.lines) if about is None else [])
