"""Keeping the game library: changing, removing, owning, importing."""

import asyncio
import time
from datetime import timedelta

import pytest

from db.store import Database
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.gamenight.details import Details
from domain.gamenight.exchange import Sheet, write_csv
from domain.gamenight.library import AliasTaken, Filter, Game, TitleTaken, Weight
from domain.gamenight.merging import LibraryChanged, Plan
from domain.gamenight.nominations import QueueEmpty
from domain.gamenight.plays import Play, PlayStatus
from domain.gamenight.reading import read_file
from domain.votes import Vote
from services.gamenight import imports, library, plays, records
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    GUILD,
    HOST,
    STRANGER,
    act,
    live_session,
    nominate,
    private_session,
    queued,
)

LINK = "https://example.org/catan"


async def games(database: Database, guild_id: int = GUILD) -> list[Game]:
    async with database.read() as store:
        return await store.games.of_guild(guild_id)


async def kept(database: Database, game_id: int) -> Game:
    async with database.read() as store:
        return await store.games.get(game_id, GUILD)


async def board_wanted(database: Database, session_id: int) -> int:
    async with database.read() as store:
        card = await store.cards.get(CardKind.BOARD, session_id)
    return card.wanted if card else 0


@both_databases
async def test_a_game_is_kept_with_all_that_is_said_of_it(database: Database) -> None:
    made = await act(
        database, library.add_game, HOST, "Catan", weight=Weight.MORE, tags=("Trading", "dice", "DICE"), link=LINK
    )

    assert (made.weight, made.tags, made.link) == (Weight.MORE, ("dice", "Trading"), LINK)
    assert await kept(database, made.id) == made
    assert await games(database) == [made]


@both_databases
async def test_an_edit_changes_what_is_given_and_takes_away_what_is_empty(database: Database) -> None:
    made = await act(database, library.add_game, HOST, "Catan", min_players=3, minutes=90, tags=("dice",), link=LINK)

    await act(database, library.edit_game, HOST, made.id, Details(title="Settlers", minutes=0, tags=(), link=""))
    edited = await act(database, library.edit_game, HOST, made.id, Details(enabled=False, tags=("new",)))

    assert edited == await kept(database, made.id)
    assert edited == Game(made.id, GUILD, "Settlers", "catan", min_players=3, enabled=False, tags=("new",))


async def test_an_edit_that_cannot_be_is_refused(database: Database) -> None:
    catan = await act(database, library.add_game, HOST, "Catan", max_players=4)
    await act(database, library.add_game, HOST, "Azul")

    for details, refusal in (
        (Details(title="AZUL"), TitleTaken),
        (Details(alias="azul"), AliasTaken),
        (Details(alias="thisgame"), AliasTaken),
        (Details(title="a\u200bZul"), TitleTaken),
        (Details(title=" \x00"), NotValid),
        (Details(min_players=5), NotValid),
        (Details(link="ftp://example.org"), NotValid),
    ):
        with pytest.raises(refusal):
            await act(database, library.edit_game, HOST, catan.id, details)
    assert await kept(database, catan.id) == catan


async def test_a_game_keeps_its_own_title_in_another_case(database: Database) -> None:
    made = await act(database, library.add_game, HOST, "catan")

    assert (await act(database, library.edit_game, HOST, made.id, Details(title="CATAN"))).title == "CATAN"


async def test_only_who_manages_events_keeps_the_library_and_only_their_own(database: Database) -> None:
    made = await act(database, library.add_game, HOST, "Catan")

    for actor, refusal in ((ANA, NotAllowed), (STRANGER, NothingMatches)):
        with pytest.raises(refusal):
            await act(database, library.edit_game, actor, made.id, Details(minutes=5))
        with pytest.raises(refusal):
            await act(database, library.remove_game, actor, made.id)
    with pytest.raises(NothingMatches):
        await act(database, library.own_game, STRANGER, made.id)
    for look_or_do in (looked, imported):
        with pytest.raises(NotAllowed):
            await look_or_do(database, "title\nRoot\n", ANA)
    assert await games(database) == [made]


@both_databases
async def test_a_game_that_was_never_played_is_removed_with_its_tags_owners_and_nominations(
    database: Database,
) -> None:
    made = await act(database, library.add_game, HOST, "Catan", tags=("dice",))
    await act(database, library.own_game, ANA, made.id)
    await queued(database, "Azul")

    assert await act(database, library.remove_game, HOST, made.id) is None
    assert [one.title for one in await games(database)] == ["Azul"]


@both_databases
async def test_a_game_that_was_played_is_put_away_and_keeps_its_plays_and_owners(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    play = await act(database, plays.play_next, ANA, session)
    await act(database, library.own_game, BEN, play.game.id)

    put_away = await act(database, library.remove_game, HOST, play.game.id)

    assert put_away is not None
    assert not put_away.enabled
    assert put_away.owners == {BEN.user_id}
    async with database.read() as store:
        assert [one.game.title for one in await store.plays.of_session(session.id)] == ["Catan"]


async def test_a_removed_game_leaves_every_queue(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    catan = (await act(database, plays.play_next, ANA, session)).game
    await act(database, library.remove_game, HOST, catan.id)
    azul = next(one for one in await games(database) if one.title == "Azul")
    before = await board_wanted(database, session.id)

    await act(database, library.remove_game, HOST, azul.id)

    async with database.read() as store:
        assert await store.queue.of_campaign(session.campaign_id) == []
    assert await board_wanted(database, session.id) > before


@both_databases
async def test_a_game_that_is_removed_and_started_at_once_is_either_gone_or_played(
    database: Database, clock: Clock
) -> None:
    session = await live_session(database)
    for n in range(5):
        clock.advance(minutes=10)
        await queued(database, f"Game {n}")
        game = next(one for one in await games(database) if one.title == f"Game {n}")

        removed, started = await asyncio.gather(
            act(database, library.remove_game, HOST, game.id),
            act(database, plays.play_next, ANA, session, await playing_now(database, session.id)),
            return_exceptions=True,
        )

        if isinstance(started, Play):
            assert isinstance(removed, Game)
            assert not removed.enabled
        else:
            assert isinstance(started, QueueEmpty)
            assert removed is None


async def playing_now(database: Database, session_id: int) -> int:
    """The play that people see, 0 for none."""
    async with database.read() as store:
        found = await store.plays.of_session(session_id)
    return next((one.id for one in found if one.status is PlayStatus.PLAYING), 0)


async def test_a_new_title_shows_on_live_boards(database: Database) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    before = await board_wanted(database, session.id)

    await imported(database, "title,minutes\nCatan,60\n")
    assert await board_wanted(database, session.id) == before
    await imported(database, "title\nCATAN\n")

    assert await board_wanted(database, session.id) > before


@both_databases
async def test_everybody_says_for_themselves_what_they_own(database: Database) -> None:
    made = await act(database, library.add_game, HOST, "Catan")

    assert await act(database, library.own_game, ANA, made.id)
    assert await act(database, library.own_game, BEN, made.id)
    assert not await act(database, library.own_game, ANA, made.id)
    assert (await kept(database, made.id)).owners == {BEN.user_id}


async def test_the_record_counts_plays_that_were_not_skipped(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    first = await act(database, plays.play_next, ANA, session)
    clock.advance(hours=1)
    await act(database, plays.skip, ANA, session)

    async with database.read() as store:
        record = await records.record_of(store, ANA, (CHANNEL,), first.game)

    assert (record.times, record.last_at, str(record.votes)) == (0, None, "+0 -0")
    await act(database, nominate, ANA, first.game.id)
    clock.advance(hours=1)
    again = await act(database, plays.play_next, ANA, session)
    async with database.read() as store:
        record = await records.record_of(store, ANA, (CHANNEL,), first.game)
    assert (record.times, record.last_at) == (1, first.started_at + timedelta(hours=2)) == (1, again.started_at)


async def test_what_was_played_in_private_is_in_the_record_of_those_who_were_there(
    database: Database, clock: Clock
) -> None:
    session = await private_session(database, CHANNEL + 1, BEN)
    await queued(database, "Catan")
    play = await act(database, plays.play_next, HOST, session)
    async with database.transaction() as store:
        await store.votes.save(Vote(1, CHANNEL, play.id, BEN.user_id, 1, clock.now))

    async with database.read() as store:
        seen = [await records.record_of(store, who, (), play.game) for who in (ANA, BEN, HOST)]

    assert [(one.times, str(one.votes)) for one in seen] == [(0, "+0 -0"), (1, "+1 -0"), (1, "+1 -0")]


async def looked(database: Database, text: str, actor: Actor = HOST) -> Plan:
    async with database.read() as store:
        return await imports.plan_of(store, actor, read_file(text.encode()))


async def imported(database: Database, text: str | Sheet, actor: Actor = HOST) -> Plan:
    """Imported after a look."""
    sheet = read_file(text.encode()) if isinstance(text, str) else text
    async with database.read() as store:
        seen = await imports.plan_of(store, actor, sheet)
    return await act(database, imports.carry_out, actor, sheet, seen)


@both_databases
async def test_an_import_adds_and_changes_and_the_same_again_changes_nothing(database: Database) -> None:
    catan = await act(database, library.add_game, HOST, "Catan", tags=("old",))
    await act(database, library.own_game, ANA, catan.id)
    text = 'title,alias,minutes,tags,enabled\nCATAN,,90,dice,no\nRoot,,60,"war, Asymmetric",\nΩ,,,,\nAzul,aa,,,\n'

    plan = await imported(database, text)

    assert (len(plan.added), len(plan.changed), len(plan.refused)) == (2, 1, 1)
    found = {one.title: one for one in await games(database)}
    assert set(found) == {"Azul", "CATAN", "Root"}
    assert found["CATAN"] == Game(
        catan.id, GUILD, "CATAN", "catan", minutes=90, enabled=False, tags=("dice",), owners=frozenset({ANA.user_id})
    )
    assert (found["Root"].alias, found["Root"].tags, found["Azul"].alias) == ("root", ("Asymmetric", "war"), "aa")
    again = await imported(database, text)
    assert (again.does, again.unchanged, len(again.refused)) == (((), ()), 3, 1)


@both_databases
async def test_an_import_swaps_aliases(database: Database) -> None:
    await imported(database, "title\nCatan\nAzul\n")

    await imported(database, "title,alias\nCatan,azul\nAzul,catan\nRoot,root\n")

    assert [(one.title, one.alias) for one in await games(database)] == [
        ("Azul", "catan"),
        ("Catan", "azul"),
        ("Root", "root"),
    ]


async def test_an_import_is_not_done_where_it_would_do_something_else_than_was_seen(database: Database) -> None:
    catan = await act(database, library.add_game, HOST, "Catan")
    sheet = read_file(b"title,minutes\nCatan,90\nRoot,60\n")
    seen = await looked(database, "title,minutes\nCatan,90\nRoot,60\n")
    await act(database, library.edit_game, HOST, catan.id, Details(min_players=2))
    before = await games(database)

    with pytest.raises(LibraryChanged) as changed:
        await act(database, imports.carry_out, HOST, sheet, seen)

    assert await games(database) == before
    await act(database, imports.carry_out, HOST, sheet, changed.value.plan)
    assert [one.title for one in await games(database)] == ["Catan", "Root"]


async def test_what_does_not_concern_an_import_may_change_meanwhile(database: Database) -> None:
    catan = await act(database, library.add_game, HOST, "Catan")
    text = "title,minutes\nCatan,90\n"
    seen = await looked(database, text)
    await act(database, library.add_game, HOST, "Azul")
    await act(database, library.own_game, ANA, catan.id)

    await act(database, imports.carry_out, HOST, read_file(text.encode()), seen)

    assert (await kept(database, catan.id)).minutes == 90


@both_databases
async def test_of_two_who_import_the_same_at_once_one_does_it_and_the_other_is_told(database: Database) -> None:
    text = "title\nCatan\nRoot\n"
    seen = await looked(database, text)

    outcomes = await asyncio.gather(
        *(act(database, imports.carry_out, HOST, read_file(text.encode()), seen) for _ in range(2)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Plan) for one in outcomes) == 1
    assert sum(isinstance(one, LibraryChanged) for one in outcomes) == 1
    assert len(await games(database)) == 2


async def test_an_import_touches_only_its_own_guild(database: Database) -> None:
    await imported(database, "title\nCatan\n")

    await imported(database, "title\nCatan\n", STRANGER)

    assert len(await games(database)) == len(await games(database, STRANGER.guild_id)) == 1


@both_databases
async def test_5000_games_are_imported_in_seconds_and_changed_in_seconds(database: Database) -> None:
    sheet = read_file(_large(minutes=60))
    began = time.perf_counter()

    await imported(database, sheet)
    added = time.perf_counter()
    await imported(database, read_file(_large(minutes=90)))
    changed = time.perf_counter()

    assert added - began < 10, "it takes about 2 s on a machine that is not busy"
    assert changed - added < 10
    found = await games(database)
    assert len(found) == 5000
    assert {(one.minutes, len(one.tags)) for one in found} == {(90, 3)}
    assert Filter(tags=("TAG 7",)).takes(found[0]) is ("tag 7" in found[0].tags)


def _large(*, minutes: int) -> bytes:
    return write_csv(
        Game(0, GUILD, f"Game number {n}", f"g{n}", 2, 5, minutes, tags=(f"tag {n % 50}", "party", "card game"))
        for n in range(5000)
    )
