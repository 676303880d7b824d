"""A server in which a lot happened, some of it odd, for those who read it from outside."""

from dataclasses import dataclass
from datetime import timedelta

from bot.http.server import Server
from db.gamenight.rows import PlayRow
from db.store import Database, Store
from domain.campaigns import Campaign, Kind
from domain.gamenight.library import Game, Weight
from domain.gamenight.plays import PlayStatus
from domain.scheduling.session import Session, Span, State
from domain.snowflake import snowflake_at
from domain.votes import Vote
from domain.votes.matching import Matched
from services.outside import tokens
from tests.bot.serving import Answered, ask
from tests.db.rows import GUILD, NOON, a_session
from tests.services.acting import ADMIN, ANA, BEN, CHANNEL, CLEO, STRANGER, act

HOUR = timedelta(hours=1)
ODD = (
    "Catan",
    "'; DROP TABLE sessions; --",
    "<script>alert(1)</script>",
    "ßtraße \N{CAT FACE}\N{ZERO WIDTH JOINER}\N{DESKTOP COMPUTER}",
    '"quoted" \\ back\\slash {{7*7}} %s %00',
    "שלום \N{RIGHT-TO-LEFT OVERRIDE}dlrow",
    "@everyone <@1> `code` **bold**",
    "=1+1",
    "\N{MATHEMATICAL FRAKTUR CAPITAL A}" * 50,
    "a\tb\nc\x7f\N{LINE SEPARATOR}d",
    "nul\\u0000",
    "x" * 100,
)
HIDDEN, FORGOTTEN = 14, -(2**62) - 1  # someone who said `/stats hide`, and someone who said `/data forget`


@dataclass(frozen=True)
class Full:
    """What the tests ask about: the server's token, and another's; ids of sessions."""

    token: str
    other_token: str
    open: tuple[int, ...]
    live: int
    elsewhere_live: int
    private: int
    other_guilds: int


async def got(server: Server, full: Full | None, path: str, method: str = "GET", token: str | None = None) -> Answered:
    """What the API answers to who has the server's token, or that one."""
    headers = {"Authorization": f"Bearer {token or (full.token if full else '')}"}
    return await ask(server, f"/api/v1/{path}", method, headers=headers)


async def filled(database: Database) -> Full:
    """Fills the database."""
    async with database.transaction() as store:
        games = [await _a_game(store, n, title) for n, title in enumerate(ODD)]
        planned = [await _odd_session(store, n, title) for n, title in enumerate(ODD)]
        over = await a_session(
            store, title="Over", state=State.COMPLETED, started_at=NOON - 5 * HOUR, ended_at=NOON - HOUR,
            live_channel_id=CHANNEL, spans=(Span(NOON - 5 * HOUR, NOON - HOUR),),
        )  # fmt: skip
        newer = await _live(store, "Tomb", CHANNEL + 1, 1)  # made first, and started last
        live = await _live(store, "Curse", CHANNEL, 2)
        private = await _live(store, "Secret", CHANNEL + 2, 0, private=True)
        other = await _elsewhere(store)
        plays = [await _a_play(store, live, game, n) for n, game in enumerate(games[:5])]
        secret = await _a_play(store, private, games[0], 0)
        await _vote_on(store, plays, over)
        await _votes(store, secret, [ANA.user_id])
        await store.settings.set_stats_hidden(HIDDEN, hidden=True)
    return Full(
        await act(database, tokens.make, ADMIN),
        await act(database, tokens.make, STRANGER),
        (*(one.id for one in planned), over.id, newer.id, live.id),
        live.id,
        newer.id,
        private.id,
        other.id,
    )


async def _a_game(store: Store, n: int, title: str) -> Game:
    odd = n % 2 == 1
    return await store.games.add(
        Game(
            0, GUILD, title, f"game{n}",
            min_players=2 if odd else None, max_players=5 if odd else None, minutes=45 if odd else None,
            weight=Weight.MORE if odd else Weight.NORMAL, enabled=not odd,
            link="https://example.org/?q=%00&x='" if odd else None, tags=(title[:40],) if odd else ("Party", "Co-op"),
        )
    )  # fmt: skip


async def _odd_session(store: Store, n: int, title: str) -> Session:
    odd = n % 2 == 1
    return await a_session(
        store, title=title, starts_at=NOON + n * HOUR, state=State.CANCELLED if odd else State.PLANNED,
        description=title * 5 if odd else None, location=title if odd else None, scenario=title if odd else None,
        cancel_reason=title if odd else None, capacity=n or None, tags=(title[:40], "evening") if odd else (),
    )  # fmt: skip


async def _live(store: Store, name: str, channel_id: int, hours_ago: int, *, private: bool = False) -> Session:
    campaign = await store.campaigns.add(Campaign(0, GUILD, name, Kind.CAMPAIGN))
    began = NOON - hours_ago * HOUR
    return await a_session(
        store, campaign_id=campaign.id, title=name, state=State.IN_PROGRESS, starts_at=began, started_at=began,
        live_channel_id=channel_id, private=private, spans=(Span(began),),
    )  # fmt: skip


async def _elsewhere(store: Store) -> Session:
    campaign = await store.campaigns.game_night(STRANGER.guild_id)
    return await a_session(store, guild_id=STRANGER.guild_id, campaign_id=campaign.id, title="Not yours")


async def _a_play(store: Store, session: Session, game: Game, n: int) -> int:
    status = (PlayStatus.SKIPPED, PlayStatus.PLAYED, PlayStatus.PLAYED, PlayStatus.PLAYED, PlayStatus.PLAYING)[n]
    at = NOON - HOUR + timedelta(minutes=10 * n)
    row = PlayRow(
        session_id=session.id, game_id=game.id, status=status, started_at=at, player_count=n or None,
        ended_at=None if status is PlayStatus.PLAYING else at + timedelta(minutes=10), room_code="s3cret-room",
    )  # fmt: skip
    rows = store.events._session  # no repository writes a play that is over
    rows.add(row)
    await rows.flush()
    return row.id


async def _vote_on(store: Store, plays: list[int], over: Session) -> None:
    for play_id in plays:
        await _votes(store, play_id, [ANA.user_id, BEN.user_id, CLEO.user_id, HIDDEN, FORGOTTEN])
    import_id = await store.imports.begin(GUILD, over.id, ADMIN.user_id, NOON)
    lines = [
        # all at the same instant
        Matched(bytes([n]) * 32, over.id, plays[0], title[:40], 1 if n % 2 else -1, NOON - HOUR)
        for n, title in enumerate(ODD)
    ]
    await store.imports.add(import_id, GUILD, lines)


async def _votes(store: Store, play_id: int, voters: list[int]) -> None:
    for n, user_id in enumerate(voters):
        at = NOON - HOUR + timedelta(minutes=10 * play_id + n, seconds=30)
        for again in (False, True):  # the first vote is changed
            vote_id = snowflake_at(at) + play_id * 1000 + n * 10 + again
            value = 1 if again else -1
            await store.votes.save(Vote(vote_id, CHANNEL, play_id, user_id, -value if n == 2 else value, at))
