"""Sessions as iCalendar, read back by the library that calendar programs of Python use. It needs no simulation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import STATUS, Calendar

from cogs.scheduling.calendar.ics import ics
from domain.campaigns import Campaign, Kind
from domain.scheduling.feeds import Entry
from domain.scheduling.session import Session, State

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
START = datetime(2026, 9, 4, 18, tzinfo=UTC)
SESSION = Session(
    id=12, guild_id=10, campaign_id=3, number=4, title="Tomb", state=State.PLANNED, starts_at=START,
    duration=timedelta(hours=3), created_by=1, changed_at=NOON,
)  # fmt: skip
URL = "https://discord.com/channels/10/5/77"
PER_EVENT = {
    "SUMMARY",
    "DTSTART",
    "DTEND",
    "DTSTAMP",
    "UID",
    "SEQUENCE",
    "DESCRIPTION",
    "LAST-MODIFIED",
    "STATUS",
    "TRANSP",
}


@pytest.fixture(autouse=True)
def env() -> None:
    """No simulated Discord here."""


def entry(session: Session = SESSION, url: str | None = URL) -> Entry:
    return Entry(session, Campaign(3, 10, "Curse of Strahd", Kind.CAMPAIGN), url=url)


def event(session: Session = SESSION, url: str | None = URL) -> Any:
    """What a calendar program reads of it."""
    (read,) = read_back(ics([entry(session, url)]))
    return read


def read_back(written: bytes) -> list[Any]:
    """The events of a calendar, in which nothing is malformed."""
    calendar = Calendar.from_ical(written)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    assert all(not one.errors for one in calendar.events)
    return list(calendar.events)


def test_an_event_says_what_the_session_is() -> None:
    read = event(
        replace(SESSION, location="Bag End", tags=("horror", "one, shot"), scenario="B2", description="Bring\nsnacks")
    )

    assert read["SUMMARY"] == "Tomb"
    assert read["LOCATION"] == "Bag End"
    assert read["URL"] == URL
    assert read.status is STATUS.CONFIRMED
    assert read.categories == ["horror", "one, shot"]
    assert read["DESCRIPTION"].splitlines() == [
        "Session 4 of Curse of Strahd", "To be played: B2", "", "Bring", "snacks", "",
        f"Who comes, and your answer: {URL}",
    ]  # fmt: skip
    assert (read.start, read.end) == (START, START + timedelta(hours=3))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_a_weekly_series_is_at_its_wall_time_over_both_changes_of_the_clocks(zone: str) -> None:
    place = ZoneInfo(zone)
    walls = [datetime(2026, 10, 2, 20) + n * timedelta(weeks=1) for n in range(30)]  # noqa: DTZ001 - wall time
    sessions = [
        replace(SESSION, id=n, starts_at=wall.replace(tzinfo=place).astimezone(UTC)) for n, wall in enumerate(walls)
    ]

    read = read_back(ics(map(entry, sessions), "Strahd"))

    offsets = {one.start.utcoffset() for one in read}
    assert offsets == {timedelta(0)}
    assert [one.start.astimezone(place).replace(tzinfo=None) for one in read] == walls
    assert all(one.end - one.start == timedelta(hours=3) for one in read)
    assert len({wall.replace(tzinfo=place).utcoffset() for wall in walls}) == 2


def test_a_session_over_the_hour_that_clocks_repeat_keeps_its_length() -> None:
    read = event(replace(SESSION, starts_at=datetime(2026, 10, 24, 22, tzinfo=UTC)))

    assert read.end - read.start == timedelta(hours=3)


def test_a_change_raises_the_sequence_and_keeps_the_uid() -> None:
    before, moved = event(), event(SESSION.changed(NOON + timedelta(hours=1), starts_at=START + timedelta(days=1)))

    assert (before["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    assert before["UID"] == moved["UID"] == "session-12.guild-10@rollcall"
    assert moved.start == START + timedelta(days=1)
    assert moved.last_modified == moved.stamp == NOON + timedelta(hours=1)


def test_a_cancelled_session_is_kept_and_says_so() -> None:
    read = event(SESSION.cancelled("Snow").changed(NOON))

    assert read.status is STATUS.CANCELLED
    assert read["SUMMARY"] == "Cancelled: Tomb"
    assert "Cancelled: Snow" in read["DESCRIPTION"]
    assert read["TRANSP"] == "TRANSPARENT"
    assert (read["SEQUENCE"], read["UID"]) == (1, event()["UID"])


@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.PAUSED, State.COMPLETED])
def test_a_session_that_was_played_stays_where_it_was_planned(state: State) -> None:
    played = replace(
        SESSION, state=state, started_at=START + timedelta(minutes=20), ended_at=START + timedelta(hours=5)
    )

    assert ics([entry(played)]) == ics([entry()])


def test_equal_sessions_give_equal_bytes_and_a_change_of_any_kind_gives_others() -> None:
    changes: list[dict[str, Any]] = [
        {"title": "Crypt"}, {"starts_at": NOON}, {"duration": timedelta(hours=1)}, {"description": "x"},
        {"location": "x"}, {"tags": ("x",)}, {"scenario": "x"},
    ]  # fmt: skip
    others = {ics([entry(replace(SESSION, **change))], "Strahd") for change in changes}

    assert ics([entry()], "Strahd") == ics([entry()], "Strahd")
    assert len(others | {ics([entry()], "Strahd")}) == len(changes) + 1


def test_a_session_from_before_changes_were_counted_has_a_stamp_that_stays() -> None:
    old = replace(SESSION, changed_at=None)

    assert event(old).stamp.date() == date(2015, 1, 1)


def test_only_a_feed_has_a_name_and_wants_to_be_asked_again() -> None:
    feed: Any = Calendar.from_ical(ics([], "The\r\nTavern, of course"))
    file = Calendar.from_ical(ics([entry()]))

    assert feed["X-WR-CALNAME"] == "The Tavern, of course"
    assert feed["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert "X-WR-CALNAME" not in file
    assert "METHOD" not in feed


def test_an_empty_feed_is_a_calendar() -> None:
    assert read_back(ics([], "Strahd")) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\r\nATTACH:http://evil", "a ATTACH:http://evil"),
        ("a\rATTACH:http://evil", "a ATTACH:http://evil"),
        ("a\nEND:VEVENT", "a END:VEVENT"),
        ("a\x85b\u2028c\x0bd\x0ce", "a b c d e"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("one, two; three: \\n \\, \"four\"", "one, two; three: \\n \\, \"four\""),
        ("", ""),
        ("🎲" * 100, "🎲" * 100),
        ("é" * 99 + "👨‍👩‍👧", "é" * 99 + "👨‍👩‍👧"),
    ],
)  # fmt: skip
def test_text_from_people_stays_text(written: str, read: str) -> None:
    assert event(replace(SESSION, title=written))["SUMMARY"] == read


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(title=TEXT, description=TEXT, location=TEXT, scenario=TEXT, reason=TEXT, tags=st.lists(TEXT, max_size=3))
@example("a\rBEGIN:VEVENT\r\nX:1", "\r\nUID:1", "\\", ";", ",", ["\r\n"])
def test_no_text_adds_to_an_event_or_breaks_a_line(
    title: str, description: str, location: str, scenario: str, reason: str, tags: list[str]
) -> None:
    session = replace(
        SESSION, title=title, description=description, location=location, scenario=scenario, cancel_reason=reason,
        tags=tuple(tags),
    )  # fmt: skip

    written = ics([entry(session)], title)

    (read,) = read_back(written)
    assert set(read) <= PER_EVENT | {"LOCATION", "URL", "CATEGORIES"}
    assert read["UID"] == event()["UID"]
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(byte < 0x20 and byte != 0x09 for line in lines for byte in line)
    assert len(written.decode().splitlines()) == len(lines) - 1


def test_a_session_without_tags_has_no_empty_line_of_categories() -> None:
    assert b"CATEGORIES" not in ics([entry()])
    assert b"CATEGORIES:horror" in ics([entry(replace(SESSION, tags=("horror",)))])
