"""One game night, from the first nomination to the leaderboard."""

from db.store import Database
from domain.actor import Actor
from domain.gamenight.plays import PlayStatus
from domain.scheduling.session import Session
from domain.snowflake import snowflake_at
from domain.votes import Tally, parse
from services import votes
from services.gamenight import library, nominations, plays
from services.sessions import running
from services.votes import Heard, statistics
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, GUILD, HOST, act, live_session, nominate
from tests.services.outside import listening, short, told

HERE = (CHANNEL,)


async def says(database: Database, clock: Clock, who: Actor, words: str) -> None:
    """Somebody writes in the channel, a second after what happened last."""
    clock.advance(seconds=1)
    heard = Heard(GUILD, HERE, snowflake_at(clock.now), who.user_id, parse(words), clock.now, clock.now)
    await act(database, votes.hear, heard)


async def plays_next(database: Database, clock: Clock, session: Session) -> str:
    clock.advance(minutes=30)
    return (await act(database, plays.play_next, ANA, session)).game.title


@both_databases
async def test_a_night_from_the_first_nomination_to_the_leaderboard(database: Database, clock: Clock) -> None:
    await listening(database)
    games = {title: await act(database, library.add_game, HOST, title) for title in ("Catan", "Azul", "Root")}
    for who, title in ((ANA, "Catan"), (BEN, "Azul"), (CLEO, "Root")):
        queue = await act(database, nominate, who, games[title].id)
    ids = {one.game.title: one.id for one in queue}
    for who in (ANA, CLEO):
        assert await act(database, nominations.back, who, ids["Azul"])
    session = await live_session(database)

    assert await plays_next(database, clock, session) == "Azul"  # three want it
    for who, words in ((ANA, "thisgame++"), (BEN, "love it, thisgame++"), (CLEO, "thisgame--"), (CLEO, "thisgame++")):
        await says(database, clock, who, words)
    assert await plays_next(database, clock, session) == "Catan"  # nominated before the other
    await says(database, clock, ANA, "thisgame--")
    await says(database, clock, BEN, "azul++ again")  # a word for the last one changes nothing that stood
    clock.advance(minutes=5)
    await act(database, plays.skip, BEN, session)
    assert await plays_next(database, clock, session) == "Root"
    await says(database, clock, CLEO, "thisgame++")
    clock.advance(minutes=20)
    await act(database, plays.done, CLEO, session)
    over = await act(database, running.end, HOST, session.id)
    clock.advance(minutes=14)
    await says(database, clock, BEN, "root++")  # within a quarter of an hour of the end

    async with database.read() as store:
        tally = {play.game.title: (play.status, str(of_it)) for play, of_it in await votes.tally(store, over)}
        board = await statistics.known_to(store, ANA, HERE, session=over)
        left = await store.queue.of_campaign(over.campaign_id)
    assert tally == {
        "Azul": (PlayStatus.PLAYED, str(Tally(3, 0))),
        "Catan": (PlayStatus.SKIPPED, str(Tally(0, 1))),
        "Root": (PlayStatus.PLAYED, str(Tally(2, 0))),
    }
    assert [(one.title, one.net) for one in board.games] == [("Azul", 3), ("Root", 2), ("Catan", -1)]
    assert left == []
    assert short(await told(database)) == [  # the webhook heard all of it, each thing once and in order
        "game.added Catan",
        "game.added Azul",
        "game.added Root",
        "session.started",
        "play.changed Azul playing +0 -0",
        "vote.cast Azul playing +1 -0 by 11: 1",
        "vote.cast Azul playing +2 -0 by 12: 1",
        "vote.cast Azul playing +2 -1 by 13: -1",
        "vote.cast Azul playing +3 -0 by 13: 1",
        "play.changed Azul played +3 -0",
        "play.changed Catan playing +0 -0",
        "vote.cast Catan playing +0 -1 by 11: -1",
        "vote.cast Azul played +3 -0 by 12: 1",
        "play.changed Catan skipped +0 -1",
        "play.changed Root playing +0 -0",
        "vote.cast Root playing +1 -0 by 13: 1",
        "play.changed Root played +1 -0",
        "session.ended",
        "vote.cast Root played +2 -0 by 12: 1",
    ]
