"""Recaps: the log's words, the organiser's, and who may change them."""

import pytest

from db.store import Database
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from domain.sessions.log import Category, Importance, Measure
from domain.sessions.recap import LONGEST_LIST, Recap
from services.sessions import log, recaps, running
from services.sessions.recaps import Told
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, CHANNEL, HOST, STRANGER, act, live_session
from tests.services.record import begun, campaign_of, logs, with_secrets


async def over(database: Database) -> Session:
    session = await begun(database, await campaign_of(database))
    return await act(database, running.end, HOST, session.id)


async def told(database: Database, session: Session) -> Told:
    async with database.read() as store:
        return await recaps.told(store, await store.sessions.get(session.id, session.guild_id))


@both_databases
async def test_the_log_tells_what_happened_and_what_it_comes_to(database: Database, clock: Clock) -> None:
    session = await begun(database, await campaign_of(database))
    await logs(database, session, ANA, "tea", importance=Importance.MINOR)
    clock.advance(minutes=1)
    await logs(database, session, ANA, "a fight", category=Category.COMBAT, measure=Measure.DAMAGE_DEALT, amount=12)
    await act(database, running.end, HOST, session.id)

    summary = (await told(database, session)).summary

    assert summary.sentences == ("A fight.",)
    assert (summary.numbers.events, summary.numbers.encounters) == (2, 1)
    assert summary.numbers.totals == {Measure.DAMAGE_DEALT: 12}


async def test_what_is_not_for_everyone_is_not_in_the_summary(database: Database, clock: Clock) -> None:
    session = await with_secrets(database, clock)

    summary = (await told(database, session)).summary

    assert (summary.sentences, summary.numbers.events) == (("Dragon everyone.",), 1)


@both_databases
async def test_an_organiser_writes_the_recap_a_part_at_a_time(database: Database, clock: Clock) -> None:
    session = await over(database)

    await act(database, recaps.edit, HOST, session.id, {"summary": "  We won.\n At last. ", "people": "Strahd"})
    await act(database, recaps.edit, HOST, session.id, {"quests_done": "The tomb"})

    recap = (await told(database, session)).recap
    assert recap == Recap(
        session.id,
        summary="We won.\nAt last.",
        people="Strahd",
        quests_done="The tomb",
        edited_by=HOST.user_id,
        edited_at=clock.now,
    )
    await act(database, recaps.edit, HOST, session.id, {"summary": " "})
    assert (await told(database, session)).recap.summary is None


async def test_only_an_organiser_edits_and_only_what_is_over(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    with pytest.raises(NotValid):
        await act(database, recaps.edit, HOST, session.id, {"summary": "Done"})
    await act(database, running.end, HOST, session.id)

    for who, refused in ((ANA, NotAllowed), (STRANGER, NothingMatches)):
        with pytest.raises(refused):
            await act(database, recaps.edit, who, session.id, {"summary": "Mine"})
        with pytest.raises(refused):
            await act(database, recaps.editable, who, session.id)


async def test_what_is_too_long_is_refused(database: Database) -> None:
    session = await over(database)

    with pytest.raises(NotValid):
        await act(database, recaps.edit, HOST, session.id, {"places": "x" * (LONGEST_LIST + 1)})


async def test_notes_add_up_and_are_an_organisers(database: Database) -> None:
    session = await begun(database, await campaign_of(database))

    await act(database, recaps.note, HOST, session, "The key is false.")
    await act(database, recaps.note, HOST, session, "Strahd knows.")
    with pytest.raises(NotAllowed):
        await act(database, recaps.note, ANA, session, "Me too")

    assert (await told(database, session)).recap.notes == "The key is false.\nStrahd knows."


async def test_without_a_name_the_last_session_that_is_over_is_meant(database: Database, clock: Clock) -> None:
    async with database.read() as store:
        with pytest.raises(NothingLive):
            await recaps.last_over(store, ANA, (CHANNEL,))
    session = await over(database)
    clock.advance(hours=1)
    await live_session(database)

    async with database.read() as store:
        assert (await recaps.last_over(store, ANA, (CHANNEL,))).id == session.id
        assert (await recaps.last_over(store, ANA, (404,))).id == session.id


async def test_an_entry_logged_after_the_end_is_told_too(database: Database) -> None:
    session = await over(database)

    entry = await logs(database, session, ANA, "and then we slept")
    assert (await told(database, session)).summary.sentences == ("And then we slept.",)

    await act(database, log.remove, ANA, entry.id)
    assert (await told(database, session)).summary.sentences == ()
