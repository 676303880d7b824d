"""Opening, answering, closing and promoting roll calls."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from db.store import Database
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.reminders import Kind
from domain.rollcall.errors import DeadlineOutOfReach, NothingToPromote, OptionGone, OptionInThePast, RollCallClosed
from domain.rollcall.options import Answer
from domain.rollcall.poll import Mode, RollCall, Status
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session, State
from services.rollcall import answers as answering
from services.rollcall import closing, promotion, reactions
from services.rollcall.opening import Poll
from services.scheduling import planning
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    STRANGER,
    act,
    cause,
    guests,
    open_roll_call,
    reminders_of,
    scheduled,
)

YES, IF_NEEDED, NO = Answer.YES, Answer.IF_NEEDED, Answer.NO
CARD = 500  # the id of the card's message, older than every act on it
DAYS = [NOON + DAY, NOON + 2 * DAY, NOON + 3 * DAY]


async def opened(database: Database, **poll: Any) -> RollCall:
    """A roll call that Ana opened."""
    return await act(database, open_roll_call, ANA, Poll(**{"starts": list(DAYS), **poll}), CHANNEL)


async def fresh(database: Database, roll_call: RollCall) -> RollCall:
    async with database.read() as store:
        return await store.roll_calls.get(roll_call.id, GUILD)


async def tap(database: Database, roll_call: RollCall, who: Any, place: int = 0) -> None:
    await act(database, answering.toggle, who, roll_call.options[place].id, cause())


async def react(database: Database, roll_call: RollCall, emoji: str, *, added: bool = True) -> bool:
    return await act(database, reactions.react, BEN, roll_call.id, emoji, CARD, added=added)


@both_databases
async def test_everyone_may_open_a_roll_call_with_what_is_usual(database: Database) -> None:
    roll_call = await opened(database, starts=[DAYS[2], DAYS[0], DAYS[1], DAYS[0]])

    assert [option.starts_at for option in roll_call.options] == DAYS
    assert (roll_call.status, roll_call.mode, roll_call.created_by) == (Status.OPEN, Mode.BUTTONS, ANA.user_id)
    assert (roll_call.deadline, roll_call.duration) == (DAYS[0] - HOUR, 3 * HOUR)
    assert await fresh(database, roll_call) == roll_call


async def test_a_roll_call_has_a_card_and_a_deadline(database: Database) -> None:
    roll_call = await opened(database)

    async with database.read() as store:
        card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
    assert card is not None
    assert card.channel_id == CHANNEL
    assert [one.due_at for one in await reminders_of(database, Kind.DEADLINE, roll_call.id)] == [roll_call.deadline]


async def test_a_roll_call_takes_the_last_sessions_length(database: Database) -> None:
    await scheduled(database, duration=5 * HOUR)

    assert (await opened(database)).duration == 5 * HOUR


async def test_a_roll_call_about_soon_still_has_time_to_answer(database: Database) -> None:
    roll_call = await opened(database, starts=[NOON + HOUR / 2])

    assert NOON < roll_call.deadline < NOON + HOUR / 2


@pytest.mark.parametrize("starts", [[], [NOON + DAY + n * HOUR for n in range(21)]])
async def test_a_roll_call_with_no_option_or_too_many_is_refused(database: Database, starts: list[Any]) -> None:
    with pytest.raises(NotValid):
        await opened(database, starts=starts)


@pytest.mark.parametrize("past", [NOON, NOON - HOUR])
async def test_an_option_in_the_past_is_refused(database: Database, past: Any) -> None:
    with pytest.raises(OptionInThePast) as refused:
        await opened(database, starts=[NOON + DAY, past])

    assert refused.value.starts_at == past


@pytest.mark.parametrize("deadline", [NOON, NOON - HOUR, DAYS[2] + HOUR])
async def test_a_deadline_that_makes_no_sense_is_refused(database: Database, deadline: Any) -> None:
    with pytest.raises(DeadlineOutOfReach) as refused:
        await opened(database, deadline=deadline)
    assert refused.value.latest == DAYS[2]


async def test_a_tap_says_yes_and_another_takes_it_back(database: Database) -> None:
    roll_call = await opened(database)

    await tap(database, roll_call, BEN)
    assert (await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id) is YES
    await tap(database, roll_call, BEN)
    assert (await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id) is None


@both_databases
async def test_a_tap_delivered_twice_at_once_counts_once(database: Database) -> None:
    roll_call, same = await opened(database), cause()

    await asyncio.gather(*(act(database, answering.toggle, BEN, roll_call.options[0].id, same) for _ in range(4)))

    assert (await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id) is YES


@both_databases
async def test_taps_of_thirty_people_at_once_all_count(database: Database) -> None:
    roll_call = await opened(database)

    await asyncio.gather(*(tap(database, roll_call, who) for who in guests(30)))

    now = await fresh(database, roll_call)
    assert len(now.count(now.options[0]).yes) == 30


@both_databases
async def test_several_answers_are_one_act(database: Database) -> None:
    roll_call = await opened(database)
    first, second, third = (option.id for option in roll_call.options)
    await tap(database, roll_call, BEN, place=2)

    said = {first: YES, second: IF_NEEDED, third: None}
    await act(database, answering.answer, BEN, roll_call.id, said, cause())

    now = await fresh(database, roll_call)
    assert {option: now.answer_of(BEN.user_id, option) for option in said} == said


async def test_none_of_these_is_kept_as_no_to_everything(database: Database) -> None:
    roll_call = await opened(database)

    await act(database, answering.none_of_these, BEN, roll_call.id, cause())

    now = await fresh(database, roll_call)
    assert [count.no for count in now.ranked()] == [(BEN.user_id,)] * 3


async def test_answers_to_options_of_another_roll_call_are_refused(database: Database) -> None:
    roll_call, other = await opened(database), await opened(database)

    with pytest.raises(OptionGone):
        await act(database, answering.answer, BEN, roll_call.id, {other.options[0].id: YES}, cause())


async def test_a_replayed_act_redraws_nothing(database: Database) -> None:
    roll_call, same = await opened(database), cause()
    wanted = []
    for _ in range(2):
        await act(database, answering.toggle, BEN, roll_call.options[0].id, same)
        async with database.read() as store:
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
        assert card is not None
        wanted.append(card.wanted)

    assert wanted == [2, 2]


async def test_a_reaction_says_yes_and_removing_it_takes_that_back(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.REACTIONS)

    assert await react(database, roll_call, "🇧")
    assert (await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[1].id) is YES
    assert await react(database, roll_call, "🇧", added=False)
    assert (await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[1].id) is None


async def test_a_reaction_seen_twice_stays_yes(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.REACTIONS)

    for _ in range(2):
        await react(database, roll_call, "🇦")

    assert (await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id) is YES


async def test_reactions_count_in_the_order_in_which_they_are_seen(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.REACTIONS)

    answers = []
    for added in (True, False, True):
        await react(database, roll_call, "🇦", added=added)
        answers.append((await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id))

    assert answers == [YES, None, YES]


async def test_of_taps_and_reactions_the_last_act_wins(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.BOTH)
    answers = []

    for _ in range(2):
        await react(database, roll_call, "🇦", added=False)
        await react(database, roll_call, "🇦")
        answers.append((await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id))
        await act(database, answering.none_of_these, BEN, roll_call.id, cause())
        answers.append((await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id))

    assert answers == [YES, NO] * 2


async def test_reactions_and_taps_stand_in_order_of_answering(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.BOTH)
    await tap(database, roll_call, ANA)
    await react(database, roll_call, "🇦")
    await tap(database, roll_call, CLEO)

    now = await fresh(database, roll_call)
    assert now.count(now.options[0]).yes == (ANA.user_id, BEN.user_id, CLEO.user_id)


@pytest.mark.parametrize(("emoji", "left"), [(None, []), ("🇦", [1]), ("🇧", [0]), ("🇹", [0, 1])])
async def test_clearing_reactions_takes_back_the_yes_that_they_were(
    database: Database, emoji: str | None, left: list[int]
) -> None:
    roll_call = await opened(database, mode=Mode.REACTIONS)
    for one in "🇦🇧":
        await react(database, roll_call, one)

    await act(database, reactions.clear, GUILD, roll_call.id, emoji)

    now = await fresh(database, roll_call)
    assert [n for n, option in enumerate(now.options) if now.count(option).yes] == left


async def test_clearing_reactions_leaves_what_people_tapped(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.BOTH)
    await react(database, roll_call, "🇦")
    await tap(database, roll_call, ANA)

    await act(database, reactions.clear, GUILD, roll_call.id, None)

    now = await fresh(database, roll_call)
    assert now.count(now.options[0]).yes == (ANA.user_id,)


async def test_removing_a_reaction_leaves_what_was_said_since_by_button(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.BOTH)
    await react(database, roll_call, "🇦")
    await act(database, answering.answer, BEN, roll_call.id, {roll_call.options[0].id: IF_NEEDED}, cause())

    await react(database, roll_call, "🇦", added=False)

    assert (await fresh(database, roll_call)).answer_of(BEN.user_id, roll_call.options[0].id) is IF_NEEDED


@pytest.mark.parametrize(("mode", "emoji"), [(Mode.BUTTONS, "🇦"), (Mode.REACTIONS, "🇩"), (Mode.REACTIONS, "👍")])
async def test_other_reactions_answer_nothing(database: Database, mode: Mode, emoji: str) -> None:
    roll_call = await opened(database, mode=mode)

    assert not await react(database, roll_call, emoji)
    assert (await fresh(database, roll_call)).answers == {}


async def test_a_closed_roll_call_refuses_every_answer(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.BOTH)
    closed = await act(database, closing.close, ANA, roll_call.id)
    option = roll_call.options[0].id

    for refused in (
        act(database, answering.toggle, BEN, option, cause()),
        act(database, answering.none_of_these, BEN, roll_call.id, cause()),
        act(database, answering.answer, BEN, roll_call.id, {option: YES}, cause()),
        act(database, reactions.react, BEN, roll_call.id, "🇦", cause(), added=True),
        act(database, closing.close, ANA, roll_call.id),
    ):
        with pytest.raises(RollCallClosed) as error:
            await refused
        assert error.value.closed_at == NOON
    assert await fresh(database, roll_call) == closed


async def test_closing_by_hand_takes_the_deadline_back(database: Database) -> None:
    roll_call = await opened(database)
    await act(database, closing.close, ANA, roll_call.id)

    assert await reminders_of(database, Kind.DEADLINE, roll_call.id) == []


async def test_the_deadline_closes_a_roll_call_once(database: Database, clock: Clock) -> None:
    roll_call = await opened(database)
    clock.now = roll_call.deadline
    for _ in range(2):
        await act(database, closing.close_at_deadline, roll_call.id, GUILD)
        clock.advance(hours=1)

    now = await fresh(database, roll_call)
    assert (now.status, now.closed_at) == (Status.CLOSED, roll_call.deadline)


async def test_an_organiser_may_close_a_roll_call_that_somebody_else_opened(database: Database) -> None:
    roll_call = await opened(database)

    assert (await act(database, closing.close, HOST, roll_call.id)).status is Status.CLOSED


async def test_others_may_neither_close_nor_promote(database: Database) -> None:
    roll_call = await opened(database)
    await tap(database, roll_call, BEN)

    with pytest.raises(NotAllowed):
        await act(database, closing.close, BEN, roll_call.id)
    with pytest.raises(NotAllowed):
        await act(database, promotion.promote, BEN, roll_call.id, None, CHANNEL)
    assert (await fresh(database, roll_call)).status is Status.OPEN


@both_databases
async def test_the_best_option_becomes_a_session_with_its_answers(database: Database) -> None:
    roll_call = await opened(database, title="Finale", duration=5 * HOUR)
    second = roll_call.options[1].id
    for who, said in ((CLEO, YES), (ANA, NO), (HOST, IF_NEEDED), (BEN, YES)):
        await act(database, answering.answer, who, roll_call.id, {second: said}, cause())

    session = await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)

    assert (session.starts_at, session.duration, session.title) == (DAYS[1], 5 * HOUR, "Finale")
    assert (session.state, session.number, session.option_id) == (State.PLANNED, 1, second)
    async with database.read() as store:
        seating = await store.rsvps.seating(session)
        assert await store.campaigns.is_player(session.campaign_id, CLEO.user_id)
        assert not await store.campaigns.is_player(session.campaign_id, ANA.user_id)
    assert [one.user_id for one in seating.named(Plan.GOING)] == [CLEO.user_id, BEN.user_id]
    assert [one.user_id for one in seating.named(Plan.MAYBE)] == [HOST.user_id]
    assert [one.user_id for one in seating.named(Plan.NOT_GOING)] == [ANA.user_id]


async def test_a_promoted_roll_call_is_closed_and_knows_its_session(database: Database) -> None:
    roll_call = await opened(database)
    await tap(database, roll_call, BEN)
    session = await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)

    now = await fresh(database, roll_call)
    assert (now.status, now.session_id) == (Status.CLOSED, session.id)
    assert now.undo_until == NOON + timedelta(minutes=10)
    assert [one.due_at for one in await reminders_of(database, Kind.DEADLINE, roll_call.id)] == [now.undo_until]


async def test_a_promoted_session_has_a_card_reminders_and_is_announced_once(database: Database) -> None:
    roll_call = await opened(database)
    await tap(database, roll_call, BEN)
    for _ in range(2):
        session = await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)

    async with database.read() as store:
        assert await store.cards.get(CardKind.SESSION, session.id)
    assert len(await reminders_of(database, Kind.SESSION, session.id)) == 2
    assert len(await reminders_of(database, Kind.PROMOTED, session.id)) == 1


@both_databases
async def test_two_promotions_at_once_make_one_session(database: Database) -> None:
    roll_call = await opened(database)
    await tap(database, roll_call, BEN)
    options = [None, roll_call.options[1].id, roll_call.options[2].id]

    promoted = await asyncio.gather(
        *(act(database, promotion.promote, ANA, roll_call.id, option, CHANNEL) for option in options)
    )

    assert len({session.id for session in promoted}) == 1
    async with database.read() as store:
        assert len(await store.sessions.names(GUILD)) == 1


@both_databases
async def test_where_a_session_is_cancelled_the_roll_call_can_become_another(database: Database) -> None:
    roll_call = await opened(database)
    await tap(database, roll_call, BEN)
    first = await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)
    await act(database, planning.cancel, HOST, first.id, None)
    assert (await fresh(database, roll_call)).session_id is None

    again: Session = await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)

    assert (again.number, again.state, again.starts_at) == (2, State.PLANNED, first.starts_at)
    assert (await fresh(database, roll_call)).session_id == again.id
    assert (await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)).id == again.id


async def test_a_session_is_called_as_the_roll_call_or_as_its_campaign(database: Database) -> None:
    for title, called in ((None, "Game night"), ("  ", "Game night"), ("When can we play? Part 2",) * 2):
        roll_call = await opened(database, title=title)
        await tap(database, roll_call, BEN)

        assert (await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)).title == called


async def test_a_named_option_is_promoted_although_another_is_better(database: Database) -> None:
    roll_call = await opened(database)
    await tap(database, roll_call, BEN)

    session = await act(database, promotion.promote, ANA, roll_call.id, roll_call.options[2].id, CHANNEL)

    assert session.starts_at == DAYS[2]


async def test_a_roll_call_closed_by_its_deadline_can_be_promoted(database: Database, clock: Clock) -> None:
    roll_call = await opened(database)
    await tap(database, roll_call, BEN)
    clock.now = roll_call.deadline
    await act(database, closing.close_at_deadline, roll_call.id, GUILD)

    session = await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)

    assert session.starts_at == DAYS[0]
    assert (await fresh(database, roll_call)).closed_at == roll_call.deadline


async def test_nothing_is_promoted_where_nobody_answered(database: Database) -> None:
    roll_call = await opened(database)

    with pytest.raises(NothingToPromote):
        await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)
    assert (await fresh(database, roll_call)).status is Status.OPEN


async def test_an_option_whose_time_has_passed_is_not_promoted(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, deadline=DAYS[2])
    await tap(database, roll_call, BEN)
    clock.now = DAYS[0]

    with pytest.raises(NothingToPromote):
        await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)
    with pytest.raises(OptionInThePast):
        await act(database, promotion.promote, ANA, roll_call.id, roll_call.options[0].id, CHANNEL)


async def test_an_option_of_another_roll_call_is_not_promoted(database: Database) -> None:
    roll_call, other = await opened(database), await opened(database)

    with pytest.raises(NothingMatches):
        await act(database, promotion.promote, ANA, roll_call.id, other.options[0].id, CHANNEL)


async def test_a_roll_call_of_another_guild_does_not_exist(database: Database) -> None:
    roll_call = await opened(database, mode=Mode.BOTH)
    option = roll_call.options[0].id

    for refused in (
        act(database, answering.toggle, STRANGER, option, cause()),
        act(database, answering.none_of_these, STRANGER, roll_call.id, cause()),
        act(database, answering.answer, STRANGER, roll_call.id, {option: YES}, cause()),
        act(database, reactions.react, STRANGER, roll_call.id, "🇦", cause(), added=True),
        act(database, closing.close, STRANGER, roll_call.id),
        act(database, closing.close_at_deadline, roll_call.id, STRANGER.guild_id),
        act(database, promotion.promote, STRANGER, roll_call.id, None, CHANNEL),
    ):
        with pytest.raises(NothingMatches):
            await refused
    assert await fresh(database, roll_call) == roll_call


async def test_the_newest_roll_call_is_found(database: Database) -> None:
    first, second = await opened(database), await opened(database)
    await act(database, closing.close, ANA, second.id)

    async with database.read() as store:
        newest, newest_open = await store.roll_calls.newest(GUILD), await store.roll_calls.newest(GUILD, open_only=True)
        elsewhere = await store.roll_calls.newest(GUILD + 1)
    assert [one and one.id for one in (newest, newest_open, elsewhere)] == [second.id, first.id, None]


async def test_those_that_could_be_meant_are_open_have_a_time_to_come_or_ended_last(
    database: Database, clock: Clock
) -> None:
    soon, later = [NOON + timedelta(hours=2)], [NOON + timedelta(days=2)]
    forgotten, last, closed, going_on = [await opened(database, starts=one) for one in (soon, soon, later, later)]
    for one in (forgotten, closed, last):
        clock.advance(minutes=1)
        await act(database, closing.close, ANA, one.id)
    clock.advance(hours=3)

    async with database.read() as store:
        found = await store.roll_calls.could_be_meant(GUILD, store.now)
        elsewhere = await store.roll_calls.could_be_meant(GUILD + 1, store.now)
    assert ([one.id for one in found], elsewhere) == ([going_on.id, closed.id, last.id], [])


async def test_a_roll_call_about_far_away_dates_is_taken(database: Database) -> None:
    roll_call = await opened(database, starts=[NOON + timedelta(days=900)])

    assert roll_call.options[0].starts_at == NOON + timedelta(days=900)
