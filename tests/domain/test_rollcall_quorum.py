"""Quorums: how they are written, and when an option meets one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rollcall.options import Answer, Count, Given, Option
from domain.rollcall.poll import Mode, RollCall, Status
from domain.rollcall.quorum import (
    Lacking,
    Quorum,
    QuorumNotUnderstood,
    QuorumOutOfReach,
    read_quorum,
)

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ORGANISER = 1


def count(yes: tuple[int, ...] = (), if_needed: tuple[int, ...] = ()) -> Count:
    return Count(Option(1, NOW + DAY, 0), yes, if_needed, ())


@pytest.mark.parametrize(
    ("text", "quorum"),
    [
        ("4", Quorum(4)),
        (" 04 ", Quorum(4)),
        ("1", Quorum(1)),
        ("4 and organiser", Quorum(4, organiser=True)),
        ("4 AND the Organizer", Quorum(4, organiser=True)),
        ("4+organiser", Quorum(4, organiser=True)),
        ("4 & organizer", Quorum(4, organiser=True)),
        ("4, organiser", Quorum(4, organiser=True)),
        ("4 of 6", Quorum(4, 6)),
        ("4/6", Quorum(4, 6)),
        ("4 out of 6", Quorum(4, 6)),
        ("6 of 6", Quorum(6, 6)),
        ("4 of 6 and organiser", Quorum(4, 6, organiser=True)),
        ("4of6+organiser", Quorum(4, 6, organiser=True)),
    ],
)
def test_a_quorum_is_read_as_people_write_it(text: str, quorum: Quorum) -> None:
    assert read_quorum(text) == quorum
    assert read_quorum(str(quorum)) == quorum


@pytest.mark.parametrize(
    "text",
    ["", " ", "four", "4 of", "of 6", "-4", "4.5", "4 organiser", "organiser", "4 and 5", "4 and bob", "1000", "٤",
     "4 of 6 of 8", "4" * 200, " " * 5000 + "4"],
)  # fmt: skip
def test_what_is_no_quorum_is_refused(text: str) -> None:
    with pytest.raises(QuorumNotUnderstood):
        read_quorum(text)


@pytest.mark.parametrize("text", ["0", "0 of 6", "4 of 3", "1 of 0"])
def test_a_quorum_that_nothing_can_meet_is_refused(text: str) -> None:
    with pytest.raises(QuorumOutOfReach):
        read_quorum(text)


@given(st.integers(1, 999), st.none() | st.integers(0, 999), st.booleans())
def test_a_quorum_is_kept_in_the_room_there_is(yes: int, more: int | None, organiser: bool) -> None:
    quorum = Quorum(yes, None if more is None else min(yes + more, 999), organiser)

    assert len(str(quorum)) <= 32
    assert read_quorum(str(quorum)) == quorum


@pytest.mark.parametrize(
    ("quorum", "option", "lacking"),
    [
        ("2", count(yes=(5, 6)), Lacking()),
        ("2", count(yes=(5, 6, 7)), Lacking()),
        ("2", count(yes=(5,), if_needed=(6, 7)), Lacking(yes=1)),
        ("2", count(), Lacking(yes=2)),
        ("2 and organiser", count(yes=(5, ORGANISER)), Lacking()),
        ("2 and organiser", count(yes=(5, 6)), Lacking(organiser=True)),
        ("2 and organiser", count(yes=(ORGANISER,)), Lacking(yes=1)),
        ("2 and organiser", count(yes=(5, 6), if_needed=(ORGANISER,)), Lacking(organiser=True)),
        ("2 of 3", count(yes=(5, 6)), Lacking()),
        ("2 of 3", count(yes=(5,)), Lacking(yes=1)),
        ("2 of 4 and organiser", count(yes=(5,)), Lacking(yes=1, organiser=True)),
        ("2", count(yes=(-1, -2)), Lacking()),  # offline players are players
    ],
)
def test_an_option_meets_a_quorum_or_lacks_something(quorum: str, option: Count, lacking: Lacking) -> None:
    asked = read_quorum(quorum)

    assert asked.lacking(option, ORGANISER) == lacking
    assert asked.met_by(option, ORGANISER) is lacking.nothing


people = st.frozensets(st.integers(1, 8))
quorums = st.builds(
    lambda yes, more, organiser: Quorum(yes, None if more is None else yes + more, organiser),
    st.integers(1, 5), st.none() | st.integers(0, 5), st.booleans(),
)  # fmt: skip


@given(quorums, people, st.integers(1, 8))
def test_one_more_yes_never_breaks_a_quorum(quorum: Quorum, yes: frozenset[int], who: int) -> None:
    if quorum.met_by(count(tuple(yes)), ORGANISER):
        assert quorum.met_by(count(tuple(yes | {who})), ORGANISER)


def roll_call(*yes: tuple[int, ...]) -> RollCall:
    """A roll call, a day between its options, to which these people said yes."""
    options = tuple(Option(place, NOW + place * DAY, place) for place in range(len(yes)))
    given_ = {(place, who): Given(Answer.YES, 1) for place, people_ in enumerate(yes) for who in people_}
    return RollCall(
        1, 10, 1, "", Mode.BUTTONS, Status.OPEN, ORGANISER, NOW, timedelta(hours=3), options, given_, quorum="2"
    )


@pytest.mark.parametrize(
    ("yes", "quorum", "best"),
    [
        (((), (5, 6), (5, 6, 7)), "2", 2),
        (((), (5, 6), (5, 7)), "2", 1),
        (((5, 6, 7), (5, 6), ()), "2", 1),  # the first has just begun
        (((), (5, 6, 7), (5, ORGANISER)), "2 and organiser", 2),  # not the best, but the best that meets it
        (((), (5,), (6,)), "2", None),
        (((), (), ()), "1", None),
        (((5, 6), (), ()), "2", None),
    ],
)
def test_the_best_option_that_meets_the_quorum_is_found(
    yes: tuple[tuple[int, ...], ...], quorum: str, best: int | None
) -> None:
    found = read_quorum(quorum).best(roll_call(*yes), NOW, ORGANISER)

    assert (found.option.id if found else None) == best
