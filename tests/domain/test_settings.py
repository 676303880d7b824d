"""Zones as people name them."""

import pytest

from domain.settings import UnknownTimezone, zone_named, zone_names, zones_like


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" EUROPE/BERLIN ", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("utc", "UTC"),
        ("etc/gmt+2", "Etc/GMT+2"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
    ],
)
def test_a_zone_is_found_ignoring_case_and_underscores(text: str, zone: str) -> None:
    assert zone_named(text).key == zone


@pytest.mark.parametrize(
    "text", ["", "EST", "CET", "Ber", "GMT+25", "../../etc/passwd", "localtime", "Europe/", "x" * 5000, "\0"]
)
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(UnknownTimezone) as refused:
        zone_named(text)

    assert refused.value.text == text


def test_a_city_that_begins_like_that_is_offered_first() -> None:
    assert zones_like("ber")[0] == "Atlantic/Bermuda"
    assert "Europe/Berlin" in zones_like("ber")
    assert zones_like("new york") == ["America/New_York"]


def test_no_more_zones_are_offered_than_fit() -> None:
    assert len(zones_like("")) == 25
    assert len(zones_like("e", limit=5)) == 5


def test_what_is_offered_is_taken() -> None:
    assert {zone_named(name).key for name in zones_like("america", limit=999)} <= set(zone_names())
