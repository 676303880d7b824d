"""Calendar feeds, asked for over a real socket and read back by a calendar library."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from icalendar import STATUS, Calendar

from bot.http.server import Server
from db.store import Database
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from services.scheduling import feeds, planning
from services.scheduling.details import Details
from tests.bot.serving import Answered, Bot, ask, serving
from tests.conftest import Clock
from tests.services.acting import ANA, BEN, DAY, GUILD, HOST, NOON, act, answers, scheduled


@dataclass(frozen=True)
class Tavern:
    """The name by which a feed is called."""

    id: int = GUILD
    name: str = "The Tavern"


@pytest.fixture
def bot(database: Database, clock: Clock) -> Bot:
    return Bot(database, clock, guilds=[Tavern()])


@pytest.fixture
async def server(bot: Bot) -> AsyncIterator[Server]:
    async with serving(bot) as served:
        yield served


@pytest.fixture
async def session(database: Database) -> Session:
    """A session that Ana comes to."""
    planned = await scheduled(database, title="Tomb")
    await answers(database, planned, ANA, Plan.GOING)
    return planned


@pytest.fixture
async def path(database: Database, session: Session) -> str:
    """Ana's address."""
    return f"/calendar/{(await act(database, feeds.issue, ANA, None)).token}.ics"


def the_event(answered: Answered) -> Any:
    assert answered.status == 200
    (event,) = Calendar.from_ical(answered.text).walk("VEVENT")
    return event


async def test_a_feed_is_a_calendar_of_ones_own_and_private_to_keep(server: Server, path: str) -> None:
    answered = await ask(server, path)

    assert the_event(answered)["SUMMARY"] == "Tomb"
    assert Calendar.from_ical(answered.text)["X-WR-CALNAME"] == "The Tavern"
    assert answered.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answered.headers["Cache-Control"] == "private, max-age=300"


async def test_a_campaigns_feed_is_called_as_the_campaign(database: Database, server: Server, session: Session) -> None:
    issued = await act(database, feeds.issue, BEN, session.campaign_id)

    answered = await ask(server, f"/calendar/{issued.token}.ics")

    assert the_event(answered)["SUMMARY"] == "Tomb"
    assert Calendar.from_ical(answered.text)["X-WR-CALNAME"] == "Game night"


async def test_the_tag_stays_with_time_and_what_is_known_is_not_sent_again(
    server: Server, path: str, clock: Clock
) -> None:
    first = await ask(server, path)
    clock.advance(days=30)

    again = await ask(server, path)
    known = [
        await ask(server, path, headers={"If-None-Match": tag})
        for tag in (first.headers["ETag"], f'"other", {first.headers["ETag"]}', f"W/{first.headers['ETag']}", "*")
    ]

    assert (again.text, again.headers["ETag"]) == (first.text, first.headers["ETag"])
    for one in known:
        assert (one.status, one.text) == (304, "")
        assert one.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("tag", ['"other"', "malformed", ""])
async def test_whoever_knows_something_else_gets_it_whole(server: Server, path: str, tag: str) -> None:
    assert (await ask(server, path, headers={"If-None-Match": tag})).status == 200


async def test_an_edit_and_a_cancellation_show_with_a_new_tag_and_a_higher_sequence(
    database: Database, server: Server, path: str, session: Session, clock: Clock
) -> None:
    planned = await ask(server, path)
    clock.advance(hours=1)
    await act(database, planning.edit, HOST, session.id, NOON + 2 * DAY, Details(title="Crypt"))
    edited = await ask(server, path, headers={"If-None-Match": planned.headers["ETag"]})
    await act(database, planning.cancel, HOST, session.id, "Snow")
    cancelled = await ask(server, path, headers={"If-None-Match": edited.headers["ETag"]})

    events = [the_event(one) for one in (planned, edited, cancelled)]
    assert [one["SEQUENCE"] for one in events] == [0, 1, 2]
    assert len({one["UID"] for one in events}) == 1
    assert [one.start for one in events] == [NOON + DAY, NOON + 2 * DAY, NOON + 2 * DAY]
    assert [one.status for one in events] == [STATUS.CONFIRMED, STATUS.CONFIRMED, STATUS.CANCELLED]
    assert len({one.headers["ETag"] for one in (planned, edited, cancelled)}) == 3


async def test_a_head_request_gives_the_headers_alone(server: Server, path: str) -> None:
    whole = await ask(server, path)
    head = await ask(server, path, "HEAD")

    assert (head.status, head.text) == (200, "")
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


async def test_what_opens_nothing_is_not_found_all_alike(
    database: Database, bot: Bot, server: Server, path: str
) -> None:
    left = f"/calendar/{(await act(database, feeds.issue, BEN, None)).token}.ics"
    bot.gone.add(BEN.user_id)
    revoked = path
    assert (await ask(server, revoked)).status == 200
    await act(database, feeds.revoke, ANA, None)

    refused = [
        await ask(server, one)
        for one in (left, revoked, f"/calendar/{'A' * 43}.ics", "/calendar/%FF%00.ics", f"/calendar/{'x' * 3000}.ics",
                    "/calendar/.ics", "/calendar/", revoked.removesuffix(".ics"), "/nowhere")
    ]  # fmt: skip

    assert {one.status for one in refused} == {404}
    assert len({one.text for one in refused}) == 1
    assert (
        len({str(sorted((name, one.headers[name]) for name in one.headers if name != "Date")) for one in refused}) == 1
    )


async def test_no_log_holds_a_secret(
    database: Database, server: Server, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    other = (await act(database, feeds.issue, BEN, None)).token

    await ask(server, path)
    await ask(server, f"/calendar/{other}.ics")
    await ask(server, f"/calendar/{other}x.ics")

    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "GET /calendar/{token}.ics: 200, " in said
    assert other not in said
    assert path not in said
