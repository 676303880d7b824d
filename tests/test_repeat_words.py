"""A repeat, as people read it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cogs.edge.repeats import repeat_words
from cogs.edge.wording import words
from domain.errors import UserError
from domain.scheduling.repeats.reading import read_repeat

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "first", "read"),
    [
        ("daily", "2026-12-01", "every day"),
        ("every 3 days", "2026-12-01", "every 3 days"),
        ("weekly", "2026-12-01", "every Tuesday"),
        ("every 2 weeks until 1 march", "2026-12-01", "every 2 weeks on Tuesday, until Mon 1 Mar 2027"),
        ("tue, thu and sat, 10 times", "2026-12-01", "every Tuesday, Thursday and Saturday, 10 times"),
        ("weekdays", "2026-12-01", "every weekday"),
        ("monthly", "2026-12-01", "every month on the 1st"),
        ("monthly", "2026-12-12", "every month on the 12th"),
        ("monthly", "2026-12-30", "every month on the 30th, or the last day of a shorter month"),
        ("monthly", "2026-12-31", "every month on the last day"),
        ("monthly on the first and third tuesday", "2026-12-01", "every month on the first and third Tuesday"),
        ("last sunday of the month", "2026-12-27", "every month on the last Sunday"),
        ("yearly", "2026-12-01", "every year on 1 December"),
        ("yearly", "2028-02-29", "every year on the last day of February"),
        ("weekly except 8 dec", "2026-12-01", "every Tuesday, except Tue 8 Dec 2026"),
        (
            "daily except 2 dec, 3 dec, 4 dec, 5 dec",
            "2026-12-01",
            "every day, except Wed 2 Dec 2026, Thu 3 Dec 2026, Fri 4 Dec 2026 and 1 more date",
        ),
        ("FREQ=WEEKLY;BYMONTH=12;COUNT=4", "2026-12-01", "`FREQ=WEEKLY;BYMONTH=12;BYDAY=TU;COUNT=4`"),
        ("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=TU", "2026-12-01", "`FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=TU`"),
    ],
)
def test_a_repeat_reads_as_a_sentence(text: str, first: str, read: str) -> None:
    repeat = read_repeat(text, datetime.fromisoformat(f"{first}T20:00"), BERLIN)

    assert repeat_words(repeat) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("now and then", "Try `every tuesday` or `every 2 weeks until 2027-06-01`."),
        ("hourly", "more than once a day"),
        ("every friday", "does not fall on Tue 1 Dec 2026. The next day it falls on is Fri 4 Dec 2026."),
        ("weekly, 1 times", "no second one"),
    ],
)
def test_a_refused_repeat_names_the_cause_and_the_remedy(text: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        read_repeat(text, datetime.fromisoformat("2026-12-01T20:00"), BERLIN)

    assert said in words(refused.value)
