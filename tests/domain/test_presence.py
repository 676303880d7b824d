from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sessions.presence import (
    IDLE_AFTER,
    LASTS,
    REJOIN_WINDOW,
    Activity,
    Change,
    Move,
    NotThere,
    Participant,
    Presence,
    Source,
    arrived,
)
from domain.sessions.stays import Stay, missed_since, stays

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
ONLINE, IDLE, DISCONNECTED, LEFT = Presence


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def lived(*story: str) -> list[tuple[str, float]]:
    """What becomes of somebody: `10 message`, `12 joins`, `20 exits`, `21 leaves`, `45 now`, in minutes from noon."""
    move = arrived(1, Source.MESSAGE, NOON)
    changes = list(move.changes)
    for line in story:
        minutes, _, what = line.partition(" ")
        move = happen(move.person, what, after(float(minutes)))
        changes += move.changes
    return [(one.presence.value, (one.at - NOON) / timedelta(minutes=1)) for one in changes[1:]]


def happen(person: Participant, what: str, at: datetime) -> Move:
    match what:
        case "joins":
            return person.joined_voice(at)
        case "exits":
            return person.left_voice(at)
        case "leaves":
            try:
                return person.left(Source.BUTTON, at)
            except NotThere:
                return person.lapsed(at)
        case "now":
            return person.lapsed(at)
        case "message" | "typing" | "button" | "command":
            return person.acted(Source(what), at)
        case _:
            return person.says(Activity(what), at)


@pytest.mark.parametrize(
    ("story", "becomes"),
    [
        (["9.9 now"], []),
        (["10 now"], [("idle", 10)]),
        (["9 message", "18 now"], []),
        (["9 typing", "19 now"], [("idle", 19)]),
        (["25 command"], [("idle", 10), ("online", 25)]),
        (["10 message", "15 now"], []),
        (["1 joins", "60 now"], []),
        (["1 joins", "30 exits"], [("disconnected", 30)]),
        (["1 joins", "30 exits", "44 joins", "60 now"], [("disconnected", 30), ("online", 44)]),
        (["1 joins", "30 exits", "40 message", "50 now"], [("disconnected", 30), ("online", 40), ("idle", 50)]),
        (["1 joins", "30 exits", "45 now"], [("disconnected", 30), ("left", 45)]),
        (["1 joins", "30 exits", "50 joins"], [("disconnected", 30), ("left", 45), ("online", 50)]),
        (["5 leaves"], [("disconnected", 5)]),
        (["5 leaves", "6 leaves", "30 leaves"], [("disconnected", 5), ("left", 20)]),
        (["1 joins", "5 leaves", "6 exits"], [("disconnected", 5)]),
        (["5 exits"], []),
        (["5 hand_up", "14 now"], []),
        (["12 joins"], [("idle", 10), ("online", 12)]),
    ],
)
def test_what_people_do_and_do_not_makes_their_presence(story: list[str], becomes: list[tuple[str, float]]) -> None:
    assert lived(*story) == becomes


def test_an_act_heard_late_does_not_change_what_came_after_it() -> None:
    idle = arrived(1, Source.MESSAGE, NOON).person.lapsed(after(12)).person

    assert idle.acted(Source.MESSAGE, after(9)) == Move(idle)


def test_the_same_act_heard_twice_is_one() -> None:
    once = arrived(1, Source.MESSAGE, NOON).person.lapsed(after(20)).person.acted(Source.MESSAGE, after(21))

    assert once.person.acted(Source.MESSAGE, after(21)) == Move(once.person)


@pytest.mark.parametrize("activity", Activity)
def test_an_activity_lapses_by_itself(activity: Activity) -> None:
    person = arrived(1, Source.BUTTON, NOON).person.doing(activity, NOON)

    assert person.lapsed(NOON + LASTS[activity] - timedelta(seconds=1)).person.activity is activity
    assert person.lapsed(NOON + LASTS[activity]).person.activity is None


def test_the_same_activity_tapped_again_is_taken_back() -> None:
    person = arrived(1, Source.BUTTON, NOON).person
    for activity in (Activity.ROLLING, Activity.HAND_UP, Activity.AWAY):
        assert person.says(activity, after(1)).person.says(activity, after(2)).person.activity is None


def test_who_is_away_and_writes_is_back() -> None:
    away = arrived(1, Source.BUTTON, NOON).person.doing(Activity.AWAY, NOON)

    assert away.acted(Source.MESSAGE, after(3)).person.activity is None


def test_typing_does_not_hide_what_somebody_tapped_and_ends_with_the_message() -> None:
    person = arrived(1, Source.BUTTON, NOON).person
    typing = person.acted(Source.TYPING, after(1)).person

    assert typing.activity is Activity.TYPING
    assert typing.acted(Source.MESSAGE, after(1.1)).person.activity is None
    assert person.doing(Activity.ROLLING, NOON).acted(Source.TYPING, after(1)).person.activity is Activity.ROLLING


def test_who_leaves_does_nothing_any_more() -> None:
    person = arrived(1, Source.BUTTON, NOON).person.doing(Activity.HAND_UP, NOON)

    assert person.left(Source.BUTTON, after(1)).person.activity is None


def test_what_lapsed_in_a_gap_is_dated_at_its_end() -> None:
    person = arrived(1, Source.MESSAGE, NOON).person

    (change,) = person.lapsed(after(30), not_before=after(30)).changes

    assert change == Change(IDLE, Source.TIME, after(30))


HEARD = ("message", "typing", "command")  # these carry their own time, and may come late
ACTS = st.sampled_from([*HEARD, "joins", "exits", "leaves", "now", "rolling", "away", "hand_up"])
STORY = st.lists(st.tuples(st.floats(-20, 30), ACTS), max_size=30)


@given(STORY)
def test_changes_are_strictly_ordered_and_no_two_alike_follow_each_other(story: list[tuple[float, str]]) -> None:
    """Of acts that are heard in time and acts that are heard late."""
    clock, move = NOON, arrived(1, Source.MESSAGE, NOON)
    changes = list(move.changes)
    for minutes, what in story:
        at = clock + timedelta(minutes=minutes)
        if what in HEARD:
            move = happen(move.person, what, at)
            clock = max(clock, at)
        else:  # these happen when they are heard
            clock = max(clock, at)
            move = happen(move.person, what, clock)
        changes += move.changes
        assert move.person.presence is changes[-1].presence
        assert move.person.since == changes[-1].at
    assert all(one.at < other.at for one, other in pairwise(changes))
    assert all(one.presence is not other.presence for one, other in pairwise(changes))
    assert clock >= changes[-1].at - timedelta(milliseconds=1)


@given(STORY, st.floats(0, 60))
def test_looking_often_or_once_gives_the_same(story: list[tuple[float, str]], minutes: float) -> None:
    clock, often, once = NOON, arrived(1, Source.MESSAGE, NOON), arrived(1, Source.MESSAGE, NOON)
    seen_often, seen_once = list(often.changes), list(once.changes)
    for later, what in story:
        clock += timedelta(minutes=abs(later) + 0.001)
        looked = often.person.lapsed(clock - timedelta(minutes=0.0005))
        often, once = happen(looked.person, what, clock), happen(once.person, what, clock)
        seen_often += [*looked.changes, *often.changes]
        seen_once += once.changes
    end = clock + timedelta(minutes=minutes)
    seen_often += often.person.lapsed(end).changes
    seen_once += once.person.lapsed(end).changes
    assert seen_often == seen_once


@given(STORY)
def test_nobody_is_idle_in_voice_nor_left_within_the_window(story: list[tuple[float, str]]) -> None:
    clock, person = NOON, arrived(1, Source.MESSAGE, NOON).person
    for later, what in story:
        clock += timedelta(minutes=abs(later) + 0.001)
        before = person
        move = happen(person, what, clock)
        person = move.person
        for change in move.changes:
            if change.presence is IDLE:
                assert not before.in_voice
                assert change.at - before.acted_at >= IDLE_AFTER
            if change.presence is LEFT:
                assert change.at - before.since >= REJOIN_WINDOW


def changes(*story: tuple[Presence, float]) -> list[Change]:
    return [Change(presence, Source.VOICE, after(minutes)) for presence, minutes in story]


def test_who_comes_back_within_the_window_was_never_gone() -> None:
    told = changes((ONLINE, 0), (DISCONNECTED, 20), (ONLINE, 34), (IDLE, 50))

    assert stays(told) == (Stay(NOON),)


def test_who_comes_back_later_was_gone_from_the_instant_they_went() -> None:
    told = changes((ONLINE, 0), (DISCONNECTED, 20), (LEFT, 35), (ONLINE, 50), (DISCONNECTED, 80))

    assert stays(told) == (Stay(NOON, after(20)), Stay(after(50), after(80)))


@pytest.mark.parametrize(
    ("told", "since"),
    [
        ([], 0),
        (changes((ONLINE, 5)), 0),
        (changes((ONLINE, 5), (DISCONNECTED, 20)), 20),
        (changes((ONLINE, 5), (DISCONNECTED, 20), (LEFT, 35), (ONLINE, 50)), 20),
        (changes((ONLINE, 5), (DISCONNECTED, 20), (ONLINE, 22), (IDLE, 40), (ONLINE, 41)), 30),
    ],
)
def test_one_missed_what_happened_since_one_was_last_away(told: list[Change], since: float) -> None:
    assert missed_since(told, NOON) == after(since)
