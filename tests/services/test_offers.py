"""Offering a roll call at the usual times to the organiser of a campaign that has planned nothing."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign, CampaignArchived, Kind
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches
from domain.quiet import read_quiet_hours
from domain.reminders import Kind as Due
from domain.reminders import Reminder, Status
from domain.rollcall.poll import RollCall
from domain.rollcall.usual import CampaignWentOn, OfferLapsed
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from services import settings
from services.campaigns import running
from services.campaigns.running import Given
from services.reminders.sending import quiet_until, skip_reason
from services.rollcall import closing, offering, opening
from services.rollcall.offering import Offer
from services.rollcall.opening import Poll
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import running as sessions
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ADMIN,
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    act,
    answers,
    reminders_of,
)

WEEK = timedelta(weeks=1)
EVENING = NOON + 8 * HOUR  # Tuesday 1 September 2026, 20:00
TABLE = 77


async def strahd(database: Database, **given: Any) -> Campaign:
    """A campaign that Ana runs."""
    said = {"name": "Strahd", "kind": Kind.CAMPAIGN, "organiser_id": ANA.user_id, **given}
    return await act(database, running.create, HOST, Given(**said))


async def planned(database: Database, campaign: Campaign, starts_at: datetime) -> Session:
    return await act(database, planning.schedule, HOST, campaign, starts_at, Details(), CHANNEL)


async def played(
    database: Database, clock: Clock, campaign: Campaign, starts_at: datetime, *guests: Actor, on_the_spot: bool = False
) -> Session:
    """A session is held from then on for three hours; these come."""
    if on_the_spot:
        clock.now = starts_at
        session = await act(database, sessions.start_ad_hoc, HOST, campaign, TABLE)
    else:
        session = await planned(database, campaign, starts_at)
        clock.now = starts_at + timedelta(minutes=4)
    for guest in guests:
        await answers(database, session, guest, Plan.GOING)
    if not on_the_spot:
        await act(database, sessions.start, HOST, session.id, TABLE)
    clock.now = starts_at + 3 * HOUR
    return await act(database, sessions.end, HOST, session.id)


async def paused(database: Database, clock: Clock, **given: Any) -> Campaign:
    """Ana's campaign has played on two Tuesdays, and then on a Friday with more people."""
    campaign = await strahd(database, **given)
    await played(database, clock, campaign, EVENING, BEN)
    await played(database, clock, campaign, EVENING + WEEK)
    await played(database, clock, campaign, EVENING + WEEK + 3 * DAY, BEN, CLEO, ANA)
    return campaign


async def to_come(database: Database, campaign: Campaign) -> list[Reminder]:
    return await reminders_of(database, Due.OFFER, campaign.id)


async def made(database: Database, clock: Clock, campaign: Campaign) -> tuple[Reminder, Offer | None]:
    """The campaign's one offer to come, and what it says when it is due."""
    (row,) = await to_come(database, campaign)
    clock.now = max(clock.now, row.due_at)
    offer = await act(database, offering.offer, row)
    async with database.transaction() as store:
        await store.deliveries.settle(row.id, Status.SENT if offer else Status.SKIPPED, store.now)
        kept = await store.reminders.get(row.id, GUILD)
    assert kept is not None
    return kept, offer


async def open_ones(database: Database) -> list[RollCall]:
    async with database.read() as store:
        return await store.roll_calls.open_in(GUILD)


@both_databases
async def test_three_days_after_its_last_session_the_organiser_is_offered_the_usual_times(
    database: Database, clock: Clock
) -> None:
    campaign = await paused(database, clock)
    ended_at = clock.now
    (row,) = await to_come(database, campaign)

    _, offer = await made(database, clock, campaign)

    assert (row.due_at, row.user_id) == (ended_at + 3 * DAY, ANA.user_id)
    assert offer is not None
    friday, tuesday = EVENING + WEEK + 3 * DAY, EVENING + WEEK  # three came on a Friday, two on both Tuesdays
    assert offer.starts == (tuesday + WEEK, friday + WEEK, tuesday + 2 * WEEK, friday + 2 * WEEK)
    assert offer.last.number == 3


async def test_an_offer_says_the_same_however_often_it_is_tried(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    row, offer = await made(database, clock, campaign)
    await act(database, running.edit, HOST, campaign.id, Given(timezone="Asia/Tokyo"))

    assert await act(database, offering.offer, row) is not None
    again = await act(database, offering.offer, row)

    assert again is not None
    assert offer is not None
    assert again.starts == offer.starts


async def test_wall_times_are_the_campaigns_own_over_a_change_of_the_clocks(database: Database, clock: Clock) -> None:
    campaign = await strahd(database, timezone="Europe/Berlin")
    summer = datetime.fromisoformat("2026-10-14T20:00+02:00")
    await played(database, clock, campaign, summer)
    await played(database, clock, campaign, summer + WEEK)

    _, offer = await made(database, clock, campaign)

    assert offer is not None
    assert offer.starts == (summer + 2 * WEEK + HOUR, summer + 3 * WEEK + HOUR)


async def test_one_session_is_no_habit(database: Database, clock: Clock) -> None:
    campaign = await strahd(database)
    await played(database, clock, campaign, EVENING)

    assert (await made(database, clock, campaign))[1] is None


async def test_nights_on_the_spot_are_offered_once_they_are_a_habit(database: Database, clock: Clock) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
    first, second = EVENING + timedelta(minutes=7), EVENING + WEEK - timedelta(minutes=9)
    await played(database, clock, campaign, first, on_the_spot=True)
    await played(database, clock, campaign, first + 2 * DAY + 5 * HOUR, on_the_spot=True)
    _, too_early = await made(database, clock, campaign)
    await played(database, clock, campaign, second, on_the_spot=True)

    row, offer = await made(database, clock, campaign)

    assert too_early is None
    assert row.user_id == HOST.user_id
    assert offer is not None
    assert offer.starts == (EVENING + 2 * WEEK, EVENING + 3 * WEEK)
    assert offer.channel_id == TABLE


async def test_there_is_one_offer_for_each_pause(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    (first,) = await to_come(database, campaign)
    await made(database, clock, campaign)

    assert await to_come(database, campaign) == []
    await played(database, clock, campaign, EVENING + 3 * WEEK)
    await played(database, clock, campaign, EVENING + 3 * WEEK + DAY)

    (second,) = await to_come(database, campaign)
    assert second.due_at == clock.now + 3 * DAY
    assert second.id != first.id


@pytest.mark.parametrize("what", ["a session", "a live session", "a roll call", "archived", "muted"])
async def test_a_campaign_that_goes_on_or_wants_none_gets_no_offer(database: Database, clock: Clock, what: str) -> None:
    campaign = await paused(database, clock)
    clock.advance(days=3)
    if what == "a session":
        await planned(database, campaign, clock.now + DAY)
    elif what == "a live session":
        await act(database, sessions.start_ad_hoc, HOST, campaign, TABLE)
    elif what == "a roll call":
        await act(database, opening.open_, HOST, campaign, Poll([clock.now + DAY]), CHANNEL)
    elif what == "archived":
        await act(database, running.archive, HOST, campaign.id)
    else:
        await act(database, running.edit, HOST, campaign.id, Given(offers_muted=True))

    assert (await made(database, clock, campaign))[1] is None


async def test_a_plan_that_was_missed_or_called_off_is_none(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    missed = await planned(database, campaign, clock.now + HOUR)
    off = await planned(database, campaign, clock.now + 9 * DAY)
    await act(database, planning.cancel, HOST, off.id, None)
    roll_call = await act(database, opening.open_, HOST, campaign, Poll([clock.now + DAY]), CHANNEL)
    await act(database, closing.close, HOST, roll_call.id)

    _, offer = await made(database, clock, campaign)

    assert missed.ends_at < clock.now
    assert offer is not None


async def test_an_edit_moves_what_is_to_come_and_makes_nothing_anew(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    ended_at = clock.now
    await act(database, running.edit, HOST, campaign.id, Given(offer_after=7 * DAY, organiser_id=BEN.user_id))
    (later,) = await to_come(database, campaign)
    clock.advance(days=5)
    await act(database, running.edit, HOST, campaign.id, Given(offer_after=timedelta(0)))
    (at_once,) = await to_come(database, campaign)
    await made(database, clock, campaign)
    await act(database, running.edit, HOST, campaign.id, Given(offer_after=9 * DAY))

    assert (later.due_at, later.user_id) == (ended_at + 7 * DAY, BEN.user_id)
    assert (at_once.due_at, at_once.user_id) == (clock.now, BEN.user_id)
    assert await to_come(database, campaign) == []


async def test_an_offer_keeps_quiet_hours_and_is_never_too_late(database: Database, clock: Clock) -> None:
    await act(database, settings.edit, ADMIN, quiet_hours=read_quiet_hours("22:00-08:00"))
    campaign = await paused(database, clock)
    (row,) = await to_come(database, campaign)
    clock.now = row.due_at  # 23:00

    until = await act(database, quiet_until, row)

    assert until == row.due_at + 9 * HOUR
    clock.advance(days=2)
    assert await act(database, skip_reason, row) is None


async def test_taking_it_opens_what_was_offered_where_the_last_card_stands(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    row, offer = await made(database, clock, campaign)
    assert offer is not None
    clock.now = offer.starts[0]

    roll_call = await act(database, offering.take, ANA, row.id)

    assert tuple(one.starts_at for one in roll_call.options) == offer.starts[1:]
    assert (roll_call.created_by, roll_call.campaign_id) == (ANA.user_id, campaign.id)
    async with database.read() as store:
        card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
    assert card is not None
    assert card.channel_id == offer.channel_id == CHANNEL


async def test_a_campaigns_own_channel_is_where_it_is_opened(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock, channel_id=99)

    _, offer = await made(database, clock, campaign)

    assert offer is not None
    assert offer.channel_id == 99


@both_databases
async def test_taken_twice_at_once_one_roll_call_is_opened(database: Database, clock: Clock) -> None:
    row, _ = await made(database, clock, await paused(database, clock))

    done = await asyncio.gather(*(act(database, offering.take, ANA, row.id) for _ in range(2)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in done) == [CampaignWentOn.__name__, RollCall.__name__]
    assert len(await open_ones(database)) == 1


async def test_it_cannot_be_taken_by_others_or_for_what_is_over(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    row, _ = await made(database, clock, campaign)

    for other in (HOST, BEN):
        with pytest.raises(NothingMatches):
            await act(database, offering.take, other, row.id)
    clock.advance(days=30)
    with pytest.raises(OfferLapsed):
        await act(database, offering.take, ANA, row.id)
    await act(database, running.archive, HOST, campaign.id)
    with pytest.raises(CampaignArchived):
        await act(database, offering.take, ANA, row.id)


async def test_who_runs_the_campaign_no_more_can_neither_take_nor_mute_it(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    row, _ = await made(database, clock, campaign)
    await act(database, running.edit, HOST, campaign.id, Given(organiser_id=BEN.user_id))

    for service in (offering.take, offering.mute):
        with pytest.raises(NotAllowed):
            await act(database, service, ANA, row.id)


async def test_muted_it_is_not_offered_until_that_is_edited(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    row, _ = await made(database, clock, campaign)

    await act(database, offering.mute, ANA, row.id)
    await played(database, clock, campaign, EVENING + 3 * WEEK)
    await act(database, running.edit, HOST, campaign.id, Given(offer_after=DAY, offers_muted=False))
    _, offer = await made(database, clock, campaign)

    assert offer is not None
    assert clock.now == EVENING + 3 * WEEK + 3 * HOUR + DAY


@pytest.mark.parametrize("service", [offering.take, offering.mute])
async def test_what_was_answered_has_arrived_and_is_not_sent_again(
    database: Database, clock: Clock, service: Any
) -> None:
    campaign = await paused(database, clock)
    (row,) = await to_come(database, campaign)
    clock.now = row.due_at
    await act(database, offering.offer, row)  # sent, and the process died before it could note that

    await act(database, service, ANA, row.id)

    assert await to_come(database, campaign) == []


@both_databases
async def test_ended_and_edited_at_once_there_is_one_offer(database: Database, clock: Clock) -> None:
    campaign = await paused(database, clock)
    again = await act(database, sessions.start_ad_hoc, HOST, campaign, TABLE)
    clock.advance(hours=3)

    await asyncio.gather(
        act(database, sessions.end, HOST, again.id),
        act(database, running.edit, HOST, campaign.id, Given(offer_after=DAY)),
    )

    (row,) = await to_come(database, campaign)
    assert row.due_at == clock.now + DAY
