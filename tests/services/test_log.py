"""The log: who writes it, what moves the game's clock, and changing what one wrote."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from db.store import Database
from domain.campaigns import PlaysNot
from domain.errors import NotAllowed, NothingMatches
from domain.sessions.live import NothingLive
from domain.sessions.log import EVERYBODY, Readers, Said, Visibility
from domain.sessions.timeline import What
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import log, notes, objectives, running
from services.sessions.reading import meant
from services.sessions.timeline import timeline
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, GUILD, HOST, NOON, act, live_session
from tests.services.record import GUEST, PASSER_BY, begun, campaign_of, invited, logs

HOUR, DAY = 3_600, 86_400


async def texts(database: Database, session_id: int) -> list[str]:
    async with database.read() as store:
        return [one.said.text for one in await store.events.visible(session_id, EVERYBODY)]


async def game_time(database: Database, campaign_id: int) -> int:
    async with database.read() as store:
        return await store.game_times.of_campaign(campaign_id)


async def test_players_log_and_others_do_not(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    await invited(database, session)

    await logs(database, session, ANA, "a hit")
    for other in (PASSER_BY, GUEST):
        with pytest.raises(NotAllowed):
            await logs(database, session, other, "me too")

    assert await texts(database, session.id) == ["a hit"]


async def test_in_a_game_night_everybody_logs(database: Database) -> None:
    session = await live_session(database)

    await logs(database, session, PASSER_BY, "a close one")

    assert await texts(database, session.id) == ["a close one"]


async def test_an_entry_for_somebody_who_does_not_play_is_refused(database: Database) -> None:
    session = await begun(database, await campaign_of(database))

    named = Readers(Visibility.NAMED, frozenset({PASSER_BY.user_id}))
    with pytest.raises(PlaysNot):
        await logs(database, session, HOST, "psst", readers=named)


@both_databases
async def test_a_message_is_saved_once(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    said = Said("what she said", message_id=77, channel_id=CHANNEL, said_by=BEN.user_id)

    first = await act(database, log.log, ANA, session.id, said)
    second = await act(database, log.log, CLEO, session.id, said)

    assert (first.again, second.again) == (False, True)
    assert second.event == first.event
    assert second.event.said.said_by == BEN.user_id


@both_databases
async def test_an_entry_moves_the_clock_of_the_game(database: Database) -> None:
    campaign = await campaign_of(database)
    session = await begun(database, campaign)

    await act(database, log.log, ANA, session.id, Said("we set out"), "day 2 9:00")
    moved = await act(database, log.log, BEN, session.id, Said("we rest"), "+8h")
    stays = await act(database, log.log, BEN, session.id, Said("we wake"))

    assert (moved.moved, moved.event.game_time) == (True, DAY + 17 * HOUR)
    assert (stays.moved, stays.event.game_time) == (False, DAY + 17 * HOUR)
    assert await game_time(database, campaign.id) == DAY + 17 * HOUR


@both_databases
async def test_two_who_let_time_pass_at_once_both_count(database: Database) -> None:
    campaign = await campaign_of(database)
    session = await begun(database, campaign)

    await asyncio.gather(
        *(act(database, log.log, who, session.id, Said("we walk"), "+1h") for who in (ANA, BEN, CLEO, HOST) * 3)
    )

    assert await game_time(database, campaign.id) == 12 * HOUR


async def test_a_secret_does_not_move_the_clock_that_all_see(database: Database) -> None:
    campaign = await campaign_of(database)
    session = await begun(database, campaign)
    secret = Said("the duke plots", readers=Readers(Visibility.ORGANISER))

    logged = await act(database, log.log, HOST, session.id, secret, "day 9")

    assert (logged.moved, logged.event.game_time) == (False, 8 * DAY)
    assert await game_time(database, campaign.id) == 0


async def test_time_that_passes_in_the_game_between_sessions_is_in_the_timeline(
    database: Database, clock: Clock
) -> None:
    campaign = await campaign_of(database)
    first = await begun(database, campaign)
    await act(database, log.log, ANA, first.id, Said("we set out"), "day 2")
    clock.advance(hours=1)
    await act(database, running.end, HOST, first.id)
    await act(database, log.log, ANA, first.id, Said("weeks go by"), "+2 weeks")
    clock.advance(hours=1)

    second = await begun(database, campaign)

    async with database.read() as store:
        told = await timeline(store, ANA, second)
    (jump,) = [one.jump for one in told if one.jump]
    assert jump is not None
    assert jump.seconds == 14 * DAY
    assert [one.what for one in told if one.user_id is None] == [What.STARTED, What.JUMP]


async def test_a_note_on_an_earlier_session_leaves_the_clock_alone(database: Database, clock: Clock) -> None:
    campaign = await campaign_of(database)
    first = await begun(database, campaign)
    await act(database, running.end, HOST, first.id)
    clock.advance(hours=1)
    await begun(database, campaign)

    logged = await act(database, log.log, ANA, first.id, Said("that was then"), "day 5")

    assert not logged.moved
    assert await game_time(database, campaign.id) == 0


async def test_who_logged_an_entry_changes_and_removes_it_and_an_organiser_may(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    event = await logs(database, session, ANA, "a hti")

    await act(database, log.edit, ANA, event.id, replace(event.said, text="a hit"))
    assert await texts(database, session.id) == ["a hit"]
    for meddling in (act(database, log.edit, BEN, event.id, event.said), act(database, log.remove, BEN, event.id)):
        with pytest.raises(NotAllowed):
            await meddling
    await act(database, log.remove, HOST, event.id)

    assert await texts(database, session.id) == []
    with pytest.raises(NothingMatches):
        await act(database, log.remove, ANA, event.id)


async def test_a_change_cannot_open_a_secret(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    event = await logs(database, session, HOST, "psst", readers=Readers(Visibility.ORGANISER))

    await act(database, log.edit, HOST, event.id, Said("psst!"))

    assert await texts(database, session.id) == []


async def test_without_a_name_the_live_one_here_is_meant_then_the_last_one(database: Database, clock: Clock) -> None:
    session = await begun(database, await campaign_of(database))
    clock.advance(hours=1)

    async with database.read() as store:
        assert (await meant(store, ANA, (CHANNEL,), elsewhere=False)).id == session.id
        assert (await meant(store, ANA, (CHANNEL + 1,))).id == session.id
        with pytest.raises(NothingLive):
            await meant(store, ANA, (CHANNEL + 1,), elsewhere=False)
    await act(database, running.end, HOST, session.id)
    async with database.read() as store:
        assert (await meant(store, ANA, (CHANNEL,), elsewhere=False)).id == session.id
        assert (await meant(store, replace(ANA, guild_id=GUILD), (CHANNEL + 1,))).id == session.id


async def test_the_timeline_tells_the_course_of_the_session(database: Database, clock: Clock) -> None:
    session = await begun(database, await campaign_of(database))
    for change in (running.pause, running.resume, running.end):
        clock.advance(minutes=10)
        await act(database, change, HOST, session.id)

    async with database.read() as store:
        told = await timeline(store, ANA, await store.sessions.get(session.id, GUILD))

    course = [one.what for one in told if one.user_id is None]
    assert course == [What.STARTED, What.PAUSED, What.RESUMED, What.ENDED]


async def test_of_a_private_session_only_who_may_know_of_it_reads_and_writes(database: Database, clock: Clock) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        planned = await planning.schedule(
            store, HOST, campaign, NOON + timedelta(days=1), Details(), CHANNEL, thread_id=77
        )
        session = await running.start(store, HOST, planned.id, CHANNEL)

    async with database.transaction() as store:
        for refused in (
            timeline(store, PASSER_BY, session),
            log.log(store, PASSER_BY, session.id, Said("a trap")),
            log.require_author(store, PASSER_BY, session),
            objectives.note(store, PASSER_BY, session.id, "Escape", None),
            notes.note_down(store, PASSER_BY, session.id, "mine"),
        ):
            with pytest.raises(NotAllowed):
                await refused
        assert await timeline(store, PASSER_BY, session, (77, CHANNEL))
        assert await log.log(store, PASSER_BY, session.id, Said("a trap"), here=(77, CHANNEL))
