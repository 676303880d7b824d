"""Who runs a campaign."""

import pytest

from domain.actor import Actor
from domain.campaigns import Campaign, is_organiser
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
