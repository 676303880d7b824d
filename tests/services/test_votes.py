"""Votes from chat: counted once, for the play of their moment."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from db.store import Database
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.scheduling.session import Session
from domain.votes import AFTERGLOW, parse
from services import votes
from services.gamenight import library, nominations, plays
from services.sessions import running
from services.votes import Counted, Heard
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    GUILD,
    HOST,
    NOON,
    act,
    fresh,
    live_session,
    nominate,
    queued,
    start_ad_hoc,
)

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def said(
    content: str,
    sent_at: datetime,
    *,
    message_id: int = 1,
    user_id: int = ANA.user_id,
    seen_at: datetime | None = None,
    channel_ids: tuple[int, ...] = (CHANNEL,),
    guild_id: int = GUILD,
) -> Heard:
    """A message as the edge hears it; `seen_at` is its last edit."""
    return Heard(guild_id, channel_ids, message_id, user_id, parse(content), sent_at, seen_at or sent_at)


async def hear(database: Database, *messages: Heard) -> list[Counted]:
    return [await act(database, votes.hear, one) for one in messages]


async def tallies(database: Database, session: Session) -> list[str]:
    """The tally of each play, in order."""
    async with database.read() as store:
        return [str(tally) for _, tally in await votes.tally(store, session)]


@pytest.fixture
async def night(database: Database, clock: Clock) -> Session:
    """A session begun at noon, with Catan played from 12:10 and Azul from 13:10; it is 13:30."""
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    clock.now = NOON + 10 * MINUTE
    await act(database, plays.play_next, HOST, session)
    clock.now = NOON + 70 * MINUTE
    await act(database, plays.play_next, HOST, session)
    clock.now = NOON + 90 * MINUTE
    return session


CATAN, AZUL = NOON + 20 * MINUTE, NOON + 80 * MINUTE


@both_databases
async def test_a_vote_counts_for_the_play_of_its_moment(database: Database, night: Session) -> None:
    heard = await hear(
        database,
        said("thisgame++", CATAN, message_id=1),
        said("thisgame--", AZUL, message_id=2),
        said("thisgame++", AZUL, message_id=3, user_id=BEN.user_id),
    )

    assert all(one.counts for one in heard)
    assert await tallies(database, night) == ["+1 -0", "+1 -1"]


@pytest.mark.parametrize(
    ("minutes", "tally"),
    [
        (10 * MINUTE, ["+1 -0", "+0 -0"]),
        (70 * MINUTE - SECOND, ["+1 -0", "+0 -0"]),
        (70 * MINUTE, ["+0 -0", "+1 -0"]),
        (500 * MINUTE, ["+0 -0", "+1 -0"]),
    ],
)
async def test_a_message_is_matched_by_its_own_time(
    database: Database, night: Session, minutes: timedelta, tally: list[str]
) -> None:
    await hear(database, said("thisgame++", NOON + minutes))

    assert await tallies(database, night) == tally


@both_databases
async def test_a_message_heard_twice_counts_once(database: Database, night: Session) -> None:
    heard = await hear(database, *(said("thisgame++", CATAN) for _ in range(2)))

    assert all(one.counts for one in heard)
    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


async def test_a_message_heard_twice_redraws_the_board_once(database: Database, night: Session) -> None:
    wanted = []
    for _ in range(2):
        await hear(database, said("thisgame++", CATAN))
        async with database.read() as store:
            board = await store.cards.get(CardKind.BOARD, night.id)
        assert board is not None
        wanted.append(board.wanted)

    assert wanted[0] == wanted[1]


@both_databases
async def test_a_message_heard_several_times_at_once_counts_once(database: Database, night: Session) -> None:
    await asyncio.gather(*(hear(database, said("thisgame++", CATAN)) for _ in range(6)))

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


@both_databases
async def test_votes_of_many_at_once_all_count(database: Database, night: Session) -> None:
    await asyncio.gather(*(hear(database, said("thisgame++", CATAN, message_id=n, user_id=n)) for n in range(1, 31)))

    assert await tallies(database, night) == ["+30 -0", "+0 -0"]


async def test_ones_latest_message_stands(database: Database, night: Session) -> None:
    await hear(
        database,
        said("thisgame++", CATAN, message_id=1),
        said("thisgame--", CATAN + MINUTE, message_id=2),
    )

    assert await tallies(database, night) == ["+0 -1", "+0 -0"]


async def test_ones_latest_message_stands_also_where_it_is_heard_first(database: Database, night: Session) -> None:
    await hear(
        database,
        said("thisgame--", CATAN + MINUTE, message_id=2),
        said("thisgame++", CATAN, message_id=1),
    )

    assert await tallies(database, night) == ["+0 -1", "+0 -0"]


async def test_an_edited_message_changes_its_vote(database: Database, night: Session) -> None:
    await hear(database, said("thisgame++", CATAN), said("thisgame--", CATAN, seen_at=CATAN + MINUTE))

    assert await tallies(database, night) == ["+0 -1", "+0 -0"]


async def test_an_edit_long_after_still_votes_for_the_play_of_the_message(database: Database, night: Session) -> None:
    await hear(database, said("hello", CATAN), said("thisgame++", CATAN, seen_at=AZUL))

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


async def test_a_vote_that_is_edited_away_counts_no_more_and_the_earlier_one_stands_again(
    database: Database, night: Session
) -> None:
    await hear(
        database,
        said("thisgame++", CATAN, message_id=1),
        said("thisgame--", CATAN + MINUTE, message_id=2),
        said("never mind", CATAN + MINUTE, message_id=2, seen_at=CATAN + 2 * MINUTE),
    )

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


@both_databases
async def test_an_edit_heard_before_the_message_is_not_undone_by_it(database: Database, night: Session) -> None:
    await hear(database, said("thisgame--", CATAN, seen_at=CATAN + MINUTE), said("thisgame++", CATAN))

    assert await tallies(database, night) == ["+0 -1", "+0 -0"]


@both_databases
async def test_the_versions_of_a_message_heard_all_at_once_leave_the_last(database: Database, night: Session) -> None:
    versions = [said("thisgame++" if n % 2 else "thisgame--", CATAN, seen_at=CATAN + n * SECOND) for n in range(8)]

    await asyncio.gather(*(hear(database, one) for one in versions))

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


@both_databases
async def test_a_deleted_message_takes_its_vote_back_and_the_earlier_one_stands_again(
    database: Database, night: Session
) -> None:
    await hear(
        database,
        said("thisgame++", CATAN, message_id=1),
        said("thisgame--", CATAN + MINUTE, message_id=2),
    )

    await act(database, votes.unhear, GUILD, (CHANNEL,), [2])

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


async def test_deleting_what_no_longer_stands_changes_nothing(database: Database, night: Session) -> None:
    await hear(
        database,
        said("thisgame++", CATAN, message_id=1),
        said("thisgame--", CATAN + MINUTE, message_id=2),
    )

    await act(database, votes.unhear, GUILD, (CHANNEL,), [1, 999])

    assert await tallies(database, night) == ["+0 -1", "+0 -0"]


async def test_no_late_event_brings_a_deleted_vote_back(database: Database, night: Session) -> None:
    await hear(database, said("thisgame++", CATAN))
    await act(database, votes.unhear, GUILD, (CHANNEL,), [1])

    heard = await hear(database, said("thisgame++", CATAN), said("thisgame--", CATAN, seen_at=CATAN + MINUTE))

    assert not any(one.counts for one in heard)
    assert await tallies(database, night) == ["+0 -0", "+0 -0"]


@both_databases
async def test_votes_deleted_together_and_twice_are_gone(database: Database, night: Session) -> None:
    await hear(database, *(said("thisgame++", CATAN, message_id=n, user_id=n) for n in (1, 2, 3)))

    for _ in range(2):
        await act(database, votes.unhear, GUILD, (CHANNEL,), [1, 2])

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


async def test_an_alias_votes_for_the_latest_play_of_that_game_tonight(
    database: Database, night: Session, clock: Clock
) -> None:
    await hear(database, said("catan++", AZUL), said("azul--", AZUL, message_id=2, user_id=BEN.user_id))
    assert await tallies(database, night) == ["+1 -0", "+0 -1"]

    async with database.read() as store:
        catan = await store.games.called(GUILD, alias="catan")
    assert catan is not None
    await act(database, nominate, ANA, catan.id)
    await act(database, plays.play_next, ANA, night)
    await hear(database, said("catan--", clock.advance(minutes=1), message_id=3))
    assert await tallies(database, night) == ["+1 -0", "+0 -1", "+0 -1"]


@pytest.mark.parametrize("content", ["root++", "azul++", "notthisgame++", "hello"])
async def test_what_names_no_play_of_tonight_votes_nothing(database: Database, night: Session, content: str) -> None:
    assert await hear(database, said(content, CATAN)) == [Counted()]
    assert await tallies(database, night) == ["+0 -0", "+0 -0"]


async def test_an_edit_from_this_game_to_an_alias_moves_the_vote(database: Database, night: Session) -> None:
    await hear(database, said("thisgame++", AZUL), said("catan++", AZUL, seen_at=AZUL + MINUTE))

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


async def test_a_skipped_play_keeps_its_votes_and_takes_more(database: Database, night: Session) -> None:
    await hear(database, said("thisgame++", AZUL))
    await act(database, plays.skip, HOST, night)

    await hear(database, said("thisgame--", NOON + 100 * MINUTE, message_id=2, user_id=BEN.user_id))

    assert await tallies(database, night) == ["+0 -0", "+1 -1"]


@pytest.mark.parametrize(("after", "counts"), [(AFTERGLOW - SECOND, True), (AFTERGLOW, False), (24 * AFTERGLOW, False)])
@pytest.mark.parametrize("content", ["thisgame++", "azul++"])
async def test_votes_count_until_a_quarter_of_an_hour_after_the_session(
    database: Database, night: Session, clock: Clock, after: timedelta, counts: bool, content: str
) -> None:
    await act(database, running.end, HOST, night.id)

    [heard] = await hear(database, said(content, clock.now + after))

    assert heard.counts is counts
    assert await tallies(database, night) == ["+0 -0", "+1 -0" if counts else "+0 -0"]


async def test_before_the_first_play_there_is_nothing_to_vote_on_and_each_is_told_once(database: Database) -> None:
    session = await live_session(database)

    heard = await hear(
        database,
        said("thisgame++", NOON, message_id=1),
        said("thisgame++", NOON + SECOND, message_id=2),
        said("thisgame++", NOON, message_id=3, user_id=BEN.user_id),
    )

    assert [one.tell_nothing_to_vote_on for one in heard] == [True, False, True]
    assert await tallies(database, session) == []


async def test_a_message_from_before_the_first_play_is_told_so_also_where_it_is_heard_after(
    database: Database, night: Session
) -> None:
    assert await hear(database, said("thisgame++", NOON + MINUTE)) == [Counted(tell_nothing_to_vote_on=True)]


@both_databases
async def test_who_votes_several_times_at_once_before_the_first_play_is_told_once(database: Database) -> None:
    await live_session(database)

    heard = await asyncio.gather(*(hear(database, said("thisgame++", NOON, message_id=n)) for n in range(1, 6)))

    assert sum(one.tell_nothing_to_vote_on for [one] in heard) == 1


@pytest.mark.parametrize("elsewhere", [{"channel_ids": (66,)}, {"guild_id": GUILD + 1}, {"sent_at": NOON - SECOND}])
async def test_a_message_from_elsewhere_or_before_votes_nothing(
    database: Database, night: Session, elsewhere: dict[str, Any]
) -> None:
    heard = said(**{"content": "thisgame++", "sent_at": CATAN, **elsewhere})

    assert await hear(database, heard) == [Counted()]


async def test_a_message_in_a_thread_of_the_channel_counts(database: Database, night: Session) -> None:
    await hear(database, said("thisgame++", CATAN, channel_ids=(66, CHANNEL)))

    assert await tallies(database, night) == ["+1 -0", "+0 -0"]


async def test_votes_of_an_earlier_night_stay_with_it(database: Database, night: Session, clock: Clock) -> None:
    await hear(database, said("thisgame++", AZUL))
    await act(database, running.end, HOST, night.id)
    clock.advance(days=7)
    again = await live_session(database)
    await queued(database, "Root")
    await act(database, plays.play_next, HOST, again)

    await hear(database, said("thisgame--", clock.now, message_id=2), said("thisgame++", CATAN, message_id=3))

    assert await tallies(database, await fresh(database, night)) == ["+1 -0", "+1 -0"]
    assert await tallies(database, again) == ["+0 -1"]


async def test_a_token_that_names_no_game_leaves_the_vote_before_it(database: Database, night: Session) -> None:
    await hear(database, said("thisgame++ (written in notepad++)", NOON + 72 * MINUTE))

    assert await tallies(database, night) == ["+0 -0", "+1 -0"]


async def test_until_a_new_session_plays_something_votes_go_to_the_one_before(
    database: Database, clock: Clock, night: Session
) -> None:
    await act(database, running.end, HOST, night.id)
    ended = clock.now
    clock.advance(minutes=2)
    await act(database, start_ad_hoc, HOST, CHANNEL)

    counted = await hear(database, said("thisgame++", ended + 5 * MINUTE))

    assert [one.counts for one in counted] == [True]
    assert await tallies(database, night) == ["+0 -0", "+1 -0"]


@both_databases
async def test_a_vote_in_a_thread_goes_to_the_threads_own_session(
    database: Database, clock: Clock, night: Session
) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, "Strahd", Kind.CAMPAIGN))
        own = await running.start_ad_hoc(store, HOST, campaign, 77)
        await nominations.nominate(store, HOST, campaign, (await library.add_game(store, HOST, "Root")).id)
        await plays.play_next(store, HOST, own)
    clock.advance(minutes=5)

    await hear(database, said("thisgame++", clock.now, message_id=1, channel_ids=(77, CHANNEL)))
    await hear(database, said("azul++", clock.now, message_id=2, channel_ids=(77, CHANNEL)))
    await hear(database, said("azul++", clock.now, message_id=3, channel_ids=(78, CHANNEL)))

    assert await tallies(database, own) == ["+1 -0"]
    assert await tallies(database, night) == ["+0 -0", "+1 -0"]
