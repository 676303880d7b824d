"""Calendar feeds: secret addresses, and what they show."""

import asyncio
import hashlib
from datetime import timedelta

import pytest

from db.store import Database
from domain.campaigns import Kind
from domain.scheduling.feeds import Entry, Feed
from domain.scheduling.seats import Plan
from services.scheduling import feeds, planning
from services.scheduling.details import Details
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, DAY, GUILD, HOST, NOON, STRANGER, act, answers, scheduled

OWN = Feed(GUILD, ANA.user_id)


async def shown(database: Database, feed: Feed) -> list[Entry]:
    async with database.read() as store:
        return await feeds.entries(store, feed)


async def titles(database: Database, feed: Feed) -> list[str]:
    return [one.session.title for one in await shown(database, feed)]


async def opened(database: Database, token: str) -> Feed | None:
    async with database.read() as store:
        return await feeds.by_token(store, token)


@both_databases
async def test_an_address_is_its_persons_alone_and_only_its_hash_is_kept(database: Database) -> None:
    ana = await act(database, feeds.issue, ANA, None)
    ben = await act(database, feeds.issue, BEN, None)

    assert await opened(database, ana.token) == OWN
    assert await opened(database, ben.token) == Feed(GUILD, BEN.user_id)
    assert len(ana.token) >= 43
    assert ana.token != ben.token
    assert ana.token not in repr(ana)
    async with database.read() as store:
        assert await store.feeds.by_hash(hashlib.sha256(ana.token.encode()).digest()) == OWN


@pytest.mark.parametrize("token", ["", "x", "../x", "a" * 5000, "é😀", "\udcff", "' OR 1=1 --"])
async def test_what_is_no_secret_opens_nothing(database: Database, token: str) -> None:
    await act(database, feeds.issue, ANA, None)

    assert await opened(database, token) is None


@both_databases
async def test_asking_again_ends_the_earlier_address_and_no_other(database: Database) -> None:
    campaign = await act(database, lambda store: store.campaigns.game_night(GUILD))
    first = await act(database, feeds.issue, ANA, None)
    others = [
        await act(database, feeds.issue, ANA, campaign.id),
        await act(database, feeds.issue, BEN, None),
        await act(database, feeds.issue, STRANGER, None),
    ]

    again = await act(database, feeds.issue, ANA, None)

    assert (first.replaced, again.replaced) == (False, True)
    assert await opened(database, first.token) is None
    assert await opened(database, again.token) == OWN
    assert None not in [await opened(database, one.token) for one in others]


@both_databases
async def test_of_several_addresses_asked_for_at_once_one_is_left(database: Database) -> None:
    issued = await asyncio.gather(*(act(database, feeds.issue, ANA, None) for _ in range(8)))

    assert len([one for one in issued if await opened(database, one.token)]) == 1
    assert len([one for one in issued if not one.replaced]) == 1


@both_databases
async def test_a_revoked_address_opens_nothing(database: Database) -> None:
    issued = await act(database, feeds.issue, ANA, None)

    assert await act(database, feeds.revoke, ANA, None)

    assert await opened(database, issued.token) is None
    assert not await act(database, feeds.revoke, ANA, None)


@both_databases
async def test_ones_own_feed_holds_what_concerns_one_in_time_order(database: Database) -> None:
    later = await scheduled(database, NOON + 3 * DAY, title="Later")
    sooner = await scheduled(database, NOON + DAY, title="Sooner")
    declined = await scheduled(database, NOON + 2 * DAY, title="Declined")
    await scheduled(database, NOON + 4 * DAY, title="Open")
    assert await titles(database, OWN) == []

    await answers(database, later, ANA, Plan.MAYBE)
    await answers(database, sooner, ANA, Plan.MAYBE)
    await answers(database, declined, ANA, Plan.NOT_GOING)
    assert await titles(database, OWN) == ["Sooner", "Later"]

    await answers(database, later, ANA, Plan.GOING)  # and so a player of the game night
    assert await titles(database, OWN) == ["Sooner", "Later", "Open"]


@both_databases
async def test_a_campaigns_feed_holds_its_whole_schedule_with_the_links_of_cards(database: Database) -> None:
    session = await scheduled(database, title="Tomb")
    async with database.transaction() as store:
        card = (await store.cards.stale())[0]
        await store.cards.posted(card, 77)

    (entry,) = await shown(database, Feed(GUILD, ANA.user_id, session.campaign_id))

    assert (entry.session.title, entry.campaign.name, entry.plan, entry.plays) == ("Tomb", "Game night", None, False)
    assert entry.url == f"https://discord.com/channels/{GUILD}/{CHANNEL}/77"


async def test_a_feed_looks_back_90_days_and_keeps_what_was_cancelled(database: Database, clock: Clock) -> None:
    session = await scheduled(database, NOON + DAY, title="Tomb")
    await act(database, planning.cancel, HOST, session.id, None)
    feed = Feed(GUILD, ANA.user_id, session.campaign_id)

    clock.advance(days=91)
    assert await titles(database, feed) == ["Tomb"]

    clock.advance(seconds=1)
    assert await titles(database, feed) == []


async def test_another_guild_s_sessions_are_in_no_feed(database: Database) -> None:
    session = await scheduled(database)
    await answers(database, session, ANA, Plan.GOING)

    assert await titles(database, Feed(STRANGER.guild_id, ANA.user_id)) == []
    assert await titles(database, Feed(STRANGER.guild_id, ANA.user_id, session.campaign_id)) == []


async def test_somebody_elses_private_session_is_in_no_feed(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        assert campaign.kind is Kind.GAME_NIGHT
        await store.campaigns.add_player(campaign.id, ANA.user_id, store.now)
        whole = Details(title="Surprise", duration=timedelta(hours=2))
        session = await planning.schedule(store, HOST, campaign, NOON + DAY, whole, CHANNEL, thread_id=6)
    of_campaign = Feed(GUILD, ANA.user_id, session.campaign_id)
    assert session.private
    assert await titles(database, OWN) == []
    assert await titles(database, of_campaign) == []

    await answers(database, session, ANA, Plan.MAYBE)

    assert await titles(database, OWN) == ["Surprise"]
    assert await titles(database, of_campaign) == ["Surprise"]
