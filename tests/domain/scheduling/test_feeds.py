"""Which sessions a calendar feed shows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.campaigns import Campaign, Kind
from domain.scheduling.feeds import Entry, Feed, shows
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session, State

GUILD, STRAHD, ANA, OLGA = 10, 3, 11, 99
OWN, OF_STRAHD = Feed(GUILD, ANA), Feed(GUILD, ANA, STRAHD)


def entry(
    *, private: bool = False, kind: Kind = Kind.CAMPAIGN, organiser_id: int | None = OLGA, by: int = OLGA, **stands: Any
) -> Entry:
    """A session of that campaign, as it stands to Ana."""
    start = datetime(2026, 9, 4, 18, tzinfo=UTC)
    hours = timedelta(hours=3)
    session = Session(12, GUILD, STRAHD, 1, "Tomb", State.PLANNED, start, hours, by, private=private)
    return Entry(session, Campaign(STRAHD, GUILD, "Strahd", kind, organiser_id), **stands)


@pytest.mark.parametrize(
    ("stands", "shown"),
    [
        ({}, False),
        ({"plays": True}, True),
        ({"organiser_id": ANA}, True),
        ({"by": ANA}, False),
        ({"plan": Plan.GOING}, True),
        ({"plan": Plan.LATE}, True),
        ({"plan": Plan.MAYBE}, True),
        ({"plan": Plan.NOT_GOING}, False),
        ({"plays": True, "plan": Plan.NOT_GOING}, False),
        ({"organiser_id": ANA, "plan": Plan.NOT_GOING}, False),
    ],
)
def test_ones_own_feed_shows_what_one_may_be_at(stands: dict[str, Any], shown: bool) -> None:
    assert shows(OWN, entry(**stands)) is shown


@pytest.mark.parametrize("plan", [None, *Plan])
def test_a_campaigns_feed_shows_its_sessions_whatever_one_said(plan: Plan | None) -> None:
    assert shows(OF_STRAHD, entry(plan=plan))


def test_a_campaigns_feed_shows_no_session_of_another() -> None:
    assert not shows(Feed(GUILD, ANA, STRAHD + 1), entry(plays=True))


@pytest.mark.parametrize("feed", [Feed(GUILD + 1, ANA), Feed(GUILD + 1, ANA, STRAHD)])
def test_no_feed_shows_a_session_of_another_guild(feed: Feed) -> None:
    assert not shows(feed, entry(plays=True, plan=Plan.GOING))


@pytest.mark.parametrize(
    ("stands", "shown"),
    [
        ({}, False),
        ({"plays": True}, True),
        ({"plays": True, "kind": Kind.GAME_NIGHT}, False),
        ({"plan": Plan.NOT_GOING}, True),
        ({"organiser_id": ANA}, True),
        ({"by": ANA}, True),
    ],
)
def test_a_private_session_is_for_those_who_may_see_it(stands: dict[str, Any], shown: bool) -> None:
    assert shows(OF_STRAHD, entry(private=True, **stands)) is shown


def test_the_players_of_a_game_night_do_not_see_its_private_sessions_in_their_own_feed() -> None:
    assert not shows(OWN, entry(private=True, kind=Kind.GAME_NIGHT, plays=True))
