"""Who plays in a campaign, and whom."""

import asyncio
from dataclasses import replace

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import (
    MOST_CHARACTERS,
    Campaign,
    CampaignArchived,
    NameTaken,
    NeedsRole,
    PlaysAlready,
    PlaysNot,
    Roster,
)
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.reminders import Kind as Due
from domain.scheduling.seats import Plan
from services import campaigns
from services.campaigns import players, running
from services.campaigns.running import Given
from services.scheduling import planning, rsvps
from services.scheduling.details import Details
from tests.conftest import both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    NOON,
    STRANGER,
    act,
    answers,
    cause,
    guests,
    reminders_of,
)


@pytest.fixture
async def strahd(database: Database) -> Campaign:
    """A campaign that the host runs."""
    return await act(database, running.create, HOST, Given("Strahd"))


async def roster(database: Database, campaign: Campaign) -> Roster:
    async with database.read() as store:
        return await store.players.roster(campaign.id)


async def cast(database: Database, campaign: Campaign) -> dict[int | str, tuple[str, ...]]:
    """Who plays whom."""
    found = await roster(database, campaign)
    return {one.user_id: one.characters for one in found.players} | {one.name: one.characters for one in found.offline}


@both_databases
async def test_one_joins_with_a_character_and_adds_another(database: Database, strahd: Campaign) -> None:
    await act(database, players.join, ANA, strahd.id, " Ireena  Kolyana ")
    await act(database, players.join, ANA, strahd.id, "Van Richten")
    await act(database, players.join, BEN, strahd.id, None)

    assert await cast(database, strahd) == {ANA.user_id: ("Ireena Kolyana", "Van Richten"), BEN.user_id: ()}
    async with database.read() as store:
        assert await store.players.counts(GUILD) == {strahd.id: 2}


async def test_who_plays_already_is_told_so(database: Database, strahd: Campaign) -> None:
    await act(database, players.join, ANA, strahd.id, None)

    with pytest.raises(PlaysAlready):
        await act(database, players.join, ANA, strahd.id, None)


@both_databases
async def test_two_who_take_one_name_at_once_do_not_both_get_it(database: Database, strahd: Campaign) -> None:
    outcomes = await asyncio.gather(
        act(database, players.join, ANA, strahd.id, "Ireena"),
        act(database, players.join, BEN, strahd.id, "IREENA"),
        act(database, players.add_offline, HOST, strahd.id, "Tom", "ireena"),
        return_exceptions=True,
    )

    assert sum(isinstance(one, NameTaken) for one in outcomes) == 2
    assert len((await roster(database, strahd)).characters) == 1


async def test_another_campaign_may_have_a_character_of_that_name(database: Database, strahd: Campaign) -> None:
    tomb = await act(database, running.create, HOST, Given("Tomb"))
    await act(database, players.join, ANA, strahd.id, "Ireena")

    await act(database, players.join, ANA, tomb.id, "Ireena")

    assert await cast(database, tomb) == {ANA.user_id: ("Ireena",)}


async def test_one_player_has_so_many_characters_and_no_more(database: Database, strahd: Campaign) -> None:
    for n in range(MOST_CHARACTERS):
        await act(database, players.join, ANA, strahd.id, f"Twin {n}")

    with pytest.raises(NotValid):
        await act(database, players.join, ANA, strahd.id, "One more")


async def test_only_holders_of_its_role_play_in_a_campaign_that_has_one(database: Database, strahd: Campaign) -> None:
    await act(database, running.edit, HOST, strahd.id, Given(role_id=7))

    with pytest.raises(NeedsRole):
        await act(database, players.join, ANA, strahd.id, None)
    with pytest.raises(NeedsRole):
        await act(database, players.add, HOST, strahd.id, ANA, None)
    await act(database, players.join, replace(ANA, role_ids=frozenset({7})), strahd.id, None)

    assert await cast(database, strahd) == {ANA.user_id: ()}


async def test_nobody_joins_an_archived_campaign_but_one_can_leave_it(database: Database, strahd: Campaign) -> None:
    await act(database, players.join, ANA, strahd.id, None)
    await act(database, running.archive, HOST, strahd.id)

    with pytest.raises(CampaignArchived):
        await act(database, players.join, BEN, strahd.id, None)
    with pytest.raises(CampaignArchived):
        await act(database, players.add_offline, HOST, strahd.id, "Tom", None)
    await act(database, players.leave, ANA, strahd.id, cause())

    assert await cast(database, strahd) == {}


async def test_only_organisers_add_and_remove_others(database: Database, strahd: Campaign) -> None:
    await act(database, players.add, HOST, strahd.id, CLEO, "Ismark")
    await act(database, players.add_offline, HOST, strahd.id, "Tom", None)

    for refused in (
        act(database, players.add, ANA, strahd.id, BEN, None),
        act(database, players.add_offline, ANA, strahd.id, "Tim", None),
        act(database, players.remove, ANA, strahd.id, CLEO.user_id, cause()),
        act(database, players.remove_offline, ANA, strahd.id, "Tom"),
        act(database, players.remove_character, ANA, strahd.id, "Ismark"),
    ):
        with pytest.raises(NotAllowed):
            await refused

    assert await cast(database, strahd) == {CLEO.user_id: ("Ismark",), "Tom": ()}


async def test_one_takes_out_ones_own_character(database: Database, strahd: Campaign) -> None:
    await act(database, players.join, ANA, strahd.id, "Ireena")
    await act(database, players.join, ANA, strahd.id, "Ismark")

    await act(database, players.remove_character, ANA, strahd.id, "ireena")

    assert await cast(database, strahd) == {ANA.user_id: ("Ismark",)}


@both_databases
async def test_an_offline_player_gets_characters_and_goes_with_them(database: Database, strahd: Campaign) -> None:
    await act(database, players.add_offline, HOST, strahd.id, "Tom", "Ezmerelda")
    await act(database, players.add_offline, HOST, strahd.id, " TOM ", "Kasimir")
    assert await cast(database, strahd) == {"Tom": ("Ezmerelda", "Kasimir")}
    with pytest.raises(NameTaken):
        await act(database, players.add_offline, HOST, strahd.id, "tom", None)

    await act(database, players.remove_offline, HOST, strahd.id, "tom")

    assert await cast(database, strahd) == {}
    await act(database, players.join, ANA, strahd.id, "Kasimir")
    with pytest.raises(NothingMatches):
        await act(database, players.remove_offline, HOST, strahd.id, "tom")


@both_databases
async def test_who_leaves_frees_their_seat_and_it_goes_to_who_waits(database: Database, strahd: Campaign) -> None:
    session = await act(database, planning.schedule, HOST, strahd, NOON + DAY, Details(capacity=1), CHANNEL)
    for one in (ANA, BEN, CLEO):
        await act(database, players.join, one, strahd.id, None)
        await answers(database, session, one, Plan.GOING)

    waiting = await act(database, players.leave, BEN, strahd.id, cause())
    seated = await act(database, players.remove, HOST, strahd.id, ANA.user_id, cause())

    assert (waiting.sessions, seated.sessions) == (1, 1)
    async with database.read() as store:
        seating = await store.rsvps.seating(session)
    assert [one.user_id for one in seating.named(Plan.GOING)] == [CLEO.user_id]
    assert seating.waitlist == ()
    assert [one.user_id for one in await reminders_of(database, Due.SEAT, session.id)] == [CLEO.user_id]
    assert await cast(database, strahd) == {CLEO.user_id: ()}


async def test_leaving_says_nothing_for_sessions_of_other_campaigns(database: Database, strahd: Campaign) -> None:
    tomb = await act(database, running.create, HOST, Given("Tomb"))
    session = await act(database, planning.schedule, HOST, tomb, NOON + DAY, Details(), CHANNEL)
    await answers(database, session, ANA, Plan.GOING)
    await act(database, players.join, ANA, strahd.id, None)

    assert (await act(database, players.leave, ANA, strahd.id, cause())).sessions == 0

    async with database.read() as store:
        assert (await store.rsvps.seating(session)).taken == 1


async def test_who_does_not_play_cannot_leave_or_be_removed(database: Database, strahd: Campaign) -> None:
    with pytest.raises(PlaysNot):
        await act(database, players.leave, ANA, strahd.id, cause())
    with pytest.raises(PlaysNot):
        await act(database, players.remove, HOST, strahd.id, ANA.user_id, cause())


@both_databases
async def test_everybody_joins_answers_and_leaves_at_once(database: Database, strahd: Campaign) -> None:
    session = await act(database, planning.schedule, HOST, strahd, NOON + DAY, Details(capacity=3), CHANNEL)
    people = guests(12)

    async def comes(one: Actor) -> None:
        await act(database, players.join, one, strahd.id, f"Character {one.user_id}")
        await act(database, rsvps.answer, one, session.id, Plan.GOING, cause())

    await asyncio.gather(*map(comes, people))
    await asyncio.gather(*(act(database, players.leave, one, strahd.id, cause()) for one in people[:10]))

    async with database.read() as store:
        seating = await store.rsvps.seating(session)
    assert {one.user_id for one in seating.named(Plan.GOING)} == {one.user_id for one in people[10:]}
    assert len(await cast(database, strahd)) == 2


async def test_another_guilds_organiser_reaches_nobody(database: Database, strahd: Campaign) -> None:
    with pytest.raises(NothingMatches):
        await act(database, campaigns.named, STRANGER.guild_id, f"#{strahd.id}")
