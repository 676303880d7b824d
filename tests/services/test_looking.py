"""What a person sees of the guild's sessions; above all, what not."""

from dataclasses import replace
from typing import Any

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.scheduling.seats import Plan
from domain.scheduling.session import Badge, Session
from services import settings
from services.campaigns import players
from services.scheduling import looking, planning, rsvps
from services.scheduling.details import Details
from services.scheduling.looking import AHEAD, Listed
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ADMIN,
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    act,
    answers,
    cause,
    scheduled,
)

THREAD = 77
SECRET = Details(title="Ambush", tags=("spoiler",))


async def a_campaign(database: Database, name: str = "Strahd", *players: Actor) -> Campaign:
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, name, Kind.CAMPAIGN))
        for one in players:
            await store.campaigns.add_player(campaign.id, one.user_id, store.now)
    return campaign


async def planned(database: Database, campaign: Campaign, days: int = 1, **details: Any) -> Session:
    return await act(database, planning.schedule, HOST, campaign, NOON + days * DAY, Details(**details), CHANNEL)


async def a_secret(database: Database, campaign: Campaign | None = None) -> Session:
    async with database.transaction() as store:
        of = campaign or await store.campaigns.game_night(GUILD)
        return await planning.schedule(store, HOST, of, NOON + DAY, SECRET, CHANNEL, THREAD)


async def seen(database: Database, who: Actor, *here: int, **sought: Any) -> list[Listed]:
    async with database.read() as store:
        return await looking.listed(store, who, here or (CHANNEL,), **sought)


async def titles(database: Database, who: Actor, *here: int, **sought: Any) -> list[str]:
    return [one.session.title for one in await seen(database, who, *here, **sought)]


@both_databases
async def test_a_private_session_does_not_exist_for_others(database: Database) -> None:
    secret = await a_secret(database)

    async with database.read() as store:
        campaign = await store.campaigns.get(secret.campaign_id, GUILD)
        assert await looking.names(store, ANA, (CHANNEL,)) == []
        assert await looking.tags(store, ANA, (CHANNEL,)) == []
        assert await looking.active(store, ANA, (CHANNEL,), campaign) is None
        for text in (f"#{secret.id}", "1", "ambush"):
            with pytest.raises(NothingMatches):
                await looking.named(store, ANA, (CHANNEL,), text)
    assert await titles(database, ANA) == []
    assert await titles(database, ANA, tag="spoiler") == []


@both_databases
async def test_its_organiser_and_everybody_in_its_thread_find_it(database: Database) -> None:
    secret = await a_secret(database)

    for who, here in ((HOST, CHANNEL), (ANA, THREAD)):
        async with database.read() as store:
            assert (await looking.named(store, who, (here,), "ambush")).id == secret.id
            assert await looking.tags(store, who, (here,)) == ["spoiler"]
        assert await titles(database, who, here, tag="SPOILER") == ["Ambush"]


async def test_the_players_of_a_campaign_find_its_private_sessions(database: Database) -> None:
    await a_secret(database, await a_campaign(database, "Strahd", ANA))

    assert await titles(database, ANA) == ["Ambush"]
    assert await titles(database, BEN) == []


async def test_who_becomes_a_player_later_was_not_asked_in(database: Database, clock: Clock) -> None:
    strahd = await a_campaign(database, "Strahd", ANA)
    await a_secret(database, strahd)
    clock.now += HOUR
    async with database.transaction() as store:
        await store.campaigns.add_player(strahd.id, BEN.user_id, store.now)
    await a_secret(database, strahd)  # another in the same thread

    assert await titles(database, ANA) == ["Ambush", "Ambush"]
    assert await titles(database, BEN) == []


@both_databases
async def test_who_plays_no_more_finds_no_private_session_even_one_they_had_answered(database: Database) -> None:
    strahd = await a_campaign(database, "Strahd", ANA, BEN, CLEO)
    async with database.transaction() as store:
        secret = await planning.schedule(store, HOST, strahd, NOON + DAY, replace(SECRET, capacity=1), CHANNEL, THREAD)
    for who, plan in ((ANA, Plan.GOING), (BEN, Plan.GOING), (CLEO, Plan.NOT_GOING)):
        await answers(database, secret, who, plan)

    removed = await act(database, players.remove, HOST, strahd.id, ANA.user_id, cause())
    left = await act(database, players.leave, CLEO, strahd.id, cause())

    assert [removed.sessions, removed.threads, left.sessions, left.threads] == [1, (THREAD,), 0, (THREAD,)]
    assert await titles(database, ANA) == await titles(database, CLEO) == []
    async with database.read() as store:
        assert [(one.user_id, one.seated) for one in (await store.rsvps.seating(secret)).rsvps] == [(BEN.user_id, True)]


async def test_who_plays_no_more_and_runs_the_campaign_stays_in_its_threads(database: Database) -> None:
    strahd = await a_campaign(database, "Strahd", HOST)
    await a_secret(database, strahd)

    assert (await act(database, players.leave, HOST, strahd.id, cause())).threads == ()
    assert await titles(database, HOST) == ["Ambush"]


async def test_who_left_the_server_and_came_back_finds_no_private_session_by_their_old_answer(
    database: Database,
) -> None:
    secret = await a_secret(database)
    await answers(database, secret, ANA, Plan.GOING)

    await act(database, rsvps.leave, GUILD, ANA.user_id)

    assert await titles(database, ANA) == []


async def test_who_answered_finds_it_from_everywhere_and_who_plays_game_nights_does_not(database: Database) -> None:
    public, secret = await scheduled(database), await a_secret(database)
    await answers(database, public, BEN, Plan.GOING)
    await answers(database, secret, ANA, Plan.NOT_GOING)

    assert await titles(database, ANA) == ["Game night", "Ambush"]
    assert await titles(database, BEN) == ["Game night"]


async def test_what_is_next_up_gives_no_private_session_away(database: Database) -> None:
    await a_secret(database)
    await scheduled(database, NOON + 2 * DAY)

    assert [one.badge for one in await seen(database, ANA)] == [Badge.NEXT_UP]
    assert [one.badge for one in await seen(database, HOST)] == [Badge.NEXT_UP, Badge.SCHEDULED]


async def test_a_private_session_that_is_live_is_not_the_active_one_for_others(database: Database) -> None:
    secret = await a_secret(database)
    public = await scheduled(database, NOON + 2 * DAY)
    await act(database, running.start, HOST, secret.id, THREAD)

    async with database.read() as store:
        campaign = await store.campaigns.get(secret.campaign_id, GUILD)
        assert await looking.active(store, ANA, (CHANNEL,), campaign) == public


async def test_a_public_session_takes_nothing_over_from_a_private_one(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        hideout = replace(SECRET, location="The hideout")
        await planning.schedule(store, HOST, campaign, NOON + DAY, hideout, CHANNEL, THREAD)

    assert (await scheduled(database)).location is None
    again = await a_secret(database)
    assert again.location is None  # the newest a private one may follow is the public one


async def test_the_list_has_every_badge_in_time_order_and_what_there_is_to_know(
    database: Database, clock: Clock
) -> None:
    off = await scheduled(database, NOON + 9 * DAY, title="Off")
    await act(database, planning.cancel, HOST, off.id, None)
    await scheduled(database, NOON + HOUR, title="Missed")
    await scheduled(database, NOON + 8 * DAY, title="Later")
    soon = await scheduled(database, NOON + 7 * DAY, title="Soon", capacity=3)
    for who, plan in ((ANA, Plan.GOING), (BEN, Plan.LATE), (CLEO, Plan.MAYBE)):
        await answers(database, soon, who, plan)
    clock.advance(days=2)

    found = await seen(database, ANA)

    assert [(one.session.title, one.badge) for one in found] == [
        ("Missed", Badge.MISSED),
        ("Soon", Badge.NEXT_UP),
        ("Later", Badge.SCHEDULED),
        ("Off", Badge.CANCELLED),
    ]
    assert (found[1].taken, found[1].left, found[1].mine and found[1].mine.plan) == (2, 1, Plan.GOING)
    assert (found[2].taken, found[2].mine) == (0, None)
    assert await titles(database, ANA, badges=AHEAD) == ["Soon", "Later"]
    assert await titles(database, ANA, badges={Badge.MISSED}) == ["Missed"]


@both_databases
async def test_a_list_is_filtered_by_campaign_and_by_tag_in_whatever_case(database: Database) -> None:
    strahd, other = await a_campaign(database), await a_campaign(database, "Spire")
    await planned(database, strahd, title="One", tags=("Horror", "short"))
    await planned(database, strahd, title="Two", tags=("short",))
    await planned(database, other, title="Three", tags=("horror",))

    assert await titles(database, ANA, campaign=strahd) == ["One", "Two"]
    assert await titles(database, ANA, tag="hORROR") == ["One", "Three"]
    assert await titles(database, ANA, campaign=strahd, tag="horror") == ["One"]
    async with database.read() as store:
        assert await looking.tags(store, ANA, ()) == ["Horror", "short"]


async def test_mine_is_where_i_play_or_answered(database: Database) -> None:
    mine, asked, other = [await a_campaign(database, name) for name in ("Mine", "Asked", "Other")]
    async with database.transaction() as store:
        await store.campaigns.add_player(mine.id, ANA.user_id, store.now)
    await planned(database, mine, title="I play")
    answered = await planned(database, asked, title="I answered")
    await planned(database, other, title="Others")
    await answers(database, answered, ANA, Plan.MAYBE)

    assert await titles(database, ANA, mine=True) == ["I play", "I answered"]


async def test_sessions_of_another_guild_are_never_seen(database: Database) -> None:
    await scheduled(database)

    assert await titles(database, Actor(ANA.user_id, GUILD + 1, may_manage_events=True)) == []


async def test_into_its_thread_come_who_runs_it_and_the_players_of_a_campaign(database: Database) -> None:
    strahd = await a_campaign(database, "Strahd", ANA, BEN)
    secret, night = await a_secret(database, strahd), await a_secret(database)
    await answers(database, night, CLEO, Plan.GOING)

    async with database.read() as store:
        assert await looking.asked_in(store, secret) == (HOST.user_id, ANA.user_id, BEN.user_id)
        assert await looking.asked_in(store, night) == (HOST.user_id,)


async def test_an_ended_session_is_over_for_upcoming_and_a_live_one_is_not(database: Database) -> None:
    session = await scheduled(database, title="Tonight")
    await act(database, running.start, HOST, session.id, CHANNEL)
    assert await titles(database, ANA, badges=AHEAD) == ["Tonight"]

    await act(database, running.end, HOST, session.id)

    assert await titles(database, ANA, badges=AHEAD) == []


@both_databases
async def test_the_card_of_a_private_session_does_not_move_to_a_channel_for_everybody(database: Database) -> None:
    secret, public = await a_secret(database), await scheduled(database)
    async with database.transaction() as store:
        await store.given_up_cards.add_all_in(THREAD, store.now)
        await store.given_up_cards.add_all_in(CHANNEL, store.now)

    await act(database, settings.edit, ADMIN, channel_id=99)

    async with database.read() as store:
        places = [await store.cards.get(CardKind.SESSION, one.id) for one in (secret, public)]
    assert [one and one.channel_id for one in places] == [THREAD, 99]
