"""What may happen to a session, and how it looks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.scheduling.session import Act, Badge, NotInThisState, Session, Span, State
from domain.sessions import live

EIGHT = datetime(2026, 9, 4, 20, 0, tzinfo=UTC)
PLANNED = Session(
    id=1,
    guild_id=10,
    campaign_id=3,
    number=12,
    title="Game night",
    state=State.PLANNED,
    starts_at=EIGHT,
    duration=timedelta(hours=3),
    created_by=7,
)
ALLOWED = {
    State.PLANNED: {Act.EDIT, Act.CANCEL, Act.DELETE, Act.RSVP, Act.START},
    State.IN_PROGRESS: {Act.RSVP, Act.PAUSE, Act.END},
    State.PAUSED: {Act.RSVP, Act.RESUME, Act.END},
    State.COMPLETED: set(),
    State.CANCELLED: set(),
}


def at(minutes: int) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_a_state_allows_just_these_acts(state: State, act: Act) -> None:
    session = replace(PLANNED, state=state)

    if act in ALLOWED[state]:
        session.allow(act)
    else:
        with pytest.raises(NotInThisState) as refused:
            session.allow(act)
        assert (refused.value.session, refused.value.act) == (session, act)


@pytest.mark.parametrize(
    ("act", "state", "after"),
    [
        (lambda one: live.started(one, at(0), 5), State.PLANNED, State.IN_PROGRESS),
        (lambda one: live.paused(one, at(0)), State.IN_PROGRESS, State.PAUSED),
        (lambda one: live.resumed(one, at(0)), State.PAUSED, State.IN_PROGRESS),
        (lambda one: live.ended(one, at(0)), State.IN_PROGRESS, State.COMPLETED),
        (lambda one: live.ended(one, at(0)), State.PAUSED, State.COMPLETED),
        (lambda one: one.cancelled("snow"), State.PLANNED, State.CANCELLED),
    ],
)
def test_an_act_leads_from_its_state_to_the_next_and_is_refused_anywhere_else(
    act: Callable[[Session], Session], state: State, after: State
) -> None:
    assert act(replace(PLANNED, state=state)).state is after
    for other in set(State) - {state}:
        if other in (State.IN_PROGRESS, State.PAUSED) and after is State.COMPLETED:
            continue
        with pytest.raises(NotInThisState):
            act(replace(PLANNED, state=other))


def test_a_started_session_keeps_its_number_and_plan() -> None:
    started = live.started(PLANNED, at(-7), 5)

    assert (started.id, started.number, started.starts_at, started.title) == (1, 12, EIGHT, "Game night")
    assert (started.started_at, started.live_channel_id) == (at(-7), 5)


@pytest.mark.parametrize(
    ("state", "next_up", "minutes", "badge"),
    [
        (State.PLANNED, True, -60, Badge.NEXT_UP),
        (State.PLANNED, False, -60, Badge.SCHEDULED),
        (State.PLANNED, True, 179, Badge.NEXT_UP),
        (State.PLANNED, True, 180, Badge.MISSED),
        (State.PLANNED, False, 181, Badge.MISSED),
        (State.IN_PROGRESS, False, 500, Badge.IN_PROGRESS),
        (State.PAUSED, False, 500, Badge.PAUSED),
        (State.COMPLETED, False, 500, Badge.COMPLETE),
        (State.CANCELLED, False, -60, Badge.CANCELLED),
    ],
)
def test_a_badge_says_more_than_the_state(state: State, next_up: bool, minutes: int, badge: Badge) -> None:
    assert replace(PLANNED, state=state).badge(at(minutes), next_up=next_up) is badge


def test_a_planned_session_was_not_played() -> None:
    assert PLANNED.played(at(30)) == timedelta(0)


def test_time_runs_while_a_session_is_in_progress() -> None:
    assert live.started(PLANNED, at(0), 5).played(at(42)) == timedelta(minutes=42)


def test_time_stands_still_while_it_is_paused() -> None:
    paused = live.paused(live.started(PLANNED, at(0), 5), at(40))

    assert paused.played(at(40)) == paused.played(at(90)) == timedelta(minutes=40)


def test_pauses_are_left_out_of_the_time_played() -> None:
    session = live.started(PLANNED, at(0), 5)
    session = live.resumed(live.paused(session, at(40)), at(60))
    session = live.resumed(live.paused(session, at(70)), at(100))

    ended = live.ended(session, at(130))

    assert ended.played(at(999)) == timedelta(minutes=40 + 10 + 30)
    assert ended.spans == (Span(at(0), at(40)), Span(at(60), at(70)), Span(at(100), at(130)))


def test_ending_a_pause_adds_no_time() -> None:
    ended = live.ended(live.paused(live.started(PLANNED, at(0), 5), at(40)), at(90))

    assert ended.played(at(999)) == timedelta(minutes=40)
    assert ended.ended_at == at(90)


def test_a_session_that_is_over_is_no_longer_live() -> None:
    started = live.started(PLANNED, at(0), 5)

    assert started.is_live
    assert live.paused(started, at(1)).is_live
    assert not live.ended(started, at(1)).is_live
    assert not PLANNED.is_live


def test_the_planned_end_is_the_start_and_the_duration() -> None:
    assert PLANNED.ends_at == datetime(2026, 9, 4, 23, 0, tzinfo=UTC)
