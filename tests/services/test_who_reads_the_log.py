"""Who sees what of the log: every viewer at every output. A new output is a new line of OUTPUTS."""

from collections.abc import Awaitable, Callable

import pytest

from cogs.sessions.story import story_of
from db.store import Database, Store
from domain.actor import Actor
from domain.errors import NotAllowed
from domain.scheduling.session import Session
from domain.sessions.log import EVERYBODY
from services.data.archive import archive
from services.sessions import log
from services.sessions.catching_up import missed
from services.sessions.reading import viewer_of
from services.sessions.recalling import recall
from services.sessions.recaps import told
from services.sessions.timeline import timeline
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, CHANNEL, CLEO
from tests.services.record import ELSEWHERE, PASSER_BY, SECRETS, VIEWERS, logs, with_secrets

Output = Callable[[Store, Actor, Session], Awaitable[list[str]]]
EVERY, PUBLIC = set(SECRETS), {"everyone"}


async def in_timeline(store: Store, actor: Actor, session: Session) -> list[str]:
    return [one.event.said.text for one in await timeline(store, actor, session) if one.event]


async def in_recall(store: Store, actor: Actor, session: Session) -> list[str]:
    return [one.text for one in (await recall(store, actor, (), "dragon")).found]


async def in_changeable(store: Store, actor: Actor, session: Session) -> list[str]:
    viewer = await viewer_of(store, actor)
    return [one.said.text for one in await store.events.changeable(session.id, viewer, 25)]


async def in_catching_up(store: Store, actor: Actor, session: Session) -> list[str]:
    return [one.event.said.text for one in (await missed(store, actor, session.id)).happenings if one.event]


async def on_the_board(store: Store, actor: Actor, session: Session) -> list[str]:
    return [one.said.text for one in (await story_of(store, session)).entries]


async def in_archive(store: Store, actor: Actor, session: Session) -> list[str]:
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    (chapter,) = (await archive(store, actor, campaign)).chapters
    return [one.said.text for one in chapter.log]


async def in_archive_to_share(store: Store, actor: Actor, session: Session) -> list[str]:
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    (chapter,) = (await archive(store, actor, campaign)).for_everyone().chapters
    return [one.said.text for one in chapter.log]


async def on_a_shared_message(store: Store, actor: Actor, session: Session) -> list[str]:
    return [one.said.text for one in await store.events.visible(session.id, EVERYBODY)]


async def in_summary(store: Store, actor: Actor, session: Session) -> list[str]:
    return [one.rstrip(".").lower() for one in (await told(store, session)).summary.sentences]


async def by_the_repository(store: Store, actor: Actor, session: Session) -> list[str]:
    return [one.said.text for one in await store.events.visible(session.id, await viewer_of(store, actor))]


READING = {"organiser": EVERY, "named": PUBLIC | {"named"}, "player": PUBLIC, "guest": PUBLIC}
OUTPUTS: dict[str, tuple[Output, dict[str, set[str]]]] = {
    "timeline": (in_timeline, READING),  # a passer-by is refused
    "catch me up": (in_catching_up, READING),
    "board": (on_the_board, dict.fromkeys(VIEWERS, PUBLIC)),
    "recall": (in_recall, {**READING, "passer-by": set()}),
    "own entries": (in_changeable, {"organiser": EVERY, "named": set(), "player": set(), "guest": set()}),
    "recap": (in_summary, dict.fromkeys(VIEWERS, PUBLIC)),
    # a file goes round; nobody but an organiser gets one
    "archive": (in_archive, {"organiser": PUBLIC | {"organisers"}}),
    "archive to share": (in_archive_to_share, {"organiser": PUBLIC}),
    "shared": (on_a_shared_message, dict.fromkeys(VIEWERS, PUBLIC)),
    "repository": (by_the_repository, {**READING, "passer-by": PUBLIC}),
}


@both_databases
async def test_each_viewer_sees_what_is_for_them_and_nothing_else(database: Database, clock: Clock) -> None:
    session = await with_secrets(database, clock)

    for output, (read, sees) in OUTPUTS.items():
        for viewer, expected in sees.items():
            async with database.read() as store:
                texts = await read(store, VIEWERS[viewer], session)
            assert {one.removeprefix("dragon ") for one in texts} == expected, (output, viewer)


async def test_who_has_no_part_in_a_campaign_does_not_read_its_timeline(database: Database, clock: Clock) -> None:
    session = await with_secrets(database, clock)

    async with database.read() as store:
        with pytest.raises(NotAllowed):
            await timeline(store, PASSER_BY, session)


async def test_another_servers_organiser_finds_nothing(database: Database, clock: Clock) -> None:
    await with_secrets(database, clock)

    async with database.read() as store:
        assert (await recall(store, ELSEWHERE, (CHANNEL,), "dragon")).found == ()


@pytest.mark.parametrize("secret", ["organisers", "named"])
async def test_only_an_organiser_says_who_may_read(database: Database, clock: Clock, secret: str) -> None:
    session = await with_secrets(database, clock)

    with pytest.raises(NotAllowed):
        await logs(database, session, CLEO, "psst", readers=SECRETS[secret])


async def test_who_is_named_may_read_an_entry_and_not_change_it(database: Database, clock: Clock) -> None:
    session = await with_secrets(database, clock)

    async with database.read() as store:
        mine = [
            one for one in await store.events.visible(session.id, await viewer_of(store, ANA)) if one.said.readers.named
        ]
        with pytest.raises(NotAllowed):
            await log.own(store, ANA, mine[0].id)
