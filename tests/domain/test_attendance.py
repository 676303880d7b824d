"""Attendance, by what was seen of people and what they had said."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.scheduling.seats import Plan, Rsvp
from domain.scheduling.session import Span
from domain.sessions.attendance import Attendance, Attended, Evening
from domain.sessions.presence import Change, Presence, Source
from domain.snowflake import snowflake_at

START = datetime(2026, 9, 1, 20, 0, tzinfo=UTC)
END = START + timedelta(hours=3)
ANA = 11
EVENING = Evening(START, END, [Span(START, END)])
AT_THE_INN = Evening(START, END, [Span(START, END)], unseen=True)
IN, OUT, GONE = Presence.ONLINE, Presence.DISCONNECTED, Presence.LEFT
Seen = tuple[tuple[Presence, float], ...]


def changes(*seen: tuple[Presence, float]) -> list[Change]:
    """Changes so many minutes after the start."""
    return [Change(presence, Source.VOICE, START + timedelta(minutes=at)) for presence, at in seen]


def said(plan: Plan | None, *, minutes: float = -60, waiting: bool = False, who: int = ANA) -> list[Rsvp]:
    cause = snowflake_at(START + timedelta(minutes=minutes))
    return [Rsvp(who, plan, cause, cause, waiting)] if plan else []


def of(evening: Evening, plans: Sequence[Rsvp], seen: Sequence[Change], who: int = ANA) -> Attendance:
    (one,) = evening.attendance({who}, plans, {who: seen})
    return one


@pytest.mark.parametrize(
    ("seen", "plan", "attended"),
    [
        (((IN, 0),), None, Attended.PRESENT),
        (((IN, 15),), Plan.GOING, Attended.PRESENT),
        (((IN, 15.1),), Plan.GOING, Attended.LATE),
        (((IN, 90),), Plan.LATE, Attended.PRESENT),  # they said so
        (((IN, 0), (OUT, 165)), None, Attended.PRESENT),
        (((IN, 0), (OUT, 164.9), (GONE, 179.9)), None, Attended.LEFT_EARLY),
        (((IN, 0), (OUT, 60), (IN, 70)), None, Attended.PRESENT),  # back in time
        (((IN, 0), (OUT, 60), (GONE, 75), (IN, 120)), None, Attended.PRESENT),  # away for long, and there at the end
        (((IN, 0), (OUT, 60), (GONE, 75)), Plan.LATE, Attended.LEFT_EARLY),
        (((IN, 60), (OUT, 90), (GONE, 105)), None, Attended.LATE),  # the first that happened
        (((IN, 0), (Presence.IDLE, 10)), None, Attended.PRESENT),  # silent is not gone
        ((), None, Attended.ABSENT),
        ((), Plan.GOING, Attended.ABSENT),
        ((), Plan.MAYBE, Attended.ABSENT),
        ((), Plan.NOT_GOING, Attended.EXCUSED),
    ],
)
def test_presence_makes_the_attendance(seen: Seen, plan: Plan | None, attended: Attended) -> None:
    assert of(EVENING, said(plan), changes(*seen)).attended is attended


def test_saying_so_after_the_start_excuses_nobody() -> None:
    assert of(EVENING, said(Plan.NOT_GOING, minutes=1), ()).attended is Attended.ABSENT


def test_who_got_no_seat_is_excused() -> None:
    assert of(EVENING, said(Plan.GOING, waiting=True), ()).attended is Attended.EXCUSED


@pytest.mark.parametrize(
    ("plan", "attended"), [(Plan.GOING, "present"), (Plan.LATE, "present"), (Plan.MAYBE, "absent")]
)
def test_at_a_location_without_voice_those_going_were_there(plan: Plan, attended: str) -> None:
    assert of(AT_THE_INN, said(plan), ()).attended == attended


def test_at_a_location_chat_tells_nothing_of_when_somebody_came() -> None:
    assert of(AT_THE_INN, [], changes((IN, 100), (OUT, 101), (GONE, 116))).attended is Attended.PRESENT


@pytest.mark.parametrize(
    ("plan", "attended"),
    [(Plan.GOING, "present"), (None, "absent"), (Plan.NOT_GOING, "excused"), (Plan.MAYBE, "absent")],
)
def test_an_offline_player_was_there_if_carried_as_going(plan: Plan | None, attended: str) -> None:
    assert of(EVENING, said(plan, who=-3), (), who=-3).attended == attended


def test_who_turned_up_while_the_bot_was_away_is_not_late() -> None:
    gap = (START + timedelta(minutes=5), START + timedelta(minutes=40))
    evening = Evening(START, END, [Span(START, END)], gaps=[gap])

    assert of(evening, [], changes((IN, 40))).attended is Attended.PRESENT
    assert of(evening, [], changes((IN, 41))).attended is Attended.LATE


def test_time_there_leaves_out_pauses_and_absences() -> None:
    spans = [Span(START, START + timedelta(hours=1)), Span(START + timedelta(hours=2), END)]
    evening = Evening(START, END, spans)

    seen = of(evening, [], changes((IN, 30), (OUT, 130), (GONE, 145), (IN, 170)))

    assert seen.came_at == START + timedelta(minutes=30)
    assert seen.left_at is None
    assert seen.present_for == timedelta(minutes=30 + 10 + 10)


def test_everybody_is_who_was_expected_answered_or_came() -> None:
    plans = [*said(Plan.GOING, who=12), *said(Plan.MAYBE, who=13)]

    kept = EVENING.attendance({11}, plans, {14: changes((IN, 0)), 15: []})

    assert [one.person_id for one in kept] == [11, 12, 14]


def test_a_correction_keeps_what_was_seen() -> None:
    seen = of(EVENING, [], changes((IN, 60)))

    corrected = seen.corrected(Attended.PRESENT, 1)

    assert (corrected.attended, corrected.corrected_by) == (Attended.PRESENT, 1)
    assert corrected.came_at == seen.came_at


@given(
    st.lists(st.tuples(st.sampled_from(Presence), st.integers(0, 180)), max_size=8),
    st.one_of(st.none(), st.sampled_from(Plan)),
    st.booleans(),
)
def test_nobody_is_there_for_longer_than_it_lasted_and_who_was_seen_came(
    seen: list[tuple[Presence, int]], plan: Plan | None, unseen: bool
) -> None:
    ordered = changes(*sorted(seen, key=lambda one: one[1]))
    one = of(Evening(START, END, [Span(START, END)], unseen=unseen), said(plan), ordered)

    was_there = any(change.presence in (IN, Presence.IDLE) for change in ordered)
    assert one.came or not was_there
    assert (one.present_for or timedelta(0)) <= END - START
    if one.came_at and one.left_at:
        assert START <= one.came_at <= one.left_at <= END
