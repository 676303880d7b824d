"""What the JSON API tells, asked over a real socket."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.http.server import Server
from db.store import Database
from tests.bot.a_full_server import FORGOTTEN, HIDDEN, ODD, Full, filled, got
from tests.bot.serving import Bot, ask, serving
from tests.conftest import Clock
from tests.services.acting import ANA, BEN, CHANNEL, CLEO


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


async def all_of(server: Server, full: Full, path: str, name: str, limit: int) -> list[Any]:
    """What all pages hold."""
    found: list[Any] = []
    after = ""
    while True:
        page = (await got(server, full, f"{path}?limit={limit}{after}")).json
        assert len(page[name]) <= limit
        found += page[name]
        if page["next_after"] is None:
            return found
        after = f"&after={page['next_after']}"


async def test_sessions_come_in_the_order_they_were_made_without_private_ones_and_other_servers(
    server: Server, full: Full
) -> None:
    listed = (await got(server, full, "sessions")).json

    assert [one["id"] for one in listed["sessions"]] == list(full.open)
    assert listed["next_after"] is None
    assert [one["title"] for one in listed["sessions"]][: len(ODD)] == list(ODD)


async def test_a_session_tells_all_about_itself(server: Server, full: Full) -> None:
    assert (await got(server, full, f"sessions/{full.live}")).json == {
        "session": {
            "id": full.live,
            "campaign": {"id": 3, "name": "Curse", "kind": "campaign"},
            "number": 15,
            "title": "Curse",
            "state": "in_progress",
            "starts_at": "2026-09-01T10:00:00Z",
            "duration_seconds": 10800,
            "started_at": "2026-09-01T10:00:00Z",
            "ended_at": None,
            "played_seconds": 7200,
            "channel_id": str(CHANNEL),
            "capacity": None,
            "description": None,
            "scenario": None,
            "location": None,
            "tags": [],
            "cancel_reason": None,
        }
    }


async def test_the_active_session_is_the_one_started_last_or_that_of_a_channel(server: Server, full: Full) -> None:
    async def active(query: str = "") -> Any:
        session = (await got(server, full, f"sessions/active{query}")).json["session"]
        return session and session["id"]

    assert await active() == full.elsewhere_live
    assert await active(f"?channel_id={CHANNEL}") == full.live
    assert await active(f"?channel_id={CHANNEL + 2}") is None  # there, a private one is live
    assert await active(f"?channel_id={'9' * 20}") is None


async def test_where_nothing_is_live_the_active_session_is_null(server: Server, full: Full) -> None:
    answered = await got(server, full, "sessions/active", token=full.other_token)

    assert answered.json == {"session": None}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("state=completed", lambda one: one["state"] == "completed"),
        ("state=paused", lambda one: False),
        ("from=2026-09-01T14:00:00Z", lambda one: one["starts_at"] >= "2026-09-01T14:00:00Z"),
        ("to=2026-09-01T16:00:00%2B02:00", lambda one: one["starts_at"] < "2026-09-01T14:00:00Z"),
        ("state=planned&from=2026-09-01T14:00:00Z&to=2026-09-01T15:00:00Z", lambda one: one["id"] == 3),
    ],
)
async def test_sessions_are_filtered_by_state_and_planned_start(
    server: Server, full: Full, query: str, wanted: Any
) -> None:
    everything = (await got(server, full, "sessions")).json["sessions"]

    assert (await got(server, full, f"sessions?{query}")).json["sessions"] == list(filter(wanted, everything))


async def test_the_newest_sessions_may_come_first(server: Server, full: Full) -> None:
    first = (await got(server, full, "sessions?order=newest&limit=10")).json
    rest = (await got(server, full, f"sessions?order=newest&limit=10&after={first['next_after']}")).json

    assert [one["id"] for one in first["sessions"] + rest["sessions"]] == sorted(full.open, reverse=True)
    assert rest["next_after"] is None


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
async def test_pages_of_any_size_hold_everything_once_and_in_order(server: Server, full: Full, limit: int) -> None:
    for path, name in (
        ("sessions", "sessions"),
        ("games", "games"),
        (f"sessions/{full.live}/plays", "plays"),
        (f"sessions/{full.live}/votes", "votes"),
    ):
        whole = (await got(server, full, f"{path}?limit=100")).json
        assert whole["next_after"] is None

        assert await all_of(server, full, path, name, limit) == whole[name]


@pytest.mark.parametrize("after", ["9999999999999999999-1", "9223372036854775807-9999999999999999999"])
async def test_behind_any_vote_that_there_could_be_there_is_none(server: Server, full: Full, after: str) -> None:
    answered = await got(server, full, f"sessions/{full.live}/votes?after={after}")

    assert answered.json == {"votes": [], "next_after": None}


async def test_plays_hold_the_tally_and_never_the_code_of_a_room(server: Server, full: Full) -> None:
    answered = await got(server, full, f"sessions/{full.live}/plays")

    plays = answered.json["plays"]
    assert [one["status"] for one in plays] == ["skipped", "played", "played", "played", "playing"]
    assert plays[1]["votes"] == {"ups": 4, "downs": 1}
    assert plays[0]["votes"] == {"ups": 4 + 6, "downs": 1 + 6}
    assert plays[1]["game"] == {"id": 2, "title": ODD[1], "alias": "game1"}
    assert "s3cret" not in answered.text


async def test_votes_are_those_that_stand_and_come_to_the_tally(server: Server, full: Full) -> None:
    votes = (await got(server, full, f"sessions/{full.live}/votes")).json["votes"]
    plays = (await got(server, full, f"sessions/{full.live}/plays")).json["plays"]

    for play in plays:
        on_it = [one["value"] for one in votes if one["play_id"] == play["id"]]
        assert {"ups": on_it.count(1), "downs": on_it.count(-1)} == play["votes"]
    assert [one["cast_at"] for one in votes] == sorted(one["cast_at"] for one in votes)
    assert {one["session_id"] for one in votes} == {full.live}
    assert {one["voter_name"] for one in votes} == {None, *(title[:40] for title in ODD)}


async def test_who_hides_their_statistics_or_was_forgotten_votes_without_being_named(
    server: Server, full: Full
) -> None:
    answered = await got(server, full, f"sessions/{full.live}/votes")

    on_one = [one for one in answered.json["votes"] if one["play_id"] == 2]
    named = [str(one.user_id) for one in (ANA, BEN, CLEO)]
    assert [one["voter_id"] for one in on_one] == [*named, None, None]
    assert f'"{HIDDEN}"' not in answered.text
    assert str(abs(FORGOTTEN)) not in answered.text


async def test_games_are_filtered_by_tag_and_by_whether_they_are_put_away(server: Server, full: Full) -> None:
    async def titles(query: str) -> list[str]:
        return [one["title"] for one in (await got(server, full, f"games?{query}")).json["games"]]

    assert await titles("") == list(ODD)
    assert await titles("enabled=true") == list(ODD[::2])
    assert await titles("enabled=false") == list(ODD[1::2])
    assert await titles("tag=CO-OP") == list(ODD[::2])
    assert await titles("tag=nothing") == []


async def test_head_gives_the_headers_alone(server: Server, full: Full) -> None:
    for path in ("sessions", f"sessions/{full.live}/votes", "games", "sessions/999", "sessions?limit=0"):
        whole, head = await got(server, full, path), await got(server, full, path, "HEAD")

        assert (head.status, head.text) == (whole.status, "")
        for name in ("Content-Type", "Content-Length", "Cache-Control"):
            assert head.headers[name] == whole.headers[name]
        assert head.headers["Cache-Control"] == "no-store"


async def test_the_description_needs_no_token_and_names_the_public_address(bot: Bot, server: Server) -> None:
    bot.public_url = "https://rollcall.example.org"

    described = (await ask(server, "/api/v1/openapi.json")).json

    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": "https://rollcall.example.org"}]
    assert len(described["paths"]) == 7
