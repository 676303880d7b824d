"""Which votes stand, selected and counted by the database, is what `domain.votes` says."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from db.store import Database, Store
from domain.data import NOBODYS
from domain.gamenight.library import Game
from domain.snowflake import snowflake_at
from domain.votes import Place, Vote, standing, tallies
from domain.votes.matching import Matched
from tests.conftest import Clock, both_databases
from tests.db.rows import GUILD, NOON, a_session

CHANNEL = 20
ANA, BEN, FORGOTTEN = 11, 12, -NOBODYS - 5
NAMES = ("zoë", "ZOË", "straße", "STRASSE")


@dataclass(frozen=True, slots=True)
class Said:
    """A message: on the first or second play, so many quarters of a millisecond after noon."""

    on: int
    quarters: int
    user_id: int
    value: int | None

    @property
    def at(self) -> datetime:
        return NOON + timedelta(microseconds=self.quarters * 250)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a log, where `said.user_id` is 0 of somebody whom only the log knows; `heard`: live as well."""

    said: Said
    name: str
    heard: bool


ON, QUARTERS = st.sampled_from([0, 0, 0, 1]), st.integers(0, 6)
MESSAGES = st.builds(Said, ON, QUARTERS, st.sampled_from([ANA, BEN, FORGOTTEN]), st.sampled_from([1, -1, None]))
LINES = st.builds(
    Line,
    st.builds(Said, ON, QUARTERS, st.sampled_from([0, 0, ANA, ANA, BEN, FORGOTTEN]), st.sampled_from([1, -1])),
    st.sampled_from(NAMES),
    st.sampled_from([False, False, False, True]),
)


async def two_plays(store: Store) -> list[int]:
    game = await store.games.add(Game(0, GUILD, "Catan", "catan"))
    return [(await store.plays.add((await a_session(store)).id, game, NOON)).id for _ in range(2)]


async def keep(store: Store, messages: Sequence[Said], lines: Sequence[Line]) -> tuple[list[int], list[Vote]]:
    """Keeps all of it; gives the plays, and every vote as `standing` takes them."""
    on = await two_plays(store)
    unique = {
        snowflake_at(one.at) + n % 2: one for n, one in enumerate(messages)
    }  # some are the first of their instant
    votes = [Vote(id_, CHANNEL, on[one.on], one.user_id, one.value, one.at) for id_, one in unique.items()]
    for vote in votes:
        await store.votes.save(vote)
    heard = [bool(votes) and line.heard for line in lines]
    matched = []
    for n, line in enumerate(lines):
        hash_, said = n.to_bytes(32, "big"), line.said
        assert said.value is not None
        matched.append(Matched(hash_, 1, on[said.on], line.name, said.value, said.at, said.user_id or None))
        if heard[n]:
            await store.votes.note_line(votes[0].message_id, hash_)
    await store.imports.add(await store.imports.begin(GUILD, None, ANA, NOON), GUILD, matched)
    for one in sorted((line for n, line in enumerate(lines) if not heard[n]), key=lambda line: line.said.quarters):
        said, name = one.said, None if one.said.user_id else one.name
        votes.append(Vote(snowflake_at(said.at), 0, on[said.on], said.user_id, said.value, said.at, name=name))
    return on, votes


async def paged(store: Store, play_ids: Sequence[int], size: int) -> list[tuple[Place, Vote]]:
    """All standing votes, read in pages."""
    found: list[tuple[Place, Vote]] = []
    while page := await store.standing_votes.page(play_ids, size, found[-1][0] if found else None):
        assert len(page) <= size
        found += page
    return found


@both_databases
def test_what_the_database_selects_and_counts_is_what_stands(database_url: str, clock: Clock) -> None:
    with asyncio.Runner() as runner:

        async def opened() -> Database:
            return Database(database_url, clock)

        database = runner.run(opened())

        async def compared(messages: Sequence[Said], lines: Sequence[Line], size: int) -> None:
            async with database.read() as store:  # what is written is lost
                on, votes = await keep(store, messages, lines)
                stand = standing(votes)

                assert await store.standing_votes.tallies(on) == tallies(votes)
                for person in (ANA, BEN, FORGOTTEN):
                    theirs = {one.play_id: one for (_, voter), one in stand.items() if voter == person}
                    assert await store.standing_votes.of_person(on, person) == theirs
                pages = await paged(store, on, size)
                assert {(one.play_id, one.voter): one for _, one in pages} == stand
                assert [place for place, _ in pages] == sorted({place for place, _ in pages})
                assert all(place.message_id == one.message_id for place, one in pages)

        @settings(max_examples=100)
        @given(st.lists(MESSAGES, max_size=8), st.lists(LINES, max_size=12), st.integers(1, 5))
        def the_same(messages: list[Said], lines: list[Line], size: int) -> None:
            runner.run(compared(messages, lines, size))

        try:
            the_same()
        finally:
            runner.run(database.close())
