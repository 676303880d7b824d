"""What people write for a repeat, and what is made of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import UserError
from domain.scheduling.errors import RepeatDoesNotFit, RepeatEndsAtOnce, RepeatNotUnderstood, RepeatTooOften
from domain.scheduling.repeats.reading import examples, fitting, read_repeat
from domain.scheduling.repeats.repeat import Repeat, occurrences

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = "2026-12-01"  # the first of its month


def read(text: str, first: str = TUESDAY) -> Repeat:
    return read_repeat(text, datetime.fromisoformat(f"{first}T20:00"), BERLIN)


@pytest.mark.parametrize(
    ("text", "rrule"),
    [
        ("daily", "FREQ=DAILY"),
        ("every day", "FREQ=DAILY"),
        ("every other day", "FREQ=DAILY;INTERVAL=2"),
        ("weekly", "FREQ=WEEKLY;BYDAY=TU"),
        ("  Every   TUESDAY ", "FREQ=WEEKLY;BYDAY=TU"),
        ("each tues", "FREQ=WEEKLY;BYDAY=TU"),
        ("tuesdays", "FREQ=WEEKLY;BYDAY=TU"),
        ("weekly on tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("every other tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every second week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 3rd week on tue", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"),
        ("biweekly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every tue and thu", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("tue, thu, and sat", "FREQ=WEEKLY;BYDAY=TU,TH,SA"),
        ("every thu & tue", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("monthly", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"),
        ("monthly on the 1st", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("monthly on the first tuesday", "FREQ=MONTHLY;BYDAY=1TU"),
        ("every 2 months on the first tuesday", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU"),
        ("first tuesday of the month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("every first tuesday of the month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("the 1st and 3rd tuesday of each month", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("yearly", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1"),
        ("every two weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every second tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every first tuesday", "FREQ=MONTHLY;BYDAY=1TU"),
        ("once a week", "FREQ=WEEKLY;BYDAY=TU"),
        ("once every three weeks", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"),
        # As calendars write it.
        ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),
        ("RRULE:FREQ=WEEKLY;INTERVAL=1;WKST=MO", "FREQ=WEEKLY;BYDAY=TU"),
        ("freq=weekly;wkst=su;interval=2;byday=tu,su", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"),
        ("FREQ=YEARLY;BYMONTH=12,6;BYDAY=1TU", "FREQ=YEARLY;BYMONTH=6,12;BYDAY=1TU"),
        ("FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;BYDAY=TU;COUNT=5"),
        ("FREQ=WEEKLY;UNTIL=20261222", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222"),
        ("FREQ=WEEKLY;UNTIL=20261222T200000", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222"),
        ("FREQ=WEEKLY;UNTIL=20261222T190000Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222"),
        ("FREQ=WEEKLY;UNTIL=20261222T185959Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261221"),
        # Ends.
        ("weekly until 2027-03-01", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270301"),
        ("every tuesday until 1 march", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270301"),
        ("weekly, till March 1st 2028", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20280301"),
        ("weekly until 25/12", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261225"),
        ("weekly until march", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270228"),
        ("every tue until march 2028", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20280229"),
        ("weekly until the end of december", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231"),
        ("weekly through march", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270331"),
        ("weekly x4", "FREQ=WEEKLY;BYDAY=TU;COUNT=4"),
        ("weekly, 4x", "FREQ=WEEKLY;BYDAY=TU;COUNT=4"),
        ("weekly 10 times", "FREQ=WEEKLY;BYDAY=TU;COUNT=10"),
        ("weekly, 10 times", "FREQ=WEEKLY;BYDAY=TU;COUNT=10"),
        ("every 2 weeks for 10 sessions", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=10"),
        ("weekly for 6 weeks", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270111"),
        ("FREQ=WEEKLY 10 times", "FREQ=WEEKLY;BYDAY=TU;COUNT=10"),
    ],
)
def test_a_repeat_is_understood(text: str, rrule: str) -> None:
    assert read(text).rrule == rrule


@pytest.mark.parametrize(
    ("text", "first", "rrule"),
    [
        ("every second wednesday of the month", "2026-12-09", "FREQ=MONTHLY;BYDAY=2WE"),
        ("last sunday of the month", "2026-12-27", "FREQ=MONTHLY;BYDAY=-1SU"),
        ("every weekend", "2026-12-05", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("15th of every month", "2026-12-15", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("last day of the month", "2027-02-28", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2026-11-13", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
    ],
)
def test_a_repeat_that_names_days_is_understood(text: str, first: str, rrule: str) -> None:
    assert read(text, first).rrule == rrule


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [
        ("monthly", "2027-01-31", ["01-31", "02-28", "03-31", "04-30"]),
        ("monthly", "2027-01-30", ["01-30", "02-28", "03-30", "04-30"]),
        ("monthly", "2028-01-29", ["01-29", "02-29", "03-29", "04-29"]),
        ("monthly on the 31st", "2027-02-28", ["02-28", "03-31", "04-30", "05-31"]),
        ("FREQ=MONTHLY", "2027-01-31", ["01-31", "03-31", "05-31", "07-31"]),
        ("yearly", "2028-02-29", ["02-29", "02-28", "02-28", "02-28"]),
        ("monthly on the fifth saturday", "2027-01-30", ["01-30", "05-29", "07-31", "10-30"]),
    ],
)
def test_a_short_month_has_its_last_day_unless_an_rrule_says_otherwise(
    text: str, first: str, months: list[str]
) -> None:
    assert [f"{one.wall:%m-%d}" for one in occurrences(read(text, first), 4)] == months


@pytest.mark.parametrize(
    "text",
    [
        "every tuesday except 2026-12-22, 2026-12-29",
        "every tuesday except 22 dec and 29 dec",
        "every tuesday but not 22 dec, skipping 29 dec",
        "weekly 10 times, except 22 december and tue 29 dec",
        "weekly except 2026-12-29 & 2026-12-22 until 1 march",
    ],
)
def test_dates_can_be_left_out(text: str) -> None:
    assert read(text).skipped == {date(2026, 12, 22), date(2026, 12, 29)}


@pytest.mark.parametrize(
    "text",
    [
        *("", "every", "sometimes", "every moon", "2", "every 0 weeks", "every -1 weeks", "until 1 march", "10 times"),
        *("every fifth tuesday", "twice a week"),
        *("monthly on tuesday", "weekly on the 5th", "monthly on the 32nd", "every year on 5 dec"),
        *("weekly until", "weekly until today", "weekly until 31 june", "weekly until 1 march 10 times"),
        *("weekly until", "weekly x0", "weekly except", "weekly except tuesdays", "daily except 9999-12-31"),
        *("FREQ=", "FREQ=WEEKLY;", "FREQ=WEEKLY;BYDAY=XX", "BYDAY=TU", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=NEVER"),
        *("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "FREQ=WEEKLY;COUNT=3 until 1 march", "FREQ=WEEKLY;UNTIL=20270231"),
        *("FREQ=WEEKLY;BYSETPOS=1", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYYEARDAY=1", "FREQ=WEEKLY;INTERVAL=0"),
        *("FREQ=WEEKLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=TU,1WE", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=YEARLY;BYDAY=1TU"),
        "DTSTART:20261201T200000\nRRULE:FREQ=WEEKLY",
        "every " * 40,
    ],
)
def test_what_is_no_repeat_is_refused(text: str) -> None:
    with pytest.raises(RepeatNotUnderstood):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        *("hourly", "every hour", "every 5 minutes", "FREQ=HOURLY", "FREQ=MINUTELY;INTERVAL=90", "FREQ=SECONDLY"),
        *("FREQ=DAILY;BYHOUR=9,20", "FREQ=DAILY;BYMINUTE=0,30", "FREQ=DAILY;BYSECOND=1"),
    ],
)
def test_more_than_once_a_day_is_refused(text: str) -> None:
    with pytest.raises(RepeatTooOften):
        read(text)


@pytest.mark.parametrize(
    ("text", "day", "instead"),
    [
        ("every wednesday", "2026-12-01", "2026-12-02"),
        ("every mon and fri", "2026-12-01", "2026-12-04"),
        ("last tuesday of the month", "2026-12-01", "2026-12-29"),
        ("monthly on the 31st", "2026-12-01", "2026-12-31"),
        ("weekly except 24 dec", "2026-12-24", "2026-12-29"),
        ("weekly except 1 dec", "2026-12-01", "2026-12-08"),
        ("weekly 3 times except 22 dec", "2026-12-22", None),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-12-01", None),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=31", "2026-12-01", None),
    ],
)
def test_a_day_that_is_not_of_the_series_is_named_with_one_that_is(text: str, day: str, instead: str | None) -> None:
    with pytest.raises(RepeatDoesNotFit) as refused:
        read(text)

    assert refused.value.day == date.fromisoformat(day)
    assert refused.value.instead == (date.fromisoformat(instead) if instead else None)


@pytest.mark.parametrize(
    "text",
    ["weekly 1 times", "weekly until 2026-12-07", "weekly until 2020-01-01", "FREQ=YEARLY;INTERVAL=20"],
)
def test_what_gives_one_session_only_is_refused(text: str) -> None:
    with pytest.raises(RepeatEndsAtOnce):
        read(text)


@given(st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2040-01-01")))
def test_the_examples_work(first: datetime) -> None:
    for text in examples(first):
        assert read_repeat(text, first, BERLIN).dtstart == first


_NUMBERS = st.lists(st.integers(-32, 32), min_size=1, max_size=4).map(lambda some: ",".join(map(str, some)))
_DAYS = st.lists(st.from_regex(r"(-?[1-5])?(MO|TU|SU)", fullmatch=True), min_size=1, max_size=3).map(",".join)
_PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(0, 1000).map(str),
        "BYDAY": _DAYS,
        "BYMONTHDAY": _NUMBERS | st.just("29"),
        "BYMONTH": st.integers(1, 12).map(str),
        "BYSETPOS": _NUMBERS,
        "COUNT": st.integers(0, 10_000).map(str),
    },
)


@settings(deadline=timedelta(seconds=1))
@given(_PARTS, st.dates(date(2024, 1, 1), date(2036, 12, 31)) | st.just(date(2028, 2, 29)))
def test_no_rrule_takes_long(parts: dict[str, str], first: date) -> None:
    text = ";".join(f"{name}={value}" for name, value in parts.items())

    try:
        repeat = read(text, first.isoformat())
    except UserError:
        return

    assert [one.wall.date() for one in occurrences(repeat, 1)] == [first]
    assert read(repeat.rrule, first.isoformat()) == repeat


@given(st.dates(date(2026, 1, 1), date(2032, 12, 31)))
def test_what_is_offered_for_a_date_can_be_read_and_begins_on_it(first: date) -> None:
    for text in (*fitting(first), *fitting(None)):
        assert [one.wall.date() for one in occurrences(read(text, first.isoformat()), 1)] == [first], text


@settings(deadline=timedelta(seconds=1))
@given(
    st.lists(
        st.sampled_from(["every", "other", "2", "tue", "and", ",", "monthly", "on", "the", "first", "of", "month"])
        | st.sampled_from(["until", "1", "march", "except", "for", "weeks", "times", "last", "day", "FREQ=DAILY", "="])
        | st.text(max_size=5),
        max_size=30,
    ).map(" ".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        repeat = read(text)
    except UserError:
        return

    assert repeat.rule.fits(date.fromisoformat(TUESDAY))
