"""What the JSON API refuses, and in which words, asked over a real socket."""

import logging
from collections.abc import AsyncIterator

import pytest

from bot.http.server import Server
from db.store import Database
from domain.outside.tokens import PREFIX
from services.outside import tokens
from tests.bot.a_full_server import Full, filled, got
from tests.bot.serving import Bot, ask, serving
from tests.conftest import Clock
from tests.services.acting import ADMIN, GUILD, act

HUGE = 2**63


@pytest.fixture
def bot(database: Database, clock: Clock) -> Bot:
    return Bot(database, clock)


@pytest.fixture
async def full(database: Database) -> Full:
    return await filled(database)


@pytest.fixture
async def server(bot: Bot) -> AsyncIterator[Server]:
    async with serving(bot) as served:
        yield served


@pytest.fixture
async def token(database: Database) -> str:
    """That of a server in which nothing happened."""
    return await act(database, tokens.make, ADMIN)


@pytest.mark.parametrize("below", ["", "/plays", "/votes"])
async def test_a_session_that_is_private_or_elsewhere_or_none_is_not_found_all_alike(
    server: Server, full: Full, below: str
) -> None:
    ids = (full.private, full.other_guilds, 999, 0, -1, HUGE - 1, HUGE, 10**30, "01", "1.0", "%31%20", "x", "٣", "%00")

    refused = [await got(server, full, f"sessions/{one}{below}") for one in ids]

    assert {one.status for one in refused} == {404}
    assert len({one.text for one in refused}) == 1
    assert (await got(server, full, f"sessions/{full.other_guilds}", token=full.other_token)).status == 200


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("sessions?limit=0", "limit: give a whole number from 1 to 100."),
        ("sessions?limit=101", "from 1 to 100"),
        ("sessions?limit=", "limit"),
        ("sessions?limit=1e1", "limit"),
        ("sessions?limit=%D9%A3", "limit"),
        ("sessions?limit=5&limit=6", "limit: give it once."),
        (f"sessions?after={HUGE}", "after"),
        ("sessions?after=-1", "after"),
        ("sessions?state=over", "state: give one of planned, in_progress, paused, completed, cancelled."),
        ("sessions?order=up", "oldest, newest"),
        ("sessions?from=tomorrow", "like 2026-12-05T20:00:00Z"),
        ("sessions?from=2026-12-05", "like 2026-12-05T20:00:00Z"),
        ("sessions?to=2026-12-05T20:00:00", "like 2026-12-05T20:00:00Z"),
        ("sessions?to=2026-12-05T20:00:00+01:00", "%2B"),
        ("sessions?to=0001-01-01T00:00:00%2B14:00", "to"),
        ("sessions?colour=red", "It takes limit, after, order, state, from, to."),
        ("sessions/1?colour=red", "It takes none."),
        ("sessions/active?channel_id=table", "channel_id"),
        ("sessions/1/votes?after=17", "next_after"),
        ("games?enabled=1", "enabled: give true or false."),
        ("games?tag=", "tag"),
        ("games?tag=%00", "tag"),
        (f"games?tag={'x' * 41}", "at most 40"),
        ("openapi.json?token=x", "It takes none."),
    ],
)
async def test_a_query_that_cannot_be_answered_is_400_and_says_which_and_why(
    server: Server, token: str, query: str, named: str
) -> None:
    refused = await got(server, None, query, token=token)

    assert (refused.status, refused.json["error"]) == (400, "Bad Request")
    assert named in refused.json["message"]


@pytest.mark.parametrize(
    "header",
    [
        "Bearer", "Bearer ", "Bearer x", f"Bearer {PREFIX}{'A' * 43}", f"Bearer {PREFIX}{'ä' * 43}", "Bearer a b",
        f"Bearer {'x' * 3000}",
    ],
)  # fmt: skip
async def test_a_token_that_opens_nothing_is_401_as_rfc_6750_has_it(server: Server, header: str) -> None:
    refused = await ask(server, "/api/v1/sessions", headers={"Authorization": header})

    assert (refused.status, refused.json["error"]) == (401, "Unauthorized")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="Rollcall", error="invalid_token"'


@pytest.mark.parametrize("header", [None, "Basic dXNlcjpwYXNz", ""])
async def test_without_a_token_401_says_how_to_get_one(server: Server, header: str | None) -> None:
    headers = {"Authorization": header} if header is not None else {}

    refused = await ask(server, "/api/v1/sessions", headers=headers)

    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="Rollcall"'
    assert "/settings api" in refused.json["message"]


async def test_who_has_no_token_learns_nothing_else(server: Server, full: Full) -> None:
    for path in ("sessions?limit=0", f"sessions/{full.live}", "sessions/999", "sessions/x/votes"):
        assert (await ask(server, f"/api/v1/{path}")).status == 401


async def test_two_tokens_at_once_open_nothing(server: Server, full: Full) -> None:
    both = [("Authorization", f"Bearer {one}") for one in (full.token, full.other_token)]

    assert (await ask(server, "/api/v1/sessions", headers=both)).status in (400, 401)


async def test_the_scheme_is_read_in_whatever_case(server: Server, full: Full) -> None:
    assert (await ask(server, "/api/v1/games", headers={"Authorization": f"bEARER {full.token}"})).status == 200


async def test_a_new_token_ends_the_old_one_and_a_revoked_one_opens_nothing(
    database: Database, server: Server, full: Full
) -> None:
    new = await act(database, tokens.make, ADMIN)
    assert [(await got(server, full, "games", token=one)).status for one in (full.token, new)] == [401, 200]

    assert await act(database, tokens.revoke, ADMIN)
    assert not await act(database, tokens.revoke, ADMIN)
    assert (await got(server, full, "games", token=new)).status == 401


async def test_the_token_of_a_server_that_the_bot_left_opens_nothing(bot: Bot, server: Server, full: Full) -> None:
    bot.gone.add(GUILD)

    assert (await got(server, full, "sessions")).status == 401
    assert (await got(server, full, "sessions", token=full.other_token)).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_nothing_can_be_changed(server: Server, full: Full, method: str) -> None:
    for path in ("sessions", f"sessions/{full.live}", "games", "openapi.json"):
        refused = await got(server, full, path, method)

        assert (refused.status, refused.json["error"]) == (405, "Method Not Allowed")
        assert set(refused.headers["Allow"].split(",")) == {"GET", "HEAD"}


async def test_no_log_holds_a_token_or_a_query(
    database: Database, server: Server, full: Full, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    await got(server, full, "sessions?state=planned")
    await got(server, full, "games?tag=s3cret")
    await got(server, full, f"games?token={full.token}", token=full.token[:-1])

    said = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records if "bot.http" in record.name)
    assert "GET /api/v1/sessions: 200, " in said
    assert full.token[:-1] not in caplog.text
    assert "s3cret" not in said
    assert "state=planned" not in said
