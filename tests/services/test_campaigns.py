"""Campaigns: making, changing and archiving them, and which one is meant."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import MOST_CAMPAIGNS, Campaign, CampaignArchived, Kind, NameTaken, WhichCampaign
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches, NotValid, SeveralMatch
from domain.reminders import Kind as Due
from domain.scheduling.session import Session, State
from domain.sessions.live import AlreadyLive
from domain.settings import UnknownTimezone
from services import campaigns
from services.campaigns import running
from services.campaigns.running import Given, Part
from services.gamenight import nominations
from services.rollcall import opening, promotion
from services.rollcall.opening import Poll
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import running as live
from tests.conftest import both_databases
from tests.services.acting import ANA, BEN, CHANNEL, DAY, GUILD, HOST, HOUR, NOON, STRANGER, act, fresh, reminders_of


async def made(database: Database, name: str = "Strahd", **given: Any) -> Campaign:
    """A campaign that Ana runs."""
    return await act(database, running.create, HOST, Given(name, organiser_id=ANA.user_id, **given))


async def planned(database: Database, campaign: Campaign, **details: Any) -> Session:
    """A session of it, tomorrow."""
    given = Details(**details)
    return await act(database, planning.schedule, HOST, campaign, NOON + DAY, given, CHANNEL)


async def offsets(database: Database, session: Session) -> list[timedelta | None]:
    return [one.offset for one in await reminders_of(database, Due.SESSION, session.id)]


async def names(database: Database, guild_id: int = GUILD) -> list[str]:
    async with database.read() as store:
        return [one.name for one in await campaigns.every_one(store, guild_id)]


@both_databases
async def test_whoever_makes_a_campaign_runs_it(database: Database) -> None:
    campaign = await act(database, running.create, HOST, Given("  Curse of \n Strahd "))

    assert campaign.name == "Curse of Strahd"
    assert (campaign.kind, campaign.organiser_id) == (Kind.CAMPAIGN, HOST.user_id)
    async with database.read() as store:
        assert await store.campaigns.get(campaign.id, GUILD) == campaign


@pytest.mark.parametrize("actor", [ANA, Actor(2, GUILD, may_manage_guild=True)])
async def test_only_who_manages_events_makes_campaigns(database: Database, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        await act(database, running.create, actor, Given("Strahd"))

    assert await names(database) == []


@both_databases
async def test_two_who_make_the_same_name_at_once_make_one(database: Database) -> None:
    tries = (act(database, running.create, HOST, Given(name)) for name in ("Strahd", "STRAHD", "strahd ", "Straßd"))

    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(isinstance(one, NameTaken) for one in outcomes) == 2
    assert len(await names(database)) == 2


@both_databases
async def test_game_night_made_at_first_use_is_not_made_beside_one_of_another_case(database: Database) -> None:
    await asyncio.gather(
        act(database, running.create, HOST, Given("GAME NIGHT")),
        act(database, campaigns.game_night, GUILD),
        return_exceptions=True,
    )

    assert len(await names(database)) == 1


async def test_other_guilds_may_use_the_name(database: Database) -> None:
    await made(database)

    await act(database, running.create, STRANGER, Given("Strahd"))

    assert await names(database) == await names(database, GUILD + 1) == ["Strahd"]


async def test_so_many_campaigns_go_on_at_once_and_no_more(database: Database) -> None:
    for n in range(MOST_CAMPAIGNS):
        last = await act(database, running.create, HOST, Given(f"Campaign {n}"))
    with pytest.raises(NotValid, match="archive"):
        await act(database, running.create, HOST, Given("One more"))

    await act(database, running.archive, HOST, last.id)
    await act(database, running.create, HOST, Given("One more"))

    with pytest.raises(NotValid, match="archive"):
        await act(database, running.archive, HOST, last.id)


@both_databases
async def test_an_edit_changes_what_is_given_and_leaves_the_rest(database: Database) -> None:
    campaign = await made(database, channel_id=50, timezone="europe/berlin")

    edited = await act(database, running.edit, ANA, campaign.id, Given(role_id=7, reminders=(HOUR,)))

    assert edited.campaign == replace(campaign, role_id=7, reminders=(HOUR,))
    assert edited.campaign.timezone == "Europe/Berlin"


@pytest.mark.parametrize("part", Part)
async def test_what_a_campaign_can_do_without_is_taken_away(database: Database, part: Part) -> None:
    campaign = await made(
        database, channel_id=50, ping_role_id=6, role_id=7, timezone="Europe/Berlin", reminders=(HOUR,)
    )

    edited = await act(database, running.edit, HOST, campaign.id, Given(), {part})

    gone: dict[str, Any] = {part.value: None}
    assert edited.campaign == replace(campaign, **gone)


@pytest.mark.parametrize(
    ("given", "without"),
    [
        (Given(), set()),
        (Given("Strahd"), set()),
        (Given(), {Part.CHANNEL}),
        (Given(channel_id=9), {Part.CHANNEL}),
        (Given(" \n"), set()),
        (Given("x" * 101), set()),
    ],
)
async def test_an_edit_that_changes_nothing_or_makes_no_sense_is_refused(
    database: Database, given: Given, without: set[Part]
) -> None:
    campaign = await made(database)

    with pytest.raises(NotValid):
        await act(database, running.edit, HOST, campaign.id, given, without)


async def test_a_campaign_may_change_the_case_of_its_own_name_but_not_take_anothers(database: Database) -> None:
    campaign = await made(database)
    await act(database, running.archive, HOST, (await made(database, "Tomb")).id)

    await act(database, running.edit, HOST, campaign.id, Given("STRAHD"))
    with pytest.raises(NameTaken):
        await act(database, running.edit, HOST, campaign.id, Given("tomb"))

    assert await names(database) == ["STRAHD", "Tomb"]


async def test_an_unknown_zone_changes_nothing(database: Database) -> None:
    campaign = await made(database)

    with pytest.raises(UnknownTimezone):
        await act(database, running.edit, HOST, campaign.id, Given("Other", timezone="Mars/Base"))

    assert await names(database) == ["Strahd"]


@pytest.mark.parametrize("actor", [BEN, replace(STRANGER, guild_id=GUILD, may_manage_events=False, user_id=99)])
async def test_only_its_organisers_change_or_archive_it(database: Database, actor: Actor) -> None:
    campaign = await made(database)

    with pytest.raises(NotAllowed):
        await act(database, running.edit, actor, campaign.id, Given("Mine"))
    with pytest.raises(NotAllowed):
        await act(database, running.archive, actor, campaign.id)


@both_databases
async def test_two_who_change_different_things_at_once_both_succeed(database: Database) -> None:
    campaign = await made(database)

    await asyncio.gather(
        act(database, running.edit, HOST, campaign.id, Given(channel_id=9)),
        act(database, running.edit, ANA, campaign.id, Given(role_id=7)),
        act(database, running.archive, ANA, campaign.id),
    )

    async with database.read() as store:
        kept = await store.campaigns.get(campaign.id, GUILD)
    assert (kept.channel_id, kept.role_id, kept.archived_at) == (9, 7, NOON)


@both_databases
async def test_planned_sessions_without_their_own_reminders_follow_the_campaigns(database: Database) -> None:
    campaign = await made(database)
    own = await planned(database, campaign, reminders=(2 * HOUR,))
    await act(database, planning.edit, HOST, own.id, None, Details(title="Own"))
    usual = await act(database, planning.schedule, HOST, await made(database, "Tomb"), NOON + DAY, Details(), CHANNEL)
    other = await act(database, running.edit, HOST, usual.campaign_id, Given(reminders=(3 * HOUR,)))

    edited = await act(database, running.edit, HOST, campaign.id, Given(reminders=(4 * HOUR,)))

    assert (other.reminded_anew, edited.reminded_anew) == (1, 0)
    assert await offsets(database, usual) == [3 * HOUR]
    assert await offsets(database, own) == [2 * HOUR]
    assert len(await reminders_of(database, Due.OVER, usual.id)) == 1


async def test_going_back_to_the_guilds_reminders_plans_them_anew(database: Database) -> None:
    campaign = await made(database, reminders=())
    session = await planned(database, campaign)
    assert await offsets(database, session) == []

    await act(database, running.edit, HOST, campaign.id, Given(), {Part.REMINDERS})

    assert await offsets(database, session) == [HOUR, timedelta(0)]  # a day before is now, and not made


@both_databases
async def test_reminders_changed_while_a_session_is_planned_and_another_started_reach_all(database: Database) -> None:
    campaign = await made(database)
    first = await planned(database, campaign)

    _, second, _ = await asyncio.gather(
        act(database, running.edit, HOST, campaign.id, Given(reminders=(5 * HOUR,))),
        planned(database, campaign),
        act(database, live.start, HOST, first.id, CHANNEL),
    )

    assert await offsets(database, second) == [5 * HOUR]
    assert await offsets(database, first) == []


async def test_a_new_name_redraws_the_cards_of_what_is_to_come(database: Database) -> None:
    campaign = await made(database)
    session = await planned(database, campaign)
    async with database.read() as store:
        before = await store.cards.get(CardKind.SESSION, session.id)

    await act(database, running.edit, HOST, campaign.id, Given("Barovia"))

    async with database.read() as store:
        after = await store.cards.get(CardKind.SESSION, session.id)
    assert before is not None
    assert after is not None
    assert after.wanted == before.wanted + 1


@both_databases
async def test_cards_that_could_not_be_shown_move_to_the_campaigns_new_channel(database: Database) -> None:
    campaign = await made(database, channel_id=50)
    session = await planned(database, campaign)
    other = await planned(database, await made(database, "Tomb", channel_id=51))
    async with database.transaction() as store:
        for one in (session, other):
            card = await store.cards.get(CardKind.SESSION, one.id)
            assert card is not None
            await store.given_up_cards.add(card, store.now)

    await act(database, running.edit, HOST, campaign.id, Given(channel_id=60))

    async with database.read() as store:
        cards = [await store.cards.get(CardKind.SESSION, one.id) for one in (session, other)]
    assert [one.channel_id for one in cards if one] == [60, 51]


async def test_an_archived_campaign_comes_back_and_its_plans_stay_meanwhile(database: Database) -> None:
    campaign = await made(database)
    session = await planned(database, campaign)

    away = await act(database, running.archive, ANA, campaign.id)
    assert (away.campaign.archived_at, away.to_come) == (NOON, 1)
    assert (await fresh(database, session)).state is State.PLANNED
    assert await offsets(database, session) == [HOUR, timedelta(0)]

    back = await act(database, running.archive, ANA, campaign.id)
    assert back.campaign == campaign


async def test_a_campaign_with_a_live_session_is_not_archived(database: Database) -> None:
    campaign = await made(database)
    session = await planned(database, campaign)
    await act(database, live.start, HOST, session.id, CHANNEL)

    with pytest.raises(AlreadyLive):
        await act(database, running.archive, HOST, campaign.id)


@both_databases
async def test_archiving_and_starting_at_once_wait_for_each_other(database: Database) -> None:
    campaign = await made(database)
    session = await planned(database, campaign)

    outcomes = await asyncio.gather(
        act(database, live.start, HOST, session.id, CHANNEL),
        act(database, running.archive, HOST, campaign.id),
        return_exceptions=True,
    )

    assert (await fresh(database, session)).is_live
    assert isinstance(outcomes[1], AlreadyLive | running.Archived)


async def test_nothing_new_comes_to_an_archived_campaign(database: Database) -> None:
    campaign = await made(database)
    session = await planned(database, campaign)
    await act(database, running.archive, HOST, campaign.id)

    with pytest.raises(CampaignArchived):
        await act(database, campaigns.chosen, GUILD, (CHANNEL,), "Strahd")
    with pytest.raises(CampaignArchived):
        await act(database, planning.clone, HOST, session.id, NOON + 2 * DAY, CHANNEL)


async def test_an_archived_game_night_is_not_used_unseen(database: Database) -> None:
    night = await act(database, campaigns.game_night, GUILD)
    await act(database, running.archive, HOST, night.id)

    with pytest.raises(CampaignArchived):
        await act(database, campaigns.chosen, GUILD, (CHANNEL,), None)


async def test_the_campaign_meant_is_this_channels_else_the_only_one(database: Database) -> None:
    strahd = await made(database, channel_id=50)
    assert await act(database, campaigns.meant, GUILD, (CHANNEL,)) == strahd
    tomb = await made(database, "Tomb", channel_id=51)

    assert await act(database, campaigns.meant, GUILD, (99, 51)) == tomb
    with pytest.raises(WhichCampaign) as several:
        await act(database, campaigns.meant, GUILD, (CHANNEL,))
    assert several.value.names == ("Strahd", "Tomb")
    night = await act(database, campaigns.game_night, GUILD)
    assert await act(database, campaigns.meant, GUILD, (CHANNEL,)) == night, "the others are meant in their channels"


async def test_a_queue_is_this_channels_campaigns_else_the_game_nights(database: Database) -> None:
    strahd = await made(database, channel_id=50)
    night = await made(database, "Fridays", kind=Kind.GAME_NIGHT)

    assert await act(database, nominations.queue_of, GUILD, (50,)) == strahd
    assert await act(database, nominations.queue_of, GUILD, (CHANNEL,)) == night


@pytest.mark.parametrize("text", ["#1", "Strahd", "stra"])
async def test_another_guilds_campaign_does_not_exist(database: Database, text: str) -> None:
    await made(database)

    with pytest.raises(NothingMatches):
        await act(database, campaigns.named, GUILD + 1, text)


async def test_sessions_are_named_with_their_campaign_where_there_are_several(database: Database) -> None:
    await planned(database, await made(database), title="Death House")
    async with database.read() as store:
        assert [one.label for one in await store.sessions.names(GUILD)] == ["1: Death House"]

    await planned(database, await made(database, "Tomb"), title="Port")

    async with database.read() as store:
        labels = {one.label for one in await store.sessions.names(GUILD)}
    assert labels == {"1: Death House (Strahd)", "1: Port (Tomb)"}


async def test_two_live_sessions_of_one_number_are_told_apart(database: Database) -> None:
    for channel_id, name in enumerate(("Strahd", "Tomb"), 60):
        await act(database, live.start_ad_hoc, HOST, await made(database, name), channel_id, title="Tonight")

    with pytest.raises(SeveralMatch) as several:
        await act(database, live.live_one, GUILD, (CHANNEL,), ())

    assert set(several.value.matches) == {"1: Tonight (Strahd, in progress)", "1: Tonight (Tomb, in progress)"}


async def test_an_archived_campaigns_roll_call_becomes_no_session(database: Database) -> None:
    campaign = await made(database)
    roll_call = await act(database, opening.open_, HOST, campaign, Poll([NOON + DAY]), CHANNEL)
    await act(database, running.archive, HOST, campaign.id)

    with pytest.raises(CampaignArchived):
        await act(database, promotion.promote, HOST, roll_call.id, roll_call.options[0].id, CHANNEL)
