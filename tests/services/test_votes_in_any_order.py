"""One night's messages, edits and deletions, in any order, repeated, and split by a downtime: one tally.

It stays the same when the games are called otherwise later, and everything is told again.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from db.store import Database, Store
from domain.gamenight.details import Details
from domain.scheduling.session import Session
from domain.snowflake import instant_of, snowflake_at
from domain.votes import parse
from services import votes
from services.gamenight import library, plays
from services.sessions import running
from services.votes import Heard, reading_back
from services.votes.reading_back import Page
from tests.conftest import Clock
from tests.services.acting import CHANNEL, GUILD, HOST, NOON, act, fresh, live_session, queued

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
WORDS = ("thisgame++", "thisgame--", "catan++", "hello", "hello")
WHEN = (5, 20, 25, 80, 100, 106)  # minutes; Catan from 10, Azul from 70, the end at 90
LENGTH = 3  # messages in a page


@dataclass(frozen=True)
class Written:
    """A message: what it says in each of its versions, ten seconds apart, and whether it is deleted after the last."""

    id: int
    user_id: int
    versions: tuple[str, ...]
    deleted: bool

    def heard(self, version: int) -> Heard:
        sent_at = instant_of(self.id)
        tokens = parse(self.versions[version])
        return Heard(GUILD, (CHANNEL,), self.id, self.user_id, tokens, sent_at, sent_at + version * 10 * SECOND)


@dataclass(frozen=True)
class Event:
    """Something that Discord tells of a message: a version of it, or with None its deletion."""

    message: Written
    version: int | None

    @property
    def at(self) -> tuple[int, int]:
        version = len(self.message.versions) if self.version is None else self.version
        return (self.message.id >> 22) + version * 10_000, self.message.id

    async def deliver(self, store: Store) -> None:
        if self.version is None:
            await votes.unhear(store, GUILD, (CHANNEL,), [self.message.id])
        else:
            await votes.hear(store, self.message.heard(self.version))


@st.composite
def nights(draw: st.DrawFn) -> list[Written]:
    drawn = st.tuples(
        st.sampled_from(WHEN), st.sampled_from((11, 12)), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
    )
    written = draw(st.lists(drawn, min_size=1, max_size=6))
    return [
        Written(snowflake_at(NOON + minutes * MINUTE) + n, user_id, tuple(versions), draw(st.booleans()))
        for n, (minutes, user_id, versions) in enumerate(written)
    ]


def expected(written: list[Written]) -> list[str]:
    """The tally of Catan and Azul by what is written in the end."""
    standing: dict[tuple[str, int], tuple[int, int]] = {}
    for one in written:
        minute = (instant_of(one.id) - NOON) // MINUTE
        said = one.versions[-1]
        if one.deleted or said == "hello" or not 10 <= minute < 105:
            continue
        game = "Catan" if said.startswith("catan") or minute < 70 else "Azul"
        earlier = standing.get((game, one.user_id), (0, 0))
        standing[game, one.user_id] = max(earlier, (one.id, 1 if said.endswith("++") else -1))
    values = {game: [value for (of, _), (_, value) in standing.items() if of == game] for game in ("Catan", "Azul")}
    return [f"+{of.count(1)} -{of.count(-1)}" for of in values.values()]


async def night(database: Database, clock: Clock) -> Session:
    session = await live_session(database)
    await queued(database, "Catan", "Azul")
    for minutes in (10, 70):
        clock.now = NOON + minutes * MINUTE
        await act(database, plays.play_next, HOST, session)
    clock.now = NOON + 90 * MINUTE
    await act(database, running.end, HOST, session.id)
    return await fresh(database, session)


async def deliver(store: Store, events: list[Event], random: Random) -> None:
    """All of the events in an order of their own, some of them several times."""
    told = [*events, *random.choices(events, k=random.randint(0, len(events)))] if events else []
    random.shuffle(told)
    for one in told:
        await one.deliver(store)


async def read_page(store: Store, after: int, written: list[Written]) -> int:
    """One page of the history as it is in the end; gives the id to go on from."""
    kept = await store.votes.kept_after(CHANNEL, after)
    there = sorted((one for one in written if not one.deleted and one.id > after), key=lambda one: one.id)[:LENGTH]
    until = there[-1].id if len(there) == LENGTH else None
    heard = [one.heard(len(one.versions) - 1) for one in there]
    page = Page(GUILD, (CHANNEL,), after, until, frozenset(one.id for one in there), heard)
    await reading_back.read(store, page, kept)
    return there[-1].id if there else after


async def tally_of(store: Store, session: Session, written: list[Written], random: Random) -> list[str]:
    """The tally after everything was told, in an order of its own, and what was missed was read back."""
    events = [Event(one, version) for one in written for version in range(len(one.versions))]
    events += [Event(one, None) for one in written if one.deleted]
    events.sort(key=lambda event: event.at)
    if random.random() < 0.5:  # it was never away
        await deliver(store, events, random)
    else:
        await away(store, events, written, random)
    if random.random() < 0.5:
        await call_otherwise(store)
        await (deliver(store, events, random) if random.random() < 0.5 else away(store, events, written, random))
    return [str(tally) for _, tally in await votes.tally(store, session)]


async def call_otherwise(store: Store) -> None:
    """Catan gets another alias, and Azul the one that Catan had."""
    games = {one.title: one.id for one in await store.games.of_guild(GUILD)}
    await library.edit_game(store, HOST, games["Catan"], Details(alias="settlers"))
    await library.edit_game(store, HOST, games["Azul"], Details(alias="catan"))


async def away(store: Store, events: list[Event], written: list[Written], random: Random) -> None:
    """Some of the events in a row are never told; what was missed is read back, and the later ones are told."""
    lost, back = sorted(random.choices(range(len(events) + 1), k=2))
    before, later = events[:lost], events[back:]
    await deliver(store, before, random)
    # What is told live from now on comes before, between and after the pages of the history.
    told = [*later, *random.choices([*before, *later], k=2)] if before or later else []
    random.shuffle(told)
    (stretch,) = await reading_back.to_read(store, [GUILD])
    after = reading_back.beginning(stretch)
    for _ in range(len(written) // LENGTH + 1):
        for _ in range(random.randint(0, len(told))):
            await told.pop().deliver(store)
        after = await read_page(store, after, written)
    for one in told:
        await one.deliver(store)


class Over(Exception):
    """Rolls a night back, so that the next begins with the same store."""


def test_any_order_repetition_and_split_of_a_nights_events_ends_in_the_same_tally(database_url: str) -> None:
    clock = Clock(NOON)
    database = Database(database_url, clock)
    with asyncio.Runner() as runner:
        session = runner.run(night(database, clock))

        async def told(written: list[Written], random: Random) -> list[str]:
            tally: list[str] = []
            with suppress(Over):
                async with database.transaction() as store:
                    tally = await tally_of(store, session, written, random)
                    raise Over
            return tally

        @settings(max_examples=100)
        @given(written=nights(), random=st.randoms(use_true_random=False))
        def ends_in_the_same_tally(written: list[Written], random: Random) -> None:
            assert runner.run(told(written, random)) == expected(written)

        try:
            ends_in_the_same_tally()
        finally:
            runner.run(database.close())
