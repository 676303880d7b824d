"""When reminders are due, and when they are not sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.reminders import Kind, Reminder, due_instants, reason_to_skip

EIGHT = datetime(2026, 9, 4, 20, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
DUE = Reminder(42, 10, Kind.SESSION, 1, EIGHT)


def test_each_offset_gives_an_instant_before_the_start() -> None:
    offsets = (timedelta(days=1), HOUR, timedelta(0))

    assert due_instants(EIGHT, offsets, EIGHT - timedelta(days=2)) == [
        (timedelta(days=1), EIGHT - timedelta(days=1)),
        (HOUR, EIGHT - HOUR),
        (timedelta(0), EIGHT),
    ]


@pytest.mark.parametrize(("now", "made"), [(EIGHT - HOUR - TICK, 1), (EIGHT - HOUR, 0), (EIGHT, 0)])
def test_a_reminder_that_would_be_past_is_not_made(now: datetime, made: int) -> None:
    assert len(due_instants(EIGHT, [HOUR], now)) == made


@pytest.mark.parametrize(
    ("late", "says_so"),
    [
        (timedelta(0), False),
        (timedelta(minutes=1), False),
        (timedelta(minutes=1) + TICK, True),
        (timedelta(hours=5), True),
        (-HOUR, False),
    ],
)
def test_a_reminder_says_that_it_is_late_after_a_minute(late: timedelta, says_so: bool) -> None:
    assert DUE.is_late(EIGHT + late) is says_so


@pytest.mark.parametrize(("late", "sent"), [(HOUR * 6 - TICK, True), (HOUR * 6, False), (HOUR * 60, False)])
def test_a_reminder_late_by_six_hours_is_skipped(late: timedelta, sent: bool) -> None:
    assert (reason_to_skip(DUE, EIGHT + late, over_at=None, newer_due=False) is None) is sent


def test_a_reminder_is_skipped_where_a_later_one_is_due_too() -> None:
    reason = reason_to_skip(DUE, EIGHT, over_at=None, newer_due=True)

    assert reason
    assert "later" in reason


@pytest.mark.parametrize(("over_at", "sent"), [(EIGHT + TICK, True), (EIGHT, False), (None, True)])
def test_no_reminder_is_sent_once_the_session_is_over(over_at: datetime | None, sent: bool) -> None:
    assert (reason_to_skip(DUE, EIGHT, over_at=over_at, newer_due=False) is None) is sent


def test_a_nonce_that_was_never_sent_cannot_age() -> None:
    assert not DUE.nonce_has_aged(EIGHT + timedelta(days=9))


@pytest.mark.parametrize(("since", "aged"), [(timedelta(minutes=2), False), (timedelta(minutes=2) + TICK, True)])
def test_a_nonce_ages_in_two_minutes(since: timedelta, aged: bool) -> None:
    assert replace(DUE, tried_at=EIGHT).nonce_has_aged(EIGHT + since) is aged


def test_a_nonce_is_the_same_at_every_attempt_and_fits_discord() -> None:
    assert replace(DUE, attempts=3, tried_at=EIGHT).nonce == DUE.nonce
    assert len(replace(DUE, id=2**53).nonce) <= 25


@pytest.mark.parametrize("late", [HOUR * 6, HOUR * 600])
def test_what_a_person_asked_to_be_reminded_of_is_never_too_late(late: timedelta) -> None:
    note = replace(DUE, kind=Kind.NOTE, user_id=1, text="maps", offset=2 * HOUR)

    assert reason_to_skip(note, EIGHT + late, over_at=None, newer_due=False) is None
    assert note.asked_at == EIGHT - 2 * HOUR
