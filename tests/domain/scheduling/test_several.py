import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import UserError
from domain.scheduling.errors import (
    NothingAhead,
    NoTimes,
    PartNotUnderstood,
    SeriesWithoutEnd,
    TimeInThePast,
    TimeNotUnderstood,
    TimeTooLong,
    TooManyTimes,
)
from domain.scheduling.several import Several, examples_of_several, read_several
from domain.scheduling.wall import Shift
from domain.scheduling.when import read_when

BERLIN, NEW_YORK, KOLKATA, LORD_HOWE = "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"
WEDNESDAY = "2026-11-18T14:00"  # 15:00 in Berlin, 09:00 in New York, 19:30 in Kolkata, 01:00 on Thursday on Lord Howe
MOST = 20


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def several(text: str, zone: str = BERLIN, now: str = WEDNESDAY) -> Several:
    return read_several(text, now=utc(now), zone=ZoneInfo(zone), most=MOST)


def walls(text: str, zone: str = BERLIN, now: str = WEDNESDAY) -> str:
    """What the clocks of the zone show at the times understood: `20 19:00` is the 20th, at 19:00."""
    return ", ".join(f"{one.wall:%d %H:%M}" for one in several(text, zone, now).times)


@pytest.mark.parametrize(
    ("text", "zone", "now", "instants"),
    [
        # One by one.
        ("fri 7pm", BERLIN, WEDNESDAY, "11-20T18:00"),
        ("fri 7pm; sat 14:00; sun 3pm", BERLIN, WEDNESDAY, "11-20T18:00 11-21T13:00 11-22T14:00"),
        ("sun 3pm\nfri 7pm\n\n", BERLIN, WEDNESDAY, "11-20T18:00 11-22T14:00"),
        ("fri 7pm, sat 14:00", BERLIN, WEDNESDAY, "11-20T18:00 11-21T13:00"),
        ("fri 7pm; sat 14:00", NEW_YORK, WEDNESDAY, "11-21T00:00 11-21T19:00"),
        ("fri 7pm or sat 14:00", KOLKATA, WEDNESDAY, "11-20T13:30 11-21T08:30"),
        ("in 2 hours, in 3 hours", BERLIN, WEDNESDAY, "11-18T16:00 11-18T17:00"),
        ("in two hours; in one hour and ten minutes", BERLIN, WEDNESDAY, "11-18T15:10 11-18T16:00"),
        ("<t:1796000000:F>, fri 8pm", BERLIN, WEDNESDAY, "11-20T19:00 11-30T00:53:20"),
        ("tonight at 9, fri 8pm", BERLIN, WEDNESDAY, "11-18T20:00 11-20T19:00"),
        ("this friday 7pm or next friday 7pm", BERLIN, WEDNESDAY, "11-20T18:00 11-27T18:00"),
        # A comma within one time.
        ("fri, 7pm", BERLIN, WEDNESDAY, "11-20T18:00"),
        ("Dec 5, 2026 8pm", BERLIN, WEDNESDAY, "12-05T19:00"),
        ("Dec 5, 2026, 8pm, Dec 6, 2026, 9pm", BERLIN, WEDNESDAY, "12-05T19:00 12-06T20:00"),
        ("Sat, 5 Dec, 20:00, Sun, 6 Dec, 20:00", BERLIN, WEDNESDAY, "12-05T19:00 12-06T19:00"),
        # One hour for several days, several hours for one day.
        ("fri or sat 8pm", BERLIN, WEDNESDAY, "11-20T19:00 11-21T19:00"),
        ("fri, sat and sun 19:00", BERLIN, WEDNESDAY, "11-20T18:00 11-21T18:00 11-22T18:00"),
        ("Fri/Sat at 8pm", BERLIN, WEDNESDAY, "11-20T19:00 11-21T19:00"),
        ("mon wed 8pm", BERLIN, WEDNESDAY, "11-18T19:00 11-23T19:00"),
        ("8pm fri, sat", BERLIN, WEDNESDAY, "11-20T19:00 11-21T19:00"),
        ("tomorrow 7pm, 8pm and 9pm", BERLIN, WEDNESDAY, "11-19T18:00 11-19T19:00 11-19T20:00"),
        ("7pm, 8pm fri", BERLIN, WEDNESDAY, "11-20T18:00 11-20T19:00"),
        ("8pm, fri 9pm", BERLIN, WEDNESDAY, "11-18T19:00 11-20T20:00"),
        ("wed 2pm, 8pm", BERLIN, WEDNESDAY, "11-25T13:00 11-25T19:00"),
        ("2pm, 8pm", BERLIN, WEDNESDAY, "11-18T19:00 11-19T13:00"),
        ("tonight 8pm, 9pm", BERLIN, WEDNESDAY, "11-18T19:00 11-18T20:00"),
        # Ranges of hours.
        ("fri 19:00-23:00", BERLIN, WEDNESDAY, "11-20T18:00"),
        ("fri from 7 to 10pm", BERLIN, WEDNESDAY, "11-20T18:00"),
        ("sat 10-1pm", BERLIN, WEDNESDAY, "11-21T09:00"),
        ("sat 11–2am", BERLIN, WEDNESDAY, "11-21T22:00"),
        # Across a change of the clocks the wall time stays.
        ("fri, sat, sun 20:00", BERLIN, "2026-10-22T12:00", "10-23T18:00 10-24T18:00 10-25T19:00"),
        ("every day 19:00 for 3 days", NEW_YORK, "2026-10-31T12:00", "10-31T23:00 11-02T00:00 11-03T00:00"),
        ("sat-mon 20:00", LORD_HOWE, "2026-10-01T00:00", "10-03T09:30 10-04T09:00 10-05T09:00"),
    ],
)
def test_times_are_read_as_people_write_them(text: str, zone: str, now: str, instants: str) -> None:
    expected = [utc(f"2026-{one}") for one in instants.split()]

    assert [one.instant for one in several(text, zone, now).times] == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("weekdays 8pm next week", "23 20:00, 24 20:00, 25 20:00, 26 20:00, 27 20:00"),
        ("weekdays 8pm this week", "18 20:00, 19 20:00, 20 20:00"),
        ("weekdays 2pm this week", "19 14:00, 20 14:00"),
        ("weekdays 8pm", "18 20:00, 19 20:00, 20 20:00, 23 20:00, 24 20:00"),
        ("weekdays, 8pm, next week", "23 20:00, 24 20:00, 25 20:00, 26 20:00, 27 20:00"),
        ("weekends 15:00 this month", "21 15:00, 22 15:00, 28 15:00, 29 15:00"),
        ("this weekend 3pm", "21 15:00, 22 15:00"),
        ("next weekend 3pm", "28 15:00, 29 15:00"),
        ("weekdays 7pm and 9pm until thursday", "18 19:00, 18 21:00, 19 19:00, 19 21:00"),
        ("weekdays 8pm from 1 dec to 4 dec", "01 20:00, 02 20:00, 03 20:00, 04 20:00"),
        ("every evening 19:00-22:00 until sunday", "18 19:00, 19 19:00, 20 19:00, 21 19:00, 22 19:00"),
        ("every day at 8pm for 5 days", "18 20:00, 19 20:00, 20 20:00, 21 20:00, 22 20:00"),
        ("every day at 2pm for 5 days", "19 14:00, 20 14:00, 21 14:00, 22 14:00, 23 14:00"),
        ("daily 8pm from friday until sunday", "20 20:00, 21 20:00, 22 20:00"),
        ("the next 3 days 8pm", "18 20:00, 19 20:00, 20 20:00"),
        ("tomorrow 8pm for 3 days", "19 20:00, 20 20:00, 21 20:00"),
        ("mon-thu 8pm", "23 20:00, 24 20:00, 25 20:00, 26 20:00"),
        ("Mon to Thu at 8pm next week", "23 20:00, 24 20:00, 25 20:00, 26 20:00"),
        ("mon-tue and sat 8pm", "21 20:00, 23 20:00, 24 20:00"),
        ("2026-12-05 to 2026-12-09 20:00", "05 20:00, 06 20:00, 07 20:00, 08 20:00, 09 20:00"),
        ("2026-11-16 to 2026-11-19 20:00", "18 20:00, 19 20:00"),
        ("16-19 nov 20:00", "18 20:00, 19 20:00"),
        ("5-7 dec 20:00", "05 20:00, 06 20:00, 07 20:00"),
        ("dec 5 - 7, 2026 20:00", "05 20:00, 06 20:00, 07 20:00"),
        ("30 dec to 2 jan 20:00", "30 20:00, 31 20:00, 01 20:00, 02 20:00"),
        ("fridays 8pm for 3 weeks", "20 20:00, 27 20:00, 04 20:00"),
        ("every monday and wednesday 8pm until 1 dec", "18 20:00, 23 20:00, 25 20:00, 30 20:00"),
        ("mon and wed 8pm for 2 weeks", "18 20:00, 23 20:00, 25 20:00, 30 20:00"),
        ("mon and tue 8pm next week", "23 20:00, 24 20:00"),
        ("next week mon 8pm; tue 8pm", "23 20:00, 24 20:00"),
        ("next week:\nthu 8pm\nfri 8pm; 5 dec 8pm", "26 20:00, 27 20:00, 05 20:00"),
    ],
)
def test_a_series_is_read_as_people_write_it(text: str, shown: str) -> None:
    assert walls(text) == shown


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("every evening 19:00-22:00 until sunday", 3),
        ("fri 7-10pm; sat 10-1pm, sun 22:00 to 1am", 3),
        ("fri 8pm-midnight", 4),
        ("fri 19:00-22:00; sat 20:00", 3),
        ("fri 19:00-22:00; sat 19:00-23:00", None),
        ("fri 19:00; sat 20:00", None),
    ],
)
def test_ranges_of_hours_that_agree_give_a_duration(text: str, hours: int | None) -> None:
    assert several(text).duration == (timedelta(hours=hours) if hours else None)


def test_the_same_time_twice_is_one_and_it_is_told_which() -> None:
    found = several("fri 8pm, sat 8pm; Friday 20:00; every day 20:00 this week; FRI 8pm")

    assert [f"{one.wall:%a}" for one in found.times] == ["Wed", "Thu", "Fri", "Sat", "Sun"]
    assert found.merged == ("Friday 20:00", "every day 20:00 this week", "FRI 8pm")


def test_a_change_of_the_clocks_is_kept_with_its_time() -> None:
    found = several("2027-03-28 03:30; 2027-03-27 and 2027-03-28 02:30; 31 oct 2027 2:30")

    assert [one.shift for one in found.times] == [Shift.NONE, Shift.SKIPPED, Shift.DOUBLED]


@pytest.mark.parametrize(
    ("text", "part", "place"),
    [
        ("whenever", "whenever", (1, 1)),
        ("fri 8pm; whenever; sat 9pm", "whenever", (2, 3)),
        ("fri, 8pm; 8pm EST, sat 9pm", "8pm EST", (2, 3)),
        ("fri 8pm, sat", "sat", (2, 2)),
        ("fri, sat", "fri, sat", (1, 1)),
        ("fri in 2 weeks 8pm", "fri in 2 weeks 8pm", (1, 1)),
        ("fri 8pm 9pm", "fri 8pm 9pm", (1, 1)),
        ("sat, 4 dec 20:00", "sat, 4 dec 20:00", (1, 1)),
        ("next week 8pm", "next week 8pm", (1, 1)),
        ("next week", "next week", (1, 1)),
        ("5 dec 8pm next week", "5 dec 8pm next week", (1, 1)),
        ("fri 8pm until sunday", "fri 8pm until sunday", (1, 1)),
        ("every day 8pm until 25:00", "every day 8pm until 25:00", (1, 1)),
        ("every day 8pm for 0 days", "every day 8pm for 0 days", (1, 1)),
        ("fri 20:00-20:00", "fri 20:00-20:00", (1, 1)),
        ("fri 8-midnight", "fri 8-midnight", (1, 1)),
        ("fri 13-14pm", "fri 13-14pm", (1, 1)),
        ("2026-12-09 to 2026-12-05 20:00", "2026-12-09 to 2026-12-05 20:00", (1, 1)),
        ("2026-12-09 to 9999-12-31 20:00", "2026-12-09 to 9999-12-31 20:00", (1, 1)),
        ("weekdays 8pm until 2030-01-01 until 2031-01-01", "weekdays 8pm until 2030-01-01 until 2031-01-01", (1, 1)),
    ],
)
def test_a_part_that_cannot_be_read_is_named_with_its_place(text: str, part: str, place: tuple[int, int]) -> None:
    with pytest.raises(PartNotUnderstood) as refused:
        several(text)
    assert (refused.value.text, (refused.value.place, refused.value.count)) == (part, place)


@pytest.mark.parametrize("text", ["yesterday 8pm", "fri 8pm; today 2pm", "today 2pm, 8pm", "mon 8pm this week"])
def test_a_written_time_that_has_passed_is_refused(text: str) -> None:
    with pytest.raises(TimeInThePast):
        several(text)


def test_a_series_that_is_over_is_refused() -> None:
    with pytest.raises(NothingAhead) as refused:
        several("fri 8pm; 2026-11-01 to 2026-11-18 14:00")
    assert refused.value.text == "2026-11-01 to 2026-11-18 14:00"


@pytest.mark.parametrize("text", ["every fri 8pm", "fridays 8pm", "every fri, sat 8pm"])
def test_a_series_needs_an_end(text: str) -> None:
    with pytest.raises(SeriesWithoutEnd):
        several(text)


@pytest.mark.parametrize("text", ["", " ", ";;;", "\n;\n,", ", ,"])
def test_a_text_without_times_is_refused(text: str) -> None:
    with pytest.raises(NoTimes):
        several(text)


@pytest.mark.parametrize(
    ("text", "count", "beyond"),
    [
        ("every day 20:00 for 21 days", 21, "2026-12-08T19:00"),
        ("weekdays 19:00, 20:00 and 21:00 for 2 weeks", 30, "2026-11-26T20:00"),
        ("fri 8pm; " * 40 + "sat 8pm", 41, None),
        ("every day 20:00 until 2028-11-18", 732, None),
        ("every day 1:00-4:00 for 200 days;" * 20, 600, None),
    ],
)
def test_above_twenty_it_is_told_how_many_there_were(text: str, count: int, beyond: str | None) -> None:
    with pytest.raises(TooManyTimes) as refused:
        several(text)
    assert (refused.value.count, refused.value.limit) == (count, MOST)
    assert refused.value.beyond == (utc(beyond) if beyond else None)


def test_twenty_fit() -> None:
    assert len(several("every day 20:00 for 20 days").times) == MOST


@pytest.mark.parametrize(("text", "length"), [("fri 8pm;" * 251, 2008), ("fri 8pm, " + "x" * 101, 101)])
def test_what_is_too_long_is_not_read(text: str, length: int) -> None:
    with pytest.raises(TimeTooLong) as refused:
        several(text)
    assert refused.value.length == length


SEEDS = (
    "?|1|1 |in |;|,|:|8pm |8pm,|8pm;|fri |fri,|1/|mon-|mon-thu |İ|\u0661|tonight |in 1 hour |in a hour and |1h|5 dec |"
    "in 9 years, |in 9 months;|in nine years and a month, |5-dec-2027 8pm, |every day |every day 8pm until 2029-11-18;|"
    "next week |from |until |every day 8pm, |dec 5-|fri 7-10pm |2026-12-05 to 2029-01-01 20:00,"
)
HOSTILE = [(seed * 2000)[:2000] for seed in SEEDS.split("|")]
HOSTILE += ["fri," * 250 + "8pm," * 250, "every day 8pm for 999 weeks; " * 40, "mon," * 60 + "1:00," * 300]
HOSTILE += [("in twenty one " * 7)[:96] + ";" + "in one year, " * 30]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_takes_no_time(text: str) -> None:
    assert several("in two hours")  # dateparser loads its language at the first use
    start = time.process_time()
    with suppress(UserError):
        several(text)
    assert time.process_time() - start < 0.1


ZONES = st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, KOLKATA, "UTC", "Pacific/Apia"])
NOWS = st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2036-01-01"))
WORDS = """
    8pm 20:00 2:30 19:00-22:00 7-10pm noon midnight fri sat mon-thu next week month this weekend today tonight dec 5
    5-9 tomorrow every day weekdays weekends fridays until for from to 5 weeks 2027-03-28 31 in 2 hours and or , ; , ;
"""
PHRASES = st.lists(st.sampled_from(WORDS.split()), max_size=10).map(" ".join)


@settings(deadline=None)  # dateparser loads its language at the first use; how long a text takes is tested above
@given(st.one_of(st.text(max_size=200), PHRASES), NOWS, ZONES)
def test_any_text_gives_distinct_future_times_in_order_or_is_refused(text: str, now: datetime, zone: str) -> None:
    try:
        found = read_several(text, now=now.replace(tzinfo=UTC), zone=ZoneInfo(zone), most=MOST)
    except UserError:
        return
    instants = [one.instant for one in found.times]
    assert 1 <= len(instants) <= MOST
    assert instants == sorted(set(instants))
    assert instants[0] > now.replace(tzinfo=UTC)
    assert all(one.instant.astimezone(one.zone).replace(tzinfo=None) == one.wall for one in found.times)
    assert found.duration is None or timedelta(0) < found.duration < timedelta(days=1)


SINGLE = """
    fri 8pm|8pm friday|  FRIDAY,   at 8 P.M. |Fri @ 8:30pm|on fri 8.30 pm|next friday 7pm|tomorrow 19:00|tonight at 9
    tonight 00:30|fri noon|fri midnight|20:00|2:30|2027-03-28t02:30|5 Dec 8pm|December 5th, 2026, 20:00|in 2 weeks
    the 5th of december at 20:00|dec 5 20:00 2026|5 sept 20:00|29 feb 20:00|25/12 20:00|5.12. 20:00|in 2h|in 1d 2h
    in 3 days 20:00|8pm in 1 week|in two weeks 20:00|in 6 months|05-Dec-2026 20:00|<t:1796000000:F>
    in 1 day|an hour from now
""".replace("\n", "|").split("|")


@settings(deadline=None)
@given(st.sampled_from([text for text in SINGLE if text.strip()]), NOWS, ZONES)
def test_a_single_time_means_what_it_means_elsewhere(text: str, now: datetime, zone: str) -> None:
    said, here = now.replace(tzinfo=UTC), ZoneInfo(zone)
    try:
        single = read_when(text, now=said, zone=here)
    except (TimeInThePast, TimeNotUnderstood):
        with pytest.raises((TimeInThePast, PartNotUnderstood)):
            read_several(text, now=said, zone=here, most=MOST)
    else:
        assert read_several(text, now=said, zone=here, most=MOST) == Several((single,))


@given(NOWS, ZONES)
def test_the_examples_would_work_now(now: datetime, zone: str) -> None:
    for text in examples_of_several(now.replace(tzinfo=UTC), ZoneInfo(zone)):
        assert read_several(text, now=now.replace(tzinfo=UTC), zone=ZoneInfo(zone), most=MOST)
