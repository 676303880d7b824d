"""Sessions just like others, and sessions that are to be gone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.store import Database, Store
from domain.campaigns import Campaign, CampaignArchived, Kind
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches
from domain.reminders import Kind as Due
from domain.scheduling.seats import Plan
from domain.scheduling.session import NotInThisState, Session, State
from services.scheduling import planning
from services.scheduling.details import Details, of
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    CHANNEL,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    STRANGER,
    act,
    answers,
    fresh,
    reminders_of,
    scheduled,
)

EVERYTHING = Details(
    title="Finale",
    duration=5 * HOUR,
    description="Bring snacks",
    scenario="Ravenloft",
    location="Attic",
    capacity=4,
    tags=("horror", "long"),
    reminders=(HOUR,),
)


async def cloned(database: Database, like: Session) -> Session:
    return await act(database, planning.clone, HOST, like.id, None, CHANNEL)


@both_databases
async def test_a_clone_is_the_same_a_week_later_and_nobody_has_answered(database: Database) -> None:
    like = await act(database, _planned, EVERYTHING)
    await answers(database, like, ANA, Plan.GOING)

    clone = await cloned(database, like)

    assert of(clone) == of(like)
    assert (clone.number, clone.state, clone.starts_at) == (2, State.PLANNED, like.starts_at + 7 * DAY)
    async with database.read() as store:
        assert (await store.rsvps.seating(clone)).rsvps == ()
        assert await store.cards.get(CardKind.SESSION, clone.id)
    assert len(await reminders_of(database, Due.SESSION, clone.id)) == 1


async def test_a_clone_is_like_its_model_and_not_like_the_last_session(database: Database) -> None:
    plain = await scheduled(database, title="Plain")
    await act(database, _planned, EVERYTHING)

    assert of(await cloned(database, plain)) == of(plain)


async def test_a_session_that_is_over_can_be_cloned_into_a_week_to_come(database: Database, clock: Clock) -> None:
    like = await scheduled(database)
    await act(database, planning.cancel, HOST, like.id, "Flu")
    clock.advance(days=30)

    clone = await cloned(database, like)

    assert clone.starts_at == like.starts_at + timedelta(weeks=5)
    assert (clone.state, clone.cancel_reason, clone.sequence) == (State.PLANNED, None, 0)


async def test_a_clone_of_a_private_session_is_private_in_a_thread_of_its_own(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        like = await planning.schedule(store, HOST, campaign, NOON + DAY, Details(), CHANNEL, 77)

    with pytest.raises(ValueError, match="thread"):
        await cloned(database, like)
    clone = await act(database, planning.clone, HOST, like.id, None, CHANNEL, 78)

    assert (clone.private, clone.thread_id) == (True, 78)
    async with database.read() as store:
        card = await store.cards.get(CardKind.SESSION, clone.id)
    assert card is not None
    assert card.channel_id == 78


async def test_only_organisers_clone_and_nothing_new_comes_to_an_archived_campaign(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, "Strahd", Kind.CAMPAIGN))
    like = await act(database, planning.schedule, HOST, campaign, NOON + DAY, Details(), CHANNEL)
    with pytest.raises(NotAllowed):
        await act(database, planning.clone, ANA, like.id, None, CHANNEL)
    with pytest.raises(NothingMatches):
        await act(database, planning.clone, STRANGER, like.id, None, CHANNEL)

    async with database.transaction() as store:
        await store.campaigns.save(replace(campaign, archived_at=NOON))

    with pytest.raises(CampaignArchived):
        await cloned(database, like)


@both_databases
async def test_a_deleted_session_is_gone_with_all_that_was_to_be_said(database: Database) -> None:
    session = await scheduled(database)
    await answers(database, session, ANA, Plan.GOING)
    await act(database, planning.edit, HOST, session.id, NOON + 2 * DAY, Details())

    await act(database, planning.delete, HOST, session.id)

    with pytest.raises(NothingMatches):
        await fresh(database, session)
    for kind in Due:
        assert await reminders_of(database, kind, session.id) == []
    async with database.read() as store:
        card = await store.cards.get(CardKind.SESSION, session.id)
    assert card is None or card.removed
    assert (await scheduled(database)).number == 2


async def test_before_deleting_it_is_known_how_many_answers_go_with_it(database: Database) -> None:
    session = await scheduled(database)
    await answers(database, session, ANA, Plan.NOT_GOING)

    async with database.read() as store:
        assert await planning.answers_lost(store, HOST, session) == 1
        with pytest.raises(NotAllowed):
            await planning.answers_lost(store, ANA, session)
    started = await act(database, running.start, HOST, session.id, CHANNEL)
    async with database.read() as store:
        with pytest.raises(NotInThisState):
            await planning.answers_lost(store, HOST, started)


async def test_what_is_taken_over_from_the_last_session_is_known(database: Database) -> None:
    await act(database, _planned, EVERYTHING)

    async with database.read() as store:
        campaign = await store.campaigns.game_night(GUILD)
        usual = await planning.taken_over(store, campaign, Details(location="", capacity=6), private=False)

    assert usual == Details(duration=5 * HOUR, tags=("horror", "long"), reminders=(HOUR,))


async def test_what_is_said_to_be_none_is_not_taken_over(database: Database) -> None:
    await act(database, _planned, EVERYTHING)

    again = await scheduled(database, location="", capacity=0, tags=(), reminders=())

    assert (again.location, again.capacity, again.tags, again.reminders) == (None, None, (), ())
    assert (again.duration, again.scenario, again.description) == (5 * HOUR, None, None)


async def _planned(store: Store, details: Details) -> Session:
    campaign = await store.campaigns.game_night(GUILD)
    return await planning.schedule(store, HOST, campaign, NOON + DAY, details, CHANNEL)
