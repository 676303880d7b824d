"""Seats and the waitlist."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.scheduling.seats import Plan, Seating, promoted

ANA, BEN, CLEO, DAN = 1, 2, 3, 4
GOING, LATE, MAYBE, NOT_GOING = Plan.GOING, Plan.LATE, Plan.MAYBE, Plan.NOT_GOING


def seating(capacity: int | None, *answers: tuple[int, Plan]) -> Seating:
    """The seating after these people answered, one after the other."""
    made = Seating((), capacity)
    for cause, (user_id, plan) in enumerate(answers, start=100):
        made = made.answered(user_id, plan, cause)
    return made


def seated(made: Seating) -> list[int]:
    return [one.user_id for one in made.rsvps if one.seated]


def waiting(made: Seating) -> list[int]:
    return [one.user_id for one in made.waitlist]


@pytest.mark.parametrize(
    ("capacity", "answers", "seats", "waitlist"),
    [
        (None, [(ANA, GOING), (BEN, GOING), (CLEO, LATE)], [ANA, BEN, CLEO], []),
        (2, [(ANA, GOING), (BEN, GOING), (CLEO, GOING), (DAN, GOING)], [ANA, BEN], [CLEO, DAN]),
        (1, [(ANA, LATE), (BEN, GOING)], [ANA], [BEN]),
        (1, [(ANA, MAYBE), (BEN, GOING)], [BEN], []),
        (1, [(ANA, NOT_GOING), (BEN, GOING)], [BEN], []),
        # a seat is kept from going to late, and back
        (1, [(ANA, GOING), (BEN, GOING), (ANA, LATE), (ANA, GOING)], [ANA], [BEN]),
        # so is a place on the waitlist
        (1, [(ANA, GOING), (BEN, GOING), (CLEO, GOING), (BEN, LATE)], [ANA], [BEN, CLEO]),
        # a freed seat goes to the first who waits
        (1, [(ANA, GOING), (BEN, GOING), (CLEO, GOING), (ANA, NOT_GOING)], [BEN], [CLEO]),
        (1, [(ANA, GOING), (BEN, GOING), (CLEO, GOING), (ANA, MAYBE)], [BEN], [CLEO]),
        # who gave a seat up asks again at the end
        (1, [(ANA, GOING), (BEN, GOING), (CLEO, GOING), (ANA, MAYBE), (ANA, GOING)], [BEN], [CLEO, ANA]),
        # who leaves the waitlist frees no seat
        (1, [(ANA, GOING), (BEN, GOING), (CLEO, GOING), (BEN, NOT_GOING)], [ANA], [CLEO]),
        # saying the same again changes no place
        (1, [(ANA, GOING), (BEN, GOING), (CLEO, GOING), (BEN, GOING)], [ANA], [BEN, CLEO]),
    ],
)
def test_seats_go_to_those_who_asked_first(
    capacity: int | None, answers: list[tuple[int, Plan]], seats: list[int], waitlist: list[int]
) -> None:
    made = seating(capacity, *answers)

    assert seated(made) == seats
    assert waiting(made) == waitlist


def test_a_lowered_capacity_evicts_nobody() -> None:
    made = seating(3, (ANA, GOING), (BEN, GOING), (CLEO, GOING)).with_capacity(1)

    assert seated(made) == [ANA, BEN, CLEO]


def test_a_lowered_capacity_promotes_nobody_until_below_it() -> None:
    made = seating(3, (ANA, GOING), (BEN, GOING), (CLEO, GOING), (DAN, GOING)).with_capacity(2)

    one_left = made.answered(ANA, NOT_GOING, 200)
    two_left = one_left.answered(BEN, NOT_GOING, 201)

    assert (seated(one_left), waiting(one_left)) == ([BEN, CLEO], [DAN])
    assert (seated(two_left), waiting(two_left)) == ([CLEO, DAN], [])


def test_a_raised_capacity_seats_who_waits_in_order() -> None:
    made = seating(1, (ANA, GOING), (BEN, GOING), (CLEO, GOING), (DAN, GOING)).with_capacity(3)

    assert (seated(made), waiting(made)) == ([ANA, BEN, CLEO], [DAN])


def test_a_capacity_taken_away_seats_everybody() -> None:
    assert waiting(seating(1, (ANA, GOING), (BEN, GOING), (CLEO, GOING)).with_capacity(None)) == []


def test_who_came_to_a_seat_by_somebody_elses_act_is_promoted() -> None:
    before = seating(1, (ANA, GOING), (BEN, GOING), (CLEO, GOING))

    after = before.answered(ANA, NOT_GOING, 200)

    assert promoted(before, after, acting=ANA) == (BEN,)


def test_nobody_is_promoted_by_their_own_answer() -> None:
    before = seating(1, (ANA, GOING))

    assert promoted(before, before.with_capacity(2).answered(BEN, GOING, 200), acting=BEN) == ()


def test_plans_are_named_without_those_who_wait() -> None:
    made = seating(1, (ANA, GOING), (BEN, GOING), (CLEO, MAYBE))

    assert [one.user_id for one in made.named(GOING)] == [ANA]
    assert [one.user_id for one in made.named(MAYBE)] == [CLEO]


PEOPLE = st.integers(1, 8)
ANSWERS = st.lists(st.tuples(PEOPLE, st.sampled_from(Plan)), max_size=30)
CAPACITIES = st.none() | st.integers(1, 5)


@given(capacity=CAPACITIES, answers=ANSWERS)
def test_no_order_of_answers_seats_more_than_the_capacity(
    capacity: int | None, answers: list[tuple[int, Plan]]
) -> None:
    assert capacity is None or seating(capacity, *answers).taken <= capacity


@given(capacity=CAPACITIES, answers=ANSWERS)
def test_nobody_waits_while_a_seat_is_free(capacity: int | None, answers: list[tuple[int, Plan]]) -> None:
    made = seating(capacity, *answers)

    assert not made.waitlist or made.taken == capacity


@given(capacity=CAPACITIES, answers=ANSWERS)
def test_everybody_who_answered_stands_in_just_one_list(capacity: int | None, answers: list[tuple[int, Plan]]) -> None:
    made = seating(capacity, *answers)

    lists = [*(one.user_id for plan in Plan for one in made.named(plan)), *waiting(made)]
    assert sorted(lists) == sorted({user_id for user_id, _ in answers})
    assert {one.user_id: one.plan for one in made.rsvps} == dict(answers)


@given(capacity=CAPACITIES, answers=ANSWERS)
def test_the_waitlist_stands_in_the_order_in_which_seats_were_asked_for(
    capacity: int | None, answers: list[tuple[int, Plan]]
) -> None:
    asked: dict[int, int] = {}
    for n, (user_id, plan) in enumerate(answers):
        if plan in (GOING, LATE):
            asked.setdefault(user_id, n)
        else:
            asked.pop(user_id, None)

    waitlist = waiting(seating(capacity, *answers))

    assert waitlist == sorted(waitlist, key=lambda user_id: asked[user_id])


@given(capacity=CAPACITIES, answers=ANSWERS, again=st.tuples(PEOPLE, st.sampled_from(Plan)), age=st.integers(0, 30))
def test_an_old_or_repeated_act_changes_nothing(
    capacity: int | None, answers: list[tuple[int, Plan]], again: tuple[int, Plan], age: int
) -> None:
    made = seating(capacity, *answers)
    user_id, plan = again
    if own := made.of(user_id):
        assert made.answered(user_id, plan, own.cause - age) is made


STEPS = st.lists(st.tuples(PEOPLE, st.sampled_from(Plan)) | CAPACITIES, max_size=30)


@given(steps=STEPS)
def test_whatever_happens_to_the_capacity_a_seat_is_lost_only_by_giving_it_up(
    steps: list[tuple[int, Plan] | int | None],
) -> None:
    made, causes = Seating((), 3), count(100)
    for step in steps:
        before = made
        made = made.answered(*step, next(causes)) if isinstance(step, tuple) else made.with_capacity(step)
        gone = set(seated(before)) - set(seated(made))
        assert gone <= ({step[0]} if isinstance(step, tuple) and step[1] not in (GOING, LATE) else set())
        assert made.capacity is None or made.taken <= max(made.capacity, before.taken)


def test_who_is_taken_out_leaves_no_answer_and_their_seat_to_who_waits() -> None:
    made = seating(1, (ANA, GOING), (BEN, GOING), (CLEO, GOING)).without(ANA)

    assert made.of(ANA) is None
    assert seated(made) == [BEN]
    assert waiting(made) == [CLEO]
    assert made.without(ANA) == made
