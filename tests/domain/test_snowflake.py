"""Ids that carry their own time."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.snowflake import instant_of, snowflake_at

INSTANTS = st.datetimes(datetime(2015, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware


def test_a_snowflake_says_when_it_was_made() -> None:
    assert instant_of(175928847299117063) == datetime(2016, 4, 30, 11, 18, 25, 796000, tzinfo=UTC)  # Discord's example


@given(instant=INSTANTS)
def test_the_snowflake_of_an_instant_says_that_millisecond(instant: datetime) -> None:
    assert instant_of(snowflake_at(instant)) == instant.replace(microsecond=instant.microsecond // 1000 * 1000)


@given(instant=INSTANTS)
def test_it_is_the_smallest_of_that_millisecond(instant: datetime) -> None:
    assert instant_of(snowflake_at(instant) - 1) < instant_of(snowflake_at(instant))
