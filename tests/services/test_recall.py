"""Recall: what is found, for whom, and that no query breaks it."""

import pytest

from db.sessions.rows import RecapRow
from db.store import Database
from domain.errors import NotValid
from domain.sessions.recall import Place
from services.sessions import log, notes
from services.sessions.recalling import Recalled, recall
from tests.conftest import both_databases
from tests.services.acting import ANA, BEN, HOST, act
from tests.services.record import begun, campaign_of, logs

HOSTILE = [
    '"', "'", "dragon'", '"dragon', "dragon*", "NEAR(dragon)", "dragon AND", "NOT dragon", "a OR b OR", "(dragon",
    "^dragon", "text:dragon", "{text} : dragon", "dragon -hoard", "dragon & | !", "dragon:*", "\\", "%", "_dragon_",
    "é", "龍", "\x00dragon", "x" * 1000, "dragon " * 140, "; DROP TABLE events; --", "²", "①",
]  # fmt: skip


async def recalled(database: Database, who: object, query: str) -> Recalled:
    async with database.read() as store:
        return await recall(store, who, (), query)  # type: ignore[arg-type]  # an Actor


async def places(database: Database, who: object, query: str) -> set[Place]:
    return {one.place for one in (await recalled(database, who, query)).found}


@both_databases
async def test_events_recaps_and_ones_own_notes_are_found_by_the_beginnings_of_words(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    await logs(database, session, ANA, "The Dragons took the hoard")
    await act(database, notes.note_down, ANA, session.id, "ask the dragon about Élise")
    async with database.transaction() as store:
        store.events._session.add(  # the recap's own repository is not needed to read it
            RecapRow(
                session_id=session.id, summary=None, people="Drago the dragonslayer", notes="the dragon is the duke"
            )
        )

    assert await places(database, ANA, "DRAG") == {Place.EVENT, Place.RECAP, Place.MINE}
    assert await places(database, BEN, "dragon") == {Place.EVENT, Place.RECAP}
    assert await places(database, HOST, "dragon") == {Place.EVENT, Place.RECAP, Place.ORGANISER}
    assert await places(database, ANA, "duke") == set()
    assert await places(database, HOST, "duke") == {Place.ORGANISER}


@both_databases
async def test_what_is_changed_or_removed_is_found_as_it_is_now(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    event = await logs(database, session, ANA, "a wyvern")
    await act(database, notes.note_down, ANA, session.id, "a griffin")

    await act(database, log.edit, ANA, event.id, type(event.said)("a manticore"))
    await act(database, notes.note_down, ANA, session.id, "")

    assert await places(database, ANA, "wyvern griffin") == set()
    assert await places(database, ANA, "manticore") == {Place.EVENT}
    await act(database, log.remove, ANA, event.id)
    assert await places(database, ANA, "manticore") == set()


@both_databases
async def test_where_nothing_holds_all_words_what_holds_some_is_found(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    await logs(database, session, ANA, "A goblin stole our amulet")

    found = await recalled(database, BEN, "who stole the amulet")

    assert [one.text for one in found.found] == ["A goblin stole our amulet"]
    assert not found.every


@both_databases
async def test_no_query_breaks_it(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    await logs(database, session, ANA, "a dragon")

    for query in HOSTILE:
        try:
            await recalled(database, ANA, query)
        except NotValid:
            assert not any(one.isalnum() for one in query)


async def test_a_query_without_a_word_says_what_to_give(database: Database) -> None:
    with pytest.raises(NotValid):
        await recalled(database, ANA, "***")


@both_databases
@pytest.mark.parametrize("word", ["Straße", "STRASSENLATERNE", "cafe\u0301", "Café", "naïve"])
async def test_words_are_found_as_they_were_written(database: Database, word: str) -> None:
    session = await begun(database, await campaign_of(database))
    await logs(database, session, ANA, "The café in the Straße has a naïve Strassenlaterne")

    async with database.read() as store:
        assert (await recall(store, ANA, (), word)).found
