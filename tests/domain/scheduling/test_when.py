import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import UserError
from domain.scheduling.errors import TimeInThePast, TimeNotUnderstood, TimeTooLong
from domain.scheduling.wall import Shift, from_wall
from domain.scheduling.when import Understood, examples, read_when

BERLIN, NEW_YORK, LORD_HOWE, KOLKATA = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
)
WEDNESDAY = "2026-11-18T14:00"  # 15:00 in Berlin, 09:00 in New York, 19:30 in Kolkata, 01:00 on Thursday on Lord Howe


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def understood(text: str, zone: str = BERLIN, now: str = WEDNESDAY) -> Understood:
    return read_when(text, now=utc(now), zone=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("text", "zone", "now", "instant"),
    [
        # Weekdays: the coming one, today's while it is ahead; "next" is of the week that begins next Monday.
        ("fri 8pm", BERLIN, WEDNESDAY, "2026-11-20T19:00"),
        ("friday 20:00", BERLIN, WEDNESDAY, "2026-11-20T19:00"),
        ("8pm friday", BERLIN, WEDNESDAY, "2026-11-20T19:00"),
        ("  FRIDAY,   at 8 P.M. ", BERLIN, WEDNESDAY, "2026-11-20T19:00"),
        ("Fri @ 8:30pm", BERLIN, WEDNESDAY, "2026-11-20T19:30"),
        ("on fri 8.30 pm", BERLIN, WEDNESDAY, "2026-11-20T19:30"),
        ("fri 8pm", NEW_YORK, WEDNESDAY, "2026-11-21T01:00"),
        ("fri 8pm", KOLKATA, WEDNESDAY, "2026-11-20T14:30"),
        ("fri 8pm", LORD_HOWE, WEDNESDAY, "2026-11-20T09:00"),
        ("sat 14:00", BERLIN, WEDNESDAY, "2026-11-21T13:00"),
        ("thurs 7:05", BERLIN, WEDNESDAY, "2026-11-19T06:05"),
        ("tue 20:00", BERLIN, WEDNESDAY, "2026-11-24T19:00"),
        ("wednesday 8pm", BERLIN, WEDNESDAY, "2026-11-18T19:00"),
        ("wednesday 8pm", BERLIN, "2026-11-18T20:00", "2026-11-25T19:00"),
        ("wednesday 8pm", BERLIN, "2026-11-18T19:00", "2026-11-25T19:00"),
        ("wednesday 8pm", LORD_HOWE, WEDNESDAY, "2026-11-25T09:00"),
        ("this friday 7pm", BERLIN, WEDNESDAY, "2026-11-20T18:00"),
        ("next friday 7pm", BERLIN, WEDNESDAY, "2026-11-27T18:00"),
        ("next monday 7pm", BERLIN, WEDNESDAY, "2026-11-23T18:00"),
        ("next monday 7pm", BERLIN, "2026-11-22T12:00", "2026-11-23T18:00"),
        ("next sunday 7pm", BERLIN, "2026-11-22T12:00", "2026-11-29T18:00"),
        # Days by name.
        ("today 9pm", BERLIN, WEDNESDAY, "2026-11-18T20:00"),
        ("tomorrow 19:00", BERLIN, WEDNESDAY, "2026-11-19T18:00"),
        ("tomorrow 19:00", LORD_HOWE, WEDNESDAY, "2026-11-20T08:00"),
        ("tomorrow 19:00", KOLKATA, "2026-11-18T18:29", "2026-11-19T13:30"),
        ("tomorrow 19:00", KOLKATA, "2026-11-18T18:30", "2026-11-20T13:30"),
        ("tonight at 9", BERLIN, WEDNESDAY, "2026-11-18T20:00"),
        ("tonight 9:30", BERLIN, WEDNESDAY, "2026-11-18T20:30"),
        ("tonight 21:30", BERLIN, WEDNESDAY, "2026-11-18T20:30"),
        ("10pm tonight", BERLIN, WEDNESDAY, "2026-11-18T21:00"),
        ("tonight 00:30", BERLIN, WEDNESDAY, "2026-11-18T23:30"),
        ("tonight 00:30", BERLIN, "2026-11-18T23:10", "2026-11-18T23:30"),
        ("tonight 12", BERLIN, WEDNESDAY, "2026-11-18T23:00"),
        # Parts of a day; the small hours of a night are of the next day.
        ("tomorrow night 8pm", BERLIN, WEDNESDAY, "2026-11-19T19:00"),
        ("friday evening 8pm", BERLIN, WEDNESDAY, "2026-11-20T19:00"),
        ("friday evening at 8", BERLIN, WEDNESDAY, "2026-11-20T19:00"),
        ("tomorrow at 8 in the evening", BERLIN, WEDNESDAY, "2026-11-19T19:00"),
        ("sat morning 10", BERLIN, WEDNESDAY, "2026-11-21T09:00"),
        ("sat afternoon 3:30", BERLIN, WEDNESDAY, "2026-11-21T14:30"),
        ("this evening 8pm", BERLIN, WEDNESDAY, "2026-11-18T19:00"),
        ("tonight 8pm", BERLIN, WEDNESDAY, "2026-11-18T19:00"),
        ("sat night 1am", BERLIN, WEDNESDAY, "2026-11-22T00:00"),
        # As they are written elsewhere.
        ("tmrw 8pm", BERLIN, WEDNESDAY, "2026-11-19T19:00"),
        ("friday 20.00", BERLIN, WEDNESDAY, "2026-11-20T19:00"),
        ("5.12. 20.30", BERLIN, WEDNESDAY, "2026-12-05T19:30"),
        ("19h30", BERLIN, WEDNESDAY, "2026-11-18T18:30"),
        ("fri 9h30", BERLIN, WEDNESDAY, "2026-11-20T08:30"),
        ("20h", BERLIN, WEDNESDAY, "2026-11-18T19:00"),
        # A week said beside its day.
        ("friday next week 7pm", BERLIN, WEDNESDAY, "2026-11-27T18:00"),
        ("next week fri 7pm", BERLIN, WEDNESDAY, "2026-11-27T18:00"),
        ("fri of this week 7pm", BERLIN, WEDNESDAY, "2026-11-20T18:00"),
        ("a week from friday 8pm", BERLIN, WEDNESDAY, "2026-11-27T19:00"),
        ("two weeks from tomorrow 8pm", BERLIN, WEDNESDAY, "2026-12-03T19:00"),
        # A day of this month, or of the next that has it.
        ("the 19th at 7pm", BERLIN, WEDNESDAY, "2026-11-19T18:00"),
        ("the 9th at 7pm", BERLIN, WEDNESDAY, "2026-12-09T18:00"),
        ("9th 7pm", BERLIN, WEDNESDAY, "2026-12-09T18:00"),
        ("the 31st 7pm", BERLIN, WEDNESDAY, "2026-12-31T18:00"),
        ("friday the 4th 8pm", BERLIN, WEDNESDAY, "2026-12-04T19:00"),
        # Noon is in the day; midnight ends it.
        ("fri noon", BERLIN, WEDNESDAY, "2026-11-20T11:00"),
        ("midday tomorrow", BERLIN, WEDNESDAY, "2026-11-19T11:00"),
        ("fri midnight", BERLIN, WEDNESDAY, "2026-11-20T23:00"),
        ("today midnight", BERLIN, WEDNESDAY, "2026-11-18T23:00"),
        ("midnight tonight", BERLIN, WEDNESDAY, "2026-11-18T23:00"),
        ("fri 12am", BERLIN, WEDNESDAY, "2026-11-19T23:00"),
        ("fri 12pm", BERLIN, WEDNESDAY, "2026-11-20T11:00"),
        # A time of day alone: its next occurrence.
        ("20:00", BERLIN, WEDNESDAY, "2026-11-18T19:00"),
        ("8pm", BERLIN, WEDNESDAY, "2026-11-18T19:00"),
        ("14:59", BERLIN, WEDNESDAY, "2026-11-19T13:59"),
        ("15:00", BERLIN, WEDNESDAY, "2026-11-19T14:00"),
        ("00:30", LORD_HOWE, WEDNESDAY, "2026-11-19T13:30"),
        # Dates; without a year, the next such date.
        ("2026-12-05 20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("2026-12-05T20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("2026-12-05t20:00:00", KOLKATA, WEDNESDAY, "2026-12-05T14:30"),
        ("2026/12/5 8pm", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("5 Dec 8pm", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("5 Dec 8pm", BERLIN, "2026-12-05T18:59", "2026-12-05T19:00"),
        ("5 Dec 8pm", BERLIN, "2026-12-05T19:00", "2027-12-05T19:00"),
        ("5 Dec 8pm", BERLIN, "2026-12-06T12:00", "2027-12-05T19:00"),
        ("dec 5 8:30pm", BERLIN, WEDNESDAY, "2026-12-05T19:30"),
        ("December 5th, 2026, 20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("5 December 2026 20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("the 5th of december at 20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("20:00 5 sept 2027", BERLIN, WEDNESDAY, "2027-09-05T18:00"),
        ("dec 5 20:00 2026", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("Saturday, 5 December, 20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("29 feb 20:00", BERLIN, WEDNESDAY, "2028-02-29T19:00"),
        ("25/12 20:00", BERLIN, WEDNESDAY, "2026-12-25T19:00"),
        ("12/25/2026 20:00", BERLIN, WEDNESDAY, "2026-12-25T19:00"),
        ("5.12.2026 20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        ("05-Dec-2026 20:00", BERLIN, WEDNESDAY, "2026-12-05T19:00"),
        # From now: hours and minutes pass, days and weeks keep the wall time.
        ("in 2 hours", BERLIN, WEDNESDAY, "2026-11-18T16:00"),
        ("in 2h", LORD_HOWE, WEDNESDAY, "2026-11-18T16:00"),
        ("in 90m", BERLIN, WEDNESDAY, "2026-11-18T15:30"),
        ("in 1h30m", BERLIN, WEDNESDAY, "2026-11-18T15:30"),
        ("in two hours", BERLIN, WEDNESDAY, "2026-11-18T16:00"),
        ("in half an hour", BERLIN, WEDNESDAY, "2026-11-18T14:30"),
        ("in an hour and a half", BERLIN, WEDNESDAY, "2026-11-18T15:30"),
        ("in 1h30", BERLIN, WEDNESDAY, "2026-11-18T15:30"),
        ("an hour from now", BERLIN, WEDNESDAY, "2026-11-18T15:00"),
        ("in 1.5 hours", KOLKATA, WEDNESDAY, "2026-11-18T15:30"),
        ("in 3 days 20:00", BERLIN, WEDNESDAY, "2026-11-21T19:00"),
        ("in 3d at 8pm", BERLIN, WEDNESDAY, "2026-11-21T19:00"),
        ("8pm in 1 week", BERLIN, WEDNESDAY, "2026-11-25T19:00"),
        ("in 2 weeks", BERLIN, WEDNESDAY, "2026-12-02T14:00"),
        ("in two weeks 20:00", BERLIN, WEDNESDAY, "2026-12-02T19:00"),
        ("in 6 months", BERLIN, WEDNESDAY, "2027-05-18T13:00"),
        ("in 2 hours", BERLIN, "2027-03-28T00:30", "2027-03-28T02:30"),
        ("in two hours", BERLIN, "2027-10-31T00:30", "2027-10-31T02:30"),
        ("in 24 hours", BERLIN, "2027-03-27T18:00", "2027-03-28T18:00"),
        ("in 1 day", BERLIN, "2027-03-27T18:00", "2027-03-28T17:00"),
        ("in 1d 2h", BERLIN, "2027-03-27T18:00", "2027-03-28T19:00"),
        ("in 2 weeks", NEW_YORK, "2026-10-25T23:00", "2026-11-09T00:00"),
        ("in 1 week", LORD_HOWE, "2027-09-30T08:00", "2027-10-07T07:30"),
        # Discord's own timestamps, whatever the zone.
        ("<t:1796000000>", BERLIN, WEDNESDAY, "2026-11-30T00:53:20"),
        ("<t:1796000000:F>", KOLKATA, WEDNESDAY, "2026-11-30T00:53:20"),
        (" <T:1796000000:R> ", NEW_YORK, WEDNESDAY, "2026-11-30T00:53:20"),
        # Across a change of the clocks the wall time stays.
        ("sun 20:00", BERLIN, "2027-03-27T12:00", "2027-03-28T18:00"),
        ("tomorrow 19:00", NEW_YORK, "2026-10-31T20:00", "2026-11-02T00:00"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, zone: str, now: str, instant: str) -> None:
    assert understood(text, zone, now).instant == utc(instant)


@pytest.mark.parametrize(
    ("text", "zone", "now", "instant", "wall", "shift"),
    [
        ("sun 2:30", BERLIN, "2027-03-26T12:00", "2027-03-28T01:30", "2027-03-28T03:30", Shift.SKIPPED),
        ("2027-03-14 02:30", NEW_YORK, WEDNESDAY, "2027-03-14T07:30", "2027-03-14T03:30", Shift.SKIPPED),
        ("3 oct 2027 02:15", LORD_HOWE, WEDNESDAY, "2027-10-02T15:45", "2027-10-03T02:45", Shift.SKIPPED),
        ("in 1 day", BERLIN, "2027-03-27T01:30", "2027-03-28T01:30", "2027-03-28T03:30", Shift.SKIPPED),
        ("31 oct 2027 2:30", BERLIN, WEDNESDAY, "2027-10-31T00:30", "2027-10-31T02:30", Shift.DOUBLED),
        (
            "tomorrow 1:30",
            NEW_YORK,
            "2026-10-31T20:00",
            "2026-11-01T05:30",
            "2026-11-01T01:30",
            Shift.DOUBLED,
        ),
        ("4 apr 1:45", LORD_HOWE, "2027-04-01T00:00", "2027-04-03T14:45", "2027-04-04T01:45", Shift.DOUBLED),
        ("4 apr 2:15", LORD_HOWE, "2027-04-01T00:00", "2027-04-03T15:45", "2027-04-04T02:15", Shift.NONE),
        # The first 02:30 is over, and the second is never meant.
        ("2:30", BERLIN, "2027-10-31T01:10", "2027-11-01T01:30", "2027-11-01T02:30", Shift.NONE),
        # Elapsed time means one instant, whatever the clocks show then.
        ("in 2h", BERLIN, "2027-10-30T23:30", "2027-10-31T01:30", "2027-10-31T02:30", Shift.NONE),
    ],
)
def test_a_change_of_the_clocks_is_told(text: str, zone: str, now: str, instant: str, wall: str, shift: Shift) -> None:
    expected = Understood(utc(instant), ZoneInfo(zone), datetime.fromisoformat(wall), shift)

    assert understood(text, zone, now) == expected


REFUSED = {
    "bare": "|7|a|2h|soon|now|the 5th|friday|tomorrow|tonight|noon|midnight|2030|in 20:00|@",
    "vague": "friday the 13th|friday the 13th 8pm|the 32nd 8pm|may 8pm|friday at 8|next week 8pm|in 5 20:00",
    "parts": "fri evening|fri evening 9am|fri morning 8pm|evening 8pm|fri 5.12|fri morning evening 8pm",
    "abroad": "8pm EST|20:00 UTC|8pm CET|fri 8pm PST|2026-12-05T20:00Z|20:00 +02:00|in 2 hours UTC",
    "impossible": "25:00|24:00|20:60|13pm|0am|31 jun 8pm|2026-13-05 20:00|2027-02-29 20:00|31/31 8pm",
    "twofold": "5/12/2026 20:00|5-12 20:00|sat 4 dec 20:00|8pm 9pm|tonight 9am|tonight noon|in 2h 8pm",
    "far": "2100-01-01 20:00|9999-12-31 23:59|0001-01-01 00:00|in 4 years|in 9999 days 20:00",
    "farther": "in 999999 weeks|in 9999 months|<t:999999999999>|<t:-99999999999>|<t:99999999999999999999>",
    "nonsense": "8pm\x00|fri\u20288pmm|８pm|fri 8pm lol|every fri 8pm|in in 2h|in a 8pm|in 1.5 days|<t:>|0 dec 8pm",
}


@pytest.mark.parametrize("text", "|".join(REFUSED.values()).split("|"))
def test_what_is_not_understood_is_refused_and_not_guessed(text: str) -> None:
    with pytest.raises(TimeNotUnderstood) as refused:
        understood(text)
    assert (refused.value.text, refused.value.now) == (text, utc(WEDNESDAY))
    assert refused.value.zone == ZoneInfo(BERLIN)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("today 9am", "2026-11-18T08:00"),
        ("today 15:00", "2026-11-18T14:00"),
        ("yesterday 20:00", "2026-11-17T19:00"),
        ("2026-11-18 14:59", "2026-11-18T13:59"),
        ("5 Dec 2025 8pm", "2025-12-05T19:00"),
        ("in 0 minutes", WEDNESDAY),
        ("<t:1765000000>", "2025-12-06T05:46:40"),
    ],
)
def test_a_time_in_the_past_is_refused(text: str, instant: str) -> None:
    with pytest.raises(TimeInThePast) as refused:
        understood(text)
    assert (refused.value.text, refused.value.instant) == (text, utc(instant))


def test_three_years_ahead_is_the_farthest() -> None:
    assert understood("2029-11-18 15:00").instant == utc("2029-11-18T14:00")
    with pytest.raises(TimeNotUnderstood):
        understood("2029-11-18 15:01")


def test_a_text_above_100_characters_is_not_read() -> None:
    assert understood("fri 8pm" + " " * 93)
    with pytest.raises(TimeTooLong) as refused:
        understood("fri 8pm" + " " * 94)
    assert (refused.value.length, refused.value.limit) == (101, 100)


def test_the_now_may_be_told_in_any_zone() -> None:
    local = utc(WEDNESDAY).astimezone(ZoneInfo(LORD_HOWE))

    assert read_when("fri 8pm", now=local, zone=ZoneInfo(BERLIN)) == understood("fri 8pm")


SEEDS = "?|1|1 |in |:|8pm |fri |1/|\u0130|١|tonight |in 1 hour |in a hour and |in twenty one |1h| |5 dec |<t:9"
HOSTILE = [(seed * 100)[:100] for seed in SEEDS.split("|")]
HOSTILE += ["in " + "1h" * 48, "in " + "twenty one " * 8 + "x", "in " + " and ".join(["9999 years"] * 4)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_at_once(text: str) -> None:
    assert understood("in two hours")  # dateparser loads its language at the first use
    start = time.process_time()
    with pytest.raises(TimeNotUnderstood):
        understood(text)
    assert time.process_time() - start < 0.1


ZONES = st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, KOLKATA, "UTC", "Pacific/Apia"])
NOWS = st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2036-01-01"))
WORDS = """
    in a two 2 5 9999 8pm 20:00 2:30 noon midnight fri next this today tonight tomorrow yesterday dec may 5th
    31 2026 2027-03-28 29 feb hours weeks day d h months years and from now the of 5/12 13.1. <t:1796000000>
"""
PHRASES = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


@settings(deadline=None)  # dateparser loads its language at the first use; how long a text takes is tested above
@given(st.one_of(st.text(max_size=200), PHRASES), NOWS, ZONES)
def test_any_text_is_understood_in_the_future_or_refused(text: str, now: datetime, zone: str) -> None:
    try:
        found = read_when(text, now=now.replace(tzinfo=UTC), zone=ZoneInfo(zone))
    except UserError:
        return
    assert now.replace(tzinfo=UTC) < found.instant
    assert found.instant.tzinfo is UTC
    assert found.instant.astimezone(found.zone).replace(tzinfo=None) == found.wall


@given(NOWS, st.integers(2, 1_500_000), ZONES)
def test_a_written_date_and_time_round_trips(now: datetime, minutes: int, zone: str) -> None:
    here = ZoneInfo(zone)
    wall = (now.replace(tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(here).replace(tzinfo=None)
    wall = wall.replace(second=0, microsecond=0)
    instant, shift = from_wall(wall, here)
    if instant <= now.replace(tzinfo=UTC):  # the second of a doubled hour
        return

    found = read_when(f"{wall:%Y-%m-%d %H:%M}", now=now.replace(tzinfo=UTC), zone=here)

    assert found == Understood(instant, here, wall, shift)


@given(NOWS, ZONES)
def test_the_examples_would_work_now(now: datetime, zone: str) -> None:
    for text in examples(now.replace(tzinfo=UTC), ZoneInfo(zone)):
        assert read_when(text, now=now.replace(tzinfo=UTC), zone=ZoneInfo(zone)).shift is Shift.NONE
