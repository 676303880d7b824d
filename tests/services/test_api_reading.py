"""What the JSON API reads: by few statements, on both databases, and everything once while more comes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import event

from db.store import Database, Store
from domain.errors import NotAllowed
from domain.gamenight.library import Game
from domain.scheduling.session import State
from domain.snowflake import snowflake_at
from domain.votes import Place, Vote
from domain.votes.matching import Matched
from services.outside import reading, tokens
from services.outside.documents import Document
from services.outside.reading import Page
from tests.bot.a_full_server import Full, filled
from tests.conftest import both_databases
from tests.db.rows import GUILD, NOON, a_session
from tests.services.acting import ADMIN, ANA, CHANNEL, HOST, STRANGER, act


@both_databases
async def test_pages_hold_the_same_on_both_databases(database: Database) -> None:
    full = await filled(database)

    async with database.read() as store:
        sessions = await reading.sessions(store, GUILD, 100, newest_first=True)
        late = await reading.sessions(store, GUILD, 100, state=State.PLANNED, since=store.now, until=store.now)
        active = await reading.active(store, GUILD, None)
        plays = await reading.plays(store, GUILD, full.live, 3)
        votes = await reading.votes(store, GUILD, full.live, 100)
        games = await reading.games(store, GUILD, 100, enabled=True, tag="PARTY")

    assert [one["id"] for one in sessions.documents] == sorted(full.open, reverse=True)
    assert late == Page([])
    assert active is not None
    assert active["id"] == full.elsewhere_live
    assert [one["id"] for one in plays.documents] == [1, 2, 3]
    assert plays.after == 3
    assert len(votes.documents) == 5 * 5 + 12
    assert [one["id"] for one in games.documents] == [1, 3, 5, 7, 9, 11]


async def counted(database: Database, full: Full, limit: int) -> list[int]:
    """How many statements a page of each kind takes."""
    said: list[str] = []
    event.listen(database._engine.sync_engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    counts = []
    asks: tuple[Callable[[Store], Awaitable[Page]], ...] = (
        lambda store: reading.sessions(store, GUILD, limit),
        lambda store: reading.plays(store, GUILD, full.live, limit),
        lambda store: reading.votes(store, GUILD, full.live, limit),
        lambda store: reading.games(store, GUILD, limit),
    )
    for ask in asks:
        said.clear()
        async with database.read() as store:
            page = await ask(store)
        assert len(page.documents) == limit or page.after is None
        counts.append(len(said))
    return counts


async def test_a_large_page_takes_as_many_statements_as_a_small_one(database: Database) -> None:
    full = await filled(database)

    small = await counted(database, full, 1)

    assert await counted(database, full, 100) == small
    assert max(small) <= 8


async def test_what_comes_while_pages_are_turned_is_met_at_the_end_and_nothing_twice(database: Database) -> None:
    full = await filled(database)
    met: list[Document] = []
    after: int | None = None

    for _ in range(10):
        async with database.read() as store:
            page = await reading.sessions(store, GUILD, 3, after=after)
        met += page.documents
        if page.after is None:
            break
        assert isinstance(page.after, int)
        after = page.after
        async with database.transaction() as store:  # meanwhile: one goes, and one comes
            if len(met) == 3:
                await store.sessions.delete(full.open[1])
                new = await a_session(store, title="New")

    assert [one["id"] for one in met] == [*full.open, new.id]


@both_databases
async def test_a_library_is_turned_while_it_grows(database: Database) -> None:
    await filled(database)
    async with database.read() as store:
        first = await reading.games(store, GUILD, 10)
    async with database.transaction() as store:
        await store.games.add(Game(0, GUILD, "Azul", "azul"))
    assert isinstance(first.after, int)

    async with database.read() as store:
        rest = await reading.games(store, GUILD, 10, after=first.after)

    titles = [one["title"] for one in (*first.documents, *rest.documents)]
    assert len(titles) == len(set(titles)) == 13
    assert titles[-1] == "Azul"


async def test_sessions_of_a_campaign_that_is_archived_are_still_there(database: Database) -> None:
    full = await filled(database)
    async with database.transaction() as store:
        session = await store.sessions.get(full.elsewhere_live, GUILD)
        campaign = await store.campaigns.get(session.campaign_id, GUILD)
        await store.campaigns.save(replace(campaign, archived_at=store.now))

    async with database.read() as store:
        page = await reading.sessions(store, GUILD, 100)

    assert {one["campaign"]["name"] for one in page.documents if one["id"] == full.elsewhere_live} == {"Tomb"}


@both_databases
async def test_votes_of_one_instant_are_all_met_though_some_go_while_pages_are_turned(database: Database) -> None:
    async with database.transaction() as store:
        session = await a_session(store)
        game = await store.games.add(Game(0, GUILD, "Azul", "azul"))
        play = await store.plays.add(session.id, game, NOON)
        first, _ = [
            await _imported(
                store, [Matched(bytes([ord(name)] * 32), session.id, play.id, name, 1, NOON) for name in names]
            )
            for names in ("a", "bcd")
        ]
        message = snowflake_at(NOON)
        await store.votes.save(Vote(message, CHANNEL, play.id, ANA.user_id, 1, NOON))

    async with database.read() as store:
        page = await reading.votes(store, GUILD, session.id, 3)
    assert [one["voter_name"] for one in page.documents] == [None, "a", "b"]
    assert isinstance(page.after, Place)
    async with database.transaction() as store:
        await store.imports.undo(first, store.now)

    async with database.read() as store:
        rest = await reading.votes(store, GUILD, session.id, 3, after=page.after)
    assert [one["voter_name"] for one in rest.documents] == ["c", "d"]


async def _imported(store: Store, lines: list[Matched]) -> int:
    import_id = await store.imports.begin(GUILD, None, ADMIN.user_id, NOON)
    await store.imports.add(import_id, GUILD, lines)
    return import_id


@both_databases
async def test_a_token_is_its_servers_alone_and_not_kept(database: Database) -> None:
    ours, theirs = await act(database, tokens.make, ADMIN), await act(database, tokens.make, STRANGER)
    replaced, ours = ours, await act(database, tokens.make, ADMIN)

    async with database.read() as store:
        assert await tokens.guild_of(store, ours) == ADMIN.guild_id
        assert await tokens.guild_of(store, theirs) == STRANGER.guild_id
        assert await tokens.guild_of(store, replaced) is None
        made = await tokens.show(store, ADMIN)
    assert made is not None
    assert (made.made_by, made.made_at) == (ADMIN.user_id, store.now)
    assert ours not in repr(made)


async def test_only_who_manages_the_server_makes_sees_or_revokes_its_token(database: Database) -> None:
    for service in (tokens.make, tokens.show, tokens.revoke):
        with pytest.raises(NotAllowed):
            await act(database, service, HOST)
