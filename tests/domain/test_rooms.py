"""Room codes, and what the monitor makes of an answer."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotValid
from domain.gamenight.plays import Room
from domain.gamenight.rooms import AnswerNotUnderstood, Seen, next_look, read_answer, read_code, read_count

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["state", "players"]) | st.text(), inner),
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ABCD12", "ABCD12"),
        ("  wolf  den ", "wolf den"),
        ("blue-fox_42", "blue-fox_42"),
        ("狼", "狼"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_code_is_kept_in_one_line(written: str, kept: str) -> None:
    assert read_code(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "..",
        "-",
        "x" * 41,
        "a/b?c#d",
        "--a",
        "a - b",
        "https://x.y/z",
        "@everyone",
        "`a`",
        "a\x00b",
        "a\u200bb",
        "a\ud800",
    ],
)
def test_what_is_no_code_is_refused(written: str) -> None:
    with pytest.raises(NotValid):
        read_code(written)


@pytest.mark.parametrize("count", [0, -1, 101])
def test_a_count_that_cannot_be_is_refused(count: int) -> None:
    with pytest.raises(NotValid):
        read_count(count)


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ({"state": "lobby", "players": 3}, Seen(Room.LOBBY, 3)),
        ({"state": "started", "players": 0, "more": []}, Seen(Room.STARTED, 0)),
        ({"state": "ended"}, Seen(Room.ENDED)),
        ({"state": "gone", "players": None}, Seen(Room.GONE)),
    ],
)
def test_an_answer_as_agreed_is_understood(answer: object, seen: Seen) -> None:
    assert read_answer(answer) == seen


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        "lobby",
        {},
        {"state": "LOBBY"},
        {"state": ["lobby"]},
        {"state": None, "players": 3},
        {"state": "lobby", "players": -1},
        {"state": "lobby", "players": 10_001},
        {"state": "lobby", "players": True},
        {"state": "lobby", "players": 3.0},
        {"state": "lobby", "players": "3"},
    ],
)
def test_any_other_answer_is_refused(answer: object) -> None:
    with pytest.raises(AnswerNotUnderstood):
        read_answer(answer)


@given(JSON)
def test_no_answer_breaks_the_reading(answer: Any) -> None:
    with suppress(AnswerNotUnderstood):
        assert isinstance(read_answer(answer), Seen)


@pytest.mark.parametrize("seen", [None, Seen(Room.ENDED), Seen(Room.GONE)])
def test_looks_in_vain_become_ever_more_seldom(seen: Seen | None) -> None:
    waits, in_vain = [], 0
    for _ in range(7):
        again_at, in_vain = next_look(NOON, seen, in_vain)
        waits.append((again_at - NOON).total_seconds())

    assert waits == [30, 60, 120, 240, 300, 300, 300]
    assert next_look(NOON, seen, 100_000)[0] == NOON + timedelta(minutes=5)


@pytest.mark.parametrize("room", [Room.LOBBY, Room.STARTED])
def test_a_room_that_goes_on_is_looked_at_every_15_seconds(room: Room) -> None:
    assert next_look(NOON, Seen(room), 5) == (NOON + timedelta(seconds=15), 0)
