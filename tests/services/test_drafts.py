"""Drafts of recaps: what the assistant is given, and that nothing is kept of it but what an organiser accepts."""

import json

import pytest

from db.store import Database
from domain.errors import NotAllowed, NotValid
from domain.scheduling.session import Session
from domain.sessions.draft import Draft, DraftFailed, DraftGone, DraftStatus, DraftUnderWay, Proposal
from domain.sessions.recap import Recap
from services.sessions import drafting, recaps, running
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, HOST, act
from tests.services.record import logs, with_secrets

MADE = Proposal(summary="They won.", people="Mirna")


async def over(database: Database, clock: Clock) -> Session:
    """A session that is over, with secrets in its log."""
    session = await with_secrets(database, clock)
    await logs(database, session, ANA, "<@11> hits", amount=None)
    await act(database, recaps.note, HOST, session, "the butler did it")
    clock.advance(hours=1)
    return await act(database, running.end, HOST, session.id)


async def recap_of(database: Database, session: Session) -> Recap:
    async with database.read() as store:
        return await store.recaps.of_session(session.id)


async def reviewed(database: Database, session: Session) -> Draft:
    """A draft that waits for its review."""
    begun = await act(database, drafting.begin, HOST, session.id)
    return await act(database, drafting.finish, begun.draft, MADE)


async def test_the_assistant_is_given_what_everybody_may_read_and_no_more(database: Database, clock: Clock) -> None:
    session = await over(database, clock)

    begun = await act(database, drafting.begin, HOST, session.id)

    assert begun.material is not None
    assert [one["text"] for one in json.loads(begun.material)["log"]] == ["dragon everyone", "somebody hits"]
    assert "butler" not in begun.material


@both_databases
async def test_a_draft_is_in_the_recap_once_it_is_accepted(database: Database, clock: Clock) -> None:
    session = await over(database, clock)
    await act(database, recaps.edit, HOST, session.id, {"places": "The inn"})
    draft = await reviewed(database, session)
    assert draft.status is DraftStatus.TO_REVIEW
    assert (await recap_of(database, session)).summary is None

    await act(database, drafting.revise, HOST, session.id, {"summary": "They won at last."})
    assert (await recap_of(database, session)).summary is None
    await act(database, drafting.accept, HOST, session.id)

    recap = await recap_of(database, session)
    assert (recap.summary, recap.people, recap.places) == ("They won at last.", "Mirna", "The inn")
    assert recap.notes == "the butler did it"
    with pytest.raises(DraftGone):
        await act(database, drafting.accept, HOST, session.id)


async def test_a_discarded_draft_leaves_the_recap_as_it_was(database: Database, clock: Clock) -> None:
    session = await over(database, clock)
    await reviewed(database, session)

    await act(database, drafting.discard, HOST, session.id)

    assert (await recap_of(database, session)).summary is None
    assert (await act(database, drafting.begin, HOST, session.id)).material is not None


async def test_a_draft_that_waits_is_shown_again_instead_of_a_new_one(database: Database, clock: Clock) -> None:
    session = await over(database, clock)
    await reviewed(database, session)

    again = await act(database, drafting.begin, HOST, session.id)

    assert (again.material, again.draft.proposal) == (None, MADE)


async def test_a_failed_draft_says_why_and_can_be_asked_for_again(database: Database, clock: Clock) -> None:
    session = await over(database, clock)
    begun = await act(database, drafting.begin, HOST, session.id)

    failed = await act(database, drafting.finish, begun.draft, DraftFailed("no"))

    assert (failed.status, failed.problem) == (DraftStatus.FAILED, "no")
    assert (await act(database, drafting.begin, HOST, session.id)).material is not None


async def test_a_draft_that_a_restart_interrupted_fails(database: Database, clock: Clock) -> None:
    session = await over(database, clock)
    begun = await act(database, drafting.begin, HOST, session.id)
    with pytest.raises(DraftUnderWay):
        await act(database, drafting.begin, HOST, session.id)

    clock.advance(minutes=3)
    await act(database, drafting.give_up_lost)

    async with database.read() as store:
        kept = await store.drafts.of_session(session.id)
    assert kept is not None
    assert kept.status is DraftStatus.FAILED
    with pytest.raises(DraftGone):
        await act(database, drafting.finish, begun.draft, MADE)


async def test_only_an_organiser_asks_and_only_once_the_session_is_over(database: Database, clock: Clock) -> None:
    live = await with_secrets(database, clock)
    with pytest.raises(NotValid):
        await act(database, drafting.begin, HOST, live.id)
    clock.advance(hours=1)
    await act(database, running.end, HOST, live.id)

    with pytest.raises(NotAllowed):
        await act(database, drafting.begin, ANA, live.id)
