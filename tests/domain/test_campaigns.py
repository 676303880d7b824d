"""Who runs a campaign, who plays in it, and what it may be called."""

from datetime import UTC, datetime

import pytest

from domain.actor import Actor
from domain.campaigns import (
    Campaign,
    NameTaken,
    OfflinePlayer,
    Player,
    Roster,
    free_name,
    is_organiser,
)
from domain.errors import NotValid
from domain.settings import GuildSettings

CAMPAIGN = Campaign(3, 10, "Curse of Strahd", organiser_id=7)
GUILD = GuildSettings(10, organiser_role_id=99)


@pytest.mark.parametrize(
    ("actor", "organises"),
    [
        (Actor(7, 10), True),
        (Actor(1, 10, role_ids=frozenset({5, 99})), True),
        (Actor(1, 10, may_manage_events=True), True),
        (Actor(1, 10), False),
        (Actor(1, 10, role_ids=frozenset({5})), False),
        (Actor(1, 10, may_manage_guild=True), False),
    ],
)
def test_a_campaign_is_run_by_its_organiser_the_role_and_who_manages_events(actor: Actor, organises: bool) -> None:
    assert is_organiser(actor, CAMPAIGN, GUILD) is organises


def test_a_guild_without_a_role_has_no_organisers_by_role() -> None:
    assert not is_organiser(Actor(1, 10, role_ids=frozenset({5})), CAMPAIGN, GuildSettings(10))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Strahd", "Strahd"),
        ("  Curse of\n\tStrahd ", "Curse of Strahd"),
        ("🎲", "🎲"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("呪い", "呪い"),
        ("@everyone", "@everyone"),
        ("12", "12"),
        ("#1 fans", "#1 fans"),
        ("x" * 50, "x" * 50),
    ],
)
def test_a_name_is_kept_on_one_line(text: str, name: str) -> None:
    assert free_name("character", text, ["Other"]) == name


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b", "\u200d\ufe0f", "\u202e \u2066", "#7", "x" * 51])
def test_a_name_that_nobody_could_see_or_say_is_refused(text: str) -> None:
    with pytest.raises(NotValid):
        free_name("character", text, [])


@pytest.mark.parametrize("text", ["Strahd", "STRAHD", " strahd "])
def test_a_name_is_taken_whatever_its_case(text: str) -> None:
    with pytest.raises(NameTaken) as taken:
        free_name("campaign", text, ["Tomb", "Strahd"])

    assert (taken.value.kind, taken.value.name) == ("campaign", "Strahd")


def test_a_roster_knows_its_players_and_all_characters() -> None:
    ana = Player(11, datetime(2026, 9, 1, tzinfo=UTC), ("Ireena", "Ismark"))
    tom = OfflinePlayer(1, "Tom", ("Kasimir",))
    roster = Roster((ana,), (tom,))

    assert roster.characters == ("Ireena", "Ismark", "Kasimir")
    assert (roster.player(11), roster.player(12)) == (ana, None)
    assert (roster.offline_called("TOM"), roster.offline_called("Tim")) == (tom, None)
