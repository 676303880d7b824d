"""Many people answer in every way, in disorder, some twice, across a restart: the last act of each person counts."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from db.store import Database
from domain.actor import Actor
from domain.reminders import Kind
from domain.rollcall.options import Answer
from domain.rollcall.poll import Mode, Status
from services.rollcall import answers, promotion, reactions
from services.rollcall.opening import Poll
from tests.conftest import Clock, both_databases
from tests.services.acting import CHANNEL, HOST, HOUR, NOON, act, guests, open_roll_call, reminders_of
from tests.services.rollcalls import DAYS, NO, YES, campaign, fresh, opened, ring, says, session_of

CARD = 500  # the id of the card's message, older than every act on it
PEOPLE = guests(40)


@dataclass(frozen=True)
class Act:
    """What one person does; `cause` orders a person's taps."""

    who: Actor
    what: str
    place: int
    cause: int


def acts(chance: random.Random, count: int) -> list[Act]:
    """So many acts, in the order in which people do them."""
    kinds = ("tap", "tap", "none", "form", "react", "unreact")
    return [
        Act(chance.choice(PEOPLE), chance.choice(kinds), chance.randrange(3), 1_000_000 + n * 1000)
        for n in range(count)
    ]


class Expected:
    """What people would say that they answered."""

    def __init__(self) -> None:
        self.said: dict[tuple[int, int], Answer | None] = {}
        self.reacted: set[tuple[int, int]] = set()

    def hears(self, one: Act) -> None:
        """What that act means to the person who does it."""
        key = (one.place, one.who.user_id)
        match one.what:
            case "tap":
                self.said[key] = None if self.said.get(key) is YES else YES
            case "none":
                self.said |= {(place, one.who.user_id): NO for place in range(3)}
            case "form":
                self.said |= {(place, one.who.user_id): YES if place == one.place else None for place in range(3)}
            case "react" if key not in self.reacted:
                self.reacted.add(key)
                self.said[key] = YES
            case "unreact" if key in self.reacted:
                self.reacted.discard(key)
                if self.said.get(key) is YES:
                    self.said[key] = None


async def does(database: Database, roll_call_id: int, options: list[int], one: Act) -> None:
    """Discord delivers the act."""
    option = options[one.place]
    if one.what == "tap":
        await act(database, answers.toggle, one.who, option, one.cause)
    elif one.what == "none":
        await act(database, answers.none_of_these, one.who, roll_call_id, one.cause)
    elif one.what == "form":
        said = {each: YES if each == option else None for each in options}
        await act(database, answers.answer, one.who, roll_call_id, said, one.cause)
    else:
        emoji = "🇦🇧🇨"[one.place]
        added = one.what == "react"
        await act(database, reactions.react, one.who, roll_call_id, emoji, CARD, added=added)


@pytest.fixture
async def again(database_url: str, clock: Clock) -> AsyncIterator[Database]:
    """The same store, opened by the process that comes after the restart."""
    opened_ = Database(database_url, clock)
    yield opened_
    await opened_.close()


@both_databases
@pytest.mark.parametrize("seed", [1, 2])
async def test_the_answers_equal_the_last_act_of_each_person(database: Database, again: Database, seed: int) -> None:
    chance, expected = random.Random(seed), Expected()
    roll_call = await act(database, open_roll_call, HOST, Poll(list(DAYS), mode=Mode.BOTH), CHANNEL)
    options = [one.id for one in roll_call.options]
    done = acts(chance, 200)

    for n, one in enumerate(done):
        process = database if n < 100 else again
        await does(process, roll_call.id, options, one)
        expected.hears(one)
        if chance.random() < 0.2:
            await does(process, roll_call.id, options, one)  # Discord delivers it twice

    now = await fresh(again, roll_call)
    for who in PEOPLE:
        said = {place: now.answer_of(who.user_id, option) for place, option in enumerate(options)}
        assert said == {place: expected.said.get((place, who.user_id)) for place in range(3)}, who


@both_databases
async def test_taps_that_arrive_in_another_order_come_to_the_same(database: Database, again: Database) -> None:
    chance = random.Random(3)
    roll_call = await act(database, open_roll_call, HOST, Poll(list(DAYS)), CHANNEL)
    options = [one.id for one in roll_call.options]
    done = [one for one in acts(chance, 400) if one.what == "form"]
    last = {one.who: one for one in done}

    for n, one in enumerate(chance.sample(done, len(done))):
        await does(database if n % 2 else again, roll_call.id, options, one)

    now = await fresh(database, roll_call)
    for who, one in last.items():
        said = [now.answer_of(who.user_id, option) for option in options]
        assert said == [YES if place == one.place else None for place in range(3)]


@both_databases
async def test_after_a_restart_a_roll_call_is_answered_closed_and_promoted(
    database: Database, again: Database, clock: Clock
) -> None:
    made = await campaign(database, *PEOPLE[:2])
    roll_call = await opened(database, made, "2")
    await says(database, roll_call, PEOPLE[0], "yyn")

    await says(again, roll_call, PEOPLE[1], "nyn")
    await ring(again, clock, roll_call, Kind.COMPLETE)

    session = await session_of(again, roll_call)
    assert session is not None
    assert session.starts_at == DAYS[1]
    assert (await fresh(again, roll_call)).status is Status.CLOSED


async def test_what_waits_to_close_it_survives_a_restart(database: Database, again: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database, PEOPLE[0]))
    await says(database, roll_call, PEOPLE[0], "yyn")
    clock.now = NOON + HOUR

    (row,) = await reminders_of(again, Kind.COMPLETE, roll_call.id)
    await ring(again, clock, roll_call, Kind.COMPLETE)

    assert (await fresh(again, roll_call)).closed_at == NOON + HOUR
    assert row.due_at < clock.now
    session = await act(again, promotion.promote, HOST, roll_call.id, None, CHANNEL)
    assert session.starts_at == DAYS[0]
