"""Cards: which message shows what, and whether it shows the newest state."""

import pytest
from sqlalchemy.exc import IntegrityError

from db.store import Database
from domain.cards import Card, CardKind
from tests.conftest import both_databases
from tests.db.rows import GUILD, NOON

SESSION, CHANNEL = CardKind.SESSION, 5


async def posted(database: Database, message_id: int | None = 100) -> Card:
    """A card, drawn in that message."""
    async with database.transaction() as store:
        await store.cards.post(SESSION, 1, GUILD, CHANNEL)
    async with database.transaction() as store:
        if message_id is not None:
            await store.cards.drawn(await _card(database), message_id)
    return await _card(database)


async def _card(database: Database) -> Card:
    async with database.read() as store:
        card = await store.cards.get(SESSION, 1)
    assert card is not None
    return card


async def stale(database: Database) -> list[Card]:
    async with database.read() as store:
        return await store.cards.stale()


async def test_a_new_card_is_to_be_drawn(database: Database) -> None:
    card = await posted(database, message_id=None)

    assert (card.message_id, card.url) == (None, None)
    assert await stale(database) == [card]


async def test_a_drawn_card_shows_the_newest_state(database: Database) -> None:
    card = await posted(database)

    assert await stale(database) == []
    assert card.url == "https://discord.com/channels/10/5/100"


async def test_a_card_is_known_by_its_message(database: Database) -> None:
    card = await posted(database)

    async with database.read() as store:
        assert await store.cards.by_message(100) == card
        assert await store.cards.by_message(101) is None


async def test_a_change_makes_a_card_stale_until_it_is_drawn(database: Database) -> None:
    await posted(database)
    async with database.transaction() as store:
        await store.cards.want(SESSION, 1)
        await store.cards.want(SESSION, 1)

    [card] = await stale(database)
    async with database.transaction() as store:
        await store.cards.drawn(card, 100)
    assert await stale(database) == []


async def test_a_change_during_a_drawing_keeps_the_card_stale(database: Database) -> None:
    drawn_before = await posted(database)
    async with database.transaction() as store:
        await store.cards.want(SESSION, 1)
    async with database.transaction() as store:
        await store.cards.drawn(drawn_before, 100)

    assert len(await stale(database)) == 1


async def test_an_older_drawing_that_lands_late_takes_nothing_back(database: Database) -> None:
    older = await posted(database)
    async with database.transaction() as store:
        await store.cards.want(SESSION, 1)
    newer = await _card(database)
    for card in (newer, older):
        async with database.transaction() as store:
            await store.cards.drawn(card, 100)

    assert await stale(database) == []


async def test_a_card_whose_message_is_gone_is_posted_anew_with_another_nonce(database: Database) -> None:
    card = await posted(database)
    async with database.transaction() as store:
        await store.cards.gone(card)

    [again] = await stale(database)
    assert again.message_id is None
    assert again.nonce != card.nonce


async def test_a_message_that_was_replaced_is_gone_only_once(database: Database) -> None:
    first = await posted(database)
    async with database.transaction() as store:
        await store.cards.gone(first)
    async with database.transaction() as store:
        await store.cards.drawn(await _card(database), 200)
    async with database.transaction() as store:
        await store.cards.gone(first)

    assert (await _card(database)).message_id == 200


async def test_a_card_that_cannot_be_posted_is_given_up_and_said_so_once(database: Database) -> None:
    card = await posted(database, message_id=None)
    async with database.transaction() as store:
        assert not await store.given_up_cards.add(card, NOON)
    async with database.transaction() as store:
        assert await store.given_up_cards.add(card, NOON)

    assert await stale(database) == []


async def test_a_card_that_could_be_posted_after_all_is_not_given_up(database: Database) -> None:
    card = await posted(database, message_id=None)
    async with database.transaction() as store:
        await store.given_up_cards.add(card, NOON)
    async with database.transaction() as store:
        await store.cards.drawn(card, 100)
        await store.cards.want(SESSION, 1)

    assert len(await stale(database)) == 1


async def test_wanting_a_card_that_is_not_there_makes_none(database: Database) -> None:
    async with database.transaction() as store:
        await store.cards.want(CardKind.BOARD, 9)

    assert await stale(database) == []


@both_databases
async def test_one_thing_has_one_card_of_a_kind(database: Database) -> None:
    await posted(database)

    with pytest.raises(IntegrityError):
        async with database.transaction() as store:
            await store.cards.post(SESSION, 1, GUILD, CHANNEL)


async def test_a_removed_card_is_stale_until_it_is_forgotten(database: Database) -> None:
    card = await posted(database)
    async with database.transaction() as store:
        await store.given_up_cards.add(card, NOON)
        await store.cards.remove(SESSION, 1)

    [removed] = await stale(database)
    assert removed.removed
    async with database.transaction() as store:
        await store.cards.forget(removed)
    assert await stale(database) == []


async def test_what_is_noted_of_a_card_that_was_forgotten_is_lost(database: Database) -> None:
    card = await posted(database)
    async with database.transaction() as store:
        await store.cards.forget(card)
    async with database.transaction() as store:
        await store.cards.posted(card, 200)
        await store.cards.drawn(card, 200)
        assert await store.given_up_cards.add(card, NOON)

    assert await stale(database) == []


@both_databases
async def test_of_two_who_would_make_the_same_thing_one_may(database: Database) -> None:
    card = await posted(database, message_id=None)
    claims = []
    for _ in range(2):
        async with database.transaction() as store:
            claims.append(await store.cards.claim(card, NOON))

    assert claims == [True, False]
    async with database.transaction() as store:
        assert await store.cards.claim(await _card(database), NOON)


async def test_an_attempt_that_made_nothing_for_certain_was_none(database: Database) -> None:
    card = await posted(database, message_id=None)
    async with database.transaction() as store:
        await store.cards.claim(card, NOON)
        await store.cards.untried(card)

    assert (await _card(database)).tried_at is None


async def test_an_event_that_cannot_be_made_moves_to_no_channel(database: Database) -> None:
    async with database.transaction() as store:
        await store.cards.post(CardKind.EVENT, 1, GUILD, 0)
    async with database.transaction() as store:
        mirror = await store.cards.get(CardKind.EVENT, 1)
        assert mirror is not None
        await store.given_up_cards.add(mirror, NOON)
        await store.given_up_cards.move(GUILD, 6)

    assert await stale(database) == []
